//! Layers of what several reports tell of: contacts and events grow alike. Keys pair a telling with the few before it, links are the decisions
//! on pairs, and a component is what links connect. Who the parties are is the cast's; so the keys of a report whose referents are recast are
//! taken out and put in anew.

use super::keys::{Holder, Keys, Placed};
use super::{Growth, component, undated};
use crate::{Error, Result};
use rapporteur::link::actor::Actor;
use rapporteur::link::reprint::Likely;
use rapporteur::link::{Gathered, Link, Member, Pair, Telling, gather};
use rusqlite::{OptionalExtension, Transaction, params};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// A telling: the row of its report, and its number there.
pub(super) type Place = (i64, u32);

/// The tables of such a layer. Those of tellings have the columns report and number; the others name a telling by report and telling.
pub(super) struct Tables {
    /// What reports tell: asserted, with the columns report and number.
    pub(super) told: &'static str,
    /// The keys that a telling holds.
    pub(super) held: &'static str,
    /// Links between tellings.
    pub(super) link: &'static str,
    /// What it is that a telling tells of.
    pub(super) member: &'static str,
    /// The sets, and their column in the table of members.
    pub(super) set: &'static str,
    /// Who takes part in a set.
    pub(super) party: &'static str,
}

/// A telling as linking sees it, where its word stands, and who its parties are: the role of each, and the actor.
pub(super) struct Told<T> {
    pub(super) telling: T,
    pub(super) start: u32,
    pub(super) parties: Vec<(&'static str, Actor)>,
}

/// One kind of what is told.
pub(super) trait Kind {
    type Telling: Telling;
    const TABLES: Tables;
    const KEYS: Keys;

    /// A telling, from the tables of what reports tell and of the cast.
    fn told(growth: &Growth<'_>, place: Place) -> Result<Told<Self::Telling>>;

    /// Writes the row of a set; `place` sorts sets as their first tellings.
    fn put(transaction: &Transaction<'_>, one: &Gathered<<Self::Telling as Telling>::Set>, place: &[u8]) -> Result<()>;

    /// Writes that somebody takes part in a set.
    fn put_party(transaction: &Transaction<'_>, set: &str, role: &str, actor: &Actor) -> Result<()>;
}

/// Tellings that were read in this slice.
struct Read<T>(BTreeMap<Place, Rc<Told<T>>>);

/// Tellings that are held at most: some hundred bytes each.
const HELD: usize = 65_536;

impl<T> Read<T> {
    fn of<K: Kind<Telling = T>>(&mut self, growth: &Growth<'_>, place: Place) -> Result<Rc<Told<T>>> {
        if let Some(found) = self.0.get(&place) {
            return Ok(found.clone());
        }
        if self.0.len() >= HELD {
            self.0.clear();
        }
        let told = Rc::new(K::told(growth, place)?);
        self.0.insert(place, told.clone());
        Ok(told)
    }
}

pub(super) fn grow<K: Kind>(growth: &mut Growth<'_>) -> Result<()> {
    let transaction = growth.transaction;
    let mut read = Read::<K::Telling>(BTreeMap::new());
    let (mut stale, mut seeds) = (BTreeSet::<Holder>::new(), BTreeSet::<Place>::new());
    let mut rows = Vec::new();
    let mut changed = undated(growth)?;
    changed.extend(growth.new.union(&growth.recast));
    for report in changed {
        for number in numbers::<K>(transaction, report)? {
            let (place, holder) = ((report, number), (growth.turn(report)?, number));
            let keys = read.of::<K>(growth, place)?.telling.keys();
            let kept = kept_keys::<K>(transaction, place)?;
            if kept.as_ref() != Some(&keys) {
                if let Some(kept) = kept {
                    stale.extend(K::KEYS.take(transaction, holder, &kept)?);
                }
                put_keys::<K>(transaction, place, &keys)?;
                rows.push((holder, keys));
            }
            stale.insert(holder);
            seeds.insert(place);
        }
    }
    let mut placed = K::KEYS.put(transaction, &rows, |holder| {
        let place = (growth.row(holder.0)?, holder.1);
        links::<K>(transaction, place)?.into_iter().map(|((report, number), ..)| Ok((growth.turn(report)?, number))).collect()
    })?;
    for report in growth.carried.iter().copied().collect::<Vec<_>>() {
        seeds.extend(numbers::<K>(transaction, report)?.into_iter().map(|number| (report, number)));
    }
    let keys = |growth: &mut Growth<'_>, holder: Holder| kept_keys::<K>(transaction, (growth.row(holder.0)?, holder.1));
    for (one, other) in placed.parted(transaction, &stale, |holder| Ok(keys(growth, holder)?.unwrap_or_default()))? {
        let (one, other) = ((growth.row(one.0)?, one.1), (growth.row(other.0)?, other.1));
        unlink::<K>(transaction, one, other, true)?;
        seeds.extend([one, other]);
    }
    for holder in stale {
        relink::<K>(growth, &mut placed, &mut read, holder, &mut seeds)?;
    }
    while let Some(&seed) = seeds.first() {
        let members = component(seed, |telling| Ok(links::<K>(transaction, telling)?.into_iter().map(|(other, ..)| other).collect()))?;
        members.iter().for_each(|member| {
            seeds.remove(member);
        });
        regroup::<K>(growth, &mut read, &members)?;
    }
    Ok(())
}

fn unlink<K: Kind>(transaction: &Transaction<'_>, place: Place, other: Place, is_first: bool) -> Result<()> {
    let (one, two) = if is_first { (place, other) } else { (other, place) };
    let query = format!("DELETE FROM {} WHERE report = ?1 AND telling = ?2 AND other_report = ?3 AND other_telling = ?4", K::TABLES.link);
    transaction.prepare_cached(&query)?.execute(params![one.0, one.1, two.0, two.1])?;
    Ok(())
}

/// Decides a telling with its candidates again; the ends of links that come or go are seeds.
fn relink<K: Kind>(
    growth: &mut Growth<'_>,
    placed: &mut Placed,
    read: &mut Read<K::Telling>,
    holder: Holder,
    seeds: &mut BTreeSet<Place>,
) -> Result<()> {
    let transaction = growth.transaction;
    let place = (growth.row(holder.0)?, holder.1);
    let Some(keys) = kept_keys::<K>(transaction, place)? else { return Ok(()) };
    let mine = read.of::<K>(growth, place)?;
    let mut wanted: BTreeMap<Place, (u16, bool)> = BTreeMap::new();
    for other in placed.candidates(transaction, holder, || Ok(keys))? {
        let there = (growth.row(other.0)?, other.1);
        growth.touched.decided += 1;
        let theirs = read.of::<K>(growth, there)?;
        // The earlier turn first: so one pair has one decision.
        let likeness = if holder < other { mine.telling.decide(&theirs.telling) } else { theirs.telling.decide(&mine.telling) };
        if let Some(likeness) = likeness {
            wanted.insert(there, (likeness, holder < other));
        }
    }
    let table = K::TABLES.link;
    let ends = |other: Place, is_first: bool| if is_first { (place, other) } else { (other, place) };
    for (other, likeness, is_first) in links::<K>(transaction, place)? {
        if wanted.get(&other) == Some(&(likeness, is_first)) {
            wanted.remove(&other);
            continue;
        }
        unlink::<K>(transaction, place, other, is_first)?;
        seeds.extend([place, other]);
    }
    for (other, (likeness, is_first)) in wanted {
        let (one, two) = ends(other, is_first);
        let query = format!("INSERT OR REPLACE INTO {table} VALUES (?1, ?2, ?3, ?4, ?5)");
        transaction.prepare_cached(&query)?.execute(params![one.0, one.1, two.0, two.1, likeness])?;
        seeds.extend([place, other]);
    }
    Ok(())
}

/// Groups a component again and writes what it gives.
fn regroup<K: Kind>(growth: &mut Growth<'_>, read: &mut Read<K::Telling>, places: &[Place]) -> Result<()> {
    growth.touched.grouped += places.len();
    let (transaction, tables) = (growth.transaction, K::TABLES);
    let (member, set, party) = (tables.member, tables.set, tables.party);
    let at: BTreeMap<Place, u32> = places.iter().zip(0..).map(|(&place, at)| (place, at)).collect();
    let (mut members, mut parties, mut inside) = (Vec::new(), Vec::new(), Vec::new());
    let mut before: BTreeSet<String> = BTreeSet::new();
    let of_member = format!("SELECT {set} FROM {member} WHERE report = ?1 AND telling = ?2");
    for &place in places {
        let told = read.of::<K>(growth, place)?;
        let rank: Vec<u8> =
            transaction.prepare_cached("SELECT rank FROM carrier WHERE report = ?1")?.query_row([place.0], |row| row.get(0))?;
        let likely = Likely::from_bytes(&rank).ok_or_else(|| Error::damaged("a rank cannot be read"))?;
        members.push(Member { likely, number: place.1, start: told.start, telling: told.telling.clone() });
        parties.push(told);
        for (other, likeness, is_first) in links::<K>(transaction, place)? {
            if is_first {
                inside.push(Link { pair: Pair { first: at[&place], second: at[&other] }, likeness });
            }
        }
        before.extend(
            transaction.prepare_cached(&of_member)?.query_row(params![place.0, place.1], |row| row.get::<_, String>(0)).optional()?,
        );
    }
    let without_party = format!("DELETE FROM {party} WHERE {set} = ?1");
    for one in gather(&members, &inside) {
        before.remove(&one.id);
        let first = &members[one.tellings[0] as usize];
        K::put(transaction, &one, &[first.likely.to_bytes(), first.number.to_be_bytes().to_vec()].concat())?;
        let taking_part: BTreeMap<(&str, &str), &Actor> = one
            .tellings
            .iter()
            .flat_map(|&telling| &parties[telling as usize].parties)
            .map(|(role, actor)| ((*role, actor.id.as_str()), actor))
            .collect();
        transaction.prepare_cached(&without_party)?.execute([&one.id])?;
        for ((role, _), actor) in taking_part {
            K::put_party(transaction, &one.id, role, actor)?;
        }
        for &telling in &one.tellings {
            let (report, number) = places[telling as usize];
            let query = format!("INSERT OR REPLACE INTO {member} VALUES (?1, ?2, ?3)");
            transaction.prepare_cached(&query)?.execute(params![report, number, one.id])?;
        }
    }
    for id in before {
        // Another component's telling may have come to it since: then it is that one's.
        if !transaction.prepare_cached(&format!("SELECT 1 FROM {member} WHERE {set} = ?1"))?.exists([&id])? {
            transaction.prepare_cached(&format!("DELETE FROM {set} WHERE id = ?1"))?.execute([&id])?;
            transaction.prepare_cached(&without_party)?.execute([&id])?;
        }
    }
    Ok(())
}

fn numbers<K: Kind>(transaction: &Transaction<'_>, report: i64) -> Result<Vec<u32>> {
    let query = format!("SELECT number FROM {} WHERE report = ?1 ORDER BY number", K::TABLES.told);
    let mut statement = transaction.prepare_cached(&query)?;
    Ok(statement.query_map([report], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// The keys that a telling holds in the table of keys; none where it was never put there.
fn kept_keys<K: Kind>(transaction: &Transaction<'_>, (report, telling): Place) -> Result<Option<Vec<u64>>> {
    let query = format!("SELECT keys FROM {} WHERE report = ?1 AND telling = ?2", K::TABLES.held);
    let kept: Option<Vec<u8>> = transaction.prepare_cached(&query)?.query_row(params![report, telling], |row| row.get(0)).optional()?;
    Ok(kept.map(|bytes| bytes.as_chunks::<8>().0.iter().map(|key| u64::from_le_bytes(*key)).collect()))
}

fn put_keys<K: Kind>(transaction: &Transaction<'_>, (report, telling): Place, keys: &[u64]) -> Result<()> {
    let bytes: Vec<u8> = keys.iter().flat_map(|key| key.to_le_bytes()).collect();
    let query = format!("INSERT OR REPLACE INTO {} VALUES (?1, ?2, ?3)", K::TABLES.held);
    transaction.prepare_cached(&query)?.execute(params![report, telling, bytes])?;
    Ok(())
}

/// The links of a telling: the other end, the likeness, and whether this end stands first.
fn links<K: Kind>(transaction: &Transaction<'_>, (report, telling): Place) -> Result<Vec<(Place, u16, bool)>> {
    let table = K::TABLES.link;
    let mut statement = transaction.prepare_cached(&format!(
        "SELECT other_report, other_telling, likeness, 1 FROM {table} WHERE report = ?1 AND telling = ?2
         UNION ALL SELECT report, telling, likeness, 0 FROM {table} WHERE other_report = ?1 AND other_telling = ?2"
    ))?;
    let row = |row: &rusqlite::Row<'_>| Ok(((row.get(0)?, row.get(1)?), row.get(2)?, row.get(3)?));
    Ok(statement.query_map(params![report, telling], row)?.collect::<rusqlite::Result<_>>()?)
}
