//! Choosing sentences: the few that say most of a story, and those that only one origin has.

use crate::record::Report;
use crate::resources::Frequencies;
use crate::text::{Span, fold, stem, words};
use std::collections::{BTreeMap, BTreeSet};

/// One sentence of one report, with its weighty stems.
#[derive(Clone, Debug)]
pub(super) struct Sentence {
    pub(super) report: usize,
    pub(super) place: usize,
    pub(super) span: Span,
    pub(super) words: usize,
    pub(super) stems: BTreeMap<String, u32>,
    pub(super) stands_alone: bool,
}

/// Rarity (thousandths of a nat) below which a stem says nothing about a sentence.
const COMMON: u32 = 1500;
/// A summary has up to this many sentences.
const SUMMARY: usize = 4;
/// Sentences of this many words are quoted whole. A guess.
const WORDS: std::ops::RangeInclusive<usize> = 8..=50;
/// Two sentences say the same when one shares this much (percent) of the weight of the other. A guess, seen on the example.
const SAME: u64 = 45;
/// A sentence is one origin's own when no other origin has a sentence that shares this much of its weight.
const OWN: u64 = 34;
/// Own sentences shown of each origin.
const OWN_SHOWN: usize = 3;

/// The sentences of the reports, in order.
pub(super) fn sentences(frequencies: &Frequencies, reports: &[&Report]) -> Vec<Sentence> {
    let mut found = Vec::new();
    for (report, source) in reports.iter().enumerate() {
        for (place, span) in source.sentences().into_iter().enumerate() {
            let text = span.of(&source.text);
            let stems = weighty(frequencies, text);
            found.push(Sentence { report, place, span, words: words(text).len(), stems, stands_alone: stands_alone(text) });
        }
    }
    found
}

/// Can it be read without the sentence before it? Not when it opens with a pronoun or a connective, or is a bare quotation.
fn stands_alone(text: &str) -> bool {
    const LEANING: [&str; 22] = [
        "he",
        "she",
        "it",
        "they",
        "this",
        "that",
        "these",
        "those",
        "his",
        "her",
        "their",
        "its",
        "but",
        "and",
        "however",
        "also",
        "meanwhile",
        "asked",
        "adding",
        "we",
        "i",
        "earlier",
    ];
    let first = fold(text.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or_default());
    let quotation = text.starts_with(['“', '"', '‘', '\'', '«']);
    let whole = text.trim_end_matches(['"', '”', '’', '\'', ')']).ends_with(['.', '!', '?', '…']);
    whole && !quotation && !LEANING.contains(&first.as_str())
}

/// The weighty stems of words, with their rarity.
pub(super) fn weighty(frequencies: &Frequencies, text: &str) -> BTreeMap<String, u32> {
    let stems = words(text).into_iter().map(|word| stem(&fold(word.span.of(text))));
    let rare = stems.map(|stem| (frequencies.rarity(&stem), stem)).filter(|(rarity, _)| *rarity >= COMMON);
    rare.map(|(rarity, stem)| (stem, rarity)).collect()
}

/// How much (percent) of the weight of `one` stands in `other` too.
pub(super) fn covered(one: &BTreeMap<String, u32>, other: &BTreeMap<String, u32>) -> u64 {
    let all: u64 = one.values().map(|&rarity| u64::from(rarity)).sum();
    let shared: u64 = one.iter().filter(|(stem, _)| other.contains_key(*stem)).map(|(_, &rarity)| u64::from(rarity)).sum();
    (shared * 100).checked_div(all).unwrap_or_default()
}

/// The sentences that say most of what the origins have in common, as places in `all`, in reading order. Only origins are
/// quoted: what a carrier adds to its copy is not the story's. What is `said` comes only where nothing else is left.
pub(super) fn summary(all: &[Sentence], origin_of: &[usize], said: &BTreeSet<usize>) -> Vec<usize> {
    let reports = origin_of.iter().collect::<BTreeSet<_>>().len();
    let mut spread: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for sentence in all {
        for stem in sentence.stems.keys() {
            spread.entry(stem).or_default().insert(origin_of[sentence.report]);
        }
    }
    let weight = |sentence: &Sentence| {
        let common: u64 = sentence
            .stems
            .iter()
            .map(|(stem, &rarity)| u64::from(rarity) * (spread[stem.as_str()].len() as u64 - u64::from(reports > 1)))
            .sum();
        // News says first what it is about; a long sentence is not better for its length.
        let length = (sentence.stems.len() as u64 + 6) * (6 + sentence.place.min(18) as u64);
        (common * 1000).checked_div(length).unwrap_or_default()
    };
    let mut order: Vec<usize> = (0..all.len())
        .filter(|&at| origin_of[all[at].report] == all[at].report && all[at].stands_alone && WORDS.contains(&all[at].words))
        .collect();
    order.sort_by_key(|&at| (said.contains(&at), std::cmp::Reverse(weight(&all[at])), all[at].report, all[at].place));
    let mut chosen: Vec<usize> = Vec::new();
    for at in order {
        let repeats =
            |&other: &usize| covered(&all[at].stems, &all[other].stems) >= SAME || covered(&all[other].stems, &all[at].stems) >= SAME;
        let wanted = chosen.len() < SUMMARY && (chosen.is_empty() || !said.contains(&at));
        if wanted && !chosen.iter().any(repeats) {
            chosen.push(at);
        }
    }
    chosen.sort_by_key(|&at| (all[at].report, all[at].place));
    chosen
}

/// For each origin, the sentences that no report of another origin has, weightiest first; those in `shown` are
/// left out. `origin_of` names each report's.
pub(super) fn own(all: &[Sentence], origin_of: &[usize], shown: &[usize]) -> BTreeMap<usize, Vec<usize>> {
    let mut found: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    if origin_of.iter().collect::<BTreeSet<_>>().len() < 2 {
        return found;
    }
    for (at, sentence) in all.iter().enumerate() {
        let origin = origin_of[sentence.report];
        // Only the origin itself speaks for its copy; carriers may have matter of their own.
        if shown.contains(&at) || origin != sentence.report || !WORDS.contains(&sentence.words) || sentence.stems.len() < 4 {
            continue;
        }
        let elsewhere = all.iter().any(|other| origin_of[other.report] != origin && covered(&sentence.stems, &other.stems) >= OWN);
        if !elsewhere {
            found.entry(origin).or_default().push(at);
        }
    }
    for places in found.values_mut() {
        places.sort_by_key(|&at| (std::cmp::Reverse(all[at].stems.values().sum::<u32>()), all[at].place));
        places.truncate(OWN_SHOWN);
        places.sort_by_key(|&at| all[at].place);
    }
    found
}
