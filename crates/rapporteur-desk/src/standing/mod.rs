//! Where each actor stands on each question over time: the positions of a record put together.
//!
//! A holder of an office that binds a state counts for the state; anyone else for himself. Copies of one text count once.

mod matrix;
pub mod strip;

pub use matrix::{Matrix, sign};

use crate::{Desk, Error, Result, state};
use rapporteur::council::{CouncilDraft, Move};
use rapporteur::extract::{Stance, Voice};
use rapporteur::link::{question::tells, witnesses};
use rapporteur::resources::Actors;
use rapporteur::text::{fold, stem, words};
use rapporteur_store::PositionRow;
use std::collections::{BTreeMap, BTreeSet};

/// One evidence of a step.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// The key of the report, or the symbol of the draft.
    pub report: String,
    /// The outlet of the report.
    pub outlet: Option<String>,
    /// The report whose copy it carries; itself where it carries nobody's.
    pub origin: String,
    /// The sentence or sentences that tell it.
    pub sentence: String,
    /// Where they stand in the report, in bytes; none of a draft.
    pub place: Option<(u32, u32)>,
    /// What it is about, in the words of the report.
    pub point: String,
    /// Who voices it, where that is not the actor itself.
    pub voiced_by: Option<String>,
    /// For whom it speaks.
    pub voice: Voice,
    /// The code of the rule that found it.
    pub rule: &'static str,
    /// How likely it is, in thousandths.
    pub score: u16,
}

/// A stance as it was told: the first and last day that it can be of, counted from 1970, what it is, and what shows it.
type Dated = (Option<(i64, i64)>, Stance, Evidence);

/// A stance from a day on.
#[derive(Clone, Debug)]
pub struct Step {
    /// First and last day on which it is told, counted from 1970; none where no report has a day.
    pub days: Option<(i64, i64)>,
    /// The stance.
    pub stance: Stance,
    /// What tells it, in the order of the reports.
    pub evidence: Vec<Evidence>,
}

impl Step {
    /// The first that tell it in other words each, and how many there are besides.
    pub fn shown(&self, most: usize) -> (Vec<&Evidence>, usize) {
        let mut seen = BTreeSet::new();
        let mut shown: Vec<&Evidence> = self.evidence.iter().filter(|evidence| seen.insert(&evidence.sentence)).collect();
        let more = shown.len().saturating_sub(most);
        shown.truncate(most);
        (shown, more)
    }

    /// Independent origins that tell it.
    pub fn origins(&self) -> usize {
        witnesses(self.evidence.iter().map(|evidence| (evidence.origin.as_str(), evidence.outlet.as_deref())))
    }
}

/// Where one actor stands on one question.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The question, by its identifier.
    pub question: String,
    /// The actor, by its identifier.
    pub actor: String,
    /// Its stances, in the order of their days.
    pub steps: Vec<Step>,
}

impl Standing {
    /// Where it stands now.
    pub fn last(&self) -> Option<&Step> {
        self.steps.last()
    }
}

/// An actor: what it is called and the state it belongs to.
#[derive(Clone, Debug)]
pub struct Party {
    /// What it is called.
    pub name: String,
    /// The code of the state it belongs to.
    pub state: Option<String>,
}

/// A question: what it is called, and the story it stands in where it is one of a story.
#[derive(Clone, Debug)]
pub struct Question {
    /// What it is called.
    pub name: String,
    /// The story.
    pub story: Option<String>,
}

/// All of it.
#[derive(Clone, Debug, Default)]
pub struct Board {
    /// The questions, by their identifiers.
    pub questions: BTreeMap<String, Question>,
    /// The actors, by their identifiers.
    pub parties: BTreeMap<String, Party>,
    /// By question and actor.
    pub standings: Vec<Standing>,
    /// The last day of a report of the record, counted from 1970.
    pub newest: Option<i64>,
}

/// A question of the user: its name, alternatives of words that a point must hold, and what turns it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// What it is called.
    pub name: String,
    words: Vec<BTreeSet<String>>,
    against: Vec<BTreeSet<String>>,
    supports: Vec<BTreeSet<String>>,
}

impl Named {
    /// Reads lines of `question<TAB>NAME<TAB>WORDS`, and under each `for<TAB>WORDS` and `against<TAB>WORDS`: alternatives parted by semicolons, all
    /// words of one needed. Empty lines and lines that begin with `#` are comments.
    ///
    /// # Errors
    /// When a line is not in this form; the error names it.
    pub fn read(source: &str) -> Result<Vec<Self>> {
        let mut found: Vec<Self> = Vec::new();
        for (at, line) in source.lines().enumerate().filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#')) {
            let fields: Vec<&str> = line.split('\t').map(str::trim).collect();
            let wrong =
                || format!("line {}: `question`, a name and words, or `for` or `against` and words are expected, parted by tabs", at + 1);
            let wrong = || Error::advised(wrong(), "see `rapporteur positions --help` for an example");
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
fn stems(text: &str) -> BTreeSet<String> {
    words(text).iter().map(|word| stem(&fold(word.span.of(text)))).collect()
}

/// Does what is asked mean a question: the beginning of its identifier, or words of its name?
fn is_meant(on: &str) -> impl Fn(&str, &str) -> bool {
    let words = stems(on);
    move |id, name| id.starts_with(on) || words.is_subset(&stems(name))
}

/// Which standings are asked for; what is left out asks for all.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// The question: the beginning of its identifier, or words of its name.
    pub on: Option<String>,
    /// The actor, by identifier or name; of a state also those who belong to it.
    pub of: Option<String>,
    /// The day, counted from 1970, since which a stance changed.
    pub moved_since: Option<i64>,
    /// Questions of the user's own in place of those of the record.
    pub named: Vec<Named>,
    /// Also positions that are more likely wrong than wanted, and those on what no name tells.
    pub unsure: bool,
}

/// The line from which on a position is shown without being asked for, in thousandths; chosen on the rows from which the points were learned. What is above
/// it on news that nobody had read stands in BENCHMARKS.
pub const SURE: u16 = 750;

impl Asked {
    /// Reads the day since which a stance changed.
    ///
    /// # Errors
    /// When it is no day.
    pub fn day(written: &str) -> Result<i64> {
        crate::days::first_and_last(written).map(|days| days.0)
    }
}

impl Desk {
    /// The standings that are asked for, by question and actor.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn standings(&self, asked: &Asked) -> Result<Board> {
        let whom = asked.of.as_deref().map(|of| self.whom(of)).transpose()?;
        let rows = match self.questions_asked(asked, whom.as_ref())? {
            Some(questions) => self.record.positions_on(&questions)?,
            None => self.record.positions()?,
        };
        let mut board = board(&self.resources.actors, &rows, &self.record.drafts()?, &asked.named, asked.unsure);
        board.newest = self.record.newest_day()?;
        if let Some(on) = &asked.on {
            let (Board { questions, standings, .. }, is_meant) = (&mut board, is_meant(on));
            standings.retain(|standing| is_meant(&standing.question, &questions[&standing.question].name));
        }
        if let Some((of, whom)) = asked.of.as_deref().zip(whom) {
            let kept = meant(&board, of, &whom);
            board.standings.retain(|standing| kept.contains(&standing.actor));
        }
        if let Some(since) = asked.moved_since {
            let moved = |standing: &Standing| standing.steps.iter().skip(1).any(|step| step.days.is_some_and(|days| days.1 >= since));
            board.standings.retain(moved);
        }
        Ok(board)
    }

    /// The questions of the record that an answer can be about; none where it can be about any.
    fn questions_asked(&self, asked: &Asked, whom: Option<&Whom>) -> Result<Option<BTreeSet<String>>> {
        if !asked.named.is_empty() {
            return Ok(None);
        }
        let of = asked.of.as_deref().zip(whom).map(|(of, whom)| self.questions_of(of, whom)).transpose()?;
        let Some(on) = &asked.on else { return Ok(of) };
        let (mut meant, is_meant) = (self.record.questions()?, is_meant(on));
        meant.retain(|(id, name)| is_meant(id, name) && of.as_ref().is_none_or(|of| of.contains(id)));
        Ok(Some(meant.into_iter().map(|(id, _)| id).collect()))
    }

    /// The questions on which one may stand who is meant by an identifier or a name (`meant`).
    fn questions_of(&self, of: &str, whom: &Whom) -> Result<BTreeSet<String>> {
        let mut found = self.record.questions_of(&whom.ids, whom.state.as_deref())?;
        // An identifier means nobody else; a name, all whose names have its words: actors, states behind their holders, and those whom the record knows by
        // words alone.
        if !of.contains(':') || of.starts_with("words:") {
            let words = stems(of);
            let has_words = |name: &str| words.is_subset(&stems(name));
            let actors: Vec<String> =
                self.record.actor_names()?.into_iter().filter(|(_, name)| has_words(name)).map(|(id, _)| id).collect();
            found.extend(self.record.questions_of(&actors, None)?);
            for state in self.resources.actors.states().filter(|state| has_words(&state.name)) {
                found.extend(self.record.questions_of(&[], Some(&state.code))?);
            }
            found.extend(self.record.questions_of_words()?);
        }
        Ok(found)
    }

    /// Where each stands by some reports, by question and actor; reports by their keys.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn standings_in(&self, reports: &[&str]) -> Result<Board> {
        Ok(board(&self.resources.actors, &self.record.positions_in(reports)?, &[], &[], false))
    }

    fn whom(&self, of: &str) -> Result<Whom> {
        let ids = match self.record.actors_named(of) {
            Ok(ids) => ids,
            Err(error) if error.is_query() => Vec::new(),
            Err(error) => return Err(error.into()),
        };
        Ok(Whom { ids, state: state(&self.resources, of.strip_prefix("state:").unwrap_or(of)).ok() })
    }
}

/// Whom an identifier or a name means: actors of the record, and the code of the state, where it is one's.
struct Whom {
    ids: Vec<String>,
    state: Option<String>,
}

/// The actors of a board that an identifier or a name means. Who is on it need not be an actor of the record: a state stands there by its holders.
fn meant(board: &Board, of: &str, whom: &Whom) -> BTreeSet<String> {
    let words = stems(of);
    let is_meant = |(id, party): &(&String, &Party)| {
        let of_state = whom.state.is_some() && party.state == whom.state;
        *id == of || whom.ids.contains(id) || of_state || words.is_subset(&stems(&party.name))
    };
    board.parties.iter().filter(is_meant).map(|(id, _)| id.clone()).collect()
}

/// Puts positions together. With `named`, only on those questions; else on the questions of the record and on its drafts. What is not sure is left out
/// unless it is asked for.
fn board(actors: &Actors, rows: &[PositionRow], drafts: &[CouncilDraft], named: &[Named], unsure: bool) -> Board {
    let mut board = Board::default();
    let mut told: BTreeMap<(String, String), Vec<Dated>> = BTreeMap::new();
    for row in rows {
        let days = row.published.as_ref().map(|time| time.days());
        board.newest = board.newest.max(days.map(|days| days.1));
        let Some((party, called, voiced_by)) = party(actors, row) else { continue };
        if !unsure && row.told.score < SURE {
            continue;
        }
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
        let mut questions: Vec<(String, Question, Stance)> = Vec::new();
        if named.is_empty() {
            if let Some((id, name)) = &row.question {
                questions.push((id.clone(), Question { name: name.clone(), story: Some(row.story.clone()) }, row.told.stance));
            }
        } else {
            let matching = named.iter().filter_map(|named| Some((named, named.stance(&row.point, row.told.stance)?)));
            questions
                .extend(matching.map(|(named, stance)| (named.name.clone(), Question { name: named.name.clone(), story: None }, stance)));
        }
        for (id, asked, stance) in questions {
            board.questions.entry(id.clone()).or_insert(asked);
            board.parties.entry(party.clone()).or_insert_with(|| called.clone());
            told.entry((id, party.clone())).or_default().push((days, stance, evidence.clone()));
        }
    }
    if named.is_empty() && !unsure {
        // A name that tells nothing by itself is known to who follows a question on which several stand.
        let mut standing: BTreeMap<String, usize> = BTreeMap::new();
        told.keys().for_each(|(question, _)| *standing.entry(question.clone()).or_default() += 1);
        let is_known = |id: &str| standing.get(id).is_some_and(|parties| *parties > 1);
        told.retain(|(question, _), _| is_known(question) || tells(&board.questions[question].name));
    }
    if named.is_empty() {
        drafts.iter().for_each(|draft| sponsors(actors, draft, &mut board, &mut told));
    }
    board.standings = told.into_iter().map(|((question, actor), told)| Standing { question, actor, steps: steps(told) }).collect();
    board
}

/// Do words hold a capital beyond that of a first small word?
fn has_name(printed: &str) -> bool {
    let mut words = printed.split_whitespace();
    let small = |word: &str| stem(&fold(word)).len() < 4 && !word.chars().all(|c| c.is_uppercase() || !c.is_alphabetic());
    let first = words.next().is_some_and(|first| first.starts_with(char::is_uppercase) && !small(first));
    first || words.any(|word| word.contains(char::is_uppercase))
}

/// Who stands there, and who voices it where that is another: a state behind the holder of its office.
fn party(actors: &Actors, row: &PositionRow) -> Option<(String, Party, Option<String>)> {
    let (id, name, state) = match &row.actor {
        Some((id, name, state)) => (id.clone(), name.clone(), state.clone()),
        // "The" may have a capital for another reason, and so may "He".
        None if has_name(&row.printed) => (format!("words:{}", fold(&row.printed)), row.printed.clone(), None),
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
            .or_insert_with(|| Question { name: format!("{} {}", draft.symbol, draft.title), story: None });
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
