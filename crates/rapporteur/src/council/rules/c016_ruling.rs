//! A ruling of the President. Applied in `procedure::ruling_stands`.

use super::Rule;

/// The rule and its page.
pub(in crate::council) const RULING: Rule = Rule {
    code: "C016",
    title: "A ruling of the President",
    page: "The President rules on a point of order at once. A ruling that is challenged is put to the Council and stands unless \
           overruled.\n\n\
           Source: provisional rules of procedure, rule 30.\n\
           Disputed: the rule names no majority. Practice takes the procedural majority for overruling, so that a ruling stands \
           against eight votes; the other reading asks for that majority to uphold it.",
};
