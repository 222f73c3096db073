//! Exports of news databases: several articles in one text, parted by a count or an end, their fields labelled; as plain text, or as a document
//! or PDF of which the text was read.
//!
//! Read are the plain-text forms of Nexis ("1 of 27 DOCUMENTS", "End of Document"), ProQuest ("Document 1 of 27") and Factiva
//! (two-letter tags). A file that looks like one and cannot be cut is refused, since its labels would be read as speakers.

use super::{Foreign, Refusal, RefusalKind, decode::decode, names};
use crate::record::{Draft, PAGE, Published, is_page_mark};
use crate::resources::{Lexicon, Resources};
use std::collections::{BTreeMap, BTreeSet};

/// Labels that such exports print before fields, small.
const LABELS: [&str; 52] = [
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
    "publication info",
    "publication subject",
    "place of publication",
    "country of publication",
    "language of publication",
    "proquest document id",
    "document type",
    "issn",
    "word count",
    "correction-date",
    "credit",
    "acc-no",
    "publication",
    "newspaper",
    "published",
    "text",
];

/// Labels that plain reports do not print.
const TELLING: [&str; 16] = [
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
    "publication info",
    "proquest document id",
    "place of publication",
    "country of publication",
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

/// Does it begin with labels under each other, behind a rule perhaps, of which one is the headline, one the day, and one who published or wrote?
pub(super) fn is_headed(text: &str) -> bool {
    let filled = text.lines().map(str::trim).skip_while(|line| line.is_empty() || is_rule(line)).take(12);
    let labels: Vec<String> = filled.map_while(|line| label(line).filter(|(_, value)| !value.is_empty())).map(|(label, _)| label).collect();
    let any = |wanted: &[&str]| labels.iter().any(|label| wanted.contains(&label.as_str()));
    labels.len() >= 3
        && any(&["title", "headline"])
        && any(&["date", "publication date", "published"])
        && any(&["source", "publication", "publication title", "newspaper", "publisher", "author", "byline"])
}

/// A line of one mark that parts articles.
fn is_rule(line: &str) -> bool {
    line.len() >= 5 && line.chars().all(|c| matches!(c, '_' | '=' | '*' | '-' | '#' | '~'))
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

/// "312 words", and a day under it: the head that Factiva prints without tags.
pub(super) fn is_untagged(text: &str) -> bool {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).take(200).collect();
    (0..lines.len()).any(|at| is_head(&lines, at))
}

/// Do number of words, day, outlet and language or rights stand here, under each other?
fn is_head(lines: &[&str], at: usize) -> bool {
    let counted = |line: &str| {
        line.strip_suffix(" words").is_some_and(|number| {
            !number.is_empty() && number.len() <= 7 && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b',')
        })
    };
    counted(lines[at])
        && lines.get(at + 1).is_some_and(|line| day(line).is_some())
        && lines.iter().skip(at + 2).take(8).any(|line| is_rights(line) || code(line).len() == 2)
}

fn is_rights(line: &str) -> bool {
    line.starts_with("(c) ") || line.starts_with("(C) ") || line.starts_with('©') || line.starts_with("Copyright ")
}

/// "Document TORT000020240109ek190000a": its number.
fn document_end(line: &str) -> Option<&str> {
    let number = line.strip_prefix("Document ")?.trim();
    (number.len() >= 15 && number.bytes().all(|byte| byte.is_ascii_alphanumeric()) && number.bytes().any(|byte| byte.is_ascii_digit()))
        .then_some(number)
}

/// Factiva without tags: headline, author, number of words, day, perhaps a time, outlet, its code, edition and page, language,
/// rights, text; an article ends with the number of its document.
fn untagged(lexicon: &Lexicon, text: &str) -> Vec<Draft> {
    let (mut found, mut lines) = (Vec::new(), Vec::new());
    for line in text.lines().chain(["Document end"]) {
        let number = document_end(line.trim());
        if number.is_none() && line != "Document end" {
            lines.push(line.trim());
            continue;
        }
        let lines = std::mem::take(&mut lines);
        let at = (0..lines.len()).find(|&at| is_head(&lines, at));
        let Some(at) = at else { continue };
        let printed_around = |line: &str| {
            line.is_empty()
                || is_page_mark(line)
                || line.starts_with("Page ") && line.contains(" of ")
                || is_rights(line) && line.contains("Factiva")
        };
        let mut above: Vec<&str> = lines[..at].iter().copied().filter(|line| !printed_around(line)).collect();
        let mut draft = Draft { own_id: number.map(str::to_owned), ..Draft::default() };
        if above.len() > 1
            && let Some(people) =
                above.last().filter(|line| line.split_whitespace().count() <= 10).and_then(|line| names::people(lexicon, line))
        {
            draft.byline = Some(people);
            above.pop();
        }
        // The name of a section stands in capitals above the headline.
        let capitals = |line: &str| line.chars().any(char::is_alphabetic) && !line.chars().any(char::is_lowercase);
        if above.len() > 1 && above[0].split_whitespace().count() <= 3 && capitals(above[0]) && !capitals(above[1]) {
            above.remove(0);
        }
        draft.title = Some(above.join(" ")).filter(|title| !title.is_empty());
        draft.published = day(lines[at + 1]).map(|day| day.to_string());
        // The head ends with the rights, or with the language where none are claimed.
        let within =
            |is: &dyn Fn(&str) -> bool| lines.iter().enumerate().skip(at + 2).take(10).find(|(_, line)| is(line)).map(|(at, _)| at);
        let language = within(&|line| code(line).len() == 2);
        let end = within(&is_rights).or(language).unwrap_or(at + 2);
        draft.language = language.filter(|&at| at <= end).map(|at| code(lines[at]));
        let is_time = |line: &str| line.len() <= 5 && line.contains(':') && line.starts_with(|c: char| c.is_ascii_digit());
        draft.outlet = lines[at + 2..end].iter().find(|line| !line.is_empty() && !is_time(line)).map(|line| (*line).to_owned());
        draft.text = lines[(end + 1).min(lines.len())..].join("\n");
        if !draft.text.trim().is_empty() {
            found.push(draft);
        }
    }
    found
}

pub(super) fn read(resources: &Resources, bytes: &[u8]) -> Vec<Result<Draft, Refusal>> {
    match decode(bytes, None) {
        Ok(text) => cut(&resources.lexicon, &text.replace("\r\n", "\n")),
        Err(refusal) => vec![Err(refusal)],
    }
}

/// The articles of the text of a document, where it is an export of several; none where it is a text as any other.
pub(super) fn of_document(resources: &Resources, text: &str) -> Option<Vec<Result<Draft, Refusal>>> {
    let labels: Vec<String> = text
        .lines()
        .filter_map(|line| label(line.trim()))
        .map(|(label, _)| label)
        .filter(|label| TELLING.contains(&label.as_str()))
        .collect();
    let kinds = labels.iter().collect::<BTreeSet<_>>().len();
    let ends = text.lines().any(|line| is_end(line.trim()));
    let is_export = kinds > 1 && labels.len() > 2 || ends && kinds > 0 || is_tagged(text) || is_untagged(text);
    // Paragraphs of a document stand apart; what this form prints under each other stands so in no document.
    let is_untagged = !is_tagged(text) && is_untagged(text);
    let lines = || text.lines().filter(|line| !line.trim().is_empty()).collect::<Vec<_>>().join("\n");
    let cut = || match is_untagged {
        true => untagged(&resources.lexicon, &lines())
            .into_iter()
            .map(|draft| Ok(Draft { text: draft.text.replace('\n', "\n\n"), ..draft }))
            .collect(),
        false => cut(&resources.lexicon, text),
    };
    is_export.then(cut).map(|found: Vec<_>| if found.is_empty() { vec![Err(Refusal::foreign(Foreign::Clippings))] } else { found })
}

/// The same for a text that came in pages; each article knows on which of them it stands.
pub(super) fn of_pages(resources: &Resources, paged: &Draft) -> Option<Vec<Result<Draft, Refusal>>> {
    let frame: BTreeMap<&str, &'static str> = paged.frame.iter().map(|(line, why)| (line.as_str(), *why)).collect();
    // Heads and numbers of pages stand between the lines of an article's head. Labels and ends come again on many pages, and are no heads.
    let is_export = |line: &str| label(line).is_some() || is_end(line) || line.eq_ignore_ascii_case("body");
    let is_kept = |line: &&str| frame.get(line).is_none_or(|why| *why == PAGE) || is_export(line);
    let kept: Vec<&str> = paged.text.split("\n\n").filter(is_kept).collect();
    let mut found = of_document(resources, &kept.join("\n\n"))?;
    for draft in found.iter_mut().flatten() {
        draft.frame = draft.text.lines().filter(|line| is_page_mark(line)).map(|line| (line.to_owned(), PAGE)).collect();
    }
    Some(found)
}

fn is_end(line: &str) -> bool {
    line.eq_ignore_ascii_case("end of document")
}

/// The articles of a text that is known for an export.
fn cut(lexicon: &Lexicon, text: &str) -> Vec<Result<Draft, Refusal>> {
    let found: Vec<Result<Draft, Refusal>> = match () {
        () if super::citations::is_list(text) => super::citations::read(text),
        () if is_tagged(text) => tagged(lexicon, text).into_iter().map(Ok).collect(),
        () if is_untagged(text) => untagged(lexicon, text).into_iter().map(Ok).collect(),
        () => parted(lexicon, text),
    };
    if found.is_empty() {
        return vec![Err(Refusal::foreign(Foreign::Clippings))];
    }
    found
}

/// Words of a part without labels, at least, that are an article. A guess: a list of sources or a line of rights is shorter.
const ARTICLE: usize = 40;

/// Articles between counts, ends and rules. A part that looks like one and has none of its labels is told, not left out.
fn parted(lexicon: &Lexicon, text: &str) -> Vec<Result<Draft, Refusal>> {
    let mut articles: Vec<Vec<&str>> = vec![Vec::new()];
    let mut page = None;
    // Where each article begins with its labels, the first of them begins the next, and shorter rules part them.
    let headed = is_headed(text);
    let first = text.lines().find_map(|line| label(line.trim())).map(|(label, _)| label);
    let mut written = false;
    for line in text.lines() {
        let words = line.trim();
        if is_page_mark(words) {
            page = Some(words);
        }
        let rules = (words.len() >= 20 && words.chars().all(|c| matches!(c, '_' | '=' | '*' | '-'))) || (headed && is_rule(words));
        let labelled = label(words);
        if headed && written && labelled.as_ref().is_some_and(|(label, _)| first.as_ref() == Some(label)) {
            articles.push(page.into_iter().collect());
            written = false;
        }
        written |= labelled.is_none() && !words.is_empty() && !rules;
        if is_count(words) || rules || is_end(words) {
            articles.push(page.into_iter().collect());
        } else if let Some(article) = articles.last_mut() {
            article.push(line);
        }
    }
    let read = |(at, lines): (usize, &Vec<&str>)| {
        let words = || lines.iter().flat_map(|line| line.split_whitespace()).count();
        // What stands above the first is a sheet of what was asked for.
        let unread = || {
            (at > 0 && words() >= ARTICLE)
                .then(|| Err(Refusal::new(RefusalKind::Foreign(Foreign::Clippings), "an article whose labels are not found")))
        };
        article(lexicon, lines).map(Ok).or_else(unread)
    };
    articles.iter().enumerate().filter_map(read).collect()
}

/// One article: what stands above the first label is outlet, day and headline, in the order of the export.
fn article(lexicon: &Lexicon, lines: &[&str]) -> Option<Draft> {
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
                // "Torven Times ; Torven [Torven] 09 Jan 2024: A.1.": outlet, place, day and page.
                if name == "publication info"
                    && let Some((outlet, rest)) = value.split_once(';').or_else(|| value.split_once(','))
                {
                    draft.outlet.get_or_insert_with(|| outlet.trim().to_owned());
                    let behind = rest.rsplit_once(']').map_or(rest, |(_, behind)| behind);
                    draft.published =
                        draft.published.take().or_else(|| names::time_in(lexicon, behind.split(':').next().unwrap_or(behind)));
                }
                let field = match name.as_str() {
                    "byline" | "author" => &mut draft.byline,
                    "headline" | "title" => &mut draft.title,
                    "publication title" | "source" | "publication" | "newspaper" => &mut draft.outlet,
                    "publication date" | "date" | "published" => &mut draft.published,
                    "language" => &mut draft.language,
                    "url" | "document url" => &mut draft.url,
                    "document id" => &mut draft.own_id,
                    "full text" | "body" | "abstract" | "text" => {
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
            None if is_page_mark(words) => body.push(words),
            None if in_head && !words.is_empty() => above.push(words),
            None => body.push(line),
        }
    }
    // A sheet that tells what was asked for, and when, may stand above the first article.
    let dated = above.iter().rposition(|line| day(line).is_some());
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
    draft.byline = draft.byline.take().map(|byline| upright(lexicon, &byline));
    draft.text = body.join("\n");
    let has_words = body.iter().any(|line| !line.trim().is_empty() && !is_page_mark(line.trim()));
    has_words.then_some(draft)
}

/// The people of "By TOM HART, Political Editor", and "Tom Hart; Jo Mills" of "Hart, Tom; Mills, Jo".
fn upright(lexicon: &Lexicon, byline: &str) -> String {
    let turned = |one: &str| match one.split(',').map(str::trim).collect::<Vec<_>>().as_slice() {
        // One word before the comma is a last name; a name before a job has more.
        [last, first] if !last.is_empty() && !last.contains(' ') && !first.is_empty() && names::people(lexicon, first).is_some() => {
            format!("{first} {last}")
        }
        _ => one.trim().to_owned(),
    };
    let listed = byline.split(';').map(turned).collect::<Vec<_>>().join("; ");
    names::people(lexicon, &listed).unwrap_or(listed)
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
fn tagged(lexicon: &Lexicon, text: &str) -> Vec<Draft> {
    let (mut found, mut draft) = (Vec::new(), Draft::default());
    let (mut open, mut body) = ("", Vec::new());
    let lines = text.lines().map(str::trim_end).chain(["Document end"]);
    for line in lines {
        // The number stands behind its tag or under it.
        let bare = line.strip_prefix("AN").map(str::trim_start).filter(|rest| rest.starts_with("Document ")).unwrap_or(line);
        if let Some(number) = bare.strip_prefix("Document ").filter(|number| !number.contains(' ')) {
            let done = std::mem::take(&mut draft);
            let text = std::mem::take(&mut body).join("\n");
            if !text.trim().is_empty() {
                let own_id = Some(number.to_owned()).filter(|number| number != "end");
                let byline = done.byline.map(|byline| upright(lexicon, &byline));
                found.push(Draft { own_id, text, byline, language: done.language.map(|named| code(&named)), ..done });
            }
            open = "";
            continue;
        }
        if is_page_mark(line.trim()) && !matches!(open, "LP" | "TD") {
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
