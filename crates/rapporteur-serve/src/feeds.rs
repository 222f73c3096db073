//! Atom and JSON Feed: new stories, one story's reports, one actor's statements, what a search that is kept finds, and each list as it is asked for.
//! Identifiers and times are the record's, never the clock's.

use crate::app::App;
use crate::failure::Failure;
use crate::pages::{self, encoded};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use rapporteur::record::{Published, Report, day_written};
use rapporteur_desk::statements::{self, speaker};
use rapporteur_desk::{Desk, contacts, events, ledger, short, standing};
use rapporteur_store::{Hit, OwedOrder, StoryOrder};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::json;

/// Entries of a feed.
const SHOWN: usize = 50;

/// Rows of a list among which the newest are looked for. A guess: lists stand in other orders.
const LOOKED_AT: usize = 300;

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
    /// This server, as it was asked.
    host: String,
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

async fn new(State(app): State<App>, Path(name): Path<String>, headers: HeaderMap, uri: Uri) -> Result<Response, Failure> {
    app.ask(move |desk| {
        let (of, kind) = kind(&name)?;
        if of != "new" {
            return Ok(written(list(desk, of, &uri, host(&headers))?, kind));
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
        Ok(written(Feed::of(of, host(&headers), "New stories".to_owned(), entries.collect()), kind))
    })
    .await
}

async fn story(State(app): State<App>, Path(name): Path<String>, headers: HeaderMap) -> Result<Response, Failure> {
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
        Ok(written(Feed::of(&story.story, host(&headers), story.headline.clone(), entries.collect()), kind))
    })
    .await
}

async fn actor(State(app): State<App>, Path(name): Path<String>, headers: HeaderMap) -> Result<Response, Failure> {
    app.ask(move |desk| {
        let (id, kind) = kind(&name)?;
        let found = desk.actor(id)?;
        let Some(first) = found.first() else { return Err(Failure::asked("nobody goes by that")) };
        Ok(written(Feed::of(&first.row.id, host(&headers), first.row.name.clone(), said(desk, &first.row.id)?), kind))
    })
    .await
}

async fn search(State(app): State<App>, Path(name): Path<String>, headers: HeaderMap) -> Result<Response, Failure> {
    app.ask(move |desk| {
        let (name, kind) = kind(&name)?;
        let search = desk.record.kept_search(name)?;
        let entries = desk.record.holding(&search.words, 0, SHOWN)?.into_iter().map(|(hit, _)| Entry::found(hit));
        Ok(written(Feed::of(&format!("search:{}", encoded(&search.name)), host(&headers), search.name.clone(), entries.collect()), kind))
    })
    .await
}

/// This server, as it was asked: the guard let no other name pass.
fn host(headers: &HeaderMap) -> String {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
    format!("http://{host}")
}

/// A list as the address asks for it; what was published last comes first.
fn list(desk: &Desk, of: &str, uri: &Uri, host: String) -> Result<Feed, Failure> {
    let mut entries = match of {
        "statements" => statements_of(desk, &read::<pages::statements::Asked>(uri)?.wanted()?)?,
        "contacts" => {
            let mut entries = Vec::new();
            let wanted = contacts::Asked { latest: true, ..read::<pages::contacts::Asked>(uri)?.wanted()? };
            desk.contacts(&wanted, |contact| {
                let reports = contact.tellings.iter().map(|telling| &telling.report);
                let words = format!("{}, {}", contact.kind.label(), contact.status().label());
                entries.push(Entry::told(&contact.id, "contact", contacts::parties(&contact), words, reports));
                entries.len() < LOOKED_AT
            })?;
            entries
        }
        "events" => {
            let mut entries = Vec::new();
            let wanted = events::Asked { latest: true, ..read::<pages::events::Asked>(uri)?.wanted()? };
            desk.events(&wanted, |event| {
                let reports = event.tellings.iter().map(|telling| &telling.report);
                let words = format!("{}, {}", events::named(&event), event.status().label());
                entries.push(Entry::told(&event.id, "event", events::told(&event), words, reports));
                entries.len() < LOOKED_AT
            })?;
            entries
        }
        "ledger" => {
            let wanted = ledger::Asked { order: OwedOrder::Latest, ..read::<pages::ledger::Asked>(uri)?.wanted()? };
            let mut entries = Vec::new();
            let entry = |row: &rapporteur_store::LedgerRow| {
                let by = ledger::by(&row.of).unwrap_or_else(|| "(not said who)".to_owned());
                let reports = row.of.tellings.iter().map(|telling| &*telling.report);
                let mut entry =
                    Entry::told(&row.of.id, "ledger", format!("{by}: {}", ledger::words(&row.of)), ledger::stands(row), reports);
                entry.href = format!("/ledger#{}", row.of.id);
                entry
            };
            desk.ledger(&wanted, |row| {
                entries.push(entry(&row));
                entries.len() < LOOKED_AT
            })?;
            entries
        }
        "positions" => {
            let board = desk.standings(&read::<pages::positions::Asked>(uri)?.wanted())?;
            let entry = |one: &standing::Standing| {
                let (party, question) = (&board.parties[&one.actor].name, &board.questions[&one.question].name);
                let days = one.last().and_then(|step| step.days);
                Entry {
                    id: format!("{}:{}", encoded(&one.actor), encoded(&one.question)),
                    title: format!("{party} on {question}"),
                    href: format!("/positions?on={}&of={}", encoded(&one.question), encoded(&one.actor)),
                    updated: instant(days.map(|days| day_written(days.1)).as_deref()),
                    words: one.words(&board),
                    by: String::new(),
                }
            };
            board.standings.iter().map(entry).collect()
        }
        "search" => {
            let words = read::<Words>(uri)?.q.unwrap_or_default();
            desk.record.holding(&words, 0, SHOWN)?.into_iter().map(|(hit, _)| Entry::found(hit)).collect()
        }
        other => {
            return Err(Failure::asked(format!(
                "there is no feed {other}: ask for new, statements, contacts, events, positions, ledger, search, story/KEY, actor/ID or search/NAME"
            )));
        }
    };
    entries.sort_by(|a, b| (&b.updated, &a.id).cmp(&(&a.updated, &b.id)));
    entries.truncate(SHOWN);
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    Ok(Feed::of(&format!("{of}{query}"), host, format!("{}{}", of[..1].to_uppercase(), &of[1..]), entries))
}

#[derive(Deserialize)]
struct Words {
    q: Option<String>,
}

fn read<T: DeserializeOwned>(uri: &Uri) -> Result<T, Failure> {
    Query::<T>::try_from_uri(uri).map(|Query(asked)| asked).map_err(|error| Failure::asked(error.body_text()))
}

impl Entry {
    /// What several reports tell: as new as the last of them.
    fn told<'r>(id: &str, kind: &str, title: String, words: String, reports: impl Iterator<Item = &'r Report>) -> Self {
        let last = reports.max_by_key(|report| report.published.map(|time| time.seconds().0));
        Self {
            id: id.to_owned(),
            title,
            href: format!("/{kind}/{id}"),
            updated: instant(last.and_then(|report| report.published).map(|time| time.to_string()).as_deref()),
            words,
            by: last.and_then(|report| report.outlet.clone()).unwrap_or_else(|| "outlet not known".to_owned()),
        }
    }

    fn found(hit: Hit) -> Self {
        Self {
            title: hit.title.unwrap_or_else(|| "(no headline)".to_owned()),
            href: format!("/report/{}", hit.report),
            id: hit.report,
            updated: instant(hit.published.as_deref()),
            words: hit.snippet.chars().filter(|c| !matches!(c, '\u{1}' | '\u{2}')).collect(),
            by: hit.outlet.unwrap_or_else(|| "outlet not known".to_owned()),
        }
    }
}

fn said(desk: &Desk, actor: &str) -> Result<Vec<Entry>, Failure> {
    let mut entries = statements_of(desk, &statements::Asked { by: Some(actor.to_owned()), ..statements::Asked::default() })?;
    entries.sort_by(|a, b| (&b.updated, &a.id).cmp(&(&a.updated, &b.id)));
    entries.truncate(SHOWN);
    Ok(entries)
}

fn statements_of(desk: &Desk, wanted: &statements::Asked) -> Result<Vec<Entry>, Failure> {
    let mut entries = Vec::new();
    desk.statements(wanted, |statement| {
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
        entries.len() < LOOKED_AT
    })?;
    Ok(entries)
}

/// A published time as an instant of UTC, the first second at which it can have been; the epoch where none is known.
fn instant(published: Option<&str>) -> String {
    let known = published.and_then(|written| Published::read(written).ok());
    let second = known.map_or(0, |time| time.seconds().0);
    jiff::Timestamp::from_second(second).unwrap_or_default().to_string()
}

impl Feed {
    fn of(of: &str, host: String, title: String, entries: Vec<Entry>) -> Self {
        let updated = entries.iter().map(|entry| entry.updated.clone()).max().unwrap_or_else(|| instant(None));
        Self { of: of.to_owned(), host, title, updated, entries }
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
                json!({"id": entry.id, "url": format!("{}{}", feed.host, entry.href), "title": entry.title, "content_text": entry.words, "date_published": entry.updated, "authors": [{"name": entry.by}]})
            });
            let value = json!({"version": "https://jsonfeed.org/version/1.1", "title": feed.title, "items": items.collect::<Vec<_>>()});
            ([(header::CONTENT_TYPE, "application/feed+json")], value.to_string()).into_response()
        }
    }
}
