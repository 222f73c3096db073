//! Stories: which reports are about one development.
//!
//! Reports are compared by their words, names and numbers, weighted by frozen background statistics, and by their days.
//! A story is not a topic: two calls with one president on two days are two stories.

mod decide;
mod group;
mod sketch;

pub use decide::{Days, NEAR, SHARED_KEYS, keys, score, shared_terms};
pub use group::{FAINT, STRONG, Tie, Unit, group};
pub use sketch::{Sketch, Term, sketch};
