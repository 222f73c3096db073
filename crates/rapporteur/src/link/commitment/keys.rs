//! Keys under which a commitment, and the clauses that may tell what came of it, are found.
//!
//! A clause is found by a rare word of it together with its verb, or with how it came out where that alone may settle something: of the clauses
//! that only share a word with what was promised, most tell another deed.

use super::same::{COMMON, Pledge, root, stems_in};
use crate::extract::{CommitmentWords, Deed, Outcome};
use crate::resources::Frequencies;
use crate::text::Span;
use std::collections::{BTreeMap, BTreeSet};
use xxhash_rust::xxh3::xxh3_64;

/// Stems that bring a commitment and an outcome together, at most.
pub(super) const KEYS: usize = 6;

/// A word of a commitment, as it is sought in clauses that tell outcomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sought {
    /// The weight, as rarity, of the words that it stands for.
    pub weight: u64,
    /// The keys of clauses that hold it and may settle the commitment.
    pub keys: Vec<u64>,
}

/// Keys of the rarest words of some spans.
pub fn keys_of(frequencies: &Frequencies, spans: &[Span], text: &str) -> Vec<u64> {
    rarest(frequencies, spans, text, |stem| vec![key(stem)])
}

/// Keys of a clause that tells an outcome: of each of its rarest words with each of its verbs, or with its outcome.
pub fn keys_told(frequencies: &Frequencies, deed: &Deed, text: &str) -> Vec<u64> {
    let manners: Vec<String> = match deed.outcome {
        Outcome::Done | Outcome::Partly => deed.verbs.clone(),
        outcome => vec![outright(outcome)],
    };
    rarest(frequencies, &deed.clause, text, |stem| manners.iter().map(|manner| key_with(stem, manner)).collect())
}

impl Pledge {
    /// Its rarest words, each with the keys under which [`keys_told`] puts the clauses that [`may_settle`](super::may_settle) it.
    pub fn sought(&self, words: &CommitmentWords, verbs: &BTreeSet<String>) -> Vec<Sought> {
        let mut manners = words.fulfilling(verbs);
        manners.extend([Outcome::Undone, Outcome::Off, Outcome::Denied, Outcome::Moved].map(outright));
        let kept: BTreeSet<u64> = self.keys().into_iter().collect();
        let mut sought: BTreeMap<&str, u64> = BTreeMap::new();
        for (stem, rarity) in self.content.iter().filter(|(stem, _)| kept.contains(&key(stem))) {
            *sought.entry(root(stem)).or_default() += u64::from(*rarity);
        }
        let with = |root: &str| manners.iter().map(|manner| key_with(root, manner)).collect();
        sought.into_iter().map(|(root, weight)| Sought { weight, keys: with(root) }).collect()
    }
}

/// What stands for an outcome that may settle a commitment by whatever verb it is told; no lemma is like it.
fn outright(outcome: Outcome) -> String {
    format!("={}", outcome.label())
}

fn rarest(frequencies: &Frequencies, spans: &[Span], text: &str, of: impl Fn(&str) -> Vec<u64>) -> Vec<u64> {
    let stems = stems_in(spans, text);
    let rare = stems.iter().map(|stem| (stem.as_str(), frequencies.rarity(stem))).filter(|(_, rarity)| *rarity >= COMMON);
    sorted(most_rare(rare, 2 * KEYS).into_iter().flat_map(of))
}

/// Keys of stems with their rarity: the rarest of them.
pub(super) fn keys<'w>(stems: impl Iterator<Item = (&'w str, u32)>, most: usize) -> Vec<u64> {
    sorted(most_rare(stems, most).into_iter().map(key))
}

fn most_rare<'w>(stems: impl Iterator<Item = (&'w str, u32)>, most: usize) -> Vec<&'w str> {
    let mut rarest: Vec<(u32, &str)> = stems.map(|(stem, rarity)| (rarity, stem)).collect();
    rarest.sort_by(|one, other| other.cmp(one));
    rarest.truncate(most);
    rarest.into_iter().map(|(_, stem)| stem).collect()
}

fn sorted(keys: impl Iterator<Item = u64>) -> Vec<u64> {
    let keys: BTreeSet<u64> = keys.collect();
    keys.into_iter().collect()
}

pub(super) fn key(stem: &str) -> u64 {
    xxh3_64(root(stem).as_bytes())
}

fn key_with(stem: &str, manner: &str) -> u64 {
    xxh3_64(format!("{} {manner}", root(stem)).as_bytes())
}
