//! The languages that reports can be read in, by code.

use super::{Extractor, Findings, Imprint, Meanings};
use crate::analyze::{Analysis, Language, LanguageError, LanguageSources, Recall};
use crate::record::Report;
use crate::resources::{Actors, ResourceError};
use std::collections::BTreeMap;

/// What a report is read as whose language is not known.
const ENGLISH: &str = "en";

/// One language: its analysis and its extraction.
#[derive(Debug)]
pub struct Reader {
    /// Sentences, tokens, trees, names.
    pub language: Language,
    /// Statements and referents.
    pub extractor: Extractor,
    /// Small words, for judging claims.
    pub meanings: Meanings,
    /// The sentences that were read last: those of a copy are not read anew.
    recall: Recall,
}

impl Reader {
    /// Analyses a report's text, what was removed from it left out.
    pub fn analyze<'a>(&'a self, report: &'a Report) -> Analysis<'a> {
        self.language.analyze_within(&report.text, report.paragraphs())
    }

    /// What a report tells. Total: any report gives a value.
    pub fn findings(&self, actors: &Actors, report: &Report) -> Findings {
        let analysis = self.language.analyze_recalling(Some(&self.recall), &report.text, report.paragraphs());
        self.extractor.extract(actors, &analysis, Imprint::of(report))
    }
}

/// The languages that can be analysed.
#[derive(Debug)]
pub struct Languages {
    known: BTreeMap<String, Reader>,
    other: Reader,
}

/// Hex digest of what languages are read from, for the header of a record; a model stands in it with its header, which holds a digest of the rest.
pub fn digest<'b>(codes: &[&str], file: impl Fn(&str, &str) -> Option<&'b [u8]>) -> String {
    let mut hasher = blake3::Hasher::new();
    for code in codes {
        for name in FILES {
            let bytes = file(code, name).unwrap_or_default();
            let named_by = if name.ends_with(".model") { bytes.len().min(HEADER) } else { bytes.len() };
            hasher.update(code.as_bytes()).update(&(bytes.len() as u64).to_le_bytes()).update(&bytes[..named_by]);
        }
    }
    hasher.finalize().to_hex()[..32].to_owned()
}

/// The files of a language's folder.
const FILES: [&str; 42] = [
    "rules.tsv",
    "lists.tsv",
    "splits.tsv",
    "names.tsv",
    "gazetteer.tsv",
    "lemmas.tsv",
    "cues.tsv",
    "limits.tsv",
    "commitments.tsv",
    "commitments/scores.tsv",
    "senses.tsv",
    "statuses.tsv",
    "contacts.tsv",
    "stances.tsv",
    "meanings.tsv",
    "roles.tsv",
    "transcript.tsv",
    "scores.tsv",
    "positions.tsv",
    "events/classes.tsv",
    "events/scores.tsv",
    "events/AGREE.tsv",
    "events/CONSULT.tsv",
    "events/SUPPORT.tsv",
    "events/CONCEDE.tsv",
    "events/COOPERATE.tsv",
    "events/AID.tsv",
    "events/RETREAT.tsv",
    "events/REQUEST.tsv",
    "events/ACCUSE.tsv",
    "events/REJECT.tsv",
    "events/THREATEN.tsv",
    "events/PROTEST.tsv",
    "events/SANCTION.tsv",
    "events/MOBILIZE.tsv",
    "events/COERCE.tsv",
    "events/ASSAULT.tsv",
    "pieces.txt",
    "splitter.model",
    "tokeniser.model",
    "network.model",
    "vectors.model",
];

impl Languages {
    /// Reads the folders of these languages: `file` gives the bytes of a file of a code's folder.
    ///
    /// # Errors
    /// When a file is not in its format; the error names it.
    pub fn read<'b>(codes: &[&str], file: impl Fn(&str, &str) -> Option<&'b [u8]>) -> Result<Self, LanguageError> {
        let reader = |code: &str, wanted: fn(&str) -> bool| -> Result<Reader, LanguageError> {
            Ok(Reader {
                language: Language::read(&LanguageSources::from_folder(|name| file(code, name).filter(|_| wanted(name)))?)?,
                extractor: Extractor::from_folder(|name| file(code, name).filter(|_| wanted(name)))?,
                meanings: meanings(file(code, "meanings.tsv").filter(|_| wanted("meanings.tsv")))?,
                recall: Recall::default(),
            })
        };
        let known = codes.iter().map(|&code| Ok((code.to_owned(), reader(code, |_| true)?))).collect::<Result<_, LanguageError>>()?;
        let other = reader(ENGLISH, |name| name == "rules.tsv")?;
        Ok(Self { known, other })
    }

    /// The reader of a report; a language that is not known is read as English. A language without a folder of its own is cut by plain rules,
    /// and nothing is extracted from it.
    pub fn of(&self, code: Option<&str>) -> &Reader {
        self.known.get(code.unwrap_or(ENGLISH)).unwrap_or(&self.other)
    }
}

fn meanings(bytes: Option<&[u8]>) -> Result<Meanings, ResourceError> {
    let text = std::str::from_utf8(bytes.unwrap_or_default());
    Meanings::read(text.map_err(|_| ResourceError { resource: "meanings", line: 1, problem: "it is not UTF-8".to_owned() })?)
}

/// Bytes of a model that name it: its header is shorter.
const HEADER: usize = 65_536;
