//! Events and moments as JSON, and in the columns that political scientists load: those of the weekly POLECAT files.

use super::{Offsets, Positions, grain, public_id, some, thousandths};
use crate::brief::Line;
use crate::events::{Located, differences, sides};
use crate::timeline::Moment;
use rapporteur::extract::{Event, EventParty, EventType};
use rapporteur::record::day_written;
use rapporteur_store::{ActRow, EventView, Taking};
use serde_json::{Map, Value, json};

/// One event of a report.
pub(super) fn event(text: &str, event: &Event, positions: &Positions) -> Value {
    let side = |parties: &[EventParty]| {
        let one = |party: &EventParty| json!({"start": positions.at(party.span.start), "end": positions.at(party.span.end), "text": party.span.of(text), "id": party.referent, "state": party.state});
        parties.iter().map(one).collect::<Vec<_>>()
    };
    let when = event.when.as_ref().map(|when| {
        let (first, last) = when.days.unzip();
        let day = |day: Option<i32>| day.map(|day| day_written(i64::from(day)));
        let (start, end) = when.words().map(|words| (positions.at(words.start), positions.at(words.end))).unzip();
        json!({"start": start, "end": end, "value": when.value, "first": day(first), "last": day(last), "grain": grain(&when.value)})
    });
    json!({
        "type": event.kind.label(),
        "of": event.of.map(EventType::label),
        "mode": some(&event.mode),
        "context": some(&event.context),
        "status": event.status.label(),
        "trigger": positions.pair(event.trigger),
        "sentence": positions.pair(event.sentence),
        "actors": side(&event.actors),
        "recipients": side(&event.recipients),
        "place": event.place.map(|span| positions.pair(span)),
        "when": when,
        "via": event.via,
        "rule": event.rule,
        "score": thousandths(event.score),
    })
}

/// The columns of an event of the record.
pub const EVENT: &[&str] = &[
    "id",
    "type",
    "of",
    "status",
    "first",
    "last",
    "day_told",
    "actors",
    "recipients",
    "places",
    "origins",
    "differ",
    "score",
    "accounts",
];

/// One event of the record with all its accounts; positions in bytes.
pub fn event_row(event: &EventView, places: &[Located]) -> Value {
    let positions = Positions::new("", Offsets::Bytes);
    let accounts = event.tellings.iter().map(|telling| account(telling, &positions)).collect::<Vec<_>>();
    let taking = |acts: bool| {
        let parties = event.parties.iter().filter(|party| party.is_actor == acts);
        parties.map(|party| json!({"id": party.actor, "name": party.name, "state": party.state})).collect::<Vec<_>>()
    };
    let (first, last) = event.days.unzip();
    json!({
        "id": event.id,
        "type": event.kind.label(),
        "of": event.of.map(EventType::label),
        "status": event.status().label(),
        "first": first.map(day_written),
        "last": last.map(day_written),
        "day_told": event.tells_day(),
        "actors": taking(true),
        "recipients": taking(false),
        "places": places.iter().map(located).collect::<Vec<_>>(),
        "origins": event.origins(),
        "differ": differences(event).into_iter().map(|one| (one.what.to_owned(), json!(one.values))).collect::<Map<String, Value>>(),
        "score": thousandths(event.score()),
        "accounts": accounts,
    })
}

fn located(place: &Located) -> Value {
    let (latitude, longitude) = place.coordinates.unzip();
    json!({"words": place.words, "name": place.name, "kind": place.kind, "state": place.state, "latitude": latitude, "longitude": longitude, "open": place.open})
}

fn account(telling: &ActRow, positions: &Positions) -> Value {
    let report = &telling.report;
    let mut value = event(&report.text, &telling.event, positions);
    let (actors, recipients) = sides(telling);
    value["report"] = json!(public_id(report));
    value["key"] = json!(report.key);
    value["outlet"] = json!(report.outlet);
    value["published"] = json!(report.published.map(|time| time.to_string()));
    value["origin"] = json!(telling.origin);
    value["via"] = json!(telling.via);
    value["words"] = json!({
        "trigger": telling.event.trigger.of(&report.text),
        "actors": actors,
        "recipients": recipients,
        "when": telling.event.when.as_ref().and_then(|when| when.words()).map(|words| words.of(&report.text)),
        "place": telling.event.place.map(|place| place.of(&report.text)),
        "sentence": telling.event.sentence.of(&report.text),
    });
    value
}

/// One line of a section of a brief.
pub fn line(line: &Line) -> Value {
    let cited = line.cited.iter().map(|one| json!({"report": one.report, "start": one.span.start, "end": one.span.end, "text": one.words}));
    json!({"what": line.head, "note": line.note.trim_start_matches("; "), "cited": cited.collect::<Vec<_>>()})
}

/// One moment of a timeline.
pub fn moment(moment: &Moment) -> Value {
    let (first, last) = moment.days.unzip();
    json!({
        "id": moment.id,
        "sort": moment.sort.label(),
        "what": moment.what,
        "status": moment.status.label(),
        "first": first.map(day_written),
        "last": last.map(day_written),
        "day_told": moment.day_told,
        "reported": moment.reported.map(day_written),
        "words": moment.words,
        "accounts": moment.accounts,
        "origins": moment.origins,
    })
}

/// The columns of the weekly POLECAT files (Dataverse, 2023), in their order and with their names.
pub const POLECAT: &[&str] = &[
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor COW",
    "Primary Actor Sector",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name",
    "Recipient Country",
    "Recipient COW",
    "Primary Recipient Sector",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
];

/// An event as rows of the POLECAT layout: one a pair of actor and recipient, of its first telling. What the record does not know stays empty; countries are
/// codes of ISO 3166, and the intensity is left to those who scale it.
pub fn polecat_rows(event: &EventView, places: &[Located], version: &str) -> Vec<Value> {
    let Some(first) = event.tellings.first() else { return Vec::new() };
    let taking = |acts: bool| {
        let found: Vec<Option<&Taking>> = event.parties.iter().filter(|party| party.is_actor == acts).map(Some).collect();
        if found.is_empty() { vec![None] } else { found }
    };
    let mut rows = Vec::new();
    for actor in taking(true) {
        for recipient in taking(false) {
            if actor.is_some() && actor.map(|one| (&one.actor, &one.name)) == recipient.map(|one| (&one.actor, &one.name)) {
                continue;
            }
            rows.push(polecat_row(event, (first, places), (actor, recipient), version));
        }
    }
    rows
}

fn polecat_row(
    event: &EventView,
    (first, places): (&ActRow, &[Located]),
    (actor, recipient): (Option<&Taking>, Option<&Taking>),
    version: &str,
) -> Value {
    let told = &first.event;
    let (actors, recipients) = sides(first);
    let mut row: Map<String, Value> = POLECAT.iter().map(|column| ((*column).to_owned(), Value::Null)).collect();
    let mut set = |column: &str, value: Value| row[column] = value;
    set("Event ID", json!(event.id));
    set("Event Date", json!(event.days.map(|(day, _)| day_written(day))));
    set("Event Type", json!(event.kind.label()));
    set("Event Mode", json!(some(&told.mode)));
    set("Quad Code", json!(event.kind.quad()));
    set("Contexts", json!(some(&told.context)));
    for (role, party, raw) in [("Actor", actor, actors), ("Recipient", recipient, recipients)] {
        set(&format!("{role} Name"), json!(party.map(|party| &party.name)));
        set(&format!("{role} Country"), json!(party.and_then(|party| party.state.as_ref())));
        set(&format!("{role} Name Raw"), json!(Some(raw.join("; ")).filter(|raw| !raw.is_empty())));
    }
    set("Raw Placename", json!(told.place.map(|place| place.of(&first.report.text))));
    if let Some(place) = places.first() {
        let (latitude, longitude) = place.coordinates.unzip();
        set("Placename", json!(place.name.as_ref().unwrap_or(&place.words)));
        set("Country", json!(place.state));
        set("Latitude", json!(latitude));
        set("Longitude", json!(longitude));
        set("Feature Type", json!(place.kind));
    }
    set("Source", json!(first.report.outlet));
    set("Publication Date", json!(first.report.published.map(|time| time.to_string())));
    set("Language", json!(first.report.language));
    set("Version", json!(version));
    Value::Object(row)
}
