//! Searches that are kept under a name, with how many reports there were when what they find was last looked through.
//!
//! As with the marks of briefs, what is new is what has a higher number: no clock is asked.

use crate::error::Kind;
use crate::read::{HIT, Hit, ask, read_hit};
use crate::{Record, Result};
use rusqlite::{OptionalExtension, Row, params};

/// A search that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptSearch {
    /// Its name.
    pub name: String,
    /// Its words, in the language of [`Record::search`].
    pub words: String,
    /// When it was kept, as its maker gave it.
    pub made: String,
    /// How many reports had been added when what it finds was last looked through.
    pub looked: u64,
}

const KEPT: &str = "SELECT name, words, made, reports FROM saved_search";

fn read(row: &Row<'_>) -> rusqlite::Result<KeptSearch> {
    Ok(KeptSearch { name: row.get(0)?, words: row.get(1)?, made: row.get(2)?, looked: row.get::<_, i64>(3)?.unsigned_abs() })
}

fn number(reports: u64) -> i64 {
    i64::try_from(reports).unwrap_or(i64::MAX)
}

fn unknown(name: &str) -> crate::Error {
    Kind::Query(format!("no search is kept under the name {name}; `rapporteur searches` lists them")).into()
}

impl Record {
    /// The searches that are kept, by name.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn searches(&self) -> Result<Vec<KeptSearch>> {
        let query = format!("{KEPT} ORDER BY name");
        Ok(self.connection.prepare_cached(&query)?.query_map([], read)?.collect::<rusqlite::Result<_>>()?)
    }

    /// The search that is kept under a name.
    ///
    /// # Errors
    /// When there is none, or the file cannot be read.
    pub fn kept_search(&self, name: &str) -> Result<KeptSearch> {
        let query = format!("{KEPT} WHERE name = ?1");
        self.connection.prepare_cached(&query)?.query_row([name], read).optional()?.ok_or_else(|| unknown(name))
    }

    /// Keeps a search, as looked through up to so many reports.
    ///
    /// # Errors
    /// When another search has the name, or the file cannot be written.
    pub fn keep_search(&mut self, name: &str, words: &str, made: &str, looked: u64) -> Result<()> {
        let kept = self
            .connection
            .execute("INSERT OR IGNORE INTO saved_search VALUES (?1, ?2, ?3, ?4)", params![name, words, made, number(looked)])?;
        let there = self.kept_search(name)?;
        if kept == 0 && there.words != words {
            let why = format!(
                "the search {name} is kept already, for {}; take another name, or `rapporteur searches remove` it first",
                there.words
            );
            return Err(Kind::Query(why).into());
        }
        Ok(())
    }

    /// Keeps that what a search finds was looked through up to so many reports.
    ///
    /// # Errors
    /// When there is no such search, or the file cannot be written.
    pub fn look_through(&mut self, name: &str, looked: u64) -> Result<()> {
        let mark = "UPDATE saved_search SET reports = max(reports, ?2) WHERE name = ?1";
        match self.connection.execute(mark, params![name, number(looked)])? {
            0 => Err(unknown(name)),
            _ => Ok(()),
        }
    }

    /// Keeps a search no longer.
    ///
    /// # Errors
    /// When there is no such search, or the file cannot be written.
    pub fn drop_search(&mut self, name: &str) -> Result<()> {
        match self.connection.execute("DELETE FROM saved_search WHERE name = ?1", [name])? {
            0 => Err(unknown(name)),
            _ => Ok(()),
        }
    }

    /// The number that was given to a report last: what is added later has a higher one.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn added(&self) -> Result<u64> {
        let query = "SELECT max(coalesce((SELECT max(id) FROM report), 0), coalesce((SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'last report'), 0))";
        Ok(self.connection.prepare_cached(query)?.query_row([], |row| row.get::<_, i64>(0))?.unsigned_abs())
    }

    /// Reports with a higher number that hold the words, each with its number, what was added last first.
    ///
    /// # Errors
    /// As for [`Record::search`].
    pub fn holding(&self, words: &str, after: u64, limit: usize) -> Result<Vec<(Hit, u64)>> {
        let query = format!("{HIT} WHERE report_search MATCH ?1 AND report_search.rowid > ?2 ORDER BY report_search.rowid DESC LIMIT ?3");
        let row = |row: &Row<'_>| Ok((read_hit(row)?, row.get::<_, i64>(5)?.unsigned_abs()));
        ask(words, |words| self.connection.prepare(&query)?.query_map(params![words, number(after), limit as i64], row)?.collect())
    }

    /// How many reports with a higher number hold the words.
    ///
    /// # Errors
    /// As for [`Record::search`].
    pub fn count_holding(&self, words: &str, after: u64) -> Result<usize> {
        let query = "SELECT count(*) FROM report_search WHERE report_search MATCH ?1 AND rowid > ?2";
        let count = |words: &str| self.connection.prepare(query)?.query_row(params![words, number(after)], |row| row.get::<_, i64>(0));
        Ok(ask(words, count)? as usize)
    }
}
