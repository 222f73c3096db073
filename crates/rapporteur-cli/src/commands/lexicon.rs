//! `rapporteur lexicon`: lines of the user's own, kept in the record beside the shipped word lists.

use super::{Setting, read_file, told};
use crate::arguments::Lexicon;
use crate::console::{output, safe};
use crate::problem::{Outcome, Problem, Verdict};
use rapporteur_desk::{interchange, resources_of};
use rapporteur_store::{BadLine, Record, lexicon_lines};
use serde_json::json;
use std::io::Write;
use std::path::Path;

/// Bad lines that are named one by one.
const NAMED: usize = 5;

pub(super) fn run(setting: &Setting, wanted: &Lexicon) -> Outcome {
    match wanted {
        Lexicon::Add { file } => add(setting, file),
        Lexicon::List => list(setting),
        Lexicon::Remove { numbers } => remove(setting, numbers),
    }
}

fn add(setting: &Setting, file: &Path) -> Outcome {
    setting.path()?;
    let lines = lexicon_lines(&read_file(file)?).map_err(|bad| refused(file, &bad))?;
    let mut record = setting.open()?;
    let new = record.add_lexicon(&file.display().to_string(), &lines)?;
    let known = lines.len() - new;
    say(setting, &record, &format!("{new} kept, {known} already there"), &json!({"kept": new, "already_there": known}))
}

/// Why nothing of a file is kept: its bad lines, the first of them in full.
fn refused(file: &Path, bad: &[BadLine]) -> Problem {
    // A tab shows as what it is, since a blank in its place is what is wrong with most lines.
    let shown = |line: &BadLine| format!("line {}: {}", line.number, safe(&line.problem.replace('\t', "→")));
    let mut lines: Vec<String> = bad.iter().take(NAMED).map(shown).collect();
    if bad.len() > NAMED {
        lines.push(format!("and {} more", bad.len() - NAMED));
    }
    Problem::advised(
        format!("nothing of {} is kept: {}", file.display(), lines.join("; ")),
        "fields are parted by tabs (shown as →); `rapporteur lexicon add --help` has the kinds of lines",
    )
}

fn list(setting: &Setting) -> Outcome {
    let desk = setting.desk()?;
    let mut out = output();
    let lines = desk.record.lexicon()?;
    for line in &lines {
        if setting.json {
            writeln!(out, "{}", interchange::lexicon_line(line))?;
        } else {
            let fields: Vec<String> = line.line.split('\t').map(safe).collect();
            writeln!(out, "{}\t{}", line.number, fields.join("\t"))?;
        }
    }
    if lines.is_empty() && !setting.json {
        writeln!(out, "the record has no lines of its own")?;
    }
    out.flush()?;
    Ok(Verdict::Good)
}

fn remove(setting: &Setting, numbers: &[i64]) -> Outcome {
    let path = setting.path()?;
    // Only what is there can be taken from: a path that is mistyped is said.
    if !path.exists() {
        Record::open_to_read(&path)?;
    }
    let mut record = Record::open(&path)?;
    let removed = record.remove_lexicon(numbers)?;
    say(setting, &record, &format!("{removed} removed"), &json!({"removed": removed}))
}

/// What was done, and what is to be done now.
fn say(setting: &Setting, record: &Record, words: &str, value: &serde_json::Value) -> Outcome {
    let mut out = output();
    if setting.json {
        writeln!(out, "{value}")?
    } else {
        writeln!(out, "{words}")?
    }
    out.flush()?;
    if let Some(behind) = told(record.behind(&resources_of(record)?)?) {
        crate::console::note!("{behind}");
    }
    Ok(Verdict::Good)
}
