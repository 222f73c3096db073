//! Rows as columns: what `export`, shards and other languages write and take. A column is text, but for the few that are numbers by name;
//! lists are JSON.

use crate::Result;
use arrow::array::{ArrayRef, Float64Array, Int64Array, StringArray};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use arrow::record_batch::RecordBatch;
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use rapporteur_desk::export::Row;
use serde_json::Value;
use std::io::Write;
use std::sync::Arc;

/// The schema of columns by their names.
pub fn schema(columns: &[impl AsRef<str>]) -> SchemaRef {
    let field = |name: &str| {
        let kind = match name {
            "share" | "score" => DataType::Float64,
            "start" | "end" | "start_byte" | "end_byte" => DataType::Int64,
            _ => DataType::Utf8,
        };
        Field::new(name, kind, true)
    };
    Arc::new(Schema::new(columns.iter().map(|name| field(name.as_ref())).collect::<Vec<_>>()))
}

/// The schema of columns by their names and types.
pub fn typed(columns: &[(&str, DataType)]) -> SchemaRef {
    Arc::new(Schema::new(columns.iter().map(|(name, kind)| Field::new(*name, kind.clone(), true)).collect::<Vec<_>>()))
}

/// Rows under a schema that [`schema`] or [`typed`] made; a field that a row does not have is null.
///
/// # Errors
/// None that rows can bring: an error says that the columns do not fit the schema.
pub fn batch(schema: &SchemaRef, rows: &[Row]) -> Result<RecordBatch> {
    let column = |field: &Arc<Field>| -> ArrayRef {
        let values = rows.iter().map(|row| row.get(field.name()).unwrap_or(&Value::Null));
        match field.data_type() {
            DataType::Float64 => Arc::new(values.map(Value::as_f64).collect::<Float64Array>()),
            DataType::Int64 => Arc::new(values.map(Value::as_i64).collect::<Int64Array>()),
            _ => Arc::new(values.map(text).collect::<StringArray>()),
        }
    };
    Ok(RecordBatch::try_new(schema.clone(), schema.fields().iter().map(column).collect())?)
}

/// A value in a cell of text: itself, or its JSON where it is no text.
pub fn text(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

/// A Parquet file of rows under a schema, which tells of itself what it was `made_of`, where that is said.
///
/// # Errors
/// When the schema has no Parquet form.
pub fn writer<W: Write + Send>(out: W, schema: SchemaRef, made_of: &str) -> Result<ArrowWriter<W>> {
    let note = (!made_of.is_empty()).then(|| vec![KeyValue::new(MADE_OF.to_owned(), made_of.to_owned())]);
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(Default::default()))
        .set_created_by("rapporteur".to_owned())
        .set_key_value_metadata(note)
        .build();
    Ok(ArrowWriter::try_new(out, schema, Some(properties))?)
}

/// Under which name a file says what it was made of.
pub(crate) const MADE_OF: &str = "made of";
