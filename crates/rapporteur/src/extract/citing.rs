//! "According to", "in the words of", "in the view of": phrases that make the clause around them somebody's.
//!
//! They have no verb of speech; those are for `clauses.rs`.

use super::Extractor;
use super::clauses::Found;
use super::cues::Manner;
use super::phrases::led_by;
use super::rules::Rule;
use super::syntax::Syntax;
use super::voices::may_speak;
use crate::analyze::NameKind;
use std::ops::Range;

/// The head of who is cited by "according to", and the top of that phrase: as a preposition it hangs from the source; as a verb the source hangs from it.
fn cited(syntax: &Syntax<'_>, token: usize) -> Option<(usize, usize)> {
    if !syntax.form(token).eq_ignore_ascii_case("according") || !syntax.form((token + 1).min(syntax.len() - 1)).eq_ignore_ascii_case("to") {
        return None;
    }
    let head = match syntax.plain(token) {
        "case" | "mark" => syntax.head[token]?,
        _ => syntax.children(token).find(|&child| child > token && matches!(syntax.plain(child), "obl" | "obj" | "nmod"))?,
    };
    Some((head, if syntax.is_below(token, head) { head } else { token }))
}

/// The verb of which an "according to" behind the last comma passes on all, and the head and top of who does: "Pell said it was late, according to the
/// Herald".
pub(super) fn passed_on(syntax: &Syntax<'_>, extractor: &Extractor, token: usize) -> Option<(usize, usize, usize)> {
    let (head, top) = cited(syntax, token)?;
    let last = syntax.below(top, &[]).last().copied()?;
    let sentence = syntax.analysis.sentences[syntax.sentence[top]].tokens.clone();
    let added = token > sentence.start && syntax.is_mark(token - 1) && (last + 1..sentence.end).all(|at| syntax.is_mark(at));
    // "argued that she wanted him to decide who sails": up to what is told, through what is decided.
    let tells = |verb: usize| extractor.cues.tells(&syntax.lemma[verb]);
    let ends = |at: usize| matches!(syntax.plain(at), "root" | "parataxis" | "csubj");
    let told = |at: usize| syntax.plain(at) == "ccomp" && syntax.head[at].is_some_and(tells);
    let clause = std::iter::successors(syntax.head[top], |&at| syntax.head[at]).find(|&at| ends(at) || told(at))?;
    let verb = syntax.head[clause].filter(|&verb| added && verb < clause && syntax.plain(clause) == "ccomp")?;
    let finite = matches!(syntax.xpos[verb], "VBD" | "VBZ" | "VBP")
        && (syntax.plain(verb) == "conj" || syntax.children(verb).any(|child| child < verb && syntax.plain(child) == "nsubj"));
    (finite && syntax.quotation[verb].is_none()).then_some((verb, head, top))
}

/// "according to the ministry".
pub(super) fn according(syntax: &Syntax<'_>, extractor: &Extractor, token: usize) -> Option<Found> {
    let (head, top) = cited(syntax, token)?;
    let told = syntax.head[top]?;
    // "according to her wishes", "according to the orders of the mates": by what something is done, unless it is a paper that somebody saw.
    let seen = |child: usize| syntax.plain(child) == "acl" && syntax.xpos[child] == "VBN";
    if extractor.limits.is_measure(&syntax.lemma[head]) && !syntax.children(head).any(seen) {
        return None;
    }
    // What hangs from a noun still reports the whole clause it stands in, unless a clause of its own is reported.
    let mut clause = told;
    while !matches!(syntax.plain(clause), "root" | "ccomp" | "parataxis" | "csubj") {
        clause = syntax.head[clause]?;
    }
    // "The board said the pier was shut, according to the Herald": who only passes on what another said does not say it. "An inquiry confirmed that …,
    // according to the report": what cannot speak is told of by the report.
    if let Some((verb, _, _)) = passed_on(syntax, extractor, token) {
        if syntax.source(verb).is_some_and(|source| may_speak(syntax, extractor, source.head)) {
            return None;
        }
        clause = verb;
    }
    let mut content: Vec<usize> = syntax.below(clause, &[top]);
    within_aside(syntax, token, &mut content);
    let mut source = syntax.phrase(head);
    source.tokens.retain(|&part| part > token + 1);
    // "according to the delegate, Ana Reyes": the name behind the comma is hers.
    if let Some(name) = source.tokens.last().and_then(|&last| name_behind(syntax, last)) {
        content.retain(|part| !(name.start - 1..name.end).contains(part));
        while content.last().is_some_and(|&last| syntax.form(last) == ",") {
            content.pop();
        }
        source.tokens.extend(name);
    }
    (!content.is_empty() && !source.tokens.is_empty()).then(|| Found {
        content,
        cue: vec![token, token + 1],
        source: Some(source),
        addressee: None,
        medium: None,
        manner: Manner::Speech,
        rule: Rule::According,
    })
}

/// "The bridge -- which has cost a million, according to the Herald -- is shut": what stands between dashes or brackets with it is all that it tells of.
fn within_aside(syntax: &Syntax<'_>, token: usize, content: &mut Vec<usize>) {
    let sentence = syntax.analysis.sentences[syntax.sentence[token]].tokens.clone();
    let dash = |at: &usize| matches!(syntax.form(*at), "--" | "—" | "–") && syntax.quotation[*at].is_none();
    let opening = (sentence.start..token).rev().find(|at| dash(at) || matches!(syntax.form(*at), "(" | ")"));
    let closing = (token..sentence.end).find(|at| dash(at) || matches!(syntax.form(*at), "(" | ")"));
    let (Some(open), Some(close)) = (opening, closing) else { return };
    let paired = dash(&open) && dash(&close) || syntax.form(open) == "(" && syntax.form(close) == ")";
    let mut inside: Vec<usize> = content.iter().copied().filter(|at| (open + 1..close).contains(at)).collect();
    while inside.first().is_some_and(|&first| syntax.upos[first] == "CCONJ" || syntax.is_mark(first)) {
        inside.remove(0);
    }
    if paired && inside.iter().any(|&at| matches!(syntax.upos[at], "VERB" | "AUX")) {
        *content = inside;
    }
}

/// The name of a person between a comma right behind a common noun and the end of the sentence or another comma.
fn name_behind(syntax: &Syntax<'_>, last: usize) -> Option<Range<usize>> {
    let first = last + 2;
    let noun = first < syntax.len()
        && syntax.upos[last] == "NOUN"
        && syntax.form(last + 1) == ","
        && syntax.sentence[first] == syntax.sentence[last];
    let name = syntax
        .analysis
        .name_at(first)
        .filter(|name| noun && name.kind == NameKind::Person && name.tokens.start == first && name.tokens.len() > 1)?;
    let end = name.tokens.end;
    let closed = end >= syntax.len() || syntax.sentence[end] != syntax.sentence[last] || syntax.is_mark(end);
    closed.then(|| name.tokens.clone())
}

/// "in the words of the envoy", "in the ministry's view": the clause around it is what the envoy says.
pub(super) fn worded(syntax: &Syntax<'_>, extractor: &Extractor, noun: usize) -> Option<Found> {
    if syntax.upos[noun] != "NOUN" || !extractor.limits.is_worded(syntax.low(noun)) {
        return None;
    }
    let case = syntax.children(noun).find(|&child| child < noun && syntax.plain(child) == "case" && syntax.lemma[child] == "in")?;
    let owner = syntax.children(noun).find(|&child| {
        syntax.relation[child] == "nmod:poss" && syntax.xpos[child] != "PRP$"
            || child > noun && syntax.plain(child) == "nmod" && led_by(syntax, child, &["of"])
    })?;
    // "in the eyes of the world"
    if !may_speak(syntax, extractor, owner) {
        return None;
    }
    let phrase = syntax.phrase(owner);
    let start = phrase.tokens[0].min(case);
    let end = noun.max(phrase.tokens[phrase.tokens.len() - 1]);
    // The clause is the rest of the sentence where the phrase was taken for its head, else what the phrase hangs from.
    let top = match syntax.head[noun] {
        None => noun,
        Some(head) => std::iter::successors(Some(head), |&at| syntax.head[at])
            .find(|&at| matches!(syntax.plain(at), "root" | "ccomp" | "parataxis" | "csubj" | "conj"))?,
    };
    let mut content = syntax.below(top, &[]);
    content.retain(|token| !(start..=end).contains(token));
    // Somebody else's statement goes on in its own right.
    let quoted = syntax.quotations.iter().any(|quotation| content.iter().any(|&token| syntax.within(quotation.inner).contains(&token)));
    let bare = content.iter().filter(|&&token| !syntax.is_mark(token)).count();
    (quoted || bare > 2).then(|| Found {
        content,
        cue: vec![noun],
        source: Some(phrase),
        addressee: None,
        medium: None,
        manner: Manner::Speech,
        rule: Rule::According,
    })
}
