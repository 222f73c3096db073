//! Where a commitment stands on a day, from what reports told up to it.

use super::settle::Signal;
use crate::extract::Outcome;
use crate::text::Span;

/// Where a commitment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Nothing settles it, and it is not past due.
    Open,
    /// Past due, and no report tells of the outcome.
    Due,
    /// Done, or met.
    Kept,
    /// Not done, or said not to be going to be.
    Broken,
    /// Moot: another thing took its place, or its condition fell away.
    Overtaken,
    /// Reports tell of the outcome, and disagree or tell of a part; one of them is shown.
    Unclear,
}

impl Status {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Open, Self::Due, Self::Kept, Self::Broken, Self::Overtaken, Self::Unclear];

    /// The word for it in the interchange.
    pub fn label(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Due => "due",
            Self::Kept => "kept",
            Self::Broken => "broken",
            Self::Overtaken => "overtaken",
            Self::Unclear => "unclear",
        }
    }

    /// The one of a word of the interchange.
    pub fn of(label: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.label() == label)
    }
}

/// Where it stands, and what says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing<R> {
    /// Open, due, kept and their like.
    pub status: Status,
    /// The report and the sentence that settled it, or that makes it unclear; none where nothing did.
    pub settled_by: Option<(R, Span)>,
    /// First and last day, counted from 1970, on which it falls due now.
    pub due: Option<(i64, i64)>,
    /// The value of a day it was put off to.
    pub moved: Option<String>,
}

/// Where a commitment stands on a day (days are counted from 1970), from what later reports tell, in the order of their publication; each signal is of a report that was out by then.
pub fn standing<R: Clone>(due: Option<(i64, i64)>, told: &[(R, Signal)], day: i64) -> Standing<R> {
    let mut due = due;
    let mut moved = None;
    let (mut done, mut undone, mut off, mut partly, mut denied): (Option<&(R, Signal)>, _, _, _, _) = (None, None, None, None, None);
    for one in told {
        match one.1.outcome {
            Outcome::Moved => {
                if let Some((first, last, value)) = one.1.until.clone().filter(|until| due.is_none_or(|due| until.1 > due.1)) {
                    (due, moved) = (Some((first, last)), Some(value));
                }
            }
            Outcome::Done => (done, partly) = (done.or(Some(one)), None),
            Outcome::Undone => undone = undone.or(Some(one)),
            Outcome::Off => off = off.or(Some(one)),
            Outcome::Partly if done.is_none() => partly = partly.or(Some(one)),
            Outcome::Partly => {}
            Outcome::Denied => denied = denied.or(Some(one)),
        }
    }
    let over = due.is_some_and(|(_, last)| last < day);
    let settled = |one: &(R, Signal)| Some((one.0.clone(), one.1.span));
    let (status, settled_by) = match (done, undone, off, partly, denied) {
        (Some(_), _, _, _, Some(denied)) => (Status::Unclear, settled(denied)),
        (Some(done), None, ..) => (Status::Kept, settled(done)),
        (Some(_), Some(undone), ..) => (Status::Unclear, settled(undone)),
        (None, _, _, Some(partly), _) if over || due.is_none() => (Status::Unclear, settled(partly)),
        (None, _, Some(off), ..) => (Status::Overtaken, settled(off)),
        (None, Some(undone), None, ..) => (Status::Broken, settled(undone)),
        _ if over => (Status::Due, None),
        _ => (Status::Open, None),
    };
    Standing { status, settled_by, due, moved }
}
