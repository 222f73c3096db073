//! `rapporteur verify`: the record against itself, a brief against the one that the record gives now, or what a text claims was said.

use super::Setting;
use crate::arguments;
use crate::console::{output, safe, width, wrapped};
use crate::problem::{Outcome, Problem, Verdict};
use crate::render::written::{Part, Written, read};
use rapporteur::resources::Resources;
use rapporteur_store::Record;
use serde_json::json;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::io::{Read, Write};
use std::path::Path;

pub(super) fn run(setting: &Setting, verify: &arguments::Verify) -> Outcome {
    let resources = setting.resources()?;
    let record = setting.open_to_read(&resources)?;
    match &verify.text {
        Some(text) => given(setting, &resources, &record, text),
        None => whole(setting, &resources, &record),
    }
}

fn whole(setting: &Setting, resources: &Resources, record: &Record) -> Outcome {
    let findings = rapporteur_store::check(record, resources, &Setting::languages()?)?;
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
fn given(setting: &Setting, resources: &Resources, record: &Record, given: &str) -> Outcome {
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
    if written.is_brief { brief(setting, resources, record, &written) } else { super::quotes::run(setting, resources, record, &text) }
}

/// A brief is a function of the record: it is made again, in its format, and every part of it must stand where it stands there.
fn brief(setting: &Setting, resources: &Resources, record: &Record, written: &Written) -> Outcome {
    let (mut stories, mut faults) = (Vec::new(), Vec::new());
    for key in &written.stories {
        match super::brief::composed(record, resources, key) {
            Ok(story) if story.story == *key => stories.push(story),
            Ok(story) => faults.push((key.clone(), format!("the record has the story {}", story.story), key.clone())),
            Err(Problem::Record(error)) if error.is_query() => faults.push((key.clone(), format!("there is no story {key}"), key.clone())),
            Err(error) => return Err(error),
        }
    }
    let now = read(&super::brief::written(record, &written.title, &stories, written.format)?);
    faults.extend(differences(&written.parts, &now.parts));
    let mut out = output();
    for (place, reason, words) in &faults {
        if setting.json {
            writeln!(out, "{}", json!({"claim": place, "words": words, "holds": false, "reason": reason}))?;
        } else {
            write!(out, "{}", wrapped(&safe(&format!("DOES NOT HOLD  {place}: {words}")), width(), INDENT).trim_start())?;
            write!(out, "{}", wrapped(&safe(reason), width(), INDENT))?;
        }
    }
    let differ = faults.iter().filter(|(place, ..)| place != LEFT_OUT).count().min(written.parts.len());
    let hold = written.parts.len() - differ;
    if setting.json {
        writeln!(out, "{}", json!({"parts": written.parts.len(), "hold": hold, "holds": faults.is_empty()}))?;
    } else {
        if written.title != UNTITLED {
            write!(out, "{}", wrapped(&safe(&format!("The title is the writer's own words: {}", written.title)), width(), ""))?;
        }
        writeln!(out, "{hold} of {} parts hold", written.parts.len())?;
    }
    out.flush()?;
    Ok(if faults.is_empty() { Verdict::Good } else { Verdict::Findings })
}

/// What stands under a finding is set in.
const INDENT: &str = "               ";
/// The title of a brief to which nobody gives one.
const UNTITLED: &str = "Brief";
const LEFT_OUT: &str = "left out";

/// Where a brief and the one made again differ: place, what the record has, what the brief says.
fn differences(given: &[Part], now: &[Part]) -> Vec<(String, String, String)> {
    let words = |parts: &[Part]| parts.iter().map(|part| part.words.clone()).collect::<Vec<_>>();
    let mut found = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &words(now), &words(given)) {
        let (mut before, after) = (now[op.old_range()].iter(), &given[op.new_range()]);
        if matches!(op, DiffOp::Equal { .. }) {
            continue;
        }
        for part in after {
            let reason = match before.next() {
                Some(there) => format!("the record has now: {}", there.words),
                None => "this stands in no brief of the record, and nothing is cited for it".to_owned(),
            };
            found.push((part.place.clone(), reason, part.words.clone()));
        }
        found.extend(before.map(|part| (LEFT_OUT.to_owned(), "the record has this in the brief".to_owned(), part.words.clone())));
    }
    found
}
