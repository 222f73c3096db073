//! What the words of a report are: sentences, tokens, tags, trees, names, as spans of its text.
//!
//! Nothing here knows about outlets or records. Every function is total: any text gives a value.

mod analysis;
mod chunk;
pub mod conllu;
pub mod features;
mod gazetteer;
mod language;
pub mod lemma;
pub mod linear;
mod lists;
pub mod model;
mod names;
pub mod network;
mod pieces;
mod recall;
mod rules;
pub mod splitter;
pub mod tokens;
mod tree;
pub mod vectors;

pub use analysis::{Analysis, Sentence, Token};
pub use gazetteer::{Gazetteer, Hint, Known};
pub use language::{Language, LanguageError, LanguageSources};
pub use lists::Lists;
pub use names::{Name, NameKind};
pub use network::Kernel;
pub use pieces::Pieces;
pub use recall::Recall;
pub use rules::Rules;
pub use splitter::Splitter;
pub use tokens::Tokeniser;
