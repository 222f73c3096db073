//! `rapporteur brief`: stories chosen, composed by the engine, written as Markdown, HTML or JSON.

use super::Setting;
use super::docket::{self, Voted};
use crate::arguments::{self, BriefFormat};
use crate::console::output;
use crate::problem::{Outcome, Problem, Verdict};
use crate::render::wording::{alarms, laid};
use crate::{interchange, render};
use rapporteur::brief::{Citation, Material, Said, Spoken, StoryBrief, compose};
use rapporteur::council::{CouncilDraft, Seats};
use rapporteur::extract::{CONFIDENT, Form, Manner, Standing};
use rapporteur::record::Published;
use rapporteur::resources::Resources;
use rapporteur::text::Span;
use rapporteur_store::{Record, StoryOrder, StoryView, Wanted, WordingRow};
use rayon::prelude::*;
use serde_json::json;
use std::io::Write;

pub(super) fn run(setting: &Setting, brief: &arguments::Brief) -> Outcome {
    let resources = setting.resources()?;
    let record = setting.open_to_read(&resources)?;
    let stories = if brief.story.is_empty() {
        selected(&record, &resources, &Period::read(&brief.period)?, brief.limit)?
    } else {
        brief.story.iter().map(|story| composed(&record, &resources, story)).collect::<Outcome<_>>()?
    };
    let format = if setting.json { BriefFormat::Json } else { brief.format };
    let mut out = output();
    write!(out, "{}", written(&record, &brief.title, &stories, format)?)?;
    out.flush()?;
    Ok(Verdict::Good)
}

/// A brief of stories in one of its formats. What it prints hangs on nothing but the record, so that it can be checked by being made again.
pub(super) fn written(record: &Record, title: &str, stories: &[StoryBrief], format: BriefFormat) -> Outcome<String> {
    let drafts = record.drafts()?;
    let seats = Seats::read(rapporteur_data::COUNCIL).map_err(Problem::other)?;
    let votes = stories.iter().map(|story| votes(record, &drafts, &seats, story)).collect::<Outcome<Vec<_>>>()?;
    Ok(match format {
        BriefFormat::Md => render::markdown::brief(title, stories, &votes),
        BriefFormat::Html => render::html::brief(title, stories, &votes)?,
        BriefFormat::Json => {
            let told = stories.iter().zip(&votes).map(|(story, votes)| {
                let mut value = interchange::brief(story);
                value["votes"] = votes.iter().map(|vote| json!({"draft": vote.symbol, "vote": vote.words})).collect();
                value
            });
            format!("{}\n", json!({"title": title, "stories": told.collect::<Vec<_>>()}))
        }
    })
}

/// The recorded votes on drafts that a story's reports name.
fn votes(record: &Record, drafts: &[CouncilDraft], seats: &Seats, story: &StoryBrief) -> Outcome<Vec<Voted>> {
    if drafts.is_empty() {
        return Ok(Vec::new());
    }
    let reports = story.origins.iter().flat_map(|origin| &origin.reports);
    let texts = reports.map(|report| Ok(record.report(&report.report)?.text)).collect::<Outcome<Vec<_>>>()?;
    Ok(docket::votes(drafts, seats, &texts))
}

/// The stories of a period that most origins tell, with the record opened anew.
pub(super) fn best(setting: &Setting, period: &arguments::Period, limit: usize) -> Outcome<Vec<StoryBrief>> {
    let resources = setting.resources()?;
    let record = setting.open_to_read(&resources)?;
    selected(&record, &resources, &Period::read(period)?, limit)
}

/// The days that are asked for, counted from 1970.
pub(super) struct Period {
    pub(super) since: Option<i64>,
    pub(super) until: Option<i64>,
}

impl Period {
    pub(super) fn read(period: &arguments::Period) -> Outcome<Self> {
        let day = |written: &Option<String>| written.as_deref().map(|written| Published::read(written).map_err(Problem::other)).transpose();
        Ok(Self { since: day(&period.since)?.map(|time| time.days().0), until: day(&period.until)?.map(|time| time.days().1) })
    }
}

/// The first `limit` stories of a period that most origins tell, composed.
fn selected(record: &Record, resources: &Resources, period: &Period, limit: usize) -> Outcome<Vec<StoryBrief>> {
    let rows = record.stories(period.since, period.until, StoryOrder::Weightiest, limit)?;
    let mut material = Vec::with_capacity(rows.len());
    for row in &rows {
        material.push((record.story(&row.key)?, said(record, &row.key)?));
    }
    Ok(material.par_iter().map(|(story, spoken)| compose_view(resources, story, spoken)).collect())
}

/// One story, composed.
pub(super) fn composed(record: &Record, resources: &Resources, name: &str) -> Outcome<StoryBrief> {
    let story = record.story(name)?;
    Ok(compose_view(resources, &story, &said(record, &story.key)?))
}

/// What is said in a story by someone with a name, as it is cited: the fullest wording with its cue and source.
fn said(record: &Record, story: &str) -> Outcome<Vec<Spoken>> {
    let wanted = Wanted { story: Some(story.to_owned()), manner: Some(Manner::Speech.label()), ..Wanted::default() };
    let mut spoken = Vec::new();
    record.statements(&wanted, |statement| {
        let full = statement.fullest();
        let told = full.account.standing == Standing::Asserted && full.account.within.is_none() && full.account.score >= CONFIDENT;
        if let (Some((actor, name)), Some(citation), true) = (&statement.actor, cited(full), told) {
            let disputed = statement.wordings.iter().any(|wording| !alarms(&laid(full, wording).1).is_empty());
            let (direct, origins) = (full.account.form == Form::Direct, statement.origins());
            let (cue, sense) = (full.account.cue_words(&full.report.text), full.account.sense);
            let reports = statement.wordings.len();
            let said = Said { statement: statement.id.clone(), citation, cue, sense, direct, reports, origins, disputed };
            spoken.push(Spoken { actor: actor.clone(), name: name.clone(), said });
        }
        true
    })?;
    Ok(spoken)
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

fn compose_view(resources: &Resources, story: &StoryView, spoken: &[Spoken]) -> StoryBrief {
    let reports: Vec<&rapporteur::record::Report> = story.reports.iter().collect();
    compose(resources, &Material { story: &story.key, reports: &reports, carriers: &story.carriers, spoken })
}
