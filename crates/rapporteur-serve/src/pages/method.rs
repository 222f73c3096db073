//! Method: what made these rows, what the record covers, and the page of every rule.

use super::{Layout, page};
use crate::app::App;
use crate::failure::Failure;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use rapporteur_desk::rules::{self, Family};

#[derive(Template)]
#[template(path = "method.html")]
struct Page {
    layout: Layout,
    edition: u32,
    format: usize,
    digest: String,
    reports: usize,
    waiting: usize,
    families: Vec<Family>,
}

pub(super) async fn method(State(app): State<App>) -> Result<Response, Failure> {
    app.ask(|desk| {
        let layout = Layout::over(desk, "Method")?;
        let behind = desk.record.behind(&desk.resources)?;
        let families = rules::families(&desk.calendar)?;
        Ok(page(&Page {
            layout,
            edition: rapporteur::EDITION,
            format: rapporteur_store::FORMAT,
            digest: desk.resources.digest.to_string(),
            reports: desk.record.len()?,
            waiting: behind.waiting,
            families,
        }))
    })
    .await
}
