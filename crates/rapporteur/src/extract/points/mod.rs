//! The points of an account: the smallest clauses that could be told or left out alone, each with who, what he does, and the words that tell of what.
//!
//! A point is a stretch of one sentence, cut where a further act of telling, a further "that" or a further subject of talk begins. It is never more than
//! its words: nothing is put in that the text does not say. What points of two accounts have in common is for [`crate::judge`] to say.

mod cut;
mod weigh;
mod words;

pub use words::{Act, Force, MENTION, PointWords};

use super::Extractor;
use super::syntax::Syntax;
use crate::analyze::Analysis;
use crate::record::Published;
use crate::text::Span;

/// What a word of a point is, as far as likeness asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TermKind {
    /// Part of a name.
    Name,
    /// A number.
    Number,
    /// Any other telling word.
    Word,
}

/// A word that tells what a point is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Where it stands.
    pub span: Span,
    /// Its lemma, folded.
    pub lemma: String,
    /// What it is.
    pub kind: TermKind,
    /// Is it negated: "no hostilities"?
    pub negated: bool,
    /// The lemma of what a number counts, or of what a name or adjective stands by; empty where it stands alone.
    pub of: String,
}

/// One point of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// Its words; within one sentence.
    pub span: Span,
    /// The sentence, counted over the analysis.
    pub sentence: usize,
    /// All words of that sentence.
    pub within: Span,
    /// What its leading words do.
    pub act: Act,
    /// How much force that has.
    pub force: Force,
    /// Who does it: the words for him; none where nobody is named.
    pub actor: Option<Span>,
    /// Do those who meet do it together?
    pub joint: bool,
    /// At whose request or initiative it is done.
    pub request: Option<Span>,
    /// Whom a contact is with.
    pub other: Option<Span>,
    /// The words that tell whose account it is: "the presidency said", "according to the palace", "it added"; none where none do.
    pub told_by: Option<Span>,
    /// Is the act itself negated: "did not agree"?
    pub negated: bool,
    /// Does it say that something is not agreed: "on which there is no agreement"?
    pub unagreed: bool,
    /// Does it go on with the point before: "Thus, …"?
    pub continues: bool,
    /// The words that tell what it is about; none where it is a mere generality.
    pub terms: Vec<Term>,
    /// The days it names, as month and day: `05-04`.
    pub days: Vec<String>,
}

impl Extractor {
    /// The points of an analysed text, in order, none overlapping another. Headings have none. Total: any analysis gives a value.
    pub fn points(&self, analysis: &Analysis<'_>, published: Option<Published>) -> Vec<Point> {
        let mut syntax = Syntax::of(analysis);
        super::speech::close(&mut syntax, &self.cues);
        super::mend::mend(&mut syntax, self);
        let times = self.times.find(analysis, published.as_ref());
        let mut points: Vec<Point> = Vec::new();
        for sentence in 0..analysis.sentences.len() {
            for piece in cut::pieces(&syntax, &self.points, sentence) {
                let point = weigh::point(&syntax, &self.points, &times, &piece, points.last());
                points.extend(point);
            }
        }
        points
    }
}
