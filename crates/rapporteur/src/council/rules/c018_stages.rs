//! The stages of a draft. Applied in `draft.rs`.

use super::Rule;

/// The rule and its page.
pub(in crate::council) const STAGES: Rule = Rule {
    code: "C018",
    title: "The stages of a draft",
    page: "Circulated, under silence, in blue, put to the vote; then adopted, vetoed, failed, withdrawn or lapsed. A draft in \
           blue is in its final form and by custom voted on a day later at the earliest; custom does not bind, so a vote may \
           follow circulation at once. Nothing ends twice, but what was withdrawn may be taken over.\n\n\
           Source: notes by the President on working methods (S/2017/507); provisional rules of procedure, rules 32 and 35.\n\
           Not covered: two texts under one symbol; enter a changed text as a revision.",
};
