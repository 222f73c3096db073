//! How many votes a decision needs.

use super::Rule;
use crate::council::Question;
use jiff::civil::Date;

/// The rule and its page.
pub(in crate::council) const MAJORITY: Rule = Rule {
    code: "C001",
    title: "The required majority",
    page: "A decision needs nine affirmative votes of fifteen members; until the end of 1965 it needed seven of eleven.\n\n\
           Source: Charter, Article 27, as amended by General Assembly resolution 1991 (XVIII).\n\
           Disputed: the amendment entered into force on 31 August 1965 and the enlarged Council first sat in 1966. The Council counted seven of \
           eleven until the end of 1965 (resolution 218 of November 1965 was adopted by 7-0-4), and so do we.\n\
           Example: 9-0-6 is adopted; 8-0-7 is not.",
};

/// The enlarged Council sits from this day on.
const ENLARGED: Date = Date::constant(1966, 1, 1);

/// Affirmative votes that a question needs on a day.
pub fn needed(question: &Question, on: Date) -> usize {
    match (question, on < ENLARGED) {
        (Question::Judge, true) => 6,
        (Question::Judge, false) => 8,
        (_, true) => 7,
        (_, false) => 9,
    }
}
