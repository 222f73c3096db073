//! How much a figure says: numbers in digits and words, with how they are bound.

use crate::resources::{Beside, Counted};
use crate::text::{Word, WordKind};

/// How a figure binds its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    /// "12".
    Exact,
    /// "at least 12".
    Least,
    /// "more than 100".
    Over,
    /// "about 50".
    About,
    /// "dozens": no more than this, in thousandths.
    Vague(u64),
}

/// A figure: its number in thousandths, so that fractions keep their place, and the word after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Figure {
    pub(super) value: u64,
    pub(super) bound: Bound,
    /// The first word of it, with what binds it, and the word after it.
    pub(super) words: (usize, usize),
    /// The first word of the number itself.
    pub(super) at: usize,
}

impl Figure {
    /// Do two figures say what may be the same number: "nearly 50" and "48", "dozens" and "30"?
    pub(super) fn may_be(&self, other: &Self) -> bool {
        self.value == other.value || self.covers(other) || other.covers(self)
    }

    fn covers(&self, other: &Self) -> bool {
        match self.bound {
            Bound::About => self.value.abs_diff(other.value) * NEAR <= self.value.max(other.value),
            Bound::Over => other.value >= self.value && (other.value - self.value) * NEAR <= other.value,
            Bound::Vague(most) => (self.value..=most).contains(&other.value),
            Bound::Exact | Bound::Least => false,
        }
    }
}

/// A number that is told roughly is another's where they are no more than one part in so many apart. A guess.
const NEAR: u64 = 5;

/// Words before a number in which it is bound: "an estimated total of at least 12".
const BINDING: usize = 4;

/// The figure whose number begins at a word.
pub(super) fn figure(counted: &Counted, text: &str, all: &[Word], folded: &[String], at: usize) -> Option<Figure> {
    let gap = |place: usize| &text[all[place - 1].span.end as usize..all[place].span.start as usize];
    if let Some((least, most)) = counted.vague(&folded[at]) {
        // "tens of thousands", "hundreds of thousands": told too roughly to be compared. "The dozens of": no figure of its own.
        let rough = folded.get(at + 2).is_some_and(|word| counted.vague(word).is_some()) || at > 0 && folded[at - 1] == "of";
        return (!rough).then_some(Figure { value: least * 1000, bound: Bound::Vague(most * 1000), words: (at, at + 1), at });
    }
    let (value, end) = number(text, all, folded, at)?;
    let mut first = at;
    let mut bound = if folded[end - 1] == "dozen" { Bound::About } else { Bound::Exact };
    while first > 0 && at - first < BINDING && gap(first).chars().all(char::is_whitespace) {
        let word = folded[first - 1].as_str();
        bound = match word {
            _ if counted.is(Beside::Least, word) => Bound::Least,
            _ if counted.is(Beside::Over, word) => Bound::Over,
            _ if counted.is(Beside::About, word) => Bound::About,
            "than" if first > 1 && folded[first - 2] == "more" => {
                first -= 1;
                Bound::Over
            }
            "many" | "to" if first > 1 && matches!(folded[first - 2].as_str(), "as" | "up") => Bound::About,
            "as" | "at" | "up" | "an" if first < at => bound,
            _ => break,
        };
        first -= 1;
    }
    Some(Figure { value, bound, words: (first, end), at })
}

const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// The number that begins at a word, in thousandths, and the word after it.
pub(super) fn number(text: &str, all: &[Word], folded: &[String], at: usize) -> Option<(u64, usize)> {
    let small = |word: &str| SMALL.iter().position(|name| *name == word).filter(|&value| value > 1);
    let tens = |word: &str| TENS.iter().position(|name| !name.is_empty() && *name == word);
    let next = |at: usize| folded.get(at + 1).map(String::as_str);
    let (mut value, mut end) = if all[at].kind == WordKind::Number {
        (thousandths(&folded[at])?, at + 1)
    } else if matches!(folded[at].as_str(), "a" | "one") && next(at) == Some("dozen") {
        (1000, at + 1)
    } else if let Some(ten) = tens(&folded[at]) {
        let unit = folded.get(at + 1).and_then(|word| small(word)).filter(|&unit| unit < 10 && joined(text, all, at));
        (1000 * (10 * ten + unit.unwrap_or(0)) as u64, at + 1 + usize::from(unit.is_some()))
    } else {
        (1000 * small(&folded[at])? as u64, at + 1)
    };
    while let Some(scale) = folded.get(end).and_then(|word| match word.as_str() {
        "dozen" => Some(12),
        "hundred" => Some(100),
        "thousand" => Some(1000),
        "million" => Some(1_000_000),
        "billion" => Some(1_000_000_000),
        _ => None,
    }) {
        value = value.checked_mul(scale)?;
        end += 1;
    }
    Some((value, end))
}

fn joined(text: &str, all: &[Word], at: usize) -> bool {
    text[all[at].span.end as usize..all[at + 1].span.start as usize].trim().chars().all(|c| c == '-')
}

/// "1,400" or "3.5" in thousandths; none for "7th", "F16" and numbers that are too long to count anything.
fn thousandths(word: &str) -> Option<u64> {
    let plain = word.replace(',', "");
    let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
    if !plain.bytes().all(|b| b.is_ascii_digit() || b == b'.') || part.len() > 3 || whole.len() > 12 {
        return None;
    }
    let part: u64 = format!("{part:0<3}").parse().ok()?;
    whole.parse::<u64>().ok()?.checked_mul(1000)?.checked_add(part)
}
