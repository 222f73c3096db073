//! Killed at any moment, a run leaves the record as before a batch or after it, and running again completes it.

use crate::hands::{Bench, PROGRAM};
use std::io::{BufRead, BufReader};
use std::process::Stdio;
use std::time::Duration;

/// A dozen in every run; `KILLS=200` in the nightly one.
fn kills() -> u64 {
    std::env::var("KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(12)
}

fn reports(count: usize) -> String {
    let line = |number: usize| {
        let text = format!(
            "Report {number} says that minister {} met envoy {} in town {} and spoke of {} ships.",
            number % 17,
            number % 29,
            number % 7,
            number
        );
        serde_json::json!({"id": format!("k{number}"), "outlet": format!("Outlet {}", number % 5), "published": "2031-03-03", "text": text})
            .to_string()
    };
    (0..count).map(|number| line(number) + "\n").collect()
}

#[test]
fn no_committed_report_is_lost() {
    let bench = Bench::new();
    bench.write("in.jsonl", reports(3000));
    let mut told: Vec<String> = Vec::new();
    for kill in 0..kills() {
        let mut child = bench
            .command(PROGRAM)
            .args(["add", "in.jsonl"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        let lines = BufReader::new(child.stdout.take().expect("its output is a pipe"));
        let killer = std::thread::spawn(move || {
            // From before the first commit to after the last, in uneven steps.
            std::thread::sleep(Duration::from_millis(2 + (kill * 37) % 400));
            child.kill().expect("a child can be killed");
            child.wait().expect("a child can be waited for");
        });
        told.extend(
            lines
                .lines()
                .map_while(Result::ok)
                .filter_map(|line| line.strip_prefix("added").map(|rest| rest.split_whitespace().next().unwrap_or_default().to_owned())),
        );
        killer.join().expect("the killer lives");
        if kill % 4 == 3 && !told.is_empty() {
            bench.good(&["verify"]);
        }
    }
    bench.good(&["add", "--quiet", "in.jsonl"]);
    bench.good(&["verify"]);
    let export = bench.good(&["export", "reports"]);
    assert_eq!(export.lines().count(), 3000);
    for key in &told {
        assert!(export.contains(key.as_str()), "{key} was told of and is lost");
    }
    let whole = Bench::new();
    whole.write("in.jsonl", reports(3000));
    whole.good(&["add", "--quiet", "in.jsonl"]);
    for what in ["reports", "reprints", "stories"] {
        assert_eq!(bench.good(&["export", what]), whole.good(&["export", what]), "{what} are as if nothing had happened");
    }
}

/// Killed while a report is taken out, the record has it whole or not at all; what is taken out stands in no byte once the run is completed.
#[test]
fn a_report_is_taken_out_whole_or_stays() {
    let bench = Bench::new();
    let word = |number: u64| format!("zarquo{number}veld");
    let line = |number: u64| {
        let text = format!("Envoy Ana Orlen said that {} would leave harbour {} on Monday.", word(number), number % 5);
        serde_json::json!({"id": format!("k{number}"), "outlet": format!("Outlet {}", number % 5), "published": "2031-03-03", "text": text})
            .to_string()
    };
    bench.write("in.jsonl", (0..2 * kills()).map(|number| line(number) + "\n").collect::<String>());
    bench.good(&["add", "--quiet", "in.jsonl"]);
    for kill in 0..kills() {
        let mut child = bench
            .command(PROGRAM)
            .args(["report", "remove", &format!("k{kill}"), "--why", "a test"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        std::thread::sleep(Duration::from_millis(20 + (kill * 37) % 600));
        child.kill().expect("a child can be killed");
        child.wait().expect("a child can be waited for");
    }
    bench.good(&["derive"]);
    bench.good(&["verify"]);
    let export = bench.good(&["export", "reports"]);
    let mut bytes = Vec::new();
    for end in ["", "-wal"] {
        bytes.extend(std::fs::read(bench.path(&format!("record.db{end}"))).unwrap_or_default());
    }
    let stands = |word: &str| bytes.windows(word.len()).any(|window| window == word.as_bytes());
    for number in 0..2 * kills() {
        let is_there = export.contains(&format!("\"k{number}\""));
        assert!(is_there || number < kills(), "k{number} was never taken out");
        assert_eq!(stands(&word(number)), is_there, "k{number}");
    }
}
