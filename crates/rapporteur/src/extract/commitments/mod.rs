//! What actors bind themselves or others to: promises, offers, threats, demands, schedules, agreements, with their parties, days and conditions.
//!
//! It reads the trees and statements of one report. What became of a commitment is not asked here; nor is what others say that someone will do.

mod bound;
mod carried;
mod command;
mod cue;
mod due;
mod outcome;
mod own;
mod parties;
mod parts;
mod rules;
mod scene;
mod schedule;
mod score;
mod strict;
mod telling;
mod trim;
mod will;
mod words;

pub(in crate::extract) use outcome::deeds;
pub use outcome::{Deed, Outcome};
pub use rules::{COMMITMENT_RULES, CommitmentRule};
pub use words::CommitmentWords;

use super::clauses::Found;
use super::party::Party;
use super::syntax::Syntax;
use super::times::Dates;
use super::{Extractor, Findings};
use crate::text::Span;
use jiff::civil::Date;
use scene::Scene;

/// What an actor does in committing itself or another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CommitmentKind {
    /// One says that it will do, or not do, something.
    Promise,
    /// One is ready, willing, or proposes to do something.
    Offer,
    /// One will harm another, or withhold what another wants.
    Threat,
    /// One asks, urges or orders another to act.
    Demand,
    /// One announces a dated or coming event of its own.
    Schedule,
    /// Several, or a body, undertake something together.
    Agreement,
}

impl CommitmentKind {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Promise, Self::Offer, Self::Threat, Self::Demand, Self::Schedule, Self::Agreement];

    /// The one of a word of the interchange.
    pub fn of(label: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.label() == label)
    }

    /// The word for it in the interchange.
    pub fn label(self) -> &'static str {
        match self {
            Self::Promise => "promise",
            Self::Offer => "offer",
            Self::Threat => "threat",
            Self::Demand => "demand",
            Self::Schedule => "schedule",
            Self::Agreement => "agreement",
        }
    }
}

/// The day, or longer stretch, by or on which something is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The words that tell it.
    pub span: Span,
    /// Its TIMEX3 value: a day, a month, a quarter, a year.
    pub value: String,
    /// First and last day.
    pub days: (Date, Date),
}

/// One commitment as one report tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commitment {
    /// What it is.
    pub kind: CommitmentKind,
    /// Who is bound; of a demand, who demands. None where the report does not tell.
    pub by: Option<Party>,
    /// To whom; of a demand, who is to act.
    pub to: Option<Party>,
    /// What is undertaken, demanded or announced, without actor and auxiliary.
    pub content: Vec<Span>,
    /// When it falls due, where that lies on the calendar.
    pub due: Option<Due>,
    /// The condition, with its opening words.
    pub condition: Option<Span>,
    /// The word that binds.
    pub cue: Span,
    /// The account, counted over the report's, within whose content it stands.
    pub account: Option<usize>,
    /// Lemmas of the verbs of what is undertaken, in the order of the text: by these its outcome is known.
    pub verbs: Vec<String>,
    /// How it was found.
    pub rule: CommitmentRule,
    /// How sure that is, in thousandths.
    pub score: u16,
}

/// What of each commitment of a report counts for its score, as labels of the table from which it is learned.
pub(super) fn circumstances(syntax: &Syntax<'_>, extractor: &Extractor, findings: &Findings) -> Vec<Vec<String>> {
    findings.commitments.iter().map(|one| extractor.circumstances(syntax, one, findings)).collect()
}

/// A commitment as tokens, before it becomes spans.
#[derive(Clone, Debug)]
struct Draft {
    kind: CommitmentKind,
    rule: CommitmentRule,
    by: Option<usize>,
    to: Option<usize>,
    /// The word that heads what is undertaken.
    head: usize,
    content: Vec<usize>,
    condition: Vec<usize>,
    cue: usize,
}

/// The commitments of a report, in the order of the text. Total: any analysis gives a value.
pub(super) fn commitments(
    syntax: &Syntax<'_>,
    extractor: &Extractor,
    found: &[Found],
    findings: &Findings,
    dates: &Dates<'_, '_>,
) -> Vec<Commitment> {
    if extractor.commitments.is_empty() {
        return Vec::new();
    }
    let scene = Scene::of(syntax, extractor, found, findings, dates);
    let mut drafts = Vec::new();
    for token in 0..syntax.len() {
        drafts.extend(cue::word(&scene, token));
        drafts.extend(will::will(&scene, token));
        drafts.extend(will::must(&scene, token));
        drafts.extend(schedule::ahead(&scene, token));
        drafts.extend(command::ultimatum(&scene, token));
    }
    drafts.extend(command::commands(&scene));
    let mut commitments: Vec<Commitment> = alone(drafts).into_iter().filter_map(|draft| scene.commitment(draft)).collect();
    commitments.sort_by_key(|commitment| (commitment.content[0], commitment.cue));
    commitments
}

/// One draft for one thing: the first of those that share a head; and none inside the content of another, which tells what is undertaken there.
fn alone(drafts: Vec<Draft>) -> Vec<Draft> {
    let mut kept: Vec<Draft> = Vec::with_capacity(drafts.len());
    for draft in &drafts {
        let same = |other: &Draft| other.head == draft.head;
        let inside = |other: &Draft| {
            other.head != draft.head && other.content.binary_search(&draft.head).is_ok() && other.content.binary_search(&draft.cue).is_ok()
        };
        if !kept.iter().any(same) && !drafts.iter().any(inside) {
            kept.push(draft.clone());
        }
    }
    kept
}
