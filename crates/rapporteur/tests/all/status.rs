//! Laws of statuses over any text, and the words of the list.

use super::statements::languages;
use proptest::prelude::*;
use rapporteur::extract::{Imprint, Predicate, STATUS_RULES, Status, Statuses};
use rapporteur::ingest::{TextKeeping, finish};
use rapporteur::record::Draft;

fn predicates(text: &str) -> Vec<(String, Predicate)> {
    let resources = super::pages::resources();
    let Ok(report) = finish(&resources, Draft { text: text.to_owned(), ..Draft::default() }, TextKeeping::AsIs) else { return Vec::new() };
    let reader = languages().of(Some("en"));
    let analysis = reader.analyze(&report);
    let findings = reader.extractor.extract(&resources.actors, &analysis, Imprint::default());
    let found = reader.extractor.predicates(&analysis, &findings);
    found.into_iter().map(|one| (one.span.of(&report.text).to_owned(), one)).collect()
}

fn status(text: &str, word: &str) -> Option<Status> {
    predicates(text).into_iter().find(|(words, _)| words == word).map(|(_, one)| one.status)
}

#[test]
fn two_words_that_turn_about_leave_what_happened() {
    assert_eq!(status("The guards failed to leave.", "leave"), Some(Status::Failed));
    assert_eq!(status("The guards did not fail to leave.", "leave"), Some(Status::Happened));
    assert_eq!(status("The guards managed to leave.", "leave"), Some(Status::Happened));
    assert_eq!(status("The guards did not manage to leave.", "leave"), Some(Status::Failed));
}

#[test]
fn every_status_and_rule_has_its_word() {
    assert!(Status::ALL.iter().all(|status| Status::of(status.label()) == Some(*status)));
    assert!(STATUS_RULES.iter().all(|rule| rule.page.contains("Example:")), "a page has an example");
}

#[test]
fn a_wrong_line_is_refused_with_its_number() {
    for (line, problem) in [
        ("keeps\tverb\tinfinitive", "the class is not known"),
        ("keeps\tadverb\tinfinitive\tmanage", "the part of speech is not known"),
        ("keeps\tverb\tsideways\tmanage", "a construction is not known"),
        ("keeps\tverb\tclause\tsay\nsays\tverb\tclause\tsay", "`say` has a second effect"),
    ] {
        let error = Statuses::read(line).expect_err("the line is wrong").to_string();
        assert!(error.contains(problem) || error.contains("three or four fields"), "{error}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Any text, and any row of words that the list knows, gives predicates in order that slice the text, with sources that do too; the same twice.
    #[test]
    fn any_text_has_sound_predicates(text in prop_oneof![
        any::<String>(),
        prop::collection::vec(prop::sample::select(vec![
            "the", "envoy", "said", "that", "talks", "will", "not", "fail", "to", "begin", ",", ".", "if", "no", "plan", "under", "which", "“", "”", "nobody",
            "denied", "leaving", "without", "a", "proposed", "visit", "by", "palace", "was", "is", "going", "had", "yet", "and", "or", "\n", "é", "rejected",
        ]), 1..60).prop_map(|words| words.join(" ")),
    ]) {
        let found = predicates(&text);
        prop_assert!(found.iter().all(|(words, _)| !words.is_empty()));
        prop_assert!(found.windows(2).all(|two| two[0].1.span.end <= two[1].1.span.start));
        prop_assert_eq!(found, predicates(&text));
    }
}
