//! The front page: stories by the day of their last report.

use super::{Layout, asked, counted, day, page};
use crate::app::App;
use crate::failure::Failure;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use rapporteur_desk::Period;
use rapporteur_store::{StoryOrder, StoryRow};
use serde::Deserialize;

/// Stories on a page.
const SHOWN: usize = 60;

#[derive(Deserialize)]
pub(super) struct Asked {
    since: Option<String>,
    until: Option<String>,
    order: Option<String>,
    all: Option<String>,
}

#[derive(Template)]
#[template(path = "front.html")]
struct Page {
    layout: Layout,
    since: String,
    until: String,
    weightiest: bool,
    days: Vec<Day>,
    shown: usize,
    more: Option<String>,
    reports: usize,
}

/// The stories whose last report is of one day.
struct Day {
    name: String,
    stories: Vec<Listed>,
}

struct Listed {
    key: String,
    headline: String,
    counts: String,
    copies: String,
}

pub(super) async fn front(State(app): State<App>, Query(query): Query<Asked>) -> Result<Response, Failure> {
    app.ask(move |desk| {
        let period = Period::read(asked(&query.since), asked(&query.until))?;
        let weightiest = query.order.as_deref() == Some("origins");
        let order = if weightiest { StoryOrder::Weightiest } else { StoryOrder::Newest };
        let limit = if query.all.is_some() { usize::MAX } else { SHOWN + 1 };
        let mut rows = desk.record.stories(period.since, period.until, order, limit)?;
        let (since, until) = (query.since.unwrap_or_default(), query.until.unwrap_or_default());
        let more = (query.all.is_none() && rows.len() > SHOWN).then(|| {
            format!(
                "/?since={}&until={}&order={}&all=1",
                super::encoded(&since),
                super::encoded(&until),
                if weightiest { "origins" } else { "" }
            )
        });
        if more.is_some() {
            rows.truncate(SHOWN);
        }
        let layout = Layout::over(desk, "Stories")?.with_feed("/feeds/new.atom".to_owned()).with_rows("/api/v1/stories".to_owned());
        let shown = rows.len();
        Ok(page(&Page { layout, since, until, weightiest, days: days(&rows, weightiest), shown, more, reports: desk.record.len()? }))
    })
    .await
}

fn days(rows: &[StoryRow], together: bool) -> Vec<Day> {
    let mut days: Vec<Day> = Vec::new();
    for row in rows {
        let name = if together { "Told by most origins".to_owned() } else { day(row.last.as_deref()) };
        let counts = row.counts;
        let copies = counts.reports - counts.origins;
        let listed = Listed {
            key: row.key.clone(),
            headline: row.headline.clone(),
            counts: counted(counts.origins, "origin"),
            copies: if copies == 0 { String::new() } else { format!(" · +{copies} carried") },
        };
        match days.last_mut() {
            Some(day) if day.name == name => day.stories.push(listed),
            _ => days.push(Day { name, stories: vec![listed] }),
        }
    }
    days
}
