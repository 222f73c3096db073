//! What the record holds: reports as published, and what is derived from them.

pub mod derive;
pub mod outlets;
mod published;
mod report;
pub mod told;

pub use published::{Grain, Published, PublishedError, day_number, day_written};
pub use report::{Draft, Notice, Removal, Report, Why};
pub(crate) use report::{PAGE, is_page_mark, page_mark};
