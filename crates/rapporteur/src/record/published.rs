//! When a report was published, no finer than it says: the day stays a day, an unknown zone stays unknown.

use jiff::civil::{Date, DateTime, Time};
use jiff::fmt::strtime::BrokenDownTime;
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
        if year_too_long(&text) {
            return Err(PublishedError::OutOfRange(written.to_owned()));
        }
        let read = iso(&text).or_else(|| spelled(&text)).ok_or_else(|| PublishedError::Unreadable(written.chars().take(60).collect()))?;
        if (1600..=2200).contains(&read.civil.year()) { Ok(read) } else { Err(PublishedError::OutOfRange(written.to_owned())) }
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

fn day_number(date: Date) -> i64 {
    i64::from((date - Date::constant(1970, 1, 1)).get_days())
}

fn year_too_long(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit())
        .next()
        .is_some_and(|year| year.len() > 4 && year.len() != 8 && text[year.len()..].starts_with(['-', '/']))
}

/// 2022, 2022-02, 2022-02-25, 20220225, and these with a time and a zone.
fn iso(text: &str) -> Option<Published> {
    let (date, rest) = match text.find(['T', ' ']).filter(|&at| at >= 8) {
        Some(at) => (&text[..at], text[at + 1..].trim()),
        None => (text, ""),
    };
    let digits: String = date.chars().filter(char::is_ascii_digit).collect();
    let marks = date.chars().filter(|c| matches!(c, '-' | '/')).count();
    if digits.len() + marks != date.len() || !(date.starts_with(|c: char| c.is_ascii_digit())) {
        return None;
    }
    let parts: Vec<i16> = if marks > 0 { date.split(['-', '/']).map(|part| part.parse().ok()).collect::<Option<_>>()? } else { vec![] };
    let (year, month, day, grain) = match (digits.len(), parts.as_slice()) {
        (_, &[year, month, day]) if year > 999 => (year, month, day, Grain::Day),
        (_, &[year, month]) if year > 999 => (year, month, 1, Grain::Month),
        (8, []) => (digits[..4].parse().ok()?, digits[4..6].parse().ok()?, digits[6..].parse().ok()?, Grain::Day),
        (4, []) => (digits.parse().ok()?, 1, 1, Grain::Year),
        _ => return None,
    };
    let date = Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()?;
    if rest.is_empty() {
        return Some(Published { civil: date.at(0, 0, 0, 0), grain, offset: None });
    }
    let (time, zone) = match rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.'))) {
        Some(at) => (&rest[..at], rest[at..].trim()),
        None => (rest, ""),
    };
    let mut fields = time.split('.').next()?.split(':');
    let hour = fields.next()?.parse().ok()?;
    let minute = fields.next()?.parse().ok()?;
    let second = fields.next();
    let time = Time::new(hour, minute, second.map_or(Some(0), |second| second.parse().ok())?, 0).ok()?;
    let grain = if second.is_some() { Grain::Second } else { Grain::Minute };
    Some(Published { civil: date.to_datetime(time), grain, offset: if zone.is_empty() { None } else { Some(offset(zone)?) } })
}

/// "Z", "+05:30", "-0800", and the names that news pages print.
fn offset(zone: &str) -> Option<Offset> {
    let hours = |hours: i32, minutes: i32| Offset::from_seconds(hours * 3600 + minutes * 60).ok();
    match zone {
        "Z" | "z" | "UTC" | "GMT" | "UT" => return hours(0, 0),
        "IST" => return hours(5, 30),
        "MSK" => return hours(3, 0),
        "CET" => return hours(1, 0),
        "CEST" => return hours(2, 0),
        "BST" => return hours(1, 0),
        "EST" => return hours(-5, 0),
        "EDT" => return hours(-4, 0),
        "PST" => return hours(-8, 0),
        "PDT" => return hours(-7, 0),
        "JST" => return hours(9, 0),
        _ => {}
    }
    let sign = match zone.chars().next()? {
        '+' => 1,
        '-' | '−' => -1,
        _ => return None,
    };
    let digits: String = zone.chars().filter(char::is_ascii_digit).collect();
    match digits.len() {
        2 => hours(sign * digits.parse::<i32>().ok()?, 0),
        4 => hours(sign * digits[..2].parse::<i32>().ok()?, sign * digits[2..].parse::<i32>().ok()?),
        _ => None,
    }
}

/// "Feb 2022" can be read as the 20th of the year 22: years have four digits.
fn in_full(year: i16) -> bool {
    year > 999
}

/// Dates with month names, as mail headers and pages write them; a zone may end them.
fn spelled(text: &str) -> Option<Published> {
    const DATES: [&str; 9] =
        ["%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%B %d %Y", "%b %d %Y", "%A, %B %d, %Y", "%a, %d %b %Y", "%d-%b-%Y"];
    const TIMES: [(&str, Grain); 6] = [
        (" %H:%M:%S", Grain::Second),
        (" %H:%M", Grain::Minute),
        (" %I:%M %p", Grain::Minute),
        (", %H:%M", Grain::Minute),
        (", %I:%M %p", Grain::Minute),
        (" at %I:%M %p", Grain::Minute),
    ];
    let (body, zone) = match text.rsplit_once(' ') {
        Some((body, last)) if offset(last).is_some() => (body, offset(last)),
        _ => (text, None),
    };
    for date in DATES {
        if let Some(read) = BrokenDownTime::parse(date, body).and_then(|read| read.to_date()).ok().filter(|read| in_full(read.year())) {
            return Some(Published { civil: read.at(0, 0, 0, 0), grain: Grain::Day, offset: None });
        }
        for (time, grain) in TIMES {
            let civil = BrokenDownTime::parse(format!("{date}{time}"), body).and_then(|read| read.to_datetime()).ok();
            if let Some(civil) = civil.filter(|civil| in_full(civil.year())) {
                return Some(Published { civil, grain, offset: zone });
            }
        }
    }
    ["%B %Y", "%b %Y"].iter().find_map(|form| {
        let read = BrokenDownTime::parse(form, body).ok()?;
        let date = Date::new(read.year()?, read.month()?, 1).ok()?;
        Some(Published { civil: date.at(0, 0, 0, 0), grain: Grain::Month, offset: None })
    })
}
