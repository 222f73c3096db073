//! Direct speech: quotations that are set off from the sentence, each with the cue before or after it.
//!
//! Marks and cues first, the tree second: where speech is set off by a comma, a colon or its own final mark, a verb of
//! speech next to it is its cue, whatever the parser makes of a sentence that others wrote into.

use super::clauses::Found;
use super::cues::{Cues, Manner};
use super::loose::{continues, is_alone, is_heading, last_source, taken_up, told_before};
use super::phrases::led_by;
use super::relay::relay;
use super::rules::Rule;
use super::source::Source;
use super::syntax::Syntax;
use crate::analyze::{Name, NameKind};
use std::ops::Range;

/// How many tokens a cue may stand from the speech it belongs to.
const REACH: usize = 40;

/// Words a quotation must have to be speech without a known cue; fewer are titles, nicknames and scare quotes.
pub(super) const SPEECH_WORDS: usize = 3;

/// Quotations that became statements, and those that did not.
pub(super) struct Speech {
    pub(super) found: Vec<Found>,
    /// Which statement of `found` a quotation is in.
    pub(super) taken: Vec<Option<usize>>,
}

/// Where the cue of a quotation stands.
struct Frame {
    verb: usize,
    cue: Vec<usize>,
    source: Option<Source>,
    /// The head of the phrase for who relays it.
    medium: Option<usize>,
}

/// Words that may stand between "from" or a dash and the end of a line that credits someone.
const LINE_WORDS: usize = 14;

/// Ends each quotation that is never closed where the speech ends: before the comma of a cue that stands within it, as in
/// “We will wait, the envoy said. Talks go on.
pub(super) fn close(syntax: &mut Syntax<'_>, cues: &Cues) {
    for at in 0..syntax.quotations.len() {
        let quotation = syntax.quotations[at];
        let next = syntax.quotations.get(at + 1);
        let tokens = syntax.within(quotation.inner);
        // Speech over several paragraphs opens again at the head of the next.
        let opens_again = next.is_some_and(|next| {
            tokens.end < syntax.len()
                && syntax.span(tokens.end).start >= next.outer.start
                && syntax.paragraph[tokens.end] > syntax.paragraph[tokens.start]
        });
        if quotation.closed || tokens.is_empty() || opens_again {
            continue;
        }
        // A word or two that were to be in marks, in the middle of a sentence: it goes no further than that.
        let small = syntax.form(tokens.start).starts_with(char::is_lowercase);
        let end = syntax.analysis.sentences[syntax.sentence[tokens.start]].tokens.end;
        if small && end < tokens.end && next.is_none_or(|next| syntax.within(next.outer).start != tokens.end) {
            let last = syntax.span(end - 1).end;
            syntax.quotations[at].inner.end = last;
            syntax.quotations[at].outer.end = last;
            syntax.quotation[end..tokens.end].fill(None);
            continue;
        }
        let verb = tokens.clone().find(|&verb| {
            let ended = (verb + 1..(verb + 3).min(syntax.len())).any(|token| ends_sentence(syntax, token));
            syntax.upos[verb] == "VERB" && cues.quotes(&syntax.lemma[verb]) && matches!(syntax.xpos[verb], "VBD" | "VBZ") && ended
        });
        let comma = verb.and_then(|verb| (tokens.start..verb).rev().find(|&token| syntax.form(token) == ","));
        let (Some(verb), Some(comma)) = (verb, comma) else { continue };
        if verb - comma > REACH / 2 || comma == tokens.start {
            continue;
        }
        let end = syntax.span(comma).start;
        syntax.quotations[at].inner.end = end;
        syntax.quotations[at].outer.end = end;
        for token in comma..tokens.end {
            syntax.quotation[token] = None;
        }
    }
}

/// Finds the direct speech of a report.
pub(super) fn speech(syntax: &Syntax<'_>, cues: &Cues, covered: &[bool]) -> Speech {
    let count = syntax.quotations.len();
    let mut speech = Speech { found: Vec::new(), taken: vec![None; count] };
    let tokens: Vec<Range<usize>> = syntax.quotations.iter().map(|quotation| syntax.within(quotation.outer)).collect();
    for at in 0..count {
        let inside = tokens[at].clone();
        if inside.clone().any(|token| covered[token]) || inside.is_empty() || is_work(syntax, &inside) {
            continue;
        }
        let words = inside.clone().filter(|&token| !syntax.is_mark(token)).count();
        let before = before(syntax, cues, inside.start);
        let set_off = before.is_some() || is_set_off(syntax, &inside) && !(words < SPEECH_WORDS && is_name_of(syntax, inside.start));
        let frame = before.or_else(|| if set_off { after(syntax, cues, inside.end) } else { None });
        let frame = frame.filter(|frame| words > 0 && !(words < SPEECH_WORDS && is_midway(syntax, &inside, frame.verb)));
        if let Some(frame) = frame {
            // A cue between two quotations speaks for both.
            let same = at
                .checked_sub(1)
                .and_then(|previous| speech.taken[previous])
                .filter(|&found| speech.found[found].cue.contains(&frame.verb));
            match same {
                Some(found) => add(&mut speech, found, at, inside),
                None => {
                    let lead = if frame.verb >= inside.end { lead(syntax, cues, &speech, inside.start) } else { inside.start };
                    let lead = frame.source.as_ref().filter(|source| source.head < inside.start).map_or(lead, |_| inside.start);
                    let lead = if frame.verb < inside.start { opening(syntax, frame.verb, &inside) } else { lead };
                    // What is quoted before in the same sentence belongs to it.
                    for earlier in (0..at).rev().take_while(|&earlier| tokens[earlier].end > lead) {
                        speech.taken[earlier] = speech.taken[earlier].or(Some(speech.found.len()));
                    }
                    new(&mut speech, at, lead..inside.end, frame.cue, frame.source, Rule::Quote).medium = frame.medium;
                }
            }
            continue;
        }
        if let Some(source) = credited(syntax, inside.end) {
            new(&mut speech, at, inside, Vec::new(), Some(source), Rule::Credit);
            continue;
        }
        if words < SPEECH_WORDS {
            continue;
        }
        if let Some(found) = continues(syntax, &speech, &tokens, at) {
            // In a paragraph of its own it is a statement of its own.
            let last = speech.found[found].content.last().copied().unwrap_or(inside.start);
            let closed = at > 0 && syntax.quotations[at - 1].closed;
            if closed && syntax.paragraph[last] != syntax.paragraph[inside.start] {
                let Found { cue, source, medium, .. } = speech.found[found].clone();
                new(&mut speech, at, inside, cue, source, Rule::Quote).medium = medium;
            } else {
                add(&mut speech, found, at, inside);
            }
        } else if is_alone(syntax, &inside) && !is_heading(syntax, &inside) {
            let told = told_before(syntax, cues, inside.start);
            let rule = if told.is_some() { Rule::Continued } else { Rule::Floating };
            let source = told.or_else(|| last_source(syntax, &speech, inside.start));
            new(&mut speech, at, inside, Vec::new(), source, rule);
        }
    }
    taken_up(syntax, &mut speech);
    speech
}

/// Do quoted words stand within a sentence that goes on behind the cue? "This “thaw”, he said, would last": the marks are put around a word, not around
/// what is said.
fn is_midway(syntax: &Syntax<'_>, inside: &Range<usize>, verb: usize) -> bool {
    let first = syntax.analysis.sentences[syntax.sentence[inside.start]].tokens.start;
    let after = syntax.head[verb].is_some_and(|head| head > verb && syntax.sentence[head] == syntax.sentence[inside.start]);
    verb >= inside.end && first < inside.start && after
}

/// Does a noun right before quoted words make them its name or its example: 'known by the surname "Pell,"'?
fn is_name_of(syntax: &Syntax<'_>, start: usize) -> bool {
    let before = start.checked_sub(1).filter(|&before| syntax.paragraph[before] == syntax.paragraph[start]);
    before.is_some_and(|before| matches!(syntax.upos[before], "NOUN" | "PROPN"))
}

/// Where the sentence begins whose end is quoted: "With a thousand posts, “no fault stops us all,” he said".
fn lead(syntax: &Syntax<'_>, cues: &Cues, speech: &Speech, start: usize) -> usize {
    if begins_sentence(syntax, start) {
        return start;
    }
    // "“We have nurses” in the north “who teach, too,” she says": words of one quotation that nobody else's cue has taken.
    let quoted = |token: usize| syntax.quotation[token].is_none_or(|at| speech.taken[at].is_none());
    let first = syntax.analysis.sentences[syntax.sentence[start]].tokens.start;
    let mut earlier: Vec<usize> = (first..start).filter_map(|token| syntax.quotation[token]).collect();
    earlier.dedup();
    let free = earlier.len() < 2
        && (first..start).all(|token| {
            quoted(token)
                && syntax.paragraph[token] == syntax.paragraph[start]
                && (syntax.quotation[token].is_some() || !is_rival(syntax, cues, token))
        });
    if free { first } else { start }
}

/// Where what is said begins whose end is quoted, behind its cue: "She said he could wait - “but not for long”".
fn opening(syntax: &Syntax<'_>, verb: usize, inside: &Range<usize>) -> usize {
    if syntax.form(inside.start - 1) == ":" {
        return inside.start;
    }
    let clause = |child: usize| {
        let between = syntax.below(child, &[]).into_iter().filter(|token| (verb + 1..inside.start).contains(token));
        let finite = |token: usize| matches!(syntax.xpos[token], "VBD" | "VBZ" | "VBP" | "MD");
        let words: Vec<usize> = between.collect();
        let first = words.iter().copied().find(|&token| !syntax.is_mark(token))?;
        let whole = (first..inside.start).all(|token| syntax.is_mark(token) || words.binary_search(&token).is_ok());
        let free = words.iter().all(|&token| syntax.quotation[token].is_none() && syntax.form(token) != ":");
        (whole && free && words.iter().any(|&token| finite(token))).then_some(first)
    };
    let mut clauses = syntax.children(verb).filter(|&child| child > verb && syntax.plain(child) == "ccomp");
    clauses.find_map(clause).unwrap_or(inside.start)
}

/// May a word be another's cue? "He said the pier was", but not "shares in the pier", nor "has been declared".
fn is_rival(syntax: &Syntax<'_>, cues: &Cues, token: usize) -> bool {
    let passive = || syntax.xpos[token] == "VBN" && syntax.children(token).any(|child| syntax.relation[child] == "aux:pass");
    syntax.upos[token] == "VERB" && cues.quotes(&syntax.lemma[token]) && !passive()
}

fn add(speech: &mut Speech, found: usize, at: usize, inside: Range<usize>) {
    speech.found[found].content.extend(inside);
    speech.taken[at] = Some(found);
}

fn new(speech: &mut Speech, at: usize, inside: Range<usize>, cue: Vec<usize>, source: Option<Source>, rule: Rule) -> &mut Found {
    let place = speech.found.len();
    speech.taken[at] = Some(place);
    speech.found.push(Found { content: inside.collect(), cue, source, addressee: None, medium: None, manner: Manner::Speech, rule });
    &mut speech.found[place]
}

/// Is a quotation set off from the sentence that follows: does it end in a mark, or does a comma stand after it?
pub(super) fn is_set_off(syntax: &Syntax<'_>, inside: &Range<usize>) -> bool {
    let last = inside.clone().rev().find(|&token| !matches!(syntax.form(token), "”" | "“" | "\"" | "''" | "’" | "‘" | "'" | "»" | "«"));
    let ends = last.is_some_and(|last| syntax.form(last).ends_with([',', '?', '!', '.', '—', '–', '-', '…', ';']));
    ends || (inside.end < syntax.len() && matches!(syntax.form(inside.end), "," | "—" | "–" | "--"))
}

/// A cue before a quotation: "The envoy said on Monday: “…".
fn before(syntax: &Syntax<'_>, cues: &Cues, start: usize) -> Option<Frame> {
    let last = start.checked_sub(1)?;
    let paragraph = syntax.paragraph[start];
    let leads = matches!(syntax.form(last), "," | ":" | "―" | "—" | "–" | "-");
    // A paragraph that ends in a colon introduces the next.
    if syntax.paragraph[last] != paragraph && syntax.form(last) != ":" {
        return None;
    }
    let home = syntax.paragraph[last];
    let mut verbs = None;
    for token in (start.saturating_sub(REACH)..start).rev() {
        if syntax.paragraph[token] != home
            || syntax.quotation[token].is_some()
            || (token + 1 < start && syntax.sentence[token] != syntax.sentence[last])
        {
            break;
        }
        if syntax.upos[token] == "VERB" {
            if cues.quotes(&syntax.lemma[token]) {
                verbs = Some(token);
                break;
            }
            // Another verb in between: only a participle or infinitive of the cue's own phrase is passed over.
            if !leads || !matches!(syntax.xpos[token], "VBG" | "VBN" | "VB") {
                break;
            }
        }
    }
    let Some(verb) = verbs else {
        return (syntax.form(last) == ":").then(|| colon(syntax, cues, last)).flatten();
    };
    let adjacent = verb == last;
    if !(leads || adjacent) {
        return None;
    }
    // Right after the verb without a comma, only what begins like a sentence is direct speech, and no title does.
    if adjacent && (!begins_sentence(syntax, start) || is_title(syntax, start)) {
        return None;
    }
    framed(syntax, cues, verb, syntax.source(verb)).or_else(|| if syntax.form(last) == ":" { colon(syntax, cues, last) } else { None })
}

/// A cue with its source, and with who relays it.
fn framed(syntax: &Syntax<'_>, cues: &Cues, verb: usize, source: Option<Source>) -> Option<Frame> {
    match relay(syntax, cues, verb) {
        Some(relay) => {
            let cue = std::iter::once(relay.verb).chain(relay.said).collect();
            Some(Frame { verb, cue, source: Some(relay.speaker), medium: relay.medium })
        }
        None => Some(Frame { verb, cue: vec![verb], source: Some(source?), medium: None }),
    }
}

/// "a statement from the ministry:", "the envoy's message:": a colon after a phrase without a verb of speech.
fn colon(syntax: &Syntax<'_>, cues: &Cues, colon: usize) -> Option<Frame> {
    let sentence = syntax.analysis.sentences[syntax.sentence[colon]].tokens.clone();
    let noun = (sentence.start..colon).rev().find(|&token| syntax.upos[token] == "NOUN" && !cues.noun(&syntax.lemma[token]).is_empty());
    let verb = (sentence.start..colon).rev().find(|&token| syntax.upos[token] == "VERB" && syntax.quotation[token].is_none());
    let owner = noun.and_then(|noun| syntax.children(noun).find(|&child| syntax.relation[child] == "nmod:poss"));
    let source = owner.map(|owner| syntax.phrase(owner)).or_else(|| verb.and_then(|verb| syntax.source(verb)));
    // "Comment from the envoy:" is taken for an order.
    let bare = verb.is_none_or(|verb| verb == sentence.start);
    let source = source.or_else(|| if bare { handed(syntax, sentence.start, colon) } else { None }).or_else(|| {
        verb.filter(|&verb| verb == sentence.start && cues.quotes(&syntax.lemma[verb])).and_then(|verb| behind(syntax, verb))
    })?;
    let cue = noun.or(verb).unwrap_or(colon);
    Some(Frame { verb: cue, cue: vec![cue], source: Some(source), medium: None })
}

/// "Said Director Ana Reyes:": the person right behind a verb that opens the line.
fn behind(syntax: &Syntax<'_>, verb: usize) -> Option<Source> {
    let object = syntax.children(verb).find(|&child| child > verb && matches!(syntax.plain(child), "obj" | "nsubj"))?;
    let person = syntax.analysis.name_at(object).is_some_and(|name| name.kind == NameKind::Person);
    (person && matches!(syntax.xpos[verb], "VBD" | "VBZ")).then(|| syntax.phrase(object))
}

/// "And from the envoy, Ana Reyes:", "Statement by Ana Reyes:": a line without a verb that hands the word to a name.
fn handed(syntax: &Syntax<'_>, start: usize, colon: usize) -> Option<Source> {
    let by = (start..colon).find(|&token| matches!(syntax.lemma[token].as_str(), "from" | "by"))?;
    let name = (by + 1..colon).filter_map(|token| syntax.analysis.name_at(token)).rfind(|name| name.tokens.end <= colon)?;
    (colon - by <= LINE_WORDS).then(|| Source { head: name.tokens.end - 1, tokens: (by + 1..colon).collect() })
}

/// Words that a title hardly has.
const TITLE_WORDS: usize = 9;

/// Is a quotation written as titles are, each long word with a capital and no mark at its end?
fn is_title(syntax: &Syntax<'_>, start: usize) -> bool {
    let Some(at) = syntax.quotation[start] else { return false };
    let words = syntax.within(syntax.quotations[at].inner);
    let capital = |token: usize| syntax.form(token).len() < 4 || !syntax.form(token).starts_with(char::is_lowercase);
    words.len() < 12 && words.clone().all(capital) && words.last().is_some_and(|last| !syntax.is_mark(last))
}

/// 'On the programme "Lamps at Noon," the mayor said': words written as a title behind a preposition, a noun or an owner name a work, and are nobody's.
fn is_work(syntax: &Syntax<'_>, inside: &Range<usize>) -> bool {
    let words: Vec<usize> = inside.clone().filter(|&token| !syntax.is_mark(token)).collect();
    let large = |token: usize| syntax.form(token).starts_with(char::is_uppercase);
    let short = |token: usize| syntax.form(token).chars().count() < 4;
    let before = inside.start.checked_sub(1).filter(|&before| syntax.sentence[before] == syntax.sentence[inside.start]);
    let named = before.is_some_and(|before| matches!(syntax.upos[before], "ADP" | "NOUN" | "PROPN" | "PART") && !syntax.is_mark(before));
    let (Some(&first), Some(&last)) = (words.first(), words.last()) else { return false };
    let long = words.iter().filter(|&&token| large(token) && !short(token)).count();
    let written = words.iter().all(|&token| large(token) || short(token)) && large(first) && large(last);
    named && written && long > 1 && words.len() < TITLE_WORDS
}

pub(super) fn begins_sentence(syntax: &Syntax<'_>, start: usize) -> bool {
    let first = (start..syntax.len()).find(|&token| !syntax.is_mark(token));
    first.is_some_and(|first| syntax.form(first).starts_with(char::is_uppercase))
}

/// A cue after a quotation: "…,” the envoy said", "…,” said the envoy".
fn after(syntax: &Syntax<'_>, cues: &Cues, end: usize) -> Option<Frame> {
    let mut first = (end..syntax.len()).find(|&token| !syntax.is_mark(token))?;
    let paragraph = syntax.paragraph[end.checked_sub(1)?];
    // "as the envoy put it"
    if syntax.lemma[first] == "as" && syntax.upos[first] == "SCONJ" && first + 1 < syntax.len() {
        first += 1;
    }
    if syntax.paragraph[first] != paragraph || syntax.quotation[first].is_some() || matches!(syntax.upos[first], "CCONJ" | "SCONJ") {
        return None;
    }
    let mut verb = None;
    for token in first..(first + REACH).min(syntax.len()) {
        // 'the cousin, known as "Pell," said': a word in marks within the source is passed over.
        let word = |at: usize| syntax.within(syntax.quotations[at].inner).filter(|&token| !syntax.is_mark(token)).count() < SPEECH_WORDS;
        if token > first && syntax.quotation[token].is_some_and(word) && syntax.sentence[token] == syntax.sentence[first] {
            continue;
        }
        if syntax.paragraph[token] != paragraph || syntax.quotation[token].is_some() || ends_sentence(syntax, token) {
            break;
        }
        if syntax.upos[token] == "VERB" && syntax.plain(token) != "amod" {
            let own_clause = syntax.relation[token] == "acl:relcl" && token > first + 1;
            if !own_clause && (cues.quotes(&syntax.lemma[token]) || reports(syntax, end, first, token)) {
                verb = Some(token);
                break;
            }
            // A verb of the source's own relative clause is passed over; another ends the search.
            if !(syntax.plain(token) == "acl" || syntax.plain(token) == "advcl" && syntax.xpos[token] == "VBG") {
                break;
            }
        }
    }
    let Some(verb) = verb else { return mistaken(syntax, end, first) };
    // "“We wait.” Speaking at noon, the mayor was blunt": a participle that opens the next sentence is none of this one's.
    if verb == first && syntax.xpos[verb] == "VBG" && syntax.sentence[first] != syntax.sentence[end - 1] {
        return None;
    }
    if has_own_content(syntax, cues, end, first, verb) {
        return None;
    }
    let mut source = syntax.source(verb).filter(|source| syntax.quotation[source.head].is_none() && source.head >= first);
    if source.is_none() {
        source = beside(syntax, first, verb);
    }
    framed(syntax, cues, verb, source)
}

/// Words of a name and the verb behind it.
const FUMING: usize = 5;

/// "“This is a farce!” Reyes fumed.": a rare verb that was taken for the last part of a name.
fn mistaken(syntax: &Syntax<'_>, end: usize, first: usize) -> Option<Frame> {
    let verb = (first..(first + FUMING).min(syntax.len())).find(|&token| syntax.form(token).starts_with(char::is_lowercase))?;
    let last = verb + 1 >= syntax.len() || syntax.is_mark(verb + 1);
    let past = syntax.form(verb).ends_with("ed") && syntax.upos[verb] != "VERB";
    let name =
        verb > first && (first..verb).all(|token| syntax.upos[token] == "PROPN" && syntax.paragraph[token] == syntax.paragraph[end - 1]);
    let source = Source { head: verb - 1, tokens: (first..verb).collect() };
    (last && past && name).then(|| Frame { verb, cue: vec![verb], source: Some(source), medium: None })
}

/// Does the verb after a quotation begin a sentence of its own, with something else that is said? After a full stop within the marks,
/// "The envoy said it was late" does, and "The envoy said." does not.
fn has_own_content(syntax: &Syntax<'_>, cues: &Cues, end: usize, first: usize, verb: usize) -> bool {
    let stopped = (end.saturating_sub(2)..end).any(|token| syntax.form(token).ends_with(['.', '!', '?', '…']));
    if !stopped || syntax.sentence[first] == syntax.sentence[end - 1] {
        return false;
    }
    let addresses = cues.verb(&syntax.lemma[verb]).iter().any(|cue| cue.frames.person);
    let objects = syntax.children(verb).filter(|&child| child > verb && matches!(syntax.plain(child), "obj" | "iobj")).count();
    let content = syntax.children(verb).any(|child| child > verb && matches!(syntax.plain(child), "ccomp" | "xcomp"));
    // What is quoted after a colon belongs to the verb alone.
    let colon = (verb + 1..(verb + REACH).min(syntax.len()))
        .take_while(|&token| syntax.sentence[token] == syntax.sentence[verb])
        .any(|token| syntax.form(token) == ":");
    // "He talked about the pier": what he talked about is his sentence's.
    let words: Vec<&str> = cues.verb(&syntax.lemma[verb]).iter().flat_map(|cue| &cue.frames.prepositions).map(String::as_str).collect();
    let about =
        syntax.children(verb).any(|child| child > verb && matches!(syntax.plain(child), "obl" | "nmod") && led_by(syntax, child, &words));
    content || about || objects > usize::from(addresses) || colon
}

/// Does a token end its sentence, as the point after an abbreviation does not?
pub(super) fn ends_sentence(syntax: &Syntax<'_>, token: usize) -> bool {
    syntax.xpos[token] == "."
        && (token + 1 >= syntax.len() || syntax.sentence[token + 1] != syntax.sentence[token] || syntax.quotation[token + 1].is_some())
}

/// Does a verb that is no known cue report the speech before it? After a comma within the marks it does when it is finite and its
/// subject stands between; after another mark its sentence must end with it.
fn reports(syntax: &Syntax<'_>, end: usize, first: usize, verb: usize) -> bool {
    let subject = syntax.children(verb).any(|child| syntax.plain(child) == "nsubj" && (first..verb).contains(&child));
    if !subject || !matches!(syntax.xpos[verb], "VBD" | "VBZ" | "VBP") {
        return false;
    }
    let comma = (end.saturating_sub(2)..end).any(|token| syntax.form(token).ends_with(','));
    comma || (verb + 1..(verb + 3).min(syntax.len())).any(|token| ends_sentence(syntax, token))
}

/// The noun phrase between a quotation and its cue, or after the cue: for sentences whose tree went wrong.
fn beside(syntax: &Syntax<'_>, first: usize, verb: usize) -> Option<Source> {
    let is_noun = |token: usize| matches!(syntax.upos[token], "NOUN" | "PROPN" | "PRON") && syntax.quotation[token].is_none();
    let noun = if verb > first {
        (first..verb).find(|&token| is_noun(token))
    } else {
        (verb + 1..(verb + 8).min(syntax.len()))
            .take_while(|&token| {
                syntax.paragraph[token] == syntax.paragraph[verb] && syntax.form(token) != "." && syntax.upos[token] != "ADP"
            })
            .find(|&token| is_noun(token) || is_someone_else(syntax, token))
    }?;
    // The head of the phrase: up the tree as long as that stays between.
    let mut head = noun;
    while let Some(up) = syntax.head[head].filter(|&up| is_noun(up) && up.abs_diff(noun) < 6 && (up > verb) == (noun > verb) && up >= first)
    {
        head = up;
    }
    Some(syntax.phrase(head))
}

/// "…,” wrote another.": a word for one of several that ends its sentence.
fn is_someone_else(syntax: &Syntax<'_>, token: usize) -> bool {
    syntax.upos[token] == "DET" && syntax.quotation[token].is_none() && (token + 1 >= syntax.len() || syntax.is_mark(token + 1))
}

/// A dash and a name after a quotation, on its line or the next, with a title before it: "“There is time.” -Commissioner Ana Reyes".
fn credited(syntax: &Syntax<'_>, end: usize) -> Option<Source> {
    let dash = (end < syntax.len()).then_some(end)?;
    if !matches!(syntax.form(dash), "-" | "--" | "—" | "–" | "―") || syntax.paragraph[dash] - syntax.paragraph[end - 1] > 1 {
        return None;
    }
    let first = dash + 1;
    let paragraph = syntax.paragraph[dash];
    let line =
        (first..syntax.len()).take_while(|&token| syntax.paragraph[token] == paragraph && !ends_sentence(syntax, token)).take(LINE_WORDS);
    let speaks = |name: &&Name| matches!(name.kind, NameKind::Person | NameKind::Organisation);
    let name = line.clone().find_map(|token| syntax.analysis.name_at(token)).filter(speaks)?;
    // Before the name only a title in capitals; after it nothing that tells more.
    let title = (first..name.tokens.start).all(|token| {
        !syntax.is_mark(token)
            && (syntax.form(token).starts_with(char::is_uppercase) || matches!(syntax.lemma[token].as_str(), "of" | "for" | "the" | "and"))
    });
    let verbs = line.clone().any(|token| matches!(syntax.upos[token], "VERB" | "AUX") && !name.tokens.contains(&token));
    (title && !verbs).then(|| Source { head: name.tokens.end - 1, tokens: (first..name.tokens.end).collect() })
}
