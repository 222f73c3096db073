//! `rapporteur analyze`: reports in, one JSON object each out, no record touched.

use super::Setting;
use crate::arguments::{AnalysisFormat, Analyze};
use crate::console::{output, safe, width, wrapped};
use crate::interchange::{self, Offsets};
use crate::problem::{Outcome, Verdict};
use crate::reading;
use rapporteur::ingest::{Refusal, TextKeeping, drafts, finish};
use rapporteur::record::Report;
use rapporteur::resources::Resources;
use rapporteur_store::Arrival;
use rayon::prelude::*;
use serde_json::json;
use std::io::Write;

/// Arrivals that are analysed together.
const TOGETHER: usize = 64;

pub(super) fn run(setting: &Setting, analyze: Analyze) -> Outcome {
    let resources = setting.resources()?;
    let keeping = if analyze.as_is { TextKeeping::AsIs } else { TextKeeping::Cleaned };
    let arrivals = reading::arrivals(analyze.paths);
    let (mut out, mut verdict) = (output(), Verdict::Good);
    loop {
        let together: Vec<Arrival> = arrivals.iter().take(TOGETHER).collect();
        if together.is_empty() {
            break;
        }
        let lines: Vec<(bool, String)> = together
            .into_par_iter()
            .flat_map_iter(|arrival| reports(&resources, arrival, keeping))
            .map(|(input, report)| match report {
                Ok(report) if analyze.format == AnalysisFormat::Pretty => (true, pretty(&report)),
                Ok(report) => (true, interchange::analysis(&report, interchange::public_id(&report), analyze.offsets).to_string()),
                Err(refusal) => (false, refused(&input, &refusal, analyze.format)),
            })
            .collect();
        for (good, line) in lines {
            if !good {
                verdict = Verdict::Findings;
            }
            writeln!(out, "{line}")?;
        }
    }
    out.flush()?;
    Ok(verdict)
}

fn reports(resources: &Resources, arrival: Arrival, keeping: TextKeeping) -> Vec<(String, Result<Report, Refusal>)> {
    match arrival {
        Arrival::Refused(input, refusal) => vec![(input, Err(refusal))],
        Arrival::Piece(piece) => drafts(piece.format, &piece.bytes)
            .into_iter()
            .map(|draft| (piece.input.clone(), draft.and_then(|draft| finish(resources, draft, keeping))))
            .collect(),
    }
}

/// A refused input keeps its place in the output, with a notice.
fn refused(input: &str, refusal: &Refusal, format: AnalysisFormat) -> String {
    match format {
        AnalysisFormat::Jsonl => json!({"id": input, "notices": [{"code": refusal.code(), "message": refusal.to_string()}]}).to_string(),
        AnalysisFormat::Pretty => format!("{}: refused: {}\n", safe(input), safe(&refusal.to_string())),
    }
}

/// A report for people: what was read off it, and its sentences with their places.
fn pretty(report: &Report) -> String {
    let value = interchange::report(report, &interchange::Positions::new(&report.text, Offsets::Bytes));
    let mut page = format!("{}\n", report.key);
    for name in ["title", "outlet", "published", "dateline", "credit", "byline", "language"] {
        page += &format!("  {name:10} {}\n", safe(value[name].as_str().unwrap_or("not known")));
    }
    for removal in &report.removed {
        page += &format!(
            "  {:10} {}-{} {}: {}\n",
            "removed",
            removal.span.start,
            removal.span.end,
            removal.why.code(),
            safe(removal.span.of(&report.text))
        );
    }
    for sentence in report.sentences() {
        page += &format!("\n  {}-{}\n{}", sentence.start, sentence.end, wrapped(&safe(sentence.of(&report.text)), width(), "    "));
    }
    page
}
