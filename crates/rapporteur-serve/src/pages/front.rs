//! The front page: what is new, moved, and quiet but due on the record's last day; then stories by the day of their last report, which outlets and
//! states narrow.

use super::{Layout, asked, counted, day, page, queried};
use crate::app::App;
use crate::failure::Failure;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use rapporteur::record::day_written;
use rapporteur_desk::{Desk, Period};
use rapporteur_store::{Narrowed, StoryOrder, StoryRow};
use serde::Deserialize;

/// Stories on a page.
const SHOWN: usize = 60;

/// Stories of a band, and what of a kind the list can be narrowed by.
const BAND: usize = 8;
const FACETS: usize = 12;

#[derive(Deserialize)]
pub(super) struct Asked {
    since: Option<String>,
    until: Option<String>,
    order: Option<String>,
    outlet: Option<String>,
    actor: Option<String>,
    all: Option<String>,
}

impl Asked {
    /// The same question, narrowed otherwise.
    fn narrowed(&self, outlet: Option<&str>, actor: Option<&str>) -> String {
        let (outlet, actor) = (outlet.map(str::to_owned), actor.map(str::to_owned));
        queried("/", &[("since", &self.since), ("until", &self.until), ("order", &self.order), ("outlet", &outlet), ("actor", &actor)])
    }
}

#[derive(Template)]
#[template(path = "front.html")]
struct Page {
    layout: Layout,
    since: String,
    until: String,
    weightiest: bool,
    bands: Vec<Band>,
    /// What is left out, in words.
    left_out: Vec<String>,
    facets: Vec<(&'static str, Vec<Facet>)>,
    /// By what it is narrowed, and the way back.
    narrowed: Vec<(String, String)>,
    outlet: String,
    actor: String,
    days: Vec<Day>,
    shown: usize,
    more: Option<String>,
    reports: usize,
}

/// The stories of the last day that are one thing.
struct Band {
    name: &'static str,
    stories: Vec<(Listed, String)>,
}

/// By what the list can be narrowed.
struct Facet {
    name: String,
    href: String,
    stories: usize,
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
        let (outlet, actor) = (asked(&query.outlet).map(str::to_owned), asked(&query.actor).map(str::to_owned));
        let wanted = Narrowed { since: period.since, until: period.until, outlet: outlet.clone(), actor: actor.clone() };
        let mut rows = desk.record.stories_narrowed(&wanted, order, limit)?;
        let is_whole = wanted == Narrowed::default() && !weightiest && query.all.is_none();
        let (bands, left_out) = if is_whole { banded(desk)? } else { (Vec::new(), Vec::new()) };
        let mut narrowed = Vec::new();
        if let Some(outlet) = &outlet {
            narrowed.push((outlet.clone(), query.narrowed(None, actor.as_deref())));
        }
        if let Some(id) = &actor {
            let name = desk.record.actor(id)?.map_or_else(|| id.clone(), |row| row.name);
            narrowed.push((name, query.narrowed(outlet.as_deref(), None)));
        }
        let found = desk.record.facets(rows.get(..SHOWN.min(rows.len())).unwrap_or_default(), FACETS)?;
        let by_outlet = found.outlets.into_iter().filter(|(name, _)| Some(name) != outlet.as_ref()).map(|(name, stories)| Facet {
            href: query.narrowed(Some(&name), actor.as_deref()),
            name,
            stories,
        });
        let by_state = found.states.into_iter().filter(|(id, ..)| Some(id) != actor.as_ref()).map(|(id, name, stories)| Facet {
            href: query.narrowed(outlet.as_deref(), Some(&id)),
            name,
            stories,
        });
        let facets = vec![("Outlets", by_outlet.collect::<Vec<_>>()), ("States", by_state.collect())];
        let whole = query.narrowed(outlet.as_deref(), actor.as_deref());
        let rows_at = whole.replacen('/', "/api/v1/stories", 1);
        let (since, until) = (query.since.clone().unwrap_or_default(), query.until.clone().unwrap_or_default());
        let more =
            (query.all.is_none() && rows.len() > SHOWN).then(|| format!("{whole}{}all=1", if whole.contains('?') { '&' } else { '?' }));
        if more.is_some() {
            rows.truncate(SHOWN);
        }
        let layout = Layout::over(desk, "Stories")?.with_feed("/feeds/new.atom".to_owned()).with_rows(rows_at);
        let shown = rows.len();
        let (days, reports) = (days(&rows, weightiest), desk.record.len()?);
        let (outlet, actor) = (outlet.unwrap_or_default(), actor.unwrap_or_default());
        Ok(page(&Page { layout, since, until, weightiest, bands, left_out, facets, narrowed, outlet, actor, days, shown, more, reports }))
    })
    .await
}

/// The last day's stories in bands, and what is left out of them.
fn banded(desk: &Desk) -> Result<(Vec<Band>, Vec<String>), Failure> {
    let Some(bands) = desk.bands(BAND)? else { return Ok((Vec::new(), Vec::new())) };
    let listed = |rows: &[StoryRow]| rows.iter().map(|row| (Listed::of(row), String::new())).collect::<Vec<_>>();
    let mut left_out = Vec::new();
    if bands.more > 0 {
        left_out.push(format!("{} more with news of {}", counted_as(bands.more, "story", "stories"), day_written(bands.day)));
    }
    if bands.same > 0 {
        left_out.push(format!("{} with nothing but copies", counted_as(bands.same, "story", "stories")));
    }
    let undated = desk.record.undated(0)?.1;
    if undated > 0 {
        left_out.push(format!("{} whose day is not known", counted(undated, "report")));
    }
    let quiet = bands.quiet.iter().map(|(row, due)| (Listed::of(row), due.clone())).collect();
    Ok((
        vec![
            Band { name: "New", stories: listed(&bands.new) },
            Band { name: "Moved", stories: listed(&bands.moved) },
            Band { name: "Quiet but due", stories: quiet },
        ],
        left_out,
    ))
}

fn counted_as(count: usize, one: &str, several: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { several })
}

impl Listed {
    fn of(row: &StoryRow) -> Self {
        let copies = row.counts.reports - row.counts.origins;
        Self {
            key: row.key.clone(),
            headline: row.headline.clone(),
            counts: counted(row.counts.origins, "origin"),
            copies: if copies == 0 { String::new() } else { format!(" · +{copies} carried") },
        }
    }
}

fn days(rows: &[StoryRow], together: bool) -> Vec<Day> {
    let mut days: Vec<Day> = Vec::new();
    for row in rows {
        let name = if together { "Told by most origins".to_owned() } else { day(row.last.as_deref()) };
        let listed = Listed::of(row);
        match days.last_mut() {
            Some(day) if day.name == name => day.stories.push(listed),
            _ => days.push(Day { name, stories: vec![listed] }),
        }
    }
    days
}
