//! What the user holds against what was derived.

use clap::{Args, Subcommand};

/// Why something is corrected, and who says so.
#[derive(Debug, Args)]
pub(crate) struct Because {
    /// Why.
    #[arg(long, value_name = "WORDS")]
    pub(crate) why: String,
    /// Who says so.
    #[arg(long, value_name = "NAME")]
    pub(crate) by: Option<String>,
}

/// What is corrected of a story.
#[derive(Debug, Subcommand)]
pub(crate) enum OfStory {
    /// These reports, with all who carry their copy, are a story apart.
    #[command(
        after_help = "Example: rapporteur story split s3f2a r81c0 r90aa --why 'another quake' --by 'A. Reyes'\n\nThe record keeps it with the time, follows it at once, and undoes it by `rapporteur undo NUMBER`."
    )]
    Split {
        /// The story.
        story: String,
        /// The reports that belong elsewhere.
        #[arg(required = true, value_name = "REPORT")]
        reports: Vec<String>,
        #[command(flatten)]
        because: Because,
    },
    /// Two stories are one.
    #[command(after_help = "Example: rapporteur story join s3f2a s81c0 --why 'one summit, two names for it'")]
    Join {
        /// One story.
        story: String,
        /// The other.
        other: String,
        #[command(flatten)]
        because: Because,
    },
}

/// What is corrected of an actor.
#[derive(Debug, Subcommand)]
pub(crate) enum OfActor {
    /// Two actors are one: the first.
    #[command(after_help = "Example: rapporteur actor same person:ana-reyes person:anna-reies --why 'one name in two spellings'")]
    Same {
        /// The actor that both are: an identifier or a name.
        actor: String,
        /// The other.
        other: String,
        #[command(flatten)]
        because: Because,
    },
    /// In these reports it is another actor of that name.
    #[command(after_help = "Example: rapporteur actor different 'Ana Reyes' r3f2a r81c0 --why 'the painter, not the minister'")]
    Different {
        /// The actor: an identifier or a name.
        actor: String,
        /// The reports that mean another.
        #[arg(required = true, value_name = "REPORT")]
        reports: Vec<String>,
        #[command(flatten)]
        because: Because,
    },
}

/// What is corrected of a statement.
#[derive(Debug, Subcommand)]
pub(crate) enum OfStatement {
    /// What was taken for a statement is none.
    #[command(after_help = "Example: rapporteur statement not q3f2a --why 'a line of a song'")]
    Not {
        /// The statement.
        statement: String,
        #[command(flatten)]
        because: Because,
    },
}

/// Any correction.
#[derive(Debug)]
pub(crate) enum Correct<'a> {
    Split { story: &'a str, reports: &'a [String], because: &'a Because },
    Join { story: &'a str, other: &'a str, because: &'a Because },
    Same { actor: &'a str, other: &'a str, because: &'a Because },
    Different { actor: &'a str, reports: &'a [String], because: &'a Because },
    Not { statement: &'a str, because: &'a Because },
}

impl<'a> From<&'a OfStory> for Correct<'a> {
    fn from(of: &'a OfStory) -> Self {
        match of {
            OfStory::Split { story, reports, because } => Self::Split { story, reports, because },
            OfStory::Join { story, other, because } => Self::Join { story, other, because },
        }
    }
}

impl<'a> From<&'a OfActor> for Correct<'a> {
    fn from(of: &'a OfActor) -> Self {
        match of {
            OfActor::Same { actor, other, because } => Self::Same { actor, other, because },
            OfActor::Different { actor, reports, because } => Self::Different { actor, reports, because },
        }
    }
}

impl<'a> From<&'a OfStatement> for Correct<'a> {
    fn from(of: &'a OfStatement) -> Self {
        let OfStatement::Not { statement, because } = of;
        Self::Not { statement, because }
    }
}
