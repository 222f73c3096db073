//! From scored pairs to stories: the nearest groups join first, as long as both their mean and their weakest tie allow it.

use crate::link::reprint::Likely;
use crate::link::{Headlines, Held, Pair, components};
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

/// What is grouped: an origin with all who carry its copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// What speaks for the origin; stories are named by their likeliest.
    pub likely: Likely,
    /// The headlines that origin and carriers stand under.
    pub headlines: Headlines,
}

/// A scored pair of units, by their places in the list, and what [`super::score`] said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tie {
    /// The two.
    pub pair: Pair,
    /// Thousandths.
    pub score: u16,
}

/// Ties below this count as none.
pub const FAINT: u16 = 60;

/// Two groups join from this on: the mean of the average tie and of the weakest one. 100 to 300 tried on ECB+ (2026-11):
/// one threshold for all.
const JOIN: u64 = 170;

/// What counts, in hundredths, of a tie between reports of one outlet and one day. A guess.
const BESIDE: u32 = 60;

/// Groups join across a tie of at least this much or not at all, since the mean of the ties between them must reach it.
pub const STRONG: u16 = JOIN as u16;

/// The story of each unit, named by its likeliest member.
///
/// Agglomerative, from single units: at each step the two groups join whose ties are strongest, strength being the mean
/// of the average tie (missing ties count as nothing) and of the weakest. Groups in which a headline, or its shape, would recur on different days never join. Ties
/// in strength fall to the likelier groups, so the units decide and not chance.
///
/// What users hold apart never joins; groups of which they hold two units together are one in the end, whatever else is held.
///
/// What no strong tie connects, and nobody holds together, is grouped apart: the list may hold a record, or any part of one out of which neither leads.
pub fn group(units: &[Unit], ties: &[Tie], held: &Held) -> Vec<u32> {
    let strong = ties.iter().filter(|tie| tie.score >= STRONG).map(|tie| tie.pair);
    let mut sets = components(units.len(), strong.chain(held.together.iter().copied()));
    // For each unit its set, and its place there.
    let mut places = vec![(0, 0); units.len()];
    for (at, set) in sets.iter_mut().enumerate() {
        set.sort_by_key(|&unit| &units[unit as usize].likely);
        set.iter().zip(0..).for_each(|(&unit, place)| places[unit as usize] = (at, place));
    }
    let mut inside: Vec<Vec<Tie>> = vec![Vec::new(); sets.len()];
    for tie in ties {
        let (one, other) = (places[tie.pair.first as usize], places[tie.pair.second as usize]);
        if one.0 == other.0 {
            let pair = Pair { first: one.1.min(other.1), second: one.1.max(other.1) };
            inside[one.0].push(Tie { pair, score: tie.score });
        }
    }
    let mut within = vec![Held::default(); sets.len()];
    for (pairs, is_apart) in [(&held.together, false), (&held.apart, true)] {
        for pair in pairs {
            let (one, other) = (places[pair.first as usize], places[pair.second as usize]);
            if one.0 == other.0 {
                let into = &mut within[one.0];
                let into = if is_apart { &mut into.apart } else { &mut into.together };
                into.push(Pair { first: one.1.min(other.1), second: one.1.max(other.1) });
            }
        }
    }
    let mut story_of = vec![0; units.len()];
    for ((set, ties), held) in sets.iter().zip(inside).zip(within) {
        let headlines = set.iter().map(|&unit| units[unit as usize].headlines.clone()).collect();
        for (&unit, home) in set.iter().zip(component(headlines, &ties, &held)) {
            story_of[unit as usize] = set[home as usize];
        }
    }
    story_of
}

/// For each unit of one component the first of its group.
fn component(headlines: Vec<Headlines>, ties: &[Tie], held: &Held) -> Vec<u32> {
    let count = headlines.len();
    let mut groups = Groups::new(headlines, ties, held);
    while let Some(best) = groups.heap.pop() {
        if groups.is_current(&best) {
            groups.join(best.first, best.second);
        }
    }
    // Last, so that each of the two is whole before they are one: a unit that ties to one of them alone would not join both.
    for pair in &held.together {
        let (one, other) = (groups.home(pair.first), groups.home(pair.second));
        if one != other {
            groups.join(one.min(other), one.max(other));
        }
    }
    (0..count as u32).map(|unit| groups.home(unit)).collect()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Offer {
    strength: u64,
    // Reversed, so that the heap prefers groups that stand earlier.
    order: std::cmp::Reverse<(u32, u32)>,
    first: u32,
    second: u32,
    versions: (u32, u32),
}

#[derive(Clone, Copy, Debug)]
struct Between {
    sum: u64,
    weakest: u16,
    pairs: u64,
}

struct Groups {
    home: Vec<u32>,
    size: Vec<u64>,
    version: Vec<u32>,
    between: Vec<BTreeMap<u32, Between>>,
    headlines: Vec<Headlines>,
    /// Groups with which a group may not join.
    apart: Vec<BTreeSet<u32>>,
    heap: BinaryHeap<Offer>,
}

impl Groups {
    fn new(headlines: Vec<Headlines>, ties: &[Tie], held: &Held) -> Self {
        let count = headlines.len();
        let mut groups = Self {
            home: (0..count as u32).collect(),
            size: vec![1; count],
            version: vec![0; count],
            between: vec![BTreeMap::new(); count],
            headlines,
            apart: vec![BTreeSet::new(); count],
            heap: BinaryHeap::new(),
        };
        for &Pair { first, second } in &held.apart {
            groups.apart[first as usize].insert(second);
            groups.apart[second as usize].insert(first);
        }
        for tie in ties {
            let (a, b) = (tie.pair.first, tie.pair.second);
            // One outlet's reports of one day must be liker to be one story.
            let beside = groups.headlines[a as usize].are_beside(&groups.headlines[b as usize]);
            let score = if beside { (u32::from(tie.score) * BESIDE / 100) as u16 } else { tie.score };
            if score >= FAINT {
                let between = Between { sum: u64::from(score), weakest: score, pairs: 1 };
                groups.between[a as usize].insert(b, between);
                groups.between[b as usize].insert(a, between);
            }
        }
        for a in 0..count as u32 {
            let near: Vec<u32> = groups.between[a as usize].range(a..).map(|(&b, _)| b).collect();
            for b in near {
                groups.offer(a, b);
            }
        }
        groups
    }

    fn offer(&mut self, a: u32, b: u32) {
        let (first, second) = (a.min(b), a.max(b));
        let Some(between) = self.between[first as usize].get(&second) else { return };
        let pairs = self.size[first as usize] * self.size[second as usize];
        let weakest = if between.pairs == pairs { u64::from(between.weakest) } else { 0 };
        let strength = (between.sum * 1000 / pairs + weakest * 1000) / 2;
        let (one, other) = (&self.headlines[first as usize], &self.headlines[second as usize]);
        let recurs = one.recur_in(other) || one.vary_in(other);
        if strength >= JOIN * 1000 && !recurs && !self.apart[first as usize].contains(&second) {
            let versions = (self.version[first as usize], self.version[second as usize]);
            self.heap.push(Offer { strength, order: std::cmp::Reverse((first, second)), first, second, versions });
        }
    }

    fn is_current(&self, offer: &Offer) -> bool {
        (self.version[offer.first as usize], self.version[offer.second as usize]) == offer.versions
    }

    /// Puts the second group into the first.
    fn join(&mut self, first: u32, second: u32) {
        let taken = std::mem::take(&mut self.between[second as usize]);
        for (other, theirs) in taken {
            self.between[other as usize].remove(&second);
            if other == first {
                continue;
            }
            let merge = |into: &mut BTreeMap<u32, Between>, key| {
                into.entry(key)
                    .and_modify(|ours| {
                        *ours = Between {
                            sum: ours.sum + theirs.sum,
                            weakest: ours.weakest.min(theirs.weakest),
                            pairs: ours.pairs + theirs.pairs,
                        }
                    })
                    .or_insert(theirs);
            };
            merge(&mut self.between[first as usize], other);
            merge(&mut self.between[other as usize], first);
        }
        for other in std::mem::take(&mut self.apart[second as usize]) {
            self.apart[other as usize].remove(&second);
            if other != first {
                self.apart[other as usize].insert(first);
                self.apart[first as usize].insert(other);
            }
        }
        let headlines = std::mem::take(&mut self.headlines[second as usize]);
        self.headlines[first as usize].take_in(headlines);
        self.size[first as usize] += self.size[second as usize];
        self.home[second as usize] = first;
        self.version[first as usize] += 1;
        self.version[second as usize] = u32::MAX;
        let near: Vec<u32> = self.between[first as usize].keys().copied().collect();
        for other in near {
            self.offer(first, other);
        }
    }

    fn home(&self, mut report: u32) -> u32 {
        while self.home[report as usize] != report {
            report = self.home[report as usize];
        }
        report
    }
}
