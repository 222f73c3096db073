//! The laws of the record: order and batches, repetition, formats, one writer and many readers.

#![allow(clippy::unwrap_used, reason = "a test that fails says where")]

mod reports;

use proptest::prelude::*;
use rapporteur::extract::{CommitmentWords, Languages};
use rapporteur::ingest::{TextKeeping, finish};
use rapporteur::link::commitment::Status;
use rapporteur::record::derive::Summary;
use rapporteur::record::{Draft, Published, Report};
use rapporteur::resources::{Resources, Sources};
use rapporteur_store::{Outcome, Owed, Record, Sift, Stated, Wanted, check};
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
            .chain((1..3).map(|day| {
                let (day, verb) = (day + number % 3, ["met", "phoned", "will meet"][usize::from(number % 3)]);
                format!("Foreign Minister of Norway Ana Orlen {verb} Foreign Minister of Chile Roman Pell on {day} March 2031.")
            }))
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

/// What does not hold when the whole is derived again.
fn broken(record: &Record, resources: &Resources) -> Vec<String> {
    check(record, resources, languages()).unwrap().into_iter().flat_map(|finding| finding.broken).collect()
}

/// Everything that the record would export, in words.
fn export(record: &Record) -> String {
    let keys = record.keys().unwrap();
    let mut told = format!("{:?}\n", record.actors(None, usize::MAX).unwrap());
    record
        .statements(&Wanted::default(), |statement| {
            told += &format!("{statement:?}\n");
            true
        })
        .unwrap();
    record
        .contacts(&Sift::default(), |contact| {
            told += &format!("{contact:?}\n");
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
    let rows = ledger(record, &Owed { as_of: Some(30_000), ..Owed::default() });
    reports + &told + &format!("{rows:?}\n")
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
        // The engine's derivation of the whole, from the reports alone, gives the rows that grew.
        prop_assert_eq!(broken(&at_once, &resources), Vec::<String>::new());
        prop_assert_eq!(broken(&in_parts, &resources), Vec::<String>::new());
        let mut one_by_one = Record::open(&folder.path().join("one-by-one.db")).unwrap();
        for report in &reports {
            one_by_one.commit(&batch(&resources, std::slice::from_ref(report))).unwrap();
            one_by_one.derive(&resources, languages(), &AtomicBool::new(false), &|_, _, _| {}).unwrap();
        }
        one_by_one.commit(&batch(&resources, &reports)).unwrap();
        prop_assert_eq!(export(&at_once), export(&one_by_one));
        prop_assert_eq!(broken(&one_by_one, &resources), Vec::<String>::new());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, max_shrink_iters: 20, ..ProptestConfig::default() })]

    /// Corrections are part of what the sets are a function of: made before the reports came or after, one at a time or at once, they give the
    /// same record; undone, they leave no trace in it.
    #[test]
    fn corrections_are_followed_in_any_order(choices in prop::collection::vec(any::<(u8, u8, u8)>(), 4..12), pick in 0usize..60) {
        let resources = resources();
        let folder = tempfile::tempdir().unwrap();
        let reports = reports(&resources, &choices);
        let derive = |record: &mut Record| {
            record.derive(&resources, languages(), &AtomicBool::new(false), &|_, _, _| {}).unwrap();
        };
        let mut after = Record::open(&folder.path().join("after.db")).unwrap();
        after.commit(&batch(&resources, &reports)).unwrap();
        derive(&mut after);
        let before = export(&after);
        let stated = stated(&after, pick);
        for one in &stated {
            after.correct(one, "a reason", None, "2031-03-05").unwrap();
        }
        prop_assert_eq!(after.behind(&resources).unwrap().is_other, !stated.is_empty());
        derive(&mut after);
        prop_assert_eq!(broken(&after, &resources), Vec::<String>::new());
        let mut one_by_one = Record::open(&folder.path().join("one-by-one.db")).unwrap();
        for one in &stated {
            one_by_one.correct(one, "a reason", None, "2031-03-05").unwrap();
        }
        for report in reports.iter().rev() {
            one_by_one.commit(&batch(&resources, std::slice::from_ref(report))).unwrap();
            derive(&mut one_by_one);
        }
        one_by_one.commit(&batch(&resources, &reports)).unwrap();
        prop_assert_eq!(export(&after), export(&one_by_one));
        prop_assert_eq!(broken(&one_by_one, &resources), Vec::<String>::new());
        for number in 1..=stated.len() as i64 {
            after.undo(number, "2031-03-06").unwrap();
        }
        derive(&mut after);
        prop_assert_eq!(export(&after), before);
        prop_assert_eq!(broken(&after, &resources), Vec::<String>::new());
    }
}

/// Corrections of a record of each sort, as far as there is something to correct.
fn stated(record: &Record, pick: usize) -> Vec<Stated> {
    let mut stated = Vec::new();
    let stories: Vec<String> =
        record.stories(None, None, rapporteur_store::StoryOrder::Newest, 100).unwrap().into_iter().map(|story| story.key).collect();
    let (one, other) = (&stories[pick % stories.len()], &stories[pick / 3 % stories.len()]);
    if one != other {
        stated.push(Stated::Join { stories: [one.clone(), other.clone()] });
    }
    for story in &stories {
        let view = record.story(story).unwrap();
        let (apart, others): (Vec<usize>, Vec<usize>) = (0..view.reports.len()).partition(|&at| view.carriers[at].0 == view.carriers[0].0);
        if !others.is_empty() {
            let keys = |places: Vec<usize>| places.into_iter().map(|at| view.reports[at].key.clone()).collect();
            stated.push(Stated::Split { story: story.clone(), reports: keys(apart), others: keys(others) });
            break;
        }
    }
    let actors = record.actors(None, 100).unwrap();
    let kind = |id: &str| id.split(':').next().map(str::to_owned);
    if let Some(one) = actors.get(pick % actors.len().max(1)) {
        if let Some(other) = actors.iter().find(|other| other.id != one.id && kind(&other.id) == kind(&one.id)) {
            stated.push(Stated::Same { actor: one.id.clone(), other: other.id.clone() });
        }
        let report = record.printed(&one.id).unwrap().into_iter().map(|print| print.report).min();
        stated.extend(report.map(|report| Stated::Different { actor: one.id.clone(), reports: vec![report] }));
    }
    record
        .statements(&Wanted::default(), |statement| {
            let content = |report: &str, content: &[rapporteur::text::Span]| {
                let (first, last) = (content.first().unwrap(), content.last().unwrap());
                (report.to_owned(), rapporteur::text::Span { start: first.start, end: last.end })
            };
            let contents = statement.wordings.iter().map(|wording| content(&wording.report.key, &wording.account.content)).collect();
            stated.push(Stated::Not { statement: statement.id.clone(), contents, words: statement.fullest().words() });
            false
        })
        .unwrap();
    // One alone takes fewer layers with it than all together.
    if pick.is_multiple_of(2) && !stated.is_empty() {
        stated = vec![stated.swap_remove(pick / 2 % stated.len())];
    }
    stated
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
    assert_eq!(reader.behind(&resources).unwrap().waiting, 1);
    assert!(reader.sql("DELETE FROM report", |_| {}, |_| {}).is_err_and(|error| error.is_query()));
    assert!(reader.sql("SELECT count(*) FROM report", |_| {}, |_| {}).is_ok());
}

/// Whatever another program did to the file: an error that names table and report, a list of all damage, and no panic.
#[test]
fn damage_is_told_by_table_and_row() {
    let resources = resources();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("record.db");
    let text =
        "Two tugs came back to Ulvik on Friday, harbour master Dana Holt said. “They had been away for a month,” she told reporters.";
    let report = finish(&resources, Draft { text: text.to_owned(), ..Draft::default() }, TextKeeping::Cleaned).unwrap();
    let mut record = Record::open(&path).unwrap();
    record.commit(&batch(&resources, &[report])).unwrap();
    record.derive(&resources, languages(), &AtomicBool::new(false), &|_, _, _| {}).unwrap();
    assert!(record.damages().unwrap().is_empty());
    drop(record);
    for (harm, table) in [
        ("UPDATE account SET content = '[[0,99999999]]'", "table account"),
        ("UPDATE account SET cue = '[[9,3]]'", "table account"),
        ("UPDATE account SET speaker = 9999", "table account"),
        ("UPDATE report SET text = ''", "table account"),
        ("DROP TABLE actor", "the table `actor`"),
    ] {
        let copy = folder.path().join("harmed.db");
        std::fs::copy(&path, &copy).unwrap();
        let harmed = rusqlite::Connection::open(&copy).unwrap();
        harmed.execute_batch(harm).unwrap();
        drop(harmed);
        let record = Record::open_to_read(&copy).unwrap();
        let damages = record.damages().unwrap();
        assert!(damages.iter().any(|damage| damage.contains(table)), "{harm}: {damages:?}");
        let checked = check(&record, &resources, languages()).unwrap();
        assert!(checked.iter().any(|finding| finding.broken == damages), "{harm}: {checked:?}");
        drop(record);
        ["", "-wal", "-shm"].iter().for_each(|end| _ = std::fs::remove_file(format!("{}{end}", copy.display())));
    }
}

/// A promise told by two reports, put off, and kept; and what settles nothing.
const PROMISED: [(&str, &str, &str); 5] = [
    ("2031-05-06", "Harrow Gazette", "Thale will release the six captured pilots by 20 May, its defence ministry said on Tuesday."),
    ("2031-05-07", "Lantern Wire", "The defence ministry of Thale said that Thale will release the six captured pilots by 20 May."),
    ("2031-05-10", "Isles Courier", "Relatives of the pilots doubt that Thale will release them. Quell released nine fishermen."),
    ("2031-05-19", "Lantern Wire", "Thale released the six captured pilots on Monday at the bridge of Sarn."),
    ("2031-05-25", "Isles Courier", "The herring fleet of Corvane came home with full holds."),
];

#[test]
fn the_ledger_hangs_on_no_order_and_closes_nothing_early() {
    let resources = resources();
    let draft = |&(published, outlet, text): &(&str, &str, &str)| Draft {
        published: Some(published.to_owned()),
        outlet: Some(outlet.to_owned()),
        text: text.to_owned(),
        ..Draft::default()
    };
    let reports: Vec<Report> = PROMISED.iter().map(|one| finish(&resources, draft(one), TextKeeping::AsIs).unwrap()).collect();
    let folder = tempfile::tempdir().unwrap();
    let mut ledgers = Vec::new();
    for (number, order) in [[0, 1, 2, 3, 4], [4, 3, 2, 1, 0], [2, 0, 4, 1, 3]].iter().enumerate() {
        let mut record = Record::open(&folder.path().join(format!("{number}.db"))).unwrap();
        for &at in order {
            record.commit(&batch(&resources, std::slice::from_ref(&reports[at]))).unwrap();
            record.derive(&resources, languages(), &AtomicBool::new(false), &|_, _, _| {}).unwrap();
        }
        assert_eq!(broken(&record, &resources), Vec::<String>::new());
        let status = |day: &str| {
            let as_of = Some(Published::read(day).unwrap().days().1);
            let rows = ledger(&record, &Owed { as_of, ..Owed::default() });
            rows.iter().map(|row| (row.of.tellings.len(), row.standing.status, row.standing.settled_by.is_some())).collect::<Vec<_>>()
        };
        assert_eq!(status("2031-05-12"), [(2, Status::Open, false)]);
        assert_eq!(status("2031-05-30"), [(2, Status::Kept, true)]);
        ledgers.push(format!("{:?}", ledger(&record, &Owed::default())));
        // What came of all of them, looked up before, gives the same rows.
        let known = record.outcomes(&resources, &outcome).unwrap().map(std::sync::Arc::new);
        assert!(known.is_some());
        for status in Status::ALL.into_iter().map(Some).chain([None]) {
            let rows = |known: Option<_>| format!("{:?}", ledger(&record, &Owed { status, known, ..Owed::default() }));
            assert_eq!(rows(known.clone()), rows(None));
        }
    }
    assert!(ledgers.iter().all(|ledger| *ledger == ledgers[0]));
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
        assert_eq!(record.mark("Morning").unwrap(), (format >= 9).then_some(2), "marks of briefs came with the ninth");
        let corrections = usize::from(format >= 10) + 2 * usize::from(format >= 12);
        assert_eq!(
            record.corrections(true).unwrap().len(),
            corrections,
            "corrections came with the tenth, those of reports with the twelfth"
        );
        assert_eq!(record.searches().unwrap().len(), usize::from(format >= 12), "searches that are kept came with the twelfth");
        assert!(check(&record, &resources, languages()).unwrap().iter().all(|finding| finding.broken.is_empty()));
    }
}

/// The commitments that are wanted.
fn ledger(record: &Record, owed: &Owed) -> Vec<rapporteur_store::LedgerRow> {
    let mut rows = Vec::new();
    record
        .ledger(&resources(), &outcome, owed, |row| {
            rows.push(row);
            true
        })
        .unwrap();
    rows
}

/// The words of outcome of a language.
fn outcome(language: Option<&str>) -> &'static CommitmentWords {
    &languages().of(language).extractor.commitments
}

/// Reports with these texts and days, each of an outlet of its own.
fn told_reports(resources: &Resources, texts: &[(&str, &str, &str)]) -> Vec<Report> {
    let draft = |(title, published, text): &(&str, &str, &str)| Draft {
        title: Some((*title).to_owned()),
        outlet: Some(format!("Outlet of {published}")),
        published: Some((*published).to_owned()),
        text: (*text).to_owned(),
        ..Draft::default()
    };
    texts.iter().map(draft).map(|draft| finish(resources, draft, TextKeeping::Cleaned).unwrap()).collect()
}

/// Who speaks in each statement, by the words of its fullest wording.
fn speakers(record: &Record) -> Vec<(String, Option<(String, String)>)> {
    let mut found = Vec::new();
    record
        .statements(&Wanted::default(), |statement| {
            found.push((statement.fullest().words(), statement.actor.clone()));
            true
        })
        .unwrap();
    found.sort();
    found
}

/// Law 6: a report that shares no story, copy or utterance with another changes none of its speakers.
#[test]
fn an_unrelated_report_changes_no_speaker() {
    let resources = resources();
    let folder = tempfile::tempdir().unwrap();
    let mut record = Record::open(&folder.path().join("record.db")).unwrap();
    let mut add = |texts: &[(&str, &str, &str)]| {
        record.commit(&batch(&resources, &told_reports(&resources, texts))).unwrap();
        record.derive(&resources, languages(), &AtomicBool::new(false), &|_, _, _| {}).unwrap();
        speakers(&record)
    };
    let before = add(&[(
        "Ferry strike enters second week",
        "2031-03-04",
        "Mr. Tarvell said the ferries would stay in port until wages were raised. Union leader Tarvell said he would meet the owners on Friday.",
    )]);
    assert!(before.iter().any(|(_, actor)| actor.is_some()), "{before:?}");
    let after = add(&[(
        "Orchard wins prize for its pears",
        "2034-09-12",
        "Gardener Lena Tarvell said the pears owed their taste to clay soil. “We picked them late,” Lena Tarvell said at the fair.",
    )]);
    for told in &before {
        assert!(after.contains(told), "{told:?} became another's: {after:?}");
    }
    let ids: std::collections::BTreeSet<_> = after.iter().filter_map(|(_, actor)| actor.clone()).map(|(id, _)| id).collect();
    assert!(ids.len() >= 2, "one last name, two people: {ids:?}");
}

#[test]
fn reading_never_writes() {
    let resources = resources();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("record.db");
    let mut writer = Record::open(&path).unwrap();
    writer.commit(&batch(&resources, &reports(&resources, &[(0, 5, 0), (1, 6, 1)]))).unwrap();
    writer.derive(&resources, languages(), &AtomicBool::new(false), &|_, _, _| {}).unwrap();
    writer.commit(&batch(&resources, &reports(&resources, &[(2, 7, 2)]))).unwrap();
    drop(writer);
    let bytes = std::fs::read(&path).unwrap();
    let reader = Record::open_to_read(&path).unwrap();
    assert_eq!(reader.behind(&resources).unwrap().waiting, 1);
    assert!(broken(&reader, &resources).is_empty(), "what stands holds, and what waits is left out");
    drop(export(&reader));
    drop(reader);
    assert_eq!(std::fs::read(&path).unwrap(), bytes);
    let beside: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(beside, ["record.db"], "nothing is left beside it");
}

/// One report costs what it touches: not more where the record is eight times as large.
#[test]
fn one_report_costs_what_it_touches() {
    let resources = resources();
    let folder = tempfile::tempdir().unwrap();
    let touched = |count: u8| {
        let mut record = Record::open(&folder.path().join(format!("{count}.db"))).unwrap();
        // Each day has a matter of its own, in words of its own.
        let texts: Vec<(String, String, String)> = (0..count)
            .map(|number| {
                // Letters, since a number is a word that others may share.
                let letter = |at: u8| char::from(b'a' + at % 26);
                let word = |place: u8| {
                    format!(
                        "{}{}{}",
                        ["quarl", "venk", "mosta", "drubel"][usize::from(place % 4)],
                        letter(number),
                        letter(number / 26 * 5 + place)
                    )
                };
                let text: Vec<String> = (0..12)
                    .map(|place| {
                        format!("The {} of {} met the {} near {}.", word(place), word(place + 1), word(place + 2), word(place + 3))
                    })
                    .collect();
                (format!("Of {} and {}", word(1), word(2)), format!("{}-03-04", 2031 + u32::from(number)), text.join(" "))
            })
            .collect();
        let texts: Vec<(&str, &str, &str)> = texts.iter().map(|(title, day, text)| (title.as_str(), day.as_str(), text.as_str())).collect();
        let mut reports = told_reports(&resources, &texts);
        let last = reports.pop().unwrap();
        record.commit(&batch(&resources, &reports)).unwrap();
        record.derive(&resources, languages(), &AtomicBool::new(false), &|_, _, _| {}).unwrap();
        record.commit(&batch(&resources, &[last])).unwrap();
        record.derive(&resources, languages(), &AtomicBool::new(false), &|_, _, _| {}).unwrap().unwrap()
    };
    let (few, many) = (touched(10), touched(80));
    assert_eq!(few.reports, 1);
    assert!(many.grouped <= few.grouped + 2 && many.decided <= few.decided + 8, "{few:?} became {many:?}");
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
