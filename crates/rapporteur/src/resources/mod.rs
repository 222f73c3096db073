//! What the engine needs to know beforehand: bytes passed in, read once, never changed, named by their digest.
//!
//! There are no tables in the code and no look-ups behind the caller's back: every function that needs a resource takes it.

mod actors;
mod counted;
mod frequencies;
mod gazetteer;
mod lexicon;

pub use actors::{Actors, Held, Organisation, State, Status, Tenure};
pub use counted::{Beside, Counted, Form};
pub use frequencies::Frequencies;
pub use gazetteer::{Gazetteer, Town, Whereabouts};
pub use lexicon::{Agency, Furniture, Lexicon, Standing};

/// The raw bytes of every resource, as the data crate ships them or a user replaces them.
#[derive(Clone, Copy, Debug)]
pub struct Sources<'a> {
    /// Document frequencies: a line `documents<TAB>count`, then `stem<TAB>count` lines.
    pub frequencies: &'a str,
    /// Agencies, furniture and places: see [`Lexicon`].
    pub lexicon: &'a str,
    /// States, organisations, holders of offices: see [`Actors`].
    pub actors: &'a str,
    /// The digest of the languages that reports are read in: see [`crate::extract::digest`].
    pub languages: &'a str,
}

/// All resources, ready for use.
#[derive(Debug)]
pub struct Resources {
    /// How common each word stem is in print.
    pub frequencies: Frequencies,
    /// Agencies, page furniture and datelined places.
    pub lexicon: Lexicon,
    /// States, organisations, holders of offices.
    pub actors: Actors,
    /// Hex digest (BLAKE3, 16 bytes) of the bytes all this was read from.
    pub digest: String,
}

/// A resource could not be read.
#[derive(Debug, thiserror::Error)]
#[error("{resource}, line {line}: {problem}")]
pub struct ResourceError {
    /// Which resource.
    pub resource: &'static str,
    /// Counted from one.
    pub line: usize,
    /// What is wrong there.
    pub problem: String,
}

impl Resources {
    /// Reads all resources.
    ///
    /// # Errors
    /// When a resource is not in its format; the error names the line.
    pub fn read(sources: Sources<'_>) -> Result<Self, ResourceError> {
        let mut hasher = blake3::Hasher::new();
        for source in [sources.frequencies, sources.lexicon, sources.actors, sources.languages] {
            hasher.update(&(source.len() as u64).to_le_bytes()).update(source.as_bytes());
        }
        Ok(Self {
            frequencies: Frequencies::read(sources.frequencies)?,
            lexicon: Lexicon::read(sources.lexicon)?,
            actors: Actors::read(sources.actors)?,
            digest: hasher.finalize().to_hex()[..32].to_owned(),
        })
    }
}
