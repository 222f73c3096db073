//! Election of judges; its majority stands with C001.

use super::Rule;

/// The rule and its page.
pub(in crate::council) const JUDGE: Rule = Rule {
    code: "C006",
    title: "Election of judges",
    page: "A judge of the International Court of Justice is elected by an absolute majority of the members, permanent or not: eight of \
           fifteen, formerly six of eleven. Nobody has a veto.\n\n\
           Source: Statute of the Court, Article 10; provisional rule 61.\n\
           Not covered: that the General Assembly must elect the same candidate.",
};
