//! What a point means that only points at something: "the proposal" after "a proposal to deepen the canal" is that proposal.
//!
//! It reads the words of one report before the point, without a tree, and knows the small words of English only: points in other languages stay as
//! they are. It looks for the noun itself, never for what a pronoun stands for.

use crate::resources::Frequencies;
use crate::text::{Span, fold, stem, words};

/// Words with which a phrase points at what was spoken of.
const POINTING: [&str; 12] = ["the", "this", "that", "these", "those", "such", "his", "her", "its", "their", "our", "my"];

/// Words that begin a phrase of which a noun may be the head.
const BEGINS: [&str; 9] = ["a", "an", "the", "any", "his", "her", "its", "their", "another"];

/// Words with which what a noun is about goes on behind it.
const GOES_ON: [&str; 10] = ["to", "of", "on", "in", "for", "against", "that", "about", "over", "between"];

/// Words at which it ends: what helps a verb, what opens another clause, who else.
const ENDS: [&str; 44] = [
    "is", "are", "was", "were", "be", "been", "has", "have", "had", "will", "would", "could", "should", "may", "might", "can", "did",
    "does", "do", "said", "says", "which", "who", "whom", "whose", "where", "when", "while", "as", "but", "after", "before", "because",
    "since", "although", "though", "if", "unless", "until", "he", "she", "it", "they", "we",
];

/// Small words with which no name ends.
const SMALL: [&str; 24] = [
    "to", "of", "on", "for", "against", "that", "about", "over", "between", "in", "at", "by", "with", "from", "and", "or", "the", "a",
    "through", "into", "under", "during", "an", "both",
];

/// Days of the week: "the deal on Tuesday" says no more of the deal.
const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Words before the noun that may belong to it, and words of the whole, at most.
const BEFORE: usize = 4;
const LONGEST: usize = 12;

/// Rarity, in thousandths of a nat, from which a stem says more than the noun alone: the one from which it tells what a point is about.
pub(super) const RARE: u32 = 2_200;

/// A phrase that only points: one noun behind a word that points.
pub(super) struct Pointing<'t> {
    /// Does it point at one thing just spoken of ("this call", "his call"), where "the call" may be known to all?
    pub(super) near: bool,
    noun: &'t str,
}

/// Does a point only point?
pub(super) fn pointing(point: &str) -> Option<Pointing<'_>> {
    let mut parts = point.split_whitespace();
    let (first, noun) = (fold(parts.next()?), parts.next()?);
    let one = parts.next().is_none() && POINTING.contains(&first.as_str()) && noun.chars().all(char::is_alphabetic);
    (one && !noun.starts_with(char::is_uppercase)).then(|| Pointing { near: first != "the", noun })
}

/// The last words before a place that name the noun and say more of it.
pub(super) fn fuller(frequencies: &Frequencies, text: &str, before: u32, pointing: &Pointing<'_>) -> Option<Span> {
    let wanted = stem(&fold(pointing.noun));
    let read: Vec<(Span, String)> = words(text)
        .into_iter()
        .map(|word| word.span)
        .take_while(|span| span.end <= before)
        .map(|span| (span, fold(span.of(text))))
        .collect();
    // "Our interests" are no "interest in trade"; of what was done the verb tells, too.
    let many = |word: &str| word.ends_with('s') && !word.ends_with("ss");
    let folded = fold(pointing.noun);
    let verb = |word: &str| word.ends_with("ed") || word.ends_with("ing");
    let is = |at: usize| stem(&read[at].1) == wanted && (verb(&read[at].1) || many(&read[at].1) == many(&folded));
    (0..read.len()).rev().filter(|&at| is(at)).find_map(|at| around(frequencies, text, &read, at, pointing.noun))
}

/// The phrase around a noun, where it says more than the noun.
fn around(frequencies: &Frequencies, text: &str, read: &[(Span, String)], at: usize, noun: &str) -> Option<Span> {
    let joined = |one: usize, next: usize| {
        text.get(read[one].0.end as usize..read[next].0.start as usize).is_some_and(|gap| matches!(gap, " " | "-" | "'" | "’"))
    };
    let word = |at: usize| read.get(at).map_or("", |(_, word)| word.as_str());
    let many = |word: &str| word.ends_with('s') && !word.ends_with("ss");
    let capital = |part: usize| read[part].0.of(text).starts_with(char::is_uppercase);
    let listed = |list: &[&str], at: usize| list.contains(&word(at));
    let first = (at.saturating_sub(BEFORE)..at).rev().find(|&start| {
        let plain = (start + 1..at).all(|between| !listed(&ENDS, between) && !listed(&SMALL, between));
        plain && listed(&BEGINS, start) && (start..at).all(|between| joined(between, between + 1))
    });
    // "called for an end to the war": what was called for is the call.
    let verb = first.is_none() && word(at) != fold(noun) && (word(at).ends_with("ed") || word(at).ends_with("ing"));
    let goes_on = at + 1 < read.len() && joined(at, at + 1) && listed(&GOES_ON, at + 1);
    let mut end = at + 1;
    if goes_on {
        let clause = word(at + 1) == "that";
        if clause && listed(&ENDS, at + 2) || listed(&ENDS, at + 2) && word(at + 1) == "on" {
            return None; // "the bill that was passed" says nothing of the bill
        }
        let start = first.unwrap_or(at);
        while end < read.len() && end < start + LONGEST && joined(end - 1, end) {
            // "the call for talks surprised them": the verb of the clause around.
            let verb = word(end).ends_with("ed") && end > at + 2 && !listed(&SMALL, end - 1) && !listed(&BEGINS, end - 1);
            if !clause && end > at + 1 && (listed(&ENDS, end) || verb) {
                break;
            }
            end += 1;
        }
        // What is cut in the middle ends with its last whole phrase.
        if end == start + LONGEST && end < read.len() && joined(end - 1, end) {
            if clause {
                return None;
            }
            end = (at + 2..end).rev().find(|&cut| listed(&SMALL, cut)).unwrap_or(end);
        }
        while end > at + 1 && (listed(&SMALL, end - 1) || listed(&BEGINS, end - 1)) {
            end -= 1;
        }
    }
    // "Summit for a timeline": of one thing, without a word before it, is told as of a kind.
    let one_bare = first.is_none() && !many(word(at)) && (at == 0 || !joined(at - 1, at) || !capital(at - 1));
    if !verb && (one_bare || word(at + 1) == "on" && listed(&DAYS, at + 2)) {
        return None;
    }
    if verb && (!goes_on || !matches!(word(at + 1), "for" | "to")) {
        return None;
    }
    // "Leaks to get her heard": without a word before it this may be a verb; "slapped fees on": the words of another clause.
    if !verb && first.is_none() && word(at + 1) == "to" {
        return None;
    }
    if first.is_some_and(|first| (first + 2..at).any(|between| word(between).ends_with("ed") && !word(between).ends_with("eed"))) {
        return None;
    }
    // "A lasting deal" may be any; "a deal with Norland" and "the Lake deal" are one.
    let one = first.is_none_or(|first| !matches!(word(first), "a" | "an" | "any" | "another"));
    if !verb && !one && !goes_on && !(first.unwrap_or(at) + 1..at).any(capital) {
        return None;
    }
    let start = match (verb, word(at + 1)) {
        (true, "for") => at + 2,
        (true, _) => at + 1,
        _ => first.unwrap_or(at),
    };
    let own = stem(word(at));
    let more =
        (start..end).filter(|&part| part != at).map(|part| stem(word(part))).any(|stem| stem != own && frequencies.rarity(&stem) >= RARE);
    (start < end && more).then(|| Span { start: read[start].0.start, end: read[end - 1].0.end })
}
