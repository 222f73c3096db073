//! The linked data of a page (JSON-LD): the article that is the page's own, and nothing of the others.

use crate::text::fold;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use trafilatura::dom::Document;

/// An article as linked data tell it.
#[derive(Debug, Default)]
pub(super) struct Linked {
    pub(super) headline: Option<String>,
    pub(super) published: Option<String>,
    pub(super) changed: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) is_live: bool,
    /// The updates of a live page: headline, time, text, address.
    pub(super) updates: Vec<Update>,
    addresses: Vec<String>,
}

/// One update of a live page.
#[derive(Clone, Debug, Default)]
pub(super) struct Update {
    pub(super) headline: Option<String>,
    pub(super) published: Option<String>,
    pub(super) text: String,
    pub(super) url: Option<String>,
}

/// Linked data longer than this are not read.
const LONGEST: usize = 4 << 20;
/// Updates beyond which a live page is not read.
const MOST_UPDATES: usize = 2000;

/// The page's own article: the one that has its address or its headline, or the only one that says nothing against it.
pub(super) fn own(document: &Document, url: Option<&str>, titles: &[Option<&str>]) -> Option<Linked> {
    let mut found = Vec::new();
    let data = scripts(document);
    let mut names = BTreeMap::new();
    data.iter().for_each(|data| named(data, 0, &mut names));
    for data in &data {
        articles(data, 0, &names, &mut found);
    }
    let path = |url: &str| {
        url.split_once("://").map_or(url, |(_, rest)| rest).split(['?', '#']).next().unwrap_or_default().trim_end_matches('/').to_owned()
    };
    let here = url.map(path).filter(|path| path.contains('/'));
    let is_here = |linked: &Linked| here.as_ref().is_some_and(|here| linked.addresses.iter().any(|address| path(address) == *here));
    let is_titled =
        |linked: &Linked| linked.headline.as_ref().is_some_and(|headline| titles.iter().flatten().any(|title| alike(headline, title)));
    let titled = titles.iter().any(Option::is_some);
    let at = found
        .iter()
        .position(is_titled)
        .or_else(|| found.iter().position(is_here))
        .or_else(|| (found.len() == 1 && (found[0].headline.is_none() || !titled)).then_some(0))?;
    Some(found.swap_remove(at))
}

/// Do the linked data say that the page is a list?
pub(super) fn lists(document: &Document) -> bool {
    scripts(document).iter().any(|data| {
        let top: Vec<&Value> = data.as_array().map_or_else(|| vec![data], |several| several.iter().collect());
        top.iter().any(|value| is_a(value, &["CollectionPage", "SearchResultsPage"]))
    })
}

fn scripts(document: &Document) -> Vec<Value> {
    let scripts = document.iter_descendants(document.root(), &["script"]);
    let data = scripts
        .into_iter()
        .filter(|&script| document.get_attribute(script, "type").is_some_and(|kind| kind.to_ascii_lowercase().contains("ld+json")));
    data.map(|script| document.text_content(script)).filter(|text| text.len() <= LONGEST).filter_map(|text| parse(&text)).collect()
}

/// Linked data as pages print them: with comments around them, line breaks inside texts, a semicolon behind.
fn parse(text: &str) -> Option<Value> {
    let bare = text.trim().trim_start_matches("<!--").trim_start_matches("//<![CDATA[").trim_start_matches("/*<![CDATA[*/");
    let bare = bare.trim_end_matches("//]]>").trim_end_matches("/*]]>*/").trim_end_matches("-->").trim().trim_end_matches(';');
    serde_json::from_str(bare)
        .or_else(|_| serde_json::from_str(&bare.replace(char::is_control, " ")))
        .or_else(|_| serde_json::from_str(&without_last_commas(&bare.replace(char::is_control, " "))))
        .ok()
}

/// JSON without the commas that stand before a closing bracket, as templates leave them.
fn without_last_commas(json: &str) -> String {
    let (mut mended, mut comma) = (String::with_capacity(json.len()), None);
    let (mut inside, mut escaped) = (false, false);
    for c in json.chars() {
        match c {
            '"' if !escaped => inside = !inside,
            ',' if !inside => comma = Some(mended.len()),
            ']' | '}' if !inside => {
                if let Some(at) = comma {
                    mended.truncate(at);
                }
            }
            _ => {}
        }
        if !(c == ',' || c.is_whitespace()) || inside {
            comma = None;
        }
        escaped = inside && c == '\\' && !escaped;
        mended.push(c);
    }
    mended
}

/// Who is named under an identifier of the page's own: publishers and authors are often told by it alone.
fn named(value: &Value, depth: usize, names: &mut BTreeMap<String, String>) {
    if depth > 3 || names.len() > 100 {
        return;
    }
    match value {
        Value::Array(several) => several.iter().for_each(|value| named(value, depth + 1, names)),
        Value::Object(fields) => {
            if let (Some(id), Some(name)) = (value["@id"].as_str(), some(&value["name"])) {
                names.entry(id.to_owned()).or_insert(name);
            }
            ["@graph", "publisher", "author"]
                .iter()
                .filter_map(|inner| fields.get(*inner))
                .for_each(|value| named(value, depth + 1, names));
        }
        _ => {}
    }
}

fn is_a(value: &Value, kinds: &[&str]) -> bool {
    let is = |kind: &Value| kind.as_str().is_some_and(|kind| kinds.contains(&kind.rsplit(['/', ':']).next().unwrap_or(kind)));
    match &value["@type"] {
        Value::Array(several) => several.iter().any(is),
        kind => is(kind),
    }
}

const ARTICLES: [&str; 12] = [
    "Article",
    "NewsArticle",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "BackgroundNewsArticle",
    "OpinionNewsArticle",
    "ReviewNewsArticle",
    "BlogPosting",
    "LiveBlogPosting",
    "Report",
    "TechArticle",
    "SocialMediaPosting",
];

/// Articles at the top of linked data. What stands in lists, comments, films and links is another's.
fn articles(value: &Value, depth: usize, names: &BTreeMap<String, String>, found: &mut Vec<Linked>) {
    if depth > 6 || found.len() > 100 {
        return;
    }
    match value {
        Value::Array(several) => several.iter().for_each(|value| articles(value, depth + 1, names, found)),
        Value::Object(fields) => {
            if is_a(value, &ARTICLES) {
                found.push(article(value, names));
                return;
            }
            for inner in ["@graph", "mainEntity", "mainEntityOfPage"] {
                if let Some(inner) = fields.get(inner) {
                    articles(inner, depth + 1, names, found);
                }
            }
        }
        _ => {}
    }
}

fn some(value: &Value) -> Option<String> {
    value.as_str().map(|text| super::article::unmarked(text.trim().to_owned())).filter(|text| !text.is_empty())
}

fn article(value: &Value, names: &BTreeMap<String, String>) -> Linked {
    let under = |value: &Value| value["@id"].as_str().and_then(|id| names.get(id).cloned());
    let named = |value: &Value| some(value).filter(|name| !name.contains("://")).or_else(|| some(&value["name"])).or_else(|| under(value));
    let several = |value: &Value| match value {
        Value::Array(several) => several.iter().filter_map(named).collect(),
        one => named(one).into_iter().collect::<Vec<_>>(),
    };
    let addresses =
        [&value["url"], &value["@id"], &value["mainEntityOfPage"], &value["mainEntityOfPage"]["@id"], &value["mainEntityOfPage"]["url"]];
    let updates = value["liveBlogUpdate"].as_array().map(Vec::as_slice).unwrap_or_default();
    Linked {
        headline: some(&value["headline"]).or_else(|| some(&value["name"])),
        published: some(&value["datePublished"]).or_else(|| some(&value["dateCreated"])),
        changed: some(&value["dateModified"]),
        publisher: several(&value["publisher"]).into_iter().next(),
        authors: several(&value["author"]),
        is_live: is_a(value, &["LiveBlogPosting"]),
        updates: updates
            .iter()
            .take(MOST_UPDATES)
            .map(|update| Update {
                headline: some(&update["headline"]),
                published: some(&update["datePublished"]),
                text: update["articleBody"].as_str().map(|text| super::article::unmarked(text.to_owned())).unwrap_or_default(),
                url: some(&update["url"]),
            })
            .filter(|update| !update.text.trim().is_empty())
            .collect(),
        addresses: addresses
            .into_iter()
            .filter_map(|address| address.as_str())
            .filter(|address| address.contains("://"))
            .map(str::to_owned)
            .collect(),
    }
}

/// Are two headlines one? One begins the other, or most words of the shorter stand in both.
pub(super) fn alike(one: &str, other: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        fold(text).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let (one, other) = (words(one), words(other));
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    if short.is_empty() {
        return false;
    }
    let (short, long): (BTreeSet<String>, BTreeSet<String>) = (short.into_iter().collect(), long.into_iter().collect());
    let both = short.intersection(&long).count();
    // A one-word headline ("Live") begins many titles.
    both * 10 >= short.len() * 7 && (short.len() > 1 || long.len() <= 2)
}
