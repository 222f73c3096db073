//! The word lists of all shipped languages that printing needs: time expressions, for when a statement was said, small words, for how wordings
//! differ, and words of outcome, for what became of a commitment.

use crate::{Error, Result};
use rapporteur::extract::{Account, CommitmentWords, Meanings, TimeExpression, TimeRule, Times};
use rapporteur::record::Report;
use std::collections::BTreeMap;

/// Rules and small words of the shipped languages, without their models: enough where the words are known.
#[derive(Debug)]
pub struct Calendar {
    languages: BTreeMap<&'static str, Times>,
    meanings: BTreeMap<&'static str, Meanings>,
    commitments: BTreeMap<&'static str, CommitmentWords>,
    none: Meanings,
    no_commitments: CommitmentWords,
}

impl Calendar {
    /// Reads the rules and small words of all shipped languages.
    ///
    /// # Errors
    /// When one of the program's own files is damaged.
    pub fn read() -> Result<Self> {
        let damaged = |error: String| Error::advised(error, "the program's own files are damaged: install it again");
        let (mut languages, mut meanings, mut commitments) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for code in rapporteur_data::LANGUAGES {
            let source = |name: &str| {
                let bytes = rapporteur_data::language_file(code, name).unwrap_or_default();
                std::str::from_utf8(bytes).map_err(|error| damaged(error.to_string()))
            };
            languages.insert(code, Times::read(source("times.tsv")?).map_err(|error| damaged(error.to_string()))?);
            meanings.insert(code, Meanings::read(source("meanings.tsv")?).map_err(|error| damaged(error.to_string()))?);
            commitments.insert(code, CommitmentWords::read(source("commitments.tsv")?).map_err(|error| damaged(error.to_string()))?);
        }
        Ok(Self { languages, meanings, commitments, none: Meanings::default(), no_commitments: CommitmentWords::default() })
    }

    /// When a report has it that something was said, where it has.
    pub fn said(&self, report: &Report, account: &Account) -> Option<TimeExpression> {
        let words = account.when?.checked_of(&report.text)?;
        self.languages.get(report.language.as_deref().unwrap_or("en"))?.of_past(words, report.published.as_ref())
    }

    /// The small words of a report's language; none of a language that does not ship.
    pub fn meanings(&self, report: &Report) -> &Meanings {
        self.meanings.get(report.language.as_deref().unwrap_or("en")).unwrap_or(&self.none)
    }

    /// The words of outcome of a language; none of one that does not ship.
    pub fn commitments(&self, language: Option<&str>) -> &CommitmentWords {
        self.commitments.get(language.unwrap_or("en")).unwrap_or(&self.no_commitments)
    }

    /// The rules of all languages, with the code of each language.
    pub fn rules(&self) -> impl Iterator<Item = (&'static str, &[TimeRule])> {
        self.languages.iter().map(|(code, times)| (*code, times.rules()))
    }
}

/// The page of a rule.
pub(crate) fn page(language: &str, rule: &TimeRule) -> String {
    let mut page = format!(
        "A time expression ({language}). The pattern: {}\n\nIts type is {}, its value: {}\n\nExample: {}",
        rule.pattern,
        rule.kind.label(),
        rule.value,
        rule.example
    );
    if !rule.counter_example.is_empty() {
        page += &format!("\n\nNot: {}", rule.counter_example);
    }
    page
}
