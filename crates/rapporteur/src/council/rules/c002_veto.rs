//! A permanent member's negative vote; applied in `decide`.

use super::Rule;

/// The rule and its page.
pub(in crate::council) const VETO: Rule = Rule {
    code: "C002",
    title: "The negative vote of a permanent member",
    page: "On a matter that is not procedural, the negative vote of one permanent member stops a decision that has the votes. Where it has \
           not the votes it fails for want of them, and the negative vote is not counted a veto.\n\n\
           Source: Charter, Article 27, paragraph 3; the practice of counting follows the United Nations' own list of vetoes.\n\
           Example: 11-1-3 with a permanent member against is vetoed; 4-7-4 with a permanent member against fails.",
};
