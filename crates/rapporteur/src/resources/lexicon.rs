//! Agencies, page furniture and places, as a text file that an editor can extend.

use super::ResourceError;
use crate::text::fold;
use std::collections::BTreeSet;

/// A news agency: the name under which its copy is credited, and the other names it goes by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agency {
    /// The name printed for it.
    pub name: String,
    /// All names and short names, as written.
    pub aliases: Vec<String>,
}

/// A phrase that marks a line or sentence as furniture of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Furniture {
    /// Why it is removed: the code printed with the span.
    pub why: String,
    /// The folded phrase.
    pub phrase: String,
    /// How the phrase must stand in the line.
    pub place: Standing,
}

/// How a furniture phrase stands in its line or sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The line begins with it.
    Begins,
    /// The line is it, marks aside.
    Whole,
    /// The line holds it anywhere.
    Holds,
}

/// The word lists that reading needs.
#[derive(Debug)]
pub struct Lexicon {
    /// Known agencies.
    pub agencies: Vec<Agency>,
    /// Furniture phrases.
    pub furniture: Vec<Furniture>,
    places: BTreeSet<String>,
}

impl Lexicon {
    /// Reads the list: lines of `agency<TAB>name<TAB>alias...`, `furniture<TAB>why<TAB>begins|whole|holds<TAB>phrase` and
    /// `place<TAB>name`; empty lines and lines that begin with `#` are comments.
    ///
    /// # Errors
    /// When a line has another form; the error names it.
    pub fn read(source: &str) -> Result<Self, ResourceError> {
        let mut lexicon = Self { agencies: Vec::new(), furniture: Vec::new(), places: BTreeSet::new() };
        for (at, line) in source.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
            let fields: Vec<&str> = line.split('\t').collect();
            match fields[..] {
                ["agency", name, ..] => lexicon
                    .agencies
                    .push(Agency { name: name.to_owned(), aliases: fields[1..].iter().map(|&alias| alias.to_owned()).collect() }),
                ["furniture", why, place @ ("begins" | "whole" | "holds"), phrase] => lexicon.furniture.push(Furniture {
                    why: why.to_owned(),
                    phrase: fold(phrase),
                    place: match place {
                        "begins" => Standing::Begins,
                        "whole" => Standing::Whole,
                        _ => Standing::Holds,
                    },
                }),
                ["place", name] => _ = lexicon.places.insert(fold(name)),
                _ => return Err(ResourceError { resource: "lexicon", line: at + 1, problem: format!("cannot read `{line}`") }),
            }
        }
        Ok(lexicon)
    }

    /// Is this the name of a place that datelines name?
    pub fn is_place(&self, name: &str) -> bool {
        self.places.contains(&fold(name))
    }

    /// The agency that goes by exactly this name.
    pub fn agency(&self, name: &str) -> Option<&Agency> {
        self.agencies
            .iter()
            .find(|agency| agency.aliases.iter().any(|alias| alias == name || (alias.len() > 4 && alias.eq_ignore_ascii_case(name))))
    }
}
