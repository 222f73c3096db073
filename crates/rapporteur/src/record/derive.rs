//! Origins and stories of a whole record at once, as a function of its reports and of nothing else.
//!
//! A record that grows does not come here: it groups again what a report touches, with the same functions, and must come to the
//! same sets. Tests, figures and the check of a record ask this one.

use super::Report;
use crate::link::reprint::{self, Carrier, Decision, Imprint};
use crate::link::story::{self, Sketch, Tie, Unit};
use crate::link::{Corrections, Headlines, Pair, Turn, candidates};
use crate::resources::{Lexicon, Resources};
use std::collections::BTreeMap;

/// What the derivation needs to know of one report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// What it says of itself.
    pub imprint: Imprint,
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
        let imprint = Imprint {
            key: report.key.clone(),
            outlet: report.outlet.clone(),
            credit: report.credit.clone(),
            seconds: report.published.map(|time| time.seconds()),
            days: report.published.map(|time| time.days()),
            headline: title.to_owned(),
            words: copytext.words.len() as u32,
        };
        Self { imprint, reprint_keys: reprint::keys(&copytext), sketch: story::sketch(&resources.frequencies, title, &report.text, &gone) }
    }

    /// Where it stands among those that hold a key.
    pub fn turn(&self) -> Turn {
        Turn::of(&self.imprint.key, self.imprint.seconds)
    }
}

/// Puts reports into the order in which keys pair their holders; all that follows takes them so.
pub fn order(summaries: &mut [Summary]) {
    summaries.sort_by_key(Summary::turn);
}

/// The pairs on which the reprint pass wants a decision; places in the ordered list.
pub fn copy_candidates(ordered: &[Summary]) -> Vec<Pair> {
    let keys: Vec<&[u64]> = ordered.iter().map(|summary| summary.reprint_keys.as_slice()).collect();
    candidates(&keys, reprint::SHARED_KEYS, reprint::NEAR)
}

/// Who carries whose copy, for the ordered reports and their decided candidates.
pub fn carriers(lexicon: &Lexicon, ordered: &[Summary], decided: &[(Pair, Decision)]) -> Vec<Carrier> {
    let imprints: Vec<Imprint> = ordered.iter().map(|summary| summary.imprint.clone()).collect();
    reprint::group(lexicon, &imprints, decided)
}

/// The stories of the ordered reports.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stories {
    /// For each report, the first report of its story.
    pub story_of: Vec<u32>,
    /// What ties origins, in order; places in the ordered list.
    pub ties: Vec<Tie>,
}

/// Groups origins into stories, as corrections hold them together and apart; carriers stand where their origin stands, so that a much-printed wire text weighs once.
pub fn stories(ordered: &[Summary], carriers: &[Carrier], corrections: &Corrections) -> Stories {
    let origins: Vec<usize> = (0..ordered.len()).filter(|&at| carriers[at].origin as usize == at).collect();
    let keys: Vec<Vec<u64>> = origins.iter().map(|&at| story::keys(&ordered[at].sketch)).collect();
    let slices: Vec<&[u64]> = keys.iter().map(Vec::as_slice).collect();
    let side = |unit: u32| (&ordered[origins[unit as usize]].sketch, ordered[origins[unit as usize]].imprint.days);
    let pairs = candidates(&slices, story::SHARED_KEYS, story::NEAR);
    let scored = pairs.into_iter().map(|pair| Tie { pair, score: story::score(side(pair.first), side(pair.second)) });
    let ties: Vec<Tie> = scored.filter(|tie| tie.score >= story::FAINT).collect();
    // A unit stands under the headlines of all its carriers.
    let unit_of: BTreeMap<u32, usize> = origins.iter().enumerate().map(|(unit, &at)| (at as u32, unit)).collect();
    let mut units: Vec<Unit> =
        origins.iter().map(|&at| Unit { likely: carriers[at].likely.clone(), headlines: Headlines::default() }).collect();
    for (summary, carrier) in ordered.iter().zip(carriers) {
        units[unit_of[&carrier.origin]].headlines.take_in(summary.imprint.headlines());
    }
    let at: BTreeMap<&str, usize> = ordered.iter().enumerate().map(|(at, summary)| (summary.imprint.key.as_str(), at)).collect();
    let held = corrections.held(|report| at.get(report).map(|&at| unit_of[&carriers[at].origin] as u32));
    let groups = story::group(&units, &ties, &held);
    let mut story_of = vec![0; ordered.len()];
    for (unit, &at) in origins.iter().enumerate() {
        story_of[at] = origins[groups[unit] as usize] as u32;
    }
    for (at, carrier) in carriers.iter().enumerate() {
        story_of[at] = story_of[carrier.origin as usize];
    }
    let place = |unit: u32| origins[unit as usize] as u32;
    let ties =
        ties.into_iter().map(|Tie { pair, score }| Tie { pair: Pair { first: place(pair.first), second: place(pair.second) }, score });
    Stories { story_of, ties: ties.collect() }
}
