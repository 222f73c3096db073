//! How rows are exported, texts analysed and accounts compared.

use super::{Offsets, Written};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};
use rapporteur_desk::export::What;
use std::path::PathBuf;

/// Reads what is to be exported, by its name.
fn exported() -> impl TypedValueParser<Value = What> {
    let named = What::ALL.map(|what| PossibleValue::new(what.label()).help(what.about()));
    PossibleValuesParser::new(named).try_map(|name| What::of(&name).ok_or("nothing is called so"))
}

/// How rows are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum RowFormat {
    /// One JSON object a line.
    Jsonl,
    /// Comma-separated values; lists as JSON.
    Csv,
    /// Values parted by tabs; lists as JSON.
    Tsv,
    /// Apache Parquet; lists as JSON.
    Parquet,
}

#[derive(Debug, Args)]
pub(crate) struct Export {
    #[command(flatten)]
    pub(crate) written: Written,
    /// What to print.
    #[arg(value_parser = exported(), required_unless_present = "describe")]
    pub(crate) what: Option<What>,
    /// Print what the fields of these rows mean, or of all rows, and no rows.
    #[arg(long, value_name = "WHAT", num_args = 0..=1, value_parser = PossibleValuesParser::new(rapporteur_desk::schemas::NAMES))]
    pub(crate) describe: Option<Option<String>>,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = RowFormat::Jsonl)]
    pub(crate) format: RowFormat,
    /// With --format csv or tsv, for spreadsheets: a mark of the encoding first, and an apostrophe before cells that would be formulas (=, +, -, @).
    #[arg(long)]
    pub(crate) excel: bool,
    /// The unit of positions.
    #[arg(long, value_enum, default_value_t = Offsets::Bytes)]
    pub(crate) offsets: Offsets,
}

/// How an analysis is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum AnalysisFormat {
    /// One JSON object a line.
    Jsonl,
    /// For people.
    Pretty,
}

#[derive(Debug, Args)]
pub(crate) struct Analyze {
    #[command(flatten)]
    pub(crate) written: Written,
    /// Files and folders; `-` is standard input.
    #[arg(default_value = "-", value_name = "FILE")]
    pub(crate) paths: Vec<PathBuf>,
    /// Take texts untouched, so that positions are those of the input.
    #[arg(long)]
    pub(crate) as_is: bool,
    /// The unit of positions.
    #[arg(long, value_enum, default_value_t = Offsets::Bytes)]
    pub(crate) offsets: Offsets,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = AnalysisFormat::Jsonl)]
    pub(crate) format: AnalysisFormat,
    /// Print predicates as well: what happened, is planned, asked for, denied or only supposed, and by whose word.
    #[arg(long)]
    pub(crate) predicates: bool,
    /// Print CoNLL-U. An input that is CoNLL-U itself keeps its tokens and is tagged anew.
    #[arg(long, conflicts_with = "format")]
    pub(crate) conllu: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Readouts {
    /// The two accounts, or one report that carries both.
    #[arg(required = true, num_args = 1..=2, value_name = "FILE")]
    pub(crate) paths: Vec<PathBuf>,
    /// The names of the two sides, parted by a comma; of one report, as it uses them. Default: as the texts tell.
    #[arg(long, value_name = "A,B", value_parser = two_names)]
    pub(crate) sides: Option<[String; 2]>,
    /// Take texts untouched, so that positions are those of the input.
    #[arg(long)]
    pub(crate) as_is: bool,
    /// The unit of positions with --json.
    #[arg(long, value_enum, default_value_t = Offsets::Chars)]
    pub(crate) offsets: Offsets,
}

/// Two names, parted by a comma.
fn two_names(words: &str) -> Result<[String; 2], String> {
    let names: Vec<String> = words.split(',').map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect();
    names.try_into().map_err(|_| "two names, parted by a comma, are expected: India,Russia".to_owned())
}

#[derive(Debug, Args)]
pub(crate) struct Sql {
    #[command(flatten)]
    pub(crate) written: Written,
    /// The statement. Tables: report, removed, sighting, lexicon_line, mark, correction, account, referent, copy_link, carrier, story, story_member, story_tie, actor, actor_referent, statement, wording.
    pub(crate) statement: String,
    /// Print comma-separated values.
    #[arg(long)]
    pub(crate) csv: bool,
    /// With --csv, for spreadsheets: a mark of the encoding first, and an apostrophe before cells that would be formulas (=, +, -, @).
    #[arg(long, requires = "csv")]
    pub(crate) excel: bool,
}
