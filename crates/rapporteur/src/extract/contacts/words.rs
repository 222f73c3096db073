//! The words by which contacts are told: the word list `contacts.tsv` of a language's folder.

use super::ContactKind;
use crate::resources::ResourceError;
use std::collections::{BTreeMap, BTreeSet};

/// Where the parties of a contact stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Frame {
    /// The object is the other party: met the envoy.
    Object,
    /// The object is a guest: received the envoy.
    Host,
    /// The object is where it leads: visited Veldania.
    Place,
    /// The object is what is spoken of: discussed the truce with the envoy.
    Topic,
    /// "with" the other party.
    With,
    /// "to" the other party.
    To,
    /// "from" who turned to the other.
    From,
    /// "between" the parties.
    Between,
    /// "by", "of" a party.
    Of,
    /// The parties are the subject: the envoys met.
    Together,
    /// One body suffices: the Council voted.
    Body,
}

impl Frame {
    fn read(word: &str) -> Option<Self> {
        Some(match word {
            "object" => Self::Object,
            "host" => Self::Host,
            "place" => Self::Place,
            "topic" => Self::Topic,
            "with" => Self::With,
            "to" => Self::To,
            "from" => Self::From,
            "between" => Self::Between,
            "of" => Self::Of,
            "together" => Self::Together,
            "body" => Self::Body,
            _ => return None,
        })
    }
}

/// A word that tells of a contact.
#[derive(Clone, Debug, Default)]
pub(super) struct Entry {
    pub(super) kind: Option<ContactKind>,
    pub(super) frames: BTreeSet<Frame>,
}

/// The words of contacts of a language.
#[derive(Debug, Default)]
pub struct ContactWords {
    verbs: BTreeMap<String, Entry>,
    nouns: BTreeMap<String, Entry>,
    classes: BTreeSet<(String, String)>,
}

impl ContactWords {
    /// Reads the list; its head explains the lines. Lines that are empty or begin with `#` are comments.
    ///
    /// # Errors
    /// When a line has another form; the error names it.
    pub fn read(source: &str) -> Result<Self, ResourceError> {
        let mut words = Self::default();
        for (at, line) in source.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
            let wrong = |what: &str| ResourceError { resource: "contacts.tsv", line: at + 1, problem: format!("{what} in `{line}`") };
            match line.split('\t').collect::<Vec<&str>>()[..] {
                ["words", class, list] => words.classes.extend(list.split(' ').map(|word| (class.to_owned(), word.to_owned()))),
                [kind, part, frames, list] => {
                    let kind = ContactKind::of(kind).ok_or_else(|| wrong("the kind is not known"))?;
                    let frames: Option<BTreeSet<Frame>> = frames.split(' ').map(Frame::read).collect();
                    let frames = frames.ok_or_else(|| wrong("a frame is not known"))?;
                    let table = match part {
                        "verb" => &mut words.verbs,
                        "noun" => &mut words.nouns,
                        _ => return Err(wrong("the part of speech is not known")),
                    };
                    for word in list.split(' ') {
                        table.insert(word.to_owned(), Entry { kind: Some(kind), frames: frames.clone() });
                    }
                }
                _ => return Err(wrong("three or four fields, parted by tabs, are expected")),
            }
        }
        Ok(words)
    }

    pub(super) fn verb(&self, lemma: &str) -> Option<&Entry> {
        self.verbs.get(lemma)
    }

    pub(super) fn noun(&self, lemma: &str) -> Option<&Entry> {
        self.nouns.get(lemma)
    }

    /// Is a word of a class, by the name that the list gives it: `phone`, `carries`, `urgent`?
    pub(in crate::extract) fn is(&self, class: &str, word: &str) -> bool {
        self.classes.contains(&(class.to_owned(), word.to_owned()))
    }
}
