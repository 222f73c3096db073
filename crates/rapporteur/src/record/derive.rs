//! The derived tier: origins and stories as a function of the reports, and of nothing else.
//!
//! Whoever holds the reports (the store, a test, a cluster) brings their summaries and decides the pairs that are asked
//! for; the sets come out the same in whatever order the reports arrived.

use super::Report;
use crate::link::reprint::{self, Carrier, Decision, Likely, Verdict};
use crate::link::story::{self, Sketch, Tie};
use crate::link::{Headlines, Pair, candidates};
use crate::resources::{Lexicon, Resources};
use crate::text::fold;
use std::collections::{BTreeMap, BTreeSet};

/// What the derivation needs to know of one report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// The report's key.
    pub key: String,
    /// Outlet, as printed.
    pub outlet: Option<String>,
    /// Credited agency, as printed.
    pub credit: Option<String>,
    /// First and last second at which it may have been published.
    pub seconds: Option<(i64, i64)>,
    /// First and last day, counted from 1970.
    pub days: Option<(i64, i64)>,
    /// Folded headline.
    pub headline: String,
    /// Words of its reading text.
    pub words: u32,
    /// Keys of the reprint pass.
    pub reprint_keys: Vec<u64>,
    /// Sketch of the story pass.
    pub sketch: Sketch,
}

impl Summary {
    /// Summarises one report. Pure: the same report and resources give the same summary.
    pub fn of(resources: &Resources, report: &Report) -> Self {
        let gone = report.removed_spans();
        let copytext = reprint::copytext(&report.text, &gone);
        let title = report.title.as_deref().unwrap_or_default();
        Self {
            key: report.key.clone(),
            outlet: report.outlet.clone(),
            credit: report.credit.clone(),
            seconds: report.published.map(|time| time.seconds()),
            days: report.published.map(|time| time.days()),
            headline: fold(title.trim()),
            words: copytext.words.len() as u32,
            reprint_keys: reprint::keys(&copytext),
            sketch: story::sketch(&resources.frequencies, title, &report.text, &gone),
        }
    }
}

/// Sorts reports by how likely each is the origin of what it prints, best first: the order in which all that follows
/// takes them.
pub fn rank(lexicon: &Lexicon, summaries: &mut [Summary]) {
    let credited: BTreeSet<String> = summaries.iter().filter_map(|summary| summary.credit.as_deref().map(fold)).collect();
    let likely = |summary: &Summary| Likely {
        agency: u8::from(
            !summary.outlet.as_deref().is_some_and(|outlet| lexicon.agency(outlet).is_some() || credited.contains(&fold(outlet))),
        ),
        latest: summary.seconds.map_or(i64::MAX, |(_, latest)| latest),
        fullness: -i64::from(summary.words),
        key: summary.key.clone(),
    };
    summaries.sort_by_cached_key(likely);
}

/// The pairs on which the reprint pass wants a decision; places in the ranked list.
pub fn copy_candidates(ranked: &[Summary]) -> Vec<Pair> {
    let keys: Vec<&[u64]> = ranked.iter().map(|summary| summary.reprint_keys.as_slice()).collect();
    candidates(&keys, reprint::SHARED_KEYS, reprint::CROWD)
}

/// Who carries whose copy, for the ranked reports and their decided candidates.
pub fn carriers(ranked: &[Summary], decided: &[(Pair, Decision)]) -> Vec<Carrier> {
    let copies = decided.iter().filter(|(_, decision)| decision.verdict == Verdict::Copy);
    let links: Vec<reprint::Link<'_>> =
        copies.map(|(pair, decision)| reprint::Link { first: pair.first, second: pair.second, decision }).collect();
    reprint::group(ranked.iter().map(headlines).collect(), &links)
}

/// Two origins that stand in one story, and what ties them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryTie {
    /// The pair; places in the ranked list.
    pub pair: Pair,
    /// How much speaks for it, in thousandths.
    pub score: u16,
    /// The shared terms that speak loudest.
    pub terms: Vec<String>,
}

/// The stories of the ranked reports.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stories {
    /// For each report, the first report of its story.
    pub story_of: Vec<u32>,
    /// The ties inside stories, in order.
    pub ties: Vec<StoryTie>,
}

/// Groups origins into stories; carriers stand where their origin stands, so that a much-printed wire text weighs once.
pub fn stories(ranked: &[Summary], carriers: &[Carrier]) -> Stories {
    let origins: Vec<usize> = (0..ranked.len()).filter(|&at| carriers[at].origin as usize == at).collect();
    let keys: Vec<Vec<u64>> = origins.iter().map(|&at| story::keys(&ranked[at].sketch, ranked[at].days)).collect();
    let slices: Vec<&[u64]> = keys.iter().map(Vec::as_slice).collect();
    let side = |at: u32| (&ranked[origins[at as usize]].sketch, ranked[origins[at as usize]].days);
    let pairs = candidates(&slices, story::SHARED_KEYS, story::CROWD);
    let scored = pairs.into_iter().map(|pair| Tie { pair, score: story::score(side(pair.first), side(pair.second)) });
    let ties: Vec<Tie> = scored.filter(|tie| tie.score >= story::FAINT).collect();
    // A unit stands under the headlines of all its carriers.
    let unit_of: BTreeMap<u32, usize> = origins.iter().enumerate().map(|(unit, &at)| (at as u32, unit)).collect();
    let mut units: Vec<Headlines> = vec![Headlines::default(); origins.len()];
    for (summary, carrier) in ranked.iter().zip(carriers) {
        units[unit_of[&carrier.origin]].take_in(headlines(summary));
    }
    let groups = story::group(units, &ties);
    let mut story_of = vec![0; ranked.len()];
    for (unit, &at) in origins.iter().enumerate() {
        story_of[at] = origins[groups[unit] as usize] as u32;
    }
    for (at, carrier) in carriers.iter().enumerate() {
        story_of[at] = story_of[carrier.origin as usize];
    }
    let inside = ties.into_iter().filter(|tie| groups[tie.pair.first as usize] == groups[tie.pair.second as usize]);
    let ties = inside.map(|Tie { pair, score }| StoryTie {
        terms: story::shared_terms(side(pair.first).0, side(pair.second).0),
        pair: Pair { first: origins[pair.first as usize] as u32, second: origins[pair.second as usize] as u32 },
        score,
    });
    Stories { story_of, ties: ties.collect() }
}

fn headlines(summary: &Summary) -> Headlines {
    Headlines::of(summary.outlet.as_deref().unwrap_or_default(), &summary.headline, summary.days)
}
