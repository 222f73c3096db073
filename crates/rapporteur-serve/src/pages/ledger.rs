//! The ledger: what was undertaken and demanded, where each stands on a day, and the report that settled it; as calendar and table too.

use super::{Layout, asked, day, encoded, page, place, queried};
use crate::app::App;
use crate::failure::Failure;
use askama::Template;
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use rapporteur::link::commitment::Status;
use rapporteur::record::Report;
use rapporteur_desk::{Desk, Period, ledger, short, told};
use rapporteur_store::{LedgerRow, OwedOrder};
use serde::Deserialize;

/// Rows on a page.
const SHOWN: usize = 100;

/// What the ledger is asked with.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct Asked {
    pub(super) by: Option<String>,
    pub(super) to: Option<String>,
    due: Option<String>,
    status: Option<String>,
    as_of: Option<String>,
    unsure: Option<String>,
}

impl Asked {
    /// What the desk is asked.
    pub(crate) fn wanted(&self) -> Result<ledger::Asked, Failure> {
        let own = |field: &Option<String>| asked(field).map(str::to_owned);
        let status = |name: &str| {
            let found = Status::ALL.into_iter().find(|status| status.label() == name);
            found.ok_or_else(|| Failure::asked(format!("nothing stands as `{name}`: open, due, kept, broken, overtaken or unclear")))
        };
        Ok(ledger::Asked {
            reports: Vec::new(),
            by: own(&self.by),
            to: own(&self.to),
            status: asked(&self.status).map(status).transpose()?,
            due: asked(&self.due).map(Period::read_range).transpose()?,
            as_of: asked(&self.as_of).map(ledger::Asked::day).transpose()?,
            unsure: self.unsure.is_some(),
            order: OwedOrder::Told,
        })
    }

    /// The same question of one month.
    pub(super) fn of_month(&self, path: &str, month: &str) -> String {
        let address = self.of(path);
        format!("{address}{}month={}", if address.contains('?') { '&' } else { '?' }, encoded(month))
    }

    /// The same question of another address.
    pub(super) fn of(&self, path: &str) -> String {
        let fields = [("by", &self.by), ("to", &self.to), ("due", &self.due), ("status", &self.status), ("as_of", &self.as_of)];
        queried(path, &[&fields[..], &[("unsure", &self.unsure)]].concat())
    }
}

/// A commitment in a list.
pub(super) struct Line {
    pub(super) id: String,
    pub(super) stands: String,
    pub(super) kind: &'static str,
    pub(super) by: String,
    pub(super) by_href: Option<String>,
    pub(super) to: Option<String>,
    pub(super) to_href: Option<String>,
    pub(super) due: String,
    pub(super) told: String,
    pub(super) words: String,
    pub(super) condition: Option<String>,
    pub(super) printed: String,
    pub(super) at: (String, String),
    pub(super) rule: &'static str,
    pub(super) settled: Option<Settled>,
}

/// The report that settled a commitment, with its sentence.
pub(super) struct Settled {
    pub(super) status: &'static str,
    pub(super) words: String,
    pub(super) printed: String,
    pub(super) at: (String, String),
}

impl Line {
    pub(super) fn of(row: &LedgerRow) -> Self {
        let (first, one) = (row.of.first(), &row.of.first().commitment);
        let actor = |actor: &Option<(String, String)>| actor.as_ref().map(|(id, _)| format!("/actor/{}", encoded(id)));
        let start = one.content.first().map_or(0, |span| span.start);
        let end = one.content.last().map_or(0, |span| span.end);
        Self {
            id: row.of.id.clone(),
            stands: ledger::stands(row),
            kind: one.kind.label(),
            by: ledger::by(&row.of).unwrap_or_else(|| "(not said who)".to_owned()),
            by_href: actor(&row.of.by),
            to: ledger::to(&row.of),
            to_href: actor(&row.of.to),
            due: row.due().map(|due| format!(" · due {due}")).unwrap_or_default(),
            told: told(row.of.tellings.len(), row.of.origins()).map(|told| format!(" · {told}")).unwrap_or_default(),
            words: ledger::words(&row.of),
            condition: one.condition.map(|span| span.of(&first.report.text).to_owned()),
            printed: printed(&first.report),
            at: at(&first.report, start, end),
            rule: one.rule.code(),
            settled: row.standing.settled_by.as_ref().map(|(report, span)| Settled {
                status: row.standing.status.label(),
                words: span.of(&report.text).to_owned(),
                printed: printed(report),
                at: at(report, span.start, span.end),
            }),
        }
    }
}

/// The first of some commitments; the same one can stand in two lists of a page, so none is an anchor.
pub(super) fn lines(desk: &Desk, wanted: &ledger::Asked, most: usize) -> Result<Vec<Line>, Failure> {
    let (rows, _) = desk.first_of_ledger(wanted, most)?;
    Ok(rows.iter().map(|row| Line { id: String::new(), ..Line::of(row) }).collect())
}

fn printed(report: &Report) -> String {
    let outlet = report.outlet.as_deref().unwrap_or("outlet not known");
    format!("{outlet}, {}", day(report.published.map(|time| time.to_string()).as_deref()))
}

/// The way to a place, and how it is written.
fn at(report: &Report, start: u32, end: u32) -> (String, String) {
    (place(&report.key, start, end), format!("{}:{start}-{end}", short(&report.key)))
}

#[derive(Template)]
#[template(path = "ledger.html")]
struct List {
    layout: Layout,
    asked: [(&'static str, &'static str, String); 4],
    statuses: Vec<(&'static str, bool)>,
    unsure: bool,
    ledger: Vec<Line>,
    more: bool,
    calendar: String,
    table: String,
}

pub(super) async fn list(State(app): State<App>, Query(query): Query<Asked>) -> Result<Response, Failure> {
    app.ask(move |desk| {
        let wanted = query.wanted()?;
        let (rows, more) = desk.first_of_ledger(&wanted, SHOWN)?;
        let layout = Layout::over(desk, "Ledger")?.listing(query.of("/api/v1/ledger"));
        let field = |field: &Option<String>| asked(field).unwrap_or_default().to_owned();
        Ok(page(&List {
            layout,
            asked: [
                ("by", "Who is bound", field(&query.by)),
                ("to", "To whom", field(&query.to)),
                ("due", "Due on DAY, or DAY..DAY", field(&query.due)),
                ("as_of", "As of", field(&query.as_of)),
            ],
            statuses: Status::ALL.iter().map(|one| (one.label(), Some(*one) == wanted.status)).collect(),
            unsure: wanted.unsure,
            ledger: rows.iter().map(Line::of).collect(),
            more,
            calendar: query.of("/ledger.ics"),
            table: query.of("/ledger.csv"),
        }))
    })
    .await
}

/// What falls due, for a calendar.
pub(super) async fn calendar(State(app): State<App>, Query(query): Query<Asked>) -> Result<Response, Failure> {
    app.ask(move |desk| {
        let rows = desk.first_of_ledger(&query.wanted()?, usize::MAX)?.0;
        Ok(file("text/calendar; charset=utf-8", "ledger.ics", ledger::calendar(&rows)))
    })
    .await
}

/// All rows, for a table.
pub(super) async fn table(State(app): State<App>, Query(query): Query<Asked>) -> Result<Response, Failure> {
    app.ask(move |desk| {
        let rows = desk.first_of_ledger(&query.wanted()?, usize::MAX)?.0;
        Ok(file("text/csv; charset=utf-8", "ledger.csv", ledger::table(&rows)?))
    })
    .await
}

fn file(kind: &'static str, name: &str, text: String) -> Response {
    ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\""))], text)
        .into_response()
}
