//! Referents of all reports to actors: states and bodies by their key, persons by their names, one under every title.
//!
//! A name that is not known makes a new actor rather than an old one that is wrong: a short name joins a full one only where
//! that is the only one it can mean, first in its story, then in the record.

use crate::extract::{Referent, ReferentKind};
use crate::text::fold;
use std::collections::{BTreeMap, BTreeSet};

/// One report's referents, and the story it stands in.
#[derive(Clone, Copy, Debug)]
pub struct Cast<'a> {
    /// Its referents.
    pub referents: &'a [Referent],
    /// The story, as any number that its reports share.
    pub story: u32,
}

/// One actor of the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// A state's code, a body's key, a person's Wikidata identifier, else the folded name with hyphens.
    pub id: String,
    /// What it is.
    pub kind: ReferentKind,
    /// The name it is printed under most often, the fuller of equals.
    pub name: String,
    /// The state it belongs to, as a code, where its titles tell.
    pub state: Option<String>,
}

/// The actors of a record, by identifier, and for each report and referent the place of its actor; none for who has no name.
pub fn actors(casts: &[Cast<'_>]) -> (Vec<Actor>, Vec<Vec<Option<usize>>>) {
    let persons = Persons::of(casts);
    let mut found: BTreeMap<String, Tally> = BTreeMap::new();
    let mut ids: Vec<Vec<Option<String>>> = Vec::with_capacity(casts.len());
    for cast in casts {
        let of = |referent: &Referent| -> Option<String> {
            let id = match referent.kind {
                ReferentKind::Unnamed => return None,
                ReferentKind::Person => persons.id(referent, cast.story),
                _ => referent.key.clone().unwrap_or_else(|| slug(&referent.name)),
            };
            (!id.is_empty()).then_some(id)
        };
        let row: Vec<Option<String>> = cast.referents.iter().map(of).collect();
        for (referent, id) in cast.referents.iter().zip(&row) {
            if let Some(id) = id {
                found.entry(id.clone()).or_default().take_in(referent);
            }
        }
        ids.push(row);
    }
    let places: BTreeMap<&String, usize> = found.keys().enumerate().map(|(place, id)| (id, place)).collect();
    let rows = ids.iter().map(|row| row.iter().map(|id| id.as_ref().map(|id| places[id])).collect()).collect();
    let actors = found.iter().map(|(id, tally)| tally.actor(id)).collect();
    (actors, rows)
}

/// A name of one word is that of a place where one report in this many shows it to be: most show nothing, and the name finder then
/// takes strange names for persons.
const PLACES: usize = 5;

/// How often an actor goes by what.
#[derive(Debug, Default)]
struct Tally {
    names: BTreeMap<String, usize>,
    kinds: BTreeMap<ReferentKind, usize>,
    states: BTreeMap<String, usize>,
}

impl Tally {
    fn take_in(&mut self, referent: &Referent) {
        *self.names.entry(referent.name.clone()).or_default() += 1;
        *self.kinds.entry(referent.kind).or_default() += 1;
        if let Some(state) = &referent.state {
            *self.states.entry(state.clone()).or_default() += 1;
        }
    }

    fn actor(&self, id: &str) -> Actor {
        let words = |name: &str| name.split(' ').count();
        // A full name before a short one, however often the short one is used.
        let full = self.names.keys().any(|name| words(name) > 1);
        let name = self
            .names
            .iter()
            .filter(|(name, _)| !full || words(name) > 1)
            .max_by_key(|(name, count)| (**count, words(name), name.len(), std::cmp::Reverse(*name)));
        let most = |counts: &BTreeMap<String, usize>| {
            counts.iter().max_by_key(|(word, count)| (**count, std::cmp::Reverse(*word))).map(|(word, _)| word.clone())
        };
        let place = self.kinds.get(&ReferentKind::Place).copied().unwrap_or_default();
        let all: usize = self.kinds.values().sum();
        if !full && place * PLACES >= all {
            return Actor {
                id: id.to_owned(),
                kind: ReferentKind::Place,
                name: name.map(|(name, _)| name.clone()).unwrap_or_default(),
                state: None,
            };
        }
        Actor {
            id: id.to_owned(),
            kind: self
                .kinds
                .iter()
                .max_by_key(|(kind, count)| (**count, std::cmp::Reverse(**kind)))
                .map_or(ReferentKind::Person, |(kind, _)| *kind),
            name: name.map(|(name, _)| name.clone()).unwrap_or_default(),
            state: most(&self.states),
        }
    }
}

/// A given name and a last name, folded.
type Pair = (String, String);

/// The full names of the record, for short ones to join.
struct Persons {
    /// Identifier of each full name.
    ids: BTreeMap<Pair, String>,
    /// For each last name, of a story or (without one) of the record, the given names before it and whom they make.
    by_last: BTreeMap<(Option<u32>, String), BTreeSet<Pair>>,
}

impl Persons {
    fn of(casts: &[Cast<'_>]) -> Self {
        let mut keys: BTreeMap<Pair, String> = BTreeMap::new();
        let mut states: BTreeMap<Pair, BTreeSet<String>> = BTreeMap::new();
        let mut stories: BTreeSet<(u32, Pair)> = BTreeSet::new();
        for cast in casts {
            for referent in cast.referents.iter().filter(|referent| referent.kind == ReferentKind::Person) {
                let Some(pair) = full(&referent.name) else { continue };
                let held = keys.entry(pair.clone()).or_default();
                if let Some(key) = &referent.key {
                    held.clone_from(key);
                }
                states.entry(pair.clone()).or_default().extend(referent.state.clone());
                stories.insert((cast.story, pair));
            }
        }
        // Spellings of one name begin with one letter.
        let mut alike: BTreeMap<(&str, Option<char>), Vec<&Pair>> = BTreeMap::new();
        for pair in keys.keys() {
            alike.entry((&pair.1, pair.0.chars().next())).or_default().push(pair);
        }
        let mut ids = BTreeMap::new();
        for (pair, key) in &keys {
            let same = alike[&(pair.1.as_str(), pair.0.chars().next())]
                .iter()
                .filter(|other| **other == pair || spelled_alike(pair, other, &states));
            // Of spellings of one name, the one that the gazetteer knows names all, else the first.
            let (mut known, mut first) = ((!key.is_empty()).then_some(key), None);
            for other in same {
                first = first.or(Some(*other));
                known = known.or(Some(&keys[*other]).filter(|key| !key.is_empty()));
            }
            let first = first.unwrap_or(pair);
            ids.insert(pair.clone(), known.cloned().unwrap_or_else(|| slug(&format!("{} {}", first.0, first.1))));
        }
        let mut by_last: BTreeMap<(Option<u32>, String), BTreeSet<Pair>> = BTreeMap::new();
        for (story, pair) in stories {
            let named = (pair.0.clone(), ids[&pair].clone());
            by_last.entry((Some(story), pair.1.clone())).or_default().insert(named.clone());
            by_last.entry((None, pair.1)).or_default().insert(named);
        }
        Self { ids, by_last }
    }

    fn id(&self, referent: &Referent, story: u32) -> String {
        if let Some(key) = &referent.key {
            return key.clone();
        }
        if let Some(pair) = full(&referent.name) {
            return self.ids[&pair].clone();
        }
        // An initial and a last name, or a last name alone: the one person it can mean, in its story or in the record.
        let words: Vec<&str> = referent.name.split(' ').collect();
        let Some(last) = words.last().map(|last| fold(last)) else { return String::new() };
        let initial = (words.len() > 1).then(|| fold(words[0].trim_end_matches('.')));
        let only = |story: Option<u32>| -> Option<&String> {
            let fits = |pair: &&Pair| initial.as_ref().is_none_or(|initial| pair.0.starts_with(initial.as_str()));
            let mut fitting = self.by_last.get(&(story, last.clone()))?.iter().filter(fits).map(|(_, id)| id);
            let first = fitting.next()?;
            fitting.all(|id| id == first).then_some(first)
        };
        only(Some(story)).or_else(|| only(None)).cloned().unwrap_or_else(|| slug(&referent.name))
    }
}

/// The given name and the last name of a full name, folded; none where there is only one, or an initial.
fn full(name: &str) -> Option<Pair> {
    let words: Vec<&str> = name.split(' ').filter(|word| !word.is_empty()).collect();
    let (first, last) = (words.first()?, words.last()?);
    (words.len() > 1 && first.trim_end_matches('.').chars().count() > 1).then(|| (fold(first), fold(last)))
}

/// One name in two spellings: given names that begin alike and differ in two letters at most, for persons of one state.
fn spelled_alike(one: &Pair, other: &Pair, states: &BTreeMap<Pair, BTreeSet<String>>) -> bool {
    distance(&one.0, &other.0) <= 2 && states[one].intersection(&states[other]).next().is_some()
}

/// Edits between two short words (Levenshtein 1966).
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, c) in one.chars().enumerate() {
        let mut before = at;
        row[0] = at + 1;
        for (place, &d) in other.iter().enumerate() {
            let cost = (before + usize::from(c != d)).min(row[place] + 1).min(row[place + 1] + 1);
            before = std::mem::replace(&mut row[place + 1], cost);
        }
    }
    row[other.len()]
}

/// A name as an identifier: folded, words joined by hyphens.
pub fn slug(name: &str) -> String {
    let folded = fold(name);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty() && *word != "the").collect();
    words.join("-")
}
