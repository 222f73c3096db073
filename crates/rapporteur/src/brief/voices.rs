//! Who said what in one story: statements under those who make them, the nearest to what the story is about first.

use super::Citation;
use super::sentences::{Spread, covered, weighty};
use crate::extract::Sense;
use crate::resources::Frequencies;
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
    /// What it says, the nearest to what the story is about first.
    pub said: Vec<Said>,
}

/// Voices of a story that a brief shows, and statements of each: what fits on a page beside the rest.
const VOICES: usize = 10;
const STATEMENTS: usize = 4;

/// What a voice says again in other words is left out where so much (percent) of its weight was shown. A guess, seen on the example.
const AGAIN: u64 = 80;

/// Statements under those who make them. A sentence stands once: not under two voices, not again in another outlet's words, and not where
/// the lead has it.
pub(super) fn voices(frequencies: &Frequencies, spread: &Spread<'_>, spoken: &[Spoken], lead: &[Citation]) -> Vec<Voice> {
    let mut by_actor: BTreeMap<&str, Vec<(usize, &Spoken)>> = BTreeMap::new();
    for (at, one) in spoken.iter().enumerate() {
        by_actor.entry(&one.actor).or_default().push((at, one));
    }
    let mut found: Vec<Vec<(usize, &Spoken)>> = by_actor.into_values().collect();
    // How near to the story's matter, as often as origins tell it.
    let near = |one: &Spoken| spread.share(&weighty(frequencies, &one.said.citation.words)) * one.said.origins as u64;
    for voice in &mut found {
        voice.sort_by_cached_key(|(at, one)| (!one.said.disputed, std::cmp::Reverse(near(one)), !one.said.direct, *at));
    }
    // Much talk on the side is no more than a word on the matter: only what can be shown of a voice counts.
    found.sort_by_cached_key(|voice| (std::cmp::Reverse(voice.iter().take(STATEMENTS).map(|(_, one)| near(one)).sum::<u64>()), voice[0].0));
    let mut shown: Vec<Citation> = lead.to_vec();
    let mut voices = Vec::new();
    for voice in found {
        let (mut said, mut told): (Vec<Said>, Vec<BTreeMap<String, u32>>) = (Vec::new(), Vec::new());
        for (_, one) in &voice {
            let citation = &one.said.citation;
            let stems = weighty(frequencies, &citation.words);
            let stands = shown.iter().any(|other| other.report == citation.report && other.span.overlaps(citation.span));
            if said.len() == STATEMENTS || stands || told.iter().any(|other| covered(&stems, other) >= AGAIN) {
                continue;
            }
            shown.push(citation.clone());
            told.push(stems);
            said.push(one.said.clone());
        }
        if !said.is_empty() && voices.len() < VOICES {
            voices.push(Voice { name: voice[0].1.name.clone(), said });
        }
    }
    voices
}
