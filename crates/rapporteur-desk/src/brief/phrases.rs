//! What a brief says of its own, in the languages that it can be written in: the names of its sections and its fixed phrases, a file per language, found by
//! the English phrase. Words of reports are never translated; labels of rows, counts and statuses stay in English.

use std::collections::BTreeMap;

/// A language that a brief can be written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    En,
    /// French.
    Fr,
    /// Spanish.
    Es,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::En, Self::Fr, Self::Es];

    /// Its code, as pages give it.
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
            Self::Es => "es",
        }
    }

    fn file(self) -> &'static str {
        match self {
            Self::En => "",
            Self::Fr => include_str!("../../phrases/fr.tsv"),
            Self::Es => include_str!("../../phrases/es.tsv"),
        }
    }
}

/// The phrases of a language.
#[derive(Debug)]
pub(super) struct Phrases {
    pub(super) language: Language,
    said: BTreeMap<&'static str, &'static str>,
}

impl Phrases {
    pub(super) fn of(language: Language) -> Self {
        let lines = language.file().lines().filter(|line| !line.starts_with('#'));
        Self { language, said: lines.filter_map(|line| line.split_once('\t')).collect() }
    }

    /// A phrase, by the English one; that itself where the language has none.
    pub(super) fn say<'p>(&self, english: &'p str) -> &'p str {
        self.said.get(english).copied().unwrap_or(english)
    }
}

/// The language in which a Markdown brief names its sections.
pub(super) fn of_markdown<'l>(lines: impl Iterator<Item = &'l str> + Clone) -> Language {
    let names = |language: Language| {
        let phrases = Phrases::of(language);
        let heading = format!("### {}", phrases.say("What is reported"));
        let band = format!("## {}", phrases.say("Moved"));
        lines.clone().any(|line| line == heading || line == band)
    };
    Language::ALL.into_iter().find(|&language| names(language)).unwrap_or_default()
}
