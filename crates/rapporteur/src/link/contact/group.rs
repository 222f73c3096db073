//! Sets of tellings from decided pairs, the surest first; no set holds two days, two kinds that do not fit, or two persons for one side.

use super::decide::{Telling, fit};
use crate::extract::ContactKind;
use crate::link::Pair;
use crate::link::candidates::root;
use crate::link::reprint::Likely;
use std::collections::{BTreeMap, BTreeSet};

/// A pair that was decided to be one contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// The tellings.
    pub pair: Pair,
    /// How alike they are, in thousandths.
    pub likeness: u16,
}

/// One telling as it is grouped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// What speaks for its report being an origin.
    pub likely: Likely,
    /// Its number in the report.
    pub number: u32,
    /// Where its word stands.
    pub start: u32,
    /// What it tells.
    pub telling: Telling,
}

/// One contact: what its tellings make of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// `c` and 24 hex digits of its first telling's report and place.
    pub id: String,
    /// Its kind: the most telling one.
    pub kind: ContactKind,
    /// The days it can have been on, by all its tellings; counted from 1970.
    pub days: Option<(i64, i64)>,
    /// Its tellings, those of likelier origins first, then in the order of the text; places in the list.
    pub tellings: Vec<u32>,
}

/// Hex digits of an identifier: 96 bits, so that two of a billion are not alike by chance.
const ID_DIGITS: usize = 24;

/// What a set has so far.
#[derive(Clone, Debug)]
struct Set {
    kinds: Vec<ContactKind>,
    days: Option<(i64, i64)>,
    persons: BTreeMap<String, BTreeSet<String>>,
    place: Option<u64>,
}

impl Set {
    fn of(telling: &Telling) -> Self {
        let owned = |own: BTreeSet<&str>| own.into_iter().map(str::to_owned).collect();
        let persons = telling.persons().into_iter().map(|(side, own)| (side.to_owned(), owned(own))).collect();
        Self { kinds: vec![telling.kind], days: telling.stretch(), persons, place: telling.place }
    }

    fn with(&self, other: &Self) -> Option<Self> {
        let kinds_fit = self.kinds.iter().all(|&one| other.kinds.iter().all(|&two| fit(one, two)));
        let days = match (self.days, other.days) {
            (Some((first, last)), Some((start, end))) => Some((first.max(start), last.min(end))),
            (one, two) => one.or(two),
        };
        let same = |(side, own): (&String, &BTreeSet<String>)| other.persons.get(side).is_none_or(|known| !known.is_disjoint(own));
        let places_fit = self.place.zip(other.place).is_none_or(|(one, two)| one == two);
        if !kinds_fit || !places_fit || days.is_some_and(|(first, last)| last < first) || !self.persons.iter().all(same) {
            return None;
        }
        let mut both = self.clone();
        both.kinds.extend(&other.kinds);
        for (side, own) in &other.persons {
            both.persons.entry(side.clone()).or_default().extend(own.iter().cloned());
        }
        (both.days, both.place) = (days, self.place.or(other.place));
        Some(both)
    }
}

/// The contacts of some tellings, in the order of their first ones. The list may hold a record, or any part of one that no link leads out of.
pub fn group(members: &[Member], links: &[Link]) -> Vec<Meeting> {
    let mut order: Vec<u32> = (0..members.len() as u32).collect();
    order.sort_by_key(|&at| (&members[at as usize].likely, members[at as usize].number));
    let mut places = vec![0u32; members.len()];
    order.iter().zip(0..).for_each(|(&at, place)| places[at as usize] = place);
    let place = |pair: Pair| {
        let (one, other) = (places[pair.first as usize], places[pair.second as usize]);
        Pair { first: one.min(other), second: one.max(other) }
    };
    let mut links: Vec<Link> = links.iter().map(|link| Link { pair: place(link.pair), likeness: link.likeness }).collect();
    links.sort_by_key(|link| (std::cmp::Reverse(link.likeness), link.pair));
    let mut above: Vec<u32> = (0..members.len() as u32).collect();
    let mut sets: Vec<Set> = order.iter().map(|&at| Set::of(&members[at as usize].telling)).collect();
    for link in links {
        let (one, other) = (root(&mut above, link.pair.first), root(&mut above, link.pair.second));
        if one == other {
            continue;
        }
        let (first, second) = (one.min(other) as usize, one.max(other) as usize);
        if let Some(together) = sets[first].with(&sets[second]) {
            above[second] = first as u32;
            sets[first] = together;
        }
    }
    let mut of_set: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for place in 0..members.len() as u32 {
        of_set.entry(root(&mut above, place)).or_default().push(order[place as usize]);
    }
    of_set
        .into_iter()
        .map(|(set, tellings)| {
            let first = &members[tellings[0] as usize];
            let mut hasher = blake3::Hasher::new();
            hasher
                .update(b"contact")
                .update(first.likely.key.as_bytes())
                .update(&first.start.to_le_bytes())
                .update(&first.number.to_le_bytes());
            let set = &sets[set as usize];
            // Talks say least of what it was; of others the first in the list of kinds that came.
            let kind = set.kinds.iter().copied().min_by_key(|&kind| (kind == ContactKind::Talks, kind)).unwrap_or(ContactKind::Talks);
            Meeting { id: format!("c{}", &hasher.finalize().to_hex()[..ID_DIGITS]), kind, days: set.days, tellings }
        })
        .collect()
}
