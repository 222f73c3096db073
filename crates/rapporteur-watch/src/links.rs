//! The addresses that a list names: RSS, Atom and JSON Feed, sitemaps and their indexes, lists of feeds (OPML).
//!
//! Only addresses are taken from a list, and when it says that what stands there last changed. What its entries say is read by the engine, where a
//! feed is itself what is to be read.

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};
use url::Url;

/// More addresses of one list than this are not taken: as many as a sitemap may hold.
const MOST: usize = 50_000;

/// A longer address is none: no page that is read has one.
const ADDRESS: usize = 2000;

/// An address that a list names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Link {
    /// The address, without what names a place within the page.
    pub(crate) address: Url,
    /// When what stands there last changed, in the list's words.
    pub(crate) stamp: Option<String>,
    /// What the list calls it.
    pub(crate) title: Option<String>,
}

/// The addresses of a list, each once, in its order. What the list lacks at its end, cut off or damaged, is not in them.
pub(crate) fn links(base: &Url, bytes: &[u8]) -> Vec<Link> {
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let found = if text.starts_with('{') { of_json(text) } else { of_xml(text) };
    let mut links: Vec<Link> = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    for Found { address, stamp, title } in found {
        let Some(address) = address.filter(|address| address.len() <= ADDRESS).and_then(|address| joined(base, &address)) else { continue };
        if links.len() < MOST && seen.insert(address.to_string()) {
            links.push(Link { address, stamp, title });
        }
    }
    links
}

/// An address of the web, made whole; none where it is of another kind, or holds a name and password.
pub(crate) fn joined(base: &Url, address: &str) -> Option<Url> {
    let mut address = base.join(address.trim()).ok()?;
    address.set_fragment(None);
    let plain = address.username().is_empty() && address.password().is_none() && address.host_str().is_some();
    (matches!(address.scheme(), "http" | "https") && plain).then_some(address)
}

#[derive(Debug, Default)]
struct Found {
    address: Option<String>,
    stamp: Option<String>,
    title: Option<String>,
}

fn of_json(text: &str) -> Vec<Found> {
    let feed: serde_json::Value = serde_json::from_str(text).unwrap_or_default();
    let word = |item: &serde_json::Value, name: &str| item[name].as_str().map(str::to_owned);
    let found = |item: &serde_json::Value| Found {
        address: word(item, "url").or_else(|| word(item, "external_url")),
        stamp: word(item, "date_modified"),
        title: word(item, "title"),
    };
    feed["items"].as_array().into_iter().flatten().map(found).collect()
}

/// Reads item, entry, url, sitemap and outline, wherever they stand and whatever their prefix.
fn of_xml(text: &str) -> Vec<Found> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    let (mut found, mut open, mut words, mut depth) = (Vec::new(), None::<(usize, Found)>, String::new(), 0_usize);
    loop {
        let event = match reader.read_event() {
            Ok(Event::Eof) | Err(_) => return found,
            Ok(event) => event,
        };
        match event {
            Event::Start(tag) => {
                depth += 1;
                words.clear();
                match (local(tag.name().as_ref()), &mut open) {
                    ("outline", _) => found.extend(outline(&tag)),
                    ("item" | "entry" | "url" | "sitemap", none @ None) => *none = Some((depth, Found::default())),
                    ("link", Some((at, link))) if depth == *at + 1 => atom(&tag, link),
                    _ => {}
                }
            }
            Event::Empty(tag) => match (local(tag.name().as_ref()), &mut open) {
                ("outline", _) => found.extend(outline(&tag)),
                ("link", Some((at, link))) if depth == *at => atom(&tag, link),
                _ => {}
            },
            Event::Text(text) => words.push_str(&text),
            Event::CData(text) => words.push_str(&text),
            Event::GeneralRef(name) => words.push_str(&unescape(&format!("&{};", &*name)).unwrap_or_default()),
            Event::End(tag) => {
                if let Some((_, link)) = open.as_mut().filter(|(at, _)| depth == *at + 1) {
                    field(local(tag.name().as_ref()), words.trim(), link);
                }
                if open.as_ref().is_some_and(|(at, _)| depth <= *at) {
                    found.extend(open.take().map(|(_, link)| link));
                }
                words.clear();
                depth = depth.saturating_sub(1);
            }
            _ => {}
        }
    }
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or_default()
}

fn field(name: &str, words: &str, link: &mut Found) {
    let words = (!words.is_empty()).then(|| words.to_owned());
    match name {
        "loc" => link.address = words,
        "link" => link.address = link.address.take().or(words),
        "guid" if words.as_deref().is_some_and(|words| words.starts_with("http")) => link.address = link.address.take().or(words),
        "updated" | "lastmod" => link.stamp = words,
        "title" => link.title = words,
        _ => {}
    }
}

/// A link of Atom: to the page itself, not to comments, enclosures or the feed.
fn atom(tag: &BytesStart<'_>, link: &mut Found) {
    if let (None | Some("alternate"), Some(address)) = (attribute(tag, "rel").as_deref(), attribute(tag, "href")) {
        link.address = link.address.take().or(Some(address));
    }
}

fn outline(tag: &BytesStart<'_>) -> Option<Found> {
    let address = attribute(tag, "xmlUrl")?;
    Some(Found { address: Some(address), stamp: None, title: attribute(tag, "title").or_else(|| attribute(tag, "text")) })
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().with_checks(false).flatten().find(|one| local(one.key.as_ref()).eq_ignore_ascii_case(name))?;
    Some(unescape(&found.value).map_or_else(|_| found.value.to_string(), |words| words.into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Vec<String> {
        let base = Url::parse("https://outlet.example/feeds/all.xml").unwrap();
        links(&base, text.as_bytes()).into_iter().map(|link| format!("{} {}", link.address, link.stamp.unwrap_or_default())).collect()
    }

    #[test]
    fn entries_of_feeds_are_found() {
        let rss = "<rss><channel><link>https://outlet.example/</link><item><title>A</title><link>/a?x=1&amp;y=2#top</link></item>\
                   <item><guid isPermaLink='true'>https://outlet.example/b</guid></item><item><guid>7</guid></item><item><link><![CDATA[ c ]]></link>";
        assert_eq!(read(rss), ["https://outlet.example/a?x=1&y=2 ", "https://outlet.example/b "]);
        let atom = "<feed xmlns='http://www.w3.org/2005/Atom'><link href='/'/><entry><link rel='replies' href='/r'/><link href='/a'/>\
                    <updated>2031-03-03T10:00:00Z</updated><source><link href='/s'/><updated>1</updated></source></entry></feed>";
        assert_eq!(read(atom), ["https://outlet.example/a 2031-03-03T10:00:00Z"]);
        let json = r#"{"version": "https://jsonfeed.org/version/1.1", "items": [{"url": "/a", "date_modified": "2031"}, {"id": "2"}]}"#;
        assert_eq!(read(json), ["https://outlet.example/a 2031"]);
    }

    #[test]
    fn sitemaps_and_lists_of_feeds_are_read() {
        let map = "<urlset xmlns:n='x'><url><loc> https://outlet.example/a </loc><lastmod>2031-03-03</lastmod>\
                   <n:news><n:title>T</n:title></n:news></url><url><loc>/a</loc></url></urlset>";
        assert_eq!(read(map), ["https://outlet.example/a 2031-03-03"]);
        assert_eq!(read("<sitemapindex><sitemap><loc>/1.xml</loc></sitemap></sitemapindex>"), ["https://outlet.example/1.xml "]);
        let opml =
            "<opml><body><outline text='Press'><outline type='rss' text='A &amp; B' xmlUrl='https://a.example/f'/></outline></body></opml>";
        assert_eq!(read(opml), ["https://a.example/f "]);
    }

    #[test]
    fn only_pages_of_the_web_are_taken() {
        let entry = |address: &str| format!("<rss><item><link>{address}</link></item></rss>");
        for other in ["file:///etc/passwd", "javascript:alert(1)", "ftp://a.example/", "https://me:secret@a.example/", "gopher://a"] {
            assert!(read(&entry(other)).is_empty(), "{other}");
        }
    }

    proptest! {
        #[test]
        fn anything_is_read(text in "(<(item|entry|url|link|/item|outline xmlUrl='a'|!\\[CDATA\\[)>|[a-z&;<>'\"/ ]){0,60}") {
            read(&text);
        }
    }
}
