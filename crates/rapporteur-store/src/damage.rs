//! Values of the file against what they point into: spans against their text, numbers against their lists. A file may be damaged, or changed by
//! another program; what does not fit is an error that names table, report and row, never a panic.

use crate::read::report_of;
use crate::{Error, Record, Result};
use rapporteur::extract::{Account, Commitment, Contact, Deed, Event, Findings, Position, Referent};
use rapporteur::record::Removal;
use rapporteur::text::Span;
use std::collections::BTreeSet;

/// What stands at places of a text.
pub(crate) trait Placed {
    /// The table whose rows it is.
    const TABLE: &'static str;
    /// All its places.
    fn places(&self) -> Vec<Span>;
}

impl Placed for Account {
    const TABLE: &'static str = "account";
    fn places(&self) -> Vec<Span> {
        let listed = [&self.content, &self.quoted, &self.cue, &self.source].into_iter().flatten();
        listed.chain(&self.addressee).chain(&self.medium).chain(&self.when).chain(&self.place).copied().collect()
    }
}

impl Placed for Removal {
    const TABLE: &'static str = "removed";
    fn places(&self) -> Vec<Span> {
        vec![self.span]
    }
}

impl Placed for Referent {
    const TABLE: &'static str = "referent";
    fn places(&self) -> Vec<Span> {
        self.mentions.iter().map(|mention| mention.span).collect()
    }
}

impl Placed for Contact {
    const TABLE: &'static str = "telling";
    fn places(&self) -> Vec<Span> {
        let parties = self.parties.iter().chain(&self.via).map(|party| party.span);
        let words = [Some(self.trigger), self.medium, self.when, self.place].into_iter().flatten();
        parties.chain(words).chain(self.topics.iter().copied()).collect()
    }
}

impl Placed for Event {
    const TABLE: &'static str = "act";
    fn places(&self) -> Vec<Span> {
        let parties = self.actors.iter().chain(&self.recipients).map(|party| party.span);
        parties.chain([self.trigger, self.sentence]).chain(self.place).chain(self.when.as_ref().map(|when| when.span)).collect()
    }
}

impl Placed for Commitment {
    const TABLE: &'static str = "commitment";
    fn places(&self) -> Vec<Span> {
        let parties = self.by.iter().chain(&self.to).map(|party| party.span);
        let due = self.due.as_ref().map(|due| due.span);
        self.content.iter().copied().chain(parties).chain(self.condition).chain([self.cue]).chain(due).collect()
    }
}

impl Placed for Deed {
    const TABLE: &'static str = "deed";
    fn places(&self) -> Vec<Span> {
        self.clause.iter().copied().chain([self.span]).chain(self.subject).chain(self.day.as_ref().map(|day| day.span)).collect()
    }
}

impl Placed for Position {
    const TABLE: &'static str = "position";
    fn places(&self) -> Vec<Span> {
        self.point.iter().chain([&self.actor, &self.cue]).copied().collect()
    }
}

/// What is placed in a text, if it is: each span a stretch of it.
pub(crate) fn within<P: Placed>(text: &str, report: &str, row: impl std::fmt::Display, placed: P) -> Result<P> {
    match placed.places().into_iter().find(|span| span.checked_of(text).is_none()) {
        None => Ok(placed),
        Some(span) => Err(Error::damaged(format!(
            "table {}, report {report}, row {row}: it points to {}-{} of a text of {} bytes",
            P::TABLE,
            span.start,
            span.end,
            text.len()
        ))),
    }
}

/// What a report tells, if all of it is placed in its text and points to what there is.
pub(crate) fn sound(text: &str, report: &str, findings: Findings) -> Result<Findings> {
    fn each<P: Placed>(text: &str, report: &str, placed: Vec<P>) -> Result<Vec<P>> {
        placed.into_iter().enumerate().map(|(row, one)| within(text, report, row, one)).collect()
    }
    let (people, accounts) = (findings.referents.len(), findings.accounts.len());
    for (row, account) in findings.accounts.iter().enumerate() {
        let named = account.speaker.iter().chain(&account.addressed).chain(&account.others);
        let points = [(named.copied().max(), people, "referent"), (account.within, accounts, "account")];
        for (at, many, what) in points {
            if let Some(at) = at.filter(|&at| at >= many) {
                return Err(Error::damaged(format!("table account, report {report}, row {row}: it names {what} {at} of {many}")));
            }
        }
    }
    let positions = findings.positions.iter().map(|position| position.referent);
    let parties = findings.contacts.iter().flat_map(|contact| contact.parties.iter().chain(&contact.via).map(|party| party.referent));
    let bound = findings.commitments.iter().flat_map(|one| one.by.iter().chain(&one.to).map(|party| party.referent));
    let acting = findings.events.iter().flat_map(|event| event.actors.iter().chain(&event.recipients).map(|party| party.referent));
    let vias = findings.events.iter().map(|event| event.via);
    for (table, named) in [
        ("position", positions.flatten().max()),
        ("telling", parties.flatten().max()),
        ("commitment", bound.flatten().max()),
        ("act", acting.chain(vias).flatten().max()),
    ] {
        if let Some(at) = named.filter(|&at| at >= people) {
            return Err(Error::damaged(format!("table {table}, report {report}: it names referent {at} of {people}")));
        }
    }
    Ok(Findings {
        accounts: each(text, report, findings.accounts)?,
        referents: each(text, report, findings.referents)?,
        contacts: each(text, report, findings.contacts)?,
        events: each(text, report, findings.events)?,
        commitments: each(text, report, findings.commitments)?,
        deeds: each(text, report, findings.deeds)?,
        positions: each(text, report, findings.positions)?,
    })
}

impl Record {
    /// What of the file does not fit together, in words: tables that are missing, and rows of reports that point outside their text.
    ///
    /// # Errors
    /// When the file cannot be read at all.
    pub fn damages(&self) -> Result<Vec<String>> {
        let mut found = self.missing()?;
        found.extend(self.cut()?);
        if !found.is_empty() {
            return Ok(found);
        }
        let ids: Vec<i64> = self
            .connection
            .prepare("SELECT id FROM report ORDER BY id")?
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        for id in ids {
            if let Err(error) = report_of(&self.connection, id).and_then(|_| self.findings(id)) {
                found.push(error.damage());
            }
        }
        Ok(found)
    }

    /// What is missing of the file's last page, if anything is: SQLite reads what a cut took away as empty.
    pub(crate) fn cut(&self) -> Result<Option<String>> {
        let page: i64 = self.connection.query_row("PRAGMA page_size", [], |row| row.get(0))?;
        let page = u64::try_from(page).unwrap_or(0);
        let length = std::fs::metadata(self.path()).map_or(0, |metadata| metadata.len());
        Ok((page > 0 && !length.is_multiple_of(page)).then(|| format!("the file ends within a page: {} of {page} bytes", length % page)))
    }

    /// Tables, indexes and their columns that a record has and this one has not.
    fn missing(&self) -> Result<Vec<String>> {
        let whole = crate::migrations::empty()?;
        let parts = |connection: &rusqlite::Connection| -> Result<BTreeSet<(String, String, String)>> {
            let query =
                "SELECT type, name, coalesce((SELECT group_concat(column.name) FROM pragma_table_info(sqlite_master.name) AS column), '')
                 FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'";
            let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
            Ok(connection.prepare(query)?.query_map([], row)?.collect::<rusqlite::Result<_>>()?)
        };
        let (kept, needed) = (parts(&self.connection)?, parts(&whole)?);
        Ok(needed
            .difference(&kept)
            .map(|(kind, name, _)| format!("the {kind} `{name}` is missing, or has other columns than it was made with"))
            .collect())
    }
}
