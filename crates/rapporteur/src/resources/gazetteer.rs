//! Towns of the world: where each lies, and which of those that share a name a report means.

use super::{Actors, ResourceError};
use crate::text::{fold, words};
use std::collections::{BTreeMap, BTreeSet};

/// A town, or another inhabited place.
#[derive(Clone, Debug, PartialEq)]
pub struct Town {
    /// What it is called.
    pub name: String,
    /// The code of the state that it lies in.
    pub state: String,
    /// What it is: capital, regional capital, town.
    pub kind: String,
    /// The region of the state; empty where the list has none.
    pub region: String,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Inhabitants; 0 where the list has none.
    pub inhabitants: u64,
}

/// Where a name leads.
#[derive(Clone, Debug, PartialEq)]
pub enum Whereabouts<'g> {
    /// To this one.
    Known(&'g Town),
    /// To one of these; the report does not say which.
    Open(Vec<&'g Town>),
    /// To none that the list has.
    Unknown,
}

/// Inhabitants from which a town is meant by its bare name, where no other of the name has a tenth of them. A guess.
const GREAT: u64 = 1_000_000;

/// The list of towns.
#[derive(Debug, Default)]
pub struct Gazetteer {
    towns: Vec<Town>,
    by_name: BTreeMap<String, Vec<u32>>,
}

impl Gazetteer {
    /// Reads lines of name, state, kind, region, latitude, longitude, inhabitants, and other names parted by `|`, separated by tabs; `#` begins
    /// a remark.
    ///
    /// # Errors
    /// When a line has another form; the error names it.
    pub fn read(source: &str) -> Result<Self, ResourceError> {
        let mut gazetteer = Self::default();
        for (at, line) in source.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
            let wrong = || ResourceError { resource: "gazetteer", line: at + 1, problem: format!("cannot read `{line}`") };
            let fields: Vec<&str> = line.split('\t').collect();
            let [name, state, kind, region, latitude, longitude, inhabitants, others] = fields[..] else { return Err(wrong()) };
            let degrees = |written: &str| written.parse::<f64>().map_err(|_| wrong());
            let number = gazetteer.towns.len() as u32;
            for called in [name].into_iter().chain(others.split('|').filter(|other| !other.is_empty())) {
                let towns = gazetteer.by_name.entry(fold(called)).or_default();
                if towns.last() != Some(&number) {
                    towns.push(number);
                }
            }
            gazetteer.towns.push(Town {
                name: name.to_owned(),
                state: state.to_owned(),
                kind: kind.to_owned(),
                region: region.to_owned(),
                latitude: degrees(latitude)?,
                longitude: degrees(longitude)?,
                inhabitants: inhabitants.parse().map_err(|_| wrong())?,
            });
        }
        Ok(gazetteer)
    }

    /// All towns of a name.
    pub fn named(&self, name: &str) -> impl Iterator<Item = &Town> {
        self.by_name.get(&fold(name)).into_iter().flatten().map(|&town| &self.towns[town as usize])
    }

    /// Which town of a name a report means: the one whose state or region it names; else a capital or a great city that no other of the name comes
    /// near. Everything else stays open.
    pub fn find(&self, actors: &Actors, name: &str, text: &str) -> Whereabouts<'_> {
        let mut towns: Vec<&Town> = self.named(name).collect();
        towns.sort_by_key(|town| std::cmp::Reverse((town.kind == "capital", town.inhabitants)));
        if towns.is_empty() {
            return Whereabouts::Unknown;
        }
        // States by name or people: "Chile", "Chilean".
        let named = words(text).into_iter().map(|word| word.span.of(text)).filter(|word| word.starts_with(char::is_uppercase));
        let states: BTreeSet<&str> =
            named.filter_map(|word| actors.people(word).or_else(|| actors.state_named(word))).map(|state| state.code.as_str()).collect();
        let text = fold(text);
        let tells = |name: &str| !name.is_empty() && stands_in(&text, &fold(name));
        let told = |town: &&Town| {
            let state = actors.state(&town.state).is_some_and(|state| state.name.contains(' ') && tells(&state.name));
            state || states.contains(town.state.as_str()) || tells(&town.region)
        };
        let settled: Vec<&Town> = towns.iter().copied().filter(|town| told(town)).collect();
        match (&settled[..], &towns[..]) {
            ([first, rest @ ..], _) if rest.iter().all(|town| town.state == first.state) => Whereabouts::Known(first),
            ([], [first, rest @ ..]) if is_meant(first, rest) => Whereabouts::Known(first),
            ([], _) => Whereabouts::Open(towns),
            _ => Whereabouts::Open(settled),
        }
    }
}

fn is_meant(first: &Town, rest: &[&Town]) -> bool {
    let great = first.kind == "capital" || first.inhabitants >= GREAT;
    great && rest.iter().all(|other| other.kind != "capital" && other.inhabitants * 10 < first.inhabitants)
}

/// Do some words stand in a text, with no letter before or behind?
fn stands_in(text: &str, words: &str) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    text.match_indices(words)
        .any(|(at, found)| !is_letter(text[..at].chars().next_back()) && !is_letter(text[at + found.len()..].chars().next()))
}
