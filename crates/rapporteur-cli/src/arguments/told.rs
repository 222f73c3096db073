//! What is asked of what reports tell: statements, contacts, events, commitments, positions, actors, outlets.

use super::{Rows, Written};
use clap::{Args, ValueEnum};

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
    /// Only what was published on this day or between two: DAY or DAY..DAY; see `rapporteur --help`.
    #[arg(long, value_name = "DAY..DAY")]
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
    #[command(flatten)]
    pub(crate) rows: Rows<100>,
}

#[derive(Debug, Args)]
pub(crate) struct Contacts {
    /// Only those in which these took part: states (a code, IND, or a name) or actors, parted by commas.
    #[arg(long, value_name = "NAME,NAME", value_delimiter = ',')]
    pub(crate) between: Vec<String>,
    /// Only those that can have been on this day or between two: DAY or DAY..DAY; see `rapporteur --help`.
    #[arg(long, value_name = "DAY..DAY")]
    pub(crate) on: Option<String>,
    /// Only this kind.
    #[arg(long, value_parser = rapporteur::extract::ContactKind::ALL.map(rapporteur::extract::ContactKind::label))]
    pub(crate) kind: Option<String>,
    #[command(flatten)]
    pub(crate) rows: Rows<100>,
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
    /// Only what can have been on this day, month or year, or between two days: DAY or DAY..DAY.
    #[arg(long, value_name = "DAY..DAY")]
    pub(crate) on: Option<String>,
    /// Only what is told of a place whose name has these words, or that lies in this state (a code or a name).
    #[arg(long, value_name = "WORDS")]
    pub(crate) place: Option<String>,
    /// Also rows that are less sure: of those that are shown without this four in five were right.
    #[arg(long)]
    pub(crate) all_rows: bool,
    #[command(flatten)]
    pub(crate) rows: Rows<100>,
}

#[derive(Debug, Args)]
pub(crate) struct Timeline {
    #[command(flatten)]
    pub(crate) written: Written,
    /// A story's key, or a state or an actor by its identifier, code or name.
    #[arg(value_name = "STORY|ACTOR")]
    pub(crate) of: String,
    /// As a picture.
    #[arg(long, conflicts_with = "json")]
    pub(crate) svg: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Ledger {
    #[command(flatten)]
    pub(crate) written: Written,
    /// Only what falls due on this day, month or year, or between two days: DAY, DAY..DAY, ..DAY, DAY.. (today..+2w).
    #[arg(long, value_name = "DAY..DAY")]
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
    #[arg(long, value_name = "DAY")]
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
    #[command(flatten)]
    pub(crate) rows: Rows<1000>,
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
    #[command(flatten)]
    pub(crate) written: Written,
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
    /// Also positions that are less sure, and questions of which no name tells.
    #[arg(long)]
    pub(crate) all_rows: bool,
    #[command(flatten)]
    pub(crate) rows: Rows<60>,
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
    #[arg(long, value_name = "DAY", requires = "office")]
    pub(crate) on: Option<String>,
    #[command(flatten)]
    pub(crate) rows: Rows<100>,
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
    #[command(flatten)]
    pub(crate) rows: Rows<100>,
}
