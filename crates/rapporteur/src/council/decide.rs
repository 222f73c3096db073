//! What the rules make of a ballot: the outcome, why, and the arithmetic.

use super::ballot::{Ballot, BallotError, Vote};
use super::rules;
use super::seats::Member;
use jiff::civil::Date;

/// What is put to the vote. The question decides the majority and whether a permanent member's negative vote stops it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// A matter that is not procedural: Article 27, paragraph 3.
    Substantive,
    /// A procedural matter: Article 27, paragraph 2.
    Procedural,
    /// A decision under Chapter VI or Article 52, paragraph 3, with the parties to the dispute, which abstain.
    Dispute(Vec<String>),
    /// Whether a matter is procedural: itself open to the veto.
    Preliminary,
    /// Admission of a member to the United Nations.
    Admission,
    /// Recommendation of a Secretary-General.
    SecretaryGeneral,
    /// Election of a judge of the International Court of Justice.
    Judge,
    /// Calling an emergency special session of the General Assembly.
    EmergencySession,
}

impl Question {
    /// The stable code that is printed and typed; for a dispute the parties are given besides.
    pub fn code(&self) -> &'static str {
        match self {
            Question::Substantive => "substantive",
            Question::Procedural => "procedural",
            Question::Dispute(_) => "dispute",
            Question::Preliminary => "preliminary",
            Question::Admission => "admission",
            Question::SecretaryGeneral => "secretary-general",
            Question::Judge => "judge",
            Question::EmergencySession => "emergency-session",
        }
    }

    /// Does a permanent member's negative vote stop it?
    pub fn vetoable(&self) -> bool {
        !matches!(self, Question::Procedural | Question::Judge | Question::EmergencySession)
    }
}

/// How a vote ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Adopted.
    Adopted,
    /// Had the votes, and a permanent member against it.
    Vetoed,
    /// Had not the votes; permanent members may have been against it besides, which is not counted a veto.
    Failed,
    /// Adopted without a vote.
    AdoptedWithoutVote,
}

impl Outcome {
    /// The stable code that is printed.
    pub fn code(&self) -> &'static str {
        match self {
            Outcome::Adopted => "adopted",
            Outcome::Vetoed => "vetoed",
            Outcome::Failed => "failed",
            Outcome::AdoptedWithoutVote => "adopted without a vote",
        }
    }
}

/// The decision on one ballot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// How it ended.
    pub outcome: Outcome,
    /// Affirmative votes, and how many were needed.
    pub yes: usize,
    /// See `yes`.
    pub needed: usize,
    /// Negative votes.
    pub no: usize,
    /// Permanent members that voted against, where that matters.
    pub against: Vec<Member>,
    /// The reason in one sentence.
    pub reason: String,
    /// The rules that were applied, by code.
    pub rules: Vec<&'static str>,
}

/// A way to read the Charter where scholars differ. The Council's own practice, as its Repertoire records it, is the default.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Reading {
    /// What the Council does.
    #[default]
    Practice,
    /// "Concurring votes" means that every permanent member votes in favour: an abstention stops a decision (rule C003).
    StrictConcurrence,
    /// A permanent member may abstain, but one that is absent does not concur: the Soviet view of 1950 (rule C003).
    AbsenceBlocks,
    /// The President rules whether a matter is procedural, and the Council can only overrule by nine votes (rule C007).
    PresidentsRuling,
    /// Nine votes are needed from the day the amended Article 27 came into force, 31 August 1965, not from the enlarged Council's first
    /// day (rule C001).
    AmendmentDate,
}

impl Reading {
    /// All readings.
    pub const ALL: [Reading; 5] =
        [Reading::Practice, Reading::StrictConcurrence, Reading::AbsenceBlocks, Reading::PresidentsRuling, Reading::AmendmentDate];

    /// The stable name that is typed and printed.
    pub fn name(self) -> &'static str {
        match self {
            Reading::Practice => "practice",
            Reading::StrictConcurrence => "strict-concurrence",
            Reading::AbsenceBlocks => "absence-blocks",
            Reading::PresidentsRuling => "presidents-ruling",
            Reading::AmendmentDate => "amendment-date",
        }
    }

    /// The reading of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reading| reading.name() == name)
    }

    /// Does a permanent member with this vote stand in the way?
    fn stopped_by(self, vote: Vote) -> bool {
        match self {
            Reading::StrictConcurrence => vote != Vote::Yes,
            Reading::AbsenceBlocks => matches!(vote, Vote::No | Vote::Absent),
            _ => vote == Vote::No,
        }
    }
}

/// The majority of the amended Article 27, and the day on which it came into force.
const AMENDED: (usize, Date) = (9, Date::constant(1965, 8, 31));

/// Decides a ballot by the practice of the Council.
///
/// # Errors
/// When a party to the dispute did not abstain.
///
/// # Example
/// ```
/// use rapporteur::council::{Ballot, Outcome, Question, Seats, Vote, decide};
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let seats = Seats::read(rapporteur_data::COUNCIL)?;
/// let named = [("RU".to_owned(), Vote::No), ("China".to_owned(), Vote::Abstain), ("IN".to_owned(), Vote::Abstain), ("AE".to_owned(), Vote::Abstain)];
/// let ballot = Ballot::collect(&seats, "2022-02-25".parse()?, &named, Some(Vote::Yes))?;
/// let decision = decide(&Question::Substantive, &ballot)?;
/// assert_eq!((decision.outcome, decision.yes), (Outcome::Vetoed, 11));
/// # Ok(())
/// # }
/// ```
pub fn decide(question: &Question, ballot: &Ballot) -> Result<Decision, BallotError> {
    decide_by(Reading::Practice, question, ballot)
}

/// Decides a ballot by a reading of the Charter.
///
/// # Errors
/// When a party to the dispute did not abstain.
pub fn decide_by(reading: Reading, question: &Question, ballot: &Ballot) -> Result<Decision, BallotError> {
    let mut rules = vec![rules::MAJORITY.code];
    if let Question::Dispute(parties) = question {
        rules::check_parties(ballot, parties)?;
        rules.push(rules::PARTIES.code);
    }
    let (yes, no) = (ballot.count(Vote::Yes), ballot.count(Vote::No));
    let needed = match (reading, question) {
        (Reading::AmendmentDate, question) if ballot.on >= AMENDED.1 && *question != Question::Judge => AMENDED.0,
        _ => rules::needed(question, ballot.on),
    };
    let vetoable = question.vetoable() && !(reading == Reading::PresidentsRuling && *question == Question::Preliminary);
    let excused = |member: &Member| matches!(question, Question::Dispute(parties) if parties.contains(&member.name));
    let stops = |member: &Member, vote| vetoable && member.permanent && reading.stopped_by(vote) && !excused(member);
    let against: Vec<Member> =
        ballot.votes.iter().filter(|(member, vote)| stops(member, *vote)).map(|(member, _)| member.clone()).collect();
    rules.push(match question {
        Question::Procedural => rules::PROCEDURAL.code,
        Question::Judge => rules::JUDGE.code,
        Question::EmergencySession => rules::EMERGENCY.code,
        Question::Preliminary => rules::PRELIMINARY.code,
        _ => rules::VETO.code,
    });
    let silent = ballot.votes.iter().any(|(member, vote)| member.permanent && !matches!(vote, Vote::Yes | Vote::No));
    if silent && question.vetoable() {
        rules.push(rules::ABSTENTION.code);
    }
    let opposed = if reading.stopped_by(Vote::Absent) { "permanent members did not concur" } else { "permanent members voted against" };
    let names = against.iter().map(|member| member.name.as_str()).collect::<Vec<_>>().join(", ");
    let (outcome, reason) = match (yes >= needed, against.is_empty()) {
        (true, true) => (Outcome::Adopted, format!("{yes} in favour, {needed} needed")),
        (true, false) => (Outcome::Vetoed, format!("{yes} in favour, {needed} needed, but {opposed}: {names}")),
        (false, true) => (Outcome::Failed, format!("{yes} in favour, {needed} needed")),
        (false, false) => {
            let besides = "besides, which is not counted a veto for want of votes";
            (Outcome::Failed, format!("{yes} in favour, {needed} needed; {opposed} {besides}: {names}"))
        }
    };
    Ok(Decision { outcome, yes, needed, no, against, reason, rules })
}

/// The decision where no vote was taken: by consensus, by acclamation, or without objection.
pub fn adopt_without_vote(on: Date) -> Decision {
    let needed = rules::needed(&Question::Substantive, on);
    let reason = "no member asked for a vote".to_owned();
    Decision {
        outcome: Outcome::AdoptedWithoutVote,
        yes: 0,
        needed,
        no: 0,
        against: Vec::new(),
        reason,
        rules: vec![rules::CONSENSUS.code],
    }
}
