//! A brief as somebody hands it in: its format, its title, the stories it names, and the parts that are compared with those of a brief made
//! again. Any text has parts; which of them are borne out is for the check to say.

use super::{Format, Language, front, phrases};
use rapporteur_store::News;
use serde_json::Value;

/// One part of a brief that says something: a line, a tag or the words between two, a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Where it stands, for people.
    pub place: String,
    /// What it says.
    pub words: String,
}

/// A brief taken apart.
#[derive(Clone, Debug)]
pub struct Written {
    /// The format it is in.
    pub format: Format,
    /// Its title.
    pub title: String,
    /// Whether it is a day's brief, and of which news.
    pub news: Option<News>,
    /// Do the texts of the cited reports stand behind it?
    pub annex: bool,
    /// In which language its sections are named.
    pub language: Language,
    /// Keys of its stories, in order.
    pub stories: Vec<String>,
    /// What it says, part by part.
    pub parts: Vec<Part>,
    /// Is it a brief: does it name a story, cite a place of a report, or have fields as only a brief has?
    pub is_brief: bool,
}

/// Does a text hold a citation: "r0123456789abcdef:120-260"?
fn cites(text: &str) -> bool {
    let digits = |part: &str| part.bytes().take_while(u8::is_ascii_digit).count();
    text.match_indices(':').any(|(at, _)| {
        let (before, after) = (&text.as_bytes()[..at], &text[at + 1..]);
        let hex = before.iter().rev().take_while(|byte| byte.is_ascii_hexdigit()).count();
        let first = digits(after);
        let mark = hex == 16 && before.len() > hex && before[before.len() - hex - 1] == b'r';
        mark && first > 0 && after[first..].starts_with('-') && digits(&after[first + 1..]) > 0
    })
}

/// Takes a text apart, whichever of the formats it is in.
pub fn read(text: &str) -> Written {
    let text = text.trim_start_matches('\u{feff}');
    let start = text.trim_start();
    let cites = cites(text);
    let written = match serde_json::from_str(start) {
        Ok(value @ (Value::Object(_) | Value::Array(_))) => json(&value),
        _ if start.starts_with('<') => html(text),
        _ => markdown(text),
    };
    Written { is_brief: cites || !written.stories.is_empty() || written.format == Format::Json, ..written }
}

fn json(value: &Value) -> Written {
    let mut parts = Vec::new();
    leaves(value, "", &mut parts);
    let array = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let stories = [array(&value["front"]["bands"]["same"]), array(&value["stories"])].concat();
    Written {
        format: Format::Json,
        news: value["news"].as_str().and_then(front::read),
        annex: value.get("annex").is_some(),
        language: Language::En,
        title: value["title"].as_str().unwrap_or_default().to_owned(),
        stories: stories.iter().filter_map(|story| story["story"].as_str().map(str::to_owned)).collect(),
        parts,
        is_brief: true,
    }
}

fn leaves(value: &Value, path: &str, parts: &mut Vec<Part>) {
    match value {
        // A list that is empty says that there is nothing: it is a part, too.
        Value::Array(values) if !values.is_empty() => {
            values.iter().enumerate().for_each(|(at, value)| leaves(value, &format!("{path}[{at}]"), parts))
        }
        Value::Object(fields) if !fields.is_empty() => {
            let dot = if path.is_empty() { "" } else { "." };
            fields.iter().for_each(|(name, value)| leaves(value, &format!("{path}{dot}{name}"), parts));
        }
        leaf => {
            // Two equal values under two names are two things; a name without its numbers keeps what was moved apart from what was changed.
            let name: String = path.chars().filter(|c| !c.is_ascii_digit()).collect();
            parts.push(Part { place: path.to_owned(), words: format!("{name} = {leaf}") });
        }
    }
}

fn markdown(text: &str) -> Written {
    let lines = text.lines().enumerate().map(|(at, line)| (at + 1, line.trim())).filter(|(_, line)| !line.is_empty());
    let parts: Vec<Part> = lines.map(|(at, line)| Part { place: format!("line {at}"), words: line.to_owned() }).collect();
    let key = |line: &str| line.strip_prefix("`s")?.split_once("` · ").map(|(key, _)| format!("s{key}"));
    Written {
        format: Format::Md,
        news: parts.iter().find_map(|part| part.words.strip_prefix(super::markdown::NEWS)?.split('`').next()).and_then(front::read),
        annex: parts.iter().any(|part| part.words == super::markdown::ANNEX),
        language: phrases::of_markdown(parts.iter().map(|part| part.words.as_str())),
        title: parts.iter().find_map(|part| part.words.strip_prefix("# ")).map(super::markdown::unescape).unwrap_or_default(),
        stories: parts.iter().filter_map(|part| key(part.words.strip_prefix("- ").unwrap_or(&part.words))).collect(),
        parts,
        is_brief: true,
    }
}

fn html(text: &str) -> Written {
    let (mut parts, mut stories, mut title, mut news) = (Vec::new(), Vec::new(), String::new(), None);
    let (mut rest, mut line) = (text, 1);
    while !rest.is_empty() {
        let end = match rest.find(['<', '>']) {
            Some(0) if rest.starts_with('<') => rest.find('>').map_or(rest.len(), |end| end + 1),
            Some(0) => 1,
            Some(next) => next,
            None => rest.len(),
        };
        let (part, after) = rest.split_at(end);
        let words = part.split_whitespace().collect::<Vec<_>>().join(" ");
        if !words.is_empty() {
            // A blank beside a tag is one between two words of a text.
            let blank = |is_there: bool| if is_there { " " } else { "" };
            let edges = (part.starts_with(char::is_whitespace), part.ends_with(char::is_whitespace));
            let named = |field: &str| words.split_once(field).and_then(|(_, value)| value.split('"').next()).map(str::to_owned);
            stories.extend(named("data-story=\"").or_else(|| named("data-same=\"")));
            news = news.or_else(|| named("data-news=\"").as_deref().and_then(front::read));
            if title.is_empty() && parts.last().is_some_and(|last: &Part| last.words == "<title>") {
                title = unescape(&words);
            }
            parts.push(Part { place: format!("line {line}"), words: format!("{}{words}{}", blank(edges.0), blank(edges.1)) });
        }
        line += part.matches('\n').count();
        rest = after;
    }
    let annex = parts.iter().any(|part| part.words == super::html::ANNEX);
    let written_in = |language: &Language| parts.iter().any(|part| part.words == format!("<html lang=\"{}\">", language.code()));
    let language = Language::ALL.into_iter().find(written_in).unwrap_or_default();
    Written { format: Format::Html, title, news, annex, language, stories, parts, is_brief: true }
}

/// Undoes the template's escaping: named and numeric references of the five characters that HTML reserves.
fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        plain.push_str(&rest[..at]);
        let end = rest[at..].find(';').map_or(at + 1, |end| at + end + 1);
        match &rest[at..end] {
            "&amp;" | "&#38;" => plain.push('&'),
            "&lt;" | "&#60;" => plain.push('<'),
            "&gt;" | "&#62;" => plain.push('>'),
            "&quot;" | "&#34;" => plain.push('"'),
            "&#39;" | "&#x27;" | "&apos;" => plain.push('\''),
            other => plain.push_str(other),
        }
        rest = &rest[end..];
    }
    plain + rest
}
