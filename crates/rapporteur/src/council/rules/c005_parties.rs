//! Parties to a dispute abstain.

use super::Rule;
use crate::council::{Ballot, BallotError, Vote};

/// The rule and its page.
pub(in crate::council) const PARTIES: Rule = Rule {
    code: "C005",
    title: "Parties to a dispute abstain",
    page: "In decisions under Chapter VI and under Article 52, paragraph 3, a party to the dispute abstains from voting.\n\n\
           Source: Charter, Article 27, paragraph 3.\n\
           Disputed: who is a party, and whether the duty is observed; the Council has seldom enforced it. Here a party that votes is an error of the \
           ballot, since its vote cannot be counted either way.",
};

/// Did every party to the dispute abstain (or take no part)?
pub(in crate::council) fn check(ballot: &Ballot, parties: &[String]) -> Result<(), BallotError> {
    let voting = ballot.votes.iter().find(|(member, vote)| parties.contains(&member.name) && matches!(vote, Vote::Yes | Vote::No));
    voting.map_or(Ok(()), |(member, _)| Err(BallotError::PartyVotes(member.name.clone())))
}
