//! What a rule's value says before it is put on the calendar.
//!
//! - `2022-02-24`, `2022-W08`, `2022-Q1`, `199X`: as it stands;
//! - `XXXX-02-24`, `XXXX-02`, `XXXX-WXX-4`, `XXXX-WXX-WE`, `XXXX-Q1`, `XXXX-H1`, `XXXX-SU`, `XXXX-XX-24`: of some year, month or week, which tense and
//!   publication day settle; with `<` before it the last one, with `>` the next, with `=` the current one;
//! - `published-1W`, `told+2D`, `period-1Y`: counted from the publication day, from the day the report last spoke of, from the quarter or half
//!   it last spoke of; more may follow: `published+1W-2`, `published-1Y-02-24`, `published+1Y-Q1`; `told<XXXX-WXX-5` and `told>…` as above;
//! - `XXXX-11-W4-4`, the fourth Thursday of November; after any of these `/W`, the week around it;
//! - after that `T16:00`, `TMO`, `TMI`, `TAF`, `TEV`, `TNI`: the time of day; after `@` its zone;
//! - anything else (`P2D`, `PAST_REF`): as it stands.

/// What is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    /// The publication day.
    Published,
    /// The day that the report last spoke of.
    Told,
    /// The quarter or half of a year that the report last spoke of.
    Period,
}

/// Which of several days of one description is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    /// For tense to say.
    Open,
    Last,
    Next,
    Current,
}

/// Units of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

/// What is said of a day or longer stretch below the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Month(i8),
    MonthDay(i8, i8),
    DayOfMonth(i8),
    Weekday(i8),
    Weekend,
    Quarter(i8),
    Half(i8),
    Season([u8; 2]),
    /// The fourth Thursday of a month: month, which, day of the week.
    Nth(i8, i8, i8),
}

/// The part of a meaning that the calendar settles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Core {
    Plain(String),
    Described {
        from: Anchor,
        direction: Direction,
        field: Field,
    },
    /// By how much; none where nobody counted ("several days ago"), and then only whether it lies ahead.
    Counted {
        from: Anchor,
        amount: Option<i64>,
        ahead: bool,
        unit: Unit,
        field: Option<Field>,
    },
}

/// A value before it is put on the calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Meaning {
    pub(super) core: Core,
    /// The time of day with its `T`.
    pub(super) time: String,
    pub(super) zone: Option<String>,
    /// Not the day but the week around it.
    pub(super) week: bool,
}

impl Meaning {
    /// Reads a filled value. What is no day of any calendar is none.
    pub(super) fn read(value: &str) -> Option<Self> {
        let (value, zone) = match value.split_once('@') {
            Some((value, zone)) => (value, Some(zone.to_owned()).filter(|zone| !zone.is_empty())),
            None => (value, None),
        };
        let (value, week) = value.strip_suffix("/W").map_or((value, false), |value| (value, true));
        let dated = !value.starts_with('P') && !value.ends_with("_REF");
        let (day, time) = match value.find('T').filter(|_| dated) {
            Some(at) => (&value[..at], &value[at..]),
            None => (value, ""),
        };
        Some(Self { core: core(day)?, time: time.to_owned(), zone, week })
    }
}

fn core(day: &str) -> Option<Core> {
    let anchors = [("published", Anchor::Published), ("told", Anchor::Told), ("period", Anchor::Period)];
    let named = anchors.into_iter().find_map(|(name, anchor)| day.strip_prefix(name).map(|rest| (anchor, rest)));
    let (from, rest) = named.unwrap_or((Anchor::Published, day));
    if named.is_some() && rest.starts_with(['+', '-']) {
        let sign = if rest.starts_with('-') { -1 } else { 1 };
        let end = rest[1..].find(|c: char| !c.is_ascii_digit() && c != 'X')? + 1;
        let amount = rest[1..end].parse::<i64>().ok().map(|amount| sign * amount);
        let unit = match rest[end..].chars().next()? {
            'D' => Unit::Day,
            'W' => Unit::Week,
            'M' => Unit::Month,
            'Q' => Unit::Quarter,
            'Y' => Unit::Year,
            _ => return None,
        };
        let below = rest[end + 1..].strip_prefix('-');
        let field = match below {
            None if rest.len() > end + 1 => return None,
            None => None,
            Some(below) => Some(match unit {
                Unit::Week => week(below)?,
                Unit::Month => Field::DayOfMonth(below.parse().ok()?),
                _ => field(below)?,
            }),
        };
        return Some(Core::Counted { from, amount, ahead: sign > 0, unit, field });
    }
    let (direction, rest) = match rest.chars().next()? {
        '<' => (Direction::Last, &rest[1..]),
        '>' => (Direction::Next, &rest[1..]),
        '=' => (Direction::Current, &rest[1..]),
        _ => (Direction::Open, rest),
    };
    match rest.strip_prefix("XXXX-") {
        Some(below) => Some(Core::Described { from, direction, field: field(below)? }),
        None if direction == Direction::Open && named.is_none() => sound(rest).then(|| Core::Plain(rest.to_owned())),
        None => None,
    }
}

fn week(below: &str) -> Option<Field> {
    match below {
        "WE" => Some(Field::Weekend),
        day => day.parse().ok().filter(|day| (1..=7).contains(day)).map(Field::Weekday),
    }
}

fn field(below: &str) -> Option<Field> {
    if let Some(day) = below.strip_prefix("WXX-") {
        return week(day);
    }
    if let Some(day) = below.strip_prefix("XX-") {
        return day.parse().ok().filter(|day| (1..=31).contains(day)).map(Field::DayOfMonth);
    }
    let number = |digits: &str, most: i8| digits.parse().ok().filter(|number| (1..=most).contains(number));
    match below.as_bytes() {
        [b'Q', ..] => number(&below[1..], 4).map(Field::Quarter),
        [b'H', ..] => number(&below[1..], 2).map(Field::Half),
        [first, second] if first.is_ascii_uppercase() => Some(Field::Season([*first, *second])),
        _ => match below.split_once('-') {
            Some((month, nth)) if nth.starts_with('W') => {
                let (nth, day) = nth[1..].split_once('-')?;
                Some(Field::Nth(number(month, 12)?, number(nth, 5)?, number(day, 7)?))
            }
            Some((month, day)) => {
                let (month, day) = (number(month, 12)?, number(day, 31)?);
                // A leap year has every day that any year has.
                jiff::civil::Date::new(2000, month, day).ok().map(|_| Field::MonthDay(month, day))
            }
            None => number(below, 12).map(Field::Month),
        },
    }
}

/// Is a value that is written in full a day that there is?
fn sound(value: &str) -> bool {
    match value.split('-').collect::<Vec<_>>()[..] {
        [year, month, day] if value.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') => {
            let date = (year.parse(), month.parse(), day.parse());
            matches!(date, (Ok(year), Ok(month), Ok(day)) if jiff::civil::Date::new(year, month, day).is_ok())
        }
        _ => true,
    }
}
