//! `rapporteur add --dry-run`: what would be added, and what was read of each report. No record is written.

use super::Setting;
use super::reasons::Reasons;
use crate::console::{output, safe};
use crate::problem::{Outcome, Verdict};
use rapporteur::record::Report;
use rapporteur::resources::Resources;
use rapporteur_desk::interchange;
use rapporteur_store::{Arrival, Fate};
use rayon::prelude::*;
use serde_json::json;
use std::io::Write;
use std::sync::mpsc::Receiver;

/// Arrivals that are read together.
const TOGETHER: usize = 256;

pub(super) fn run(setting: &Setting, resources: &Resources, arrivals: Receiver<Arrival>) -> Outcome {
    let mut out = output();
    let (mut readable, mut refused, mut passed) = (0, 0, 0);
    let mut reasons = Reasons::default();
    loop {
        let together: Vec<Arrival> = arrivals.iter().take(TOGETHER).collect();
        if together.is_empty() {
            break;
        }
        let read: Vec<(String, Result<Report, Fate>)> =
            together.into_par_iter().flat_map_iter(|arrival| rapporteur_store::reports(resources, arrival)).collect();
        for (input, report) in read {
            if let Err(fate) = &report {
                reasons.count(fate);
            }
            match &report {
                Ok(_) => readable += 1,
                Err(Fate::PassedOver(_)) => passed += 1,
                Err(_) => refused += 1,
            }
            let line = if setting.json { object(&input, &report).to_string() + "\n" } else { lines(&input, &report) };
            write!(out, "{line}")?;
        }
    }
    if setting.json {
        writeln!(out, "{}", json!({"totals": {"readable": readable, "refused": refused, "passed_over": passed}}))?;
    } else {
        let over = if passed > 0 { format!(", {passed} passed over") } else { String::new() };
        writeln!(out, "{readable} can be added, {refused} refused{over}; nothing was added")?;
        reasons.tell(&mut out)?;
    }
    out.flush()?;
    Ok(if refused > 0 { Verdict::Findings } else { Verdict::Good })
}

/// What was read off a report, by the names that are printed.
fn fields(report: &Report) -> [(&'static str, Option<String>); 9] {
    [
        ("id", report.own_id.clone()),
        ("title", report.title.clone()),
        ("outlet", report.outlet.clone()),
        ("published", report.published.map(|time| time.to_string())),
        ("dateline", report.dateline.clone()),
        ("credit", report.credit.clone()),
        ("byline", report.byline.clone()),
        ("language", report.language.clone()),
        ("url", report.url.clone()),
    ]
}

fn lines(input: &str, report: &Result<Report, Fate>) -> String {
    match report {
        Err(Fate::Refused(refusal)) => format!("{:13} {}: {}\n", "refused", safe(input), safe(&refusal.to_string())),
        Err(Fate::PassedOver(refusal)) => format!("{:13} {}: {}\n", "passed over", safe(input), safe(&refusal.reason)),
        Err(Fate::Kept(..)) => String::new(),
        Ok(report) => {
            let mut lines = format!("{:13} {}\n", "can be added", safe(input));
            for (name, value) in fields(report) {
                if let Some(value) = value {
                    lines += &format!("    {name:10} {}\n", safe(&value));
                }
            }
            let words = report.text.split_whitespace().count();
            lines += &format!("    {:10} {words} words, {} parts of it not the article's\n", "text", report.removed.len());
            for notice in &report.notices {
                lines += &format!("    {:10} {}\n", "note", safe(&notice.message));
            }
            lines
        }
    }
}

fn object(input: &str, report: &Result<Report, Fate>) -> serde_json::Value {
    match report {
        Ok(report) => {
            let mut object = json!({"input": input, "fate": "can be added", "report": report.key});
            for (name, value) in fields(report) {
                object[name] = value.into();
            }
            object["notices"] = interchange::notices(&report.notices);
            object
        }
        Err(Fate::Refused(refusal)) => {
            json!({"input": input, "fate": "refused", "code": refusal.code(), "reason": refusal.reason, "advice": refusal.advice()})
        }
        Err(Fate::PassedOver(refusal)) => {
            json!({"input": input, "fate": "passed over", "code": refusal.code(), "reason": refusal.reason, "advice": refusal.advice()})
        }
        Err(Fate::Kept(..)) => json!({"input": input}),
    }
}
