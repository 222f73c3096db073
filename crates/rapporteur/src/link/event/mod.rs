//! Tellings of one event, in one report or many, to one event: the same type, the same parties, on days and at places that fit, in similar
//! words.
//!
//! An act that was announced and the one that was done are one event, with two statuses in time; two strikes on one town on different days
//! stay two, and so do two appeals of one day for different things. Where tellings differ in a number, each is kept as it was told.

mod decide;

pub use decide::{Held, Telling};
