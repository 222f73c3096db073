//! Who takes part in what a report tells.

use crate::text::Span;

/// A party of a contact or a commitment, in the words of one report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Party {
    /// The words that name it.
    pub span: Span,
    /// The referent it is, counted over the report's; none where that stays open.
    pub referent: Option<usize>,
}
