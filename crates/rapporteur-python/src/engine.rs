//! The engine: rows in, what they tell out, on as many threads as are asked for.

use crate::laid_out;
use crate::table::Table;
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use rapporteur::ingest::TextKeeping;
use rapporteur_desk::export::Row;
use rapporteur_desk::interchange::Offsets;
use rapporteur_shard::{analyze, brought};
use rayon::prelude::*;
use serde_json::Value;

/// The engine with its models, word lists and lists of offices.
#[pyclass(frozen, module = "rapporteur_record._native")]
pub(crate) struct Engine {
    engine: analyze::Engine,
}

impl Engine {
    pub(crate) fn languages(&self) -> &rapporteur::extract::Languages {
        &self.engine.languages
    }
}

#[pymethods]
impl Engine {
    /// Reads the models; `lexicon` and `actors` are lines of a user's own, in the formats of the shipped lists.
    #[new]
    #[pyo3(signature = (lexicon = "", actors = ""))]
    fn new(py: Python<'_>, lexicon: &str, actors: &str) -> PyResult<Self> {
        let engine = py.detach(|| analyze::Engine::new(lexicon, actors)).map_err(laid_out)?;
        Ok(Self { engine })
    }

    /// What each row tells, in the order of the rows: JSON objects with positions in bytes. A row is a JSON object with a text.
    /// `threads` 0 means all cores.
    fn analyze(&self, py: Python<'_>, rows: Vec<String>, clean: bool, threads: usize) -> PyResult<Vec<String>> {
        let read = |row: &String| self.engine.read(row, keeping(clean), Offsets::Bytes).to_string();
        py.detach(|| on(threads, || rows.par_iter().map(read).collect()))
    }

    /// The same as a table of the columns that `rapporteur shard analyze` writes; `inputs` says where each row came from.
    fn shard(&self, py: Python<'_>, rows: Vec<String>, inputs: Vec<String>, clean: bool, threads: usize) -> PyResult<Table> {
        let batch = py.detach(|| on(threads, || analyze::analyze(&self.engine, keeping(clean), &rows, &inputs)))?;
        Ok(Table { batch: batch.map_err(laid_out)? })
    }

    /// Decides pairs of reports that share keys: rows of `brought::decide`.
    #[staticmethod]
    fn decide(py: Python<'_>, pairs: Vec<String>) -> PyResult<Vec<String>> {
        py.detach(|| brought::decide(&pairs)).map(written).map_err(laid_out)
    }

    /// Groups components of copies: rows of `brought::origins`.
    fn origins(&self, py: Python<'_>, reports: Vec<String>, copies: Vec<String>) -> PyResult<Vec<String>> {
        py.detach(|| brought::origins(&self.engine, &reports, &copies)).map(written).map_err(laid_out)
    }

    /// Ties pairs of origins: rows of `brought::tie`.
    #[staticmethod]
    fn tie(py: Python<'_>, pairs: Vec<String>) -> PyResult<Vec<String>> {
        py.detach(|| brought::tie(&pairs)).map(written).map_err(laid_out)
    }

    /// Groups components of origins into stories: rows of `brought::grouped`.
    #[staticmethod]
    fn stories(py: Python<'_>, reports: Vec<String>, ties: Vec<String>) -> PyResult<Vec<String>> {
        py.detach(|| brought::grouped(&reports, &ties)).map(written).map_err(laid_out)
    }
}

fn written(rows: Vec<Row>) -> Vec<String> {
    rows.into_iter().map(|row| Value::Object(row).to_string()).collect()
}

fn keeping(clean: bool) -> TextKeeping {
    if clean { TextKeeping::Cleaned } else { TextKeeping::AsIs }
}

/// Works on a number of threads; 0 are those that all share.
fn on<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> PyResult<T> {
    if threads == 0 {
        return Ok(work());
    }
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    Ok(pool.map_err(|error| PyRuntimeError::new_err(error.to_string()))?.install(work))
}
