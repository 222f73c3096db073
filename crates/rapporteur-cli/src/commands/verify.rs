//! `rapporteur verify`: the record against itself, or a brief against the record.

use super::Setting;
use crate::arguments;
use crate::console::{output, safe};
use crate::problem::{Outcome, Problem, Verdict};
use crate::render::claims::{Claim, Claims, read};
use rapporteur::resources::Resources;
use rapporteur_store::Record;
use serde_json::json;
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
    let Claims { claims } = read(&text);
    // What cites the record is a brief; without a citation it is anyone's text.
    if claims.iter().any(|claim| !matches!(claim, Claim::Uncited { .. })) {
        brief(setting, resources, record, &claims)
    } else {
        super::quotes::run(setting, resources, record, &text)
    }
}

fn brief(setting: &Setting, resources: &Resources, record: &Record, claims: &[Claim]) -> Outcome {
    let (mut out, mut wrong) = (output(), 0);
    for claim in claims {
        let judged = judge(record, resources, claim)?;
        wrong += usize::from(judged.is_some());
        if setting.json {
            writeln!(out, "{}", json!({"claim": claim.name(), "words": claim.words(), "holds": judged.is_none(), "reason": judged}))?;
        } else if let Some(reason) = &judged {
            writeln!(out, "DOES NOT HOLD  {}: {}\n               {}", safe(&claim.name()), safe(reason), safe(claim.words()))?;
        }
    }
    if !setting.json {
        writeln!(out, "{} of {} hold", claims.len() - wrong, claims.len())?;
    }
    out.flush()?;
    Ok(if wrong == 0 { Verdict::Good } else { Verdict::Findings })
}

/// What is wrong with a claim; none where it holds.
fn judge(record: &Record, resources: &Resources, claim: &Claim) -> Outcome<Option<String>> {
    match claim {
        Claim::Uncited { .. } => Ok(Some("a quotation without a citation".to_owned())),
        Claim::Quotation { report, span, words } => {
            let found = match record.report(report) {
                Ok(found) => found,
                Err(error) if error.is_query() => return Ok(Some(format!("there is no report {report}"))),
                Err(error) => return Err(error.into()),
            };
            Ok(match span.checked_of(&found.text) {
                Some(there) if there == words => None,
                Some(there) => Some(match found.text.find(words.as_str()) {
                    Some(at) => format!("the words stand at {at}-{} of that report", at + words.len()),
                    None => format!("the report has there: {there}"),
                }),
                None => Some("the place lies outside the report's text".to_owned()),
            })
        }
        Claim::Counts { story, words } => {
            let now = match super::brief::composed(record, resources, story) {
                Ok(now) => now,
                Err(Problem::Record(error)) if error.is_query() => return Ok(Some(format!("there is no story {story}"))),
                Err(error) => return Err(error),
            };
            let counts = now.counts.to_string();
            Ok((counts != *words).then(|| format!("the record has now: {counts}")))
        }
    }
}
