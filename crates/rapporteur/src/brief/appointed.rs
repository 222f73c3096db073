//! Days of the calendar for which something is told: "will be held on 3 June", "ends on June 27"; and of what time a count is.
//!
//! It finds them by their form. Whether two reports tell of one thing is decided in `numbers.rs`; weekdays and years alone name no day here.

use crate::text::{Span, Word, WordKind, stem};
use std::collections::BTreeSet;
use std::ops::Range;

pub(super) const MONTHS: [&str; 12] =
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
pub(super) const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// A day, and the word that it is told of.
pub(super) struct Appointed {
    /// Month and day as one number: 627 for June 27.
    pub(super) value: u64,
    /// The stem of the word before "on", "until", "for".
    pub(super) of: String,
    /// From that word to the end of the day.
    pub(super) words: Range<usize>,
    pub(super) span: Span,
}

/// The days of a text with the word right before them: "starts on 3 August", "set for July 27".
pub(super) fn appointed(all: &[Word], folded: &[String]) -> Vec<Appointed> {
    let month = |at: usize| folded.get(at).and_then(|word| MONTHS.iter().position(|month| month == word)).map(|place| place as u64 + 1);
    let day = |at: usize| {
        let digits = folded.get(at)?.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        digits.parse::<u64>().ok().filter(|day| (1..=31).contains(day) && digits.len() <= 2)
    };
    let found = (1..folded.len()).filter_map(|lead| {
        if !matches!(folded[lead].as_str(), "on" | "until" | "for" | "by" | "from") || all[lead - 1].kind != WordKind::Plain {
            return None;
        }
        let (first, second) = (lead + 1, lead + 2);
        let value = day(first).zip(month(second)).or_else(|| day(second).zip(month(first))).map(|(day, month)| month * 100 + day)?;
        Some(Appointed {
            value,
            of: stem(&folded[lead - 1]),
            words: lead - 1..second + 1,
            span: Span { start: all[lead - 1].span.start, end: all[second].span.end },
        })
    });
    found.collect()
}

/// Of what time a sentence tells: the months that it names, where it names no day of the week, and the days of the week.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Told {
    months: BTreeSet<usize>,
    weekdays: BTreeSet<usize>,
}

impl Told {
    pub(super) fn of(folded: &[String]) -> Self {
        let place = |word: &String, names: &[&str]| names.iter().position(|name| name == word);
        let day = |word: &String| place(word.strip_suffix("'s").map(str::to_owned).as_ref().unwrap_or(word), &WEEKDAYS);
        let weekdays: BTreeSet<usize> = folded.iter().filter_map(day).collect();
        let led = |at: &usize| at.checked_sub(1).is_some_and(|before| folded[before] == "in");
        let months = (0..folded.len()).filter(led).filter_map(|at| place(&folded[at], &MONTHS)).collect();
        Self { months: if weekdays.is_empty() { months } else { BTreeSet::new() }, weekdays }
    }

    /// Do both tell of one day of the week alone?
    pub(super) fn is_of_one_day(&self, other: &Self) -> bool {
        self.weekdays.len() == 1 && self.weekdays == other.weekdays
    }

    /// Does one name a month and the other not this one?
    pub(super) fn is_of_another_month(&self, other: &Self) -> bool {
        self.months != other.months
    }

    /// Do two sentences tell of two times: one of a month, the other of another or of a day of this week, or two of two days? "A strike in March had killed 40", "killed 14 on
    /// Friday".
    pub(super) fn is_apart(&self, other: &Self) -> bool {
        let months = !self.months.is_empty() && !other.months.is_empty() && self.months.is_disjoint(&other.months);
        let month_and_day = |one: &Self, two: &Self| !one.months.is_empty() && !two.weekdays.is_empty();
        let days = !self.weekdays.is_empty() && !other.weekdays.is_empty() && self.weekdays.is_disjoint(&other.weekdays);
        months || days || month_and_day(self, other) || month_and_day(other, self)
    }
}
