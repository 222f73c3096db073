//! When a report was published, no finer than it says: the day stays a day, an unknown zone stays unknown.

mod language;
mod written;

use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;

/// How fine a time is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grain {
    /// To the year.
    Year,
    /// To the month.
    Month,
    /// To the day.
    Day,
    /// To the minute.
    Minute,
    /// To the second.
    Second,
}

/// A published time with its grain and zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Published {
    civil: DateTime,
    grain: Grain,
    offset: Option<Offset>,
}

/// Why a published time was not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PublishedError {
    /// No known way of writing a time.
    #[error("cannot read the published time `{0}` (2022-02-25 and 2022-02-25T18:30:00+05:30 can be read)")]
    Unreadable(String),
    /// A year that no report can have.
    #[error("the published time `{0}` lies outside the years 1600 to 2200")]
    OutOfRange(String),
}

const HOUR: i64 = 3600;
/// Numbers that are taken for seconds since 1970: 1980 to 2100. What is smaller is a day like 20220225 or a mere number.
const EPOCHS: std::ops::Range<i64> = 315_532_800..4_102_444_800;

impl Published {
    /// Reads a time as feeds, pages and people write it.
    ///
    /// # Errors
    /// When it cannot be read, or names a year outside 1600 to 2200.
    ///
    /// # Example
    /// ```
    /// use rapporteur::record::Published;
    /// for (written, read) in [("25 February 2022", "2022-02-25"), ("2022-02-25T18:30+0530", "2022-02-25T18:30+05:30"), ("Feb 2022", "2022-02")] {
    ///     assert_eq!(Published::read(written).map(|time| time.to_string()).as_deref(), Ok(read));
    /// }
    /// assert!(Published::read("30000-01-01").is_err());
    /// ```
    pub fn read(written: &str) -> Result<Self, PublishedError> {
        let text = written.split_whitespace().collect::<Vec<_>>().join(" ");
        if written::year_too_long(&text) {
            return Err(PublishedError::OutOfRange(written.to_owned()));
        }
        let read = written::read(&text).ok_or_else(|| PublishedError::Unreadable(written.chars().take(60).collect()))?;
        if (1600..=2200).contains(&read.civil.year()) { Ok(read) } else { Err(PublishedError::OutOfRange(written.to_owned())) }
    }

    /// The time that many seconds after the beginning of 1970, where it lies within the years of newswires on a computer.
    pub fn at_epoch_second(second: i64) -> Option<Self> {
        let time = jiff::Timestamp::from_second(second).ok().filter(|_| EPOCHS.contains(&second))?;
        Some(Self { civil: Offset::UTC.to_datetime(time), grain: Grain::Second, offset: Some(Offset::UTC) })
    }

    /// How fine it is known.
    pub fn grain(&self) -> Grain {
        self.grain
    }

    /// The calendar day, where it is known to the day.
    pub fn date(&self) -> Option<Date> {
        (self.grain >= Grain::Day).then(|| self.civil.date())
    }

    /// The calendar day where it was published, counted from 1970; the first and the last it can be.
    pub fn days(&self) -> (i64, i64) {
        let first = day_number(self.civil.date());
        let last = match self.grain {
            Grain::Year => day_number(self.civil.date().last_of_year()),
            Grain::Month => day_number(self.civil.date().last_of_month()),
            _ => first,
        };
        (first, last)
    }

    /// The first and the last second since 1970 at which it can have been. An unknown zone can be any.
    pub fn seconds(&self) -> (i64, i64) {
        let (first_day, last_day) = self.days();
        let time = self.civil.time();
        let within = i64::from(time.hour()) * HOUR + i64::from(time.minute()) * 60 + i64::from(time.second());
        let (start, length) = match self.grain {
            Grain::Second => (within, 1),
            Grain::Minute => (within, 60),
            _ => (0, (last_day - first_day + 1) * 24 * HOUR),
        };
        let (east, west) = match self.offset {
            Some(offset) => (i64::from(offset.seconds()), i64::from(offset.seconds())),
            None => (14 * HOUR, -12 * HOUR),
        };
        let start = first_day * 24 * HOUR + start;
        (start - east, start - west + length - 1)
    }
}

impl std::fmt::Display for Published {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (date, time) = (self.civil.date(), self.civil.time());
        write!(f, "{:04}", date.year())?;
        if self.grain >= Grain::Month {
            write!(f, "-{:02}", date.month())?;
        }
        if self.grain >= Grain::Day {
            write!(f, "-{:02}", date.day())?;
        }
        if self.grain >= Grain::Minute {
            write!(f, "T{:02}:{:02}", time.hour(), time.minute())?;
        }
        if self.grain >= Grain::Second {
            write!(f, ":{:02}", time.second())?;
        }
        match self.offset {
            Some(offset) if self.grain >= Grain::Minute && offset.seconds() == 0 => write!(f, "Z"),
            Some(offset) if self.grain >= Grain::Minute => {
                let minutes = offset.seconds().abs() / 60;
                write!(f, "{}{:02}:{:02}", if offset.seconds() < 0 { '-' } else { '+' }, minutes / 60, minutes % 60)
            }
            _ => Ok(()),
        }
    }
}

/// A day that is counted from 1970, as 2022-02-25; what no calendar reaches stands as its number.
pub fn day_written(number: i64) -> String {
    let days = jiff::Span::new().try_days(number).ok();
    let date = days.and_then(|days| Date::constant(1970, 1, 1).checked_add(days).ok());
    date.map_or_else(|| number.to_string(), |date| date.to_string())
}

/// A day, counted from 1970.
pub fn day_number(date: Date) -> i64 {
    i64::from((date - Date::constant(1970, 1, 1)).get_days())
}
