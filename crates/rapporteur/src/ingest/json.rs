//! JSON objects that hold reports: one a line, one alone, or an array of them, of our own form or that of another tool.
//!
//! A field that cannot be read costs itself with a notice; only an object without a text is refused.

use super::fields::{self, Field};
use super::posts::{self, Above};
use super::{Foreign, Refusal, RefusalKind, html};
use crate::record::{Draft, Grain, Notice, Published};
use crate::resources::Resources;
use serde_json::{Map, Value};

pub(super) fn read(resources: &Resources, bytes: &[u8]) -> Vec<Result<Draft, Refusal>> {
    match rows(resources, bytes) {
        found if found.is_empty() => vec![Err(Refusal::new(RefusalKind::Empty, "there is no object in it"))],
        found => found,
    }
}

fn rows(resources: &Resources, bytes: &[u8]) -> Vec<Result<Draft, Refusal>> {
    let text = match super::decode::decode(bytes, None) {
        Ok(text) => text,
        Err(refusal) => return vec![Err(refusal)],
    };
    let text = text.trim_start_matches('\u{feff}').trim_start();
    // An export of X is a script that sets a variable.
    let text = match text.strip_prefix("window.YTD.").and_then(|script| script.find('=').map(|at| &script[at + 1..])) {
        Some(array) => array.trim().trim_end_matches(';'),
        None => text,
    };
    if let Ok(value) = parse(text) {
        return values(resources, value, &Above::default(), 0);
    }
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines
        .flat_map(|line| match parse(line) {
            Ok(value) => values(resources, value, &Above::default(), 0),
            Err(error) => vec![Err(Refusal::new(RefusalKind::Unreadable, format!("not a JSON object: {error}")))],
        })
        .collect()
}

/// Parses one value; halves of characters, which some tools cut, become replacement characters.
fn parse(text: &str) -> serde_json::Result<Value> {
    serde_json::from_str(text).or_else(|error| match whole_characters(text) {
        Some(mended) => serde_json::from_str(&mended),
        None => Err(error),
    })
}

/// The text with each lone half of a surrogate pair replaced; none where there is no such half.
fn whole_characters(text: &str) -> Option<String> {
    let unit = |at: usize| {
        let escape = text.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(escape, 16).ok().filter(|unit| (0xD800..0xE000).contains(unit))
    };
    let (mut mended, mut kept, mut at) = (String::new(), 0, 0);
    while let Some(next) = text[at..].find('\\').map(|found| at + found) {
        at = match (unit(next), unit(next + 6)) {
            (Some(high), Some(low)) if high < 0xDC00 && low >= 0xDC00 => next + 12,
            (Some(_), _) => {
                mended.push_str(&text[kept..next]);
                mended.push_str("\\ufffd");
                kept = next + 6;
                kept
            }
            // The character behind a backslash is taken with it: it may be one itself.
            (None, _) => next + 1 + text[next + 1..].chars().next().map_or(0, char::len_utf8),
        };
    }
    mended.push_str(&text[kept..]);
    (kept > 0).then_some(mended)
}

/// Keys under which other tools keep their lists of reports.
const LISTS: [&str; 18] = [
    "articles",
    "items",
    "results",
    "data",
    "docs",
    "hits",
    "stories",
    "news",
    "messages",
    "entries",
    "records",
    "posts",
    "response",
    "documents",
    "list",
    "chats",
    "feed",
    "objects",
];
/// Keys under which they keep the one report.
const WRAPPERS: [&str; 13] =
    ["tweet", "article", "item", "_source", "source", "document", "post", "fields", "attributes", "node", "doc", "record", "object"];
/// Lists in lists beyond this are not looked into.
const DEEPEST: usize = 4;

/// The reports of a value; `above` is what stands above it.
fn values(resources: &Resources, value: Value, above: &Above, depth: usize) -> Vec<Result<Draft, Refusal>> {
    match value {
        Value::Array(rows) => rows.into_iter().flat_map(|row| values(resources, row, above, depth + 1)).collect(),
        Value::Object(mut fields) => {
            // A message that is cut off keeps the whole of itself inside.
            if let Some(whole) = fields.get("extended_tweet").and_then(|whole| whole.get("full_text")).filter(|whole| whole.is_string()) {
                let whole = whole.clone();
                fields.insert("text".to_owned(), whole);
            }
            let has_text = Field::has_text(&fields);
            if !has_text && depth < DEEPEST {
                let below = above.under(&fields);
                if let Some(list) = LISTS.iter().find_map(|list| match fields.get_mut(*list) {
                    Some(value @ (Value::Array(_) | Value::Object(_))) => Some(value.take()),
                    _ => None,
                }) {
                    return values(resources, list, &below, depth + 1);
                }
                if let Some(inner) = WRAPPERS.iter().find_map(|wrapper| match fields.get_mut(*wrapper) {
                    Some(value @ Value::Object(_)) => Some(value.take()),
                    _ => None,
                }) && let Value::Object(mut whole) = inner
                    && (Field::has_text(&whole) || WRAPPERS.iter().any(|wrapper| whole.get(*wrapper).is_some_and(Value::is_object)))
                {
                    // What is said around it is said of it.
                    for (name, value) in fields.into_iter().filter(|(_, value)| !value.is_null()) {
                        whole.entry(name).or_insert(value);
                    }
                    return values(resources, Value::Object(whole), above, depth + 1);
                }
            }
            // Who joined a group and who pinned a message is no report.
            if fields.get("type").and_then(Value::as_str) == Some("service") && depth > 0 {
                return Vec::new();
            }
            if posts::is_wordless(&fields) {
                return vec![Err(Refusal::foreign(Foreign::Wordless))];
            }
            above.settle(&mut fields);
            vec![row(resources, &fields, above.outlet.as_deref())]
        }
        _ => vec![Err(Refusal::new(RefusalKind::Unreadable, "expected a JSON object with at least the field `text`"))],
    }
}

impl Field {
    fn has_text(fields: &Map<String, Value>) -> bool {
        fields.iter().any(|(name, value)| fields::is_text(name) && !value.is_null())
    }
}

/// One object as a report.
pub(super) fn row(resources: &Resources, object: &Map<String, Value>, outlet: Option<&str>) -> Result<Draft, Refusal> {
    let row = Row { fields: object.iter().map(|(name, value)| (fields::plain(name), name.as_str(), value)).collect() };
    let mut notices = Vec::new();
    let mut draft = row.text(resources, &mut notices)?;
    let mut fill = |field: &mut Option<String>, kind: Field, what: &str| {
        if let Some((name, value)) = row.first(kind, &mut notices) {
            row.told(kind, what, name, &mut notices);
            *field = Some(value);
        }
    };
    fill(&mut draft.own_id, Field::OwnId, "id");
    fill(&mut draft.url, Field::Address, "url");
    fill(&mut draft.title, Field::Title, "title");
    fill(&mut draft.published, Field::Published, "published");
    fill(&mut draft.byline, Field::Byline, "byline");
    fill(&mut draft.language, Field::Language, "language");
    fill(&mut draft.outlet, Field::Outlet, "outlet");
    // What is said of a thread is said of its first post.
    let thread = || object.get("thread").and_then(|thread| thread.get("site")).and_then(Value::as_str).map(str::to_owned);
    draft.outlet = draft.outlet.map(|named| fields::site(&named)).or_else(thread).or_else(|| outlet.map(str::to_owned));
    draft.url = draft.url.or_else(|| row.page(&mut notices));
    if let Some(finer) = draft.published.as_deref().and_then(|day| row.finer(day, &mut notices)) {
        draft.published = Some(finer);
    }
    draft.notices.append(&mut notices);
    Ok(draft)
}

/// An object's fields: plain name, name, value.
struct Row<'a> {
    fields: Vec<(String, &'a str, &'a Value)>,
}

impl<'a> Row<'a> {
    /// The fields of a kind, in the order of its names.
    fn of(&self, kind: Field) -> impl Iterator<Item = (&'a str, &'a Value)> {
        fields::names(kind)
            .iter()
            .filter_map(|wanted| self.fields.iter().find(|(plain, ..)| plain == wanted).map(|&(_, name, value)| (name, value)))
    }

    /// The first field of a kind that says something; what says nothing that is understood is told.
    fn first(&self, kind: Field, notices: &mut Vec<Notice>) -> Option<(&'a str, String)> {
        for (name, value) in self.of(kind) {
            let said = match kind {
                Field::Published => moment(value),
                // A number is nobody's name.
                Field::Byline if value.is_number() => None,
                Field::Byline => words(value, "; ").map(|byline| byline.strip_prefix("By ").map(str::to_owned).unwrap_or(byline)),
                _ => words(value, ", "),
            };
            match said {
                Some(said) if said.trim().is_empty() => {}
                // A time that cannot be read is passed over where another one can.
                Some(said) if kind == Field::Published && Published::read(&said).is_err() && self.of(kind).count() > 1 => {
                    notices.push(Notice::new("field", format!("the field `{name}` is no time that can be read: {said}")));
                }
                Some(said) => return Some((name, said)),
                None if value.is_null() => {}
                None => notices.push(Notice::new("field", format!("the field `{name}` is of a form that is not read, and was left out"))),
            }
        }
        None
    }

    /// The address of a page under a name that others keep for an outlet: "mainEntityOfPage", and "source" beside a "hostname".
    fn page(&self, notices: &mut Vec<Notice>) -> Option<String> {
        let hosted = self.fields.iter().any(|(plain, ..)| plain == "hostname");
        let wanted = ["mainentityofpage"].into_iter().chain(hosted.then_some("source"));
        let is_page = |address: &str| {
            let path = address.strip_prefix("http").and_then(|rest| rest.split_once("://")).and_then(|(_, rest)| rest.split_once('/'));
            path.is_some_and(|(_, path)| !path.is_empty()) && !address.contains(char::is_whitespace)
        };
        let address = |value: &Value| value.as_str().or_else(|| value["@id"].as_str()).map(str::to_owned);
        wanted.into_iter().find_map(|wanted| {
            let (_, name, value) = self.fields.iter().find(|(plain, ..)| plain == wanted)?;
            let address = address(value).filter(|address| is_page(address))?;
            notices.push(Notice::new("mapping", format!("url taken from the field `{name}`")));
            Some(address)
        })
    }

    /// A time of the same day that is finer than `day`, under a name that says no less than when it was published.
    fn finer(&self, day: &str, notices: &mut Vec<Notice>) -> Option<String> {
        let coarse = Published::read(day).ok().filter(|read| read.grain() == Grain::Day)?;
        let names =
            ["publishedat", "datepublished", "pubdate", "webpublicationdate", "isodate", "datetimepub", "datetime", "publishedtime"];
        names.into_iter().find_map(|wanted| {
            let (_, name, value) = self.fields.iter().find(|(plain, ..)| plain == wanted)?;
            let said = moment(value)?;
            let read = Published::read(&said).ok().filter(|read| read.grain() > Grain::Day && read.date() == coarse.date())?;
            notices.push(Notice::new("mapping", format!("published taken from the field `{name}`")));
            Some(read.to_string())
        })
    }

    /// Says by which name a field was taken, where it is not ours.
    fn told(&self, kind: Field, what: &str, name: &str, notices: &mut Vec<Notice>) {
        // The second name of some is ours, too.
        let ours = fields::names(kind).iter().take(2).any(|own| *own == name);
        if !ours {
            notices.push(Notice::new("mapping", format!("{what} taken from the field `{name}`")));
        }
    }

    fn text(&self, resources: &Resources, notices: &mut Vec<Notice>) -> Result<Draft, Refusal> {
        for (name, value) in self.of(Field::Text) {
            match words(value, "\n") {
                Some(text) => {
                    self.told(Field::Text, "text", name, notices);
                    return Ok(Draft { text, may_be_html: true, ..Draft::default() });
                }
                None if value.is_null() => {}
                None => return Err(Refusal::new(RefusalKind::Field, format!("the field `{name}` is not a text"))),
            }
        }
        if let Some((name, page)) = self.of(Field::Page).find_map(|(name, value)| value.as_str().map(|page| (name, page))) {
            self.told(Field::Page, "text", name, notices);
            return html::read(resources, page.as_bytes())
                .into_iter()
                .next()
                .unwrap_or_else(|| Err(Refusal::new(RefusalKind::Empty, "no article text in the page")));
        }
        if let Some((name, text)) = self
            .of(Field::Summary)
            .find_map(|(name, value)| words(value, "\n").filter(|text| !text.trim().is_empty()).map(|text| (name, text)))
        {
            notices.push(Notice::new("summary", format!("there is no text but that of the field `{name}`")));
            return Ok(Draft { text, may_be_html: true, ..Draft::default() });
        }
        Err(Refusal::new(RefusalKind::Field, "the object has no field `text`"))
    }
}

/// A time: a text, or seconds or thousandths since 1970.
fn moment(value: &Value) -> Option<String> {
    let epoch = |number: i64| {
        let second = if number.abs() > 100_000_000_000 { number / 1000 } else { number };
        Published::at_epoch_second(second).map(|time| time.to_string())
    };
    match value {
        // As a float, a number of seconds carries its fraction.
        Value::Number(number) => {
            let whole = number.to_string().split('.').next().and_then(|whole| whole.parse().ok())?;
            epoch(whole).or_else(|| Some(number.to_string()))
        }
        Value::String(text) if text.len() >= 9 && text.bytes().all(|byte| byte.is_ascii_digit()) => {
            text.parse().ok().and_then(epoch).or_else(|| Some(text.clone()))
        }
        // `{"$date": …}`, as databases write a time.
        Value::Object(fields) if fields.len() <= 2 && ["$date", "$numberLong"].iter().any(|name| fields.contains_key(*name)) => {
            ["$date", "$numberLong"].iter().find_map(|name| fields.get(*name)).and_then(moment)
        }
        _ => words(value, ", "),
    }
}

/// Keys under which objects keep the one text that they stand for.
const TEXTS: [&str; 20] = [
    "name",
    "value",
    "text",
    "rendered",
    "title",
    "content",
    "#text",
    "@value",
    "display_name",
    "displayName",
    "displayname",
    "screen_name",
    "username",
    "main",
    "original",
    "href",
    "$oid",
    "$numberLong",
    "__cdata",
    "handle",
];

/// The words of a value: a text, several, or an object that stands for one; none for what is nothing of these.
fn words(value: &Value, joint: &str) -> Option<String> {
    let one = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(fields) => TEXTS.iter().find_map(|name| fields.get(*name).and_then(Value::as_str)).map(str::to_owned),
        _ => None,
    };
    match value {
        Value::Number(_) if joint == "\n" => None,
        Value::Array(values) if values.iter().any(|value| value.get("role").is_some() || value.get("contentType").is_some()) => {
            // One text in several roles or forms: the main one, else the first.
            let main = |value: &&Value| value["role"].as_str().is_some_and(|role| role.eq_ignore_ascii_case("main"));
            values.iter().find(main).or(values.first()).and_then(one)
        }
        Value::Array(values) => {
            // What a message is made of joins without a gap: text, names, links.
            let joint = if joint == "\n" && values.iter().any(|value| value.get("type").is_some()) { "" } else { joint };
            let words: Vec<String> = values.iter().filter_map(one).filter(|words| !words.is_empty()).collect();
            (!words.is_empty() || values.is_empty()).then(|| words.join(joint))
        }
        value => one(value),
    }
}
