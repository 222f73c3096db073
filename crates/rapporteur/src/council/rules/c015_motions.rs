//! Motions that go first. Applied in `procedure::precedence`.

use super::Rule;

/// The rule and its page.
pub(in crate::council) const MOTIONS: Rule = Rule {
    code: "C015",
    title: "Motions that go first",
    page: "Before the matter under discussion go, in this order: to suspend the meeting; to adjourn it; to adjourn it to a \
           certain day or hour; to refer the matter; to postpone it; to amend. Suspension and simple adjournment are decided \
           without debate. All are procedural: nine votes, no veto.\n\n\
           Source: provisional rules of procedure, rule 33.",
};
