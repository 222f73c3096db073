//! Who said what in one story: statements under those who make them, the most told first.

use super::Citation;
use crate::extract::Sense;
use std::collections::BTreeMap;

/// One statement as the brief is given it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spoken {
    /// Identifier of who says it.
    pub actor: String,
    /// The name of who says it.
    pub name: String,
    /// What is cited of it.
    pub said: Said,
}

/// One statement in a brief.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The statement's identifier.
    pub statement: String,
    /// The fullest wording, with its cue and source.
    pub citation: Citation,
    /// The cue as printed: "denied", "called for".
    pub cue: Option<String>,
    /// What the cue makes of the content.
    pub sense: Sense,
    /// Is it in quotation marks throughout?
    pub direct: bool,
    /// How many reports tell it.
    pub reports: usize,
    /// How many independent origins do.
    pub origins: usize,
    /// Does a wording in quotation marks differ from the fullest in what changes the sense?
    pub disputed: bool,
}

/// One actor and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voice {
    /// Its name.
    pub name: String,
    /// What it says, the most told first.
    pub said: Vec<Said>,
}

/// Voices of a story that a brief shows, and statements of each: what fits on a page beside the rest.
const VOICES: usize = 10;
const STATEMENTS: usize = 4;

/// Statements under those who make them.
pub(super) fn voices(spoken: &[Spoken]) -> Vec<Voice> {
    let mut by_actor: BTreeMap<&str, Vec<(usize, &Spoken)>> = BTreeMap::new();
    for (at, one) in spoken.iter().enumerate() {
        by_actor.entry(&one.actor).or_default().push((at, one));
    }
    let mut voices: Vec<Vec<(usize, &Spoken)>> = by_actor.into_values().collect();
    for voice in &mut voices {
        voice.sort_by_key(|(at, one)| (!one.said.disputed, std::cmp::Reverse(one.said.origins), !one.said.direct, *at));
    }
    voices.sort_by_key(|voice| (std::cmp::Reverse(voice.iter().map(|(_, one)| one.said.origins).sum::<usize>()), voice[0].0));
    let voice = |voice: Vec<(usize, &Spoken)>| Voice { name: voice[0].1.name.clone(), said: each_once(&voice) };
    voices.into_iter().take(VOICES).map(voice).collect()
}

/// The first statements of a voice, each sentence once: what else the voice says in a sentence that is cited stands there to be read.
fn each_once(voice: &[(usize, &Spoken)]) -> Vec<Said> {
    let mut said: Vec<Said> = Vec::new();
    for (_, one) in voice {
        let place = |said: &Said| (said.citation.report.clone(), said.citation.span);
        if said.len() < STATEMENTS && said.iter().all(|other| place(other) != place(&one.said)) {
            said.push(one.said.clone());
        }
    }
    said
}
