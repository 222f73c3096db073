//! What could be one utterance, and whether it is.

use super::align::Wording;
use crate::extract::{Account, Form, Manner, Polarity, Referent, ReferentKind, Times};
use crate::record::{Report, day_number};
use crate::resources::Frequencies;
use crate::text::{fold, stem};
use similar::{Algorithm, capture_diff_slices};
use std::collections::BTreeSet;
use xxhash_rust::xxh3::xxh3_64;

/// Who speaks, as far as an account says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speaker {
    /// An actor, as any number; and whether it is a state.
    Named {
        /// Which.
        actor: u32,
        /// Is it a state itself?
        is_state: bool,
    },
    /// Someone whom the report does not name.
    Unnamed,
    /// The account does not say.
    Open,
}

/// One account of something said, as linking sees it.
#[derive(Clone, Debug)]
pub struct Utterance {
    /// Who speaks.
    pub speaker: Speaker,
    /// The state the speaker is or belongs to, as any number.
    pub state: Option<u32>,
    /// Are the words given in quotation marks?
    pub form: Form,
    /// Said, thought, meant.
    pub manner: Manner,
    /// Affirmed, denied, left open: what one denies is not what another says.
    pub polarity: Polarity,
    /// The story it stands in, as any number.
    pub story: u32,
    /// First and last day of its report, counted from 1970.
    pub days: Option<(i64, i64)>,
    /// First and last day on which its report has it that it was said, counted from 1970.
    pub said: Option<(i64, i64)>,
    /// The person or state it is said to, and the state that one is or belongs to, as any numbers.
    pub addressed: Option<(u32, Option<u32>)>,
    /// Hash of the last word of the speaker's name in the report; none where it has none.
    pub voice: Option<u32>,
    /// Hashes of its words.
    words: Vec<u32>,
    /// Hash and rarity of its telling stems, in order of the hash.
    stems: Vec<(u32, u16)>,
}

/// Rarity (thousandths of a nat) below which a stem tells nothing.
const COMMON: u32 = 1200;
/// Words in a row that make a key.
const ROW: usize = 3;
/// Rare stems of an account that make keys with its speaker.
const RARE: usize = 8;

/// Polarities, by the number that is kept.
const POLARITIES: [Polarity; 3] = [Polarity::Affirmed, Polarity::Open, Polarity::Denied];

impl Utterance {
    /// Of an account and the words of its content; who speaks and when is for the caller to say.
    pub fn new(frequencies: &Frequencies, text: &str, wording: &Wording, account: &Account) -> Self {
        let mut stems = BTreeSet::new();
        for word in &wording.words {
            let stem = stem(&fold(word.span.of(text)));
            let rarity = frequencies.rarity(&stem);
            if rarity >= COMMON {
                stems.insert((xxh3_64(stem.as_bytes()) as u32, rarity.min(u32::from(u16::MAX)) as u16));
            }
        }
        let words = wording.hashes().iter().map(|&hash| hash as u32).collect();
        Self {
            speaker: Speaker::Open,
            state: None,
            form: account.form,
            manner: account.manner,
            polarity: account.polarity(),
            story: 0,
            days: None,
            said: None,
            addressed: None,
            voice: None,
            words,
            stems: stems.into_iter().collect(),
        }
    }

    /// Of one of a report's accounts: content, the name of who speaks, and the day it has for it.
    pub fn of(frequencies: &Frequencies, times: &Times, report: &Report, account: &Account, referents: &[Referent]) -> Self {
        let text = &report.text;
        let named = account.speaker.map(|at| &referents[at]).filter(|referent| referent.kind != ReferentKind::Unnamed);
        let last = named.and_then(|referent| referent.name.rsplit(' ').next().map(fold));
        Self {
            voice: last.map(|last| xxh3_64(last.as_bytes()) as u32),
            said: said(times, report, account),
            ..Self::new(frequencies, text, &Wording::of(text, &account.content), account)
        }
    }

    /// What of it is a function of its report alone, as bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let polarity = POLARITIES.iter().position(|one| *one == self.polarity).unwrap_or_default() as u8;
        let mut bytes = vec![u8::from(self.voice.is_some()) | polarity << 1 | u8::from(self.said.is_some()) << 3];
        bytes.extend(self.voice.unwrap_or_default().to_le_bytes());
        bytes.extend((self.words.len() as u32).to_le_bytes());
        let (first, last) = self.said.unwrap_or_default();
        [first, last].iter().for_each(|day| bytes.extend((*day as i32).to_le_bytes()));
        self.words.iter().for_each(|word| bytes.extend(word.to_le_bytes()));
        self.stems.iter().for_each(|(stem, rarity)| {
            bytes.extend(stem.to_le_bytes());
            bytes.extend(rarity.to_le_bytes());
        });
        bytes
    }

    /// From such bytes; none where they are not ones.
    pub fn from_bytes(bytes: &[u8], form: Form, manner: Manner) -> Option<Self> {
        let number = |at: usize| Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
        let (has_voice, voice, count) = (bytes.first()? & 1 > 0, number(1)?, number(5)? as usize);
        let polarity = *POLARITIES.get(usize::from(bytes.first()? >> 1 & 3))?;
        let day = |at: usize| number(at).map(|day| i64::from(day.cast_signed()));
        let said = day(9).zip(day(13)).filter(|_| bytes[0] >> 3 & 1 > 0);
        let words = bytes.get(17..17 + count * 4)?.as_chunks::<4>().0.iter().map(|word| u32::from_le_bytes(*word)).collect();
        let stem = |stem: &[u8; 6]| (u32::from_le_bytes([stem[0], stem[1], stem[2], stem[3]]), u16::from_le_bytes([stem[4], stem[5]]));
        let stems = bytes.get(17 + count * 4..)?.as_chunks::<6>().0.iter().map(stem).collect();
        let voice = has_voice.then_some(voice);
        Some(Self {
            speaker: Speaker::Open,
            state: None,
            form,
            manner,
            polarity,
            story: 0,
            days: None,
            said,
            addressed: None,
            voice,
            words,
            stems,
        })
    }
}

/// What could match: rows of words, and rare words of one speaker. They hang on the account alone, and not on whom other reports show
/// the speaker to be.
pub fn keys(utterance: &Utterance) -> Vec<u64> {
    let mut keys: Vec<u64> = utterance.words.windows(ROW).map(hash).collect();
    if let Some(voice) = utterance.voice {
        let mut rare = utterance.stems.clone();
        rare.sort_by_key(|&(hash, rarity)| (std::cmp::Reverse(rarity), hash));
        keys.extend(rare.iter().take(RARE).map(|&(stem, _)| hash(&[voice, stem])));
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

fn hash(parts: &[u32]) -> u64 {
    let bytes: Vec<u8> = parts.iter().flat_map(|part| part.to_le_bytes()).collect();
    xxh3_64(&bytes)
}

/// Days between reports within which a long quotation may be the same; and told in other words.
const DAYS: [i64; 2] = [14, 3];
/// Words from which on a quotation is long.
const LONG: usize = 8;

/// Are these two accounts of one utterance? Thousandths of their likeness, or nothing.
pub fn decide(one: &Utterance, other: &Utterance) -> Option<u16> {
    if one.manner != other.manner || one.polarity != other.polarity || !may_be_one(one, other) || are_apart(one, other) {
        return None;
    }
    let together = one.story == other.story;
    let shorter = one.words.len().min(other.words.len());
    let same: usize = capture_diff_slices(Algorithm::Myers, &one.words, &other.words)
        .iter()
        .filter(|op| matches!(op, similar::DiffOp::Equal { .. }))
        .map(|op| op.new_range().len())
        .sum();
    let near = |days: i64| match (one.days, other.days) {
        (Some(one), Some(other)) => one.0 - other.1 <= days && other.0 - one.1 <= days,
        _ => true,
    };
    let named = matches!(one.speaker, Speaker::Named { .. }) && one.speaker == other.speaker;
    let likeness = (same * 1000 / shorter.max(1)) as u16;
    // The same words in the same order, as far as the shorter goes.
    let (least, alike) = match (named, together) {
        (true, _) => (4, 600),
        (false, true) => (6, 600),
        (false, false) => (10, 800),
    };
    if same >= least && likeness >= alike && near(if shorter >= LONG { DAYS[0] } else { DAYS[1] }) {
        return Some(likeness);
    }
    // One telling it in other words: most of what is telling in the shorter stands in the other too.
    if !named
        || !together
        || !near(DAYS[1])
        || (one.form == Form::Indirect && other.form == Form::Indirect && one.stems.len().max(other.stems.len()) < 4)
    {
        return None;
    }
    let weight = |stems: &[(u32, u16)]| stems.iter().map(|&(_, rarity)| u64::from(rarity)).sum::<u64>();
    let shared: Vec<(u32, u16)> = one.stems.iter().filter(|stem| other.stems.binary_search(stem).is_ok()).copied().collect();
    let (common, least, most) =
        (weight(&shared), weight(&one.stems).min(weight(&other.stems)), weight(&one.stems).max(weight(&other.stems)));
    (shared.len() >= 3 && common * 10 >= least * 6 && common * 10 >= most * 4).then(|| (common * 600 / most.max(1)) as u16)
}

/// The day that a report has for what was said.
fn said(times: &Times, report: &Report, account: &Account) -> Option<(i64, i64)> {
    let words = account.when?.checked_of(&report.text)?;
    let (first, last) = times.of_past(words, report.published.as_ref())?.days?;
    Some((day_number(first), day_number(last)))
}

/// Days by which a day in one part of the world is another elsewhere.
const ZONES: i64 = 1;

/// Were these said on two occasions: on days that do not meet, before the other was said at all, or to two?
fn are_apart(one: &Utterance, other: &Utterance) -> bool {
    let days = matches!((one.said, other.said), (Some(one), Some(other)) if one.1 < other.0 || other.1 < one.0);
    let early = |said: Option<(i64, i64)>, printed: Option<(i64, i64)>| matches!((said, printed), (Some(said), Some(printed)) if printed.1 + ZONES < said.0);
    let to =
        matches!((one.addressed, other.addressed), (Some(one), Some(other)) if one.0 != other.0 && (one.1.is_none() || one.1 != other.1));
    days || early(one.said, other.days) || early(other.said, one.days) || to
}

/// Can the speakers be one? A state and who speaks for it can; who is left without a name is never one who has one. Where nobody is named,
/// the words decide.
fn may_be_one(one: &Utterance, other: &Utterance) -> bool {
    match (one.speaker, other.speaker) {
        (Speaker::Named { actor: a, is_state: first }, Speaker::Named { actor: b, is_state: second }) => {
            a == b || (first != second && one.state.is_some() && one.state == other.state && one.story == other.story)
        }
        (Speaker::Named { .. }, Speaker::Unnamed) | (Speaker::Unnamed, Speaker::Named { .. }) => false,
        _ => true,
    }
}

/// Are these the same words, as far as the shorter of the two goes: one saying, whenever it was said?
pub fn restates(one: &Wording, other: &Wording) -> bool {
    let shorter = one.len().min(other.len());
    let same: usize = capture_diff_slices(Algorithm::Myers, one.hashes(), other.hashes())
        .iter()
        .filter(|op| matches!(op, similar::DiffOp::Equal { .. }))
        .map(|op| op.new_range().len())
        .sum();
    same >= SAID && same * 10 >= shorter * 8
}

/// Words that a saying has at least; fewer are said by anyone any day.
const SAID: usize = 5;
