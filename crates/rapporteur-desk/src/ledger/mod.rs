//! What is owed: commitments chosen by who is bound, to whom, when they fall due, and where they stand on a day.

mod files;

pub use files::{calendar, table};

use crate::{Desk, Error, Period, Result};
use rapporteur::extract::CONFIDENT;
use rapporteur::link::commitment::Status;
use rapporteur::text::Span;
use rapporteur_store::{LedgerRow, Owed};

/// Which commitments are asked for; what is left out asks for all.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Who is bound, or demands: an actor's identifier or name.
    pub by: Option<String>,
    /// To whom, or of whom it is demanded.
    pub to: Option<String>,
    /// Where it stands.
    pub status: Option<Status>,
    /// When it falls due.
    pub due: Option<Period>,
    /// Keys of the reports that tell it; empty for all.
    pub reports: Vec<String>,
    /// The day, counted from 1970, as of which it stands; none for the last day on which a report was published.
    pub as_of: Option<i64>,
    /// Rows below the line of confidence too.
    pub unsure: bool,
    /// Only what has a day where it is told.
    pub dated: bool,
}

impl Asked {
    /// Reads the day as of which commitments stand.
    ///
    /// # Errors
    /// When it is no day.
    pub fn day(written: &str) -> Result<i64> {
        crate::days::first_and_last(written).map(|days| days.1)
    }
}

impl Desk {
    /// The commitments that are asked for, in the order of their first reports.
    ///
    /// # Errors
    /// When an actor is not known, or the record cannot be read.
    pub fn ledger(&self, asked: &Asked) -> Result<Vec<LedgerRow>> {
        let named = |name: &Option<String>| name.as_deref().map_or_else(|| Ok(Vec::new()), |name| self.record.actors_named(name));
        let due = asked.due.map(|period| (period.since.unwrap_or(i64::MIN), period.until.unwrap_or(i64::MAX)));
        let owed = Owed {
            by: named(&asked.by)?,
            to: named(&asked.to)?,
            status: asked.status,
            due,
            reports: asked.reports.clone(),
            as_of: asked.as_of,
            dated: asked.dated,
            least: if asked.unsure { 0 } else { CONFIDENT },
        };
        self.record.ledger(&self.resources, &|language| self.calendar.commitments(language), &owed).map_err(Into::into)
    }

    /// The commitment of an identifier, or of an unambiguous beginning of one, sure or not.
    ///
    /// # Errors
    /// When there is none, or several, or the record cannot be read.
    pub fn commitment(&self, name: &str) -> Result<LedgerRow> {
        let mut rows = self.ledger(&Asked { unsure: true, ..Asked::default() })?;
        rows.retain(|row| row.id.starts_with(name));
        match rows.len() {
            0 => Err(Error::advised(format!("there is no commitment {name}"), "`rapporteur ledger` lists them")),
            1 => Ok(rows.remove(0)),
            _ => {
                let ids: Vec<String> = rows.into_iter().map(|row| row.id).collect();
                Err(rapporteur_store::Error::ambiguous("commitments", name, &ids).into())
            }
        }
    }

    /// What one actor, by its identifier, undertook or demanded; and what was undertaken to it or asked of it. The ledger is worked out once for both.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn ledger_of(&self, actor: &str) -> Result<[Vec<LedgerRow>; 2]> {
        let rows = self.ledger(&Asked::default())?;
        let is_it = |side: &Option<(String, String)>| side.as_ref().is_some_and(|(id, _)| id == actor);
        let owed = rows.iter().filter(|row| is_it(&row.to)).cloned().collect();
        Ok([rows.into_iter().filter(|row| is_it(&row.by)).collect(), owed])
    }
}

/// Who is bound: the actor's name, else the words of the first report.
pub fn by(row: &LedgerRow) -> Option<String> {
    party(row, &row.by, row.first().commitment.by.map(|party| party.span))
}

/// To whom: the actor's name, else the words of the first report.
pub fn to(row: &LedgerRow) -> Option<String> {
    party(row, &row.to, row.first().commitment.to.map(|party| party.span))
}

fn party(row: &LedgerRow, actor: &Option<(String, String)>, span: Option<Span>) -> Option<String> {
    let text = row.first().report.text.as_str();
    actor.as_ref().map(|(_, name)| name.clone()).or_else(|| span.map(|span| span.of(text).to_owned()))
}

/// What is undertaken, in the words of the first report, parts joined by an ellipsis.
pub fn words(row: &LedgerRow) -> String {
    let text = row.first().report.text.as_str();
    row.first().commitment.content.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" … ")
}

/// The status in words; of what is past due, how many reports came since without a word of it.
pub fn stands(row: &LedgerRow) -> String {
    match row.standing.status {
        Status::Due => format!("due, nothing heard in {} report{} since", row.since, if row.since == 1 { "" } else { "s" }),
        status => status.label().to_owned(),
    }
}
