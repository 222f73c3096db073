//! A brief as one self-contained page: no script, nothing fetched, every word from outside escaped by the template.

use super::annex::Cited;
use super::markdown::{
    ANNEX_HEADING, ANNEX_NOTE, NONE, ONE_ORIGIN, READING, Shown as Printed, THREADS, UNDATED, address, address_of, addresses, days,
    is_named, more_like_it, names, on_page, origin_name, period, spoken, titled, told,
};
use super::phrases::Phrases;
use super::{Band, Entry, Front, Section, Sheet, Told};
use crate::votes::Voted;
use crate::{Error, Result};
use askama::Template;
use rapporteur::brief::{Carried, Citation, OriginGroup, StoryBrief, Thread};
use rapporteur::record::Report;
use rapporteur_store::StoryTieRow;
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "brief.html")]
struct Page<'a> {
    title: &'a str,
    phrases: &'a Phrases,
    front: Option<&'a Front<'a>>,
    bands: Vec<Shown<'a>>,
    stories: Vec<Story<'a>>,
    annex: Option<&'a [Cited]>,
}

/// A band of the front page.
struct Shown<'a> {
    band: Band,
    entries: Vec<Listed<'a>>,
}

struct Listed<'a> {
    story: &'a StoryBrief,
    lines: Vec<(&'a str, &'a str, Option<Quote<'a>>)>,
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
    more_ties: Option<&'a str>,
    corrected: &'a [String],
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
    note: String,
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
    quantity: &'a str,
    readings: Vec<Read<'a>>,
}

struct Read<'a> {
    words: &'a str,
    quotes: Vec<Quote<'a>>,
    more: Option<String>,
}

struct Quote<'a> {
    words: &'a str,
    /// Was it printed above?
    is_again: bool,
    mark: String,
    by: String,
    /// Where the mark leads: to the words in the annex, else to the report's address.
    href: Option<String>,
    /// Where the name of the report leads: to its address, where the mark does not.
    source: Option<&'a str>,
}

/// The tag that an annex begins with; no words from outside can stand so, since they are escaped.
pub(super) const ANNEX: &str = "<section id=\"annex\">";

/// The page.
pub(super) fn page(laid: &super::Page<'_>) -> Result<String> {
    let named: Vec<BTreeMap<&str, String>> = laid.sheets.iter().map(|sheet| names(sheet.story)).collect();
    let stories = laid.sheets.iter().zip(&named).map(|(sheet, by)| story(sheet, by, laid.annex.is_some()));
    let entries: Vec<(&Entry<'_>, BTreeMap<&str, String>)> =
        laid.front.into_iter().flat_map(|front| &front.entries).map(|entry| (entry, names(entry.story))).collect();
    let bands = Band::ALL.into_iter().map(|band| Shown { band, entries: listed(band, &entries, laid.annex.is_some()) });
    let bands = if laid.front.is_some() { bands.collect() } else { Vec::new() };
    let page = Page { title: laid.title, phrases: &laid.phrases, front: laid.front, bands, stories: stories.collect(), annex: laid.annex };
    page.render().map_err(|error| Error::asked(format!("writing the page: {error}")))
}

/// The stories of a band, each in its lines.
fn listed<'a>(band: Band, entries: &'a [(&'a Entry<'a>, BTreeMap<&'a str, String>)], annexed: bool) -> Vec<Listed<'a>> {
    let of_band = entries.iter().filter(|(entry, _)| entry.band == band);
    let listed = of_band.map(|(entry, by)| {
        let addresses = addresses(entry.story);
        let line = |line: &'a Told| {
            let quote = line.cited.as_ref().map(|citation| quoted(citation, by, &addresses, annexed));
            (line.label, line.words.as_str(), quote)
        };
        Listed { story: entry.story, lines: entry.lines.iter().map(line).collect() }
    });
    listed.collect()
}

fn quoted<'a>(citation: &'a Citation, by: &'a BTreeMap<&str, String>, addresses: &BTreeMap<&'a str, &'a str>, annexed: bool) -> Quote<'a> {
    let (mark, source) = (citation.mark(), addresses.get(citation.report.as_str()).copied());
    Quote {
        words: &citation.words,
        is_again: false,
        by: on_page(by.get(citation.report.as_str()).map(String::as_str).unwrap_or_default(), citation),
        href: if annexed { Some(format!("#{mark}")) } else { source.map(str::to_owned) },
        source: source.filter(|_| annexed),
        mark,
    }
}

fn story<'a>(sheet: &'a Sheet<'a>, by: &'a BTreeMap<&str, String>, annexed: bool) -> Story<'a> {
    let brief = sheet.story;
    let addresses = addresses(brief);
    let mut printed = Printed::default();
    let mut quote = |citation: &'a Citation| Quote { is_again: printed.is_again(citation), ..quoted(citation, by, &addresses, annexed) };
    // In the order of the page, so that it is the later one that only points back.
    let summary = story_quotes(&brief.summary, &mut quote);
    let block = |section: &'a Section, quote: &mut dyn FnMut(&'a Citation) -> Quote<'a>| Block {
        heading: section.heading,
        lines: section
            .lines
            .iter()
            .map(|line| {
                let quotes = story_quotes(&line.cited, quote);
                Stated { head: &line.head, note: behind(quotes.first(), &line.note), quotes }
            })
            .collect(),
        more: section.left_out(),
    };
    let [first, others @ ..] = &sheet.sections;
    let happened = block(first, &mut quote);
    let said = |said: &'a rapporteur::brief::Said, quote: &mut dyn FnMut(&'a Citation) -> Quote<'a>| {
        let quote = quote(&said.citation);
        Said { told: behind(Some(&quote), &told(said)), disputed: said.disputed, quote }
    };
    let voices = brief
        .voices
        .iter()
        .map(|voice| Voice { name: &voice.name, said: voice.said.iter().map(|one| said(one, &mut quote)).collect() })
        .collect();
    let read = |reading: &'a rapporteur::brief::Reading, quote: &mut dyn FnMut(&'a Citation) -> Quote<'a>| Read {
        words: &reading.words,
        quotes: reading.sentences.iter().take(READING).map(quote).collect(),
        more: more_like_it(reading),
    };
    let numbers = brief
        .numbers
        .iter()
        .map(|number| Number {
            quantity: &number.quantity,
            readings: number.readings.iter().map(|reading| read(reading, &mut quote)).collect(),
        })
        .collect();
    let others = others.iter().map(|section| block(section, &mut quote)).collect();
    Story {
        happened,
        others,
        when: period(brief),
        summary,
        numbers,
        own: story_quotes(&sheet.own, &mut quote),
        voices,
        votes: &sheet.votes,
        ties: &sheet.ties,
        more_ties: sheet.more_ties.as_deref(),
        corrected: &sheet.corrected,
        brief,
    }
}

fn story_quotes<'a>(citations: &'a [Citation], quote: &mut dyn FnMut(&'a Citation) -> Quote<'a>) -> Vec<Quote<'a>> {
    citations.iter().map(quote).collect()
}

/// A note behind who reports it: with nothing before it, it begins without a mark.
fn behind(quote: Option<&Quote<'_>>, note: &str) -> String {
    if quote.is_some_and(|quote| quote.by.is_empty()) { note.trim_start_matches([';', ' ']).to_owned() } else { note.to_owned() }
}

/// What the template says in words.
impl Page<'_> {
    fn percent(&self, share: &u16) -> u16 {
        (share + 5) / 10
    }

    fn say<'f>(&self, english: &'f str) -> &'f str {
        self.phrases.say(english)
    }

    fn language(&self) -> &'static str {
        self.phrases.language.code()
    }

    fn none(&self) -> &'static str {
        self.phrases.say(NONE)
    }

    fn threads_heading(&self) -> &'static str {
        self.phrases.say(THREADS)
    }

    fn days(&self, thread: &Thread) -> String {
        days(&thread.head)
    }

    fn one_origin(&self) -> &'static str {
        self.phrases.say(ONE_ORIGIN)
    }

    fn origin(&self, origin: &OriginGroup) -> String {
        if is_named(origin) { origin_name(origin).to_owned() } else { origin.reports.first().map(titled).unwrap_or_default() }
    }

    /// Outlet and day of a report, as far as they are known.
    fn who(&self, report: &Carried) -> String {
        [report.outlet.clone(), report.published.as_deref().map(spoken)].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    fn title(&self, report: &Carried) -> String {
        titled(report)
    }

    fn address<'f>(&self, report: &'f Carried) -> Option<&'f str> {
        address(report)
    }

    fn undated_heading(&self) -> &'static str {
        self.phrases.say(UNDATED)
    }

    fn web<'f>(&self, report: &'f Report) -> Option<&'f str> {
        address_of(report.url.as_deref())
    }

    fn annex_heading(&self) -> &'static str {
        self.phrases.say(ANNEX_HEADING)
    }

    fn annex_note(&self) -> &'static str {
        self.phrases.say(ANNEX_NOTE)
    }

    fn published(&self, cited: &Cited) -> String {
        cited.report.published.map_or_else(|| "day not known".to_owned(), |time| spoken(&time.to_string()))
    }

    fn link<'f>(&self, cited: &'f Cited) -> Option<&'f str> {
        address_of(cited.report.url.as_deref())
    }

    fn terms(&self, tie: &StoryTieRow) -> String {
        tie.terms.join(", ")
    }

    fn or<'f>(&self, field: &'f Option<String>, unknown: &'f str) -> &'f str {
        field.as_deref().unwrap_or(unknown)
    }
}
