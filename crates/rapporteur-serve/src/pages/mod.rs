//! Pages that are whole without a script. Each takes what the desk answers and lays it out; every word from a report is escaped by the template.

mod account;
mod actors;
mod calendar;
pub(crate) mod contacts;
mod corrections;
mod council;
pub(crate) mod events;
mod front;
pub(crate) mod ledger;
mod method;
mod outlets;
pub(crate) mod positions;
mod report;
mod search;
mod searches;
pub(crate) mod statements;
mod story;
mod verify;

use crate::app::App;
use askama::Template;
use axum::Router;
use axum::http::header;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use rapporteur::brief::Citation;
use rapporteur_desk::Desk;
use rapporteur_store::Behind;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/", get(front::front))
        .route("/story/{key}", get(story::story))
        .route("/statements", get(statements::list))
        .route("/statement/{id}", get(statements::one))
        .route("/actors", get(actors::list))
        .route("/actor/{id}", get(actors::one))
        .route("/docket", get(council::docket))
        .route("/draft/{*symbol}", get(council::draft))
        .route("/corrections", get(corrections::list))
        .route("/correct", get(corrections::form))
        .route("/contacts", get(contacts::list))
        .route("/contact/{id}", get(contacts::one))
        .route("/events", get(events::list))
        .route("/event/{id}", get(events::one))
        .route("/timeline", get(events::timeline))
        .route("/positions", get(positions::list))
        .route("/ledger", get(ledger::list))
        .route("/ledger.ics", get(ledger::calendar))
        .route("/ledger.csv", get(ledger::table))
        .route("/calendar", get(calendar::month))
        .route("/calendar.ics", get(ledger::calendar))
        .route("/report/{key}", get(report::report))
        .route("/search", get(search::search))
        .route("/searches", get(searches::list))
        .route("/search/{name}", get(searches::one))
        .route("/outlets", get(outlets::outlets))
        .route("/verify", get(verify::form).post(verify::judge))
        .route("/method", get(method::method))
        .route("/assets/style.css", get(async || asset("text/css; charset=utf-8", include_str!("../../static/style.css"))))
        .route("/assets/keys.js", get(async || asset("text/javascript; charset=utf-8", include_str!("../../static/keys.js"))))
}

fn asset(kind: &'static str, text: &'static str) -> Response {
    ([(header::CONTENT_TYPE, kind)], text).into_response()
}

/// What stands around every page.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    /// What the page is called.
    pub(crate) title: String,
    /// How far the record is behind; empty where it is not, or where nothing was asked of it.
    pub(crate) behind: String,
    /// The address of a feed of what is shown.
    pub(crate) feed: Option<String>,
    /// The address of the same rows as JSON.
    pub(crate) rows: Option<String>,
    /// Do the rows name reports, so that they can be written as references?
    pub(crate) cites: bool,
    /// What can be corrected here, by its identifier.
    pub(crate) correct: Option<String>,
    /// How many reports were added when the page was made: the script asks whether there are more.
    pub(crate) added: u64,
}

impl Layout {
    /// Around a page that asks nothing of the record.
    pub(crate) fn of(title: &str) -> Self {
        Self { title: title.to_owned(), behind: String::new(), feed: None, rows: None, cites: true, correct: None, added: 0 }
    }

    /// Around a page of the record.
    fn over(desk: &Desk, title: &str) -> Result<Self, crate::failure::Failure> {
        let behind = match desk.record.behind(&desk.resources)? {
            Behind { is_forgetting: true, .. } => "what was taken out is not wholly forgotten yet".to_owned(),
            Behind { is_other: true, .. } => "made with another version or other word lists".to_owned(),
            Behind { waiting: 0, .. } => String::new(),
            Behind { waiting, .. } => format!("{waiting} not yet compared"),
        };
        Ok(Self { behind, added: desk.record.added()?, ..Self::of(title) })
    }

    /// The same rows in another form.
    pub(crate) fn written(&self, format: &str) -> Option<String> {
        self.rows.as_ref().map(|rows| format!("{rows}{}format={format}", if rows.contains('?') { '&' } else { '?' }))
    }

    fn without_references(self) -> Self {
        Self { cites: false, ..self }
    }

    fn with_correction(self, of: &str) -> Self {
        Self { correct: Some(format!("/correct?of={}", encoded(of))), ..self }
    }

    fn with_rows(self, rows: String) -> Self {
        Self { rows: Some(rows), ..self }
    }

    /// Around a list: its rows and, at the address that follows from theirs, its feed.
    fn listing(self, rows: String) -> Self {
        let name = rows.strip_prefix("/api/v1/").unwrap_or_default();
        let (name, query) = name.split_once('?').map_or((name, String::new()), |(name, query)| (name, format!("?{query}")));
        let feed = format!("/feeds/{name}.atom{query}");
        self.with_rows(rows).with_feed(feed)
    }

    fn with_feed(self, feed: String) -> Self {
        Self { feed: Some(feed), ..self }
    }
}

/// A template filled in.
pub(crate) fn page(template: &impl Template) -> Response {
    match template.render() {
        Ok(page) => Html(page).into_response(),
        Err(error) => (axum::http::StatusCode::INTERNAL_SERVER_ERROR, format!("writing the page: {error}\n")).into_response(),
    }
}

/// Words of a report and the way to where they stand.
#[derive(Clone, Debug)]
struct Cited {
    words: String,
    mark: String,
    href: String,
    by: String,
}

impl Cited {
    fn of(citation: &Citation, by: String) -> Self {
        let href = place(&citation.report, citation.span.start, citation.span.end);
        let by = match citation.page {
            Some(page) if by.is_empty() => format!("page {page}"),
            Some(page) => format!("{by}, page {page}"),
            None => by,
        };
        Self { words: citation.words.clone(), mark: citation.mark(), href, by }
    }
}

/// The page of a report, open at a place.
fn place(report: &str, start: u32, end: u32) -> String {
    format!("/report/{report}?at={start}-{end}#at")
}

/// A part of an address, with what would end it or begin another part as percent signs.
pub(crate) fn encoded(part: &str) -> String {
    let mut found = String::with_capacity(part.len());
    for byte in part.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b':' => found.push(byte as char),
            _ => found += &format!("%{byte:02X}"),
        }
    }
    found
}

/// An address with the fields that are asked.
fn queried(path: &str, fields: &[(&str, &Option<String>)]) -> String {
    let given = fields.iter().filter_map(|(name, field)| asked(field).map(|value| format!("{name}={}", encoded(value))));
    let query = given.collect::<Vec<_>>().join("&");
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// The day of a published time.
fn day(published: Option<&str>) -> String {
    published.map_or_else(|| "day not known".to_owned(), |time| time.get(..10).unwrap_or(time).to_owned())
}

/// A question's field that is left empty is not asked.
fn asked(field: &Option<String>) -> Option<&str> {
    field.as_deref().map(str::trim).filter(|field| !field.is_empty())
}

/// "1 report", "2 reports".
fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
