//! Arguments of `rapporteur lexicon`.

use clap::Subcommand;
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(crate) enum Lexicon {
    /// Keep the lines of a file in the record; every command that opens it uses them.
    #[command(
        after_help = "Lines are those of the shipped lists, fields parted by tabs; the first field says what a line is:\n  agency     name, other names...\n  furniture  why, begins|whole|holds|opens|label|phrase, phrase\n  page       wall|wall sign|no name|change|signal|aside, words\n  picture    name\n  place      name\n  state      code, name, other names, peoples, capitals        (or territory)\n  alias      code, names        (or capital, people)\n  organisation  key, name, other names, state\n  post       titles, offices\n  holder     office, state, Wikidata id, name, from, until, as of\nSeveral names in one field of the last five are parted by semicolons. Where one line cannot be read, none is kept.\n\nReports that are in the record are compared anew by `rapporteur derive`; how their texts were read, with what was marked as\nfurniture and whom they credit, stays as it was when they were added.\n\nExample: rapporteur lexicon add mine.tsv"
    )]
    Add {
        /// The file.
        file: PathBuf,
    },
    /// List the record's own lines, numbered.
    #[command(after_help = "Example: rapporteur lexicon list")]
    List,
    /// Take lines out of the record by their numbers.
    #[command(after_help = "Example: rapporteur lexicon remove 2 5")]
    Remove {
        /// Numbers as `lexicon list` prints them.
        #[arg(required = true, value_name = "NUMBER")]
        numbers: Vec<i64>,
    },
}
