//! What is corrected of the record, and the forms that correct. Where the server only reads, a form says the command instead.

use super::{Layout, asked, page};
use crate::app::App;
use crate::failure::Failure;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use rapporteur_desk::Desk;
use rapporteur_desk::corrections::told;
use rapporteur_store::Field;
use serde::Deserialize;

/// A correction as it is listed.
struct Line {
    number: i64,
    words: String,
    undone: bool,
}

#[derive(Template)]
#[template(path = "corrections.html")]
struct List {
    layout: Layout,
    can: bool,
    runs: bool,
    failed: Option<String>,
    corrections: Vec<Line>,
}

pub(super) async fn list(State(app): State<App>) -> Result<Response, Failure> {
    let (can, following) = (app.corrects().is_some(), app.following());
    app.ask(move |desk| {
        let mut corrections = desk.record.corrections(true)?;
        corrections.reverse();
        let line = |one: &rapporteur_store::Correction| Line { number: one.number, words: told(one), undone: one.undone.is_some() };
        let layout = Layout::over(desk, "Corrections")?.with_rows("/api/v1/corrections".to_owned());
        let corrections = corrections.iter().map(line).collect();
        Ok(page(&List { layout, can, runs: following.runs, failed: following.failed, corrections }))
    })
    .await
}

#[derive(Deserialize)]
pub(super) struct Asked {
    of: Option<String>,
}

/// A report that can be chosen.
struct Choice {
    key: String,
    words: String,
}

/// What can be corrected of the thing that is asked for.
enum Sort {
    Story,
    Statement,
    Actor,
    Report,
}

#[derive(Template)]
#[template(path = "correct.html")]
struct Form {
    layout: Layout,
    can: bool,
    of: String,
    /// Its headline, words or name, and the way to it.
    what: String,
    href: String,
    sort: Sort,
    choices: Vec<Choice>,
    /// The fields of a report, as they are.
    fields: Vec<(&'static str, String)>,
}

pub(super) async fn form(State(app): State<App>, Query(query): Query<Asked>) -> Result<Response, Failure> {
    let can = app.corrects().is_some();
    app.ask(move |desk| {
        let of = asked(&query.of).ok_or_else(|| {
            Failure::asked("say what is to be corrected: /correct?of=s… a story, q… a statement, r… a report, or an actor")
        })?;
        Ok(page(&shown(desk, of, can)?))
    })
    .await
}

fn shown(desk: &Desk, of: &str, can: bool) -> Result<Form, Failure> {
    let layout = Layout::over(desk, "Correct")?;
    let is_key =
        |letter: char| of.strip_prefix(letter).is_some_and(|rest| rest.len() > 3 && rest.bytes().all(|byte| byte.is_ascii_hexdigit()));
    let choice = |key: &str, outlet: &Option<String>, words: &str| Choice {
        key: key.to_owned(),
        words: format!("{}: {words}", outlet.as_deref().unwrap_or("outlet not known")),
    };
    let mut form = Form {
        layout,
        can,
        of: of.to_owned(),
        what: String::new(),
        href: String::new(),
        sort: Sort::Actor,
        choices: Vec::new(),
        fields: Vec::new(),
    };
    if is_key('s') {
        let story = desk.record.story(of)?;
        let title = |title: &Option<String>| title.clone().unwrap_or_else(|| "(no headline)".to_owned());
        form.choices = story.reports.iter().map(|report| choice(&report.key, &report.outlet, &title(&report.title))).collect();
        form.what = desk.record.story_row(&story.key)?.map(|row| row.headline).unwrap_or_default();
        (form.href, form.of, form.sort) = (format!("/story/{}", story.key), story.key, Sort::Story);
    } else if is_key('q') {
        let statement = desk.record.statement(of)?;
        (form.what, form.href) = (statement.fullest().words(), format!("/statement/{}", statement.id));
        (form.of, form.sort) = (statement.id, Sort::Statement);
    } else if is_key('r') {
        let report = desk.record.report(of)?;
        let known = |field: &Option<String>| field.clone().unwrap_or_default();
        form.fields = Field::ALL
            .iter()
            .map(|field| match field {
                Field::Outlet => (field.label(), known(&report.outlet)),
                Field::Published => (field.label(), known(&report.published.map(|time| time.to_string()))),
                Field::Title => (field.label(), known(&report.title)),
                Field::Url => (field.label(), known(&report.url)),
                Field::Language => (field.label(), known(&report.language)),
            })
            .collect();
        form.what = report.title.clone().unwrap_or_else(|| "(no headline)".to_owned());
        (form.href, form.of, form.sort) = (format!("/report/{}", report.key), report.key, Sort::Report);
    } else {
        let found = desk.actor(of)?;
        let first = found.first().ok_or_else(|| Failure::asked("nobody goes by that"))?;
        for print in &first.printed {
            if !form.choices.iter().any(|choice| choice.key == print.report) {
                form.choices.push(choice(&print.report, &print.outlet, &print.name));
            }
        }
        (form.what, form.href, form.of) =
            (first.row.name.clone(), format!("/actor/{}", super::encoded(&first.row.id)), first.row.id.clone());
    }
    Ok(form)
}
