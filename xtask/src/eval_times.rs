//! Scores time expressions by the rules of the independent scorer: spans that share a character, spans that are equal, values that are equal.
//!
//! `BENCHMARKS.md` says which half of the reports was looked at while the rules were written.

use crate::bench_data::{Outcome, field, rows};
use crate::eval::{Figure, floor};
use crate::eval_statements::languages;
use rapporteur::extract::{Languages, TimeExpression};
use rapporteur::ingest::{TextKeeping, finish};
use rapporteur::record::{Draft, Published};
use rapporteur::resources::Resources;
use rayon::prelude::*;
use serde_json::Value;
use std::path::Path;

/// Counts of one report.
#[derive(Clone, Copy, Default)]
struct Count {
    found: usize,
    wanted: usize,
    relaxed: usize,
    strict: usize,
    value: usize,
}

impl Count {
    fn plus(self, other: Self) -> Self {
        Self {
            found: self.found + other.found,
            wanted: self.wanted + other.wanted,
            relaxed: self.relaxed + other.relaxed,
            strict: self.strict + other.strict,
            value: self.value + other.value,
        }
    }

    fn f1(self, of: fn(Self) -> usize) -> f64 {
        200.0 * of(self) as f64 / (self.found + self.wanted).max(1) as f64
    }
}

pub(crate) fn run(resources: &Resources, bench: &Path) -> Outcome<Vec<Figure>> {
    let languages = languages()?;
    let rows = rows(&bench.join("times/timebank_aquaint.jsonl.gz"))?;
    let scored = rows.par_iter().map(|row| score(resources, &languages, row)).collect::<Result<Vec<_>, String>>()?;
    let all = scored.into_iter().fold(Count::default(), Count::plus);
    Ok(vec![
        floor("times: relaxed F1", all.f1(|count| count.relaxed), RELAXED),
        floor("times: strict F1", all.f1(|count| count.strict), STRICT),
        floor("times: value F1", all.f1(|count| count.value), VALUE),
    ])
}

const RELAXED: f64 = 92.0;
const STRICT: f64 = 84.0;
const VALUE: f64 = 79.0;

fn score(resources: &Resources, languages: &Languages, row: &Value) -> Result<Count, String> {
    let text = field(row, "text");
    let draft = Draft { published: row["published"].as_str().map(str::to_owned), text: text.to_owned(), ..Draft::default() };
    let report = finish(resources, draft, TextKeeping::AsIs).map_err(|refusal| refusal.to_string())?;
    let reader = languages.of(report.language.as_deref());
    let published: Option<&Published> = report.published.as_ref();
    let found = reader.extractor.times.find(&reader.analyze(&report), published);
    let chars = |byte: u32| text[..byte as usize].chars().count();
    let found: Vec<(usize, usize, TimeExpression)> =
        found.into_iter().map(|one| (chars(one.span.start), chars(one.span.end), one)).collect();
    let gold = row["times"].as_array().map(Vec::as_slice).unwrap_or_default();
    let mut count = Count { found: found.len(), wanted: gold.len(), ..Count::default() };
    let mut used = vec![false; found.len()];
    for wanted in gold {
        let at = |name: &str| wanted[name].as_u64().unwrap_or_default() as usize;
        let (start, end) = (at("start"), at("end"));
        let shared = |one: &(usize, usize, TimeExpression)| end.min(one.1).saturating_sub(start.max(one.0));
        let best = (0..found.len()).filter(|&at| !used[at] && shared(&found[at]) > 0).max_by_key(|&at| (shared(&found[at]), at));
        let Some(best) = best else { continue };
        used[best] = true;
        count.relaxed += 1;
        count.strict += usize::from((found[best].0, found[best].1) == (start, end));
        count.value += usize::from(wanted["value"].as_str() == Some(found[best].2.value.as_str()));
    }
    Ok(count)
}
