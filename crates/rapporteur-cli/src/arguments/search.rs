//! What searches take, and searches that are kept.

use super::Rows;
use clap::{Args, Subcommand};

#[derive(Debug, Args)]
pub(crate) struct Search {
    /// Words, "phrases in double quotes", AND, OR, NOT, NEAR.
    #[arg(required = true)]
    pub(crate) words: Vec<String>,
    #[command(flatten)]
    pub(crate) rows: Rows<20>,
    /// Keep the search in the record under this name; what is added from now on is new in it.
    #[arg(long, value_name = "NAME")]
    pub(crate) save: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Searches {
    #[command(subcommand)]
    pub(crate) change: Option<OfSearches>,
    /// Only this search, and what it finds.
    pub(crate) name: Option<String>,
    /// What is new, and nothing where nothing is.
    #[arg(long)]
    pub(crate) new: bool,
    /// Keep in the record that it was looked through up to now.
    #[arg(long)]
    pub(crate) mark: bool,
    #[command(flatten)]
    pub(crate) rows: Rows<20>,
}

/// What is done with a search that is kept.
#[derive(Debug, Subcommand)]
pub(crate) enum OfSearches {
    /// Keep it no longer.
    #[command(after_help = "Example: rapporteur searches remove Veto")]
    Remove {
        /// Its name.
        name: String,
    },
}
