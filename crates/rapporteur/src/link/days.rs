//! Days on which something can have been: stretches that meet, and a weekday near a publication.

/// First and last day, counted from 1970; none where no day is known.
pub type Days = Option<(i64, i64)>;

/// Days of a stretch within which undated reports of a story were published, at most; beyond that it dates nothing. A month and a day.
const WIDE: i64 = 32;

/// The days that two stretches share, where one is not known the other.
///
/// # Errors
/// When both are known and share none.
pub(super) fn shared_days(one: Days, other: Days) -> Result<Days, Apart> {
    match (one, other) {
        (Some((first, last)), Some((start, end))) if last < start || end < first => Err(Apart),
        (Some((first, last)), Some((start, end))) => Ok(Some((first.max(start), last.min(end)))),
        (one, two) => Ok(one.or(two)),
    }
}

/// Two stretches that share no day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Apart;

/// When an undated report was published: between the first and the last day of the dated ones of its story, where they lie close.
pub fn days_of_story(dated: impl Iterator<Item = (i64, i64)>) -> Days {
    let hull = dated.reduce(|(first, last), (start, end)| (first.min(start), last.max(end)))?;
    Some(hull).filter(|(first, last)| last - first < WIDE)
}

/// The number of the weekday that a TIMEX3 value names without a date: `XXXX-WXX-4` is a Thursday, the fourth.
pub(super) fn weekday(value: &str) -> Option<i64> {
    value.strip_prefix("XXXX-WXX-")?.get(..1)?.parse().ok().filter(|day| (1..=7).contains(day))
}

/// The day of a weekday that a report published then means: the last one up to it, or the next one where it is still to come. None where its
/// first and its last day of publication give two.
pub(super) fn day_of(weekday: i64, (first, last): (i64, i64), to_come: bool) -> Option<i64> {
    // The first of January 1970 was a Thursday.
    let number = |day: i64| (day + 3).rem_euclid(7) + 1;
    let near = |published: i64| {
        let days = if to_come { published..=published + 6 } else { published - 6..=published };
        days.into_iter().find(|&day| number(day) == weekday)
    };
    near(first).filter(|&day| near(last) == Some(day))
}
