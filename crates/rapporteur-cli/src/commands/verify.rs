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
    match &verify.brief {
        Some(path) => brief(setting, &resources, &record, path),
        None => whole(setting, &resources, &record),
    }
}

fn whole(setting: &Setting, resources: &Resources, record: &Record) -> Outcome {
    let findings = rapporteur_store::check(record, resources)?;
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

fn brief(setting: &Setting, resources: &Resources, record: &Record, path: &Path) -> Outcome {
    let text = if path.as_os_str() == "-" {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).map_err(Problem::file("reading standard input"))?;
        text
    } else {
        super::read_file(path)?
    };
    let Claims { claims } = read(&text);
    if claims.is_empty() {
        return Err(Problem::advised(
            "there is no quotation and no citation in it",
            "verify takes a brief as `rapporteur brief` writes it, in Markdown, HTML or JSON",
        ));
    }
    let (mut out, mut wrong) = (output(), 0);
    for claim in &claims {
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
