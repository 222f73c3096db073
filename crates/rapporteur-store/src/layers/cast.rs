//! The layer of the cast: whom the referents of each story's reports mean, and who there is in the record.
//!
//! A story is cast for itself; an actor of the record is what its stories make of it, counted.

use super::{Growth, Layer};
use crate::told::read_referent;
use crate::{Error, Result};
use rapporteur::extract::{Referent, ReferentKind};
use rapporteur::link::actor::{Actor, Cast, best_name, group, identifier};
use rapporteur::text::fold;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use std::collections::{BTreeMap, BTreeSet};

pub(super) const LAYER: Layer = Layer {
    name: "cast",
    edition: 1,
    inputs: &["findings", "origins", "stories"],
    tables: &["actor", "actor_name", "actor_word", "actor_referent"],
    grow,
};

fn grow(growth: &mut Growth<'_>) -> Result<()> {
    let mut uses = Uses::default();
    for story in growth.stories.clone() {
        recast(growth, story, &mut uses)?;
    }
    for (id, uses) in uses.0 {
        tally(growth.transaction, &id, &uses)?;
    }
    Ok(())
}

/// How much more, or less, often actors are meant than before.
#[derive(Default)]
struct Uses(BTreeMap<String, Use>);

#[derive(Default)]
struct Use {
    reports: i64,
    names: BTreeMap<String, i64>,
    states: BTreeMap<String, i64>,
}

/// A referent's row: actor, name and state as its story has them, and why.
type Played = (String, String, Option<String>, String);

fn recast(growth: &mut Growth<'_>, story: i64, uses: &mut Uses) -> Result<()> {
    let transaction = growth.transaction;
    let (key, reports) = reports(transaction, story)?;
    growth.touched.grouped += reports.len();
    let referents = reports.iter().map(|&(report, ..)| referents(transaction, report)).collect::<Result<Vec<_>>>()?;
    let casts: Vec<Cast<'_>> =
        reports.iter().zip(&referents).map(|((_, origin, report), referents)| Cast { report, referents, origin: *origin as u32 }).collect();
    for ((&(report, ..), referents), row) in reports.iter().zip(&referents).zip(group(&key, &casts, &growth.corrections)) {
        let now: BTreeMap<u32, Played> = (0..)
            .zip(row)
            .filter_map(|(number, casting)| casting.map(|casting| (number, casting)))
            .map(|(number, casting)| (number, (casting.actor.id, casting.actor.name, casting.actor.state, casting.why.label().to_owned())))
            .collect();
        let kept = played(transaction, report)?;
        if kept == now {
            continue;
        }
        growth.recast.insert(report);
        transaction.prepare_cached("DELETE FROM actor_referent WHERE report = ?1")?.execute([report])?;
        let mut insert = transaction.prepare_cached("INSERT INTO actor_referent VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
        for (number, (actor, name, state, why)) in &now {
            insert.execute(params![report, number, actor, name, state, why])?;
        }
        for (rows, sign) in [(&kept, -1), (&now, 1)] {
            for actor in rows.values().map(|(actor, ..)| actor).collect::<BTreeSet<_>>() {
                uses.0.entry(actor.clone()).or_default().reports += sign;
            }
            for (&number, (actor, _, state, _)) in rows {
                let entry = uses.0.entry(actor.clone()).or_default();
                let printed = referents.get(number as usize).map(|referent| referent.name.clone()).unwrap_or_default();
                *entry.names.entry(printed).or_default() += sign;
                if let Some(state) = state {
                    *entry.states.entry(state.clone()).or_default() += sign;
                }
            }
        }
    }
    Ok(())
}

/// A report's row, that of its origin, and its key.
type Member = (i64, i64, String);

/// A story's key, and its reports.
fn reports(transaction: &Transaction<'_>, story: i64) -> Result<(String, Vec<Member>)> {
    let key: String = transaction.prepare_cached("SELECT key FROM report WHERE id = ?1")?.query_row([story], |row| row.get(0))?;
    let mut statement = transaction.prepare_cached(
        "SELECT member.report, origin, key FROM story_member AS member JOIN carrier ON carrier.report = member.report
         JOIN report ON report.id = member.report WHERE story = ?1",
    )?;
    let rows = statement.query_map([story], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok((crate::read::story_key(&key), rows.collect::<rusqlite::Result<_>>()?))
}

fn referents(transaction: &Transaction<'_>, report: i64) -> Result<Vec<Referent>> {
    let mut statement =
        transaction.prepare_cached("SELECT kind, name, key, offices, state, mentions FROM referent WHERE report = ?1 ORDER BY number")?;
    let (mut rows, mut found) = (statement.query([report])?, Vec::new());
    while let Some(row) = rows.next()? {
        found.push(read_referent(row, 0)?);
    }
    Ok(found)
}

fn played(transaction: &Transaction<'_>, report: i64) -> Result<BTreeMap<u32, Played>> {
    let mut statement = transaction.prepare_cached("SELECT referent, actor, name, state, why FROM actor_referent WHERE report = ?1")?;
    let row = |row: &Row<'_>| Ok((row.get(0)?, (row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)));
    Ok(statement.query_map([report], row)?.collect::<rusqlite::Result<_>>()?)
}

/// Counts anew how an actor is used, and writes its row.
fn tally(transaction: &Transaction<'_>, id: &str, uses: &Use) -> Result<()> {
    for (column, counts) in [("name", &uses.names), ("state", &uses.states)] {
        for (word, count) in counts.iter().filter(|(_, count)| **count != 0) {
            transaction
                .prepare_cached(
                    "INSERT INTO actor_name VALUES (?1, ?2, ?3, ?4) ON CONFLICT (actor, sort, name) DO UPDATE SET count = count + excluded.count",
                )?
                .execute(params![id, column, word, count])?;
        }
    }
    transaction.prepare_cached("DELETE FROM actor_name WHERE actor = ?1 AND count = 0")?.execute([id])?;
    let counts = |sort: &str| -> Result<BTreeMap<String, usize>> {
        let mut statement = transaction.prepare_cached("SELECT name, count FROM actor_name WHERE actor = ?1 AND sort = ?2")?;
        let rows = statement.query_map([id, sort], |row| Ok((row.get(0)?, row.get::<_, i64>(1)? as usize)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    };
    let names = counts("name")?;
    let words = |names: &BTreeMap<String, usize>| -> BTreeSet<String> { names.keys().flat_map(|name| words(name)).collect() };
    let now = words(&names);
    let kept: BTreeSet<String> = transaction
        .prepare_cached("SELECT word FROM actor_word WHERE actor = ?1")?
        .query_map([id], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for word in kept.difference(&now) {
        transaction.prepare_cached("DELETE FROM actor_word WHERE word = ?1 AND actor = ?2")?.execute([word, id])?;
    }
    for word in now.difference(&kept) {
        transaction.prepare_cached("INSERT INTO actor_word VALUES (?1, ?2)")?.execute([word.as_str(), id])?;
    }
    let before: Option<(i64, i64)> = transaction
        .prepare_cached("SELECT reports, statements FROM actor WHERE id = ?1")?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (reports, statements) = before.unwrap_or_default();
    if reports + uses.reports <= 0 {
        transaction.prepare_cached("DELETE FROM actor WHERE id = ?1")?.execute([id])?;
        return Ok(());
    }
    let kind = kind(id)?;
    let state = most(&counts("state")?);
    transaction.prepare_cached("INSERT OR REPLACE INTO actor VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?.execute(params![
        id,
        kind.label(),
        best_name(&names).unwrap_or_default(),
        state,
        reports + uses.reports,
        statements
    ])?;
    Ok(())
}

/// Actors whose kept kind, name or state is not that of the names and states by which reports mean them.
pub(crate) fn misnamed(connection: &Connection) -> Result<Vec<String>> {
    let counted = |column: &str| -> Result<BTreeMap<String, BTreeMap<String, usize>>> {
        let mut statement = connection.prepare(&format!(
            "SELECT played.actor, {column}, count(*) FROM actor_referent AS played
             JOIN referent ON referent.report = played.report AND referent.number = played.referent
             WHERE {column} IS NOT NULL GROUP BY played.actor, {column}"
        ))?;
        let mut rows = statement.query([])?;
        let mut found: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let count = usize::try_from(row.get::<_, i64>(2)?).unwrap_or_default();
            found.entry(row.get(0)?).or_default().insert(row.get(1)?, count);
        }
        Ok(found)
    };
    let (names, states) = (counted("referent.name")?, counted("played.state")?);
    let mut statement = connection.prepare("SELECT id, kind, name, state FROM actor ORDER BY id")?;
    let (mut rows, mut found) = (statement.query([])?, Vec::new());
    while let Some(row) = rows.next()? {
        let (id, kept): (String, (String, String, Option<String>)) = (row.get(0)?, (row.get(1)?, row.get(2)?, row.get(3)?));
        let name = names.get(&id).and_then(best_name).unwrap_or_default();
        let state = states.get(&id).and_then(most);
        if kind(&id).map(|kind| kind.label().to_owned()).ok() != Some(kept.0) || name != kept.1 || state != kept.2 {
            found.push(id);
        }
    }
    Ok(found)
}

/// The word that is counted most; of several, the first.
fn most(counts: &BTreeMap<String, usize>) -> Option<String> {
    counts.iter().max_by_key(|(word, count)| (**count, std::cmp::Reverse(*word))).map(|(word, _)| word.clone())
}

/// The words by which a name is found.
pub(crate) fn words(name: &str) -> Vec<String> {
    fold(name).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// What an identifier says an actor is.
fn kind(id: &str) -> Result<ReferentKind> {
    let kind = ReferentKind::ALL.into_iter().find(|&kind| id.starts_with(&identifier(kind, "")));
    kind.ok_or_else(|| Error::damaged(format!("`{id}` names no kind of actor")))
}

/// The actor of a referent, as its story has it.
pub(super) fn actor(transaction: &Transaction<'_>, report: i64, referent: Option<i64>) -> Result<Option<Actor>> {
    let Some(referent) = referent else { return Ok(None) };
    let row = |row: &Row<'_>| Ok((row.get::<_, String>(0)?, row.get(1)?, row.get(2)?));
    let found = transaction
        .prepare_cached("SELECT actor, name, state FROM actor_referent WHERE report = ?1 AND referent = ?2")?
        .query_row([report, referent], row)
        .optional()?;
    found.map(|(id, name, state)| Ok(Actor { kind: kind(&id)?, id, name, state })).transpose()
}
