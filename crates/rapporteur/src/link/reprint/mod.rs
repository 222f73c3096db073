//! Reprints: which reports carry whose copy, passage by passage.
//!
//! Shared words outside quotation marks are copy; shared words inside them are two reports quoting one statement, unless
//! the frame around the quotation is shared too or a text is quotation from end to end. Nobody is called a plagiarist:
//! the result says that words are shared, which words, and which text is the likelier origin.

mod decide;
mod embedded;
mod group;
mod passages;

pub use decide::{Decision, Verdict, decide};
pub use group::{Carrier, Imprint, Likely, group};
pub use passages::{Passage, passages};

use crate::text::{Span, Word, WordKind, paragraphs, quotations, sentences, words};

/// A report as this pass sees it: the words of its reading text, each quoted or not.
#[derive(Clone, Debug, Default)]
pub struct Copytext {
    /// Words outside removed spans, in order.
    pub words: Vec<Word>,
    /// For each word: does it stand in quotation marks, or in a post of somebody that the report shows?
    pub quoted: Vec<bool>,
    /// For each word: does it begin a sentence?
    pub opens: Vec<bool>,
    /// For each word its paragraph, counted from the first.
    pub paragraph: Vec<u32>,
    /// Is the text quotation from end to end, so that what it shares in quotation marks may be its copy?
    pub all_quotation: bool,
    /// How many long stretches stand in quotation marks.
    pub stretches: usize,
    /// Words of running prose: neither names nor numbers. A list of who attended is shared fact, not shared copy.
    pub prose: usize,
}

/// A text of which this share or more (in percent) stands in quotation marks is quotation from end to end. Chosen on the
/// reprint set among 70, 75, 80, 85, 90 (2026-11).
const ALL_QUOTATION: usize = 75;

/// A quotation of this many bytes is speech, not a title or a word held at arm's length. A guess.
const LONG_STRETCH: u32 = 100;

/// Reads a text for this pass. `removed` are spans that are not part of the article.
pub fn copytext(text: &str, removed: &[Span]) -> Copytext {
    let mut all = words(text);
    if !removed.is_empty() {
        let mut gone = removed.to_vec();
        gone.sort_unstable();
        let mut apart = crate::text::apart(&gone);
        all.retain(|word| apart(word.span));
    }
    let mut marks = quotations(text);
    marks.extend(embedded::posts(text));
    marks.sort_unstable();
    let (starts, lines) = (sentences(text), paragraphs(text));
    let place = |spans: &[Span], word: &Word| spans.partition_point(|span| span.start <= word.span.start);
    let paragraph: Vec<u32> = all.iter().map(|word| place(&lines, word).saturating_sub(1) as u32).collect();
    let places: Vec<usize> = all.iter().map(|word| place(&starts, word)).collect();
    let opens = (0..all.len()).map(|at| at == 0 || places[at] != places[at - 1]).collect();
    let mut mark = 0;
    let quoted: Vec<bool> = all
        .iter()
        .map(|word| {
            while marks.get(mark).is_some_and(|span| span.end <= word.span.start) {
                mark += 1;
            }
            marks.get(mark).is_some_and(|span| span.overlaps(word.span))
        })
        .collect();
    let inside = quoted.iter().filter(|&&quoted| quoted).count();
    let prose = all.iter().filter(|word| word.kind == WordKind::Plain).count();
    let stretches = marks.iter().filter(|span| span.len() >= LONG_STRETCH).count();
    Copytext { stretches, all_quotation: inside * 100 >= all.len() * ALL_QUOTATION, words: all, quoted, opens, paragraph, prose }
}

/// Words in one shingle.
const SHINGLE: usize = 5;

/// A window of this many shingles gives one key, so that any run of `WINDOW + SHINGLE - 1` shared words is found
/// (winnowing: Schleimer, Wilkerson and Aiken, 2003). 4 to 12 tried; 6 keeps every link of the reprint set (2026-11).
const WINDOW: usize = 6;

/// Two reports are worth deciding on from this many shared keys.
pub const SHARED_KEYS: usize = 2;

/// A key pairs a report with this many holders before it. On the reprint set 8 and 32 give the same groups (2026-11).
pub const NEAR: usize = 8;

/// The keys of one report, sorted, each once.
pub fn keys(copytext: &Copytext) -> Vec<u64> {
    let shingles: Vec<u64> = copytext.words.windows(SHINGLE).map(|run| run.iter().fold(0, |sum, word| mix(sum, word.hash))).collect();
    let mut keys: Vec<u64> = if shingles.len() <= WINDOW {
        shingles
    } else {
        shingles.windows(WINDOW).map(|window| window.iter().copied().min().unwrap_or_default()).collect()
    };
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Joins a word's hash to the hash of the words before it.
fn mix(before: u64, word: u64) -> u64 {
    (before.rotate_left(5) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}
