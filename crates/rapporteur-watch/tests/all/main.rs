//! Watching, against a server of the tests' own with the faults that servers have.

mod bench;
mod server;

use bench::{Bench, whole};
use flate2::write::GzEncoder;
use rapporteur_watch::{Rule, Tell, Until};
use server::{Server, feed, news};
use std::io::Write;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

/// Texts that no story joins.
const TEXTS: [(&str, &str); 3] = [
    (
        "Strait of Halden closed to ships of Ostrel",
        "Veldania closed the Halden strait on Monday, the harbour master said, and turned eleven ships away.",
    ),
    (
        "Olive harvest fails in the south",
        "Growers in the southern valleys lost half of their olives to a beetle, the farmers' union said on Monday.",
    ),
    (
        "Museum finds lost painting in its cellar",
        "A painting that was missed for sixty years stood behind a boiler, the curator said, and will be shown in June.",
    ),
];

fn put(server: &Server, at: usize) -> String {
    let (headline, text) = TEXTS[at];
    server.put_with(&format!("/news/{at}"), "Content-Type: text/html\r\n", news(headline, text));
    server.at(&format!("/news/{at}"))
}

#[test]
fn what_is_new_is_added_once() {
    let server = Server::start();
    server.put("/feed", feed(&[put(&server, 0)]));
    server.put("/sitemap.xml", format!("<urlset><url><loc>{}</loc></url></urlset>", put(&server, 1)));
    let bench = Bench::new(&[server.at("/feed"), server.at("/sitemap.xml")]);
    let (tally, said) = bench.once();
    assert_eq!((tally.run.added, tally.had, tally.failed), (2, 4, 0), "{said:?}");
    assert_eq!(server.paths(), ["/feed", "/news/0", "/news/1", "/sitemap.xml"]);
    // Nothing is new: the lists are asked whether they changed, and say no; pages are not asked again.
    let (tally, _) = bench.once();
    assert_eq!((tally.run.added, tally.run.known, tally.unchanged), (0, 0, 2));
    let asked = server.asked();
    assert!(asked.iter().all(|asked| asked.fields.contains_key("if-none-match")), "{asked:?}");
    assert!(asked.iter().all(|asked| asked.fields["user-agent"].starts_with("rapporteur/")), "{asked:?}");
    server.put("/feed", feed(&[put(&server, 2), put(&server, 0)]));
    let (tally, _) = bench.once();
    assert_eq!((tally.run.added, tally.unchanged), (1, 1));
    assert_eq!(server.paths(), ["/feed", "/news/2", "/sitemap.xml"]);
    let archive = whole(std::fs::File::open(bench.archive("pages")).expect("it is there"));
    assert_eq!(archive.matches("WARC-Type: response").count(), 3);
    assert_eq!(archive.matches("WARC-Type: warcinfo").count(), 1);
    assert_eq!(bench.record().len().expect("it can be read"), 3);
}

#[test]
fn a_server_that_knows_no_conditions_costs_nothing_twice() {
    let server = Server::start();
    put(&server, 0);
    let bench = Bench::new(&[server.at("/news/0")]);
    bench.once();
    // Another name for the same bytes.
    server.put_with("/news/0", "ETag: \"other\"\r\nContent-Type: text/html\r\n", news(TEXTS[0].0, TEXTS[0].1));
    let (tally, _) = bench.once();
    assert_eq!((tally.unchanged, tally.run.known), (1, 0));
    server.put_with("/news/0", "Content-Type: text/html\r\n", news(TEXTS[0].0, "Veldania opened the strait again, to all ships."));
    let (tally, _) = bench.once();
    assert_eq!((tally.run.versions, tally.run.added), (1, 0));
}

#[test]
fn a_fault_costs_itself_alone() {
    let server = Server::start();
    let mut bomb = GzEncoder::new(Vec::new(), flate2::Compression::best());
    bomb.write_all(&vec![b' '; 64 << 20]).expect("memory takes it");
    server.put_with("/bomb", "Content-Encoding: gzip\r\nContent-Type: text/html\r\n", bomb.finish().expect("memory takes it"));
    server.put_with("/picture", "Content-Type: image/png\r\n", [0x89, b'P', b'N', b'G']);
    server.put_with("/said-to-be-text", "Content-Type: text/html\r\n", [0x89, b'P', b'N', b'G', 0, 0, 0]);
    server.answer("/loop", "302 Found", "Location: /loop\r\n");
    server.answer("/out", "302 Found", "Location: file:///etc/passwd\r\n");
    server.answer("/inwards", "302 Found", &format!("Location: {}\r\n", server.elsewhere("/news/1")));
    server.answer("/broken", "500 Broken", "");
    server.answer("/moved", "301 Moved", "Location: /news/0\r\n");
    put(&server, 0);
    put(&server, 1);
    server.put("/damaged-feed", "<rss><channel><item><link>/news/2</link></item><item><link>/x");
    put(&server, 2);
    let said = [
        ("/slow", "timeout"),
        ("/endless", "longer than 1 MiB"),
        ("/endless-header", ""),
        ("/short", ""),
        ("/silent", ""),
        ("/noise", ""),
        ("/bomb", "unpacks to more than 1 MiB"),
        ("/picture", "holds no text"),
        ("/said-to-be-text", "holds no text"),
        ("/loop", "more than 5 redirections"),
        ("/out", "no address of the web"),
        ("/inwards", "private network"),
        ("/broken", "500"),
        ("/missing", "404"),
    ];
    let mut addresses: Vec<String> = said.iter().map(|(path, _)| server.at(path)).collect();
    addresses.extend([server.at("/moved"), server.at("/damaged-feed"), server.elsewhere("/news/1")]);
    let bench = Bench::new(&addresses);
    let (tally, notes) = bench.once();
    for (path, why) in said {
        let found = notes
            .notes
            .lock()
            .expect("no thread died")
            .iter()
            .any(|note| note.starts_with(&format!("{}:", server.at(path))) && note.contains(why));
        assert!(found, "{path} {why}: {notes:?}");
    }
    assert_eq!((tally.run.added, tally.failed + tally.refused), (2, said.len() + 1), "{notes:?}");
    let first = server.asked();
    assert!(first.iter().all(|asked| asked.path != "/news/1"), "what lies in a private network is not asked");
    // None of them is asked again at once.
    bench.once();
    assert_eq!(server.paths(), ["/damaged-feed", "/moved", "/news/0"]);
}

#[test]
fn sites_that_ask_to_be_left_alone_are() {
    let server = Server::start();
    server.put("/robots.txt", "User-agent: *\nDisallow: /\n\nUser-agent: rapporteur\nDisallow: /private/\n");
    server.put("/feed", feed(&[put(&server, 0), server.at("/private/1")]));
    let bench = Bench::new(&[server.at("/feed")]);
    let (tally, said) = bench.once();
    assert_eq!((tally.run.added, tally.refused, said.notes("robots.txt")), (1, 1, 1), "{said:?}");
    let (tally, _) = bench.once();
    assert_eq!((tally.refused, tally.unchanged), (0, 1));
    assert_eq!(server.asked().iter().filter(|asked| asked.path == "/robots.txt").count(), 1, "rules count for a day");
    // A site whose rules cannot be had is not read now, and asked later.
    let server = Server::start();
    server.answer("/robots.txt", "500 Broken", "");
    put(&server, 0);
    let (tally, said) = Bench::new(&[server.at("/news/0")]).once();
    assert_eq!((tally.failed, said.notes("could not be had")), (1, 1));
    assert_eq!(server.paths(), [""; 0]);
}

#[test]
fn a_busy_host_rests() {
    let server = Server::start();
    let pages: Vec<String> = (0..9).map(|at| server.at(&format!("/busy/{at}"))).collect();
    (0..9).for_each(|at| server.answer(&format!("/busy/{at}"), "503 Busy", "Retry-After: 3600\r\n"));
    let bench = Bench::new(&pages);
    let (tally, _) = bench.once();
    assert_eq!((tally.failed, server.paths().len()), (1, 1), "the others are not asked");
    bench.once();
    assert_eq!(server.paths(), [""; 0]);
}

#[test]
fn a_host_is_asked_one_thing_at_a_time() {
    let server = Server::start();
    let pages: Vec<String> = (0..30).map(|at| server.at(&format!("/{at}"))).collect();
    (0..30).for_each(|at| {
        server.put(&format!("/{at}"), news(&format!("Ship {at} turns back"), &format!("Ship {at} turned back at the strait.")))
    });
    server.put("/feed", feed(&pages));
    let (tally, _) = Bench::new(&[server.at("/feed")]).once();
    assert_eq!((tally.run.added, server.most()), (30, 1));
}

#[test]
fn lists_lead_to_lists_and_no_further() {
    let server = Server::start();
    let opml = format!("<opml><body><outline xmlUrl='{}'/></body></opml>", server.at("/index.xml"));
    server.put("/feeds.opml", opml);
    server.put("/index.xml", "<sitemapindex><sitemap><loc>/map.xml</loc></sitemap></sitemapindex>");
    server.put("/map.xml", format!("<urlset><url><loc>{}</loc></url><url><loc>/deep.xml</loc></url></urlset>", put(&server, 0)));
    server.put("/deep.xml", format!("<urlset><url><loc>{}</loc></url></urlset>", put(&server, 1)));
    let bench = Bench::new(&[server.at("/feeds.opml")]);
    let (tally, said) = bench.once();
    assert_eq!(tally.run.added, 1, "{said:?}");
    // Lists that were found are looked at again, as the first one is.
    server.paths();
    server.put("/map.xml", format!("<urlset><url><loc>{}</loc></url></urlset>", put(&server, 2)));
    let (tally, _) = bench.once();
    assert_eq!(tally.run.added, 1);
    assert!(!server.paths().contains(&"/news/0".to_owned()));
}

#[test]
fn of_a_long_list_the_newest_are_taken_at_first() {
    let server = Server::start();
    let entry = |at: usize| format!("<url><loc>{}</loc><lastmod>2031-03-0{}</lastmod></url>", put(&server, at), at + 1);
    server.put("/map.xml", format!("<urlset>{}{}</urlset>", entry(0), entry(1)));
    let mut bench = Bench::new(&[server.at("/map.xml")]);
    bench.config.backlog = 1;
    let (tally, said) = bench.once();
    assert_eq!((tally.run.added, said.notes("1 new; 1 older ones are passed over")), (1, 1), "{said:?}");
    assert_eq!(server.paths(), ["/map.xml", "/news/1"]);
    // What comes later is taken, and so is what changed.
    server.put("/map.xml", format!("<urlset>{}{}{}</urlset>", entry(0).replace("03-01", "03-05"), entry(1), entry(2)));
    let (tally, _) = bench.once();
    assert_eq!(tally.run.added, 2);
}

#[test]
fn what_a_killed_run_left_is_neither_lost_nor_doubled() {
    let server = Server::start();
    server.put("/feed", feed(&[put(&server, 0)]));
    let bench = Bench::new(&[server.at("/feed")]);
    bench.once();
    // Killed while it wrote an answer of which the state does not know.
    let archive = bench.archive("pages");
    let sound = std::fs::read(&archive).expect("it is there");
    std::fs::write(&archive, [&sound[..], &sound[..sound.len() / 2]].concat()).expect("it can be written");
    server.put("/feed", feed(&[put(&server, 0), put(&server, 1)]));
    let (tally, _) = bench.once();
    assert_eq!(tally.run.added, 1);
    let whole = whole(std::fs::File::open(&archive).expect("it is there"));
    assert_eq!(whole.matches("WARC-Type: response").count(), 2);
    // Killed between the state and the record: what is archived is added by the next run, and no server is asked for it.
    let state = rusqlite::Connection::open(bench.path("record.db.watch/state.db")).expect("it is there");
    let length = sound.len() as i64;
    let first = "INSERT INTO waiting SELECT file, ?1, length - ?1 FROM archive WHERE file LIKE 'pages%'";
    state.execute(first, [length]).expect("it can be written");
    drop(state);
    server.paths();
    let (tally, _) = bench.once();
    assert_eq!((tally.run.known, tally.run.added), (1, 0));
    assert_eq!(server.paths(), ["/feed"]);
}

#[test]
fn only_one_watches_for_a_record() {
    let bench = Bench::new(&[]);
    let _first = bench.watch();
    let second = rapporteur_watch::Watch::open(bench.record(), bench.config.clone(), None).expect_err("it is refused");
    assert!(second.to_string().contains("another rapporteur watches"), "{second}");
    assert!(second.advice().is_some());
}

#[test]
fn folders_and_mailboxes_are_looked_at() {
    let bench = Bench::new(&[]);
    for folder in ["in/box/new", "in/box/cur", "in/box/tmp"] {
        std::fs::create_dir_all(bench.path(folder)).expect("folders can be made");
    }
    std::fs::write(bench.path("in/a.txt"), TEXTS[0].1).expect("it can be written");
    std::fs::write(
        bench.path("in/box/new/1.x"),
        format!("From: Press <p@a.example>\nSubject: {}\nDate: Mon, 3 Mar 2031 10:00:00 +0000\n\n{}\n", TEXTS[1].0, TEXTS[1].1),
    )
    .expect("it can be written");
    std::fs::write(bench.path("in/box/tmp/2.x"), "From: half").expect("it can be written");
    let mut bench = bench;
    bench.config.sources.push(rapporteur_watch::Source {
        at: bench.path("in").to_string_lossy().into_owned(),
        title: None,
        every: None,
        follow: true,
    });
    let (tally, said) = bench.once();
    assert_eq!((tally.run.added, tally.run.refused), (2, 0), "{said:?}");
    std::fs::rename(bench.path("in/box/new/1.x"), bench.path("in/box/cur/1.x:2,S")).expect("it can be moved");
    std::fs::write(bench.path("in/b.txt"), TEXTS[2].1).expect("it can be written");
    let (tally, _) = bench.once();
    assert_eq!((tally.run.added, tally.run.known), (1, 0));
}

fn rule(name: &str) -> Rule {
    Rule { name: name.to_owned(), search: None, kept: None, moved: None, due: None, denied: None }
}

#[test]
fn alerts_are_told_once_everywhere_with_their_evidence() {
    let server = Server::start();
    server.answer("/hook", "500 Broken", "");
    server.put("/feed", feed(&[put(&server, 1)]));
    let mut bench = Bench::new(&[server.at("/feed")]);
    bench.config.alerts = vec![
        Rule { search: Some("halden AND strait".to_owned()), ..rule("strait") },
        Rule { denied: Some("any".to_owned()), ..rule("denials") },
        Rule { due: Some(Duration::from_secs(30 * 86_400)), ..rule("deadlines") },
    ];
    let copy = bench.path("copy").to_string_lossy().into_owned();
    bench.config.tell = Tell {
        stdout: true,
        file: Some(bench.path("alerts.jsonl")),
        command: Some(["sh", "-c", &format!("cat >> {copy}")].map(str::to_owned).to_vec()),
        webhook: Some(server.at("/hook")),
    };
    let (tally, _) = bench.once();
    assert_eq!(tally.alerts, 0, "olives are none of it");
    let text = "Veldania closed the Halden strait on Monday. Foreign Minister Tomas Reyl of Veldania denied that mines had been laid. \
                “We will open the strait by 10 March 2031,” Reyl told reporters.";
    server.put("/news/9", news("Halden strait closed", text));
    server.put("/feed", feed(&[server.at("/news/9")]));
    let (tally, said) = bench.once();
    let alerts = said.alerts();
    assert_eq!(tally.alerts, alerts.len(), "{alerts:?}");
    let kinds: Vec<&str> = alerts.iter().filter_map(|alert| alert["kind"].as_str()).collect();
    assert_eq!(kinds, ["search", "denied", "due"], "{alerts:?}");
    let record = bench.record();
    for alert in &alerts {
        let (key, place) = alert["cite"].as_str().and_then(|cite| cite.split_once(':')).expect("it is cited");
        let (start, end) = place.split_once('-').expect("a place has two ends");
        let text = record.report(key).expect("the report is there").text;
        let quote = &text[start.parse().expect("a number")..end.parse().expect("a number")];
        assert_eq!(alert["quote"].as_str(), Some(quote), "the words stand where it says");
        assert_eq!((alert["outlet"].as_str(), alert["day"].as_str()), (Some("Meridian Wire"), Some("2031-03-03")));
    }
    drop(record);
    let lines = std::fs::read_to_string(bench.path("alerts.jsonl")).expect("it is there");
    assert_eq!(lines, std::fs::read_to_string(&copy).expect("it is there"));
    assert_eq!(lines.lines().count(), 3);
    assert_eq!(said.notes("tried again"), 1, "the webhook fails: {said:?}");
    server.asked();
    server.put("/hook", "");
    let (tally, said) = bench.once();
    assert_eq!((tally.alerts, said.alerts().len()), (0, 0), "nothing is told twice");
    let sent: Vec<String> = server.asked().into_iter().filter(|asked| asked.method == "POST").map(|asked| asked.body).collect();
    assert_eq!(sent, lines.lines().collect::<Vec<_>>(), "what was owed is delivered");
}

#[test]
fn searches_that_are_kept_and_positions_that_move_are_told() {
    let server = Server::start();
    // The second is of the next day: which of two positions of one moment is the later is not told.
    let told = |at: usize, text: &str| {
        let page = news(&format!("Nets {at}"), text).replace("2031-03-03T10", if at == 21 { "2031-03-04T10" } else { "2031-03-03T10" });
        server.put(&format!("/news/{at}"), page);
        server.at(&format!("/news/{at}"))
    };
    let first = told(20, "Norway supports the ban on nets. The ferry of Sarn lay in the harbour.");
    server.put("/feed", feed(std::slice::from_ref(&first)));
    let mut bench = Bench::new(&[server.at("/feed")]);
    bench.once();
    for (name, words) in [("Nets & co", "nets"), ("Ferry", "ferry"), ("Coal", "coal")] {
        bench.record().keep_search(name, words, "2031-03-09", 0).expect("it is kept");
    }
    bench.config.alerts = vec![
        Rule { kept: Some("Nets & co".to_owned()), ..rule("one") },
        Rule { kept: Some("any".to_owned()), ..rule("all") },
        Rule { moved: Some("any".to_owned()), ..rule("turns") },
    ];
    let second = told(21, "Norway opposes the ban on nets, its foreign ministry said on 5 March 2031. The ferry was late.");
    server.put("/feed", feed(&[first, second]));
    let (tally, said) = bench.once();
    let alerts = said.alerts();
    assert_eq!(tally.alerts, alerts.len());
    let rows: Vec<(&str, &str, &str)> = alerts
        .iter()
        .map(|alert| (alert["name"].as_str().unwrap_or(""), alert["kind"].as_str().unwrap_or(""), alert["what"].as_str().unwrap_or("")))
        .collect();
    let (name, what) = ("Norway on the ban on nets", "oppose, before support");
    assert_eq!(
        rows[..3],
        [("one", "search", "Nets & co: Nets 21"), ("all", "search", "Ferry: Nets 21"), ("all", "search", "Nets & co: Nets 21")]
    );
    assert!(rows[3].1 == "moved" && rows[3].2.contains(name) && rows[3].2.contains(what), "{rows:?}");
    assert!(alerts.iter().all(|alert| alert["quote"].as_str().is_some_and(|quote| !quote.is_empty())), "{alerts:?}");
    assert_eq!(bench.once().0.alerts, 0, "nothing is told twice");
}

#[test]
fn a_search_that_is_not_kept_is_said_at_once() {
    let mut bench = Bench::new(&[]);
    bench.config.alerts = vec![Rule { kept: Some("Nobody".to_owned()), ..rule("gone") }];
    let error = rapporteur_watch::Watch::open(bench.record(), bench.config.clone(), None).expect_err("it is refused");
    assert!(error.to_string().contains("no search is kept under the name Nobody"), "{error}");
}

#[test]
fn a_search_that_is_none_is_said_at_once() {
    let mut bench = Bench::new(&[]);
    bench.config.alerts = vec![Rule { search: Some("( )".to_owned()), ..rule("empty") }];
    let error = rapporteur_watch::Watch::open(bench.record(), bench.config.clone(), None).expect_err("it is refused");
    assert!(error.to_string().contains("the alert `empty`"), "{error}");
}

#[test]
fn it_goes_on_until_it_is_stopped() {
    let server = Server::start();
    server.put("/feed", feed(&[put(&server, 0)]));
    let mut bench = Bench::new(&[server.at("/feed")]);
    bench.config.every = Duration::from_secs(1);
    let (mut watch, said, stop) = (bench.watch(), bench::Said::default(), AtomicBool::new(false));
    std::thread::scope(|scope| {
        let watching = scope.spawn(|| watch.run(Until::Stopped, &said, &stop));
        let until = |count: usize| {
            while rapporteur_store::Record::open_to_read(&bench.path("record.db")).and_then(|record| record.len()).unwrap_or(0) < count {
                std::thread::sleep(Duration::from_millis(20));
            }
        };
        until(1);
        server.put("/feed", feed(&[put(&server, 0), put(&server, 1)]));
        until(2);
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
        let tally = watching.join().expect("it lives").expect("it ends well");
        assert!(tally.stopped);
        assert!(tally.run.added <= 2, "{tally:?}");
    });
}
