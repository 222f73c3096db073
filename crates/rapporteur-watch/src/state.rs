//! What watching knows from one run to the next, kept beside the record: when each address is next to be asked, what it answered last, what is
//! archived and not yet in the record, and which alerts are still to be delivered.
//!
//! A small file of SQLite of its own. Nothing in it is needed to read the record: without it, everything is asked for anew.

use crate::archive::Kept;
use crate::fetch::{Answer, Rules};
use crate::links::Link;
use crate::{Error, Result};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, TransactionBehavior, params};
use std::path::{Path, PathBuf};
use std::time::Duration;
use xxhash_rust::xxh3::xxh3_64;

/// The number of this form of the file; another one is another program's.
const FORM: i64 = 1;

const TABLES: &str = "
CREATE TABLE address (
    address TEXT PRIMARY KEY,
    list TEXT,                              -- the list that names it; none: the user
    depth INTEGER NOT NULL,                 -- lists above it
    follow INTEGER NOT NULL,                -- of a feed: are its pages wanted, or what it says itself
    every INTEGER NOT NULL,                 -- seconds
    due INTEGER,                            -- seconds since 1970; none: not again
    looked INTEGER,                         -- when it was last had
    failures INTEGER NOT NULL DEFAULT 0,    -- in a row
    stamp TEXT, etag TEXT, modified TEXT, digest INTEGER
) STRICT;
CREATE INDEX address_due ON address (due) WHERE due IS NOT NULL;
CREATE TABLE rules (site TEXT PRIMARY KEY, text TEXT NOT NULL, until INTEGER NOT NULL) STRICT;
CREATE TABLE archive (file TEXT PRIMARY KEY, length INTEGER NOT NULL) STRICT;
CREATE TABLE waiting (file TEXT NOT NULL, start INTEGER NOT NULL, length INTEGER NOT NULL, PRIMARY KEY (file, start)) STRICT;
CREATE TABLE local (path TEXT PRIMARY KEY, mark TEXT NOT NULL) STRICT;
CREATE TABLE alert (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, line TEXT NOT NULL) STRICT;
CREATE TABLE owed (alert INTEGER NOT NULL, sink TEXT NOT NULL, PRIMARY KEY (alert, sink)) STRICT;
CREATE TABLE told (only INTEGER PRIMARY KEY CHECK (only = 1), reports INTEGER NOT NULL) STRICT;
";

/// Addresses that are looked up at a time.
const TOGETHER: i64 = 10_000;
/// The shortest time, before it is doubled, and the longest between two looks at what fails.
const SHORTEST: i64 = 60;
const LONGEST: i64 = 86_400;
/// How often a page that a list names is tried, before it is given up.
const TRIES: i64 = 5;
/// Lists that may lie above a page: a list of feeds, or an index of sitemaps, and what it names.
pub(crate) const DEPTH: i64 = 3;

/// The state of watching.
#[derive(Debug)]
pub(crate) struct State {
    connection: Connection,
}

/// An address to be asked.
#[derive(Clone, Debug)]
pub(crate) struct Due {
    pub(crate) address: String,
    pub(crate) follow: bool,
    pub(crate) etag: Option<String>,
    pub(crate) modified: Option<String>,
}

/// What became of an address that was asked.
#[derive(Debug)]
pub(crate) enum Settled {
    /// It says what it said, or the server says so.
    Unchanged,
    /// It is a list: addresses to be asked, new or changed, and those that are passed over, since it was never looked at before.
    List(usize, usize),
    /// It is a list within too many lists, and is not followed.
    TooDeep,
    /// It is to be read.
    Page,
    /// It failed, and is tried again.
    Again,
    /// It is not tried again.
    Ended,
}

/// How soon an address may be asked again.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// Now, in seconds since 1970.
    pub(crate) now: i64,
    /// The most pages of a list that are taken when it is first looked at.
    pub(crate) backlog: usize,
}

impl State {
    /// Opens the state of a folder; makes it where there is none.
    ///
    /// # Errors
    /// When it cannot be opened or is of another form.
    pub(crate) fn open(path: &Path) -> Result<Self> {
        let connection = Connection::open(path)?;
        connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        let form: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
        match form {
            0 => connection.execute_batch(&format!("BEGIN; {TABLES} PRAGMA user_version = {FORM}; COMMIT"))?,
            FORM => {}
            other => {
                return Err(Error::asked(
                    format!("{} has form {other}, and this program knows form {FORM}", path.display()),
                    "use a newer rapporteur, or move the file away: all sources are then looked at anew",
                ));
            }
        }
        // Of one run alone.
        connection.execute_batch("CREATE TEMP TABLE asked (address TEXT PRIMARY KEY)")?;
        Ok(Self { connection })
    }

    /// A step that is done as a whole or not at all.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(crate) fn step(&mut self) -> Result<Step<'_>> {
        Ok(Step { transaction: self.connection.transaction_with_behavior(TransactionBehavior::Immediate)? })
    }

    /// The addresses whose time has come, the longest due first.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(crate) fn due(&self, now: i64) -> Result<Vec<Due>> {
        let query = "SELECT address, follow, etag, modified FROM address WHERE due <= ?1 AND address NOT IN (SELECT address FROM asked) ORDER BY due, address LIMIT ?2";
        let mut statement = self.connection.prepare_cached(query)?;
        let row = |row: &Row<'_>| Ok(Due { address: row.get(0)?, follow: row.get(1)?, etag: row.get(2)?, modified: row.get(3)? });
        Ok(statement.query_map(params![now, TOGETHER], row)?.collect::<rusqlite::Result<_>>()?)
    }

    /// An address is being asked: it is not due until [`State::free`].
    ///
    /// # Errors
    /// When it cannot be noted.
    pub(crate) fn ask(&self, address: &str) -> Result<()> {
        self.connection.prepare_cached("INSERT OR IGNORE INTO asked VALUES (?1)")?.execute([address])?;
        Ok(())
    }

    /// No address is being asked.
    ///
    /// # Errors
    /// When it cannot be noted.
    pub(crate) fn free_all(&self) -> Result<()> {
        self.connection.execute("DELETE FROM asked", [])?;
        Ok(())
    }

    /// An address is not being asked any more.
    ///
    /// # Errors
    /// When it cannot be noted.
    pub(crate) fn free(&self, address: &str) -> Result<()> {
        self.connection.prepare_cached("DELETE FROM asked WHERE address = ?1")?.execute([address])?;
        Ok(())
    }

    /// The rules of sites that still count.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(crate) fn rules(&self, now: i64) -> Result<Vec<(String, Rules)>> {
        let mut statement = self.connection.prepare("SELECT site, text, until FROM rules WHERE until > ?1")?;
        Ok(statement.query_map([now], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?.collect::<rusqlite::Result<_>>()?)
    }

    /// What is archived in a folder and not yet in the record.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(crate) fn waiting(&self, folder: &Path) -> Result<Vec<Kept>> {
        let mut statement = self.connection.prepare_cached("SELECT file, start, length FROM waiting ORDER BY file, start")?;
        let row = |row: &Row<'_>| {
            let (start, length): (i64, i64) = (row.get(1)?, row.get(2)?);
            Ok(Kept { file: folder.join(row.get::<_, String>(0)?), start: start.cast_unsigned(), length: length.cast_unsigned() })
        };
        Ok(statement.query_map([], row)?.collect::<rusqlite::Result<_>>()?)
    }

    /// Is a file of a folder in the record as it stands now?
    ///
    /// # Errors
    /// When it cannot be read.
    pub(crate) fn has_local(&self, path: &str, mark: &str) -> Result<bool> {
        Ok(self.connection.prepare_cached("SELECT 1 FROM local WHERE path = ?1 AND mark = ?2")?.exists([path, mark])?)
    }

    /// Up to how many reports of the record alerts were looked for; none where they never were.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(crate) fn told(&self) -> Result<Option<u64>> {
        Ok(self.connection.query_row("SELECT reports FROM told", [], |row| row.get::<_, i64>(0)).optional()?.map(i64::cast_unsigned))
    }

    /// Alerts that a sink has not had, in order: number, identifier and line.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(crate) fn owed(&self, sink: &str) -> Result<Vec<(i64, String, String)>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT number, id, line FROM owed JOIN alert ON number = owed.alert WHERE sink = ?1 ORDER BY number")?;
        Ok(statement.query_map([sink], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?.collect::<rusqlite::Result<_>>()?)
    }

    /// An alert was delivered.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(crate) fn delivered(&self, alert: i64, sink: &str) -> Result<()> {
        self.connection.prepare_cached("DELETE FROM owed WHERE alert = ?1 AND sink = ?2")?.execute(params![alert, sink])?;
        Ok(())
    }
}

/// Something that is written to the state as a whole or not at all.
#[derive(Debug)]
pub(crate) struct Step<'a> {
    transaction: Transaction<'a>,
}

impl Step<'_> {
    /// Takes on what the user lists; what is listed no more is not asked again.
    pub(crate) fn listed(&self, sources: &[(String, Duration, bool)], now: i64) -> Result<()> {
        self.transaction.execute("UPDATE address SET depth = -1 WHERE list IS NULL", [])?;
        let mut put = self.transaction.prepare(
            "INSERT INTO address (address, list, depth, follow, every, due) VALUES (?1, NULL, 0, ?2, ?3, ?4)
             ON CONFLICT DO UPDATE SET list = NULL, depth = 0, follow = excluded.follow, every = excluded.every, due = CASE
                 WHEN due IS NULL THEN excluded.due
                 WHEN every <> excluded.every AND failures = 0 THEN coalesce(min(due, looked + excluded.every), due)
                 ELSE due END",
        )?;
        for (address, every, follow) in sources {
            put.execute(params![address, follow, every.as_secs().cast_signed(), now])?;
        }
        self.transaction.execute("UPDATE address SET due = NULL WHERE depth = -1", [])?;
        Ok(())
    }

    /// Takes on the rules of a site.
    pub(crate) fn rule(&self, site: &str, (text, until): &Rules) -> Result<()> {
        self.transaction.prepare_cached("INSERT OR REPLACE INTO rules VALUES (?1, ?2, ?3)")?.execute(params![site, text, until])?;
        Ok(())
    }

    /// A server says that nothing changed at an address.
    pub(crate) fn unchanged(&self, address: &str, limits: Limits) -> Result<Settled> {
        self.looked(address, limits, None)?;
        Ok(Settled::Unchanged)
    }

    /// An address gave the answer that it gave before.
    pub(crate) fn same(&self, address: &str, answer: &Answer, limits: Limits) -> Result<Settled> {
        self.answered(address, answer, limits)?;
        Ok(Settled::Unchanged)
    }

    /// Is it the answer that an address gave before?
    pub(crate) fn is_known(&self, address: &str, answer: &Answer) -> Result<bool> {
        let digest: Option<i64> =
            self.transaction.prepare_cached("SELECT digest FROM address WHERE address = ?1")?.query_row([address], |row| row.get(0))?;
        Ok(digest == Some(answer.digest))
    }

    /// An address gave an answer that is archived now. A page waits to be read.
    pub(crate) fn page(&self, address: &str, answer: &Answer, kept: &Kept, limits: Limits) -> Result<Settled> {
        let waits = "INSERT INTO waiting VALUES (?1, ?2, ?3)";
        self.transaction.prepare_cached(waits)?.execute(params![name(&kept.file), kept.start.cast_signed(), kept.length.cast_signed()])?;
        self.answered(address, answer, limits)?;
        Ok(Settled::Page)
    }

    /// An address gave a list: what it names is asked for, if it is new or has another stamp. When the list is looked at for the first time, only the
    /// newest are taken; the others count as known.
    pub(crate) fn list(&self, address: &str, answer: &Answer, links: &[Link], limits: Limits) -> Result<Settled> {
        let query = "SELECT depth, follow, looked IS NULL FROM address WHERE address = ?1";
        let row = |row: &Row<'_>| Ok((row.get::<_, i64>(0)?, row.get::<_, bool>(1)?, row.get::<_, bool>(2)?));
        let (depth, follow, is_first) = self.transaction.prepare_cached(query)?.query_row([address], row)?;
        if depth >= DEPTH {
            self.answered(address, answer, limits)?;
            return Ok(Settled::TooDeep);
        }
        let mut newest: Vec<&Link> = links.iter().collect();
        // Feeds have the newest first; of sitemaps, the stamps tell. The order of equals stays.
        newest.sort_by(|a, b| b.stamp.cmp(&a.stamp));
        let (mut taken, mut passed) = (0, 0);
        let mut put = self.transaction.prepare_cached(
            "INSERT INTO address (address, list, depth, follow, every, due, stamp) SELECT ?1, ?2, ?3, ?4, every, ?5, ?6 FROM address WHERE address = ?2
             ON CONFLICT DO UPDATE SET stamp = excluded.stamp, due = excluded.due WHERE list IS NOT NULL AND stamp IS NOT excluded.stamp AND excluded.stamp IS NOT NULL",
        )?;
        for link in newest {
            let due = (!is_first || taken < limits.backlog).then_some(limits.now);
            let changed = put.execute(params![link.address.as_str(), address, depth + 1, follow, due, link.stamp])?;
            *if due.is_some() { &mut taken } else { &mut passed } += changed;
        }
        self.answered(address, answer, limits)?;
        Ok(Settled::List(taken, passed))
    }

    /// An address was not had. What the user lists is tried for ever, ever more rarely; what a list names, some times.
    pub(crate) fn failed(&self, address: &str, limits: Limits) -> Result<Settled> {
        let query = "UPDATE address SET failures = failures + 1 WHERE address = ?1 RETURNING failures, every, list IS NULL";
        let row = |row: &Row<'_>| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, row.get::<_, bool>(2)?));
        let (failures, every, is_listed) = self.transaction.prepare_cached(query)?.query_row([address], row)?;
        let ends = !is_listed && failures >= TRIES;
        let wait = every.max(SHORTEST).saturating_mul(1 << failures.min(10)).min(LONGEST.max(every));
        self.put_due(address, (!ends).then(|| limits.now + spread(address, wait)))?;
        Ok(if ends { Settled::Ended } else { Settled::Again })
    }

    /// An address will not be had: what a list names is not tried again, what the user lists once a day.
    pub(crate) fn refused(&self, address: &str, limits: Limits) -> Result<Settled> {
        let query = "UPDATE address SET failures = failures + 1 WHERE address = ?1 RETURNING every, list IS NULL";
        let row = |row: &Row<'_>| Ok((row.get::<_, i64>(0)?, row.get::<_, bool>(1)?));
        let (every, is_listed) = self.transaction.prepare_cached(query)?.query_row([address], row)?;
        self.put_due(address, is_listed.then(|| limits.now + spread(address, LONGEST.max(every))))?;
        Ok(Settled::Ended)
    }

    /// A host asked to be left alone: so are all of its addresses that were to be asked.
    pub(crate) fn rests(&self, addresses: &[String], until: i64) -> Result<()> {
        let mut put = self.transaction.prepare_cached("UPDATE address SET due = max(due, ?2) WHERE address = ?1")?;
        addresses.iter().try_for_each(|address| put.execute(params![address, until]).map(|_| ()))?;
        Ok(())
    }

    /// How long a file of the archive is known to be.
    pub(crate) fn length(&self, file: &Path) -> Result<u64> {
        let query = "SELECT length FROM archive WHERE file = ?1";
        let length = self.transaction.prepare_cached(query)?.query_row([name(file)], |row| row.get::<_, i64>(0)).optional()?;
        Ok(length.map_or(0, i64::cast_unsigned))
    }

    /// A file of the archive is so long now.
    pub(crate) fn archived(&self, (file, length): (&Path, u64)) -> Result<()> {
        let put = "INSERT OR REPLACE INTO archive VALUES (?1, ?2)";
        self.transaction.prepare_cached(put)?.execute(params![name(file), length.cast_signed()])?;
        Ok(())
    }

    /// These are in the record now.
    pub(crate) fn brought(&self, kept: &[Kept], files: &[(PathBuf, String, String)]) -> Result<()> {
        for kept in kept {
            let gone = "DELETE FROM waiting WHERE file = ?1 AND start = ?2";
            self.transaction.prepare_cached(gone)?.execute(params![name(&kept.file), kept.start.cast_signed()])?;
        }
        for (_, path, mark) in files {
            self.transaction.prepare_cached("INSERT OR REPLACE INTO local VALUES (?1, ?2)")?.execute([path, mark])?;
        }
        Ok(())
    }

    /// Alerts of the first so many reports are known now, and owed to the sinks. One that is known already is not owed again.
    pub(crate) fn alerts(&self, alerts: &[(String, String)], sinks: &[String], reports: u64) -> Result<usize> {
        let mut fresh = 0;
        for (id, line) in alerts {
            let put = "INSERT INTO alert (id, line) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
            if self.transaction.prepare_cached(put)?.execute([id, line])? == 0 {
                continue;
            }
            fresh += 1;
            let number = self.transaction.last_insert_rowid();
            for sink in sinks {
                self.transaction.prepare_cached("INSERT INTO owed VALUES (?1, ?2)")?.execute(params![number, sink])?;
            }
        }
        self.transaction.execute("INSERT OR REPLACE INTO told VALUES (1, ?1)", [reports.cast_signed()])?;
        Ok(fresh)
    }

    /// Writes it.
    ///
    /// # Errors
    /// When it cannot be written; all is then as before.
    pub(crate) fn done(self) -> Result<()> {
        Ok(self.transaction.commit()?)
    }

    fn answered(&self, address: &str, answer: &Answer, limits: Limits) -> Result<()> {
        self.looked(address, limits, answer.fresh)?;
        let put = "UPDATE address SET etag = ?2, modified = ?3, digest = ?4 WHERE address = ?1";
        self.transaction.prepare_cached(put)?.execute(params![address, answer.etag, answer.modified, answer.digest])?;
        Ok(())
    }

    /// An address was had: what the user lists, and lists within lists, are looked at again after a while, a page is done.
    fn looked(&self, address: &str, limits: Limits, fresh: Option<Duration>) -> Result<()> {
        let query = "UPDATE address SET looked = ?2, failures = 0 WHERE address = ?1
             RETURNING every, list IS NULL OR EXISTS (SELECT 1 FROM address AS named WHERE named.list = address.address)";
        let row = |row: &Row<'_>| Ok((row.get::<_, i64>(0)?, row.get::<_, bool>(1)?));
        let (every, again) = self.transaction.prepare_cached(query)?.query_row(params![address, limits.now], row)?;
        let wait = fresh.map_or(every, |fresh| fresh.as_secs().cast_signed().clamp(every, LONGEST.max(every)));
        self.put_due(address, again.then(|| limits.now + spread(address, wait)))
    }

    fn put_due(&self, address: &str, due: Option<i64>) -> Result<()> {
        self.transaction.prepare_cached("UPDATE address SET due = ?2 WHERE address = ?1")?.execute(params![address, due])?;
        Ok(())
    }
}

/// A time to wait, a tenth longer at most, so that what came together does not come together for ever. By the address: no dice are needed.
fn spread(address: &str, wait: i64) -> i64 {
    wait + (xxh3_64(address.as_bytes()) % 1000).cast_signed() * (wait / 10) / 1000
}

/// The name of a file in its folder.
fn name(file: &Path) -> String {
    file.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
