//! Every rule for events finds its example as the file says and nothing in its counter-example; laws over any text.

use super::pages::resources;
use super::statements::languages;
use proptest::prelude::*;
use rapporteur::extract::{Event, EventParty, EventType, Findings, Imprint};
use rapporteur::record::Published;

fn findings(text: &str) -> Findings {
    let reader = languages().of(Some("en"));
    let imprint = Imprint { published: Published::read("2031-03-05").ok(), ..Imprint::default() };
    reader.extractor.extract(&resources().actors, &reader.language.analyze(text), imprint)
}

fn side(text: &str, parties: &[EventParty]) -> Vec<String> {
    parties.iter().map(|party| party.span.of(text).to_owned()).collect()
}

fn shown(text: &str, events: &[Event]) -> Vec<String> {
    events
        .iter()
        .map(|one| format!("{} {} > {}", one.rule, side(text, &one.actors).join("; "), side(text, &one.recipients).join("; ")))
        .collect()
}

#[test]
fn examples_are_found_as_the_files_say() {
    let words = &languages().of(Some("en")).extractor.events;
    assert!(EventType::ALL.iter().all(|kind| words.rules.iter().any(|rule| rule.kind == kind.label())), "a type has no rule");
    let mut wrong = Vec::new();
    for rule in &words.rules {
        assert!(!rule.examples.is_empty(), "{} has no example", rule.code);
        for (text, parties) in &rule.examples {
            let found = findings(text).events;
            let wanted = format!("{} {parties}", rule.code);
            if !shown(text, &found).iter().any(|one| one.trim() == wanted.trim()) {
                wrong.push(format!("{wanted} in {text}: {:?}", shown(text, &found)));
            }
        }
        for text in rule.counters.iter().chain(&rule.misses) {
            let found = findings(text).events;
            if found.iter().any(|one| one.rule == rule.code) {
                wrong.push(format!("{} not in {text}: {:?}", rule.code, shown(text, &found)));
            }
        }
    }
    assert!(wrong.is_empty(), "{} examples:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn codes_are_the_rules_own() {
    let words = &languages().of(Some("en")).extractor.events;
    let mut codes: Vec<&str> = words.rules.iter().map(|rule| rule.code.as_str()).collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), words.rules.len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Any row of words that frames know gives events whose spans slice the text, with parties in the list of referents.
    #[test]
    fn any_text_has_sound_events(text in prop_oneof![
        any::<String>(),
        prop::collection::vec(prop::sample::select(vec![
            "Orlen", "Veldania", "attacked", "the", "talks", "between", "and", "held", "with", "denied", "will", "visit", "that", "Ana Pell", ",", ".", "by",
            "troops", "of", "on", "Monday", "agreed", "to", "release", "sanctions", "imposed", "were", "“", "”", "he", "said", "it", "would", "in", "1938", "\n", "é",
        ]), 1..60).prop_map(|words| words.join(" ")),
    ]) {
        let found = findings(&text);
        for event in &found.events {
            prop_assert!(event.trigger.checked_of(&text).is_some());
            prop_assert!(event.score <= 1000);
            for party in event.actors.iter().chain(&event.recipients) {
                prop_assert!(party.span.checked_of(&text).is_some_and(|words| !words.is_empty()));
                prop_assert!(party.referent.is_none_or(|at| at < found.referents.len()));
            }
            for span in event.place.iter().chain(event.when.iter().map(|when| &when.span)) {
                prop_assert!(span.checked_of(&text).is_some());
            }
        }
    }
}
