//! Every rule of every language reads its example as the file says, and finds nothing in its counter-example; laws over any text.

use super::statements::languages;
use proptest::prelude::*;
use rapporteur::extract::{TimeExpression, Times};
use rapporteur::record::Published;
use rapporteur::text::Span;

fn found(code: &str, text: &str, published: Option<&Published>) -> Vec<TimeExpression> {
    let reader = languages().of(Some(code));
    reader.extractor.times.find(&reader.language.analyze(text), published)
}

fn shown(text: &str, found: &[TimeExpression]) -> Vec<String> {
    found.iter().map(|one| format!("{} [{}] = {}", one.rule, one.span.of(text), one.value)).collect()
}

#[test]
fn examples_are_read_as_the_file_says() {
    let mut wrong = Vec::new();
    for code in rapporteur_data::LANGUAGES {
        let times = &languages().of(Some(code)).extractor.times;
        let published = Published::read(times.published()).expect("examples have a publication day");
        assert!(times.rules().len() > 30, "rules of {code} are missing");
        for rule in times.rules() {
            let (marked, value) = rule.example.rsplit_once(" = ").expect("an example has a value");
            let text = marked.replace(['[', ']'], "");
            let (start, end) = (marked.find('[').expect("it is marked"), marked.find(']').expect("it is marked") - 1);
            let found = found(code, &text, Some(&published));
            let span = Span::new(start, end);
            if !found.iter().any(|one| one.rule == rule.code && one.span == span && one.value == value) {
                wrong.push(format!("{code} {} {}: {:?}", rule.code, rule.example, shown(&text, &found)));
            }
            let found = self::found(code, &rule.counter_example, Some(&published));
            if found.iter().any(|one| one.rule == rule.code) {
                wrong.push(format!("{code} {} not in {}: {:?}", rule.code, rule.counter_example, shown(&rule.counter_example, &found)));
            }
        }
    }
    assert!(wrong.is_empty(), "{} examples:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn without_a_publication_day_nothing_is_guessed() {
    let text = "The envoys met on Thursday, two days before the vote of 24 February, and will meet again next month.";
    let values: Vec<String> = found("en", text, None).into_iter().map(|one| one.value).collect();
    assert_eq!(values, ["XXXX-WXX-4", "P2D", "XXXX-02-24", "XXXX-XX"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Any text, and any row of words that rules know, gives spans in order that slice the text and end with a value.
    #[test]
    fn any_text_has_sound_times(text in prop_oneof![
        any::<String>(),
        prop::collection::vec(prop::sample::select(vec![
            "the", "last", "Thursday", "31", "February", "30", ",", ".", "2022", "0000", "99", "week", "ago", "at", "4", "p.m.", ":", "59", "'", "90s",
            "quarter", "of", "next", "year", "–", "for", "two", "and", "a", "half", "hours", "(", "IST", ")", "9999", "days", "later", "\n", "é",
        ]), 1..60).prop_map(|words| words.join(" ")),
    ]) {
        let published = Published::read("2031-03-05").unwrap();
        for published in [None, Some(&published)] {
            let found = found("en", &text, published);
            prop_assert!(found.iter().all(|one| one.span.checked_of(&text).is_some_and(|words| !words.is_empty()) && !one.value.is_empty()));
            prop_assert!(found.windows(2).all(|two| two[0].span.end <= two[1].span.start));
        }
    }
}

#[test]
fn a_wrong_line_is_refused_with_its_number() {
    for (line, problem) in [
        ("rule\tT1\tx\t<nothing>\tDATE\t{nothing}\t\t", "there is no class or form `nothing`"),
        ("rule\tT1\tx\t[a\tDATE\tX\t\t", "`]` is missing"),
        ("rule\tT1\tx\ta\tDAY\tX\t\t", "`DAY` is no type of time"),
        ("form\ta\t<a>\tX", "there is no class or form `a`"),
        ("season\tspring", "`season` is no kind of line, or fields are missing"),
    ] {
        let error = Times::read(&format!("# remark\n{line}")).expect_err("the line is wrong");
        assert_eq!(error.to_string(), format!("times.tsv, line 2: {problem}"));
    }
}
