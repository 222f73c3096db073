//! Laws 1, 4 and 5, and the order law of the derivation, over generated texts.

use super::pages::resources;
use proptest::prelude::*;
use rapporteur::ingest::{Format, TextKeeping, finish, read, sniff};
use rapporteur::link::Pair;
use rapporteur::link::reprint::{Decision, copytext, decide, passages};
use rapporteur::record::derive::{self, Summary};
use rapporteur::record::{Draft, Published, Report};
use rapporteur::resources::Resources;
use rapporteur::text::{paragraphs, quotations, sentences, words};
use std::collections::BTreeMap;

/// Text as it comes: words, marks, line ends, scripts, control characters, and nonsense.
fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-zA-Z]{1,9}".prop_map(|word| word + " "),
        2 => prop::sample::select(vec!["“", "”", "\"", "'", "’", "«", "»", ". ", "? ", ", ", "Mr. ", "U.S. ", "5 p.m. ", "\n", "\n\n", "— ", ": "]).prop_map(str::to_owned),
        1 => prop::sample::select(vec!["ALSO READ: x\n", "(PTI)", "New Delhi: ", "By Ann Lee\n", "Share this post\n", "scrollToTop\n", "date 2022-02-25 ", "© 2020\n"]).prop_map(str::to_owned),
        1 => prop::sample::select(vec!["日本語", "تجربة", "नमस्ते", "ไทย", "🦀", "\u{0}", "\u{200b}", "\u{301}", "\r\n", "\t"]).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..120).prop_map(|pieces| pieces.concat())
}

fn report(resources: &Resources, own_id: usize, text: &str) -> Option<Report> {
    finish(resources, Draft { own_id: Some(own_id.to_string()), text: text.to_owned(), ..Draft::default() }, TextKeeping::Cleaned).ok()
}

/// Origin and story of each report by key, derived from the reports in the order given.
fn derived(resources: &Resources, reports: &[Report]) -> BTreeMap<String, (String, Option<String>, String)> {
    let by_key: BTreeMap<&str, &Report> = reports.iter().map(|report| (report.key.as_str(), report)).collect();
    let mut ranked: Vec<Summary> = reports.iter().map(|report| Summary::of(resources, report)).collect();
    derive::order(&mut ranked);
    let words = |at: u32| {
        let report = by_key[ranked[at as usize].imprint.key.as_str()];
        (copytext(&report.text, &report.removed_spans()), report.key.clone())
    };
    let decide_pair = |pair: Pair| -> (Pair, Decision) {
        let ((one, one_key), (two, two_key)) = (words(pair.first), words(pair.second));
        (pair, if one_key < two_key { decide(&one, &two) } else { decide(&two, &one).exchanged() })
    };
    let decided: Vec<_> = derive::copy_candidates(&ranked).into_iter().map(decide_pair).collect();
    let carriers = derive::carriers(&resources.lexicon, &ranked, &decided);
    let stories = derive::stories(&ranked, &carriers, &rapporteur::link::Corrections::default());
    let key = |at: u32| ranked[at as usize].imprint.key.clone();
    (0..ranked.len())
        .map(|at| (ranked[at].imprint.key.clone(), (key(carriers[at].origin), carriers[at].from.map(key), key(stories.story_of[at]))))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn spans_lie_in_their_text(text in any_text()) {
        let all_words = words(&text);
        let found = paragraphs(&text).into_iter().chain(sentences(&text)).chain(quotations(&text)).chain(all_words.iter().map(|word| word.span));
        for span in found {
            prop_assert!(span.checked_of(&text).is_some_and(|words| !words.is_empty()), "{:?}", span);
        }
        for spans in [sentences(&text), quotations(&text), all_words.iter().map(|word| word.span).collect()] {
            prop_assert!(spans.windows(2).all(|pair| pair[0].end <= pair[1].start), "spans stand in order");
        }
    }

    #[test]
    fn removed_spans_lie_in_order_and_no_sentence_crosses_one(text in any_text()) {
        let resources = resources();
        if let Some(report) = report(&resources, 0, &text) {
            let removed = report.removed_spans();
            prop_assert!(removed.iter().all(|span| span.checked_of(&report.text).is_some()));
            prop_assert!(removed.windows(2).all(|pair| pair[0].end <= pair[1].start), "{:?}", report.removed);
            for sentence in report.sentences() {
                prop_assert!(removed.iter().all(|span| !span.overlaps(sentence)));
            }
        }
    }

    #[test]
    fn cleaning_is_idempotent(text in any_text()) {
        let resources = resources();
        if let Some(once) = report(&resources, 0, &text) {
            let twice = report(&resources, 0, &once.text).expect("what was read once is read again");
            prop_assert_eq!(once, twice);
        }
    }

    #[test]
    fn as_is_keeps_every_byte(text in any_text()) {
        let resources = resources();
        let kept = finish(&resources, Draft { text: text.clone(), ..Draft::default() }, TextKeeping::AsIs).expect("text that is not touched is not refused");
        prop_assert_eq!(kept.text, text);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..600), name in "[a-z]{1,4}\\.(txt|html|json|xml)") {
        let resources = resources();
        let format = sniff(&bytes, &name);
        for format in [format, Format::Text, Format::Html, Format::Json, Format::Feed] {
            prop_assert!(!read(&resources, format, &bytes).is_empty(), "{format:?} gave neither a report nor a refusal");
        }
    }

    #[test]
    fn any_written_time_is_read_or_refused(written in "[0-9A-Za-z:+\\-/, .]{0,30}") {
        if let Ok(read) = Published::read(&written) {
            prop_assert_eq!(Published::read(&read.to_string()), Ok(read), "what is printed reads back");
            let (first, last) = read.seconds();
            prop_assert!(first <= last);
        }
    }

    #[test]
    fn passages_hold_equal_words(one in any_text(), two in any_text()) {
        let (one, two) = (copytext(&one, &[]), copytext(&format!("{two} {one}"), &[]));
        for passage in passages(&one, &two) {
            prop_assert!(passage.equal.iter().all(|&(a, b)| one.words[a as usize].hash == two.words[b as usize].hash));
            prop_assert!(passage.equal.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 < pair[1].1));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Law 2 for the sets: the same reports in any order give the same origins and stories.
    #[test]
    fn order_does_not_matter(texts in prop::collection::vec(any_text(), 2..7), copies in prop::collection::vec((0usize..7, 0usize..7), 0..6), turn in 0usize..9) {
        let resources = resources();
        let mut texts = texts;
        for (from, to) in copies {
            let (from, to) = (from % texts.len(), to % texts.len());
            let copied = format!("{}\n{}", texts[to], texts[from]);
            texts[to] = copied;
        }
        let mut reports: Vec<Report> = texts.iter().enumerate().filter_map(|(at, text)| report(&resources, at, text)).collect();
        let straight = derived(&resources, &reports);
        reports.reverse();
        let middle = turn % reports.len().max(1);
        reports.rotate_left(middle);
        prop_assert_eq!(straight, derived(&resources, &reports));
    }
}
