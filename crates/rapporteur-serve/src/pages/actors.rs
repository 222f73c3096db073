//! Actors: who there is, under which names, in which offices, and what was said.

use super::statements::Line;
use super::{Layout, asked, contacts, counted, encoded, ledger, page, positions, queried};
use crate::app::App;
use crate::failure::Failure;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use rapporteur::extract::ReferentKind;
use rapporteur_desk::statements;
use rapporteur_desk::votes::Did;
use serde::Deserialize;

/// Actors on a page, and statements on the page of one.
const SHOWN: usize = 200;
const SAID: usize = 40;

/// Contacts, positions and commitments on the page of one.
const FIRST: usize = 10;

#[derive(Deserialize)]
pub(super) struct Asked {
    kind: Option<String>,
    state: Option<String>,
}

#[derive(Template)]
#[template(path = "actors.html")]
struct List {
    layout: Layout,
    kinds: Vec<(&'static str, bool)>,
    state: String,
    actors: Vec<Row>,
}

struct Row {
    href: String,
    name: String,
    kind: &'static str,
    state: String,
    counts: String,
}

pub(super) async fn list(State(app): State<App>, Query(query): Query<Asked>) -> Result<Response, Failure> {
    app.ask(move |desk| {
        let kind = match asked(&query.kind) {
            None => None,
            Some(name) => Some(ReferentKind::of(name).ok_or_else(|| Failure::asked(format!("there is no kind of actor `{name}`")))?),
        };
        let found = desk.actors(kind, asked(&query.state), SHOWN)?;
        let actors = found.into_iter().map(|actor| Row {
            href: format!("/actor/{}", encoded(&actor.id)),
            kind: actor.kind.label(),
            state: actor.state.filter(|_| actor.kind != ReferentKind::State).unwrap_or_default(),
            counts: format!("{}, {}", counted(actor.statements, "statement"), counted(actor.reports, "report")),
            name: actor.name,
        });
        let layout = Layout::over(desk, "Actors")?
            .with_rows(queried("/api/v1/actors", &[("kind", &query.kind), ("state", &query.state)]))
            .without_references();
        let kinds = ReferentKind::ALL.iter().filter(|one| **one != ReferentKind::Unnamed);
        let kinds = kinds.map(|one| (one.label(), Some(*one) == kind)).collect();
        Ok(page(&List { layout, kinds, state: query.state.unwrap_or_default(), actors: actors.collect() }))
    })
    .await
}

#[derive(Template)]
#[template(path = "actor.html")]
struct One {
    layout: Layout,
    id: String,
    /// The identifier as a part of an address.
    address: String,
    name: String,
    kind: &'static str,
    state: Option<String>,
    names: Vec<String>,
    titles: Vec<(String, usize)>,
    offices: Vec<(String, String)>,
    reports: usize,
    statements: usize,
    said: Vec<Line>,
    contacts: Vec<contacts::Line>,
    positions: Vec<positions::Line>,
    bound: Vec<ledger::Line>,
    owed: Vec<ledger::Line>,
    others: Vec<(String, String)>,
    /// Of a state: drafts before the Council that it sponsors or voted on.
    council: Vec<Did>,
}

pub(super) async fn one(State(app): State<App>, Path(id): Path<String>) -> Result<Response, Failure> {
    app.ask(move |desk| {
        let found = desk.actor(&id)?;
        let Some((first, others)) = found.split_first() else { return Err(Failure::asked("nobody goes by that")) };
        let row = &first.row;
        let mut names: Vec<String> = first.printed.iter().map(|print| print.name.clone()).collect();
        names.sort_unstable();
        names.dedup();
        let state = row.state.as_deref().filter(|_| row.kind != ReferentKind::State);
        let state = state.and_then(|code| desk.resources.actors.state(code)).map(|state| state.name.clone());
        let offices = first.tenures.iter().map(|tenure| {
            let from = if tenure.from.is_empty() { "?" } else { &tenure.from };
            let until = if tenure.until.is_empty() { format!("in office on {}", tenure.as_of) } else { tenure.until.clone() };
            (tenure.office.clone(), format!("{from} to {until}"))
        });
        let mut said = Vec::new();
        let wanted = statements::Asked { by: Some(row.id.clone()), ..statements::Asked::default() };
        desk.statements(&wanted, |statement| {
            said.push(Line::of(&statement));
            said.len() < SAID
        })?;
        let with = rapporteur_desk::contacts::Asked { between: vec![row.id.clone()], ..Default::default() };
        let bound = rapporteur_desk::ledger::Asked { by: Some(row.id.clone()), ..Default::default() };
        let owed = rapporteur_desk::ledger::Asked { to: Some(row.id.clone()), ..Default::default() };
        let layout = Layout::over(desk, &row.name)?
            .with_feed(format!("/feeds/actor/{}.atom", encoded(&row.id)))
            .with_rows(format!("/api/v1/actors/{}", encoded(&row.id)))
            .with_correction(&row.id);
        let council = match row.id.strip_prefix("state:") {
            Some(state) => desk.did_in_council(state)?,
            None => Vec::new(),
        };
        Ok(page(&One {
            layout,
            council,
            id: row.id.clone(),
            address: encoded(&row.id),
            name: row.name.clone(),
            kind: row.kind.label(),
            state,
            names,
            titles: first.titles.iter().map(|(title, reports)| (title.clone(), reports.len())).collect(),
            offices: offices.collect(),
            reports: row.reports,
            statements: row.statements,
            said,
            contacts: contacts::lines(desk, &with, FIRST)?.0,
            positions: positions::lines(desk, &row.id, FIRST)?,
            bound: ledger::lines(desk, &bound, FIRST)?,
            owed: ledger::lines(desk, &owed, FIRST)?,
            others: others.iter().map(|one| (format!("/actor/{}", encoded(&one.row.id)), one.row.name.clone())).collect(),
        }))
    })
    .await
}
