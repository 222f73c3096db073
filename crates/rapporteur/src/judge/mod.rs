//! Does what a text claims agree with what the record holds? A pure function of a claim and of wordings: words, sense and speaker.
//!
//! It never says whether a claim is true. Where words, sense or speaker cannot be told, it says so; nothing holds by default.

mod claims;
mod lay;
mod lexemes;
mod meanings;
mod quotation;
pub mod readouts;
mod telling;
mod voice;

pub use claims::{Claimed, claims};
pub use meanings::{Effect, Meanings};
pub use voice::Voice;

use crate::analyze::Language;
use crate::extract::{Account, Manner, Polarity, Sense, Standing};
use crate::resources::Actors;
use crate::text::Span;

/// What judging needs to know.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The small words of the claim's language.
    pub meanings: &'a Meanings,
    /// States and their peoples.
    pub actors: &'a Actors,
    /// The forms of the claim's language.
    pub language: &'a Language,
}

/// One thing that a text claims was said.
#[derive(Clone, Copy, Debug)]
pub struct Claim<'a> {
    /// The text that claims it.
    pub text: &'a str,
    /// The words claimed.
    pub words: &'a [Span],
    /// Do they stand in quotation marks?
    pub quoted: bool,
    /// Who is claimed to have said them.
    pub voice: Voice<'a>,
    /// How the text tells it; none for words in marks that nothing puts to a source.
    pub account: Option<&'a Account>,
}

/// A wording of the record that a claim may rest on.
#[derive(Clone, Copy, Debug)]
pub struct Candidate<'a> {
    /// The text of its report.
    pub text: &'a str,
    /// What the report tells.
    pub account: &'a Account,
    /// Who speaks.
    pub voice: Voice<'a>,
}

/// What the record makes of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// The words stand so, from this speaker.
    Exact,
    /// They do, with words left out where the claim says so, or before and after.
    Cut,
    /// They do, but for what the claim puts in brackets.
    Bracketed,
    /// The speaker said it in these or in told words.
    Told,
    /// Words or sense differ.
    Altered,
    /// The speaker denied, refused or rejected it; or the claim says so and the record does not.
    Denied,
    /// The record has it from another.
    Misattributed,
    /// The record has it from someone it does not name.
    Unnamed,
    /// The words stand in a report, but not as this speech.
    Printed,
    /// Nothing like it is in the record.
    NotFound,
    /// The record has too little, or the claim is not understood.
    Unclear,
}

impl Grade {
    /// The word for it in the interchange.
    pub fn label(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Cut => "cut",
            Self::Bracketed => "bracketed",
            Self::Told => "told",
            Self::Altered => "altered",
            Self::Denied => "denied",
            Self::Misattributed => "misattributed",
            Self::Unnamed => "unnamed",
            Self::Printed => "printed",
            Self::NotFound => "not found",
            Self::Unclear => "cannot judge",
        }
    }

    /// Does the record bear the claim out?
    pub fn holds(self) -> bool {
        matches!(self, Self::Exact | Self::Cut | Self::Bracketed | Self::Told)
    }
}

/// A claim judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// What the record makes of it.
    pub grade: Grade,
    /// Why, in words; none where it stands as claimed.
    pub reason: Option<String>,
    /// The wording it was judged by, counted over the candidates.
    pub candidate: Option<usize>,
}

impl Judgement {
    fn of(grade: Grade, reason: impl Into<Option<String>>, candidate: usize) -> Self {
        Self { grade, reason: reason.into(), candidate: Some(candidate) }
    }

    fn nothing() -> Self {
        Self { grade: Grade::NotFound, reason: None, candidate: None }
    }
}

/// Judges a claim by the wordings that may hold it. Total; the order of the candidates decides between equals only.
pub fn judge(context: &Context<'_>, claim: &Claim<'_>, candidates: &[Candidate<'_>]) -> Judgement {
    if claim.quoted { quotation::judge(context, claim, candidates) } else { telling::judge(context, claim, candidates) }
}

/// What an account does with its content, in words: "denied", "said that it was not said".
fn turned(candidate: &Candidate<'_>) -> Option<String> {
    let account = candidate.account;
    let cue = account.cue_words(candidate.text).unwrap_or_else(|| account.sense.label().to_owned());
    match account.standing {
        Standing::Negated => return Some("the report says that this was not said".to_owned()),
        Standing::Hypothetical => return Some("the report says that this may be said, not that it was".to_owned()),
        Standing::Asserted => {}
    }
    match account.polarity() {
        Polarity::Affirmed => None,
        Polarity::Open => Some(format!("the record leaves it open: “{cue}” ({})", account.sense.label())),
        Polarity::Denied => Some(format!("the record has the contrary: “{cue}” ({})", account.sense.label())),
    }
}

/// May content that a source gave with one sense be told with another? What is more than said must be in the record; a bare "said" may stand for
/// whatever was asserted.
fn may_stand_for(claim: &Account, record: &Account) -> bool {
    let asserts = |sense: Sense| {
        matches!(
            sense,
            Sense::Says | Sense::Confirms | Sense::Predicts | Sense::Warns | Sense::Promises | Sense::Threatens | Sense::Accuses
        )
    };
    let wishes = |sense: Sense| matches!(sense, Sense::Requests | Sense::Proposes);
    claim.manner == record.manner
        && (claim.sense == record.sense
            || (claim.sense == Sense::Says && record.manner == Manner::Speech && record.polarity() == Polarity::Affirmed)
            || (claim.sense == Sense::Says && asserts(record.sense))
            || (wishes(claim.sense) && (wishes(record.sense) || record.sense == Sense::Demands)))
}

/// What stands behind words up to the end of their sentence, where a comma parts them from it: content that was cut short may go on there. Empty
/// where the sentence ends, or quotation marks begin.
fn rest_of_sentence(text: &str, words: Span) -> Span {
    let rest = &text[words.end as usize..];
    let length = if rest.starts_with(", ") { rest.find(['.', '!', '?', '\n', '“', '”', '"']).unwrap_or(rest.len()) } else { 0 };
    Span { start: words.end, end: words.end + length as u32 }
}
