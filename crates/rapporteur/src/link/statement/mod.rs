//! Accounts of one utterance, in one report or many, to one statement: the same speaker, the same words or near enough, at a time
//! that fits.

mod align;
mod decide;
mod group;
mod touch;

pub use align::{Change, Variant, Wording, compare};
pub use decide::{Speaker, Utterance, decide, keys, restates};
pub use group::{Member, Statement, group};
pub use touch::Touch;

/// Keys that two accounts must share to be decided on: four words in a row, or three rare words of one speaker.
pub const SHARED_KEYS: usize = 2;
/// A key pairs an account with this many holders before it. A guess.
pub const NEAR: usize = 16;
