//! A contact of the record as JSON.

use super::{Offsets, Positions, public_id, told};
use rapporteur::record::day_written;
use rapporteur::text::Span;
use rapporteur_store::ContactView;
use serde_json::{Value, json};

/// One contact of the record with all its accounts; positions in bytes.
pub fn contact(contact: &ContactView) -> Value {
    let positions = Positions::new("", Offsets::Bytes);
    let accounts = contact.tellings.iter().map(|telling| {
        let report = &telling.report;
        let words = |span: Span| span.of(&report.text);
        let mut value = told(&telling.contact, &positions);
        value["report"] = json!(public_id(report));
        value["key"] = json!(report.key);
        value["outlet"] = json!(report.outlet);
        value["published"] = json!(report.published.map(|time| time.to_string()));
        value["origin"] = json!(telling.origin);
        value["words"] = json!({
            "trigger": words(telling.contact.trigger),
            "parties": telling.contact.parties.iter().map(|party| words(party.span)).collect::<Vec<_>>(),
            "when": telling.contact.when.map(words),
            "place": telling.contact.place.map(words),
            "topics": telling.contact.topics.iter().map(|&topic| words(topic)).collect::<Vec<_>>(),
            "via": telling.contact.via.as_ref().map(|via| words(via.span)),
        });
        value
    });
    let (first, last) = contact.days.unzip();
    json!({
        "id": contact.id,
        "kind": contact.kind.label(),
        "status": contact.status().label(),
        "first": first.map(day_written),
        "last": last.map(day_written),
        "day_told": contact.tells_day(),
        "parties": contact.parties.iter().map(|(id, name, state)| json!({"id": id, "name": name, "state": state})).collect::<Vec<_>>(),
        "origins": contact.origins(),
        "accounts": accounts.collect::<Vec<_>>(),
    })
}
