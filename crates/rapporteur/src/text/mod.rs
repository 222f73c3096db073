//! Text as bytes with positions: spans, words, quotation marks, sentences.
//!
//! Nothing here knows about reports, outlets or files, and nothing changes a text: every result is a span of it.

mod quotation;
mod sentences;
mod span;
mod spelling;
mod stem;
mod turning;
mod words;

pub use quotation::{Marks, Quotation, quotations, quoted};
pub use sentences::{paragraphs, sentences};
pub use span::{Span, apart};
pub(crate) use spelling::{distance, one_spelling};
pub use spelling::{spelled_alike, spelling};
pub use stem::{mark, stem};
pub use turning::{escaped_json, is_turning, upright};
pub use words::{Word, WordKind, fold, words};
