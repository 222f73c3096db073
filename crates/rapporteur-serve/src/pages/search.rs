//! One box: words, and `by:`, `to:`, `about:`, `on:`, `state:` for statements.

use super::statements::Line;
use super::{Layout, asked, day, page};
use crate::app::App;
use crate::failure::Failure;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use rapporteur_desk::{Period, statements};
use rapporteur_store::Hit;
use serde::Deserialize;

/// What is shown of each kind.
const SHOWN: usize = 40;

#[derive(Deserialize)]
pub(super) struct Asked {
    q: Option<String>,
}

#[derive(Template)]
#[template(path = "search.html")]
struct Page {
    layout: Layout,
    q: String,
    asked: bool,
    statements: Vec<Line>,
    reports: Vec<Found>,
    refused: Option<String>,
}

/// A report that was found.
pub(super) struct Found {
    pub(super) key: String,
    pub(super) title: String,
    pub(super) outlet: String,
    pub(super) day: String,
    /// Words around the match in pieces, those that match marked.
    pub(super) snippet: Vec<(bool, String)>,
}

impl Found {
    pub(super) fn of(hit: Hit) -> Self {
        Self {
            key: hit.report,
            title: hit.title.unwrap_or_else(|| "(no headline)".to_owned()),
            outlet: hit.outlet.unwrap_or_else(|| "outlet not known".to_owned()),
            day: day(hit.published.as_deref()),
            snippet: pieces(&hit.snippet),
        }
    }
}

pub(super) async fn search(State(app): State<App>, Query(query): Query<Asked>) -> Result<Response, Failure> {
    app.ask(move |desk| {
        let q = asked(&query.q).unwrap_or_default().to_owned();
        let mut layout = Layout::over(desk, "Search")?;
        if q.is_empty() {
            return Ok(page(&Page { layout, q, asked: false, statements: Vec::new(), reports: Vec::new(), refused: None }));
        }
        layout = layout.with_rows(format!("/api/v1/search?q={}", super::encoded(&q)));
        let (wanted, words) = read(&q)?;
        let mut lines = Vec::new();
        let found = desk.statements(&wanted, |statement| {
            lines.push(Line::of(&statement));
            lines.len() < SHOWN
        });
        let refused = match found {
            Ok(()) => None,
            Err(error) if error.is_question() => Some(error.to_string()),
            Err(error) => return Err(error.into()),
        };
        let hits = if words.is_empty() { Vec::new() } else { desk.record.search(&words, SHOWN)? };
        let reports = hits.into_iter().map(Found::of);
        Ok(page(&Page { layout, q, asked: true, statements: lines, reports: reports.collect(), refused }))
    })
    .await
}

/// What the box asks of statements, and the plain words.
fn read(q: &str) -> Result<(statements::Asked, String), Failure> {
    let (mut wanted, mut words) = (statements::Asked::default(), Vec::new());
    // A name of several words stands in quotation marks: by:"Ana Reyes".
    let mut rest = q;
    while let Some((field, value, after)) = next(rest) {
        rest = after;
        match field {
            "by" => wanted.by = Some(value),
            "to" => wanted.to = Some(value),
            "state" => wanted.state = Some(value),
            "about" => words.push(value),
            "on" => wanted.on = Some(Period::read_range(&value)?),
            _ => words.push(value),
        }
    }
    let words = words.join(" ");
    wanted.about = (!words.is_empty()).then(|| words.clone());
    Ok((wanted, words))
}

/// The next word with its field, and what is left.
fn next(rest: &str) -> Option<(&str, String, &str)> {
    let rest = rest.trim_start();
    if rest.is_empty() {
        return None;
    }
    let colon = rest.find(':').filter(|&at| ["by", "to", "about", "on", "state"].contains(&&rest[..at]));
    let (field, value) = colon.map_or(("", rest), |at| (&rest[..at], &rest[at + 1..]));
    if let Some((inside, after)) = value.strip_prefix('"').and_then(|value| value.split_once('"')) {
        return Some((field, inside.to_owned(), after));
    }
    let end = value.find(char::is_whitespace).unwrap_or(value.len());
    Some((field, value[..end].to_owned(), &value[end..]))
}

/// A snippet in pieces, those that match marked.
fn pieces(snippet: &str) -> Vec<(bool, String)> {
    let mut found = Vec::new();
    for (at, part) in snippet.split('\u{1}').enumerate() {
        match part.split_once('\u{2}') {
            Some((hit, after)) if at > 0 => found.extend([(true, hit.to_owned()), (false, after.to_owned())]),
            _ => found.push((false, part.to_owned())),
        }
    }
    found
}
