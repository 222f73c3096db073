//! The time expressions of all shipped languages, and when a statement was said.

use crate::{Error, Result};
use rapporteur::extract::{Account, TimeExpression, TimeRule, Times};
use rapporteur::record::Report;
use std::collections::BTreeMap;

/// The rules of the shipped languages, without their models: enough where the words of a time are known.
#[derive(Debug)]
pub struct Calendar {
    languages: BTreeMap<&'static str, Times>,
}

impl Calendar {
    /// Reads the rules of all shipped languages.
    ///
    /// # Errors
    /// When one of the program's own files is damaged.
    pub fn read() -> Result<Self> {
        let damaged = |error: String| Error::advised(error, "the program's own files are damaged: install it again");
        let mut languages = BTreeMap::new();
        for code in rapporteur_data::LANGUAGES {
            let bytes = rapporteur_data::language_file(code, "times.tsv").unwrap_or_default();
            let source = std::str::from_utf8(bytes).map_err(|error| damaged(error.to_string()))?;
            languages.insert(code, Times::read(source).map_err(|error| damaged(error.to_string()))?);
        }
        Ok(Self { languages })
    }

    /// When a report has it that something was said, where it has.
    pub fn said(&self, report: &Report, account: &Account) -> Option<TimeExpression> {
        let words = account.when?.checked_of(&report.text)?;
        self.languages.get(report.language.as_deref().unwrap_or("en"))?.of_past(words, report.published.as_ref())
    }

    /// The rules of all languages, with the code of each language.
    pub fn rules(&self) -> impl Iterator<Item = (&'static str, &[TimeRule])> {
        self.languages.iter().map(|(code, times)| (*code, times.rules()))
    }
}

/// The page of a rule.
pub fn page(language: &str, rule: &TimeRule) -> String {
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
