//! Literate cases: Markdown files in `tests/cases` that an editor can read, doubt and add to.
//!
//! A level-two heading begins a case with a new record. A fence `reports` holds its reports, one JSON object a line. A fence `wire` holds lines that
//! are sent, behind `> `, and under each what comes back, behind `< `. In a fence `posted`, each message is the body of a POST: lines before it are the
//! head, and what comes back begins with its status. `UPDATE=1 cargo test` rewrites what comes back.
//!
//! So that a person can read them, what is the same everywhere is named and not repeated, after it was held against what it should be: the text of a
//! result that is its data once more, and the instructions.

use crate::records::Kept;
use rapporteur_mcp::{Head, Server, speak};
use serde_json::{Value, json};
use std::fmt::Write;
use std::path::Path;

#[test]
fn transcripts_hold() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut files: Vec<_> =
        std::fs::read_dir(&folder).expect("the folder of cases is there").map(|entry| entry.expect("it can be listed").path()).collect();
    files.retain(|file| file.extension().is_some_and(|end| end == "md"));
    files.sort();
    assert!(files.len() >= 3, "cases are missing from {}", folder.display());
    let mut wrong = String::new();
    for file in files {
        let written = std::fs::read_to_string(&file).expect("a case can be read");
        let played = play(&written);
        if played == written {
            continue;
        }
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&file, &played).expect("a case can be rewritten");
            continue;
        }
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let (line, (expected, printed)) = written
            .lines()
            .zip(played.lines())
            .enumerate()
            .find(|(_, (a, b))| a != b)
            .unwrap_or((written.lines().count().min(played.lines().count()), ("(end)", "(more or less)")));
        writeln!(wrong, "{name}:{}\n  expected  {expected}\n  received  {printed}", line + 1).expect("strings take text");
    }
    assert!(wrong.is_empty(), "{wrong}\nIf the new lines are right: UPDATE=1 cargo test -p rapporteur-mcp transcripts");
}

/// The same file, with what comes back now.
fn play(written: &str) -> String {
    let mut played = String::new();
    let mut kept = Kept::of("");
    let mut server = kept.server();
    let mut lines = written.lines();
    while let Some(line) = lines.next() {
        played.push_str(line);
        played.push('\n');
        if line.starts_with("## ") {
            kept = Kept::of("");
            server = kept.server();
        }
        let Some(kind) = line.strip_prefix("```").filter(|kind| !kind.is_empty()) else { continue };
        let inside: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        let content: String = inside.iter().map(|line| format!("{line}\n")).collect();
        match kind {
            "reports" => {
                kept = Kept::of(&content);
                server = kept.server();
                played.push_str(&content);
            }
            "wire" => inside.iter().filter_map(|line| line.strip_prefix("> ")).for_each(|sent| exchange(&server, sent, &mut played)),
            "posted" => {
                let mut head: Vec<(&str, &str)> = Vec::new();
                for sent in inside.iter().filter_map(|line| line.strip_prefix("> ")) {
                    match sent.split_once(": ").filter(|_| !sent.starts_with('{')) {
                        Some(field) => head.push(field),
                        None => post(&server, &std::mem::take(&mut head), sent, &mut played),
                    }
                }
            }
            _ => played.push_str(&content),
        }
        played.push_str("```\n");
    }
    played
}

fn exchange(server: &Server, sent: &str, played: &mut String) {
    let mut received = Vec::new();
    speak(server, format!("{sent}\n").as_bytes(), &mut received).expect("bytes can be read and written");
    writeln!(played, "> {sent}").expect("strings take text");
    for line in String::from_utf8(received).expect("answers are UTF-8").lines() {
        writeln!(played, "< {}", shortened(line)).expect("strings take text");
    }
}

fn post(server: &Server, head: &[(&str, &str)], sent: &str, played: &mut String) {
    let field = |name: &str| head.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
    let told = Head { revision: field("MCP-Protocol-Version"), method: field("Mcp-Method"), name: field("Mcp-Name") };
    assert!(head.iter().all(|(name, _)| name.to_lowercase().starts_with("mcp-")), "{head:?}");
    let reply = server.posted(&told, sent.as_bytes());
    head.iter().for_each(|(name, value)| writeln!(played, "> {name}: {value}").expect("strings take text"));
    let body = reply.body.map(|body| format!(" {}", shortened(&body))).unwrap_or_default();
    writeln!(played, "> {sent}\n< {}{body}", reply.status).expect("strings take text");
}

fn shortened(line: &str) -> String {
    let instructions = include_str!("../../static/instructions.txt").trim_end();
    let mut answer: Value = serde_json::from_str(line).expect("an answer is JSON");
    let Some(result) = answer.get_mut("result") else { return answer.to_string() };
    let data = result.get("structuredContent").map(Value::to_string);
    if data.is_some() && result["content"][0]["text"].as_str().map(str::to_owned) == data {
        result["content"][0]["text"] = json!("(structuredContent)");
    }
    if result.get("instructions").is_some_and(|given| given == instructions) {
        result["instructions"] = json!("(instructions.txt)");
    }
    answer.to_string()
}
