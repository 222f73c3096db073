//! Sets of accounts from decided pairs, the surest first; no set holds two speakers with names, but for a state and one who speaks
//! for it.

use super::decide::Speaker;
use crate::extract::ReferentKind;
use crate::link::actor::Actor;
use crate::link::days::shared_days;
use crate::link::gather::{Link, identifier, sets};
use crate::link::reprint::Likely;
use std::collections::BTreeMap;

/// One account as it is grouped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// What speaks for its report being an origin.
    pub likely: Likely,
    /// Its number in the report.
    pub number: u32,
    /// Where its content begins.
    pub start: u32,
    /// Does the report say who speaks, with a name or without?
    pub has_speaker: bool,
    /// Who speaks, where it has a name.
    pub speaker: Option<Actor>,
    /// Who is addressed, where it has a name.
    pub addressed: Option<Actor>,
    /// First and last day on which its report has it that it was said, counted from 1970.
    pub said: Option<(i64, i64)>,
}

/// One statement: what was said once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// `q` and 24 hex digits of its first account's report and place.
    pub id: String,
    /// Who said it.
    pub actor: Option<Actor>,
    /// Whom it was said to.
    pub addressee: Option<Actor>,
    /// Its accounts, those of likelier origins first, then in the order of the text; places in the list.
    pub accounts: Vec<u32>,
}

/// The statements of some accounts, in the order of their first ones. The list may hold a record, or any part of one that no link leads
/// out of.
pub fn group(members: &[Member], links: &[Link]) -> Vec<Statement> {
    let mut order: Vec<u32> = (0..members.len() as u32).collect();
    order.sort_by_key(|&at| (&members[at as usize].likely, members[at as usize].number));
    // Who speaks in each set: at most one person or body, at most one state, and nobody with a name beside one without; on days that all meet, and to
    // one.
    let mut numbers = BTreeMap::new();
    let voices: Vec<Voices> = members.iter().map(|member| member.voices(&mut numbers)).collect();
    let sets = sets(&order, links, |at| voices[at], |one, other| one.with(*other));
    sets.into_iter().map(|(_, accounts)| statement(members, accounts)).collect()
}

fn statement(members: &[Member], accounts: Vec<u32>) -> Statement {
    let member = |at: &u32| &members[*at as usize];
    // A person or body that speaks for its state is the speaker.
    let speakers = accounts.iter().filter_map(|at| member(at).speaker.as_ref());
    let actor = speakers.min_by_key(|actor| (actor.kind == ReferentKind::State, &actor.id)).cloned();
    let addressee = accounts.iter().find_map(|at| member(at).addressed.clone());
    let first = member(&accounts[0]);
    Statement { id: identifier('q', "", &first.likely, first.start, first.number), actor, addressee, accounts }
}

impl Member {
    fn voices<'a>(&'a self, numbers: &mut BTreeMap<&'a str, u32>) -> Voices {
        let next = numbers.len() as u32;
        let named = self.addressed.as_ref().filter(|actor| matches!(actor.kind, ReferentKind::Person | ReferentKind::State));
        let addressed = named.map(|actor| *numbers.entry(&actor.id).or_insert(next));
        Voices { said: self.said, addressed, ..Voices::of(self.voice(numbers)) }
    }

    fn voice<'a>(&'a self, numbers: &mut BTreeMap<&'a str, u32>) -> Speaker {
        let next = numbers.len() as u32;
        match &self.speaker {
            Some(actor) => {
                let number = *numbers.entry(&actor.id).or_insert(next);
                Speaker::Named { actor: number, is_state: actor.kind == ReferentKind::State }
            }
            None if self.has_speaker => Speaker::Unnamed,
            None => Speaker::Open,
        }
    }
}

/// The speakers of a set.
#[derive(Clone, Copy, Debug, Default)]
struct Voices {
    own: Option<u32>,
    state: Option<u32>,
    unnamed: bool,
    said: Option<(i64, i64)>,
    addressed: Option<u32>,
}

impl Voices {
    fn of(speaker: Speaker) -> Self {
        match speaker {
            Speaker::Named { actor, is_state: false } => Self { own: Some(actor), ..Self::default() },
            Speaker::Named { actor, is_state: true } => Self { state: Some(actor), ..Self::default() },
            Speaker::Unnamed => Self { unnamed: true, ..Self::default() },
            Speaker::Open => Self::default(),
        }
    }

    fn with(self, other: Self) -> Option<Self> {
        let agree = |a: Option<u32>, b: Option<u32>| a.is_none() || b.is_none() || a == b;
        let said = shared_days(self.said, other.said).ok()?;
        let both = Self {
            own: self.own.or(other.own),
            state: self.state.or(other.state),
            unnamed: self.unnamed || other.unnamed,
            said,
            addressed: self.addressed.or(other.addressed),
        };
        let named = both.own.is_some() || both.state.is_some();
        (agree(self.own, other.own) && agree(self.state, other.state) && agree(self.addressed, other.addressed) && !(both.unnamed && named))
            .then_some(both)
    }
}
