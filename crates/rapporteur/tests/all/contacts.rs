//! Laws of contacts over any text, and of joining their tellings.

use super::statements::languages;
use proptest::prelude::*;
use rapporteur::extract::{CONTACT_RULES, Contact, ContactKind, ContactWords, Status};
use rapporteur::ingest::{TextKeeping, finish};
use rapporteur::link::contact::Telling;
use rapporteur::link::{Attending, Telling as _};
use rapporteur::record::Draft;
use std::collections::BTreeSet;

fn contacts(text: &str) -> (String, Vec<Contact>) {
    let resources = super::pages::resources();
    let draft = Draft { text: text.to_owned(), published: Some("2031-03-05".to_owned()), ..Draft::default() };
    let Ok(report) = finish(&resources, draft, TextKeeping::AsIs) else { return (String::new(), Vec::new()) };
    let found = languages().of(Some("en")).findings(&resources.actors, &report).contacts;
    (report.text, found)
}

fn telling(kind: ContactKind, status: Status, told: Option<(i32, i32)>, persons: [&str; 2]) -> Telling {
    let parties = ["NOR", "CHL"].into_iter().zip(persons).map(|(side, own)| Attending { side: side.to_owned(), own: Some(own.to_owned()) });
    Telling {
        kind,
        status,
        parties: parties.collect(),
        told,
        weekday: None,
        published: Some((22_343, 22_343)),
        place: None,
        topics: BTreeSet::new(),
    }
}

#[test]
fn a_plan_and_what_was_held_are_one_and_two_days_are_two() {
    let persons = ["orlen", "pell"];
    let held = telling(ContactKind::Meeting, Status::Happened, Some((22_347, 22_347)), persons);
    let planned = telling(ContactKind::Meeting, Status::Planned, Some((22_347, 22_347)), persons);
    let other_day = telling(ContactKind::Meeting, Status::Happened, Some((22_348, 22_348)), persons);
    let call = telling(ContactKind::Call, Status::Happened, Some((22_347, 22_347)), persons);
    let others = telling(ContactKind::Meeting, Status::Happened, Some((22_347, 22_347)), ["orlen", "vos"]);
    assert!(planned.decide(&held).is_some() && planned.keys().iter().any(|key| held.keys().contains(key)));
    assert_eq!(held.decide(&other_day), None);
    assert_eq!(held.decide(&call), None);
    assert_eq!(held.decide(&others), None);
}

/// "Orlen called Pell and Vos" is two calls: it holds neither with the other's, whatever order they come in.
#[test]
fn a_telling_of_three_does_not_join_two_calls() {
    let pair = |other: (&str, &str)| {
        let side = |(side, own): (&str, &str)| Attending { side: side.to_owned(), own: Some(own.to_owned()) };
        let mut call = telling(ContactKind::Call, Status::Happened, Some((22_347, 22_347)), ["orlen", "pell"]);
        call.parties = vec![side(("NOR", "orlen")), side(other)];
        call
    };
    let (one, other) = (pair(("CHL", "pell")), pair(("PER", "vos")));
    let mut three = one.clone();
    three.parties.push(other.parties[1].clone());
    assert_eq!((three.decide(&one), three.decide(&other)), (None, None));
    let meeting = |call: &Telling| Telling { kind: ContactKind::Meeting, ..call.clone() };
    let (one, other, three) = (meeting(&one), meeting(&other), meeting(&three));
    assert!(three.decide(&one).is_some() && three.decide(&other).is_some());
    let held = Telling::join(&three.alone(), &one.alone()).expect("a meeting of three may be told as one of two");
    assert_eq!(Telling::join(&held, &other.alone()), None);
}

#[test]
fn every_construction_has_a_page() {
    assert!(CONTACT_RULES.iter().all(|rule| rule.page.contains("Example:")));
    assert!(ContactKind::ALL.iter().all(|kind| ContactKind::of(kind.label()) == Some(*kind)));
}

#[test]
fn a_wrong_line_is_refused_with_its_number() {
    let error = ContactWords::read("# remark\ncall\tverb\tsideways\tphone").expect_err("the line is wrong");
    assert_eq!(error.to_string(), "contacts.tsv, line 2: a frame is not known in `call\tverb\tsideways\tphone`");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Any row of words that the list knows gives contacts in order whose spans slice the text; the same twice.
    #[test]
    fn any_text_has_sound_contacts(text in prop_oneof![
        any::<String>(),
        prop::collection::vec(prop::sample::select(vec![
            "Ana Orlen", "Roman Pell", "Norway", "the", "minister", "met", "with", "spoke", "to", "held", "talks", "a", "call", "between", "and", "from", "he",
            "on", "Tuesday", "about", "discussed", "the strait", "visited", "Oslo", "received", "a letter", ".", ",", "will", "in", "Council", "vote", "\n", "é",
        ]), 1..50).prop_map(|words| words.join(" ")),
    ]) {
        let (text, found) = contacts(&text);
        for contact in &found {
            let parties = contact.parties.iter().chain(&contact.via).map(|party| party.span);
            let words = [Some(contact.trigger), contact.medium, contact.when, contact.place].into_iter().flatten();
            let mut spans = parties.chain(words).chain(contact.topics.iter().copied());
            prop_assert!(spans.all(|span| span.checked_of(&text).is_some_and(|words| !words.is_empty())));
            prop_assert!(!contact.parties.is_empty() && contact.initiator.is_none_or(|at| at < contact.parties.len()));
        }
        prop_assert!(found.windows(2).all(|two| two[0].trigger.start <= two[1].trigger.start));
        prop_assert_eq!(found, contacts(&text).1);
    }
}
