//! Scores commitments by the rules of the independent scorer: content found, kind, parties, due day, and alarms on passages that hold none.
//!
//! `BENCHMARKS.md` says which half of the passages was looked at while the rules were written.

use crate::bench_data::{Outcome, field, rows};
use crate::eval::{Figure, ceiling, floor};
use crate::eval_statements::languages;
use rapporteur::extract::{Commitment, Languages};
use rapporteur::ingest::{TextKeeping, finish};
use rapporteur::record::Draft;
use rapporteur::resources::Resources;
use rapporteur::text::Span;
use rayon::prelude::*;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

/// Characters of a text, counted.
type Places = BTreeSet<usize>;

/// Counts over passages.
#[derive(Clone, Copy, Default)]
struct Count {
    found: usize,
    wanted: usize,
    matched: usize,
    kind: usize,
    by: usize,
    to: usize,
    due: usize,
    due_wanted: usize,
    alarms: usize,
}

impl Count {
    fn plus(self, other: Self) -> Self {
        Self {
            found: self.found + other.found,
            wanted: self.wanted + other.wanted,
            matched: self.matched + other.matched,
            kind: self.kind + other.kind,
            by: self.by + other.by,
            to: self.to + other.to,
            due: self.due + other.due,
            due_wanted: self.due_wanted + other.due_wanted,
            alarms: self.alarms + other.alarms,
        }
    }

    fn share(part: usize, all: usize) -> f64 {
        100.0 * part as f64 / all.max(1) as f64
    }
}

pub(crate) fn run(resources: &Resources, bench: &Path) -> Outcome<Vec<Figure>> {
    let languages = languages()?;
    let rows = rows(&bench.join("commitments/commitments.jsonl.gz"))?;
    let scored = rows.par_iter().map(|row| score(resources, &languages, row)).collect::<Result<Vec<_>, String>>()?;
    let all = scored.into_iter().fold(Count::default(), Count::plus);
    let found = 200.0 * all.matched as f64 / (all.found + all.wanted).max(1) as f64;
    Ok(vec![
        floor("commitments: found, F1", found, FOUND),
        floor("commitments: kind right of found, %", Count::share(all.kind, all.matched), KIND),
        floor("commitments: by right of found, %", Count::share(all.by, all.matched), BY),
        floor("commitments: to right of found, %", Count::share(all.to, all.matched), TO),
        floor("commitments: due day exact of found that have one, %", Count::share(all.due, all.due_wanted), DUE),
        ceiling("commitments: alarms on passages without", all.alarms as f64, ALARMS),
    ])
}

const FOUND: f64 = 90.0;
const KIND: f64 = 95.0;
const BY: f64 = 95.0;
const TO: f64 = 95.0;
const DUE: f64 = 88.0;
const ALARMS: f64 = 4.0;

fn score(resources: &Resources, languages: &Languages, row: &Value) -> Result<Count, String> {
    let text = field(row, "text");
    let draft = Draft { published: row["published"].as_str().map(str::to_owned), text: text.to_owned(), ..Draft::default() };
    let report = finish(resources, draft, TextKeeping::AsIs).map_err(|refusal| refusal.to_string())?;
    let found = languages.of(report.language.as_deref()).findings(&resources.actors, &report).commitments;
    let chars = |byte: u32| text[..byte as usize].chars().count();
    let places = |spans: &[Span]| -> Places { spans.iter().flat_map(|span| chars(span.start)..chars(span.end)).collect() };
    let contents: Vec<Places> = found.iter().map(|one| places(&one.content)).collect();
    let gold = row["commitments"].as_array().map(Vec::as_slice).unwrap_or_default();
    let optional = spans_of(&row["optional"]);
    let mut pairs: Vec<(usize, usize, f64)> = Vec::new();
    for (wanted, one) in gold.iter().enumerate() {
        let content = spans_of(&one["content"]);
        for (at, places) in contents.iter().enumerate() {
            let shared = content.intersection(places).count() as f64;
            pairs.push((wanted, at, shared / content.union(places).count().max(1) as f64));
        }
    }
    pairs.sort_by(|one, other| other.2.total_cmp(&one.2));
    let mut count = Count { wanted: gold.len(), ..Count::default() };
    let (mut used, mut met) = (BTreeSet::new(), BTreeSet::new());
    for (wanted, at, overlap) in pairs {
        if overlap < 0.5 || used.contains(&at) || met.contains(&wanted) {
            continue;
        }
        used.insert(at);
        met.insert(wanted);
        count = count.plus(parts(&gold[wanted], &found[at], &places));
    }
    let bound = |at: &usize| {
        let shared = contents[*at].intersection(&optional).count();
        used.contains(at) || optional.is_empty() || 2 * shared < contents[*at].len().min(optional.len())
    };
    count.found = (0..found.len()).filter(bound).count();
    count.alarms = usize::from(gold.is_empty() && count.found > 0);
    Ok(count)
}

/// What is right of one that was found.
fn parts(gold: &Value, one: &Commitment, places: &dyn Fn(&[Span]) -> Places) -> Count {
    let party = |name: &str, span: Option<Span>| {
        let mut accepted = spans_of(&Value::Array(vec![gold[name].clone()]));
        accepted.extend(spans_of(&gold[format!("{name}_alt")]));
        let given = span.map(|span| places(&[span])).unwrap_or_default();
        usize::from(accepted.is_empty() && given.is_empty() || accepted.intersection(&given).next().is_some())
    };
    let due = one.due.as_ref().map(|due| due.value.as_str());
    let alternatives = gold["due_alt"].as_array().map(Vec::as_slice).unwrap_or_default();
    let right = due.is_some_and(|due| gold["due"] == due || alternatives.iter().any(|other| other == due));
    Count {
        matched: 1,
        kind: usize::from(gold["kind"] == one.kind.label()),
        by: party("by", one.by.map(|party| party.span)),
        to: party("to", one.to.map(|party| party.span)),
        due: usize::from(right),
        due_wanted: usize::from(!gold["due"].is_null()),
        ..Count::default()
    }
}

/// The places of a list of pairs.
fn spans_of(list: &Value) -> Places {
    let pairs = list.as_array().map(Vec::as_slice).unwrap_or_default();
    let at = |pair: &Value, side: usize| pair[side].as_u64().map(|place| place as usize);
    pairs.iter().filter_map(|pair| Some(at(pair, 0)?..at(pair, 1)?)).flatten().collect()
}
