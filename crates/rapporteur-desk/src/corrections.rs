//! Corrections: what a user holds against what was derived, made of what the user names; and which of them bear on a story.
//!
//! Here it is only found out what is meant, and refused what contradicts another correction or nothing at all: the record keeps it, and the layers follow
//! it when they are derived next.

use crate::{Desk, Error, Result};
use rapporteur_store::{Correction, Stated};
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

    /// The corrections that bear on which reports make a story.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn corrected(&self, reports: &[&str]) -> Result<Vec<Correction>> {
        let here = |keys: &[String]| keys.iter().any(|key| reports.contains(&key.as_str()));
        let bears = |correction: &Correction| match &correction.stated {
            Stated::Split { reports, others, .. } => here(reports) || here(others),
            Stated::Join { stories: [one, other] } => here(&[first(one), first(other)]),
            Stated::Same { .. } | Stated::Different { .. } | Stated::Not { .. } => false,
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
        Stated::Not { statement, words, .. } => format!("no statement: “{words}” ({statement})"),
    };
    let by = correction.by.as_ref().map(|by| format!(" by {by}")).unwrap_or_default();
    let undone = correction.undone.as_ref().map(|when| format!("; undone {when}")).unwrap_or_default();
    format!("correction {}{by}, {}: {what}; {}{undone}", correction.number, correction.made, correction.why)
}
