//! The words by which commitments are known: the list `commitments.tsv` of a language's folder.

use super::CommitmentKind;
use crate::resources::ResourceError;
use std::collections::{BTreeMap, BTreeSet};

/// Part of speech of a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Verb,
    Noun,
    Adjective,
}

/// How a cue takes what is undertaken.
#[derive(Clone, Debug, Default)]
pub(super) struct Frames {
    /// An infinitive whose doer is the cue's own subject: pledged to go.
    pub(super) own: bool,
    /// An infinitive whose doer is the object: urged them to go.
    pub(super) other: bool,
    /// A clause: demanded that they go.
    pub(super) that: bool,
    /// A noun phrase: demanded their withdrawal.
    pub(super) object: bool,
    /// An object who is addressed, with another who gets it: offered them a truce.
    pub(super) person: bool,
    /// A gerund: proposed holding talks.
    pub(super) gerund: bool,
    /// A preposition before the doer of an infinitive: called on them to go.
    pub(super) on: Option<String>,
    /// Prepositions before a noun phrase: committed to a programme.
    pub(super) prepositions: Vec<String>,
}

/// A word that binds.
#[derive(Clone, Debug)]
pub(super) struct Cue {
    pub(super) kind: CommitmentKind,
    pub(super) frames: Frames,
}

/// The words of a language that make commitments, and those that tell what makes none.
#[derive(Debug, Default)]
pub struct CommitmentWords {
    cues: BTreeMap<(Part, String), Vec<Cue>>,
    lists: BTreeMap<String, BTreeSet<String>>,
    /// Openings of conditions, longest first, as words.
    conditions: Vec<(Vec<String>, bool)>,
    /// Phrases for what is off the table, as words.
    off: Vec<Vec<String>>,
    /// Groups of verbs of which one told as done fulfils another.
    fulfilling: Vec<BTreeSet<String>>,
}

/// The lists of words without frames.
const LISTS: [&str; 99] = [
    "perceives",
    "adheres",
    "elsewhere",
    "such",
    "share",
    "pastime",
    "plays",
    "purpose",
    "undertakes",
    "advises",
    "shows",
    "about",
    "wields",
    "sum-up",
    "told-in",
    "offered",
    "lets",
    "rather",
    "harmed",
    "turns",
    "crowd",
    "judged",
    "aside",
    "realm",
    "office",
    "scarce",
    "weapon",
    "past",
    "filler",
    "pronoun",
    "nobody",
    "settled",
    "paper",
    "will",
    "would",
    "must",
    "idle",
    "deed",
    "event",
    "diary",
    "meeting",
    "harm",
    "bar",
    "give",
    "with",
    "light",
    "carry",
    "go-on",
    "body",
    "actor",
    "onlooker",
    "report",
    "unreal",
    "subordinate",
    "general",
    "exempt",
    "result",
    "ritual",
    "ultimatum",
    "withhold",
    "inflict",
    "penalty",
    "claim",
    "sees-to",
    "allows",
    "empty",
    "ahead",
    "within",
    "unit",
    "until",
    "by",
    "over",
    "accept",
    "invitation",
    "accord",
    "aide",
    "hedge",
    "deny",
    "exist",
    "move",
    "partly",
    "whole",
    "state",
    "hearsay",
    "opinion",
    "unsure",
    "likelihood",
    "onward",
    "weather",
    "agenda",
    "measure",
    "hinder",
    "yield",
    "pushes",
    "position",
    "undone",
    "break",
    "achieve",
    "word",
];

impl CommitmentWords {
    /// Reads lines of `cue<TAB>kind<TAB>part of speech<TAB>frames<TAB>words`, of `condition<TAB>any|threat<TAB>openings` parted by bars, and of a
    /// list's name and its words; the head of the file explains them. Empty lines and lines that begin with `#` are comments.
    ///
    /// # Errors
    /// When a line has another form; the error names it.
    pub fn read(source: &str) -> Result<Self, ResourceError> {
        let mut found = Self::default();
        for (at, line) in source.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
            let wrong = |what: &str| ResourceError { resource: "commitments", line: at + 1, problem: format!("{what} in `{line}`") };
            let fields: Vec<&str> = line.split('\t').collect();
            match fields[..] {
                ["cue", kind, part, frames, words] => {
                    let kind = CommitmentKind::of(kind).ok_or_else(|| wrong("the kind is not known"))?;
                    let part = match part {
                        "verb" => Part::Verb,
                        "noun" => Part::Noun,
                        "adjective" => Part::Adjective,
                        _ => return Err(wrong("the part of speech is not known")),
                    };
                    let frames = read_frames(frames).ok_or_else(|| wrong("a frame is not known"))?;
                    for word in words.split(' ') {
                        found.cues.entry((part, word.to_owned())).or_default().push(Cue { kind, frames: frames.clone() });
                    }
                }
                ["condition", of, openings] => {
                    let opening = |one: &str| (one.split(' ').map(str::to_owned).collect(), of == "threat");
                    found.conditions.extend(openings.split('|').map(opening));
                }
                ["off", phrases] => found.off.extend(phrases.split('|').map(|one| one.split(' ').map(str::to_owned).collect())),
                ["fulfil", verbs] => found.fulfilling.push(verbs.split(' ').map(str::to_owned).collect()),
                [list, words] if LISTS.contains(&list) => {
                    found.lists.entry(list.to_owned()).or_default().extend(words.split(' ').map(str::to_owned));
                }
                _ => return Err(wrong("no such line is known")),
            }
        }
        found.conditions.sort_by(|one, other| other.0.len().cmp(&one.0.len()).then_with(|| one.cmp(other)));
        Ok(found)
    }

    pub(super) fn cues(&self, part: Part, lemma: &str) -> &[Cue] {
        self.cues.get(&(part, lemma.to_owned())).map_or(&[], Vec::as_slice)
    }

    /// Does a list hold a word?
    pub(super) fn is(&self, list: &str, word: &str) -> bool {
        self.lists.get(list).is_some_and(|words| words.contains(word))
    }

    /// Is a word an adjective that binds: ready, willing?
    pub(super) fn is_adjective(&self, word: &str) -> bool {
        !self.cues(Part::Adjective, word).iter().all(|cue| cue.kind == CommitmentKind::Schedule)
    }

    /// How many of these words, from the first, open a condition; a threat has openings of its own.
    pub(super) fn opens(&self, words: &[&str], threat: bool) -> Option<usize> {
        let opening = self.conditions.iter().find(|(opening, only)| (threat || !only) && begin_with(words, opening));
        opening.map(|(opening, _)| opening.len())
    }

    /// Do these words begin with a phrase for what is off the table?
    pub(super) fn is_off(&self, words: &[&str]) -> bool {
        self.off.iter().any(|phrase| begin_with(words, phrase))
    }

    /// Does a verb that is told as done fulfil another that was promised: the same, or one of a group with it (hand over: arrive)?
    pub(crate) fn fulfils(&self, promised: &str, told: &str) -> bool {
        promised == told
            || told == super::outcome::WHOLE
            || self.fulfilling.iter().any(|group| group.contains(promised) && group.contains(told))
    }

    /// The verbs that fulfil some that were promised.
    pub(crate) fn fulfilling(&self, promised: &BTreeSet<String>) -> BTreeSet<String> {
        let groups = self.fulfilling.iter().filter(|group| !group.is_disjoint(promised)).flatten();
        promised.iter().chain(groups).cloned().chain([super::outcome::WHOLE.to_owned()]).collect()
    }

    /// Does a verb by itself tell that something was not done: failed, refused?
    pub(crate) fn undoes(&self, verb: &str) -> bool {
        self.is("undone", verb)
    }

    /// Is there nothing in it?
    pub(super) fn is_empty(&self) -> bool {
        self.lists.is_empty()
    }
}

fn begin_with(words: &[&str], phrase: &[String]) -> bool {
    words.len() >= phrase.len() && words.iter().zip(phrase).all(|(word, wanted)| word == wanted)
}

fn read_frames(source: &str) -> Option<Frames> {
    let mut frames = Frames::default();
    for frame in source.split(' ') {
        match frame {
            "own" => frames.own = true,
            "other" => frames.other = true,
            "that" => frames.that = true,
            "object" => frames.object = true,
            "person" => frames.person = true,
            "gerund" => frames.gerund = true,
            _ => match (frame.strip_prefix("@"), frame.strip_prefix('+')) {
                (Some(on), _) => frames.on = Some(on.to_owned()),
                (_, Some(preposition)) => frames.prepositions.push(preposition.to_owned()),
                _ => return None,
            },
        }
    }
    Some(frames)
}
