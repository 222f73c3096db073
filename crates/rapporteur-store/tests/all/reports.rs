//! Reports that are corrected and taken out: what is derived follows, what is undone leaves no trace, and what is forgotten is in no byte of the files.

use super::{batch, broken, export, languages, reports, resources};
use proptest::prelude::*;
use rapporteur::ingest::{TextKeeping, finish};
use rapporteur::record::{Draft, Report};
use rapporteur::resources::Resources;
use rapporteur_store::{Change, Field, Outcome, Record, Stated};
use std::path::Path;
use std::sync::atomic::AtomicBool;

fn derive(record: &mut Record, resources: &Resources) {
    record.derive(resources, languages(), &AtomicBool::new(false), &|_, _, _| {}).unwrap();
}

fn removed(report: &Report) -> Stated {
    let published = report.published.map(|time| time.to_string());
    Stated::Remove { report: report.key.clone(), outlet: report.outlet.clone(), published }
}

fn edit(report: &Report, field: Field, was: Option<String>, now: Option<&str>) -> Stated {
    let changes = vec![Change { field, was, now: now.map(str::to_owned) }];
    Stated::Edit { report: report.key.clone(), changes }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, max_shrink_iters: 20, ..ProptestConfig::default() })]

    /// A record out of which a report was taken is one into which it never came; added again after that was undone, it is as if nothing had been.
    #[test]
    fn what_is_taken_out_leaves_no_trace(choices in prop::collection::vec(any::<(u8, u8, u8)>(), 2..10), pick in 0usize..60) {
        let resources = resources();
        let folder = tempfile::tempdir().unwrap();
        let mut reports = reports(&resources, &choices);
        reports.sort_by(|a, b| a.key.cmp(&b.key));
        reports.dedup_by(|a, b| a.key == b.key);
        let mut record = Record::open(&folder.path().join("record.db")).unwrap();
        record.commit(&batch(&resources, &reports)).unwrap();
        derive(&mut record, &resources);
        let whole = export(&record);
        let gone = reports.remove(pick % reports.len());
        record.correct(&removed(&gone), "a reason", Some("Desk"), "2031-03-05").unwrap();
        prop_assert!(record.behind(&resources).unwrap().is_forgetting);
        derive(&mut record, &resources);
        prop_assert!(record.behind(&resources).unwrap().is_nothing());
        let mut without = Record::open(&folder.path().join("without.db")).unwrap();
        without.commit(&batch(&resources, &reports)).unwrap();
        derive(&mut without, &resources);
        prop_assert_eq!(export(&record), export(&without));
        prop_assert_eq!(broken(&record, &resources), Vec::<String>::new());
        let again = batch(&resources, std::slice::from_ref(&gone));
        prop_assert!(matches!(record.commit(&again).unwrap()[..], [Outcome::Removed(_)]));
        prop_assert!(record.report(&gone.key).is_err_and(|error| error.to_string().contains("a reason")));
        record.undo(1, "2031-03-06").unwrap();
        prop_assert!(!matches!(record.commit(&again).unwrap()[..], [Outcome::Removed(_) | Outcome::Known]));
        derive(&mut record, &resources);
        prop_assert_eq!(export(&record), whole);
        prop_assert_eq!(broken(&record, &resources), Vec::<String>::new());
    }

    /// A report that is corrected is derived from as one that came so, in any order; undone, the correction leaves no trace.
    #[test]
    fn what_is_edited_is_followed_and_undone(choices in prop::collection::vec(any::<(u8, u8, u8)>(), 2..10), pick in 0usize..60) {
        let resources = resources();
        let folder = tempfile::tempdir().unwrap();
        let reports = reports(&resources, &choices);
        let report = &reports[pick % reports.len()];
        let published = report.published.map(|time| time.to_string());
        let edits = [
            edit(report, Field::Outlet, report.outlet.clone(), Some("Foreign Ministry of Chile")),
            edit(report, Field::Published, published, Some("2031-03-07")),
            edit(report, Field::Outlet, Some("Foreign Ministry of Chile".to_owned()), None),
        ];
        let mut after = Record::open(&folder.path().join("after.db")).unwrap();
        after.commit(&batch(&resources, &reports)).unwrap();
        derive(&mut after, &resources);
        let before = export(&after);
        for one in &edits {
            after.correct(one, "", None, "2031-03-05").unwrap();
        }
        derive(&mut after, &resources);
        prop_assert_eq!(broken(&after, &resources), Vec::<String>::new());
        let mut between = Record::open(&folder.path().join("between.db")).unwrap();
        between.commit(&batch(&resources, std::slice::from_ref(report))).unwrap();
        for one in &edits {
            derive(&mut between, &resources);
            between.correct(one, "", None, "2031-03-05").unwrap();
        }
        between.commit(&batch(&resources, &reports)).unwrap();
        derive(&mut between, &resources);
        prop_assert_eq!(export(&after), export(&between));
        // The second is undone while the third stands on the first.
        for (number, outlet, day) in [(1, None, Some("2031-03-07")), (3, report.outlet.clone(), Some("2031-03-07")), (2, report.outlet.clone(), None)] {
            after.undo(number, "2031-03-06").unwrap();
            let now = after.report(&report.key).unwrap();
            prop_assert_eq!(now.outlet, outlet);
            let expected = day.map(str::to_owned).or_else(|| report.published.map(|time| time.to_string()));
            prop_assert_eq!(now.published.map(|time| time.to_string()), expected);
        }
        derive(&mut after, &resources);
        prop_assert_eq!(export(&after), before);
        prop_assert_eq!(broken(&after, &resources), Vec::<String>::new());
    }
}

/// A report with words that stand nowhere else.
fn secret(resources: &Resources) -> Report {
    let text = "Zarquoveld admitted the breach at Quenzabrook, minister Ilvanthe Droost said on Monday.\n“We wrapped the Morvanite casks in sailcloth,” \
                Droost told reporters. Droost promised that Zarquoveld would return the Morvanite casks by 20 May.";
    let draft = Draft {
        title: Some("Zarquoveld admits Quenzabrook breach".to_owned()),
        outlet: Some("Harbour Post".to_owned()),
        published: Some("2031-05-06".to_owned()),
        text: text.to_owned(),
        ..Draft::default()
    };
    finish(resources, draft, TextKeeping::Cleaned).unwrap()
}

/// Which of these words stand in any of the record's files, in any case.
fn standing(path: &Path, words: &[&str]) -> Vec<String> {
    let mut bytes = Vec::new();
    for end in ["", "-wal", "-shm"] {
        bytes.extend(std::fs::read(format!("{}{end}", path.display())).unwrap_or_default());
    }
    bytes.make_ascii_lowercase();
    let stands = |word: &&&str| bytes.windows(word.len()).any(|window| window == word.as_bytes());
    words.iter().filter(stands).map(|word| (*word).to_owned()).collect()
}

#[test]
fn what_is_forgotten_stands_in_no_byte() {
    let resources = resources();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("record.db");
    let secret = secret(&resources);
    let choices: Vec<(u8, u8, u8)> = (0..40u8).map(|at| (at, at.wrapping_mul(5), at)).collect();
    let others = reports(&resources, &choices);
    let mut record = Record::open(&path).unwrap();
    // Among others, in several steps, so that pages are cut in two around it and the searches have older and newer parts.
    record.commit(&batch(&resources, &others[..20])).unwrap();
    record.commit(&batch(&resources, std::slice::from_ref(&secret))).unwrap();
    derive(&mut record, &resources);
    record.commit(&batch(&resources, &others[20..])).unwrap();
    derive(&mut record, &resources);
    let words = ["zarquoveld", "quenzabrook", "droost", "morvanite", "sailcloth"];
    assert_eq!(standing(&path, &words), words);
    // Corrections repeat words of reports.
    let mut said = Vec::new();
    record
        .statements(&rapporteur_store::Wanted::default(), |statement| {
            let contents = statement.wordings.iter().map(|wording| {
                let content = &wording.account.content;
                (wording.report.key.clone(), rapporteur::text::Span { start: content[0].start, end: content[content.len() - 1].end })
            });
            let contents: Vec<_> = contents.collect();
            if contents.iter().any(|(report, _)| *report == secret.key) {
                said.push(Stated::Not { statement: statement.id.clone(), contents, words: statement.fullest().words() });
            }
            true
        })
        .unwrap();
    assert!(!said.is_empty());
    said.truncate(1);
    said.push(edit(&secret, Field::Title, secret.title.clone(), Some("Casks of Morvanite")));
    for one in &said {
        record.correct(one, "wrong", None, "2031-05-07").unwrap();
    }
    derive(&mut record, &resources);
    record.undo(2, "2031-05-07").unwrap();
    record.correct(&removed(&secret), "by mistake", Some("Desk"), "2031-05-08").unwrap();
    assert_eq!(record.search("Quenzabrook", 5).unwrap(), []);
    assert!(record.is_forgetting().unwrap());
    derive(&mut record, &resources);
    assert!(!record.is_forgetting().unwrap());
    assert_eq!(standing(&path, &words), Vec::<String>::new());
    assert_eq!(broken(&record, &resources), Vec::<String>::new());
    let told: Vec<String> = record.corrections(true).unwrap().iter().map(|one| one.stated.what().to_string()).collect();
    assert!(told.iter().all(|what| words.iter().all(|word| !what.to_lowercase().contains(word))), "{told:?}");
    drop(record);
    assert_eq!(standing(&path, &words), Vec::<String>::new());
}

#[test]
fn no_number_of_a_report_is_given_twice() {
    let resources = resources();
    let folder = tempfile::tempdir().unwrap();
    let mut record = Record::open(&folder.path().join("record.db")).unwrap();
    let reports = reports(&resources, &[(0, 5, 0), (1, 6, 1), (2, 7, 2)]);
    record.commit(&batch(&resources, &reports[..2])).unwrap();
    derive(&mut record, &resources);
    record.put_mark("Morning", record.compared().unwrap()).unwrap();
    record.correct(&removed(&reports[1]), "a reason", None, "2031-03-05").unwrap();
    record.commit(&batch(&resources, &reports[2..])).unwrap();
    derive(&mut record, &resources);
    let (news, _) = record.stories_with(rapporteur_store::News::After(record.mark("Morning").unwrap().unwrap()), 9).unwrap();
    assert_eq!(news.len(), 1, "what is added after a mark is news, whatever was taken out");
}
