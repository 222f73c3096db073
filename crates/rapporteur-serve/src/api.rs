//! `/api/v1`: the rows of the command line's `--json`, a page at a time. `openapi.json` says what there is; a test asks every path of it.

use crate::app::App;
use crate::failure::Failure;
use crate::pages;
use crate::written::{Format, written};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use rapporteur::extract::ReferentKind;
use rapporteur::record::outlets::outlets;
use rapporteur_desk::export::What;
use rapporteur_desk::interchange::Offsets;
use rapporteur_desk::{Desk, Period, interchange, votes};
use rapporteur_store::{Narrowed, StoryOrder};
use serde::Deserialize;
use serde_json::{Value, json};

/// Rows of an answer where none are asked for, and at most.
const USUAL: usize = 50;
const MOST: usize = 100;

/// Rows of a table or a list of references at most; all rows of a record are what `rapporteur export` writes.
const WRITTEN: usize = 10_000;

/// The description of this interface (OpenAPI 3.1).
const OPENAPI: &str = include_str!("../static/openapi.json");

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/api/v1/openapi.json", get(async || answer(OPENAPI.to_owned())))
        .route("/api/v1/record", get(record))
        .route("/api/v1/stories", get(stories))
        .route("/api/v1/stories/{key}", get(story))
        .route("/api/v1/statements", get(statements))
        .route("/api/v1/statements/{id}", get(statement))
        .route("/api/v1/actors", get(actors))
        .route("/api/v1/actors/{id}", get(actor))
        .route("/api/v1/contacts", get(contacts))
        .route("/api/v1/contacts/{id}", get(contact))
        .route("/api/v1/events", get(events))
        .route("/api/v1/events/{id}", get(event))
        .route("/api/v1/timeline", get(timeline))
        .route("/api/v1/positions", get(positions))
        .route("/api/v1/ledger", get(ledger))
        .route("/api/v1/reports", get(reports))
        .route("/api/v1/reports/{key}", get(report))
        .route("/api/v1/reprints", get(reprints))
        .route("/api/v1/search", get(search))
        .route("/api/v1/searches", get(searches))
        .route("/api/v1/searches/{name}", get(kept_search))
        .route("/api/v1/outlets", get(all_outlets))
        .route("/api/v1/drafts", get(drafts))
        .route("/api/v1/corrections", get(corrections))
        .route("/api/v1/verify", post(verify))
}

fn answer(json: String) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], json).into_response()
}

/// What every list is asked with besides what it lists.
#[derive(Default, Deserialize)]
struct Page {
    limit: Option<String>,
    cursor: Option<String>,
    format: Option<String>,
}

impl Page {
    /// How many rows, and how many are passed over before them.
    fn read(&self) -> Result<(usize, usize), Failure> {
        if self.format()? != Format::Json {
            return Ok((WRITTEN, 0));
        }
        let number = |name: &str, written: &Option<String>, usual: usize| match written {
            None => Ok(usual),
            Some(written) => written.parse::<usize>().map_err(|_| Failure::asked(format!("`{name}` is a number, not `{written}`"))),
        };
        let (limit, cursor) = (number("limit", &self.limit, USUAL)?, number("cursor", &self.cursor, 0)?);
        if !(1..=MOST).contains(&limit) {
            return Err(Failure::asked(format!("`limit` lies between 1 and {MOST}")));
        }
        Ok((limit, cursor))
    }

    fn format(&self) -> Result<Format, Failure> {
        match self.format.as_deref() {
            None | Some("" | "json") => Ok(Format::Json),
            Some("csv") => Ok(Format::Csv),
            Some("bibtex") => Ok(Format::Bibtex),
            Some(other) => Err(Failure::asked(format!("rows are not written as `{other}`: json, csv or bibtex"))),
        }
    }

    /// Rows out of all that there are.
    fn of_all(&self, rows: Vec<Value>) -> Result<Value, Failure> {
        let (limit, cursor) = self.read()?;
        let total = rows.len();
        let rows: Vec<Value> = rows.into_iter().skip(cursor).take(limit).collect();
        let next = (cursor + rows.len() < total).then(|| (cursor + rows.len()).to_string());
        Ok(json!({"truncated": next.is_some(), "total": total, "next": next, "rows": rows}))
    }

    /// Rows where only the first of all are worked out: `found` holds one more than is shown where there are more.
    fn of_first(&self, mut found: Vec<Value>) -> Result<Value, Failure> {
        let (limit, cursor) = self.read()?;
        let more = found.len() > limit;
        found.truncate(limit);
        let total = (!more).then_some(cursor + found.len());
        let next = more.then(|| (cursor + limit).to_string());
        Ok(json!({"truncated": more, "total": total, "next": next, "rows": found}))
    }
}

/// Asks the desk, and answers machines as the page says.
async fn told(app: App, page: Page, question: impl FnOnce(&Desk, &Page) -> Result<Value, Failure> + Send + 'static) -> Response {
    let found = app.ask(move |desk| {
        let value = question(desk, &page)?;
        Ok(match page.format()? {
            Format::Json => answer(value.to_string()),
            format => {
                if value["truncated"] == true {
                    let why = format!("more than {WRITTEN} rows: ask for less, or write all of a kind with `rapporteur export`");
                    return Err(Failure::asked(why));
                }
                let rows = value.get("rows").and_then(Value::as_array).map_or_else(|| vec![value.clone()], Vec::clone);
                written(desk, format, &rows)?
            }
        })
    });
    found.await.unwrap_or_else(|failure| failure.for_machines().into_response())
}

/// The first rows of an answer that is worked out row by row: those of the page, and one more where there is one.
struct First {
    passed_over: usize,
    most: usize,
    rows: Vec<Value>,
}

impl First {
    fn of(page: &Page) -> Result<Self, Failure> {
        let (limit, cursor) = page.read()?;
        Ok(Self { passed_over: cursor, most: limit + 1, rows: Vec::new() })
    }

    /// Takes a row, or passes over it; false when there are enough.
    fn take(&mut self, row: impl FnOnce() -> Value) -> bool {
        if self.passed_over > 0 {
            self.passed_over -= 1;
        } else {
            self.rows.push(row());
        }
        self.rows.len() < self.most
    }
}

#[derive(Deserialize)]
struct Stories {
    since: Option<String>,
    until: Option<String>,
    order: Option<String>,
    outlet: Option<String>,
    actor: Option<String>,
}

async fn stories(State(app): State<App>, Query(query): Query<Stories>, Query(page): Query<Page>) -> Response {
    told(app, page, move |desk, page| {
        let (limit, cursor) = page.read()?;
        let Period { since, until } = Period::read(query.since.as_deref(), query.until.as_deref())?;
        let order = match query.order.as_deref() {
            None | Some("" | "newest") => StoryOrder::Newest,
            Some("origins") => StoryOrder::Weightiest,
            Some(other) => return Err(Failure::asked(format!("there is no order `{other}`: newest or origins"))),
        };
        let given = |field: Option<String>| field.filter(|field| !field.trim().is_empty());
        let wanted = Narrowed { since, until, outlet: given(query.outlet), actor: given(query.actor) };
        let asked = cursor.saturating_add(limit).saturating_add(1);
        let rows = desk.record.stories_narrowed(&wanted, order, asked)?;
        page.of_first(rows.iter().skip(cursor).map(interchange::story_row).collect())
    })
    .await
}

/// A story is its brief; as a table, a row a sentence; as references, what it cites.
async fn story(State(app): State<App>, Path(key): Path<String>, Query(page): Query<Page>) -> Response {
    told(app, page, move |desk, page| {
        let brief = desk.story(&key)?;
        Ok(match page.format()? {
            Format::Json => interchange::brief(&brief),
            Format::Csv | Format::Bibtex => json!({"rows": interchange::cited::parts(&brief)}),
        })
    })
    .await
}

/// How far the record is: pages look here whether something is new.
async fn record(State(app): State<App>) -> Response {
    told(app, Page::default(), |desk, _| {
        let behind = desk.record.behind(&desk.resources)?;
        Ok(json!({"reports": desk.record.len()?, "added": desk.record.added()?, "compared": desk.record.compared()?, "waiting": behind.waiting}))
    })
    .await
}

async fn reports(State(app): State<App>, Query(page): Query<Page>) -> Response {
    told(app, page, |desk, page| of_reports(desk, page, What::Reports)).await
}

async fn reprints(State(app): State<App>, Query(page): Query<Page>) -> Response {
    told(app, page, |desk, page| of_reports(desk, page, What::Reprints)).await
}

/// Rows a report each, in the order of their keys.
fn of_reports(desk: &Desk, page: &Page, what: What) -> Result<Value, Failure> {
    let (limit, cursor) = page.read()?;
    let keys = desk.record.keys()?;
    let end = cursor.saturating_add(limit).min(keys.len());
    let rows = desk.rows_of(what, Offsets::Bytes, keys.get(cursor..end).unwrap_or_default())?;
    let next = (end < keys.len()).then(|| end.to_string());
    Ok(json!({"truncated": next.is_some(), "total": keys.len(), "next": next, "rows": rows}))
}

async fn corrections(State(app): State<App>, Query(page): Query<Page>) -> Response {
    told(app, page, |desk, page| page.of_all(desk.record.corrections(true)?.iter().map(interchange::correction).collect())).await
}

async fn statements(State(app): State<App>, Query(asked): Query<pages::statements::Asked>, Query(page): Query<Page>) -> Response {
    told(app, page, move |desk, page| {
        let mut first = First::of(page)?;
        desk.statements(&asked.wanted()?, |statement| first.take(|| interchange::statement(&statement, &desk.calendar)))?;
        page.of_first(first.rows)
    })
    .await
}

async fn statement(State(app): State<App>, Path(id): Path<String>, Query(page): Query<Page>) -> Response {
    told(app, page, move |desk, _| Ok(interchange::statement(&desk.record.statement(&id)?, &desk.calendar))).await
}

#[derive(Deserialize)]
struct Actors {
    kind: Option<String>,
    state: Option<String>,
}

async fn actors(State(app): State<App>, Query(query): Query<Actors>, Query(page): Query<Page>) -> Response {
    told(app, page, move |desk, page| {
        let kind = query
            .kind
            .as_deref()
            .filter(|name| !name.is_empty())
            .map(|name| ReferentKind::of(name).ok_or_else(|| Failure::asked(format!("there is no kind of actor `{name}`"))));
        let state = query.state.as_deref().filter(|state| !state.is_empty());
        let found = desk.actors(kind.transpose()?, state, usize::MAX)?;
        page.of_all(found.iter().map(interchange::actor_row).collect())
    })
    .await
}

async fn actor(State(app): State<App>, Path(id): Path<String>, Query(page): Query<Page>) -> Response {
    told(app, page, move |desk, _| Ok(json!({"rows": desk.actor(&id)?.iter().map(interchange::actor_view).collect::<Vec<_>>()}))).await
}

async fn contacts(State(app): State<App>, Query(asked): Query<pages::contacts::Asked>, Query(page): Query<Page>) -> Response {
    told(app, page, move |desk, page| {
        let mut first = First::of(page)?;
        desk.contacts(&asked.wanted()?, |contact| first.take(|| interchange::contact(&contact)))?;
        page.of_first(first.rows)
    })
    .await
}

async fn contact(State(app): State<App>, Path(id): Path<String>, Query(page): Query<Page>) -> Response {
    told(app, page, move |desk, _| Ok(interchange::contact(&desk.record.contact(&id)?))).await
}

async fn events(State(app): State<App>, Query(asked): Query<pages::events::Asked>, Query(page): Query<Page>) -> Response {
    told(app, page, move |desk, page| {
        let mut first = First::of(page)?;
        desk.events(&asked.wanted()?, |event| first.take(|| interchange::event_row(&event, &desk.places(&event))))?;
        page.of_first(first.rows)
    })
    .await
}

async fn event(State(app): State<App>, Path(id): Path<String>, Query(page): Query<Page>) -> Response {
    told(app, page, move |desk, _| {
        let event = desk.record.event(&id)?;
        Ok(interchange::event_row(&event, &desk.places(&event)))
    })
    .await
}

async fn timeline(State(app): State<App>, Query(whose): Query<pages::events::Whose>, Query(page): Query<Page>) -> Response {
    told(app, page, move |desk, page| page.of_all(whose.timeline(desk)?.moments.iter().map(interchange::moment).collect())).await
}

async fn positions(State(app): State<App>, Query(asked): Query<pages::positions::Asked>, Query(page): Query<Page>) -> Response {
    told(app, page, move |desk, page| {
        let board = desk.standings(&asked.wanted())?;
        page.of_all(board.standings.iter().map(|standing| interchange::standing(&board, standing)).collect())
    })
    .await
}

async fn ledger(State(app): State<App>, Query(asked): Query<pages::ledger::Asked>, Query(page): Query<Page>) -> Response {
    told(app, page, move |desk, page| {
        let (mut first, wanted) = (First::of(page)?, asked.wanted()?);
        desk.ledger(&wanted, |row| first.take(|| interchange::ledger_row(&row)))?;
        let mut found = page.of_first(first.rows)?;
        if wanted.status.is_none() && wanted.due.is_none() {
            found["total"] = desk.ledger_len(&wanted)?.into();
        }
        Ok(found)
    })
    .await
}

async fn report(State(app): State<App>, Path(key): Path<String>, Query(page): Query<Page>) -> Response {
    told(app, page, move |desk, _| Ok(interchange::report_view(&desk.report(&key)?))).await
}

#[derive(Deserialize)]
struct Words {
    q: Option<String>,
}

async fn search(State(app): State<App>, Query(query): Query<Words>, Query(page): Query<Page>) -> Response {
    told(app, page, move |desk, page| {
        let (limit, _) = page.read()?;
        let words = query.q.filter(|words| !words.trim().is_empty());
        let words = words.ok_or_else(|| Failure::asked("give the words to look for as `q`"))?;
        page.of_first(desk.record.search(&words, limit + 1)?.iter().map(interchange::hit).collect()).map(|mut value| {
            // The search goes no deeper than it is asked to.
            value["next"] = Value::Null;
            value
        })
    })
    .await
}

async fn searches(State(app): State<App>, Query(page): Query<Page>) -> Response {
    told(app, page, move |desk, page| page.of_all(desk.kept_searches()?.iter().map(interchange::kept_search).collect())).await
}

async fn kept_search(State(app): State<App>, Path(name): Path<String>, Query(page): Query<Page>) -> Response {
    told(app, page, move |desk, page| {
        let (limit, cursor) = page.read()?;
        let search = desk.record.kept_search(&name)?;
        let found = desk.record.holding(&search.words, 0, cursor.saturating_add(limit).saturating_add(1))?;
        page.of_first(found.iter().skip(cursor).map(|(hit, number)| interchange::kept_hit(&search, hit, *number)).collect())
    })
    .await
}

async fn all_outlets(State(app): State<App>, Query(page): Query<Page>) -> Response {
    told(app, page, move |desk, page| page.of_all(outlets(&desk.record.printings()?).iter().map(interchange::outlet).collect())).await
}

async fn drafts(State(app): State<App>, Query(page): Query<Page>) -> Response {
    told(app, page, move |desk, page| page.of_all(desk.record.drafts()?.iter().map(votes::row).collect())).await
}

/// The body is the text itself, in UTF-8.
async fn verify(State(app): State<App>, body: Bytes) -> Response {
    let found = app.ask_reading(move |desk, languages| {
        let text = std::str::from_utf8(&body).map_err(|_| Failure::asked("the text is not UTF-8"))?;
        let (report, judged) = match desk.claims(languages, text) {
            Ok(found) => found,
            Err(error) if error.is_question() => return Err(Failure::asked(error)),
            Err(error) => return Err(error.into()),
        };
        let hold = judged.iter().filter(|one| one.judgement.grade.holds()).count();
        Ok(json!({"claims": judged.len(), "hold": hold, "rows": judged.iter().map(|one| one.row(&report.text)).collect::<Vec<_>>()}))
    });
    match found.await {
        Ok(value) => answer(value.to_string()),
        Err(failure) => failure.for_machines().into_response(),
    }
}
