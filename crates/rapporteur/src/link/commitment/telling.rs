//! Tellings of one commitment as linking gathers them: keys are the rarest words of what is undertaken.

use super::same::{Pledge, likeness};
use crate::extract::CommitmentKind;
use crate::link;
use std::sync::Arc;

/// One report's telling of a commitment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Telling {
    /// What it undertakes.
    pub pledge: Arc<Pledge>,
    /// How sure it is, in thousandths.
    pub score: u16,
}

/// What the tellings of one commitment hold together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The first of them: all others are alike to it, so that no chain of likenesses joins two that are not.
    pub first: Arc<Pledge>,
    /// First and last day, counted from 1970, on which it falls due, by the first telling that says.
    pub due: Option<(i64, i64)>,
    /// The first day on which it can have been told.
    pub told: Option<i64>,
    /// How sure the surest of them is, in thousandths.
    pub score: u16,
}

impl Held {
    /// What it is.
    pub fn kind(&self) -> CommitmentKind {
        self.first.kind
    }
}

impl link::Telling for Telling {
    type Set = Held;

    const LETTER: char = 'k';
    const SEED: &'static str = "commitment";
    const SHARED_KEYS: usize = 1;
    const NEAR: usize = 16;

    fn keys(&self) -> Vec<u64> {
        self.pledge.keys()
    }

    fn decide(&self, other: &Self) -> Option<u16> {
        likeness(&self.pledge, &other.pledge)
    }

    fn alone(&self) -> Held {
        let told = self.pledge.told.map(|(first, _)| first);
        Held { first: self.pledge.clone(), due: self.pledge.due, told, score: self.score }
    }

    fn join(one: &Held, other: &Held) -> Option<Held> {
        likeness(&one.first, &other.first)?;
        let told = one.told.into_iter().chain(other.told).min();
        Some(Held { first: one.first.clone(), due: one.due.or(other.due), told, score: one.score.max(other.score) })
    }
}
