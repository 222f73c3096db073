//! Times as feeds, mail, pages and people write them: ISO 8601 first, then words and numbers in whatever order they stand.
//!
//! Every word must be understood, or nothing is: a time that is half read is a wrong time. Days of the week are passed over; names of
//! days and months are those of English and of the languages in `language`. An abbreviation that several zones share, or that nobody
//! knows, leaves the zone unknown, and so does the name of a region.

use super::language::{is_weekday, month_of};
use super::{Grain, Published};
use jiff::civil::{Date, Time};
use jiff::tz::Offset;

/// Reads a time whose white space is single spaces.
pub(super) fn read(text: &str) -> Option<Published> {
    let text = without_remark(text);
    iso(text).or_else(|| spelled(text)).or_else(|| spelled(&logged(text)?))
}

/// Without a name of the zone in brackets behind its offset, which says the same again: "18:05:00 GMT+0100 (Central European Standard Time)",
/// "18:05:00+01:00[Europe/Oslo]".
fn without_remark(text: &str) -> &str {
    let marked = [(" (", ')'), ("[", ']')].into_iter().find_map(|(open, close)| text.strip_suffix(close)?.rsplit_once(open));
    let Some((before, remark)) = marked else { return text };
    let last = before.rsplit([' ', 'T']).next().unwrap_or_default();
    let last = last.find(['+', '-', '−']).map_or(last, |at| &last[at..]);
    let named = remark.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '/' | '_'));
    if named && zone_of(last).flatten().is_some() { before } else { text }
}

/// "07 Dec 2021 18:05:00 +0100" of "07/Dec/2021:18:05:00 +0100", as servers write it in their logs.
fn logged(text: &str) -> Option<String> {
    let (day, rest) = text.split_once('/')?;
    let (month, rest) = rest.split_once('/')?;
    let (year, time) = rest.split_once(':').unwrap_or((rest, ""));
    month.chars().all(char::is_alphabetic).then(|| format!("{day} {month} {year} {time}").trim_end().to_owned())
}

/// "30000-01-01": refused by its year, not as something unreadable.
pub(super) fn year_too_long(text: &str) -> bool {
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
    let (date, grain) = iso_date(date)?;
    if rest.is_empty() {
        return Some(day(date, grain));
    }
    let (time, zone) = match rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.'))) {
        Some(at) => (&rest[..at], rest[at..].trim()),
        None => (rest, ""),
    };
    let (clock, zone) = (Clock::read(time)?, if zone.is_empty() { None } else { zone_of(zone)? });
    (grain == Grain::Day).then(|| clock.on(date, zone)).flatten()
}

fn iso_date(text: &str) -> Option<(Date, Grain)> {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let marks = text.chars().filter(|c| matches!(c, '-' | '/')).count();
    if digits + marks != text.len() || !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let parts: Vec<i16> = if marks > 0 { text.split(['-', '/']).map(|part| part.parse().ok()).collect::<Option<_>>()? } else { vec![] };
    let (year, month, day, grain) = match (digits, parts.as_slice()) {
        (_, &[year, month, day]) if year > 999 => (year, month, day, Grain::Day),
        (_, &[year, month]) if year > 999 => (year, month, 1, Grain::Month),
        (8, []) => (text[..4].parse().ok()?, text[4..6].parse().ok()?, text[6..].parse().ok()?, Grain::Day),
        (4, []) => (text.parse().ok()?, 1, 1, Grain::Year),
        _ => return None,
    };
    Some((Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()?, grain))
}

fn day(date: Date, grain: Grain) -> Published {
    Published { civil: date.at(0, 0, 0, 0), grain, offset: None }
}

/// A time of day; 24:00 is the end of the day and belongs to the next.
#[derive(Clone, Copy)]
struct Clock {
    hour: i8,
    minute: i8,
    second: Option<i8>,
}

impl Clock {
    /// "18:05", "18:05:00", "18:05:00.123", "18.05", "18.05.00".
    fn read(text: &str) -> Option<Self> {
        if let [hour, minute, second] = text.split('.').collect::<Vec<_>>()[..] {
            return Self::of(hour, minute, Some(second));
        }
        let mut fields = if text.contains(':') { text.split('.').next()?.split(':') } else { text.split(':') };
        let clock = match (fields.next(), fields.next(), fields.next(), fields.next()) {
            (Some(hour), Some(minute), second, None) => Self::of(hour, minute, second)?,
            // "191044" and "1910" of the basic form.
            (Some(digits), None, None, None) if digits.len() == 6 || digits.len() == 4 => {
                Self::of(digits.get(..2)?, digits.get(2..4)?, digits.get(4..).filter(|second| !second.is_empty()))?
            }
            (Some(both), None, None, None) => {
                let (hour, minute) = both.split_once(['.', 'h'])?;
                Self::of(hour, minute, None)?
            }
            _ => return None,
        };
        Some(clock)
    }

    fn of(hour: &str, minute: &str, second: Option<&str>) -> Option<Self> {
        let two = |text: &str| ((1..=2).contains(&text.len())).then(|| text.parse::<i8>().ok()).flatten();
        let second = match second {
            // A leap second is the last of its minute here.
            Some(second) => Some(two(second)?.min(59)),
            None => None,
        };
        let clock = Self { hour: two(hour)?, minute: two(minute)?, second };
        let midnight = clock.hour == 24 && clock.minute == 0 && clock.second.unwrap_or_default() == 0;
        (midnight || (minute.len() == 2 && Time::new(clock.hour, clock.minute, clock.second.unwrap_or_default(), 0).is_ok()))
            .then_some(clock)
    }

    /// The same hour after "am" or "pm".
    fn halved(self, afternoon: bool) -> Option<Self> {
        let hour = match (self.hour, afternoon) {
            (12, false) => 0,
            (1..=11, true) => self.hour + 12,
            (1..=12, _) => self.hour,
            // "18:05 pm" is written too.
            (13..=23, true) => self.hour,
            _ => return None,
        };
        Some(Self { hour, ..self })
    }

    fn on(self, date: Date, offset: Option<Offset>) -> Option<Published> {
        let (date, hour) = if self.hour == 24 { (date.tomorrow().ok()?, 0) } else { (date, self.hour) };
        let time = Time::new(hour, self.minute, self.second.unwrap_or_default(), 0).ok()?;
        let grain = if self.second.is_some() { Grain::Second } else { Grain::Minute };
        Some(Published { civil: date.to_datetime(time), grain, offset })
    }
}

/// Zones that one abbreviation names and no other does. IST, CST, BST, AST, PST and their like are not among them: India,
/// Israel and Ireland, China, Cuba and America share them.
const ZONES: [(&str, i32, i32); 36] = [
    ("Z", 0, 0),
    ("UTC", 0, 0),
    ("GMT", 0, 0),
    ("UT", 0, 0),
    ("WEST", 1, 0),
    ("CET", 1, 0),
    ("CEST", 2, 0),
    ("MEZ", 1, 0),
    ("MESZ", 2, 0),
    ("EET", 2, 0),
    ("EEST", 3, 0),
    ("WAT", 1, 0),
    ("CAT", 2, 0),
    ("SAST", 2, 0),
    ("EAT", 3, 0),
    ("MSK", 3, 0),
    ("TRT", 3, 0),
    ("PKT", 5, 0),
    ("NPT", 5, 45),
    ("WIB", 7, 0),
    ("HKT", 8, 0),
    ("SGT", 8, 0),
    ("PHT", 8, 0),
    ("JST", 9, 0),
    ("KST", 9, 0),
    ("AWST", 8, 0),
    ("AEST", 10, 0),
    ("AEDT", 11, 0),
    ("NZST", 12, 0),
    ("NZDT", 13, 0),
    ("EST", -5, 0),
    ("EDT", -4, 0),
    ("MDT", -6, 0),
    ("PDT", -7, 0),
    ("AKST", -9, 0),
    ("HST", -10, 0),
];

/// Abbreviations that are zones, but not which.
const SHARED_ZONES: [&str; 19] =
    ["IST", "CST", "CDT", "BST", "AST", "ADT", "PST", "MST", "GST", "SST", "ECT", "AMT", "WST", "ET", "CT", "MT", "PT", "LT", "ICT"];

/// A zone: none where this is not one, and an inner none where it does not say which.
fn zone_of(word: &str) -> Option<Option<Offset>> {
    let word = word.trim_matches(['(', ')']);
    let upper = word.to_ascii_uppercase();
    if let Some(&(_, hours, minutes)) = ZONES.iter().find(|(name, ..)| *name == upper) {
        return offset(hours, minutes).map(Some);
    }
    if SHARED_ZONES.contains(&word) || is_region(word) {
        return Some(None);
    }
    let signed = upper.strip_prefix("UTC").or_else(|| upper.strip_prefix("GMT")).unwrap_or(&upper);
    let sign = match signed.chars().next()? {
        '+' => 1,
        '-' | '−' => -1,
        _ => return None,
    };
    let rest = signed.trim_start_matches(['+', '-', '−']);
    let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
    if !rest.chars().all(|c| c.is_ascii_digit() || c == ':') {
        return None;
    }
    let (hours, minutes) = match digits.len() {
        1 | 2 => (digits.as_str(), "0"),
        3 => digits.split_at(1),
        4 => digits.split_at(2),
        _ => return None,
    };
    offset(sign * hours.parse::<i32>().ok()?, sign * minutes.parse::<i32>().ok()?).map(Some)
}

fn offset(hours: i32, minutes: i32) -> Option<Offset> {
    let seconds = hours * 3600 + minutes * 60;
    if seconds.abs() <= 14 * 3600 { Offset::from_seconds(seconds).ok() } else { None }
}

/// "Europe/Oslo": a region of the database of zones, whose offset hangs on the day.
fn is_region(word: &str) -> bool {
    const PARTS: [&str; 9] = ["Europe", "America", "Asia", "Africa", "Australia", "Pacific", "Atlantic", "Indian", "Antarctica"];
    word.split_once('/').is_some_and(|(part, city)| {
        PARTS.contains(&part) && !city.is_empty() && city.chars().all(|c| c.is_ascii_alphabetic() || matches!(c, '_' | '-' | '/'))
    })
}

/// Letters in capitals behind a time of day that nobody knows for a zone: the abbreviations of all end so.
fn is_some_zone(word: &str) -> bool {
    (3..=5).contains(&word.len()) && word.ends_with('T') && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// "mar" is Tuesday in French, Spanish and Italian, and March in the same.
fn is_weekday_too(word: &str) -> bool {
    is_weekday(word) && month_of(word).is_some()
}

/// Words that say nothing of the time.
fn is_filler(word: &str) -> bool {
    matches!(word.to_ascii_lowercase().as_str(), "at" | "on" | "of" | "the" | "|" | "-" | "–" | "—" | "•" | "·" | "hrs" | "hours" | "")
        // "4 de diciembre de 2021", "le 4 décembre 2021 à 10h15", "4. Dezember 2021, 10:15 Uhr".
        || matches!(word, "de" | "del" | "le" | "à" | "um" | "Uhr" | "alle" | "ore" | "às" | "г." | "года" | "в")
}

/// What has been understood of a spelled time.
#[derive(Default)]
struct Spelled {
    year: Option<i16>,
    month: Option<i8>,
    /// The month can be a day of the week, too: "mar, 05 mar 2030".
    twofold: bool,
    day: Option<i8>,
    /// A number of two digits behind day and month: a year where a time of day stands too, as mail of old wrote.
    short_year: Option<i16>,
    clock: Option<Clock>,
    zone: Option<Option<Offset>>,
}

/// Dates with the names of months, or numbers whose order is plain; a time and a zone may stand anywhere.
fn spelled(text: &str) -> Option<Published> {
    let text = text.replace(['年', '月'], "-").replace('日', " ");
    let words: Vec<&str> = text.split([' ', ',', ';']).filter(|word| !word.is_empty()).collect();
    if words.len() > LONGEST {
        return None;
    }
    let mut spelled = Spelled::default();
    let mut at = 0;
    while at < words.len() {
        at += spelled.take(words[at], words.get(at + 1).copied().unwrap_or_default())?;
    }
    spelled.time()
}

/// Words of the longest time that is read: "Saturday the 4th of December 2021 at 10 : 00 am ( GMT )" has fewer.
const LONGEST: usize = 14;

impl Spelled {
    /// Takes a word, and the next where the two are one; how many were taken, or nothing where the word is not understood.
    fn take(&mut self, word: &str, next: &str) -> Option<usize> {
        let once = |taken: bool| taken.then_some(1);
        if is_filler(word) || (is_weekday(word) && month_of(word).is_none()) {
            return Some(1);
        }
        if let Some(month) = month_of(word) {
            let first = self.month.replace(month).is_none_or(|_| self.twofold);
            self.twofold = first && !self.twofold && is_weekday_too(word);
            return once(first);
        }
        let numbers = word.chars().all(|c| c.is_ascii_digit());
        if numbers && is_meridiem(next).is_some() {
            let clock = Clock::of(word, "00", None)?.halved(is_meridiem(next)?)?;
            return if self.clock.replace(clock).is_none() { Some(2) } else { None };
        }
        if let (Some(clock), Some(afternoon)) = (self.clock, is_meridiem(word)) {
            self.clock = Some(clock.halved(afternoon)?);
            return Some(1);
        }
        if numbers {
            return once(self.number(word, next)?);
        }
        if let Some(number) = ["st", "nd", "rd", "th", "er", "º", "."].iter().find_map(|end| word.strip_suffix(end)) {
            let day = number.parse().ok().filter(|day| (1..=31).contains(day))?;
            return once(self.day.replace(day).is_none());
        }
        let zone = zone_of(word).or_else(|| (self.zone.is_none() && is_some_zone(word)).then_some(None));
        if let Some(zone) = zone.filter(|_| self.clock.is_some()) {
            // A zone in brackets behind its offset says the same again.
            return once(self.zone.is_none() || word.starts_with('(')).inspect(|_| self.zone = self.zone.or(Some(zone)));
        }
        once(self.joined(word)?)
    }

    /// A bare number: the day, the year, or "1830" before a zone.
    fn number(&mut self, word: &str, next: &str) -> Option<bool> {
        Some(match word.len() {
            4 if self.clock.is_none()
                && (next.eq_ignore_ascii_case("hrs") || next.eq_ignore_ascii_case("hours") || zone_of(next).is_some()) =>
            {
                self.clock.replace(Clock::of(&word[..2], &word[2..], None)?).is_none()
            }
            4 => self.year.replace(word.parse().ok()?).is_none(),
            1 | 2 if self.day.is_none() => {
                self.day = Some(word.parse().ok()?);
                true
            }
            2 if self.month.is_some() && self.year.is_none() => {
                let year: i16 = word.parse().ok()?;
                self.short_year.replace(if year < 70 { 2000 + year } else { 1900 + year }).is_none()
            }
            _ => false,
        })
    }

    /// A word of several parts: "4-Dec-2021", "04.12.2021", "18:05:00Z", "10.30am", "18:05+01:00".
    fn joined(&mut self, word: &str) -> Option<bool> {
        let lower = word.to_ascii_lowercase();
        for (end, afternoon) in [("a.m.", false), ("p.m.", true), ("am", false), ("pm", true)] {
            if let Some(time) = lower.strip_suffix(end) {
                let clock = Clock::read(time).or_else(|| Clock::of(time, "00", None))?;
                return Some(self.clock.replace(clock.halved(afternoon)?).is_none());
            }
        }
        if word.contains(':') || lower.contains('h') {
            let end = word.find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.' | 'h'))).unwrap_or(word.len());
            if let Some(clock) = Clock::read(&word[..end]) {
                if end < word.len() {
                    self.zone = Some(zone_of(&word[end..])?);
                }
                return Some(self.clock.replace(clock).is_none());
            }
        }
        // "5 March 2030 09.30": where the day is known, full stops part hours and minutes.
        if self.clock.is_none()
            && self.day.is_some()
            && self.year.is_some()
            && let Some(clock) = Clock::read(word)
        {
            self.clock = Some(clock);
            return Some(true);
        }
        let mark = word.chars().find(|c| matches!(c, '-' | '.' | '/'))?;
        let parts: Vec<&str> = word.trim_end_matches(mark).split(mark).collect();
        let &[one, two, three] = parts.as_slice() else { return None };
        let number = |part: &str| part.parse::<i16>().ok().filter(|_| part.len() <= 4);
        let (year, month, day) = if let Some(month) = month_of(two) {
            (number(three).filter(|_| three.len() == 4)?, i16::from(month), number(one)?)
        } else if one.len() == 4 {
            (number(one)?, number(two)?, number(three)?)
        } else {
            let (first, second, year) = (number(one)?, number(two)?, number(three).filter(|_| three.len() == 4)?);
            match mark {
                // With full stops the day stands first wherever dates are written so.
                '.' => (year, second, first),
                _ if first > 12 => (year, second, first),
                _ if second > 12 => (year, first, second),
                _ if first == second => (year, first, second),
                // 04/12/2021 is April in one country and December in another.
                _ => return None,
            }
        };
        let known = self.year.is_some() || self.month.is_some() || self.day.is_some();
        (self.year, self.month, self.day) = (Some(year), Some(month.try_into().ok()?), Some(day.try_into().ok()?));
        Some(!known)
    }

    fn time(self) -> Option<Published> {
        let year = self.year.or(self.short_year.filter(|_| self.clock.is_some()))?;
        if year < 1000 || (self.year.is_some() && self.short_year.is_some()) {
            return None;
        }
        let month = self.month?;
        match (self.day, self.clock) {
            (None, None) => Some(day(Date::new(year, month, 1).ok()?, Grain::Month)),
            (None, Some(_)) => None,
            (Some(number), None) => Some(day(Date::new(year, month, number).ok()?, Grain::Day)),
            (Some(number), Some(clock)) => clock.on(Date::new(year, month, number).ok()?, self.zone.flatten()),
        }
    }
}

/// Is this "pm" (true) or "am" (false)?
fn is_meridiem(word: &str) -> Option<bool> {
    match word.to_ascii_lowercase().as_str() {
        "am" | "a.m." | "a.m" => Some(false),
        "pm" | "p.m." | "p.m" => Some(true),
        _ => None,
    }
}
