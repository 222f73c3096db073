//! A story: the sections of the brief, each line with the way to its place.

use super::{Cited, Layout, day, encoded, page, place};
use crate::app::App;
use crate::failure::Failure;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use rapporteur::brief::{Carried, Citation, StoryBrief};
use rapporteur_desk::brief::{Asked as Wanted, Format, Section, origin_name, thread_days};
use rapporteur_desk::timeline::svg;
use rapporteur_desk::told;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
pub(super) struct Asked {
    format: Option<String>,
}

#[derive(Template)]
#[template(path = "story.html")]
struct Page {
    layout: Layout,
    key: String,
    headline: String,
    counts: String,
    when: String,
    lead: Vec<Cited>,
    threads: Vec<Part>,
    voices: Vec<Voice>,
    numbers: Vec<Number>,
    happened: Block,
    timeline: String,
    others: Vec<Block>,
    own: Vec<Cited>,
    origins: Vec<Origin>,
    ties: Vec<Tie>,
}

struct Part {
    days: String,
    counts: String,
    headline: String,
    report: String,
}

struct Block {
    heading: &'static str,
    lines: Vec<Stated>,
    more: Option<String>,
}

struct Stated {
    head: String,
    note: String,
    cited: Vec<Cited>,
}

struct Voice {
    name: String,
    href: String,
    said: Vec<Said>,
}

struct Said {
    cited: Cited,
    cue: String,
    statement: String,
    told: String,
    disputed: bool,
}

struct Number {
    readings: Vec<(String, Vec<Cited>)>,
}

struct Origin {
    name: String,
    reports: Vec<Line>,
}

struct Line {
    key: String,
    outlet: String,
    day: String,
    title: String,
    url: Option<String>,
    copied: String,
}

struct Tie {
    first: String,
    second: String,
    terms: String,
}

pub(super) async fn story(State(app): State<App>, Path(key): Path<String>, Query(query): Query<Asked>) -> Result<Response, Failure> {
    app.ask(move |desk| {
        let brief = desk.story(&key)?;
        let format = match query.format.as_deref() {
            None => return show(desk, &brief),
            Some("md") => Format::Md,
            Some("html") => Format::Html,
            Some("json") => Format::Json,
            Some(other) => return Err(Failure::asked(format!("there is no format `{other}`: ask for md, html or json"))),
        };
        let kind = match format {
            Format::Md => "text/markdown; charset=utf-8",
            Format::Html => "text/html; charset=utf-8",
            Format::Json => "application/json",
        };
        let name = format!("attachment; filename=\"{}.{}\"", brief.story, query.format.unwrap_or_default());
        let text = desk.brief(&Wanted::plain("Brief", format), &[brief])?;
        Ok(([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, name)], text).into_response())
    })
    .await
}

fn show(desk: &rapporteur_desk::Desk, brief: &StoryBrief) -> Result<Response, Failure> {
    let by: BTreeMap<&str, String> = brief
        .origins
        .iter()
        .flat_map(|origin| &origin.reports)
        .map(|report| (report.report.as_str(), format!("{}, {}", outlet(report), day(report.published.as_deref()))))
        .collect();
    let cite = |citation: &Citation| Cited::of(citation, by.get(citation.report.as_str()).cloned().unwrap_or_default());
    let cites = |citations: &[Citation]| citations.iter().map(cite).collect::<Vec<_>>();
    let block = |section: &Section| Block {
        heading: section.heading,
        lines: section
            .lines
            .iter()
            .map(|line| Stated { head: line.head.clone(), note: line.note.trim_start_matches("; ").to_owned(), cited: cites(&line.cited) })
            .collect(),
        more: section.left_out(),
    };
    let [happened, others @ ..] = desk.sections(brief)?;
    let timeline = desk.story_timeline(&brief.story)?;
    let voices = brief.voices.iter().map(|voice| Voice {
        href: format!("/statements?story={}&by={}", brief.story, encoded(&voice.name)),
        name: voice.name.clone(),
        said: voice
            .said
            .iter()
            .map(|said| Said {
                cited: cite(&said.citation),
                cue: said.cue.clone().unwrap_or_default(),
                statement: said.statement.clone(),
                told: told(said.reports, said.origins).unwrap_or_default(),
                disputed: said.disputed,
            })
            .collect(),
    });
    let threads = brief.threads.iter().map(|thread| Part {
        days: thread_days(&thread.head),
        counts: thread.head.counts.to_string(),
        headline: thread.head.headline.clone(),
        report: thread.report.clone(),
    });
    let numbers = brief.numbers.iter().map(|number| Number {
        readings: number.readings.iter().map(|reading| (reading.words.clone(), cites(&reading.sentences))).collect(),
    });
    let mut origins = Vec::new();
    for origin in &brief.origins {
        let reports = origin.reports.iter().map(line).collect();
        origins.push(Origin { name: origin_name(origin).to_owned(), reports });
    }
    let ties = desk.record.story_ties(&brief.story)?;
    let when = match (&brief.first, &brief.last) {
        (Some(first), Some(last)) if first != last => format!("{} to {}", day(Some(first)), day(Some(last))),
        (first, _) => day(first.as_deref()),
    };
    let layout = Layout::over(desk, &brief.headline)?
        .with_feed(format!("/feeds/story/{}.atom", brief.story))
        .with_rows(format!("/api/v1/stories/{}", brief.story))
        .with_correction(&brief.story);
    Ok(page(&Page {
        layout,
        key: brief.story.clone(),
        headline: brief.headline.clone(),
        counts: brief.counts.to_string(),
        when,
        lead: cites(&brief.summary),
        threads: threads.collect(),
        voices: voices.collect(),
        numbers: numbers.collect(),
        happened: block(&happened),
        timeline: if timeline.moments.is_empty() { String::new() } else { svg(&timeline) },
        others: others.iter().map(block).collect(),
        own: brief.origins.iter().flat_map(|origin| cites(&origin.own)).collect(),
        origins,
        ties: ties.into_iter().map(|tie| Tie { first: tie.first, second: tie.second, terms: tie.terms.join(", ") }).collect(),
    }))
}

fn outlet(report: &Carried) -> String {
    report.outlet.clone().unwrap_or_else(|| "outlet not known".to_owned())
}

fn line(report: &Carried) -> Line {
    let copied = report.from.as_ref().map(|_| format!("{} % copied", (report.share + 5) / 10)).unwrap_or_default();
    Line {
        key: report.report.clone(),
        outlet: outlet(report),
        day: day(report.published.as_deref()),
        title: report.title.clone().unwrap_or_else(|| "(no headline)".to_owned()),
        // Only addresses that a browser asks for are made links.
        url: report.url.clone().filter(|url| url.starts_with("https://") || url.starts_with("http://")),
        copied,
    }
}

impl Line {
    fn href(&self) -> String {
        format!("/report/{}", self.key)
    }
}

impl Tie {
    fn hrefs(&self) -> (String, String) {
        (place(&self.first, 0, 0), place(&self.second, 0, 0))
    }
}
