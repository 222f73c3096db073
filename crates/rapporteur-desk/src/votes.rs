//! Recorded votes on drafts, where reports name the draft.

use crate::council::decision_row;
use crate::{Desk, Error, Result};
use jiff::civil::Date;
use rapporteur::council::{Ballot, CouncilDraft, Decision, Question, Reading, Seats, board, decide};
use serde_json::{Value, json};

/// A recorded vote that a brief shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voted {
    /// The draft.
    pub symbol: String,
    /// Outcome, reason and ballot in words.
    pub words: String,
    /// The vote board.
    pub svg: String,
}

/// The votes on drafts whose symbol stands in one of these texts.
///
/// # Errors
/// When the program's own list of members is damaged.
pub fn named(drafts: &[CouncilDraft], texts: &[String]) -> Result<Vec<Voted>> {
    let seats = Seats::read(rapporteur_data::COUNCIL).map_err(Error::asked)?;
    let mut found = Vec::new();
    for draft in drafts {
        let named = texts.iter().any(|text| {
            text.match_indices(&draft.symbol).any(|(at, symbol)| {
                // "S/2022/15" is not meant where "S/2022/155" stands.
                !text[at + symbol.len()..].starts_with(|c: char| c.is_ascii_digit())
            })
        });
        found.extend(taken(&seats, draft).filter(|_| named).map(|(ballot, decision)| voted(draft, &ballot, &decision)));
    }
    Ok(found)
}

/// The vote on a draft with what the rules make of it, and the same as a row; none where none is kept.
///
/// # Errors
/// When the program's own list of members is damaged.
pub fn on(draft: &CouncilDraft) -> Result<Option<(Voted, Value)>> {
    let seats = Seats::read(rapporteur_data::COUNCIL).map_err(Error::asked)?;
    let row = |ballot: &Ballot, decision: &Decision| decision_row(&Question::Substantive, Reading::default(), ballot, decision);
    Ok(taken(&seats, draft).map(|(ballot, decision)| (voted(draft, &ballot, &decision), row(&ballot, &decision))))
}

/// What a state did about a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Did {
    /// The draft's symbol.
    pub symbol: String,
    /// Its title.
    pub title: String,
    /// Is the state among its sponsors?
    pub sponsors: bool,
    /// Its vote, where one is kept.
    pub vote: Option<&'static str>,
    /// The day of the draft's last step.
    pub on: Option<Date>,
    /// Where the draft stands.
    pub stage: &'static str,
}

impl Desk {
    /// The drafts that a state sponsors or voted on, the latest first; the state by its code.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn did_in_council(&self, state: &str) -> Result<Vec<Did>> {
        let drafts = self.record.drafts()?;
        if drafts.is_empty() {
            return Ok(Vec::new());
        }
        let seats = Seats::read(rapporteur_data::COUNCIL).map_err(Error::asked)?;
        let known = self.resources.actors.state(state);
        let is_it = |name: &str| name.eq_ignore_ascii_case(state) || known.is_some_and(|known| known.name == name);
        let mut found = Vec::new();
        for draft in &drafts {
            let cast = taken(&seats, draft)
                .and_then(|(ballot, _)| ballot.votes.iter().find(|(member, _)| member.iso3 == state).map(|(_, vote)| vote.code()));
            let sponsors = draft.sponsors.iter().any(|sponsor| is_it(sponsor) || seat_is(&seats, draft, sponsor, state));
            if cast.is_some() || sponsors {
                let on = draft.history.last().map(|step| step.on);
                let (symbol, title) = (draft.symbol.clone(), draft.title.clone());
                found.push(Did { symbol, title, sponsors, vote: cast, on, stage: draft.stage().name() });
            }
        }
        found.sort_by(|one, other| (other.on, &one.symbol).cmp(&(one.on, &other.symbol)));
        Ok(found)
    }
}

/// Is a sponsor, by name or code, the member of that code on the day of the draft's first step?
fn seat_is(seats: &Seats, draft: &CouncilDraft, sponsor: &str, state: &str) -> bool {
    let Some(first) = draft.history.first() else { return false };
    let members = seats.members(first.on);
    seats.find(sponsor, &members).iter().any(|member| member.iso3 == state)
}

/// The ballot that the last step of a draft keeps, decided.
fn taken(seats: &Seats, draft: &CouncilDraft) -> Option<(Ballot, Decision)> {
    let last = draft.history.last()?;
    let ballot = Ballot::read_line(seats, last.on, &last.note)?;
    let decision = decide(&Question::Substantive, &ballot).ok()?;
    Some((ballot, decision))
}

fn voted(draft: &CouncilDraft, ballot: &Ballot, decision: &Decision) -> Voted {
    let words = format!("{}, {}: {}. {}", ballot.on, decision.outcome.code(), decision.reason, ballot.line());
    Voted { symbol: draft.symbol.clone(), words, svg: board(ballot, decision) }
}

/// A draft as a row.
pub fn row(draft: &CouncilDraft) -> Value {
    let history = draft.history.iter().map(
        |step| json!({"on": step.on.to_string(), "move": step.step.name(), "by": step.by, "note": step.note, "stage": step.stage.name()}),
    );
    json!({
        "id": draft.symbol,
        "title": draft.title,
        "item": draft.item,
        "sponsors": draft.sponsors,
        "stage": draft.stage().name(),
        "history": history.collect::<Vec<_>>(),
    })
}
