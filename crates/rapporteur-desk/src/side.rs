//! Whom a question means by a name: a state with all who belong to it, else actors.

use crate::{Desk, Result, state};

/// A side that is asked for.
pub(crate) enum Side {
    State(String),
    Actors(Vec<String>),
}

impl Side {
    /// Of a state's code, name or identifier; else of an actor's identifier or name.
    pub(crate) fn of(desk: &Desk, name: &str) -> Result<Self> {
        match state(&desk.resources, name.strip_prefix("state:").unwrap_or(name)) {
            Ok(code) => Ok(Self::State(code)),
            Err(_) => Ok(Self::Actors(desk.record.actors_named(name)?)),
        }
    }

    /// Does one of this identifier and state belong to it?
    pub(crate) fn holds(&self, id: Option<&String>, state: Option<&String>) -> bool {
        match self {
            Self::State(code) => state == Some(code),
            Self::Actors(ids) => id.is_some_and(|id| ids.contains(id)),
        }
    }
}
