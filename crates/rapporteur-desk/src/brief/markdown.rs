//! A brief in Markdown. Words from reports are escaped, so that no report can write the page.

use crate::votes::Voted;
use rapporteur::brief::{Citation, Said, StoryBrief};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Characters of Markdown and HTML that words from outside may not use.
const ESCAPED: &str = "\\`*_{}[]<>#|~&!";

/// Words from outside, so that they are words on the page and nothing else.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if ESCAPED.contains(c) {
            escaped.push('\\');
        }
        escaped.push(if c == '\n' { ' ' } else { c });
    }
    escaped
}

/// Undoes [`escape`].
pub(super) fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, chars.peek()) {
            ('\\', Some(&next)) if ESCAPED.contains(next) => {
                plain.push(next);
                chars.next();
            }
            _ => plain.push(c),
        }
    }
    plain
}

/// The page; `votes` holds for each story the recorded votes on drafts that it names.
pub(super) fn page(title: &str, stories: &[StoryBrief], votes: &[Vec<Voted>]) -> String {
    let mut page = format!("# {}\n", escape(title));
    for (story, votes) in stories.iter().zip(votes) {
        // Writing to a string cannot fail.
        _ = write_story(&mut page, story);
        for vote in votes {
            _ = writeln!(page, "### Vote on {}\n\n{}\n", escape(&vote.symbol), escape(&vote.words));
        }
    }
    page
}

fn write_story(page: &mut String, story: &StoryBrief) -> std::fmt::Result {
    writeln!(page, "\n## {}\n", escape(&story.headline))?;
    writeln!(page, "`{}` · {} · {}\n", story.story, story.counts, period(story))?;
    let by = names(story);
    for citation in &story.summary {
        quote(page, citation, &by)?;
    }
    if !story.voices.is_empty() {
        writeln!(page, "### Who said what\n")?;
        for voice in &story.voices {
            writeln!(page, "**{}**\n", escape(&voice.name))?;
            for said in &voice.said {
                let (citation, note) = (&said.citation, told(said));
                let by = by.get(citation.report.as_str()).map(String::as_str).unwrap_or_default();
                writeln!(page, "> {}\n> — {}{note} `{}`\n", escape(&citation.words), escape(by), citation.mark())?;
            }
        }
    }
    if !story.numbers.is_empty() {
        writeln!(page, "### Numbers on which reports differ\n")?;
        for number in &story.numbers {
            for reading in &number.readings {
                writeln!(page, "**{}**\n", escape(&reading.words))?;
                for citation in &reading.sentences {
                    quote(page, citation, &by)?;
                }
            }
        }
    }
    if story.origins.iter().any(|origin| !origin.own.is_empty()) {
        writeln!(page, "### Only one origin has it\n")?;
        for citation in story.origins.iter().flat_map(|origin| &origin.own) {
            quote(page, citation, &by)?;
        }
    }
    writeln!(page, "### Reports under their origins\n")?;
    for (number, origin) in story.origins.iter().enumerate() {
        writeln!(page, "{}. Origin {}", number + 1, number + 1)?;
        for report in &origin.reports {
            let or = |field: &Option<String>, unknown: &str| escape(field.as_deref().unwrap_or(unknown));
            write!(
                page,
                "   - {}, {}: {} (`{}`",
                or(&report.outlet, "outlet not known"),
                report.published.as_deref().map_or_else(|| "day not known".to_owned(), spoken),
                or(&report.title, "no headline"),
                report.report
            )?;
            match &report.from {
                Some(from) => writeln!(page, ", {} % as in `{from}`)", (report.share + 5) / 10)?,
                None => writeln!(page, ")")?,
            }
        }
    }
    Ok(())
}

/// How often a statement is told, and whether its wordings differ in sense; with what to ask for more.
pub(super) fn told(said: &Said) -> String {
    let times = match (said.reports, said.origins) {
        (1, _) => return String::new(),
        (reports, 1) => format!("; told {reports} times, one origin"),
        (reports, origins) => format!("; told {reports} times, {origins} origins"),
    };
    let disputed = if said.disputed { ", wordings differ in sense" } else { "" };
    format!("{times}{disputed}: {}", said.statement)
}

/// Whom to name for each report: outlet and day.
pub(super) fn names(story: &StoryBrief) -> BTreeMap<&str, String> {
    let name = |outlet: &Option<String>, published: &Option<String>| {
        let outlet = outlet.as_deref().unwrap_or("outlet not known");
        published.as_ref().map_or_else(|| outlet.to_owned(), |published| format!("{outlet}, {}", spoken(published)))
    };
    story
        .origins
        .iter()
        .flat_map(|origin| &origin.reports)
        .map(|report| (report.report.as_str(), name(&report.outlet, &report.published)))
        .collect()
}

/// A published time as people read it: "2031-03-03 13:40 +01:00". Seconds are left out, the zone is not.
pub(super) fn spoken(published: &str) -> String {
    match published.split_once('T') {
        Some((day, time)) => {
            let zone = time.find(['Z', '+', '-']).map_or("", |at| &time[at..]);
            format!("{day} {} {}", &time[..time.len().min(5)], if zone == "Z" { "UTC" } else { zone }).trim_end().to_owned()
        }
        None => published.to_owned(),
    }
}

/// From the first to the last report of a story.
pub(super) fn period(story: &StoryBrief) -> String {
    match (&story.first, &story.last) {
        (Some(first), Some(last)) if first != last => format!("{} to {}", spoken(first), spoken(last)),
        (Some(first), _) => spoken(first),
        _ => "published time not known".to_owned(),
    }
}

fn quote(page: &mut String, citation: &Citation, by: &BTreeMap<&str, String>) -> std::fmt::Result {
    let by = by.get(citation.report.as_str()).map(String::as_str).unwrap_or_default();
    writeln!(page, "> {}\n> — {} `{}`\n", escape(&citation.words), escape(by), citation.mark())
}
