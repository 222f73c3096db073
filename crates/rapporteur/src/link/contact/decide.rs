//! What could be one contact, and whether it is.

use crate::extract::{Contact, ContactKind, ReferentKind, Status};
use crate::link::actor::Actor;
use crate::text::{Span, fold, stem, words};
use std::collections::{BTreeMap, BTreeSet};
use xxhash_rust::xxh3::xxh3_64;

/// A party as linking sees it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Attending {
    /// The side it stands on: its state, else the actor itself.
    pub side: String,
    /// The actor, where it is a person, or of no state: a body of a state speaks for it.
    pub own: Option<String>,
}

impl Attending {
    /// Of an actor.
    pub fn of(actor: &Actor) -> Self {
        let is_own = actor.kind == ReferentKind::Person || actor.state.is_none();
        Self { side: actor.state.clone().unwrap_or_else(|| actor.id.clone()), own: is_own.then(|| actor.id.clone()) }
    }
}

/// One telling of a contact, as linking sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Telling {
    /// What kind it is.
    pub kind: ContactKind,
    /// What became of it.
    pub status: Status,
    /// Who took part, as far as the report makes them known; in order.
    pub parties: Vec<Attending>,
    /// First and last day that the report's words for when may mean, counted from 1970.
    pub told: Option<(i32, i32)>,
    /// First and last day of the report's publication.
    pub published: Option<(i64, i64)>,
    /// Hash of the place, where one is told.
    pub place: Option<u64>,
    /// Hashes of the stems of what was spoken of.
    pub topics: BTreeSet<u64>,
}

/// Days before a report's last within which what it tells in the past without a day lies, and after its first for what is to come. Guesses.
const BEFORE: i64 = 2;
const AFTER: i64 = 10;
/// Days of a stretch beyond which it pairs with nothing. A month and a day.
const WIDE: i64 = 32;
/// Parties of which pairs are made.
const PARTIES: usize = 6;
/// Likeness, in thousandths, from which two tellings are of one contact: the same parties by name, or the same sides on one told day.
const ENOUGH: u16 = 650;

impl Telling {
    /// Of a contact that a report tells; who its parties are and when it was published is for the caller to say.
    pub fn of(text: &str, contact: &Contact) -> Self {
        let hash = |span: Span| xxh3_64(fold(span.of(text)).as_bytes());
        let stems = |span: &Span| {
            let text = span.of(text);
            words(text).into_iter().map(|word| stem(&fold(word.span.of(text)))).filter(|stem| stem.len() > 3).collect::<Vec<_>>()
        };
        Self {
            kind: contact.kind,
            status: contact.status,
            parties: Vec::new(),
            told: contact.days,
            published: None,
            place: contact.place.map(hash),
            topics: contact.topics.iter().flat_map(stems).map(|stem| xxh3_64(stem.as_bytes())).collect(),
        }
    }

    /// The days on which it can have been: what is told, else near the publication.
    pub fn stretch(&self) -> Option<(i64, i64)> {
        if let Some((first, last)) = self.told {
            return Some((i64::from(first), i64::from(last)));
        }
        let (first, last) = self.published?;
        Some(if self.status.is_open() { (first, last + AFTER) } else { (last - BEFORE, last) })
    }

    /// The persons and bodies of each side, where any are named.
    pub(super) fn persons(&self) -> BTreeMap<&str, BTreeSet<&str>> {
        let mut persons: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for party in &self.parties {
            if let Some(own) = &party.own {
                persons.entry(&party.side).or_default().insert(own);
            }
        }
        persons
    }

    /// The one day it was on, where the report tells one.
    pub fn day(&self) -> Option<i32> {
        self.told.filter(|(first, last)| first == last).map(|(first, _)| first)
    }
}

/// What kinds can be told of one contact: talks can be any, a summit is a meeting.
fn family(kind: ContactKind) -> u8 {
    match kind {
        ContactKind::Call | ContactKind::Meeting | ContactKind::Talks | ContactKind::Visit | ContactKind::Summit => 0,
        ContactKind::Letter => 1,
        ContactKind::Vote => 2,
        ContactKind::EmergencyMeeting => 3,
    }
}

/// Can two kinds be told of one contact?
pub(super) fn fit(one: ContactKind, other: ContactKind) -> bool {
    let is_call = |kind| kind == ContactKind::Call;
    let either = one == ContactKind::Talks || other == ContactKind::Talks;
    family(one) == family(other) && (either || is_call(one) == is_call(other))
}

/// The pairs of sides of a telling; of one body, it with itself.
fn pairs(telling: &Telling) -> BTreeSet<(&str, &str)> {
    let sides: Vec<&str> = telling.parties.iter().take(PARTIES).map(|party| party.side.as_str()).collect();
    let alone = matches!(telling.kind, ContactKind::Vote | ContactKind::EmergencyMeeting);
    let mut pairs = BTreeSet::new();
    for (at, &one) in sides.iter().enumerate() {
        if alone {
            pairs.insert((one, one));
        }
        for &other in &sides[at + 1..] {
            pairs.insert((one.min(other), one.max(other)));
        }
    }
    pairs
}

/// The keys of a telling: each pair of sides on each day it can have been; none where the days are not known or too many.
pub fn keys(telling: &Telling) -> Vec<u64> {
    let Some((first, last)) = telling.stretch().filter(|(first, last)| (0..WIDE).contains(&(last - first))) else { return Vec::new() };
    let family = family(telling.kind);
    let mut keys = BTreeSet::new();
    for (one, other) in pairs(telling) {
        for day in first..=last {
            keys.insert(xxh3_64(format!("{family}\u{1f}{one}\u{1f}{other}\u{1f}{day}").as_bytes()));
        }
    }
    keys.into_iter().collect()
}

/// Are two tellings of one contact, and how alike are they, in thousandths? Refused: kinds that do not fit, days that do not meet, other
/// persons for one side, places that differ.
pub fn decide(one: &Telling, other: &Telling) -> Option<u16> {
    let ((first, last), (start, end)) = (one.stretch()?, other.stretch()?);
    if !fit(one.kind, other.kind) || last < start || end < first || pairs(one).is_disjoint(&pairs(other)) {
        return None;
    }
    if one.place.zip(other.place).is_some_and(|(one, other)| one != other) {
        return None;
    }
    let (ones, others) = (one.persons(), other.persons());
    let mut persons = 0;
    for (side, own) in &ones {
        let Some(theirs) = others.get(side) else { continue };
        match own.intersection(theirs).count() {
            0 => return None,
            same => persons += same as u16,
        }
    }
    let mut likeness = 500;
    likeness += 100 * persons.min(2);
    likeness += if one.day().is_some() && one.day() == other.day() { 200 } else { 0 };
    likeness += if one.kind == other.kind { 50 } else { 0 };
    likeness += 25 * one.topics.intersection(&other.topics).count().min(4) as u16;
    (likeness >= ENOUGH).then_some(likeness.min(1000))
}
