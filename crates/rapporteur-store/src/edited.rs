//! Corrections of what an input said of its report. A report's row holds what is taken for right; the corrections hold what the input said, so that the
//! report's key can still be worked out, and so that any of them can be undone whatever came after it.

use crate::corrections::rows;
use crate::derive::{FINDINGS, empty};
use crate::error::Kind;
use crate::layers::LAYERS;
use crate::{Result, Stated, forgotten};
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A field of a report that users may correct.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// The outlet.
    Outlet,
    /// The published time.
    Published,
    /// The headline.
    Title,
    /// The address.
    Url,
    /// The language.
    Language,
}

impl Field {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Outlet, Self::Published, Self::Title, Self::Url, Self::Language];

    /// The word that is stored and printed; also the column of the report.
    pub fn label(self) -> &'static str {
        match self {
            Self::Outlet => "outlet",
            Self::Published => "published",
            Self::Title => "title",
            Self::Url => "url",
            Self::Language => "language",
        }
    }
}

/// A field, as it was and as it is now; nothing where it was, or is, not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The field.
    pub field: Field,
    /// What it was before.
    pub was: Option<String>,
    /// What it is.
    pub now: Option<String>,
}

impl Change {
    pub(crate) fn row(&self) -> Value {
        json!({"field": self.field.label(), "was": self.was, "now": self.now})
    }

    pub(crate) fn read(row: &Value) -> Option<Self> {
        let text = |name: &str| row[name].as_str().map(str::to_owned);
        let field = Field::ALL.into_iter().find(|field| row["field"] == field.label())?;
        Some(Self { field, was: text("was"), now: text("now") })
    }
}

/// Fields of a report with their values.
pub(crate) type Fields = BTreeMap<Field, Option<String>>;

/// What the inputs said of the reports of which something was ever corrected, by key: of the fields that were.
pub(crate) fn as_added(connection: &Connection) -> Result<BTreeMap<String, Fields>> {
    let mut found: BTreeMap<String, Fields> = BTreeMap::new();
    for correction in rows(connection, true)? {
        if let Stated::Edit { report, changes } = correction.stated {
            let fields = found.entry(report).or_default();
            changes.into_iter().for_each(|change| _ = fields.entry(change.field).or_insert(change.was));
        }
    }
    Ok(found)
}

/// What is taken for right of a report, of the fields that were ever corrected: the last correction that was not undone, else what the input said.
fn as_corrected(connection: &Connection, report: &str) -> Result<Fields> {
    let mut fields = as_added(connection)?.remove(report).unwrap_or_default();
    for correction in rows(connection, false)? {
        if let Stated::Edit { report: of, changes } = correction.stated
            && of == report
        {
            fields.extend(changes.into_iter().map(|change| (change.field, change.now)));
        }
    }
    Ok(fields)
}

/// Makes sure that a report is there, and its fields are what a correction says that they were.
pub(crate) fn expect(transaction: &Transaction<'_>, report: &str, changes: &[Change]) -> Result<()> {
    let id = forgotten::row(transaction, report)?;
    for change in changes {
        let query = format!("SELECT {} FROM report WHERE id = ?1", change.field.label());
        let kept: Option<String> = transaction.prepare_cached(&query)?.query_row([id], |row| row.get(0))?;
        if kept != change.was {
            return Err(
                Kind::Conflict(format!("the {} of {report} was corrected meanwhile; look at it again", change.field.label())).into()
            );
        }
    }
    Ok(())
}

/// Makes a report's row what is taken for right. Where it is another than before, what the report tells is read again, and all layers are made anew.
pub(crate) fn apply(transaction: &Transaction<'_>, report: &str) -> Result<()> {
    let id =
        transaction.prepare_cached("SELECT id FROM report WHERE key = ?1")?.query_row([report], |row| row.get::<_, i64>(0)).optional()?;
    // One that was taken out since is beyond correction.
    let Some(id) = id else { return Ok(()) };
    forgotten::leave_search(transaction, id)?;
    let mut changed = false;
    for (field, value) in as_corrected(transaction, report)? {
        let column = field.label();
        let update = format!("UPDATE report SET {column} = ?2 WHERE id = ?1 AND {column} IS NOT ?2");
        // Nothing is derived from an address.
        changed |= transaction.prepare_cached(&update)?.execute(params![id, value])? > 0 && field != Field::Url;
    }
    transaction.execute("INSERT INTO report_search (rowid, title, text) SELECT id, title, text FROM report WHERE id = ?1", [id])?;
    if changed {
        forgotten::unread(transaction, id)?;
        empty(transaction, &LAYERS)?;
    }
    Ok(())
}

/// The tables of what is known of one report by itself.
pub(crate) fn of_report() -> impl Iterator<Item = &'static str> {
    FINDINGS.iter().copied().chain(["sketch"])
}
