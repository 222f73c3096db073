//! Scores events by the rules of the independent scorer: types as sets, and types with every actor and recipient found in the words of one of
//! ours or around them. It also prints the events of sentences, with the lexicon as it stands in its folder, for work on it.

use crate::bench_data::{Outcome, field, rows};
use crate::eval::{Figure, ceiling, floor};
use crate::eval_statements::read;
use rapporteur::extract::{Event, EventParty, Languages};
use rapporteur::record::Report;
use rapporteur::resources::Resources;
use rayon::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Where the lexicon of a language lies in the source tree.
fn folder(code: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/rapporteur-data/languages").join(code)
}

/// The languages as shipped, but for the lexicon of events, which is read from the source tree as it stands.
pub(crate) fn languages() -> Outcome<Languages> {
    let mut files: BTreeMap<(String, String), Vec<u8>> = BTreeMap::new();
    for code in rapporteur_data::LANGUAGES {
        let Ok(entries) = std::fs::read_dir(folder(code).join("events")) else { continue };
        for entry in entries {
            let entry = entry?;
            let name = format!("events/{}", entry.file_name().to_string_lossy());
            files.insert((code.to_owned(), name), std::fs::read(entry.path())?);
        }
    }
    let file = |code: &str, name: &str| {
        files.get(&(code.to_owned(), name.to_owned())).map(Vec::as_slice).or_else(|| rapporteur_data::language_file(code, name))
    };
    Ok(Languages::read(&rapporteur_data::LANGUAGES, file)?)
}

/// An event as the scorer sees it: type, type within, and the words of the parties.
#[derive(Clone)]
pub(crate) struct Told {
    pub(crate) kind: String,
    pub(crate) of: Option<String>,
    pub(crate) status: String,
    pub(crate) rule: String,
    pub(crate) actors: Vec<String>,
    pub(crate) recipients: Vec<String>,
}

/// Small letters and single blanks, no marks.
pub(crate) fn plain(words: &str) -> String {
    let marks = |c: char| if c.is_alphanumeric() || c == '_' { c } else { ' ' };
    words.to_lowercase().chars().map(marks).collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn told(text: &str, event: &Event) -> Told {
    let words = |parties: &[EventParty]| parties.iter().map(|party| plain(party.span.of(text))).collect();
    Told {
        kind: event.kind.label().to_owned(),
        of: event.of.map(|of| of.label().to_owned()),
        status: event.status.label().to_owned(),
        rule: event.rule.clone(),
        actors: words(&event.actors),
        recipients: words(&event.recipients),
    }
}

pub(crate) fn gold(row: &Value) -> Vec<Told> {
    let words = |event: &Value, side: &str| {
        event[side].as_array().map(|all| all.iter().map(|one| plain(field(one, "text"))).collect()).unwrap_or_default()
    };
    let one = |event: &Value| Told {
        kind: field(event, "type").to_owned(),
        of: None,
        status: String::new(),
        rule: String::new(),
        actors: words(event, "actors"),
        recipients: words(event, "recipients"),
    };
    row["events"].as_array().map(|all| all.iter().map(one).collect()).unwrap_or_default()
}

/// The report of words alone.
pub(crate) fn report(resources: &Resources, text: &str) -> Result<Report, String> {
    read(resources, &json!({"text": text}))
}

/// The events of words alone.
pub(crate) fn found(resources: &Resources, languages: &Languages, text: &str) -> Result<Vec<Told>, String> {
    found_on(resources, languages, text, None)
}

/// The same of words that were printed on a day.
pub(crate) fn found_on(resources: &Resources, languages: &Languages, text: &str, published: Option<&str>) -> Result<Vec<Told>, String> {
    let report = read(resources, &json!({"text": text, "date": published}))?;
    let findings = languages.of(Some("en")).findings(&resources.actors, &report);
    Ok(findings.events.iter().map(|event| told(&report.text, event)).collect())
}

fn covered(wanted: &[String], given: &[String]) -> bool {
    let like =
        |one: &String, two: &String| !one.is_empty() && !two.is_empty() && (one.contains(two.as_str()) || two.contains(one.as_str()));
    wanted.iter().all(|one| given.iter().any(|two| like(one, two)))
}

/// Counts over a set of sentences.
#[derive(Default)]
pub(crate) struct Counts {
    wanted: usize,
    given: usize,
    kind: usize,
    full: usize,
    exchanged: usize,
    /// By type: right, wanted, given.
    kinds: BTreeMap<String, [usize; 3]>,
}

impl Counts {
    pub(crate) fn add(&mut self, wanted: &[Told], given: &[Told]) {
        self.wanted += wanted.len();
        self.given += given.len();
        let (mut used, mut used_full) = (vec![false; given.len()], vec![false; given.len()]);
        for one in wanted {
            self.kinds.entry(one.kind.clone()).or_default()[1] += 1;
        }
        for one in given {
            self.kinds.entry(one.kind.clone()).or_default()[2] += 1;
        }
        for one in wanted {
            if let Some(at) = (0..given.len()).find(|&at| !used[at] && given[at].kind == one.kind) {
                used[at] = true;
                self.kind += 1;
                self.kinds.entry(one.kind.clone()).or_default()[0] += 1;
            }
            let right =
                |told: &Told| told.kind == one.kind && covered(&one.actors, &told.actors) && covered(&one.recipients, &told.recipients);
            if let Some(at) = (0..given.len()).find(|&at| !used_full[at] && right(&given[at])) {
                used_full[at] = true;
                self.full += 1;
            } else if !one.actors.is_empty() && !one.recipients.is_empty() {
                let turned = |told: &&Told| {
                    told.kind == one.kind && covered(&one.actors, &told.recipients) && covered(&one.recipients, &told.actors)
                };
                self.exchanged += usize::from(given.iter().any(|told| turned(&told)));
            }
        }
    }

    pub(crate) fn kind_f1(&self) -> f64 {
        f1(self.kind, self.given, self.wanted)
    }

    pub(crate) fn full_f1(&self) -> f64 {
        f1(self.full, self.given, self.wanted)
    }

    /// The mean over the types that are wanted.
    pub(crate) fn macro_f1(&self) -> f64 {
        let wanted: Vec<f64> = self.kinds.values().filter(|kind| kind[1] > 0).map(|kind| f1(kind[0], kind[2], kind[1])).collect();
        wanted.iter().sum::<f64>() / wanted.len().max(1) as f64
    }

    /// In hundredths of the events wanted.
    pub(crate) fn exchanged(&self) -> f64 {
        100.0 * self.exchanged as f64 / self.wanted.max(1) as f64
    }
}

fn f1(right: usize, given: usize, wanted: usize) -> f64 {
    if given + wanted == 0 { 0.0 } else { 200.0 * right as f64 / (given + wanted) as f64 }
}

/// Was a sentence looked at while the lexicon was written? Those whose identifier ends in an even digit were.
fn looked_at(row: &Value) -> bool {
    field(row, "id").chars().last().and_then(|last| last.to_digit(16)).is_some_and(|digit| digit % 2 == 0)
}

pub(crate) fn run(resources: &Resources, bench: &Path) -> Outcome<Vec<Figure>> {
    let languages = languages()?;
    let rows = rows(&bench.join("events/plover.jsonl.gz"))?;
    let given = rows.par_iter().map(|row| found(resources, &languages, field(row, "text"))).collect::<Result<Vec<_>, String>>()?;
    let count = |wanted: &dyn Fn(&Value) -> bool| {
        let mut counts = Counts::default();
        for (row, given) in rows.iter().zip(&given).filter(|(row, _)| wanted(row)) {
            counts.add(&gold(row), given);
        }
        counts
    };
    for (name, half) in [("looked at", true), ("not looked at", false)] {
        let counts = count(&|row: &Value| looked_at(row) == half);
        println!(
            "     events: plover, sentences {name}: type F1 {:.1}, with parties {:.1}, macro {:.1}, exchanged {:.1} %; {} given, {} wanted",
            counts.kind_f1(),
            counts.full_f1(),
            counts.macro_f1(),
            counts.exchanged(),
            counts.given,
            counts.wanted
        );
    }
    let all = count(&|_| true);
    let mut figures = vec![
        floor("events: plover, type F1", all.kind_f1(), 85.0),
        floor("events: plover, with actors and recipients, F1", all.full_f1(), 73.0),
        floor("events: plover, macro-F1 over types", all.macro_f1(), 81.0),
        ceiling("events: plover, actor and recipient exchanged, %", all.exchanged(), 3.0),
    ];
    figures.extend(invented(resources, &languages)?);
    figures.extend(crate::eval_variants::run(resources, &languages, &rows)?);
    figures.extend(crate::eval_petrarch::run(resources, &languages, bench, false)?);
    Ok(figures)
}

/// Sentences that tell no event of the day, and acts with their status.
fn invented(resources: &Resources, languages: &Languages) -> Outcome<Vec<Figure>> {
    let lines = |file: &str| -> Outcome<Vec<String>> {
        let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("events").join(file))?;
        Ok(text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_owned).collect())
    };
    let mut kinds: BTreeMap<String, [usize; 2]> = BTreeMap::new();
    for line in lines("none.tsv")? {
        let (kind, text) = line.split_once('\t').ok_or("a line of none.tsv has no tab")?;
        let given = found_on(resources, languages, text, Some("2031-03-05"))?;
        let count = kinds.entry(kind.to_owned()).or_default();
        count[0] += usize::from(given.is_empty());
        count[1] += 1;
        if !given.is_empty() && SHOW {
            println!(
                "     not none: {kind} {text} {:?}",
                given.iter().map(|one| format!("{} {}", one.kind, one.status)).collect::<Vec<_>>()
            );
        }
    }
    let (none, all) = kinds.values().fold((0, 0), |sum, one| (sum.0 + one[0], sum.1 + one[1]));
    println!("     events: no event in {kinds:?}");
    let (mut right, mut sentences) = (0, 0);
    for line in lines("statuses.tsv")? {
        let fields: Vec<&str> = line.split('\t').collect();
        let [status, kind, text] = fields[..] else { return Err("a line of statuses.tsv has not three fields".into()) };
        let given = found_on(resources, languages, text, Some("2031-03-05"))?;
        let fits = |one: &Told| one.status == status && (one.kind == kind || one.of.as_deref() == Some(kind));
        sentences += 1;
        right += usize::from(given.iter().any(fits));
        if !given.iter().any(fits) && SHOW {
            println!(
                "     status: {line} {:?}",
                given.iter().map(|one| format!("{} {:?} {}", one.kind, one.of, one.status)).collect::<Vec<_>>()
            );
        }
    }
    Ok(vec![
        floor("events: history, analogy, hypothesis, opinion: none, %", 100.0 * none as f64 / all.max(1) as f64, 95.0),
        floor("events: announced, denied, threatened, failed: status right, %", 100.0 * right as f64 / sentences.max(1) as f64, 92.0),
    ])
}

/// Print what is wrong in the invented sentences?
const SHOW: bool = false;

/// Prints what is found in sentences: JSON Lines with `text` and perhaps `events`, or plain lines.
pub(crate) fn print(resources: &Resources, path: &Path) -> Outcome<()> {
    let languages = languages()?;
    for line in std::fs::read_to_string(path)?.lines().filter(|line| !line.trim().is_empty()) {
        let row: Value = serde_json::from_str(line).unwrap_or_else(|_| json!({"text": line}));
        let (wanted, text) = (gold(&row), field(&row, "text"));
        let report = report(resources, text)?;
        let findings = languages.of(Some("en")).findings(&resources.actors, &report);
        let given: Vec<Told> = findings.events.iter().map(|event| told(&report.text, event)).collect();
        let mut counts = Counts::default();
        counts.add(&wanted, &given);
        let mark = match (counts.full == counts.wanted, counts.kind == counts.wanted, given.len() <= wanted.len()) {
            (true, _, true) => "    ",
            (true, _, false) => "more",
            (_, true, _) => "side",
            _ => "MISS",
        };
        println!("{mark} {text}");
        for one in &wanted {
            println!("       - {} {:?} > {:?}", one.kind, one.actors, one.recipients);
        }
        for (event, one) in findings.events.iter().zip(&given) {
            let when = event.when.as_ref().map(|when| when.value.as_str()).unwrap_or_default();
            println!(
                "       + {} {} {} {} {:?} > {:?} [{}] {when}",
                event.rule,
                one.kind,
                one.of.as_deref().unwrap_or_default(),
                one.status,
                one.actors,
                one.recipients,
                event.trigger.of(&report.text)
            );
        }
    }
    Ok(())
}
