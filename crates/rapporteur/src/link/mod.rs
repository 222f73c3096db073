//! Linking: which reports belong together, and why.
//!
//! Every pass is three pure functions: `keys` (what could match), `decide` (do these two match, and why) and `group`
//! (sets from scored links, with refusals). Keys and decisions look at one or two reports and at frozen resources only,
//! so the order in which reports arrive cannot matter.

pub mod actor;
mod candidates;
mod recurrence;
pub mod reprint;
pub mod statement;
pub mod story;
mod witnesses;

pub use candidates::{Pair, candidates};
pub use recurrence::Headlines;
pub use witnesses::witnesses;
