//! Sets from decided pairs, the surest first: what is joined to a set must fit all of it. Accounts come to statements by it, tellings to
//! contacts and to events.

use super::candidates::{Pair, candidates, root};
use super::reprint::Likely;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// A pair that was decided to be of one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// The two.
    pub pair: Pair,
    /// How alike they are, in thousandths.
    pub likeness: u16,
}

/// What one report tells of something that others may tell of too: what could match, whether it does, and what a set of them has in common.
pub trait Telling: Clone {
    /// What a set of tellings holds so far.
    type Set;

    /// The first letter of identifiers.
    const LETTER: char;
    /// What identifiers are hashed with, so that two things told by one word are two.
    const SEED: &'static str;
    /// Keys that two tellings must share to be decided on.
    const SHARED_KEYS: usize;
    /// A key pairs a telling with this many holders before it.
    const NEAR: usize;

    /// What it could match by.
    fn keys(&self) -> Vec<u64>;

    /// Are two tellings of one thing, and how alike are they, in thousandths?
    fn decide(&self, other: &Self) -> Option<u16>;

    /// A set of this one alone.
    fn alone(&self) -> Self::Set;

    /// Two sets as one; none where something in one speaks against something in the other.
    fn join(one: &Self::Set, other: &Self::Set) -> Option<Self::Set>;
}

/// One telling as it is grouped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member<T> {
    /// What speaks for its report being an origin.
    pub likely: Likely,
    /// Its number in the report.
    pub number: u32,
    /// Where its word stands.
    pub start: u32,
    /// What it tells.
    pub telling: T,
}

/// What several tellings tell of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gathered<S> {
    /// A letter and 24 hex digits of its first telling's report and place.
    pub id: String,
    /// What its tellings hold together.
    pub set: S,
    /// Its tellings, those of likelier origins first, then in the order of the text; places in the list.
    pub tellings: Vec<u32>,
}

/// Hex digits of an identifier: 96 bits, so that two of a billion are not alike by chance.
const ID_DIGITS: usize = 24;

/// The identifier of what is first told in a report at a place, as its number.
pub(super) fn identifier(letter: char, seed: &str, likely: &Likely, start: u32, number: u32) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(seed.as_bytes()).update(likely.key.as_bytes()).update(&start.to_le_bytes()).update(&number.to_le_bytes());
    format!("{letter}{}", &hasher.finalize().to_hex()[..ID_DIGITS])
}

/// Sets of rows, in the order of their first ones. `order` has the rows, likeliest origins first, and `alone` what a row holds by itself, by its
/// place in the list; `join` refuses.
pub(super) fn sets<S>(order: &[u32], links: &[Link], alone: impl Fn(usize) -> S, join: impl Fn(&S, &S) -> Option<S>) -> Vec<(S, Vec<u32>)> {
    let mut places = vec![0u32; order.len()];
    order.iter().zip(0..).for_each(|(&at, place)| places[at as usize] = place);
    let place = |pair: Pair| {
        let (one, other) = (places[pair.first as usize], places[pair.second as usize]);
        Pair { first: one.min(other), second: one.max(other) }
    };
    let mut links: Vec<Link> = links.iter().map(|link| Link { pair: place(link.pair), likeness: link.likeness }).collect();
    links.sort_by_key(|link| (Reverse(link.likeness), link.pair));
    let mut above: Vec<u32> = (0..order.len() as u32).collect();
    let mut held: Vec<S> = order.iter().map(|&at| alone(at as usize)).collect();
    for link in links {
        let (one, other) = (root(&mut above, link.pair.first), root(&mut above, link.pair.second));
        if one == other {
            continue;
        }
        let (first, second) = (one.min(other) as usize, one.max(other) as usize);
        if let Some(together) = join(&held[first], &held[second]) {
            above[second] = first as u32;
            held[first] = together;
        }
    }
    let mut rows: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for place in 0..order.len() as u32 {
        rows.entry(root(&mut above, place)).or_default().push(order[place as usize]);
    }
    let own = held.into_iter().zip(0..).filter_map(|(set, at)| rows.remove(&at).map(|rows| (set, rows)));
    own.collect()
}

/// What some tellings tell of, in the order of their first ones. The list may hold a record, or any part of one that no link leads out of.
pub fn gather<T: Telling>(members: &[Member<T>], links: &[Link]) -> Vec<Gathered<T::Set>> {
    let mut order: Vec<u32> = (0..members.len() as u32).collect();
    order.sort_by_key(|&at| (&members[at as usize].likely, members[at as usize].number));
    let sets = sets(&order, links, |at| members[at].telling.alone(), T::join);
    let gathered = sets.into_iter().map(|(set, tellings)| {
        let first = &members[tellings[0] as usize];
        Gathered { id: identifier(T::LETTER, T::SEED, &first.likely, first.start, first.number), set, tellings }
    });
    gathered.collect()
}

/// The links between tellings that stand in the order in which keys pair their holders.
pub fn decided<T: Telling>(members: &[Member<T>]) -> Vec<Link> {
    let keys: Vec<Vec<u64>> = members.iter().map(|member| member.telling.keys()).collect();
    let slices: Vec<&[u64]> = keys.iter().map(Vec::as_slice).collect();
    let pairs = candidates(&slices, T::SHARED_KEYS, T::NEAR).into_iter();
    let decide = |pair: Pair| members[pair.first as usize].telling.decide(&members[pair.second as usize].telling);
    pairs.filter_map(|pair| decide(pair).map(|likeness| Link { pair, likeness })).collect()
}
