//! A commitment as linking sees it: words with their weight, names, days; and whether two reports tell one commitment.

use crate::extract::{Commitment, CommitmentKind};
use crate::record::day_number;
use crate::resources::Frequencies;
use crate::text::{Span, fold, stem, words};
use std::collections::{BTreeMap, BTreeSet};

/// Rarity, in thousandths of a nat, from which a stem tells one matter from another: tried from 1,500 to 4,000 on half of the dossiers.
pub(super) const RARE: u32 = 3000;

/// What was undertaken, as linking sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pledge {
    /// What it is.
    pub kind: CommitmentKind,
    /// Stems of what is undertaken, with their rarity.
    pub content: BTreeMap<String, u32>,
    /// Those of them that name things: without its verbs, its parties, and the words of its day.
    pub things: BTreeSet<String>,
    /// Stems of the names of who is bound.
    pub by: BTreeSet<String>,
    /// Stems of the names of whom it is to.
    pub to: BTreeSet<String>,
    /// Rare stems of the report around it.
    pub around: BTreeSet<String>,
    /// First and last day, counted from 1970, on which it falls due.
    pub due: Option<(i64, i64)>,
    /// The first and the last day on which its report may have been published.
    pub told: Option<(i64, i64)>,
}

impl Pledge {
    /// From one report's commitment; `by` and `to` are the names of the parties, and `text` the report's.
    pub fn of(
        frequencies: &Frequencies,
        text: &str,
        commitment: &Commitment,
        by: Option<&str>,
        to: Option<&str>,
        told: Option<(i64, i64)>,
    ) -> Self {
        let due = commitment.due.as_ref().map(|due| (day_number(due.days.0), day_number(due.days.1)));
        let mut pledge = Self::of_words(frequencies, text, &commitment.content, by, due, told);
        pledge.kind = commitment.kind;
        let party = |party: Option<crate::extract::Party>| party.map(|party| party.span.of(text)).unwrap_or_default();
        pledge.by.extend(names(party(commitment.by)));
        pledge.to = names(party(commitment.to));
        pledge.to.extend(to.map(names).unwrap_or_default());
        let mut other: BTreeSet<String> = commitment.verbs.iter().map(|verb| stem(&fold(verb))).collect();
        other.extend(commitment.due.iter().flat_map(|due| stems(due.span.of(text))));
        let party = |thing: &String| holds(pledge.by.iter(), thing) || holds(pledge.to.iter(), thing);
        pledge.things = pledge.content.keys().filter(|thing| !other.contains(*thing) && !party(thing)).cloned().collect();
        pledge
    }

    /// From the words alone.
    pub fn of_words(
        frequencies: &Frequencies,
        text: &str,
        content: &[Span],
        by: Option<&str>,
        due: Option<(i64, i64)>,
        told: Option<(i64, i64)>,
    ) -> Self {
        let stems = content.iter().flat_map(|span| stems(span.of(text)));
        let content: BTreeMap<String, u32> =
            stems.map(|stem| (stem.clone(), frequencies.rarity(&stem))).filter(|(_, rarity)| *rarity >= COMMON).collect();
        let around = stems_of(text).into_iter().filter(|stem| frequencies.rarity(stem) >= RARE && !content.contains_key(stem)).collect();
        let things = content.keys().cloned().collect();
        Self {
            kind: CommitmentKind::Promise,
            content,
            things,
            by: by.map(names).unwrap_or_default(),
            to: BTreeSet::new(),
            around,
            due,
            told,
        }
    }

    /// Is a day, counted from 1970, so far behind its own that nothing told then is of it?
    pub fn is_over(&self, day: i64) -> bool {
        self.due.or(self.told).is_some_and(|(_, last)| day > last.max(self.told.map_or(last, |(_, told)| told)) + YEAR)
    }

    /// Keys under which it is found: pairs of a name of who is bound and a stem of what is undertaken, and the rarest stems alone.
    pub fn keys(&self) -> Vec<u64> {
        keys(self.content.iter().map(|(stem, rarity)| (stem.as_str(), *rarity)), KEYS)
    }
}

/// Days behind which no report settles a commitment. A guess.
const YEAR: i64 = 366;

/// Rarity below which a stem says nothing of a matter.
const COMMON: u32 = 1200;

/// Stems that bring a commitment and an outcome together, at most.
const KEYS: usize = 6;

/// Keys of the words of a sentence that tells an outcome.
pub fn keys_of(frequencies: &Frequencies, words: &str) -> Vec<u64> {
    let stems = stems_of(words);
    keys(stems.iter().map(|stem| (stem.as_str(), frequencies.rarity(stem))).filter(|(_, rarity)| *rarity >= COMMON), 2 * KEYS)
}

/// Keys of stems with their rarity: the rarest of them.
fn keys<'w>(stems: impl Iterator<Item = (&'w str, u32)>, most: usize) -> Vec<u64> {
    let mut rarest: Vec<(u32, &str)> = stems.map(|(stem, rarity)| (rarity, stem)).collect();
    rarest.sort_by(|one, other| other.cmp(one));
    rarest.truncate(most);
    let mut keys: Vec<u64> = rarest.into_iter().map(|(_, stem)| xxhash_rust::xxh3::xxh3_64(root(stem).as_bytes())).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// The beginning of a stem, under which a state and its people are one: Veldania, Veldanian.
pub(super) fn root(stem: &str) -> &str {
    let letters: Vec<usize> = stem.char_indices().map(|(at, _)| at).collect();
    letters.get(ROOT).map_or(stem, |&end| &stem[..end])
}

/// Letters that two stems of one root share at the least.
const ROOT: usize = 5;

/// Stems of words that are not small, in order.
pub(super) fn stems(text: &str) -> Vec<String> {
    words(text)
        .into_iter()
        .map(|word| fold(word.span.of(text)))
        .filter(|word| word.chars().count() > 2 && !word.bytes().all(|byte| byte.is_ascii_digit()))
        .map(|word| stem(&word))
        .collect()
}

pub(super) fn stems_of(text: &str) -> BTreeSet<String> {
    stems(text).into_iter().collect()
}

/// Stems of the words of a name that are written with a capital; all of its words where none is.
pub(super) fn names(words_of: &str) -> BTreeSet<String> {
    let all: Vec<&str> = words(words_of).into_iter().map(|word| word.span.of(words_of)).collect();
    let capital: BTreeSet<String> =
        all.iter().filter(|word| word.starts_with(char::is_uppercase) && word.chars().count() > 3).map(|word| stem(&fold(word))).collect();
    if capital.is_empty() { all.iter().filter(|word| word.chars().count() > 3).map(|word| stem(&fold(word))).collect() } else { capital }
}

/// Do two stems mean one thing: the same, or of one root and hardly longer?
pub(super) fn akin(one: &str, other: &str) -> bool {
    one == other || {
        let (short, long) = (one.chars().count().min(other.chars().count()), one.chars().count().max(other.chars().count()));
        let shared = one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count();
        shared >= ROOT && shared + 2 >= short && long <= shared + 4
    }
}

/// Is a stem, or one akin to it, among others?
pub(super) fn holds<'s>(mut stems: impl Iterator<Item = &'s String>, wanted: &str) -> bool {
    stems.any(|stem| akin(stem, wanted))
}

/// The identifier of a commitment, from the key of the report that tells it first and where its words begin there.
pub fn identifier(report: &str, start: u32) -> String {
    format!("k{:016x}", xxhash_rust::xxh3::xxh3_64(format!("{report} {start}").as_bytes()))
}

/// Do two reports tell one commitment? The same kind or one that tells as much, an actor of the same name, most of what is undertaken, and no other
/// due day.
pub fn same(one: &Pledge, other: &Pledge) -> bool {
    let bound = one.by.iter().any(|name| holds(other.by.iter(), name)) || one.by.is_empty() && other.by.is_empty();
    let days = match (one.due, other.due) {
        (Some(one), Some(other)) => one.0 <= other.1 && other.0 <= one.1,
        _ => true,
    };
    let near = match (one.told, other.told) {
        (Some(one), Some(other)) => (one.0 - other.1).max(other.0 - one.1) <= NEAR,
        _ => true,
    };
    let binding = |kind: CommitmentKind| kind == CommitmentKind::Demand;
    let (small, large) = if one.content.len() <= other.content.len() { (one, other) } else { (other, one) };
    let total: u64 = small.content.values().map(|&rarity| u64::from(rarity)).sum();
    let shared: u64 =
        small.content.iter().filter(|(stem, _)| holds(large.content.keys(), stem)).map(|(_, &rarity)| u64::from(rarity)).sum();
    binding(one.kind) == binding(other.kind) && bound && days && near && total > 0 && small.content.len() > 1 && shared * 10 >= total * 7
}

/// Days between two tellings of one commitment, at most; told later, it is renewed.
const NEAR: i64 = 10;
