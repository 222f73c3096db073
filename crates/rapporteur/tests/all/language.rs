//! Laws of the language layer over any text.

use proptest::prelude::*;
use rapporteur::analyze::{Analysis, Gazetteer, Kernel, Language, LanguageSources, conllu};
use rapporteur_data::language_file;

fn sources() -> LanguageSources<'static> {
    LanguageSources::from_folder(|file| language_file("en", file)).unwrap()
}

/// Every text gives sentences in order, tokens that cover them, one root a sentence and no cycle, names inside sentences.
fn is_sound(analysis: &Analysis<'_>) {
    let text = analysis.text();
    let mut before = 0;
    for sentence in &analysis.sentences {
        assert!(sentence.span.start >= before && !sentence.span.is_empty());
        before = sentence.span.end;
        let tokens = &analysis.tokens[sentence.tokens.clone()];
        let letters = |words: &str| words.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        let joined: String = tokens.iter().map(|token| token.span.of(text)).collect();
        assert_eq!(letters(&joined), letters(sentence.span.of(text)), "tokens cover their sentence");
        assert!(tokens.windows(2).all(|two| two[0].span.end <= two[1].span.start));
        assert_eq!(tokens.iter().filter(|token| token.head.is_none()).count(), 1, "one root: {}", sentence.span.of(text));
        for token in tokens {
            let steps = std::iter::successors(token.head, |&head| analysis.tokens[head as usize].head).take(tokens.len() + 1).count();
            assert!(steps <= tokens.len(), "no cycle");
            assert!(token.head.is_none_or(|head| sentence.tokens.contains(&(head as usize))));
        }
    }
    assert_eq!(analysis.sentences.iter().map(|sentence| sentence.tokens.len()).sum::<usize>(), analysis.tokens.len());
    for name in &analysis.names {
        assert!(analysis.sentences.iter().any(|sentence| sentence.span.contains(name.span)));
    }
}

fn any_text() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "said",
        "“",
        "”",
        "Mr.",
        "U.N.",
        "can't",
        "don’t",
        "\n",
        "  ",
        "5 p.m.",
        "…",
        "(",
        ")",
        "state-of-the-art",
        "1,400.5",
        "http://a.b/c?d=e",
        "é",
        "联合国",
        "مجلس",
        "\u{0}",
        "\u{200d}",
        "👩‍🚀",
        "---",
        "!!!",
        "NATO",
        "Lavrov",
        "the",
        "ministers",
        "'s",
        "»",
        "\u{a0}",
        "e\u{301}",
        "cannot",
        ":-)",
        "S/2022/155",
    ]);
    prop::collection::vec(prop_oneof![words.prop_map(str::to_owned), ".{0,6}"], 0..60).prop_map(|parts| {
        parts.into_iter().enumerate().fold(String::new(), |text, (at, part)| if at % 3 == 0 { text + &part } else { text + " " + &part })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_text_has_a_sound_analysis(texts in prop::collection::vec(any_text(), 1..6)) {
        let language = Language::read(&sources()).unwrap();
        for text in &texts {
            is_sound(&language.analyze(text));
        }
    }

    #[test]
    fn every_kernel_gives_the_same(texts in prop::collection::vec(any_text(), 1..4)) {
        let languages: Vec<Language> = Kernel::all().into_iter().map(|kernel| Language::read_for(&sources(), kernel).unwrap()).collect();
        for text in &texts {
            let first = conllu::write(&languages[0].analyze(text), "x");
            for language in &languages[1..] {
                prop_assert_eq!(&first, &conllu::write(&language.analyze(text), "x"));
            }
        }
    }

    #[test]
    fn a_language_without_models_cuts_any_text(text in any_text()) {
        let language = Language::read(&LanguageSources::from_folder(|file| language_file("de", file)).unwrap()).unwrap();
        let (sentences, tokens) = language.cut(&text);
        for (sentence, tokens) in sentences.iter().zip(&tokens) {
            prop_assert!(tokens.first().is_some_and(|first| first.start == sentence.start) && tokens.last().is_some_and(|last| last.end == sentence.end));
        }
    }
}

#[test]
fn odd_texts_are_read() {
    let language = Language::read(&sources()).unwrap();
    for text in [
        String::new(),
        " \n\t ".to_owned(),
        "a".repeat(300_000),
        "word ".repeat(20_000),
        "“(".repeat(20_000),
        "U.".repeat(5_000),
        "\u{0}\u{1}\u{7f} \u{feff}".repeat(50),
    ] {
        is_sound(&language.analyze(&text));
    }
}

#[test]
fn the_longest_known_name_from_the_left_is_a_hint() {
    let names = "organisation\tAl-Qaeda\norganisation\tU.N.\ncity\tSan Francisco\ncity\tParis\ncode\tOR\ngiven\tJordan\ncountry\tJordan\n";
    let gazetteer = Gazetteer::read(&[names, "city\tSan\nfamily\tParis\n"]).unwrap();
    let forms = ["U.N.", "or", "Al", "-", "Qaeda", "in", "san", "francisco", ",", "OR", ";", "Jordan", "Paris", ","];
    let told: Vec<String> = (forms.iter().zip(gazetteer.matches(&forms)))
        .filter(|(_, hint)| hint.known.is_some())
        .map(|(form, hint)| {
            let flags = [(hint.first, "first"), (hint.small, "small"), (hint.given, "given"), (hint.family, "family")];
            format!(
                "{form} {:?} {}",
                hint.known.unwrap(),
                flags.iter().filter(|flag| flag.0).map(|flag| flag.1).collect::<Vec<_>>().join(" ")
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            "U.N. Organisation first",
            "Al Organisation first",
            "- Organisation ",
            "Qaeda Organisation ",
            "san City first small",
            "francisco City small",
            "OR Code first",
            "Jordan Country first given",
            "Paris City first family",
        ]
    );
    assert!(Gazetteer::read(&["village\tX"]).unwrap_err().to_string().contains("expected city"));
}

#[test]
fn gold_tokens_stay_as_they_are() {
    let language = Language::read(&sources()).unwrap();
    let given = "# sent_id = 1\n1-2\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n1\tdo\t_\t_\t_\t_\t_\t_\t_\t_\n2\tn't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n2.1\tgo\t_\t_\t_\t_\t_\t_\t_\t_\n3\t.\t_\t_\t_\t_\t_\t_\t_\t_\n\n";
    let found = conllu::retag(&language, given);
    let forms = |text: &str| text.lines().map(|line| line.split('\t').take(2).collect::<Vec<_>>().join("\t")).collect::<Vec<_>>();
    assert_eq!(forms(given), forms(&found));
    assert!(found.contains("2\tn't\tnot\tPART\tRB"), "{found}");
}

#[test]
fn a_wrong_model_is_refused_with_the_reason() {
    let refusal = |bytes: &[u8]| Language::read(&LanguageSources { network: Some(bytes), ..sources() }).unwrap_err().to_string();
    let [splitter, network] = ["splitter.model", "network.model"].map(|file| language_file("en", file).unwrap());
    assert_eq!(refusal(b"not a model"), "model `en/network`: this is no model file");
    assert!(refusal(splitter).contains("holds the model `en/splitter`"));
    let mut damaged = network.to_vec();
    let last = damaged.len() - 1;
    damaged[last] ^= 1;
    assert!(refusal(&damaged).contains("digest differs"));
    assert!(refusal(&network[..5000]).contains("model `en/network`"));
}
