//! From decided pairs to origins: which reports carry one copy, who has it from whom, and which text it likely began as.

use super::Decision;
use crate::link::Headlines;
use crate::text::Span;

/// Two reports of which one carries the other's copy; `first` and `second` are places in the list of reports.
#[derive(Clone, Debug)]
pub struct Link<'a> {
    /// The likelier origin of the two.
    pub first: u32,
    /// The other.
    pub second: u32,
    /// Why.
    pub decision: &'a Decision,
}

/// What speaks for a report being the origin; the list of reports is sorted by it, best first.
///
/// Known before unknown, earlier before later: `latest` is the last instant at which the report may have been published,
/// so a report known to the minute does not lose to one known to the day of which it is part.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Likely {
    /// 0: the outlet is the agency that the copy credits; 1: anything else.
    pub agency: u8,
    /// The last second of the published time, seconds since 1970; `i64::MAX` where it is not known.
    pub latest: i64,
    /// Words of the reading text, negated: the most complete first.
    pub fullness: i64,
    /// The report's key, so that no two are alike.
    pub key: String,
}

/// One report's place among the carriers of a copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Carrier {
    /// The likely origin: a place in the list; its own where it carries nobody's copy.
    pub origin: u32,
    /// Whom it has the copy from; none for an origin.
    pub from: Option<u32>,
    /// Which link says so, by its place in the list of links; none for an origin.
    pub link: Option<usize>,
}

/// Groups reports, sorted best origin first, by links whose verdict is a copy; `headlines` are those of the reports.
///
/// Strongest links join first. A link is refused where it would join two copies through a report that only splices
/// them: the passages that tie the report to one side lie apart from those that tie it to the other, and neither side's
/// text is found in it whole. It is refused too where an outlet's headline would recur on different days, unless nearly
/// all of both texts is the same: a form that is filled in anew is not a copy of the last one.
pub fn group(headlines: Vec<Headlines>, links: &[Link<'_>]) -> Vec<Carrier> {
    let (count, mut headlines) = (headlines.len(), headlines);
    let mut order: Vec<usize> = (0..links.len()).collect();
    order.sort_by_key(|&at| {
        let link = &links[at];
        (std::cmp::Reverse(strength(link.decision)), link.first, link.second)
    });
    let mut set: Vec<u32> = (0..count as u32).collect();
    let mut kept: Vec<Vec<usize>> = vec![Vec::new(); count];
    for at in order {
        let link = &links[at];
        let (a, b) = (root(&mut set, link.first), root(&mut set, link.second));
        if a != b {
            if splices(links, &kept, at, link.first) || splices(links, &kept, at, link.second) {
                continue;
            }
            let (kept, joined) = (a.min(b) as usize, a.max(b) as usize);
            if headlines[kept].recur_in(&headlines[joined]) && !nearly_same(link.decision) {
                continue;
            }
            set[joined] = a.min(b);
            let taken = std::mem::take(&mut headlines[joined]);
            headlines[kept].take_in(taken);
        }
        kept[link.first as usize].push(at);
        kept[link.second as usize].push(at);
    }
    // The least member of a set is its likeliest origin, since the list is sorted so.
    let mut carriers: Vec<Carrier> = (0..count as u32)
        .map(|report| {
            let origin = root(&mut set, report);
            if origin == report {
                return Carrier { origin, from: None, link: None };
            }
            let link = kept[report as usize]
                .iter()
                .copied()
                .filter(|&at| other(&links[at], report) < report)
                .max_by_key(|&at| (strength(links[at].decision), std::cmp::Reverse(other(&links[at], report))));
            Carrier { origin, from: Some(link.map_or(origin, |at| other(&links[at], report))), link }
        })
        .collect();
    // Who shares words with later reports alone has them from those: its set is gone through again from its origin, strongest links first.
    let astray: std::collections::BTreeSet<u32> =
        carriers.iter().filter(|carrier| carrier.from.is_some() && carrier.link.is_none()).map(|carrier| carrier.origin).collect();
    for origin in astray {
        let mut reached = std::collections::BTreeSet::from([origin]);
        let mut open = std::collections::BTreeSet::new();
        let mut last = Some(origin);
        loop {
            let new = last.take().into_iter().flat_map(|report| &kept[report as usize]);
            open.extend(new.map(|&at| (strength(links[at].decision), std::cmp::Reverse(at))));
            let Some((_, std::cmp::Reverse(at))) = open.pop_last() else { break };
            let (first, second) = (links[at].first, links[at].second);
            let (from, to) = if reached.contains(&first) { (first, second) } else { (second, first) };
            if reached.insert(to) {
                carriers[to as usize] = Carrier { origin, from: Some(from), link: Some(at) };
                last = Some(to);
            }
        }
    }
    carriers
}

/// Shares (thousandths) of both texts from which one is the other printed again.
const SAME: u16 = 950;

fn nearly_same(decision: &Decision) -> bool {
    decision.share_of_first >= SAME && decision.share_of_second >= SAME
}

/// How much of the smaller text is copied, then how many words.
fn strength(decision: &Decision) -> (u16, u32) {
    (decision.share_of_first.max(decision.share_of_second), decision.copied)
}

fn other(link: &Link<'_>, report: u32) -> u32 {
    if link.first == report { link.second } else { link.first }
}

fn root(set: &mut [u32], mut at: u32) -> u32 {
    while set[at as usize] != at {
        let above = set[at as usize];
        set[at as usize] = set[above as usize];
        at = above;
    }
    at
}

/// A side whose text is found in the report to this share (thousandths) is a trimmed form of it, not a part of a splice.
const WHOLE: u16 = 800;

/// Would this link make `report` the splice between two copies?
fn splices(links: &[Link<'_>], kept: &[Vec<usize>], at: usize, report: u32) -> bool {
    let earlier = &kept[report as usize];
    if earlier.is_empty() || share_of_other(&links[at], report) >= WHOLE {
        return false;
    }
    let mine = spans_in(&links[at], report);
    !earlier.iter().any(|&before| spans_in(&links[before], report).iter().any(|span| mine.iter().any(|other| span.overlaps(*other))))
}

fn share_of_other(link: &Link<'_>, report: u32) -> u16 {
    if link.first == report { link.decision.share_of_second } else { link.decision.share_of_first }
}

fn spans_in(link: &Link<'_>, report: u32) -> Vec<Span> {
    link.decision.passages.iter().map(|&(first, second)| if link.first == report { first } else { second }).collect()
}
