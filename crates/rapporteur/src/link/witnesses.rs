//! How many witnesses stand behind several tellings: copies of one text are one, and so is one outlet, however often it tells.

use std::collections::BTreeMap;

/// Counts tellings that have neither their origin nor a known outlet in common, directly or through others. Each is its origin and its outlet.
pub fn witnesses<'a>(tellings: impl IntoIterator<Item = (&'a str, Option<&'a str>)>) -> usize {
    let mut sets: Vec<usize> = Vec::new();
    let mut known: BTreeMap<(bool, &str), usize> = BTreeMap::new();
    let root = |sets: &[usize], mut at: usize| {
        while sets[at] != at {
            at = sets[at];
        }
        at
    };
    for (origin, outlet) in tellings {
        let here = sets.len();
        sets.push(here);
        for mark in [Some((true, origin)), outlet.map(|outlet| (false, outlet))].into_iter().flatten() {
            let other = *known.entry(mark).or_insert(here);
            let (one, other) = (root(&sets, here), root(&sets, other));
            sets[one.max(other)] = one.min(other);
        }
    }
    sets.iter().enumerate().filter(|&(at, &set)| at == set).count()
}
