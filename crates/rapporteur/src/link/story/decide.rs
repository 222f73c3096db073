//! Could two reports be about one development, and how much speaks for it?

use super::sketch::hash;
use super::{Sketch, Term};

/// First and last day on which a report may have been published, counted from 1970; none where that is not known.
pub type Days = Option<(i64, i64)>;

/// The weightiest terms are the keys. With 64 and three shared ones no pair of ECB+ that matters is missed; 24 and two lose
/// 1.3 points of B-cubed F1 (2026-11).
const KEY_TERMS: usize = 64;
/// Two reports are worth deciding on from this many shared terms.
pub const SHARED_KEYS: usize = 3;
/// A term pairs a report with this many holders before it. Wide, since a story of many reports needs all their ties; carriers of
/// one copy count once, and those nearest in time are those that can be told together.
pub const NEAR: usize = 64;
/// Days apart at which nothing is left: what comes later is another development, however like its words. 7 to 20 looked at
/// on the example, where a week of one crisis falls into its developments from 8 down (2026-11).
const LAST_DAY: i64 = 8;
/// Shared terms shown as the reason.
const SHOWN: usize = 6;

/// The keys under which a report meets others, sorted, each once: its weightiest terms. Days are left to the order of the holders.
pub fn keys(sketch: &Sketch) -> Vec<u64> {
    let mut terms: Vec<&Term> = sketch.terms.iter().collect();
    terms.sort_by_key(|term| (std::cmp::Reverse(term.weight), term.hash));
    let mut keys: Vec<u64> = terms.iter().take(KEY_TERMS).map(|term| u64::from(term.hash)).collect();
    keys.sort_unstable();
    keys
}

/// How much speaks for one development, in thousandths: likeness of the terms, less what the days between take away.
pub fn score(first: (&Sketch, Days), second: (&Sketch, Days)) -> u16 {
    let likeness = likeness(first.0, second.0);
    (likeness * nearness(first.1, second.1) / 1000) as u16
}

/// The shared terms that speak loudest: the reason that a person is shown.
pub fn shared_terms(first: &Sketch, second: &Sketch) -> Vec<String> {
    let shared = first.leading.iter().filter(|term| second.terms.binary_search_by_key(&hash(term), |other| other.hash).is_ok());
    shared.take(SHOWN).cloned().collect()
}

/// The cosine of two sketches, in thousandths.
fn likeness(first: &Sketch, second: &Sketch) -> u64 {
    let (mut a, mut b, mut sum) = (0, 0, 0u64);
    while let (Some(one), Some(two)) = (first.terms.get(a), second.terms.get(b)) {
        match one.hash.cmp(&two.hash) {
            std::cmp::Ordering::Less => a += 1,
            std::cmp::Ordering::Greater => b += 1,
            std::cmp::Ordering::Equal => {
                sum += u64::from(one.weight) * u64::from(two.weight);
                a += 1;
                b += 1;
            }
        }
    }
    ((sum * 1000) >> 30).min(1000)
}

/// What is left of a likeness after the days between, in thousandths. Where a day is not known nothing is taken away.
fn nearness(first: Days, second: Days) -> u64 {
    let (Some(one), Some(two)) = (first, second) else { return 1000 };
    let apart = (one.0 - two.1).max(two.0 - one.1).max(0);
    let lost = apart * 1000 / LAST_DAY;
    1000u64.saturating_sub(lost as u64)
}
