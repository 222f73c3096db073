//! The brief: what a story's reports say, sentence by sentence with its evidence, and where they differ.
//!
//! Every sentence is verbatim and cited. Nothing is reworded, and nothing is said to be true.

mod appointed;
mod compose;
mod figures;
mod numbers;
mod rows;
mod sentences;
mod threads;
mod values;
mod voices;

pub use compose::{Carried, Counts, Head, Material, OriginGroup, StoryBrief, compose, head};
pub use numbers::{Disagreement, Reading};
pub use threads::Thread;
pub use voices::{Said, Spoken, Voice};

use crate::record::Report;
use crate::text::Span;

/// Words of a report, with the place they stand.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Citation {
    /// The report's key.
    pub report: String,
    /// Where in its text.
    pub span: Span,
    /// The words there.
    pub words: String,
    /// On which page, where the report came in pages.
    pub page: Option<u32>,
}

impl Citation {
    /// Cites a span of a report.
    pub fn of(report: &Report, span: Span) -> Self {
        Self { report: report.key.clone(), span, words: span.of(&report.text).to_owned(), page: report.page(span.start) }
    }

    /// The citation as it is printed and parsed: `r0123456789abcdef:120-260`.
    pub fn mark(&self) -> String {
        format!("{}:{}-{}", self.report, self.span.start, self.span.end)
    }
}
