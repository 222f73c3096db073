//! Two wordings laid under each other, word by word: what is the same, left out, put in, put otherwise, and whether that changes
//! the sense.

use super::touch::{Side, Touch, touches};
use crate::extract::Meanings;
use crate::text::{Span, Word, fold, words};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use xxhash_rust::xxh3::xxh3_64;

/// The words of one wording: of the spans of its content, in order.
#[derive(Clone, Debug, Default)]
pub struct Wording {
    /// Its words; their spans are of the report's text.
    pub words: Vec<Word>,
    /// For each word: does it stand in square brackets, as what an editor put in does?
    pub(super) bracketed: Vec<bool>,
    hashes: Vec<u64>,
}

impl Wording {
    /// The words of content.
    pub fn of(text: &str, content: &[Span]) -> Self {
        let mut wording = Self::default();
        for &span in content {
            let (mut at, mut open) = (0, false);
            let part = span.of(text);
            for word in words(part) {
                let between = &part[at..word.span.start as usize];
                if let Some(mark) = between.rfind(['[', ']']) {
                    open = between.as_bytes()[mark] == b'[';
                }
                at = word.span.end as usize;
                wording.bracketed.push(open);
                wording.hashes.push(word.hash);
                wording.words.push(Word { span: Span { start: word.span.start + span.start, end: word.span.end + span.start }, ..word });
            }
        }
        wording
    }

    /// How many words it has.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// True when it has no word.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The hashes of its words.
    pub fn hashes(&self) -> &[u64] {
        &self.hashes
    }
}

/// How a wording stands to the fullest one of its statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Variant {
    /// The same words.
    Identical,
    /// Some left out, none changed.
    Cut,
    /// Like it but for what stands in brackets.
    Bracketed,
    /// Some put otherwise.
    Altered,
    /// Both in quotation marks and much put otherwise: most likely two translations.
    Translated,
    /// Told in other words.
    Paraphrased,
}

impl Variant {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Identical, Self::Cut, Self::Bracketed, Self::Altered, Self::Translated, Self::Paraphrased];

    /// The one of a word of the interchange.
    pub fn of(label: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.label() == label)
    }

    /// The word for it in the interchange.
    pub fn label(self) -> &'static str {
        match self {
            Self::Identical => "identical",
            Self::Cut => "cut",
            Self::Bracketed => "bracketed",
            Self::Altered => "altered",
            Self::Translated => "translated",
            Self::Paraphrased => "paraphrase",
        }
    }
}

/// One stretch of the alignment: words of the fuller wording and of the other, as places in their `words`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Words of the fuller wording.
    pub fuller: std::ops::Range<usize>,
    /// Words of the other.
    pub other: std::ops::Range<usize>,
    /// Are they the same?
    pub same: bool,
    /// What of the sense it touches, if anything.
    pub touches: Option<Touch>,
}

/// Compares a wording with a fuller one, contractions and numbers in words as what they stand for; `direct` when both stand in quotation marks. The texts
/// are those their words are of, the small words those of their language.
pub fn compare(meanings: &Meanings, fuller: (&str, &Wording), other: (&str, &Wording), direct: bool) -> (Variant, Vec<Change>) {
    let mut changes = without_stray(aligned(meanings, fuller, other));
    let matched: usize = changes.iter().filter(|change| change.same).map(|change| change.other.len()).sum();
    let shorter = fuller.1.len().min(other.1.len()).max(1);
    // Words that one of the two has in square brackets, and nothing else.
    let inside = |side: &Wording, range: &std::ops::Range<usize>| range.clone().all(|at| side.bracketed[at]);
    let bracketed = |change: &Change| {
        let any =
            !change.other.is_empty() && inside(other.1, &change.other) || !change.fuller.is_empty() && inside(fuller.1, &change.fuller);
        any && (change.other.is_empty() || inside(other.1, &change.other) || inside(fuller.1, &change.fuller))
    };
    let put_in = changes.iter().filter(|change| !change.same && !change.other.is_empty());
    let variant = match () {
        () if changes.iter().all(|change| change.same) => Variant::Identical,
        () if put_in.clone().next().is_none() => Variant::Cut,
        () if put_in.clone().all(bracketed) => Variant::Bracketed,
        () if matched * 10 >= shorter * 6 => Variant::Altered,
        () if direct => Variant::Translated,
        () => Variant::Paraphrased,
    };
    // What is left out at the edges says nothing; in between, and put otherwise, it may. Told in other words, only numbers are compared.
    let (first, last) = (changes.iter().position(|change| change.same), changes.iter().rposition(|change| change.same));
    if let (Some(first), Some(last), Variant::Cut | Variant::Bracketed | Variant::Altered) = (first, last, variant) {
        let mut open: Vec<(usize, Change)> = Vec::new();
        for (at, change) in changes.iter().enumerate() {
            let edge = at < first || at > last;
            if change.same || bracketed(change) || (edge && (change.other.is_empty() || change.fuller.is_empty())) {
                continue;
            }
            open.push((at, if edge { capped(change, at < first) } else { change.clone() }));
        }
        let sides = (Side::of(meanings, fuller), Side::of(meanings, other));
        let all: Vec<&Change> = open.iter().map(|(_, change)| change).collect();
        for (number, (at, _)) in open.iter().enumerate() {
            let touched = touches(&sides.0, &sides.1, &all, number);
            changes[*at].touches = touched.filter(|touch| direct || *touch == Touch::Number);
        }
    }
    (variant, changes)
}

/// The alignment word by word: words are the same where all that they stand for is.
fn aligned(meanings: &Meanings, fuller: (&str, &Wording), other: (&str, &Wording)) -> Vec<Change> {
    let (one, two) = (parts(meanings, fuller), parts(meanings, other));
    let hashes = |parts: &[(usize, u64)]| parts.iter().map(|&(_, hash)| hash).collect::<Vec<_>>();
    // Steps: a part of each, or of one side alone.
    let mut steps: Vec<(Option<usize>, Option<usize>)> = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &hashes(&one), &hashes(&two)) {
        if matches!(op, DiffOp::Equal { .. }) {
            steps.extend(op.old_range().zip(op.new_range()).map(|(a, b)| (Some(one[a].0), Some(two[b].0))));
        } else {
            steps.extend(op.old_range().map(|at| (Some(one[at].0), None)));
            steps.extend(op.new_range().map(|at| (None, Some(two[at].0))));
        }
    }
    // A word that only partly stands in the other is another word, and so is what it was laid under.
    let (mut parted, mut torn) = (vec![false; fuller.1.len()], vec![false; other.1.len()]);
    loop {
        let mut moved = false;
        for &(a, b) in &steps {
            let bad = a.is_none() || b.is_none() || a.is_some_and(|a| parted[a]) || b.is_some_and(|b| torn[b]);
            for flag in [a.map(|a| &mut parted[a]), b.map(|b| &mut torn[b])].into_iter().flatten().filter(|flag| bad && !**flag) {
                *flag = true;
                moved = true;
            }
        }
        if !moved {
            break;
        }
    }
    let mut changes: Vec<Change> = Vec::new();
    for (a, b) in steps {
        let same = a.is_some_and(|a| !parted[a]) && b.is_some_and(|b| !torn[b]);
        let ends = changes.last().map_or((0, 0), |last| (last.fuller.end, last.other.end));
        if changes.last().is_none_or(|last| last.same != same) {
            changes.push(Change { fuller: ends.0..ends.0, other: ends.1..ends.1, same, touches: None });
        }
        if let Some(last) = changes.last_mut() {
            last.fuller.end = a.map_or(last.fuller.end, |a| last.fuller.end.max(a + 1));
            last.other.end = b.map_or(last.other.end, |b| last.other.end.max(b + 1));
        }
    }
    changes
}

/// What the words of a wording stand for, each with its place: "won't" is two.
fn parts(meanings: &Meanings, (text, wording): (&str, &Wording)) -> Vec<(usize, u64)> {
    let mut parts = Vec::with_capacity(wording.len());
    for (at, word) in wording.words.iter().enumerate() {
        let folded = fold(word.span.of(text));
        parts.extend(meanings.expanded(&folded).iter().map(|part| (at, xxh3_64(meanings.figures(part).as_bytes()))));
    }
    parts
}

/// Words that two wordings happen to share far apart are no match: a run of one or two between changes that are much longer.
const STRAY: usize = 2;
const FAR: usize = 5;

/// The alignment without stray matches, neighbouring changes joined.
fn without_stray(changes: Vec<Change>) -> Vec<Change> {
    let far = |at: Option<&Change>| at.is_some_and(|change| !change.same && change.fuller.len().max(change.other.len()) >= FAR);
    let stray: Vec<bool> = changes
        .iter()
        .enumerate()
        .map(|(at, change)| {
            change.same
                && change.other.len() <= STRAY
                && (at > 0 && far(changes.get(at - 1)) || far(changes.get(at + 1)))
                && changes.len() > 3
        })
        .collect();
    let mut joined: Vec<Change> = Vec::with_capacity(changes.len());
    for (mut change, stray) in changes.into_iter().zip(stray) {
        change.same &= !stray;
        match joined.last_mut() {
            Some(last) if !last.same && !change.same => {
                last.fuller.end = change.fuller.end;
                last.other.end = change.other.end;
            }
            _ => joined.push(change),
        }
    }
    joined
}

/// A change at the edge, of the fuller wording only as many words as the other has there.
fn capped(change: &Change, leading: bool) -> Change {
    let (fuller, length) = (&change.fuller, change.other.len().min(change.fuller.len()));
    let fuller = if leading { fuller.end - length..fuller.end } else { fuller.start..fuller.start + length };
    Change { fuller, ..change.clone() }
}
