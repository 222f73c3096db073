//! Laws of extraction and of the alignment of wordings, over any text.

#![allow(clippy::disallowed_types, reason = "the models are read once for all cases; the engine itself holds no globals")]

use proptest::prelude::*;
use rapporteur::extract::{Findings, Form, Languages, names_agree};
use rapporteur::ingest::{TextKeeping, finish};
use rapporteur::judge::{Candidate, Claim, Claimed, Context, Grade, Voice, claims, judge};
use rapporteur::link::statement::{Touch, Variant, Wording, compare};
use rapporteur::record::{Draft, Report};
use rapporteur::resources::{Actors, Held, Resources};
use rapporteur::text::{Span, quoted};
use std::sync::OnceLock;

pub(crate) fn languages() -> &'static Languages {
    static LANGUAGES: OnceLock<Languages> = OnceLock::new();
    LANGUAGES.get_or_init(|| Languages::read(&rapporteur_data::LANGUAGES, rapporteur_data::language_file).unwrap())
}

pub(crate) fn resources() -> &'static Resources {
    static RESOURCES: OnceLock<Resources> = OnceLock::new();
    RESOURCES.get_or_init(super::pages::resources)
}

fn report(text: &str, keeping: TextKeeping) -> Option<Report> {
    finish(resources(), Draft { text: text.to_owned(), ..Draft::default() }, keeping).ok()
}

fn findings(report: &Report) -> Findings {
    languages().of(report.language.as_deref()).findings(&resources().actors, report)
}

/// Every span slices the text and lies in what is left of it; content lies in one paragraph each and holds neither cue nor source; numbers
/// lead somewhere, and no account stands within itself.
fn is_sound(report: &Report, findings: &Findings) {
    let paragraphs = report.paragraphs();
    for (at, account) in findings.accounts.iter().enumerate() {
        assert!(!account.content.is_empty(), "a statement says something");
        for span in account.content.iter().chain(&account.quoted).chain(&account.cue).chain(&account.source) {
            assert!(span.checked_of(&report.text).is_some_and(|words| !words.is_empty()), "{span:?}");
            assert!(
                paragraphs.iter().any(|paragraph| paragraph.contains(*span)),
                "a span of what was removed, or over paragraphs: {span:?}"
            );
        }
        assert!(account.content.windows(2).all(|two| two[0].end <= two[1].start));
        assert!(account.cue.iter().chain(&account.source).all(|span| !account.content.iter().any(|content| content.contains(*span))));
        assert!(account.quoted.iter().all(|quoted| account.content.iter().any(|content| content.overlaps(*quoted))));
        assert!(account.speaker.is_none_or(|speaker| speaker < findings.referents.len()));
        assert!(account.addressed.is_none_or(|addressed| addressed < findings.referents.len()));
        let outer = std::iter::successors(account.within, |&outer| findings.accounts[outer].within).take(findings.accounts.len() + 1);
        assert!(outer.clone().count() <= findings.accounts.len() && !outer.into_iter().any(|outer| outer == at), "within itself");
    }
    for position in &findings.positions {
        for span in position.point.iter().chain([&position.actor, &position.cue]) {
            assert!(span.checked_of(&report.text).is_some_and(|words| !words.is_empty()), "{span:?}");
            assert!(paragraphs.iter().any(|paragraph| paragraph.contains(*span)), "over paragraphs: {span:?}");
        }
        assert!(position.point.iter().all(|point| !point.overlaps(position.actor)), "nobody stands to itself");
        assert!(position.referent.is_none_or(|referent| referent < findings.referents.len()));
    }
    for referent in &findings.referents {
        assert!(!referent.mentions.is_empty() && !referent.name.is_empty());
        assert!(referent.mentions.iter().all(|mention| mention.span.checked_of(&report.text).is_some()));
    }
}

fn any_news() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "said",
        "he",
        "Orlen",
        "Mr.",
        "“",
        "”",
        "\"",
        "''",
        "‘",
        "’",
        "«",
        "»",
        ",",
        ".",
        ":",
        "?",
        "—",
        "\n",
        "\n\n",
        "told",
        "that",
        "the",
        "envoy",
        "according",
        "to",
        "Ana",
        "Reyes",
        "who",
        "called",
        "for",
        "talks",
        "will",
        "not",
        "resume",
        "as",
        "a",
        "mistake",
        "urged",
        "both",
        "sides",
        "it",
        "they",
        "ministry",
        "Russia",
        "'s",
        "ALSO READ: other news\n",
        "REYES:",
        "-",
        "[",
        "]",
        "…",
        "worried",
        "claim",
        "in",
        "an",
        "interview",
        "Friday",
        "联合国",
        "\u{0}",
        "👩‍🚀",
        "(",
        ")",
    ]);
    let glue = prop::sample::select(vec![" ", " ", " ", "", "\n"]);
    prop::collection::vec((words, glue), 0..90).prop_map(|parts| parts.into_iter().flat_map(|(word, glue)| [word, glue]).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn what_a_report_tells_is_sound_and_always_the_same(text in any_news()) {
        for keeping in [TextKeeping::AsIs, TextKeeping::Cleaned] {
            if let Some(report) = report(&text, keeping) {
                let found = findings(&report);
                is_sound(&report, &found);
                prop_assert_eq!(found, findings(&report));
            }
        }
    }

    #[test]
    fn quotations_lie_apart_and_inside_their_marks(text in any_news()) {
        let found = quoted(&text, &rapporteur::text::paragraphs(&text));
        for quotation in &found {
            prop_assert!(quotation.outer.contains(quotation.inner) && quotation.inner.checked_of(&text).is_some());
        }
        prop_assert!(found.windows(2).all(|two| two[0].outer.end <= two[1].outer.start));
    }

    /// A wording is identical to itself, and what is left out of it cuts it; the alignment always covers both wordings.
    #[test]
    fn alignments_cover_both_wordings(words in prop::collection::vec("[a-z]{2,8}", 6..30), from in 0usize..5, out in 1usize..4) {
        let meanings = &languages().of(Some("en")).meanings;
        let wording = |text: &str| Wording::of(text, &[Span::new(0, text.len())]);
        let full = words.join(" ");
        let short = [&words[..from], &words[(from + out).min(words.len())..]].concat().join(" ");
        let (one, other) = (wording(&full), wording(&short));
        prop_assert_eq!(compare(meanings, (&full, &one), (&full, &one), true).0, Variant::Identical);
        let (variant, changes) = compare(meanings, (&full, &one), (&short, &other), true);
        prop_assert!(matches!(variant, Variant::Cut | Variant::Identical), "{:?}", variant);
        let (mut fuller, mut here) = (0, 0);
        for change in &changes {
            prop_assert_eq!((change.fuller.start, change.other.start), (fuller, here));
            (fuller, here) = (change.fuller.end, change.other.end);
        }
        prop_assert_eq!((fuller, here), (one.len(), other.len()));
    }
}

/// What changes the sense is told: a negation, a modal, a number, a name; a spelling is not.
#[test]
fn alarms_ring_for_what_changes_the_sense() {
    let meanings = &languages().of(Some("en")).meanings;
    let alarm = |fuller: &str, other: &str| {
        let wording = |text: &str| Wording::of(text, &[Span::new(0, text.len())]);
        compare(meanings, (fuller, &wording(fuller)), (other, &wording(other)), true).1.into_iter().find_map(|change| change.touches)
    };
    let said = "We will release the 14 men before Sunday if Lyrne agrees to it";
    assert_eq!(alarm(said, "We will not release the 14 men before Sunday if Lyrne agrees to it"), Some(Touch::Negation));
    assert_eq!(alarm("We will not release the 14 men", "We will release the 14 men"), Some(Touch::Negation), "left out in between");
    assert_eq!(
        alarm("We can move a ship in an afternoon but what we cannot move is a border", "We can move a ship in a week"),
        Some(Touch::Word),
        "another word is told; a stray one farther on is no match for it"
    );
    assert_eq!(
        alarm("They will wait for us until the 4th of May", "They will wait for us until the 9th"),
        Some(Touch::Number),
        "at the edge too"
    );
    assert_eq!(alarm(said, "We may release the 14 men before Sunday if Lyrne agrees to it"), Some(Touch::Modal));
    assert_eq!(alarm(said, "We will release the 17 men before Sunday if Lyrne agrees to it"), Some(Touch::Number));
    assert_eq!(alarm(said, "We will release the 14 men before Sunday if Karsund agrees to it"), Some(Touch::Name));
    assert_eq!(alarm(said, "We will release the 14 men before Sunday if Lyrne consents to it"), None);
    assert_eq!(alarm(said, "We will release the 14 men before Sunday"), None, "what is left out at the end changes nothing");
    assert_eq!(alarm(said, "We will release the 14 men [soon] if Lyrne agrees to it"), None, "brackets say what they are");
    assert_eq!(alarm("We hope it will not be so. Talks go on", "We hope it won’t be so"), None, "a contraction and a cut");
    assert_eq!(alarm("We thank them for their offer", "We thank them for their threat"), Some(Touch::Word), "one noun for another");
    assert_eq!(alarm("We thank them for their labour here", "We thank them for their labor here"), None, "a spelling");
    assert_eq!(alarm("The three boats of Lyrne stay", "The 3 boats of Lyrne stay"), None, "a number in figures");
    assert_eq!(alarm("We stay, as nobody in the town had foreseen, with the boats", "We stay with the boats"), None, "context left out");
    assert_eq!(alarm("We stay if the town asks with the boats", "We stay with the boats"), Some(Touch::Condition));
}

/// Short names are those of full ones; other people of one last name are others.
#[test]
fn names_of_persons_agree_or_do_not() {
    for (one, other) in [("Ana Reyes", "Reyes"), ("A. Reyes", "Ana Reyes"), ("Ana María Reyes", "Ana Reyes"), ("Mr. Reyes", "Tomas Reyes")]
    {
        assert!(names_agree(one, other), "{one} and {other}");
    }
    // Transliterations, the family name first, a last name of several words.
    for (one, other) in [
        ("Andrei Lisovsky", "Andrey Lisovskiy"),
        ("Özgür Yıldız", "Ozgur Yildiz"),
        ("Pak Jong Su", "Jong-su Pak"),
        ("Mohamad al-Sayegh", "Mohammed Sayegh"),
        ("bin Harun", "Tariq bin Harun"),
        ("Reyes Montero", "Juan Carlos Reyes Montero"),
    ] {
        assert!(names_agree(one, other), "{one} and {other}");
    }
    for (one, other) in [
        ("Ana Reyes", "Tomas Reyes"),
        ("Ana Reyes", "Ana Lindt"),
        ("B. Reyes", "Ana Reyes"),
        ("Harun", "Tariq bin Harun"),
        ("Ned Orlen", "Ned Orlen Jr."),
        ("Martin Varga", "Martina Varga"),
    ] {
        assert!(!names_agree(one, other), "{one} and {other}");
    }
}

#[test]
fn tenures_answer_only_what_they_know() {
    let list = "holder\tPresident of Lum\t\tQ1\tAna Reyes\t2019-05-30\t2021-02\t2024-01-01\nholder\tPresident of Lum\t\tQ2\tIlan Dorv\t2021\t\t2024-01-01";
    let actors = Actors::read(list).unwrap();
    let on = |day: &str| actors.office("president of lum").map(|tenure| tenure.on(day)).collect::<Vec<_>>();
    assert_eq!(on("2019-05-29"), [Held::No, Held::No]);
    assert_eq!(on("2019-05-30"), [Held::Yes, Held::No]);
    assert_eq!(on("2021-02-10"), [Held::Unknown, Held::Unknown], "the month and the year of change");
    assert_eq!(on("2022-06-01"), [Held::No, Held::Yes]);
    assert_eq!(on("2025-06-01"), [Held::No, Held::Unknown], "after the list was made");
    assert!(Actors::read("holder\tPresident\t\tQ1\tAna\tMay 2019\t\t").is_err());
    assert!(Actors::read("king\tLum").unwrap_err().to_string().contains("line 1"));
}

#[test]
fn a_long_text_in_one_line_is_read() {
    let text = "“We will wait,” Mr. Orlen said, ".repeat(20_000);
    let report = report(&text, TextKeeping::AsIs).unwrap();
    let found = findings(&report);
    is_sound(&report, &found);
    assert!(found.accounts.iter().any(|account| account.form == Form::Direct));
}

/// What the record makes of a claim about one report.
fn judged(told: &str, claim: &str) -> Vec<Grade> {
    let (told, claim) = (report(told, TextKeeping::AsIs).unwrap(), report(claim, TextKeeping::AsIs).unwrap());
    let (kept, claimed) = (findings(&told), findings(&claim));
    let candidates: Vec<Candidate<'_>> = kept
        .accounts
        .iter()
        .map(|account| {
            let referent = account.speaker.map(|at| &kept.referents[at]);
            Candidate { text: &told.text, account, voice: Voice::of(&told.text, Some(account), referent, None) }
        })
        .collect();
    let reader = languages().of(Some("en"));
    let context = Context { meanings: &reader.meanings, actors: &resources().actors, language: &reader.language };
    let grade = |one: &Claimed| {
        let account = one.account.map(|at| &claimed.accounts[at]);
        let referent = account.and_then(|account| account.speaker).map(|at| &claimed.referents[at]);
        let voice = Voice::of(&claim.text, account, referent, None);
        judge(&context, &Claim { text: &claim.text, words: &one.words, quoted: one.quoted, voice, account }, &candidates).grade
    };
    claims(&claim, &claimed).iter().map(grade).collect()
}

/// What turns the sense of a quotation or a telling never holds; what leaves it as it is does.
#[test]
fn a_claim_holds_only_as_it_was_said() {
    let told = "Harbour master Ana Reyes said: “We will keep the north pier open for nine days. The tugs must not sail before noon.” The mayor, Otto Lind, denied that the crane was sold.";
    let grade = |claim: &str| judged(told, claim);
    for claim in [
        "Ana Reyes said: “We will keep the north pier open for nine days.”",
        "Reyes said: “The tugs must not sail before noon.”",
        "Ana Reyes said that she would keep the north pier open for nine days.",
        "Ana Reyes said that the tugs must not sail before noon.",
        "Otto Lind denied that the crane was sold.",
    ] {
        assert!(grade(claim).iter().all(|grade| grade.holds()), "{claim}: {:?}", grade(claim));
    }
    for (claim, wanted) in [
        ("Ana Reyes said: “We will keep the north pier open for ninety days.”", Grade::Altered),
        ("Ana Reyes said: “We will keep the south pier open for nine days.”", Grade::Altered),
        ("Ana Reyes said: “The tugs must sail before noon.”", Grade::Altered),
        ("Ana Reyes said that she might keep the north pier open for nine days.", Grade::Altered),
        ("Otto Lind said: “We will keep the north pier open for nine days.”", Grade::Misattributed),
        ("Otto Lind said that the crane was sold.", Grade::Denied),
        ("Ana Reyes said: “The swans have left the basin for good.”", Grade::NotFound),
    ] {
        assert!(grade(claim).contains(&wanted), "{claim}: {:?}", grade(claim));
    }
}

proptest! {
    /// Words of a quotation exchanged for a word that the report has not never hold, wherever they stand.
    #[test]
    fn an_exchanged_word_never_holds(at in 0usize..14) {
        let said = "The ferries will wait at the outer buoy until the last of the ice has gone";
        let mut words: Vec<&str> = said.split(' ').collect();
        words[at] = "marzipan";
        let told = format!("“{said},” harbour master Ana Reyes said.");
        let claim = format!("“{},” Ana Reyes said.", words.join(" "));
        prop_assert!(judged(&told, &claim).iter().all(|grade| !grade.holds()));
    }

    /// Any text is judged against any report without a fault, and what is found nowhere never holds.
    #[test]
    fn judging_is_total(told in any_news(), claim in any_news()) {
        if report(&told, TextKeeping::AsIs).is_some() && report(&claim, TextKeeping::AsIs).is_some() {
            judged(&told, &claim);
        }
    }
}
