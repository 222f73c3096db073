//! The constructions by which contacts are found, each with its code and page.

use crate::rule::Rule as Page;

macro_rules! pages {
    ($($(#[doc = $doc:literal])* $rule:ident $code:literal $title:literal $page:literal)*) => {
        /// How a contact was found.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum ContactRule { $($(#[doc = $doc])* $rule),* }

        /// The pages of all constructions of contacts, by code.
        pub const CONTACT_RULES: [Page; [$($code),*].len()] = [$(Page { code: $code, title: $title, page: $page }),*];

        impl ContactRule {
            /// All of them.
            pub const ALL: [Self; CONTACT_RULES.len()] = [$(Self::$rule),*];

            /// Its code.
            pub fn code(self) -> &'static str {
                match self { $(Self::$rule => $code),* }
            }

            /// The one of a code.
            pub fn of(code: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|rule| rule.code() == code)
            }
        }
    };
}

pages! {
    /// A verb with both parties.
    Verb "K001" "Verb of contact"
        "A verb such as meet, receive, phone, visit, whose subject and object, or the phrase under “with” or “to”, are who had the contact; the parties of a plural subject (“the envoys Orlen and Pell met”). What is met and is no person, body or state (“met the target”) gives none. “Then with” opens a further contact; of one who spoke to or called several, each whom a preposition of its own leads, and each of persons of different states, is another. Who speaks to the press has no contact with it, and a pronoun counts only where it is known whom it means.\n\nExample: Orlen received Foreign Minister Pell.\n\nKnown misses: a subject that only the sentence before names."
    /// A noun that names both parties.
    Noun "K002" "Noun of contact with its parties"
        "A noun such as call, talks, meeting, visit, letter with its parties under “between”, “with”, “from”, “to”, “by”, “of”, or as its owner.\n\nExample: The call between Orlen and Pell lasted an hour.\n\nNot: Orlen's call for restraint."
    /// A noun that a verb carries.
    Carried "K003" "Noun of contact under its verb"
        "“Held talks with”, “had a telephone conversation with”, “received a letter from”, “paid a visit to”: the subject of the verb is a party, unless “between” names the parties (“arranged a meeting between”), which is K002.\n\nExample: Orlen held talks with Pell in Halden."
    /// A noun beside a verb of which a party is the subject.
    Beside "K004" "Noun of contact beside what was said in it"
        "“In a call with Pell, Orlen said …”: the subject of the verb is the other party; “his call with Pell” is the subject’s.\n\nExample: In a telephone call with Pell, Orlen asked for a truce."
    /// A body that votes or meets in haste.
    Body "K005" "Vote or emergency meeting of a body"
        "A body that votes, or that meets in an emergency, urgent or extraordinary meeting or session; one party suffices. The noun “vote” counts where one is held: not where it is had, counted, lacked or only a name, nor several without a verb of holding; and what is awaited (“until the Council votes”) is none.\n\nExample: The Harbour Council held an emergency meeting.\n\nNot: Most voters stayed at home."
}
