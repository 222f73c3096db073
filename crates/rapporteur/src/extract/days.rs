//! Days and hours between a name and its verb, or between a cue and its clause, hung from the verb: "The envoy late Monday told", "the premier on Sunday
//! warned", "she said Monday the pier was shut".
//!
//! The parser makes them a part of the name, a second subject, or the clause's. What day is meant is for `times/`.

use super::Extractor;
use super::cues::Manner;
use super::syntax::{Move, Syntax};
use super::voices::can_speak;
use std::ops::Range;

/// Nouns for a part of a day or a stretch of days, which tell when only beside a day, or behind "last", "this" and "earlier".
const PARTS: [&str; 8] = ["morning", "afternoon", "evening", "night", "week", "weekend", "month", "year"];

/// Words that a time of the calendar may have before it.
const BEFORE: [&str; 6] = ["late", "early", "last", "this", "earlier", "on"];

/// Words of a time at most: "earlier on Wednesday evening".
const LONGEST: usize = 5;

/// The times that stand elsewhere than at their verb.
pub(super) fn days(syntax: &Syntax<'_>, extractor: &Extractor) -> Vec<Move> {
    let verbs = (1..syntax.len()).filter(|&token| syntax.upos[token] == "VERB");
    let found = verbs.map(|verb| {
        let mut moves = before(syntax, extractor, verb).unwrap_or_default();
        moves.extend(behind(syntax, extractor, verb).into_iter().flatten());
        moves
    });
    found.flatten().collect()
}

/// "Ana Reyes late Monday told": the time right before a finite verb of who can speak, or of speech.
fn before(syntax: &Syntax<'_>, extractor: &Extractor, verb: usize) -> Option<Vec<Move>> {
    let helper = |token: usize| {
        syntax.head[token] == Some(verb)
            && matches!(syntax.upos[token], "AUX" | "PART" | "ADV")
            && matches!(syntax.plain(token), "aux" | "advmod")
            && !BEFORE.contains(&syntax.low(token))
    };
    let mut end = verb;
    while end > 0 && helper(end - 1) {
        end -= 1;
    }
    let finite = matches!(syntax.xpos[verb], "VBD" | "VBZ" | "VBP") || (end..verb).any(|token| syntax.upos[token] == "AUX");
    let mut start = end;
    while start > 0 && end - start < LONGEST && is_word(syntax, extractor, start - 1) {
        start -= 1;
    }
    let last = start.checked_sub(1).filter(|_| finite && is_time(syntax, extractor, start..end))?;
    let own = syntax.sentence[last] == syntax.sentence[verb] && syntax.quotation[last] == syntax.quotation[verb];
    let speaks =
        || extractor.cues.verb(&syntax.lemma[verb]).iter().any(|cue| cue.manner == Manner::Speech) || can_speak(syntax, extractor, last);
    if !own || !matches!(syntax.upos[last], "NOUN" | "PROPN" | "PRON") || !speaks() || extractor.limits.is_feast(syntax.low(last)) {
        return None;
    }
    let mut moves = hung(syntax, verb, start..end);
    // What hung from the day is the subject that the day was taken for: "The White House Monday said".
    let loose = |token: usize| syntax.head[token].is_some_and(|head| (start..end).contains(&head));
    let first = syntax.analysis.sentences[syntax.sentence[verb]].tokens.start;
    let orphans: Vec<usize> = (first..start).filter(|&token| loose(token) && !syntax.is_mark(token)).collect();
    let top = orphans.iter().copied().find(|&orphan| syntax.is_below(last, orphan));
    if let Some(top) = top {
        let subject = |child: usize| child < start && syntax.plain(child) == "nsubj";
        let known = syntax.children(verb).find(|&child| subject(child));
        moves.push(match known {
            Some(subject) => Move { token: top, head: subject, relation: "flat" },
            None => Move { token: top, head: verb, relation: "nsubj" },
        });
        moves.extend(orphans.iter().filter(|&&orphan| orphan != top).map(|&token| Move {
            token,
            head: top,
            relation: kept(syntax, token),
        }));
    }
    Some(moves)
}

/// "The envoy said Monday the pier was shut": the time right behind a cue, which the parser gives to the clause.
fn behind(syntax: &Syntax<'_>, extractor: &Extractor, verb: usize) -> Option<Vec<Move>> {
    let says = extractor.cues.tells(&syntax.lemma[verb]);
    let mut end = verb + 1;
    while end < syntax.len() && end - verb <= LONGEST && is_word(syntax, extractor, end) {
        end += 1;
    }
    if !says || end >= syntax.len() || syntax.sentence[end] != syntax.sentence[verb] || syntax.quotation[end] != syntax.quotation[verb] {
        return None;
    }
    let of_verb = |clause: usize| clause >= end && syntax.head[clause] == Some(verb) && syntax.plain(clause) == "ccomp";
    // "said Sunday that the pier was shut": taken for the cue's object, or for what it says.
    let object = syntax.head[end - 1] == Some(verb) && matches!(syntax.plain(end - 1), "obj" | "ccomp") && syntax.lemma[end] == "that";
    if object && is_time(syntax, extractor, verb + 1..end) && syntax.children(verb).any(of_verb) {
        return Some(hung(syntax, verb, verb + 1..end));
    }
    let clause = syntax.head[end - 1].filter(|&clause| of_verb(clause))?;
    let subject = syntax.children(clause).any(|child| child >= end && matches!(syntax.plain(child), "nsubj" | "expl" | "csubj"));
    let adverbial = matches!(syntax.plain(end - 1), "obl" | "advmod" | "nmod");
    (adverbial && subject && is_time(syntax, extractor, verb + 1..end)).then(|| hung(syntax, verb, verb + 1..end))
}

/// May a word stand in a time?
fn is_word(syntax: &Syntax<'_>, extractor: &Extractor, token: usize) -> bool {
    let word = syntax.low(token);
    is_day(extractor, word) || PARTS.contains(&word) || BEFORE.contains(&word)
}

fn is_day(extractor: &Extractor, word: &str) -> bool {
    extractor.roles.is_time(word) && (word.ends_with("day") || word == "tonight")
}

/// Are these words a time: a day with what may stand around it, or a stretch that "last" or "this" tells?
fn is_time(syntax: &Syntax<'_>, extractor: &Extractor, words: Range<usize>) -> bool {
    let Some(last) = words.clone().next_back() else { return false };
    let day = words.clone().any(|token| is_day(extractor, syntax.low(token)));
    let part = PARTS.contains(&syntax.low(last));
    let told = || words.clone().any(|token| matches!(syntax.low(token), "last" | "this"));
    (part || is_day(extractor, syntax.low(last))) && (day || told())
}

/// The moves that hang a time from a verb, by its last word.
fn hung(syntax: &Syntax<'_>, verb: usize, words: Range<usize>) -> Vec<Move> {
    let Some(time) = words.clone().next_back() else { return Vec::new() };
    let on = words.clone().any(|token| syntax.low(token) == "on");
    let mut moves = vec![Move { token: time, head: verb, relation: if on { "obl" } else { "obl:unmarked" } }];
    moves.extend(words.clone().filter(|&token| token != time).map(|token| {
        // "late on Monday" is one phrase, "on" no preposition that leads it.
        let relation = match syntax.low(token) {
            "on" if token == words.start => "case",
            "on" => "fixed",
            "late" | "early" | "earlier" | "last" => "amod",
            "this" => "det",
            _ => "compound",
        };
        Move { token, head: time, relation }
    }));
    moves
}

/// The relation of a token as one that a move can give.
fn kept(syntax: &Syntax<'_>, token: usize) -> &'static str {
    match syntax.relation[token] {
        "det" => "det",
        "amod" => "amod",
        "nmod:poss" => "nmod:poss",
        "nmod" => "nmod",
        "flat" => "flat",
        _ => "compound",
    }
}
