//! `rapporteur verify`: the record against itself, a brief against the one that the record gives now, or what a text claims was said.

use super::Setting;
use crate::arguments;
use crate::console::{output, safe, width, wrapped};
use crate::problem::{Outcome, Problem, Verdict};
use rapporteur::record::Report;
use rapporteur_desk::Desk;
use rapporteur_desk::brief::{Fault, Written, read};
use rapporteur_desk::claims::Judged;
use serde_json::json;
use std::io::{Read, Write};
use std::path::Path;

pub(super) fn run(setting: &Setting, verify: &arguments::Verify) -> Outcome {
    match &verify.text {
        Some(text) => given(setting, text, verify.title.as_deref()),
        None => whole(setting, &setting.desk()?),
    }
}

fn whole(setting: &Setting, desk: &Desk) -> Outcome {
    let findings = rapporteur_store::check(&desk.record, &desk.resources, &rapporteur_desk::languages()?)?;
    let mut out = output();
    for finding in &findings {
        if setting.json {
            writeln!(out, "{}", json!({"checked": finding.what, "count": finding.checked, "broken": finding.broken}))?;
            continue;
        }
        let holds = if finding.broken.is_empty() { "holds" } else { "BROKEN" };
        writeln!(out, "{holds:7} {} ({})", finding.what, finding.checked)?;
        for broken in &finding.broken {
            writeln!(out, "        {}", safe(broken))?;
        }
    }
    out.flush()?;
    Ok(if findings.iter().all(|finding| finding.broken.is_empty()) { Verdict::Good } else { Verdict::Findings })
}

/// A brief with citations, or anyone's text: of a file, of standard input, or given as it is.
fn given(setting: &Setting, given: &str, title: Option<&str>) -> Outcome {
    let text = if given == "-" {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).map_err(Problem::file("reading standard input"))?;
        text
    } else if Path::new(given).is_file() {
        super::read_file(Path::new(given))?
    } else if given.split_whitespace().count() > 1 {
        given.to_owned()
    } else {
        return Err(Problem::advised(format!("there is no file {given}"), "name a file, or give the text itself in quotation marks"));
    };
    let written = read(&text);
    if written.is_brief { brief(setting, &setting.desk()?, &written, title) } else { claims(setting, &text) }
}

fn brief(setting: &Setting, desk: &Desk, written: &Written, title: Option<&str>) -> Outcome {
    let mut checked = desk.check_brief(written)?;
    // Nothing in the record bears out a title: it holds if it is the one that a brief has by itself, that the reader was told of, or a word,
    // which says nothing of anybody.
    let holds = match title {
        Some(title) => written.title == title,
        None => written.title == UNTITLED || written.title.split_whitespace().count() < 2,
    };
    if !holds {
        let reason = title.map_or_else(
            || "a title is its writer's own words; if it was given with `brief --title`, check it with `verify --title`".to_owned(),
            |title| format!("the title was to be: {title}"),
        );
        checked.faults.insert(0, Fault { place: "the title".to_owned(), reason, words: written.title.clone() });
        checked.hold = checked.hold.saturating_sub(1);
    }
    let mut out = output();
    for Fault { place, reason, words } in &checked.faults {
        if setting.json {
            writeln!(out, "{}", json!({"claim": place, "words": words, "holds": false, "reason": reason}))?;
        } else {
            write!(out, "{}", wrapped(&safe(&format!("DOES NOT HOLD  {place}: {words}")), width(), INDENT).trim_start())?;
            write!(out, "{}", wrapped(&safe(reason), width(), INDENT))?;
        }
    }
    if setting.json {
        writeln!(out, "{}", json!({"parts": checked.parts, "hold": checked.hold, "holds": checked.faults.is_empty()}))?;
    } else {
        if holds && written.title != UNTITLED {
            write!(out, "{}", wrapped(&safe(&format!("The title is the writer's own words: {}", written.title)), width(), ""))?;
        }
        writeln!(out, "{} of {} parts hold", checked.hold, checked.parts)?;
    }
    out.flush()?;
    Ok(if checked.faults.is_empty() { Verdict::Good } else { Verdict::Findings })
}

/// What stands under a finding is set in.
const INDENT: &str = "               ";
/// The title of a brief to which nobody gives one.
const UNTITLED: &str = "Brief";

/// Anyone's text: each claim with its verdict.
fn claims(setting: &Setting, text: &str) -> Outcome {
    // Neither waits for the other, and both take longer than the question.
    let (desk, languages) = rayon::join(|| setting.desk(), rapporteur_desk::languages);
    let (desk, languages) = (desk?, languages?);
    let (report, claims) = desk.claims(&languages, text)?;
    let mut out = output();
    for claim in &claims {
        if setting.json {
            writeln!(out, "{}", claim.row(&report.text))?;
        } else {
            print(&mut out, &report, claim)?;
        }
    }
    let hold = claims.iter().filter(|claim| claim.judgement.grade.holds()).count();
    if !setting.json {
        writeln!(out, "{hold} of {} hold", claims.len())?;
    }
    out.flush()?;
    // The program ends here, and what was read goes with it: to give it back piece by piece takes a tenth of the answer's time.
    std::mem::forget((desk, languages));
    Ok(if hold == claims.len() { Verdict::Good } else { Verdict::Findings })
}

/// What stands under a verdict is set in by its width.
const UNDER: &str = "              ";

fn print(out: &mut impl Write, report: &Report, judged: &Judged) -> Outcome<()> {
    let (said, grade) = (judged.span.of(&report.text), judged.judgement.grade);
    let words = if judged.quoted { format!("“{said}”") } else { said.to_owned() };
    let by = judged.speaker.as_ref().map(|by| format!(" {by}:")).unwrap_or_default();
    let label = if grade.holds() { grade.label().to_owned() } else { grade.label().to_uppercase() };
    let lines = wrapped(&safe(&format!("{by} {words}")), width(), UNDER);
    write!(out, "{label:width$} {}", &lines[UNDER.len()..], width = UNDER.len() - 1)?;
    if let Some(reason) = &judged.judgement.reason {
        write!(out, "{}", wrapped(&safe(reason), width(), UNDER))?;
    }
    if let Some((statement, report)) = &judged.at {
        writeln!(out, "{UNDER}{statement} in {report}")?;
    }
    Ok(())
}
