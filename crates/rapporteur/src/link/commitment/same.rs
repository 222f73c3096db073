//! A commitment as linking sees it: words with their weight, names, days; and whether two reports tell one commitment.

use super::keys::{KEYS, key, keys};
use crate::extract::{Commitment, CommitmentKind};
use crate::record::day_number;
use crate::resources::Frequencies;
use crate::text::{Span, fold, stem, words};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

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
    /// From one report's commitment and the report's text; the names of who is meant, the day, and what stands around it are for the caller to give.
    pub fn of(frequencies: &Frequencies, text: &str, commitment: &Commitment) -> Self {
        let due = commitment.due.as_ref().map(|due| (day_number(due.days.0), day_number(due.days.1)));
        let mut pledge = Self::of_words(frequencies, text, &commitment.content, due);
        pledge.kind = commitment.kind;
        let party = |party: Option<crate::extract::Party>| party.map(|party| names(party.span.of(text))).unwrap_or_default();
        (pledge.by, pledge.to) = (party(commitment.by), party(commitment.to));
        let mut other: BTreeSet<String> = commitment.verbs.iter().map(|verb| stem(&fold(verb))).collect();
        other.extend(commitment.due.iter().flat_map(|due| stems(due.span.of(text))));
        pledge.things.retain(|thing| !other.contains(thing));
        pledge.without_parties()
    }

    /// From the words alone.
    pub fn of_words(frequencies: &Frequencies, text: &str, content: &[Span], due: Option<(i64, i64)>) -> Self {
        let stems = content.iter().flat_map(|span| stems(span.of(text)));
        let content: BTreeMap<String, u32> =
            stems.map(|stem| (stem.clone(), frequencies.rarity(&stem))).filter(|(_, rarity)| *rarity >= COMMON).collect();
        let things = content.keys().cloned().collect();
        let empty = BTreeSet::new;
        Self { kind: CommitmentKind::Promise, content, things, by: empty(), to: empty(), around: empty(), due, told: None }
    }

    /// With the names of who is bound and to whom, and when its report was published.
    #[must_use]
    pub fn named(mut self, by: Option<&str>, to: Option<&str>, told: Option<(i64, i64)>) -> Self {
        // Where an actor is known, its title says nothing: there is many a minister.
        self.by = by.map_or(self.by, names);
        self.to = to.map_or(self.to, names);
        self.told = told;
        self.without_parties()
    }

    /// With the rare stems of the report around it.
    #[must_use]
    pub fn amid(mut self, frequencies: &Frequencies, text: &str) -> Self {
        let rare = |stem: &String| frequencies.rarity(stem) >= RARE && !self.content.contains_key(stem);
        self.around = stems_of(text).into_iter().filter(rare).collect();
        self
    }

    fn without_parties(mut self) -> Self {
        let party = |thing: &String| holds(&self.by, thing) || holds(&self.to, thing);
        let things = std::mem::take(&mut self.things);
        self.things = things.into_iter().filter(|thing| !party(thing)).collect();
        self
    }

    /// Is a day, counted from 1970, so far behind its own that nothing told then is of it?
    pub fn is_over(&self, day: i64) -> bool {
        self.due.or(self.told).is_some_and(|(_, last)| day > last.max(self.told.map_or(last, |(_, told)| told)) + YEAR)
    }

    /// Keys under which it is found: the roots of the rarest stems of what is undertaken.
    pub fn keys(&self) -> Vec<u64> {
        keys(self.content.iter().map(|(stem, rarity)| (stem.as_str(), *rarity)), KEYS)
    }
}

/// Days behind which no report settles a commitment. A guess.
const YEAR: i64 = 366;

/// Thousandths of the weight of what was undertaken that a clause holds at the least where it tells the outcome.
pub const LEAST: u64 = 400;

/// Rarity below which a stem says nothing of a matter.
pub(super) const COMMON: u32 = 1200;

/// The beginning of a stem, under which a state and its people are one: Veldania, Veldanian.
pub(super) fn root(stem: &str) -> &str {
    stem.char_indices().nth(ROOT).map_or(stem, |(end, _)| &stem[..end])
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

/// Stems of the words of several spans of a text.
pub(super) fn stems_in(spans: &[Span], text: &str) -> BTreeSet<String> {
    spans.iter().flat_map(|span| stems(span.of(text))).collect()
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

/// Is a stem, or one akin to it, among others? What is akin begins alike, so that only stems of the same beginning are looked at.
pub(super) fn holds<'s>(stems: impl Among<'s>, wanted: &str) -> bool {
    let root = root(wanted);
    stems.from(root).take_while(|stem| stem.starts_with(root)).any(|stem| akin(stem, wanted))
}

/// The stems of words, with the keys of their roots: most words that are asked for are not there, and their keys say so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Rooted {
    stems: BTreeSet<String>,
    roots: Vec<u64>,
}

impl Rooted {
    pub(super) fn of(stems: BTreeSet<String>) -> Self {
        let mut roots: Vec<u64> = stems.iter().map(|stem| key(stem)).collect();
        roots.sort_unstable();
        Self { stems, roots }
    }

    /// Is a stem, or one akin to it, among them?
    pub(super) fn holds(&self, wanted: &str) -> bool {
        self.roots.binary_search(&key(wanted)).is_ok() && holds(&self.stems, wanted)
    }

    /// Is a stem among them?
    pub(super) fn contains(&self, wanted: &str) -> bool {
        self.roots.binary_search(&key(wanted)).is_ok() && self.stems.contains(wanted)
    }
}

/// Stems in order.
pub(super) trait Among<'s> {
    /// Those from one on.
    fn from(self, first: &str) -> impl Iterator<Item = &'s String>;
}

impl<'s> Among<'s> for &'s BTreeSet<String> {
    fn from(self, first: &str) -> impl Iterator<Item = &'s String> {
        self.range::<str, _>((Bound::Included(first), Bound::Unbounded))
    }
}

impl<'s, T> Among<'s> for &'s BTreeMap<String, T> {
    fn from(self, first: &str) -> impl Iterator<Item = &'s String> {
        self.range::<str, _>((Bound::Included(first), Bound::Unbounded)).map(|(stem, _)| stem)
    }
}

/// Do two reports tell one commitment? The same kind or one that tells as much, an actor of the same name, most of what is undertaken, and no other
/// due day.
pub fn same(one: &Pledge, other: &Pledge) -> bool {
    likeness(one, other).is_some()
}

/// How alike two tellings of one commitment are: thousandths of the weight of the shorter that the longer holds too; none where they are of two.
pub(super) fn likeness(one: &Pledge, other: &Pledge) -> Option<u16> {
    let bound = one.by.iter().any(|name| holds(&other.by, name)) || one.by.is_empty() && other.by.is_empty();
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
    let shared: u64 = small.content.iter().filter(|(stem, _)| holds(&large.content, stem)).map(|(_, &rarity)| u64::from(rarity)).sum();
    let is_one = binding(one.kind) == binding(other.kind) && bound && days && near && total > 0 && small.content.len() > 1;
    (is_one && shared * 10 >= total * 7).then(|| (shared * 1000 / total) as u16)
}

/// Days between two tellings of one commitment, at most; told later, it is renewed.
const NEAR: i64 = 10;
