//! What can go wrong with watching as a whole. A source that fails costs itself alone and is no error: it is noted and tried again.

use std::fmt::Display;

/// An error of watching. Opaque; ask it what to do.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct Error(#[from] Kind);

#[derive(Debug, thiserror::Error)]
enum Kind {
    #[error(transparent)]
    Record(#[from] rapporteur_store::Error),
    #[error(transparent)]
    Desk(#[from] rapporteur_desk::Error),
    #[error("what is kept beside the record failed: {0}")]
    State(#[from] rusqlite::Error),
    #[error("{what}: {source}")]
    File { what: String, source: std::io::Error },
    #[error("writing the output: {0}")]
    Output(std::io::Error),
    #[error("{what}")]
    Asked { what: String, advice: String },
}

impl Error {
    /// Something that the user can put right, and how.
    pub(crate) fn asked(what: impl Display, advice: impl Display) -> Self {
        Kind::Asked { what: what.to_string(), advice: advice.to_string() }.into()
    }

    /// A file that failed, with what was done to it.
    pub(crate) fn file(what: impl Display) -> impl FnOnce(std::io::Error) -> Self {
        let what = what.to_string();
        |source| Kind::File { what, source }.into()
    }

    /// An alert that could not be printed.
    pub(crate) fn output(source: std::io::Error) -> Self {
        Kind::Output(source).into()
    }

    /// Why nothing more could be printed, if that is what failed; else the error itself.
    ///
    /// # Errors
    /// The error, where it is another.
    pub fn into_output(self) -> std::result::Result<std::io::Error, Self> {
        match self.0 {
            Kind::Output(source) => Ok(source),
            other => Err(Self(other)),
        }
    }

    /// Is another program writing to the record?
    pub(crate) fn is_busy(&self) -> bool {
        matches!(&self.0, Kind::Record(error) if error.is_busy())
    }

    /// What to do about it, where that is known.
    pub fn advice(&self) -> Option<&str> {
        match &self.0 {
            Kind::Asked { advice, .. } => Some(advice),
            Kind::Desk(error) => error.advice(),
            _ => None,
        }
    }
}

impl From<rapporteur_store::Error> for Error {
    fn from(error: rapporteur_store::Error) -> Self {
        Kind::Record(error).into()
    }
}

impl From<rapporteur_desk::Error> for Error {
    fn from(error: rapporteur_desk::Error) -> Self {
        Kind::Desk(error).into()
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        Kind::State(error).into()
    }
}
