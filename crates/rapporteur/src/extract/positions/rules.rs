//! The constructions by which positions are found, each with its code and page.

use crate::rule::Rule as Page;

/// How a position was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PositionRule {
    /// A verb of stance and its subject.
    Verb,
    /// A party inserted beside the subject.
    Inserted,
    /// A passive or participle with its agents.
    Agents,
    /// A noun of stance that a verb carries, or whose holders it names.
    Noun,
    /// An adjective or phrase of stance.
    Adjective,
    /// A whole phrase.
    Idiom,
    /// Readiness on a condition.
    Willing,
    /// A stance under a denial, a refusal or with a condition.
    Turned,
    /// Not known yet.
    Open,
}

macro_rules! pages {
    ($($rule:ident $score:literal $code:literal $title:literal $page:literal)*) => {
        /// The pages of all constructions of positions, by code.
        pub const STANCE_RULES: [Page; [$($code),*].len()] = [$(Page { code: $code, title: $title, page: $page }),*];

        impl PositionRule {
            /// All constructions, in the order of their codes.
            pub const ALL: [Self; STANCE_RULES.len()] = [$(Self::$rule),*];

            /// A rough likelihood, in thousandths, that a position found so is right in party and stance. A guess, set by hand.
            pub fn score(self) -> u16 {
                match self { $(Self::$rule => $score),* }
            }

            /// Its code.
            pub fn code(self) -> &'static str {
                match self { $(Self::$rule => $code),* }
            }
        }
    };
}

pages! {
    Verb 850 "P001" "Verb of stance"
        "A verb such as support, oppose, propose, vote, abstain, with its subject; every party of a row has the stance. The verb must hold: under what is expected, asked of someone, possible, or was so before, nobody has a position. Who is helped or fought (the police, refugees) is no question.\n\nExample: Norland and Ostrel opposed a second reading.\nNo position: Norland was urged to oppose it; the convoy supports the patrol.\nKnown misses: stances told by deeds alone (\"walked out\"), irony."
    Inserted 850 "P002" "Party inserted beside the subject"
        "Parties inserted before the verb: \"supported by\", \"opposed by\", \"with\", \"joined by\". Who supports or opposes the subject stands to what the subject asks for; where the subject is itself against it, both are. A party that speaks for a group is one party.\n\nExample: Norland, supported by Ostrel, opposed by Lyrne, proposed a pause.\nKnown misses: \"with\" before what is no party but has capitals."
    Agents 800 "P003" "Whom a participle names"
        "\"The motion was supported by Norland\", \"a text tabled by Ostrel\", \"a workshop, which was supported by Lyrne\": those after \"by\" have the stance of the participle on what it belongs to."
    Noun 700 "P004" "Noun of stance"
        "A noun such as support, opposition, objection that a verb carries (\"voiced its support for\"), or whose holders stand after \"from\". Who drops an objection is neutral; who has none is, too.\n\nExample: Norland raised objections to the fee."
    Adjective 750 "P005" "Adjective or phrase of stance"
        "\"is opposed to\", \"is in favour of\", \"is against\", with a form of be and the subject."
    Idiom 750 "P006" "Phrase of stance"
        "A fixed phrase: \"has no objection\", \"takes no side\", \"voted no\", \"yet to decide\"."
    Willing 700 "P007" "Ready on a condition"
        "Whoever is prepared, ready or willing to do something provided that, only if or as long as: conditional on what would be done.\n\nExample: Norland is ready to open the port provided that the fee falls."
    Turned 800 "P008" "Stance denied, refused or conditional"
        "A verb of stance under not or refuse: who does not support opposes, who does not oppose is neutral. With a condition behind it (only if, unless, in its present form) the stance is conditional.\n\nExample: Norland could not support the text in its present form."
    Open 700 "P009" "Not known yet"
        "\"has not said whether it will support\", \"has yet to decide on\": undecided."
}

impl PositionRule {
    /// The construction of a code.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.code() == code)
    }

    /// Its page.
    pub fn page(self) -> &'static Page {
        &STANCE_RULES[self as usize]
    }
}
