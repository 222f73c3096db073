//! A chunk: what stands between two white spaces, as characters with their places. Splitter and tokeniser read chunks.

use super::linear::lower;
use crate::text::Span;

/// What kind of character one is, as far as cutting words cares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Letter,
    Digit,
    Mark,
}

pub(super) fn class(c: char) -> Class {
    match c {
        _ if c.is_ascii_alphabetic() => Class::Letter,
        _ if c.is_ascii_digit() => Class::Digit,
        _ if c.is_ascii() => Class::Mark,
        _ if c.is_alphabetic() || unicode_normalization::char::is_combining_mark(c) => Class::Letter,
        _ if c.is_numeric() => Class::Digit,
        _ => Class::Mark,
    }
}

/// The characters of one chunk, and where each begins.
#[derive(Clone, Debug, Default)]
pub(super) struct Chunk {
    /// Where the chunk lies in the text.
    pub(super) start: usize,
    /// The byte after its last.
    pub(super) end: usize,
    /// Its characters as printed.
    pub(super) chars: Vec<char>,
    /// Its characters in small letters, marks straight.
    pub(super) small: Vec<char>,
    /// First byte of each character in the text.
    pub(super) places: Vec<usize>,
    /// How many marks begin it.
    pub(super) marks_before: usize,
    /// Its shape, told once: a chunk may be a run of a hundred thousand marks, each of them a place to cut.
    pub(super) shape: Vec<char>,
}

impl Chunk {
    /// The chunk of these bytes; the buffers are used again.
    pub(super) fn fill(&mut self, text: &str, span: Span) {
        (self.start, self.end) = (span.start as usize, span.end as usize);
        self.chars.clear();
        self.small.clear();
        self.places.clear();
        for (at, c) in span.of(text).char_indices() {
            self.chars.push(c);
            self.small.push(lower(c));
            self.places.push(self.start + at);
        }
        self.marks_before = self.small.iter().position(|&c| class(c) != Class::Mark).unwrap_or(self.small.len());
        self.shape.clear();
        self.shape.extend(shape_of(&self.chars));
    }

    /// The run of characters of one class that ends before `at` (at most 24 of them).
    pub(super) fn run_before(&self, at: usize) -> &[char] {
        let kind = class(self.chars[at - 1]);
        let start = (at.saturating_sub(24)..at).rev().take_while(|&i| class(self.chars[i]) == kind).last().unwrap_or(at);
        &self.small[start..at]
    }

    /// The run of characters of one class that begins at `at` (at most 24 of them).
    pub(super) fn run_after(&self, at: usize) -> &[char] {
        let kind = class(self.chars[at]);
        let end = (at..self.chars.len().min(at + 24)).take_while(|&i| class(self.chars[i]) == kind).last().map_or(at, |i| i + 1);
        &self.small[at..end]
    }
}

/// The chunks of a stretch of text, as spans: what white space parts, and two sentences that lost the blank between them.
pub(super) fn chunks(text: &str, within: Span) -> impl Iterator<Item = Span> {
    let base = within.start as usize;
    let words = within.of(text);
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = &words[at..];
        let start = at + rest.find(|c: char| !c.is_whitespace())?;
        let end = words[start..].find(char::is_whitespace).map_or(words.len(), |length| start + length);
        let end = glued(&words[start..end]).map_or(end, |length| start + length);
        at = end;
        Some(Span::new(base + start, base + end))
    })
}

/// Letters that stand right before a full stop which ends a sentence without a blank behind it, at the least.
const GLUED: usize = 3;

/// Bytes of a chunk beyond which it is no two words, and is not looked through again behind each cut.
const LONGEST: usize = 200;

/// Words that stand behind a full stop in the name of a site or firm.
const SITES: [&str; 8] = ["Com", "Org", "Net", "Gov", "Edu", "Inc", "Co", "Js"];

/// Where a first sentence ends that the next was glued to when blocks of a page were lost: "the offer.Despite". Nothing else in the chunk is written as
/// addresses are.
fn glued(chunk: &str) -> Option<usize> {
    if chunk.len() > LONGEST {
        return None;
    }
    let mark = chunk.find(['.', '!', '?']).filter(|&mark| mark >= GLUED)?;
    let rest = chunk[mark + 1..].trim_start_matches(['”', '’', '"']);
    let opened = rest.trim_start_matches(['“', '‘']);
    let word = opened.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let small = chunk[..mark].bytes().rev().take(GLUED).all(|byte| byte.is_ascii_lowercase());
    let opens = word.chars().count() > 1 && word.starts_with(char::is_uppercase) && word.chars().skip(1).all(char::is_lowercase);
    let address = chunk.contains(['@', '/', '_', '\\', '=']) || opened[word.len()..].starts_with('.') && opened.len() > word.len() + 1;
    (small && opens && !address && !SITES.contains(&word)).then_some(chunk.len() - rest.len())
}

/// The shape of a character: a letter for a class of letters and digits, a mark for itself.
pub(super) fn shape(c: char) -> char {
    match class(c) {
        Class::Digit => '9',
        Class::Letter if c.is_uppercase() => 'X',
        Class::Letter => 'x',
        Class::Mark => lower(c),
    }
}

/// The shape of a chunk, equal neighbours told once, at most sixteen long.
pub(super) fn shape_of(chars: &[char]) -> impl Iterator<Item = char> {
    let mut last = None;
    chars.iter().map(|&c| shape(c)).filter(move |&s| last.replace(s) != Some(s)).take(16)
}
