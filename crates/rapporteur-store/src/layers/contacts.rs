//! The layer of contacts: which tellings are of one call, meeting, visit, letter or vote. Keys are pairs of sides on days.

use super::keys::Keys;
use super::tellings::{Kind, Place, Tables, Told, grow};
use super::{Growth, Layer, actors_of, told_in};
use crate::Result;
use crate::contacts::{TELLING, read_contact};
use rapporteur::link::actor::Actor;
use rapporteur::link::contact::{Held, Telling};
use rapporteur::link::{Gathered, Telling as _};
use rapporteur::record::told::of_contact;
use rusqlite::{Transaction, params};

pub(super) const LAYER: Layer = Layer {
    name: "contacts",
    edition: 3,
    inputs: &["findings", "origins", "stories", "cast"],
    tables: &["contact_telling", "contact_party", "contact", "telling_link", "telling_keys", "contact_key"],
    grow: grow::<Contacts>,
};

struct Contacts;

impl Kind for Contacts {
    type Telling = Telling;
    const TABLES: Tables = Tables {
        told: "telling",
        held: "telling_keys",
        link: "telling_link",
        member: "contact_telling",
        set: "contact",
        party: "contact_party",
    };
    const KEYS: Keys = Keys { table: "contact_key", shared: Telling::SHARED_KEYS, near: Telling::NEAR };

    fn told(growth: &Growth<'_>, place: Place) -> Result<Told<Telling>> {
        let (contact, text, published) = told_in(growth.transaction, "telling", TELLING, place, read_contact)?;
        let actors = actors_of(growth.transaction, place.0, contact.parties.iter().filter_map(|party| party.referent))?;
        let telling = of_contact(&Telling::of(&text, &contact), &contact, published, &|referent| actors.get(&referent));
        Ok(Told { telling, start: contact.trigger.start, parties: actors.into_values().map(|actor| ("", actor)).collect() })
    }

    fn put(transaction: &Transaction<'_>, one: &Gathered<Held>, place: &[u8]) -> Result<()> {
        let (start, end) = one.set.days.unzip();
        let query = "INSERT OR REPLACE INTO contact VALUES (?1, ?2, ?3, ?4, ?5)";
        transaction.prepare_cached(query)?.execute(params![one.id, one.set.kind().label(), start, end, place])?;
        Ok(())
    }

    fn put_party(transaction: &Transaction<'_>, set: &str, _: &str, actor: &Actor) -> Result<()> {
        let query = "INSERT OR REPLACE INTO contact_party VALUES (?1, ?2, ?3, ?4)";
        transaction.prepare_cached(query)?.execute(params![set, actor.id, actor.name, actor.state])?;
        Ok(())
    }
}
