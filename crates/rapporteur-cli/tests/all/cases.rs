//! Literate cases: Markdown files in `tests/cases` that an editor can read, doubt and add to.
//!
//! A level-two heading begins a case in an empty folder. A fence `text NAME` is a file there; a fence `console` holds
//! commands behind `$ ` and what each prints. `UPDATE=1 cargo test` rewrites what is printed.

use crate::hands::{Bench, PROGRAM, text};
use std::fmt::Write;
use std::path::Path;

#[test]
fn cases_hold() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut files: Vec<_> =
        std::fs::read_dir(&folder).expect("the folder of cases is there").map(|entry| entry.expect("it can be listed").path()).collect();
    files.retain(|file| file.extension().is_some_and(|end| end == "md"));
    files.sort();
    assert!(files.len() >= 5, "cases are missing from {}", folder.display());
    let mut wrong = String::new();
    for file in files {
        let written = std::fs::read_to_string(&file).expect("a case can be read");
        let played = play(&written);
        if played != written {
            if std::env::var_os("UPDATE").is_some() {
                std::fs::write(&file, &played).expect("a case can be rewritten");
            } else {
                let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
                let differs = written.lines().zip(played.lines()).enumerate().find(|(_, (a, b))| a != b);
                let (line, (expected, printed)) =
                    differs.unwrap_or((written.lines().count().min(played.lines().count()), ("(end)", "(more or less)")));
                writeln!(wrong, "{name}:{}\n  expected  {expected}\n  printed   {printed}", line + 1).expect("strings take text");
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}\nIf the new output is right: UPDATE=1 cargo test -p rapporteur-cli cases");
}

/// The same file, with what the commands print now.
fn play(written: &str) -> String {
    let (mut played, mut bench) = (String::new(), Bench::new());
    let mut lines = written.lines();
    while let Some(line) = lines.next() {
        played.push_str(line);
        played.push('\n');
        if line.starts_with("## ") {
            bench = Bench::new();
        }
        let Some(kind) = line.strip_prefix("```").filter(|kind| !kind.is_empty()) else { continue };
        let inside: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        match kind.split_once(' ') {
            Some(("text", name)) => {
                let content = inside.iter().map(|line| format!("{line}\n")).collect::<String>();
                bench.write(name.trim(), &content);
                played.push_str(&content);
            }
            _ if kind == "console" => {
                inside.iter().filter_map(|line| line.strip_prefix("$ ")).for_each(|command| played.push_str(&run(&bench, command)))
            }
            _ => inside.iter().for_each(|line| played.push_str(&format!("{line}\n"))),
        }
        played.push_str("```\n");
    }
    played
}

fn run(bench: &Bench, command: &str) -> String {
    let folder = Path::new(PROGRAM).parent().expect("a program stands in a folder");
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap_or_default());
    let output = bench.command("/bin/sh").args(["-c", command]).env("PATH", path).output().expect("a shell starts");
    let mut printed = format!("$ {command}\n{}", text(&output.stdout));
    match output.status.code() {
        Some(0) => {}
        Some(2) => printed.push_str(&format!("{}[exit 2]\n", text(&output.stderr))),
        code => printed.push_str(&format!("[exit {}]\n", code.map_or_else(|| "by a signal".to_owned(), |code| code.to_string()))),
    }
    printed
}
