//! `rapporteur sql`: a user's own question to the record.

use super::Setting;
use crate::arguments;
use crate::console::{safe, width};
use crate::problem::{Outcome, Problem, Verdict};
use comfy_table::{ContentArrangement, Table, presets};
use rapporteur_store::Value;
use serde_json::json;
use std::io::Write;

pub(super) fn run(setting: &Setting, sql: &arguments::Sql) -> Outcome {
    let record = setting.desk()?.record;
    let (mut names, mut rows) = (Vec::new(), Vec::new());
    record.sql(&sql.statement, |columns| names = columns.to_vec(), |row| rows.push(row))?;
    let mut out = sql.written.paper()?;
    if setting.json {
        for row in rows {
            let fields: serde_json::Map<String, serde_json::Value> = names.iter().cloned().zip(row.into_iter().map(value)).collect();
            writeln!(out, "{}", serde_json::Value::from(fields))?;
        }
    } else if sql.csv {
        let mut csv = csv::Writer::from_writer(&mut out);
        let wrote = csv
            .write_record(&names)
            .and_then(|()| rows.into_iter().try_for_each(|row| csv.write_record(row.into_iter().map(text))))
            .and_then(|()| Ok(csv.flush()?));
        drop(csv);
        wrote.map_err(|error| Problem::other(format!("writing CSV: {error}")))?;
    } else {
        let mut table = Table::new();
        table.load_preset(presets::UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Dynamic).set_width(width() as u16);
        table.set_header(names);
        for row in rows {
            table.add_row(row.into_iter().map(|value| safe(&text(value))));
        }
        writeln!(out, "{table}")?;
    }
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
