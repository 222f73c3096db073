//! Looking at feeds, sitemaps, pages, folders and mailboxes again and again: what is new is kept as it came and added to the record, and what the
//! user asked to be told of is told, with its evidence.
//!
//! The one part of the program that connects to others, and only to what the user lists and what that leads to. Nothing is read here that the engine
//! reads, and nothing is worked out of the record that the desk does not answer. Read in this order: [`Config`], [`Watch`], `hosts` (whose turn it is),
//! `fetch` (one request) with `guard` and `robots`, `links`, `archive` and `state` (what is kept), `local`, `alerts` and `tell`.

mod config;
mod watch;

mod hosts;

mod fetch;
mod guard;
mod robots;

mod links;

mod archive;
mod state;

mod local;

mod alerts;
mod tell;

mod error;

pub use archive::Kept;
pub use config::{Config, EXAMPLE, Rule, Source, Tell};
pub use error::Error;
pub use watch::{Around, Tally, Until, Watch, folder};

/// The result of this crate's functions.
pub type Result<T> = std::result::Result<T, Error>;
