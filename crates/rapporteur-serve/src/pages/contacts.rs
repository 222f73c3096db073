//! Contacts: who met, called or wrote to whom, and every account of one; official accounts of two sides stand beside each other.

use super::account::Account;
use super::{Layout, asked, encoded, page, place, queried};
use crate::app::App;
use crate::failure::Failure;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use rapporteur::extract::{ContactKind, Languages};
use rapporteur::judge::readouts::{Compared, Label};
use rapporteur::text::Span;
use rapporteur_desk::readouts::Two;
use rapporteur_desk::{Desk, Period, contacts, told};
use rapporteur_store::{ContactView, TellingRow};
use serde::Deserialize;

/// Contacts on a page.
const SHOWN: usize = 100;

/// What a list of contacts is asked with.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct Asked {
    between: Option<String>,
    on: Option<String>,
    kind: Option<String>,
}

impl Asked {
    /// What the desk is asked; those who took part are parted by commas.
    pub(crate) fn wanted(&self) -> Result<contacts::Asked, Failure> {
        let kind = |name: &str| ContactKind::of(name).ok_or_else(|| Failure::asked(format!("there is no kind of contact `{name}`")));
        let between = asked(&self.between).unwrap_or_default().split(',').map(str::trim);
        Ok(contacts::Asked {
            between: between.filter(|name| !name.is_empty()).map(str::to_owned).collect(),
            on: asked(&self.on).map(Period::read_range).transpose()?,
            kind: asked(&self.kind).map(kind).transpose()?,
            latest: false,
        })
    }
}

/// A contact in a list.
pub(super) struct Line {
    pub(super) href: String,
    pub(super) parties: String,
    pub(super) about: String,
}

impl Line {
    fn of(contact: &ContactView) -> Self {
        Self { href: format!("/contact/{}", contact.id), parties: contacts::parties(contact), about: about(contact) }
    }
}

/// Day, kind, status, and how often it is told.
fn about(contact: &ContactView) -> String {
    let told = told(contact.tellings.len(), contact.origins()).map(|told| format!(" · {told}")).unwrap_or_default();
    format!("{} · {}, {}{told}", contacts::when(contact), contact.kind.label(), contact.status().label())
}

/// The first contacts that are asked for, and whether there are more.
pub(super) fn lines(desk: &Desk, wanted: &contacts::Asked, most: usize) -> Result<(Vec<Line>, bool), Failure> {
    let (mut lines, mut more) = (Vec::new(), false);
    desk.contacts(wanted, |contact| {
        more = lines.len() == most;
        if !more {
            lines.push(Line::of(&contact));
        }
        !more
    })?;
    Ok((lines, more))
}

#[derive(Template)]
#[template(path = "contacts.html")]
struct List {
    layout: Layout,
    between: String,
    on: String,
    kinds: Vec<(&'static str, bool)>,
    contacts: Vec<Line>,
    more: bool,
}

pub(super) async fn list(State(app): State<App>, Query(query): Query<Asked>) -> Result<Response, Failure> {
    app.ask(move |desk| {
        let wanted = query.wanted()?;
        let (contacts, more) = lines(desk, &wanted, SHOWN)?;
        let rows = queried("/api/v1/contacts", &[("between", &query.between), ("on", &query.on), ("kind", &query.kind)]);
        let layout = Layout::over(desk, "Contacts")?.listing(rows);
        let kinds = ContactKind::ALL.iter().map(|one| (one.label(), Some(*one) == wanted.kind)).collect();
        let (between, on) = (query.between.unwrap_or_default(), query.on.unwrap_or_default());
        Ok(page(&List { layout, between, on, kinds, contacts, more }))
    })
    .await
}

#[derive(Template)]
#[template(path = "contact.html")]
struct One {
    layout: Layout,
    id: String,
    about: String,
    parties: Vec<(String, String, String)>,
    accounts: Vec<Account>,
    sides: Option<Sides>,
}

fn account(telling: &TellingRow) -> Account {
    let told = &telling.contact;
    Account::of(&telling.report, &telling.origin, told.trigger, (told.status, told.rule.code()), contacts::account(telling))
}

/// Two official accounts beside each other.
struct Sides {
    names: [String; 2],
    points: Vec<Point>,
}

/// A point of the comparison: the words of each side that tells it, with the way to them.
struct Point {
    label: String,
    rule: &'static str,
    is_contrary: bool,
    sides: [Option<(String, String)>; 2],
}

impl Sides {
    fn of(desk: &Desk, languages: &Languages, contact: &ContactView) -> Option<Self> {
        let two = Two::of_contact(&desk.resources, languages, contact)?;
        let compared = two.compared(&desk.resources, languages);
        let points = compared.iter().map(|(point, spans)| Point::of(&two, point, spans)).collect();
        Some(Self { points, names: two.names })
    }
}

impl Point {
    fn of(two: &Two, point: &Compared, spans: &[Vec<Span>; 2]) -> Self {
        let side = |side: usize| {
            let (first, last) = (spans[side].first()?, spans[side].last()?);
            Some((two.words(side, &spans[side]), place(&two.reports[side].key, first.start, last.end)))
        };
        let is_contrary = point.label == Label::Contradicts;
        Self { label: two.label(point), rule: point.label.code(), is_contrary, sides: [side(0), side(1)] }
    }
}

pub(super) async fn one(State(app): State<App>, Path(id): Path<String>) -> Result<Response, Failure> {
    app.ask_reading(move |desk, languages| {
        let contact = desk.record.contact(&id)?;
        let layout = Layout::over(desk, &contacts::parties(&contact))?.with_rows(format!("/api/v1/contacts/{}", contact.id));
        let parties = contact.parties.iter().map(|(id, name, state)| {
            let state = state.as_deref().map(|state| format!(", {state}")).unwrap_or_default();
            (format!("/actor/{}", encoded(id)), name.clone(), state)
        });
        Ok(page(&One {
            layout,
            about: about(&contact),
            parties: parties.collect(),
            accounts: contact.tellings.iter().map(account).collect(),
            sides: Sides::of(desk, languages, &contact),
            id: contact.id,
        }))
    })
    .await
}
