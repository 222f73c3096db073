//! Tellings of one contact, in one report or many, to one contact: the same parties, a kind that fits, on days that fit.
//!
//! A contact that was planned and the one that was held are one, with two statuses in time; two calls on different days stay two.

mod decide;
mod group;

pub use decide::{Attending, Telling, decide, keys};
pub use group::{Link, Meeting, Member, group};

/// Keys that two tellings must share to be decided on: a pair of parties and a day.
pub const SHARED_KEYS: usize = 1;
/// A key pairs a telling with this many holders before it. A guess.
pub const NEAR: usize = 16;
