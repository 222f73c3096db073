//! Is the matter procedural? Applied in `decide`.

use super::Rule;

/// The rule and its page.
pub(in crate::council) const PRELIMINARY: Rule = Rule {
    code: "C007",
    title: "The preliminary question and the double veto",
    page: "Whether a matter is procedural is itself a question on which a permanent member's negative vote counts: so it can first \
           make a matter substantive, and then veto it.\n\n\
           Source: San Francisco statement of the sponsoring powers (1945); Czechoslovakia, 303rd meeting (1948).\n\
           Disputed: in 1950 (Formosa) the President ruled a matter procedural over such a vote, and the ruling stood. The other reading is the \
           President's ruling under rule 30, to be put as a procedural question.",
};
