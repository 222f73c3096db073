//! Words that tell where someone stands: the word list `stances.tsv` of a language's folder.
//!
//! It reads no text; the constructions are in `predicates.rs` and its neighbours.

use super::Stance;
use crate::resources::ResourceError;
use std::collections::BTreeMap;

/// Constructions in which a word takes what its stance is about. A set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Takes {
    pub(super) object: bool,
    pub(super) clause: bool,
    pub(super) infinitive: bool,
    pub(super) person: bool,
    pub(super) matter: bool,
    pub(super) mandate: bool,
    pub(super) asked: bool,
    pub(super) none: bool,
    pub(super) words: Vec<String>,
}

/// One stance of a word.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) stance: Stance,
    pub(super) takes: Takes,
}

/// What inserted words make of the parties they name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// They stand as the party they stand beside.
    Same,
    /// They stand so.
    Own(Stance),
}

/// Phrases as words, with what each stands for: by the first word, and there the longest first.
#[derive(Debug)]
struct Phrases<T>(BTreeMap<String, Vec<(Vec<String>, T)>>);

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T> Phrases<T> {
    fn add(&mut self, words: Vec<String>, what: T) {
        let first = words.first().cloned().unwrap_or_default();
        let held = self.0.entry(first).or_default();
        held.push((words, what));
        // Of those of one length the one that the file has first stays first.
        held.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    }

    fn beginning(&self, word: &str) -> &[(Vec<String>, T)] {
        self.0.get(word).map_or(&[], Vec::as_slice)
    }
}

/// The stance words of a language.
#[derive(Debug, Default)]
pub struct Stances {
    words: [BTreeMap<String, Vec<Entry>>; PARTS.len()],
    idioms: Phrases<Entry>,
    phrases: Phrases<Entry>,
    by: BTreeMap<String, Side>,
    lists: BTreeMap<&'static str, Phrases<()>>,
}

/// Parts of speech of single words.
const PARTS: [&str; 3] = ["verb", "noun", "adjective"];

/// The lists of words without a stance, which the head of the file explains.
const LISTS: [&str; 46] = [
    "carries",
    "borne",
    "drops",
    "none",
    "same",
    "group",
    "condition",
    "qualified",
    "willing",
    "settled",
    "refuses",
    "open",
    "unsettled",
    "earlier",
    "ends",
    "when",
    "crowd",
    "helped",
    "deeds",
    "texts",
    "meets",
    "binds",
    "draft",
    "ballot",
    "undoes",
    "former",
    "trails",
    "deems",
    "medium",
    "bare",
    "praises",
    "private",
    "prints",
    "filed",
    "organs",
    "concurs",
    "heeds",
    "awaits",
    "sofar",
    "adds",
    "beyond",
    "campaign",
    "counted",
    "points",
    "lasting",
    "instead",
];

impl Stances {
    /// Reads lines of `stance<TAB>verb|noun|adjective|phrase|idiom<TAB>constructions<TAB>words`, `stance<TAB>by<TAB>words` and of a list, what it
    /// holds and its words; the list explains them. Phrases are parted by semicolons, words by spaces. Lines that are empty or begin with `#` are
    /// comments.
    ///
    /// # Errors
    /// When a line has another form; the error names it.
    pub fn read(source: &str) -> Result<Self, ResourceError> {
        let mut stances = Self::default();
        for (at, line) in source.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
            let wrong = |what: &str| ResourceError { resource: "stances", line: at + 1, problem: format!("{what} in `{line}`") };
            let fields: Vec<&str> = line.split('\t').collect();
            match fields[..] {
                [stance, part, takes, words] => {
                    let stance = Stance::of(stance).ok_or_else(|| wrong("the stance is not known"))?;
                    let entry = Entry { stance, takes: read_takes(takes).ok_or_else(|| wrong("a construction is not known"))? };
                    match (part, PARTS.into_iter().position(|known| known == part)) {
                        (_, Some(part)) => {
                            for word in words.split(' ') {
                                stances.words[part].entry(word.to_owned()).or_default().push(entry.clone());
                            }
                        }
                        ("idiom", _) => sequences(words).for_each(|words| stances.idioms.add(words, entry.clone())),
                        ("phrase", _) => sequences(words).for_each(|words| stances.phrases.add(words, entry.clone())),
                        _ => return Err(wrong("the part of speech is not known")),
                    }
                }
                [stance, "by", words] => {
                    let side = match stance {
                        "same" => Side::Same,
                        stance => Side::Own(Stance::of(stance).ok_or_else(|| wrong("the stance is not known"))?),
                    };
                    stances.by.extend(words.split(' ').map(|word| (word.to_owned(), side)));
                }
                [list, part, words] => {
                    let list = LISTS.into_iter().find(|known| *known == list).ok_or_else(|| wrong("the list is not known"))?;
                    let held = stances.lists.entry(list).or_default();
                    match part {
                        "phrase" => sequences(words).for_each(|words| held.add(words, ())),
                        _ => words.split(' ').for_each(|word| held.add(vec![word.to_owned()], ())),
                    }
                }
                _ => return Err(wrong("three or four fields, parted by tabs, are expected")),
            }
        }
        Ok(stances)
    }

    /// The stances of a word that is this part of speech.
    pub(super) fn of(&self, part: &'static str, word: &str) -> &[Entry] {
        let part = PARTS.into_iter().position(|known| known == part);
        part.and_then(|part| self.words[part].get(word)).map_or(&[], Vec::as_slice)
    }

    /// What a participle before "by" makes of those who follow.
    pub(super) fn by(&self, participle: &str) -> Option<Side> {
        self.by.get(participle).copied()
    }

    /// The idioms that begin with a word, longest first: "on condition that" before "on".
    pub(super) fn idioms(&self, first: &str) -> &[(Vec<String>, Entry)] {
        self.idioms.beginning(first)
    }

    /// The phrases of stance that begin with a word, longest first.
    pub(super) fn phrases(&self, first: &str) -> &[(Vec<String>, Entry)] {
        self.phrases.beginning(first)
    }

    /// What a list holds that begins with a word, longest first.
    pub(super) fn listed(&self, list: &'static str, first: &str) -> &[(Vec<String>, ())] {
        self.lists.get(list).map_or(&[], |list| list.beginning(first))
    }

    /// Does a list hold this word by itself?
    pub(super) fn holds(&self, list: &'static str, word: &str) -> bool {
        self.listed(list, word).last().is_some_and(|(words, ())| words.len() == 1)
    }
}

fn sequences(list: &str) -> impl Iterator<Item = Vec<String>> {
    list.split(';').map(|phrase| phrase.split(' ').map(str::to_owned).collect())
}

fn read_takes(list: &str) -> Option<Takes> {
    let mut takes = Takes::default();
    for word in list.split(' ') {
        match word {
            "object" => takes.object = true,
            "clause" => takes.clause = true,
            "infinitive" => takes.infinitive = true,
            "person" => takes.person = true,
            "matter" => takes.matter = true,
            "mandate" => takes.mandate = true,
            "asked" => takes.asked = true,
            "none" => takes.none = true,
            _ => takes.words.push(word.strip_prefix('+')?.to_owned()),
        }
    }
    Some(takes)
}
