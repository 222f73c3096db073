//! A ballot: one vote of each member, checked before it is counted.

use super::seats::{Member, Seats};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// What a member did when the vote was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Vote {
    /// In favour.
    Yes,
    /// Against.
    No,
    /// Abstained.
    Abstain,
    /// Was not in the room.
    Absent,
    /// Was there and did not take part in the vote.
    NotParticipating,
    /// Was there and voted for nothing.
    PresentNotVoting,
}

impl Vote {
    /// All kinds, in the order in which they are printed.
    pub const ALL: [Vote; 6] = [Vote::Yes, Vote::No, Vote::Abstain, Vote::Absent, Vote::NotParticipating, Vote::PresentNotVoting];

    /// The stable code that is printed.
    pub fn code(self) -> &'static str {
        match self {
            Vote::Yes => "yes",
            Vote::No => "no",
            Vote::Abstain => "abstain",
            Vote::Absent => "absent",
            Vote::NotParticipating => "did not participate",
            Vote::PresentNotVoting => "present, not voting",
        }
    }
}

/// Why a ballot cannot be counted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BallotError {
    /// No members are known for the day.
    #[error("the members on {0} are not known; the table covers {1} to {2}")]
    Unknown(Date, Date, Date),
    /// A name that means no member on that day.
    #[error("{0} was not a member of the Council on {1}; the members were: {2}")]
    NotMember(String, Date, String),
    /// A member with two votes.
    #[error("{0} votes both {1} and {2}; give each member one vote")]
    Twice(String, &'static str, &'static str),
    /// A member that is named twice.
    #[error("{0} is named twice ({1}); name each member once")]
    Doubled(String, &'static str),
    /// Members without a vote.
    #[error("no vote is named for {0}")]
    Missing(String),
    /// A party to the dispute that did not abstain.
    #[error("{0} is a party to the dispute and must abstain (Article 27, paragraph 3); enter it as abstaining, or put another question")]
    PartyVotes(String),
}

/// One vote of each member on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ballot {
    /// The day.
    pub on: Date,
    /// Members with their votes, in alphabetical order.
    pub votes: Vec<(Member, Vote)>,
    /// How many of them were not named, and have the vote of the rest.
    pub assumed: usize,
}

impl Ballot {
    /// Collects a ballot from names, codes and groups. A group gives its vote to those of its members that are not named
    /// otherwise; `rest` is the vote of all who are not named at all.
    ///
    /// # Errors
    /// When a name means no member, a member votes twice or not at all, or the members of the day are not known.
    pub fn collect(seats: &Seats, on: Date, named: &[(String, Vote)], rest: Option<Vote>) -> Result<Self, BallotError> {
        let members = seats.members(on);
        if members.is_empty() {
            let (first, last) = seats.known();
            return Err(BallotError::Unknown(on, first, last));
        }
        let (mut single, mut grouped): (BTreeMap<String, Vote>, BTreeMap<String, Vote>) = Default::default();
        for (name, vote) in named {
            let meant = seats.find(name, &members);
            let is_group = meant.len() > 1;
            let list = if is_group { &mut grouped } else { &mut single };
            if meant.is_empty() {
                let all: Vec<&str> = members.iter().map(|member| member.name.as_str()).collect();
                return Err(BallotError::NotMember(name.clone(), on, all.join(", ")));
            }
            for member in meant {
                match list.insert(member.name.clone(), *vote) {
                    Some(before) if before != *vote => return Err(BallotError::Twice(member.name.clone(), before.code(), vote.code())),
                    Some(_) if !is_group => return Err(BallotError::Doubled(member.name.clone(), vote.code())),
                    _ => {}
                }
            }
        }
        let vote = |member: &Member| single.get(&member.name).or(grouped.get(&member.name)).copied();
        let unnamed: Vec<&str> = members.iter().filter(|member| vote(member).is_none()).map(|member| member.name.as_str()).collect();
        let Some(rest) = rest.or(unnamed.is_empty().then_some(Vote::Yes)) else {
            return Err(BallotError::Missing(unnamed.join(", ")));
        };
        let assumed = unnamed.len();
        let votes = members.into_iter().map(|member| (member.clone(), vote(member).unwrap_or(rest))).collect();
        Ok(Self { on, votes, assumed })
    }

    /// The ballot in a line: `yes: Albania, Brazil; no: ...`.
    pub fn line(&self) -> String {
        let told = |vote: &Vote| {
            let who: Vec<&str> = self.who(*vote).map(|member| member.name.as_str()).collect();
            (!who.is_empty()).then(|| format!("{}: {}", vote.code(), who.join(", ")))
        };
        Vote::ALL.iter().filter_map(told).collect::<Vec<_>>().join("; ")
    }

    /// Reads such a line; nothing where it is none.
    pub fn read_line(seats: &Seats, on: Date, line: &str) -> Option<Self> {
        let mut named = Vec::new();
        for part in line.split("; ") {
            let (code, who) = part.split_once(": ")?;
            let vote = Vote::ALL.into_iter().find(|vote| vote.code() == code)?;
            named.extend(who.split(", ").map(|name| (name.to_owned(), vote)));
        }
        Self::collect(seats, on, &named, None).ok()
    }

    /// How many did this.
    pub fn count(&self, vote: Vote) -> usize {
        self.votes.iter().filter(|(_, cast)| *cast == vote).count()
    }

    /// Who did this.
    pub fn who(&self, vote: Vote) -> impl Iterator<Item = &Member> {
        self.votes.iter().filter(move |(_, cast)| *cast == vote).map(|(member, _)| member)
    }
}
