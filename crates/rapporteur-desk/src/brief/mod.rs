//! Briefs: stories chosen and composed, written in one of the formats, read back, and checked by being made again.

mod check;
mod html;
pub mod markdown;
mod sections;
mod written;

pub use check::{Checked, Fault};
pub use markdown::origin_name;
pub use sections::{Line, Section};
pub use written::{Part, Written, read};

use crate::votes::Voted;
use crate::wording::{alarms, laid};
use crate::{Calendar, Desk, Period, Result, interchange};
use rapporteur::brief::{Citation, Material, Said, Spoken, StoryBrief, compose};
use rapporteur::extract::{CONFIDENT, Form, Manner, Standing};
use rapporteur::record::Report;
use rapporteur::resources::Resources;
use rapporteur::text::{Span, escaped_json, upright};
use rapporteur_store::{StatementView, StoryOrder, StoryTieRow, StoryView, Wanted, WordingRow};
use rayon::prelude::*;
use serde_json::json;
use std::collections::BTreeSet;

/// A story with what the record has about it beside its reports' words.
#[derive(Debug)]
struct Sheet<'a> {
    story: &'a StoryBrief,
    /// Recorded votes on drafts that its reports name.
    votes: Vec<Voted>,
    /// Why its origins stand together.
    ties: Vec<StoryTieRow>,
    /// What happened, two accounts of one contact, where each stands, what is due.
    sections: [Section; 4],
}

/// How a brief is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Markdown.
    Md,
    /// One self-contained page.
    Html,
    /// JSON.
    Json,
}

impl Desk {
    /// The first `limit` stories of a period that most origins tell, composed.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn best(&self, period: Period, limit: usize) -> Result<Vec<StoryBrief>> {
        let rows = self.record.stories(period.since, period.until, StoryOrder::Weightiest, limit)?;
        let mut material = Vec::with_capacity(rows.len());
        for row in &rows {
            let story = self.record.story(&row.key)?;
            let spoken = self.spoken(&story)?;
            material.push((story, spoken));
        }
        let resources = &*self.resources;
        Ok(material.par_iter().map(|(story, spoken)| composed(resources, story, spoken)).collect())
    }

    /// One story, by its key or the beginning of it, composed.
    ///
    /// # Errors
    /// When there is none, or several.
    pub fn story(&self, name: &str) -> Result<StoryBrief> {
        let story = self.record.story(name)?;
        Ok(composed(&self.resources, &story, &self.spoken(&story)?))
    }

    /// A brief of stories in one of its formats. What it prints hangs on nothing but the record, so that it can be checked by being made again.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn brief(&self, title: &str, stories: &[StoryBrief], format: Format) -> Result<String> {
        let votes = self.votes_of(stories)?;
        let mut sheets = Vec::with_capacity(stories.len());
        for (story, votes) in stories.iter().zip(votes) {
            sheets.push(Sheet { story, votes, ties: self.record.story_ties(&story.story)?, sections: self.sections(story)? });
        }
        // Whatever field a character that turns text came in by, it does not get onto the page.
        Ok(match format {
            Format::Md => upright(&markdown::page(title, &sheets)).into_owned(),
            Format::Html => upright(&html::page(title, &sheets)?).into_owned(),
            Format::Json => {
                let told = sheets.iter().map(|sheet| {
                    let mut value = interchange::brief(sheet.story);
                    value["votes"] = sheet.votes.iter().map(|vote| json!({"draft": vote.symbol, "vote": vote.words})).collect();
                    for section in &sheet.sections {
                        value[section.name] = section.lines.iter().map(interchange::line).collect();
                    }
                    value["why"] = sheet.ties.iter().map(interchange::tie).collect();
                    value
                });
                format!("{}\n", escaped_json(&json!({"title": title, "stories": told.collect::<Vec<_>>()}).to_string()))
            }
        })
    }

    /// For each story the recorded votes on drafts that its reports name.
    fn votes_of(&self, stories: &[StoryBrief]) -> Result<Vec<Vec<Voted>>> {
        let drafts = self.record.drafts()?;
        if drafts.is_empty() {
            return Ok(stories.iter().map(|_| Vec::new()).collect());
        }
        let of_story = |story: &StoryBrief| {
            let reports = story.origins.iter().flat_map(|origin| &origin.reports);
            let texts = reports.map(|report| Ok(self.record.report(&report.report)?.text)).collect::<Result<Vec<_>>>()?;
            crate::votes::named(&drafts, &texts)
        };
        stories.iter().map(of_story).collect()
    }

    /// What is said in a story by someone with a name, as it is cited: the fullest wording of the story's reports, with its cue and source.
    fn spoken(&self, story: &StoryView) -> Result<Vec<Spoken>> {
        let here: BTreeSet<&str> = story.reports.iter().map(|report| report.key.as_str()).collect();
        let wanted = Wanted { story: Some(story.key.clone()), manner: Some(Manner::Speech.label()), ..Wanted::default() };
        let mut spoken = Vec::new();
        self.record.statements(&wanted, |statement| {
            spoken.extend(said(&self.calendar, &statement, &here));
            true
        })?;
        Ok(spoken)
    }
}

fn said(calendar: &Calendar, statement: &StatementView, here: &BTreeSet<&str>) -> Option<Spoken> {
    let fullest = statement.fullest();
    let is_here = |wording: &&WordingRow| here.contains(wording.report.key.as_str());
    // A statement may be told in several stories; a brief cites none but its own.
    let full = Some(fullest).filter(is_here).or_else(|| statement.wordings.iter().find(is_here))?;
    let (account, (actor, name)) = (&full.account, statement.actor.clone()?);
    if account.standing != Standing::Asserted || account.within.is_some() || account.score < CONFIDENT {
        return None;
    }
    let said = Said {
        statement: statement.id.clone(),
        citation: cited(full)?,
        cue: account.cue_words(&full.report.text),
        sense: account.sense,
        direct: account.form == Form::Direct,
        reports: statement.wordings.len(),
        origins: statement.origins(),
        disputed: statement.wordings.iter().any(|wording| !alarms(&laid(calendar, fullest, wording).1).is_empty()),
    };
    Some(Spoken { actor, name, said })
}

fn composed(resources: &Resources, story: &StoryView, spoken: &[Spoken]) -> StoryBrief {
    let reports: Vec<&Report> = story.reports.iter().collect();
    compose(resources, &Material { story: &story.key, reports: &reports, carriers: &story.carriers, spoken })
}

/// The sentences of a report that a statement stands in, with its cue and source; the content's first part where they would cross a
/// paragraph or what was removed.
fn cited(wording: &WordingRow) -> Option<Citation> {
    let (account, report) = (&wording.account, &wording.report);
    let all = || account.content.iter().chain(&account.cue).chain(&account.source);
    let whole = Span { start: all().map(|span| span.start).min()?, end: all().map(|span| span.end).max()? };
    let sentences: Vec<Span> = report.sentences().into_iter().filter(|sentence| sentence.overlaps(whole)).collect();
    let whole = Span {
        start: sentences.first().map_or(whole.start, |sentence| sentence.start.min(whole.start)),
        end: sentences.last().map_or(whole.end, |sentence| sentence.end.max(whole.end)),
    };
    let broken = whole.of(&report.text).contains('\n') || report.removed.iter().any(|removal| removal.span.overlaps(whole));
    let span = if broken { *account.content.first()? } else { whole };
    Some(Citation { report: report.key.clone(), span, words: span.of(&report.text).to_owned() })
}
