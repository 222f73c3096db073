//! More of what was said, which the parser hangs beside it: "said that talks failed and that Pell left", "said she led until the letter came".
//!
//! It hangs such clauses below the one they go on with, as `mend.rs` does with the rest, and puts in what "which" stands for and what was cut out of a clause.

use super::Extractor;
use super::clauses::Found;
use super::mend::{takes_clause, tense};
use super::rules::Rule;
use super::syntax::{Move, Syntax};
use super::voices::is_someone;

/// Words that open a clause within a clause.
const WITHIN: [&str; 10] = ["until", "till", "after", "before", "because", "while", "although", "though", "since", "unless"];

/// A clause that "and that" opens, joined to the cue, and a second clause of the cue that "until" opens: both belong to the first.
pub(super) fn repeated(syntax: &Syntax<'_>, extractor: &Extractor) -> Vec<Move> {
    let found = (1..syntax.len()).filter_map(|clause| {
        let verb = syntax.head[clause].filter(|&verb| verb < clause && takes_clause(syntax, extractor, verb))?;
        let first = syntax.children(verb).find(|&child| child > verb && syntax.plain(child) == "ccomp").filter(|&first| first < clause)?;
        let mark = syntax.children(clause).find(|&child| child < clause && syntax.plain(child) == "mark")?;
        if syntax.quotation[first] != syntax.quotation[clause] || mark <= first {
            return None;
        }
        let joint = mark.checked_sub(1).filter(|&joint| matches!(syntax.low(joint), "and" | "but" | "or"));
        match syntax.plain(clause) {
            "conj" if syntax.low(mark) == "that" && joint.is_some() => Some(Move { token: clause, head: first, relation: "conj" }),
            "ccomp" if WITHIN.contains(&syntax.low(mark)) => Some(Move { token: clause, head: first, relation: "advcl" }),
            _ => None,
        }
    });
    found.collect()
}

/// "said “a bold step” by the crew had saved the pier": a phrase right before a finite clause without a subject is that subject, and no clause beside it.
pub(super) fn subjects(syntax: &Syntax<'_>, extractor: &Extractor) -> Vec<Move> {
    let found = (1..syntax.len()).filter_map(|clause| {
        let verb = syntax.head[clause]
            .filter(|&verb| verb < clause && syntax.plain(clause) == "ccomp" && takes_clause(syntax, extractor, verb))?;
        let own = |child: usize| matches!(syntax.plain(child), "nsubj" | "csubj" | "expl" | "mark");
        let finite = tense(syntax, clause).is_some() || syntax.children(clause).any(|child| child < clause && syntax.plain(child) == "aux");
        if syntax.upos[clause] != "VERB" || !finite || syntax.children(clause).any(own) {
            return None;
        }
        let phrase = |&child: &usize| {
            let whole = |part: usize| matches!(syntax.plain(part), "nsubj" | "csubj" | "cop" | "aux" | "expl" | "mark");
            verb < child
                && child < clause
                && syntax.plain(child) == "ccomp"
                && syntax.upos[child] == "NOUN"
                && !syntax.children(child).any(whole)
        };
        let token = syntax.children(verb).find(phrase)?;
        let start = *syntax.below(clause, &[]).first()?;
        (syntax.below(token, &[]).last() == Some(&(start - 1))).then_some(Move { token, head: clause, relation: "nsubj" })
    });
    found.collect()
}

/// "The plan will hold, the mayor said, specifically its first part": a phrase that a comma parts from a cue behind its clause belongs to that clause.
pub(super) fn specified(syntax: &Syntax<'_>, extractor: &Extractor) -> Vec<Move> {
    let found = (1..syntax.len()).filter_map(|token| {
        let verb =
            syntax.head[token].filter(|&verb| verb < token && syntax.plain(token) == "ccomp" && takes_clause(syntax, extractor, verb))?;
        let clause = syntax.head[verb].filter(|&clause| clause < verb && syntax.plain(verb) == "parataxis")?;
        let whole = |part: usize| matches!(syntax.plain(part), "nsubj" | "csubj" | "cop" | "aux" | "expl" | "mark");
        let bare = matches!(syntax.upos[token], "NOUN" | "PROPN") && !syntax.children(token).any(whole);
        let parted = verb + 1 < syntax.len() && syntax.form(verb + 1) == "," && syntax.quotation[token].is_none();
        (bare && parted).then_some(Move { token, head: clause, relation: "appos" })
    });
    found.collect()
}

/// "insisted that the pier was safe and the tugs were ready": a second clause that "and" joins right behind the first, with a subject of its own, in the same
/// tense and without a verb of speech, is said as well, though the parser joins it to the cue.
pub(super) fn further(syntax: &Syntax<'_>, extractor: &Extractor) -> Vec<Move> {
    let found = (1..syntax.len()).filter_map(|clause| {
        let verb =
            syntax.head[clause].filter(|&verb| verb < clause && syntax.plain(clause) == "conj" && takes_clause(syntax, extractor, verb))?;
        let first = syntax.children(verb).find(|&child| child > verb && syntax.plain(child) == "ccomp").filter(|&first| first < clause)?;
        let that = syntax.children(first).any(|mark| mark < first && syntax.plain(mark) == "mark" && syntax.low(mark) == "that");
        let joint = syntax.children(clause).find(|&child| child < clause && syntax.plain(child) == "cc" && syntax.low(child) == "and")?;
        let subject = syntax.children(clause).find(|&child| joint < child && child < clause && syntax.plain(child) == "nsubj")?;
        let thing = syntax.upos[subject] == "NOUN" && !is_someone(syntax, extractor, subject);
        let right_behind = syntax.below(first, &[]).last() == Some(&(joint - 1)) && !syntax.is_mark(joint - 1);
        let past = |at: usize| tense(syntax, at).is_some_and(|past| past);
        let silent = extractor.cues.verb(&syntax.lemma[clause]).is_empty();
        let same = syntax.quotation[first] == syntax.quotation[clause] && past(first) && past(clause);
        (that && thing && right_behind && silent && same).then_some(Move { token: clause, head: first, relation: "conj" })
    });
    found.collect()
}

/// "Called on them to leave and warned of sanctions": a form of the past, or of the third person, goes on for the verb around an infinitive.
pub(super) fn tensed(syntax: &Syntax<'_>, _: &Extractor) -> Vec<Move> {
    let finite = |token: usize| matches!(syntax.xpos[token], "VBD" | "VBZ" | "VBP");
    let found = (1..syntax.len()).filter_map(|token| {
        let first = syntax.head[token].filter(|&first| first < token && syntax.plain(token) == "conj" && syntax.xpos[first] == "VB")?;
        let to = |child: usize| child < first && syntax.lemma[child] == "to" && syntax.plain(child) == "mark";
        let own = |child: usize| child < token && matches!(syntax.plain(child), "nsubj" | "aux" | "cop" | "mark" | "expl");
        let past = matches!(syntax.xpos[token], "VBD" | "VBN");
        if !(past || syntax.xpos[token] == "VBZ") || !syntax.children(first).any(to) || syntax.children(token).any(own) {
            return None;
        }
        let above = std::iter::successors(syntax.head[first], |&at| syntax.head[at]).take(4).find(|&at| finite(at))?;
        let agrees = past == (syntax.xpos[above] == "VBD") && syntax.quotation[above] == syntax.quotation[token];
        agrees.then_some(Move { token, head: above, relation: "conj" })
    });
    found.collect()
}

/// "The guild said the port was shut and called on the Council to act": of two verbs in the past, of which the second speaks or asks and the first does
/// neither, the second goes on for the verb of saying.
pub(super) fn resumed(syntax: &Syntax<'_>, extractor: &Extractor) -> Vec<Move> {
    let speaks = |token: usize| syntax.upos[token] == "VERB" && !extractor.cues.verb(&syntax.lemma[token]).is_empty();
    let past = |token: usize| tense(syntax, token) == Some(true);
    let found = (1..syntax.len()).filter_map(|token| {
        let first = syntax.head[token].filter(|&first| first < token && syntax.plain(token) == "conj" && syntax.plain(first) == "ccomp")?;
        let verb = syntax.head[first].filter(|&verb| verb < first && takes_clause(syntax, extractor, verb) && past(verb))?;
        let own = |child: usize| child < token && matches!(syntax.plain(child), "nsubj" | "aux" | "cop" | "mark" | "expl");
        let led = |child: usize| child < first && syntax.plain(child) == "mark";
        let plain = !syntax.children(token).any(own) && !syntax.children(first).any(led) && syntax.plain(verb) == "root";
        let quoted = syntax.quotation[token] != syntax.quotation[verb];
        let goes_on = speaks(token) && !speaks(first) && matches!(syntax.xpos[token], "VBD" | "VBN") && past(first);
        (plain && goes_on && !quoted).then_some(Move { token, head: verb, relation: "conj" })
    });
    found.collect()
}

/// "The guild, which pilots say is rich": what the relative pronoun stands for, in its place in what is said.
pub(super) fn with_antecedent(syntax: &Syntax<'_>, found: &mut Found) {
    let Some(&cue) = found.cue.first() else { return };
    let relative = |token: usize| matches!(syntax.low(token), "which" | "that" | "who" | "whom") && syntax.quotation[token].is_none();
    let stands_for = |&pronoun: &usize| {
        let (clause, noun) = syntax.described(pronoun).filter(|_| relative(pronoun))?;
        let outside =
            found.content.binary_search(&noun).is_err() && !found.source.as_ref().is_some_and(|source| source.tokens.contains(&noun));
        (noun < pronoun && outside && syntax.is_below(cue, clause)).then_some((pronoun, clause, noun))
    };
    let Some((pronoun, clause, noun)) = found.content.iter().find_map(stands_for) else { return with_described(syntax, found, cue) };
    let mut phrase = syntax.phrase(noun).tokens;
    phrase.retain(|&token| token < pronoun && !syntax.is_below(token, clause));
    found.content.retain(|&token| token != pronoun);
    found.content.extend(phrase);
    found.content.sort_unstable();
    found.content.dedup();
}

/// "The twelve who the navy says are lost", "targets it said were shut": what the clause describes is the subject of what is said in it.
fn with_described(syntax: &Syntax<'_>, found: &mut Found, cue: usize) {
    let noun = syntax.head[cue].filter(|&noun| syntax.relation[cue] == "acl:relcl" && noun < cue && found.rule == Rule::Clause);
    let (Some(noun), Some(&first)) = (noun, found.content.first()) else { return };
    let finite = first == cue + 1 && matches!(syntax.xpos[first], "VBD" | "VBZ" | "VBP" | "MD") && syntax.quotation[first].is_none();
    let source = found.source.as_ref().is_some_and(|source| source.tokens.contains(&noun));
    let start = syntax.below(cue, &[])[0];
    let mut phrase = syntax.phrase(noun).tokens;
    phrase.retain(|&token| token < start && !syntax.is_below(token, cue));
    if finite && !source {
        found.content.splice(0..0, phrase);
    }
}

/// Content told in one clause stands in one piece: what the parser hung from the cue between two of its parts ("said the blast late Thursday, which killed
/// nine, was an accident") is put in again. A word that only joins or leads ("and, after a pause, he said") is no part of it where it stands apart.
pub(super) fn in_one_piece(syntax: &Syntax<'_>, extractor: &Extractor, found: &mut Found) {
    let [first, second, ..] = found.content[..] else { return };
    if second > first + 1 && (syntax.plain(first) == "cc" || syntax.xpos[first] == "WRB") && syntax.quotation[first].is_none() {
        found.content.remove(0);
    }
    let (Some(&cue), Rule::Clause) = (found.cue.first(), found.rule) else { return };
    let source = found.source.as_ref().map(|source| source.tokens.as_slice()).unwrap_or_default();
    let own = |token: usize| {
        syntax.sentence[token] == syntax.sentence[cue]
            && token != cue
            && !found.cue.contains(&token)
            && source.binary_search(&token).is_err()
            && !(syntax.head[token] == Some(cue) && matches!(syntax.plain(token), "parataxis" | "advcl" | "conj" | "nsubj"))
            && syntax.low(token) != "according"
            && (syntax.xpos[token] != "VBG" || extractor.cues.verb(&syntax.lemma[token]).is_empty())
    };
    let gaps = found.content.windows(2).filter(|pair| pair[0] > cue && pair[1] > pair[0] + 1);
    let missing: Vec<usize> = gaps.map(|pair| pair[0] + 1..pair[1]).filter(|gap| gap.clone().all(own)).flatten().collect();
    found.content.extend(missing);
    found.content.sort_unstable();
}
