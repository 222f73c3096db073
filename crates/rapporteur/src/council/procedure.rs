//! The order of business around a vote: motions, amendments, parts, the President's ruling. Rules 30 and 32 to 36.

use std::collections::BTreeSet;

/// A motion that goes before the draft under discussion, in the order of rule 33.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Motion {
    /// To suspend the meeting.
    Suspend,
    /// To adjourn the meeting.
    Adjourn,
    /// To adjourn the meeting to a certain day or hour.
    AdjournTo,
    /// To refer a matter to a committee, the Secretary-General or a rapporteur.
    Refer,
    /// To postpone discussion of a question to a certain day or indefinitely.
    Postpone,
    /// To introduce an amendment.
    Amend,
}

impl Motion {
    /// All motions, first first.
    pub const ALL: [Motion; 6] = [Motion::Suspend, Motion::Adjourn, Motion::AdjournTo, Motion::Refer, Motion::Postpone, Motion::Amend];

    /// The stable name that is typed.
    pub fn name(self) -> &'static str {
        match self {
            Motion::Suspend => "suspend",
            Motion::Adjourn => "adjourn",
            Motion::AdjournTo => "adjourn-to",
            Motion::Refer => "refer",
            Motion::Postpone => "postpone",
            Motion::Amend => "amend",
        }
    }

    /// The motion of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|motion| motion.name() == name)
    }

    /// Is it decided without debate?
    pub fn without_debate(self) -> bool {
        matches!(self, Motion::Suspend | Motion::Adjourn)
    }
}

/// Motions in the order in which they are put (rule 33): that of their precedence, and in it that of their making.
pub fn precedence(motions: &[Motion]) -> Vec<Motion> {
    let mut order = motions.to_vec();
    order.sort();
    order
}

/// What an amendment does to the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// It adds to the text.
    Adds,
    /// It takes from the text.
    Deletes,
    /// It puts other words in place of some.
    Replaces,
}

/// An amendment to a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amendment {
    /// Its symbol or name.
    pub name: String,
    /// What it does to the text.
    pub change: Change,
    /// How far it is from the text in substance, as the President judges it; larger is further.
    pub distance: u32,
    /// The amendments that can no longer pass once it has passed.
    pub excludes: BTreeSet<String>,
}

/// What became of an amendment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Put to the vote and adopted.
    Passed,
    /// Put to the vote and not adopted.
    Rejected,
    /// Not put, because one that passed excludes it.
    Fell,
}

/// Amendments in the order in which they are put (rule 36): those that add or delete first, then the furthest removed in substance;
/// among equals that of their submission. The President may rule otherwise.
pub fn order(amendments: &[Amendment]) -> Vec<&Amendment> {
    let mut order: Vec<&Amendment> = amendments.iter().collect();
    order.sort_by_key(|amendment| (amendment.change == Change::Replaces, std::cmp::Reverse(amendment.distance)));
    order
}

/// Puts amendments one after the other; `vote` says whether one passes. Those that an adopted one excludes are not put.
pub fn put(amendments: &[Amendment], mut vote: impl FnMut(&Amendment) -> bool) -> Vec<(&Amendment, Fate)> {
    let mut fallen: BTreeSet<&str> = BTreeSet::new();
    let mut fates = Vec::new();
    for amendment in order(amendments) {
        let fate = if fallen.contains(amendment.name.as_str()) {
            Fate::Fell
        } else if vote(amendment) {
            fallen.extend(amendment.excludes.iter().map(String::as_str));
            Fate::Passed
        } else {
            Fate::Rejected
        };
        fates.push((amendment, fate));
    }
    fates
}

/// Why parts are not voted on separately.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0} moved the text and objects: it is put as a whole (rule 32)")]
pub struct MoverObjects(pub String);

/// May the parts of a motion be voted on separately? At any member's request, unless the original mover objects (rule 32).
///
/// # Errors
/// When the original mover is among those that object; the objection of others counts for nothing.
pub fn divide(mover: &str, objecting: &[&str]) -> Result<(), MoverObjects> {
    if objecting.contains(&mover) { Err(MoverObjects(mover.to_owned())) } else { Ok(()) }
}

/// What is left to be put as a whole after separate votes, by the numbers of its parts; nothing where every operative part was rejected,
/// and then the whole is rejected without a further vote.
pub fn remaining(parts: &[(bool, bool)]) -> Option<Vec<usize>> {
    let kept: Vec<usize> = parts.iter().enumerate().filter(|(_, (_, passed))| *passed).map(|(at, _)| at + 1).collect();
    let operative = parts.iter().any(|(operative, _)| *operative);
    let survives = parts.iter().any(|(operative, passed)| *operative && *passed);
    (if operative { survives } else { !kept.is_empty() }).then_some(kept)
}

/// Does the President's ruling on a point of order stand when it is challenged (rule 30)? It stands unless the Council overrules it by
/// a procedural majority.
pub fn ruling_stands(votes_to_overrule: usize, needed: usize) -> bool {
    votes_to_overrule < needed
}
