//! A permanent member that does not vote; applied in `decide`.

use super::Rule;

/// The rule and its page.
pub(in crate::council) const ABSTENTION: Rule = Rule {
    code: "C003",
    title: "Abstention and absence of a permanent member",
    page: "A permanent member that abstains, is absent or does not take part does not stop a decision.\n\n\
           Source: practice since 1946; the International Court of Justice in the Namibia opinion (1971). Resolution 2504 (2020) was adopted while four \
           permanent members abstained; resolutions 82 to 84 (1950) while one was absent.\n\
           Disputed: the words of Article 27 ask for concurring votes. The strict reading is a minority's.",
};
