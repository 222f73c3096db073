//! `rapporteur export`: rows of the record in the order of their keys, as JSON Lines, CSV or Parquet.

use super::Setting;
use crate::arguments::{Export, Offsets, RowFormat};
use crate::console::{ENCODING_MARK, cell};
use crate::paper::Paper;
use crate::problem::{Outcome, Problem, Verdict};
use arrow::datatypes::SchemaRef;
use parquet::arrow::ArrowWriter;
use rapporteur::text::escaped_json;
use rapporteur_desk::export::{Row, What};
use rapporteur_shard::table;
use serde_json::Value;
use std::io::{IsTerminal, Write};
use std::path::Path;

/// Rows that are asked for.
struct Asked<'a> {
    what: What,
    format: RowFormat,
    offsets: Offsets,
    output: Option<&'a Path>,
    excel: bool,
}

pub(super) fn run(setting: &Setting, export: &Export) -> Outcome {
    match (&export.describe, export.what) {
        (None, Some(what)) => {
            if export.excel && !matches!(export.format, RowFormat::Csv | RowFormat::Tsv) {
                return Err(Problem::advised("only a table of cells can be written for spreadsheets", "add --format csv or --format tsv"));
            }
            let output = export.written.output.as_deref();
            if export.format == RowFormat::Parquet && output.is_none() && std::io::stdout().is_terminal() {
                return Err(Problem::advised(
                    "Parquet is nothing to read on a terminal",
                    "write it to a file with -o FILE, or send it into a pipe",
                ));
            }
            print(setting, &Asked { what, format: export.format, offsets: export.offsets, output, excel: export.excel })
        }
        (described, _) => {
            let described = described.iter().flatten().next().map(String::as_str);
            super::describe::run(setting, export.written.paper()?, described.or(export.what.map(What::label)))
        }
    }
}

fn print(setting: &Setting, export: &Asked<'_>) -> Outcome {
    let desk = setting.desk()?;
    let (mut sink, mut failed) = (Sink::open(export)?, Ok(()));
    desk.export(export.what, export.offsets.into(), &mut |rows| {
        failed = sink.write(rows);
        failed.is_ok()
    })?;
    failed?;
    sink.close()?;
    Ok(Verdict::Good)
}

/// Where rows go.
enum Sink {
    Lines(Paper),
    Csv(Box<csv::Writer<Paper>>, &'static [&'static str], bool),
    Parquet(Box<ArrowWriter<Paper>>, SchemaRef),
}

impl Sink {
    fn open(export: &Asked<'_>) -> Outcome<Self> {
        let (format, columns, excel) = (export.format, export.what.columns(), export.excel);
        Ok(match format {
            RowFormat::Jsonl => Self::Lines(Paper::of(export.output)?),
            RowFormat::Csv | RowFormat::Tsv => {
                let delimiter = if format == RowFormat::Tsv { b'\t' } else { b',' };
                let mut out = Paper::of(export.output)?;
                if excel {
                    out.write_all(ENCODING_MARK)?;
                }
                let mut csv = csv::WriterBuilder::new().delimiter(delimiter).from_writer(out);
                csv.write_record(columns).map_err(failed)?;
                Self::Csv(Box::new(csv), columns, excel)
            }
            RowFormat::Parquet => {
                let schema = table::schema(columns);
                Self::Parquet(Box::new(table::writer(Paper::of_bytes(export.output)?, schema.clone(), "")?), schema)
            }
        })
    }

    fn write(&mut self, rows: &[Row]) -> Outcome<()> {
        match self {
            Self::Lines(out) => rows
                .iter()
                .try_for_each(|row| writeln!(out, "{}", escaped_json(&Value::Object(row.clone()).to_string())))
                .map_err(Problem::from),
            Self::Csv(csv, columns, excel) => rows.iter().try_for_each(|row| {
                let cells = columns.iter().map(|name| cell(&table::text(&row[*name]).unwrap_or_default(), *excel));
                csv.write_record(cells).map_err(failed)
            }),
            Self::Parquet(writer, schema) => {
                let batch = table::batch(schema, rows)?;
                writer.write(&batch).map_err(failed)
            }
        }
    }

    fn close(self) -> Outcome<()> {
        match self {
            Self::Lines(out) => out.finish(),
            Self::Csv(csv, ..) => csv.into_inner().map_err(|error| Problem::from(std::io::Error::from(error.error().kind())))?.finish(),
            Self::Parquet(writer, _) => writer.into_inner().map_err(failed)?.finish(),
        }
    }
}

fn failed(error: impl std::error::Error + 'static) -> Problem {
    let broken = error
        .source()
        .and_then(|source| source.downcast_ref::<std::io::Error>())
        .is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe);
    if broken {
        Problem::from(std::io::Error::from(std::io::ErrorKind::BrokenPipe))
    } else {
        Problem::other(format!("writing the export: {error}"))
    }
}
