//! Contacts in the file: what each report tells of them, and each contact with its tellings.

use crate::sift::Sift;
use crate::told::{known, read_spans, spans};
use crate::{Error, Record, Result};
use rapporteur::extract::{Contact, ContactKind, ContactRule, Party, Status};
use rapporteur::link::witnesses;
use rapporteur::record::Report;
use rapporteur::text::Span;
use rusqlite::{Row, Transaction, params};

/// The columns of a telling, in the order in which `read_contact` takes them.
pub(crate) const TELLING: &str = "kind, word, parties, initiator, medium, \"when\", value, first, last, place, topics, status, via, rule";

/// One report's telling of a contact.
#[derive(Clone, Debug)]
pub struct TellingRow {
    /// The report.
    pub report: Report,
    /// The report whose copy it carries; itself where it carries nobody's.
    pub origin: String,
    /// What it tells.
    pub contact: Contact,
}

/// One contact with all its tellings.
#[derive(Clone, Debug)]
pub struct ContactView {
    /// Its identifier.
    pub id: String,
    /// What kind it is.
    pub kind: ContactKind,
    /// The days it can have been on, by all its tellings; counted from 1970.
    pub days: Option<(i64, i64)>,
    /// Who took part: identifier, name, state.
    pub parties: Vec<(String, String, Option<String>)>,
    /// Its tellings, earliest published first.
    pub tellings: Vec<TellingRow>,
}

impl ContactView {
    /// How many independent origins tell it: copies of one text count once, and so does one outlet.
    pub fn origins(&self) -> usize {
        witnesses(self.tellings.iter().map(|telling| (telling.origin.as_str(), telling.report.outlet.as_deref())))
    }

    /// Does any report tell when it was? Where none does, its days lie near those of publication.
    pub fn tells_day(&self) -> bool {
        let told = |value: &String| value != "PAST_REF" && value != "FUTURE_REF";
        self.tellings.iter().any(|telling| telling.contact.when.is_some() && telling.contact.value.as_ref().is_none_or(told))
    }

    /// The first day on which it was reported, counted from 1970.
    pub fn reported(&self) -> Option<i64> {
        self.tellings.iter().filter_map(|telling| telling.report.published).map(|time| time.days().0).min()
    }

    /// What became of it, by the last of its tellings that says.
    pub fn status(&self) -> Status {
        status_of(self.tellings.iter().map(|telling| telling.contact.status))
    }
}

/// What became of something by its tellings, earliest first: the last that tells that it took place or not, else the last that awaits it.
pub(crate) fn status_of(tellings: impl DoubleEndedIterator<Item = Status> + Clone) -> Status {
    let settled = tellings.clone().rev().find(|status| !status.is_open());
    settled.or(tellings.last()).unwrap_or(Status::Hypothetical)
}

impl Record {
    /// The contacts that are listed; `each` says false to stop.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn contacts(&self, sift: &Sift, mut each: impl FnMut(ContactView) -> bool) -> Result<()> {
        self.sifted("contact", sift, |id| Ok(each(self.contact_of(id)?)))
    }

    /// How many contacts are listed.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn contacts_len(&self, sift: &Sift) -> Result<usize> {
        self.sifted_len("contact", sift)
    }

    /// The contacts that some reports tell of, by the first day they can have been on; reports by their keys.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn contacts_in(&self, reports: &[&str]) -> Result<Vec<ContactView>> {
        let query = "SELECT DISTINCT contact.id FROM report JOIN contact_telling ON contact_telling.report = report.id
             JOIN contact ON contact.id = contact_telling.contact WHERE report.key IN (SELECT value FROM json_each(?1))
             ORDER BY contact.first IS NULL, contact.first, contact.last, contact.place, contact.id";
        let mut statement = self.connection.prepare_cached(query)?;
        let ids = statement.query_map([serde_json::json!(reports).to_string()], |row| row.get(0))?;
        ids.map(|id: rusqlite::Result<String>| self.contact_of(&id?)).collect()
    }

    /// The contact of an identifier, or of an unambiguous beginning of one.
    ///
    /// # Errors
    /// When there is none, or several.
    pub fn contact(&self, name: &str) -> Result<ContactView> {
        self.contact_of(&self.only_id("contact", name)?)
    }

    fn contact_of(&self, id: &str) -> Result<ContactView> {
        let row = |row: &Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, Option<i64>>(1)?.zip(row.get(2)?)));
        let (kind, days) = self.connection.prepare_cached("SELECT kind, first, last FROM contact WHERE id = ?1")?.query_row([id], row)?;
        let mut parties =
            self.connection.prepare_cached("SELECT actor, name, state FROM contact_party WHERE contact = ?1 ORDER BY state, actor")?;
        let parties = parties.query_map([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?.collect::<rusqlite::Result<_>>()?;
        let sql = format!(
            "SELECT {TELLING}, telling.report AS at, origin.key AS origin FROM contact_telling
             JOIN telling ON telling.report = contact_telling.report AND telling.number = contact_telling.telling
             JOIN carrier ON carrier.report = telling.report JOIN report AS origin ON origin.id = carrier.origin WHERE contact = ?1 ORDER BY rank, number"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let (mut rows, mut tellings) = (statement.query([id])?, Vec::new());
        while let Some(row) = rows.next()? {
            let report = self.report_by_row(row.get("at")?)?;
            tellings.push(TellingRow {
                contact: crate::damage::within(&report.text, &report.key, format!("of {id}"), read_contact(row)?)?,
                report,
                origin: row.get("origin")?,
            });
        }
        tellings.sort_by_key(|telling: &TellingRow| telling.report.published.map_or(i64::MAX, |time| time.seconds().1));
        Ok(ContactView { id: id.to_owned(), kind: known(ContactKind::of(&kind), &kind)?, days, parties, tellings })
    }
}

/// Writes what a report tells of contacts.
pub(crate) fn put_tellings(transaction: &Transaction<'_>, report: i64, contacts: &[Contact]) -> Result<()> {
    let mut insert = transaction
        .prepare_cached("INSERT OR REPLACE INTO telling VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)")?;
    let party = |party: &Party| (party.span.start, party.span.end, party.referent);
    for (number, one) in contacts.iter().enumerate() {
        let (first, last) = one.days.unzip();
        insert.execute(params![
            report,
            number as i64,
            one.kind.label(),
            spans(&[one.trigger]),
            serde_json::json!(one.parties.iter().map(party).collect::<Vec<_>>()).to_string(),
            one.initiator.map(|at| at as i64),
            spans(one.medium.as_slice()),
            spans(one.when.as_slice()),
            one.value,
            first,
            last,
            spans(one.place.as_slice()),
            spans(&one.topics),
            one.status.label(),
            serde_json::json!(one.via.iter().map(party).collect::<Vec<_>>()).to_string(),
            one.rule.code(),
        ])?;
    }
    Ok(())
}

/// A telling, from columns in the order in which the table has them, report and number left out.
pub(crate) fn read_contact(row: &Row<'_>) -> Result<Contact> {
    let text = |at: usize| row.get::<_, String>(at);
    let spans = |at: usize| read_spans(&row.get::<_, String>(at)?);
    let (kind, status, rule) = (text(0)?, text(11)?, text(13)?);
    let word = spans(1)?.first().copied().ok_or_else(|| Error::damaged("a contact has no word"))?;
    Ok(Contact {
        kind: known(ContactKind::of(&kind), &kind)?,
        trigger: word,
        parties: read_parties(&text(2)?)?,
        initiator: row.get::<_, Option<i64>>(3)?.map(|at| at as usize),
        medium: spans(4)?.first().copied(),
        when: spans(5)?.first().copied(),
        value: row.get(6)?,
        days: row.get::<_, Option<i32>>(7)?.zip(row.get(8)?),
        place: spans(9)?.first().copied(),
        topics: spans(10)?,
        status: known(Status::of(&status), &status)?,
        via: read_parties(&text(12)?)?.into_iter().next(),
        rule: known(ContactRule::of(&rule), &rule)?,
    })
}

fn read_parties(json: &str) -> Result<Vec<Party>> {
    let read: Vec<(u32, u32, Option<usize>)> = serde_json::from_str(json).map_err(|error| Error::damaged(error.to_string()))?;
    Ok(read.into_iter().map(|(start, end, referent)| Party { span: Span { start, end }, referent }).collect())
}
