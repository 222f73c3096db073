//! Days as people write them: the one grammar of every option, field and argument that takes a day.
//!
//! A day is `2022-02-24`, a month `2022-02`, a year `2022`; `today`, `yesterday`, `tomorrow`, `3d` and `2w` (so long ago) and `+3d` and `+2w` (so
//! far ahead) are counted from a day that the asker gives. Two of them with `..` between are a range, open where one is left out. There is no
//! clock here: who has none, [`Period::read_range`], refuses days that are counted, and [`counted`] puts a calendar's days in their place.

use crate::{Error, Result};
use jiff::ToSpan;
use jiff::civil::Date;
use rapporteur::record::{Published, day_written};

/// Days from the first to the last, counted from 1970; an end that is not given is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub since: Option<i64>,
    /// The last day.
    pub until: Option<i64>,
}

/// What to write instead of what is no day.
const FORMS: &str = "write 2022-02-24, 2022-02 or 2022; a range is 2022-02-20..2022-02-24, 2022-02-20.. or ..2022-02-24";

impl Period {
    /// Reads the first and the last day, each given apart. A range may stand as the first of them where no last is given.
    ///
    /// # Errors
    /// When one is no day, the last lies before the first, or there are two ends.
    pub fn read(since: Option<&str>, until: Option<&str>) -> Result<Self> {
        match (since.map(|since| since.split_once("..")), until) {
            (Some(Some((first, last))), None) => Self::of(first, last),
            (Some(Some((first, ""))), Some(until)) => Self::of(first, until),
            (Some(Some(_)), Some(_)) => Err(Error::advised("two last days are given", "leave out one of them")),
            _ => Self::of(since.unwrap_or_default(), until.unwrap_or_default()),
        }
    }

    /// Reads `DAY`, `DAY..DAY`, `DAY..` or `..DAY`. A month or a year is all its days.
    ///
    /// # Errors
    /// As [`Period::read`].
    pub fn read_range(written: &str) -> Result<Self> {
        match written.split_once("..") {
            Some((first, last)) if first.trim().is_empty() && last.trim().is_empty() => Err(no_day(written)),
            Some((first, last)) => Self::of(first, last),
            None => Self::of(written, written),
        }
    }

    fn of(first: &str, last: &str) -> Result<Self> {
        let day = |written: &str| Some(written.trim()).filter(|written| !written.is_empty()).map(time).transpose();
        let period = Self { since: day(first)?.map(|time| time.days().0), until: day(last)?.map(|time| time.days().1) };
        match (period.since, period.until) {
            (Some(since), Some(until)) if since > until => Err(Error::advised(
                "the period ends before it begins",
                format!("give the earlier day as the first: {}..{}", last.trim(), first.trim()),
            )),
            _ => Ok(period),
        }
    }

    /// Does it share a day with these two and what lies between?
    pub fn meets(self, days: (i64, i64)) -> bool {
        let (first, last) = self.days();
        days.1 >= first && days.0 <= last
    }

    /// Its first and last day, counted from 1970; the least and the greatest number where it has none.
    pub fn days(self) -> (i64, i64) {
        (self.since.unwrap_or(i64::MIN), self.until.unwrap_or(i64::MAX))
    }
}

impl std::fmt::Display for Period {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let day = |day: Option<i64>| day.map(day_written).unwrap_or_default();
        match (self.since, self.until) {
            (Some(since), Some(until)) if since == until => f.write_str(&day(Some(since))),
            (since, until) => write!(f, "{}..{}", day(since), day(until)),
        }
    }
}

/// The first and the last day of what is written as one.
///
/// # Errors
/// When it is no day, month or year, or is a range.
pub fn first_and_last(written: &str) -> Result<(i64, i64)> {
    time(written.trim()).map(|time| time.days())
}

/// One day of the calendar.
///
/// # Errors
/// When it is none: a month, a range, or something else.
pub fn one(written: &str) -> Result<Date> {
    let read = Published::read(written).ok().and_then(|read| read.date());
    read.ok_or_else(|| Error::advised(format!("`{written}` is not a day"), "write it as 2022-02-25"))
}

/// The same with a day of the calendar for each day that is counted from another; where there is none, nobody is asked what day it is.
///
/// # Errors
/// When it leads out of the calendar, or the day to count from is not to be had.
pub fn counted<E: From<Error>>(written: &str, today: impl Fn() -> std::result::Result<Date, E>) -> std::result::Result<String, E> {
    let (first, range, last) = match written.split_once("..") {
        Some((first, last)) => (first.trim(), "..", last.trim()),
        None => (written.trim(), "", ""),
    };
    let day = |written: &str| -> std::result::Result<String, E> {
        let Some(days) = ahead(written) else { return Ok(written.to_owned()) };
        today()?.checked_add(days.days()).map(|day| day.to_string()).map_err(|_| no_day(written).into())
    };
    Ok(format!("{}{range}{}", day(first)?, day(last)?))
}

/// How many days ahead lies what is written as counted from today; nothing where it is not.
fn ahead(written: &str) -> Option<i64> {
    match written {
        "today" => return Some(0),
        "yesterday" => return Some(-1),
        "tomorrow" => return Some(1),
        _ => {}
    }
    let (sign, number) = written.strip_prefix('+').map_or((-1, written), |number| (1, number));
    let (number, length) = [("d", 1), ("w", 7)].into_iter().find_map(|(unit, length)| Some((number.strip_suffix(unit)?, length)))?;
    let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    // More than five digits lie outside every calendar; they are told of as no day.
    (digits && number.len() <= 5).then(|| number.parse::<i64>().ok().map(|number| sign * length * number)).flatten()
}

fn time(written: &str) -> Result<Published> {
    if ahead(written).is_some() {
        return Err(Error::advised(format!("`{written}` is counted from today, and here nobody has a calendar"), FORMS));
    }
    Published::read(written).map_err(|_| no_day(written))
}

fn no_day(written: &str) -> Error {
    Error::advised(format!("`{}` is no day", written.chars().take(60).collect::<String>()), FORMS)
}
