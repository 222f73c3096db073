//! Where each actor stands on each question over time: the positions of a record put together, without printing.
//!
//! A holder of an office that binds a state counts for the state; anyone else for himself. Copies of one text count once.

use rapporteur::council::{CouncilDraft, Move};
use rapporteur::extract::{Stance, Voice};
use rapporteur::link::witnesses;
use rapporteur::resources::Actors;
use rapporteur::text::{fold, stem, words};
use rapporteur_store::PositionRow;
use std::collections::{BTreeMap, BTreeSet};

/// One evidence of a step.
#[derive(Clone, Debug)]
pub(crate) struct Evidence {
    /// The key of the report, or the symbol of the draft.
    pub(crate) report: String,
    pub(crate) outlet: Option<String>,
    pub(crate) origin: String,
    pub(crate) sentence: String,
    pub(crate) place: Option<(u32, u32)>,
    pub(crate) point: String,
    /// Who voices it, where that is not the actor itself.
    pub(crate) voiced_by: Option<String>,
    pub(crate) voice: Voice,
    pub(crate) rule: &'static str,
    pub(crate) score: u16,
}

/// A stance as it was told: the first and last day that it can be of, counted from 1970, what it is, and what shows it.
type Dated = (Option<(i64, i64)>, Stance, Evidence);

/// A stance from a day on.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    /// First and last day on which it is told, counted from 1970; none where no report has a day.
    pub(crate) days: Option<(i64, i64)>,
    pub(crate) stance: Stance,
    pub(crate) evidence: Vec<Evidence>,
}

impl Step {
    /// Independent origins that tell it.
    pub(crate) fn origins(&self) -> usize {
        witnesses(self.evidence.iter().map(|evidence| (evidence.origin.as_str(), evidence.outlet.as_deref())))
    }
}

/// Where one actor stands on one question.
#[derive(Clone, Debug)]
pub(crate) struct Standing {
    pub(crate) question: String,
    pub(crate) actor: String,
    pub(crate) steps: Vec<Step>,
}

impl Standing {
    /// Where it stands now.
    pub(crate) fn last(&self) -> Option<&Step> {
        self.steps.last()
    }
}

/// An actor: what it is called and the state it belongs to.
#[derive(Clone, Debug)]
pub(crate) struct Party {
    pub(crate) name: String,
    pub(crate) state: Option<String>,
}

/// A question: what it is called, and the story it stands in where it is one of a story.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) name: String,
    pub(crate) story: Option<String>,
}

/// All of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Board {
    pub(crate) questions: BTreeMap<String, Asked>,
    pub(crate) parties: BTreeMap<String, Party>,
    /// By question and actor.
    pub(crate) standings: Vec<Standing>,
    /// The last day of a report of the record, counted from 1970.
    pub(crate) newest: Option<i64>,
}

/// A question of the user: its name, alternatives of words that a point must hold, and what turns it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) name: String,
    words: Vec<BTreeSet<String>>,
    against: Vec<BTreeSet<String>>,
    supports: Vec<BTreeSet<String>>,
}

impl Named {
    /// Reads lines of `question<TAB>NAME<TAB>WORDS`, and under each `for<TAB>WORDS` and `against<TAB>WORDS`: alternatives parted by semicolons, all
    /// words of one needed. Empty lines and lines that begin with `#` are comments.
    pub(crate) fn read(source: &str) -> Result<Vec<Self>, String> {
        let mut found: Vec<Self> = Vec::new();
        for (at, line) in source.lines().enumerate().filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#')) {
            let fields: Vec<&str> = line.split('\t').map(str::trim).collect();
            let wrong =
                || format!("line {}: `question`, a name and words, or `for` or `against` and words are expected, parted by tabs", at + 1);
            match (fields.as_slice(), found.last_mut()) {
                (["question", name, words], _) if !name.is_empty() && !words.is_empty() => {
                    found.push(Self { name: (*name).to_owned(), words: alternatives(words), ..Self::default() });
                }
                (["for", words], Some(last)) => last.supports.extend(alternatives(words)),
                (["against", words], Some(last)) => last.against.extend(alternatives(words)),
                _ => return Err(wrong()),
            }
        }
        Ok(found)
    }

    /// The stance on this question of one who has a stance on a point; nothing where the point is not about it or its side is not clear.
    fn stance(&self, point: &str, told: Stance) -> Option<Stance> {
        let held = stems(point);
        let holds = |list: &[BTreeSet<String>]| list.iter().any(|words| words.is_subset(&held));
        match (holds(&self.words), holds(&self.supports), holds(&self.against)) {
            (false, ..) | (_, true, true) => None,
            (_, _, false) => Some(told),
            (_, false, true) => match told {
                Stance::Support | Stance::Proposes => Some(Stance::Oppose),
                Stance::Oppose => Some(Stance::Support),
                other => Some(other),
            },
        }
    }
}

fn alternatives(words: &str) -> Vec<BTreeSet<String>> {
    words.split(';').map(stems).filter(|stems| !stems.is_empty()).collect()
}

/// The stems of some words.
pub(crate) fn stems(text: &str) -> BTreeSet<String> {
    words(text).iter().map(|word| stem(&fold(word.span.of(text)))).collect()
}

/// Puts positions together. With `named`, only on those questions; else on the questions of the record and on its drafts.
pub(crate) fn board(actors: &Actors, rows: &[PositionRow], drafts: &[CouncilDraft], named: &[Named]) -> Board {
    let mut board = Board::default();
    let mut told: BTreeMap<(String, String), Vec<Dated>> = BTreeMap::new();
    for row in rows {
        let days = row.published.as_ref().map(|time| time.days());
        board.newest = board.newest.max(days.map(|days| days.1));
        let Some((party, called, voiced_by)) = party(actors, row) else { continue };
        let evidence = Evidence {
            report: row.report.clone(),
            outlet: row.outlet.clone(),
            origin: row.origin.clone(),
            sentence: row.sentence.split_whitespace().collect::<Vec<_>>().join(" "),
            place: Some(row.place),
            point: row.point.clone(),
            voiced_by,
            voice: row.told.voice,
            rule: row.told.rule.code(),
            score: row.told.score,
        };
        let mut questions: Vec<(String, Asked, Stance)> = Vec::new();
        if named.is_empty() {
            if let Some((id, name)) = &row.question {
                questions.push((id.clone(), Asked { name: name.clone(), story: Some(row.story.clone()) }, row.told.stance));
            }
        } else {
            let matching = named.iter().filter_map(|named| Some((named, named.stance(&row.point, row.told.stance)?)));
            questions.extend(matching.map(|(named, stance)| (named.name.clone(), Asked { name: named.name.clone(), story: None }, stance)));
        }
        for (id, asked, stance) in questions {
            board.questions.entry(id.clone()).or_insert(asked);
            board.parties.entry(party.clone()).or_insert_with(|| called.clone());
            told.entry((id, party.clone())).or_default().push((days, stance, evidence.clone()));
        }
    }
    if named.is_empty() {
        drafts.iter().for_each(|draft| sponsors(actors, draft, &mut board, &mut told));
    }
    board.standings = told.into_iter().map(|((question, actor), told)| Standing { question, actor, steps: steps(told) }).collect();
    board
}

/// Who stands there, and who voices it where that is another: a state behind the holder of its office.
fn party(actors: &Actors, row: &PositionRow) -> Option<(String, Party, Option<String>)> {
    let (id, name, state) = match &row.actor {
        Some((id, name, state)) => (id.clone(), name.clone(), state.clone()),
        None if row.printed.contains(char::is_uppercase) => (format!("words:{}", fold(&row.printed)), row.printed.clone(), None),
        None => return None,
    };
    let code = state.as_deref().filter(|_| row.told.voice == Voice::Office).and_then(|code| actors.state(code));
    match code {
        Some(state) => {
            let voiced = row.office.as_ref().map_or_else(|| name.clone(), |office| format!("{name}, {office}"));
            Some((format!("state:{}", state.code), Party { name: state.name.clone(), state: Some(state.code.clone()) }, Some(voiced)))
        }
        None => Some((id, Party { name, state }, None)),
    }
}

/// Sponsors of drafts in the docket propose them.
fn sponsors(actors: &Actors, draft: &CouncilDraft, board: &mut Board, told: &mut BTreeMap<(String, String), Vec<Dated>>) {
    let day = |on: jiff::civil::Date| rapporteur::record::day_number(on);
    let first = draft.history.first().map(|step| day(step.on));
    let own = draft.sponsors.iter().map(|code| (code, first, "circulated"));
    let joined = draft.history.iter().filter(|step| matches!(step.step, Move::CoSponsor | Move::TakeOver));
    let joined = joined.flat_map(|step| step.by.iter().map(|code| (code, Some(day(step.on)), step.step.name())));
    for (code, on, what) in own.chain(joined) {
        let state = actors.state(code).or_else(|| actors.state_named(code));
        let name = state.map_or_else(|| code.clone(), |state| state.name.clone());
        let party = format!("state:{}", state.map_or(code.as_str(), |state| state.code.as_str()));
        let evidence = Evidence {
            report: draft.symbol.clone(),
            outlet: None,
            origin: draft.symbol.clone(),
            sentence: format!("{} ({what}, from the docket)", draft.title),
            place: None,
            point: draft.title.clone(),
            voiced_by: None,
            voice: Voice::Itself,
            rule: "docket",
            score: 1000,
        };
        board
            .questions
            .entry(draft.symbol.clone())
            .or_insert_with(|| Asked { name: format!("{} {}", draft.symbol, draft.title), story: None });
        board.parties.entry(party.clone()).or_insert_with(|| Party { name, state: Some(code.clone()) });
        told.entry((draft.symbol.clone(), party)).or_default().push((on.map(|on| (on, on)), Stance::Proposes, evidence));
    }
}

/// One step for each change of stance, in the order of days; within a day in the order of the reports.
fn steps(mut told: Vec<Dated>) -> Vec<Step> {
    told.sort_by(|one, other| one.0.unwrap_or((i64::MAX, i64::MAX)).cmp(&other.0.unwrap_or((i64::MAX, i64::MAX))));
    let mut steps: Vec<Step> = Vec::new();
    for (days, stance, evidence) in told {
        match steps.last_mut().filter(|step| step.stance == stance) {
            Some(step) => {
                step.days = match (step.days, days) {
                    (Some(one), Some(other)) => Some((one.0.min(other.0), one.1.max(other.1))),
                    (one, other) => one.or(other),
                };
                step.evidence.push(evidence);
            }
            None => steps.push(Step { days, stance, evidence: vec![evidence] }),
        }
    }
    steps
}
