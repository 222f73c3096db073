//! Scores the judging of claims by the rules of the independent scorer: which claims that must not hold hold, which that should hold do, and how often
//! the verdict is the right one.

use crate::bench_data::{Outcome, field, rows};
use crate::eval::{Figure, ceiling, floor};
use crate::eval_statements::languages;
use rapporteur::extract::{Findings, Languages};
use rapporteur::ingest::{TextKeeping, finish};
use rapporteur::judge::{Candidate, Claim, Context, Grade, Voice, claims, judge};
use rapporteur::record::{Draft, Report};
use rapporteur::resources::Resources;
use rapporteur::text::words;
use rayon::prelude::*;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Reports whose wordings a claim is judged by: those that share most of its words.
const REPORTS: usize = 10;

/// A report of the record, read.
struct Loaded {
    report: Report,
    findings: Findings,
    /// Hashes of its words.
    words: BTreeSet<u64>,
}

/// Claims of one kind: how many, held, and judged rightly.
#[derive(Default)]
struct Kind {
    must_hold: bool,
    all: usize,
    held: usize,
    right: usize,
}

pub(crate) fn run(resources: &Resources, bench: &Path) -> Outcome<Vec<Figure>> {
    let languages = languages()?;
    let setup: Value = serde_json::from_str(&std::fs::read_to_string(bench.join("verify/setup.json"))?)?;
    let names = |name: &str| setup[name].as_array().into_iter().flatten().filter_map(Value::as_str).collect::<Vec<_>>();
    let unloaded: BTreeSet<&str> = names("unloaded").into_iter().collect();
    let mut reports = Vec::new();
    for file in names("reports") {
        let path = bench.join("verify").join(file);
        let path = if path.exists() { path } else { bench.join("verify").join(Path::new(file).file_name().unwrap_or_default()) };
        reports.extend(rows(&path)?.into_iter().filter(|row| !unloaded.contains(field(row, "id"))));
    }
    let loaded = reports.par_iter().map(|row| load(resources, &languages, row)).collect::<Result<Vec<_>, String>>()?;
    let claims = rows(&bench.join("verify/claims.jsonl.gz"))?;
    let judged: Vec<(String, &str, Vec<Grade>)> = claims
        .par_iter()
        .map(|row| {
            Ok((field(row, "kind").to_owned(), field(row, "expect"), verdicts(resources, &languages, &loaded, field(row, "claim"))?))
        })
        .collect::<Result<_, String>>()?;
    let mut kinds: BTreeMap<String, Kind> = BTreeMap::new();
    for (name, expect, grades) in judged {
        let kind = kinds.entry(name).or_default();
        let holds = !grades.is_empty() && grades.iter().all(|grade| grade.holds());
        let right = match expect {
            "holds" => holds,
            "fails" => !holds && !grades.is_empty(),
            wanted => !holds && grades.iter().any(|grade| grade.label().replace(' ', "_") == wanted),
        };
        kind.must_hold = expect == "holds";
        kind.all += 1;
        kind.held += usize::from(holds);
        kind.right += usize::from(right);
    }
    let share = |test: &dyn Fn(&str, &Kind) -> bool, count: fn(&Kind) -> usize| {
        let of =
            |count: fn(&Kind) -> usize| kinds.iter().filter(|(name, kind)| test(name, kind)).map(|(_, kind)| count(kind)).sum::<usize>();
        100.0 * of(count) as f64 / of(|kind| kind.all).max(1) as f64
    };
    let worst = kinds.values().filter(|kind| !kind.must_hold && kind.all >= 20).map(|kind| 100.0 * kind.held as f64 / kind.all as f64);
    Ok(vec![
        ceiling("verify: false claims that hold, %", share(&|_, kind| !kind.must_hold, |kind| kind.held), 1.0),
        ceiling("verify: the same of the worst kind of twenty and more, %", worst.fold(0.0, f64::max), 5.0),
        floor(
            "verify: true quotations that hold, %",
            share(&|name, kind| kind.must_hold && name.contains("direct ") && !name.contains("indirect"), |kind| kind.held),
            94.0,
        ),
        floor(
            "verify: true tellings that hold, %",
            share(&|name, kind| kind.must_hold && name.contains("indirect"), |kind| kind.held),
            85.0,
        ),
        floor("verify: right verdicts, %", share(&|_, _| true, |kind| kind.right), 94.0),
    ])
}

fn load(resources: &Resources, languages: &Languages, row: &Value) -> Result<Loaded, String> {
    let report = finish(resources, Draft { text: field(row, "text").to_owned(), ..Draft::default() }, TextKeeping::Cleaned)
        .map_err(|refusal| refusal.to_string())?;
    let findings = languages.of(report.language.as_deref()).findings(&resources.actors, &report);
    let words = words(&report.text).into_iter().map(|word| word.hash).collect();
    Ok(Loaded { report, findings, words })
}

fn verdicts(resources: &Resources, languages: &Languages, loaded: &[Loaded], text: &str) -> Result<Vec<Grade>, String> {
    let draft = Draft { text: text.to_owned(), ..Draft::default() };
    let report = finish(resources, draft, TextKeeping::AsIs).map_err(|refusal| refusal.to_string())?;
    let reader = languages.of(report.language.as_deref());
    let findings = reader.findings(&resources.actors, &report);
    let asked: BTreeSet<u64> = words(text).into_iter().map(|word| word.hash).collect();
    let mut near: Vec<&Loaded> = loaded.iter().collect();
    near.sort_by_key(|one| std::cmp::Reverse(asked.intersection(&one.words).count()));
    near.truncate(REPORTS);
    let told = near.iter().flat_map(|one| one.findings.accounts.iter().map(move |account| (*one, account)));
    let candidates: Vec<Candidate<'_>> = told
        .map(|(one, account)| {
            let referent = account.speaker.map(|at| &one.findings.referents[at]);
            Candidate { text: &one.report.text, account, voice: Voice::of(&one.report.text, Some(account), referent, None) }
        })
        .collect();
    let context = Context { meanings: &reader.meanings, actors: &resources.actors, language: &reader.language };
    let judged = claims(&report, &findings).into_iter().filter(|claimed| !claimed.is_unclear()).map(|claimed| {
        let account = claimed.account.map(|at| &findings.accounts[at]);
        let referent = account.and_then(|account| account.speaker).map(|at| &findings.referents[at]);
        let voice = Voice::of(text, account, referent, None);
        let claim = Claim { text, words: &claimed.words, quoted: claimed.quoted, voice, account };
        judge(&context, &claim, &candidates).grade
    });
    Ok(judged.collect())
}
