//! Scores the status of predicates, and via whom they are told, by the rules of the independent scorer.
//!
//! `BENCHMARKS.md` says which half of the sentences was looked at while the rules were written.

use crate::bench_data::{Outcome, field, rows};
use crate::eval::{Figure, floor};
use crate::eval_statements::languages;
use rapporteur::extract::{Imprint, Languages, Status};
use rapporteur::ingest::{TextKeeping, finish};
use rapporteur::record::Draft;
use rapporteur::resources::Resources;
use rayon::prelude::*;
use serde_json::Value;
use std::path::Path;

/// The classes of the sets that have no finer ones, and the statuses of each.
const CLASSES: [&str; 3] = ["happened", "not", "open"];

/// One gold predicate and what was found for it.
struct Judged {
    wanted: &'static str,
    found: Option<&'static str>,
    /// Wanted and found status, where the set has nine.
    fine: Option<(String, String)>,
    via: bool,
}

pub(crate) fn run(resources: &Resources, bench: &Path) -> Outcome<Vec<Figure>> {
    let languages = languages()?;
    let (mut news, mut figures) = (Vec::new(), Vec::new());
    for row in rows(&bench.join("status/status.jsonl.gz"))?.par_iter().map(|row| judge(resources, &languages, row)).collect::<Vec<_>>() {
        news.extend(row?);
    }
    let named: Vec<(&str, &str)> = news.iter().filter_map(|one| one.found.map(|found| (one.wanted, found))).collect();
    figures.push(floor("status: predicates named, %", 100.0 * named.len() as f64 / news.len() as f64, NAMED));
    figures.push(floor("status: macro-F1 over happened, not, open", macro_f1(&named, &CLASSES), THREE));
    let mut told = Vec::new();
    for row in rows(&bench.join("status/via.jsonl.gz"))?.iter().map(|row| judge(resources, &languages, row)) {
        told.extend(row?);
    }
    let fine: Vec<(&str, &str)> =
        told.iter().filter_map(|one| one.fine.as_ref()).map(|(wanted, found)| (wanted.as_str(), found.as_str())).collect();
    let via = told.iter().filter(|one| one.via).count();
    figures.push(floor("status: macro-F1 over nine statuses", macro_f1(&fine, &Status::ALL.map(Status::label)), NINE));
    figures.push(floor("status: via whom, accuracy", 100.0 * via as f64 / told.len() as f64, VIA));
    Ok(figures)
}

const NAMED: f64 = 97.0;
const THREE: f64 = 70.0;
const NINE: f64 = 75.0;
const VIA: f64 = 85.0;

fn class(status: &str) -> &'static str {
    match Status::of(status) {
        Some(status) if status.is_actual() => "happened",
        Some(status) if status.is_not() => "not",
        Some(_) => "open",
        None => CLASSES.into_iter().find(|class| *class == status).unwrap_or("open"),
    }
}

/// The mean over the classes that the gold has.
fn macro_f1(pairs: &[(&str, &str)], classes: &[&str]) -> f64 {
    let mut scores = Vec::new();
    for class in classes {
        let count = |test: fn(&(&str, &str), &str) -> bool| pairs.iter().filter(|pair| test(pair, class)).count() as f64;
        let (wanted, found) = (count(|pair, class| pair.0 == class), count(|pair, class| pair.1 == class));
        if wanted > 0.0 {
            scores.push(200.0 * count(|pair, class| pair.0 == class && pair.1 == class) / (wanted + found));
        }
    }
    scores.iter().sum::<f64>() / scores.len().max(1) as f64
}

fn judge(resources: &Resources, languages: &Languages, row: &Value) -> Result<Vec<Judged>, String> {
    let text = field(row, "text");
    let draft = Draft { published: row["published"].as_str().map(str::to_owned), text: text.to_owned(), ..Draft::default() };
    let report = finish(resources, draft, TextKeeping::AsIs).map_err(|refusal| refusal.to_string())?;
    let reader = languages.of(report.language.as_deref());
    let analysis = reader.analyze(&report);
    let findings = reader.extractor.extract(&resources.actors, &analysis, Imprint::of(&report));
    let chars = |byte: u32| text[..byte as usize].chars().count() as u64;
    let found: Vec<_> = reader
        .extractor
        .predicates(&analysis, &findings)
        .into_iter()
        .map(|one| (chars(one.span.start), chars(one.span.end), one))
        .collect();
    let gold = row["predicates"].as_array().map(Vec::as_slice).unwrap_or_default();
    let at = |value: &Value| value.as_u64().unwrap_or_default();
    // One to one, the greatest share of both first.
    let mut pairs: Vec<(u64, usize, usize)> = Vec::new();
    for (place, wanted) in gold.iter().enumerate() {
        let (start, end) = (at(&wanted["start"]), at(&wanted["end"]));
        for (other, one) in found.iter().enumerate() {
            let shared = end.min(one.1).saturating_sub(start.max(one.0));
            if shared > 0 {
                let whole = end.max(one.1) - start.min(one.0);
                pairs.push((1_000_000 - 1_000_000 * shared / whole, place, other));
            }
        }
    }
    pairs.sort_unstable();
    let (mut of_gold, mut used) = (vec![None; gold.len()], vec![false; found.len()]);
    for (_, place, other) in pairs {
        if of_gold[place].is_none() && !used[other] {
            (of_gold[place], used[other]) = (Some(other), true);
        }
    }
    let judged = gold.iter().zip(of_gold).map(|(wanted, other)| {
        let one = other.map(|other| &found[other].2);
        let also = |name: &str| wanted[name].as_array().map(Vec::as_slice).unwrap_or_default();
        let right: Vec<&str> = [field(wanted, "status")].into_iter().chain(also("status_also").iter().filter_map(Value::as_str)).collect();
        let got = one.map(|one| one.status.label());
        let wanted_class = got.filter(|got| right.iter().any(|right| class(right) == class(got))).unwrap_or(right[0]);
        let fine = got.filter(|_| wanted.get("via").is_some());
        let fine = fine.map(|got| (if right.contains(&got) { got } else { right[0] }.to_owned(), got.to_owned()));
        let told = one.and_then(|one| one.via).map(|via| (chars(via.start), chars(via.end)));
        let same = |value: &Value| match (value.as_array(), told) {
            (None, None) => true,
            (Some(span), Some(told)) => at(&span[0]) < told.1 && at(&span[1]) > told.0,
            _ => false,
        };
        let via = same(&wanted["via"]) || also("via_also").iter().any(same);
        Judged { wanted: class(wanted_class), found: got.map(class), fine, via }
    });
    Ok(judged.collect())
}
