//! The turn of the presidency.

use super::Rule;

/// The rule and its page.
pub(in crate::council) const PRESIDENCY: Rule = Rule {
    code: "C011",
    title: "The presidency",
    page: "Each member presides for one calendar month, in the English alphabetical order of their names.\n\n\
           Source: provisional rule 18. The turns are counted from February 2022, when the Russian Federation presided.\n\
           Not covered: a president who cedes the chair under rule 20; the years before 1966. Eight months from 2020 to 2025 were checked, earlier ones were not.",
};
