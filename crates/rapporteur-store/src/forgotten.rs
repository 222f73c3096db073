//! Taking a report out: the record keeps that it was there, who took it out, when and why; it forgets the text, in what it derives from it, in its
//! searches, and in the bytes of its files.
//!
//! What is taken out of an SQLite file stays in it as free space, in pages that were cut in two, in the log and in the search's older parts until
//! those are written anew. So the file is, and that is noted until it is done: a run that was killed is completed by the next.

use crate::corrections::rows;
use crate::derive::empty;
use crate::edited::of_report;
use crate::error::Kind;
use crate::layers::LAYERS;
use crate::told::{PLACES, marks, read_account};
use crate::{Record, Result, Stated};
use rusqlite::{Connection, OptionalExtension, Transaction, params};

/// The row of a report that is there.
pub(crate) fn row(transaction: &Transaction<'_>, report: &str) -> Result<i64> {
    let found = transaction.prepare_cached("SELECT id FROM report WHERE key = ?1")?.query_row([report], |row| row.get(0)).optional()?;
    found.ok_or_else(|| Kind::Query(format!("there is no report {report}")).into())
}

/// Takes a report out with all that is known of it, and empties the layers.
pub(crate) fn take_out(transaction: &Transaction<'_>, report: &str) -> Result<()> {
    let id = row(transaction, report)?;
    leave_search(transaction, id)?;
    unread(transaction, id)?;
    empty(transaction, &LAYERS)?;
    for table in ["waiting", "removed", "sighting"] {
        transaction.execute(&format!("DELETE FROM {table} WHERE report = ?1"), [id])?;
    }
    // What came after a mark is what has a higher number: none is given twice.
    transaction.execute("INSERT OR REPLACE INTO meta SELECT 'last report', max(id) FROM report", [])?;
    transaction.execute("DELETE FROM report WHERE id = ?1", [id])?;
    unsay(transaction, report)?;
    for search in ["report_search", "statement_search"] {
        transaction.execute(&format!("INSERT INTO {search} ({search}) VALUES ('optimize')"), [])?;
    }
    transaction.execute("INSERT OR REPLACE INTO meta VALUES ('forgetting', ?1)", [report])?;
    Ok(())
}

/// Takes a report's headline and text, as they stand in its row, out of the search.
pub(crate) fn leave_search(transaction: &Transaction<'_>, id: i64) -> Result<()> {
    let leave = "INSERT INTO report_search (report_search, rowid, title, text) SELECT 'delete', id, title, text FROM report WHERE id = ?1";
    transaction.execute(leave, [id])?;
    Ok(())
}

/// Takes out what is known of a report by itself: it is to be sketched and read again.
pub(crate) fn unread(transaction: &Transaction<'_>, id: i64) -> Result<()> {
    let text: String = transaction.prepare_cached("SELECT text FROM report WHERE id = ?1")?.query_row([id], |row| row.get(0))?;
    let query = format!("SELECT {}, number FROM account WHERE report = ?1", crate::told::ACCOUNT);
    let mut statement = transaction.prepare_cached(&query)?;
    let mut rows = statement.query([id])?;
    // The search in statements keeps no words: what is to go is said again, as it was when it was put there.
    while let Some(row) = rows.next()? {
        let number: i64 = row.get("number")?;
        let stems = marks(&text, &read_account(row)?.content);
        let leave = "INSERT INTO statement_search (statement_search, rowid, stems) VALUES ('delete', ?1, ?2)";
        transaction.prepare_cached(leave)?.execute(params![id << PLACES | number, stems])?;
    }
    for table in of_report() {
        transaction.execute(&format!("DELETE FROM {table} WHERE report = ?1"), [id])?;
    }
    Ok(())
}

/// Takes a report's words out of corrections that repeat them.
fn unsay(transaction: &Transaction<'_>, report: &str) -> Result<()> {
    for correction in rows(transaction, true)? {
        let mut stated = correction.stated;
        match &mut stated {
            Stated::Edit { report: of, changes } if of == report => changes.clear(),
            Stated::Not { contents, words, .. } if contents.iter().any(|(of, _)| of == report) => words.clear(),
            _ => continue,
        }
        transaction.execute("UPDATE correction SET what = ?2 WHERE number = ?1", params![correction.number, stated.what().to_string()])?;
    }
    Ok(())
}

/// Why a report may not be added: it was taken out. By its key, or the beginning of one.
pub(crate) fn refused(connection: &Connection, report: &str) -> Result<Option<String>> {
    if !report.starts_with('r') {
        return Ok(None);
    }
    let query = "SELECT number, why, by, made FROM correction WHERE sort = 'remove' AND undone IS NULL AND what ->> 'report' >= ?1 AND what ->> 'report' < ?1 || 'g'
                 ORDER BY number DESC LIMIT 1";
    let told = |row: &rusqlite::Row<'_>| {
        let by = row.get::<_, Option<String>>(2)?.map(|by| format!(" by {by}")).unwrap_or_default();
        Ok(format!("taken out{by}, {}: {} (correction {})", row.get::<_, String>(3)?, row.get::<_, String>(1)?, row.get::<_, i64>(0)?))
    };
    Ok(connection.prepare_cached(query)?.query_row([report], told).optional()?)
}

impl Record {
    /// Does a text that was taken out still stand in free space of the record's files?
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn is_forgetting(&self) -> Result<bool> {
        Ok(self.meta("forgetting")?.is_some())
    }

    /// Writes the record's file anew, so that nothing of what was taken out stands in it or in its log. It takes as much room again as the record
    /// while it does. False where another program reads or writes the record, so that it cannot be done to the end.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub(crate) fn forget(&mut self) -> Result<bool> {
        if !self.is_forgetting()? {
            return Ok(true);
        }
        // A copy of the whole is better kept in a file than in memory.
        self.connection.execute_batch("PRAGMA temp_store = FILE")?;
        let written = self.connection.execute_batch("VACUUM").map_err(crate::Error::from);
        self.connection.execute_batch("PRAGMA temp_store = MEMORY")?;
        match written {
            Err(error) if error.is_busy() => return Ok(false),
            other => other?,
        }
        let is_busy: i64 = self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        if is_busy == 0 {
            self.connection.execute("DELETE FROM meta WHERE name = 'forgetting'", [])?;
        }
        Ok(is_busy == 0)
    }
}
