//! What people are called instead of by name, and what a given name tells of he and she: the word list `roles.tsv`.

use crate::resources::ResourceError;
use std::collections::{BTreeMap, BTreeSet};

/// Words for people and bodies, of one language.
#[derive(Debug, Default)]
pub struct Roles {
    /// Noun to the classes in which it is an office of its own.
    classes: BTreeMap<String, Vec<String>>,
    /// Noun to the classes of which it can mean anyone.
    general: BTreeMap<String, Vec<String>>,
    lists: BTreeMap<String, BTreeSet<String>>,
}

/// He, she, or not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gender {
    He,
    She,
}

/// The kinds of lists that are words without classes.
const LISTS: [&str; 22] = [
    "any",
    "vague",
    "kin",
    "body",
    "organ",
    "remit",
    "issuer",
    "source",
    "medium",
    "document",
    "press",
    "publisher",
    "masthead",
    "part",
    "lesser",
    "time",
    "act",
    "firm",
    "agency",
    "tie",
    "he",
    "she",
];

impl Roles {
    /// Reads lines of `role<TAB>class<TAB>words`, `general<TAB>class<TAB>words`, and a kind of list with its words (`any`, `vague`, `kin`, `body`,
    /// `organ`, `remit`, `issuer`, `source`, `medium`, `document`, `publisher`, `masthead`, `part`, `lesser`, `time`, `act`, `firm`, `agency`, `tie`, `he`, `she`), which the head of the file explains; empty lines
    /// and lines that begin with `#` are comments.
    ///
    /// # Errors
    /// When a line has another form; the error names it.
    pub fn read(source: &str) -> Result<Self, ResourceError> {
        let mut roles = Self::default();
        for (at, line) in source.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
            let fields: Vec<&str> = line.split('\t').collect();
            match fields[..] {
                [kind @ ("role" | "general"), class, words] => {
                    let table = if kind == "role" { &mut roles.classes } else { &mut roles.general };
                    for word in words.split(' ') {
                        table.entry(word.to_owned()).or_default().push(class.to_owned());
                    }
                }
                [kind, words] if LISTS.contains(&kind) => {
                    roles.lists.entry(kind.to_owned()).or_default().extend(words.split(' ').map(str::to_owned));
                }
                _ => return Err(ResourceError { resource: "roles", line: at + 1, problem: format!("cannot read `{line}`") }),
            }
        }
        Ok(roles)
    }

    /// The classes in which a noun is an office or profession of its own; none where it is no word for the holder of one.
    pub(super) fn classes(&self, noun: &str) -> &[String] {
        self.classes.get(noun).map_or(&[], Vec::as_slice)
    }

    /// Can a noun mean anyone who holds an office of this noun's class: "the diplomat" for an ambassador?
    pub(super) fn is_general_for(&self, noun: &str, office: &str) -> bool {
        self.general.get(noun).is_some_and(|classes| self.classes(office).iter().any(|class| classes.contains(class)))
    }

    /// Are these two offices of one class that nobody is called by at once: a king and a prince?
    pub(super) fn are_other_offices(&self, one: &str, other: &str) -> bool {
        let shared = self.classes(one).iter().any(|class| self.classes(other).contains(class));
        one != other && shared && !self.is_general_for(one, other) && !self.is_general_for(other, one)
    }

    /// A noun that stands behind the name of what publishes: "the Selby Post newspaper".
    pub(super) fn is_publisher(&self, noun: &str) -> bool {
        self.holds("publisher", noun)
    }

    /// A noun for what is printed and sent, of whatever land: "Orlen media reports".
    pub(super) fn is_press(&self, noun: &str) -> bool {
        self.holds("press", noun)
    }

    pub(super) fn is_person(&self, noun: &str) -> bool {
        self.is_any(noun) || self.is_vague(noun) || self.classes.contains_key(noun) || self.general.contains_key(noun)
    }

    fn holds(&self, list: &str, word: &str) -> bool {
        self.lists.get(list).is_some_and(|words| words.contains(word))
    }

    pub(super) fn is_any(&self, noun: &str) -> bool {
        self.holds("any", noun)
    }

    /// Is it a word that names nobody: an official, a man, a father?
    pub(super) fn is_vague(&self, noun: &str) -> bool {
        self.holds("vague", noun)
    }

    /// Is it a title by whose relative one is: "first lady", "Mrs", "daughter"?
    pub(super) fn is_kin(&self, noun: &str) -> bool {
        self.holds("kin", noun)
    }

    pub(super) fn is_body(&self, noun: &str) -> bool {
        self.holds("body", noun)
    }

    /// Is it a body that is a state's own: a ministry, an embassy?
    pub(super) fn is_organ(&self, noun: &str) -> bool {
        self.holds("organ", noun)
    }

    /// Is it a word for what a ministry is for: "affairs"?
    pub(super) fn is_remit(&self, word: &str) -> bool {
        self.holds("remit", word)
    }

    /// Is it a body that says "we" on its own page?
    pub(super) fn is_issuer(&self, noun: &str) -> bool {
        self.holds("issuer", noun)
    }

    /// Does it make the name of a place before it that of a paper: "the Lyrne Herald"?
    pub(super) fn is_masthead(&self, noun: &str) -> bool {
        self.holds("masthead", noun)
    }

    pub(super) fn is_source(&self, noun: &str) -> bool {
        self.holds("source", noun)
    }

    pub(super) fn is_medium(&self, noun: &str) -> bool {
        self.holds("medium", noun)
    }

    /// Is it what a body says something in: a statement, a readout?
    pub(super) fn is_document(&self, noun: &str) -> bool {
        self.holds("document", noun)
    }

    /// Is it a word before a noun that makes it the name of another office: "foreign" of a minister?
    pub(super) fn is_part(&self, word: &str) -> bool {
        self.holds("part", word)
    }

    /// Does it part the holder of an office from who only stands near it: vice, deputy, former?
    pub(super) fn is_lesser(&self, word: &str) -> bool {
        self.holds("lesser", word)
    }

    /// Is it a day, a month, an hour?
    pub(super) fn is_time(&self, word: &str) -> bool {
        self.holds("time", word.trim_end_matches('.'))
    }

    /// Is it what governments do, besides speaking?
    pub(super) fn is_act(&self, verb: &str) -> bool {
        self.holds("act", verb)
    }

    /// Does a name that ends so name a firm or an association?
    pub(super) fn is_firm(&self, word: &str) -> bool {
        self.holds("firm", word.trim_end_matches('.'))
    }

    /// Is it the name of a news agency, in small letters?
    pub(super) fn is_agency(&self, name: &str) -> bool {
        self.holds("agency", name)
    }

    /// Is it what states have with each other: talks, ties, a dispute?
    pub(super) fn is_tie(&self, noun: &str) -> bool {
        self.holds("tie", noun)
    }

    pub(super) fn gender(&self, word: &str) -> Option<Gender> {
        let word = word.trim_end_matches('.');
        match (self.holds("he", word), self.holds("she", word)) {
            (true, false) => Some(Gender::He),
            (false, true) => Some(Gender::She),
            _ => None,
        }
    }
}
