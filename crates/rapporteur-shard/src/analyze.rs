//! `shard analyze`: reports in, one row each out with what it tells, its sketch and its keys. A function of each report alone.

use crate::{Error, Result, given, table};
use arrow::array::{ArrayRef, BinaryArray, Int64Array, ListBuilder, PrimitiveBuilder, UInt32Array};
use arrow::datatypes::{DataType, Field, Int64Type, Schema, SchemaRef};
use arrow::record_batch::RecordBatch;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::file::reader::{FileReader, SerializedFileReader};
use rapporteur::EDITION;
use rapporteur::extract::Languages;
use rapporteur::ingest::TextKeeping;
use rapporteur::link::story;
use rapporteur::record::derive::Summary;
use rapporteur::resources::Resources;
use rapporteur_desk::export::Row;
use rapporteur_desk::interchange::{self, Offsets};
use rapporteur_store::guarded;
use rayon::prelude::*;
use serde_json::{Value, json};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The engine with what it reads by.
#[derive(Debug)]
pub struct Engine {
    /// Word lists, offices, frequencies.
    pub resources: Resources,
    /// The models and rules of the languages.
    pub languages: Languages,
}

impl Engine {
    /// The shipped one, with a user's own lines behind the shipped word lists; takes some tenths of a second.
    ///
    /// # Errors
    /// When a line is not in its format.
    pub fn new(lexicon: &str, actors: &str) -> Result<Self> {
        Ok(Self { resources: rapporteur_desk::resources(lexicon, actors)?, languages: rapporteur_desk::languages()? })
    }

    /// What one row tells, as `rapporteur analyze` prints it; a row that is no report is its identifier, its text and notices.
    pub fn read(&self, row: &str, keeping: TextKeeping, offsets: Offsets) -> Value {
        match given::report(&self.resources, row, keeping) {
            Ok(report) => self.told(&report, offsets),
            Err(refusal) => refused(row, refusal.code(), &refusal.to_string()),
        }
    }

    /// The same of a report; one that trips the engine tells nothing, and costs no other.
    fn told(&self, report: &rapporteur::record::Report, offsets: Offsets) -> Value {
        let reader = self.languages.of(report.language.as_deref());
        let id = interchange::public_id(report);
        let told = guarded(|| {
            let analysis = reader.analyze(report);
            let findings = reader.extractor.extract(&self.resources.actors, &analysis, rapporteur::extract::Imprint::of(report));
            interchange::analysis(report, &analysis, &findings, &reader.extractor.times, id, offsets)
        });
        told.unwrap_or_else(|| {
            let fields = interchange::report(report, &interchange::Positions::new(&report.text, offsets));
            json!({"id": id, "report": fields, "notices": [{"code": "unreadable", "message": "reading it closely failed"}]})
        })
    }

    /// What rows hang on besides the reports.
    pub(crate) fn mark(&self) -> String {
        format!("edition {EDITION}, resources {}", self.resources.digest)
    }
}

/// The row of what is no report.
fn refused(row: &str, code: &str, message: &str) -> Value {
    let given: Value = serde_json::from_str(row).unwrap_or_default();
    json!({"id": given["id"], "report": {"text": given["text"]}, "notices": [{"code": code, "message": message}]})
}

/// Columns of text: what the report says of itself, and what it tells, as `analyze` prints it.
const TEXT: [&str; 24] = [
    "key",
    "id",
    "input",
    "title",
    "outlet",
    "published",
    "dateline",
    "credit",
    "byline",
    "language",
    "url",
    "text",
    "removed",
    "sentences",
    "names",
    "times",
    "actors",
    "statements",
    "contacts",
    "events",
    "commitments",
    "positions",
    "quotations",
    "notices",
];

/// The columns of a row: those of the text, then what linking needs. Keys and the turn are whole numbers with a sign, the bits of the
/// engine's, since not every reader of Parquet knows numbers without.
pub fn schema() -> SchemaRef {
    let list = || DataType::List(Arc::new(Field::new("item", DataType::Int64, true)));
    let mut fields: Vec<Field> = TEXT.iter().map(|name| Field::new(*name, DataType::Utf8, true)).collect();
    fields.extend([
        Field::new("words", DataType::UInt32, true),
        Field::new("latest", DataType::Int64, true),
        Field::new("number", DataType::Int64, true),
        Field::new("copy_keys", list(), true),
        Field::new("story_keys", list(), true),
        Field::new("sketch", DataType::Binary, true),
    ]);
    Arc::new(Schema::new(fields))
}

/// One row for each row that is brought, in their order. `inputs` names where each came from. A row that is no report has no key.
///
/// # Errors
/// None that rows can bring.
pub fn analyze(engine: &Engine, keeping: TextKeeping, rows: &[String], inputs: &[String]) -> Result<RecordBatch> {
    let read = |(row, input): (&String, &String)| {
        let report = given::report(&engine.resources, row, keeping);
        let (told, summary) = match &report {
            Ok(report) => (engine.told(report, Offsets::Bytes), Some(Summary::of(&engine.resources, report))),
            Err(refusal) => (refused(row, refusal.code(), &refusal.to_string()), None),
        };
        let key = report.as_ref().ok().map(|report| report.key.as_str());
        let given = |name: &str| match name {
            "key" => json!(key),
            "input" => json!(input),
            name if told[name].is_null() => told["report"][name].clone(),
            name => told[name].clone(),
        };
        let row: Row = TEXT.iter().map(|&name| (name.to_owned(), given(name))).collect();
        (row, summary)
    };
    let read: Vec<(Row, Option<Summary>)> = rows.par_iter().zip(inputs).map(read).collect();
    let (rows, summaries): (Vec<Row>, Vec<Option<Summary>>) = read.into_iter().unzip();
    let mut columns: Vec<ArrayRef> = table::batch(&table::schema(&TEXT), &rows)?.columns().to_vec();
    let turns: Vec<_> = summaries.iter().map(|summary| summary.as_ref().map(Summary::turn)).collect();
    let sketches: Vec<Option<Vec<u8>>> = summaries.iter().map(|summary| Some(sketch(summary.as_ref()?))).collect();
    columns.extend([
        Arc::new(summaries.iter().map(|one| one.as_ref().map(|summary| summary.imprint.words)).collect::<UInt32Array>()) as ArrayRef,
        Arc::new(turns.iter().map(|turn| turn.map(|turn| turn.latest)).collect::<Int64Array>()),
        Arc::new(turns.iter().map(|turn| turn.map(|turn| turn.number)).collect::<Int64Array>()),
        keys(summaries.iter().map(|one| one.as_ref().map(|summary| summary.reprint_keys.clone()))),
        keys(summaries.iter().map(|one| one.as_ref().map(|summary| story::keys(&summary.sketch)))),
        Arc::new(sketches.iter().map(Option::as_deref).collect::<BinaryArray>()),
    ]);
    Ok(RecordBatch::try_new(schema(), columns)?)
}

fn keys(lists: impl Iterator<Item = Option<Vec<u64>>>) -> ArrayRef {
    let mut builder = ListBuilder::new(PrimitiveBuilder::<Int64Type>::new());
    for keys in lists {
        let present = keys.is_some();
        builder.values().append_slice(&keys.unwrap_or_default().into_iter().map(|key| key as i64).collect::<Vec<_>>());
        builder.append(present);
    }
    Arc::new(builder.finish())
}

/// The terms of a sketch, six bytes each: hash and weight, the lesser end first.
fn sketch(summary: &Summary) -> Vec<u8> {
    summary.sketch.terms.iter().flat_map(|term| term.hash.to_le_bytes().into_iter().chain(term.weight.to_le_bytes())).collect()
}

/// Rows that are read together.
const TOGETHER: usize = 256;

/// How a run over files ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Analyzed {
    /// Rows that were written, of files that were not there yet.
    pub rows: usize,
    /// Of those, rows that are no reports.
    pub refused: usize,
    /// Files that a run before this one had finished.
    pub kept: usize,
}

/// Analyses Parquet files, each into a file of its name in `out/reports`. A file is there whole or not at all, and one that is there, made of
/// the same input by the same engine, stays: so a run that was stopped goes on where it was. `tell` is called with the file, the rows
/// done and all of them; false stops before the next rows, without an error, and `None` comes back.
///
/// # Errors
/// When a file cannot be read or written, has no column `text`, or two inputs have one name.
pub fn analyze_files(
    engine: &Engine,
    keeping: TextKeeping,
    inputs: &[PathBuf],
    out: &Path,
    tell: &mut dyn FnMut(&Path, usize, usize) -> bool,
) -> Result<Option<Analyzed>> {
    let folder = out.join("reports");
    std::fs::create_dir_all(&folder).map_err(Error::file("making", &folder))?;
    let mut done = Analyzed::default();
    let mut names: Vec<&std::ffi::OsStr> = inputs.iter().filter_map(|input| input.file_name()).collect();
    names.sort_unstable();
    if let Some(twice) = names.windows(2).find(|two| two[0] == two[1]) {
        return Err(Error::told(format!("two inputs are called {}: their shards would be one", twice[0].display())));
    }
    for input in inputs {
        let name = input.file_name().ok_or_else(|| Error::told(format!("{} is no file", input.display())))?;
        let file = File::open(input).map_err(Error::file("reading", input))?;
        let length = file.metadata().map_err(Error::file("reading", input))?.len();
        let made_of = format!("{}, {keeping:?}, {length} bytes", engine.mark());
        let finished = folder.join(name);
        if note(&finished).as_ref() == Some(&made_of) {
            done.kept += 1;
            continue;
        }
        let reader = ParquetRecordBatchReaderBuilder::try_new(file)?;
        let all = reader.metadata().file_metadata().num_rows().max(0) as usize;
        let asked = ProjectionMask::columns(reader.parquet_schema(), given::FIELDS);
        let reader = reader.with_projection(asked).with_batch_size(TOGETHER).build()?;
        let written = crate::whole::File::create(&finished)?;
        let mut writer = table::writer(written, schema(), &made_of)?;
        let mut at = 0;
        for batch in reader {
            let rows = given::rows(&batch?)?;
            let inputs: Vec<String> = (at + 1..=at + rows.len()).map(|row| format!("{}#{row}", name.display())).collect();
            let batch = analyze(engine, keeping, &rows, &inputs)?;
            at += rows.len();
            done.rows += rows.len();
            done.refused += batch.column(0).null_count();
            writer.write(&batch)?;
            if !tell(input, at, all) {
                return Ok(None);
            }
        }
        writer.into_inner()?.finish()?;
    }
    Ok(Some(done))
}

/// What a Parquet file says that it was made of; none where there is no such file, or it says nothing.
pub(crate) fn note(path: &Path) -> Option<String> {
    let reader = SerializedFileReader::new(File::open(path).ok()?).ok()?;
    let notes = reader.metadata().file_metadata().key_value_metadata()?;
    notes.iter().find(|note| note.key == table::MADE_OF)?.value.clone()
}
