//! Learns the points of rules and circumstances: which rows are right in content and source, on annotated open texts.
//!
//! GUM's news tells of clauses and quotations; of those, and of what it does not annotate (objects, infinitives, phrases, nouns, adjectives), rows judged by
//! hand tell, kept as their circumstances in `training/rows.tsv` (one verdict) and `training/judged.tsv` (a verdict on each field). The political news of the
//! benchmark has no licence and only measures.

use crate::bench_data::{Outcome, field, rows as read_rows};
use crate::eval::resources;
use crate::eval_statements::{languages, read, supported};
use rapporteur::extract::{Findings, Party, Reader, ReferentKind};
use rapporteur::ingest::{TextKeeping, finish};
use rapporteur::record::{Draft, Report};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// One row: its labels, and whether it is right.
struct Example {
    labels: Vec<String>,
    right: bool,
}

/// Rules whose rows GUM annotates.
const OF_GUM: [&str; 7] = ["Q001", "Q002", "Q003", "Q004", "Q006", "Q007", "Q014"];

/// Weight of the square of each point: one row that says otherwise. A guess; 0.3 and 3 calibrate within one hundredth of it.
const RIDGE: f64 = 1.0;

/// The same for events, of which there are fewer rows for more rules. Chosen among 1, 3 and 8 by rows left out.
const RIDGE_OF_EVENTS: f64 = 3.0;

/// The same for commitments.
const RIDGE_OF_COMMITMENTS: f64 = 3.0;

/// Where judged rows lie.
fn judged(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("training").join(name)
}

/// Prints the rows of reports in JSON Lines (id, text) with their circumstances, to be judged by hand.
pub(crate) fn rows(file: &Path) -> Outcome<()> {
    let (resources, languages) = (resources()?, languages()?);
    for line in std::fs::read_to_string(file)?.lines() {
        let row: serde_json::Value = serde_json::from_str(line)?;
        let report = read(&resources, &row)?;
        let reader = languages.of(report.language.as_deref());
        let findings = reader.findings(&resources.actors, &report);
        for (at, account) in findings.accounts.iter().enumerate() {
            let span = |spans: &[rapporteur::text::Span]| {
                spans.iter().map(|span| span.of(&report.text).replace(['\n', '\t'], " ")).collect::<Vec<_>>().join(" … ")
            };
            let labels = labels(&reader.extractor.scores, &report, &findings, at);
            let manner = account.manner.label();
            println!(
                "{}\t{}\t{manner}\t{}\t{}\t{}\t{}",
                field(&row, "id"),
                account.content.first().map_or(0, |span| span.start),
                labels.join(" "),
                span(&account.source),
                span(&account.cue),
                span(&account.content)
            );
        }
    }
    Ok(())
}

/// Prints the commitments of reports in JSON Lines (id, text, published) with their circumstances, to be judged by hand.
pub(crate) fn commitments(file: &Path) -> Outcome<()> {
    told(file, |row, report, reader, findings| {
        let words = |span: rapporteur::text::Span| span.of(&report.text).replace(['\n', '\t'], " ");
        let called = |party: Option<Party>| {
            let referent = party.and_then(|party| party.referent).map(|at| &findings.referents[at]);
            let named = referent.filter(|one| one.kind != ReferentKind::Unnamed).map(|one| one.name.clone());
            named.or_else(|| party.map(|party| words(party.span))).unwrap_or_default()
        };
        let labels = reader.extractor.circumstances_of_commitments(&reader.analyze(report), findings);
        for (one, labels) in findings.commitments.iter().zip(labels) {
            println!(
                "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}",
                field(row, "id"),
                one.content.first().map_or(0, |span| span.start),
                one.kind.label(),
                one.rule.code(),
                one.score,
                labels.join(" "),
                called(one.by),
                called(one.to),
                one.due.as_ref().map_or("", |due| due.value.as_str()),
                one.condition.map(words).unwrap_or_default(),
                one.content.iter().map(|&span| words(span)).collect::<Vec<_>>().join(" … ")
            );
        }
    })
}

/// Prints the events of reports in JSON Lines (id, text, published) with their circumstances, to be judged by hand.
pub(crate) fn events(file: &Path) -> Outcome<()> {
    told(file, |row, report, reader, findings| {
        let labels = reader.extractor.circumstances_of_events(&reader.analyze(report), &findings.events);
        for (one, labels) in findings.events.iter().zip(labels) {
            let words = |span: rapporteur::text::Span| span.of(&report.text).replace(['\n', '\t'], " ");
            let sides =
                |parties: &[rapporteur::extract::EventParty]| parties.iter().map(|party| words(party.span)).collect::<Vec<_>>().join("; ");
            println!(
                "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}",
                field(row, "id"),
                one.trigger.start,
                one.kind.label(),
                one.status.label(),
                one.score,
                labels.join(" "),
                sides(&one.actors),
                words(one.trigger),
                sides(&one.recipients)
            );
        }
    })
}

/// Reads the reports of a file in JSON Lines (id, text, published), and hands each on with what it tells; what is no report is passed over.
fn told(file: &Path, mut each: impl FnMut(&serde_json::Value, &Report, &Reader, &Findings)) -> Outcome<()> {
    let (resources, languages) = (resources()?, languages()?);
    for line in std::fs::read_to_string(file)?.lines() {
        let row: serde_json::Value = serde_json::from_str(line)?;
        let text = field(&row, "text").to_owned();
        let published = row["published"].as_str().map(str::to_owned);
        let draft = Draft { published, text, ..Draft::default() };
        let Ok(report) = finish(&resources, draft, TextKeeping::AsIs) else { continue };
        let reader = languages.of(report.language.as_deref());
        each(&row, &report, reader, &reader.findings(&resources.actors, &report));
    }
    Ok(())
}

fn labels(scores: &rapporteur::extract::Scores, report: &Report, findings: &Findings, at: usize) -> Vec<String> {
    let account = &findings.accounts[at];
    let speaker = account.speaker.map(|at| &findings.referents[at]);
    scores.circumstances(&report.text, account, speaker).into_iter().map(str::to_owned).collect()
}

pub(crate) fn train(bench: &Path, out: &Path) -> Outcome<()> {
    let (resources, languages) = (resources()?, languages()?);
    let mut examples = Vec::new();
    // Of other genres, where most quotations are those of stories, interviews and papers, the points would tell little of news.
    for row in read_rows(&bench.join("quotes/gum_news.jsonl.gz"))? {
        let report = read(&resources, &row)?;
        let reader = languages.of(report.language.as_deref());
        let findings = reader.findings(&resources.actors, &report);
        for (at, right) in supported(&row, &report, &findings).into_iter().enumerate() {
            if OF_GUM.contains(&findings.accounts[at].rule.code()) && findings.accounts[at].within.is_none() {
                examples.push(Example { labels: labels(&reader.extractor.scores, &report, &findings, at), right });
            }
        }
    }
    let of_gum = examples.len();
    let labelled = |list: &str, right: bool| Example { labels: list.split(' ').map(str::to_owned).collect(), right };
    for line in std::fs::read_to_string(judged("rows.tsv"))?.lines().filter(|line| !line.starts_with('#')) {
        let [_, _, right, list] = line.split('\t').collect::<Vec<_>>()[..] else { continue };
        examples.push(labelled(list, right == "1"));
    }
    let (mut shares, mut all) = (BTreeMap::<String, (usize, usize, usize)>::new(), (0, 0, 0));
    for line in std::fs::read_to_string(judged("judged.tsv"))?.lines().filter(|line| !line.starts_with('#')) {
        let [_, _, _, _, verdict, list] = line.split('\t').collect::<Vec<_>>()[..] else { continue };
        let example = labelled(list, !verdict[..3].contains('0'));
        let rule = example.labels.iter().find(|label| label.starts_with('Q')).cloned().unwrap_or_default();
        for count in [shares.entry(rule).or_default(), &mut all] {
            let whose = verdict[..1] == *"1" && !verdict[2..].contains('0');
            *count = (count.0 + 1, count.1 + usize::from(whose), count.2 + usize::from(!verdict.contains('0')));
        }
        examples.push(example);
    }
    shares.insert("all".to_owned(), all);
    for (rule, (count, whose, right)) in shares {
        let share = |part: usize| 100.0 * part as f64 / count as f64;
        println!("{rule}: {count:3} rows judged, {:5.1} % right in source and speaker, {:5.1} % in all", share(whose), share(right));
    }
    println!("{of_gum} rows of GUM, {} judged by hand", examples.len() - of_gum);
    write(&examples, RIDGE, &out.join("scores.tsv"))?;
    // Events, positions and commitments, of which no open set tells: rows that were drawn and read.
    let drawn = |name: &str| -> Outcome<Vec<Example>> {
        let rows = std::fs::read_to_string(judged(name))?;
        let rows = rows.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
        Ok(rows.map(|(right, list)| labelled(list, right == "1")).collect())
    };
    let (events, positions, commitments) = (drawn("judged_events.tsv")?, drawn("judged_positions.tsv")?, drawn("judged_commitments.tsv")?);
    println!("{} events judged by hand", events.len());
    let events = told_often(events);
    write(&events, RIDGE_OF_EVENTS, &out.join("events/scores.tsv"))?;
    println!("{} positions judged by hand", positions.len());
    write(&positions, RIDGE, &out.join("positions.tsv"))?;
    println!("{} commitments judged by hand", commitments.len());
    // Told and not written: at no line that leaves half of the rows are more than 83 % of them right.
    calibration(&commitments, RIDGE_OF_COMMITMENTS);
    Ok(())
}

/// Rows of events by the labels that hold for three of them at least: a word that tells one or two says nothing of itself.
fn told_often(mut rows: Vec<Example>) -> Vec<Example> {
    let mut often: BTreeMap<String, usize> = BTreeMap::new();
    rows.iter().flat_map(|row| &row.labels).for_each(|label| *often.entry(label.clone()).or_default() += 1);
    rows.iter_mut().for_each(|row| row.labels.retain(|label| often[label] >= 3));
    rows
}

/// Learns a table and writes it under the head that it has.
fn write(examples: &[Example], ridge: f64, path: &Path) -> Outcome<()> {
    calibration(examples, ridge);
    let head: String =
        std::fs::read_to_string(path)?.lines().filter(|line| !line.starts_with("points")).map(|line| format!("{line}\n")).collect();
    let points: String = fit(&examples.iter().collect::<Vec<_>>(), ridge)
        .into_iter()
        .map(|(label, points)| format!("points\t{label}\t{}\n", hundredths(points)))
        .collect();
    Ok(std::fs::write(path, head + &points)?)
}

#[allow(clippy::cast_possible_truncation, reason = "points are small")]
fn hundredths(points: f64) -> i32 {
    (100.0 * points).round() as i32
}

/// Logistic regression with a ridge, by gradient steps.
fn fit(examples: &[&Example], ridge: f64) -> BTreeMap<String, f64> {
    let mut points: BTreeMap<String, f64> = examples.iter().flat_map(|one| &one.labels).map(|label| (label.clone(), 0.0)).collect();
    for _ in 0..3000 {
        let mut slope: BTreeMap<&str, f64> = points.iter().map(|(label, &point)| (label.as_str(), -ridge * point)).collect();
        for one in examples {
            let error = f64::from(u8::from(one.right)) - likelihood(&points, one);
            for label in &one.labels {
                *slope.entry(label.as_str()).or_default() += error;
            }
        }
        let slope: Vec<(String, f64)> = slope.into_iter().map(|(label, slope)| (label.to_owned(), slope)).collect();
        for (label, slope) in slope {
            *points.entry(label).or_default() += 2.0 * slope / examples.len() as f64;
        }
    }
    points
}

fn likelihood(points: &BTreeMap<String, f64>, one: &Example) -> f64 {
    let sum: f64 = one.labels.iter().filter_map(|label| points.get(label)).sum();
    1.0 / (1.0 + (-sum).exp())
}

/// Prints how often rows are right by score, each scored by a table that did not see it (every fifth row left out in turn).
fn calibration(examples: &[Example], ridge: f64) {
    let mut bins: BTreeMap<usize, (usize, usize, f64)> = BTreeMap::new();
    for fold in 0..5 {
        let seen: Vec<&Example> = examples.iter().enumerate().filter(|(at, _)| at % 5 != fold).map(|(_, one)| one).collect();
        let points = fit(&seen, ridge);
        for (_, one) in examples.iter().enumerate().filter(|(at, _)| at % 5 == fold) {
            let score = likelihood(&points, one);
            let bin = bins.entry(((score * 10.0) as usize).min(9)).or_default();
            *bin = (bin.0 + 1, bin.1 + usize::from(one.right), bin.2 + score);
        }
    }
    for (bin, (count, right, score)) in bins {
        let share = |sum: f64| 100.0 * sum / count as f64;
        println!("score 0.{bin}: {count:4} rows, {:5.1} % right, {:5.1} % foreseen", share(right as f64), share(score));
    }
}
