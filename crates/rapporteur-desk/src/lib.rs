//! The desk: what a user can ask of a record, and the plain rows that answer.
//!
//! Every front door comes here: the command line, pages, tools of other programs. A question is a value, an answer is rows or, where a text
//! is wanted, the text; nothing is printed, and nothing is written to the record. [`interchange`] turns rows into the JSON that all of them share.
//!
//! Read in this order: [`Desk`], then the questions, a module each.

pub mod actors;
pub mod bands;
pub mod brief;
pub mod calendar;
pub mod claims;
pub mod contacts;
pub mod corrections;
pub mod council;
pub mod days;
pub mod docket;
pub mod entries;
mod error;
pub mod events;
pub mod evidence;
pub mod export;
pub mod interchange;
pub mod ledger;
mod picture;
pub mod readouts;
pub mod reports;
pub mod rules;
pub mod schemas;
pub mod search;
pub mod searches;
mod side;
pub mod standing;
pub mod statements;
pub mod timeline;
pub mod votes;
pub mod wording;

pub use calendar::Calendar;
pub use days::Period;
pub use error::Error;

use rapporteur::extract::{Languages, digest};
use rapporteur::record::day_written;
use rapporteur::resources::{Gazetteer, Resources, Sources};
use rapporteur_store::{List, Outcomes, Record};
use std::path::Path;
use std::sync::{Arc, OnceLock};

/// The result of this crate's functions.
pub type Result<T> = std::result::Result<T, Error>;

/// A record opened to be asked, with the resources that its answers rest on.
#[derive(Debug)]
pub struct Desk {
    /// The record, as it stands.
    pub record: Record,
    /// Word lists, offices, frequencies; desks over one record share them.
    pub resources: Arc<Resources>,
    /// The rules for times, for the day on which something was said.
    pub calendar: Calendar,
    /// Towns, for where something was.
    pub gazetteer: Gazetteer,
    /// What came of all commitments, where it was looked up (`look_up_outcomes`) since the record changed last.
    pub outcomes: Option<Arc<Outcomes>>,
    /// Read when first needed.
    languages: OnceLock<Languages>,
}

impl Desk {
    /// Opens the record of a file for reading; how far it is behind is `record.behind`.
    ///
    /// # Errors
    /// When there is no record, or it cannot be read.
    pub fn open(path: &Path, resources: Arc<Resources>) -> Result<Self> {
        Ok(Self {
            record: Record::open_to_read(path)?,
            resources,
            calendar: Calendar::read()?,
            gazetteer: gazetteer()?,
            outcomes: None,
            languages: OnceLock::new(),
        })
    }

    /// Opens the record of a file for reading, with the resources that are its own: see [`resources_of`].
    ///
    /// # Errors
    /// As for [`Desk::open`].
    pub fn at(path: &Path) -> Result<Self> {
        let record = Record::open_to_read(path)?;
        let resources = resources_of(&record)?.into();
        Ok(Self { record, resources, calendar: Calendar::read()?, gazetteer: gazetteer()?, outcomes: None, languages: OnceLock::new() })
    }
}

impl Desk {
    /// The shipped languages, read once for a desk.
    ///
    /// # Errors
    /// When a model is damaged.
    pub(crate) fn languages(&self) -> Result<&Languages> {
        if let Some(languages) = self.languages.get() {
            return Ok(languages);
        }
        let read = languages()?;
        Ok(self.languages.get_or_init(|| read))
    }
}

/// The shipped resources with the user's lines behind them: later lines do not undo earlier ones, or win.
///
/// # Errors
/// When a line is not in its format; the error names it.
pub fn resources(lexicon: &str, actors: &str) -> Result<Resources> {
    let lexicon = format!("{}{lexicon}", rapporteur_data::LEXICON);
    let actors = format!("{}{actors}", rapporteur_data::ACTORS);
    let languages = digest(&rapporteur_data::LANGUAGES, rapporteur_data::language_file);
    let sources = Sources { frequencies: rapporteur_data::FREQUENCIES, lexicon: &lexicon, actors: &actors, languages: &languages };
    Resources::read(sources).map_err(|error| {
        Error::advised(error, "the shipped lines come first; `crates/rapporteur-data/data` holds lexicon.tsv and actors.tsv for the format")
    })
}

/// The shipped list of towns.
fn gazetteer() -> Result<Gazetteer> {
    Gazetteer::read(rapporteur_data::GAZETTEER)
        .map_err(|error| Error::advised(error, "the program's own files are damaged: install it again"))
}

/// The resources of a record: the shipped ones with the lines that are kept in it.
///
/// # Errors
/// When the record cannot be read.
pub fn resources_of(record: &Record) -> Result<Resources> {
    let lines = record.lexicon()?;
    let of = |list: List| lines.iter().filter(|one| one.list == list).map(|one| format!("{}\n", one.line)).collect::<String>();
    resources(&of(List::Lexicon), &of(List::Actors))
}

/// The shipped languages with their models; reading them takes some tenths of a second.
///
/// # Errors
/// When a model is damaged.
pub fn languages() -> Result<Languages> {
    Languages::read(&rapporteur_data::LANGUAGES, rapporteur_data::language_file)
        .map_err(|error| Error::advised(error, "the program's own models are damaged: install it again"))
}

/// The code of a state by its code, name, people or capital.
///
/// # Errors
/// When the list knows none.
pub fn state(resources: &Resources, name: &str) -> Result<String> {
    let actors = &resources.actors;
    let code = name.to_uppercase();
    let found = actors.state(&code).or_else(|| actors.state_named(name)).or_else(|| actors.people(name)).or_else(|| actors.capital(name));
    let unknown = || Error::advised(format!("the list knows no state `{name}`"), "give its code (IND) or its name (India)");
    found.map(|state| state.code.clone()).ok_or_else(unknown)
}

/// First and last day, counted from 1970, in words.
pub fn days_written(days: Option<(i64, i64)>) -> String {
    match days {
        Some((first, last)) if first == last => day_written(first),
        Some((first, last)) => format!("{} to {}", day_written(first), day_written(last)),
        None => "day not known".to_owned(),
    }
}

/// The days on which something was, where a report tells them; else the day on which it was first reported, and that this is what it is.
pub fn dated(days: Option<(i64, i64)>, told: bool, reported: Option<i64>) -> String {
    match reported {
        Some(day) if !told => format!("reported {}", day_written(day)),
        _ => days_written(days),
    }
}

/// How often a thing is told, and by how many independent origins; nothing where one report tells it.
pub fn told(times: usize, origins: usize) -> Option<String> {
    match (times, origins) {
        (0 | 1, _) => None,
        (times, 1) => Some(format!("told {times} times, one origin")),
        (times, origins) => Some(format!("told {times} times, {origins} origins")),
    }
}

/// Enough of a key to type; the rest is only needed where two begin alike.
pub fn short(key: &str) -> String {
    key.chars().take(9).collect()
}
