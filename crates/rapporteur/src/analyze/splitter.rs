//! Sentences: at each white space of a paragraph a model decides whether one ends there.
//!
//! A sentence never crosses a line end. A language without a model is split by its written rules, through the same door.

use super::chunk::{Chunk, Class, chunks, class, shape_of};
use super::linear::{Feature, Linear};
use super::rules::Rules;
use crate::text::Span;

/// Checksum of the feature templates below: raise it whenever one changes.
pub const FEATURES: &str = "sentences-2";

/// Splits texts into sentences.
#[derive(Debug)]
pub struct Splitter {
    model: Option<Linear>,
}

/// The chunks around one white space, and what was open when it was reached.
struct Window {
    /// Two chunks before and two after; empty where the paragraph has none.
    around: [Chunk; 4],
    /// Chunks since the sentence began.
    length: u64,
    /// Double quotation marks and brackets that are open.
    quote: bool,
    bracket: bool,
    /// `length` when the last bracket was opened.
    bracket_at: u64,
    /// First chunk of the sentence so far.
    bullet: bool,
}

impl Splitter {
    /// A splitter with a model, or with the written rules alone.
    pub fn new(model: Option<Linear>) -> Self {
        Self { model }
    }

    /// The sentences of these paragraphs of a text, in order, without the white space between them.
    pub fn sentences(&self, rules: &Rules, text: &str, paragraphs: &[Span]) -> Vec<Span> {
        let mut found = Vec::new();
        let mut features = Vec::new();
        for &paragraph in paragraphs {
            let mut start = paragraph.start;
            let decide = |window: &Window| match &self.model {
                Some(model) => {
                    describe(rules, window, &mut features);
                    model.score(&features) > 0
                }
                None => by_rule(rules, window),
            };
            walk(rules, text, paragraph, decide, |window| {
                found.push(Span { start, end: u32::try_from(window.around[1].end).expect("texts are shorter than 4 GiB") });
                start = u32::try_from(window.around[2].start).expect("texts are shorter than 4 GiB");
            });
            found.push(Span { start, end: paragraph.end });
        }
        found
    }

    /// Every white space of a paragraph that the rules leave open, with its features, for training: `ends` says which byte ends a sentence.
    pub fn candidates(rules: &Rules, text: &str, paragraph: Span, ends: impl Fn(usize) -> bool) -> Vec<(bool, Vec<Feature>)> {
        let mut found = Vec::new();
        walk(
            rules,
            text,
            paragraph,
            |window| {
                let mut features = Vec::new();
                describe(rules, window, &mut features);
                let ends = ends(window.around[1].end);
                found.push((ends, features));
                ends
            },
            |_| {},
        );
        found
    }
}

/// Goes over the white spaces of a paragraph: `decide` says where the rules leave it open whether a sentence ends, `end` hears of each end.
fn walk(rules: &Rules, text: &str, paragraph: Span, mut decide: impl FnMut(&Window) -> bool, mut end: impl FnMut(&Window)) {
    let mut spans = chunks(text, paragraph);
    let mut window = Window { around: Default::default(), length: 1, quote: false, bracket: false, bracket_at: 0, bullet: false };
    for slot in [1, 2, 3] {
        if let Some(span) = spans.next() {
            window.around[slot].fill(text, span);
        }
    }
    window.bullet = bullet(&window.around[1]);
    while !window.around[2].chars.is_empty() {
        open_marks(&mut window);
        if settled(rules, &window).unwrap_or_else(|| decide(&window)) {
            end(&window);
            window.length = 1;
            window.bullet = bullet(&window.around[2]);
        } else {
            window.length += 1;
        }
        window.around.rotate_left(1);
        match spans.next() {
            Some(span) => window.around[3].fill(text, span),
            None => window.around[3] = Chunk::default(),
        }
    }
}

/// What the written rules settle without the model.
fn settled(rules: &Rules, window: &Window) -> Option<bool> {
    let [_, before, after, _] = &window.around;
    // No blank stands between: it is the end of a sentence that parts them.
    if before.end == after.start {
        return Some(true);
    }
    let (word, marks) = core(before);
    // "BREAKING: the premier has resigned"
    if window.length == 1 && marks == [':'] && before.chars.first().is_some_and(|c| c.is_uppercase()) && rules.signals(word) {
        return Some(true);
    }
    match (marks, word) {
        // "[George H. W.] Bush", "[Phil] Gramm": a name completed in brackets.
        (['.', ']'], [_]) => return Some(false),
        ([']'], [.., last]) if class(*last) == Class::Letter && window.bracket_at > 1 => return Some(false),
        _ => {}
    }
    if marks != ['.'] || after.chars.first().is_none_or(|c| !c.is_uppercase() && !c.is_ascii_digit()) {
        return None;
    }
    rules.settled(word, core(after).0)
}

fn open_marks(window: &mut Window) {
    for (at, &c) in window.around[1].chars.iter().enumerate() {
        match c {
            '“' => window.quote = true,
            '”' => window.quote = false,
            '"' => window.quote = if at == 0 { true } else { !window.quote },
            '(' | '[' => (window.bracket, window.bracket_at) = (true, window.length),
            ')' | ']' => window.bracket = false,
            _ => {}
        }
    }
}

fn bullet(chunk: &Chunk) -> bool {
    match chunk.chars[..] {
        ['-' | '*' | '•' | '–' | '—' | '>'] => true,
        [.., '.' | ')'] => chunk.chars.len() <= 3 && class(chunk.chars[0]) == Class::Digit,
        _ => false,
    }
}

/// The word of a chunk without the marks around it, and how many marks follow it.
fn core(chunk: &Chunk) -> (&[char], &[char]) {
    let small = &chunk.small;
    let start = small.iter().position(|&c| class(c) != Class::Mark).unwrap_or(0);
    let end = small.iter().rposition(|&c| class(c) != Class::Mark).map_or(0, |at| at + 1);
    if start < end { (&small[start..end.min(start + 24)], &small[end..]) } else { (&[], small) }
}

/// What the marks after a word say: does it end like a sentence, and is it closed by quotation marks or brackets?
fn ending(marks: &[char]) -> (Option<char>, bool) {
    let stop = marks.iter().rev().find(|c| matches!(c, '.' | '!' | '?' | '…' | ':' | ';' | ',' | '。' | '！' | '？')).copied();
    (stop, marks.last().is_some_and(|c| matches!(c, '"' | '\'' | '»' | ')' | ']')))
}

fn first_letter(chunk: &Chunk) -> Option<char> {
    chunk.chars.iter().copied().find(|&c| class(c) != Class::Mark)
}

/// The decision of the written rules.
fn by_rule(rules: &Rules, window: &Window) -> bool {
    let (word, marks) = core(&window.around[1]);
    let stop = match ending(marks).0 {
        Some(stop @ ('.' | '!' | '?' | '…' | '。' | '！' | '？')) => stop,
        _ => return false,
    };
    let dotted = stop == '.' && marks.len() == 1 && rules.abbreviates(word);
    !dotted && first_letter(&window.around[2]).is_none_or(|c| !c.is_lowercase())
}

/// What speaks for and against a sentence ending here.
fn describe(rules: &Rules, window: &Window, out: &mut Vec<Feature>) {
    out.clear();
    let [earlier, before, after, later] = &window.around;
    let f = Feature::new;
    let (word, marks) = core(before);
    let (next, next_marks) = core(after);
    let (stop, closed) = ending(marks);
    let stop = stop.unwrap_or('\u{0}');
    let first = first_letter(after).map_or('\u{0}', super::chunk::shape);
    let opener = after.small.first().copied().filter(|&c| class(c) == Class::Mark).unwrap_or('\u{0}');
    let shape = |template, chunk: &Chunk| shape_of(&chunk.chars).fold(f(template), Feature::with_char);
    let tail = u64::from(closed) << 1 | u64::from(marks.len() > 1);
    let state = u64::from(window.quote) << 1 | u64::from(window.bracket);
    let length = u64::from(window.length.min(64).ilog2());
    let abbreviation = u64::from(marks.first() == Some(&'.') && rules.abbreviates(word));
    let basic = |template| f(template).with_char(stop).with(tail).with_char(first);
    out.push(basic(1));
    out.push(basic(2).with(abbreviation).with_char(opener));
    out.push(basic(3).with(state));
    out.push(basic(4).with(length));
    out.push(f(5).with_folded(word).with_char(stop).with(tail));
    out.push(f(6).with_folded(word).with_char(stop).with_char(first));
    out.push(basic(7).with_folded(next));
    out.push(f(8).with_folded(word).with_folded(next).with_char(stop));
    out.push(shape(9, before).with_char(first));
    out.push(shape(10, after).with_char(stop).with(tail));
    out.push(shape(11, before).with_folded(next));
    let both = shape_of(&before.chars).fold(f(12), Feature::with_char).with(1);
    out.push(shape_of(&after.chars).fold(both, Feature::with_char));
    out.push(shape(13, later).with_char(stop).with_char(first));
    out.push(shape(14, earlier).with_char(stop).with_char(first).with(abbreviation));
    out.push(f(15).with_folded(core(earlier).0).with_folded(word).with_char(first));
    out.push(basic(16).with_folded(&marks[..marks.len().min(4)]));
    out.push(f(17).with_char(stop).with_folded(next).with_char(next_marks.first().copied().unwrap_or('\u{0}')).with(state));
    out.push(f(18).with_char(stop).with(u64::from(window.bullet)).with(window.length.min(4)).with_char(first));
    let capitals = |chunk: &Chunk| {
        u64::from(chunk.chars.len() > 1 && chunk.chars.iter().all(|c| !c.is_lowercase()) && chunk.chars.iter().any(|c| c.is_uppercase()))
    };
    out.push(basic(19).with(capitals(before) << 1 | capitals(after)));
    out.push(f(20).with_folded(next).with_folded(core(later).0).with_char(stop).with_char(first));
    out.push(f(21).with(u64::from(by_rule(rules, window))).with(state).with(length));
    out.push(f(22).with_char(stop).with_char(first).with(word.len().min(6) as u64).with(abbreviation));
    out.push(f(23).with_char(first).with_folded(&word[word.len().saturating_sub(3)..]).with_char(stop));
    out.push(shape(24, before).with_folded(core(earlier).0).with_char(first));
}
