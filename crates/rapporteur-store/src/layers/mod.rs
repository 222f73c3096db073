//! The layers of the record: tables that are functions of the tables before them, and how they grow by what is new.
//!
//! Each layer is declared once, in its file: its name, its edition, what it reads, which tables it keeps, and how it takes in what is
//! new. Growing looks up what shares a key with something new, decides those pairs, groups again the connected components that they
//! touch, and writes the rows that differ. Nothing that decides looks outside the component, so that reports one at a time, all at once,
//! in any order and in any batches give the same rows. The engine derives the whole at once with the same functions; `check` compares.

mod cast;
mod contacts;
mod events;
mod keys;
mod ledger;
mod origins;
mod positions;
mod statements;
mod stories;
mod tellings;

pub(crate) use cast::{misnamed, words};
pub(crate) use origins::{copytexts, read_passages};
pub(crate) use stories::read_sketch;

use crate::{Error, Result};
use rapporteur::extract::Languages;
use rapporteur::link::actor::Actor;
use rapporteur::link::{Corrections, Days, Turn, days_of_story};
use rapporteur::record::Published;
use rapporteur::resources::Resources;
use rusqlite::{OptionalExtension, Transaction, params};
use std::collections::{BTreeMap, BTreeSet};

/// A set of tables that is a function of the layers before it.
pub(crate) struct Layer {
    /// What it is called.
    pub(crate) name: &'static str,
    /// Grows when the same input would give other rows; its tables are then made anew, and those of all that read it.
    pub(crate) edition: u32,
    /// The layers that it reads, by name; `sketches` and `findings` are made of one report each, and their edition is the engine's.
    pub(crate) inputs: &'static [&'static str],
    /// The tables it keeps.
    pub(crate) tables: &'static [&'static str],
    /// Takes in what is new, and notes what it changed for the layers behind it.
    pub(crate) grow: fn(&mut Growth<'_>) -> Result<()>,
}

/// All layers of sets, each behind those that it reads.
pub(crate) const LAYERS: [&Layer; 8] = [
    &origins::LAYER,
    &stories::LAYER,
    &cast::LAYER,
    &statements::LAYER,
    &contacts::LAYER,
    &events::LAYER,
    &ledger::LAYER,
    &positions::LAYER,
];

/// Reports that are taken in by one transaction: it bounds memory, the log, and how long another writer waits.
pub(crate) const SLICE: usize = 2048;

/// One slice of new reports on its way through the layers, and what has changed because of it so far.
pub(crate) struct Growth<'a> {
    pub(crate) transaction: &'a Transaction<'a>,
    pub(crate) resources: &'a Resources,
    pub(crate) languages: &'a Languages,
    /// What users hold against what would be derived.
    pub(crate) corrections: Corrections,
    /// Rows of the reports that are new.
    pub(crate) new: BTreeSet<i64>,
    /// Reports that carry another's copy than before, or are likelier or less likely origins.
    pub(crate) carried: BTreeSet<i64>,
    /// Reports that are or were origins, and whose carriers changed.
    pub(crate) units: BTreeSet<i64>,
    /// Reports that stand in another story than before.
    pub(crate) moved: BTreeSet<i64>,
    /// Stories, by the row of their first report, of which a report or its copy changed.
    pub(crate) stories: BTreeSet<i64>,
    /// Reports of which a referent is another actor than before.
    pub(crate) recast: BTreeSet<i64>,
    turns: BTreeMap<i64, Turn>,
    rows: BTreeMap<Turn, i64>,
    /// Rows that were looked at and written, for those who watch over growth.
    pub(crate) touched: Touched,
}

/// How much of the record a run looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    /// Reports that were taken in.
    pub reports: usize,
    /// Pairs of reports, origins and accounts that were decided.
    pub decided: usize,
    /// Members of the components that were grouped again.
    pub grouped: usize,
}

impl<'a> Growth<'a> {
    /// Of reports that no layer has taken in.
    pub(crate) fn new(
        transaction: &'a Transaction<'a>,
        resources: &'a Resources,
        languages: &'a Languages,
        corrections: Corrections,
        new: BTreeSet<i64>,
    ) -> Self {
        let touched = Touched { reports: new.len(), ..Touched::default() };
        let empty = BTreeSet::new;
        Self {
            transaction,
            resources,
            languages,
            corrections,
            new,
            carried: empty(),
            units: empty(),
            moved: empty(),
            stories: empty(),
            recast: empty(),
            turns: BTreeMap::new(),
            rows: BTreeMap::new(),
            touched,
        }
    }

    /// Takes the new reports through all layers.
    pub(crate) fn grow(&mut self, tell: &dyn Fn(&Layer)) -> Result<()> {
        LAYERS.iter().try_for_each(|layer| {
            tell(layer);
            (layer.grow)(self)
        })
    }

    /// Where a report stands among the holders of a key.
    fn turn(&mut self, report: i64) -> Result<Turn> {
        if let Some(turn) = self.turns.get(&report) {
            return Ok(*turn);
        }
        let row = |row: &rusqlite::Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, Option<String>>(1)?));
        let (key, written) =
            self.transaction.prepare_cached("SELECT key, published FROM report WHERE id = ?1")?.query_row([report], row)?;
        let turn = Turn::of(&key, read_published(written)?.map(|time| time.seconds()));
        self.turns.insert(report, turn);
        self.rows.insert(turn, report);
        Ok(turn)
    }

    /// The row of the report that has a turn.
    fn row(&mut self, turn: Turn) -> Result<i64> {
        if let Some(row) = self.rows.get(&turn) {
            return Ok(*row);
        }
        let found = self.transaction.prepare_cached("SELECT id FROM report WHERE key = ?1")?.query_row([turn.key()], |row| row.get(0));
        let row = found.optional()?.ok_or_else(|| Error::damaged("a key is held by a report that is not there"))?;
        self.turns.insert(row, turn);
        self.rows.insert(turn, row);
        Ok(row)
    }
}

/// The members of a connected component, from one of them, by the links that lead out of each.
fn component<T: Copy + Ord>(start: T, mut links: impl FnMut(T) -> Result<Vec<T>>) -> Result<Vec<T>> {
    let (mut found, mut open) = (BTreeSet::from([start]), vec![start]);
    while let Some(member) = open.pop() {
        for other in links(member)? {
            if found.insert(other) {
                open.push(other);
            }
        }
    }
    Ok(found.into_iter().collect())
}

/// What a report tells at a number, from its table, with the report's text and the first and last day of its publication.
fn told_in<F>(
    transaction: &Transaction<'_>,
    table: &str,
    columns: &str,
    (report, number): (i64, u32),
    read: impl Fn(&rusqlite::Row<'_>) -> Result<F>,
) -> Result<(F, String, Days)>
where
    F: crate::damage::Placed,
{
    let query = format!(
        "SELECT {columns}, text, published FROM {table} JOIN report ON report.id = {table}.report WHERE report = ?1 AND number = ?2"
    );
    let mut statement = transaction.prepare_cached(&query)?;
    let mut rows = statement.query(params![report, number])?;
    let row = rows.next()?.ok_or_else(|| Error::damaged(format!("a row of {table} is missing")))?;
    let (text, published): (String, Option<String>) = (row.get("text")?, row.get("published")?);
    let days = match read_published(published)? {
        Some(time) => Some(time.days()),
        None => story_days(transaction, report)?,
    };
    let found = crate::damage::within(&text, "of this story", number, read(row)?)?;
    Ok((found, text, days))
}

/// When the dated reports of a report's story were published.
fn story_days(transaction: &Transaction<'_>, report: i64) -> Result<Days> {
    let query = "SELECT min(first_day), max(last_day) FROM story_member WHERE story = (SELECT story FROM story_member WHERE report = ?1)";
    let row = |row: &rusqlite::Row<'_>| Ok(row.get::<_, Option<i64>>(0)?.zip(row.get(1)?));
    Ok(days_of_story(transaction.prepare_cached(query)?.query_row([report], row)?.into_iter()))
}

/// Undated reports of the stories that changed: what they tell is as old as these.
fn undated(growth: &Growth<'_>) -> Result<BTreeSet<i64>> {
    let mut found = BTreeSet::new();
    let mut statement = growth.transaction.prepare_cached("SELECT report FROM story_member WHERE story = ?1 AND first_day IS NULL")?;
    for &story in &growth.stories {
        found.extend(statement.query_map([story], |row| row.get::<_, i64>(0))?.collect::<rusqlite::Result<Vec<_>>>()?);
    }
    Ok(found)
}

/// Who referents of a report are, as its story has them.
fn actors_of(transaction: &Transaction<'_>, report: i64, referents: impl Iterator<Item = usize>) -> Result<BTreeMap<usize, Actor>> {
    let mut actors = BTreeMap::new();
    for referent in referents {
        if let Some(actor) = cast::actor(transaction, report, Some(referent as i64))? {
            actors.insert(referent, actor);
        }
    }
    Ok(actors)
}

/// A published time as the record keeps it.
pub(crate) fn read_published(written: Option<String>) -> Result<Option<Published>> {
    written.map(|written| Published::read(&written).map_err(|error| Error::damaged(error.to_string()))).transpose()
}
