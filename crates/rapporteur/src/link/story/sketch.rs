//! A report as the story pass sees it: its weightiest terms.

use crate::resources::Frequencies;
use crate::text::{Span, WordKind, fold, sentences, stem, words};
use std::collections::BTreeMap;
use xxhash_rust::xxh3::xxh3_64;

/// One term: a stem, or two stems that stand side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// Hash of the term's words.
    pub hash: u32,
    /// Its share of the report's direction: the squares of all weights sum to about 2^30.
    pub weight: u16,
}

/// The weightiest terms of a report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sketch {
    /// Sorted by hash, each hash once.
    pub terms: Vec<Term>,
    /// The words of the weightiest terms, weightiest first: what a person is shown, and what keys are made of.
    pub leading: Vec<String>,
}

/// Terms kept of a report. On ECB+ 60 loses 1.5 points of B-cubed F1, 150 loses 0.6 (2026-11).
const KEPT: usize = 300;
/// Sentences read: the tail of a long report is background. 6 to 25 and all tried on ECB+ (2026-11).
const READ_SENTENCES: usize = 20;
/// Terms whose words are kept too.
const LEADING: usize = 24;
/// Words of the headline and of this many first sentences count twice: news says first what it is about. 1 to 5 tried.
const LEAD_SENTENCES: usize = 3;
/// A term counts at most this often; the square root of the count is taken. 3, 4, 5 and 10 tried on ECB+ (2026-11).
const MOST: f64 = 3.0;
/// Rarity (thousandths of a nat) below which a stem says nothing. 0 to 3000 tried.
const COMMON: u32 = 1000;
/// What a capital inside a sentence adds. 1.3 to 2.5 tried.
const NAME: f64 = 1.5;
/// Weight of two plain words side by side, beside that of a name of two words. 0 to 1 tried.
const PLAIN_PAIR: f64 = 0.3;
/// What a pair adds to the rarity of its rarer word.
const PAIR_RARITY: u32 = 1000;
/// The length of every sketch's direction.
const LENGTH: f64 = 32_768.0;

#[derive(Default)]
struct Tally {
    count: f64,
    name: bool,
    rarity: u32,
}

/// Sketches a report from its headline and text; `removed` spans do not count.
pub fn sketch(frequencies: &Frequencies, title: &str, text: &str, removed: &[Span]) -> Sketch {
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    count(frequencies, title, &[Span::new(0, title.len())], &[], &mut tallies);
    count(frequencies, text, &sentences(text), removed, &mut tallies);
    let mut weighed: Vec<(String, f64)> = tallies
        .into_iter()
        .filter(|(_, tally)| tally.rarity >= COMMON)
        .map(|(term, tally)| (term, tally.count.min(MOST).sqrt() * f64::from(tally.rarity) * if tally.name { NAME } else { 1.0 }))
        .collect();
    weighed.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    weighed.truncate(KEPT);
    let length = weighed.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt();
    let leading = weighed.iter().take(LEADING).map(|(term, _)| term.clone()).collect();
    let mut terms: Vec<Term> =
        weighed.iter().map(|(term, weight)| Term { hash: hash(term), weight: (weight / length * LENGTH).round() as u16 }).collect();
    terms.sort_by_key(|term| (term.hash, std::cmp::Reverse(term.weight)));
    terms.dedup_by_key(|term| term.hash);
    Sketch { terms, leading }
}

/// The hash of a term's words.
pub(super) fn hash(term: &str) -> u32 {
    xxh3_64(term.as_bytes()) as u32
}

fn count(frequencies: &Frequencies, text: &str, sentences: &[Span], removed: &[Span], tallies: &mut BTreeMap<String, Tally>) {
    let mut gone = removed.to_vec();
    gone.sort_unstable();
    let mut apart = crate::text::apart(&gone);
    let kept = sentences.iter().filter(|sentence| apart(**sentence));
    for (place, sentence) in kept.take(READ_SENTENCES).enumerate() {
        let words_text = sentence.of(text);
        let share = if place < LEAD_SENTENCES { 3.0 } else { 1.0 };
        let mut before: Option<(String, bool, u32, u32)> = None;
        for (at, word) in words(words_text).iter().enumerate() {
            let stem = stem(&fold(word.span.of(words_text)));
            let rarity = frequencies.rarity(&stem);
            let capital = word.kind == WordKind::Capital;
            let tally = tallies.entry(stem.clone()).or_default();
            tally.count += share;
            tally.rarity = rarity;
            tally.name |= capital && at > 0;
            if let Some((other, other_capital, other_rarity, end)) = before
                && word.span.start - end <= 1
            {
                let name = capital && other_capital;
                if name || rarity.min(other_rarity) >= COMMON {
                    let pair = tallies.entry(format!("{other} {stem}")).or_default();
                    pair.count += share * if name { 1.0 } else { PLAIN_PAIR };
                    pair.rarity = rarity.max(other_rarity) + PAIR_RARITY;
                }
            }
            before = Some((stem, capital, rarity, word.span.end));
        }
    }
}
