//! Scores statements by the rules of the independent scorer: content by overlap over union, sources by a shared character, quotations
//! of three words or more by their quoted segments. Positions are code points, as in the gold.

use crate::bench_data::{Outcome, field, rows};
use crate::eval::{Figure, floor};
use rapporteur::extract::{Findings, Languages, ReferentKind};
use rapporteur::ingest::{TextKeeping, finish};
use rapporteur::record::{Draft, Report};
use rapporteur::resources::Resources;
use rayon::prelude::*;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// Half-open ranges of code points.
type Spans = Vec<(usize, usize)>;

/// The languages as shipped.
pub(crate) fn languages() -> Outcome<Languages> {
    Ok(Languages::read(&rapporteur_data::LANGUAGES, rapporteur_data::language_file)?)
}

/// One statement, given or found.
struct Told {
    content: Spans,
    source: Spans,
    /// Canonical names of the gold speaker, or the name found.
    speaker: Vec<String>,
    rule: &'static str,
    /// In thousandths.
    score: u16,
}

/// Counts of one report: found, wanted, matched, matched with the right source.
#[derive(Clone, Copy, Default)]
struct Count {
    found: usize,
    wanted: usize,
    matched: usize,
    right: usize,
}

impl Count {
    fn plus(self, other: Self) -> Self {
        let Self { found, wanted, matched, right } = other;
        Self { found: self.found + found, wanted: self.wanted + wanted, matched: self.matched + matched, right: self.right + right }
    }

    fn content(self) -> f64 {
        f1(self.matched, self.found, self.wanted)
    }

    fn joint(self) -> f64 {
        f1(self.right, self.found, self.wanted)
    }
}

fn f1(hit: usize, found: usize, wanted: usize) -> f64 {
    if found + wanted == 0 { 0.0 } else { 200.0 * hit as f64 / (found + wanted) as f64 }
}

#[derive(Default)]
struct Scored {
    verbatim: Count,
    all: Count,
    named: usize,
    named_right: usize,
    /// Found, and right in content and source, by rule.
    rules: BTreeMap<&'static str, (usize, usize)>,
    /// Found, and right in content and source, by tenth of the score.
    scores: BTreeMap<u16, (usize, usize)>,
}

pub(crate) fn run(resources: &Resources, bench: &Path) -> Outcome<Vec<Figure>> {
    let languages = languages()?;
    let mut figures = Vec::new();
    for (name, file, floors) in [("political news", "political_news_dev", [88.0, 60.0]), ("GUM news", "gum_news", [90.0, 50.0])] {
        let rows = rows(&bench.join(format!("quotes/{file}.jsonl.gz")))?;
        let scored = rows.par_iter().map(|row| score(resources, &languages, row)).collect::<Result<Vec<_>, String>>()?;
        let sum = |of: fn(&Scored) -> Count| scored.iter().map(of).fold(Count::default(), Count::plus);
        let (verbatim, all) = (sum(|one| one.verbatim), sum(|one| one.all));
        figures.push(floor(&format!("statements: {name}, verbatim, content F1"), verbatim.content(), 95.0));
        figures.push(floor(&format!("statements: {name}, verbatim, content and source F1"), verbatim.joint(), floors[0]));
        figures.push(floor(&format!("statements: {name}, all, content F1"), all.content(), floors[1]));
        figures.push(floor(&format!("statements: {name}, all, content and source F1"), all.joint(), floors[1]));
        for (what, of) in [("verbatim", (|one: &Scored| one.verbatim) as fn(&Scored) -> Count), ("all", |one| one.all)] {
            let (low, high) = interval(&scored.iter().map(of).collect::<Vec<_>>());
            println!("     statements: {name}, {what}, content and source, 95 % of resamplings of reports: {low:.1} to {high:.1}");
        }
        let (named, right) = scored.iter().fold((0, 0), |sum, one| (sum.0 + one.named, sum.1 + one.named_right));
        if named > 0 {
            figures.push(floor(&format!("statements: {name}, speaker identity, of {named}"), 100.0 * right as f64 / named as f64, 85.0));
        }
        let mut rules: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for (rule, (found, right)) in scored.iter().flat_map(|one| &one.rules) {
            let sum = rules.entry(rule).or_default();
            *sum = (sum.0 + found, sum.1 + right);
        }
        let told: Vec<String> = rules
            .iter()
            .map(|(rule, (found, right))| format!("{rule} {:.0} % of {found}", 100.0 * *right as f64 / *found as f64))
            .collect();
        println!("     statements: {name}, right in content and source by rule: {}", told.join(", "));
        let mut scores: BTreeMap<u16, (usize, usize)> = BTreeMap::new();
        for (score, (found, right)) in scored.iter().flat_map(|one| &one.scores) {
            let sum = scores.entry(*score).or_default();
            *sum = (sum.0 + found, sum.1 + right);
        }
        let told: Vec<String> = scores
            .iter()
            .map(|(score, (found, right))| format!("0.{score}: {:.0} % of {found}", 100.0 * *right as f64 / *found as f64))
            .collect();
        println!("     statements: {name}, right in content and source by score: {}", told.join(", "));
    }
    Ok(figures)
}

/// The middle 95 % of the joint F1 over 1,000 samples of as many reports, drawn with returning, always the same.
fn interval(counts: &[Count]) -> (f64, f64) {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut draw = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % counts.len()
    };
    let mut drawn: Vec<f64> =
        (0..1000).map(|_| (0..counts.len()).map(|_| counts[draw()]).fold(Count::default(), Count::plus).joint()).collect();
    drawn.sort_by(f64::total_cmp);
    (drawn[25], drawn[974])
}

fn score(resources: &Resources, languages: &Languages, row: &Value) -> Result<Scored, String> {
    let report = read(resources, row)?;
    let findings = languages.of(report.language.as_deref()).findings(&resources.actors, &report);
    let chars: Vec<char> = report.text.chars().collect();
    let found = found(&report, &findings, &chars);
    Ok(compare(row, &chars, &found))
}

/// The report of a row of the benchmark.
pub(crate) fn read(resources: &Resources, row: &Value) -> Result<Report, String> {
    let some = |name: &str| row[name].as_str().map(str::to_owned);
    let draft = Draft {
        title: some("title"),
        outlet: some("publisher"),
        url: some("url"),
        published: some("date"),
        text: field(row, "text").to_owned(),
        ..Draft::default()
    };
    finish(resources, draft, TextKeeping::AsIs).map_err(|refusal| refusal.to_string())
}

/// Share of a row's content that must be gold content of the same source for the row to be right.
const SUPPORTED: f64 = 0.6;

/// For each account: is most of its content what the gold gives to the same source, however the gold cuts it?
pub(crate) fn supported(row: &Value, report: &Report, findings: &Findings) -> Vec<bool> {
    let chars: Vec<char> = report.text.chars().collect();
    let gold = gold(row, &chars);
    let before = places(report, &chars);
    let place = |spans: &[rapporteur::text::Span]| -> Spans {
        spans.iter().map(|span| (before[span.start as usize], before[span.end as usize])).collect()
    };
    let right = |account: &rapporteur::extract::Account| {
        let (content, source) = (trimmed(&chars, &place(&account.content)), place(&account.source));
        let size: usize = content.iter().map(|(start, end)| end - start).sum();
        let shared: usize = gold.iter().filter(|one| same(&one.source, &source)).map(|one| overlap(&one.content, &content)).sum();
        shared as f64 >= SUPPORTED * size as f64
    };
    findings.accounts.iter().map(right).collect()
}

/// What was found beside the gold.
fn compare(row: &Value, chars: &[char], found: &[Told]) -> Scored {
    let gold = gold(row, chars);
    let mut scored = Scored::default();
    let matched =
        matching(&gold.iter().map(|one| &one.content).collect::<Vec<_>>(), &found.iter().map(|one| &one.content).collect::<Vec<_>>(), 0.5);
    scored.all = Count { found: found.len(), wanted: gold.len(), matched: matched.len(), right: 0 };
    for one in found {
        scored.rules.entry(one.rule).or_default().0 += 1;
        scored.scores.entry(one.score / 100).or_default().0 += 1;
    }
    for (wanted, mine) in matched {
        let (wanted, mine) = (&gold[wanted], &found[mine]);
        if same(&wanted.source, &mine.source) {
            scored.all.right += 1;
            scored.rules.entry(mine.rule).or_default().1 += 1;
            scored.scores.entry(mine.score / 100).or_default().1 += 1;
        }
        if !wanted.speaker.is_empty() {
            scored.named += 1;
            scored.named_right += usize::from(mine.speaker.first().is_some_and(|said| is_named(said, &wanted.speaker)));
        }
    }
    scored.verbatim = verbatim(row, chars, &gold, found);
    scored
}

/// Predictions of another tool, in the scorer's format: verbatim and all attributions, content and source together.
pub(crate) fn of_peer(bench: &Path, file: &str, predictions: &str) -> Outcome<(f64, f64)> {
    let predicted: BTreeMap<String, Value> = predictions
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).map(|row| (field(&row, "id").to_owned(), row)))
        .collect::<Result<_, _>>()?;
    let mut sums = (Count::default(), Count::default());
    for row in rows(&bench.join(format!("quotes/{file}.jsonl.gz")))? {
        let chars: Vec<char> = field(&row, "text").chars().collect();
        let list = predicted.get(field(&row, "id")).and_then(|row| row["statements"].as_array()).map(Vec::as_slice).unwrap_or_default();
        let told = list.iter().map(|one| Told {
            content: trimmed(&chars, &spans(&one["content"])),
            source: spans(&one["source"]),
            speaker: Vec::new(),
            rule: "",
            score: 0,
        });
        let scored = compare(&row, &chars, &told.filter(|one| !one.content.is_empty()).collect::<Vec<_>>());
        sums = (sums.0.plus(scored.verbatim), sums.1.plus(scored.all));
    }
    Ok((sums.0.joint(), sums.1.joint()))
}

fn is_named(said: &str, names: &[String]) -> bool {
    names.iter().any(|name| {
        name == said
            || name.split(", ").any(|part| part == said)
            || name.ends_with(&format!(" {said}"))
            || said.ends_with(&format!(" {name}"))
    })
}

/// Quoted segments of three words or more: those that gold content covers, those that ours does, and whether the sources agree.
fn verbatim(row: &Value, chars: &[char], gold: &[Told], found: &[Told]) -> Count {
    let mut wanted: Vec<(Spans, &Spans)> = Vec::new();
    let mut skipped: Vec<Spans> = Vec::new();
    let mut mine: BTreeMap<Spans, Spans> = BTreeMap::new();
    for (start, end) in segments(chars) {
        let words = chars[start..end].split(|c| c.is_whitespace()).filter(|word| !word.is_empty()).count();
        let segment = trimmed(chars, &[(start, end)]);
        if words < 3 || segment.is_empty() {
            continue;
        }
        let covers = |content: &Spans| overlap(content, &[(start, end)]) as f64 >= 0.6 * (end - start) as f64;
        let mut best: Option<&Told> = None;
        for one in gold {
            if best.is_none_or(|best| overlap(&one.content, &[(start, end)]) > overlap(&best.content, &[(start, end)])) {
                best = Some(one);
            }
        }
        match best.filter(|best| covers(&best.content)) {
            Some(best) => wanted.push((segment.clone(), &best.source)),
            None if !row["quoted_segments"].is_null() => skipped.push(segment.clone()),
            None => {}
        }
        for one in found.iter().filter(|one| covers(&one.content)) {
            let source = mine.entry(segment.clone()).or_default();
            if source.is_empty() {
                source.clone_from(&one.source);
            }
        }
    }
    mine.retain(|segment, _| !skipped.contains(segment));
    let mine: Vec<(Spans, Spans)> = mine.into_iter().collect();
    let matched = matching(&wanted.iter().map(|one| &one.0).collect::<Vec<_>>(), &mine.iter().map(|one| &one.0).collect::<Vec<_>>(), 0.8);
    let right = matched.iter().filter(|&&(one, other)| same(wanted[one].1, &mine[other].1)).count();
    Count { found: mine.len(), wanted: wanted.len(), matched: matched.len(), right }
}

fn gold(row: &Value, chars: &[char]) -> Vec<Told> {
    let annotations = match &row["annotations"] {
        Value::Object(by_annotator) => by_annotator.iter().min_by_key(|(name, _)| name.as_str()).map(|(_, list)| list),
        Value::Array(_) => Some(&row["annotations"]),
        _ => Some(&row["attributions"]),
    };
    let list = annotations.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let told = list.iter().filter(|one| !one["credit"].as_bool().unwrap_or(false)).map(|one| {
        let speaker = &one["speaker"];
        let names =
            speaker["name"].as_str().into_iter().chain(speaker["aliases"].as_array().into_iter().flatten().filter_map(Value::as_str));
        let named = speaker["name"].as_str().is_some_and(|name| !name.is_empty());
        Told {
            content: trimmed(chars, &spans(&one["content"])),
            source: spans(&one["source"]),
            speaker: if named { names.map(str::to_lowercase).collect() } else { Vec::new() },
            rule: "",
            score: 0,
        }
    });
    told.filter(|one| !one.content.is_empty()).collect()
}

fn found(report: &Report, findings: &Findings, chars: &[char]) -> Vec<Told> {
    let before = places(report, chars);
    let place = |spans: &[rapporteur::text::Span]| -> Spans {
        spans.iter().map(|span| (before[span.start as usize], before[span.end as usize])).collect()
    };
    let told = findings.accounts.iter().filter(|account| account.within.is_none()).map(|account| {
        let speaker = account.speaker.map(|at| &findings.referents[at]).filter(|speaker| speaker.kind != ReferentKind::Unnamed);
        Told {
            content: trimmed(chars, &place(&account.content)),
            source: place(&account.source),
            speaker: speaker.map(|speaker| speaker.name.to_lowercase()).into_iter().collect(),
            rule: account.rule.code(),
            score: account.score,
        }
    });
    told.filter(|one| !one.content.is_empty()).collect()
}

/// The number of code points before each byte.
fn places(report: &Report, chars: &[char]) -> Vec<usize> {
    let mut before = vec![0; report.text.len() + 1];
    for (count, (at, c)) in report.text.char_indices().enumerate() {
        before[at..at + c.len_utf8()].fill(count);
    }
    before[report.text.len()] = chars.len();
    before
}

fn spans(value: &Value) -> Spans {
    let number = |value: &Value| value.as_u64().map(|number| number as usize);
    value.as_array().into_iter().flatten().filter_map(|pair| Some((number(&pair[0])?, number(&pair[1])?))).collect()
}

/// Marks and spaces that the edge of a span may hold or not.
const EDGE: &str = " \t\r\n\"“”‘’'.,;:!?-–—";

fn trimmed(chars: &[char], spans: &[(usize, usize)]) -> Spans {
    let trim = |&(mut start, mut end): &(usize, usize)| {
        while start < end && EDGE.contains(chars[start]) {
            start += 1;
        }
        while end > start && EDGE.contains(chars[end - 1]) {
            end -= 1;
        }
        (start, end)
    };
    spans.iter().map(trim).filter(|(start, end)| start < end).collect()
}

/// What stands between double marks in each line; a mark that is not closed reaches to the line's end.
fn segments(chars: &[char]) -> Spans {
    let mut found = Vec::new();
    let mut base = 0;
    for line in chars.split(|&c| c == '\n') {
        let mut open = None;
        for (at, &c) in line.iter().enumerate() {
            match (c, open) {
                ('“', _) | ('"', None) => open = Some(at + 1),
                ('"' | '”', Some(start)) => {
                    found.push((base + start, base + at));
                    open = None;
                }
                _ => {}
            }
        }
        if let Some(start) = open {
            found.push((base + start, base + line.len()));
        }
        base += line.len() + 1;
    }
    found
}

fn overlap(one: &[(usize, usize)], other: &[(usize, usize)]) -> usize {
    one.iter().flat_map(|&(a, b)| other.iter().map(move |&(c, d)| b.min(d).saturating_sub(a.max(c)))).sum()
}

fn same(one: &Spans, other: &Spans) -> bool {
    overlap(one, other) > 0 || (one.is_empty() && other.is_empty())
}

/// Greedy one-to-one pairs by overlap over union, the best first, none below `least`.
fn matching(gold: &[&Spans], found: &[&Spans], least: f64) -> Vec<(usize, usize)> {
    let size = |spans: &Spans| spans.iter().map(|(start, end)| end - start).sum::<usize>();
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (wanted, one) in gold.iter().enumerate() {
        for (mine, other) in found.iter().enumerate() {
            let shared = overlap(one, other);
            if shared > 0 {
                let likeness = shared as f64 / (size(one) + size(other) - shared) as f64;
                if likeness >= least {
                    pairs.push((likeness, wanted, mine));
                }
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut wanted_used, mut mine_used) = (vec![false; gold.len()], vec![false; found.len()]);
    let mut matched = Vec::new();
    for (_, wanted, mine) in pairs {
        if !wanted_used[wanted] && !mine_used[mine] {
            (wanted_used[wanted], mine_used[mine]) = (true, true);
            matched.push((wanted, mine));
        }
    }
    matched
}
