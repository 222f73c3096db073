//! Numbers on which reports differ: the same quantity, told with different values.
//!
//! A quantity is what is counted in one act: two figures meet where noun, kinds and act are the same, where nothing says that they are told of two times or
//! two places, and where both stand in the leads of their reports or in like company. A figure of another time, of a part or of what may be counts nothing; a total
//! of another day is another total. "The fifth veto" and "the veto was the fifth" are places in a row, which reports tell differently as they do counts; a
//! day of the calendar is compared with the day that another report tells of the same.

use super::Citation;
use super::appointed::{Told, appointed};
use super::figures::{Cut, counts};
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

/// A quantity to which different origins give different values.
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

/// The quantities on which reports of different origins differ.
pub(super) fn disagreements(resources: &Resources, reports: &[&Report], origin_of: &[usize], all: &[Sentence]) -> Vec<Disagreement> {
    let of = |(at, sentence): (usize, &Sentence)| {
        mentions(resources, sentence.span.of(&reports[sentence.report].text), at, reports[sentence.report])
    };
    let mentions = plain(all.iter().enumerate().flat_map(of).collect(), all);
    let days: Vec<Option<i64>> = reports.iter().map(|report| report.published.map(|time| time.days().1)).collect();
    let mut of_what: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut values: BTreeSet<(usize, &str, u64)> = BTreeSet::new();
    for (at, mention) in mentions.iter().enumerate() {
        of_what.entry(&mention.what).or_default().push(at);
        values.insert((all[mention.sentence].report, &mention.what, mention.figure.value));
    }
    let report = |mention: &Mention| all[mention.sentence].report;
    let is_apart = |one: &Mention, two: &Mention| {
        let (first, second) = (report(one), report(two));
        let (least, most) = (one.figure.value.min(two.figure.value), one.figure.value.max(two.figure.value));
        // A total grows: what is told on another day is another total.
        let days = !one.is_day && days[first].zip(days[second]).is_some_and(|(one, two)| one != two);
        let places = !one.places.is_empty() && !two.places.is_empty() && one.places.is_disjoint(&two.places);
        let times = one.told.is_apart(&two.told) || one.told.is_of_another_month(&two.told);
        let extent = one.extent.iter().any(|(stem, forms)| two.extent.get(stem).is_some_and(|others| forms.is_disjoint(others)));
        days || places || times || extent || one.kinds != two.kinds || !one.is_day && most >= least.saturating_mul(TIMES)
    };
    let differ = |one: &Mention, two: &Mention| {
        // Where one report has both values they are two quantities, or its own correction.
        let both = |figure: Figure, other: &Mention| values.contains(&(report(other), other.what.as_str(), figure.value));
        let leads = |mention: &Mention| all[mention.sentence].place < LEAD;
        origin_of[report(one)] != origin_of[report(two)]
            && !one.figure.may_be(&two.figure)
            && !both(one.figure, two)
            && !both(two.figure, one)
            && (leads(one) && leads(two) && !one.is_day || alike(one, two))
    };
    // Figures that meet are of one group: each points to an earlier one, the first of a group to itself. No group holds two that are apart.
    let mut group_of: Vec<usize> = (0..mentions.len()).collect();
    let mut groups: BTreeMap<usize, Vec<usize>> = (0..mentions.len()).map(|at| (at, vec![at])).collect();
    for ones in of_what.values().filter(|ones| ones.len() <= MENTIONS) {
        for (place, &one) in ones.iter().enumerate() {
            for &two in &ones[place + 1..] {
                let (first, second) = (group_of[one].min(group_of[two]), group_of[one].max(group_of[two]));
                if first == second || is_apart(&mentions[one], &mentions[two]) || !differ(&mentions[one], &mentions[two]) {
                    continue;
                }
                let fits = groups[&first].iter().all(|&one| groups[&second].iter().all(|&two| !is_apart(&mentions[one], &mentions[two])));
                if fits {
                    let moved = groups.remove(&second).unwrap_or_default();
                    for &at in &moved {
                        group_of[at] = first;
                    }
                    groups.entry(first).or_default().extend(moved);
                }
            }
        }
    }
    let values_of = |group: &[usize]| group.iter().map(|&at| mentions[at].figure.value).collect::<BTreeSet<_>>().len();
    groups
        .into_values()
        .filter(|group| group.len() > 1 && values_of(group) <= READINGS)
        .map(|group| disagreement(reports, origin_of, all, &mentions, &group))
        .collect()
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
        value_of(told) == Some(mention.figure.value)
    };
    mentions.into_iter().filter(kept).collect()
}

fn disagreement(reports: &[&Report], origin_of: &[usize], all: &[Sentence], mentions: &[Mention], group: &[usize]) -> Disagreement {
    let mut by_value: BTreeMap<u64, Vec<&Mention>> = BTreeMap::new();
    let mut group = group.to_vec();
    group.sort_unstable();
    for &at in &group {
        by_value.entry(mentions[at].figure.value).or_default().push(&mentions[at]);
    }
    let report = |mention: &Mention| reports[all[mention.sentence].report];
    let cite = |mention: &Mention| Citation::of(report(mention), all[mention.sentence].span);
    let printed = |mention: &Mention| mention.words.of(all[mention.sentence].span.of(&report(mention).text)).to_owned();
    let readings = by_value.values().map(|mentions| {
        // One sentence an origin: its carriers print the same.
        let mut seen = BTreeSet::new();
        let fresh = mentions.iter().filter(|mention| seen.insert(origin_of[all[mention.sentence].report]));
        Reading { words: printed(mentions[0]), sentences: fresh.map(|mention| cite(mention)).collect() }
    });
    let first = &mentions[group[0]];
    // Totals of one day: the day is named with what is counted.
    let day = group.iter().find_map(|&at| report(&mentions[at]).published).filter(|_| !first.is_day);
    let quantity = match day {
        Some(day) => format!("{}, as told on {}", first.named, crate::record::day_written(day.days().1)),
        None => first.named.clone(),
    };
    Disagreement { quantity, readings: readings.collect() }
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
    if !is_past || cut.folded.iter().any(|word| word == "since") {
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
