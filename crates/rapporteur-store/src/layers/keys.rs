//! Keys in an indexed table: who holds one, and which holders stand near enough to be decided on.
//!
//! The engine's `candidates` says which pairs a whole list of rows brings; this asks the same of the few rows that are new or near what
//! is new. It decides nothing.

use crate::Result;
use rapporteur::link::Turn;
use rusqlite::{CachedStatement, Transaction, params};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// A row that holds keys: its report's turn, and its number within the report (0 where the row is the report).
pub(crate) type Holder = (Turn, u32);

/// One table of keys, and how it pairs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Keys {
    /// The table; its columns are key, latest, number, place.
    pub(crate) table: &'static str,
    /// Keys that a pair must share.
    pub(crate) shared: usize,
    /// Holders before a row with which a key pairs it.
    pub(crate) near: usize,
}

/// What came of putting rows in.
#[derive(Debug)]
pub(crate) struct Placed {
    keys: Keys,
    /// Tied rows that were there, the earlier first, between which a new one came: a key that paired them may do so no more.
    parted: BTreeSet<(Holder, Holder)>,
    /// What the rows that were put are to be decided with: it was met on the way.
    met: BTreeMap<Holder, Vec<Holder>>,
}

impl Placed {
    /// The tied rows that too few keys pair now, but for those of which one is decided anyway; `keys` gives what a row holds.
    pub(crate) fn parted(
        &mut self,
        transaction: &Transaction<'_>,
        decided: &BTreeSet<Holder>,
        mut keys: impl FnMut(Holder) -> Result<Vec<u64>>,
    ) -> Result<Vec<(Holder, Holder)>> {
        let mut sides = Sides::of(self.keys, transaction)?;
        let mut found = Vec::new();
        for (one, other) in std::mem::take(&mut self.parted) {
            if decided.contains(&one) || decided.contains(&other) {
                continue;
            }
            let (mine, theirs) = (keys(one)?, keys(other)?.into_iter().collect::<BTreeSet<u64>>());
            let mut shared = 0;
            for key in mine.into_iter().filter(|key| theirs.contains(key)) {
                shared += usize::from(shared < self.keys.shared && sides.after(key, one)?.contains(&other));
            }
            if shared < self.keys.shared {
                found.push((one, other));
            }
        }
        Ok(found)
    }

    /// The rows that a row is to be decided with, once for each row. Its keys are asked for where it was not put just now.
    pub(crate) fn candidates(
        &mut self,
        transaction: &Transaction<'_>,
        holder: Holder,
        keys: impl FnOnce() -> Result<Vec<u64>>,
    ) -> Result<Vec<Holder>> {
        match self.met.remove(&holder) {
            Some(met) => Ok(met),
            None => self.keys.candidates(transaction, holder, &keys()?),
        }
    }
}

impl Keys {
    /// Puts rows with their keys into the table; `tied` gives the rows that a row was decided to belong with. The rows of the table stay as they are until
    /// the candidates were asked for.
    pub(crate) fn put(
        self,
        transaction: &Transaction<'_>,
        rows: &[(Holder, Vec<u64>)],
        mut tied: impl FnMut(Holder) -> Result<Vec<Holder>>,
    ) -> Result<Placed> {
        // In the order of the table, which is by key: so neighbouring pages are read once, however large the table is.
        let mut entries: Vec<(u64, Holder)> = rows.iter().flat_map(|(holder, keys)| keys.iter().map(|&key| (key, *holder))).collect();
        entries.sort_unstable_by_key(|&(key, holder)| (key as i64, holder));
        entries.dedup();
        let mut insert = transaction.prepare_cached(&format!("INSERT OR IGNORE INTO {} VALUES (?1, ?2, ?3, ?4)", self.table))?;
        for (key, (turn, place)) in &entries {
            insert.execute(params![*key as i64, turn.latest, turn.number, place])?;
        }
        let mut sides = Sides::of(self, transaction)?;
        let (mut parted, mut ties) = (BTreeSet::new(), BTreeMap::<Holder, Vec<Holder>>::new());
        let mut shared: BTreeMap<Holder, Shared> = rows.iter().map(|(holder, _)| (*holder, Shared::new())).collect();
        for &(key, holder) in &entries {
            let (before, after) = (sides.before(key, holder)?, sides.after(key, holder)?);
            let is_new = |other: &Holder| shared.contains_key(other);
            // New rows up to each behind this one, with this one: as much farther it is now from those before.
            let more: Vec<usize> =
                after.iter().scan(1, |more, other| Some(std::mem::replace(more, *more + usize::from(is_new(other))))).collect();
            let full = after.len() == self.near && more.last().is_some_and(|&more| more > 1);
            for (at, &other) in before.iter().enumerate().take_while(|(_, other)| !is_new(other)) {
                if at + 1 + after.len() <= self.near {
                    continue;
                }
                if let Entry::Vacant(entry) = ties.entry(other) {
                    entry.insert(tied(other)?);
                }
                for &end in &ties[&other] {
                    let lost = match after.binary_search(&end) {
                        Ok(there) => (self.near + 1..=self.near + more[there]).contains(&(at + there + 2)),
                        Err(there) => there == after.len() && full,
                    };
                    if lost {
                        parted.insert((other, end));
                    }
                }
            }
            if let Some(shared) = shared.get_mut(&holder) {
                before.into_iter().chain(after).for_each(|other| *shared.entry(other).or_default() += 1);
            }
        }
        Ok(Placed { keys: self, parted, met: shared.into_iter().map(|(holder, shared)| (holder, self.enough(shared))).collect() })
    }

    /// Takes a row's keys out of the table. Gives the rows that now stand nearer to others.
    pub(crate) fn take(self, transaction: &Transaction<'_>, holder: Holder, keys: &[u64]) -> Result<BTreeSet<Holder>> {
        let mut sides = Sides::of(self, transaction)?;
        let mut delete = transaction
            .prepare_cached(&format!("DELETE FROM {} WHERE key = ?1 AND latest = ?2 AND number = ?3 AND place = ?4", self.table))?;
        let mut moved = BTreeSet::new();
        for &key in keys {
            let after = sides.after(key, holder)?.len();
            if after > 0 {
                moved.extend(sides.before(key, holder)?.into_iter().skip(self.near.saturating_sub(after)));
            }
            delete.execute(params![key as i64, holder.0.latest, holder.0.number, holder.1])?;
        }
        Ok(moved)
    }

    /// The rows that a row is to be decided with.
    fn candidates(self, transaction: &Transaction<'_>, holder: Holder, keys: &[u64]) -> Result<Vec<Holder>> {
        let mut sides = Sides::of(self, transaction)?;
        let mut shared = Shared::new();
        for &key in keys {
            let beside = [sides.before(key, holder)?, sides.after(key, holder)?];
            beside.into_iter().flatten().for_each(|other| *shared.entry(other).or_default() += 1);
        }
        Ok(self.enough(shared))
    }

    fn enough(self, shared: Shared) -> Vec<Holder> {
        shared.into_iter().filter(|(_, shared)| *shared >= self.shared).map(|(other, _)| other).collect()
    }
}

/// How many keys a row shares with others.
type Shared = BTreeMap<Holder, usize>;

/// The nearest holders of a key on either side of a row, nearest first.
struct Sides<'t> {
    before: CachedStatement<'t>,
    after: CachedStatement<'t>,
}

impl<'t> Sides<'t> {
    fn of(keys: Keys, transaction: &'t Transaction<'_>) -> Result<Self> {
        // The limit stands as a number: SQLite plans a statement anew whenever a limit is bound, which took nearly half the time of adding.
        let query = |than: &str, order: &str| {
            format!(
                "SELECT latest, number, place FROM {} WHERE key = ?1 AND (latest, number, place) {than} (?2, ?3, ?4)
                 ORDER BY latest {order}, number {order}, place {order} LIMIT {}",
                keys.table, keys.near
            )
        };
        Ok(Self { before: transaction.prepare_cached(&query("<", "DESC"))?, after: transaction.prepare_cached(&query(">", "ASC"))? })
    }

    fn before(&mut self, key: u64, holder: Holder) -> Result<Vec<Holder>> {
        holders(&mut self.before, key, holder)
    }

    fn after(&mut self, key: u64, holder: Holder) -> Result<Vec<Holder>> {
        holders(&mut self.after, key, holder)
    }
}

fn holders(statement: &mut CachedStatement<'_>, key: u64, (turn, place): Holder) -> Result<Vec<Holder>> {
    let holder = |row: &rusqlite::Row<'_>| Ok((Turn { latest: row.get(0)?, number: row.get(1)? }, row.get(2)?));
    let rows = statement.query_map(params![key as i64, turn.latest, turn.number, place], holder)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
