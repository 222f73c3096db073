//! Meanings put on the calendar: which Thursday, which year, which quarter, no finer than the report says.
//!
//! What cannot be settled stays as it was described (`XXXX-WXX-4`): without a publication day nothing is guessed.

use super::grammar::Sense;
use super::meaning::{Anchor, Core, Direction, Field, Meaning, Unit};
use crate::record::{Grain, Published};
use jiff::civil::{Date, ISOWeekDate, Weekday};

/// How a day behind weighs against a day ahead where tense says nothing. A guess.
const PAST_WEIGHT: i64 = 8;
const FUTURE_WEIGHT: i64 = 10;

/// Weighted days beyond which a day without its year is not looked for in the direction of tense: ten months behind, eight ahead. Chosen on
/// half of the reports with known times, of 1,900 and 2,400.
const FAR: i64 = 2_400;

/// A stretch of the calendar: its first and last day, and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) first: Date,
    pub(super) last: Date,
    pub(super) value: String,
    pub(super) unit: Unit,
}

/// What the report has told so far, and when it was published.
#[derive(Clone, Debug, Default)]
pub(super) struct Told {
    /// The publication day, week, month or year.
    pub(super) published: Option<Stretch>,
    /// What it last spoke of.
    pub(super) last: Option<Stretch>,
    /// The day it last spoke of.
    pub(super) day: Option<Stretch>,
    /// The quarter or half it last spoke of.
    pub(super) period: Option<Stretch>,
    /// A year that the same sentence names.
    pub(super) year: Option<i16>,
}

/// The publication time as a stretch.
pub(super) fn published(time: &Published) -> Option<Stretch> {
    let (first, last) = time.days();
    let day = |number: i64| Date::constant(1970, 1, 1).checked_add(jiff::Span::new().try_days(number).ok()?).ok();
    let unit = match time.grain() {
        Grain::Year => Unit::Year,
        Grain::Month => Unit::Month,
        _ => Unit::Day,
    };
    Some(Stretch { first: day(first)?, last: day(last)?, value: String::new(), unit })
}

/// The value of a meaning, and the stretch of the calendar that it is, where it is one.
pub(super) fn settle(meaning: &Meaning, told: &Told, sense: Sense) -> (String, Option<Stretch>) {
    let stretch = match &meaning.core {
        Core::Plain(value) if !meaning.week => return (format!("{value}{}", meaning.time), written(value)),
        Core::Plain(value) => written(value),
        Core::Counted { from, amount: Some(amount), unit, field, .. } => counted(told, *from, *amount, *unit, *field),
        Core::Counted { amount: None, ahead, .. } => return (if *ahead { "FUTURE_REF" } else { "PAST_REF" }.to_owned(), None),
        Core::Described { from, direction, field } => described(told, *from, *direction, *field, sense),
    };
    let stretch = stretch.map(|stretch| if meaning.week { week(stretch.first) } else { stretch });
    let value = match &stretch {
        Some(stretch) => stretch.value.clone(),
        None => open(&meaning.core),
    };
    (format!("{value}{}", meaning.time), stretch)
}

/// The value of what could not be settled.
fn open(core: &Core) -> String {
    let below = |field: &Field| match field {
        Field::Month(month) => format!("XXXX-{month:02}"),
        Field::MonthDay(month, day) => format!("XXXX-{month:02}-{day:02}"),
        Field::DayOfMonth(day) => format!("XXXX-XX-{day:02}"),
        Field::Weekday(day) => format!("XXXX-WXX-{day}"),
        Field::Weekend => "XXXX-WXX-WE".to_owned(),
        Field::Quarter(number) => format!("XXXX-Q{number}"),
        Field::Half(number) => format!("XXXX-H{number}"),
        Field::Nth(month, _, day) => format!("XXXX-{month:02}-WXX-{day}"),
        Field::Season(season) => format!("XXXX-{}", String::from_utf8_lossy(season)),
    };
    match core {
        Core::Plain(value) => value.clone(),
        Core::Described { field, .. } | Core::Counted { field: Some(field), .. } => below(field),
        Core::Counted { unit, .. } => match unit {
            Unit::Day => "XXXX-XX-XX",
            Unit::Week => "XXXX-WXX",
            Unit::Month => "XXXX-XX",
            Unit::Quarter => "XXXX-QX",
            Unit::Year => "XXXX",
        }
        .to_owned(),
    }
}

fn counted(told: &Told, from: Anchor, amount: i64, unit: Unit, field: Option<Field>) -> Option<Stretch> {
    let period = told.period.as_ref().filter(|_| from == Anchor::Period);
    let anchor = match from {
        Anchor::Published => told.published.as_ref(),
        Anchor::Told if unit == Unit::Day && amount == 0 => told.day.as_ref().or(told.published.as_ref()),
        Anchor::Told if unit == Unit::Day => told.day.as_ref().or(told.last.as_ref()),
        Anchor::Told => told.last.as_ref().or(told.published.as_ref()),
        Anchor::Period => period.or(told.published.as_ref()),
    }?;
    // "the quarter", where none was named, is the one that ended before publication.
    let amount = if from == Anchor::Period && period.is_none() && unit == Unit::Quarter { amount - 1 } else { amount };
    // A day cannot be counted from a month.
    if anchor.unit > unit && !(period.is_some() && unit == Unit::Year) {
        return None;
    }
    let span = jiff::Span::new();
    let moved = anchor.first.checked_add(match unit {
        Unit::Day => span.try_days(amount).ok()?,
        Unit::Week => span.try_weeks(amount).ok()?,
        Unit::Month => span.try_months(amount).ok()?,
        Unit::Quarter => span.try_months(amount.checked_mul(3)?).ok()?,
        Unit::Year => span.try_years(amount).ok()?,
    });
    let moved = moved.ok()?;
    // "a year earlier", of a quarter, is a quarter.
    if let Some(period) = period.filter(|_| unit == Unit::Year) {
        return match period.unit {
            Unit::Quarter if field.is_none() => Some(quarter(moved)),
            _ => within(moved, unit, field),
        };
    }
    within(moved, unit, field)
}

/// The stretch of this unit around a day, or what is said of a part of it.
fn within(day: Date, unit: Unit, field: Option<Field>) -> Option<Stretch> {
    let Some(field) = field else {
        return Some(match unit {
            Unit::Day => one_day(day),
            Unit::Week => week(day),
            Unit::Month => month(day),
            Unit::Quarter => quarter(day),
            Unit::Year => year(day),
        });
    };
    match (unit, field) {
        (Unit::Week, Field::Weekday(_) | Field::Weekend) => of_week(day, field),
        (Unit::Month, Field::DayOfMonth(number)) => Date::new(day.year(), day.month(), number).ok().map(one_day),
        (Unit::Year, field) => of_year(day.year(), field),
        _ => None,
    }
}

/// Which of the days or stretches of one description is meant.
fn described(told: &Told, from: Anchor, direction: Direction, field: Field, sense: Sense) -> Option<Stretch> {
    let anchor = match from {
        Anchor::Told => told.last.as_ref().or(told.published.as_ref()),
        _ => told.published.as_ref(),
    }?;
    let yearly = !matches!(field, Field::Weekday(_) | Field::Weekend | Field::DayOfMonth(_));
    if let Some(year) = told.year.filter(|_| yearly && direction == Direction::Open) {
        return of_year(year, field);
    }
    // A day of the week needs a day, a day of the month a month, all else a year that is not over before it is known.
    let coarse = match field {
        Field::DayOfMonth(_) => Unit::Month,
        Field::Weekday(_) | Field::Weekend => Unit::Day,
        _ if direction == Direction::Current => Unit::Year,
        _ => Unit::Month,
    };
    if anchor.unit > coarse {
        return None;
    }
    let (start, end) = (anchor.first, anchor.last);
    let mut near = candidates(start, field);
    near.sort_by_key(|stretch| stretch.first);
    let last_begun = |near: &[Stretch]| near.iter().rev().find(|one| one.first <= end).cloned();
    let first_open = |near: &[Stretch]| near.iter().find(|one| one.last >= start).cloned();
    let distance = |one: &Stretch| {
        let days = |one: Date, two: Date| i64::from((two - one).get_days());
        // What is as far behind as ahead is more likely told of.
        (PAST_WEIGHT * days(one.last, start)).max(FUTURE_WEIGHT * days(end, one.first)).max(0)
    };
    let nearest = |near: &[Stretch]| near.iter().min_by_key(|one| distance(one)).cloned();
    // Tense errs oftener than a report leaves out the year of what is far away.
    let by_tense = |chosen: Option<Stretch>| chosen.filter(|one| !yearly || distance(one) <= FAR).or_else(|| nearest(&near));
    match direction {
        Direction::Last => near.iter().rev().find(|one| one.last < start).cloned(),
        Direction::Next => near.iter().find(|one| one.first > end).cloned(),
        Direction::Current => match field {
            Field::Weekday(_) | Field::Weekend if sense == Sense::Past => of_week(start, field),
            Field::Weekday(_) | Field::Weekend => first_open(&near),
            Field::DayOfMonth(day) => Date::new(start.year(), start.month(), day).ok().map(one_day),
            _ => of_year(start.year(), field),
        },
        Direction::Open => match sense {
            Sense::Past => by_tense(last_begun(&near)),
            Sense::Future => by_tense(first_open(&near)),
            Sense::Near => nearest(&near),
            Sense::Open => match field {
                Field::Weekday(_) | Field::Weekend => last_begun(&near),
                _ => nearest(&near),
            },
        },
    }
}

/// The stretches of a description around a day.
fn candidates(day: Date, field: Field) -> Vec<Stretch> {
    let span = jiff::Span::new();
    let moved = |amount: i64| match field {
        Field::Weekday(_) | Field::Weekend => day.checked_add(span.weeks(amount)),
        Field::DayOfMonth(_) => day.first_of_month().checked_add(span.months(amount)),
        _ => day.checked_add(span.years(amount)),
    };
    (-2..=2)
        .filter_map(|amount| moved(amount).ok())
        .filter_map(|day| match field {
            Field::Weekday(_) | Field::Weekend => of_week(day, field),
            Field::DayOfMonth(number) => Date::new(day.year(), day.month(), number).ok().map(one_day),
            _ => of_year(day.year(), field),
        })
        .collect()
}

fn of_week(day: Date, field: Field) -> Option<Stretch> {
    let week = day.iso_week_date();
    let on = |number: i8| {
        let day = Weekday::from_monday_one_offset(number).ok()?;
        ISOWeekDate::new(week.year(), week.week(), day).ok().map(|day| day.date())
    };
    match field {
        Field::Weekday(number) => on(number).map(one_day),
        _ => Some(Stretch { first: on(6)?, last: on(7)?, value: format!("{:04}-W{:02}-WE", week.year(), week.week()), unit: Unit::Week }),
    }
}

fn of_year(year: i16, field: Field) -> Option<Stretch> {
    let on = |month: i8| Date::new(year, month, 1).ok();
    match field {
        Field::Month(number) => on(number).map(month),
        Field::MonthDay(month, day) => Date::new(year, month, day).ok().map(one_day),
        Field::Quarter(number) => on(3 * number - 2).map(quarter),
        Field::Half(number) => {
            let first = on(6 * number - 5)?;
            let last = first.checked_add(jiff::Span::new().months(5)).ok()?.last_of_month();
            Some(Stretch { first, last, value: format!("{year:04}-H{number}"), unit: Unit::Quarter })
        }
        Field::Season(season) => {
            // Seasons of the northern half, by their first month; winter begins in the year it is called after.
            let first = on(match &season {
                b"SP" => 3,
                b"SU" => 6,
                b"FA" => 9,
                _ => 12,
            })?;
            let last = first.checked_add(jiff::Span::new().months(2)).ok()?.last_of_month();
            Some(Stretch { first, last, value: format!("{year:04}-{}", String::from_utf8_lossy(&season)), unit: Unit::Quarter })
        }
        Field::Nth(month, nth, day) => {
            let day = Weekday::from_monday_one_offset(day).ok()?;
            on(month)?.nth_weekday_of_month(nth, day).ok().map(one_day)
        }
        Field::DayOfMonth(_) | Field::Weekday(_) | Field::Weekend => None,
    }
}

/// The stretch that a value written in full is.
fn written(value: &str) -> Option<Stretch> {
    let mut parts = value.split('-');
    let year: i16 = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let first = Date::new(year, 1, 1).ok()?;
    Some(match parts.next() {
        None => self::year(first),
        Some(part) if part.starts_with('W') => {
            let monday = ISOWeekDate::new(year, part[1..].parse().ok()?, Weekday::Monday).ok()?.date();
            week(monday)
        }
        Some(part) => match (part.parse::<i8>(), parts.next()) {
            (Ok(number), None) => month(Date::new(year, number, 1).ok()?),
            (Ok(number), Some(day)) => one_day(Date::new(year, number, day.parse().ok()?).ok()?),
            (Err(_), _) => of_year(
                year,
                match part.as_bytes() {
                    [b'Q', number @ b'1'..=b'4'] => Field::Quarter((number - b'0') as i8),
                    [b'H', number @ b'1'..=b'2'] => Field::Half((number - b'0') as i8),
                    [one, two] => Field::Season([*one, *two]),
                    _ => return None,
                },
            )?,
        },
    })
}

fn one_day(day: Date) -> Stretch {
    Stretch { first: day, last: day, value: day.to_string(), unit: Unit::Day }
}

fn week(day: Date) -> Stretch {
    let week = day.iso_week_date();
    let on = |weekday| ISOWeekDate::new(week.year(), week.week(), weekday).map_or(day, |day| day.date());
    let value = format!("{:04}-W{:02}", week.year(), week.week());
    Stretch { first: on(Weekday::Monday), last: on(Weekday::Sunday), value, unit: Unit::Week }
}

fn month(day: Date) -> Stretch {
    let value = format!("{:04}-{:02}", day.year(), day.month());
    Stretch { first: day.first_of_month(), last: day.last_of_month(), value, unit: Unit::Month }
}

fn quarter(day: Date) -> Stretch {
    let number = (day.month() - 1) / 3 + 1;
    let first = Date::new(day.year(), 3 * number - 2, 1).unwrap_or(day);
    let last = Date::new(day.year(), 3 * number, 1).unwrap_or(day).last_of_month();
    Stretch { first, last, value: format!("{:04}-Q{number}", day.year()), unit: Unit::Quarter }
}

fn year(day: Date) -> Stretch {
    Stretch { first: day.first_of_year(), last: day.last_of_year(), value: format!("{:04}", day.year()), unit: Unit::Year }
}
