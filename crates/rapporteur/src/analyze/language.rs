//! All that one language brings: written rules, word lists, models. A language may have rules alone.

use super::features::FEATURES;
use super::lemma::Lemmas;
use super::linear::Linear;
use super::lists::Lists;
use super::model::{Model, ModelError};
use super::network::{Kernel, Network};
use super::vectors::Vectors;
use super::{Gazetteer, Pieces, Rules, Splitter, Tokeniser, splitter, tokens, vectors};
use crate::resources::ResourceError;

/// The raw bytes of a language, as the data crate ships them or a user replaces them. What is missing is done without.
#[derive(Clone, Copy, Debug, Default)]
pub struct LanguageSources<'a> {
    /// Abbreviations, clitics and the like: see [`Rules`].
    pub rules: &'a str,
    /// Words that are several tokens, in the form of the rules.
    pub splits: &'a str,
    /// Known names, written by hand: see [`Gazetteer`].
    pub names: &'a str,
    /// More known names, from open lists, in the same form.
    pub gazetteer: &'a str,
    /// Lemmas: see [`Lemmas`].
    pub lemmas: &'a str,
    /// Word pieces, one a line.
    pub pieces: &'a str,
    /// Model of the splitter.
    pub splitter: Option<&'a [u8]>,
    /// Model of the tokeniser.
    pub tokeniser: Option<&'a [u8]>,
    /// Model of tags, trees and names.
    pub network: Option<&'a [u8]>,
    /// Vectors of word pieces.
    pub vectors: Option<&'a [u8]>,
    /// What is read without a network: see [`Lists`].
    pub lists: &'a str,
}

impl<'a> LanguageSources<'a> {
    /// The sources of a language's folder; `file` gives the bytes of a file by its name, where there is one.
    ///
    /// # Errors
    /// When a table is not UTF-8.
    pub fn from_folder(file: impl Fn(&str) -> Option<&'a [u8]>) -> Result<Self, LanguageError> {
        let table = |resource: &'static str| {
            std::str::from_utf8(file(resource).unwrap_or_default()).map_err(|_| ResourceError {
                resource,
                line: 1,
                problem: "it is not UTF-8".to_owned(),
            })
        };
        Ok(Self {
            rules: table("rules.tsv")?,
            splits: table("splits.tsv")?,
            names: table("names.tsv")?,
            gazetteer: table("gazetteer.tsv")?,
            lemmas: table("lemmas.tsv")?,
            pieces: table("pieces.txt")?,
            splitter: file("splitter.model"),
            tokeniser: file("tokeniser.model"),
            network: file("network.model"),
            vectors: file("vectors.model"),
            lists: table("lists.tsv")?,
        })
    }
}

/// A language, ready for use.
#[derive(Debug)]
pub struct Language {
    pub(super) rules: Rules,
    pub(super) splitter: Splitter,
    pub(super) tokeniser: Tokeniser,
    pub(super) gazetteer: Gazetteer,
    pub(super) lemmas: Lemmas,
    pub(super) pieces: Pieces,
    pub(super) network: Option<Network>,
    pub(super) vectors: Option<Vectors>,
    pub(super) lists: Lists,
}

/// A language could not be read.
#[derive(Debug, thiserror::Error)]
pub enum LanguageError {
    /// A table is not in its format.
    #[error(transparent)]
    Table(#[from] ResourceError),
    /// A model cannot be used.
    #[error(transparent)]
    Model(#[from] ModelError),
}

/// Tags of Penn under which a word may be a form of another.
const TAGS: [&str; 5] = ["VBD", "VBN", "VBZ", "VBG", "NNS"];

impl Language {
    /// Reads a language, for the fastest instructions this machine has.
    ///
    /// # Errors
    /// When a table is not in its format, or a model is damaged, of another format or for other features.
    pub fn read(sources: &LanguageSources<'_>) -> Result<Self, LanguageError> {
        Self::read_for(sources, Kernel::detect())
    }

    /// The same for given instructions. Results do not depend on them.
    ///
    /// # Errors
    /// As [`Language::read`].
    pub fn read_for(sources: &LanguageSources<'_>, kernel: Kernel) -> Result<Self, LanguageError> {
        let rules = Rules::read(&format!("{}\n{}", sources.rules, sources.splits))?;
        let name = |model: &str| format!("{}/{model}", rules.code);
        let linear = |bytes: Option<&[u8]>, model: &str, checksum: &str| -> Result<Option<Linear>, ModelError> {
            bytes.map(|bytes| Linear::read(&Model::read(&name(model), checksum, bytes)?)).transpose()
        };
        let splitter = Splitter::new(linear(sources.splitter, "splitter", splitter::FEATURES)?);
        let tokeniser = Tokeniser::new(linear(sources.tokeniser, "tokeniser", tokens::FEATURES)?);
        let network = sources.network.map(|bytes| Network::read(&Model::read(&name("network"), FEATURES, bytes)?, kernel));
        let vectors = sources.vectors.map(|bytes| Vectors::read(&Model::read(&name("vectors"), vectors::FEATURES, bytes)?));
        Ok(Self {
            splitter,
            tokeniser,
            gazetteer: Gazetteer::read(&[sources.names, sources.gazetteer])?,
            lemmas: Lemmas::read(sources.lemmas)?,
            pieces: Pieces::read(sources.pieces),
            network: network.transpose()?,
            vectors: vectors.transpose()?,
            lists: Lists::read(sources.lists)?,
            rules,
        })
    }

    /// Are two words, in small letters, forms of one verb or noun: "asks" and "asked", "left" and "leave", "ship" and "ships"? What either
    /// word means where it stands is not looked at.
    pub fn same_lemma(&self, one: &str, other: &str) -> bool {
        let lemmas = |word: &str| TAGS.map(|tag| self.lemmas.of(word, tag));
        let known = lemmas(other);
        one == other || lemmas(one).iter().any(|lemma| lemma == other || known.contains(lemma)) || known.iter().any(|lemma| lemma == one)
    }

    /// The vector of these words, as that of a sentence made of them: see [`Vectors::of`]. Zeros where the language has no vectors or the words no pieces.
    pub fn vector<'w>(&self, words: impl Iterator<Item = &'w str>) -> [i8; vectors::WIDTH] {
        let Some(known) = &self.vectors else { return [0; vectors::WIDTH] };
        let mut pieces = Vec::new();
        let all: Vec<u32> = words
            .flat_map(|word| {
                self.pieces.of(word, &mut pieces);
                pieces.clone()
            })
            .collect();
        known.of(all.into_iter())
    }

    /// ISO 639-1 code.
    pub fn code(&self) -> &str {
        &self.rules.code
    }
}
