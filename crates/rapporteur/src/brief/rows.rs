//! Places in a row: "the fifth veto since May", "the strike was the fifth since March".

use super::appointed::MONTHS;
use crate::text::stem;

/// Ordinals from the third on: the first is the foremost, and the second as often another.
const ORDINALS: [&str; 10] = ["third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"];
/// Nouns that an ordinal names and does not count.
const NAMED: [&str; 25] = [
    "round",
    "century",
    "quarter",
    "half",
    "floor",
    "grade",
    "time",
    "day",
    "week",
    "month",
    "year",
    "party",
    "world",
    "straight",
    "consecutive",
    "season",
    "seed",
    "with",
    "and",
    "from",
    "that",
    "this",
    "when",
    "were",
    "running",
];

/// Words of what a row is of. A guess.
const ROW: usize = 6;

/// A place in a row.
pub(super) struct Place {
    /// In thousandths, as counts are.
    pub(super) value: u64,
    /// The noun that the row is of.
    pub(super) noun: usize,
    /// The stems by which the row is told: "since march". Two places are of one row where these are the same.
    pub(super) row: String,
}

/// The place that an ordinal tells, where it is told of what row: "the second ferry to sink this year", "was the second since May".
pub(super) fn place_in_row(folded: &[String], at: usize) -> Option<Place> {
    let word = folded[at].as_str();
    let named = if word == "second" { Some(2) } else { ORDINALS.iter().position(|name| *name == word).map(|place| place as u64 + 3) };
    let digits = word.strip_suffix("th").and_then(|digits| digits.parse().ok());
    let value = named.or(digits)?;
    let before = at.checked_sub(1).map(|at| folded[at].as_str())?;
    if !matches!(before, "the" | "its" | "his" | "her" | "their" | "a") {
        return None;
    }
    let joint = |at: usize| folded.get(at).is_some_and(|word| matches!(word.as_str(), "to" | "since" | "this"));
    let is_verb = |word: &str| matches!(word, "is" | "was" | "are" | "were" | "be" | "marked" | "became");
    let next = folded.get(at + 1).map(String::as_str);
    let loose =
        next.is_none_or(|next| matches!(next, "since" | "in" | "of" | "this" | "on" | "so" | "such" | "from" | "by" | "to" | "and"));
    let noun = if !loose {
        at + 1
    } else if at > 2 && is_verb(&folded[at - 2]) && matches!(folded[0].as_str(), "the" | "this" | "its" | "his" | "her" | "their") {
        1
    } else {
        return None;
    };
    let behind = if loose { at + 1 } else { at + 2 };
    // "To sink this year": what a row is of stands with since when it is told.
    let since = folded[behind.min(folded.len())..].iter().take(ROW).any(|word| matches!(word.as_str(), "since" | "this"));
    let row = if joint(behind) && since { folded[behind..].iter().take(2).map(|word| stem(word)).collect::<Vec<_>>() } else { Vec::new() };
    let month = |word: &str| MONTHS.contains(&word);
    let dated = next == Some("of") && folded.get(at + 2).is_some_and(|word| month(word));
    let fits = row.len() == 2 && !dated && !month(&folded[noun]) && !NAMED.contains(&folded[noun].as_str());
    fits.then(|| Place { value: value * 1000, noun, row: row.join(" ") })
}
