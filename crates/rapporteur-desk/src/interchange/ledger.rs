//! A commitment of the record as JSON.

use super::{public_id, thousandths};
use rapporteur::text::Span;
use rapporteur_store::LedgerRow;
use serde_json::{Value, json};

/// The columns of a ledger's row, in order.
pub const LEDGER: &[&str] = &[
    "id",
    "kind",
    "status",
    "by",
    "by_id",
    "to",
    "to_id",
    "text",
    "due",
    "condition",
    "settled_by",
    "settled_text",
    "since",
    "as_told",
    "origins",
];

/// One commitment of the record; positions in bytes.
pub fn ledger_row(row: &LedgerRow) -> Value {
    let first = row.of.first();
    let text = first.report.text.as_str();
    let words = |span: Option<Span>| span.map(|span| span.of(text).to_owned());
    let (by, to) = (first.commitment.by.map(|party| party.span), first.commitment.to.map(|party| party.span));
    let name = |actor: &Option<(String, String)>| actor.as_ref().map(|(_, name)| name.clone());
    let id = |actor: &Option<(String, String)>| actor.as_ref().map(|(id, _)| id.clone());
    let tellings = row.of.tellings.iter().map(|telling| {
        let one = &telling.commitment;
        let spans = one.content.iter().map(|span| json!([span.start, span.end])).collect::<Vec<_>>();
        json!({"report": public_id(&telling.report), "key": telling.report.key, "outlet": telling.report.outlet, "published": telling.report.published.map(|time| time.to_string()),
               "origin": telling.origin, "content": spans, "rule": one.rule.code(), "score": thousandths(one.score)})
    });
    let settled = row.standing.settled_by.as_ref();
    json!({
        "id": row.of.id,
        "kind": first.commitment.kind.label(),
        "status": row.standing.status.label(),
        "by": name(&row.of.by).or_else(|| words(by)),
        "by_id": id(&row.of.by),
        "to": name(&row.of.to).or_else(|| words(to)),
        "to_id": id(&row.of.to),
        "text": first.commitment.content.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" … "),
        "due": row.due(),
        "condition": words(first.commitment.condition),
        "settled_by": settled.map(|(report, span)| json!({"report": public_id(report), "key": report.key, "start": span.start, "end": span.end})),
        "settled_text": settled.map(|(report, span)| span.of(&report.text)),
        "since": row.since,
        "as_told": tellings.collect::<Vec<_>>(),
        "origins": row.of.origins(),
    })
}
