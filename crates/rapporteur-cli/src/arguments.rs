//! The command line. Each command has an example in its help.

mod lexicon;

pub(crate) use lexicon::Lexicon;

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Reads what the press and the parties publish, and keeps a record that can be checked.
///
/// It says who reports what, word for word, and which reports carry one copy. It never says what is true.
#[derive(Debug, Parser)]
#[command(
    name = "rapporteur",
    version,
    propagate_version = true,
    after_help = "Exit codes: 0 done; 1 done, but something was refused or does not hold; 2 could not be done.\n\nStart with: rapporteur demo"
)]
pub(crate) struct Arguments {
    /// The record: one file. Default: record.db in your data folder.
    #[arg(long, global = true, value_name = "FILE", env = "RAPPORTEUR_RECORD")]
    pub(crate) record: Option<PathBuf>,

    /// Print for machines: one JSON object a line.
    #[arg(long, global = true)]
    pub(crate) json: bool,

    /// For commands without a record: a file with more agencies, furniture phrases and places, in the format of the shipped lexicon. A record
    /// keeps its own: see `lexicon`.
    #[arg(long, global = true, value_name = "FILE", env = "RAPPORTEUR_LEXICON")]
    pub(crate) lexicon: Option<PathBuf>,

    /// For commands without a record: a file with more states, organisations and holders of offices, in the format of the shipped list. A record
    /// keeps its own: see `lexicon`.
    #[arg(long, global = true, value_name = "FILE", env = "RAPPORTEUR_ACTORS")]
    pub(crate) actors: Option<PathBuf>,

    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read an invented crisis week, bundled with the program, and show what comes of it.
    #[command(after_help = "Example: rapporteur demo")]
    Demo(Demo),

    /// Add reports: text, pages, mail, feeds, JSON, tables, documents, agencies' files, web archives, and folders of all that.
    #[command(
        after_help = "Examples:\n  rapporteur add reports/\n  rapporteur add saved-page.html feed.xml crawl.warc.gz\n  cat reports.jsonl | rapporteur add -\n  rapporteur add statement.txt --outlet 'Foreign Ministry' --published 2022-02-25\n\nA file FILE.meta.json beside FILE states the same fields of it: {\"outlet\": ..., \"published\": ...}."
    )]
    Add(Add),

    /// Read closely and compare reports that were added and not yet taken in, and bring an older record up to date.
    #[command(after_help = "Adding does this by itself; reading never does.\n\nExample: rapporteur derive")]
    Derive,

    /// Add lines of your own to the record's word lists, list them, take them out.
    #[command(subcommand)]
    Lexicon(Lexicon),

    /// List stories, newest first: reports, outlets, origins, headline.
    #[command(after_help = "Example: rapporteur stories --since 2022-02-20 --limit 10")]
    Stories(Stories),

    /// Show one story: its reports under their origins, and why they stand together.
    #[command(after_help = "Example: rapporteur story s3f2a --why")]
    Story(Story),

    /// Write a brief: every sentence verbatim, with report and place.
    #[command(after_help = "Examples:\n  rapporteur brief --since 2022-02-20\n  rapporteur brief --story s3f2a --format html > brief.html")]
    Brief(Brief),

    /// List who said what, word for word: direct, indirect and mixed, each with its source and its wordings.
    #[command(
        after_help = "Examples:\n  rapporteur statements --by Lavrov\n  rapporteur statements --about ceasefire --form direct --on 2022-02-20..2022-02-28"
    )]
    Statements(Statements),

    /// Show one statement: all its wordings under each other, differences marked.
    #[command(after_help = "Example: rapporteur statement q3f2a")]
    Statement {
        /// The statement's identifier, or the beginning of it.
        statement: String,
    },

    /// List calls, meetings, visits, letters and votes, earliest first.
    #[command(
        after_help = "Examples:\n  rapporteur contacts --between IND,RUS\n  rapporteur contacts --kind call --on 2022-02-24..2022-02-25 --json"
    )]
    Contacts(Contacts),

    /// Show one contact: its parties, its day, and every account of it.
    #[command(after_help = "Example: rapporteur contact c3f2a")]
    Contact {
        /// The contact's identifier, or the beginning of it.
        contact: String,
    },

    /// List who did what to whom, by the first day it can have been on.
    #[command(
        after_help = "Types, modes and contexts are PLOVER's; `rapporteur rule E042` explains a rule.\n\nExamples:\n  rapporteur events --type ASSAULT --on 2031-03\n  rapporteur events --actor Orlen --recipient Veldania --status requested\n  rapporteur events --place Torvale --json"
    )]
    Events(Events),

    /// Show one event: its parties, its day, where its accounts differ, and every account of it.
    #[command(after_help = "Example: rapporteur event e3f2a")]
    Event {
        /// The event's identifier, or the beginning of it.
        event: String,
    },

    /// Show what happened in a story or with an actor in the order of time: when it was, and when it was reported.
    #[command(
        after_help = "Examples:\n  rapporteur timeline s3f2a81c0\n  rapporteur timeline Veldania\n  rapporteur timeline Veldania --svg > veldania.svg"
    )]
    Timeline(Timeline),

    /// List what was promised, offered, threatened, demanded, set and agreed, and where each stands on a day.
    #[command(
        after_help = "Nothing is closed without a report that settles it. As of the last day of the record, if no other is named.\n\nExamples:\n  rapporteur ledger --by Veldania --status open\n  rapporteur ledger --due ..2031-06-30 --as-of 2031-06-10\n  rapporteur ledger --ical > due.ics"
    )]
    Ledger(Ledger),

    /// List who speaks and is spoken of; or who held an office on a day.
    #[command(
        after_help = "Examples:\n  rapporteur actors --kind person\n  rapporteur actors --office 'Foreign Minister of India' --on 2022-02-24\n  rapporteur actors --offices --state IND"
    )]
    Actors(Actors),

    /// Show one actor: its names and titles in print, its offices with their days, what it said.
    #[command(after_help = "Examples:\n  rapporteur actor Lavrov\n  rapporteur actor Q58217\n  rapporteur actor Lavrov --why")]
    Actor {
        /// The actor's identifier, or a name of it.
        actor: String,
        /// Show whom it was told by: which words of which reports are taken to mean it, and why.
        #[arg(long)]
        why: bool,
    },

    /// Where each stands on what: actors by questions, each stance with its day and its sentence.
    #[command(
        after_help = "Examples:\n  rapporteur positions\n  rapporteur positions --on sanctions --json\n  rapporteur positions --of India --moved-since 2022-02-20\n  rapporteur positions --questions mine.tsv --svg > strip.svg\n\nA file of questions has lines of fields parted by tabs: `question`, a name, words that a point must hold (alternatives parted by\nsemicolons); below it `for` and `against` with words that tell the side:\n  question\tSanctions on Norland\tsanction\n  for\timpose; new\n  against\tlift; ease"
    )]
    Positions(Positions),

    /// List outlets: who only carries copy, whose, and how late.
    #[command(after_help = "Examples:\n  rapporteur outlets\n  rapporteur outlets --carriers --json")]
    Outlets(Outlets),

    /// Show one report: its text, what was removed from it, and whose copy it carries.
    #[command(after_help = "Example: rapporteur report r3f2a")]
    Report(ReportArguments),

    /// Search headlines and texts.
    #[command(after_help = "Examples:\n  rapporteur search ceasefire\n  rapporteur search '\"security council\" AND veto'")]
    Search(Search),

    /// Show the record on pages in a browser, with an API and feeds, on this machine alone.
    #[command(
        after_help = "It listens on 127.0.0.1 until it is interrupted, and reads only.\n\nExamples:\n  rapporteur serve\n  rapporteur serve --port 8080 --open"
    )]
    Serve(Serve),

    /// Answer an assistant's questions about the record: the Model Context Protocol on standard input and output.
    #[command(
        after_help = "An assistant's program starts it and asks; it reads only, and ends when its input ends. Eight tools: search, fetch, statements,\nstory, who, verify_text, standing, council. Every row carries the words of a report with their place.\n\nIn the settings of the assistant's program:\n  {\"mcpServers\": {\"rapporteur\": {\"command\": \"rapporteur\", \"args\": [\"mcp\", \"--record\", \"/home/me/record.db\"]}}}\n\nBy hand:\n  echo '{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\"}}' | rapporteur mcp"
    )]
    Mcp,

    /// Check the record, or a brief or anyone's text against it.
    #[command(
        after_help = "Examples:\n  rapporteur verify              the whole record: spans, keys, sets derived again\n  rapporteur verify brief.html   each quotation and citation of a brief\n  rapporteur verify memo.txt     each quotation and claim of speech in a text\n  rapporteur verify '\"We will wait,\" the envoy said.'"
    )]
    Verify(Verify),

    /// Print rows of the record in a stable order.
    #[command(
        after_help = "Examples:\n  rapporteur export reports > reports.jsonl\n  rapporteur export reprints --format parquet > reprints.parquet\n  rapporteur export --describe statements     what each field means; with --json the JSON Schema"
    )]
    Export(Export),

    /// Analyse reports without a record: one JSON object each, in the order of the input.
    #[command(
        after_help = "Examples:\n  rapporteur analyze report.txt\n  rapporteur analyze --as-is --offsets chars reports.jsonl\n  rapporteur analyze --predicates --format pretty report.txt"
    )]
    Analyze(Analyze),

    /// Lay two official accounts of one contact side by side: told by both, by one alone, stronger in one, contrary.
    #[command(
        after_help = "Examples:\n  rapporteur readouts ours.txt theirs.txt\n  rapporteur readouts report.txt                     one report that carries both sides' accounts\n  rapporteur readouts report.txt --sides India,Russia"
    )]
    Readouts(Readouts),

    /// The Security Council: its members, and what its rules make of a vote.
    #[command(subcommand)]
    Council(Council),

    /// Print the page of a rule: what it says, its source, what is disputed.
    #[command(after_help = "Examples:\n  rapporteur rule C002\n  rapporteur rule          the list")]
    Rule {
        /// The rule's code; none: list all.
        code: Option<String>,
    },

    /// Run a reading SQL statement on the record.
    #[command(after_help = "Example: rapporteur sql \"SELECT outlet, count(*) FROM report GROUP BY outlet\"")]
    Sql(Sql),

    /// List what data ship with the program, where they come from and under which licence; or print a licence.
    #[command(after_help = "Examples:\n  rapporteur licences\n  rapporteur licences --text 'CC BY-SA 4.0'")]
    Licences {
        /// Print the text of this licence.
        #[arg(long, value_name = "LICENCE")]
        text: Option<String>,
    },

    /// Look at the installation and the record, and say what is wrong and what to do.
    #[command(after_help = "Example: rapporteur doctor")]
    Doctor,

    /// Print completions for a shell.
    #[command(after_help = "Example: rapporteur completions bash > ~/.local/share/bash-completion/completions/rapporteur")]
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },

    /// Print the manual page.
    #[command(after_help = "Example: rapporteur man > rapporteur.1")]
    Man,
}

#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// Where to put the record and the brief. Default: a folder of its own among temporary files.
    #[arg(long, value_name = "FOLDER")]
    pub(crate) into: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Add {
    /// Files and folders; `-` is standard input. Below a folder, names that begin with a dot are passed over.
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Print only what was refused and the totals.
    #[arg(long, short)]
    pub(crate) quiet: bool,
    /// Read and say what would be added, and what was read of each report; add nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Only add: reading closely and comparing are left to `rapporteur derive`.
    #[arg(long)]
    pub(crate) later: bool,
    #[command(flatten)]
    pub(crate) stated: StatedFields,
}

/// What the user knows of the inputs; it goes before what they say themselves.
#[derive(Debug, Args)]
#[command(next_help_heading = "What you know of the inputs")]
pub(crate) struct StatedFields {
    /// The outlet of all of them.
    #[arg(long)]
    pub(crate) outlet: Option<String>,
    /// When they were published: 2022-02-25, 2022-02-25T18:30:00+05:30, "25 February 2022".
    #[arg(long, value_name = "TIME")]
    pub(crate) published: Option<String>,
    /// The headline, of one report.
    #[arg(long)]
    pub(crate) title: Option<String>,
    /// The address, of one report.
    #[arg(long)]
    pub(crate) url: Option<String>,
    /// The language, by its code.
    #[arg(long, value_name = "CODE")]
    pub(crate) language: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Period {
    /// Only stories with a report published on or after this day. Stories without a known day are left out.
    #[arg(long, value_name = "DATE")]
    pub(crate) since: Option<String>,
    /// Only stories with a report published on or before this day.
    #[arg(long, value_name = "DATE")]
    pub(crate) until: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Stories {
    #[command(flatten)]
    pub(crate) period: Period,
    /// At most this many.
    #[arg(long, default_value_t = 50)]
    pub(crate) limit: usize,
}

#[derive(Debug, Args)]
pub(crate) struct Story {
    /// The story's key, or the beginning of it.
    pub(crate) story: String,
    /// Show what ties the origins together.
    #[arg(long)]
    pub(crate) why: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// The port; 0 takes any that is free.
    #[arg(long, default_value_t = 7227)]
    pub(crate) port: u16,
    /// Open the first page in the browser.
    #[arg(long)]
    pub(crate) open: bool,
}

/// In which unit positions are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Offsets {
    /// UTF-8 bytes.
    Bytes,
    /// Unicode code points.
    Chars,
}

impl From<Offsets> for rapporteur_desk::interchange::Offsets {
    fn from(offsets: Offsets) -> Self {
        match offsets {
            Offsets::Bytes => Self::Bytes,
            Offsets::Chars => Self::Chars,
        }
    }
}

/// How a brief is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum BriefFormat {
    /// Markdown.
    Md,
    /// One self-contained page.
    Html,
    /// JSON.
    Json,
}

impl From<BriefFormat> for rapporteur_desk::brief::Format {
    fn from(format: BriefFormat) -> Self {
        match format {
            BriefFormat::Md => Self::Md,
            BriefFormat::Html => Self::Html,
            BriefFormat::Json => Self::Json,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct Brief {
    #[command(flatten)]
    pub(crate) period: Period,
    /// Only this story; may be given several times.
    #[arg(long, value_name = "ID")]
    pub(crate) story: Vec<String>,
    /// Markdown, HTML or JSON.
    #[arg(long, value_enum, default_value_t = BriefFormat::Md)]
    pub(crate) format: BriefFormat,
    /// At most this many stories, those with the most origins first.
    #[arg(long, default_value_t = 20)]
    pub(crate) limit: usize,
    /// The title of the brief.
    #[arg(long, default_value = "Brief")]
    pub(crate) title: String,
}

#[derive(Debug, Args)]
pub(crate) struct ReportArguments {
    /// The report's key or the beginning of it, the input's own identifier, or the address.
    pub(crate) report: String,
}

#[derive(Debug, Args)]
pub(crate) struct Search {
    /// Words, "phrases in double quotes", AND, OR, NOT, NEAR.
    #[arg(required = true)]
    pub(crate) words: Vec<String>,
    /// At most this many.
    #[arg(long, default_value_t = 20)]
    pub(crate) limit: usize,
}

#[derive(Debug, Args)]
pub(crate) struct Verify {
    /// A file with a brief (Markdown, HTML or JSON) or with any text, `-` for standard input, or the text itself; none: the record itself.
    pub(crate) text: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Statements {
    /// Only what this actor says: an identifier or a name.
    #[arg(long, value_name = "NAME")]
    pub(crate) by: Option<String>,
    /// Only what is said to this actor.
    #[arg(long, value_name = "NAME")]
    pub(crate) to: Option<String>,
    /// Only what this state says, or who belongs to it: its ministries, spokesmen, envoys, named or not. A code (IND) or a name.
    #[arg(long, value_name = "STATE")]
    pub(crate) state: Option<String>,
    /// Only what holds all these words, whatever their endings.
    #[arg(long, value_name = "WORDS")]
    pub(crate) about: Option<String>,
    /// Only statements of which a wording has this form.
    #[arg(long)]
    pub(crate) form: Option<Form>,
    /// Only what was published on this day or between two: DATE or DATE..DATE.
    #[arg(long, value_name = "DATE..DATE")]
    pub(crate) on: Option<String>,
    /// Only what this story's reports tell.
    #[arg(long, value_name = "ID")]
    pub(crate) story: Option<String>,
    /// What is told of: what was said (the default), thought, intended, favoured, shown, or all of it.
    #[arg(long, default_value = "speech")]
    pub(crate) manner: Manner,
    /// Only what more than one origin tells.
    #[arg(long)]
    pub(crate) shared: bool,
    /// Also rows that are more likely wrong than right; they are marked `unsure`.
    #[arg(long)]
    pub(crate) all_rows: bool,
    /// At most this many.
    #[arg(long, default_value_t = 100)]
    pub(crate) limit: usize,
}

#[derive(Debug, Args)]
pub(crate) struct Contacts {
    /// Only those in which these took part: states (a code, IND, or a name) or actors, parted by commas.
    #[arg(long, value_name = "NAME,NAME", value_delimiter = ',')]
    pub(crate) between: Vec<String>,
    /// Only those that can have been on this day or between two: DATE or DATE..DATE.
    #[arg(long, value_name = "DATE..DATE")]
    pub(crate) on: Option<String>,
    /// Only this kind.
    #[arg(long, value_parser = rapporteur::extract::ContactKind::ALL.map(rapporteur::extract::ContactKind::label))]
    pub(crate) kind: Option<String>,
    /// At most this many.
    #[arg(long, default_value_t = 100)]
    pub(crate) limit: usize,
}

#[derive(Debug, Args)]
pub(crate) struct Events {
    /// Only this type of PLOVER.
    #[arg(long = "type", value_name = "TYPE", ignore_case = true, value_parser = rapporteur::extract::EventType::ALL.map(rapporteur::extract::EventType::label))]
    pub(crate) kind: Option<String>,
    /// Only what this one did: a state (a code, IND, or a name) with all who belong to it, or an actor.
    #[arg(long, value_name = "NAME")]
    pub(crate) actor: Option<String>,
    /// Only what was done to this one.
    #[arg(long, value_name = "NAME")]
    pub(crate) recipient: Option<String>,
    /// Only what has become so.
    #[arg(long, value_parser = rapporteur::extract::Status::ALL.map(rapporteur::extract::Status::label))]
    pub(crate) status: Option<String>,
    /// Only what can have been on this day, month or year, or between two days: DATE or DATE..DATE.
    #[arg(long, value_name = "DATE..DATE")]
    pub(crate) on: Option<String>,
    /// Only what is told of a place whose name has these words, or that lies in this state (a code or a name).
    #[arg(long, value_name = "WORDS")]
    pub(crate) place: Option<String>,
    /// Also rows that are more likely wrong than right.
    #[arg(long)]
    pub(crate) all_rows: bool,
    /// At most this many.
    #[arg(long, default_value_t = 100)]
    pub(crate) limit: usize,
}

#[derive(Debug, Args)]
pub(crate) struct Timeline {
    /// A story's key, or a state or an actor by its identifier, code or name.
    #[arg(value_name = "STORY|ACTOR")]
    pub(crate) of: String,
    /// As a picture.
    #[arg(long, conflicts_with = "json")]
    pub(crate) svg: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Ledger {
    /// Only what falls due on this day, month or year, or between two days: DATE, DATE..DATE, ..DATE, DATE...
    #[arg(long, value_name = "DATE..DATE")]
    pub(crate) due: Option<String>,
    /// Only what this actor is bound by, or demands: an identifier or a name.
    #[arg(long, value_name = "NAME")]
    pub(crate) by: Option<String>,
    /// Only what is owed to this actor, or demanded of it.
    #[arg(long, value_name = "NAME")]
    pub(crate) to: Option<String>,
    /// Only what stands so.
    #[arg(long)]
    pub(crate) status: Option<StatusOf>,
    /// The day as of which each stands; later reports are left out. Default: the last day on which a report was published.
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<String>,
    /// A calendar of what has a due day (iCalendar).
    #[arg(long, conflicts_with = "csv")]
    pub(crate) ical: bool,
    /// Comma-separated values; lists as JSON.
    #[arg(long)]
    pub(crate) csv: bool,
    /// Also rows that are more likely wrong than right.
    #[arg(long)]
    pub(crate) all_rows: bool,
    /// At most this many.
    #[arg(long, default_value_t = 1000)]
    pub(crate) limit: usize,
}

/// Where a commitment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum StatusOf {
    /// Nothing settles it, and it is not past due.
    Open,
    /// Past due, and no report tells of the outcome.
    Due,
    /// Done, or met.
    Kept,
    /// Not done, or said not to be going to be.
    Broken,
    /// Moot.
    Overtaken,
    /// Reports disagree, or tell of a part.
    Unclear,
}

#[derive(Debug, Args)]
pub(crate) struct Positions {
    /// Only this question: the beginning of its identifier, or words of its name.
    #[arg(long, value_name = "QUESTION")]
    pub(crate) on: Option<String>,
    /// Only this actor; for a state also those who hold its offices.
    #[arg(long, value_name = "ACTOR")]
    pub(crate) of: Option<String>,
    /// Only those whose stance changed on this day or since.
    #[arg(long, value_name = "DAY")]
    pub(crate) moved_since: Option<String>,
    /// Questions of your own, in place of those found.
    #[arg(long, value_name = "FILE")]
    pub(crate) questions: Option<std::path::PathBuf>,
    /// Print the positions over time as SVG.
    #[arg(long)]
    pub(crate) svg: bool,
    /// At most this many actors.
    #[arg(long, default_value_t = 60)]
    pub(crate) limit: usize,
}

/// How words are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    /// In quotation marks throughout.
    Direct,
    /// Without quotation marks.
    Indirect,
    /// Partly in quotation marks.
    Mixed,
}

impl From<Form> for rapporteur::extract::Form {
    fn from(form: Form) -> Self {
        match form {
            Form::Direct => Self::Direct,
            Form::Indirect => Self::Indirect,
            Form::Mixed => Self::Mixed,
        }
    }
}

/// What is told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Manner {
    /// What was said or written.
    Speech,
    /// What was thought, believed, feared.
    Thought,
    /// What was wanted, planned, intended.
    Intent,
    /// What was favoured or disliked.
    Stance,
    /// What a document or study shows.
    Evidence,
    /// All of these.
    All,
}

impl Manner {
    /// The one that is meant; none for all.
    pub(crate) fn one(self) -> Option<rapporteur::extract::Manner> {
        use rapporteur::extract::Manner as Told;
        match self {
            Self::Speech => Some(Told::Speech),
            Self::Thought => Some(Told::Thought),
            Self::Intent => Some(Told::Intent),
            Self::Stance => Some(Told::Stance),
            Self::Evidence => Some(Told::Evidence),
            Self::All => None,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct Actors {
    /// Only of this kind.
    #[arg(long)]
    pub(crate) kind: Option<Kind>,
    /// Only this state and who belongs to it: a code (IND) or a name.
    #[arg(long, value_name = "STATE")]
    pub(crate) state: Option<String>,
    /// For which states and years the holders of which offices are known, and what is missing; of one state with --state.
    #[arg(long)]
    pub(crate) offices: bool,
    /// Who held this office? The shipped list answers, with the record's own lines or the file given with --actors.
    #[arg(long, value_name = "OFFICE")]
    pub(crate) office: Option<String>,
    /// On this day (with --office).
    #[arg(long, value_name = "DATE", requires = "office")]
    pub(crate) on: Option<String>,
    /// At most this many.
    #[arg(long, default_value_t = 100)]
    pub(crate) limit: usize,
}

/// Kinds of actors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Kind {
    /// Persons.
    Person,
    /// States and territories.
    State,
    /// Organisations and bodies of states.
    Organisation,
    /// Places.
    Place,
    /// Peoples and groups.
    Group,
}

impl From<Kind> for rapporteur::extract::ReferentKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Person => Self::Person,
            Kind::State => Self::State,
            Kind::Organisation => Self::Organisation,
            Kind::Place => Self::Place,
            Kind::Group => Self::Group,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct Outlets {
    /// Only those that print nothing but copy.
    #[arg(long)]
    pub(crate) carriers: bool,
    /// At most this many.
    #[arg(long, default_value_t = 100)]
    pub(crate) limit: usize,
}

/// What can be exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum What {
    /// Reports with all their fields.
    Reports,
    /// Who carries whose copy.
    Reprints,
    /// Which report stands in which story.
    Stories,
    /// Draft resolutions with their histories.
    Drafts,
    /// Actors, with how often they are meant and speak.
    Actors,
    /// Statements with all their wordings.
    Statements,
    /// Contacts with all their accounts.
    Contacts,
    /// Events with all their accounts.
    Events,
    /// Events in the columns of the POLECAT files, one row a pair of actor and recipient.
    Polecat,
    /// Commitments, and where each stands on the last day of the record.
    Commitments,
    /// Where each party stands, as each report tells it.
    Positions,
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
    /// What to print.
    #[arg(value_enum, required_unless_present = "describe")]
    pub(crate) what: Option<What>,
    /// Print what the fields of these rows mean, or of all rows, and no rows.
    #[arg(long, value_name = "WHAT", num_args = 0..=1, value_parser = PossibleValuesParser::new(rapporteur_desk::schemas::NAMES))]
    pub(crate) describe: Option<Option<String>>,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = RowFormat::Jsonl)]
    pub(crate) format: RowFormat,
    /// The unit of positions.
    #[arg(long, value_enum, default_value_t = Offsets::Bytes)]
    pub(crate) offsets: Offsets,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Council {
    /// Who sits on the Council on a day, and who presides.
    #[command(after_help = "Example: rapporteur council members --on 2022-02-25")]
    Members {
        /// The day.
        #[arg(long, value_name = "DATE")]
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
    /// The drafts that are on the table on a day.
    #[command(after_help = "Example: rapporteur council docket --on 2022-02-25")]
    Docket {
        /// The day. Default: after all that is in the record.
        #[arg(long, value_name = "DATE")]
        on: Option<String>,
        /// List the drafts that have ended too.
        #[arg(long)]
        all: bool,
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
        after_help = "Example: rapporteur council replay votes.csv\nColumns: id, date, outcome, yes, no, abstain (names behind semicolons); label, n_yes, n_no, n_abstain if recorded; question (substantive, procedural, dispute, preliminary, admission, secretary-general, judge, emergency-session) and parties, where the vote was not on a draft's substance."
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
        #[arg(long, value_name = "DATE")]
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
        #[arg(long, value_name = "DATE")]
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
    #[arg(long, value_name = "DATE", required_unless_present = "evaluate")]
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
    #[arg(long, value_name = "DATE")]
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
    /// The statement. Tables: report, removed, sighting, lexicon_line, account, referent, copy_link, carrier, story, story_member, story_tie, actor, actor_referent, statement, wording.
    pub(crate) statement: String,
    /// Print comma-separated values.
    #[arg(long)]
    pub(crate) csv: bool,
}
