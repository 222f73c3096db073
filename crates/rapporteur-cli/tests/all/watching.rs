//! Killed at any moment, watching loses nothing and doubles nothing: not in the archive, not in the record, not among the alerts in a file.

use crate::hands::{Bench, PROGRAM};
use crate::server::{Server, feed, news};
use flate2::read::MultiGzDecoder;
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Some in every run; `KILLS=100` in the nightly one.
fn kills() -> u64 {
    std::env::var("KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(5)
}

/// Pages that are new with each kill.
const NEW: u64 = 12;

/// Words that no other page has, so that none is a copy of another.
fn words(page: usize, part: usize) -> String {
    let syllables = ["ba", "den", "fi", "gor", "hul", "jas", "kem", "lo", "mir", "nup", "pol", "ras", "sib", "tov", "vun", "zel"];
    let word = |at: usize| -> String {
        // Mixed well (splitmix64): with one product alone, words far apart would run alike.
        let mut number = (page * 40 + part * 20 + at + 1) as u64;
        for factor in [0xbf58_476d_1ce4_e5b9, 0x94d0_49bb_1331_11eb] {
            number = (number ^ (number >> 30)).wrapping_mul(factor);
            number ^= number >> 27;
        }
        (0..4).map(|place| syllables[(number >> (4 * place + 12)) as usize & 15]).collect()
    };
    (0..20).map(word).collect::<Vec<_>>().join(" ")
}

fn put(server: &Server, upto: u64) {
    let pages: Vec<String> = (0..upto).map(|at| format!("/news/{at}")).collect();
    for (at, page) in pages.iter().enumerate() {
        let (first, second) = (words(at, 0), words(at, 1));
        let text = format!("<p>The ships of {first} lay off the coast on Monday.</p><p>“Our ships {second},” Minister Ana Wells said.</p>");
        let head = format!("<html lang=\"en\"><head><title>Ships of {first}</title></head>");
        let body = format!("<body><article><h1>Ships of {first}</h1>{text}</article></body></html>");
        server.put_with(page, "Content-Type: text/html\r\n", format!("<!doctype html>{head}{body}"));
    }
    server.put("/feed", feed(&pages.iter().rev().map(|page| server.at(page)).collect::<Vec<_>>()));
}

fn bench(server: &Server) -> Bench {
    let bench = Bench::new();
    let config = format!(
        "every = \"1s\"\npause = \"0s\"\nbacklog = 100000\nprivate = [\"127.0.0.1\"]\n[[source]]\nat = \"{}\"\n\
         [[alert]]\nname = \"ships\"\nsearch = \"ships\"\n[tell]\nfile = \"alerts.jsonl\"\n",
        server.at("/feed")
    );
    bench.write("watch.toml", config);
    bench
}

/// The archives of pages.
fn archives(bench: &Bench) -> Vec<String> {
    let files = std::fs::read_dir(bench.path("record.db.watch")).expect("the folder is there").flatten();
    let files = files.filter(|file| file.file_name().to_string_lossy().starts_with("pages-"));
    files.map(|file| file.path().to_string_lossy().into_owned()).collect()
}

/// A round that must do all there is to do.
fn whole(bench: &Bench) {
    // A list that was looked at less than a second ago is not looked at again: the whole is there when the last page is.
    std::thread::sleep(Duration::from_millis(1100));
    bench.good(&["watch", "--once", "watch.toml"]);
}

#[test]
fn killed_nothing_is_lost_or_doubled() {
    let server = Server::start();
    let (killed, calm) = (bench(&server), bench(&server));
    put(&server, NEW);
    let began = Instant::now();
    calm.good(&["watch", "--once", "watch.toml"]);
    let pace = began.elapsed();
    for kill in 0..kills() {
        put(&server, NEW * (kill + 1));
        let mut child = killed
            .command(PROGRAM)
            .args(["watch", "--once", "watch.toml"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        // From before it has begun to after it has told, in uneven steps, on a fast machine and a slow one.
        std::thread::sleep(pace.mul_f64((kill * 397 % 1000) as f64 / 900.0));
        child.kill().expect("a child can be killed");
        child.wait().expect("a child can be waited for");
    }
    whole(&killed);
    killed.good(&["verify"]);
    whole(&calm);
    for what in ["stories", "statements"] {
        assert_eq!(killed.good(&["export", what]), calm.good(&["export", what]), "{what} are as if nothing had happened");
    }
    // What is kept can be read anew, by another edition.
    let again = Bench::new();
    let archives = archives(&killed);
    again.good(&[&["add", "--quiet"], archives.iter().map(String::as_str).collect::<Vec<_>>().as_slice()].concat());
    assert_eq!(again.good(&["export", "stories"]), calm.good(&["export", "stories"]), "the archive holds it all");
    let pages = NEW * kills();
    assert_eq!(killed.good(&["export", "reports"]).lines().count() as u64, pages);
    let (mut archived, mut answers) = (BTreeSet::new(), 0);
    for file in archives {
        let mut bytes = Vec::new();
        let file = std::fs::File::open(file).expect("it can be opened");
        MultiGzDecoder::new(file).read_to_end(&mut bytes).expect("the archive is sound");
        for address in String::from_utf8_lossy(&bytes).lines().filter_map(|line| line.strip_prefix("WARC-Target-URI: ")) {
            answers += 1;
            archived.insert(address.trim().to_owned());
        }
    }
    assert_eq!((archived.len() as u64, answers), (pages, pages), "each page is archived once");
    let alerts = |bench: &Bench| {
        let lines = std::fs::read_to_string(bench.path("alerts.jsonl")).expect("there are alerts");
        let alerts: Vec<serde_json::Value> = lines.lines().map(|line| serde_json::from_str(line).expect("an alert is JSON")).collect();
        let told: BTreeSet<String> = alerts.iter().map(|alert| alert["of"].as_str().expect("it is about a report").to_owned()).collect();
        assert_eq!(told.len(), alerts.len(), "no alert stands there twice");
        told
    };
    let (told, calm) = (alerts(&killed), alerts(&calm));
    assert_eq!(told.len(), calm.len(), "as many pages are told of as if nothing had happened");
    assert!(told == calm && told.len() as u64 == pages, "each page is told of once: {} of {pages}", told.len());
}

/// Figures of speed, which no test hangs on: a thousand feeds, first with a page each, then unchanged; and how long it takes from a change to a page
/// of `serve` that shows it. `cargo test --release -p rapporteur-cli --test all watching::figures -- --ignored --nocapture`.
#[test]
#[ignore = "prints figures and holds nothing"]
fn figures() {
    const FEEDS: usize = 1000;
    const CHANGED: usize = 5;
    let server = Server::start();
    let bench = Bench::new();
    for at in 0..FEEDS {
        let text = format!("Minister {} met envoy {} in town {} on Monday and spoke of {at} ships.", at % 17, at % 29, at % 7);
        server.put_with(&format!("/news/{at}"), "Content-Type: text/html\r\n", news(&format!("Minister {at} meets envoy"), &text));
        server.put(&format!("/feed/{at}"), feed(&[server.at(&format!("/news/{at}"))]));
    }
    let every = |others: &str| {
        let source = |at: usize| {
            let every = if at < CHANGED { "1s" } else { others };
            format!("[[source]]\nat = \"{}\"\nevery = \"{every}\"\n", server.at(&format!("/feed/{at}")))
        };
        let sources: String = (0..FEEDS).map(source).collect();
        bench.write("watch.toml", format!("pause = \"0s\"\nprivate = [\"127.0.0.1\"]\n{sources}"));
    };
    let round = |what: &str| {
        let mut child =
            bench.command(PROGRAM).args(["watch", "--once", "watch.toml"]).stderr(Stdio::null()).spawn().expect("the program starts");
        let began = Instant::now();
        let mut seconds = 0.0;
        while child.try_wait().expect("it can be waited for").is_none() {
            seconds = spent(&child).unwrap_or(seconds);
            std::thread::sleep(Duration::from_millis(50));
        }
        println!("{what}: {:.1} s, of which about {seconds:.1} s on a core", began.elapsed().as_secs_f64());
    };
    every("1h");
    round("1,000 feeds with a new page each");
    every("1s");
    round("1,000 feeds, nothing new");
    every("1h");
    let start = |arguments: &[&str]| {
        bench.command(PROGRAM).args(arguments).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the program starts")
    };
    let mut serving = start(&["serve", "--port", "0", "--json"]);
    let mut line = String::new();
    BufReader::new(serving.stdout.take().expect("its output is a pipe")).read_line(&mut line).expect("it says where");
    let address: serde_json::Value = serde_json::from_str(&line).expect("it is JSON");
    let host = address["address"].as_str().expect("there is an address").trim_start_matches("http://").trim_end_matches('/').to_owned();
    server.asked();
    let mut watching = start(&["watch", "watch.toml"]);
    // All were due a moment ago: until they have been asked.
    let mut asked = 0;
    while asked < FEEDS {
        asked += server.asked().len();
        std::thread::sleep(Duration::from_millis(100));
    }
    let mut worst = Duration::ZERO;
    for at in 0..CHANGED {
        std::thread::sleep(Duration::from_secs(3));
        let headline = format!("Unheard-of thing {at} comes about");
        server.put_with(
            &format!("/new/{at}"),
            "Content-Type: text/html\r\n",
            // The newest stands first on the page.
            news(&headline, &format!("Nobody had expected thing {at}, observers said.")).replace("2031-03-03", "2031-03-05"),
        );
        server.put(&format!("/feed/{at}"), feed(&[server.at(&format!("/new/{at}"))]));
        server.asked();
        // From the first answer that names it.
        while !server.asked().iter().any(|asked| asked.path == format!("/feed/{at}")) {
            std::thread::sleep(Duration::from_millis(2));
        }
        let began = Instant::now();
        while !shown(&host).contains(&headline) {
            assert!(began.elapsed() < Duration::from_secs(60), "it is never shown");
            std::thread::sleep(Duration::from_millis(20));
        }
        worst = worst.max(began.elapsed());
    }
    println!("from the changed feed to a page that shows it, the longest of five: {:.1} s", worst.as_secs_f64());
    for child in [&mut watching, &mut serving] {
        child.kill().expect("a child can be killed");
        child.wait().expect("a child can be waited for");
    }
}

/// The front page of `serve`.
fn shown(host: &str) -> String {
    let mut page = String::new();
    let asked = TcpStream::connect(host).and_then(|mut stream| {
        write!(stream, "GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")?;
        stream.read_to_string(&mut page)
    });
    _ = asked;
    page
}

/// Seconds that a child has worked, where `ps` can say.
fn spent(child: &Child) -> Option<f64> {
    let output = Command::new("ps").args(["-o", "cputimes=", "-p", &child.id().to_string()]).output().ok()?;
    String::from_utf8_lossy(&output.stdout).trim().parse().ok()
}
