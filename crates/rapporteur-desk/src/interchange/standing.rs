//! Positions of the record as JSON: as each report tells them, and put together.

use super::thousandths;
use crate::standing::{Board, Evidence, Standing, Step};
use rapporteur::record::day_written;
use rapporteur_store::PositionRow;
use serde_json::{Value, json};

/// One position of the record, as one report tells it.
pub fn position_row(row: &PositionRow) -> Value {
    json!({
        "report": row.report,
        "actor": row.actor.as_ref().map_or(row.printed.as_str(), |(_, name, _)| name.as_str()),
        "actor_id": row.actor.as_ref().map(|(id, ..)| id),
        "state": row.actor.as_ref().and_then(|(_, _, state)| state.as_deref()),
        "voice": row.told.voice.label(),
        "office": row.office,
        "stance": row.told.stance.label(),
        "question": row.question.as_ref().map(|(id, _)| id),
        "question_name": row.question.as_ref().map(|(_, name)| name),
        "story": row.story,
        "point": row.point,
        "sentence": row.sentence,
        "published": row.published.map(|time| time.to_string()),
        "outlet": row.outlet,
        "origin": row.origin,
        "rule": row.told.rule.code(),
        "score": thousandths(row.told.score),
    })
}

/// Where one actor stands on one question, with every step and what tells it.
pub fn standing(board: &Board, standing: &Standing) -> Value {
    let (asked, party) = (&board.questions[&standing.question], &board.parties[&standing.actor]);
    let last = standing.last();
    let evidence = |evidence: &Evidence| {
        json!({
            "report": evidence.report, "outlet": evidence.outlet, "origin": evidence.origin, "sentence": evidence.sentence,
            "start": evidence.place.map(|place| place.0), "end": evidence.place.map(|place| place.1), "point": evidence.point,
            "voiced_by": evidence.voiced_by, "voice": evidence.voice.label(), "rule": evidence.rule,
            "score": thousandths(evidence.score),
        })
    };
    let steps = standing.steps.iter().map(|step| {
        json!({
            "stance": step.stance.label(), "first": step.days.map(|days| day_written(days.0)), "last": step.days.map(|days| day_written(days.1)),
            "origins": step.origins(), "told": step.evidence.iter().map(evidence).collect::<Vec<_>>(),
        })
    });
    json!({
        "question": {"id": standing.question, "name": asked.name, "story": asked.story},
        "actor": {"id": standing.actor, "name": party.name, "state": party.state},
        "stance": last.map(|step| step.stance.label()),
        "origins": last.map_or(0, Step::origins),
        "since": last.and_then(|step| step.days).map(|days| day_written(days.0)),
        "silent_days": last.and_then(|step| board.silent_days(step)),
        "steps": steps.collect::<Vec<_>>(),
    })
}
