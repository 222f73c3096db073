//! The Security Council as it works: who sits on it on a day, and what the Charter's rules make of a vote.
//!
//! Pure rules over a table of seats. It forecasts nothing and knows no draft; it decides what is put before it.

mod ballot;
mod board;
mod decide;
mod draft;
pub mod forecast;
pub mod procedure;
mod rules;
mod seats;

pub use crate::rule::Rule;
pub use ballot::{Ballot, BallotError, Vote};
pub use board::board;
pub use decide::{Decision, Outcome, Question, Reading, adopt_without_vote, decide, decide_by};
pub use draft::{CouncilDraft, DraftError, Move, Stage, Step, check_symbol};
pub use rules::{RULES, debate_due, needed, rule};
pub use seats::{Member, Seats};
