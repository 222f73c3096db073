//! The laws of the record: order and batches, repetition, formats, one writer and many readers.

#![allow(clippy::unwrap_used, reason = "a test that fails says where")]

use proptest::prelude::*;
use rapporteur::extract::Languages;
use rapporteur::ingest::{TextKeeping, finish};
use rapporteur::record::derive::Summary;
use rapporteur::record::{Draft, Report};
use rapporteur::resources::{Resources, Sources};
use rapporteur_store::{Outcome, Record, Wanted, check};
use std::path::Path;
use std::sync::OnceLock;
use std::sync::atomic::AtomicBool;

/// The shipped languages, read once.
fn languages() -> &'static Languages {
    static LANGUAGES: OnceLock<Languages> = OnceLock::new();
    LANGUAGES.get_or_init(|| Languages::read(&rapporteur_data::LANGUAGES, rapporteur_data::language_file).unwrap())
}

fn resources() -> Resources {
    Resources::read(Sources {
        frequencies: rapporteur_data::FREQUENCIES,
        lexicon: rapporteur_data::LEXICON,
        actors: rapporteur_data::ACTORS,
        languages: "",
    })
    .unwrap()
}

/// A small newsroom: wires, carriers that trim and splice, outlets, days, and addresses that are used again.
fn reports(resources: &Resources, choices: &[(u8, u8, u8)]) -> Vec<Report> {
    let wire = |number: u8| {
        (0..8)
            .map(|place| {
                format!(
                    "The minister of region {number} told envoy {place} that {} ships would leave harbour {} before the frost.",
                    number * 7 + place,
                    place * 3 + number
                )
            })
            .collect::<Vec<_>>()
    };
    let draft = |(at, &(source, shape, outlet)): (usize, &(u8, u8, u8))| {
        let (sentences, other) = (wire(source % 4), wire(9 + source % 3));
        let text = match shape % 4 {
            0 => sentences.join("\n"),
            1 => sentences[..4].join("\n"),
            2 => format!("{}\n{}", sentences[..4].join("\n"), other[4..].join("\n")),
            _ => format!("Harbour diary of day {at}.\n{}", other.join("\n")),
        };
        Draft {
            own_id: (shape > 128).then(|| format!("own-{at}")),
            url: (outlet % 3 == 0).then(|| format!("https://outlet.example/{}", source % 4)),
            title: Some(format!("Ships of region {}", source % 4)),
            outlet: Some(format!("Outlet {}", outlet % 4)),
            published: (shape % 5 > 0).then(|| format!("2031-03-{:02}", 1 + outlet % 9)),
            text,
            ..Draft::default()
        }
    };
    choices.iter().enumerate().map(draft).map(|draft| finish(resources, draft, TextKeeping::Cleaned).unwrap()).collect()
}

fn batch(resources: &Resources, reports: &[Report]) -> Vec<(String, Report, Summary)> {
    reports.iter().map(|report| (format!("input of {}", report.key), report.clone(), Summary::of(resources, report))).collect()
}

/// Everything that the record would export, in words.
fn export(record: &Record) -> String {
    let keys = record.keys().unwrap();
    let mut told = format!("{:?}\n", record.actors().unwrap());
    record
        .statements(&Wanted::default(), |statement| {
            told += &format!("{statement:?}\n");
            true
        })
        .unwrap();
    let reports: String = keys
        .iter()
        .map(|key| {
            format!(
                "{:?} {:?} {:?} {:?}\n",
                record.report(key).unwrap(),
                record.inputs(key).unwrap(),
                record.copy_row(key).unwrap(),
                record.story_of(key).unwrap()
            )
        })
        .collect();
    reports + &told
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, max_shrink_iters: 40, ..ProptestConfig::default() })]

    /// Law 2: order, repetition and batches do not change the record.
    #[test]
    fn order_repetition_and_batches_do_not_matter(choices in prop::collection::vec(any::<(u8, u8, u8)>(), 2..14), turn in 0usize..20, size in 1usize..5) {
        let resources = resources();
        let folder = tempfile::tempdir().unwrap();
        let mut reports = reports(&resources, &choices);
        let mut at_once = Record::open(&folder.path().join("at-once.db")).unwrap();
        at_once.commit(&batch(&resources, &reports)).unwrap();
        at_once.derive(&resources, languages(), &AtomicBool::new(false), &|_, _, _| {}).unwrap();
        let middle = turn % reports.len();
        reports.rotate_left(middle);
        reports.reverse();
        let mut in_parts = Record::open(&folder.path().join("in-parts.db")).unwrap();
        for (number, part) in reports.chunks(size).enumerate() {
            in_parts.commit(&batch(&resources, part)).unwrap();
            in_parts.commit(&batch(&resources, &reports[..1])).unwrap();
            // Deriving in between must leave no trace.
            if number % 2 == 0 {
                in_parts.derive(&resources, languages(), &AtomicBool::new(false), &|_, _, _| {}).unwrap();
            }
        }
        in_parts.derive(&resources, languages(), &AtomicBool::new(false), &|_, _, _| {}).unwrap();
        prop_assert_eq!(export(&at_once), export(&in_parts));
        prop_assert!(check(&in_parts, &resources, languages()).unwrap().iter().all(|finding| finding.broken.is_empty()));
    }
}

#[test]
fn adding_twice_is_a_no_op_and_a_new_text_under_an_address_is_a_version() {
    let resources = resources();
    let folder = tempfile::tempdir().unwrap();
    let mut record = Record::open(&folder.path().join("record.db")).unwrap();
    let reports = reports(&resources, &[(0, 5, 0), (0, 6, 0)]);
    assert_eq!(record.commit(&batch(&resources, &reports)).unwrap(), [Outcome::Added, Outcome::NewVersion]);
    assert_eq!(record.commit(&batch(&resources, &reports)).unwrap(), [Outcome::Known, Outcome::Known]);
    assert_eq!(record.versions(&reports[0].key).unwrap(), [reports[1].key.clone()]);
}

#[test]
fn readers_see_one_state_while_a_writer_writes() {
    let resources = resources();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("record.db");
    let reports = reports(&resources, &[(0, 5, 0), (1, 6, 1), (2, 7, 2)]);
    let mut writer = Record::open(&path).unwrap();
    writer.commit(&batch(&resources, &reports[..1])).unwrap();
    let reader = Record::open_to_read(&path).unwrap();
    writer.commit(&batch(&resources, &reports[1..])).unwrap();
    assert_eq!(reader.len().unwrap(), 1, "a reader keeps to the state it began with");
    assert_eq!(Record::open_to_read(&path).unwrap().len().unwrap(), 3, "a new reader sees what is committed");
    assert!(reader.sql("DELETE FROM report", |_| {}, |_| {}).is_err_and(|error| error.is_query()));
    assert!(reader.sql("SELECT count(*) FROM report", |_| {}, |_| {}).is_ok());
}

#[test]
fn every_format_that_was_shipped_can_be_opened() {
    let resources = resources();
    for format in 1..=rapporteur_store::FORMAT {
        let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/format-{format}.db"));
        let folder = tempfile::tempdir().unwrap();
        let copy = folder.path().join("record.db");
        std::fs::copy(&kept, &copy).unwrap_or_else(|error| panic!("format {format} has no fixture at {}: {error}", kept.display()));
        let mut record = Record::open(&copy).unwrap();
        record.derive(&resources, languages(), &AtomicBool::new(false), &|_, _, _| {}).unwrap();
        assert_eq!(record.len().unwrap(), 3);
        assert_eq!(record.drafts().unwrap().len(), usize::from(format >= 2), "drafts came with the second format");
        assert!(check(&record, &resources, languages()).unwrap().iter().all(|finding| finding.broken.is_empty()));
    }
}

#[test]
fn a_changed_text_is_found_out() {
    let resources = resources();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("record.db");
    let mut record = Record::open(&path).unwrap();
    record.commit(&batch(&resources, &reports(&resources, &[(0, 5, 0), (0, 6, 1)]))).unwrap();
    record.derive(&resources, languages(), &AtomicBool::new(false), &|_, _, _| {}).unwrap();
    assert!(check(&record, &resources, languages()).unwrap().iter().all(|finding| finding.broken.is_empty()));
    rusqlite::Connection::open(&path).unwrap().execute("UPDATE report SET text = replace(text, 'minister', 'president')", []).unwrap();
    let findings = check(&record, &resources, languages()).unwrap();
    assert!(findings.iter().any(|finding| finding.what.contains("keys") && finding.broken.len() == 2), "{findings:?}");
}
