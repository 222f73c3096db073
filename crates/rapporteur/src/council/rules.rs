//! The rules that are applied, each with its page: what it says, where that stands, and what is disputed about it.

use super::ballot::{Ballot, BallotError, Vote};
use super::decide::Question;
use jiff::civil::Date;

/// One rule with its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The code that decisions carry.
    pub code: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// What it says, its source, an example, what is disputed or not covered.
    pub page: &'static str,
}

/// All rules, by code.
pub const RULES: [Rule; 11] =
    [MAJORITY, VETO, ABSTENTION, PROCEDURAL, PARTIES, JUDGE, PRELIMINARY, CONSENSUS, EMERGENCY, DEBATE, PRESIDENCY];

/// The rule of a code.
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.code.eq_ignore_ascii_case(code))
}

pub(super) const MAJORITY: Rule = Rule {
    code: "C001",
    title: "The required majority",
    page: "A decision needs nine affirmative votes of fifteen members; until the end of 1965 it needed seven of eleven.\n\n\
           Source: Charter, Article 27, as amended by General Assembly resolution 1991 (XVIII).\n\
           Disputed: the amendment entered into force on 31 August 1965 and the enlarged Council first sat in 1966. The Council counted seven of \
           eleven until the end of 1965 (resolution 218 of November 1965 was adopted by 7-0-4), and so do we.\n\
           Example: 9-0-6 is adopted; 8-0-7 is not.",
};
pub(super) const VETO: Rule = Rule {
    code: "C002",
    title: "The negative vote of a permanent member",
    page: "On a matter that is not procedural, the negative vote of one permanent member stops a decision that has the votes. Where it has \
           not the votes it fails for want of them, and the negative vote is not counted a veto.\n\n\
           Source: Charter, Article 27, paragraph 3; the practice of counting follows the United Nations' own list of vetoes.\n\
           Example: 11-1-3 with a permanent member against is vetoed; 4-7-4 with a permanent member against fails.",
};
pub(super) const ABSTENTION: Rule = Rule {
    code: "C003",
    title: "Abstention and absence of a permanent member",
    page: "A permanent member that abstains, is absent or does not take part does not stop a decision.\n\n\
           Source: practice since 1946; the International Court of Justice in the Namibia opinion (1971). Resolution 2504 (2020) was adopted while four \
           permanent members abstained; resolutions 82 to 84 (1950) while one was absent.\n\
           Disputed: the words of Article 27 ask for concurring votes. The strict reading is a minority's.",
};
pub(super) const PROCEDURAL: Rule = Rule {
    code: "C004",
    title: "Procedural matters",
    page: "On a procedural matter the majority of C001 decides and nobody has a veto.\n\n\
           Source: Charter, Article 27, paragraph 2; General Assembly resolution 267 (III) lists such matters. A motion that a permanent member \
           voted against and that was adopted was procedural.\n\
           Example: 9-6-0 with two permanent members against adopts an agenda.",
};
pub(super) const PARTIES: Rule = Rule {
    code: "C005",
    title: "Parties to a dispute abstain",
    page: "In decisions under Chapter VI and under Article 52, paragraph 3, a party to the dispute abstains from voting.\n\n\
           Source: Charter, Article 27, paragraph 3.\n\
           Disputed: who is a party, and whether the duty is observed; the Council has seldom enforced it. Here a party that votes is an error of the \
           ballot, since its vote cannot be counted either way.",
};
pub(super) const JUDGE: Rule = Rule {
    code: "C006",
    title: "Election of judges",
    page: "A judge of the International Court of Justice is elected by an absolute majority of the members, permanent or not: eight of \
           fifteen, formerly six of eleven. Nobody has a veto.\n\n\
           Source: Statute of the Court, Article 10; provisional rule 61.\n\
           Not covered: that the General Assembly must elect the same candidate.",
};
pub(super) const PRELIMINARY: Rule = Rule {
    code: "C007",
    title: "The preliminary question and the double veto",
    page: "Whether a matter is procedural is itself a question on which a permanent member's negative vote counts: so it can first \
           make a matter substantive, and then veto it.\n\n\
           Source: San Francisco statement of the sponsoring powers (1945); Czechoslovakia, 303rd meeting (1948).\n\
           Disputed: in 1950 (Formosa) the President ruled a matter procedural over such a vote, and the ruling stood. The other reading is the \
           President's ruling under rule 30, to be put as a procedural question.",
};
pub(super) const CONSENSUS: Rule = Rule {
    code: "C008",
    title: "Adoption without a vote",
    page: "A text is adopted without a vote when the President puts it and no member asks for a vote: by consensus, by acclamation, without \
           objection.\n\n\
           Source: practice; 21 resolutions from 1994 to 2018 are recorded so.",
};
pub(super) const EMERGENCY: Rule = Rule {
    code: "C009",
    title: "Calling an emergency special session",
    page: "Any nine members of the Council can call the General Assembly to an emergency special session within twenty-four hours, after \
           lack of unanimity of the permanent members kept the Council from acting. The vote is procedural.\n\n\
           Source: General Assembly resolution 377 A (V); Council resolution 2623 (2022).\n\
           Not covered: the other way, a majority of the Members of the United Nations.",
};
pub(super) const DEBATE: Rule = Rule {
    code: "C010",
    title: "Debate after a veto",
    page: "After a veto the General Assembly holds a debate within ten working days, unless an emergency special session on the matter is \
           held.\n\n\
           Source: General Assembly resolution 76/262 of 26 April 2022.\n\
           Not covered: holidays; Saturdays and Sundays alone are left out.",
};
/// The turn of the presidency: applied by [`super::Seats::president`].
const PRESIDENCY: Rule = Rule {
    code: "C011",
    title: "The presidency",
    page: "Each member presides for one calendar month, in the English alphabetical order of their names.\n\n\
           Source: provisional rule 18. The turns are counted from February 2022, when the Russian Federation presided.\n\
           Not covered: a president who cedes the chair under rule 20; the years before 1966. Eight months from 2020 to 2025 were checked, earlier ones were not.",
};

/// From this day on a veto is followed by a debate.
pub(super) const DEBATE_SINCE: Date = Date::constant(2022, 4, 26);

/// The enlarged Council sits from this day on.
const ENLARGED: Date = Date::constant(1966, 1, 1);

/// Affirmative votes that a question needs on a day.
pub(super) fn needed(question: &Question, on: Date) -> usize {
    match (question, on < ENLARGED) {
        (Question::Judge, true) => 6,
        (Question::Judge, false) => 8,
        (_, true) => 7,
        (_, false) => 9,
    }
}

/// Did every party to the dispute abstain (or take no part)?
pub(super) fn check_parties(ballot: &Ballot, parties: &[String]) -> Result<(), BallotError> {
    let voting = ballot.votes.iter().find(|(member, vote)| parties.contains(&member.name) && matches!(vote, Vote::Yes | Vote::No));
    voting.map_or(Ok(()), |(member, _)| Err(BallotError::PartyVotes(member.name.clone())))
}
