//! Method: what made these rows, what the record covers, and the page of every rule.

use super::{Layout, page};
use crate::app::App;
use crate::failure::Failure;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use rapporteur::record::outlets::outlets;
use rapporteur_desk::days_written;
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
    coverage: Vec<(&'static str, String)>,
    families: Vec<Family>,
}

pub(super) async fn method(State(app): State<App>) -> Result<Response, Failure> {
    app.ask(|desk| {
        let layout = Layout::over(desk, "Method")?;
        let behind = desk.record.behind(&desk.resources)?;
        let families = rules::families(&desk.calendar)?;
        let printings = desk.record.printings()?;
        let unknown = printings.iter().filter(|printing| printing.outlet.is_none()).count();
        let undated = desk.record.undated(0)?.1;
        let days = match (desk.record.oldest_day()?, desk.record.newest_day()?) {
            (Some(first), Some(last)) => days_written(Some((first, last))),
            _ => "no day known".to_owned(),
        };
        let coverage = vec![
            ("reports published", days),
            ("reports whose day is not known", undated.to_string()),
            ("outlets", outlets(&printings).len().to_string()),
            ("reports whose outlet is not known", unknown.to_string()),
            ("offices", "rapporteur actors --offices says for which states and years".to_owned()),
        ];
        Ok(page(&Page {
            layout,
            edition: rapporteur::EDITION,
            format: rapporteur_store::FORMAT,
            digest: desk.resources.digest.to_string(),
            reports: desk.record.len()?,
            waiting: behind.waiting,
            coverage,
            families,
        }))
    })
    .await
}
