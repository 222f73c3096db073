//! Matters without a veto; applied in `decide`.

use super::Rule;

/// The rule and its page.
pub(in crate::council) const PROCEDURAL: Rule = Rule {
    code: "C004",
    title: "Procedural matters",
    page: "On a procedural matter the majority of C001 decides and nobody has a veto.\n\n\
           Source: Charter, Article 27, paragraph 2; General Assembly resolution 267 (III) lists such matters. A motion that a permanent member \
           voted against and that was adopted was procedural.\n\
           Example: 9-6-0 with two permanent members against adopts an agenda.",
};
