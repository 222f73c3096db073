//! Numbers on which reports differ: the same quantity, told with different values.
//!
//! A quantity is what is counted in one act: two figures meet where noun, kinds and act are the same, where nothing says that they are told of two times or
//! two places, and where both stand in the leads of their reports or in like company. A figure of another time, of a part or of what may be counts nothing; a total
//! of another day is another total, unless both tell of what was on one named day. Who carries another's words with another number differs from him too. "The fifth veto" and "the veto was the fifth" are places in a row, which reports tell differently as they do counts; a
//! day of the calendar is compared with the day that another report tells of the same.

use super::Citation;
use super::appointed::{Told, appointed};
use super::figures::{Cut, MAGNITUDE, counts};
use super::sentences::Sentence;
use super::values::{Bound, Figure};
use crate::record::Report;
use crate::resources::{Beside, Frequencies, Resources};
use crate::text::{Span, Word, WordKind, stem};
use std::collections::{BTreeMap, BTreeSet};

/// One value of a quantity and the sentences that give it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The number with its noun, as first printed.
    pub words: String,
    /// Who prints it.
    pub sentences: Vec<Citation>,
}

/// A quantity to which reports give different values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// What is counted.
    pub quantity: String,
    /// The values, smallest first.
    pub readings: Vec<Reading>,
}

#[derive(Debug)]
struct Mention {
    sentence: usize,
    figure: Figure,
    what: String,
    named: String,
    kinds: BTreeSet<String>,
    words: Span,
    company: BTreeMap<String, u32>,
    told: Told,
    places: BTreeSet<String>,
    /// The acts that it is told of, as printed, by their stems: one blast, or several.
    extent: BTreeMap<String, BTreeSet<String>>,
    is_day: bool,
}

/// Days within which a day of the week names one day.
const WEEK: i64 = 7;
/// Words on either side of a day that are its company.
const COMPANY: usize = 10;
/// Rarity (thousandths of a nat) below which a word is no company.
const COMMON: u32 = 1800;
/// Weight (thousandths of a nat) that the sentences of two figures must share where they do not stand in the leads of their reports. A guess, seen on the example.
const LIKE: u64 = 9000;
/// Sentences of a report's lead, in which it tells of what it is about. A guess.
const LEAD: usize = 3;
/// Two counts of one thing differ by less than this many times: "two vessels" rescued in a day and "100 vessels" attacked in a year are two things. A guess.
const TIMES: u64 = 8;
/// Reports that tell of one thing give it no more values than this. A guess.
const READINGS: usize = 5;

/// What comparing the figures of a story shows.
pub(super) struct Compared {
    /// Quantities of one time to which reports give different values.
    pub(super) differ: Vec<Disagreement>,
    /// These, and what grew or fell from one day to another: "14 dead", then "17 dead".
    pub(super) changed: Vec<Disagreement>,
}

/// Compares the figures of a story's reports.
pub(super) fn compared(resources: &Resources, reports: &[&Report], origin_of: &[usize], all: &[Sentence]) -> Compared {
    let of = |(at, sentence): (usize, &Sentence)| {
        mentions(resources, sentence.span.of(&reports[sentence.report].text), at, reports[sentence.report])
    };
    let mentions = plain(all.iter().enumerate().flat_map(of).collect(), all);
    let figures = Figures { reports, origin_of, all, mentions };
    Compared { differ: figures.disagreements(false), changed: figures.disagreements(true) }
}

struct Figures<'a> {
    reports: &'a [&'a Report],
    origin_of: &'a [usize],
    all: &'a [Sentence],
    mentions: Vec<Mention>,
}

impl Figures<'_> {
    fn report(&self, mention: &Mention) -> usize {
        self.all[mention.sentence].report
    }

    fn day(&self, mention: &Mention) -> Option<i64> {
        self.reports[self.report(mention)].published.map(|time| time.days().1)
    }

    /// Are two figures of two times, places or kinds?
    fn is_apart(&self, one: &Mention, two: &Mention, over_days: bool) -> bool {
        let (least, most) = (one.figure.value.min(two.figure.value), one.figure.value.max(two.figure.value));
        // A total grows: what is told on another day is another total, but for what both say was "on Monday".
        let grows = |(first, second): (i64, i64)| first != second && !(one.told.is_of_one_day(&two.told) && (first - second).abs() < WEEK);
        let days = !over_days && !one.is_day && self.day(one).zip(self.day(two)).is_some_and(grows);
        let places = !one.places.is_empty() && !two.places.is_empty() && one.places.is_disjoint(&two.places);
        let times = one.told.is_apart(&two.told) || one.told.is_of_another_month(&two.told);
        let extent = one.extent.iter().any(|(stem, forms)| two.extent.get(stem).is_some_and(|others| forms.is_disjoint(others)));
        days || places || times || extent || one.kinds != two.kinds || !one.is_day && most >= least.saturating_mul(TIMES)
    }

    fn disagreements(&self, over_days: bool) -> Vec<Disagreement> {
        let mut of_what: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let mut values: BTreeSet<(usize, &str, u64)> = BTreeSet::new();
        for (at, mention) in self.mentions.iter().enumerate() {
            of_what.entry(&mention.what).or_default().push(at);
            values.insert((self.report(mention), &mention.what, mention.figure.value));
        }
        let differ = |one: &Mention, two: &Mention| {
            // Where one report has both values they are two quantities, or its own correction.
            let both = |figure: Figure, other: &Mention| values.contains(&(self.report(other), other.what.as_str(), figure.value));
            let leads = |mention: &Mention| self.all[mention.sentence].place < LEAD;
            let apart = self.origin_of[self.report(one)] != self.origin_of[self.report(two)];
            self.report(one) != self.report(two)
                && !one.figure.may_be(&two.figure)
                && !both(one.figure, two)
                && !both(two.figure, one)
                && match apart {
                    true => leads(one) && leads(two) && !one.is_day || alike(one, two),
                    // A copy with another number has all the other words.
                    false => one.company == two.company,
                }
        };
        let is_apart = |one: usize, two: usize| self.is_apart(&self.mentions[one], &self.mentions[two], over_days);
        // Figures that meet are of one group: each points to an earlier one, the first of a group to itself. No group holds two that are apart.
        let mut group_of: Vec<usize> = (0..self.mentions.len()).collect();
        let mut groups: BTreeMap<usize, Vec<usize>> = (0..self.mentions.len()).map(|at| (at, vec![at])).collect();
        for ones in of_what.values().filter(|ones| ones.len() <= MENTIONS) {
            for (place, &one) in ones.iter().enumerate() {
                for &two in &ones[place + 1..] {
                    let (first, second) = (group_of[one].min(group_of[two]), group_of[one].max(group_of[two]));
                    if first == second || is_apart(one, two) || !differ(&self.mentions[one], &self.mentions[two]) {
                        continue;
                    }
                    if groups[&first].iter().all(|&one| groups[&second].iter().all(|&two| !is_apart(one, two))) {
                        let moved = groups.remove(&second).unwrap_or_default();
                        for &at in &moved {
                            group_of[at] = first;
                        }
                        groups.entry(first).or_default().extend(moved);
                    }
                }
            }
        }
        let values_of = |group: &[usize]| group.iter().map(|&at| self.mentions[at].figure.value).collect::<BTreeSet<_>>().len();
        let shown = groups.into_values().filter(|group| group.len() > 1 && values_of(group) <= READINGS);
        shown.map(|group| self.disagreement(group)).collect()
    }

    fn disagreement(&self, mut group: Vec<usize>) -> Disagreement {
        group.sort_unstable();
        let mut by_value: BTreeMap<u64, Vec<&Mention>> = BTreeMap::new();
        for &at in &group {
            by_value.entry(self.mentions[at].figure.value).or_default().push(&self.mentions[at]);
        }
        let report = |mention: &Mention| self.reports[self.report(mention)];
        let cite = |mention: &Mention| Citation::of(report(mention), self.all[mention.sentence].span);
        let printed = |mention: &Mention| mention.words.of(self.all[mention.sentence].span.of(&report(mention).text)).to_owned();
        let readings = by_value.values().map(|mentions| {
            // One sentence an origin: its carriers print the same.
            let mut seen = BTreeSet::new();
            let fresh = mentions.iter().filter(|mention| seen.insert(self.origin_of[self.report(mention)]));
            Reading { words: printed(mentions[0]), sentences: fresh.map(|mention| cite(mention)).collect() }
        });
        let first = &self.mentions[group[0]];
        // The day on which totals are told is named with what is counted, where each is told on a known day.
        let days: Vec<Option<i64>> = group.iter().map(|&at| self.day(&self.mentions[at]).filter(|_| !first.is_day)).collect();
        let days: BTreeSet<i64> = days.into_iter().collect::<Option<_>>().unwrap_or_default();
        let written = crate::record::day_written;
        let quantity = match (days.first(), days.last()) {
            (Some(&one), Some(&last)) if one == last => format!("{}, as told on {}", first.named, written(one)),
            (Some(&one), Some(&last)) => format!("{}, as told from {} to {}", first.named, written(one), written(last)),
            _ => first.named.clone(),
        };
        Disagreement { quantity, readings: readings.collect() }
    }
}

/// Figures of one quantity beyond which no two of them are compared: so many tell of no one thing. A guess.
const MENTIONS: usize = 400;

/// Of each report and quantity the figures that tell of one thing: those of one value, or those of its lead where they are of one. What one report counts
/// again and again is no one quantity.
fn plain(mentions: Vec<Mention>, all: &[Sentence]) -> Vec<Mention> {
    let mut told: BTreeMap<(usize, String), Vec<(bool, u64)>> = BTreeMap::new();
    for mention in &mentions {
        let sentence = &all[mention.sentence];
        told.entry((sentence.report, mention.what.clone())).or_default().push((sentence.place < LEAD, mention.figure.value));
    }
    let one = |values: BTreeSet<u64>| (values.len() == 1).then(|| values.first().copied()).flatten();
    let value_of = |told: &[(bool, u64)]| {
        one(told.iter().map(|told| told.1).collect()).or_else(|| one(told.iter().filter(|told| told.0).map(|told| told.1).collect()))
    };
    let kept = |mention: &Mention| {
        let told = &told[&(all[mention.sentence].report, mention.what.clone())];
        // What was measured differently is one quake: a report's own is the one that it tells first.
        let first = || told.first().filter(|told| told.0 && mention.what == MAGNITUDE).map(|told| told.1);
        value_of(told).or_else(first) == Some(mention.figure.value)
    };
    mentions.into_iter().filter(kept).collect()
}

/// Do the sentences of two figures share enough?
fn alike(one: &Mention, two: &Mention) -> bool {
    let shared: u64 = one.company.iter().filter(|(stem, _)| two.company.contains_key(*stem)).map(|(_, &rarity)| u64::from(rarity)).sum();
    if !one.is_day {
        return shared >= LIKE;
    }
    // Of days the same thing must be told: most of what stands around either is the other's. One half is a guess.
    let whole = |mention: &Mention| mention.company.values().map(|&rarity| u64::from(rarity)).sum::<u64>();
    shared > 0 && shared * 2 >= whole(one).max(whole(two))
}

fn mentions(resources: &Resources, text: &str, sentence: usize, report: &Report) -> Vec<Mention> {
    let (frequencies, counted) = (&resources.frequencies, &resources.lexicon.counted);
    let cut = Cut::of(text);
    if !cut.all.iter().any(|word| word.kind == WordKind::Number) && !cut.folded.iter().any(|word| word.len() > 2) {
        return Vec::new();
    }
    let (told, year) = (Told::of(&cut.folded), report.published.and_then(|time| time.to_string().get(..4).map(str::to_owned)));
    // "In 2008", "last year": of another time.
    let other_year = |word: &String| {
        word.len() == 4
            && (word.starts_with("19") || word.starts_with("20"))
            && word.bytes().all(|b| b.is_ascii_digit())
            && Some(word) != year.as_ref()
    };
    let is_past = cut.folded.iter().any(other_year) || counted.is_past(&cut.folded.join(" "));
    let mut found: Vec<Mention> = Vec::new();
    if !is_past || cut.folded.iter().any(|word| matches!(word.as_str(), "since" | "this")) {
        let places = cut.places(counted);
        let mut extent: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for word in &cut.folded {
            let stem = stem(word);
            if counted.is(Beside::Extent, &stem) {
                extent.entry(stem).or_default().insert(word.clone());
            }
        }
        let counts = counts(counted, frequencies, &cut).into_iter().filter(|count| !is_past || count.what.contains(" in a row "));
        found.extend(counts.map(|count| {
            Mention {
                sentence,
                company: company(frequencies, &cut.all, &cut.folded, 0..cut.all.len())
                    .into_iter()
                    .filter(|(stem, _)| !count.own.contains(stem))
                    .collect(),
                figure: count.figure,
                what: count.what,
                named: count.named,
                kinds: count.kinds,
                words: count.words,
                told: told.clone(),
                places: places.clone(),
                extent: extent.clone(),
                is_day: false,
            }
        }));
    }
    found.extend(appointed(&cut.all, &cut.folded).into_iter().map(|day| {
        let near = day.words.start.saturating_sub(COMPANY)..(day.words.end + COMPANY).min(cut.all.len());
        Mention {
            sentence,
            figure: Figure { value: day.value, bound: Bound::Exact, words: (day.words.start, day.words.end), at: day.words.start },
            what: format!("{} on a day", day.of),
            // Of a day the quantity is what it is told of: "held on 3 June".
            named: cut.all[day.words.start].span.of(text).to_owned(),
            kinds: BTreeSet::new(),
            words: day.span,
            company: company(
                frequencies,
                &cut.all,
                &cut.folded,
                near.filter(|place| !day.words.contains(place) || *place == day.words.start),
            ),
            told: Told::default(),
            places: BTreeSet::new(),
            extent: BTreeMap::new(),
            is_day: true,
        }
    }));
    found
}

/// Words near a number that tell something, with their rarity.
fn company(frequencies: &Frequencies, all: &[Word], folded: &[String], near: impl Iterator<Item = usize>) -> BTreeMap<String, u32> {
    near.filter(|&place| all[place].kind != WordKind::Number)
        .map(|place| stem(&folded[place]))
        .map(|stem| (frequencies.rarity(&stem), stem))
        .filter(|(rarity, _)| *rarity >= COMMON)
        .map(|(rarity, stem)| (stem, rarity))
        .collect()
}
