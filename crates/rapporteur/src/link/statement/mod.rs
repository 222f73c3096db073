//! Accounts of one utterance, in one report or many, to one statement: the same speaker, the same words or near enough, at a time
//! that fits.

mod align;
mod decide;
mod group;

pub use align::{Change, Touch, Variant, Wording, compare};
pub use decide::{Speaker, Utterance, decide, keys};
pub use group::{Link, group};

/// Keys that two accounts must share to be decided on: four words in a row, or three rare words of one speaker.
pub const SHARED_KEYS: usize = 2;
/// Holders of a key from which on it pairs with the first of them only.
pub const CROWD: usize = 64;
