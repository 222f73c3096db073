//! What can go wrong with a record, and how to tell the kinds apart.

use std::path::PathBuf;

/// An error of the record. Opaque; ask it what it is.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct Error(#[from] Kind);

#[derive(Debug, thiserror::Error)]
pub(crate) enum Kind {
    #[error("the record {path} cannot be opened: {source}")]
    Open { path: PathBuf, source: rusqlite::Error },
    #[error("there is no record at {0}; add reports first: rapporteur add FOLDER")]
    Missing(PathBuf),
    #[error("the record {path} has format {found}, and this program knows formats up to {known}; use a newer rapporteur")]
    TooNew { path: PathBuf, found: i64, known: usize },
    #[error("the record {path} has format {found} and this program reads format {known}: `rapporteur derive` brings it up to date")]
    TooOld { path: PathBuf, found: i64, known: usize },
    #[error("{0} is not a record of rapporteur; name another file with --record")]
    Foreign(PathBuf),
    #[error("the record is being written by another rapporteur; wait until it is done and try again")]
    Busy,
    #[error("the record failed: {0}")]
    Database(rusqlite::Error),
    #[error(
        "the record is damaged: {0}; `rapporteur doctor` lists all damage: restore a copy of the file, or add the reports again to a new record (--record FILE)"
    )]
    Damaged(String),
    #[error("{0}")]
    Query(String),
    #[error("{0}")]
    Conflict(String),
}

/// Identifiers that an ambiguous beginning of them is answered with.
const SHOWN: usize = 8;

impl Error {
    /// Is another process writing?
    pub fn is_busy(&self) -> bool {
        matches!(self.0, Kind::Busy)
    }

    /// Could the file, or one that SQLite wants beside it, not be opened?
    pub(crate) fn is_closed(&self) -> bool {
        let source = match &self.0 {
            Kind::Open { source, .. } | Kind::Database(source) => source,
            _ => return false,
        };
        matches!(source.sqlite_error_code(), Some(rusqlite::ErrorCode::CannotOpen | rusqlite::ErrorCode::ReadOnly))
    }

    /// Is there no record?
    pub fn is_missing(&self) -> bool {
        matches!(self.0, Kind::Missing(_))
    }

    /// Was it the caller's query that failed?
    pub fn is_query(&self) -> bool {
        matches!(self.0, Kind::Query(_))
    }

    /// The beginning of several identifiers: which, as far as they have room in a line.
    pub fn ambiguous(what: &str, name: &str, keys: &[String]) -> Self {
        let shown: Vec<&str> = keys.iter().take(SHOWN).map(String::as_str).collect();
        let rest = if keys.len() > SHOWN { ", …" } else { "" };
        Kind::Query(format!("`{name}` begins several {what}: {}{rest}; give more of it", shown.join(", "))).into()
    }

    pub(crate) fn conflict(what: String) -> Self {
        Kind::Conflict(what).into()
    }

    /// The damage in words, without what to do.
    pub(crate) fn damage(&self) -> String {
        match &self.0 {
            Kind::Damaged(what) => what.clone(),
            other => other.to_string(),
        }
    }

    pub(crate) fn damaged(what: impl Into<String>) -> Self {
        Kind::Damaged(what.into()).into()
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) => Kind::Busy.into(),
            Some(rusqlite::ErrorCode::DatabaseCorrupt) => Kind::Damaged(error.to_string()).into(),
            _ => Kind::Database(error).into(),
        }
    }
}
