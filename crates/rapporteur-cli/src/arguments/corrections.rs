//! What the user holds against what was derived, and against what an input said of its report.

use clap::{Args, Subcommand};
use rapporteur_store::Field;

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

/// What is corrected of a report.
#[derive(Debug, Subcommand)]
pub(crate) enum OfReport {
    /// What its input said of it is wrong: its outlet, its time, its headline, its address, its language.
    #[command(
        after_help = "Examples:\n  rapporteur report edit r3f2a --outlet 'Harbour Post' --published 2022-02-25\n  rapporteur report edit r3f2a --title '' --why 'the name of the section'     its headline is not known\n\nThe key stays, so that what cites the report still leads there. All that rests on it is derived anew, for the whole record;\n`rapporteur undo NUMBER` undoes it."
    )]
    Edit {
        /// The report.
        report: String,
        #[command(flatten)]
        fields: Fields,
        /// Why.
        #[arg(long, value_name = "WORDS", default_value = "", hide_default_value = true)]
        why: String,
        /// Who says so.
        #[arg(long, value_name = "NAME")]
        by: Option<String>,
    },
    /// Take it out: the record forgets its text, keeps that it was there and why it went, and refuses it from then on.
    #[command(
        after_help = "Example: rapporteur report remove r3f2a --why 'published by mistake' --by 'A. Reyes'\n\nThe file of the record is written anew, which takes as much room again while it is done; all that rested on the report is derived anew.\nThe text cannot be brought back: `rapporteur undo NUMBER` only lets the report be added again. Copies of the file keep what they hold."
    )]
    Remove {
        /// The report.
        report: String,
        #[command(flatten)]
        because: Because,
    },
}

/// What is right of a report; what is given empty is not known.
#[derive(Debug, Args)]
pub(crate) struct Fields {
    /// Its outlet.
    #[arg(long)]
    outlet: Option<String>,
    /// When it was published: 2022-02-25, 2022-02-25T18:30:00+05:30, "25 February 2022".
    #[arg(long, value_name = "TIME")]
    published: Option<String>,
    /// Its headline.
    #[arg(long)]
    title: Option<String>,
    /// Its address.
    #[arg(long)]
    url: Option<String>,
    /// Its language, by its code.
    #[arg(long, value_name = "CODE")]
    language: Option<String>,
}

impl Fields {
    /// The fields that are given.
    fn given(&self) -> Vec<(Field, String)> {
        let fields = [
            (Field::Outlet, &self.outlet),
            (Field::Published, &self.published),
            (Field::Title, &self.title),
            (Field::Url, &self.url),
            (Field::Language, &self.language),
        ];
        fields.into_iter().filter_map(|(field, value)| Some((field, value.clone()?))).collect()
    }
}

/// Any correction.
#[derive(Debug)]
pub(crate) enum Correct<'a> {
    Split { story: &'a str, reports: &'a [String], because: &'a Because },
    Join { story: &'a str, other: &'a str, because: &'a Because },
    Same { actor: &'a str, other: &'a str, because: &'a Because },
    Different { actor: &'a str, reports: &'a [String], because: &'a Because },
    Not { statement: &'a str, because: &'a Because },
    Edit { report: &'a str, fields: Vec<(Field, String)>, why: &'a str, by: Option<&'a str> },
    Remove { report: &'a str, because: &'a Because },
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

impl<'a> From<&'a OfReport> for Correct<'a> {
    fn from(of: &'a OfReport) -> Self {
        match of {
            OfReport::Edit { report, fields, why, by } => Self::Edit { report, fields: fields.given(), why, by: by.as_deref() },
            OfReport::Remove { report, because } => Self::Remove { report, because },
        }
    }
}
