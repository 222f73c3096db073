//! Wordings laid under each other: what one leaves out, puts in and puts otherwise beside the fullest.

use crate::Calendar;
use rapporteur::extract::{Form, Meanings};
use rapporteur::link::statement::{Change, Touch, Variant, Wording, compare};
use rapporteur::text::Word;
use rapporteur_store::WordingRow;

/// One stretch of a wording beside the fullest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// What the fullest has here.
    pub fuller: String,
    /// What this one has.
    pub here: String,
    /// Are they the same words?
    pub same: bool,
    /// What of the sense it changes.
    pub touches: Option<Touch>,
}

/// A wording laid under the fullest.
pub fn laid(calendar: &Calendar, fullest: &WordingRow, other: &WordingRow) -> (Variant, Vec<Stretch>) {
    let wording = |row: &WordingRow| Wording::of(&row.report.text, &row.account.content);
    let direct = fullest.account.form == Form::Direct && other.account.form == Form::Direct;
    stretches(calendar.meanings(&fullest.report), (&fullest.report.text, &wording(fullest)), (&other.report.text, &wording(other)), direct)
}

/// Two wordings of two texts, the second laid under the first.
fn stretches(meanings: &Meanings, fuller: (&str, &Wording), other: (&str, &Wording), direct: bool) -> (Variant, Vec<Stretch>) {
    let (variant, changes) = compare(meanings, fuller, other, direct);
    let stretch = |change: Change| Stretch {
        fuller: words(fuller.0, &fuller.1.words[change.fuller]),
        here: words(other.0, &other.1.words[change.other]),
        same: change.same,
        touches: change.touches,
    };
    (variant, changes.into_iter().map(stretch).collect())
}

/// Words as printed, with what stands between them; a gap of more than a few characters is an ellipsis.
fn words(text: &str, words: &[Word]) -> String {
    let mut printed = String::new();
    for (at, word) in words.iter().enumerate() {
        if at > 0 {
            let between = text.get(words[at - 1].span.end as usize..word.span.start as usize).unwrap_or(" … ");
            printed += if between.len() > 8 { " … " } else { between };
        }
        printed += word.span.of(text);
    }
    printed
}

/// One line for people: words left out as `[-…-]`, words put in as `{+…+}`.
pub fn marked(stretches: &[Stretch]) -> String {
    let piece = |stretch: &Stretch| match (stretch.same, stretch.fuller.is_empty(), stretch.here.is_empty()) {
        (true, ..) => stretch.here.clone(),
        (false, false, true) => format!("[-{}-]", stretch.fuller),
        (false, true, false) => format!("{{+{}+}}", stretch.here),
        _ => format!("[-{}-] {{+{}+}}", stretch.fuller, stretch.here),
    };
    stretches.iter().map(piece).collect::<Vec<_>>().join(" ")
}

/// The alterations that change the sense, in words.
pub fn alarms(stretches: &[Stretch]) -> Vec<(Touch, String)> {
    let none = |words: &str| if words.is_empty() { "(nothing)".to_owned() } else { format!("“{words}”") };
    stretches
        .iter()
        .filter_map(|stretch| stretch.touches.map(|touch| (touch, format!("{} for {}", none(&stretch.here), none(&stretch.fuller)))))
        .collect()
}
