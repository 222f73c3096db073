//! Recorded votes on drafts, where reports name the draft.

use crate::{Error, Result};
use rapporteur::council::{Ballot, CouncilDraft, Question, Seats, board, decide};
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
        let Some(last) = draft.history.last().filter(|_| named) else { continue };
        let Some(ballot) = Ballot::read_line(&seats, last.on, &last.note) else { continue };
        if let Ok(decision) = decide(&Question::Substantive, &ballot) {
            let words = format!("{}, {}: {}. {}", last.on, decision.outcome.code(), decision.reason, ballot.line());
            found.push(Voted { symbol: draft.symbol.clone(), words, svg: board(&ballot, &decision) });
        }
    }
    Ok(found)
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
