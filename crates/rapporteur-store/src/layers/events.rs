//! The layer of events: which tellings are of one act. Keys are a type, a day and the parties, or the word and what else is known.

use super::keys::Keys;
use super::tellings::{Kind, Place, Tables, Told, grow};
use super::{Growth, Layer, actors_of, told_in};
use crate::Result;
use crate::events::{ACT, read_event};
use rapporteur::extract::{EventParty, EventType, ReferentKind};
use rapporteur::link::actor::{Actor, identifier};
use rapporteur::link::event::{Held, Telling};
use rapporteur::link::{Gathered, Telling as _};
use rapporteur::record::told::of_event;
use rusqlite::{Transaction, params};

pub(super) const LAYER: Layer = Layer {
    name: "events",
    edition: 1,
    inputs: &["findings", "origins", "stories", "cast"],
    tables: &["event_act", "event_party", "event", "act_link", "act_keys", "event_key"],
    grow: grow::<Events>,
};

struct Events;

impl Kind for Events {
    type Telling = Telling;
    const TABLES: Tables =
        Tables { told: "act", held: "act_keys", link: "act_link", member: "event_act", set: "event", party: "event_party" };
    const KEYS: Keys = Keys { table: "event_key", shared: Telling::SHARED_KEYS, near: Telling::NEAR };

    fn told(growth: &Growth<'_>, place: Place) -> Result<Told<Telling>> {
        let (event, text, published) = told_in(growth.transaction, "act", ACT, place, read_event)?;
        let both = event.actors.iter().chain(&event.recipients);
        let actors = actors_of(growth.transaction, place.0, both.filter_map(|party| party.referent))?;
        let telling = Telling::of(&growth.resources.frequencies, &text, &event);
        let telling = of_event(&telling, &event, published, &|referent| actors.get(&referent));
        let of_role = |role: &'static str, parties: &[EventParty]| {
            let known = parties.iter().filter_map(|party| party.referent).filter_map(|referent| actors.get(&referent).cloned());
            let nameless = parties.iter().filter(|party| party.referent.is_none_or(|referent| !actors.contains_key(&referent)));
            let of_state = nameless.filter_map(|party| {
                let (name, state) = (party.span.of(&text).to_owned(), party.state.clone()?);
                Some(Actor { id: identifier(ReferentKind::Unnamed, &state), kind: ReferentKind::Unnamed, name, state: Some(state) })
            });
            known.chain(of_state).map(|actor| (role, actor)).collect::<Vec<_>>()
        };
        let mut parties = of_role("actor", &event.actors);
        parties.extend(of_role("recipient", &event.recipients));
        Ok(Told { telling, start: event.trigger.start, parties })
    }

    fn put(transaction: &Transaction<'_>, one: &Gathered<Held>, place: &[u8]) -> Result<()> {
        let (start, end) = one.set.days.unzip();
        let (kind, of) = (one.set.kind.label(), one.set.of.map(EventType::label));
        let query = "INSERT OR REPLACE INTO event VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        transaction.prepare_cached(query)?.execute(params![one.id, kind, of, start, end, place])?;
        Ok(())
    }

    fn put_party(transaction: &Transaction<'_>, set: &str, role: &str, actor: &Actor) -> Result<()> {
        let query = "INSERT OR REPLACE INTO event_party VALUES (?1, ?2, ?3, ?4, ?5)";
        transaction.prepare_cached(query)?.execute(params![set, role, actor.id, actor.name, actor.state])?;
        Ok(())
    }
}
