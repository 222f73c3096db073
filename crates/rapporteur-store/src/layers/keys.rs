//! Keys in an indexed table: who holds one, and which holders stand near enough to be decided on.
//!
//! The engine's `candidates` says which pairs a whole list of rows brings; this asks the same of the few rows that are new or near what
//! is new. It decides nothing.

use crate::Result;
use rapporteur::link::Turn;
use rusqlite::{Transaction, params};
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

impl Keys {
    /// Puts rows with their keys into the table. Gives the rows that were there and now stand farther from one that a key paired them
    /// with.
    pub(crate) fn put(&self, transaction: &Transaction<'_>, rows: &[(Holder, Vec<u64>)]) -> Result<BTreeSet<Holder>> {
        let mut insert = transaction.prepare_cached(&format!("INSERT OR IGNORE INTO {} VALUES (?1, ?2, ?3, ?4)", self.table))?;
        for ((turn, place), keys) in rows {
            for &key in keys {
                insert.execute(params![key as i64, turn.latest, turn.number, place])?;
            }
        }
        let mut moved = BTreeSet::new();
        for (holder, keys) in rows {
            for &key in keys {
                self.straddled(transaction, key, *holder, &mut moved)?;
            }
        }
        rows.iter().for_each(|(holder, _)| {
            moved.remove(holder);
        });
        Ok(moved)
    }

    /// Takes a row's keys out of the table. Gives the rows that now stand nearer to others.
    pub(crate) fn take(&self, transaction: &Transaction<'_>, (turn, place): Holder, keys: &[u64]) -> Result<BTreeSet<Holder>> {
        let mut moved = BTreeSet::new();
        for &key in keys {
            self.straddled(transaction, key, (turn, place), &mut moved)?;
            transaction
                .prepare_cached(&format!("DELETE FROM {} WHERE key = ?1 AND latest = ?2 AND number = ?3 AND place = ?4", self.table))?
                .execute(params![key as i64, turn.latest, turn.number, place])?;
        }
        Ok(moved)
    }

    /// The rows that a row is to be decided with.
    pub(crate) fn candidates(&self, transaction: &Transaction<'_>, holder: Holder, keys: &[u64]) -> Result<Vec<Holder>> {
        let mut counts: BTreeMap<Holder, usize> = BTreeMap::new();
        for &key in keys {
            for side in [Side::Before, Side::After] {
                for other in self.beside(transaction, key, holder, side)? {
                    *counts.entry(other).or_default() += 1;
                }
            }
        }
        Ok(counts.into_iter().filter(|(_, shared)| *shared >= self.shared).map(|(other, _)| other).collect())
    }

    /// Holders before a row that are parted from one behind it by the row alone.
    fn straddled(&self, transaction: &Transaction<'_>, key: u64, holder: Holder, moved: &mut BTreeSet<Holder>) -> Result<()> {
        let after = self.beside(transaction, key, holder, Side::After)?.len();
        if after > 0 {
            let before = self.beside(transaction, key, holder, Side::Before)?;
            moved.extend(before.into_iter().skip(self.near.saturating_sub(after)));
        }
        Ok(())
    }

    /// The nearest holders of a key on one side of a row, nearest first.
    fn beside(&self, transaction: &Transaction<'_>, key: u64, (turn, place): Holder, side: Side) -> Result<Vec<Holder>> {
        let (than, order) = match side {
            Side::Before => ("<", "DESC"),
            Side::After => (">", "ASC"),
        };
        // The limit stands as a number: SQLite plans a statement anew whenever a limit is bound, which took nearly half the time of adding.
        let query = format!(
            "SELECT latest, number, place FROM {} WHERE key = ?1 AND (latest, number, place) {than} (?2, ?3, ?4)
             ORDER BY latest {order}, number {order}, place {order} LIMIT {}",
            self.table, self.near
        );
        let mut statement = transaction.prepare_cached(&query)?;
        let holder = |row: &rusqlite::Row<'_>| Ok((Turn { latest: row.get(0)?, number: row.get(1)? }, row.get(2)?));
        let rows = statement.query_map(params![key as i64, turn.latest, turn.number, place], holder)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

/// One side of a row in the order of a key's holders.
#[derive(Clone, Copy, Debug)]
enum Side {
    Before,
    After,
}
