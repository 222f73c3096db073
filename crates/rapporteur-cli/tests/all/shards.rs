//! The law of shards: one file, seven files, and the record of the same reports give the same bytes; what is stopped goes on where it was; and a record of a
//! question holds what all shards tell.

use crate::hands::Bench;
use arrow::array::StringArray;
use arrow::datatypes::{DataType, Field, Schema};
use arrow::record_batch::RecordBatch;
use parquet::arrow::ArrowWriter;
use serde_json::{Map, Value};
use std::path::Path;
use std::sync::Arc;

const FIELDS: [&str; 8] = ["id", "text", "title", "outlet", "published", "url", "language", "byline"];

/// Reports of the bundled example, each with the fields that a user would bring, twice: so the second half repeats the first.
fn reports(bench: &Bench) -> Vec<Map<String, Value>> {
    bench.good(&["demo", "--into", "demo"]);
    let lines = bench.good(&["export", "reports"]);
    let fields = |line: &str| {
        let row: Map<String, Value> = serde_json::from_str(line).expect("a line is an object");
        row.into_iter().filter(|(name, value)| FIELDS.contains(&name.as_str()) && !value.is_null()).collect()
    };
    lines.lines().chain(lines.lines()).map(fields).collect()
}

fn write(path: &Path, rows: &[Map<String, Value>]) {
    let schema = Arc::new(Schema::new(FIELDS.map(|name| Field::new(name, DataType::Utf8, true)).to_vec()));
    let column = |name: &str| Arc::new(rows.iter().map(|row| row.get(name).and_then(Value::as_str)).collect::<StringArray>()) as _;
    let batch = RecordBatch::try_new(schema.clone(), FIELDS.iter().map(|name| column(name)).collect()).expect("columns fit");
    let file = std::fs::File::create(path).expect("a file can be made");
    let mut writer = ArrowWriter::try_new(file, schema, None).expect("the schema can be written");
    writer.write(&batch).expect("rows can be written");
    writer.close().expect("the file can be ended");
}

/// The reports in so many files, in another order each time; analysed, linked and grouped.
fn sharded(bench: &Bench, rows: &[Map<String, Value>], count: usize) -> String {
    let shards = format!("shards-{count}");
    let names: Vec<String> = (0..count).map(|number| format!("in-{count}-{number}.parquet")).collect();
    for (number, name) in names.iter().enumerate() {
        let mut own: Vec<_> = rows.iter().skip(number).step_by(count).cloned().collect();
        if number % 2 == 1 {
            own.reverse();
        }
        write(&bench.path(name), &own);
    }
    let names = names.iter().map(String::as_str);
    bench.good(&["shard", "analyze", "-o", &shards].into_iter().chain(names).collect::<Vec<_>>());
    // Of several shards each layer is cut into as many parts as there can be.
    let memory = if count > 1 { "0" } else { "256" };
    bench.good(&["shard", "link", &shards, "--memory", memory]);
    bench.good(&["shard", "group", &shards, "--memory", memory]);
    shards
}

#[test]
fn one_shard_seven_shards_and_the_record_are_the_same_bytes() {
    let bench = Bench::new();
    let rows = reports(&bench);
    let lines: String = rows.iter().map(|row| Value::Object(row.clone()).to_string() + "\n").collect();
    bench.write("in.jsonl", lines);
    bench.good(&["--record", "added.db", "add", "--quiet", "in.jsonl"]);
    let (one, seven) = (sharded(&bench, &rows, 1), sharded(&bench, &rows, 7));
    for what in ["reprints", "stories"] {
        let file = format!("{what}.parquet");
        bench.good(&["--record", "added.db", "export", what, "--format", "parquet", "-o", &file]);
        let bytes = |path: &str| std::fs::read(bench.path(path)).expect("the file is there");
        assert!(bytes(&format!("{one}/{file}")) == bytes(&file), "{what} of one shard are those of the record");
        assert!(bytes(&format!("{seven}/{file}")) == bytes(&file), "{what} of seven shards are those of the record");
    }
    // A record of all of them is the record; every other export follows from it.
    bench.good(&["--record", "whole.db", "shard", "record", &seven]);
    for what in ["reprints", "stories", "actors", "statements", "contacts", "events", "commitments", "positions"] {
        let [added, whole] = ["added.db", "whole.db"].map(|record| bench.good(&["--record", record, "export", what]));
        assert!(added == whole, "{what} of all shards are those of the record");
    }
}

/// Two reports of another world, the second with the first's copy, of a day of the same week: nothing leads from them to the example.
fn of_another_world() -> [Map<String, Value>; 2] {
    let told = "The Orvane government signed a loan of 40 million crowns for the Tessel dam on Friday, the finance ministry said. \
                “We will repay it within nine years,” Finance Minister Ilka Brandt told reporters in Orvane. \
                Farmers below the dam fear for their wells and asked the ministry for a survey before the gates are closed. ";
    let row = |id: &str, outlet: &str, text: String| {
        let fields = [("id", id), ("outlet", outlet), ("published", "2031-03-06"), ("title", "Orvane signs loan for dam"), ("text", &text)];
        Map::from_iter(fields.map(|(name, value)| (name.to_owned(), Value::from(value))))
    };
    [
        row("dam-1", "Orvane Gazette", told.to_owned()),
        row("dam-2", "Tessel Valley News", format!("{told}The valley council meets again on Tuesday in the old mill.")),
    ]
}

/// The rows of an export, but for counts of what a record holds: how many reports came after a promise.
fn told(bench: &Bench, record: &str, what: &str) -> Vec<String> {
    let rows = bench.good(&["--record", record, "export", what]);
    let without_counts = |line: &str| {
        let mut row: Map<String, Value> = serde_json::from_str(line).expect("a line is an object");
        row.remove("since");
        Value::Object(row).to_string()
    };
    rows.lines().map(without_counts).collect()
}

#[test]
fn a_record_of_a_question_tells_of_its_reports_what_all_shards_tell() {
    let bench = Bench::new();
    let rows: Vec<_> = reports(&bench).into_iter().chain(of_another_world()).collect();
    let shards = sharded(&bench, &rows, 3);
    bench.good(&["--record", "whole.db", "shard", "record", &shards]);
    let questions = [("--about", "detained fishermen"), ("--actor", "Tomas Reyl"), ("--on", "2031-03-09"), ("--about", "dam loan")];
    for (at, (kind, asked)) in questions.into_iter().enumerate() {
        let record = format!("small-{at}.db");
        bench.good(&["--record", &record, "shard", "record", &shards, kind, asked]);
        bench.good(&["--record", &record, "verify"]);
        let held = bench.good(&["--record", &record, "export", "reports"]);
        let keys: Vec<String> = held
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).expect("a row")["key"].as_str().expect("a report has a key").to_owned())
            .collect();
        assert!(!keys.is_empty() && keys.len() < rows.len() / 2, "{asked} is answered by some reports");
        // Actors are told with how often they are named, which is of the record.
        for what in ["reports", "reprints", "stories", "statements", "contacts", "events", "commitments", "positions"] {
            let whole: Vec<String> = told(&bench, "whole.db", what);
            let of_these: Vec<&String> = whole.iter().filter(|row| keys.iter().any(|key| row.contains(key.as_str()))).collect();
            let mut small = told(&bench, &record, what);
            small.sort_unstable();
            let mut expected: Vec<String> = of_these.into_iter().cloned().collect();
            expected.sort_unstable();
            assert!(small == expected, "{what} of the reports that answer {asked} are those of all shards");
        }
    }
}

#[test]
fn what_is_finished_stays_and_what_is_not_is_done() {
    let bench = Bench::new();
    let rows = reports(&bench);
    let shards = sharded(&bench, &rows[..20], 2);
    let path = bench.path(&format!("{shards}/reports/in-2-0.parquet"));
    let before = std::fs::read(&path).expect("the shard is there");
    let again = bench.good(&["--json", "shard", "analyze", "-o", &shards, "in-2-0.parquet", "in-2-1.parquet"]);
    assert_eq!(serde_json::from_str::<Value>(&again).expect("a row")["kept"], 2);
    // A run that is killed leaves a file under another name, which counts for nothing, and the next run makes the file.
    std::fs::rename(&path, path.with_file_name(".in-2-0.parquet.unfinished")).expect("a file can be moved");
    bench.good(&["shard", "analyze", "-o", &shards, "in-2-0.parquet", "in-2-1.parquet"]);
    assert!(std::fs::read(&path).expect("the shard is there") == before);
    assert_eq!(
        serde_json::from_str::<Value>(&bench.good(&["--json", "shard", "link", &shards, "--memory", "0"])).expect("a row")["decided"],
        0
    );
    // More reports make other links.
    write(&bench.path("more.parquet"), &rows[20..30]);
    bench.good(&["shard", "analyze", "-o", &shards, "more.parquet"]);
    assert_eq!(bench.run(&["shard", "group", &shards]).status.code(), Some(2), "links of other reports are not grouped");
    assert_eq!(serde_json::from_str::<Value>(&bench.good(&["--json", "shard", "link", &shards])).expect("a row")["kept"], 0);
    bench.good(&["shard", "group", &shards]);
}

#[test]
fn rows_that_are_no_reports_are_rows_with_notices() {
    let bench = Bench::new();
    let row = |text: &str| Map::from_iter([("id".to_owned(), Value::from("a")), ("text".to_owned(), Value::from(text))]);
    write(&bench.path("in.parquet"), &[row("The talks begin on Monday."), row(" "), Map::new()]);
    let output = bench.run(&["--json", "shard", "analyze", "-o", "shards", "in.parquet"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(serde_json::from_slice::<Value>(&output.stdout).expect("a row")["refused"], 2);
    bench.good(&["shard", "link", "shards"]);
    bench.good(&["shard", "group", "shards"]);
}
