//! The constructions by which commitments are found, each with its code and page.

use crate::rule::Rule as Page;

/// How a commitment was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CommitmentRule {
    /// A word of promise, threat or offer with what its own subject will do.
    Word,
    /// What one who speaks says he will do.
    Will,
    /// A reply announced to what another does: harm, or a refusal.
    Harm,
    /// A word of demand with what another is to do.
    Demand,
    /// What a named actor must do, as another says.
    Must,
    /// A command in somebody's own words.
    Command,
    /// A date set: due, scheduled, set to.
    Due,
    /// A coming event of one's own.
    Event,
    /// What several agreed to do.
    Agreement,
    /// A time given, and what follows if it passes.
    Ultimatum,
    /// What is said will be done, by whom is not told: who says it answers for it.
    Passive,
}

macro_rules! pages {
    ($($rule:ident $score:literal $code:literal $title:literal $page:literal)*) => {
        /// The pages of all constructions of commitments, by code.
        pub const COMMITMENT_RULES: [Page; [$($code),*].len()] = [$(Page { code: $code, title: $title, page: $page }),*];

        impl CommitmentRule {
            /// All constructions, in the order of their codes.
            pub const ALL: [Self; COMMITMENT_RULES.len()] = [$(Self::$rule),*];

            /// A rough likelihood, in thousandths, that a commitment found so is one and has the right parts; set by hand, in steps of 50.
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
    Word 800 "U001" "Word that binds"
        "A verb, noun or adjective of promise, offer or threat with what its own subject will do: an infinitive, a noun phrase. The actor is the word's subject; where it is a pronoun, who is meant by it; of “our government” and “his country” the state of whose it is. Harm that is promised or offered (“vowed to strike the port”) is a threat. What had been promised before what is told (“had pledged”), what might be promised, and what is denied or declined to be promised is none; nor is what others say that someone is ready or means to do.\n\nExample: Castara vowed to bring its last battalion home.\n\nCounter-example: Castara had vowed to stay, and left.\n\nKnown misses: a promise made by signing or nodding; an offer whose noun says what is given without a verb."
    Will 700 "U002" "What one says one will do"
        "“Will” or “shall” (“would” where it is told) and a verb of doing under an actor who speaks of himself: “I” and “we”, or a subject that is who says it or belongs to him (a state and its minister, a house and its speaker). What others say that he will do is their report or forecast and is none, and so is what cannot be done at will (be, become, need, be able); nor does what one calls likely or unlikely bind anyone.\n\nExample: The chancellor said that he would answer the letter within ten days.\n\nCounter-example: Traders said that the chancellor would lose.\n\nKnown misses: “going to”; a minister whose state the report does not tell."
    Harm 700 "U003" "Harm or refusal announced"
        "As U002, where what others want is withheld (“will not sign”, “will not let Thale tax it”), or something is not to be done but on a condition, or where what is announced harms: at all times with a verb such as veto, expel, retaliate or a tariff that is imposed, and with one such as close or withdraw where a condition stands beside it.\n\nExample: Thale would veto any budget that leaves out the dams, its ambassador said.\n\nCounter-example: Thale will not send its army, its ambassador said (a promise).\n\nKnown misses: harm that only the situation makes harm."
    Demand 750 "U004" "Word of demand"
        "A verb of asking, urging, ordering or inviting with what another is to do: an infinitive after who is asked, a clause, or a noun for an act (“demanded the release”). Who is asked is the addressee. A passive (“the secretariat was asked to”) names the addressee and at times nobody who asks.\n\nExample: The court ordered the railway to pay the widows.\n\nCounter-example: Delegates said the text should be shorter."
    Must 600 "U005" "What a named actor must do"
        "“Must” with a named actor or a definite body that is not who speaks, told as somebody's words. Duties of everybody or nobody (“states must”, “we must”) are none, and “should” never is.\n\nExample: Thale must withdraw its patrols by Friday, the premier of Quell said."
    Command 700 "U006" "Command in one's own words"
        "A quotation that opens with a verb without a subject; who speaks demands it of whom he speaks to.\n\nExample: “Free our drivers,” the chancellor told the envoy.\n\nCounter-example: “Look at the map,” she said. Openings such as look, let us and imagine ask for nothing."
    Due 700 "U007" "Date set"
        "What is due, scheduled, set, or is to happen, and what one plans oneself, with its date or without. It belongs to the subject where that can act, else to who announces it.\n\nExample: The census office said that its results are due out in May.\n\nCounter-example: Rain is expected by Tuesday."
    Event 650 "U008" "Coming event of one's own"
        "An event (hold talks, visit, open, take part) that an actor will have, told by the report itself or by who announces it; of what cannot act only with a date. Onlookers such as analysts and traders announce nothing.\n\nExample: The two railways announced that night trains will start on 9 June."
    Agreement 750 "U009" "What several agreed to do"
        "Agree, decide or undertake with an infinitive or clause under several actors or a body; “it was agreed that”, “reached an agreement to”. One state or person that agrees to something promises it (U001).\n\nExample: The leaders agreed to maintain contacts.\n\nCounter-example: The delegates agreed that the text was too long."
    Ultimatum 700 "U010" "Time given"
        "A time given to do something: a demand, and where it says what follows (“failing which”), a threat of that, due at the same time.\n\nExample: The general gave the garrison until noon to leave, failing which he would shell the fort."
    Passive 550 "U011" "It will be done"
        "A thing that will be given, sent, built or done, or will go on being given, told as the words of one who can see to it; who says it is bound. The report's own words count with a date alone, as a date set.\n\nExample: The president said that the instructions would be given."
}

impl CommitmentRule {
    /// The construction of a code.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.code() == code)
    }

    /// Its page.
    pub fn page(self) -> &'static Page {
        &COMMITMENT_RULES[self as usize]
    }
}
