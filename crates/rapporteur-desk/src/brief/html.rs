//! A brief as one self-contained page: no script, nothing fetched, every word from outside escaped by the template.

use super::markdown::{NONE, ONE_ORIGIN, address, names, origin_name, period, spoken, told};
use super::{Section, Sheet};
use crate::votes::Voted;
use crate::{Error, Result};
use askama::Template;
use rapporteur::brief::{Carried, Citation, OriginGroup, StoryBrief};
use rapporteur_store::StoryTieRow;
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
    ties: &'a [StoryTieRow],
    happened: Block<'a>,
    others: Vec<Block<'a>>,
}

struct Block<'a> {
    heading: &'a str,
    lines: Vec<Stated<'a>>,
    more: Option<String>,
}

struct Stated<'a> {
    head: &'a str,
    note: &'a str,
    quotes: Vec<Quote<'a>>,
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
    href: Option<&'a str>,
}

/// The page.
pub(super) fn page(title: &str, sheets: &[Sheet<'_>]) -> Result<String> {
    let names: Vec<BTreeMap<&str, String>> = sheets.iter().map(|sheet| names(sheet.story)).collect();
    let page = Page { title, stories: sheets.iter().zip(&names).map(|(sheet, by)| story(sheet, by)).collect() };
    page.render().map_err(|error| Error::asked(format!("writing the page: {error}")))
}

fn story<'a>(sheet: &'a Sheet<'a>, by: &'a BTreeMap<&str, String>) -> Story<'a> {
    let brief = sheet.story;
    let addresses: BTreeMap<&str, &str> = brief
        .origins
        .iter()
        .flat_map(|origin| &origin.reports)
        .filter_map(|report| address(report).map(|url| (report.report.as_str(), url)))
        .collect();
    let quote = |citation: &'a Citation| Quote {
        words: &citation.words,
        mark: citation.mark(),
        by: by.get(citation.report.as_str()).map(String::as_str).unwrap_or_default(),
        href: addresses.get(citation.report.as_str()).copied(),
    };
    let quotes = |citations: &'a [Citation]| citations.iter().map(quote).collect::<Vec<_>>();
    let voices = brief.voices.iter().map(|voice| Voice {
        name: &voice.name,
        said: voice.said.iter().map(|said| Said { quote: quote(&said.citation), told: told(said), disputed: said.disputed }).collect(),
    });
    let numbers = brief.numbers.iter().map(|number| Number {
        readings: number.readings.iter().map(|reading| (reading.words.as_str(), quotes(&reading.sentences))).collect(),
    });
    let block = |section: &'a Section| Block {
        heading: section.heading,
        lines: section.lines.iter().map(|line| Stated { head: &line.head, note: &line.note, quotes: quotes(&line.cited) }).collect(),
        more: section.left_out(),
    };
    let [happened, others @ ..] = &sheet.sections;
    Story {
        happened: block(happened),
        others: others.iter().map(block).collect(),
        when: period(brief),
        summary: quotes(&brief.summary),
        numbers: numbers.collect(),
        own: brief.origins.iter().flat_map(|origin| quotes(&origin.own)).collect(),
        voices: voices.collect(),
        votes: &sheet.votes,
        ties: &sheet.ties,
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

    fn none(&self) -> &'static str {
        NONE
    }

    fn one_origin(&self) -> &'static str {
        ONE_ORIGIN
    }

    fn origin<'f>(&self, origin: &'f OriginGroup) -> &'f str {
        origin_name(origin)
    }

    fn address<'f>(&self, report: &'f Carried) -> Option<&'f str> {
        address(report)
    }

    fn terms(&self, tie: &StoryTieRow) -> String {
        tie.terms.join(", ")
    }

    fn or<'f>(&self, field: &'f Option<String>, unknown: &'f str) -> &'f str {
        field.as_deref().unwrap_or(unknown)
    }
}
