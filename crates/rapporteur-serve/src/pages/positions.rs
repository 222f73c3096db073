//! Positions: actors by questions, and where each stood on one over time, with the sentences that say so.

use super::{Layout, asked, counted, encoded, page, place, queried};
use crate::app::App;
use crate::failure::Failure;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use rapporteur::extract::Voice;
use rapporteur::record::day_written;
use rapporteur_desk::standing::{self, Board, Evidence, Standing, Step, strip};
use rapporteur_desk::{Desk, short};
use serde::Deserialize;

/// Actors of the matrix, questions told in full, sentences of a step.
const ACTORS: usize = 60;
const QUESTIONS: usize = 20;
const EVIDENCE: usize = 3;

/// What positions are asked with.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct Asked {
    on: Option<String>,
    of: Option<String>,
    unsure: Option<String>,
}

impl Asked {
    /// What the desk is asked.
    pub(crate) fn wanted(&self) -> standing::Asked {
        let own = |field: &Option<String>| asked(field).map(str::to_owned);
        standing::Asked { on: own(&self.on), of: own(&self.of), unsure: self.unsure.is_some(), ..standing::Asked::default() }
    }
}

#[derive(Template)]
#[template(path = "positions.html")]
struct Page {
    layout: Layout,
    on: String,
    of: String,
    unsure: bool,
    is_empty: bool,
    grid: Option<Grid>,
    questions: Vec<Question>,
    more: usize,
}

/// Actors by questions.
struct Grid {
    columns: Vec<(String, String, String)>,
    rows: Vec<(String, String, Vec<Option<Cell>>)>,
    hidden: Option<String>,
}

/// Where one actor stands on one question, in signs and in words.
struct Cell {
    href: String,
    signs: String,
    words: String,
}

/// One question with all who stand on it.
struct Question {
    name: String,
    story: Option<String>,
    strip: Option<String>,
    standings: Vec<Stood>,
}

/// One actor's stances on a question.
struct Stood {
    href: String,
    actor: String,
    words: String,
    steps: Vec<Told>,
}

/// A stance from a day on.
struct Told {
    head: String,
    evidence: Vec<Shown>,
    more: usize,
}

/// A sentence that tells a stance.
struct Shown {
    words: String,
    by: String,
    at: Option<(String, String)>,
}

pub(super) async fn list(State(app): State<App>, Query(query): Query<Asked>) -> Result<Response, Failure> {
    app.ask(move |desk| {
        let wanted = query.wanted();
        let board = desk.standings(&wanted)?;
        let layout = Layout::over(desk, "Positions")?
            .listing(queried("/api/v1/positions", &[("on", &query.on), ("of", &query.of), ("unsure", &query.unsure)]));
        let is_whole = wanted.on.is_none() && wanted.of.is_none();
        let all = board.questions();
        let told = if is_whole { &[] } else { &all[..] };
        Ok(page(&Page {
            layout,
            is_empty: board.standings.is_empty(),
            grid: (is_whole && !board.standings.is_empty()).then(|| Grid::of(&board, query.unsure.is_some())),
            questions: told.iter().take(QUESTIONS).map(|(id, _)| Question::of(&board, id)).collect(),
            more: told.len().saturating_sub(QUESTIONS),
            on: query.on.unwrap_or_default(),
            of: query.of.unwrap_or_default(),
            unsure: query.unsure.is_some(),
        }))
    })
    .await
}

fn of_question(id: &str) -> String {
    format!("/positions?on={}", encoded(id))
}

fn of_actor(id: &str) -> String {
    format!("/positions?of={}", encoded(id))
}

impl Grid {
    fn of(board: &Board, unsure: bool) -> Self {
        let matrix = board.matrix(ACTORS);
        // What is asked for here is asked for behind each link, too.
        let same = |href: String| if unsure { href + "&unsure=1" } else { href };
        let column = |(id, actors): &(&str, usize)| (same(of_question(id)), board.questions[*id].name.clone(), counted(*actors, "actor"));
        let cell = |standing: &Standing| Cell {
            href: same(format!("{}&of={}", of_question(&standing.question), encoded(&standing.actor))),
            signs: standing.signs(),
            words: standing.words(board),
        };
        let row = |(actor, cells): &(&str, Vec<Option<&Standing>>)| {
            (same(of_actor(actor)), board.parties[*actor].name.clone(), cells.iter().map(|standing| standing.map(cell)).collect())
        };
        let (questions, actors) = (matrix.hidden_questions, matrix.hidden_actors);
        let hidden = (questions + actors > 0).then(|| format!("{questions} more questions, {actors} more actors: ask for them by name."));
        Self { columns: matrix.columns.iter().map(column).collect(), rows: matrix.rows.iter().map(row).collect(), hidden }
    }
}

impl Question {
    fn of(board: &Board, id: &str) -> Self {
        let (question, standings) = (&board.questions[id], board.on(id));
        let has_days = strip::days(&standings).is_some_and(|(first, last)| first < last);
        Self {
            name: question.name.clone(),
            story: question.story.as_ref().map(|story| format!("/story/{story}")),
            strip: has_days.then(|| strip::svg(board, &standings)),
            standings: standings.iter().map(|standing| Stood::of(board, standing)).collect(),
        }
    }
}

impl Stood {
    fn of(board: &Board, standing: &Standing) -> Self {
        Self {
            href: of_actor(&standing.actor),
            actor: board.parties[&standing.actor].name.clone(),
            words: standing.words(board),
            steps: standing.steps.iter().map(Told::of).collect(),
        }
    }
}

impl Told {
    fn of(step: &Step) -> Self {
        let day = step.days.map_or_else(|| "day not known".to_owned(), |days| day_written(days.0));
        let (shown, more) = step.shown(EVIDENCE);
        Self { head: format!("{day}: {}", step.stance.label()), evidence: shown.into_iter().map(Shown::of).collect(), more }
    }
}

impl Shown {
    fn of(evidence: &Evidence) -> Self {
        let voiced = evidence.voiced_by.as_ref().map(|by| format!(" · voiced by {by}")).unwrap_or_default();
        let own = if evidence.voice == Voice::Own { " · speaks for nobody else" } else { "" };
        let outlet = evidence.outlet.as_deref().unwrap_or("outlet not known");
        Self { words: evidence.sentence.clone(), by: format!("{outlet}{voiced}{own}"), at: at(evidence) }
    }
}

/// The way to a sentence, and how the place is written; a draft of the docket has none.
fn at(evidence: &Evidence) -> Option<(String, String)> {
    let (start, end) = evidence.place?;
    Some((place(&evidence.report, start, end), format!("{}:{start}-{end}", short(&evidence.report))))
}

/// Where an actor stands on a question, as its own page lists it.
pub(super) struct Line {
    pub(super) href: String,
    pub(super) question: String,
    pub(super) words: String,
    pub(super) at: Option<(String, String)>,
}

/// Where one actor stands, on the questions on which most do first.
pub(super) fn lines(desk: &Desk, actor: &str, most: usize) -> Result<Vec<Line>, Failure> {
    let board = desk.standings(&standing::Asked { of: Some(actor.to_owned()), ..standing::Asked::default() })?;
    let line = |standing: &Standing| Line {
        href: format!("{}&of={}", of_question(&standing.question), encoded(&standing.actor)),
        question: board.questions[&standing.question].name.clone(),
        words: format!("{}: {}", board.parties[&standing.actor].name, standing.words(&board)),
        at: standing.last().and_then(|step| step.evidence.last()).and_then(at),
    };
    let all = board.questions();
    Ok(all.iter().flat_map(|(id, _)| board.on(id)).take(most).map(line).collect())
}
