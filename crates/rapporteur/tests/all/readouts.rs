//! Laws of comparing two accounts: points stand in their texts and do not overlap, no point is told twice, exchanging the sides exchanges the labels.

use super::statements::{languages, resources};
use proptest::prelude::*;
use rapporteur::ingest::{TextKeeping, finish};
use rapporteur::judge::readouts::{Compared, Label, Reading, compare, sides};
use rapporteur::record::{Draft, Report};

fn read(text: &str) -> Option<(Report, Reading)> {
    let report = finish(resources(), Draft { text: text.to_owned(), ..Draft::default() }, TextKeeping::AsIs).ok()?;
    let reading = Reading::of(&resources().actors, languages().of(Some("en")), &report);
    Some((report, reading))
}

fn compared(a: &(Report, Reading), b: &(Report, Reading)) -> Vec<Compared> {
    compare(resources(), languages().of(Some("en")), &a.1.readout(&a.0.text), &b.1.readout(&b.0.text))
}

fn exchanged(label: Label) -> Label {
    match label {
        Label::OnlyA => Label::OnlyB,
        Label::OnlyB => Label::OnlyA,
        Label::StrongerA => Label::StrongerB,
        Label::StrongerB => Label::StrongerA,
        same => same,
    }
}

/// Sentences of invented accounts, in any number and order.
fn account() -> impl Strategy<Value = String> {
    let sentences = vec![
        "The two presidents discussed the dam at Orrin and the fate of the nine detained fishermen.",
        "President Ana Reyes thanked her counterpart for the blankets.",
        "The leaders agreed to reopen the crossing on 4 May, and to send engineers to Orrin.",
        "Mr Holt demanded that the fishermen be freed, adding that Kessin would not pay a fine.",
        "At the request of the Prime Minister, the President outlined the plan for the northern line.",
        "Topical issues were considered.",
        "The call was initiated by Veldania.",
        "Thus, no gate will be opened.",
        "He hoped that the talks would resume; the harbour was touched upon.",
        "According to the palace, three ships had left, it said.",
        "Press release.",
        "\n",
    ];
    prop_oneof![any::<String>(), prop::collection::vec(prop::sample::select(sentences), 0..14).prop_map(|sentences| sentences.join(" ")),]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn comparing_is_sound_and_the_same_from_both_sides(one in account(), other in account()) {
        let (Some(a), Some(b)) = (read(&one), read(&other)) else { return Ok(()) };
        for (report, reading) in [&a, &b] {
            for point in &reading.points {
                prop_assert!(point.span.checked_of(&report.text).is_some_and(|words| !words.trim().is_empty()));
            }
            prop_assert!(reading.points.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
        }
        let forth = compared(&a, &b);
        for side in [|compared: &Compared| compared.a.clone(), |compared: &Compared| compared.b.clone()] {
            let mut told: Vec<usize> = forth.iter().flat_map(side).collect();
            let count = told.len();
            told.sort_unstable();
            told.dedup();
            prop_assert_eq!(told.len(), count);
        }
        for compared in &forth {
            let fits = match compared.label {
                Label::OnlyA => !compared.a.is_empty() && compared.b.is_empty(),
                Label::OnlyB => compared.a.is_empty() && !compared.b.is_empty(),
                _ => !compared.a.is_empty() && !compared.b.is_empty(),
            };
            prop_assert!(fits, "{:?}", compared);
            prop_assert_eq!(compared.contrary.is_some(), compared.label == Label::Contradicts);
        }
        let mut back: Vec<Compared> = compared(&b, &a)
            .into_iter()
            .map(|compared| Compared { label: exchanged(compared.label), a: compared.b, b: compared.a, ..compared })
            .collect();
        let key = |compared: &Compared| (compared.a.clone(), compared.b.clone(), compared.label);
        let mut forth = forth;
        forth.sort_by_key(key);
        back.sort_by_key(key);
        prop_assert_eq!(forth, back);
    }

    #[test]
    fn every_point_is_of_one_side_at_most(text in account()) {
        let Some((report, reading)) = read(&text) else { return Ok(()) };
        let names = sides::parties(&resources().actors, &reading.readout(&report.text));
        prop_assert!(names.len() <= 2);
        let [one, other] = reading.parted(&resources().actors, languages().of(Some("en")), &report.text, ["Veldania", "the palace"]);
        prop_assert!(one.points.len() + other.points.len() <= reading.points.len());
        prop_assert!(one.points.iter().all(|point| !other.points.contains(point)));
    }
}

/// An account beside itself is told by both throughout, each point beside itself.
#[test]
fn an_account_agrees_with_itself() {
    let text = "The two presidents discussed the dam at Orrin. President Ana Reyes thanked her counterpart for the blankets. The leaders agreed to reopen the \
                crossing on 4 May. Mr Holt demanded that the nine fishermen be freed.";
    let read = read(text).expect("it is a text");
    let compared = compared(&read, &read);
    assert_eq!(compared.len(), 4);
    assert!(compared.iter().all(|compared| compared.label == Label::Both && compared.a == compared.b), "{compared:?}");
}
