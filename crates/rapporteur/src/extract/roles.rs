//! What people are called instead of by name, and what a given name tells of he and she: the word list `roles.tsv`.

use crate::resources::ResourceError;
use std::collections::{BTreeMap, BTreeSet};

/// Words for people and bodies, of one language.
#[derive(Debug, Default)]
pub struct Roles {
    /// Noun to its classes.
    classes: BTreeMap<String, Vec<String>>,
    any: BTreeSet<String>,
    bodies: BTreeSet<String>,
    sources: BTreeSet<String>,
    media: BTreeSet<String>,
    he: BTreeSet<String>,
    she: BTreeSet<String>,
}

/// He, she, or not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gender {
    He,
    She,
}

impl Roles {
    /// Reads lines of `role<TAB>class<TAB>words`, and `any`, `body`, `source`, `medium`, `he`, `she` with words; empty lines and lines that begin with
    /// `#` are comments.
    ///
    /// # Errors
    /// When a line has another form; the error names it.
    pub fn read(source: &str) -> Result<Self, ResourceError> {
        let mut roles = Self::default();
        for (at, line) in source.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
            let fields: Vec<&str> = line.split('\t').collect();
            let set = match fields[..] {
                ["role", class, words] => {
                    for word in words.split(' ') {
                        roles.classes.entry(word.to_owned()).or_default().push(class.to_owned());
                    }
                    continue;
                }
                ["any", _] => &mut roles.any,
                ["body", _] => &mut roles.bodies,
                ["source", _] => &mut roles.sources,
                ["medium", _] => &mut roles.media,
                ["he", _] => &mut roles.he,
                ["she", _] => &mut roles.she,
                _ => return Err(ResourceError { resource: "roles", line: at + 1, problem: format!("cannot read `{line}`") }),
            };
            set.extend(fields[1].split(' ').map(str::to_owned));
        }
        Ok(roles)
    }

    /// The classes of a noun; none where it is no word for the holder of an office.
    pub(super) fn classes(&self, noun: &str) -> &[String] {
        self.classes.get(noun).map_or(&[], Vec::as_slice)
    }

    pub(super) fn is_person(&self, noun: &str) -> bool {
        self.is_any(noun) || !self.classes(noun).is_empty()
    }

    pub(super) fn is_any(&self, noun: &str) -> bool {
        self.any.contains(noun)
    }

    pub(super) fn is_body(&self, noun: &str) -> bool {
        self.bodies.contains(noun)
    }

    pub(super) fn is_source(&self, noun: &str) -> bool {
        self.sources.contains(noun)
    }

    pub(super) fn is_medium(&self, noun: &str) -> bool {
        self.media.contains(noun)
    }

    pub(super) fn gender(&self, word: &str) -> Option<Gender> {
        let word = word.trim_end_matches('.');
        match (self.he.contains(word), self.she.contains(word)) {
            (true, false) => Some(Gender::He),
            (false, true) => Some(Gender::She),
            _ => None,
        }
    }
}
