//! `rapporteur sql`: a user's own question to the record.

use super::Setting;
use crate::arguments;
use crate::console::{ENCODING_MARK, cell, safe, table_width};
use crate::problem::{Outcome, Problem, Verdict};
use comfy_table::{ContentArrangement, Table, presets};
use rapporteur::text::escaped_json;
use rapporteur_store::Value;
use serde_json::json;
use std::cell::RefCell;
use std::io::Write;

/// Rows of a table that are laid out together: their columns are as wide as they need.
const TOGETHER: usize = 1000;

/// Rows are printed as they come, so that no question fills the memory.
pub(super) fn run(setting: &Setting, sql: &arguments::Sql) -> Outcome {
    let record = setting.desk()?.record;
    let mut out = sql.written.paper()?;
    let mut failed: Outcome<()> = Ok(());
    let names = RefCell::new(Vec::new());
    let heads = |columns: &[String]| *names.borrow_mut() = columns.to_vec();
    if setting.json {
        record.sql_while(&sql.statement, heads, |row| {
            let fields: serde_json::Map<String, serde_json::Value> =
                names.borrow().iter().cloned().zip(row.into_iter().map(value)).collect();
            failed = writeln!(out, "{}", escaped_json(&serde_json::Value::from(fields).to_string())).map_err(Problem::from);
            failed.is_ok()
        })?;
    } else if sql.csv {
        if sql.excel {
            out.write_all(ENCODING_MARK)?;
        }
        let mut csv = csv::Writer::from_writer(&mut out);
        let wrong = |error: csv::Error| match error.into_kind() {
            csv::ErrorKind::Io(error) => Problem::from(error),
            other => Problem::other(format!("writing CSV: {other:?}")),
        };
        let mut headed = false;
        record.sql_while(&sql.statement, heads, |row| {
            let head = if headed { Ok(()) } else { csv.write_record(&*names.borrow()) };
            headed = true;
            failed = head.and_then(|()| csv.write_record(row.into_iter().map(|value| cell(&text(value), sql.excel)))).map_err(wrong);
            failed.is_ok()
        })?;
        if !headed && failed.is_ok() {
            failed = csv.write_record(&*names.borrow()).map_err(wrong);
        }
        failed = failed.and_then(|()| csv.flush().map_err(Problem::from));
        drop(csv);
    } else {
        let table = || {
            let mut table = Table::new();
            table.load_preset(presets::UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Dynamic).set_width(table_width());
            table
        };
        let (mut rows, mut printed) = (table(), 0);
        record.sql_while(&sql.statement, heads, |row| {
            if rows.row_count() == TOGETHER {
                let mut whole = std::mem::replace(&mut rows, table());
                whole.set_header(names.borrow().clone());
                failed = writeln!(out, "{whole}").map_err(Problem::from);
                printed += TOGETHER;
            }
            rows.add_row(row.into_iter().map(|value| safe(&text(value))));
            failed.is_ok()
        })?;
        if failed.is_ok() && (printed == 0 || rows.row_count() > 0) {
            rows.set_header(names.borrow().clone());
            writeln!(out, "{rows}")?;
        }
    }
    failed?;
    out.finish()?;
    Ok(Verdict::Good)
}

fn value(value: Value) -> serde_json::Value {
    match value {
        Value::Null => serde_json::Value::Null,
        Value::Integer(number) => json!(number),
        Value::Real(number) => json!(number),
        Value::Text(text) => json!(text),
        Value::Blob(bytes) => json!(hex(&bytes)),
    }
}

fn text(value: Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => number.to_string(),
        Value::Text(text) => text,
        Value::Blob(bytes) => hex(&bytes),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
