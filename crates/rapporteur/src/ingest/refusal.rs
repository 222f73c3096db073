//! Why an input was not taken, and what its owner can do about it.

use super::Foreign;

/// The kinds of refusal; each has its advice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusalKind {
    /// Not text in any format that is read.
    Binary,
    /// The bytes are no text in the encoding they claim or seem to have.
    Encoding,
    /// No text of an article in it.
    Empty,
    /// A field of the input cannot be read.
    Field,
    /// The format is known but this is not well formed.
    Unreadable,
    /// Larger than is read at once.
    TooLong,
    /// An archive that unpacks to too much, too deep, or out of its folder.
    Archive,
    /// The file system or a pipe failed.
    Storage,
    /// It was there, and was taken out of the record.
    Removed,
    /// Known for what it is, and no report.
    Foreign(Foreign),
}

/// Why an input was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What kind of reason.
    pub kind: RefusalKind,
    /// The reason, as seen on this input.
    pub reason: String,
}

impl Refusal {
    /// A refusal with its reason.
    pub fn new(kind: RefusalKind, reason: impl Into<String>) -> Self {
        Self { kind, reason: reason.into() }
    }

    /// The refusal of what is known and is no report.
    pub fn foreign(foreign: Foreign) -> Self {
        Self::new(RefusalKind::Foreign(foreign), foreign.name())
    }

    /// The stable code that is printed.
    pub fn code(&self) -> &'static str {
        match self.kind {
            RefusalKind::Binary => "binary",
            RefusalKind::Encoding => "encoding",
            RefusalKind::Empty => "empty",
            RefusalKind::Field => "field",
            RefusalKind::Unreadable => "unreadable",
            RefusalKind::TooLong => "too long",
            RefusalKind::Archive => "archive",
            RefusalKind::Storage => "storage",
            RefusalKind::Removed => "removed",
            RefusalKind::Foreign(_) => "no report",
        }
    }

    /// What the owner of the input can do.
    pub fn advice(&self) -> &'static str {
        match self.kind {
            RefusalKind::Binary => "save the report as text or HTML and add that",
            RefusalKind::Encoding => "save the file as UTF-8 and add it again",
            RefusalKind::Empty => "check that the file holds the article itself and not only its frame",
            RefusalKind::Field => "correct or leave out that field and add it again",
            RefusalKind::Unreadable => "open the file and correct it at that place, or save it anew",
            RefusalKind::TooLong => "split it into single reports",
            RefusalKind::Archive => "unpack it yourself, look at what is inside, and add that folder",
            RefusalKind::Removed => "if it is to stand there after all, undo the removal and add it again",
            RefusalKind::Foreign(foreign) => foreign.advice(),
            RefusalKind::Storage => "check that the file is there and can be read, then add it again",
        }
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}; {}", self.reason, self.advice())
    }
}
