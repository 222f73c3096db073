//! Two wordings laid under each other, word by word: what is the same, left out, put in, put otherwise, and whether that changes
//! the sense.

use crate::text::{Span, Word, WordKind, fold, words};
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// The words of one wording: of the spans of its content, in order.
#[derive(Clone, Debug, Default)]
pub struct Wording {
    /// Its words; their spans are of the report's text.
    pub words: Vec<Word>,
    /// For each word: does it stand in square brackets, as what an editor put in does?
    bracketed: Vec<bool>,
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

/// What an alteration touches that changes the sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Touch {
    /// A negation.
    Negation,
    /// May, will, must.
    Modal,
    /// A number.
    Number,
    /// A name.
    Name,
}

impl Touch {
    /// The word for it in the interchange.
    pub fn label(self) -> &'static str {
        match self {
            Self::Negation => "negation",
            Self::Modal => "modal",
            Self::Number => "number",
            Self::Name => "name",
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

/// Compares a wording with a fuller one; `direct` when both stand in quotation marks. The texts are those their words are of.
pub fn compare(fuller: (&str, &Wording), other: (&str, &Wording), direct: bool) -> (Variant, Vec<Change>) {
    let ops = capture_diff_slices(Algorithm::Myers, &fuller.1.hashes, &other.1.hashes);
    let mut changes = without_stray(ops.iter().map(change).collect());
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
    if direct && !matches!(variant, Variant::Identical | Variant::Translated) {
        // What is left out at the edges says nothing; in between, and put otherwise, it may.
        let (first, last) = (changes.iter().position(|change| change.same), changes.iter().rposition(|change| change.same));
        if let (Some(first), Some(last)) = (first, last) {
            for (at, change) in changes.iter_mut().enumerate() {
                let edge = at < first || at > last;
                if change.same || bracketed(change) || (edge && (change.other.is_empty() || change.fuller.is_empty())) {
                    continue;
                }
                change.touches = if edge { touches(fuller, other, &capped(change, at < first)) } else { touches(fuller, other, change) };
            }
        }
    }
    (variant, changes)
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

fn change(op: &DiffOp) -> Change {
    Change { fuller: op.old_range(), other: op.new_range(), same: matches!(op, DiffOp::Equal { .. }), touches: None }
}

const NEGATIONS: [&str; 11] = ["not", "no", "never", "none", "nor", "neither", "nothing", "nobody", "without", "cannot", "refuse"];
const MODALS: [&str; 10] = ["will", "would", "can", "could", "may", "might", "must", "should", "shall", "ought"];

/// What of the sense an alteration touches, the gravest first.
fn touches(fuller: (&str, &Wording), other: (&str, &Wording), change: &Change) -> Option<Touch> {
    let of = |side: (&str, &Wording), range: std::ops::Range<usize>| -> Vec<(String, WordKind)> {
        side.1.words[range].iter().map(|word| (fold(word.span.of(side.0)), word.kind)).collect()
    };
    let (before, after) = (of(fuller, change.fuller.clone()), of(other, change.other.clone()));
    let held = |words: &[(String, WordKind)], test: &dyn Fn(&(String, WordKind)) -> bool| {
        words.iter().filter(|word| test(word)).map(|(word, _)| word.clone()).collect::<Vec<_>>()
    };
    let differs = |test: &dyn Fn(&(String, WordKind)) -> bool| held(&before, test) != held(&after, test);
    let negation = |(word, _): &(String, WordKind)| NEGATIONS.contains(&word.as_str()) || word.ends_with("n't") || word.ends_with("n’t");
    if differs(&negation) {
        return Some(Touch::Negation);
    }
    if differs(&|(word, _)| MODALS.contains(&word.as_str())) {
        return Some(Touch::Modal);
    }
    if differs(&|(_, kind)| *kind == WordKind::Number) {
        return Some(Touch::Number);
    }
    // A capital at the head of a sentence is none of a name.
    let names = |words: &[(String, WordKind)]| words.iter().any(|(word, kind)| *kind == WordKind::Capital && word.len() > 3);
    (!before.is_empty() && !after.is_empty() && names(&before) && names(&after)).then_some(Touch::Name)
}
