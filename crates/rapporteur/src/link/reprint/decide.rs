//! Does one of two reports carry the other's copy, or do they only quote the same words?

use super::{Copytext, Passage, passages};
use crate::text::{Span, WordKind};
use std::collections::BTreeSet;

/// What two reports that share words are to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// One carries the other's copy, or both carry a third's.
    Copy,
    /// They share a quotation and tell it in their own words.
    Quotation,
    /// What they share is too little to say more.
    Slight,
}

impl Verdict {
    /// The stable code that is stored and printed.
    pub fn code(self) -> &'static str {
        match self {
            Verdict::Copy => "copy",
            Verdict::Quotation => "quotation",
            Verdict::Slight => "slight",
        }
    }

    /// The verdict of a stored code.
    pub fn from_code(code: &str) -> Option<Self> {
        [Verdict::Copy, Verdict::Quotation, Verdict::Slight].into_iter().find(|verdict| verdict.code() == code)
    }
}

/// The decision on two reports. Shares are in thousandths of the words of each report's reading text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// What they are to each other.
    pub verdict: Verdict,
    /// Words that count as copy.
    pub copied: u32,
    /// Words shared inside quotation marks alone.
    pub quoted: u32,
    /// Copied words as a share of the first report.
    pub share_of_first: u16,
    /// Copied words as a share of the second report.
    pub share_of_second: u16,
    /// The passages that count for the verdict: spans of the first and of the second text.
    pub passages: Vec<(Span, Span)>,
    /// Do the two begin with different things? Then what one outlet prints in both is its form or its stock: a statement on each attack, the
    /// lines about the company.
    pub apart: bool,
}

impl Decision {
    /// The same decision with the sides exchanged.
    pub fn exchanged(&self) -> Self {
        Self {
            share_of_first: self.share_of_second,
            share_of_second: self.share_of_first,
            passages: self.passages.iter().map(|&(first, second)| (second, first)).collect(),
            ..self.clone()
        }
    }
}

/// Words outside quotation marks that carry a quotation along: with this many in one passage its quoted words are copy
/// too. 3 to 8 tried on the reprint set (2026-11).
const FRAME: usize = 5;

/// Copied words of prose below which nothing is called a copy.
const LEAST_COPIED: usize = 16;

/// Share of the smaller report's prose, in thousandths, from which shared words are a copy. 100 to 300 tried (2026-11).
const LEAST_SHARE: usize = 250;

/// Copied words of prose from which a share does not matter: paragraphs taken into a longer text.
const AMPLE: usize = 70;

/// An end-to-end quotation of which this share (thousandths) is shared is a copy of the other; below it, a text that
/// only quotes the other.
const MOSTLY: usize = 600;

/// Words that two texts share in the middle of their sentences alone, none of them begun alike, are words of a third that both report: a resolution,
/// a release. From this share (thousandths) of either's words they are copy all the same, since heavy editing begins sentences anew. Of 720
/// linked pairs of the reprint set none lies below (2026-11).
const REPORTED: usize = 500;

/// Share of either's prose, in thousandths, below which shared paragraphs that stand under both leads are background that is printed again and again.
/// A guess: no text of the reprint set has paragraphs.
const STOCK: usize = 400;

/// Paragraphs that such background has at most, and paragraphs that are a text's lead.
const STOCK_PARAGRAPHS: usize = 2;
const LEAD_PARAGRAPHS: u32 = 2;

/// Decides on two reports. Passages are sought from the second text in the first: callers put the lesser key first, so
/// that one pair has one decision.
pub fn decide(first: &Copytext, second: &Copytext) -> Decision {
    let found = passages(first, second);
    let all: usize = found.iter().map(|passage| passage.equal.len()).sum();
    let shares = (share(all, first.words.len()), share(all, second.words.len()));
    let marks_first = marks_count(first, second, shares, &found, |(a, b)| (a, b));
    let marks_second = marks_count(second, first, (shares.1, shares.0), &found, |(a, b)| (b, a));
    let (mut copied, mut quoted) = (Vec::new(), Vec::new());
    let (mut copied_words, mut quoted_words, mut prose) = (0, 0, 0);
    let mut told: Vec<&Passage> = Vec::new();
    for passage in &found {
        let free = |&&(a, b): &&(u32, u32)| !(marks_first && first.quoted[a as usize] || marks_second && second.quoted[b as usize]);
        if passage.equal.iter().filter(free).count() >= FRAME {
            copied_words += passage.equal.len();
            prose += passage.equal.iter().filter(|&&(a, _)| first.words[a as usize].kind == WordKind::Plain).count();
            copied.push(spans(first, second, passage));
            told.push(passage);
        } else {
            quoted_words += passage.equal.len();
            quoted.push(spans(first, second, passage));
        }
    }
    let larger = share(prose, first.prose).max(share(prose, second.prose));
    let opens = told.iter().flat_map(|passage| &passage.equal).any(|&(a, b)| first.opens[a as usize] && second.opens[b as usize]);
    let copied_share = share(copied_words, first.words.len()).max(share(copied_words, second.words.len()));
    let third = (!opens && copied_share < REPORTED) || (larger < STOCK && is_stock(first, second, &told));
    let verdict = match () {
        () if third => {
            if quoted_words > 0 {
                Verdict::Quotation
            } else {
                Verdict::Slight
            }
        }
        () if prose >= LEAST_COPIED && (larger >= LEAST_SHARE || prose >= AMPLE) => Verdict::Copy,
        () if quoted_words > 0 => Verdict::Quotation,
        () => Verdict::Slight,
    };
    let passages = match verdict {
        Verdict::Copy => copied,
        Verdict::Quotation => quoted,
        Verdict::Slight => copied.into_iter().chain(quoted).collect(),
    };
    let of = |text: &Copytext| u16::try_from(share(copied_words, text.words.len())).expect("at most 1000");
    Decision {
        verdict,
        copied: copied_words as u32,
        quoted: quoted_words as u32,
        share_of_first: of(first),
        share_of_second: of(second),
        passages,
        apart: verdict == Verdict::Copy && begin_apart(first, second, &found),
    }
}

/// Words with which a text begins, at most, in its first paragraph.
const BEGINNING: usize = 40;

/// Share of a beginning, in tenths, from which on it is the text's own.
const OWN: usize = 8;

/// Do two texts begin with different things: hardly a word of either beginning is shared, or each names there what the other names nowhere?
fn begin_apart(first: &Copytext, second: &Copytext, found: &[Passage]) -> bool {
    let own = |text: &Copytext, other: &Copytext, shared: BTreeSet<u32>| {
        let beginning = text.paragraph.iter().take(BEGINNING).take_while(|&&paragraph| paragraph == text.paragraph[0]).count();
        let own: Vec<usize> = (0..beginning).filter(|&at| !shared.contains(&(at as u32))).collect();
        let known: BTreeSet<u64> = other.words.iter().map(|word| word.hash).collect();
        let names = own.iter().any(|&at| {
            let word = &text.words[at];
            word.kind == WordKind::Capital && !text.opens[at] && !known.contains(&word.hash)
        });
        (own.len() * 10 >= beginning * OWN && beginning > 0, names)
    };
    let pairs = || found.iter().flat_map(|passage| &passage.equal);
    let (first_own, first_names) = own(first, second, pairs().map(|&(a, _)| a).collect());
    let (second_own, second_names) = own(second, first, pairs().map(|&(_, b)| b).collect());
    first_own && second_own || first_names && second_names
}

/// Do all passages stand under the leads of both texts, in one or two paragraphs of each?
fn is_stock(first: &Copytext, second: &Copytext, told: &[&Passage]) -> bool {
    let under = |text: &Copytext, ranges: Vec<(usize, usize)>| {
        let within: BTreeSet<u32> = ranges.into_iter().flat_map(|(start, end)| &text.paragraph[start..end]).copied().collect();
        within.len() <= STOCK_PARAGRAPHS && within.first().is_some_and(|&paragraph| paragraph >= LEAD_PARAGRAPHS)
    };
    under(first, told.iter().map(|passage| passage.in_first()).collect())
        && under(second, told.iter().map(|passage| passage.in_second()).collect())
}

/// Thousandths, at most 1000.
fn share(words: usize, of: usize) -> usize {
    (words * 1000).checked_div(of).unwrap_or_default().min(1000)
}

/// Do the quotation marks of `text` count, or is its quotation its copy? `shares` and `sides` put `text` first.
///
/// They do not count where the text is quotation from end to end and most of it is shared, or where most of the other is,
/// unless it quotes several: then marks around words that the other prints outside its own show who quotes whom.
fn marks_count(
    text: &Copytext,
    other: &Copytext,
    shares: (usize, usize),
    found: &[Passage],
    sides: impl Fn((u32, u32)) -> (u32, u32),
) -> bool {
    if !text.all_quotation {
        return true;
    }
    let encloses = || {
        found.iter().any(|passage| {
            let mut run = 0;
            passage.equal.iter().any(|&pair| {
                let (a, b) = sides(pair);
                run = if text.quoted[a as usize] && !other.quoted[b as usize] { run + 1 } else { 0 };
                run >= FRAME - 1
            })
        })
    };
    shares.0 < MOSTLY && (shares.1 < MOSTLY || text.stretches > 1 && encloses())
}

fn spans(first: &Copytext, second: &Copytext, passage: &Passage) -> (Span, Span) {
    let over =
        |text: &Copytext, (start, end): (usize, usize)| Span { start: text.words[start].span.start, end: text.words[end - 1].span.end };
    (over(first, passage.in_first()), over(second, passage.in_second()))
}
