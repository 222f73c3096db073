//! The join: from the keys of all reports to the pairs worth deciding on.
//!
//! A key held by a few reports pairs all of them. A key held by many (a much-printed wire text, or a stock phrase) pairs
//! each holder with the first of them only, so that the work grows with the reports and not with their square.

/// Two reports by their place in the list they were given in; `first < second`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pair {
    /// The one that stands earlier.
    pub first: u32,
    /// The other.
    pub second: u32,
}

/// Pairs that share at least `shared` keys, in order. `keys[i]` holds the keys of report `i`, each once; the reports must
/// stand in an order that does not depend on how they arrived, most likely origin first. A key with more than `crowd`
/// holders pairs them with the first of them only.
pub fn candidates(keys: &[&[u64]], shared: usize, crowd: usize) -> Vec<Pair> {
    let mut holders: Vec<(u64, u32)> = Vec::with_capacity(keys.iter().map(|keys| keys.len()).sum());
    for (report, keys) in keys.iter().enumerate() {
        let report = u32::try_from(report).expect("fewer than 4 billion reports");
        holders.extend(keys.iter().map(|&key| (key, report)));
    }
    holders.sort_unstable();
    let mut pairs = Vec::new();
    for bucket in holders.chunk_by(|a, b| a.0 == b.0) {
        if bucket.len() > crowd {
            let first = bucket[0].1;
            pairs.extend(bucket[1..].iter().map(|&(_, second)| Pair { first, second }));
        } else {
            for (at, &(_, first)) in bucket.iter().enumerate() {
                pairs.extend(bucket[at + 1..].iter().map(|&(_, second)| Pair { first, second }));
            }
        }
    }
    pairs.sort_unstable();
    pairs.chunk_by(|a, b| a == b).filter(|same| same.len() >= shared).map(|same| same[0]).collect()
}
