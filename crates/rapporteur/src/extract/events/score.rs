//! How likely an event is right in type, parties and status: points by rule and circumstance, learned on rows that were read beside their texts.

use super::event::Event;
use crate::extract::Scores;
use crate::extract::predicates::Status;

/// The score of an event, in thousandths; the middle where the language has no points.
pub(super) fn score(scores: &Scores, event: &Event, is_pronoun: impl Fn(crate::text::Span) -> bool) -> u16 {
    let mut labels = vec!["base", event.rule.as_str(), event.kind.label()];
    let mut add = |holds: bool, label: &'static str| labels.extend(holds.then_some(label));
    let parties = || event.actors.iter().chain(&event.recipients);
    add(event.recipients.is_empty(), "actor-alone");
    add(event.actors.is_empty(), "recipient-alone");
    add(parties().count() > 2, "several");
    add(parties().any(|party| is_pronoun(party.span)), "pronoun");
    add(parties().all(|party| party.referent.is_some()), "known");
    add(event.place.is_some(), "placed");
    add(event.via.is_some(), "via");
    add(event.status != Status::Happened, event.status.label());
    scores.likely(&labels)
}
