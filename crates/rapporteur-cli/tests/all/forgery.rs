//! A brief with a character changed never holds, wherever that character stands.

use crate::hands::Bench;

/// Changed characters a format is tried with; each is a run of the program.
const TRIES: usize = 30;

const REPORTS: &str = r#"{"id": "a", "outlet": "Ridge Mail", "published": "2031-05-02", "title": "Dam holds, 9 hamlets cut off", "text": "The upper dam held through the night and 9 hamlets were cut off, the ridge council said. “No one is in danger,” warden Ida Brenn told a radio station."}
{"id": "b", "outlet": "Vale Courier", "published": "2031-05-03", "title": "Eleven hamlets without a road", "text": "The upper dam held and 11 hamlets were cut off through the night, rescuers said. Ida Brenn said no one was in danger."}
"#;

#[test]
fn a_changed_character_never_holds() {
    let bench = Bench::new();
    bench.write("reports.jsonl", REPORTS);
    bench.good(&["add", "-q", "reports.jsonl"]);
    // The title is the writer's own, and what a browser is told about looks says nothing of the world.
    for (format, head) in [("md", "\n## "), ("html", "</h1>"), ("json", "\"stories\"")] {
        let brief = bench.good(&["brief", "--format", format]);
        bench.write("brief", &brief);
        bench.good(&["verify", "brief"]);
        let from = brief.find(head).expect("a brief has a head");
        let letters: Vec<usize> = brief.char_indices().filter(|(at, c)| *at > from && c.is_alphanumeric()).map(|(at, _)| at).collect();
        for at in letters.iter().step_by((letters.len() / TRIES).max(1)) {
            let changed = if brief[*at..].starts_with('x') { 'y' } else { 'x' };
            let end = at + brief[*at..].chars().next().map_or(1, char::len_utf8);
            bench.write("forged", format!("{}{changed}{}", &brief[..*at], &brief[end..]));
            let done = bench.run(&["verify", "forged"]);
            assert!(!done.status.success(), "{format}: `{changed}` at {at} passes: …{}", &brief[*at..brief.len().min(at + 40)]);
        }
    }
}
