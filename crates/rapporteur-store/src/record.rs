//! Opening a record, and the one way into it: a batch of reports in one transaction.

use crate::error::Kind;
use crate::migrations::{APPLICATION, FORMAT, migrations};
use crate::{Result, forgotten};
use rapporteur::record::Report;
use rapporteur::record::derive::Summary;
use rusqlite::{Connection, OpenFlags, OptionalExtension, Transaction, params};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// An open record.
#[derive(Debug)]
pub struct Record {
    pub(crate) connection: Connection,
    path: PathBuf,
}

/// What became of a report that was brought to the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is new.
    Added,
    /// Its address was known with another text; both are kept.
    NewVersion,
    /// It was there already.
    Known,
    /// It was taken out of the record; why, in words.
    Removed(String),
}

/// Prepared statements that are kept: more than all layers together have.
const STATEMENTS: usize = 256;

/// How long a writer waits for another writer before it gives up.
const PATIENCE: Duration = Duration::from_secs(10);

impl Record {
    /// Opens a record for writing; makes it, and its folder, where there is none, and brings an older format up to date.
    ///
    /// # Errors
    /// When the file cannot be opened, is no record, or has a newer format.
    pub fn open(path: &Path) -> Result<Self> {
        let failed = |source| Kind::Open { path: path.to_owned(), source };
        let mut connection = Connection::open(path).map_err(failed)?;
        connection.busy_timeout(PATIENCE)?;
        Self::check_kind(&connection, path)?;
        // WAL: readers go on while one writer writes. FULL: what is committed survives a loss of power too.
        connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
        connection.execute_batch(
            "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -196608; PRAGMA temp_store = MEMORY;",
        )?;
        // Marked before it is made: a file that a kill leaves behind is empty, or ours.
        connection.pragma_update(None, "application_id", APPLICATION)?;
        let from: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
        migrations()
            .to_latest(&mut connection)
            .map_err(|_| Kind::Damaged(format!("its tables are not those of the format number that it states, {from}")))?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        Ok(Self { connection, path: path.to_owned() })
    }

    /// Opens a record for reading, and never writes to it: not where its folder cannot be written, and not while another writes. It
    /// sees one state of the record, that of now.
    ///
    /// # Errors
    /// When there is no record, it has an older or newer format, or as for [`Record::open`].
    pub fn open_to_read(path: &Path) -> Result<Self> {
        if !path.exists() {
            return Err(Kind::Missing(path.to_owned()).into());
        }
        let connection = match Self::reader(path, "") {
            // SQLite wants a file beside the record even for reading. Where none can be made nobody writes, and the record stands still.
            Err(error) if error.is_closed() => Self::reader(path, "?immutable=1")?,
            other => other?,
        };
        Ok(Self { connection, path: path.to_owned() })
    }

    fn reader(path: &Path, how: &str) -> Result<Connection> {
        let failed = |source| Kind::Open { path: path.to_owned(), source };
        let name = path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
        // A connection that may not write leaves SQLite's files beside the record when it makes them. Where nobody else has made them, one
        // that may takes them away again; it is told to write nothing.
        let log = PathBuf::from(format!("{}-wal", path.display()));
        let mode = if log.exists() { OpenFlags::SQLITE_OPEN_READ_ONLY } else { OpenFlags::SQLITE_OPEN_READ_WRITE };
        let flags = mode | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
        let connection = Connection::open_with_flags(format!("file:{name}{how}"), flags).map_err(failed)?;
        connection.busy_timeout(PATIENCE)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        let format = Self::check_kind(&connection, path)?;
        let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_master", [], |row| row.get(0))?;
        if format == 0 && tables > 0 {
            return Err(Kind::Damaged("it has tables and states no format number (user_version is 0)".to_owned()).into());
        }
        if format == 0 {
            // A run that was killed before it had made the record.
            return Err(Kind::Missing(path.to_owned()).into());
        }
        if format < FORMAT as i64 {
            return Err(Kind::TooOld { path: path.to_owned(), found: format, known: FORMAT }.into());
        }
        connection.execute_batch("PRAGMA query_only = ON; PRAGMA cache_size = -65536; PRAGMA mmap_size = 2147418112;")?;
        Self::fix(&connection)?;
        Ok(connection)
    }

    /// Fixes the state that all later looks see.
    fn fix(connection: &Connection) -> Result<()> {
        connection.execute_batch("BEGIN")?;
        Ok(connection.query_row("SELECT count(*) FROM sqlite_master", [], |_| Ok(()))?)
    }

    /// Lets go of the state that a record opened for reading sees: one that is kept open and not asked keeps nothing from being tidied up.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn let_go(&self) -> Result<()> {
        Ok(self.connection.execute_batch("COMMIT")?)
    }

    /// Sees, after [`Record::let_go`], the state of now.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn look_again(&self) -> Result<()> {
        Self::fix(&self.connection)
    }

    /// A number that is another where another connection has written to the record since it was asked last; nothing is looked at after
    /// [`Record::let_go`] but this.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn version(&self) -> Result<i64> {
        Ok(self.connection.pragma_query_value(None, "data_version", |row| row.get(0))?)
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The format of a file that is a record.
    fn check_kind(connection: &Connection, path: &Path) -> Result<i64> {
        let pragma = |name: &str| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
        let (format, application) = match (pragma("user_version"), pragma("application_id")) {
            (Ok(format), Ok(application)) => (format, application),
            (Err(error), _) | (_, Err(error)) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::NotADatabase) => {
                return Err(Kind::Foreign(path.to_owned()).into());
            }
            (Err(error), _) | (_, Err(error)) => return Err(error.into()),
        };
        let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_master", [], |row| row.get(0))?;
        match () {
            () if tables > 0 && application != APPLICATION => Err(Kind::Foreign(path.to_owned()).into()),
            () if format > FORMAT as i64 => Err(Kind::TooNew { path: path.to_owned(), found: format, known: FORMAT }.into()),
            () => Ok(format),
        }
    }

    /// Puts a batch into the record in one transaction: after a crash all of it is there or none.
    ///
    /// # Errors
    /// When the file cannot be written; the record is then as before.
    pub fn commit(&mut self, batch: &[(String, Report, Summary)]) -> Result<Vec<Outcome>> {
        let transaction = self.connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let outcomes = batch.iter().map(|(input, report, summary)| put(&transaction, input, report, summary)).collect::<Result<_>>()?;
        transaction.commit()?;
        Ok(outcomes)
    }

    pub(crate) fn meta(&self, name: &str) -> Result<Option<String>> {
        Ok(self.connection.query_row("SELECT value FROM meta WHERE name = ?1", [name], |row| row.get(0)).optional()?)
    }
}

fn put(transaction: &Transaction<'_>, input: &str, report: &Report, summary: &Summary) -> Result<Outcome> {
    let known: Option<i64> =
        transaction.prepare_cached("SELECT id FROM report WHERE key = ?1")?.query_row([&report.key], |row| row.get(0)).optional()?;
    if let Some(id) = known {
        see(transaction, id, input)?;
        return Ok(Outcome::Known);
    }
    if let Some(why) = forgotten::refused(transaction, &report.key)? {
        return Ok(Outcome::Removed(why));
    }
    let version = match &report.url {
        Some(url) => transaction.prepare_cached("SELECT 1 FROM report WHERE url = ?1")?.exists([url])?,
        None => false,
    };
    transaction
        .prepare_cached(
            "INSERT INTO report (id, key, own_id, url, title, outlet, published, dateline, credit, byline, language, text)
             VALUES (1 + max(coalesce((SELECT max(id) FROM report), 0), coalesce((SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'last report'), 0)),
                     ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?
        .execute(params![
            report.key,
            report.own_id,
            report.url,
            report.title,
            report.outlet,
            report.published.map(|time| time.to_string()),
            report.dateline,
            report.credit,
            report.byline,
            report.language,
            report.text
        ])?;
    let id = transaction.last_insert_rowid();
    for removal in &report.removed {
        transaction.prepare_cached("INSERT OR IGNORE INTO removed VALUES (?1, ?2, ?3, ?4)")?.execute(params![
            id,
            removal.span.start,
            removal.span.end,
            removal.why.code()
        ])?;
    }
    see(transaction, id, input)?;
    put_sketch(transaction, id, summary)?;
    transaction.prepare_cached("INSERT INTO waiting VALUES (?1)")?.execute([id])?;
    transaction.prepare_cached("INSERT INTO report_search (rowid, title, text) VALUES (?1, ?2, ?3)")?.execute(params![
        id,
        report.title,
        report.text
    ])?;
    Ok(if version { Outcome::NewVersion } else { Outcome::Added })
}

fn see(transaction: &Transaction<'_>, id: i64, input: &str) -> Result<()> {
    transaction.prepare_cached("INSERT OR IGNORE INTO sighting VALUES (?1, ?2)")?.execute(params![id, input])?;
    Ok(())
}

pub(crate) fn put_sketch(transaction: &Transaction<'_>, id: i64, summary: &Summary) -> Result<()> {
    let keys: Vec<u8> = summary.reprint_keys.iter().flat_map(|key| key.to_le_bytes()).collect();
    let terms: Vec<u8> =
        summary.sketch.terms.iter().flat_map(|term| term.hash.to_le_bytes().into_iter().chain(term.weight.to_le_bytes())).collect();
    transaction.prepare_cached("INSERT OR REPLACE INTO sketch VALUES (?1, ?2, ?3, ?4, ?5)")?.execute(params![
        id,
        summary.imprint.words,
        keys,
        terms,
        summary.sketch.leading.join("\t")
    ])?;
    Ok(())
}
