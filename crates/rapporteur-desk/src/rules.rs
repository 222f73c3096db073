//! Rules that rows and decisions carry the code of, each with its page. Rules for times are a file a language: see [`crate::Calendar`].

use rapporteur::rule::Rule;
use rapporteur::{council, extract, judge};

/// The pages of all rules, family by family.
pub fn pages() -> impl Iterator<Item = &'static Rule> {
    let told = extract::RULES
        .iter()
        .chain(&extract::STATUS_RULES)
        .chain(&extract::CONTACT_RULES)
        .chain(&extract::COMMITMENT_RULES)
        .chain(&extract::STANCE_RULES);
    council::RULES.iter().chain(told).chain(&judge::readouts::RULES)
}

/// The page of a code.
pub fn page(code: &str) -> Option<&'static Rule> {
    pages().find(|rule| rule.code.eq_ignore_ascii_case(code))
}
