//! Numbers on which reports differ: the same quantity, told with different values.
//!
//! A quantity is a counted noun in like company: two mentions meet when the noun is the same and the words around them
//! are. Years, times and the numbers of rooms and resolutions count nothing and are left out; a day of the calendar is compared with the day that another
//! report tells of the same. "The fifth veto" and "the veto was the fifth" are
//! places in a row, which reports tell differently as they do counts.

use super::Citation;
use super::appointed::{Told, appointed};
use super::sentences::Sentence;
use crate::record::Report;
use crate::resources::Frequencies;
use crate::text::{Span, Word, WordKind, fold, stem, words};
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
    value: u64,
    noun: String,
    words: Span,
    company: BTreeMap<String, u32>,
    told: Told,
    /// What became of those who are counted, where the words say it.
    harm: Option<Harm>,
    /// Words between the number and its noun: "11 Yemeni pirates".
    kinds: BTreeSet<String>,
    /// Is it one of several parts?
    is_part: bool,
}

/// What is told of people that are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Harm {
    Dead,
    Hurt,
    Held,
    Missing,
}

/// Words on either side that are a number's company.
const COMPANY: usize = 10;
/// Rarity (thousandths of a nat) below which a word is no company.
const COMMON: u32 = 1800;
/// Weight (thousandths of a nat) that two mentions' company must share; a rare noun counts half towards it. A guess, seen on
/// the example: one verb is enough between fishermen, not between people.
const LIKE: u64 = 7000;

/// Two counts of one thing differ by less than this many times: "two vessels" rescued in a day and "100 vessels" attacked in a year are two things. A guess.
const TIMES: u64 = 8;

/// A noun of which one report has so many different counts tells no one quantity. A guess.
const SERIES: usize = 4;
/// Reports that tell of one thing give it no more values than this. A guess.
const READINGS: usize = 5;

/// The quantities on which reports of different origins differ.
pub(super) fn disagreements(frequencies: &Frequencies, reports: &[&Report], origin_of: &[usize], all: &[Sentence]) -> Vec<Disagreement> {
    let mentions: Vec<Mention> = all
        .iter()
        .enumerate()
        .flat_map(|(at, sentence)| mentions(frequencies, sentence.span.of(&reports[sentence.report].text), at))
        .collect();
    let report = |mention: &Mention| all[mention.sentence].report;
    // How long something lasts grows from day to day; it is compared within one.
    let days: Vec<Option<i64>> = reports.iter().map(|report| report.published.map(|time| time.days().1)).collect();
    let mut of_noun: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut values: BTreeSet<(usize, &str, u64)> = BTreeSet::new();
    for mention in &mentions {
        values.insert((report(mention), &mention.noun, mention.value));
    }
    let mut told: BTreeMap<(usize, &str), usize> = BTreeMap::new();
    for &(report, noun, _) in &values {
        *told.entry((report, noun)).or_default() += 1;
    }
    // What one report counts again and again is no one quantity: yards of a game, points of its quarters.
    let series: BTreeSet<&str> = told.into_iter().filter(|(_, counts)| *counts >= SERIES).map(|((_, noun), _)| noun).collect();
    for (at, mention) in mentions.iter().enumerate().filter(|(_, mention)| !series.contains(mention.noun.as_str())) {
        of_noun.entry(&mention.noun).or_default().push(at);
    }
    // Mentions that meet are of one group: each points to an earlier one, the first of a group to itself.
    let mut above: Vec<usize> = (0..mentions.len()).collect();
    for ones in of_noun.values() {
        for (place, &one) in ones.iter().enumerate() {
            for &two in &ones[place + 1..] {
                let (first, second) = (&mentions[one], &mentions[two]);
                // Where one report has both values they are two quantities, or its own correction.
                let both = |value: u64, other: &Mention| values.contains(&(report(other), other.noun.as_str(), value));
                if first.value == second.value || report(first) == report(second) || top(&mut above, one) == top(&mut above, two) {
                    continue;
                }
                let apart = first.told.is_apart(&second.told)
                    || first.value.max(second.value) >= first.value.min(second.value).saturating_mul(TIMES)
                    || are_parts(first, second)
                    || first.harm.zip(second.harm).is_some_and(|(one, two)| one != two)
                    || is_span_of_time(&first.noun) && days[report(first)].zip(days[report(second)]).is_none_or(|(one, two)| one != two);
                if !apart && !both(first.value, second) && !both(second.value, first) && alike(frequencies, first, second) {
                    let (one, two) = (top(&mut above, one), top(&mut above, two));
                    above[one.max(two)] = one.min(two);
                }
            }
        }
    }
    let mut groups: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for at in 0..mentions.len() {
        groups.entry(top(&mut above, at)).or_default().insert(at);
    }
    let values_of = |group: &BTreeSet<usize>| group.iter().map(|&at| mentions[at].value).collect::<BTreeSet<_>>().len();
    groups
        .into_values()
        .filter(|group| group.len() > 1 && values_of(group) <= READINGS)
        .map(|group| disagreement(reports, origin_of, all, &mentions, &group))
        .collect()
}

/// The first of a mention's group.
fn top(above: &mut [usize], mut at: usize) -> usize {
    while above[at] != at {
        above[at] = above[above[at]];
        at = above[at];
    }
    at
}

fn disagreement(reports: &[&Report], origin_of: &[usize], all: &[Sentence], mentions: &[Mention], group: &BTreeSet<usize>) -> Disagreement {
    let mut by_value: BTreeMap<u64, Vec<&Mention>> = BTreeMap::new();
    for &at in group {
        by_value.entry(mentions[at].value).or_default().push(&mentions[at]);
    }
    let cite = |mention: &Mention| {
        let sentence = &all[mention.sentence];
        let report = reports[sentence.report];
        Citation::of(report, sentence.span)
    };
    let printed =
        |mention: &Mention| mention.words.of(all[mention.sentence].span.of(&reports[all[mention.sentence].report].text)).to_owned();
    let readings = by_value.values().map(|mentions| {
        // One sentence an origin: its carriers print the same.
        let mut seen = BTreeSet::new();
        let fresh = mentions.iter().filter(|mention| seen.insert(origin_of[all[mention.sentence].report]));
        Reading { words: printed(mentions[0]), sentences: fresh.map(|mention| cite(mention)).collect() }
    });
    let first = &mentions[*group.first().expect("a group has members")];
    let words = printed(first);
    // Of a day the quantity is what it is told of: "held on 3 June".
    let day = first.noun.ends_with(DAY);
    let noun = if day { words.split_whitespace().next() } else { words.split_whitespace().last() }.unwrap_or_default().to_owned();
    Disagreement { quantity: noun, readings: readings.collect() }
}

/// Is it a stretch of time, by the stem of its noun?
fn is_span_of_time(noun: &str) -> bool {
    ["seconds", "minutes", "hours", "days", "weeks", "months", "years"].iter().any(|unit| stem(unit) == noun)
}

/// Behind the noun of a quantity that is a day of the calendar.
const DAY: &str = " on a day";

fn alike(frequencies: &Frequencies, one: &Mention, two: &Mention) -> bool {
    let shared: u64 = one.company.iter().filter(|(stem, _)| two.company.contains_key(*stem)).map(|(_, &rarity)| u64::from(rarity)).sum();
    // Of days the same thing must be told: most of what stands around either is the other's. One half is a guess.
    if one.noun.ends_with(DAY) {
        let whole = |mention: &Mention| mention.company.values().map(|&rarity| u64::from(rarity)).sum::<u64>();
        return shared > 0 && shared * 2 >= whole(one).max(whole(two));
    }
    // Shares of a whole say nothing without what they are shares of: more must be alike.
    let wanted = if one.noun == stem("percent") || one.noun == stem("cent") { LIKE + LIKE / 2 } else { LIKE };
    shared > 0 && shared + u64::from(frequencies.rarity(&one.noun)) / 2 >= wanted
}

fn mentions(frequencies: &Frequencies, text: &str, sentence: usize) -> Vec<Mention> {
    let all = words(text);
    let folded: Vec<String> = all.iter().map(|word| fold(word.span.of(text))).collect();
    let told = Told::of(&folded);
    let mut found = Vec::new();
    let mut at = 0;
    while at < all.len() {
        let Some((value, end)) = number(text, &all, &folded, at) else {
            if let Some((value, noun)) = place_in_row(&folded, at)
                && all[noun].kind == WordKind::Plain
            {
                let (first, last) = (at.min(noun), at.max(noun));
                let near = first.saturating_sub(COMPANY)..(last + 1 + COMPANY).min(all.len());
                found.push(Mention {
                    sentence,
                    value,
                    noun: format!("{} in a row", stem(&folded[noun])),
                    words: Span { start: all[first].span.start, end: all[last].span.end },
                    company: company(frequencies, &all, &folded, near.filter(|place| !(first..=last).contains(place) || *place == noun)),
                    told: told.clone(),
                    harm: None,
                    kinds: BTreeSet::new(),
                    is_part: false,
                });
            }
            at += 1;
            continue;
        };
        // "injured 30.": the verb tells what is counted where no noun does.
        let noun = counted(text, &all, &folded, at, end)
            .or_else(|| bare_toll(text, &all, &folded, at, end))
            .or_else(|| magnitude(&folded, at, end));
        if let Some(noun) = noun {
            let near = (at.saturating_sub(COMPANY)..at).chain(noun + 1..(noun + 1 + COMPANY).min(all.len()));
            found.push(Mention {
                sentence,
                value,
                noun: stem(&folded[noun]),
                words: Span { start: all[at.min(noun)].span.start, end: all[noun.max(end - 1)].span.end },
                company: company(frequencies, &all, &folded, near),
                told: told.clone(),
                harm: harm(text, &all, &folded, (at.min(noun), noun.max(end - 1))),
                kinds: kinds(&folded, end, noun),
                is_part: is_part(text, &all, &folded, (at, end, noun)),
            });
        }
        at = end;
    }
    found.extend(appointed(&all, &folded).into_iter().map(|day| {
        let near = day.words.start.saturating_sub(COMPANY)..(day.words.end + COMPANY).min(all.len());
        Mention {
            sentence,
            value: day.value,
            noun: format!("{}{DAY}", day.of),
            words: day.span,
            company: company(frequencies, &all, &folded, near.filter(|place| !day.words.contains(place) || *place == day.words.start)),
            told: Told::default(),
            harm: None,
            kinds: BTreeSet::new(),
            is_part: false,
        }
    }));
    found
}

/// Words on either side of a count in which it is told what became of those who are counted.
const HARM_NEAR: usize = 5;

/// What became of those who are counted: by the nearest word that says it, before or behind.
fn harm(text: &str, all: &[Word], folded: &[String], (first, last): (usize, usize)) -> Option<Harm> {
    let of = |word: &str| match word {
        "killed" | "killing" | "kills" | "kill" | "dead" | "died" | "deaths" | "dies" | "lives" => Some(Harm::Dead),
        "injured" | "injuring" | "injuries" | "wounded" | "wounding" | "hurt" => Some(Harm::Hurt),
        "arrested" | "detained" | "held" | "jailed" | "arresting" | "detaining" | "captured" => Some(Harm::Held),
        "missing" => Some(Harm::Missing),
        _ => None,
    };
    let near = first.saturating_sub(HARM_NEAR)..(last + 1 + HARM_NEAR).min(folded.len());
    let away = |place: usize| if place < first { first - place } else { place.saturating_sub(last) };
    // "killed six people, injured almost 50": a mark closes what is told of the one count.
    let is_joined = |place: usize| {
        let (from, to) = if place < first { (place, first) } else { (last.min(place), place) };
        !text[all[from].span.end as usize..all[to].span.start.max(all[from].span.end) as usize].contains([',', ';', '.', ':'])
    };
    let found = near.filter(|&place| is_joined(place)).filter_map(|place| of(&folded[place]).map(|harm| (away(place), place, harm)));
    found.min_by_key(|(away, place, _)| (*away, *place)).map(|(_, _, harm)| harm)
}

/// Do two counts count different parts, or a part and the whole?
fn are_parts(one: &Mention, two: &Mention) -> bool {
    one.is_part != two.is_part || !one.kinds.is_empty() && !two.kinds.is_empty() && one.kinds.is_disjoint(&two.kinds)
}

/// Words between a number and its noun, by which kinds are told apart: "three machine guns", "11 Yemeni pirates".
fn kinds(folded: &[String], end: usize, noun: usize) -> BTreeSet<String> {
    let between = end.min(noun)..noun;
    between.filter(|&place| !LINKING.contains(&folded[place].as_str())).map(|place| stem(&folded[place])).collect()
}

/// Is a count one of several parts: "two other rifles", "12 Somali and 11 Yemeni pirates"?
fn is_part(text: &str, all: &[Word], folded: &[String], (at, end, noun): (usize, usize, usize)) -> bool {
    let other = (end.min(noun)..noun).any(|place| matches!(folded[place].as_str(), "other" | "more" | "further" | "additional"));
    let named = || (end.min(noun)..noun).any(|place| all[place].span.of(text).starts_with(char::is_uppercase));
    other || at > 0 && folded[at - 1] == "and" && named()
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

/// Ordinals from the third on: the first is the foremost, and the second as often another, so that it counts only where what it is the second of is told.
const ORDINALS: [&str; 10] = ["third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"];
/// Nouns that an ordinal names and does not count.
const NAMED: [&str; 22] = [
    "century",
    "quarter",
    "half",
    "floor",
    "grade",
    "time",
    "day",
    "week",
    "month",
    "year",
    "party",
    "world",
    "straight",
    "consecutive",
    "with",
    "and",
    "from",
    "that",
    "this",
    "when",
    "were",
    "running",
];

/// "The fifth veto", "the veto … was the fifth since": a place in a row, in thousandths, and the noun that it is of.
fn place_in_row(folded: &[String], at: usize) -> Option<(u64, usize)> {
    let word = folded[at].as_str();
    // "the second ferry to sink this year", "was the second since May": what a row is of.
    let told = || {
        let joint = |at: usize| folded.get(at).is_some_and(|word| matches!(word.as_str(), "to" | "since" | "this" | "in" | "of"));
        joint(at + 1) || joint(at + 2)
    };
    let second = (word == "second" && told()).then_some(2);
    let named = second.or_else(|| ORDINALS.iter().position(|name| *name == word).map(|place| place as u64 + 3));
    let digits = word.strip_suffix("th").and_then(|digits| digits.parse().ok());
    let value = named.or(digits)?;
    let before = at.checked_sub(1).map(|at| folded[at].as_str())?;
    if !matches!(before, "the" | "its" | "his" | "her" | "their" | "a") {
        return None;
    }
    let is_verb = |word: &str| matches!(word, "is" | "was" | "are" | "were" | "be" | "marked" | "became");
    let next = folded.get(at + 1).map(String::as_str);
    let loose =
        next.is_none_or(|next| matches!(next, "since" | "in" | "of" | "this" | "on" | "so" | "such" | "from" | "by" | "to" | "and"));
    let noun = if !loose {
        at + 1
    } else if at > 2 && is_verb(&folded[at - 2]) && matches!(folded[0].as_str(), "the" | "this" | "its" | "his" | "her" | "their") {
        1
    } else {
        return None;
    };
    let month = |word: &str| NAMING[..MONTHS].contains(&word);
    let dated = next == Some("of") && folded.get(at + 2).is_some_and(|word| month(word));
    (!dated && !month(&folded[noun]) && !NAMED.contains(&folded[noun].as_str())).then_some((value * 1000, noun))
}

const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// The number that begins at a word, in thousandths so that fractions keep their place, and the word after it.
fn number(text: &str, all: &[Word], folded: &[String], at: usize) -> Option<(u64, usize)> {
    let small = |word: &str| SMALL.iter().position(|name| *name == word).filter(|&value| value > 1);
    let tens = |word: &str| TENS.iter().position(|name| !name.is_empty() && *name == word);
    let (mut value, mut end) = if all[at].kind == WordKind::Number {
        (thousandths(&folded[at])?, at + 1)
    } else if let Some(ten) = tens(&folded[at]) {
        let unit = folded.get(at + 1).and_then(|word| small(word)).filter(|&unit| unit < 10 && joined(text, all, at));
        (1000 * (10 * ten + unit.unwrap_or(0)) as u64, at + 1 + usize::from(unit.is_some()))
    } else {
        (1000 * small(&folded[at])? as u64, at + 1)
    };
    while let Some(scale) = folded.get(end).and_then(|word| match word.as_str() {
        "hundred" => Some(100),
        "thousand" => Some(1000),
        "million" => Some(1_000_000),
        "billion" => Some(1_000_000_000),
        _ => None,
    }) {
        value = value.checked_mul(scale)?;
        end += 1;
    }
    Some((value, end))
}

fn joined(text: &str, all: &[Word], at: usize) -> bool {
    text[all[at].span.end as usize..all[at + 1].span.start as usize].trim().chars().all(|c| c == '-')
}

/// "1,400" or "3.5" in thousandths; none for "7th", "F16" and numbers that are too long to count anything.
fn thousandths(word: &str) -> Option<u64> {
    let plain = word.replace(',', "");
    let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
    if !plain.bytes().all(|b| b.is_ascii_digit() || b == b'.') || part.len() > 3 || whole.len() > 12 {
        return None;
    }
    let part: u64 = format!("{part:0<3}").parse().ok()?;
    whole.parse::<u64>().ok()?.checked_mul(1000)?.checked_add(part)
}

/// Words that make a number a name, a day or a time when they stand before it.
const NAMING: [&str; 28] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "resolution",
    "article",
    "room",
    "chapter",
    "rule",
    "no",
    "number",
    "page",
    "paragraph",
    "at",
    "in",
    "by",
    "since",
    "until",
    "from",
    "aged",
];
const MONTHS: usize = 12;
/// Words that a count may skip on the way to its noun.
const LINKING: [&str; 5] = ["of", "the", "more", "other", "and"];

/// Verbs of harm, whose number counts people where no noun stands behind it.
const TOLL: [&str; 6] = ["killed", "injured", "wounded", "hurt", "arrested", "detained"];

/// "injured 30", with a mark, "and" or nothing behind: the place of the verb.
fn bare_toll(text: &str, all: &[Word], folded: &[String], at: usize, end: usize) -> Option<usize> {
    let about = |word: &str| matches!(word, "about" | "around" | "some" | "nearly" | "over" | "least" | "at" | "than" | "more");
    let verb = (at.saturating_sub(4)..at).rev().find(|&before| !about(&folded[before]))?;
    let between = &text[all[verb].span.end as usize..all[at].span.start as usize];
    let closed = all.get(end).is_none_or(|next| {
        let gap = &text[all[end - 1].span.end as usize..next.span.start as usize];
        gap.contains(['.', ',', ';', '—', '–']) || matches!(folded[end].as_str(), "and" | "on" | "in" | "as" | "when" | "at")
    });
    let whole = all[at].kind != WordKind::Number || !folded[at].contains('.');
    (TOLL.contains(&folded[verb].as_str()) && closed && whole && !between.contains([',', '.', ';', '$', '€', '£'])).then_some(verb)
}

/// "A magnitude of 5.6", "magnitude-5.6", "5.6-magnitude": the place of the word.
fn magnitude(folded: &[String], at: usize, end: usize) -> Option<usize> {
    let is = |place: &usize| folded.get(*place).is_some_and(|word| word == "magnitude");
    Some(end).filter(is).or_else(|| (at.saturating_sub(2)..at).rev().find(is))
}

/// The noun that a number counts: within three words, a plural or one of the nouns that have none.
fn counted(text: &str, all: &[Word], folded: &[String], at: usize, end: usize) -> Option<usize> {
    let before = at.checked_sub(1).map(|at| folded[at].as_str()).unwrap_or_default();
    let naming = NAMING.iter().position(|word| *word == before);
    let year = all[at].kind == WordKind::Number && folded[at].len() == 4 && (folded[at].starts_with("19") || folded[at].starts_with("20"));
    let short = matches!(before, "jan" | "feb" | "mar" | "apr" | "jun" | "jul" | "aug" | "sep" | "sept" | "oct" | "nov" | "dec");
    if short
        || naming.is_some_and(|place| place < MONTHS)
        || (naming.is_some() && (year || all[at].kind != WordKind::Number))
        || matches!(before, "resolution" | "article" | "room" | "chapter" | "rule" | "paragraph" | "page")
    {
        return None;
    }
    // "AK-47", "AK 47": the number is a name.
    if at > 0 && all[at].kind == WordKind::Number && end == at + 1 {
        let name = all[at - 1].span.of(text);
        let gap = &text[all[at - 1].span.end as usize..all[at].span.start as usize];
        let joint = gap.chars().all(|c| matches!(c, '-' | '‑' | ' ')) && gap.chars().count() <= 1;
        if joint
            && name.chars().count() <= 4
            && name.chars().all(|c| c.is_ascii_uppercase())
            && (gap == "-" || name.len() > 1)
            && name != "US"
            && name != "UN"
            && name != "EU"
        {
            return None;
        }
    }
    // "Of the fifteen members" names the whole, which nobody disputes.
    if before == "the" && at > 1 && folded[at - 2] == "of" {
        return None;
    }
    for place in end..(end + 4).min(all.len()) {
        let gap = &text[all[place - 1].span.end as usize..all[place].span.start as usize];
        if gap.contains([',', '.', ';', ':', '(', '”', '"']) {
            return if gap.trim() == "%" { Some(place - 1) } else { None };
        }
        let word = folded[place].as_str();
        if NAMING[..MONTHS].contains(&word) || matches!(word, "p" | "a" | "pm" | "am" | "gmt" | "ist" | "o'clock" | "years" | "year") {
            return None;
        }
        let plural = word.len() > 4 && word.ends_with("men")
            || word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("'s");
        let noun = plural
            || matches!(
                word,
                "people" | "men" | "women" | "children" | "percent" | "cent" | "police" | "personnel" | "dead" | "staff" | "troops"
            );
        if noun && !LINKING.contains(&word) && word != "this" {
            return Some(place);
        }
    }
    None
}
