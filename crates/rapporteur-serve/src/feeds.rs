//! Atom and JSON Feed: new stories, one story's reports, one actor's statements, what a search that is kept finds. Identifiers and times are the record's, never the clock's.

use crate::app::App;
use crate::failure::Failure;
use crate::pages::encoded;
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use rapporteur::record::Published;
use rapporteur_desk::statements::{self, speaker};
use rapporteur_desk::{Desk, short};
use rapporteur_store::StoryOrder;
use serde_json::json;

/// Entries of a feed.
const SHOWN: usize = 50;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/feeds/{name}", get(new))
        .route("/feeds/story/{name}", get(story))
        .route("/feeds/actor/{name}", get(actor))
        .route("/feeds/search/{name}", get(search))
}

#[derive(Clone, Copy)]
enum Kind {
    Atom,
    Json,
}

/// The name of what is asked for, and how it is written.
fn kind(name: &str) -> Result<(&str, Kind), Failure> {
    let atom = name.strip_suffix(".atom").map(|name| (name, Kind::Atom));
    let json = || name.strip_suffix(".json").map(|name| (name, Kind::Json));
    atom.or_else(json).ok_or_else(|| Failure::asked(format!("there is no feed {name}: feeds end in .atom or .json")))
}

#[derive(Template)]
#[template(path = "feed.atom.xml", escape = "xml")]
struct Feed {
    /// What the feed is of: `new`, a story's key, an actor's identifier, a search's name.
    of: String,
    title: String,
    updated: String,
    entries: Vec<Entry>,
}

struct Entry {
    id: String,
    title: String,
    href: String,
    updated: String,
    words: String,
    by: String,
}

async fn new(State(app): State<App>, Path(name): Path<String>) -> Result<Response, Failure> {
    app.ask(move |desk| {
        let (of, kind) = kind(&name)?;
        if of != "new" {
            return Err(Failure::asked(format!(
                "there is no feed {name}: ask for new.atom, story/KEY.atom, actor/ID.atom or search/NAME.atom"
            )));
        }
        let rows = desk.record.stories(None, None, StoryOrder::Newest, SHOWN)?;
        let entries = rows.into_iter().map(|row| Entry {
            id: row.key.clone(),
            href: format!("/story/{}", row.key),
            title: row.headline,
            updated: instant(row.last.as_deref()),
            words: row.counts.to_string(),
            by: String::new(),
        });
        Ok(written(Feed::of(of, "New stories".to_owned(), entries.collect()), kind))
    })
    .await
}

async fn story(State(app): State<App>, Path(name): Path<String>) -> Result<Response, Failure> {
    app.ask(move |desk| {
        let (key, kind) = kind(&name)?;
        let story = desk.story(key)?;
        let reports = story.reports();
        let entries = reports.map(|report| Entry {
            id: report.report.clone(),
            title: report.title.clone().unwrap_or_else(|| "(no headline)".to_owned()),
            href: format!("/report/{}", report.report),
            updated: instant(report.published.as_deref()),
            words: report.from.as_ref().map(|from| format!("carries {}", short(from))).unwrap_or_default(),
            by: report.outlet.clone().unwrap_or_else(|| "outlet not known".to_owned()),
        });
        Ok(written(Feed::of(&story.story, story.headline.clone(), entries.collect()), kind))
    })
    .await
}

async fn actor(State(app): State<App>, Path(name): Path<String>) -> Result<Response, Failure> {
    app.ask(move |desk| {
        let (id, kind) = kind(&name)?;
        let found = desk.actor(id)?;
        let Some(first) = found.first() else { return Err(Failure::asked("nobody goes by that")) };
        Ok(written(Feed::of(&first.row.id, first.row.name.clone(), said(desk, &first.row.id)?), kind))
    })
    .await
}

async fn search(State(app): State<App>, Path(name): Path<String>) -> Result<Response, Failure> {
    app.ask(move |desk| {
        let (name, kind) = kind(&name)?;
        let search = desk.record.kept_search(name)?;
        let entries = desk.record.holding(&search.words, 0, SHOWN)?.into_iter().map(|(hit, _)| Entry {
            id: hit.report.clone(),
            title: hit.title.unwrap_or_else(|| "(no headline)".to_owned()),
            href: format!("/report/{}", hit.report),
            updated: instant(hit.published.as_deref()),
            words: hit.snippet.chars().filter(|c| !matches!(c, '\u{1}' | '\u{2}')).collect(),
            by: hit.outlet.unwrap_or_else(|| "outlet not known".to_owned()),
        });
        Ok(written(Feed::of(&format!("search:{}", encoded(&search.name)), search.name.clone(), entries.collect()), kind))
    })
    .await
}

fn said(desk: &Desk, actor: &str) -> Result<Vec<Entry>, Failure> {
    let wanted = statements::Asked { by: Some(actor.to_owned()), ..statements::Asked::default() };
    let mut entries = Vec::new();
    desk.statements(&wanted, |statement| {
        let full = statement.fullest();
        let cue = full.account.cue_words(&full.report.text).map(|cue| format!(" {cue}")).unwrap_or_default();
        entries.push(Entry {
            id: statement.id.clone(),
            title: format!("{}{cue}: {}", speaker(&statement), full.words()),
            href: format!("/statement/{}", statement.id),
            updated: instant(full.report.published.map(|time| time.to_string()).as_deref()),
            words: full.words(),
            by: full.report.outlet.clone().unwrap_or_else(|| "outlet not known".to_owned()),
        });
        entries.len() < SHOWN
    })?;
    entries.sort_by(|a, b| (&b.updated, &a.id).cmp(&(&a.updated, &b.id)));
    Ok(entries)
}

/// A published time as an instant of UTC, the first second at which it can have been; the epoch where none is known.
fn instant(published: Option<&str>) -> String {
    let known = published.and_then(|written| Published::read(written).ok());
    let second = known.map_or(0, |time| time.seconds().0);
    jiff::Timestamp::from_second(second).unwrap_or_default().to_string()
}

impl Feed {
    fn of(of: &str, title: String, entries: Vec<Entry>) -> Self {
        let updated = entries.iter().map(|entry| entry.updated.clone()).max().unwrap_or_else(|| instant(None));
        Self { of: of.to_owned(), title, updated, entries }
    }
}

fn written(feed: Feed, kind: Kind) -> Response {
    match kind {
        Kind::Atom => match feed.render() {
            Ok(text) => ([(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8")], text).into_response(),
            Err(error) => Failure::broken(error).into_response(),
        },
        Kind::Json => {
            let items = feed.entries.iter().map(|entry| {
                json!({"id": entry.id, "url": entry.href, "title": entry.title, "content_text": entry.words, "date_published": entry.updated, "authors": [{"name": entry.by}]})
            });
            let value = json!({"version": "https://jsonfeed.org/version/1.1", "title": feed.title, "items": items.collect::<Vec<_>>()});
            ([(header::CONTENT_TYPE, "application/feed+json")], value.to_string()).into_response()
        }
    }
}
