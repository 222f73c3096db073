//! Rules that rows and decisions carry the code of, each with its page: families of them, as the engine and the files of the languages have them.

use crate::{Calendar, Error, Result, calendar};
use rapporteur::extract::{EventRule, EventWords};
use rapporteur::rule::Rule;
use rapporteur::{council, extract, judge};

/// One rule with its page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The code that rows and decisions carry.
    pub code: String,
    /// What it is called.
    pub title: String,
    /// What it says, its examples, what it does not cover; paragraphs parted by an empty line.
    pub page: String,
}

/// Rules that find one sort of thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Family {
    /// What they find.
    pub name: String,
    /// So many, and so alike, that a list names the first and the last alone.
    pub is_long: bool,
    /// The rules, in the order of their codes.
    pub rules: Vec<Page>,
}

/// All rules: those for events and for times are files of the languages.
///
/// # Errors
/// When one of the program's own files is damaged.
pub fn families(calendar: &Calendar) -> Result<Vec<Family>> {
    let fixed: [(&str, &[Rule]); 7] = [
        ("Votes in the Council", &council::RULES),
        ("Statements", &extract::RULES),
        ("Status", &extract::STATUS_RULES),
        ("Contacts", &extract::CONTACT_RULES),
        ("Commitments", &extract::COMMITMENT_RULES),
        ("Positions", &extract::STANCE_RULES),
        ("Readouts", &judge::readouts::RULES),
    ];
    let family = |name: &str, rules| Family { name: name.to_owned(), is_long: false, rules };
    let mut families: Vec<Family> = fixed.iter().map(|(name, rules)| family(name, rules.iter().map(Page::of).collect())).collect();
    families.push(family("Events", events()?.iter().map(of_event).collect()));
    families.extend(calendar.rules().map(|(language, rules)| Family {
        name: format!("Time expressions ({language})"),
        is_long: true,
        rules: rules.iter().map(|rule| of_time(language, rule)).collect(),
    }));
    Ok(families)
}

/// The page of a code, whatever its capital letters.
///
/// # Errors
/// When there is no such rule, or one of the program's own files is damaged.
pub fn page(calendar: &Calendar, code: &str) -> Result<Page> {
    let found = families(calendar)?.into_iter().flat_map(|family| family.rules).find(|rule| rule.code.eq_ignore_ascii_case(code));
    found.ok_or_else(|| Error::advised(format!("there is no rule {code}"), "`rapporteur rule` lists them"))
}

impl Page {
    fn of(rule: &Rule) -> Self {
        Self { code: rule.code.to_owned(), title: rule.title.to_owned(), page: rule.page.to_owned() }
    }
}

/// The rules of the lexicon of events, without the models.
fn events() -> Result<Vec<EventRule>> {
    let damaged = |error: String| Error::advised(error, "the program's own files are damaged: install it again");
    let words = EventWords::from_folder(|name| rapporteur_data::language_file("en", name)).map_err(|error| damaged(error.to_string()))?;
    Ok(words.rules)
}

/// A rule for events, with its examples, counter-examples and known misses.
fn of_event(rule: &EventRule) -> Page {
    let mut page = rule.page.clone();
    for (sentence, parties) in &rule.examples {
        page += &format!("\n\nExample: {sentence} ({parties})");
    }
    for sentence in &rule.counters {
        page += &format!("\n\nNot: {sentence}");
    }
    for sentence in &rule.misses {
        page += &format!("\n\nMissed: {sentence}");
    }
    Page { code: rule.code.clone(), title: format!("{}: {}", rule.kind, rule.title), page }
}

/// A rule for time expressions.
fn of_time(language: &str, rule: &extract::TimeRule) -> Page {
    Page { code: rule.code.clone(), title: rule.title.clone(), page: calendar::page(language, rule) }
}
