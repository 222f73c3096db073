//! What is asked of the Council: drafts, votes, forecasts.

use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(crate) enum Council {
    /// Who sits on the Council on a day, and who presides.
    #[command(after_help = "Example: rapporteur council members --on 2022-02-25")]
    Members {
        /// The day.
        #[arg(long, value_name = "DAY")]
        on: String,
    },
    /// Decide a vote: the outcome, why, and the arithmetic.
    #[command(
        after_help = "Example: rapporteur council vote --on 2022-02-25 --question substantive --no RU --abstain CN,IN,AE\n         rapporteur council vote --on 2022-02-25 --no RU --svg > board.svg"
    )]
    Vote(CouncilVote),
    /// Open drafts in the record, move them from stage to stage, show their history.
    #[command(subcommand)]
    Draft(CouncilDraftCommand),
    /// The drafts that are on the table on a day; or what reports tell of drafts, to be confirmed.
    #[command(after_help = "Examples:\n  rapporteur council docket --on 2022-02-25\n  rapporteur council docket --from-record")]
    Docket {
        /// The day. Default: after all that is in the record.
        #[arg(long, value_name = "DAY")]
        on: Option<String>,
        /// List the drafts that have ended too.
        #[arg(long)]
        all: bool,
        /// What the record's reports tell of drafts, with their sentences and the command that would take each in.
        #[arg(long, conflicts_with_all = ["on", "all"])]
        from_record: bool,
    },
    /// Put motions in the order in which they go (rule 33), or amendments in that in which they are voted on (rule 36).
    #[command(after_help = "Examples:
  rapporteur council order --motions amend,adjourn,suspend
  rapporteur council order --amendment S/1:replaces:2 --amendment S/2:deletes:1:S/1 --passed S/2")]
    Order {
        /// Motions: suspend, adjourn, adjourn-to, refer, postpone, amend.
        #[arg(long, value_delimiter = ',', value_name = "MOTION")]
        motions: Vec<String>,
        /// Amendments as NAME:adds|deletes|replaces:DISTANCE[:NAME,NAME it excludes once it has passed].
        #[arg(long, value_name = "AMENDMENT")]
        amendment: Vec<String>,
        /// Amendments that pass when they are put.
        #[arg(long, value_delimiter = ',', value_name = "NAME")]
        passed: Vec<String>,
    },
    /// Say how a vote is likely to go, from the votes that are recorded; or score the forecast on recorded votes.
    #[command(after_help = "Examples:
  rapporteur council forecast --on 2019-02-28 --item \"The situation in Venezuela\" --region Americas --sponsors US,GB,FR
  rapporteur council forecast --on 2019-02-28 --item Ukraine --region Europe --sponsors US --intends RU=no --evidence \"RU=We will vote against it.\"
  rapporteur council forecast --evaluate votes.csv --plot calibration.svg
Columns of the file: date, agenda_item, category, region, topic, submitted_by, yes, no, abstain, suspect.")]
    Forecast(CouncilForecast),
    /// Decide every vote of a CSV file by the rules and compare with what is recorded.
    #[command(
        after_help = "Example: rapporteur council replay votes.csv\nColumns: id, date, outcome, yes, no, abstain (names behind semicolons); label, n_yes, n_no, n_abstain if recorded; question, or kind or type (substantive, procedural, dispute, preliminary, admission, secretary-general, judge, emergency-session) and parties, where the vote was not on a draft's substance."
    )]
    Replay {
        /// The file.
        file: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum CouncilDraftCommand {
    /// Open a draft: it is circulated.
    #[command(
        after_help = "Example: rapporteur council draft open S/2022/155 --on 2022-02-24 --item Ukraine --by \"United States,Albania\""
    )]
    Open {
        /// Its symbol.
        symbol: String,
        /// The day of its circulation.
        #[arg(long, value_name = "DAY")]
        on: String,
        /// Its title.
        #[arg(long, default_value = "")]
        title: String,
        /// The agenda item.
        #[arg(long, default_value = "")]
        item: String,
        /// Its sponsors: names, ISO codes or groups.
        #[arg(long, value_delimiter = ',', value_name = "MEMBER")]
        by: Vec<String>,
    },
    /// Move a draft.
    #[command(after_help = "Example: rapporteur council draft move S/2022/155 put-in-blue --on 2022-02-25
Moves: revise, co-sponsor, place-under-silence, break-silence, pass-silence, put-in-blue, put-to-vote, put-to-written-vote, adopt,
adopt-without-vote, veto, fail, withdraw, take-over, lapse")]
    Move {
        /// Its symbol.
        symbol: String,
        /// What is done.
        step: String,
        /// The day.
        #[arg(long, value_name = "DAY")]
        on: String,
        /// By which members.
        #[arg(long, value_delimiter = ',', value_name = "MEMBER")]
        by: Vec<String>,
        /// What else is to be said of it.
        #[arg(long, default_value = "")]
        note: String,
    },
    /// Show a draft and its history.
    #[command(after_help = "Example: rapporteur council draft show S/2022/155")]
    Show {
        /// Its symbol.
        symbol: String,
    },
}

#[derive(Debug, Args)]
pub(crate) struct CouncilForecast {
    /// The day of the vote.
    #[arg(long, value_name = "DAY", required_unless_present = "evaluate")]
    pub(crate) on: Option<String>,
    /// A draft of the record: its item and sponsors are taken.
    #[arg(long, value_name = "SYMBOL", conflicts_with = "evaluate")]
    pub(crate) draft: Option<String>,
    /// The agenda item.
    #[arg(long, default_value = "")]
    pub(crate) item: String,
    /// The region: Africa, Americas, Asia, Europe, Middle East.
    #[arg(long, default_value = "")]
    pub(crate) region: String,
    /// What it is about.
    #[arg(long, default_value = "")]
    pub(crate) topic: String,
    /// The title, in which a known agenda item is looked for when none is given.
    #[arg(long, default_value = "")]
    pub(crate) title: String,
    /// It is about a theme and not about a country.
    #[arg(long)]
    pub(crate) thematic: bool,
    /// Who submitted it: members by name or ISO code, other states by name, or `President`.
    #[arg(long, value_delimiter = ',', value_name = "STATE")]
    pub(crate) sponsors: Vec<String>,
    /// Take who submitted the draft, and what members say of it, from the record's reports: of the draft given with --draft, or the only one they tell of
    #[arg(long, conflicts_with = "evaluate")]
    pub(crate) from_record: bool,
    /// What a member said it would do: MEMBER=yes, no or abstain.
    #[arg(long, value_name = "MEMBER=VOTE")]
    pub(crate) intends: Vec<String>,
    /// The sentence that says so: MEMBER=SENTENCE.
    #[arg(long, value_name = "MEMBER=SENTENCE")]
    pub(crate) evidence: Vec<String>,
    /// Walk forward through the votes of a CSV file and score the forecast beside four baselines.
    #[arg(long, value_name = "FILE.csv")]
    pub(crate) evaluate: Option<PathBuf>,
    /// First year to score; those before are only learned from. Default: the sixteenth year of the file, or the middle one of a shorter file.
    #[arg(long, value_name = "YEAR", requires = "evaluate")]
    pub(crate) from: Option<i16>,
    /// Last year to score.
    #[arg(long, value_name = "YEAR", requires = "evaluate")]
    pub(crate) to: Option<i16>,
    /// Where to draw the calibration.
    #[arg(long, value_name = "FILE.svg", requires = "evaluate")]
    pub(crate) plot: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct CouncilVote {
    /// How the Charter is read where scholars differ.
    #[arg(long, value_parser = ["practice", "strict-concurrence", "absence-blocks", "presidents-ruling", "amendment-date"], default_value = "practice")]
    pub(crate) reading: String,
    /// The day of the vote.
    #[arg(long, value_name = "DAY")]
    pub(crate) on: String,
    /// What is put to the vote.
    #[arg(long, value_parser = ["substantive", "procedural", "dispute", "preliminary", "admission", "secretary-general", "judge", "emergency-session"], default_value = "substantive")]
    pub(crate) question: String,
    /// With `--question dispute`: the parties, which must abstain.
    #[arg(long, value_delimiter = ',', value_name = "MEMBER")]
    pub(crate) party: Vec<String>,
    /// Members, by name, ISO code or group (P5, E10, A3), that vote in favour. Default: all who are not named.
    #[arg(long, value_delimiter = ',', value_name = "MEMBER")]
    pub(crate) yes: Vec<String>,
    /// Members that vote against.
    #[arg(long, value_delimiter = ',', value_name = "MEMBER")]
    pub(crate) no: Vec<String>,
    /// Members that abstain.
    #[arg(long, value_delimiter = ',', value_name = "MEMBER")]
    pub(crate) abstain: Vec<String>,
    /// Members that are absent.
    #[arg(long, value_delimiter = ',', value_name = "MEMBER")]
    pub(crate) absent: Vec<String>,
    /// Members that do not participate in the vote.
    #[arg(long, value_delimiter = ',', value_name = "MEMBER")]
    pub(crate) not_participating: Vec<String>,
    /// Keep the vote as the end of this draft of the record; briefs that mention the draft show it.
    #[arg(long, value_name = "SYMBOL")]
    pub(crate) draft: Option<String>,
    /// Draw the vote as an SVG board instead.
    #[arg(long)]
    pub(crate) svg: bool,
    /// Members that are present and not voting.
    #[arg(long, value_delimiter = ',', value_name = "MEMBER")]
    pub(crate) not_voting: Vec<String>,
}
