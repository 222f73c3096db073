//! One box: words, and `by:`, `to:`, `about:`, `on:`, `state:`, `sense:` for statements, `origin:` for whose copy it is. Kinds are tabs with what each
//! found; reports that carry one copy are one line.

use super::statements::Line;
use super::{Layout, asked, counted, day, encoded, page};
use crate::app::App;
use crate::failure::Failure;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use rapporteur::extract::Sense;
use rapporteur_desk::{Desk, Period, statements};
use rapporteur_store::{Hit, StoryRow};
use serde::Deserialize;
use std::collections::BTreeMap;

/// What is shown of each kind.
const SHOWN: usize = 40;

/// Reports that are looked at: those that carry one copy are one line.
const LOOKED_AT: usize = 200;

/// Statements that are looked at where some of them are not wanted.
const SIFTED: usize = 400;

#[derive(Deserialize)]
pub(super) struct Asked {
    q: Option<String>,
    kind: Option<String>,
    copies: Option<String>,
}

/// What is found of a kind.
struct Tab {
    name: &'static str,
    href: String,
    count: String,
    here: bool,
}

#[derive(Template)]
#[template(path = "search.html")]
struct Page {
    layout: Layout,
    q: String,
    asked: bool,
    tabs: Vec<Tab>,
    kind: &'static str,
    statements: Vec<Line>,
    reports: Vec<Listed>,
    stories: Vec<StoryRow>,
    actors: Vec<(String, String, String)>,
    refused: Option<String>,
    more: bool,
    /// The words, where they can be kept as a search and this server keeps any.
    keeps: Option<String>,
}

/// A report that was found, and the others that carry the same copy.
struct Listed {
    found: Found,
    carriers: usize,
    all: String,
}

/// A report that was found.
pub(super) struct Found {
    pub(super) key: String,
    pub(super) title: String,
    pub(super) outlet: String,
    pub(super) day: String,
    /// Words around the match in pieces, those that match marked.
    pub(super) snippet: Vec<(bool, String)>,
}

impl Found {
    pub(super) fn of(hit: Hit) -> Self {
        Self {
            key: hit.report,
            title: hit.title.unwrap_or_else(|| "(no headline)".to_owned()),
            outlet: hit.outlet.unwrap_or_else(|| "outlet not known".to_owned()),
            day: day(hit.published.as_deref()),
            snippet: pieces(&hit.snippet),
        }
    }
}

const KINDS: [&str; 4] = ["statements", "reports", "stories", "actors"];

pub(super) async fn search(State(app): State<App>, Query(query): Query<Asked>) -> Result<Response, Failure> {
    let can = app.corrects().is_some();
    app.ask(move |desk| {
        let q = asked(&query.q).unwrap_or_default().to_owned();
        let mut found = Page {
            layout: Layout::over(desk, "Search")?,
            asked: !q.is_empty(),
            tabs: Vec::new(),
            kind: KINDS[0],
            statements: Vec::new(),
            reports: Vec::new(),
            stories: Vec::new(),
            actors: Vec::new(),
            refused: None,
            more: false,
            keeps: None,
            q,
        };
        if found.asked {
            fill(desk, &mut found, asked(&query.kind), query.copies.is_some(), can)?;
        }
        Ok(page(&found))
    })
    .await
}

fn fill(desk: &Desk, page: &mut Page, kind: Option<&str>, copies: bool, can: bool) -> Result<(), Failure> {
    let question = read(&page.q)?;
    let (lines, more_said) = said(desk, &question, &mut page.refused)?;
    let hits = if question.words.is_empty() { Vec::new() } else { found(desk, &question, &mut page.refused)? };
    let more_hits = hits.len() == LOOKED_AT;
    let mut stories = Vec::new();
    for (_, _, story) in &hits {
        if let Some(story) = story
            && !stories.contains(story)
        {
            stories.push(story.clone());
        }
    }
    let named = match desk.record.actors_named(&question.words) {
        _ if !question.plain => Vec::new(),
        Ok(named) => named,
        // Nobody goes by that.
        Err(error) if error.is_query() => Vec::new(),
        Err(error) => return Err(error.into()),
    };
    let reports = folded(hits, &page.q, copies);
    let counts = [(lines.len(), more_said), (reports.len(), more_hits), (stories.len(), more_hits), (named.len(), false)];
    // The kind that is asked for; else the first of which something is found.
    let first = counts.iter().position(|(count, _)| *count > 0).unwrap_or(0);
    let at = match kind {
        Some(kind) => KINDS
            .iter()
            .position(|known| *known == kind)
            .ok_or_else(|| Failure::asked(format!("there is no kind `{kind}`: {}", KINDS.join(", "))))?,
        None => first,
    };
    let tab = |(name, (count, more)): (&&'static str, (usize, bool))| Tab {
        name,
        href: format!("/search?q={}&kind={name}", encoded(&page.q)),
        count: format!("{count}{}", if more { "+" } else { "" }),
        here: *name == KINDS[at],
    };
    page.tabs = KINDS.iter().zip(counts).map(tab).collect();
    page.kind = KINDS[at];
    page.more = counts[at].1 || counts[at].0 > SHOWN;
    match page.kind {
        "statements" => page.statements = lines.into_iter().take(SHOWN).collect(),
        "reports" => page.reports = reports.into_iter().take(SHOWN).collect(),
        "stories" => {
            for story in stories.iter().take(SHOWN) {
                page.stories.extend(desk.record.story_row(story)?);
            }
        }
        _ => {
            for id in named.iter().take(SHOWN) {
                if let Some(row) = desk.record.actor(id)? {
                    let counts = format!("{}, {}", counted(row.statements, "statement"), counted(row.reports, "report"));
                    page.actors.push((format!("/actor/{}", encoded(id)), row.name, format!("{} · {counts}", row.kind.label())));
                }
            }
        }
    }
    let words = encoded(&question.words);
    page.keeps = (question.plain && can && page.refused.is_none()).then(|| question.words.clone());
    page.layout = match page.kind {
        _ if question.words.is_empty() => page.layout.clone(),
        "reports" => page.layout.clone().listing(format!("/api/v1/search?q={words}")),
        _ => page.layout.clone().with_rows(format!("/api/v1/search?q={words}")),
    };
    Ok(())
}

/// Statements that are asked for, and whether there are more.
fn said(desk: &Desk, question: &Question, refused: &mut Option<String>) -> Result<(Vec<Line>, bool), Failure> {
    let (mut lines, mut looked) = (Vec::new(), 0);
    let mut outlets: BTreeMap<String, Option<String>> = BTreeMap::new();
    let asked = desk.statements(&question.wanted, |statement| {
        looked += 1;
        let sense = question.sense.is_none_or(|sense| statement.wordings.iter().any(|wording| wording.account.sense == sense));
        let origin = question.origin.as_ref().is_none_or(|origin| {
            statement.wordings.iter().any(|wording| {
                let outlet = outlets
                    .entry(wording.origin.clone())
                    .or_insert_with(|| desk.record.report(&wording.origin).ok().and_then(|report| report.outlet));
                is_named(outlet.as_deref(), origin)
            })
        });
        if sense && origin {
            lines.push(Line::of(&statement));
        }
        lines.len() <= SHOWN && looked < SIFTED
    });
    match asked {
        Ok(()) => {}
        Err(error) if error.is_question() => *refused = Some(error.to_string()),
        Err(error) => return Err(error.into()),
    }
    let more = lines.len() > SHOWN || looked == SIFTED;
    lines.truncate(SHOWN);
    Ok((lines, more))
}

fn is_named(outlet: Option<&str>, words: &str) -> bool {
    outlet.is_some_and(|outlet| outlet.to_lowercase().contains(&words.to_lowercase()))
}

/// A report, the key of the one whose copy it carries, and its story.
type Carried = (Hit, String, Option<String>);

fn found(desk: &Desk, question: &Question, refused: &mut Option<String>) -> Result<Vec<Carried>, Failure> {
    let hits = match desk.record.search(&question.words, LOOKED_AT) {
        Ok(hits) => hits,
        Err(error) if error.is_query() => {
            *refused = Some(error.to_string());
            return Ok(Vec::new());
        }
        Err(error) => return Err(error.into()),
    };
    let mut found = Vec::new();
    for hit in hits {
        let origin = desk.record.origin_of(&hit.report)?.unwrap_or_else(|| hit.report.clone());
        if let Some(words) = &question.origin {
            let outlet = if origin == hit.report { hit.outlet.clone() } else { desk.record.report(&origin)?.outlet };
            if !is_named(outlet.as_deref(), words) {
                continue;
            }
        }
        let story = desk.record.story_of(&hit.report)?;
        found.push((hit, origin, story));
    }
    Ok(found)
}

/// Reports that carry one copy as one line, that of the best; each for itself where copies are asked for.
fn folded(hits: Vec<Carried>, q: &str, copies: bool) -> Vec<Listed> {
    let mut lines: Vec<Listed> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for (hit, origin, _) in hits {
        if let Some(&at) = places.get(&origin).filter(|_| !copies) {
            lines[at].carriers += 1;
            continue;
        }
        places.insert(origin, lines.len());
        lines.push(Listed { found: Found::of(hit), carriers: 0, all: format!("/search?q={}&kind=reports&copies=1", encoded(q)) });
    }
    lines
}

/// What is asked in the box.
#[derive(Default)]
struct Question {
    wanted: statements::Asked,
    words: String,
    sense: Option<Sense>,
    origin: Option<String>,
    /// Is it nothing but words?
    plain: bool,
}

fn read(q: &str) -> Result<Question, Failure> {
    let (mut question, mut words) = (Question { plain: true, ..Question::default() }, Vec::new());
    let wanted = &mut question.wanted;
    // A name of several words stands in quotation marks: by:"Ana Reyes".
    let mut rest = q;
    while let Some((field, value, after)) = next(rest) {
        rest = after;
        question.plain &= field.is_empty();
        match field {
            "by" => wanted.by = Some(value),
            "to" => wanted.to = Some(value),
            "state" => wanted.state = Some(value),
            "about" => words.push(value),
            "on" => wanted.on = Some(Period::read_range(&value)?),
            "sense" => {
                let known = Sense::ALL.iter().find(|sense| sense.label() == value);
                question.sense = Some(*known.ok_or_else(|| {
                    let all: Vec<&str> = Sense::ALL.iter().map(|sense| sense.label()).collect();
                    Failure::asked(format!("there is no sense `{value}`: {}", all.join(", ")))
                })?);
            }
            "origin" => question.origin = Some(value),
            _ => words.push(value),
        }
    }
    question.words = words.join(" ");
    question.wanted.about = (!question.words.is_empty()).then(|| question.words.clone());
    Ok(question)
}

/// The next word with its field, and what is left.
fn next(rest: &str) -> Option<(&str, String, &str)> {
    let rest = rest.trim_start();
    if rest.is_empty() {
        return None;
    }
    let colon = rest.find(':').filter(|&at| ["by", "to", "about", "on", "state", "sense", "origin"].contains(&&rest[..at]));
    let (field, value) = colon.map_or(("", rest), |at| (&rest[..at], &rest[at + 1..]));
    if let Some((inside, after)) = value.strip_prefix('"').and_then(|value| value.split_once('"')) {
        return Some((field, inside.to_owned(), after));
    }
    let end = value.find(char::is_whitespace).unwrap_or(value.len());
    Some((field, value[..end].to_owned(), &value[end..]))
}

/// A snippet in pieces, those that match marked.
fn pieces(snippet: &str) -> Vec<(bool, String)> {
    let mut found = Vec::new();
    for (at, part) in snippet.split('\u{1}').enumerate() {
        match part.split_once('\u{2}') {
            Some((hit, after)) if at > 0 => found.extend([(true, hit.to_owned()), (false, after.to_owned())]),
            _ => found.push((false, part.to_owned())),
        }
    }
    found
}
