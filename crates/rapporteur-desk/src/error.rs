//! What could not be answered, and what to ask instead.

use std::fmt::Display;

/// An error of the desk. Opaque; ask it what it is.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct Error(#[from] Kind);

#[derive(Debug, thiserror::Error)]
enum Kind {
    #[error(transparent)]
    Record(#[from] rapporteur_store::Error),
    #[error("{what}")]
    Asked { what: String, advice: Option<String> },
}

impl Error {
    /// A question that makes no sense as it stands.
    pub(crate) fn asked(what: impl Display) -> Self {
        Kind::Asked { what: what.to_string(), advice: None }.into()
    }

    /// The same, with what to do.
    pub(crate) fn advised(what: impl Display, advice: impl Display) -> Self {
        Kind::Asked { what: what.to_string(), advice: Some(advice.to_string()) }.into()
    }

    /// What to do about it, where that is known.
    pub fn advice(&self) -> Option<&str> {
        match &self.0 {
            Kind::Asked { advice, .. } => advice.as_deref(),
            Kind::Record(_) => None,
        }
    }

    /// Was it the question that failed, and not the record?
    pub fn is_question(&self) -> bool {
        match &self.0 {
            Kind::Asked { .. } => true,
            Kind::Record(error) => error.is_query(),
        }
    }
}

impl From<rapporteur_store::Error> for Error {
    fn from(error: rapporteur_store::Error) -> Self {
        Kind::Record(error).into()
    }
}
