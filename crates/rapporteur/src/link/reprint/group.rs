//! From decided pairs to origins: which reports carry one copy, who has it from whom, and which text it likely began as.

use super::{Decision, Verdict};
use crate::link::candidates::{components, root};
use crate::link::{Headlines, Pair};
use crate::resources::Lexicon;
use crate::text::{Span, fold};
use std::collections::{BTreeMap, BTreeSet};

/// What a report says of itself, as far as grouping looks at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imprint {
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
    /// Headline.
    pub headline: String,
    /// Words of its reading text.
    pub words: u32,
}

impl Imprint {
    /// The headline it stands under, for telling developments apart.
    pub fn headlines(&self) -> Headlines {
        Headlines::of(self.outlet.as_deref().unwrap_or_default(), &self.headline, self.days)
    }
}

/// What speaks for a report being the origin; reports are sorted by it, best first.
///
/// Known before unknown, earlier before later: `latest` is the last instant at which the report may have been published,
/// so a report known to the minute does not lose to one known to the day of which it is part.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Likely {
    /// 0: the outlet is an agency, known as one or credited by a report that shares its copy; 1: anything else.
    pub agency: u8,
    /// The last second of the published time, seconds since 1970; `i64::MAX` where it is not known.
    pub latest: i64,
    /// Words of the reading text, negated: the most complete first.
    pub fullness: i64,
    /// The report's key, so that no two are alike.
    pub key: String,
}

impl Likely {
    /// As bytes that stand in the same order.
    pub fn to_bytes(&self) -> Vec<u8> {
        let ordered = |number: i64| (number ^ i64::MIN).to_be_bytes();
        [&[self.agency][..], &ordered(self.latest), &ordered(self.fullness), self.key.as_bytes()].concat()
    }

    /// From such bytes; none where they are not ones.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let ordered = |at: usize| Some(i64::from_be_bytes(bytes.get(at..at + 8)?.try_into().ok()?) ^ i64::MIN);
        let key = std::str::from_utf8(bytes.get(17..)?).ok()?.to_owned();
        Some(Self { agency: *bytes.first()?, latest: ordered(1)?, fullness: ordered(9)?, key })
    }
}

/// One report's place among the carriers of a copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carrier {
    /// The likely origin: a place in the list; its own where it carries nobody's copy.
    pub origin: u32,
    /// Whom it has the copy from; none for an origin.
    pub from: Option<u32>,
    /// Thousandths of it that it has from there.
    pub share: u16,
    /// What speaks for it being an origin.
    pub likely: Likely,
}

/// Groups reports by decided pairs, which are places in their list; only copies count.
///
/// Strongest links join first. A link is refused where it would join two copies through a report that only splices
/// them: the passages that tie the report to one side lie apart from those that tie it to the other, and neither side's
/// text is found in it whole. It is refused too where an outlet's headline would recur on different days, unless nearly all of both texts is the same;
/// where its headlines of different days differ in names and numbers alone, or two of its reports with headlines of their own begin with different
/// things: a form that is filled in anew is not a copy of the last one; and where months lie between.
///
/// Every connected component is grouped for itself: the list may hold a record, or any part of one that no copy leads out of.
pub fn group(lexicon: &Lexicon, imprints: &[Imprint], decided: &[(Pair, Decision)]) -> Vec<Carrier> {
    let copies = || decided.iter().filter(|(_, decision)| decision.verdict == Verdict::Copy);
    let sets = components(imprints.len(), copies().map(|(pair, _)| *pair));
    let mut set_of = vec![0; imprints.len()];
    for (at, set) in sets.iter().enumerate() {
        set.iter().for_each(|&report| set_of[report as usize] = at);
    }
    let mut inside: Vec<Vec<&(Pair, Decision)>> = vec![Vec::new(); sets.len()];
    for copy in copies() {
        inside[set_of[copy.0.first as usize]].push(copy);
    }
    let mut found: Vec<Option<Carrier>> = vec![None; imprints.len()];
    for (mut set, copies) in sets.into_iter().zip(inside) {
        let credited: BTreeSet<String> = set.iter().filter_map(|&at| imprints[at as usize].credit.as_deref().map(fold)).collect();
        let likely = |at: u32| likely(lexicon, &credited, &imprints[at as usize]);
        set.sort_by_cached_key(|&at| likely(at));
        let places: BTreeMap<u32, u32> = set.iter().zip(0..).map(|(&report, place)| (report, place)).collect();
        let links = copies.iter().map(|(pair, decision)| Link::new(places[&pair.first], places[&pair.second], decision));
        let headlines = set.iter().map(|&at| imprints[at as usize].headlines()).collect();
        // What one outlet prints under another headline and begins anew is no copy, whatever it shares.
        let is_form = |link: &Link| {
            let [one, other] = [link.first, link.second].map(|place| &imprints[set[place as usize] as usize]);
            let of_one = one.outlet.is_some() && one.outlet.as_deref().map(fold) == other.outlet.as_deref().map(fold);
            link.decision.apart && of_one && fold(one.headline.trim()) != fold(other.headline.trim())
        };
        let links: Vec<Link> = links.filter(|link| !is_form(link)).collect();
        for (place, (origin, from)) in component(headlines, &links).into_iter().enumerate() {
            let at = set[place];
            found[at as usize] = Some(Carrier {
                origin: set[origin as usize],
                from: from.map(|(from, _)| set[from as usize]),
                share: from.and_then(|(_, link)| link).map_or(0, |link| links[link as usize].share_of(place as u32)),
                likely: likely(at),
            });
        }
    }
    found.into_iter().map(|carrier| carrier.expect("every report stands in one component")).collect()
}

fn likely(lexicon: &Lexicon, credited: &BTreeSet<String>, imprint: &Imprint) -> Likely {
    let agency = imprint.outlet.as_deref().is_some_and(|outlet| lexicon.agency(outlet).is_some() || credited.contains(&fold(outlet)));
    Likely {
        agency: u8::from(!agency),
        latest: imprint.seconds.map_or(i64::MAX, |(_, latest)| latest),
        fullness: -i64::from(imprint.words),
        key: imprint.key.clone(),
    }
}

/// Two reports of which one carries the other's copy; places in the component, likeliest origin first.
#[derive(Debug)]
struct Link<'a> {
    first: u32,
    second: u32,
    decision: &'a Decision,
    /// Is the decision's first report the second here?
    exchanged: bool,
}

impl<'a> Link<'a> {
    fn new(one: u32, other: u32, decision: &'a Decision) -> Self {
        Self { first: one.min(other), second: one.max(other), decision, exchanged: one > other }
    }

    /// Is `report` the one that the decision calls the first?
    fn leads(&self, report: u32) -> bool {
        (self.first == report) != self.exchanged
    }

    fn share_of(&self, report: u32) -> u16 {
        if self.leads(report) { self.decision.share_of_first } else { self.decision.share_of_second }
    }

    fn share_of_other(&self, report: u32) -> u16 {
        if self.leads(report) { self.decision.share_of_second } else { self.decision.share_of_first }
    }

    fn spans_in(&self, report: u32) -> impl Iterator<Item = Span> {
        let leads = self.leads(report);
        self.decision.passages.iter().map(move |&(first, second)| if leads { first } else { second })
    }
}

/// Its origin, and whom it has the copy from with the link that says so.
type Place = (u32, Option<(u32, Option<u32>)>);

/// For each report of one component its origin, and whom it has the copy from with the link that says so.
fn component(headlines: Vec<Headlines>, links: &[Link]) -> Vec<Place> {
    let (count, mut headlines) = (headlines.len(), headlines);
    let link = |at: u32| &links[at as usize];
    let mut order: Vec<u32> = (0..links.len() as u32).collect();
    order.sort_by_key(|&at| (std::cmp::Reverse(strength(link(at).decision)), link(at).first, link(at).second));
    let mut set: Vec<u32> = (0..count as u32).collect();
    let mut kept: Vec<Vec<u32>> = vec![Vec::new(); count];
    for at in order {
        let Link { first, second, decision, .. } = *link(at);
        let (a, b) = (root(&mut set, first), root(&mut set, second));
        if a != b {
            if splices(links, &kept, at, first) || splices(links, &kept, at, second) {
                continue;
            }
            let (kept, joined) = (a.min(b) as usize, a.max(b) as usize);
            let (one, two) = (&headlines[kept], &headlines[joined]);
            if one.vary_in(two) || one.are_old_in(two) || one.recur_in(two) && !nearly_same(decision) {
                continue;
            }
            set[joined] = a.min(b);
            let taken = std::mem::take(&mut headlines[joined]);
            headlines[kept].take_in(taken);
        }
        kept[first as usize].push(at);
        kept[second as usize].push(at);
    }
    // The least member of a set is its likeliest origin, since the list is sorted so.
    let mut places: Vec<Place> = (0..count as u32)
        .map(|report| {
            let origin = root(&mut set, report);
            if origin == report {
                return (origin, None);
            }
            let strongest = kept[report as usize]
                .iter()
                .copied()
                .filter(|&at| other(link(at), report) < report)
                .max_by_key(|&at| (strength(link(at).decision), std::cmp::Reverse(other(link(at), report))));
            (origin, Some((strongest.map_or(origin, |at| other(link(at), report)), strongest)))
        })
        .collect();
    // Who shares words with later reports alone has them from those: its set is gone through again from its origin, strongest links first.
    let astray: BTreeSet<u32> = places.iter().filter(|(_, from)| matches!(from, Some((_, None)))).map(|&(origin, _)| origin).collect();
    for origin in astray {
        let (mut reached, mut open) = (BTreeSet::from([origin]), BTreeSet::new());
        let mut last = Some(origin);
        loop {
            let new = last.take().into_iter().flat_map(|report| &kept[report as usize]);
            // Between equals the places decide: in which order links were found says nothing.
            open.extend(new.map(|&at| (strength(link(at).decision), std::cmp::Reverse((link(at).first, link(at).second)), at)));
            let Some((.., at)) = open.pop_last() else { break };
            let Link { first, second, .. } = *link(at);
            let (from, to) = if reached.contains(&first) { (first, second) } else { (second, first) };
            if reached.insert(to) {
                places[to as usize] = (origin, Some((from, Some(at))));
                last = Some(to);
            }
        }
    }
    places
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

fn other(link: &Link, report: u32) -> u32 {
    if link.first == report { link.second } else { link.first }
}

/// A side whose text is found in the report to this share (thousandths) is a trimmed form of it, not a part of a splice.
const WHOLE: u16 = 800;

/// Would this link make `report` the splice between two copies?
fn splices(links: &[Link], kept: &[Vec<u32>], at: u32, report: u32) -> bool {
    let (link, earlier) = (&links[at as usize], &kept[report as usize]);
    if earlier.is_empty() || link.share_of_other(report) >= WHOLE {
        return false;
    }
    let mine: Vec<Span> = link.spans_in(report).collect();
    !earlier.iter().any(|&before| links[before as usize].spans_in(report).any(|span| mine.iter().any(|other| span.overlaps(*other))))
}
