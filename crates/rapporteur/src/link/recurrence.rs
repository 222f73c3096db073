//! Headlines that recur: one outlet, one headline, different days. Such reports tell different developments, however much
//! of their wording is the same: calls with one president, meetings of one council, a daily figure.

use crate::text::{WordKind, fold, words};
use std::collections::BTreeMap;
use xxhash_rust::xxh3::xxh3_64;

/// First and last day of reports, by what they share.
type Days = BTreeMap<u64, (i64, i64)>;

/// Plain words that the shape of a headline has at least. A guess: with two, "Talks in Lyrne" is one.
const SHAPE: usize = 3;
/// Days between reports from which on words that are used again tell something else. A guess.
const LATER: i64 = 60;

/// The headlines that a set of reports stands under, each with the first and last day of its reports; and their shapes and outlets likewise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Headlines {
    named: Days,
    shapes: Days,
    outlets: Days,
    /// First and last day of all of them.
    days: Option<(i64, i64)>,
}

impl Headlines {
    /// Of one report: outlet, headline, and the first and last day on which it may have been published. A report
    /// without a headline or a day recurs under none.
    pub fn of(outlet: &str, headline: &str, days: Option<(i64, i64)>) -> Self {
        let Some(days) = days else { return Self::default() };
        let under = |words: &str| BTreeMap::from([(xxh3_64(format!("{outlet}\n{words}").as_bytes()), days)]);
        let named = if headline.is_empty() { Days::new() } else { under(&fold(headline.trim())) };
        let shapes = shape(headline).map(|shape| under(&shape)).unwrap_or_default();
        let outlets = if outlet.is_empty() { Days::new() } else { under("") };
        Self { named, shapes, outlets, days: Some(days) }
    }

    /// Do the two hold one outlet's headline on different days?
    pub fn recur_in(&self, other: &Self) -> bool {
        apart(&self.named, &other.named, 1)
    }

    /// Do the two hold headlines of one outlet that differ in names and numbers alone, on different days: a form that is filled in anew?
    pub fn vary_in(&self, other: &Self) -> bool {
        !self.recur_in(other) && apart(&self.shapes, &other.shapes, 1)
    }

    /// Do months lie between the reports of the two?
    pub fn are_old_in(&self, other: &Self) -> bool {
        self.days.zip(other.days).is_some_and(|((first, last), (begin, end))| last + LATER <= begin || end + LATER <= first)
    }

    /// Are all reports of both one outlet's, of days that meet? What it prints apart on one day it mostly means apart.
    pub fn are_beside(&self, other: &Self) -> bool {
        self.outlets.len() == 1
            && other.outlets.len() == 1
            && self.outlets.keys().eq(other.outlets.keys())
            && !apart(&self.outlets, &other.outlets, 1)
    }

    /// Takes in the other's headlines.
    pub fn take_in(&mut self, other: Self) {
        self.days = match (self.days, other.days) {
            (Some((first, last)), Some((begin, end))) => Some((first.min(begin), last.max(end))),
            (mine, theirs) => mine.or(theirs),
        };
        for (mine, theirs) in [(&mut self.named, other.named), (&mut self.shapes, other.shapes), (&mut self.outlets, other.outlets)] {
            for (mark, (first, last)) in theirs {
                let days = mine.entry(mark).or_insert((first, last));
                *days = (days.0.min(first), days.1.max(last));
            }
        }
    }
}

/// Do two share a mark whose days lie this far apart or farther?
fn apart(one: &Days, other: &Days, days: i64) -> bool {
    let (few, many) = if one.len() < other.len() { (one, other) } else { (other, one) };
    few.iter().any(|(mark, (first, last))| many.get(mark).is_some_and(|(begin, end)| last + days <= *begin || end + days <= *first))
}

/// A headline without its names and numbers; none where that leaves little, or nothing was left out.
fn shape(headline: &str) -> Option<String> {
    let all = words(headline);
    let mut shape = String::new();
    let mut plain = 0;
    for (at, word) in all.iter().enumerate() {
        let filled = word.kind == WordKind::Number || word.kind == WordKind::Capital && at > 0;
        plain += usize::from(!filled);
        shape += &if filled { "# ".to_owned() } else { fold(word.span.of(headline)) + " " };
    }
    // A row of names is as long as it is.
    while shape.contains("# # ") {
        shape = shape.replace("# # ", "# ");
    }
    (plain >= SHAPE && shape.contains('#')).then_some(shape)
}
