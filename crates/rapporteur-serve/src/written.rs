//! Rows as a table of cells (CSV) and as references (BibTeX), for whoever asks for them so.

use crate::failure::Failure;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use rapporteur_desk::Desk;
use rapporteur_desk::brief::{References, entries};
use serde_json::Value;

/// How rows are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Json,
    Csv,
    Bibtex,
}

/// Rows as a file: a table with a column a field, or an entry for each report that they name, in the order in which they do.
pub(crate) fn written(desk: &Desk, format: Format, rows: &[Value]) -> Result<Response, Failure> {
    match format {
        Format::Json => Ok(file("application/json", "rows.json", Value::from(rows.to_vec()).to_string())),
        Format::Csv => Ok(file("text/csv; charset=utf-8", "rows.csv", table(rows)?)),
        Format::Bibtex => {
            // A word of a report that looks like a key is none.
            let reports: Vec<_> = named(rows).iter().filter_map(|key| desk.record.report(key).ok()).collect();
            Ok(file("application/x-bibtex; charset=utf-8", "rows.bib", entries(&reports, References::Bibtex)))
        }
    }
}

pub(crate) fn file(kind: &str, name: &str, text: String) -> Response {
    let head = [(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\""))];
    (head, text).into_response()
}

/// A column for each field of any row, in the order in which they come; what is a list or an object stands in its cell as JSON.
fn table(rows: &[Value]) -> Result<String, Failure> {
    let mut columns: Vec<&str> = Vec::new();
    for row in rows.iter().filter_map(Value::as_object) {
        for name in row.keys().map(String::as_str) {
            if !columns.contains(&name) {
                columns.push(name);
            }
        }
    }
    let mut csv = csv::Writer::from_writer(Vec::new());
    csv.write_record(&columns).map_err(Failure::broken)?;
    for row in rows {
        csv.write_record(columns.iter().map(|name| cell(&row[*name]))).map_err(Failure::broken)?;
    }
    String::from_utf8(csv.into_inner().map_err(Failure::broken)?).map_err(Failure::broken)
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(words) => words.clone(),
        other => other.to_string(),
    }
}

/// The keys of the reports that rows name; a story names its first.
fn named(rows: &[Value]) -> Vec<String> {
    let (mut found, mut seen) = (Vec::new(), std::collections::BTreeSet::new());
    let mut open: Vec<&Value> = rows.iter().rev().collect();
    while let Some(value) = open.pop() {
        match value {
            Value::Array(items) => open.extend(items.iter().rev()),
            Value::Object(fields) => open.extend(fields.iter().rev().map(|(_, field)| field)),
            Value::String(word) => {
                // A citation is a report's key and a place.
                let word = word.split(':').next().unwrap_or_default();
                let is_key = word.len() == 17 && word.starts_with(['r', 's']) && word[1..].bytes().all(|byte| byte.is_ascii_hexdigit());
                if is_key {
                    let key = format!("r{}", &word[1..]);
                    if seen.insert(key.clone()) {
                        found.push(key);
                    }
                }
            }
            _ => {}
        }
    }
    found
}
