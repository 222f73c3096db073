//! The engine and a record for Python: the module `rapporteur_record._native`, which the package in `python/` lays out for people.
//!
//! Rows cross the border as JSON, which the desk writes anyway, and tables as Arrow streams. All work is done without the interpreter's lock.
//! Nothing is decided here.

mod desk;
mod engine;
mod table;

use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;

/// What the package `rapporteur_record` calls.
#[pymodule]
fn _native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add("edition", rapporteur::EDITION)?;
    module.add("joins", rapporteur_shard::brought::JOINS)?;
    module.add("strong", rapporteur_shard::brought::STRONG)?;
    module.add_class::<engine::Engine>()?;
    module.add_class::<desk::Desk>()?;
    module.add_class::<table::Table>()
}

/// An error of the desk: a `ValueError` where the question is at fault, with what to ask instead.
fn asked(error: rapporteur_desk::Error) -> PyErr {
    let told = error.advice().map_or_else(|| error.to_string(), |advice| format!("{error}; {advice}"));
    if error.is_question() { PyValueError::new_err(told) } else { PyRuntimeError::new_err(told) }
}

/// An error of a record.
fn kept(error: rapporteur_store::Error) -> PyErr {
    asked(error.into())
}

/// Rows that cannot be laid out as columns.
fn laid_out(error: rapporteur_shard::Error) -> PyErr {
    PyValueError::new_err(error.to_string())
}
