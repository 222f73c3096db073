//! The embedded record: one SQLite file, its migrations, the one driver of a run, layers that grow by what is new, and snapshot reads.
//!
//! Nothing is decided here that the engine can decide; this crate moves values between the engine and the file.

mod asked;
mod bound;
mod castings;
mod check;
mod contacts;
mod corrections;
mod damage;
mod derive;
mod drafts;
mod edited;
mod error;
mod events;
mod facets;
mod forgotten;
mod guard;
mod known;
mod layers;
mod ledger;
mod lexicon;
mod marks;
mod migrations;
mod outlets;
mod positions;
mod read;
mod record;
mod run;
mod searches;
mod sift;
mod statements;
mod told;

pub use asked::any_of;
pub use castings::CastRow;
pub use check::{Finding, check};
pub use contacts::{ContactView, TellingRow};
pub use corrections::{Correction, Stated};
pub use derive::{Behind, Part, parts};
pub use edited::{Change, Field};
pub use error::Error;
pub use events::{ActRow, EventView, Taking};
pub use facets::{Facets, Narrowed};
pub use guard::{guarded, silence_guarded_panics};
pub use layers::Touched;
pub use ledger::{LedgerRow, Outcomes, Owed, OwedOrder, Pledged, Told, Undertaking, Words};
pub use lexicon::{BadLine, LexiconLine, List, lexicon_lines};
pub use marks::{Fresh, News};
pub use migrations::FORMAT;
pub use positions::PositionRow;
pub use read::{CopyRow, Hit, SharedCopy, StoryOrder, StoryRow, StoryTieRow, StoryView};
pub use record::{Outcome, Record};
pub use run::{Arrival, Batch, Fate, Piece, RunReport, add, reports};
pub use rusqlite::types::Value;
pub use searches::KeptSearch;
pub use sift::{Side, Sift, Whose};
pub use statements::{ActorRow, PrintedActor, StatementView, Wanted, WordingRow};

/// The result of this crate's functions.
pub type Result<T> = std::result::Result<T, Error>;
