//! Linking: which reports belong together, and why.
//!
//! Every pass is three pure functions: `keys` (what could match), `decide` (do these two match, and why) and `group`
//! (sets from scored links, with refusals). Keys and decisions look at one or two rows and at frozen resources only, and what is
//! grouped hangs on nothing outside the links' connected component: so the order in which reports arrive cannot matter, and the
//! whole record gives the same sets as its components one by one.

pub mod actor;
mod attending;
mod candidates;
pub mod commitment;
pub mod contact;
mod correction;
mod days;
pub mod event;
mod gather;
mod mentioned;
pub mod question;
mod recurrence;
pub mod reprint;
pub mod statement;
pub mod story;
mod witnesses;

pub use attending::{Attending, Sides};
pub use candidates::{Pair, Turn, candidates, components, neighbours, shared_by};
pub use correction::{Corrections, Held};
pub use days::{Days, days_of_story};
pub use gather::{Gathered, Link, Member, Telling, decided, gather};
pub use recurrence::Headlines;
pub use witnesses::witnesses;
