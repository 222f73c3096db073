//! The layer of commitments: which tellings are of one undertaking or demand. Keys are the rarest words of what is undertaken. What became of one
//! depends on the day that is asked, and so is no row of a layer (`crate::ledger`).

use super::keys::Keys;
use super::tellings::{Kind, Place, Tables, Told, grow};
use super::{Growth, Layer, actors_of, told_in};
use crate::Result;
use crate::bound::{COMMITMENT, read_commitment};
use rapporteur::link::actor::Actor;
use rapporteur::link::commitment::{Held, Pledge, Telling};
use rapporteur::link::{Gathered, Telling as _};
use rapporteur::record::told::of_commitment;
use rusqlite::{Transaction, params};

pub(super) const LAYER: Layer = Layer {
    name: "ledger",
    edition: 1,
    inputs: &["findings", "origins", "stories", "cast"],
    tables: &["owed_commitment", "owed_party", "owed", "commitment_link", "commitment_keys", "commitment_key"],
    grow: grow::<Commitments>,
};

struct Commitments;

impl Kind for Commitments {
    type Telling = Telling;
    const TABLES: Tables = Tables {
        told: "commitment",
        held: "commitment_keys",
        link: "commitment_link",
        member: "owed_commitment",
        set: "owed",
        party: "owed_party",
    };
    const KEYS: Keys = Keys { table: "commitment_key", shared: Telling::SHARED_KEYS, near: Telling::NEAR };

    fn told(growth: &Growth<'_>, place: Place) -> Result<Told<Telling>> {
        let (commitment, text, published) = told_in(growth.transaction, "commitment", COMMITMENT, place, |row| read_commitment(row, 0))?;
        let both = [("by", commitment.by), ("to", commitment.to)].map(|(role, party)| (role, party.and_then(|party| party.referent)));
        let actors = actors_of(growth.transaction, place.0, both.iter().filter_map(|(_, referent)| *referent))?;
        let pledge = Pledge::of(&growth.resources.frequencies, &text, &commitment);
        let telling = of_commitment(&pledge, &commitment, published, &|referent| actors.get(&referent));
        let parties = both.into_iter().filter_map(|(role, referent)| Some((role, actors.get(&referent?)?.clone()))).collect();
        Ok(Told { telling, start: commitment.content.first().map_or(0, |span| span.start), parties })
    }

    fn put(transaction: &Transaction<'_>, one: &Gathered<Held>, place: &[u8]) -> Result<()> {
        let (set, (first, last)) = (&one.set, one.set.due.unzip());
        let query = "INSERT OR REPLACE INTO owed VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        transaction.prepare_cached(query)?.execute(params![one.id, set.kind().label(), first, last, set.told, set.score, place])?;
        Ok(())
    }

    fn put_party(transaction: &Transaction<'_>, set: &str, role: &str, actor: &Actor) -> Result<()> {
        let query = "INSERT OR REPLACE INTO owed_party VALUES (?1, ?2, ?3, ?4, ?5)";
        transaction.prepare_cached(query)?.execute(params![set, role, actor.id, actor.name, actor.state])?;
        Ok(())
    }
}
