//! Exports of news databases: several articles in one text, parted by a count or an end, their fields labelled.
//!
//! Read are the plain-text forms of Nexis ("1 of 27 DOCUMENTS", "End of Document"), ProQuest ("Document 1 of 27") and Factiva
//! (two-letter tags). A file that looks like one and cannot be cut is refused, since its labels would be read as speakers.

use super::{Foreign, Refusal, decode::decode};
use crate::record::{Draft, Published};

/// Labels that such exports print before fields, small.
const LABELS: [&str; 36] = [
    "byline",
    "section",
    "length",
    "load-date",
    "load date",
    "language",
    "dateline",
    "highlight",
    "publication-type",
    "publication type",
    "journal-code",
    "graphic",
    "copyright",
    "type",
    "document-type",
    "title",
    "author",
    "publication title",
    "publication date",
    "publication year",
    "publisher",
    "source",
    "source type",
    "full text",
    "abstract",
    "headline",
    "body",
    "subject",
    "subjects",
    "pages",
    "document url",
    "last updated",
    "database",
    "date",
    "url",
    "document id",
];

/// Labels that plain reports do not print.
const TELLING: [&str; 12] = [
    "load-date",
    "load date",
    "length",
    "publication-type",
    "publication type",
    "journal-code",
    "section",
    "publication title",
    "source type",
    "document url",
    "document-type",
    "document id",
];

/// "LENGTH: 61 words": label and value; the label small.
pub(super) fn label(line: &str) -> Option<(String, &str)> {
    let (label, value) = line.split_once(':')?;
    let label = label.trim().to_lowercase();
    LABELS.contains(&label.as_str()).then(|| (label, value.trim()))
}

pub(super) fn is_telling(label: String) -> bool {
    TELLING.contains(&label.as_str())
}

/// "1 of 27 DOCUMENTS", "Document 1 of 27".
pub(super) fn is_count(line: &str) -> bool {
    let lower = line.trim().to_lowercase();
    let bare = lower
        .strip_prefix("document ")
        .or_else(|| lower.strip_suffix(" documents"))
        .or_else(|| lower.strip_suffix(" document"))
        .unwrap_or_default();
    let number = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    bare.split_once(" of ").is_some_and(|(one, all)| number(one.trim()) && number(all.trim()))
}

/// Tags of Factiva that stand alone before their field, and those that tell such a file from others.
const TAGS: [&str; 14] = ["HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "LA", "CY", "LP", "TD"];

/// Do lines begin with Factiva's tags?
pub(super) fn is_tagged(text: &str) -> bool {
    let found = |wanted: &str| text.lines().take(60).any(|line| tag(line).is_some_and(|(tag, _)| tag == wanted));
    found("HD") && found("PD") && (found("WC") || found("SN"))
}

/// "HD   Talks end": the tag and the words behind it.
fn tag(line: &str) -> Option<(&'static str, &str)> {
    let found = TAGS.iter().find(|tag| line.starts_with(**tag))?;
    let rest = &line[found.len()..];
    (rest.is_empty() || rest.starts_with([' ', '\t'])).then(|| (*found, rest.trim()))
}

pub(super) fn read(bytes: &[u8]) -> Vec<Result<Draft, Refusal>> {
    let text = match decode(bytes, None) {
        Ok(text) => text.replace("\r\n", "\n"),
        Err(refusal) => return vec![Err(refusal)],
    };
    let found: Vec<Draft> = if is_tagged(&text) { tagged(&text) } else { parted(&text) };
    if found.is_empty() {
        return vec![Err(Refusal::foreign(Foreign::Clippings))];
    }
    found.into_iter().map(Ok).collect()
}

/// Articles between counts, ends and rules.
fn parted(text: &str) -> Vec<Draft> {
    let mut articles: Vec<Vec<&str>> = vec![Vec::new()];
    for line in text.lines() {
        let words = line.trim();
        let rules = words.len() >= 20 && words.chars().all(|c| matches!(c, '_' | '=' | '*' | '-'));
        if is_count(words) || rules || words.eq_ignore_ascii_case("end of document") {
            articles.push(Vec::new());
        } else if let Some(article) = articles.last_mut() {
            article.push(line);
        }
    }
    articles.iter().filter_map(|lines| article(lines)).collect()
}

/// One article: what stands above the first label is outlet, day and headline, in the order of the export.
fn article(lines: &[&str]) -> Option<Draft> {
    let labelled = |line: &str| label(line.trim()).map(|(label, value)| (label, value.to_owned()));
    if !lines.iter().any(|line| labelled(line).is_some()) {
        return None;
    }
    let mut draft = Draft::default();
    let mut body: Vec<&str> = Vec::new();
    let mut above: Vec<&str> = Vec::new();
    let mut in_head = true;
    for line in lines {
        let words = line.trim();
        match labelled(line) {
            Some((name, value)) => {
                in_head = false;
                let field = match name.as_str() {
                    "byline" | "author" => &mut draft.byline,
                    "headline" | "title" => &mut draft.title,
                    "publication title" | "source" => &mut draft.outlet,
                    "publication date" | "date" => &mut draft.published,
                    "language" => &mut draft.language,
                    "url" | "document url" => &mut draft.url,
                    "document id" => &mut draft.own_id,
                    "full text" | "body" | "abstract" => {
                        if !value.is_empty() {
                            body.push(&line[line.find(':').map_or(0, |at| at + 1)..]);
                        }
                        continue;
                    }
                    _ => continue,
                };
                if !value.is_empty() {
                    field.get_or_insert(value);
                }
            }
            None if words.eq_ignore_ascii_case("body") || words.starts_with("Copyright ") || words.starts_with('©') => {}
            None if in_head && !words.is_empty() => above.push(words),
            None => body.push(line),
        }
    }
    let dated = above.iter().position(|line| day(line).is_some());
    draft.published =
        draft.published.take().and_then(|stated| day(&stated)).or_else(|| dated.and_then(|at| day(above[at]))).map(|day| day.to_string());
    if let Some(at) = dated {
        // Outlet and headline stand around the day: outlet, day, headline, or headline, outlet, day.
        let above_day: Vec<&&str> = above[..at].iter().collect();
        let below: Vec<&&str> = above[at + 1..].iter().filter(|line| !is_edition(line)).collect();
        draft.outlet = draft.outlet.take().or_else(|| above_day.last().map(|line| (**line).to_owned()));
        let headline = above_day.iter().rev().nth(1).or(below.first());
        draft.title = draft.title.take().or_else(|| headline.map(|line| (**line).to_owned()));
    } else {
        draft.title = draft.title.take().or_else(|| above.first().map(|line| (*line).to_owned()));
    }
    draft.language = draft.language.take().map(|named| code(&named));
    draft.text = body.join("\n");
    (!draft.text.trim().is_empty()).then_some(draft)
}

/// "December 4, 2021 Saturday 10:15 PM GMT": the time in it.
fn day(line: &str) -> Option<Published> {
    (line.len() <= 80).then(|| Published::read(line).ok()).flatten().filter(|time| time.date().is_some())
}

fn is_edition(line: &str) -> bool {
    let lower = line.to_lowercase();
    (lower.ends_with("edition") || lower.ends_with("editions")) && line.split_whitespace().count() <= 5
}

/// The code of a language that is named in English.
fn code(named: &str) -> String {
    match named.split([';', ' ', ',']).next().unwrap_or_default().to_lowercase().as_str() {
        "english" => "en",
        "french" | "francais" | "français" => "fr",
        "german" | "deutsch" => "de",
        "spanish" | "español" => "es",
        "russian" => "ru",
        "ukrainian" => "uk",
        "arabic" => "ar",
        "chinese" => "zh",
        "portuguese" => "pt",
        "italian" => "it",
        other => return other.to_owned(),
    }
    .to_owned()
}

/// Factiva: each field under its tag, lines that go on under it; an article ends with the number of its document.
fn tagged(text: &str) -> Vec<Draft> {
    let (mut found, mut draft) = (Vec::new(), Draft::default());
    let (mut open, mut body) = ("", Vec::new());
    let lines = text.lines().map(str::trim_end).chain(["Document end"]);
    for line in lines {
        if let Some(number) = line.strip_prefix("Document ").filter(|number| !number.contains(' ')) {
            let done = std::mem::take(&mut draft);
            let text = std::mem::take(&mut body).join("\n");
            if !text.trim().is_empty() {
                let own_id = Some(number.to_owned()).filter(|number| number != "end");
                found.push(Draft { own_id, text, language: done.language.map(|named| code(&named)), ..done });
            }
            open = "";
            continue;
        }
        let (new, words) = match tag(line) {
            Some((tag, words)) => {
                open = tag;
                (true, words)
            }
            None => (false, line.trim()),
        };
        let set = |field: &mut Option<String>| match field {
            Some(value) if !new && !words.is_empty() => {
                value.push(' ');
                value.push_str(words);
            }
            None if !words.is_empty() => *field = Some(words.to_owned()),
            _ => {}
        };
        match open {
            "HD" => set(&mut draft.title),
            "BY" => set(&mut draft.byline),
            "PD" => set(&mut draft.published),
            "SN" => set(&mut draft.outlet),
            "LA" => set(&mut draft.language),
            "LP" | "TD" => body.push(words),
            _ => {}
        }
    }
    found
}
