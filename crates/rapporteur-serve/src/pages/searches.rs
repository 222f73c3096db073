//! Searches that are kept: the list of them, and what one finds, what was added last first. They are kept and looked through on the command line.

use super::search::Found;
use super::{Layout, counted, encoded, page};
use crate::app::App;
use crate::failure::Failure;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use rapporteur_desk::searches::{self, Kept};
use serde::Deserialize;

/// Reports on a page.
const SHOWN: usize = 100;

/// A search as it is listed.
struct Line {
    name: String,
    href: String,
    words: String,
    counts: String,
}

impl Line {
    fn of(kept: &Kept) -> Self {
        let search = &kept.search;
        Self { name: search.name.clone(), href: address(&search.name), words: search.words.clone(), counts: counts(kept) }
    }
}

#[derive(Template)]
#[template(path = "searches.html")]
struct List {
    layout: Layout,
    searches: Vec<Line>,
}

pub(super) async fn list(State(app): State<App>) -> Result<Response, Failure> {
    app.ask(|desk| {
        let layout = Layout::over(desk, "Searches")?.with_rows("/api/v1/searches".to_owned()).without_references();
        Ok(page(&List { layout, searches: desk.kept_searches()?.iter().map(Line::of).collect() }))
    })
    .await
}

/// How what is found is written.
#[derive(Deserialize)]
pub(super) struct Written {
    format: Option<String>,
}

#[derive(Template)]
#[template(path = "kept.html")]
struct One {
    layout: Layout,
    name: String,
    words: String,
    counts: String,
    made: String,
    table: String,
    /// Each report, and whether it is new.
    reports: Vec<(bool, Found)>,
    more: usize,
    address: String,
    can: bool,
}

pub(super) async fn one(State(app): State<App>, Path(name): Path<String>, Query(written): Query<Written>) -> Result<Response, Failure> {
    let can = app.corrects().is_some();
    app.ask(move |desk| {
        let kept = desk.kept_search(&name)?;
        let search = &kept.search;
        match written.format.as_deref() {
            None => {}
            Some("csv") => {
                let table = searches::table(search, &desk.record.holding(&search.words, 0, usize::MAX)?)?;
                let head = [
                    (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
                    (header::CONTENT_DISPOSITION, "attachment; filename=\"search.csv\""),
                ];
                return Ok((head, table).into_response());
            }
            Some(other) => return Err(Failure::asked(format!("a search is not written as `{other}`: csv, or leave it out"))),
        }
        let found = desk.record.holding(&search.words, 0, SHOWN)?;
        let layout = Layout::over(desk, &search.name)?
            .with_feed(format!("/feeds/search/{}.atom", encoded(&search.name)))
            .with_rows(format!("/api/v1/searches/{}", encoded(&search.name)));
        Ok(page(&One {
            layout,
            name: search.name.clone(),
            words: search.words.clone(),
            counts: counts(&kept),
            made: search.made.clone(),
            table: format!("{}?format=csv", address(&search.name)),
            address: address(&search.name),
            can,
            more: kept.found - found.len(),
            reports: found.into_iter().map(|(hit, number)| (number > search.looked, Found::of(hit))).collect(),
        }))
    })
    .await
}

fn address(name: &str) -> String {
    format!("/search/{}", encoded(name))
}

fn counts(kept: &Kept) -> String {
    format!("{}, {} new", counted(kept.found, "report"), kept.new)
}
