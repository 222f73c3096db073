//! How likely an event is right in type, parties and status: points by rule and circumstance, learned on rows that were read beside their texts.

use super::Candidate;
use super::event::Event;
use super::outlook::Outlook;
use super::paths::Ground;
use crate::extract::Scores;
use crate::extract::predicates::{Reading, Status};

/// Tokens from a word to a party from which a parser is wrong more often. A guess.
const FAR: usize = 12;
/// Tokens of a long sentence. A guess.
const LONG: usize = 45;

/// The score of an event, in thousandths; the middle where the language has no points.
pub(super) fn score(ground: &Ground<'_, '_>, reading: &Reading<'_, '_>, candidate: &Candidate<'_>, outlook: Outlook, event: &Event) -> u16 {
    let scores: &Scores = &ground.words.scores;
    let labels = circumstances(ground, reading, candidate, outlook, event);
    scores.likely(&labels)
}

/// What of a row counts, as labels of the table: what it tells, and how it stands in its sentence.
fn circumstances<'e>(
    ground: &Ground<'_, '_>,
    reading: &Reading<'_, '_>,
    candidate: &Candidate<'_>,
    outlook: Outlook,
    event: &'e Event,
) -> Vec<&'e str> {
    let syntax = ground.syntax;
    let verb = candidate.predicate;
    let mut labels = vec!["base", event.rule.as_str(), event.kind.label()];
    let mut add = |holds: bool, label: &'static str| labels.extend(holds.then_some(label));
    let parties = || event.actors.iter().chain(&event.recipients);
    let sides = || candidate.who.iter().chain(&candidate.whom);
    let pronoun = |span| syntax.within(span).any(|token| syntax.upos[token] == "PRON" && syntax.span(token) == span);
    add(event.recipients.is_empty(), "actor-alone");
    add(event.actors.is_empty(), "recipient-alone");
    add(parties().count() > 2, "several");
    add(parties().any(|party| pronoun(party.span)), "pronoun");
    add(parties().any(|party| pronoun(party.span) && party.referent.is_none()), "unmet");
    add(parties().all(|party| party.referent.is_some()), "known");
    add(parties().any(|party| party.referent.is_none() && party.state.is_none() && !pronoun(party.span)), "common");
    add(event.place.is_some(), "placed");
    add(event.via.is_some(), "via");
    add(event.status != Status::Happened, event.status.label());
    add(event.of.is_some(), "of");
    add(event.when.as_ref().is_some_and(|when| when.days.is_some()), "dated");
    // How it stands in its sentence.
    let helped = syntax.children(verb).any(|child| syntax.plain(child) == "aux" || syntax.relation[child] == "aux:pass");
    add(matches!(syntax.xpos[verb], "VBZ" | "VBP") && !helped, "present");
    add(candidate.trigger != verb, "noun");
    add(ground.is_passive(verb), "passive");
    add(outlook.teller.is_some(), "told");
    add(syntax.plain(verb) == "conj", "joined");
    add(outlook.beside, "beside");
    add(sides().any(|side| side.head.abs_diff(candidate.trigger) > FAR), "far");
    add(sides().any(|side| side.deep), "deep");
    let sentence = syntax.sentence[candidate.trigger];
    let tokens = syntax.within(event.sentence).filter(|&token| syntax.sentence[token] == sentence).count();
    add(tokens > LONG, "long");
    let quoted = |span| syntax.within(span).any(|token| syntax.quotation[token].is_some());
    add(quoted(event.trigger) || parties().any(|party| quoted(party.span)), "quoted");
    let read = reading.status(verb);
    let agree = match event.status {
        Status::Happened | Status::Ongoing => read.is_actual(),
        Status::Denied | Status::Failed => read.is_not(),
        _ => true,
    };
    add(!agree, "unsure");
    labels
}
