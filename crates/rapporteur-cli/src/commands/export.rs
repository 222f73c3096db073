//! `rapporteur export`: rows of the record in the order of their keys, as JSON Lines, CSV or Parquet.

use super::Setting;
use crate::arguments::{Export, Offsets, RowFormat, What};
use crate::console::{ENCODING_MARK, cell};
use crate::paper::Paper;
use crate::problem::{Outcome, Problem, Verdict};
use arrow::array::{ArrayRef, Float64Array, StringArray};
use arrow::datatypes::{DataType, Field, Schema};
use arrow::record_batch::RecordBatch;
use clap::ValueEnum;
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use rapporteur::record::Report;
use rapporteur::text::escaped_json;
use rapporteur_desk::interchange::{self, Positions};
use rapporteur_desk::{Desk, votes};
use rapporteur_store::{Owed, Record, Wanted};
use serde_json::{Map, Value, json};
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

type Row = Map<String, Value>;

/// Rows that are written together.
const TOGETHER: usize = 2048;

/// Rows that are asked for.
struct Asked<'a> {
    what: What,
    format: RowFormat,
    offsets: Offsets,
    output: Option<&'a Path>,
    excel: bool,
}

pub(super) fn run(setting: &Setting, export: &Export) -> Outcome {
    let named = export.what.and_then(|what| what.to_possible_value());
    match (&export.describe, export.what) {
        (None, Some(what)) => {
            if export.excel && !matches!(export.format, RowFormat::Csv | RowFormat::Tsv) {
                return Err(Problem::advised("only a table of cells can be written for spreadsheets", "add --format csv or --format tsv"));
            }
            let output = export.written.output.as_deref();
            print(setting, &Asked { what, format: export.format, offsets: export.offsets, output, excel: export.excel })
        }
        (described, _) => {
            let described = described.iter().flatten().next().map(String::as_str);
            super::describe::run(setting, export.written.paper()?, described.or(named.as_ref().map(|named| named.get_name())))
        }
    }
}

fn print(setting: &Setting, export: &Asked<'_>) -> Outcome {
    let desk = setting.desk()?;
    let Desk { record, calendar, resources, .. } = &desk;
    match export.what {
        What::Drafts => return drafts(record, export),
        What::Actors => return given(export, record.actors(None, usize::MAX)?.iter().map(interchange::actor_row)),
        What::Commitments => {
            let rows = record.ledger(resources, &|language| calendar.commitments(language), &Owed::default())?;
            return given(export, rows.iter().map(interchange::ledger_row));
        }
        What::Statements => {
            let (mut rows, mut failed) = (Sink::open(export)?, Ok(()));
            record.statements(&Wanted::default(), |statement| {
                failed = object(interchange::statement(&statement, calendar)).and_then(|row| rows.write(&[row]));
                failed.is_ok()
            })?;
            failed?;
            rows.close()?;
            return Ok(Verdict::Good);
        }
        What::Contacts => {
            let (mut rows, mut failed) = (Sink::open(export)?, Ok(()));
            record.contacts(|contact| {
                failed = object(interchange::contact(&contact)).and_then(|row| rows.write(&[row]));
                failed.is_ok()
            })?;
            failed?;
            rows.close()?;
            return Ok(Verdict::Good);
        }
        What::Events | What::Polecat => {
            let (mut rows, mut failed) = (Sink::open(export)?, Ok(()));
            let version = concat!("rapporteur ", env!("CARGO_PKG_VERSION"));
            record.events(|event| {
                let events = match export.what {
                    What::Polecat => interchange::polecat_rows(&event, &desk.places(&event), version),
                    _ => vec![interchange::event_row(&event, &desk.places(&event))],
                };
                failed = events.into_iter().map(object).collect::<Outcome<Vec<_>>>().and_then(|events| rows.write(&events));
                failed.is_ok()
            })?;
            failed?;
            rows.close()?;
            return Ok(Verdict::Good);
        }
        What::Positions => return given(export, record.positions()?.iter().map(interchange::position_row)),
        What::Reports | What::Reprints | What::Stories => {}
    }
    let keys = record.keys()?;
    let mut sink = Sink::open(export)?;
    for keys in keys.chunks(TOGETHER) {
        sink.write(&keys.iter().map(|key| row(record, export, key)).collect::<Outcome<Vec<_>>>()?)?;
    }
    sink.close()?;
    Ok(Verdict::Good)
}

/// The names of the columns, in order; what each holds is said by `--describe`.
fn columns(what: What) -> &'static [&'static str] {
    match what {
        What::Reports => {
            &["id", "key", "input", "title", "outlet", "published", "dateline", "credit", "byline", "language", "url", "text", "removed"]
        }
        What::Reprints => &["id", "key", "origin", "copied_from", "share", "passages"],
        What::Stories => &["id", "key", "story"],
        What::Drafts => &["id", "title", "item", "sponsors", "stage", "history"],
        What::Actors => &["id", "kind", "name", "state", "wikidata", "reports", "statements"],
        What::Contacts => &["id", "kind", "status", "first", "last", "day_told", "parties", "origins", "accounts"],
        What::Events => interchange::EVENT,
        What::Polecat => interchange::POLECAT,
        What::Commitments => interchange::LEDGER,
        What::Positions => &[
            "report",
            "actor",
            "actor_id",
            "state",
            "voice",
            "office",
            "stance",
            "question",
            "question_name",
            "story",
            "point",
            "sentence",
            "published",
            "outlet",
            "origin",
            "rule",
            "score",
        ],
        What::Statements => {
            &["id", "speaker", "speaker_id", "speakers", "addressee", "addressee_id", "when", "when_value", "story", "origins", "wordings"]
        }
    }
}

fn drafts(record: &Record, export: &Asked<'_>) -> Outcome {
    given(export, record.drafts()?.iter().map(votes::row))
}

/// Rows that are not rows of reports.
fn given(export: &Asked<'_>, rows: impl Iterator<Item = Value>) -> Outcome {
    let mut sink = Sink::open(export)?;
    sink.write(&rows.map(object).collect::<Outcome<Vec<_>>>()?)?;
    sink.close()?;
    Ok(Verdict::Good)
}

fn object(value: Value) -> Outcome<Row> {
    match value {
        Value::Object(row) => Ok(row),
        _ => Err(Problem::other("what is exported is no row")),
    }
}

fn row(record: &Record, export: &Asked<'_>, key: &str) -> Outcome<Row> {
    let report = record.report(key)?;
    let row = match export.what {
        What::Reports => {
            let mut row = interchange::report(&report, &Positions::new(&report.text, export.offsets.into()));
            row["input"] = json!(record.inputs(key)?.into_iter().next());
            row
        }
        What::Reprints => {
            let Some(copy) = record.copy_row(key)? else { return not_compared(export, &report) };
            let here = Positions::new(&report.text, export.offsets.into());
            let (mut source, mut passages) = (None, Vec::new());
            for shared in &copy.shared {
                let other = record.report(&shared.other)?;
                let (there, id) = (Positions::new(&other.text, export.offsets.into()), interchange::public_id(&other));
                passages.extend(shared.passages.iter().map(|(a, b)| json!({"start": here.at(a.start), "end": here.at(a.end), "with": id, "with_start": there.at(b.start), "with_end": there.at(b.end)})));
                if copy.copied_from.as_ref() == Some(&shared.other) {
                    source = Some(id.to_owned());
                }
            }
            if let (None, Some(from)) = (&source, &copy.copied_from) {
                source = Some(interchange::public_id(&record.report(from)?).to_owned());
            }
            json!({"origin": copy.origin, "copied_from": source, "share": interchange::thousandths(copy.share), "passages": passages})
        }
        What::Stories => json!({"story": record.story_of(key)?}),
        // These are no rows of reports: see `run`.
        What::Drafts
        | What::Actors
        | What::Statements
        | What::Contacts
        | What::Events
        | What::Polecat
        | What::Commitments
        | What::Positions => Value::Null,
    };
    Ok(named(export, &report, row))
}

/// The row of a report that was not yet compared: nothing is known of it here.
fn not_compared(export: &Asked<'_>, report: &Report) -> Outcome<Row> {
    Ok(named(export, report, json!({})))
}

fn named(export: &Asked<'_>, report: &Report, mut row: Value) -> Row {
    row["id"] = json!(interchange::public_id(report));
    row["key"] = json!(report.key);
    columns(export.what).iter().map(|name| ((*name).to_owned(), row[*name].take())).collect()
}

/// Where rows go.
enum Sink {
    Lines(Paper),
    Csv(Box<csv::Writer<Paper>>, &'static [&'static str], bool),
    Parquet(Box<ArrowWriter<Paper>>, Arc<Schema>),
}

impl Sink {
    fn open(export: &Asked<'_>) -> Outcome<Self> {
        let (format, columns, excel) = (export.format, columns(export.what), export.excel);
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
                let fields: Vec<Field> = columns
                    .iter()
                    .map(|name| {
                        Field::new(*name, if matches!(*name, "share" | "score") { DataType::Float64 } else { DataType::Utf8 }, true)
                    })
                    .collect();
                let schema = Arc::new(Schema::new(fields));
                let properties = WriterProperties::builder()
                    .set_compression(Compression::ZSTD(Default::default()))
                    .set_created_by("rapporteur".to_owned())
                    .build();
                Self::Parquet(
                    Box::new(ArrowWriter::try_new(Paper::of_bytes(export.output)?, schema.clone(), Some(properties)).map_err(failed)?),
                    schema,
                )
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
                let cells = columns.iter().map(|name| cell(&text(&row[*name]).unwrap_or_default(), *excel));
                csv.write_record(cells).map_err(failed)
            }),
            Self::Parquet(writer, schema) => {
                let column = |field: &Arc<Field>| -> ArrayRef {
                    let values = rows.iter().map(|row| &row[field.name()]);
                    match field.data_type() {
                        DataType::Float64 => Arc::new(values.map(Value::as_f64).collect::<Float64Array>()),
                        _ => Arc::new(values.map(text).collect::<StringArray>()),
                    }
                };
                let batch = RecordBatch::try_new(schema.clone(), schema.fields().iter().map(column).collect()).map_err(failed)?;
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

fn text(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
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
