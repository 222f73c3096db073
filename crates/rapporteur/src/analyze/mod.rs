//! What the words of a report are: sentences, tokens, tags, trees, names, as spans of its text.
//!
//! Nothing here knows about outlets or records. Every function is total: any text gives a value.

mod chunk;
pub mod linear;
pub mod model;
mod rules;
pub mod splitter;
pub mod tokens;

pub use rules::Rules;
pub use splitter::Splitter;
pub use tokens::Tokeniser;
