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

/// Decides a ballot.
///
/// # Errors
/// When a party to the dispute did not abstain.
///
/// # Example
/// ```
/// use rapporteur::council::{Ballot, Outcome, Question, Seats, Vote, decide};
/// let seats = Seats::read(rapporteur_data::COUNCIL).unwrap();
/// let named = [("RU".to_owned(), Vote::No), ("China".to_owned(), Vote::Abstain), ("IN".to_owned(), Vote::Abstain), ("AE".to_owned(), Vote::Abstain)];
/// let ballot = Ballot::collect(&seats, "2022-02-25".parse().unwrap(), &named, Some(Vote::Yes)).unwrap();
/// let decision = decide(&Question::Substantive, &ballot).unwrap();
/// assert_eq!((decision.outcome, decision.yes), (Outcome::Vetoed, 11));
/// ```
pub fn decide(question: &Question, ballot: &Ballot) -> Result<Decision, BallotError> {
    let mut rules = vec![rules::MAJORITY.code];
    if let Question::Dispute(parties) = question {
        rules::check_parties(ballot, parties)?;
        rules.push(rules::PARTIES.code);
    }
    let (yes, no) = (ballot.count(Vote::Yes), ballot.count(Vote::No));
    let needed = rules::needed(question, ballot.on);
    let against: Vec<Member> =
        if question.vetoable() { ballot.who(Vote::No).filter(|member| member.permanent).cloned().collect() } else { Vec::new() };
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
    let names = against.iter().map(|member| member.name.as_str()).collect::<Vec<_>>().join(", ");
    let (outcome, reason) = match (yes >= needed, against.is_empty()) {
        (true, true) => (Outcome::Adopted, format!("{yes} in favour, {needed} needed")),
        (true, false) => (Outcome::Vetoed, format!("{yes} in favour, {needed} needed, but permanent members voted against: {names}")),
        (false, true) => (Outcome::Failed, format!("{yes} in favour, {needed} needed")),
        (false, false) => {
            let besides = "; permanent members voted against besides, which is not counted a veto for want of votes";
            (Outcome::Failed, format!("{yes} in favour, {needed} needed{besides}: {names}"))
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
