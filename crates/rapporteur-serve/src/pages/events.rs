//! Events: who did what to whom and when, by whose account; and what happened with an actor, in the order of time.

use super::account::Account;
use super::{Layout, asked, encoded, page, queried};
use crate::app::App;
use crate::failure::Failure;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use rapporteur::extract::{EventType, Status};
use rapporteur_desk::events::{self, differences, named};
use rapporteur_desk::timeline::{Sort, svg};
use rapporteur_desk::{Desk, Period, short, told};
use rapporteur_store::{ActRow, EventView};
use serde::Deserialize;

/// Events on a page.
const SHOWN: usize = 100;

/// What a list of events is asked with.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(rename = "type")]
    kind: Option<String>,
    actor: Option<String>,
    recipient: Option<String>,
    status: Option<String>,
    on: Option<String>,
    place: Option<String>,
}

impl Asked {
    /// What the desk is asked.
    pub(crate) fn wanted(&self) -> Result<events::Asked, Failure> {
        let kind = |name: &str| EventType::of(name).ok_or_else(|| Failure::asked(format!("there is no type of event `{name}`")));
        let status = |name: &str| Status::of(name).ok_or_else(|| Failure::asked(format!("there is no status `{name}`")));
        Ok(events::Asked {
            kind: asked(&self.kind).map(kind).transpose()?,
            actor: asked(&self.actor).map(str::to_owned),
            recipient: asked(&self.recipient).map(str::to_owned),
            status: asked(&self.status).map(status).transpose()?,
            on: asked(&self.on).map(Period::read_range).transpose()?,
            place: asked(&self.place).map(str::to_owned),
            unsure: false,
            latest: false,
        })
    }
}

/// An event in a list.
pub(super) struct Line {
    href: String,
    words: String,
    about: String,
}

impl Line {
    fn of(event: &EventView) -> Self {
        Self { href: format!("/event/{}", event.id), words: events::told(event), about: about(event) }
    }
}

/// Day, type, status, and how often it is told.
fn about(event: &EventView) -> String {
    let told = told(event.tellings.len(), event.origins()).map(|told| format!(" · {told}")).unwrap_or_default();
    format!("{} · {}, {}{told}", events::when(event), named(event), event.status().label())
}

#[derive(Template)]
#[template(path = "events.html")]
struct List {
    layout: Layout,
    actor: String,
    recipient: String,
    on: String,
    place: String,
    kinds: Vec<(&'static str, bool)>,
    statuses: Vec<(&'static str, bool)>,
    events: Vec<Line>,
    more: bool,
}

pub(super) async fn list(State(app): State<App>, Query(query): Query<Asked>) -> Result<Response, Failure> {
    app.ask(move |desk| {
        let wanted = query.wanted()?;
        let (mut events, mut more) = (Vec::new(), false);
        desk.events(&wanted, |event| {
            more = events.len() == SHOWN;
            if !more {
                events.push(Line::of(&event));
            }
            !more
        })?;
        let fields = [
            ("type", &query.kind),
            ("actor", &query.actor),
            ("recipient", &query.recipient),
            ("status", &query.status),
            ("on", &query.on),
            ("place", &query.place),
        ];
        let layout = Layout::over(desk, "Events")?.listing(queried("/api/v1/events", &fields));
        let [actor, recipient, on, place] = [query.actor, query.recipient, query.on, query.place].map(Option::unwrap_or_default);
        Ok(page(&List {
            layout,
            actor,
            recipient,
            on,
            place,
            kinds: EventType::ALL.iter().map(|one| (one.label(), Some(*one) == wanted.kind)).collect(),
            statuses: Status::ALL.iter().map(|one| (one.label(), Some(*one) == wanted.status)).collect(),
            events,
            more,
        }))
    })
    .await
}

#[derive(Template)]
#[template(path = "event.html")]
struct One {
    layout: Layout,
    id: String,
    about: String,
    parties: Vec<Party>,
    places: Vec<(String, String)>,
    differences: Vec<Difference>,
    accounts: Vec<Account>,
}

/// Somebody who takes part.
struct Party {
    href: Option<String>,
    name: String,
    role: &'static str,
    state: String,
}

/// Values that accounts give for one thing, each with the ways to the reports that give it.
struct Difference {
    what: &'static str,
    values: Vec<(String, Vec<(String, String)>)>,
}

fn account(telling: &ActRow) -> Account {
    let told = &telling.event;
    Account::of(&telling.report, &telling.origin, told.trigger, (told.status, &told.rule), events::account(telling))
}

pub(super) async fn one(State(app): State<App>, Path(id): Path<String>) -> Result<Response, Failure> {
    app.ask(move |desk| {
        let event = desk.record.event(&id)?;
        let parties = event.parties.iter().map(|party| Party {
            href: party.actor.as_deref().map(|id| format!("/actor/{}", encoded(id))),
            name: party.name.clone(),
            role: if party.is_actor { "acts" } else { "is acted on" },
            state: party.state.clone().map(|state| format!(", {state}")).unwrap_or_default(),
        });
        let ways = |keys: Vec<String>| keys.into_iter().map(|key| (format!("/report/{key}"), short(&key).to_owned())).collect();
        let differences = differences(&event)
            .into_iter()
            .map(|one| Difference { what: one.what, values: one.values.into_iter().map(|(value, keys)| (value, ways(keys))).collect() });
        Ok(page(&One {
            layout: Layout::over(desk, &events::told(&event))?.with_rows(format!("/api/v1/events/{}", event.id)),
            about: about(&event),
            parties: parties.collect(),
            places: desk.places(&event).iter().map(|place| (place.words.clone(), place.known())).collect(),
            differences: differences.collect(),
            accounts: event.tellings.iter().map(account).collect(),
            id: event.id,
        }))
    })
    .await
}

/// Whose timeline is asked for.
#[derive(Clone, Deserialize)]
pub(crate) struct Whose {
    of: Option<String>,
}

impl Whose {
    /// The timeline of an actor.
    pub(crate) fn timeline(&self, desk: &Desk) -> Result<rapporteur_desk::timeline::Timeline, Failure> {
        let of = asked(&self.of).ok_or_else(|| Failure::asked("give a state, by code or name, or an actor as `of`"))?;
        Ok(desk.actor_timeline(of)?)
    }
}

/// A moment in a list.
struct Moment {
    href: String,
    words: String,
    about: String,
}

#[derive(Template)]
#[template(path = "timeline.html")]
struct Lanes {
    layout: Layout,
    picture: String,
    moments: Vec<Moment>,
}

pub(super) async fn timeline(State(app): State<App>, Query(query): Query<Whose>) -> Result<Response, Failure> {
    app.ask(move |desk| {
        let timeline = query.timeline(desk)?;
        let moments = timeline.moments.iter().map(|moment| {
            let room = match moment.sort {
                Sort::Event => "event",
                Sort::Contact => "contact",
            };
            let reported = moment.reported.map(|day| format!(" · reported {}", rapporteur::record::day_written(day))).unwrap_or_default();
            let told = told(moment.accounts, moment.origins).map(|told| format!(" · {told}")).unwrap_or_default();
            let about = format!("{} · {}, {}{reported}{told}", moment.when(), moment.what, moment.status.label());
            Moment { href: format!("/{room}/{}", moment.id), words: moment.words.clone(), about }
        });
        Ok(page(&Lanes {
            layout: Layout::over(desk, &format!("Timeline of {}", timeline.title))?
                .with_rows(queried("/api/v1/timeline", &[("of", &query.of)])),
            moments: moments.collect(),
            picture: if timeline.moments.is_empty() { String::new() } else { svg(&timeline) },
        }))
    })
    .await
}
