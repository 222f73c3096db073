//! What searches take, and searches that are kept.

use clap::{Args, Subcommand};

#[derive(Debug, Args)]
pub(crate) struct Search {
    /// Words, "phrases in double quotes", AND, OR, NOT, NEAR.
    #[arg(required = true)]
    pub(crate) words: Vec<String>,
    /// At most this many.
    #[arg(long, default_value_t = 20)]
    pub(crate) limit: usize,
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
    /// At most this many reports of each.
    #[arg(long, default_value_t = 20)]
    pub(crate) limit: usize,
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
