//! What is owed: commitments chosen by who is bound, to whom, when they fall due, and where they stand on a day.

mod files;

pub use files::{calendar, table};

use crate::{Desk, Period, Result};
use rapporteur::extract::CONFIDENT;
use rapporteur::link::commitment::Status;
use rapporteur::text::Span;
use rapporteur_store::{LedgerRow, Outcomes, Owed, OwedOrder, Told, Undertaking};

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
    /// Which come first.
    pub order: OwedOrder,
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
    /// The commitments that are asked for, in their order; `each` says false to stop.
    ///
    /// # Errors
    /// When an actor is not known, or the record cannot be read.
    pub fn ledger(&self, asked: &Asked, each: impl FnMut(LedgerRow) -> bool) -> Result<()> {
        let owed = self.owed(asked)?;
        self.record.ledger(&self.resources, &|language| self.calendar.commitments(language), &owed, each).map_err(Into::into)
    }

    /// The commitments that may be asked for, as they are told; where one stands is looked up when it is asked. `each` says false to stop.
    ///
    /// # Errors
    /// As for `ledger`, or as `each` says.
    pub fn undertakings(&self, asked: &Asked, each: impl FnMut(Told<'_, '_, '_>) -> rapporteur_store::Result<bool>) -> Result<()> {
        let owed = self.owed(asked)?;
        self.record.undertakings(&self.resources, &|language| self.calendar.commitments(language), &owed, each).map_err(Into::into)
    }

    /// The first of the commitments that are asked for, and whether there are more.
    ///
    /// # Errors
    /// As for `ledger`.
    pub fn first_of_ledger(&self, asked: &Asked, most: usize) -> Result<(Vec<LedgerRow>, bool)> {
        let (mut rows, mut more) = (Vec::new(), false);
        self.ledger(asked, |row| {
            more = rows.len() == most;
            if !more {
                rows.push(row);
            }
            !more
        })?;
        Ok((rows, more))
    }

    /// What came of all commitments of the record by its last day; each is looked up, which takes time. Whoever asks a record that stands still many questions
    /// gives it to the desk (`outcomes`).
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn look_up_outcomes(&self) -> Result<Option<Outcomes>> {
        Ok(self.record.outcomes(&self.resources, &|language| self.calendar.commitments(language))?)
    }

    /// How many commitments are asked for. Where a status or a day is asked, each must be looked up.
    ///
    /// # Errors
    /// As for `ledger`.
    pub fn ledger_len(&self, asked: &Asked) -> Result<usize> {
        let owed = self.owed(asked)?;
        self.record.ledger_len(&self.resources, &|language| self.calendar.commitments(language), &owed).map_err(Into::into)
    }

    /// The last day before some days, and the first day behind them, on which something that is asked for falls due where it is told; days are counted
    /// from 1970.
    ///
    /// # Errors
    /// As for `ledger`.
    pub fn due_beside(&self, asked: &Asked, days: (i64, i64)) -> Result<[Option<i64>; 2]> {
        Ok(self.record.due_beside(&self.owed(asked)?, days)?)
    }

    fn owed(&self, asked: &Asked) -> Result<Owed> {
        let named = |name: &Option<String>| name.as_deref().map_or_else(|| Ok(Vec::new()), |name| self.record.actors_named(name));
        Ok(Owed {
            by: named(&asked.by)?,
            to: named(&asked.to)?,
            status: asked.status,
            due: asked.due.map(Period::days),
            reports: asked.reports.clone(),
            as_of: asked.as_of,
            known: self.outcomes.clone(),
            least: if asked.unsure { 0 } else { CONFIDENT },
            order: asked.order,
        })
    }

    /// The commitment of an identifier, or of an unambiguous beginning of one, sure or not.
    ///
    /// # Errors
    /// When there is none, or several, or the record cannot be read.
    pub fn commitment(&self, name: &str) -> Result<LedgerRow> {
        self.record.commitment(&self.resources, &|language| self.calendar.commitments(language), name).map_err(Into::into)
    }
}

/// Who is bound: the actor's name, else the words of the first report.
pub fn by(of: &Undertaking) -> Option<String> {
    party(of, &of.by, of.first().commitment.by.map(|party| party.span))
}

/// To whom: the actor's name, else the words of the first report.
pub fn to(of: &Undertaking) -> Option<String> {
    party(of, &of.to, of.first().commitment.to.map(|party| party.span))
}

fn party(of: &Undertaking, actor: &Option<(String, String)>, span: Option<Span>) -> Option<String> {
    let text = of.first().report.text.as_str();
    actor.as_ref().map(|(_, name)| name.clone()).or_else(|| span.map(|span| span.of(text).to_owned()))
}

/// What is undertaken, in the words of the first report, parts joined by an ellipsis.
pub fn words(of: &Undertaking) -> String {
    let text = of.first().report.text.as_str();
    of.first().commitment.content.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" … ")
}

/// The status in words; of what is past due, how many reports came since without a word of it.
pub fn stands(row: &LedgerRow) -> String {
    match row.standing.status {
        Status::Due => format!("due, nothing heard in {} report{} since", row.since, if row.since == 1 { "" } else { "s" }),
        status => status.label().to_owned(),
    }
}
