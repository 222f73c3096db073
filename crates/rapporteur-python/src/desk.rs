//! A record's questions: each is one of the desk, its arguments are words, and its answer is rows as `--json` prints them.

use crate::engine::Engine;
use crate::{asked, kept};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use rapporteur::extract::{ContactKind, EventType, Form, Manner, ReferentKind, Status};
use rapporteur::record::outlets::outlets;
use rapporteur_desk::export::What;
use rapporteur_desk::interchange::{self, Offsets};
use rapporteur_desk::{Period, contacts, events, ledger, standing, statements};
use rapporteur_store::StoryOrder;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A record opened to be asked. It reads only, and each question sees the record as it stands then.
#[pyclass(frozen, module = "rapporteur_record._native")]
pub(crate) struct Desk {
    desk: Mutex<rapporteur_desk::Desk>,
}

#[pymethods]
impl Desk {
    #[new]
    fn new(py: Python<'_>, path: PathBuf) -> PyResult<Self> {
        let open = || -> PyResult<rapporteur_desk::Desk> {
            let desk = rapporteur_desk::Desk::at(&path).map_err(asked)?;
            desk.record.let_go().map_err(kept)?;
            Ok(desk)
        };
        Ok(Self { desk: Mutex::new(py.detach(open)?) })
    }

    /// The rows that answer a question, each a JSON object.
    fn ask(&self, py: Python<'_>, question: &str, given: HashMap<String, String>) -> PyResult<Vec<String>> {
        let given = Given(given);
        py.detach(|| self.seeing(|desk| answer(desk, question, &given)))
    }

    /// The rows that `rapporteur export` prints, each a JSON object.
    fn export(&self, py: Python<'_>, what: &str, chars: bool) -> PyResult<Vec<String>> {
        let what = What::of(what).ok_or_else(|| PyValueError::new_err(format!("there is no `{what}` to export")))?;
        let offsets = if chars { Offsets::Chars } else { Offsets::Bytes };
        let mut lines = Vec::new();
        let mut each = |rows: &[rapporteur_desk::export::Row]| {
            lines.extend(rows.iter().map(|row| Value::Object(row.clone()).to_string()));
            true
        };
        py.detach(|| self.seeing(|desk| desk.export(what, offsets, &mut each).map_err(asked)))?;
        Ok(lines)
    }

    /// The columns of what is exported, in order.
    #[staticmethod]
    fn columns(what: &str) -> PyResult<Vec<&'static str>> {
        let what = What::of(what).ok_or_else(|| PyValueError::new_err(format!("there is no `{what}` to export")))?;
        Ok(what.columns().to_vec())
    }

    /// What the record says to each claim and quotation of a text; positions are bytes of the text that comes with the rows.
    fn verify(&self, py: Python<'_>, engine: &Engine, text: &str) -> PyResult<(String, Vec<String>)> {
        py.detach(|| {
            self.seeing(|desk| {
                let (report, judged) = desk.claims(engine.languages(), text).map_err(asked)?;
                let rows = judged.iter().map(|one| one.row(&report.text).to_string()).collect();
                Ok((report.text, rows))
            })
        })
    }

    /// The rows of a reading SQL statement, each a JSON array, under the names of their columns.
    fn sql(&self, py: Python<'_>, statement: &str) -> PyResult<(Vec<String>, Vec<String>)> {
        py.detach(|| {
            self.seeing(|desk| {
                let (mut columns, mut rows) = (Vec::new(), Vec::new());
                let mut each = |row: Vec<_>| rows.push(Value::from(row.into_iter().map(cell).collect::<Vec<_>>()).to_string());
                desk.record.sql(statement, |names| columns = names.to_vec(), &mut each).map_err(kept)?;
                Ok((columns, rows))
            })
        })
    }
}

impl Desk {
    /// Answers from the record as it stands now, and lets go of it after.
    fn seeing<T>(&self, question: impl FnOnce(&rapporteur_desk::Desk) -> PyResult<T>) -> PyResult<T> {
        // A question that failed has left nothing half done: it only reads.
        let desk: MutexGuard<'_, _> = self.desk.lock().unwrap_or_else(PoisonError::into_inner);
        desk.record.look_again().map_err(kept)?;
        let answer = question(&desk);
        desk.record.let_go().map_err(kept)?;
        answer
    }
}

fn cell(value: rapporteur_store::Value) -> Value {
    use rapporteur_store::Value as Cell;
    match value {
        Cell::Null => Value::Null,
        Cell::Integer(number) => json!(number),
        Cell::Real(number) => json!(number),
        Cell::Text(text) => json!(text),
        Cell::Blob(bytes) => json!(bytes),
    }
}

/// What a question is asked with.
struct Given(HashMap<String, String>);

impl Given {
    fn words(&self, name: &str) -> Option<String> {
        self.0.get(name).cloned()
    }

    /// A label of a closed list.
    fn label<T>(&self, name: &str, of: impl Fn(&str) -> Option<T>) -> PyResult<Option<T>> {
        let read = |word: &String| of(word).ok_or_else(|| PyValueError::new_err(format!("there is no {name} `{word}`")));
        self.0.get(name).map(read).transpose()
    }

    fn parsed<T: FromStr>(&self, name: &str) -> PyResult<Option<T>> {
        self.label(name, |word| word.parse().ok())
    }

    fn days(&self, name: &str) -> PyResult<Option<Period>> {
        self.0.get(name).map(|days| Period::read_range(days).map_err(asked)).transpose()
    }

    fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }
}

fn answer(desk: &rapporteur_desk::Desk, question: &str, given: &Given) -> PyResult<Vec<String>> {
    let limit = given.parsed("limit")?.unwrap_or(usize::MAX);
    let name = || given.words("name").unwrap_or_default();
    let mut rows = Vec::new();
    // Takes a row; false when there are enough.
    let mut put = |row: Value| {
        if rows.len() < limit {
            rows.push(row.to_string());
        }
        rows.len() < limit
    };
    match question {
        "stories" => {
            let period = Period::read(given.0.get("since").map(String::as_str), given.0.get("until").map(String::as_str)).map_err(asked)?;
            // SQLite counts with a sign.
            let most = limit.min(i64::MAX as usize);
            let found = desk.record.stories(period.since, period.until, StoryOrder::Newest, most).map_err(kept)?;
            found.iter().map(interchange::story_row).all(put);
        }
        "story" => _ = put(interchange::brief(&desk.story(&name()).map_err(asked)?)),
        "statements" => {
            let manner = given.label("manner", |word| (word == "all").then_some(None).or_else(|| Manner::of(word).map(Some)))?;
            let wanted = statements::Asked {
                by: given.words("by"),
                to: given.words("to"),
                state: given.words("state"),
                story: given.words("story"),
                manner: manner.unwrap_or(Some(Manner::Speech)),
                on: given.days("on")?,
                about: given.words("about"),
                form: given.label("form", Form::of)?,
                shared: given.has("shared"),
                unsure: given.has("unsure"),
            };
            desk.statements(&wanted, |statement| put(interchange::statement(&statement, &desk.calendar))).map_err(asked)?;
        }
        "statement" => _ = put(interchange::statement(&desk.record.statement(&name()).map_err(kept)?, &desk.calendar)),
        "actors" => {
            let kind = given.label("kind", ReferentKind::of)?;
            let found = desk.actors(kind, given.0.get("state").map(String::as_str), limit.min(i64::MAX as usize)).map_err(asked)?;
            found.iter().map(interchange::actor_row).all(put);
        }
        "actor" => _ = desk.actor(&name()).map_err(asked)?.iter().map(interchange::actor_view).all(put),
        "events" => {
            let wanted = events::Asked {
                kind: given.label("type", EventType::of)?,
                actor: given.words("actor"),
                recipient: given.words("recipient"),
                status: given.label("status", Status::of)?,
                on: given.days("on")?,
                place: given.words("place"),
                unsure: given.has("unsure"),
                latest: false,
            };
            desk.events(&wanted, |event| put(interchange::event_row(&event, &desk.places(&event)))).map_err(asked)?;
        }
        "contacts" => {
            let between = given.words("between").unwrap_or_default();
            let between = between.split(',').map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect();
            let wanted = contacts::Asked { between, on: given.days("on")?, kind: given.label("kind", ContactKind::of)?, latest: false };
            desk.contacts(&wanted, |contact| put(interchange::contact(&contact))).map_err(asked)?;
        }
        "positions" => {
            let unsure = given.has("unsure");
            let wanted = standing::Asked { on: given.words("on"), of: given.words("of"), unsure, ..standing::Asked::default() };
            let board = desk.standings(&wanted).map_err(asked)?;
            board.standings.iter().map(|standing| interchange::standing(&board, standing)).all(put);
        }
        "ledger" => {
            let wanted = ledger::Asked {
                by: given.words("by"),
                to: given.words("to"),
                due: given.days("due")?,
                unsure: given.has("unsure"),
                ..ledger::Asked::default()
            };
            desk.ledger(&wanted, |row| put(interchange::ledger_row(&row))).map_err(asked)?;
        }
        "report" => _ = put(interchange::report_view(&desk.report(&name()).map_err(asked)?)),
        "search" => {
            let found = desk.record.search(&name(), limit.min(i64::MAX as usize)).map_err(kept)?;
            found.iter().map(interchange::hit).all(put);
        }
        "outlets" => _ = outlets(&desk.record.printings().map_err(kept)?).iter().map(interchange::outlet).all(put),
        other => return Err(PyValueError::new_err(format!("there is no question `{other}`"))),
    }
    Ok(rows)
}
