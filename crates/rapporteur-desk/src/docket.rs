//! What reports tell of drafts before the Security Council: proposed as steps of the docket, each with the sentence that shows it. Nothing is taken
//! in by itself: the user confirms a step by the command that stands with it.

use crate::timeline::sentence;
use crate::{Desk, Result, days_written};
use rapporteur::brief::Citation;
use rapporteur::council::forecast::{Choice, Intention};
use rapporteur::extract::{ContactKind, Stance, Status, Voice};
use rapporteur::record::{Report, day_written};
use rapporteur::text::{Span, fold, stem, words};
use rapporteur_store::PositionRow;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// A draft that the reports of one story tell of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ToldDraft {
    /// The story.
    pub story: String,
    /// Its symbols, as far as the reports print any: one where it is sure which.
    pub symbols: BTreeSet<String>,
    /// What it is about, in the words of the first report.
    pub title: String,
    /// The first day on which it is told of, counted from 1970.
    pub first: Option<i64>,
    /// Steps that are told, in order.
    pub steps: Vec<ToldStep>,
    /// Where members say that they stand on it.
    pub intentions: Vec<ToldStep>,
}

/// One step or intention, with what shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToldStep {
    /// What is told: a step of the docket, or a stance.
    pub what: String,
    /// When, in words.
    pub when: String,
    /// By which states, as codes.
    pub by: Vec<String>,
    /// The sentence.
    pub cited: Citation,
}

/// What the words of members make of a vote to come on a draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Intended {
    /// Who submitted it, as codes.
    pub sponsors: Vec<String>,
    /// Who says that it is for the draft or against it, with the sentence.
    pub intentions: Vec<Intention>,
    /// Whose words leave the vote open, or speak against each other: they count nothing.
    pub open: Vec<ToldStep>,
}

/// The key of the Council among the organisations.
const COUNCIL: &str = "organisation:unsc";

impl Desk {
    /// What the record's reports tell of drafts before the Council, story by story.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn told_drafts(&self) -> Result<Vec<ToldDraft>> {
        let mut drafts: BTreeMap<String, ToldDraft> = BTreeMap::new();
        let mut reports: BTreeMap<String, Report> = BTreeMap::new();
        for row in self.record.positions()?.iter().filter(|row| is_draft(&row.point)) {
            let report = self.record.report(&row.report)?;
            let day = report.published.map(|time| time.days().0);
            let draft = drafts.entry(row.story.clone()).or_insert_with(|| ToldDraft { story: row.story.clone(), ..ToldDraft::default() });
            draft.symbols.extend(symbols(&report.text));
            if draft.title.is_empty() {
                draft.title.clone_from(&row.point);
            }
            draft.first = draft.first.into_iter().chain(day).min();
            if let Some(state) = state_of(row) {
                draft.add(row, state, &report);
            }
            reports.insert(report.key.clone(), report);
        }
        let keys: Vec<&str> = reports.keys().map(String::as_str).collect();
        for contact in self.record.contacts_in(&keys)? {
            if contact.kind != ContactKind::Vote || !contact.parties.iter().any(|(id, ..)| id == COUNCIL) {
                continue;
            }
            let Some(telling) = contact.tellings.iter().find(|telling| reports.contains_key(&telling.report.key)) else { continue };
            let story = self.record.story_of(&telling.report.key)?;
            if let Some(draft) = story.and_then(|story| drafts.get_mut(&story)) {
                let what = if contact.status() == Status::Happened { "put-to-vote" } else { "put-to-vote, as planned" };
                let cited = sentence(&telling.report, telling.contact.trigger);
                draft.steps.push(ToldStep { what: what.to_owned(), when: days_written(contact.days), by: Vec::new(), cited });
            }
        }
        Ok(drafts.into_values().collect())
    }
}

impl ToldDraft {
    fn add(&mut self, row: &PositionRow, state: String, report: &Report) {
        let when = row.published.map_or_else(|| "day not known".to_owned(), |time| format!("by {}", day_written(time.days().1)));
        let cited = sentence(report, Span { start: row.told.cue.start, end: row.told.cue.end });
        let sponsors = row.told.stance == Stance::Proposes;
        let (list, what) = if sponsors { (&mut self.steps, "circulated") } else { (&mut self.intentions, row.told.stance.label()) };
        match list.iter_mut().find(|step| step.what == what && (sponsors || step.by == [state.clone()])) {
            Some(step) if !step.by.contains(&state) => step.by.push(state),
            Some(_) => {}
            None => list.push(ToldStep { what: what.to_owned(), when, by: vec![state], cited }),
        }
    }

    /// What it makes of the vote. Only a state's own word counts, or that of who speaks for it by office; what others expect of it does not.
    pub fn intended(&self) -> Intended {
        let mut intended = Intended {
            sponsors: self.steps.iter().filter(|step| step.what == "circulated").flat_map(|step| step.by.iter().cloned()).collect(),
            ..Intended::default()
        };
        let choice = |step: &ToldStep| match step.what.as_str() {
            what if what == Stance::Support.label() => Some(Choice::Yes),
            what if what == Stance::Oppose.label() => Some(Choice::No),
            _ => None,
        };
        for step in &self.intentions {
            for member in &step.by {
                let all = self.intentions.iter().filter(|other| other.by.contains(member)).map(choice);
                match choice(step).filter(|&own| all.clone().all(|other| other == Some(own))) {
                    Some(choice) => {
                        intended.intentions.push(Intention { member: member.clone(), choice, evidence: step.cited.words.clone() });
                    }
                    None => intended.open.push(ToldStep { by: vec![member.clone()], ..step.clone() }),
                }
            }
        }
        intended
    }

    /// The command that opens the draft in the docket; none where the reports name no symbol, or several.
    pub fn command(&self) -> Option<String> {
        let [symbol] = self.symbols.iter().collect::<Vec<_>>()[..] else { return None };
        let opened = self.steps.iter().find(|step| step.what == "circulated");
        let by = opened.map(|step| format!(" --by {}", step.by.join(","))).unwrap_or_default();
        Some(format!("rapporteur council draft open {symbol} --on {}{by}", day_written(self.first?)))
    }

    /// What is told of it as one row.
    pub fn row(&self) -> Value {
        let steps = |steps: &[ToldStep]| {
            let row = |step: &ToldStep| {
                let cited = &step.cited;
                json!({"what": step.what, "when": step.when, "by": step.by, "report": cited.report, "start": cited.span.start, "end": cited.span.end, "text": cited.words})
            };
            steps.iter().map(row).collect::<Vec<_>>()
        };
        json!({
            "story": self.story,
            "symbols": self.symbols,
            "title": self.title,
            "first": self.first.map(day_written),
            "steps": steps(&self.steps),
            "intentions": steps(&self.intentions),
            "command": self.command(),
        })
    }
}

/// Is what a position is about a draft before the Council, by its words?
fn is_draft(point: &str) -> bool {
    let stems: BTreeSet<String> = words(point).iter().map(|word| stem(&fold(word.span.of(point)))).collect();
    stems.contains("draft") && stems.contains(&stem("resolution")) || !symbols(point).is_empty()
}

/// The member that a position binds: the state itself, or whom it speaks for by office.
fn state_of(row: &PositionRow) -> Option<String> {
    let (id, _, state) = row.actor.as_ref()?;
    let own = id.strip_prefix("state:").map(str::to_owned);
    own.or_else(|| state.clone().filter(|_| row.told.voice == Voice::Office))
}

/// The symbols of documents of the Council in a text: S/2022/155, with what stands behind of revisions.
fn symbols(text: &str) -> BTreeSet<String> {
    let year = |part: &str| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    let number = |part: &str| !part.is_empty() && part.len() <= 5 && part.bytes().all(|byte| byte.is_ascii_digit());
    let candidates = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '/' || c == '.'));
    let symbol = |word: &str| {
        let word = word.trim_end_matches('.');
        let parts: Vec<&str> = word.split('/').collect();
        matches!(parts[..], ["S", first, second, ..] if year(first) && number(second)).then(|| word.to_owned())
    };
    candidates.filter_map(symbol).collect()
}
