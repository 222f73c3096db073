//! A party as linking sees it: the side it stands on, and who it is on that side.

use crate::extract::ReferentKind;
use crate::link::actor::Actor;
use std::collections::{BTreeMap, BTreeSet};

/// A party of a contact or an event.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Attending {
    /// The side it stands on: its state, else the actor itself.
    pub side: String,
    /// The actor, where it is a person, or of no state: a body of a state speaks for it.
    pub own: Option<String>,
}

impl Attending {
    /// Of an actor.
    pub fn of(actor: &Actor) -> Self {
        let is_own = actor.kind == ReferentKind::Person || actor.state.is_none();
        Self { side: actor.state.clone().unwrap_or_else(|| actor.id.clone()), own: is_own.then(|| actor.id.clone()) }
    }
}

/// The sides of a set of tellings, each with the persons and bodies that are named for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sides(BTreeMap<String, BTreeSet<String>>);

impl Sides {
    /// Of the parties of one telling.
    pub fn of(parties: &[Attending]) -> Self {
        let mut sides: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for party in parties {
            sides.entry(party.side.clone()).or_default().extend(party.own.clone());
        }
        Self(sides)
    }

    /// Is nobody known?
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many sides there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// How many sides both have, and how many persons; none where one side has other persons here than there.
    pub fn shared(&self, other: &Self) -> Option<(usize, usize)> {
        let (mut sides, mut persons) = (0, 0);
        for (side, own) in &self.0 {
            let Some(theirs) = other.0.get(side) else { continue };
            sides += 1;
            if !own.is_empty() && !theirs.is_empty() {
                match own.intersection(theirs).count() {
                    0 => return None,
                    same => persons += same,
                }
            }
        }
        Some((sides, persons))
    }

    /// Are the persons of each side of the one among those of the other, or the other way round?
    pub fn is_nested(&self, other: &Self) -> bool {
        let within =
            |one: &Self, other: &Self| one.0.iter().all(|(side, own)| other.0.get(side).is_none_or(|theirs| own.is_subset(theirs)));
        within(self, other) || within(other, self)
    }

    /// All that both have.
    pub fn with(&self, other: &Self) -> Self {
        let mut both = self.clone();
        for (side, own) in &other.0 {
            both.0.entry(side.clone()).or_default().extend(own.iter().cloned());
        }
        both
    }
}
