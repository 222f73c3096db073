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
    /// Does it open with a pronoun for what stands before it?
    pub(super) leans: bool,
    /// Does somebody speak for himself in it, outside quotation marks: "I confirmed yesterday"?
    pub(super) own_voice: bool,
    /// Does it say that it tells of another time: "last month", "two years ago"?
    pub(super) background: bool,
}

/// Rarity (thousandths of a nat) below which a stem says nothing about a sentence.
const COMMON: u32 = 1500;
/// Sentences behind the lead of a summary, at most.
const BEHIND: usize = 4;
/// Sentences of this many words are quoted whole. A guess.
const WORDS: std::ops::RangeInclusive<usize> = 8..=50;
/// Words of a lead: official releases open with long sentences, and no other sentence says it instead. A guess.
const LEAD: std::ops::RangeInclusive<usize> = 6..=110;
/// A report that does not come to its matter in this many sentences has no lead. A guess.
const OPENING: usize = 8;
/// Of two leads the later told is taken where it has this much (percent) of the weight of the other. A guess.
const AS_GOOD: u64 = 75;
/// Two sentences say the same when one shares this much (percent) of the weight of the other. A guess, seen on the example.
const SAME: u64 = 45;
/// A sentence says nothing new when those that are chosen together have this much (percent) of its weight. A guess.
const KNOWN: u64 = 60;
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
            found.push(Sentence {
                report,
                place,
                span,
                words: words(text).len(),
                stems: weighty(frequencies, text),
                stands_alone: stands_alone(text),
                leans: leans(text),
                own_voice: own_voice(text),
                background: background(text),
            });
        }
    }
    found
}

/// Words that lean on the sentence before, where they stand first.
const LEANING: [&str; 46] = [
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
    "moreover",
    "furthermore",
    "additionally",
    "besides",
    "instead",
    "later",
    "then",
    "still",
    "so",
    "thus",
    "therefore",
    "nevertheless",
    "nonetheless",
    "yet",
    "or",
    "such",
    "similarly",
    "likewise",
    "otherwise",
    "finally",
    "further",
    "there",
    "both",
    "neither",
];
/// Phrases that do.
const LEANING_PHRASES: [&str; 17] = [
    "in particular",
    "in this context",
    "in this connection",
    "in this regard",
    "in that regard",
    "in addition",
    "in turn",
    "in response",
    "at the same time",
    "against this backdrop",
    "of course",
    "for example",
    "for instance",
    "since then",
    "as a result",
    "after that",
    "after all",
];

/// Can it be read without the sentence before it? Not when it opens with a pronoun or a connective, has a pronoun that nothing in it explains, is a bare
/// quotation, the cue of a turn or a piece of another.
fn stands_alone(text: &str) -> bool {
    let folded = fold(text);
    let first = folded.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or_default();
    // "This is not the first time that ...": nothing before is meant.
    const EMPTY: [&str; 9] = [
        "this is the ",
        "this is not the ",
        "it is the ",
        "it was the ",
        "it is not the ",
        "there is ",
        "there are ",
        "there was ",
        "there were ",
    ];
    let opens_so = EMPTY.iter().any(|opening| folded.starts_with(opening));
    let is_empty = opens_so && (folded.contains(" time") || folded.starts_with("there"));
    let phrase =
        LEANING_PHRASES.iter().any(|phrase| folded.strip_prefix(phrase).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)));
    let quotation = text.starts_with(['“', '"', '‘', '\'', '«', '(', '[', '-', '–', '—']);
    let whole = text.trim_end_matches(['"', '”', '’', '\'', ')']).ends_with(['.', '!', '?', '…']);
    let begins = text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '$' | '€' | '£'));
    // "President of Veldania Ana Orlen: Colleagues, ..."
    let turn = text
        .find(": ")
        .is_some_and(|at| text[..at].split(' ').count() <= 9 && !text[..at].contains([',', '"', '“']) && is_name_like(&text[..at]));
    whole && begins && !quotation && !phrase && !turn && (is_empty || !LEANING.contains(&first)) && !hangs(text)
}

/// Does it open with a pronoun for what stands before it, in whole words of the writer's?
fn leans(text: &str) -> bool {
    let first = text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let whole = text.ends_with(['.', '!', '?']);
    whole && matches!(first, "He" | "She" | "It" | "They" | "His" | "Her" | "Its" | "Their" | "This" | "These" | "That" | "Those")
}

/// Do most of some words begin with a capital, as a name with its title does?
fn is_name_like(text: &str) -> bool {
    let all: Vec<&str> = text.split(' ').filter(|word| word.len() > 3).collect();
    all.len() > 1 && all.iter().all(|word| word.starts_with(char::is_uppercase))
}

/// Pronouns that stand for somebody or something told before.
const PRONOUNS: [&str; 9] = ["he", "she", "they", "him", "his", "her", "them", "their", "it"];
/// Words that open a sentence and are nothing that a pronoun could mean.
const OPENERS: [&str; 24] = [
    "on",
    "in",
    "at",
    "when",
    "after",
    "while",
    "as",
    "if",
    "for",
    "by",
    "with",
    "from",
    "since",
    "although",
    "before",
    "during",
    "despite",
    "once",
    "until",
    "under",
    "to",
    "yesterday",
    "today",
    "now",
];
const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Has it a pronoun with no name and no noun of its own before it: "On Friday he said"?
fn hangs(text: &str) -> bool {
    let all: Vec<&str> =
        text.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric())).filter(|word| !word.is_empty()).collect();
    let Some(at) = all.iter().position(|word| PRONOUNS.contains(&fold(word).as_str())) else { return false };
    let meant = all[..at].iter().enumerate().any(|(place, word)| {
        let folded = fold(word);
        let named =
            word.starts_with(char::is_uppercase) && !DAYS.contains(&folded.as_str()) && !(place == 0 && OPENERS.contains(&folded.as_str()));
        named || matches!(folded.as_str(), "the" | "a" | "an") || place > 0 && folded.len() > 4 && folded.ends_with('s')
    });
    !meant
}

/// Does somebody speak for himself outside quotation marks?
fn own_voice(text: &str) -> bool {
    let mut is_quoted = false;
    let outside: String = text
        .chars()
        .map(|c| {
            match c {
                '“' | '«' => is_quoted = true,
                '”' | '»' => is_quoted = false,
                '"' => is_quoted = !is_quoted,
                _ => {}
            }
            if is_quoted { ' ' } else { c }
        })
        .collect();
    outside.split(|c: char| !c.is_alphanumeric()).any(|word| {
        matches!(
            word,
            "I" | "we" | "We" | "our" | "Our" | "my" | "My" | "me" | "us" | "you" | "You" | "your" | "Your" | "myself" | "ourselves"
        )
    })
}

/// Does it say that it tells of another time?
fn background(text: &str) -> bool {
    let folded = fold(text);
    [
        "last month",
        "last year",
        "last week",
        "years ago",
        "months ago",
        "a year ago",
        "a month ago",
        "in recent years",
        "in the past",
        "over the years",
    ]
    .iter()
    .any(|phrase| folded.contains(phrase))
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

/// In how many origins each stem stands.
pub(super) struct Spread<'a> {
    of: BTreeMap<&'a str, usize>,
    origins: usize,
}

impl<'a> Spread<'a> {
    pub(super) fn of(all: &'a [Sentence], origin_of: &[usize]) -> Self {
        let mut found: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
        for sentence in all {
            for stem in sentence.stems.keys() {
                found.entry(stem).or_default().insert(origin_of[sentence.report]);
            }
        }
        let of = found.into_iter().map(|(stem, origins)| (stem, origins.len())).collect();
        Self { of, origins: origin_of.iter().collect::<BTreeSet<_>>().len() }
    }

    /// The weight of stems that other origins have too; of a single origin all of it.
    fn common(&self, stems: &BTreeMap<String, u32>) -> u64 {
        let others = |stem: &str| self.of.get(stem).copied().unwrap_or_default().saturating_sub(usize::from(self.origins > 1)) as u64;
        stems.iter().map(|(stem, &rarity)| u64::from(rarity) * others(stem)).sum()
    }

    /// How much (percent) of the weight of stems the origins share, on average: how near some words are to what the story is about.
    pub(super) fn share(&self, stems: &BTreeMap<String, u32>) -> u64 {
        let whole: u64 = stems.values().map(|&rarity| u64::from(rarity)).sum();
        let told: u64 =
            stems.iter().map(|(stem, &rarity)| u64::from(rarity) * self.of.get(stem.as_str()).copied().unwrap_or_default() as u64).sum();
        (told * 100).checked_div(whole * self.origins as u64).unwrap_or_default()
    }
}

/// The lead of a story and the sentences that say most of what else its origins have in common, as places in `all`: the lead first, the others in reading
/// order, what tells of another time last. Only origins are quoted: what a carrier adds to its copy is not the story's. What is `said` comes in the
/// lead alone. `days` are those on which the reports were published.
pub(super) fn summary(
    all: &[Sentence],
    origin_of: &[usize],
    spread: &Spread<'_>,
    said: &BTreeSet<usize>,
    days: &[Option<i64>],
) -> Vec<usize> {
    let is_origin = |at: usize| origin_of[all[at].report] == all[at].report;
    let weight = |sentence: &Sentence| {
        // News says first what it is about; a long sentence is not better for its length.
        let length = (sentence.stems.len() as u64 + 6) * (6 + sentence.place.min(18) as u64);
        (spread.common(&sentence.stems) * 1000).checked_div(length).unwrap_or_default()
    };
    let mut chosen: Vec<usize> = lead(all, is_origin, spread, said, days).into_iter().collect();
    let mut order: Vec<usize> =
        (0..all.len()).filter(|&at| is_origin(at) && all[at].stands_alone && WORDS.contains(&all[at].words)).collect();
    order.sort_by_key(|&at| (said.contains(&at), all[at].own_voice, std::cmp::Reverse(weight(&all[at])), all[at].report, all[at].place));
    let first = chosen.len();
    // A statement that is made in the first person throughout, as joint declarations are, can be told in no other.
    let is_own = |at: usize| {
        let of = |own: bool| all.iter().filter(|sentence| sentence.report == all[at].report && (!own || sentence.own_voice)).count();
        all[at].own_voice && of(true) * 2 < of(false)
    };
    for at in order {
        let repeats =
            |&other: &usize| covered(&all[at].stems, &all[other].stems) >= SAME || covered(&all[other].stems, &all[at].stems) >= SAME;
        let wanted = chosen.len() < first + BEHIND && (chosen.is_empty() || !said.contains(&at) && !is_own(at));
        let known = || {
            let told: BTreeMap<String, u32> = chosen.iter().flat_map(|&other| all[other].stems.clone()).collect();
            covered(&all[at].stems, &told) >= KNOWN
        };
        if wanted && !chosen.iter().any(repeats) && !known() {
            chosen.push(at);
        }
    }
    let first = first.min(chosen.len());
    chosen[first..].sort_by_key(|&at| (all[at].background, all[at].report, all[at].place));
    chosen
}

/// Words of a sentence with those that lean on it. A guess.
const JOINED: usize = 90;
/// Sentences that lean on one, at most.
const LEANING_ON: usize = 2;

/// For each of the chosen the last of the sentences that lean on it and stand right behind it, so that what "he" and "it" mean stands before them in one
/// stretch of the report: places in `all`. Only of a story that one origin tells; where several do, others tell it in full.
pub(super) fn with_leaning(all: &[Sentence], chosen: &[usize], spread: &Spread<'_>, reports: &[&Report]) -> Vec<usize> {
    let mut taken: BTreeSet<usize> = chosen.iter().copied().collect();
    let last = |&at: &usize| {
        let (mut last, mut words) = (at, all[at].words);
        while spread.origins == 1 && last - at < LEANING_ON {
            let next = last + 1;
            let Some(sentence) = all.get(next).filter(|next| next.report == all[at].report) else { break };
            let text = &reports[sentence.report].text;
            let between = &text[all[last].span.end as usize..sentence.span.start as usize];
            let leans = sentence.leans && !between.contains('\n') && between.trim().is_empty() && words + sentence.words <= JOINED;
            if !leans || !taken.insert(next) {
                break;
            }
            (last, words) = (next, words + sentence.words);
        }
        last
    };
    chosen.iter().map(last).collect()
}

/// The lead: of each origin the first sentence that can stand for it; of these the one that most origins share; where some are as
/// good, what was done before what was said, and the latest.
fn lead(
    all: &[Sentence],
    is_origin: impl Fn(usize) -> bool,
    spread: &Spread<'_>,
    said: &BTreeSet<usize>,
    days: &[Option<i64>],
) -> Option<usize> {
    let fit = |at: &usize| is_origin(*at) && all[*at].stands_alone && LEAD.contains(&all[*at].words) && all[*at].place < OPENING;
    let mut openings: BTreeMap<usize, usize> = BTreeMap::new();
    for strict in [true, false] {
        for at in (0..all.len()).filter(fit).filter(|&at| !strict || !all[at].own_voice && !all[at].background) {
            // Where some reports tell and others chat, a lead is not taken from the chat.
            if strict || openings.is_empty() || openings.contains_key(&all[at].report) {
                openings.entry(all[at].report).or_insert(at);
            }
        }
    }
    let weight = |at: usize| spread.common(&all[at].stems) * 1000 / (all[at].stems.len() as u64 + 6);
    let best = openings.values().map(|&at| weight(at)).max()?;
    let good = openings.into_values().filter(|&at| weight(at) * 100 >= best * AS_GOOD);
    good.max_by_key(|&at| (!said.contains(&at), days[all[at].report], weight(at), std::cmp::Reverse(at)))
}

/// For each origin, the sentences that no report of another origin has, weightiest first; those in `shown` are
/// left out. `origin_of` names each report's.
pub(super) fn own(all: &[Sentence], origin_of: &[usize], shown: &[usize]) -> BTreeMap<usize, Vec<usize>> {
    let mut found: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    if origin_of.iter().collect::<BTreeSet<_>>().len() < 2 {
        return found;
    }
    let mut holding: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, sentence) in all.iter().enumerate() {
        for stem in sentence.stems.keys() {
            holding.entry(stem).or_default().push(at);
        }
    }
    for (at, sentence) in all.iter().enumerate() {
        let origin = origin_of[sentence.report];
        // Only the origin itself speaks for its copy; carriers may have matter of their own.
        let fit = sentence.stands_alone && !sentence.own_voice && WORDS.contains(&sentence.words) && sentence.stems.len() >= 4;
        if shown.contains(&at) || origin != sentence.report || !fit {
            continue;
        }
        // Who shares so much of its weight has one of the stems that make up the rest: those that fewest sentences have are asked.
        let mut stems: Vec<(&Vec<usize>, u64)> =
            sentence.stems.iter().map(|(stem, &rarity)| (&holding[stem.as_str()], u64::from(rarity))).collect();
        stems.sort_by_key(|(places, rarity)| (places.len(), std::cmp::Reverse(*rarity)));
        let whole: u64 = stems.iter().map(|(_, rarity)| rarity).sum();
        let mut rest = whole;
        let asked = stems.iter().take_while(|(_, rarity)| {
            let wanted = rest * 100 >= OWN * whole;
            rest -= rarity;
            wanted
        });
        let shares = |&other: &usize| origin_of[all[other].report] != origin && covered(&sentence.stems, &all[other].stems) >= OWN;
        if !asked.flat_map(|(places, _)| *places).any(shares) {
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
