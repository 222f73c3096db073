//! Whom a question means by a name: a state with all who belong to it, else actors.

use crate::{Desk, Result, state};
use rapporteur_store::{Side, Whose};

/// Of a state's code, name or identifier; else of an actor's identifier or name.
pub(crate) fn whose(desk: &Desk, name: &str) -> Result<Whose> {
    match state(&desk.resources, name.strip_prefix("state:").unwrap_or(name)) {
        Ok(code) => Ok(Whose::State(code)),
        Err(_) => Ok(Whose::Actors(desk.record.actors_named(name)?)),
    }
}

/// The side of that name, in a role or in any.
pub(crate) fn side(desk: &Desk, name: &str, role: Option<&'static str>) -> Result<Side> {
    Ok(Side { role, whose: whose(desk, name)? })
}
