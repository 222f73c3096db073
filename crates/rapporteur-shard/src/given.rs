//! Rows that are brought: each is read as a line of JSON Lines is, so that a report is the same one however it comes.
//!
//! A row that is no report is refused with the reason; it never costs another row.

use crate::{Error, Result};
use arrow::array::{Array, AsArray};
use arrow::compute::cast;
use arrow::datatypes::DataType;
use arrow::record_batch::RecordBatch;
use rapporteur::ingest::{Format, Refusal, RefusalKind, TextKeeping, drafts, finish};
use rapporteur::record::Report;
use rapporteur::resources::Resources;
use rapporteur_store::guarded;
use serde_json::{Map, Value};

/// The columns that are read of what is brought; others are left alone.
pub const FIELDS: [&str; 8] = ["id", "text", "title", "outlet", "published", "url", "language", "byline"];

/// The report of a row, which is one JSON object with the fields of [`FIELDS`].
///
/// # Errors
/// When it is none, with the reason for its owner.
pub fn report(resources: &Resources, row: &str, keeping: TextKeeping) -> std::result::Result<Report, Refusal> {
    let refused = |reason: &str| Refusal::new(RefusalKind::Unreadable, reason);
    let read = || {
        let mut found = drafts(resources, Format::JsonLines, row.as_bytes()).into_iter();
        match (found.next(), found.next()) {
            (Some(draft), None) => finish(resources, draft?, keeping),
            _ => Err(refused("the row is not one report")),
        }
    };
    guarded(read).unwrap_or_else(|| Err(refused("the parser failed on it")))
}

/// The rows of a batch as JSON objects. Columns of [`FIELDS`] are read whatever their type is, as text.
///
/// # Errors
/// When there is no column `text`, or one cannot be put in text.
pub fn rows(batch: &RecordBatch) -> Result<Vec<String>> {
    if batch.column_by_name("text").is_none() {
        return Err(Error::told("there is no column `text`"));
    }
    let columns = FIELDS.iter().filter_map(|name| Some((*name, batch.column_by_name(name)?)));
    let columns = columns.map(|(name, column)| Ok((name, cast(column, &DataType::Utf8)?))).collect::<Result<Vec<_>>>()?;
    let row = |at: usize| {
        let cells = columns.iter().filter(|(_, column)| column.is_valid(at));
        let cells = cells.map(|(name, column)| ((*name).to_owned(), Value::from(column.as_string::<i32>().value(at))));
        Value::Object(cells.collect::<Map<_, _>>()).to_string()
    };
    Ok((0..batch.num_rows()).map(row).collect())
}
