//! What the program could not do, and what its user can do next.

use std::fmt::Display;

/// How a command ended that could be carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// All of it is well.
    Good,
    /// Something was refused or does not hold; the output says what.
    Findings,
}

impl From<Verdict> for std::process::ExitCode {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Good => Self::SUCCESS,
            Verdict::Findings => Self::from(1),
        }
    }
}

/// A command that could not be carried out.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub(crate) enum Problem {
    #[error(transparent)]
    Record(#[from] rapporteur_store::Error),
    #[error(transparent)]
    Desk(rapporteur_desk::Error),
    #[error("{what}: {source}")]
    File { what: String, source: std::io::Error },
    #[error("{0}")]
    Other(String),
    #[error("{what}")]
    Advised {
        what: String,
        #[help]
        help: String,
    },
}

pub(crate) type Outcome<T = Verdict> = Result<T, Problem>;

impl Problem {
    pub(crate) fn other(what: impl Display) -> Self {
        Self::Other(what.to_string())
    }

    pub(crate) fn advised(what: impl Display, help: impl Display) -> Self {
        Self::Advised { what: what.to_string(), help: help.to_string() }
    }

    pub(crate) fn file(what: impl Display) -> impl FnOnce(std::io::Error) -> Self {
        let what = what.to_string();
        |source| Self::File { what, source }
    }

    /// Did the reader of our output go away?
    pub(crate) fn is_broken_pipe(&self) -> bool {
        matches!(self, Self::File { source, .. } if source.kind() == std::io::ErrorKind::BrokenPipe)
    }
}

impl From<rapporteur_desk::Error> for Problem {
    fn from(error: rapporteur_desk::Error) -> Self {
        match error.advice() {
            Some(advice) => Self::advised(&error, advice),
            None => Self::Desk(error),
        }
    }
}

impl From<rapporteur_watch::Error> for Problem {
    fn from(error: rapporteur_watch::Error) -> Self {
        match error.into_output() {
            Ok(source) => source.into(),
            Err(error) => match error.advice() {
                Some(advice) => Self::advised(&error, advice),
                None => Self::other(&error),
            },
        }
    }
}

impl From<rapporteur_shard::Error> for Problem {
    fn from(error: rapporteur_shard::Error) -> Self {
        if error.is_broken_pipe() { std::io::Error::from(std::io::ErrorKind::BrokenPipe).into() } else { Self::other(error) }
    }
}

impl From<std::io::Error> for Problem {
    fn from(source: std::io::Error) -> Self {
        Self::File { what: "writing the output".to_owned(), source }
    }
}
