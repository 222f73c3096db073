//! RSS, Atom and JSON Feed: each entry is a report of the feed's outlet, or of the one that the entry names.
//!
//! Read from a tree that bears what feeds of the wild are like: cut off, in another encoding than they say, escaped twice. An
//! entry that cannot be read costs itself, and what the feed lacks at its end is told.

use super::xml::{self, Element};
use super::{Refusal, RefusalKind, article, decode::decode};
use crate::record::{Draft, Notice, Published};
use serde_json::Value;

/// Entries beyond which a feed is not read.
const MOST_ENTRIES: usize = 100_000;

pub(super) fn read(bytes: &[u8]) -> Vec<Result<Draft, Refusal>> {
    let text = match decode(bytes, xml::encoding(bytes).as_deref()) {
        Ok(text) => text,
        Err(refusal) => return vec![Err(refusal)],
    };
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if text.starts_with('{') {
        return json_feed(text);
    }
    let tree = xml::parse(text);
    let feed = Feed::of(&tree.top);
    let mut entries: Vec<&Element> = tree.top.all("item");
    entries.extend(tree.top.all("entry"));
    if entries.is_empty() {
        let kind = if tree.broken.is_some() { RefusalKind::Unreadable } else { RefusalKind::Empty };
        let reason =
            tree.broken.map_or_else(|| "the feed has no entries".to_owned(), |broken| format!("the feed cannot be read: {broken}"));
        return vec![Err(Refusal::new(kind, reason))];
    }
    let mut found: Vec<Result<Draft, Refusal>> = entries.into_iter().take(MOST_ENTRIES).map(|entry| feed.entry(entry)).collect();
    if let Some(broken) = tree.broken {
        found.push(Err(Refusal::new(
            RefusalKind::Unreadable,
            format!("the feed breaks off or is damaged, and entries may be lost: {broken}"),
        )));
    }
    found
}

/// What a feed says of all its entries.
struct Feed {
    outlet: Option<String>,
    language: Option<String>,
    base: Option<String>,
}

impl Feed {
    fn of(top: &Element) -> Self {
        let root = top.elements().next().unwrap_or(top);
        let channel = root.child("channel").unwrap_or(root);
        let base = root
            .attribute("xml:base")
            .map(str::to_owned)
            .or_else(|| {
                channel
                    .elements()
                    .find(|link| link.name == "link" && link.attribute("rel").is_none())
                    .map(|link| link.text())
                    .filter(|link| !link.is_empty())
            })
            .or_else(|| link(channel));
        Self {
            outlet: channel.child("title").map(words).filter(|title| !title.is_empty()),
            language: channel.child("language").map(Element::text).or_else(|| root.attribute("xml:lang").map(str::to_owned)),
            base,
        }
    }

    fn entry(&self, entry: &Element) -> Result<Draft, Refusal> {
        let mut notices = Vec::new();
        let source = entry
            .child("source")
            .or_else(|| entry.child("publisher"))
            .map(|source| source.child("title").map_or_else(|| words(source), words))
            .filter(|name| !name.is_empty());
        let outlet = source.clone().or_else(|| self.outlet.clone());
        let title = entry.child("title").map(words).filter(|title| !title.is_empty()).map(|title| match &source {
            // Aggregators print the outlet behind the headline.
            Some(outlet) => without_outlet(&title, outlet),
            None => title,
        });
        let mut text = body(entry)?;
        let whole = |part: &Element| part.is_closed;
        if text.is_empty() && !entry.is_closed && !entry.child("title").is_some_and(whole) {
            return Err(Refusal::new(RefusalKind::Empty, "the feed breaks off within the headline of an entry"));
        }
        if text.is_empty() {
            match (&title, entry.child("enclosure").or(entry.child("group"))) {
                (Some(title), None) => {
                    notices.push(Notice::new("headline only", "the entry has no text but its headline"));
                    text.clone_from(title);
                }
                (Some(title), Some(_)) => {
                    notices.push(Notice::new("headline only", "the entry stands for a recording, and has no text but its headline"));
                    text.clone_from(title);
                }
                (None, _) => return Err(Refusal::new(RefusalKind::Empty, "an entry without headline and text")),
            }
        }
        let recorded =
            |enclosure: &Element| enclosure.attribute("type").is_some_and(|kind| kind.starts_with("audio/") || kind.starts_with("video/"));
        if notices.is_empty() && entry.child("enclosure").is_some_and(recorded) {
            notices.push(Notice::new("recording", "the entry stands for a recording; its text is what the feed says of it"));
        }
        if !entry.is_closed {
            notices.push(Notice::new("cut off", "the feed breaks off within this entry; its text may lack its end"));
        }
        let address = link(entry).map(|link| self.absolute(entry.attribute("xml:base"), &link));
        Ok(Draft {
            own_id: None,
            url: address,
            title,
            outlet,
            published: time(entry),
            byline: authors(entry),
            language: entry
                .attribute("xml:lang")
                .map(str::to_owned)
                .or_else(|| entry.child("language").map(Element::text))
                .or_else(|| self.language.clone()),
            text,
            notices,
            ..Draft::default()
        })
    }

    /// An address against those that stand above it.
    fn absolute(&self, base: Option<&str>, link: &str) -> String {
        let against = |base: Option<&str>, link: &str| {
            let base = url::Url::parse(base?).ok()?;
            base.join(link).ok().map(String::from)
        };
        if link.contains("://") {
            return link.to_owned();
        }
        let base = match base {
            Some(base) => against(self.base.as_deref(), base).or_else(|| Some(base.to_owned())),
            None => self.base.clone(),
        };
        against(base.as_deref(), link).unwrap_or_else(|| link.to_owned())
    }
}

/// The text of an element of HTML, escaped once or twice, or of XML, as one line.
fn words(element: &Element) -> String {
    article::unmarked(markup(element)).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What an element holds, as HTML: escaped HTML as it stands, elements written out.
fn markup(element: &Element) -> String {
    if element.elements().next().is_some() { element.html() } else { element.raw_text() }
}

/// The fullest of the fields that hold an entry's text.
fn body(entry: &Element) -> Result<String, Refusal> {
    let mut best = String::new();
    for name in ["encoded", "content", "description", "summary", "subtitle"] {
        // "itunes:summary" and "description" are two; a "media:content" holds no text but perhaps a description.
        for field in entry.elements().filter(|field| field.name == name && field.prefix != "media") {
            let html = markup(field);
            article::check(&html)?;
            let text = article::unmarked(html);
            if text.len() > best.len() {
                best = text;
            }
        }
        if !best.is_empty() && name == "content" {
            break;
        }
    }
    if best.is_empty() {
        let described = entry
            .elements()
            .filter(|field| field.prefix == "media")
            .flat_map(|field| if field.name == "description" { vec![field] } else { field.all("description") });
        best = described.map(words).max_by_key(String::len).unwrap_or_default();
    }
    Ok(best)
}

/// The address for people: the alternate link, a permanent identifier, or the first link that is no file and no interface.
fn link(entry: &Element) -> Option<String> {
    let links: Vec<&Element> = entry.elements().filter(|link| link.name == "link").collect();
    let original = entry.child("origLink").map(Element::text);
    let written = || links.iter().map(|link| link.text()).find(|link| !link.is_empty());
    let alternate = || {
        let relation = |link: &&&Element| matches!(link.attribute("rel"), None | Some("alternate"));
        let page = |link: &&&Element| link.attribute("type").is_none_or(|kind| kind.contains("html"));
        let alternates = || links.iter().filter(relation);
        alternates().find(page).or_else(|| alternates().next()).and_then(|link| link.attribute("href")).map(str::to_owned)
    };
    let permanent = || {
        let guid = entry.child("guid").filter(|guid| guid.attribute("isPermaLink") != Some("false"))?.text();
        guid.contains("://").then_some(guid)
    };
    original.or_else(written).or_else(alternate).or_else(permanent).map(|link| link.trim().to_owned()).filter(|link| !link.is_empty())
}

/// When an entry was published, as it writes it; when it was changed says less, but is all that some say.
fn time(entry: &Element) -> Option<String> {
    let names = ["published", "pubDate", "pubdate", "issued", "date", "created", "updated", "modified"];
    let written = names.iter().find_map(|name| entry.child(name).map(Element::text).filter(|time| !time.is_empty()))?;
    // Some write the seconds since 1970, or thousandths of them.
    let counted = written
        .trim()
        .parse::<i64>()
        .ok()
        .and_then(|count| Published::at_epoch_second(count).or_else(|| Published::at_epoch_second(count.div_euclid(1000))));
    Some(counted.map_or(written, |time| time.to_string()))
}

fn authors(entry: &Element) -> Option<String> {
    let named = |author: &Element| author.child("name").map_or_else(|| author.text(), Element::text);
    let names: Vec<String> = entry
        .elements()
        .filter(|element| matches!(element.name.as_str(), "author" | "creator") && element.prefix != "itunes")
        .map(named)
        // Old RSS writes an address with the name in brackets behind it.
        .map(|name| match name.split_once('(') {
            Some((address, name)) if address.contains('@') => name.trim_end_matches(')').trim().to_owned(),
            _ => name,
        })
        .filter(|name| !name.is_empty() && !name.contains('@'))
        .collect();
    (!names.is_empty()).then(|| names.join("; "))
}

/// "Talks end" of "Talks end - The Observer".
fn without_outlet(title: &str, outlet: &str) -> String {
    let cut = [" - ", " – ", " — ", " | "].iter().find_map(|mark| {
        let (headline, behind) = title.rsplit_once(mark)?;
        behind.trim().eq_ignore_ascii_case(outlet.trim()).then(|| headline.trim().to_owned())
    });
    cut.unwrap_or_else(|| title.to_owned())
}

fn json_feed(text: &str) -> Vec<Result<Draft, Refusal>> {
    let feed: Value = match serde_json::from_str(text) {
        Ok(feed) => feed,
        Err(error) => return vec![Err(Refusal::new(RefusalKind::Unreadable, format!("the feed is not well formed: {error}")))],
    };
    let some = |value: &Value| value.as_str().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    let outlet = some(&feed["title"]);
    let Some(items) = feed["items"].as_array().filter(|items| !items.is_empty()) else {
        return vec![Err(Refusal::new(RefusalKind::Empty, "the feed has no entries"))];
    };
    let item = |item: &Value| {
        let title = some(&item["title"]);
        let body = match (some(&item["content_text"]), some(&item["content_html"])) {
            (Some(text), _) => Some(text),
            (None, Some(html)) => {
                article::check(&html)?;
                Some(article::unmarked(html))
            }
            (None, None) => some(&item["summary"]),
        };
        let mut notices = Vec::new();
        let text = match (body, &title) {
            (Some(body), _) => body,
            (None, Some(title)) => {
                notices.push(Notice::new("headline only", "the entry has no text but its headline"));
                title.clone()
            }
            (None, None) => return Err(Refusal::new(RefusalKind::Empty, "an entry without headline and text")),
        };
        let authors = item["authors"]
            .as_array()
            .or(feed["authors"].as_array())
            .map(|authors| authors.iter().filter_map(|author| some(&author["name"])).collect::<Vec<_>>().join("; "));
        Ok(Draft {
            url: some(&item["url"]).or_else(|| some(&item["external_url"])),
            title,
            outlet: outlet.clone(),
            published: some(&item["date_published"]).or_else(|| some(&item["date_modified"])),
            byline: authors.filter(|authors| !authors.is_empty()).or_else(|| some(&item["author"]["name"])),
            language: some(&item["language"]).or_else(|| some(&feed["language"])),
            text,
            notices,
            ..Draft::default()
        })
    };
    items.iter().take(MOST_ENTRIES).map(item).collect()
}
