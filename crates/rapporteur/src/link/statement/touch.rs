//! What of the sense an alteration changes: small words, numbers, names, and one noun for another.

use super::align::{Change, Wording};
use crate::extract::{Effect, Meanings};
use crate::text::{WordKind, fold, spelled_alike, stem};
use std::collections::BTreeMap;
use std::ops::Range;

/// What an alteration touches that changes the sense, the gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Touch {
    /// A negation.
    Negation,
    /// If, unless, until.
    Condition,
    /// May, will, must.
    Modal,
    /// A number.
    Number,
    /// All, most, only.
    Limit,
    /// A name.
    Name,
    /// One noun for another.
    Word,
}

impl Touch {
    /// The word for it in the interchange.
    pub fn label(self) -> &'static str {
        match self {
            Self::Negation => "negation",
            Self::Condition => "condition",
            Self::Modal => "modal",
            Self::Number => "number",
            Self::Limit => "limit",
            Self::Name => "name",
            Self::Word => "word",
        }
    }

    fn of(effect: Effect) -> Self {
        match effect {
            Effect::Negation => Self::Negation,
            Effect::Condition => Self::Condition,
            Effect::Modal => Self::Modal,
            Effect::Number => Self::Number,
            Effect::Limit => Self::Limit,
        }
    }
}

/// Words up to which a stretch is read as one word put for another; in longer ones a "may" here and an "all" there say little.
const SHORT: usize = 6;
/// Words up to which what is left out or put in belongs to the words beside it, whatever marks part them.
const CLOSE: usize = 4;

/// One of two wordings, with what its words do to the sense.
pub(super) struct Side<'a> {
    meanings: &'a Meanings,
    text: &'a str,
    wording: &'a Wording,
    folded: Vec<String>,
}

impl<'a> Side<'a> {
    pub(super) fn of(meanings: &'a Meanings, (text, wording): (&'a str, &'a Wording)) -> Self {
        Self { meanings, text, wording, folded: wording.words.iter().map(|word| fold(word.span.of(text))).collect() }
    }

    /// What the words of a stretch do, each with how often; a number as its figures.
    fn effects(&self, range: Range<usize>) -> BTreeMap<(Touch, String), usize> {
        let mut found = BTreeMap::new();
        for word in &self.folded[range] {
            for part in self.meanings.expanded(word) {
                if let Some(effect) = self.meanings.effect(&part) {
                    *found.entry((Touch::of(effect), self.meanings.figures(&part).to_owned())).or_default() += 1;
                }
            }
        }
        found
    }

    fn between(&self, at: usize) -> &str {
        let word = |at: usize| self.wording.words.get(at).map(|word| word.span);
        let (Some(before), Some(after)) = (at.checked_sub(1).and_then(word), word(at)) else { return "." };
        self.text.get(before.end as usize..after.start as usize).unwrap_or(".")
    }

    /// Does a sentence end before a word?
    fn ends(&self, at: usize) -> bool {
        let capital = self.wording.words.get(at).is_none_or(|word| word.kind == WordKind::Capital);
        let between = self.between(at);
        between.contains(['!', '?', '\n']) || between.contains('.') && capital
    }

    /// Does a mark part a word from the one before?
    fn parted(&self, at: usize) -> bool {
        self.between(at).contains([',', ';', ':', '(', ')', '—', '–', '.', '…', '!', '?', '“', '”', '"'])
    }

    /// Does a stretch that the other has not bind the words beside it: in their sentence, and no clause of its own?
    fn binds(&self, range: &Range<usize>) -> bool {
        let sentence = (range.start + 1..range.end).any(|at| self.ends(at)) || self.ends(range.start) && self.ends(range.end);
        !sentence && (range.len() <= CLOSE || !(self.parted(range.start) && self.parted(range.end)))
    }

    fn is_name(&self, at: usize) -> bool {
        // A capital at the head of a sentence is none of a name.
        self.wording.words[at].kind == WordKind::Capital && !self.ends(at) && self.folded[at].len() > 3
    }

    /// The one noun of a stretch behind an article or a possessive.
    fn noun(&self, range: &Range<usize>) -> Option<&str> {
        let telling = |word: &&String| {
            !self.meanings.is_light(word) && !self.meanings.is_link(word) && self.meanings.effect(word).is_none() && word.len() > 3
        };
        let mut words = self.folded[range.clone()].iter().filter(telling);
        let (word, None) = (words.next()?, words.next()) else { return None };
        let before = range.clone().take_while(|&at| self.folded[at] != *word).last().or(range.start.checked_sub(1))?;
        // "three hundred ships": a number begins a noun phrase as an article does.
        let counted =
            self.meanings.effect(self.meanings.figures(&self.folded[before])).is_some_and(|effect| Touch::of(effect) == Touch::Number);
        let leads = self.meanings.is_determiner(&self.folded[before]) || counted && !self.parted(before + 1);
        (range.len() <= 2 && leads).then_some(word)
    }
}

/// What of the sense the change of that number touches, the gravest first. Words that only moved from one place to another touch nothing.
pub(super) fn touches(fuller: &Side<'_>, other: &Side<'_>, all: &[&Change], number: usize) -> Option<Touch> {
    let change = all[number];
    let (mut gone, mut new) = (fuller.effects(change.fuller.clone()), other.effects(change.other.clone()));
    cancel(&mut gone, &mut new);
    for (_, elsewhere) in all.iter().enumerate().filter(|(at, _)| *at != number) {
        cancel(&mut gone, &mut other.effects(elsewhere.other.clone()));
        cancel(&mut new, &mut fuller.effects(elsewhere.fuller.clone()));
    }
    let touched = gone.keys().chain(new.keys()).map(|(touch, _)| *touch).min();
    let (left, put) = (change.other.is_empty(), change.fuller.is_empty());
    if left || put {
        let binds = if left { fuller.binds(&change.fuller) } else { other.binds(&change.other) };
        return touched.filter(|touch| binds && matches!(touch, Touch::Negation | Touch::Condition));
    }
    let short = change.fuller.len().max(change.other.len()) <= SHORT;
    let both = |touch: Touch| [&gone, &new].iter().all(|side| side.keys().any(|(one, _)| *one == touch));
    let told = touched.filter(|touch| match touch {
        Touch::Negation | Touch::Condition => short || fuller.binds(&change.fuller) && other.binds(&change.other),
        Touch::Number => both(Touch::Number),
        _ => short,
    });
    told.or_else(|| name(fuller, other, change).then_some(Touch::Name)).or_else(|| word(fuller, other, change).then_some(Touch::Word))
}

/// Takes what both have out of both.
fn cancel(one: &mut BTreeMap<(Touch, String), usize>, other: &mut BTreeMap<(Touch, String), usize>) {
    one.retain(|key, count| {
        let theirs = other.get(key).copied().unwrap_or_default();
        let both = theirs.min(*count);
        if both == theirs {
            other.remove(key);
        } else {
            other.insert(key.clone(), theirs - both);
        }
        *count -= both;
        *count > 0
    });
}

/// Is one name put for another? A title or another spelling of the same is none, nor are first letters.
fn name(fuller: &Side<'_>, other: &Side<'_>, change: &Change) -> bool {
    let names = |side: &Side<'_>, range: &Range<usize>| -> Vec<String> {
        range.clone().filter(|&at| side.is_name(at)).map(|at| side.folded[at].clone()).collect()
    };
    let (before, after) = (names(fuller, &change.fuller), names(other, &change.other));
    let shared =
        fuller.folded[change.fuller.clone()].iter().any(|word| other.folded[change.other.clone()].iter().any(|two| like(word, two)));
    !before.is_empty() && !after.is_empty() && !shared
}

/// Is one noun put for another? Forms and spellings of one word are none.
fn word(fuller: &Side<'_>, other: &Side<'_>, change: &Change) -> bool {
    let (Some(one), Some(two)) = (fuller.noun(&change.fuller), other.noun(&change.other)) else { return false };
    !like(one, two)
}

/// Letters in which spellings of one word may differ, and letters that it has at least: "harbour", "harbor". A guess.
const EDITS: usize = 2;
const LONG: usize = 5;

/// Are two folded words forms or spellings of one?
fn like(one: &str, two: &str) -> bool {
    let long = one.len().min(two.len()) >= LONG && one.as_bytes()[0] == two.as_bytes()[0];
    stem(one) == stem(two) || spelled_alike(one, two) || long && crate::text::distance(one, two) <= EDITS
}
