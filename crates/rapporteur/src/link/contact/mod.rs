//! Tellings of one contact, in one report or many, to one contact: the same parties, a kind that fits, on days that fit.
//!
//! A contact that was planned and the one that was held are one, with two statuses in time; two calls on different days stay two.

mod decide;

pub use decide::{Held, Telling};
