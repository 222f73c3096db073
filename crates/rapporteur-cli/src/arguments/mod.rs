//! The command line. Each command has an example in its help.

mod corrections;
mod council;
mod export;
mod lexicon;
mod search;
mod shard;
mod told;
mod watch;

pub(crate) use corrections::{Correct, OfActor, OfReport, OfStatement, OfStory};
pub(crate) use council::{Council, CouncilDraftCommand, CouncilForecast, CouncilVote};
pub(crate) use export::{AnalysisFormat, Analyze, Export, Readouts, RowFormat, Sql};
pub(crate) use lexicon::Lexicon;
pub(crate) use search::{OfSearches, Search, Searches};
pub(crate) use shard::{Shard, ShardAnalyze, ShardRecord, Shards};
pub(crate) use told::{Actors, Contacts, Events, Ledger, Outlets, Positions, Statements, StatusOf, Timeline};
pub(crate) use watch::Watch;

use crate::paper::Paper;
use crate::problem::Outcome;
use crate::reading::PdfText;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Options of all commands, below those of the command itself.
const EVERYWHERE: &str = "Options of all commands";

/// Reads what the press and the parties publish, and keeps a record that can be checked.
///
/// It says who reports what, word for word, and which reports carry one copy. It never says what is true.
#[derive(Debug, Parser)]
#[command(
    name = "rapporteur",
    version,
    propagate_version = true,
    after_help = "Days: 2022-02-24, a month 2022-02, a year 2022; today, yesterday, 3d and 2w ago, tomorrow, +3d and +2w ahead; where a range is taken,\n2022-02-20..2022-02-24, 2022-02-20.. or ..yesterday.\n\nExit codes: 0 done; 1 done, but something was refused or does not hold; 2 could not be done.\n\nStart with: rapporteur demo"
)]
pub(crate) struct Arguments {
    /// The record: one file. Default: record.db in your data folder.
    #[arg(long, global = true, value_name = "FILE", help_heading = EVERYWHERE, env = "RAPPORTEUR_RECORD")]
    pub(crate) record: Option<PathBuf>,

    /// Print for machines: one JSON object a line.
    #[arg(long, global = true, help_heading = EVERYWHERE)]
    pub(crate) json: bool,

    /// For commands without a record: a file with more agencies, furniture phrases and places, in the format of the shipped lexicon. A record
    /// keeps its own: see `lexicon`.
    #[arg(long, global = true, value_name = "FILE", help_heading = EVERYWHERE, env = "RAPPORTEUR_LEXICON")]
    pub(crate) lexicon: Option<PathBuf>,

    /// For commands without a record: a file with more states, organisations and holders of offices, in the format of the shipped list. A record
    /// keeps its own: see `lexicon`.
    #[arg(long, global = true, value_name = "FILE", help_heading = EVERYWHERE, env = "RAPPORTEUR_ACTORS")]
    pub(crate) actors: Option<PathBuf>,

    /// The day from which `today`, `yesterday` and `3d` are counted. Default: the one of this machine.
    #[arg(long, global = true, value_name = "DAY", help_heading = EVERYWHERE, env = "RAPPORTEUR_TODAY")]
    pub(crate) today: Option<String>,

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
    #[command(
        after_help = "Examples:\n  rapporteur story s3f2a --why\n  rapporteur story split s3f2a REPORT... --why WORDS     these reports are a story apart\n  rapporteur story join s3f2a s81c0 --why WORDS          two stories are one",
        args_conflicts_with_subcommands = true,
        subcommand_negates_reqs = true
    )]
    Story(Story),

    /// List what was corrected: stories split and joined, actors that are one or two, statements that are none, reports edited and taken out.
    #[command(after_help = "Examples:\n  rapporteur corrections\n  rapporteur corrections --all --json     also what was undone")]
    Corrections {
        /// Also those that were undone.
        #[arg(long)]
        all: bool,
    },

    /// Undo a correction; the record keeps that it was made and undone. A report that was taken out may then be added again.
    #[command(after_help = "Example: rapporteur undo 3")]
    Undo {
        /// Its number, as `corrections` prints it.
        number: i64,
    },

    /// Write a brief: every sentence verbatim, with report and place. Since a day: what is new, what moved, what is quiet but due, then the stories.
    #[command(
        after_help = "Examples:\n  rapporteur brief --since 2022-02-20\n  rapporteur brief --since yesterday --mark      keeps in the record that it was read\n  rapporteur brief --since last --mark           what was added since then\n  rapporteur brief --story s3f2a --format html --annex -o brief.html     with the cited reports' texts\n  rapporteur brief --story s3f2a --format bibtex -o brief.bib            what it cites"
    )]
    Brief(Brief),

    /// List who said what, word for word: direct, indirect and mixed, each with its source and its wordings.
    #[command(
        after_help = "Examples:\n  rapporteur statements --by Lavrov\n  rapporteur statements --about ceasefire --form direct --on 2022-02-20..2022-02-28"
    )]
    Statements(Statements),

    /// Show one statement: all its wordings under each other, differences marked.
    #[command(
        after_help = "Examples:\n  rapporteur statement q3f2a\n  rapporteur statement not q3f2a --why 'a line of a song'     it is none",
        args_conflicts_with_subcommands = true,
        subcommand_negates_reqs = true
    )]
    Statement {
        #[command(subcommand)]
        corrected: Option<OfStatement>,
        /// The statement's identifier, or the beginning of it.
        #[arg(required = true)]
        statement: Option<String>,
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
        after_help = "Examples:\n  rapporteur timeline s3f2a81c0\n  rapporteur timeline Veldania\n  rapporteur timeline Veldania --svg -o veldania.svg"
    )]
    Timeline(Timeline),

    /// List what was promised, offered, threatened, demanded, set and agreed, and where each stands on a day.
    #[command(
        after_help = "Nothing is closed without a report that settles it. As of the last day of the record, if no other is named.\n\nExamples:\n  rapporteur ledger --by Veldania --status open\n  rapporteur ledger --due ..2031-06-30 --as-of 2031-06-10\n  rapporteur ledger --ical -o due.ics"
    )]
    Ledger(Ledger),

    /// List who speaks and is spoken of; or who held an office on a day.
    #[command(
        after_help = "Examples:\n  rapporteur actors --kind person\n  rapporteur actors --office 'Foreign Minister of India' --on 2022-02-24\n  rapporteur actors --offices --state IND"
    )]
    Actors(Actors),

    /// Show one actor: its names and titles in print, its offices with their days, what it said.
    #[command(
        after_help = "Examples:\n  rapporteur actor Lavrov\n  rapporteur actor Q58217\n  rapporteur actor Lavrov --why\n  rapporteur actor same ONE OTHER --why WORDS               two are one\n  rapporteur actor different ONE REPORT... --why WORDS      in these reports it is another",
        args_conflicts_with_subcommands = true,
        subcommand_negates_reqs = true
    )]
    Actor {
        #[command(subcommand)]
        corrected: Option<OfActor>,
        /// The actor's identifier, or a name of it.
        #[arg(required = true)]
        actor: Option<String>,
        /// Show whom it was told by: which words of which reports are taken to mean it, and why.
        #[arg(long)]
        why: bool,
    },

    /// Where each stands on what: actors by questions, each stance with its day and its sentence.
    #[command(
        after_help = "Examples:\n  rapporteur positions\n  rapporteur positions --on sanctions --json\n  rapporteur positions --of India --moved-since 2022-02-20\n  rapporteur positions --questions mine.tsv --svg -o strip.svg\n\nA file of questions has lines of fields parted by tabs: `question`, a name, words that a point must hold (alternatives parted by\nsemicolons); below it `for` and `against` with words that tell the side:\n  question\tSanctions on Norland\tsanction\n  for\timpose; new\n  against\tlift; ease"
    )]
    Positions(Positions),

    /// List outlets: who only carries copy, whose, and how late.
    #[command(after_help = "Examples:\n  rapporteur outlets\n  rapporteur outlets --carriers --json")]
    Outlets(Outlets),

    /// Show one report: its text, what was removed from it, and whose copy it carries.
    #[command(
        after_help = "Examples:\n  rapporteur report r3f2a\n  rapporteur report edit r3f2a --outlet 'Harbour Post'     what its input said was wrong\n  rapporteur report remove r3f2a --why WORDS               the record forgets its text",
        args_conflicts_with_subcommands = true,
        subcommand_negates_reqs = true
    )]
    Report {
        #[command(subcommand)]
        corrected: Option<OfReport>,
        /// The report's key or the beginning of it, the input's own identifier, or the address.
        #[arg(required = true)]
        report: Option<String>,
    },

    /// Search headlines and texts.
    #[command(
        after_help = "Examples:\n  rapporteur search ceasefire\n  rapporteur search '\"security council\" AND veto'\n  rapporteur search --save Veto '\"security council\" AND veto'     kept in the record: see `searches`"
    )]
    Search(Search),

    /// List the searches that are kept, and how many reports are new in each since it was last looked through; or what one of them finds.
    #[command(
        after_help = "A search is kept by `rapporteur search --save NAME WORDS`; `rapporteur serve` has a page and feeds of each.\n\nExamples:\n  rapporteur searches\n  rapporteur searches Veto                what it finds, what came last first\n  rapporteur searches --new --mark        what is new in all of them, and nothing where nothing is: for a mail a day\n  rapporteur searches remove Veto",
        args_conflicts_with_subcommands = true
    )]
    Searches(Searches),

    /// Look at feeds, sitemaps, pages, folders and mailboxes for what is new, add it, and tell what you asked to be told of.
    #[command(after_help = watch::help())]
    Watch(Watch),

    /// Show the record on pages in a browser, with an API and feeds, on this machine alone.
    #[command(
        after_help = "It listens on 127.0.0.1 until it is interrupted, and reads only.\n\nExamples:\n  rapporteur serve\n  rapporteur serve --port 8080 --open"
    )]
    Serve(Serve),

    /// Answer an assistant's questions about the record: the Model Context Protocol on standard input and output, or over HTTP on this machine.
    #[command(
        after_help = "An assistant's program starts it and asks; it reads only, and ends when its input ends. Eight tools: search, fetch, statements,\nstory, who, verify_text, standing, council. Every row carries the words of a report with their place.\n\nIn the settings of the assistant's program:\n  {\"mcpServers\": {\"rapporteur\": {\"command\": \"rapporteur\", \"args\": [\"mcp\", \"--record\", \"/home/me/record.db\"]}}}\n\nOver HTTP, until it is interrupted, to this machine alone: rapporteur mcp --http\n\nBy hand:\n  echo '{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\"}}' | rapporteur mcp"
    )]
    Mcp {
        /// Listen on 127.0.0.1 and answer at /mcp, in place of standard input.
        #[arg(long)]
        http: bool,
        /// The port; 0 takes any that is free.
        #[arg(long, default_value_t = 7228, requires = "http")]
        port: u16,
    },

    /// Check the record, or a brief or anyone's text against it.
    #[command(
        after_help = "Examples:\n  rapporteur verify              the whole record: spans, keys, sets derived again\n  rapporteur verify brief.html   each quotation and citation of a brief\n  rapporteur verify memo.txt     each quotation and claim of speech in a text\n  rapporteur verify '\"We will wait,\" the envoy said.'"
    )]
    Verify(Verify),

    /// Print rows of the record in a stable order.
    #[command(
        after_help = "Examples:\n  rapporteur export reports -o reports.jsonl\n  rapporteur export reprints --format parquet -o reprints.parquet\n  rapporteur export --describe statements     what each field means; with --json the JSON Schema"
    )]
    Export(Export),

    /// Many reports in Parquet files, more than one record holds: analysed, linked, grouped, and records of some of them.
    #[command(subcommand)]
    Shard(Shard),

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

    /// Print the manual page of a command, or write those of all commands.
    #[command(
        after_help = "Examples:\n  rapporteur man > rapporteur.1\n  rapporteur man council vote | man -l -\n  rapporteur man --into /usr/local/share/man/man1"
    )]
    Man {
        /// The command; if none is named, the program.
        command: Vec<String>,
        /// Write the pages of all commands into this folder.
        #[arg(long, value_name = "FOLDER", conflicts_with = "command")]
        into: Option<PathBuf>,
    },
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
    /// Who reads the text of PDFs.
    #[arg(long, value_enum, value_name = "PROGRAM", default_value = "own", env = "RAPPORTEUR_PDF_TEXT")]
    pub(crate) pdf_text: PdfText,
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

/// Where it is written.
#[derive(Debug, Args)]
pub(crate) struct Written {
    /// Write to this file; one that is there is replaced when all is written, and stays as it was when that fails.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

impl Written {
    /// The paper for words.
    pub(crate) fn paper(&self) -> Outcome<Paper> {
        Paper::of(self.output.as_deref())
    }
}

#[derive(Debug, Args)]
pub(crate) struct Period {
    /// Only stories with a report published on or after this day, month or year: 2022-02-20, 2022-02, yesterday, 3d; or in a range of days,
    /// 2022-02-20..2022-02-24. Stories without a known day are left out.
    #[arg(long, value_name = "DAY")]
    pub(crate) since: Option<String>,
    /// Only stories with a report published on or before this day.
    #[arg(long, value_name = "DAY")]
    pub(crate) until: Option<String>,
}

/// How many rows are shown: `MANY`, where nothing else is said.
#[derive(Debug, Args)]
pub(crate) struct Rows<const MANY: usize> {
    /// How many at most.
    #[arg(long, value_name = "ROWS", help = format!("At most this many [default: {MANY}]"))]
    limit: Option<usize>,
    /// All of them.
    #[arg(long, conflicts_with = "limit")]
    all: bool,
}

impl<const MANY: usize> Rows<MANY> {
    /// This many rows.
    pub(crate) fn of(limit: usize) -> Self {
        Self { limit: Some(limit), all: false }
    }

    /// How many are shown at most.
    pub(crate) fn most(&self) -> usize {
        if self.all { usize::MAX >> 1 } else { self.limit.unwrap_or(MANY) }
    }
}

#[derive(Debug, Args)]
pub(crate) struct Stories {
    #[command(flatten)]
    pub(crate) period: Period,
    #[command(flatten)]
    pub(crate) rows: Rows<50>,
}

#[derive(Debug, Args)]
pub(crate) struct Story {
    #[command(subcommand)]
    pub(crate) corrected: Option<OfStory>,
    /// The story's key, or the beginning of it.
    #[arg(required = true)]
    pub(crate) story: Option<String>,
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
    /// Let pages correct and keep searches: for whoever opens the address that is told, which holds a token.
    #[arg(long)]
    pub(crate) correct: bool,
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

/// A language in which the sections of a brief can be named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum BriefLanguage {
    /// English.
    En,
    /// French.
    Fr,
    /// Spanish.
    Es,
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
    /// A document for Word and its like: to read and to work on, `verify` checks the others.
    Docx,
    /// What it cites, and nothing else: BibTeX.
    Bibtex,
    /// What it cites, and nothing else: RIS.
    Ris,
}

#[derive(Debug, Args)]
pub(crate) struct Brief {
    #[command(flatten)]
    pub(crate) period: Period,
    /// Keep in the record that the brief of this title was read up to now; `--since last` tells what was added after that.
    #[arg(long, conflicts_with = "story")]
    pub(crate) mark: bool,
    /// Only this story; may be given several times.
    #[arg(long, value_name = "ID", conflicts_with_all = ["since", "until"])]
    pub(crate) story: Vec<String>,
    /// How it is written; as BibTeX and RIS, only what it cites.
    #[arg(long, value_enum, default_value_t = BriefFormat::Md)]
    pub(crate) format: BriefFormat,
    /// At most this many stories, those with the most origins first; and as many that are quiet but due.
    #[arg(long, default_value_t = 20)]
    pub(crate) limit: usize,
    /// Put the texts of the cited reports behind it, with what is cited marked; each citation leads there.
    #[arg(long)]
    pub(crate) annex: bool,
    /// In which language its sections are named; words of reports stay as they are.
    #[arg(long, value_enum, default_value_t = BriefLanguage::En)]
    pub(crate) language: BriefLanguage,
    /// The title of the brief.
    #[arg(long, default_value = "Brief")]
    pub(crate) title: String,
    #[command(flatten)]
    pub(crate) written: Written,
}

#[derive(Debug, Args)]
pub(crate) struct Verify {
    /// A file with a brief (Markdown, HTML or JSON) or with any text, `-` for standard input, or the text itself; none: the record itself.
    pub(crate) text: Option<String>,
    /// The title that the writer of a brief gave it: no record bears out a title, so that one of several words holds only if it is this.
    #[arg(long, value_name = "TITLE", requires = "text")]
    pub(crate) title: Option<String>,
}
