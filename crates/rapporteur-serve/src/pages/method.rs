//! Method: what made these rows, and what the record covers.

use super::{Layout, page};
use crate::app::App;
use crate::failure::Failure;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use rapporteur_desk::rules;

#[derive(Template)]
#[template(path = "method.html")]
struct Page {
    layout: Layout,
    edition: u32,
    format: usize,
    digest: String,
    reports: usize,
    waiting: usize,
    rules: Vec<(String, String)>,
}

pub(super) async fn method(State(app): State<App>) -> Result<Response, Failure> {
    app.ask(|desk| {
        let layout = Layout::over(desk, "Method")?;
        let behind = desk.record.behind(&desk.resources)?;
        let rules = rules::pages().map(|page| (format!("{} {}", page.code, page.title), page.page.to_owned()));
        Ok(page(&Page {
            layout,
            edition: rapporteur::EDITION,
            format: rapporteur_store::FORMAT,
            digest: desk.resources.digest.to_string(),
            reports: desk.record.len()?,
            waiting: behind.waiting,
            rules: rules.collect(),
        }))
    })
    .await
}
