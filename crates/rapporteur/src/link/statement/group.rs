//! Sets of accounts from decided pairs, the surest first; no set holds two speakers with names, but for a state and one who speaks
//! for it.

use super::decide::{Speaker, Utterance};
use crate::link::Pair;

/// A pair that was decided to be one utterance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// The accounts.
    pub pair: Pair,
    /// How alike they are, in thousandths.
    pub likeness: u16,
}

/// For each account the first one of its statement.
pub fn group(utterances: &[Utterance], links: &[Link]) -> Vec<u32> {
    let mut links = links.to_vec();
    links.sort_by_key(|link| (std::cmp::Reverse(link.likeness), link.pair));
    let mut parent: Vec<u32> = (0..utterances.len() as u32).collect();
    // Who speaks in each set: at most one person or body, at most one state, and nobody with a name beside one without.
    let mut voices: Vec<Voices> = utterances.iter().map(|utterance| Voices::of(utterance.speaker)).collect();
    for link in links {
        let (one, other) = (root(&mut parent, link.pair.first), root(&mut parent, link.pair.second));
        if one == other {
            continue;
        }
        let (first, second) = (one.min(other) as usize, one.max(other) as usize);
        if let Some(together) = voices[first].with(voices[second]) {
            parent[second] = first as u32;
            voices[first] = together;
        }
    }
    (0..utterances.len() as u32).map(|at| root(&mut parent, at)).collect()
}

/// The speakers of a set.
#[derive(Clone, Copy, Debug, Default)]
struct Voices {
    own: Option<u32>,
    state: Option<u32>,
    unnamed: bool,
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
        let both = Self { own: self.own.or(other.own), state: self.state.or(other.state), unnamed: self.unnamed || other.unnamed };
        let named = both.own.is_some() || both.state.is_some();
        (agree(self.own, other.own) && agree(self.state, other.state) && !(both.unnamed && named)).then_some(both)
    }
}

fn root(parent: &mut [u32], mut at: u32) -> u32 {
    while parent[at as usize] != at {
        parent[at as usize] = parent[parent[at as usize] as usize];
        at = parent[at as usize];
    }
    at
}
