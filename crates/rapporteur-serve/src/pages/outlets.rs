//! Outlets: who only carries copy, whose, and how late.

use super::{Layout, page};
use crate::app::App;
use crate::failure::Failure;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use rapporteur::record::outlets::{Outlet, outlets as of};

#[derive(Template)]
#[template(path = "outlets.html")]
struct Page {
    layout: Layout,
    outlets: Vec<Outlet>,
    unknown: usize,
}

pub(super) async fn outlets(State(app): State<App>) -> Result<Response, Failure> {
    app.ask(|desk| {
        let printings = desk.record.printings()?;
        let unknown = printings.iter().filter(|printing| printing.outlet.is_none()).count();
        let layout = Layout::over(desk, "Outlets")?.with_rows("/api/v1/outlets".to_owned()).without_references();
        Ok(page(&Page { layout, outlets: of(&printings), unknown }))
    })
    .await
}

impl Page {
    fn whose(&self, outlet: &Outlet) -> String {
        outlet.whose.iter().map(|(name, reports)| format!("{name} ({reports})")).collect::<Vec<_>>().join(", ")
    }

    fn late(&self, outlet: &Outlet) -> String {
        match outlet.minutes_late {
            None => String::new(),
            Some(minutes) if minutes.abs() < 120 => format!("{minutes} min"),
            Some(minutes) if minutes.abs() < 2 * 24 * 60 => format!("{} h", minutes / 60),
            Some(minutes) => format!("{} days", minutes / (24 * 60)),
        }
    }
}
