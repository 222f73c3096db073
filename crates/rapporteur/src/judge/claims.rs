//! What a text claims was said: its tellings, its quotations, and what of it is not understood.

use crate::extract::{Account, Findings};
use crate::record::Report;
use crate::text::{Span, quotations, words};

/// Words a quotation must have to be a claim where nobody is said to have said it; fewer are titles and single words.
const LEAST: usize = 3;

/// Words beside quotation marks that only join what stands in them: "and", "that", "adding that".
const JOINING: usize = 3;

/// One thing that a text claims: words, and how it tells them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claimed {
    /// The words; spans of the text, in order, at least one.
    pub words: Vec<Span>,
    /// Do they stand in quotation marks?
    pub quoted: bool,
    /// The account that tells them, counted over the text's; none for words in marks that nothing puts to a source, and for a paragraph of which
    /// nothing is understood.
    pub account: Option<usize>,
}

impl Claimed {
    /// From the first of the words to the last.
    pub fn span(&self) -> Span {
        Span { start: self.words[0].start, end: self.words[self.words.len() - 1].end }
    }

    /// Is there nothing in it that can be judged?
    pub fn is_unclear(&self) -> bool {
        self.account.is_none() && !self.quoted
    }
}

/// The claims of a text, in order: each quotation, with its speaker where it has one; what is told without marks; and where a text claims nothing
/// that is understood, each paragraph of it, so that nothing passes in silence. What one is said to say that another said is judged as a whole.
pub fn claims(report: &Report, findings: &Findings) -> Vec<Claimed> {
    let count = |span: Span| words(span.of(&report.text)).len();
    let mut found: Vec<Claimed> = Vec::new();
    for (at, account) in findings.accounts.iter().enumerate().filter(|(_, account)| account.within.is_none()) {
        let quoted: Vec<Span> = account.quoted.iter().copied().filter(|&span| count(span) > 0).collect();
        let all: usize = account.content.iter().map(|&span| count(span)).sum();
        let marked: usize = quoted.iter().map(|&span| count(span)).sum();
        // What stands beside marks within one telling is judged with them, unless it only joins them.
        if all > marked + JOINING || quoted.is_empty() {
            found.push(Claimed { words: whole(report, findings, at), quoted: false, account: Some(at) });
        }
        found.extend(quoted.into_iter().map(|span| Claimed { words: vec![span], quoted: true, account: Some(at) }));
    }
    found.retain(|claimed| !claimed.words.is_empty());
    let taken = |span: Span| found.iter().any(|claimed| claimed.words.iter().any(|words| words.overlaps(span)));
    let open: Vec<Span> = quotations(&report.text).into_iter().filter(|&span| count(span) >= LEAST && !taken(span)).collect();
    found.extend(open.into_iter().map(|span| Claimed { words: vec![span], quoted: true, account: None }));
    if found.is_empty() {
        found.extend(report.paragraphs().into_iter().map(|span| Claimed { words: vec![span], quoted: false, account: None }));
    }
    found.sort_by_key(|claimed| (claimed.words[0], claimed.quoted));
    found
}

/// The content of an account with the rest of its sentence behind a comma, where no other account has it: nothing of a telling passes unread.
fn whole(report: &Report, findings: &Findings, at: usize) -> Vec<Span> {
    let mut words = findings.accounts[at].content.clone();
    let Some(last) = words.last_mut() else { return words };
    let tail = super::rest_of_sentence(&report.text, *last);
    let told = |(number, other): (usize, &Account)| {
        let circumstances = [other.medium, other.when, other.place, other.addressee];
        let of_it = other.cue.iter().chain(&other.source).chain(circumstances.iter().flatten()).any(|span| span.overlaps(tail));
        of_it || number != at && other.content.iter().any(|span| span.overlaps(tail))
    };
    if !findings.accounts.iter().enumerate().any(told) {
        last.end = tail.end;
    }
    words
}
