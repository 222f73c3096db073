//! Withdrawal, and taking over. Applied in `draft.rs`.

use super::Rule;

/// The rule and its page.
pub(in crate::council) const WITHDRAWAL: Rule = Rule {
    code: "C014",
    title: "Withdrawal, and taking over",
    page: "A draft can be withdrawn by its sponsors as long as no vote on it has been taken. Another member may take it over and \
           require that it be put as its own.\n\n\
           Source: provisional rules of procedure, rule 35, which gives this right to the member that seconded; since rule 34 \
           asks for no seconder, practice lets any other member.\n\
           Example: the sponsors withdraw a draft in blue, and another member has it circulated again on the next day.",
};
