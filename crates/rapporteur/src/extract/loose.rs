//! Quotations without a cue of their own: whose words they go on with, and which are nobody's.
//!
//! It asks the marks, the paragraphs and the cue of the quotation before; cues of their own are for `speech.rs`.

use super::cues::Cues;
use super::rules::Rule;
use super::source::Source;
use super::speech::{Speech, begins_sentence, ends_sentence, is_set_off};
use super::syntax::Syntax;
use std::ops::Range;

/// The statement that a quotation without a cue goes on: of the quotation before it in its paragraph when only that one's cue stands
/// between, or of one that the paragraph before left open.
pub(super) fn continues(syntax: &Syntax<'_>, speech: &Speech, tokens: &[Range<usize>], at: usize) -> Option<usize> {
    let previous = at.checked_sub(1)?;
    let found = speech.taken[previous]?;
    let (last, first) = (tokens[previous].end.checked_sub(1)?, tokens[at].start);
    let apart = syntax.paragraph[first] - syntax.paragraph[last];
    if apart == 1 && !syntax.quotations[previous].closed {
        return Some(found);
    }
    if apart > usize::from(fills(syntax, &tokens[at])) || syntax.quotations[previous].marks != syntax.quotations[at].marks {
        return None;
    }
    let between = last + 1..first;
    let cue = speech.found[found].cue.first().copied();
    let full = begins_sentence(syntax, first) || is_set_off(syntax, &tokens[at]);
    // Nothing between but the cue's own clause, or nothing at all.
    let verbs: Vec<usize> =
        between.clone().filter(|&token| syntax.upos[token] == "VERB" && syntax.plain(token) != "amod" && Some(token) != cue).collect();
    let own = cue.filter(|cue| between.contains(cue)).is_some_and(|cue| verbs.iter().all(|&verb| syntax.is_below(verb, cue)));
    // In a paragraph of its own it goes on where a cue or nothing closed the one before.
    let bare = between.clone().all(|token| syntax.is_mark(token));
    let near = |cue: usize| syntax.paragraph[cue] == syntax.paragraph[last] && (bare || between.contains(&cue) && is_finite(syntax, cue));
    if apart == 1 && !cue.is_some_and(near) {
        return None;
    }
    let sentences = between.clone().filter(|&token| ends_sentence(syntax, token)).count();
    let free = verbs.is_empty() || own;
    (full && free && sentences <= 1).then_some(found)
}

/// Does a quotation stand as sentences of its own, nothing before or after it in its sentence?
pub(super) fn is_alone(syntax: &Syntax<'_>, inside: &Range<usize>) -> bool {
    let before = inside.start.checked_sub(1).is_none_or(|before| {
        syntax.paragraph[before] != syntax.paragraph[inside.start]
            || matches!(syntax.form(before), "." | "!" | "?" | ":" | "”" | "“" | "\"")
    });
    let after = inside.end >= syntax.len()
        || syntax.paragraph[inside.end] != syntax.paragraph[inside.end - 1]
        || begins_sentence(syntax, inside.end);
    before && after && begins_sentence(syntax, inside.start)
}

/// Who speaks in the sentence before a quotation, in its paragraph: "She also said the vote was near. “We are …”".
pub(super) fn told_before(syntax: &Syntax<'_>, cues: &Cues, start: usize) -> Option<Source> {
    let last = start.checked_sub(1).filter(|&last| syntax.paragraph[last] == syntax.paragraph[start])?;
    let verb = syntax.root(last)?;
    let tells = syntax.sentence[start] != syntax.sentence[last]
        && syntax.upos[verb] == "VERB"
        && syntax.quotation[verb].is_none()
        && cues.quotes(&syntax.lemma[verb]);
    tells.then(|| syntax.source(verb)).flatten()
}

/// The source of the statement that ends last before here, no more than a paragraph away.
pub(super) fn last_source(syntax: &Syntax<'_>, speech: &Speech, start: usize) -> Option<Source> {
    let last = speech.found.last()?;
    let end = *last.content.last()?;
    (syntax.paragraph[start] - syntax.paragraph[end] <= 1).then(|| last.source.clone()).flatten()
}

/// Is a quotation closed and all of its paragraph?
fn fills(syntax: &Syntax<'_>, inside: &Range<usize>) -> bool {
    let own = |token: usize| syntax.paragraph.get(token) == Some(&syntax.paragraph[inside.start]);
    let closed = syntax.quotation[inside.start].is_some_and(|at| syntax.quotations[at].closed);
    let before = inside.start.checked_sub(1).is_some_and(own);
    let after = (inside.end..syntax.len()).take_while(|&token| own(token)).any(|token| !syntax.is_mark(token));
    closed && !before && !after
}

fn is_finite(syntax: &Syntax<'_>, verb: usize) -> bool {
    matches!(syntax.xpos[verb], "VBD" | "VBZ" | "VBP")
}

/// Words that a heading hardly has more of.
const HEADING: usize = 12;

/// Is a quotation the heading of a part, and said by nobody here: without a mark at its end or behind it?
pub(super) fn is_heading(syntax: &Syntax<'_>, inside: &Range<usize>) -> bool {
    let words = inside.clone().filter(|&token| !syntax.is_mark(token)).count();
    let marked = is_set_off(syntax, inside) || inside.end < syntax.len() && syntax.is_mark(inside.end);
    words < HEADING && !marked
}

/// "“They died for peace. ¶ “I have no doubt,” he said": what is not closed goes on in the next paragraph, and is said by who says that.
pub(super) fn taken_up(syntax: &Syntax<'_>, speech: &mut Speech) {
    for at in (1..syntax.quotations.len()).rev() {
        let (Some(this), Some(next)) = (speech.taken[at - 1], speech.taken[at]) else { continue };
        let (quotation, other) = (syntax.quotations[at - 1], syntax.quotations[at]);
        let (tokens, more) = (syntax.within(quotation.inner), syntax.within(other.inner));
        let (Some(last), false) = (tokens.clone().last(), more.is_empty()) else { continue };
        let goes_on = !quotation.closed && quotation.marks == other.marks && syntax.paragraph[more.start] == syntax.paragraph[last] + 1;
        let loose = speech.found[this].rule == Rule::Floating && speech.found[next].rule == Rule::Quote;
        if goes_on && loose && speech.found[next].source.is_some() {
            speech.found[this].source = speech.found[next].source.clone();
            speech.found[this].rule = Rule::Continued;
        }
    }
}
