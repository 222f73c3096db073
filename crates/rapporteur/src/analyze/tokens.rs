//! Tokens by the conventions of Universal Dependencies: a model decides at each place where a chunk might be cut.
//!
//! A token is a span and nothing is written anew: clitics, hyphens and marks are all still there. A language without a model is cut
//! by its written rules, through the same door.

use super::chunk::{Chunk, Class, chunks, class, shape_of};
use super::linear::{Feature, Linear};
use super::rules::Rules;
use crate::text::Span;

/// Checksum of the feature templates below: raise it whenever one changes.
pub const FEATURES: &str = "tokens-1";

/// Characters beyond which a word before a full stop is no abbreviation.
const LONGEST_ABBREVIATION: usize = 40;

/// Cuts sentences into tokens.
#[derive(Debug)]
pub struct Tokeniser {
    model: Option<Linear>,
}

/// A place where a chunk might be cut, and what is known of it.
#[derive(Debug)]
pub struct Candidate {
    /// The byte before which the cut would be.
    pub at: usize,
    /// What speaks for and against it.
    pub features: Vec<Feature>,
}

impl Tokeniser {
    /// A tokeniser with a model, or with the written rules alone.
    pub fn new(model: Option<Linear>) -> Self {
        Self { model }
    }

    /// The tokens of a sentence, in order, covering all but its white space.
    pub fn tokens(&self, rules: &Rules, text: &str, sentence: Span) -> Vec<Span> {
        let mut tokens = Vec::with_capacity(sentence.len() as usize / 5 + 1);
        let (mut chunk, mut features) = (Chunk::default(), Vec::new());
        for span in chunks(text, sentence) {
            let words = span.of(text).as_bytes();
            let start = tokens.len();
            chunk.fill(text, span);
            let last = span.end == sentence.end;
            let plain = words.iter().all(u8::is_ascii_alphabetic);
            let mut from = span.start as usize;
            if plain {
                for &cut in rules.splits(&chunk.small) {
                    tokens.push(Span::new(from, chunk.places[cut]));
                    from = chunk.places[cut];
                }
            } else {
                for at in 1..chunk.chars.len() {
                    if !possible(rules, &chunk, at) {
                        continue;
                    }
                    let cut = match &self.model {
                        Some(model) => {
                            describe(rules, &chunk, at, last, &mut features);
                            model.score(&features) > 0
                        }
                        None => by_rule(rules, &chunk, at, last),
                    };
                    if cut {
                        tokens.push(Span::new(from, chunk.places[at]));
                        from = chunk.places[at];
                    }
                }
            }
            tokens.push(Span::new(from, span.end as usize));
            debug_assert!(tokens.len() > start, "every chunk has a token");
        }
        tokens
    }

    /// Every place where a model decides, for training it.
    pub fn candidates(rules: &Rules, text: &str, sentence: Span) -> Vec<Candidate> {
        let mut found = Vec::new();
        let mut chunk = Chunk::default();
        for span in chunks(text, sentence) {
            chunk.fill(text, span);
            if span.of(text).bytes().all(|b| b.is_ascii_alphabetic()) {
                continue;
            }
            for at in (1..chunk.chars.len()).filter(|&at| possible(rules, &chunk, at)) {
                let mut features = Vec::new();
                describe(rules, &chunk, at, span.end == sentence.end, &mut features);
                found.push(Candidate { at: chunk.places[at], features });
            }
        }
        found
    }
}

/// May a chunk be cut here at all? Between characters of two classes, between two marks, and before an ending of its own.
fn possible(rules: &Rules, chunk: &Chunk, at: usize) -> bool {
    let (before, after) = (class(chunk.chars[at - 1]), class(chunk.chars[at]));
    if before != after && is_given(rules, chunk, at) {
        return false;
    }
    before != after || before == Class::Mark || ends_here(rules, chunk, at) || splits_here(rules, chunk, at)
}

/// Does a hyphen here join the parts of a given name, "Jae-in"?
fn is_given(rules: &Rules, chunk: &Chunk, at: usize) -> bool {
    let hyphen = |at: usize| chunk.chars.get(at).is_some_and(|c| matches!(c, '-' | '‑'));
    let inside = |middle: &usize| (1..chunk.chars.len() - 1).contains(middle);
    let Some(middle) = [at, at - 1].into_iter().find(|&at| hyphen(at)).filter(inside) else { return false };
    let (left, right) = (chunk.run_before(middle), chunk.run_after(middle + 1));
    let capital = |at: usize| chunk.chars[at].is_uppercase();
    capital(middle - left.len()) && !capital(middle + 1) && rules.joins(left, right)
}

/// Does an ending such as `n't` begin here, with a word before it and no letter after it?
fn ends_here(rules: &Rules, chunk: &Chunk, at: usize) -> bool {
    if chunk.small[at] != 'n' {
        return false;
    }
    let end = (at..chunk.small.len().min(at + 8)).find(|&i| class(chunk.chars[i]) == Class::Mark && chunk.small[i] != '\'');
    let end = end.unwrap_or(chunk.small.len());
    end - at <= 3 && rules.ending(&chunk.small[..end]) == Some(at)
}

/// Is this a place where the letters around it are a word that is several tokens?
fn splits_here(rules: &Rules, chunk: &Chunk, at: usize) -> bool {
    let (before, after) = (chunk.run_before(at), chunk.run_after(at));
    if before.len() + after.len() > 12 || class(chunk.chars[at]) != Class::Letter {
        return false;
    }
    let whole: Vec<char> = [before, after].concat();
    rules.splits(&whole).contains(&before.len())
}

/// The decision of the written rules.
fn by_rule(rules: &Rules, chunk: &Chunk, at: usize, last: bool) -> bool {
    if ends_here(rules, chunk, at) || splits_here(rules, chunk, at) {
        return true;
    }
    let (small, length) = (&chunk.small, chunk.small.len());
    let (before, after) = (small[at - 1], small[at]);
    let word = |c: Option<&char>| c.is_some_and(|&c| class(c) != Class::Mark);
    let inside = word(at.checked_sub(2).and_then(|i| small.get(i))) && word(small.get(at));
    match (class(before), class(after)) {
        // A run of one mark is one token: "...", "--".
        (Class::Mark, Class::Mark) => before != after,
        (_, Class::Mark) => match after {
            '.' if at + 1 == length || class(small[at + 1]) == Class::Mark => {
                let word = &small[chunk.marks_before.min(at)..at];
                let ends = last && at + 1 == length && !rules.ordinals && !word.contains(&'.');
                ends || word.len() > LONGEST_ABBREVIATION || !rules.abbreviates(word)
            }
            '\'' => rules.ending(small).is_some_and(|cut| cut == at) || !word(small.get(at + 1)) && rules.beginning(small).is_none(),
            '-' => rules.hyphens || !word(small.get(at + 1)),
            '.' | ',' | ':' | '_' | '@' => !word(small.get(at + 1)),
            _ => true,
        },
        (Class::Mark, _) => match before {
            '\'' => rules.beginning(small) == Some(at) || at == 1,
            '-' => rules.hyphens || !inside,
            '.' | ',' | ':' | '_' | '@' => !inside,
            _ => true,
        },
        _ => false,
    }
}

/// What speaks for and against a cut before character `at`.
fn describe(rules: &Rules, chunk: &Chunk, at: usize, last: bool, out: &mut Vec<Feature>) {
    const NONE: char = '\u{0}';
    out.clear();
    let (small, length) = (&chunk.small, chunk.small.len());
    let c = |offset: isize| at.checked_add_signed(offset).and_then(|i| small.get(i).copied()).unwrap_or(NONE);
    let s = |offset: isize| match c(offset) {
        NONE => NONE,
        _ => at.checked_add_signed(offset).map_or(NONE, |i| super::chunk::shape(chunk.chars[i])),
    };
    let f = Feature::new;
    let (left, right) = (chunk.run_before(at), chunk.run_after(at));
    let last = u64::from(last);
    let rest = (length - at).min(4) as u64;
    let done = at.min(4) as u64;
    out.push(f(1).with_char(c(-1)).with_char(c(0)));
    out.push(f(2).with_char(c(-2)).with_char(c(-1)).with_char(c(0)));
    out.push(f(3).with_char(c(-1)).with_char(c(0)).with_char(c(1)));
    out.push(f(4).with_char(c(-2)).with_char(c(-1)).with_char(c(0)).with_char(c(1)));
    out.push(f(5).with_char(s(-3)).with_char(s(-2)).with_char(s(-1)).with_char(s(0)).with_char(s(1)).with_char(s(2)));
    out.push(f(6).with_folded(left).with_char(c(0)));
    out.push(f(7).with_char(c(-1)).with_folded(right));
    out.push(f(8).with_folded(left).with_folded(right));
    out.push(chunk.shape.iter().fold(f(9), |feature, &c| feature.with_char(c)).with(done).with(rest));
    out.push(shape_of(&chunk.chars[at.saturating_sub(16)..at]).fold(f(10), Feature::with_char).with_char(s(0)));
    out.push(shape_of(&chunk.chars[at..length.min(at + 16)]).fold(f(11), Feature::with_char).with_char(s(-1)));
    if length <= 24 {
        out.push(f(12).with_folded(small).with(at as u64));
    }
    out.push(f(13).with_char(s(-1)).with_char(s(0)).with(done).with(rest).with(last));
    let rule = u64::from(by_rule(rules, chunk, at, last == 1));
    out.push(f(14).with(rule));
    out.push(f(15).with(rule).with_char(c(-1)).with_char(c(0)).with(last));
    out.push(f(16).with_folded(&small[at.saturating_sub(6)..at]).with(rest).with(last));
    out.push(f(17).with_folded(&small[at..length.min(at + 6)]).with(rule));
    // Addresses: is there a mark of one in the chunk?
    let address =
        small.iter().take(64).any(|&c| c == '@') || small.starts_with(&['h', 't', 't', 'p']) || small.starts_with(&['w', 'w', 'w']);
    out.push(f(18).with(u64::from(address)).with_char(c(-1)).with_char(c(0)));
    out.push(f(19).with(u64::from(address)).with(rule).with(rest));
}
