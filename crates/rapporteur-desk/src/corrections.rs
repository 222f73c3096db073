//! Corrections: what a user holds against what was derived or what an input said, made of what the user names; and which of them bear on a story.
//!
//! Here it is only found out what is meant, and refused what contradicts another correction or nothing at all: the record keeps it, and the layers follow
//! it when they are derived next.

use crate::{Desk, Error, Result};
use rapporteur::record::Published;
use rapporteur_store::{Change, Correction, Field, Stated};
use std::collections::BTreeSet;

impl Desk {
    /// Some reports of a story, with all who carry their copy, are a story apart.
    ///
    /// # Errors
    /// When there is no such story, a report is not in it, nothing would be left, or another correction holds them together.
    pub fn split(&self, story: &str, reports: &[String]) -> Result<Stated> {
        let story = self.record.story(story)?;
        let key = |at: usize| story.reports[at].key.clone();
        let mut origins = BTreeSet::new();
        for name in reports {
            let report = self.record.report(name)?;
            let at = story.reports.iter().position(|one| one.key == report.key);
            let elsewhere = || {
                Error::advised(
                    format!("{} does not stand in the story {}", report.key, story.key),
                    "`rapporteur story ID` lists its reports",
                )
            };
            origins.insert(story.carriers[at.ok_or_else(elsewhere)?].0);
        }
        let (apart, others): (Vec<usize>, Vec<usize>) = (0..story.reports.len()).partition(|&at| origins.contains(&story.carriers[at].0));
        if others.is_empty() {
            return Err(Error::advised(
                "all reports of the story, or those whose copy they carry, are named: nothing is left to stand apart from",
                "name those that belong elsewhere",
            ));
        }
        let (apart, others): (Vec<String>, Vec<String>) = (apart.into_iter().map(key).collect(), others.into_iter().map(key).collect());
        let parted = |one: &String, other: &String| apart.contains(one) && others.contains(other);
        for correction in self.record.corrections(false)? {
            if let Stated::Join { stories: [one, other] } = &correction.stated {
                let (one, other) = (first(one), first(other));
                if parted(&one, &other) || parted(&other, &one) {
                    return Err(contradicts(&correction, "holds them together"));
                }
            }
        }
        Ok(Stated::Split { story: story.key, reports: apart, others })
    }

    /// Two stories are one.
    ///
    /// # Errors
    /// When there are no such stories, they are one already, or another correction holds them apart.
    pub fn join(&self, one: &str, other: &str) -> Result<Stated> {
        let (one, other) = (self.record.story(one)?, self.record.story(other)?);
        if one.key == other.key {
            return Err(Error::advised(format!("both name the story {}", one.key), "`rapporteur stories` lists them"));
        }
        let holds = |story: &rapporteur_store::StoryView, keys: &[String]| story.reports.iter().any(|report| keys.contains(&report.key));
        for correction in self.record.corrections(false)? {
            if let Stated::Split { reports, others, .. } = &correction.stated
                && (holds(&one, reports) && holds(&other, others) || holds(&other, reports) && holds(&one, others))
            {
                return Err(contradicts(&correction, "holds them apart"));
            }
        }
        Ok(Stated::Join { stories: [one.key, other.key] })
    }

    /// Two actors are one: the first.
    ///
    /// # Errors
    /// When a name means nobody or several, or they are of two kinds.
    pub fn same(&self, actor: &str, other: &str) -> Result<Stated> {
        let (actor, other) = (self.one_actor(actor)?, self.one_actor(other)?);
        let kind = |id: &str| id.split(':').next().unwrap_or_default().to_owned();
        if actor == other {
            return Err(Error::advised(format!("both name {actor}"), "`rapporteur actors` lists them"));
        }
        if kind(&actor) != kind(&other) {
            return Err(Error::advised(
                format!("{actor} and {other} are of two kinds, and two kinds are never one actor"),
                "name two of one kind",
            ));
        }
        Ok(Stated::Same { actor, other })
    }

    /// In some reports an actor is another of that name.
    ///
    /// # Errors
    /// When a name means nobody or several, or a report does not mean it.
    pub fn different(&self, actor: &str, reports: &[String]) -> Result<Stated> {
        let actor = self.one_actor(actor)?;
        let meant: BTreeSet<String> = self.record.printed(&actor)?.into_iter().map(|print| print.report).collect();
        let mut keys = BTreeSet::new();
        for name in reports {
            let report = self.record.report(name)?.key;
            if !meant.contains(&report) {
                return Err(Error::advised(
                    format!("{report} does not mean {actor}"),
                    format!("`rapporteur actor {actor} --why` lists the reports that do"),
                ));
            }
            keys.insert(report);
        }
        Ok(Stated::Different { actor, reports: keys.into_iter().collect() })
    }

    /// What was taken for a statement is none.
    ///
    /// # Errors
    /// When there is no such statement, or several.
    pub fn unsaid(&self, statement: &str) -> Result<Stated> {
        let statement = self.record.statement(statement)?;
        let content = |wording: &rapporteur_store::WordingRow| {
            let (first, last) = (wording.account.content.first()?, wording.account.content.last()?);
            Some((wording.report.key.clone(), rapporteur::text::Span { start: first.start, end: last.end }))
        };
        let contents = statement.wordings.iter().filter_map(content).collect();
        Ok(Stated::Not { words: statement.fullest().words(), statement: statement.id, contents })
    }

    /// Fields of a report are other than its input had them; one that is empty is not known. What is so already is no correction.
    ///
    /// # Errors
    /// When there is no such report, a time or a language cannot be read, or nothing would change.
    pub fn edited(&self, report: &str, fields: &[(Field, String)]) -> Result<Stated> {
        let report = self.record.report(report)?;
        let mut changes = Vec::new();
        for (field, written) in fields {
            let was = match field {
                Field::Outlet => report.outlet.clone(),
                Field::Published => report.published.map(|time| time.to_string()),
                Field::Title => report.title.clone(),
                Field::Url => report.url.clone(),
                Field::Language => report.language.clone(),
            };
            let now = corrected(*field, written)?;
            if was != now {
                changes.push(Change { field: *field, was, now });
            }
        }
        if changes.is_empty() {
            return Err(Error::advised(
                format!("nothing of {} would be another than it is", report.key),
                "give what is wrong of it: --outlet, --published, --title, --url, --language",
            ));
        }
        Ok(Stated::Edit { report: report.key, changes })
    }

    /// A report is taken out of the record.
    ///
    /// # Errors
    /// When there is no such report, or several.
    pub fn removed(&self, report: &str) -> Result<Stated> {
        let report = self.record.report(report)?;
        Ok(Stated::Remove { report: report.key, outlet: report.outlet, published: report.published.map(|time| time.to_string()) })
    }

    /// The corrections of what an input said of a report.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn edits(&self, report: &str) -> Result<Vec<Correction>> {
        let of = |correction: &Correction| matches!(&correction.stated, Stated::Edit { report: of, .. } if of == report);
        Ok(self.record.corrections(true)?.into_iter().filter(of).collect())
    }

    /// The corrections that bear on which reports make a story, or on what its reports are.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn corrected(&self, reports: &[&str]) -> Result<Vec<Correction>> {
        let here = |keys: &[String]| keys.iter().any(|key| reports.contains(&key.as_str()));
        let bears = |correction: &Correction| match &correction.stated {
            Stated::Split { reports, others, .. } => here(reports) || here(others),
            Stated::Join { stories: [one, other] } => here(&[first(one), first(other)]),
            Stated::Edit { report, .. } => here(std::slice::from_ref(report)),
            Stated::Same { .. } | Stated::Different { .. } | Stated::Not { .. } | Stated::Remove { .. } => false,
        };
        Ok(self.record.corrections(false)?.into_iter().filter(bears).collect())
    }

    fn one_actor(&self, name: &str) -> Result<String> {
        let mut ids = self.record.actors_named(name)?;
        match ids.len() {
            1 => Ok(ids.remove(0)),
            _ => Err(Error::advised(
                format!("`{name}` names {} actors", ids.len()),
                format!("give the identifier of one: {}", ids.join(", ")),
            )),
        }
    }
}

/// A field as the record keeps it; nothing where it is empty.
fn corrected(field: Field, written: &str) -> Result<Option<String>> {
    let words: Vec<&str> = written.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()).collect();
    let written = words.join(" ");
    if written.is_empty() {
        return Ok(None);
    }
    Ok(Some(match field {
        Field::Published => {
            let read = Published::read(&written);
            read.map_err(|error| Error::advised(error.to_string(), "write the time as 2022-02-25 or 2022-02-25T18:30:00+05:30"))?
                .to_string()
        }
        Field::Language => {
            let code = written.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
            if !(2..=3).contains(&code.len()) || !code.bytes().all(|byte| byte.is_ascii_lowercase()) {
                return Err(Error::advised(format!("`{written}` is no code of a language"), "give two letters, as `en` or `de`"));
            }
            code
        }
        Field::Outlet | Field::Title | Field::Url => written,
    }))
}

/// The report that a story's key names.
fn first(story: &str) -> String {
    format!("r{}", story.get(1..).unwrap_or_default())
}

fn contradicts(correction: &Correction, what: &str) -> Error {
    let number = correction.number;
    Error::advised(format!("correction {number} {what}: {}", correction.why), format!("if it is wrong, `rapporteur undo {number}` first"))
}

/// A correction in words.
pub fn told(correction: &Correction) -> String {
    let what = match &correction.stated {
        Stated::Split { story, reports, .. } => format!("split from {story}: {}", reports.join(", ")),
        Stated::Join { stories } => format!("joined: {}", stories.join(" and ")),
        Stated::Same { actor, other } => format!("{other} is {actor}"),
        Stated::Different { actor, reports } => format!("another than {actor} in {}", reports.join(", ")),
        Stated::Not { statement, words, .. } if words.is_empty() => format!("no statement: {statement}, of a report that was taken out"),
        Stated::Not { statement, words, .. } => format!("no statement: “{words}” ({statement})"),
        Stated::Edit { report, changes } if changes.is_empty() => format!("{report}, which was taken out"),
        Stated::Edit { report, changes } => format!("{report}: {}", changes.iter().map(change).collect::<Vec<_>>().join("; ")),
        Stated::Remove { report, outlet, published } => {
            let known = |field: &Option<String>, other: &str| field.clone().unwrap_or_else(|| other.to_owned());
            format!("taken out: {report}, {}, {}", known(outlet, "outlet not known"), known(published, "day not known"))
        }
    };
    let by = correction.by.as_ref().map(|by| format!(" by {by}")).unwrap_or_default();
    let why = if correction.why.is_empty() { String::new() } else { format!("; {}", correction.why) };
    let undone = correction.undone.as_ref().map(|when| format!("; undone {when}")).unwrap_or_default();
    format!("correction {}{by}, {}: {what}{why}{undone}", correction.number, correction.made)
}

/// A corrected field in words.
fn change(change: &Change) -> String {
    let known = |value: &Option<String>| value.as_ref().map_or_else(|| "not known".to_owned(), |value| format!("“{value}”"));
    format!("{} {}, was {}", change.field.label(), known(&change.now), known(&change.was))
}
