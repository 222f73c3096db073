//! The layer of contacts: which tellings are of one call, meeting, visit, letter or vote.
//!
//! Keys are pairs of sides on days, links the decisions on pairs of tellings, and a component what links connect. Who the parties are is
//! the cast's; so the keys of a report whose referents are recast are taken out and put in anew.

use super::keys::{Holder, Keys};
use super::{Growth, Layer, cast, component, read_published};
use crate::contacts::{TELLING, read_contact};
use crate::{Error, Result};
use rapporteur::extract::Contact;
use rapporteur::link::Pair;
use rapporteur::link::actor::Actor;
use rapporteur::link::contact::{self, Link, Meeting, Member, Telling, decide};
use rapporteur::link::reprint::Likely;
use rapporteur::record::told::attending;
use rusqlite::{OptionalExtension, Transaction, params};
use std::collections::{BTreeMap, BTreeSet};

pub(super) const LAYER: Layer = Layer {
    name: "contacts",
    edition: 1,
    inputs: &["findings", "origins", "stories", "cast"],
    tables: &["contact_telling", "contact_party", "contact", "telling_link", "telling_keys", "contact_key"],
    grow,
};

const KEYS: Keys = Keys { table: "contact_key", shared: contact::SHARED_KEYS, near: contact::NEAR };

/// A telling: the row of its report, and its number there.
type Place = (i64, u32);

fn grow(growth: &mut Growth<'_>) -> Result<()> {
    let transaction = growth.transaction;
    let (mut stale, mut seeds) = (BTreeSet::<Holder>::new(), BTreeSet::<Place>::new());
    let mut rows = Vec::new();
    for report in growth.new.union(&growth.recast).copied().collect::<Vec<_>>() {
        for number in numbers(transaction, report)? {
            let (place, holder) = ((report, number), (growth.turn(report)?, number));
            let keys = contact::keys(&told(transaction, place)?.1);
            let kept = kept_keys(transaction, place)?;
            if kept.as_ref() != Some(&keys) {
                if let Some(kept) = kept {
                    stale.extend(KEYS.take(transaction, holder, &kept)?);
                }
                put_keys(transaction, place, &keys)?;
                rows.push((holder, keys));
            }
            stale.insert(holder);
            seeds.insert(place);
        }
    }
    stale.extend(KEYS.put(transaction, &rows)?);
    for report in growth.carried.iter().copied().collect::<Vec<_>>() {
        seeds.extend(numbers(transaction, report)?.into_iter().map(|number| (report, number)));
    }
    for holder in stale {
        relink(growth, holder, &mut seeds)?;
    }
    while let Some(&seed) = seeds.first() {
        let members = component(seed, |telling| Ok(links(transaction, telling)?.into_iter().map(|(other, ..)| other).collect()))?;
        members.iter().for_each(|member| {
            seeds.remove(member);
        });
        regroup(growth, &members)?;
    }
    Ok(())
}

/// Decides a telling with its candidates again; the ends of links that come or go are seeds.
fn relink(growth: &mut Growth<'_>, holder: Holder, seeds: &mut BTreeSet<Place>) -> Result<()> {
    let transaction = growth.transaction;
    let place = (growth.row(holder.0)?, holder.1);
    let Some(keys) = kept_keys(transaction, place)? else { return Ok(()) };
    let mine = told(transaction, place)?.1;
    let mut wanted: BTreeMap<Place, (u16, bool)> = BTreeMap::new();
    for other in KEYS.candidates(transaction, holder, &keys)? {
        let there = (growth.row(other.0)?, other.1);
        growth.touched.decided += 1;
        let theirs = told(transaction, there)?.1;
        // The earlier turn first: so one pair has one decision.
        let likeness = if holder < other { decide(&mine, &theirs) } else { decide(&theirs, &mine) };
        if let Some(likeness) = likeness {
            wanted.insert(there, (likeness, holder < other));
        }
    }
    for (other, likeness, is_first) in links(transaction, place)? {
        if wanted.get(&other) == Some(&(likeness, is_first)) {
            wanted.remove(&other);
            continue;
        }
        let (one, two) = if is_first { (place, other) } else { (other, place) };
        transaction
            .prepare_cached("DELETE FROM telling_link WHERE report = ?1 AND telling = ?2 AND other_report = ?3 AND other_telling = ?4")?
            .execute(params![one.0, one.1, two.0, two.1])?;
        seeds.extend([place, other]);
    }
    for (other, (likeness, is_first)) in wanted {
        let (one, two) = if is_first { (place, other) } else { (other, place) };
        transaction
            .prepare_cached("INSERT OR REPLACE INTO telling_link VALUES (?1, ?2, ?3, ?4, ?5)")?
            .execute(params![one.0, one.1, two.0, two.1, likeness])?;
        seeds.extend([place, other]);
    }
    Ok(())
}

/// Groups a component again and writes what it gives.
fn regroup(growth: &mut Growth<'_>, places: &[Place]) -> Result<()> {
    growth.touched.grouped += places.len();
    let transaction = growth.transaction;
    let at: BTreeMap<Place, u32> = places.iter().zip(0..).map(|(&place, at)| (place, at)).collect();
    let (mut members, mut actors, mut inside) = (Vec::new(), Vec::new(), Vec::new());
    let mut before: BTreeSet<String> = BTreeSet::new();
    for &place in places {
        let (contact, telling, parties) = told(transaction, place)?;
        let rank: Vec<u8> =
            transaction.prepare_cached("SELECT rank FROM carrier WHERE report = ?1")?.query_row([place.0], |row| row.get(0))?;
        let likely = Likely::from_bytes(&rank).ok_or_else(|| Error::damaged("a rank cannot be read"))?;
        members.push(Member { likely, number: place.1, start: contact.trigger.start, telling });
        actors.push(parties);
        for (other, likeness, is_first) in links(transaction, place)? {
            if is_first {
                inside.push(Link { pair: Pair { first: at[&place], second: at[&other] }, likeness });
            }
        }
        let query = "SELECT contact FROM contact_telling WHERE report = ?1 AND telling = ?2";
        before.extend(transaction.prepare_cached(query)?.query_row(params![place.0, place.1], |row| row.get::<_, String>(0)).optional()?);
    }
    for one in contact::group(&members, &inside) {
        before.remove(&one.id);
        put_contact(transaction, &one, &members)?;
        let of_contact: BTreeMap<&str, &Actor> =
            one.tellings.iter().flat_map(|&telling| &actors[telling as usize]).map(|actor| (actor.id.as_str(), actor)).collect();
        transaction.prepare_cached("DELETE FROM contact_party WHERE contact = ?1")?.execute([&one.id])?;
        for actor in of_contact.into_values() {
            transaction.prepare_cached("INSERT INTO contact_party VALUES (?1, ?2, ?3, ?4)")?.execute(params![
                one.id,
                actor.id,
                actor.name,
                actor.state
            ])?;
        }
        for &telling in &one.tellings {
            let (report, number) = places[telling as usize];
            transaction
                .prepare_cached("INSERT OR REPLACE INTO contact_telling VALUES (?1, ?2, ?3)")?
                .execute(params![report, number, one.id])?;
        }
    }
    for id in before {
        // Another component's telling may have come to it since: then it is that one's.
        if !transaction.prepare_cached("SELECT 1 FROM contact_telling WHERE contact = ?1")?.exists([&id])? {
            transaction.prepare_cached("DELETE FROM contact WHERE id = ?1")?.execute([&id])?;
            transaction.prepare_cached("DELETE FROM contact_party WHERE contact = ?1")?.execute([&id])?;
        }
    }
    Ok(())
}

fn put_contact(transaction: &Transaction<'_>, one: &Meeting, members: &[Member]) -> Result<()> {
    let first = &members[one.tellings[0] as usize];
    let place = [first.likely.to_bytes(), first.number.to_be_bytes().to_vec()].concat();
    let (start, end) = one.days.unzip();
    transaction.prepare_cached("INSERT OR REPLACE INTO contact VALUES (?1, ?2, ?3, ?4, ?5)")?.execute(params![
        one.id,
        one.kind.label(),
        start,
        end,
        place
    ])?;
    Ok(())
}

fn numbers(transaction: &Transaction<'_>, report: i64) -> Result<Vec<u32>> {
    let mut statement = transaction.prepare_cached("SELECT number FROM telling WHERE report = ?1 ORDER BY number")?;
    Ok(statement.query_map([report], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// A telling as the report has it, as linking sees it, and who its parties are.
fn told(transaction: &Transaction<'_>, (report, number): Place) -> Result<(Contact, Telling, Vec<Actor>)> {
    let query = format!(
        "SELECT {TELLING}, text, published FROM telling JOIN report ON report.id = telling.report WHERE report = ?1 AND number = ?2"
    );
    let mut statement = transaction.prepare_cached(&query)?;
    let mut rows = statement.query(params![report, number])?;
    let row = rows.next()?.ok_or_else(|| Error::damaged("a contact is missing"))?;
    let contact = read_contact(row)?;
    let (text, published): (String, Option<String>) = (row.get("text")?, row.get("published")?);
    let mut actors = BTreeMap::new();
    for referent in contact.parties.iter().filter_map(|party| party.referent) {
        if let Some(actor) = cast::actor(transaction, report, Some(referent as i64))? {
            actors.insert(referent, actor);
        }
    }
    let mut telling = Telling::of(&text, &contact);
    telling.parties = attending(contact.parties.iter().filter_map(|party| party.referent), |referent| actors.get(&referent));
    telling.published = read_published(published)?.map(|time| time.days());
    Ok((contact, telling, actors.into_values().collect()))
}

/// The keys that a telling holds in the table of keys; none where it was never put there.
fn kept_keys(transaction: &Transaction<'_>, (report, telling): Place) -> Result<Option<Vec<u64>>> {
    let query = "SELECT keys FROM telling_keys WHERE report = ?1 AND telling = ?2";
    let kept: Option<Vec<u8>> = transaction.prepare_cached(query)?.query_row(params![report, telling], |row| row.get(0)).optional()?;
    Ok(kept.map(|bytes| bytes.as_chunks::<8>().0.iter().map(|key| u64::from_le_bytes(*key)).collect()))
}

fn put_keys(transaction: &Transaction<'_>, (report, telling): Place, keys: &[u64]) -> Result<()> {
    let bytes: Vec<u8> = keys.iter().flat_map(|key| key.to_le_bytes()).collect();
    transaction.prepare_cached("INSERT OR REPLACE INTO telling_keys VALUES (?1, ?2, ?3)")?.execute(params![report, telling, bytes])?;
    Ok(())
}

/// The links of a telling: the other end, the likeness, and whether this end stands first.
fn links(transaction: &Transaction<'_>, (report, telling): Place) -> Result<Vec<(Place, u16, bool)>> {
    let mut statement = transaction.prepare_cached(
        "SELECT other_report, other_telling, likeness, 1 FROM telling_link WHERE report = ?1 AND telling = ?2
         UNION ALL SELECT report, telling, likeness, 0 FROM telling_link WHERE other_report = ?1 AND other_telling = ?2",
    )?;
    let row = |row: &rusqlite::Row<'_>| Ok(((row.get(0)?, row.get(1)?), row.get(2)?, row.get(3)?));
    Ok(statement.query_map(params![report, telling], row)?.collect::<rusqlite::Result<_>>()?)
}
