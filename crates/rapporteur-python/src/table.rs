//! Rows as an Arrow stream, which polars, pandas, DuckDB and pyarrow take without a copy.

use crate::laid_out;
use arrow::ffi_stream::FFI_ArrowArrayStream;
use arrow::record_batch::{RecordBatch, RecordBatchIterator};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use rapporteur_desk::export::Row;
use rapporteur_shard::table;

/// Rows under named columns.
#[pyclass(frozen, module = "rapporteur_record._native")]
pub(crate) struct Table {
    pub(crate) batch: RecordBatch,
}

#[pymethods]
impl Table {
    /// Of rows that are JSON objects; a field that a row does not have is null, and a list is its JSON.
    #[new]
    fn new(py: Python<'_>, columns: Vec<String>, rows: Vec<String>) -> PyResult<Self> {
        let read = || -> PyResult<RecordBatch> {
            let rows = rows.iter().map(|row| serde_json::from_str::<Row>(row)).collect::<Result<Vec<_>, _>>();
            let rows = rows.map_err(|error| PyValueError::new_err(error.to_string()))?;
            table::batch(&table::schema(&columns), &rows).map_err(laid_out)
        };
        Ok(Self { batch: py.detach(read)? })
    }

    fn __len__(&self) -> usize {
        self.batch.num_rows()
    }

    /// The names of the columns.
    #[getter]
    fn columns(&self) -> Vec<String> {
        self.batch.schema().fields().iter().map(|field| field.name().clone()).collect()
    }

    /// The Arrow PyCapsule interface. The columns have the types that they have, whatever schema is wished for.
    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(&self, py: Python<'py>, requested_schema: Option<Bound<'py, PyAny>>) -> PyResult<Bound<'py, PyCapsule>> {
        _ = requested_schema;
        let batches = RecordBatchIterator::new([Ok(self.batch.clone())], self.batch.schema());
        PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(batches)), c"arrow_array_stream")
    }
}
