//! Bad input costs itself and nothing else.

use crate::hands::{Bench, text};
use std::io::Write;

const GOOD: &str = "Oslo: The talks begin on Monday, an official said. Both sides will send their ministers to the meeting.\n";

/// A bench with one good report and one bad input; the refusal's line.
fn refusal(name: &str, bytes: &[u8]) -> String {
    let bench = Bench::new();
    bench.write("in/good.txt", GOOD);
    bench.write(&format!("in/{name}"), bytes);
    let output = bench.run(&["add", "in"]);
    let printed = text(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{name}: {printed}{}", text(&output.stderr));
    assert!(printed.contains("in/good.txt"), "the good report is kept: {printed}");
    assert!(bench.good(&["search", "ministers"]).contains("«ministers»"));
    printed.lines().find(|line| line.starts_with("refused")).expect("a line says what was refused").to_owned()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).expect("memory takes bytes");
    encoder.finish().expect("memory takes bytes")
}

fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = tar::Header::new_ustar();
        // Written by hand: the library would refuse a path that climbs.
        header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        header.set_cksum();
        builder.append(&header, *bytes).expect("memory takes bytes");
    }
    builder.into_inner().expect("memory takes bytes")
}

#[test]
fn binary_junk() {
    assert!(refusal("junk.bin", &(0..=255u8).cycle().take(9000).collect::<Vec<_>>()).contains("binary data"));
}

#[test]
fn empty_and_blank() {
    assert!(refusal("empty.txt", b"").contains("no text"));
    assert!(refusal("blank.txt", b" \n\n \t\n").contains("no text"));
    assert!(refusal("empty.json", b"[]").contains("no object"));
    assert!(refusal("empty.html", b"<html><body></body></html>").contains("no article text"));
}

/// A time that cannot be read costs itself, and is told.
#[test]
fn a_date_out_of_range() {
    let bench = Bench::new();
    bench.write("far.jsonl", br#"{"text": "The talks begin.", "published": "30000-01-01"}"#);
    let printed = bench.good(&["add", "far.jsonl"]);
    assert!(printed.contains("30000-01-01") && printed.contains("1600 to 2200"), "{printed}");
    assert!(bench.good(&["sql", "SELECT published IS NULL FROM report"]).contains('1'));
}

#[test]
fn a_panic_of_a_reader_is_silent() {
    let bench = Bench::new();
    bench.write("wide.xml", [&[0xFE, 0xFF], "<rss".encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<_>>().as_slice()].concat());
    let output = bench.run(&["add", "wide.xml"]);
    assert!(text(&output.stdout).contains("refused") && !text(&output.stderr).contains("panicked"), "{}", text(&output.stderr));
}

#[test]
fn what_is_no_file_is_not_opened() {
    let bench = Bench::new();
    bench.write("elsewhere/secret.txt", GOOD);
    bench.write("in/good.txt", "Bergen: The ferry runs again on Tuesday, the harbour office said. It was mended in a week.\n");
    let inside = bench.path("in");
    std::os::unix::fs::symlink(bench.path("elsewhere/secret.txt"), inside.join("link.txt")).expect("a link can be made");
    let made = std::process::Command::new("mkfifo").arg(inside.join("pipe")).status().expect("mkfifo runs");
    assert!(made.success());
    let printed = text(&bench.run(&["add", "in"]).stdout);
    assert!(printed.contains("link.txt: a link to a file outside") && printed.contains("pipe: a pipe or device"), "{printed}");
    assert!(printed.contains("1 added"), "{printed}");
}

#[test]
fn a_line_without_end_in_lines() {
    let mut bytes = br#"{"text": ""#.to_vec();
    bytes.resize(65 << 20, b'a');
    bytes.extend_from_slice(b"\"}\n{\"text\": \"The talks went on after that, an official said.\"}\n");
    let bench = Bench::new();
    bench.write("long.jsonl", &bytes);
    let printed = text(&bench.run(&["add", "long.jsonl"]).stdout);
    assert!(printed.contains("long.jsonl:1: a line longer than 64 MiB") && printed.contains("1 added"), "{printed}");
}

#[test]
fn a_bomb_of_gzip() {
    let line = refusal("bomb.txt.gz", &gzip(&vec![b'a'; 65 << 20]));
    assert!(line.contains("longer than 64 MiB"), "{line}");
}

#[test]
fn archives_inside_archives_and_paths_that_climb() {
    let inner = tar(&[("a.txt", GOOD.as_bytes())]);
    assert!(refusal("nested.tar", &tar(&[("inner.tar", &inner)])).contains("an archive inside an archive"));
    assert!(refusal("climbs.tar", &tar(&[("../../etc/passwd", GOOD.as_bytes())])).contains("leads out of the archive"));
    assert!(refusal("broken.zip", b"PK\x03\x04 and nothing more").contains("not a sound ZIP archive"));
}

#[test]
fn a_web_archive_that_breaks_off() {
    let warc = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9000\r\n\r\nHTTP/1.1 200 OK\r\n";
    assert!(refusal("cut.warc", warc).contains("shorter than it says"));
}

#[test]
fn pages_nested_without_end() {
    let page = format!("<html><body>{}<p>{GOOD}</p></body></html>", "<div>".repeat(60_000));
    let feed = format!(
        "<rss version=\"2.0\"><channel><title>Deep</title><item><description>{}</description></item></channel></rss>",
        "&lt;div&gt;".repeat(60_000)
    );
    let bench = Bench::new();
    bench.write("in/deep.xml", feed);
    bench.write("in/deep.html", page);
    bench.write("in/good.txt", GOOD);
    let output = bench.run(&["add", "in"]);
    let printed = text(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
    assert!(printed.contains("in/good.txt") && printed.matches("60000 deep").count() == 2, "{printed}");
}

#[test]
fn a_file_that_is_not_a_record() {
    let bench = Bench::new();
    bench.write("record.db", "a shopping list\n".repeat(100));
    let output = bench.run(&["stories"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("not a record of rapporteur"), "{}", text(&output.stderr));
    assert!(std::fs::read(bench.path("record.db")).expect("it is still there").starts_with(b"a shopping list"));
}

#[test]
fn words_from_outside_cannot_write_the_page() {
    let bench = Bench::new();
    let text = "<script>alert(1)</script> **bold** [link](javascript:x) said the minister of the republic on Monday in the capital.";
    bench.write(
        "a.jsonl",
        serde_json::json!({"id": "a", "title": "<img src=x onerror=alert(1)>", "outlet": "\u{1b}[31mRed", "text": text}).to_string(),
    );
    bench.good(&["add", "a.jsonl"]);
    let page = bench.good(&["brief", "--format", "html"]);
    assert!(!page.contains("<script>alert") && !page.contains("<img src=x"), "{page}");
    assert!(!bench.good(&["brief"]).contains("<script>"));
    assert!(!bench.good(&["stories"]).contains('\u{1b}'));
    for format in ["html", "md", "json"] {
        bench.write("brief", bench.good(&["brief", "--format", format]));
        assert!(bench.good(&["verify", "brief"]).contains(" hold"), "{format}");
    }
}
