//! Many reports in Parquet files.

use clap::{Args, Subcommand};
use std::path::PathBuf;

/// What is done with shards.
#[derive(Debug, Subcommand)]
pub(crate) enum Shard {
    /// Analyse Parquet files with a column `text` (and id, title, outlet, published, url, language, byline), each into a file of one row a report.
    #[command(after_help = "Example: rapporteur shard analyze news/*.parquet -o shards\n\nStopped, it goes on where it was.")]
    Analyze(ShardAnalyze),

    /// Decide which of all reports share copy: keys are joined by range, a part at a time.
    #[command(after_help = "Example: rapporteur shard link shards")]
    Link(Shards),

    /// Group what was linked: reprints.parquet and stories.parquet, as `rapporteur export` writes them.
    #[command(after_help = "Example: rapporteur shard group shards")]
    Group(Shards),

    /// Make a record of a question: the reports that answer it, with all that copies and ties lead to from them.
    #[command(
        after_help = "Examples:\n  rapporteur --record summit.db shard record shards --about 'grain corridor'\n  rapporteur --record week.db shard record shards --on 2022-02-21..2022-02-27\n  rapporteur --record reyes.db shard record shards --actor 'Ana Reyes'"
    )]
    Record(ShardRecord),
}

#[derive(Debug, Args)]
pub(crate) struct ShardAnalyze {
    /// Parquet files.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) inputs: Vec<PathBuf>,
    /// The folder for what comes of them; made where there is none.
    #[arg(short, long, value_name = "FOLDER")]
    pub(crate) output: PathBuf,
    /// Take texts untouched, so that positions are those of the input.
    #[arg(long)]
    pub(crate) as_is: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Shards {
    /// The folder that `shard analyze` wrote.
    #[arg(value_name = "FOLDER")]
    pub(crate) shards: PathBuf,
    /// Megabytes for the pairs of reports that are held at once; with less, there are more parts.
    #[arg(long, value_name = "MB", default_value_t = 256)]
    pub(crate) memory: usize,
}

impl Shards {
    /// The same in bytes.
    pub(crate) fn room(&self) -> usize {
        self.memory.saturating_mul(1 << 20)
    }
}

#[derive(Debug, Args)]
pub(crate) struct ShardRecord {
    /// The folder that `shard group` went through.
    #[arg(value_name = "FOLDER")]
    pub(crate) shards: PathBuf,
    /// Words that headline or text hold, all of them, whatever their endings.
    #[arg(long, value_name = "WORDS")]
    pub(crate) about: Option<String>,
    /// An actor that the report means, by its name in full.
    #[arg(long, value_name = "NAME")]
    pub(crate) actor: Option<String>,
    /// The day or days of publication.
    #[arg(long, value_name = "DAYS")]
    pub(crate) on: Option<String>,
}
