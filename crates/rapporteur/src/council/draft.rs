//! A draft resolution from its first circulation to its end: a state machine that refuses what cannot happen and keeps its history.
//!
//! It counts no votes; what a vote decided comes from `decide`. Which moves a stage allows stands in [`Stage::allows`].

use super::decide::Outcome;
use jiff::civil::Date;

/// Where a draft stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Given to the members, open to changes.
    Circulated,
    /// Under a silence procedure: it passes unless a member speaks up in time.
    UnderSilence,
    /// Printed in blue: in its final form, ready to be voted on.
    InBlue,
    /// The vote has been called, in a meeting or by letter.
    PutToVote,
    /// Adopted, by vote or without one.
    Adopted,
    /// Had the votes and was vetoed.
    Vetoed,
    /// Had not the votes.
    Failed,
    /// Withdrawn by its sponsors.
    Withdrawn,
    /// Never put to the vote, and no longer pursued.
    Lapsed,
}

/// What is done with a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Move {
    /// First circulation.
    Circulate,
    /// A changed text takes its place.
    Revise,
    /// A member joins its sponsors.
    CoSponsor,
    /// It is placed under silence.
    PlaceUnderSilence,
    /// A member speaks up before the silence ends.
    BreakSilence,
    /// The silence ends and nobody spoke.
    PassSilence,
    /// It is printed in blue.
    PutInBlue,
    /// The vote is called in a meeting.
    PutToVote,
    /// Votes are asked for by letter (2020).
    PutToWrittenVote,
    /// The vote is decided: adopted.
    Adopt,
    /// Adopted without a vote.
    AdoptWithoutVote,
    /// The vote is decided: vetoed.
    Veto,
    /// The vote is decided: not enough votes.
    Fail,
    /// Its sponsors withdraw it.
    Withdraw,
    /// Another member takes up what was withdrawn.
    TakeOver,
    /// It is given up without a vote.
    Lapse,
}

impl Stage {
    /// All stages, in the order of a draft's way.
    pub const ALL: [Stage; 9] = [
        Stage::Circulated,
        Stage::UnderSilence,
        Stage::InBlue,
        Stage::PutToVote,
        Stage::Adopted,
        Stage::Vetoed,
        Stage::Failed,
        Stage::Withdrawn,
        Stage::Lapsed,
    ];

    /// The stable name that is printed.
    pub fn name(self) -> &'static str {
        match self {
            Stage::Circulated => "circulated",
            Stage::UnderSilence => "under silence",
            Stage::InBlue => "in blue",
            Stage::PutToVote => "put to the vote",
            Stage::Adopted => "adopted",
            Stage::Vetoed => "vetoed",
            Stage::Failed => "failed",
            Stage::Withdrawn => "withdrawn",
            Stage::Lapsed => "lapsed",
        }
    }

    /// Is a draft in this stage on the table?
    pub fn is_open(self) -> bool {
        matches!(self, Stage::Circulated | Stage::UnderSilence | Stage::InBlue | Stage::PutToVote)
    }

    /// The stage that a move leads to, or none where the move is impossible here.
    ///
    /// A draft need not be printed in blue to be voted on: that is custom, no rule. Once its vote is called it can no longer be
    /// changed or withdrawn (rule 35). What was withdrawn can be taken up by another member, and nothing else ends twice.
    pub fn allows(self, step: Move) -> Option<Stage> {
        use Move as M;
        use Stage as S;
        match (self, step) {
            (S::Circulated | S::InBlue, M::Revise | M::CoSponsor) | (S::UnderSilence, M::CoSponsor) => Some(self),
            (S::UnderSilence, M::BreakSilence) | (S::Withdrawn, M::TakeOver) => Some(S::Circulated),
            (S::Circulated | S::InBlue, M::PlaceUnderSilence) => Some(S::UnderSilence),
            (S::UnderSilence, M::PassSilence) | (S::Circulated, M::PutInBlue) => Some(S::InBlue),
            (S::Circulated | S::InBlue, M::PutToVote | M::PutToWrittenVote) => Some(S::PutToVote),
            (S::Circulated | S::InBlue | S::PutToVote | S::UnderSilence, M::AdoptWithoutVote) | (S::PutToVote, M::Adopt) => {
                Some(S::Adopted)
            }
            (S::PutToVote, M::Veto) => Some(S::Vetoed),
            (S::PutToVote, M::Fail) => Some(S::Failed),
            (S::Circulated | S::UnderSilence | S::InBlue, M::Withdraw) => Some(S::Withdrawn),
            (S::Circulated | S::UnderSilence | S::InBlue, M::Lapse) => Some(S::Lapsed),
            _ => None,
        }
    }
}

impl Move {
    /// All moves.
    pub const ALL: [Move; 16] = [
        Move::Circulate,
        Move::Revise,
        Move::CoSponsor,
        Move::PlaceUnderSilence,
        Move::BreakSilence,
        Move::PassSilence,
        Move::PutInBlue,
        Move::PutToVote,
        Move::PutToWrittenVote,
        Move::Adopt,
        Move::AdoptWithoutVote,
        Move::Veto,
        Move::Fail,
        Move::Withdraw,
        Move::TakeOver,
        Move::Lapse,
    ];

    /// The stable name that is typed and stored.
    pub fn name(self) -> &'static str {
        match self {
            Move::Circulate => "circulate",
            Move::Revise => "revise",
            Move::CoSponsor => "co-sponsor",
            Move::PlaceUnderSilence => "place-under-silence",
            Move::BreakSilence => "break-silence",
            Move::PassSilence => "pass-silence",
            Move::PutInBlue => "put-in-blue",
            Move::PutToVote => "put-to-vote",
            Move::PutToWrittenVote => "put-to-written-vote",
            Move::Adopt => "adopt",
            Move::AdoptWithoutVote => "adopt-without-vote",
            Move::Veto => "veto",
            Move::Fail => "fail",
            Move::Withdraw => "withdraw",
            Move::TakeOver => "take-over",
            Move::Lapse => "lapse",
        }
    }

    /// The move of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.name() == name)
    }

    /// Does the move need to say by whom?
    fn needs_member(self) -> bool {
        matches!(self, Move::CoSponsor | Move::BreakSilence | Move::TakeOver)
    }

    /// The move by which a decided vote ends a draft.
    pub fn deciding(outcome: &Outcome) -> Self {
        match outcome {
            Outcome::Adopted => Move::Adopt,
            Outcome::AdoptedWithoutVote => Move::AdoptWithoutVote,
            Outcome::Vetoed => Move::Veto,
            Outcome::Failed => Move::Fail,
        }
    }
}

/// One step of a draft's history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The day.
    pub on: Date,
    /// What was done.
    pub step: Move,
    /// By which members, where that is told.
    pub by: Vec<String>,
    /// What else is to be said: a symbol of the new text, the time a silence ends, the tally.
    pub note: String,
    /// Where the draft stood after it.
    pub stage: Stage,
}

/// A draft resolution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CouncilDraft {
    /// Its symbol, such as `S/2022/155`.
    pub symbol: String,
    /// Its title or subject.
    pub title: String,
    /// The agenda item.
    pub item: String,
    /// Its sponsors now.
    pub sponsors: Vec<String>,
    /// What happened to it, oldest first.
    pub history: Vec<Step>,
}

/// A move that cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DraftError {
    /// The stage does not allow it.
    #[error("draft {symbol} is {stage} since {since}: it cannot {step}; possible are: {possible}")]
    Impossible {
        /// The draft.
        symbol: String,
        /// Where it stands.
        stage: &'static str,
        /// Since when.
        since: Date,
        /// What was asked for.
        step: &'static str,
        /// What can be done.
        possible: String,
    },
    /// It would lie before what already happened.
    #[error("draft {0} was moved on {1}: a step on {2} would lie before that")]
    TooEarly(String, Date, Date),
    /// The member must be named.
    #[error("`{0}` needs the member that does it: name it with --by")]
    ByWhom(&'static str),
    /// Only a sponsor can withdraw.
    #[error("{0} does not sponsor draft {1} and cannot withdraw it; its sponsors are {2}")]
    NotSponsor(String, String, String),
    /// No document of the Council has such a symbol.
    #[error("`{0}` is no symbol of a draft of {1}: {2}")]
    Symbol(String, Date, &'static str),
    /// The one that withdrew cannot take over.
    #[error("{0} withdrew draft {1} and cannot take it over: another member must")]
    Withdrew(String, String),
}

/// The year since which symbols of the Council's documents hold the year.
const WITH_YEAR: i16 = 1994;

/// Checks the symbol of a draft that is circulated on a day: `S/2022/155`, before 1994 `S/14000`, and behind it what says that it was revised,
/// corrected or added to.
///
/// # Errors
/// When no document of the Council has such a symbol, or none of that day.
pub fn check_symbol(symbol: &str, on: Date) -> Result<(), DraftError> {
    let wrong = |why| Err(DraftError::Symbol(symbol.to_owned(), on, why));
    let number = |part: &str| part.parse::<u32>().ok().filter(|_| part.len() <= 5 && part.bytes().all(|byte| byte.is_ascii_digit()));
    let mut parts = symbol.split('/');
    if parts.next() != Some("S") {
        return wrong("those of the Council's documents begin with S/");
    }
    let first = parts.next().unwrap_or_default();
    if on.year() >= WITH_YEAR {
        // One of the last days of a year may be circulated in the next.
        match number(first).filter(|_| first.len() == 4) {
            None if matches!(first, "RES" | "PRST" | "PV" | "INF" | "AGENDA") => return wrong("it is that of another kind of document"),
            None => return wrong("year and number stand behind S/, as in S/2022/155"),
            Some(year) if ![on.year(), on.year() - 1].map(|year| year.unsigned_abs().into()).contains(&year) => {
                return wrong("it holds another year");
            }
            Some(_) => {}
        }
        if parts.next().and_then(number).is_none_or(|number| number == 0) {
            return wrong("year and number stand behind S/, as in S/2022/155");
        }
    } else if number(first).is_none_or(|number| number == 0) {
        return wrong("before 1994 a number stands behind S/, as in S/14000");
    }
    let is_added =
        |part: &str| ["Rev.", "Corr.", "Add."].iter().any(|kind| part.strip_prefix(kind).is_some_and(|rest| number(rest).is_some()));
    if parts.all(is_added) { Ok(()) } else { wrong("behind the number only Rev.1, Corr.1 or Add.1 can stand") }
}

impl CouncilDraft {
    /// A draft as first circulated.
    pub fn circulated(symbol: &str, title: &str, item: &str, sponsors: Vec<String>, on: Date) -> Self {
        let first = Step { on, step: Move::Circulate, by: sponsors.clone(), note: String::new(), stage: Stage::Circulated };
        Self { symbol: symbol.to_owned(), title: title.to_owned(), item: item.to_owned(), sponsors, history: vec![first] }
    }

    /// Where it stands.
    pub fn stage(&self) -> Stage {
        self.history.last().map_or(Stage::Circulated, |step| step.stage)
    }

    /// Where it stood at the end of a day; none before it was circulated.
    pub fn stage_on(&self, day: Date) -> Option<Stage> {
        self.history.iter().rev().find(|step| step.on <= day).map(|step| step.stage)
    }

    /// Makes a move.
    ///
    /// # Errors
    /// When the stage does not allow it, the day lies before the last step, or the members named cannot do it.
    pub fn make(&mut self, step: Move, on: Date, by: Vec<String>, note: &str) -> Result<(), DraftError> {
        let (stage, since) = self.history.last().map_or((Stage::Circulated, on), |last| (last.stage, last.on));
        let Some(next) = stage.allows(step) else {
            let possible: Vec<&str> = Move::ALL.into_iter().filter(|&step| stage.allows(step).is_some()).map(Move::name).collect();
            return Err(DraftError::Impossible {
                symbol: self.symbol.clone(),
                stage: stage.name(),
                since,
                step: step.name(),
                possible: if possible.is_empty() { "none, it has ended".to_owned() } else { possible.join(", ") },
            });
        };
        if on < since {
            return Err(DraftError::TooEarly(self.symbol.clone(), since, on));
        }
        if step.needs_member() && by.is_empty() {
            return Err(DraftError::ByWhom(step.name()));
        }
        match step {
            Move::Withdraw => {
                if let Some(stranger) = by.iter().find(|member| !self.sponsors.contains(member)) {
                    return Err(DraftError::NotSponsor(stranger.clone(), self.symbol.clone(), self.sponsors.join(", ")));
                }
            }
            Move::TakeOver => {
                if let Some(same) = by.iter().find(|member| self.sponsors.contains(member)) {
                    return Err(DraftError::Withdrew(same.clone(), self.symbol.clone()));
                }
                self.sponsors.clone_from(&by);
            }
            Move::CoSponsor => {
                for member in &by {
                    if !self.sponsors.contains(member) {
                        self.sponsors.push(member.clone());
                    }
                }
            }
            _ => {}
        }
        self.history.push(Step { on, step, by, note: note.to_owned(), stage: next });
        Ok(())
    }
}
