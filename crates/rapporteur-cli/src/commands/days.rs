//! Days that the user names: what is counted from today is put on the calendar here, at the edge of the program, and the day that comes of it is
//! told. Everything behind it is given days of the calendar and has no clock.

use super::Setting;
use crate::arguments;
use crate::problem::Outcome;
use jiff::civil::Date;
use rapporteur_desk::{Period, days};

impl Setting {
    /// A day, month, year or range.
    pub(super) fn range(&self, written: &str) -> Outcome<Period> {
        Ok(Period::read_range(&self.on_the_calendar(written)?)?)
    }

    /// The days from one on, to another, or both.
    pub(super) fn period(&self, period: &arguments::Period) -> Outcome<Period> {
        let day = |written: &Option<String>| written.as_deref().map(|written| self.on_the_calendar(written)).transpose();
        Ok(Period::read(day(&period.since)?.as_deref(), day(&period.until)?.as_deref())?)
    }

    /// One day.
    pub(super) fn day(&self, written: &str) -> Outcome<Date> {
        Ok(days::one(&self.on_the_calendar(written)?)?)
    }

    /// What is written, with days of the calendar.
    pub(super) fn on_the_calendar(&self, written: &str) -> Outcome<String> {
        let on_the_calendar = days::counted(written, || self.today())?;
        if on_the_calendar != written {
            crate::console::note!("{written}: {on_the_calendar}");
        }
        Ok(on_the_calendar)
    }

    /// The time at which something is kept, to the second; the day, where one is stated as today's.
    pub(super) fn now(&self) -> Outcome<String> {
        match &self.today {
            Some(stated) => Ok(days::one(stated)?.to_string()),
            None => Ok(moment()),
        }
    }

    /// Is a day stated as today's?
    pub(super) fn states_today(&self) -> bool {
        self.today.is_some()
    }

    /// The day that is stated as today's, else the one of this machine.
    fn today(&self) -> Outcome<Date> {
        match &self.today {
            Some(stated) => Ok(days::one(stated)?),
            None => Ok(jiff::Zoned::now().date()),
        }
    }
}

/// The moment of this machine, to the second.
pub(super) fn moment() -> String {
    let now = jiff::Timestamp::now();
    now.round(jiff::Unit::Second).unwrap_or(now).to_string()
}
