//! The Security Council: drafts on the table and those that ended, what reports tell of drafts, and the vote on one.

use super::{Cited, Layout, page};
use crate::app::App;
use crate::failure::Failure;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use rapporteur::council::CouncilDraft;
use rapporteur_desk::docket::{ToldDraft, ToldStep};
use rapporteur_desk::votes;

/// A draft in a list.
struct Line {
    href: String,
    symbol: String,
    title: String,
    about: String,
}

impl Line {
    fn of(draft: &CouncilDraft) -> Self {
        let on = draft.history.last().map(|step| format!(" since {}", step.on)).unwrap_or_default();
        let item = if draft.item.is_empty() { String::new() } else { format!(" · {}", draft.item) };
        let by = if draft.sponsors.is_empty() { String::new() } else { format!(" · by {}", draft.sponsors.join(", ")) };
        Self {
            href: format!("/draft/{}", draft.symbol),
            symbol: draft.symbol.clone(),
            title: draft.title.clone(),
            about: format!("{}{on}{item}{by}", draft.stage().name()),
        }
    }
}

/// A draft that reports tell of.
struct Told {
    title: String,
    symbols: String,
    story: String,
    steps: Vec<(String, Cited)>,
    command: Option<String>,
}

impl Told {
    fn of(draft: &ToldDraft) -> Self {
        let step = |step: &ToldStep| {
            let by = if step.by.is_empty() { String::new() } else { format!(" · {}", step.by.join(", ")) };
            (format!("{}{by}", step.what), Cited::of(&step.cited, step.when.clone()))
        };
        Self {
            title: draft.title.clone(),
            symbols: draft.symbols.iter().cloned().collect::<Vec<_>>().join(", "),
            story: format!("/story/{}", draft.story),
            steps: draft.steps.iter().chain(&draft.intentions).map(step).collect(),
            command: draft.command(),
        }
    }
}

#[derive(Template)]
#[template(path = "docket.html")]
struct Docket {
    layout: Layout,
    open: Vec<Line>,
    ended: Vec<Line>,
    told: Vec<Told>,
}

pub(super) async fn docket(State(app): State<App>) -> Result<Response, Failure> {
    app.ask(|desk| {
        let (open, ended): (Vec<_>, Vec<_>) = desk.record.drafts()?.into_iter().partition(|draft| draft.stage().is_open());
        let layout = Layout::over(desk, "Council")?.with_rows("/api/v1/drafts".to_owned()).without_references();
        let told = desk.told_drafts()?.iter().map(Told::of).collect();
        Ok(page(&Docket { layout, open: open.iter().map(Line::of).collect(), ended: ended.iter().map(Line::of).collect(), told }))
    })
    .await
}

#[derive(Template)]
#[template(path = "draft.html")]
struct Draft {
    layout: Layout,
    line: Line,
    steps: Vec<(String, String)>,
    /// The board, what the rules make of the vote in words, and the rules.
    vote: Option<(String, String, Vec<String>)>,
}

pub(super) async fn draft(State(app): State<App>, Path(symbol): Path<String>) -> Result<Response, Failure> {
    app.ask(move |desk| {
        let drafts = desk.record.drafts()?;
        let draft = drafts.iter().find(|draft| draft.symbol.eq_ignore_ascii_case(&symbol));
        let draft = draft.ok_or_else(|| Failure::unknown(format!("there is no draft {symbol} in the docket")))?;
        let layout = Layout::over(desk, &format!("Draft {}", draft.symbol))?.with_rows("/api/v1/drafts".to_owned()).without_references();
        let step = |step: &rapporteur::council::Step| {
            let by = if step.by.is_empty() { String::new() } else { format!(" by {}", step.by.join(", ")) };
            let note = if step.note.is_empty() { String::new() } else { format!(": {}", step.note) };
            (step.on.to_string(), format!("{}{by}{note}", step.step.name()))
        };
        let vote = votes::on(draft)?.map(|(vote, row)| {
            let rules = row["rules"].as_array().into_iter().flatten().filter_map(|rule| rule.as_str().map(str::to_owned));
            (vote.svg, vote.words, rules.collect())
        });
        Ok(page(&Draft { layout, line: Line::of(draft), steps: draft.history.iter().map(step).collect(), vote }))
    })
    .await
}
