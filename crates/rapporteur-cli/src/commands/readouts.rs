//! `rapporteur readouts`: two official accounts of one contact, or one report that carries both, side by side.

use super::Setting;
use crate::arguments;
use crate::console::{output, safe, width, wrapped};
use crate::problem::{Outcome, Problem, Verdict};
use crate::reading;
use rapporteur::extract::Languages;
use rapporteur::ingest::{Stated, TextKeeping, drafts, finish};
use rapporteur::judge::readouts::Compared;
use rapporteur::record::Report;
use rapporteur::resources::Resources;
use rapporteur::text::Span;
use rapporteur_desk::Desk;
use rapporteur_desk::readouts::{Two, counts};
use rapporteur_store::{Arrival, ContactView};
use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Columns below which the two accounts stand under each other.
const WIDE: usize = 90;

/// What parts the two columns.
const BETWEEN: &str = " │ ";

pub(super) fn run(setting: &Setting, readouts: &arguments::Readouts) -> Outcome {
    let (resources, languages) = (setting.resources()?, rapporteur_desk::languages()?);
    let keeping = if readouts.as_is { TextKeeping::AsIs } else { TextKeeping::Cleaned };
    let given = readouts.sides.clone();
    let mut all = Vec::new();
    match &readouts.paths[..] {
        [one] => match records(one)? {
            Some(rows) => {
                for row in &rows {
                    all.push(Two::of_row(&resources, &languages, row)?);
                }
            }
            None => all.push(Two::of_one(&resources, &languages, only(&resources, one, keeping)?, given)?),
        },
        [first, second] => {
            let reports = [only(&resources, first, keeping)?, only(&resources, second, keeping)?];
            let name = |report: &Report, path: &Path| report.outlet.clone().unwrap_or_else(|| path.display().to_string());
            let names = given.unwrap_or_else(|| [name(&reports[0], first), name(&reports[1], second)]);
            all.push(Two::of(&resources, &languages, reports, names));
        }
        _ => return Err(Problem::advised("one file or two are compared", "rapporteur readouts ours.txt theirs.txt")),
    }
    let mut out = output();
    for two in &all {
        let compared = two.compared(&resources, &languages);
        if setting.json {
            writeln!(out, "{}", two.row(&compared, readouts.offsets.into()))?;
        } else {
            write!(out, "{}", page(two, &compared, width()))?;
        }
    }
    out.flush()?;
    Ok(Verdict::Good)
}

/// The one report of a file.
fn only(resources: &Resources, path: &Path, keeping: TextKeeping) -> Outcome<Report> {
    let mut found = Vec::new();
    for arrival in reading::arrivals(vec![PathBuf::from(path)], Stated::default(), reading::PdfText::default()) {
        match arrival {
            Arrival::Refused(input, refusal) | Arrival::PassedOver(input, refusal) => {
                return Err(Problem::advised(format!("{}: {refusal}", safe(&input)), refusal.advice()));
            }
            Arrival::Piece(piece) => {
                for draft in drafts(resources, piece.format, &piece.bytes) {
                    let report = draft.and_then(|draft| finish(resources, piece.stated.over(piece.format, draft), keeping));
                    found.push(report.map_err(|refusal| Problem::advised(format!("{}: {refusal}", safe(&piece.input)), refusal.advice()))?);
                }
            }
        }
    }
    let count = found.len();
    let [report] = <[Report; 1]>::try_from(found).map_err(|_| {
        Problem::advised(
            format!("{} holds {count} reports, and one is compared", safe(&path.display().to_string())),
            "put each account into a file of its own",
        )
    })?;
    Ok(report)
}

/// The rows of a file of records that hold two accounts each: see [`Two::of_row`].
fn records(path: &Path) -> Outcome<Option<Vec<Value>>> {
    if path.extension().is_none_or(|extension| extension != "jsonl" && extension != "json") {
        return Ok(None);
    }
    let text = super::read_file(path)?;
    let rows: Result<Vec<Value>, _> = text.lines().filter(|line| !line.trim().is_empty()).map(serde_json::from_str).collect();
    let both =
        |row: &Value| row["a"]["text"].is_string() && row["b"]["text"].is_string() || row["text"].is_string() && row["sides"].is_object();
    Ok(rows.ok().filter(|rows| !rows.is_empty() && rows.iter().all(both)))
}

/// The accounts of a contact that its sides give, side by side; nothing where they give none.
pub(super) fn of_contact(desk: &Desk, languages: &Languages, contact: &ContactView) -> Option<String> {
    let two = Two::of_contact(&desk.resources, languages, contact)?;
    let compared = two.compared(&desk.resources, languages);
    Some(page(&two, &compared, width()))
}

/// The accounts side by side where the terminal is wide, else one under the other; in the order of the first, then what the second alone tells.
fn page(two: &Two, compared: &[(Compared, [Vec<Span>; 2])], width: usize) -> String {
    let [one, other] = [safe(&two.names[0]), safe(&two.names[1])];
    let mut page = String::new();
    let half = width.saturating_sub(2 + BETWEEN.chars().count()) / 2;
    if width >= WIDE {
        page += &format!("  {}{BETWEEN}{}\n", padded(&cut(&one, half), half), cut(&other, half));
    }
    for (point, spans) in compared {
        page += &format!("{} ({})\n", safe(&two.label(point)), point.label.code());
        let words = [0, 1].map(|side: usize| safe(&two.words(side, &spans[side])));
        if width >= WIDE {
            let lines = |words: &str| wrapped(words, half, "").lines().map(str::to_owned).collect::<Vec<_>>();
            let (left, right) = (lines(&words[0]), lines(&words[1]));
            for at in 0..left.len().max(right.len()) {
                let line = |lines: &[String]| lines.get(at).cloned().unwrap_or_default();
                page += format!("  {}{BETWEEN}{}", padded(&line(&left), half), line(&right)).trim_end();
                page.push('\n');
            }
        } else {
            for (name, words) in [(&one, &words[0]), (&other, &words[1])].into_iter().filter(|(_, words)| !words.is_empty()) {
                page += &wrapped(&format!("{name}: {words}"), width, "  ");
            }
        }
    }
    page += &format!("{}\n", counts(compared));
    page
}

fn cut(words: &str, most: usize) -> String {
    words.chars().take(most).collect()
}

fn padded(words: &str, width: usize) -> String {
    format!("{words}{}", " ".repeat(width.saturating_sub(words.chars().count())))
}
