//! The join: from keys to the pairs worth deciding on.
//!
//! Holders of a key stand in an order that each of them has for itself, and a key pairs each holder with the few before it. So the work
//! grows with the holders and not with their square, the pairs of a key hang on nothing but its own holders, and what arrives
//! last, as news does, takes no pair away from what was there.

use std::collections::BTreeMap;

/// Two rows by their place in the list they were given in; `first < second`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pair {
    /// The one that stands earlier.
    pub first: u32,
    /// The other.
    pub second: u32,
}

/// Where a report stands among the holders of a key: by the last second at which it may have been published, then by its key. A
/// function of the report alone, whatever else is in the record. Reports of unknown time stand before all others, where no later
/// arrival comes between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Turn {
    /// The last second since 1970; the least number where the time is not known.
    pub latest: i64,
    /// The hash that the report's key is written from.
    pub number: i64,
}

impl Turn {
    /// Of a report's key, and the first and last second at which it may have been published.
    pub fn of(key: &str, seconds: Option<(i64, i64)>) -> Self {
        let number = key.get(1..).and_then(|digits| u64::from_str_radix(digits, 16).ok()).unwrap_or_default();
        Self { latest: seconds.map_or(i64::MIN, |(_, latest)| latest), number: number as i64 }
    }

    /// The key of the report that has this turn.
    pub fn key(&self) -> String {
        format!("r{:016x}", self.number as u64)
    }
}

/// Pairs that share at least `shared` keys, in order. `keys[i]` holds the keys of row `i`, each once; rows stand in the order of their
/// turns. A key pairs each of its holders with the `near` holders before it.
pub fn candidates(keys: &[&[u64]], shared: usize, near: usize) -> Vec<Pair> {
    let mut holders: Vec<(u64, u32)> = Vec::with_capacity(keys.iter().map(|keys| keys.len()).sum());
    for (row, keys) in keys.iter().enumerate() {
        let row = u32::try_from(row).expect("fewer than 4 billion rows");
        holders.extend(keys.iter().map(|&key| (key, row)));
    }
    shared_by(neighbours(holders, near), shared)
}

/// The pairs that keys bring, one for each key that two near holders share, in no order: each key with one of its holders stands in the
/// list once. All holders of a key are in one list; the keys may be cut into any number of lists.
pub fn neighbours(mut holders: Vec<(u64, u32)>, near: usize) -> Vec<Pair> {
    holders.sort_unstable();
    let mut pairs = Vec::new();
    for bucket in holders.chunk_by(|a, b| a.0 == b.0) {
        for (at, &(_, second)) in bucket.iter().enumerate() {
            pairs.extend(bucket[at.saturating_sub(near)..at].iter().map(|&(_, first)| Pair { first, second }));
        }
    }
    pairs
}

/// Of the pairs that keys brought those that at least `shared` keys did, in order. All that were brought for a pair are in one list; the
/// pairs may be cut into any number of lists.
pub fn shared_by(mut pairs: Vec<Pair>, shared: usize) -> Vec<Pair> {
    pairs.sort_unstable();
    pairs.chunk_by(|a, b| a == b).filter(|same| same.len() >= shared).map(|same| same[0]).collect()
}

/// The connected components of `count` rows under some links, each in order, in the order of their first rows.
pub fn components(count: usize, links: impl Iterator<Item = Pair>) -> Vec<Vec<u32>> {
    let mut above: Vec<u32> = (0..count as u32).collect();
    for pair in links {
        let (a, b) = (root(&mut above, pair.first), root(&mut above, pair.second));
        above[a.max(b) as usize] = a.min(b);
    }
    let mut sets: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for row in 0..count as u32 {
        sets.entry(root(&mut above, row)).or_default().push(row);
    }
    sets.into_values().collect()
}

/// The first row of the set that a row stands in.
pub(super) fn root(above: &mut [u32], mut at: u32) -> u32 {
    while above[at as usize] != at {
        let next = above[at as usize];
        above[at as usize] = above[next as usize];
        at = next;
    }
    at
}
