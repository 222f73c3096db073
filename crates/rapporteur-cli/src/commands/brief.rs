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
use rapporteur::link::reprint::Carrier;
use rapporteur::record::Published;
use rapporteur::resources::Resources;
use rapporteur::text::Span;
use rapporteur_store::{Record, StoryView, Wanted, WordingRow};
use rayon::prelude::*;
use serde_json::json;
use std::io::Write;

pub(super) fn run(setting: &Setting, brief: &arguments::Brief) -> Outcome {
    let resources = setting.resources()?;
    let record = setting.open_to_read(&resources)?;
    let stories = if brief.story.is_empty() {
        selected(&record, &resources, &Period::read(&brief.period)?, Order::Weightiest, brief.limit, true)?
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
    selected(&record, &resources, &Period::read(period)?, Order::Weightiest, limit, true)
}

/// Which stories come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// Those with the latest report.
    Newest,
    /// Those that most origins tell.
    Weightiest,
}

/// The days that are asked for, counted from 1970.
pub(super) struct Period {
    since: Option<i64>,
    until: Option<i64>,
}

impl Period {
    pub(super) fn read(period: &arguments::Period) -> Outcome<Self> {
        let day = |written: &Option<String>| written.as_deref().map(|written| Published::read(written).map_err(Problem::other)).transpose();
        Ok(Self { since: day(&period.since)?.map(|time| time.days().0), until: day(&period.until)?.map(|time| time.days().1) })
    }

    /// Has the story a report from these days?
    fn holds(&self, story: &StoryView) -> bool {
        let inside =
            |(first, last): (i64, i64)| self.since.is_none_or(|since| last >= since) && self.until.is_none_or(|until| first <= until);
        let open = self.since.is_none() && self.until.is_none();
        open || story.reports.iter().filter_map(|report| report.published).any(|time| inside(time.days()))
    }
}

/// The first `limit` stories of a period, composed. Only those are composed that may be among them.
pub(super) fn selected(
    record: &Record,
    resources: &Resources,
    period: &Period,
    order: Order,
    limit: usize,
    voices: bool,
) -> Outcome<Vec<StoryBrief>> {
    let mut index = record.story_index()?;
    match order {
        Order::Newest => index.sort_by(|a, b| b.last.cmp(&a.last).then_with(|| a.key.cmp(&b.key))),
        Order::Weightiest => index.sort_by(|a, b| (b.origins, b.reports).cmp(&(a.origins, a.reports)).then_with(|| a.key.cmp(&b.key))),
    }
    let mut found = Vec::new();
    let mut spoken = Vec::new();
    for rows in index.chunks(64) {
        let stories = rows.iter().map(|row| record.story(&row.key)).collect::<rapporteur_store::Result<Vec<_>>>()?;
        let inside: Vec<&StoryView> = stories.iter().filter(|story| period.holds(story)).take(limit - found.len()).collect();
        spoken.clear();
        for story in &inside {
            spoken.push(if voices { said(record, &story.key)? } else { Vec::new() });
        }
        found.par_extend(inside.into_par_iter().zip(&spoken).map(|(story, spoken)| compose_view(resources, story, spoken)));
        if found.len() >= limit {
            break;
        }
    }
    Ok(found)
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
    let carriers: Vec<Carrier> = story
        .carriers
        .iter()
        .map(|&(origin, from, _)| Carrier { origin: origin as u32, from: from.map(|from| from as u32), link: None })
        .collect();
    let shares: Vec<u16> = story.carriers.iter().map(|&(_, _, share)| share).collect();
    let reports: Vec<&rapporteur::record::Report> = story.reports.iter().collect();
    compose(resources, &Material { story: &story.key, reports: &reports, carriers: &carriers, shares: &shares, spoken })
}
