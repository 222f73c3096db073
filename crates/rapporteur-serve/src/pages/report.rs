//! A report: its text with what was removed and why, what it shares with others, and the place that a citation leads to.

use super::{Layout, page, place};
use crate::app::App;
use crate::failure::Failure;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use rapporteur::record::Report;
use rapporteur::text::{Span, paragraphs};
use rapporteur_desk::{Desk, corrections::told, short};
use rapporteur_store::{CopyRow, SharedCopy};
use serde::Deserialize;

/// Reports with which passages are shown side by side, and passages of each.
const OTHERS: usize = 3;
const PASSAGES: usize = 12;

#[derive(Deserialize)]
pub(super) struct Asked {
    at: Option<String>,
}

#[derive(Template)]
#[template(path = "report.html")]
struct Page {
    layout: Layout,
    headline: String,
    fields: Vec<(&'static str, String)>,
    url: Option<String>,
    story: Option<String>,
    copy: String,
    from: Option<String>,
    versions: Vec<String>,
    corrections: Vec<String>,
    paragraphs: Vec<(u32, Vec<Piece>)>,
    shared: Vec<Shared>,
}

/// The passages that are shared with another report, side by side.
struct Shared {
    key: String,
    outlet: String,
    /// Here and there, with the way to each place.
    passages: Vec<[(String, String); 2]>,
    more: usize,
}

impl Shared {
    fn of(desk: &Desk, report: &Report, copy: &SharedCopy) -> Result<Self, Failure> {
        let other = desk.record.report(&copy.other)?;
        let side = |of: &Report, span: Span| (span.of(&of.text).to_owned(), place(&of.key, span.start, span.end));
        Ok(Self {
            key: other.key.clone(),
            outlet: other.outlet.clone().unwrap_or_else(|| "outlet not known".to_owned()),
            passages: copy.passages.iter().take(PASSAGES).map(|(here, there)| [side(report, *here), side(&other, *there)]).collect(),
            more: copy.passages.len().saturating_sub(PASSAGES),
        })
    }
}

/// A stretch of the text that is one thing.
struct Piece {
    words: String,
    removed: Option<String>,
    shared: bool,
    cited: bool,
    /// Where the citation begins: the page opens here.
    first: bool,
}

pub(super) async fn report(State(app): State<App>, Path(key): Path<String>, Query(query): Query<Asked>) -> Result<Response, Failure> {
    app.ask(move |desk| {
        let view = desk.report(&key)?;
        let report = &view.report;
        let at = query.at.as_deref().map(|at| range(at, report)).transpose()?.flatten();
        let published = report.published.map(|time| time.to_string());
        let known = |name: &'static str, value: &Option<String>| (name, value.clone().unwrap_or_else(|| "not known".to_owned()));
        let fields = vec![
            known("outlet", &report.outlet),
            known("published", &published),
            known("dateline", &report.dateline),
            known("credit", &report.credit),
            known("byline", &report.byline),
            known("language", &report.language),
            ("input", view.inputs.join(", ")),
        ];
        let (copy, from) = match &view.copy {
            None => ("not yet compared".to_owned(), None),
            Some(CopyRow { copied_from: Some(from), share, .. }) => (format!("{} % as in", (share + 5) / 10), Some(from.clone())),
            Some(_) => ("nothing found that it copies".to_owned(), None),
        };
        let headline = report.title.clone().unwrap_or_else(|| "(no headline)".to_owned());
        let layout = Layout::over(desk, &headline)?.with_rows(format!("/api/v1/reports/{}", report.key)).with_correction(&report.key);
        let url = report.url.clone().filter(|url| url.starts_with("https://") || url.starts_with("http://"));
        let paragraphs = marked(report, view.copy.as_ref(), at);
        let corrections = view.corrections.iter().map(told).collect();
        let others = view.copy.iter().flat_map(|copy| &copy.shared).filter(|shared| !shared.passages.is_empty()).take(OTHERS);
        let shared = others.map(|shared| Shared::of(desk, report, shared)).collect::<Result<_, _>>()?;
        let (story, versions) = (view.story, view.versions);
        Ok(page(&Page { layout, headline, fields, url, story, copy, from, versions, corrections, paragraphs, shared }))
    })
    .await
}

/// The place that is asked for: bytes `120-260`; none where it holds nothing.
fn range(written: &str, report: &Report) -> Result<Option<Span>, Failure> {
    let wrong = || Failure::asked(format!("`{written}` is no place: give bytes as 120-260"));
    let (start, end) = written.split_once('-').ok_or_else(wrong)?;
    let span = Span { start: start.parse().map_err(|_| wrong())?, end: end.parse().map_err(|_| wrong())? };
    if span.start == span.end {
        return Ok(None);
    }
    span.checked_of(&report.text).map(|_| Some(span)).ok_or_else(|| Failure::asked(format!("{} has no place {written}", report.key)))
}

fn marked(report: &Report, copy: Option<&CopyRow>, at: Option<Span>) -> Vec<(u32, Vec<Piece>)> {
    let shared: Vec<Span> =
        copy.iter().flat_map(|copy| &copy.shared).flat_map(|shared| shared.passages.iter().map(|passage| passage.0)).collect();
    let of_paragraph = |paragraph: Span| {
        let mut cuts = vec![paragraph.start, paragraph.end];
        let spans = report.removed.iter().map(|removal| removal.span).chain(shared.iter().copied()).chain(at);
        cuts.extend(spans.flat_map(|span| [span.start, span.end]).filter(|cut| (paragraph.start..paragraph.end).contains(cut)));
        cuts.sort_unstable();
        cuts.dedup();
        let piece = |cut: &[u32]| {
            let span = Span { start: cut[0], end: cut[1] };
            Piece {
                words: span.of(&report.text).to_owned(),
                removed: report.removed.iter().find(|removal| removal.span.contains(span)).map(|removal| removal.why.code().to_owned()),
                shared: shared.iter().any(|here| here.contains(span)),
                cited: at.is_some_and(|at| at.contains(span)),
                first: at.is_some_and(|at| at.start == span.start),
            }
        };
        (paragraph.start, cuts.windows(2).map(piece).collect())
    };
    paragraphs(&report.text).into_iter().map(of_paragraph).collect()
}

impl Page {
    fn short(&self, key: &str) -> String {
        short(key)
    }
}
