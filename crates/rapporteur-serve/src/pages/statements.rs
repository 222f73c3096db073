//! Statements: who said what, and every wording of one laid under the fullest.

use super::{Layout, asked, day, encoded, page, place, queried};
use crate::app::App;
use crate::failure::Failure;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use rapporteur::extract::Manner;
use rapporteur_desk::statements::{self, is_sure, speaker};
use rapporteur_desk::wording::{alarms, laid};
use rapporteur_desk::{Calendar, Period, told};
use rapporteur_store::{StatementView, WordingRow};
use serde::Deserialize;

/// Statements on a page.
pub(super) const SHOWN: usize = 100;

/// What a list of statements is asked with.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct Asked {
    by: Option<String>,
    to: Option<String>,
    state: Option<String>,
    story: Option<String>,
    on: Option<String>,
    about: Option<String>,
    manner: Option<String>,
    unsure: Option<String>,
}

impl Asked {
    /// What the desk is asked: what was said, unless another manner is named, or all.
    pub(crate) fn wanted(&self) -> Result<statements::Asked, Failure> {
        let own = |field: &Option<String>| asked(field).map(str::to_owned);
        let manner = match asked(&self.manner) {
            None => Some(Manner::Speech),
            Some("all") => None,
            Some(name) => Some(Manner::of(name).ok_or_else(|| Failure::asked(format!("there is no manner `{name}`")))?),
        };
        Ok(statements::Asked {
            by: own(&self.by),
            to: own(&self.to),
            state: own(&self.state),
            story: own(&self.story),
            manner,
            on: asked(&self.on).map(Period::read_range).transpose()?,
            about: own(&self.about),
            unsure: self.unsure.is_some(),
            ..statements::Asked::default()
        })
    }

    /// The same question of another address.
    fn of(&self, path: &str) -> String {
        let who = [("by", &self.by), ("to", &self.to), ("state", &self.state), ("about", &self.about)];
        let which = [("on", &self.on), ("story", &self.story), ("manner", &self.manner), ("unsure", &self.unsure)];
        queried(path, &[who, which].concat())
    }
}

/// A statement in a list.
pub(super) struct Line {
    pub(super) id: String,
    pub(super) speaker: String,
    pub(super) actor: Option<String>,
    pub(super) cue: String,
    pub(super) words: String,
    pub(super) day: String,
    pub(super) outlet: String,
    pub(super) told: String,
    pub(super) sense: &'static str,
    pub(super) unsure: bool,
    pub(super) href: String,
}

#[derive(Template)]
#[template(path = "statements.html")]
struct List {
    layout: Layout,
    asked: [(&'static str, &'static str, String); 6],
    unsure: bool,
    lines: Vec<Line>,
    more: bool,
}

pub(super) async fn list(State(app): State<App>, Query(query): Query<Asked>) -> Result<Response, Failure> {
    app.ask(move |desk| {
        let wanted = query.wanted()?;
        let (mut lines, mut more) = (Vec::new(), false);
        desk.statements(&wanted, |statement| {
            more = lines.len() == SHOWN;
            if !more {
                lines.push(Line::of(&statement));
            }
            !more
        })?;
        let field = |field: &Option<String>| asked(field).unwrap_or_default().to_owned();
        let fields = [
            ("by", "Speaker", field(&query.by)),
            ("to", "To whom", field(&query.to)),
            ("state", "State", field(&query.state)),
            ("about", "Words", field(&query.about)),
            ("on", "Day said, or DAY..DAY", field(&query.on)),
            ("story", "Story", field(&query.story)),
        ];
        let layout = Layout::over(desk, "Statements")?.listing(query.of("/api/v1/statements"));
        Ok(page(&List { layout, asked: fields, unsure: query.unsure.is_some(), lines, more }))
    })
    .await
}

impl Line {
    pub(super) fn of(statement: &StatementView) -> Self {
        let full = statement.fullest();
        let start = full.account.content.first().map_or(0, |span| span.start);
        let end = full.account.content.last().map_or(0, |span| span.end);
        Self {
            id: statement.id.clone(),
            speaker: speaker(statement),
            actor: statement.actor.as_ref().map(|(id, _)| format!("/actor/{}", encoded(id))),
            cue: full.account.cue_words(&full.report.text).unwrap_or_default(),
            words: words(full),
            day: day(full.report.published.map(|time| time.to_string()).as_deref()),
            outlet: full.report.outlet.clone().unwrap_or_else(|| "outlet not known".to_owned()),
            told: told(statement.wordings.len(), statement.origins()).unwrap_or_default(),
            sense: full.account.sense.label(),
            unsure: !statement.wordings.iter().any(is_sure),
            href: place(&full.report.key, start, end),
        }
    }
}

fn words(wording: &WordingRow) -> String {
    if wording.account.form == rapporteur::extract::Form::Direct { format!("“{}”", wording.words()) } else { wording.words() }
}

#[derive(Template)]
#[template(path = "statement.html")]
struct One {
    layout: Layout,
    line: Line,
    to: Option<(String, String)>,
    story: String,
    wordings: Vec<Wording>,
}

/// One wording beside the fullest.
struct Wording {
    stands: &'static str,
    outlet: String,
    day: String,
    report: String,
    href: String,
    how: String,
    around: Vec<(&'static str, String)>,
    pieces: Vec<(&'static str, String)>,
    alarms: Vec<String>,
    carries: Option<String>,
}

pub(super) async fn one(State(app): State<App>, Path(id): Path<String>) -> Result<Response, Failure> {
    app.ask(move |desk| {
        let statement = desk.record.statement(&id)?;
        let layout = Layout::over(desk, &format!("Statement {}", rapporteur_desk::short(&statement.id)))?
            .with_rows(format!("/api/v1/statements/{}", statement.id))
            .with_correction(&statement.id);
        let full = statement.fullest();
        let wordings = statement.wordings.iter().map(|wording| beside(full, wording, &desk.calendar)).collect();
        let to = statement.addressee.as_ref().map(|(id, name)| (format!("/actor/{}", encoded(id)), name.clone()));
        Ok(page(&One { layout, line: Line::of(&statement), to, story: statement.story.clone(), wordings }))
    })
    .await
}

fn beside(full: &WordingRow, wording: &WordingRow, calendar: &Calendar) -> Wording {
    let (report, account) = (&wording.report, &wording.account);
    let (variant, stretches) = laid(calendar, full, wording);
    let of = |span: Option<rapporteur::text::Span>| span.map(|span| span.of(&report.text).to_owned()).unwrap_or_default();
    let value = calendar.said(report, account).map(|time| format!(" ({})", time.value)).unwrap_or_default();
    let around =
        [("source", wording.source()), ("through", of(account.medium)), ("when", of(account.when) + &value), ("where", of(account.place))];
    let mut pieces = Vec::new();
    for stretch in &stretches {
        match stretch.same {
            true => pieces.push(("same", stretch.here.clone())),
            false => pieces.extend([("del", stretch.fuller.clone()), ("ins", stretch.here.clone())]),
        }
    }
    let start = account.content.first().map_or(0, |span| span.start);
    let end = account.content.last().map_or(0, |span| span.end);
    Wording {
        stands: if wording.fullest { "fullest" } else { variant.label() },
        outlet: report.outlet.clone().unwrap_or_else(|| "outlet not known".to_owned()),
        day: day(report.published.map(|time| time.to_string()).as_deref()),
        href: place(&report.key, start, end),
        report: report.key.clone(),
        how: format!("{}, {}, rule {}", account.form.label(), account.sense.label(), account.rule.code()),
        around: around.into_iter().filter(|(_, words)| !words.trim().is_empty()).collect(),
        pieces: pieces.into_iter().filter(|(_, words)| !words.is_empty()).collect(),
        alarms: alarms(&stretches).into_iter().map(|(touch, words)| format!("{}: {words}", touch.label())).collect(),
        carries: (wording.origin != report.key).then(|| wording.origin.clone()),
    }
}
