//! A brief as one self-contained page: no script, nothing fetched, every word from outside escaped by the template.

use super::markdown::{names, period, spoken, told};
use crate::votes::Voted;
use crate::{Error, Result};
use askama::Template;
use rapporteur::brief::{Citation, StoryBrief};
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "brief.html")]
struct Page<'a> {
    title: &'a str,
    stories: Vec<Story<'a>>,
}

struct Story<'a> {
    brief: &'a StoryBrief,
    when: String,
    summary: Vec<Quote<'a>>,
    numbers: Vec<Number<'a>>,
    own: Vec<Quote<'a>>,
    voices: Vec<Voice<'a>>,
    votes: &'a [Voted],
}

struct Voice<'a> {
    name: &'a str,
    said: Vec<Said<'a>>,
}

struct Said<'a> {
    quote: Quote<'a>,
    told: String,
    disputed: bool,
}

struct Number<'a> {
    readings: Vec<(&'a str, Vec<Quote<'a>>)>,
}

struct Quote<'a> {
    words: &'a str,
    mark: String,
    by: &'a str,
}

/// The page; `votes` holds for each story the recorded votes on drafts that it names, or nothing at all.
pub(super) fn page(title: &str, stories: &[StoryBrief], votes: &[Vec<Voted>]) -> Result<String> {
    let names: Vec<BTreeMap<&str, String>> = stories.iter().map(names).collect();
    let page = Page {
        title,
        stories: stories
            .iter()
            .zip(&names)
            .enumerate()
            .map(|(at, (brief, by))| story(brief, by, votes.get(at).map_or(&[], Vec::as_slice)))
            .collect(),
    };
    page.render().map_err(|error| Error::asked(format!("writing the page: {error}")))
}

fn story<'a>(brief: &'a StoryBrief, by: &'a BTreeMap<&str, String>, votes: &'a [Voted]) -> Story<'a> {
    let quote = |citation: &'a Citation| Quote {
        words: &citation.words,
        mark: citation.mark(),
        by: by.get(citation.report.as_str()).map(String::as_str).unwrap_or_default(),
    };
    let quotes = |citations: &'a [Citation]| citations.iter().map(quote).collect::<Vec<_>>();
    Story {
        when: period(brief),
        summary: quotes(&brief.summary),
        numbers: brief
            .numbers
            .iter()
            .map(|number| Number {
                readings: number.readings.iter().map(|reading| (reading.words.as_str(), quotes(&reading.sentences))).collect(),
            })
            .collect(),
        own: brief.origins.iter().flat_map(|origin| quotes(&origin.own)).collect(),
        voices: brief
            .voices
            .iter()
            .map(|voice| Voice {
                name: &voice.name,
                said: voice
                    .said
                    .iter()
                    .map(|said| Said { quote: quote(&said.citation), told: told(said), disputed: said.disputed })
                    .collect(),
            })
            .collect(),
        votes,
        brief,
    }
}

/// What the template says in words.
impl Page<'_> {
    fn percent(&self, share: &u16) -> u16 {
        (share + 5) / 10
    }

    fn day(&self, published: &Option<String>) -> String {
        published.as_deref().map_or_else(|| "day not known".to_owned(), spoken)
    }

    fn or<'f>(&self, field: &'f Option<String>, unknown: &'f str) -> &'f str {
        field.as_deref().unwrap_or(unknown)
    }
}
