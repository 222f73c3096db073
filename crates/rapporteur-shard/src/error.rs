//! What could not be read, written or understood.

use std::fmt::Display;
use std::path::Path;

/// An error of this crate. Opaque; its words say what was being done.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct Error(#[from] Kind);

#[derive(Debug, thiserror::Error)]
enum Kind {
    #[error("{what}: {source}")]
    File { what: String, source: std::io::Error },
    #[error(transparent)]
    Arrow(#[from] arrow::error::ArrowError),
    #[error(transparent)]
    Parquet(#[from] parquet::errors::ParquetError),
    #[error(transparent)]
    Desk(#[from] rapporteur_desk::Error),
    #[error("{0}")]
    Told(String),
}

impl Error {
    /// Something that is not as it must be, in words.
    pub(crate) fn told(what: impl Display) -> Self {
        Kind::Told(what.to_string()).into()
    }

    /// A file that cannot be read or written.
    pub(crate) fn file(doing: &str, path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let what = format!("{doing} {}", path.display());
        |source| Kind::File { what, source }.into()
    }

    /// Did the reader of what is written go away?
    pub fn is_broken_pipe(&self) -> bool {
        let source: Option<&(dyn std::error::Error + 'static)> = match &self.0 {
            Kind::File { source, .. } => return source.kind() == std::io::ErrorKind::BrokenPipe,
            Kind::Parquet(error) => std::error::Error::source(error),
            _ => None,
        };
        source
            .and_then(|source| source.downcast_ref::<std::io::Error>())
            .is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
    }
}

impl From<arrow::error::ArrowError> for Error {
    fn from(error: arrow::error::ArrowError) -> Self {
        Kind::Arrow(error).into()
    }
}

impl From<parquet::errors::ParquetError> for Error {
    fn from(error: parquet::errors::ParquetError) -> Self {
        Kind::Parquet(error).into()
    }
}

impl From<rapporteur_desk::Error> for Error {
    fn from(error: rapporteur_desk::Error) -> Self {
        Kind::Desk(error).into()
    }
}

impl From<rapporteur_store::Error> for Error {
    fn from(error: rapporteur_store::Error) -> Self {
        rapporteur_desk::Error::from(error).into()
    }
}
