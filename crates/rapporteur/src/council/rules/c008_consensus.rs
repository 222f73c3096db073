//! Adoption without a vote.

use super::Rule;

/// The rule and its page.
pub(in crate::council) const CONSENSUS: Rule = Rule {
    code: "C008",
    title: "Adoption without a vote",
    page: "A text is adopted without a vote when the President puts it and no member asks for a vote: by consensus, by acclamation, without \
           objection.\n\n\
           Source: practice; 21 resolutions from 1994 to 2018 are recorded so.",
};
