//! The parts of a long story in time: stretches of days whose reports tell of the same.
//!
//! Each day has the terms of the reports that appeared on it, copies once; what most days share is the story's own and parts nothing. Neighbouring days are
//! joined, the likest first, as long as any two are like enough: agglomerative segmentation, as it is done for texts (TextTiling: Hearst 1997), with days
//! for blocks of sentences.

use super::compose::{Head, head};
use crate::link::story::{Sketch, sketch};
use crate::record::Report;
use crate::resources::Resources;
use std::collections::{BTreeMap, BTreeSet};

/// One part of a story in time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thread {
    /// What stands over it: as over a story, from its reports alone.
    pub head: Head,
    /// The key of the likeliest report of its first day.
    pub report: String,
}

/// A story is long from this many days on which reports of it appeared.
const LONG: usize = 3;
/// Reports of one day that are looked at: those that most follow. A day of a thousand reports is told by its first.
const LOOKED_AT: usize = 8;
/// Likeness (thousandths of a cosine) at which two neighbouring parts are one. A guess, looked at on long stories of open news.
const ALIKE: u64 = 250;
/// Parts that are shown at most: the likest of more are joined.
const MOST: usize = 6;
/// Days without any report at which a part ends, however like what follows.
const SILENCE: i64 = 3;

/// A stretch of days.
struct Stretch {
    /// First and last day, counted from 1970.
    days: (i64, i64),
    /// Places of its reports; the first of them is the likeliest of its first day.
    reports: Vec<usize>,
    /// The weights of its terms, by hash.
    terms: BTreeMap<u32, u64>,
}

/// The parts of a story, earliest first; none where it is not long or all of its days tell of the same. Reports whose day is not known stand in none.
pub(super) fn threads(resources: &Resources, reports: &[&Report], origin_of: &[usize]) -> Vec<Thread> {
    let mut by_day: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
    for (at, report) in reports.iter().enumerate() {
        if let Some((first, last)) = report.published.map(|time| time.days())
            && first == last
        {
            by_day.entry(first).or_default().push(at);
        }
    }
    if by_day.len() < LONG {
        return Vec::new();
    }
    let mut stretches: Vec<Stretch> = by_day
        .into_iter()
        .map(|(day, places)| {
            let told = looked_at(&places, origin_of).map(|at| sketched(resources, reports[at]));
            let mut terms = BTreeMap::new();
            for sketch in told {
                for term in &sketch.terms {
                    *terms.entry(term.hash).or_default() += u64::from(term.weight);
                }
            }
            Stretch { days: (day, day), reports: places, terms }
        })
        .collect();
    leave_particular(&mut stretches);
    let mut likes: Vec<u64> = (1..stretches.len()).map(|at| likeness(&stretches[at - 1], &stretches[at])).collect();
    while let Some(at) = joined_next(&stretches, &likes) {
        let next = stretches.remove(at + 1);
        let stretch = &mut stretches[at];
        stretch.days.1 = next.days.1;
        stretch.reports.extend(next.reports);
        for (hash, weight) in next.terms {
            *stretch.terms.entry(hash).or_default() += weight;
        }
        likes.remove(at);
        for beside in at.saturating_sub(1)..(at + 1).min(likes.len()) {
            likes[beside] = likeness(&stretches[beside], &stretches[beside + 1]);
        }
    }
    if stretches.len() < 2 {
        return Vec::new();
    }
    stretches
        .iter()
        .map(|stretch| Thread {
            head: headed(resources, reports, origin_of, &stretch.reports),
            report: reports[stretch.reports[0]].key.clone(),
        })
        .collect()
}

/// The reports that tell a day: one of each origin, the likeliest origins first.
fn looked_at<'p>(places: &'p [usize], origin_of: &'p [usize]) -> impl Iterator<Item = usize> + 'p {
    let mut seen = BTreeSet::new();
    places.iter().copied().filter(move |&at| seen.insert(origin_of[at])).take(LOOKED_AT)
}

fn sketched(resources: &Resources, report: &Report) -> Sketch {
    sketch(&resources.frequencies, report.title.as_deref().unwrap_or_default(), &report.text, &report.removed_spans())
}

/// Takes out the terms that more than two days in three have: the story's own.
fn leave_particular(stretches: &mut [Stretch]) {
    let mut days: BTreeMap<u32, usize> = BTreeMap::new();
    for hash in stretches.iter().flat_map(|stretch| stretch.terms.keys()) {
        *days.entry(*hash).or_default() += 1;
    }
    let all = stretches.len();
    for stretch in stretches {
        stretch.terms.retain(|hash, _| days[hash] * 3 <= all * 2);
    }
}

/// The stretch that is to be joined with the next: the likest pair that is near enough, where it is like enough or there are too many; `likes` are the
/// likenesses of each stretch to the next.
fn joined_next(stretches: &[Stretch], likes: &[u64]) -> Option<usize> {
    let pairs = likes.iter().enumerate().filter_map(|(at, &like)| {
        let near = stretches[at + 1].days.0 - stretches[at].days.1 <= SILENCE;
        (stretches.len() > MOST || near && like >= ALIKE).then_some((near, like, std::cmp::Reverse(at)))
    });
    pairs.max().map(|(_, _, std::cmp::Reverse(at))| at)
}

/// The cosine of the terms of two stretches, in thousandths.
fn likeness(one: &Stretch, other: &Stretch) -> u64 {
    let square = |stretch: &Stretch| stretch.terms.values().map(|&weight| u128::from(weight) * u128::from(weight)).sum::<u128>();
    let shared = one.terms.iter().filter_map(|(hash, &weight)| Some(u128::from(weight) * u128::from(*other.terms.get(hash)?)));
    let length = (square(one) * square(other)).isqrt();
    (shared.sum::<u128>() * 1000).checked_div(length).unwrap_or_default() as u64
}

/// What stands over the reports of some places: an origin that appeared on another day is stood for by the first that carries it here.
fn headed(resources: &Resources, reports: &[&Report], origin_of: &[usize], places: &[usize]) -> Head {
    let mut places = places.to_vec();
    places.sort_unstable();
    let mut first: BTreeMap<usize, usize> = BTreeMap::new();
    let origins: Vec<usize> = places.iter().enumerate().map(|(here, &at)| *first.entry(origin_of[at]).or_insert(here)).collect();
    let here: Vec<&Report> = places.iter().map(|&at| reports[at]).collect();
    head(resources, &here, &origins)
}
