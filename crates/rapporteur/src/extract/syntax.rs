//! An analysis made ready for questions about its trees: children, lemmas, stretches, what stands in quotation marks.

use crate::analyze::Analysis;
use crate::text::{Quotation, Span, quoted};
use std::borrow::Cow;

/// Tokens from its head at which a phrase or clause ends at the latest.
const FAR: usize = 400;

/// How far up a relative pronoun's clause is sought.
const CLAUSES: usize = 5;

/// The trees of one analysis, tokens counted over it.
pub(super) struct Syntax<'a> {
    pub(super) analysis: &'a Analysis<'a>,
    pub(super) text: &'a str,
    pub(super) quotations: Vec<Quotation>,
    pub(super) lemma: Vec<String>,
    low: Vec<Cow<'a, str>>,
    pub(super) upos: Vec<&'a str>,
    pub(super) xpos: Vec<&'a str>,
    pub(super) relation: Vec<&'a str>,
    pub(super) head: Vec<Option<usize>>,
    /// The quotation that a token stands in, marks included.
    pub(super) quotation: Vec<Option<usize>>,
    pub(super) sentence: Vec<usize>,
    pub(super) paragraph: Vec<usize>,
    children: Vec<u32>,
    offsets: Vec<u32>,
}

/// A token, what it is to hang from, and by which relation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Move {
    pub(super) token: usize,
    pub(super) head: usize,
    pub(super) relation: &'static str,
}

impl<'a> Syntax<'a> {
    pub(super) fn of(analysis: &'a Analysis<'a>) -> Self {
        let (tokens, text) = (&analysis.tokens, analysis.text());
        let upos: Vec<&str> = tokens.iter().map(|token| analysis.upos(token)).collect();
        let low: Vec<Cow<'a, str>> = tokens.iter().map(|token| lowered(analysis.form(token))).collect();
        let lemma = tokens
            .iter()
            .zip(&upos)
            .zip(&low)
            .map(|((token, &upos), low)| match upos {
                "VERB" | "NOUN" | "AUX" => analysis.lemma(token),
                _ => low.clone().into_owned(),
            })
            .collect();
        let head: Vec<Option<usize>> = tokens.iter().map(|token| token.head.map(|head| head as usize)).collect();
        let (children, offsets) = hanging(&head);
        let quotations = quoted(text, &analysis.paragraphs);
        let mut at = 0;
        let quotation = tokens
            .iter()
            .map(|token| {
                while quotations.get(at).is_some_and(|quotation| quotation.outer.end <= token.span.start) {
                    at += 1;
                }
                quotations.get(at).is_some_and(|quotation| quotation.outer.start <= token.span.start).then_some(at)
            })
            .collect();
        let mut sentence = vec![0; tokens.len()];
        for (number, found) in analysis.sentences.iter().enumerate() {
            sentence[found.tokens.clone()].fill(number);
        }
        let mut at = 0;
        let paragraph = tokens
            .iter()
            .map(|token| {
                while analysis.paragraphs.get(at).is_some_and(|paragraph| paragraph.end <= token.span.start) {
                    at += 1;
                }
                at
            })
            .collect();
        Self {
            analysis,
            text,
            quotations,
            lemma,
            low,
            xpos: tokens.iter().map(|token| analysis.xpos(token)).collect(),
            relation: tokens.iter().map(|token| analysis.relation(token)).collect(),
            upos,
            head,
            quotation,
            sentence,
            paragraph,
            children,
            offsets,
        }
    }

    /// Hangs tokens elsewhere in their sentences; a move that would close a ring is left out.
    pub(super) fn rehang(&mut self, moves: &[Move]) {
        let mut changed = false;
        for &Move { token, head, relation } in moves {
            if self.sentence[token] == self.sentence[head] && !self.is_below(head, token) {
                (self.head[token], self.relation[token]) = (Some(head), relation);
                changed = true;
            }
        }
        if changed {
            (self.children, self.offsets) = hanging(&self.head);
        }
    }

    /// Puts a token in the place of one above it, which hangs from it then as its subject: "No pump, she added, had arrived".
    pub(super) fn raise(&mut self, token: usize, above: usize) {
        if self.sentence[token] == self.sentence[above] && token != above && self.is_below(token, above) {
            (self.head[token], self.relation[token]) = (self.head[above], self.relation[above]);
            (self.head[above], self.relation[above]) = (Some(token), "nsubj");
            (self.children, self.offsets) = hanging(&self.head);
        }
    }

    pub(super) fn len(&self) -> usize {
        self.head.len()
    }

    pub(super) fn form(&self, token: usize) -> &'a str {
        self.analysis.form(&self.analysis.tokens[token])
    }

    /// The form in small letters.
    pub(super) fn low(&self, token: usize) -> &str {
        &self.low[token]
    }

    pub(super) fn span(&self, token: usize) -> Span {
        self.analysis.tokens[token].span
    }

    /// The first root of the sentence that a token stands in.
    pub(super) fn root(&self, token: usize) -> Option<usize> {
        self.analysis.sentences[self.sentence[token]].tokens.clone().find(|&token| self.head[token].is_none())
    }

    /// What hangs from a token, in the order of the text.
    pub(super) fn children(&self, token: usize) -> impl Iterator<Item = usize> {
        self.children[self.offsets[token] as usize..self.offsets[token + 1] as usize].iter().map(|&child| child as usize)
    }

    /// The relation without its subtype.
    pub(super) fn plain(&self, token: usize) -> &'a str {
        self.relation[token].split(':').next().unwrap_or_default()
    }

    /// The first child with one of these relations, subtypes included.
    pub(super) fn child(&self, token: usize, relations: &[&str]) -> Option<usize> {
        self.children(token).find(|&child| relations.contains(&self.plain(child)))
    }

    /// Every token below and with this one, but for what hangs from the tokens of `without`; in order, and none farther away than any
    /// sentence of people reaches, so that text without sentences costs no more than its length.
    pub(super) fn below(&self, top: usize, without: &[usize]) -> Vec<usize> {
        let (mut found, mut open) = (Vec::new(), vec![top]);
        while let Some(token) = open.pop() {
            if !without.contains(&token) {
                found.push(token);
                open.extend(self.children(token).skip_while(|child| child + FAR < top).take_while(|&child| child <= top + FAR));
            }
        }
        found.sort_unstable();
        found
    }

    /// Is a token below another, or it?
    pub(super) fn is_below(&self, mut token: usize, above: usize) -> bool {
        loop {
            if token == above {
                return true;
            }
            match self.head[token] {
                Some(head) => token = head,
                None => return false,
            }
        }
    }

    /// The relative clause that a relative pronoun belongs to, and the noun that it describes: "a draft *that* called for a truce".
    pub(super) fn described(&self, pronoun: usize) -> Option<(usize, usize)> {
        let relative = matches!(self.xpos[pronoun], "WP" | "WDT") || self.lemma[pronoun] == "that" && self.upos[pronoun] == "PRON";
        let verb = self.head[pronoun].filter(|_| relative)?;
        let clause = std::iter::successors(Some(verb), |&at| self.head[at]).take(CLAUSES).find(|&at| self.relation[at] == "acl:relcl")?;
        Some((clause, self.head[clause]?))
    }

    /// Does a noun stand for one that is known: with "the", "this", "that", or an owner?
    pub(super) fn is_definite(&self, noun: usize) -> bool {
        self.children(noun)
            .any(|child| matches!(self.lemma[child].as_str(), "the" | "this" | "that") || self.relation[child] == "nmod:poss")
    }

    /// Is a noun said to be none: "no apology"?
    pub(super) fn is_none(&self, noun: usize) -> bool {
        self.children(noun).any(|child| self.plain(child) == "det" && self.lemma[child] == "no")
    }

    /// "D-Ohio", "R-Va.": a party by its letter, and where one of it is elected.
    pub(super) fn is_affiliation(&self, token: usize) -> bool {
        let letter = |at: usize| matches!(self.form(at), "D" | "R" | "I");
        let dash = |at: usize| at < self.len() && matches!(self.form(at), "-" | "–");
        let mut whole = self.form(token).chars();
        let in_one =
            matches!((whole.next(), whole.next(), whole.next()), (Some('D' | 'R' | 'I'), Some('-'), Some(third)) if third.is_uppercase());
        in_one || letter(token) && dash(token + 1) || token > 1 && dash(token - 1) && letter(token - 2)
    }

    /// Is this a word that is written with a capital though it does not begin a sentence, or a proper noun? A plural that begins one is
    /// most likely a common noun, whatever the tagger says.
    pub(super) fn is_capital(&self, token: usize) -> bool {
        let first = self.analysis.sentences[self.sentence[token]].tokens.start == token;
        let opens = first || self.is_mark(token.saturating_sub(1)) && self.upos[token] != "NOUN";
        let common = first && self.xpos[token] == "NNPS" && self.analysis.name_at(token).is_none();
        (self.xpos[token].starts_with("NNP") && !common)
            || (!opens && self.analysis.capital_is_name() && self.upos[token] == "NOUN" && self.form(token).starts_with(char::is_uppercase))
    }

    /// Does this token hold only punctuation?
    pub(super) fn is_mark(&self, token: usize) -> bool {
        let is_word = |c: char| c.is_alphanumeric() || matches!(c, '%' | '‰' | '°' | '€' | '£' | '$');
        self.upos[token] == "PUNCT" || !self.form(token).chars().any(is_word)
    }

    /// Tokens as spans of the text: runs that only punctuation parts are one, and their edges are words.
    pub(super) fn spans(&self, tokens: &[usize]) -> Vec<Span> {
        let words: Vec<usize> = tokens.iter().copied().filter(|&token| !self.is_mark(token)).collect();
        let mut found: Vec<(usize, usize)> = Vec::new();
        for token in words {
            match found.last_mut() {
                Some((_, last))
                    if (*last + 1..token).all(|between| self.is_mark(between)) && self.paragraph[*last] == self.paragraph[token] =>
                {
                    *last = token
                }
                _ => found.push((token, token)),
            }
        }
        found.into_iter().map(|(first, last)| self.closed(first, last)).collect()
    }

    /// The span of two tokens and what stands between, with the bracket or mark that closes or opens what is within it: "the Security Council
    /// (UNSC)", "\[They\] wait", "it was ‘a start’".
    fn closed(&self, first: usize, last: usize) -> Span {
        let mut span = Span { start: self.span(first).start, end: self.span(last).end };
        let words = span.of(self.text);
        let more = |one: char, other: char| words.matches(one).count() > words.matches(other).count();
        let (before, after) = (&self.text[..span.start as usize], &self.text[span.end as usize..]);
        for (open, close) in [('(', ')'), ('[', ']'), ('“', '”'), ('«', '»')] {
            if more(open, close) && after.starts_with(close) {
                span.end += close.len_utf8() as u32;
            }
            if more(close, open) && before.ends_with(open) {
                span.start -= open.len_utf8() as u32;
            }
        }
        // Straight marks look alike: one that has no fellow is open where a space stands before it, and closed where one stands behind it.
        if words.matches('"').count() % 2 == 1 {
            let opens = words.contains(" \"") || words.starts_with('"');
            match opens {
                true => span.end += u32::from(after.starts_with('"')),
                false => span.start -= u32::from(before.ends_with('"')),
            }
        }
        span
    }

    /// The tokens that stand within a span of the text.
    pub(super) fn within(&self, span: Span) -> std::ops::Range<usize> {
        let tokens = &self.analysis.tokens;
        let start = tokens.partition_point(|token| token.span.start < span.start);
        let end = tokens.partition_point(|token| token.span.end <= span.end);
        start..end.max(start)
    }
}

/// A word in small letters; most are so already, and are not copied.
fn lowered(form: &str) -> Cow<'_, str> {
    let small = form.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if small { Cow::Borrowed(form) } else { Cow::Owned(form.to_lowercase()) }
}

/// What hangs from each token: all tokens that have a head, by head, and where those of each head begin.
fn hanging(head: &[Option<usize>]) -> (Vec<u32>, Vec<u32>) {
    let mut offsets = vec![0u32; head.len() + 1];
    for &head in head.iter().flatten() {
        offsets[head + 1] += 1;
    }
    for at in 0..head.len() {
        offsets[at + 1] += offsets[at];
    }
    let mut next = offsets.clone();
    let mut children = vec![0u32; *offsets.last().unwrap_or(&0) as usize];
    for (token, head) in head.iter().enumerate() {
        if let Some(head) = *head {
            children[next[head] as usize] = token as u32;
            next[head] += 1;
        }
    }
    (children, offsets)
}
