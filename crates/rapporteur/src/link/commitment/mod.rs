//! From commitments and later reports to where each stands on a day: open, due, kept, broken, overtaken, unclear.
//!
//! Nothing is closed without a report that settles it, and the sentence that does. Pure functions of what single reports tell; who is who is
//! told by names alone, and a name that is another's settles nothing.

mod keys;
mod same;
mod settle;
mod standing;
mod telling;

pub use keys::{Sought, keys_of, keys_told};
pub use same::{LEAST, Pledge, same};
pub use settle::{Later, Signal, Stems, may_settle, signals, signals_behind};
pub use standing::{Standing, Status, standing};
pub use telling::{Held, Telling};
