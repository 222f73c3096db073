//! Which contacts and events are listed, asked of their tables before any is composed.

use crate::{Record, Result};
use rusqlite::params_from_iter;
use rusqlite::types::Value;

/// What contacts or events are listed, and in which order; what is left out lists all, by the first day they can have been on.
#[derive(Clone, Debug, Default)]
pub struct Sift {
    /// Each of them takes part.
    pub sides: Vec<Side>,
    /// First and last day, counted from 1970, within which it can have been.
    pub on: Option<(i64, i64)>,
    /// The label of its kind.
    pub kind: Option<&'static str>,
    /// The last day comes first.
    pub latest: bool,
    /// An event of which no telling has this score, in thousandths, is left out; contacts have none.
    pub least: u16,
}

/// A side that takes part.
#[derive(Clone, Debug)]
pub struct Side {
    /// As whom: `actor` or `recipient` of an event; none for either, and for contacts.
    pub role: Option<&'static str>,
    /// Who it is.
    pub whose: Whose,
}

/// A state with all who belong to it, or actors by their identifiers.
#[derive(Clone, Debug)]
pub enum Whose {
    /// A state's code.
    State(String),
    /// Any of these actors.
    Actors(Vec<String>),
}

impl Sift {
    /// The rows of a table that are listed, as a query goes on behind what it selects, and its values.
    fn from(&self, table: &str) -> (String, Vec<Value>) {
        let (mut query, mut asked) = (format!("FROM {table} WHERE true"), Vec::<Value>::new());
        if let Some((first, last)) = self.on {
            query += " AND first <= ? AND last >= ?";
            asked.extend([last.into(), first.into()]);
        }
        if let Some(kind) = self.kind {
            query += " AND kind = ?";
            asked.push(kind.to_owned().into());
        }
        if self.least > 0 && table == "event" {
            query += " AND EXISTS (SELECT 1 FROM event_act JOIN act ON act.report = event_act.report AND act.number = event_act.telling
                 WHERE event_act.event = event.id AND act.score >= ?)";
            asked.push(i64::from(self.least).into());
        }
        for side in &self.sides {
            let (who, value) = match &side.whose {
                Whose::State(code) => ("state = ?", code.clone()),
                Whose::Actors(ids) => ("actor IN (SELECT value FROM json_each(?))", serde_json::json!(ids).to_string()),
            };
            query += &format!(" AND id IN (SELECT {table} FROM {table}_party WHERE {who}");
            asked.push(value.into());
            if let Some(role) = side.role {
                query += " AND role = ?";
                asked.push(role.to_owned().into());
            }
            query.push(')');
        }
        (query, asked)
    }
}

impl Record {
    /// How many rows of a table are listed.
    pub(crate) fn sifted_len(&self, table: &str, sift: &Sift) -> Result<usize> {
        let (rows, asked) = sift.from(table);
        let mut statement = self.connection.prepare_cached(&format!("SELECT count(*) {rows}"))?;
        Ok(statement.query_row(params_from_iter(asked), |row| row.get::<_, i64>(0))? as usize)
    }

    /// Identifiers of the rows of a table that are listed, to be read one by one; `each` says false to stop.
    pub(crate) fn sifted(&self, table: &str, sift: &Sift, mut each: impl FnMut(&str) -> Result<bool>) -> Result<()> {
        let (rows, asked) = sift.from(table);
        let mut query = format!("SELECT id {rows}");
        query += if sift.latest { " ORDER BY last DESC, first DESC, place, id" } else { " ORDER BY first IS NULL, first, last, place, id" };
        let mut statement = self.connection.prepare_cached(&query)?;
        let mut rows = statement.query(params_from_iter(asked))?;
        while let Some(row) = rows.next()? {
            if !each(row.get_ref(0)?.as_str().map_err(|error| crate::Error::damaged(error.to_string()))?)? {
                break;
            }
        }
        Ok(())
    }
}
