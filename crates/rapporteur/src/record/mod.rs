//! What the record holds: reports as published, and what is derived from them.

pub mod derive;
pub mod told;
mod published;
mod report;

pub use published::{Grain, Published, PublishedError};
pub use report::{Draft, Removal, Report, Why};
