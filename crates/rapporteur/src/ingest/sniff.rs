//! The format of an input, told from its first bytes; its name only decides where the bytes leave it open.

use super::{Foreign, decode, head};

/// The formats that are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text.
    Text,
    /// A web page.
    Html,
    /// RSS, Atom or JSON Feed.
    Feed,
    /// One JSON object or array of objects.
    Json,
    /// One JSON object a line.
    JsonLines,
    /// An agency's XML (NewsML-G2, NewsML 1, NITF), or a parliament's (Akoma Ntoso).
    News,
    /// An agency's message of the telegraph's time: IPTC 7901 or ANPA.
    Wire,
    /// An export of a news database: several articles with labelled fields.
    Clippings,
    /// A mail, or a page saved as one (MHTML).
    Mail,
    /// Mails one after the other.
    Mailbox,
    /// A table with a header (CSV, TSV).
    Table,
    /// Subtitles (SRT, WebVTT).
    Subtitles,
    /// The text part of a Word document.
    Word,
    /// The text part of an OpenDocument text.
    OpenDocument,
    /// Rich text.
    RichText,
    /// Pages for printing (PDF), whose text is read outside of the engine.
    Pdf,
    /// Web archive.
    Warc,
    /// Web archive of before 2009.
    Arc,
    /// Gzip, of any of these.
    Gzip,
    /// Zip archive.
    Zip,
    /// Tar archive.
    Tar,
    /// Known, and no report.
    Foreign(Foreign),
    /// None of these.
    Binary,
}

impl std::fmt::Display for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Format::Text => "plain text",
            Format::Html => "HTML",
            Format::Feed => "a feed",
            Format::Json => "JSON",
            Format::JsonLines => "JSON Lines",
            Format::News => "an agency's or a parliament's XML",
            Format::Wire => "an agency's message",
            Format::Clippings => "an export of articles",
            Format::Mail => "a mail",
            Format::Mailbox => "a mailbox",
            Format::Table => "a table",
            Format::Subtitles => "subtitles",
            Format::Word => "a Word document",
            Format::OpenDocument => "an OpenDocument text",
            Format::RichText => "rich text",
            Format::Pdf => "a PDF",
            Format::Warc | Format::Arc => "a web archive",
            Format::Gzip => "gzip",
            Format::Zip => "a ZIP archive",
            Format::Tar => "a tar archive",
            Format::Foreign(foreign) => foreign.name(),
            Format::Binary => "binary data",
        })
    }
}

/// How many bytes are looked at.
const SNIFFED: usize = 4096;

/// The format of an input that begins with `start` (up to 4096 bytes; fewer only at its end) and is called `name`.
pub fn sniff(start: &[u8], name: &str) -> Format {
    let start = &start[..start.len().min(SNIFFED)];
    if let Some(format) = by_magic(start) {
        return format;
    }
    let wide = decode::start(start);
    if wide.is_none() && head::is_wire(start) {
        return Format::Wire;
    }
    if wide.is_none() && is_binary(start) {
        return Format::Binary;
    }
    let text = wide.unwrap_or_else(|| String::from_utf8_lossy(start).into_owned());
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let lower = text.to_ascii_lowercase();
    let name = name.to_ascii_lowercase();
    match () {
        () if head::is_site_file(text, &name) => Format::Foreign(Foreign::SiteFile),
        () if lower.starts_with('{') || lower.starts_with("[{") || (lower.starts_with('[') && is_json_array(&lower, &name)) => {
            json(text, &lower, &name)
        }
        () if lower.starts_with("window.ytd.") => Format::Json,
        () if lower.starts_with('<') => markup(text, &lower, &name),
        () if lower.starts_with("webvtt") || head::is_subtitles(text) => Format::Subtitles,
        () if head::is_mailbox(text) => Format::Mailbox,
        () if head::is_mail(text) => Format::Mail,
        () if head::is_crawl_index(text) => Format::Foreign(Foreign::CrawlIndex),
        () if head::is_robots(text, &name) => Format::Foreign(Foreign::Robots),
        () if head::is_name_record(text) => Format::Foreign(Foreign::NameRecord),
        () if head::is_clippings(text) => Format::Clippings,
        () if head::is_table(text, &name) => Format::Table,
        () if has_ending(&name, &["html", "htm", "xhtml"]) => Format::Html,
        () if has_ending(&name, &["css", "js", "mjs"]) => Format::Foreign(Foreign::Script),
        () => Format::Text,
    }
}

/// Formats whose first bytes are like no other's.
fn by_magic(start: &[u8]) -> Option<Format> {
    let foreign = |foreign| Some(Format::Foreign(foreign));
    match start {
        [0x1F, 0x8B, ..] => Some(Format::Gzip),
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Some(Format::Zip),
        _ if start.get(257..262) == Some(b"ustar") => Some(Format::Tar),
        _ if start.starts_with(b"WARC/") => Some(Format::Warc),
        _ if start.starts_with(b"filedesc://") => Some(Format::Arc),
        _ if start.starts_with(b"{\\rtf") => Some(Format::RichText),
        _ if start.trim_ascii_start().starts_with(b"%PDF-") => Some(Format::Pdf),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => foreign(Foreign::OldOffice),
        [b'B', b'Z', b'h', b'1'..=b'9', ..] | [0xFD, b'7', b'z', b'X', b'Z', ..] | [0x28, 0xB5, 0x2F, 0xFD, ..] => {
            foreign(Foreign::Compressed)
        }
        [b'7', b'z', 0xBC, 0xAF, ..] | [b'R', b'a', b'r', b'!', ..] => foreign(Foreign::Compressed),
        [0x89, b'P', b'N', b'G', ..] | [0xFF, 0xD8, 0xFF, ..] | [b'G', b'I', b'F', b'8', ..] | [b'O', b'g', b'g', b'S', ..] => {
            foreign(Foreign::Media)
        }
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', ..] | [b'I', b'D', b'3', ..] => foreign(Foreign::Media),
        _ if start.get(4..8) == Some(b"ftyp") => foreign(Foreign::Media),
        _ => None,
    }
}

fn has_ending(name: &str, endings: &[&str]) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| endings.contains(&ending))
}

/// An array of objects is JSON; "\[REUTERS\] Talks begin" is a text.
fn is_json_array(lower: &str, name: &str) -> bool {
    has_ending(name, &["json"]) || lower[1..].trim_start().starts_with(['{', ']'])
}

fn json(text: &str, lower: &str, name: &str) -> Format {
    if lower.contains("jsonfeed.org/version") {
        return Format::Feed;
    }
    if lower.starts_with('[') {
        return Format::Json;
    }
    // One object a line, unless the first line leaves its object open.
    let first = text.lines().next().unwrap_or_default().trim_end();
    let whole_line = first.ends_with('}') || (text.len() >= SNIFFED / 2 && !text.contains('\n'));
    if whole_line || has_ending(name, &["jsonl", "ndjson"]) { Format::JsonLines } else { Format::Json }
}

fn markup(text: &str, lower: &str, name: &str) -> Format {
    let root = root(text);
    let root = root.rsplit(':').next().unwrap_or_default();
    let page = ["<!doctype html", "<html", "<head", "<body", "<article", "<div", "<p>", "<p ", "<h1", "<section", "<main", "<meta"]
        .iter()
        .any(|tag| lower.contains(tag));
    match root.to_ascii_lowercase().as_str() {
        "rss" | "feed" | "channel" => Format::Feed,
        "rdf" if !lower.contains("<html") => Format::Feed,
        "newsitem" | "newsmessage" | "packageitem" | "newsml" | "nitf" | "akomantoso" => Format::News,
        "html" => Format::Html,
        "urlset" | "sitemapindex" => Format::Foreign(Foreign::Sitemap),
        "opml" => Format::Foreign(Foreign::FeedList),
        "document-content" => Format::OpenDocument,
        "document" if lower.contains("urn:oasis:names:tc:opendocument") => Format::OpenDocument,
        "document" if lower.contains("wordprocessingml") => Format::Word,
        "svg" => Format::Foreign(Foreign::Media),
        _ if lower.starts_with("<?xml") && !lower.contains("<!doctype html") && !lower.contains("<html") => Format::Foreign(Foreign::Xml),
        _ if page || has_ending(name, &["html", "htm", "xhtml"]) => Format::Html,
        root if !root.is_empty() && lower.contains("xmlns") => Format::Foreign(Foreign::Xml),
        _ => Format::Text,
    }
}

/// The name of the first element, behind declarations and comments.
fn root(text: &str) -> &str {
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let end = match rest {
            _ if rest.starts_with("<!--") => rest.find("-->").map(|at| at + 3),
            _ if rest.starts_with("<?") => rest.find("?>").map(|at| at + 2),
            // A document type may hold a list of its own in brackets.
            _ if rest.starts_with("<!") => match (rest.find('['), rest.find('>')) {
                (Some(open), Some(close)) if open < close => rest.find("]>").map(|at| at + 2),
                (_, close) => close.map(|at| at + 1),
            },
            _ => {
                let name = rest.strip_prefix('<').unwrap_or_default();
                let end = name.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, ':' | '-' | '_'))).unwrap_or(name.len());
                return &name[..end];
            }
        };
        match end {
            Some(end) => rest = &rest[end..],
            None => return "",
        }
    }
}

/// NUL bytes, or one byte in ten a control character.
fn is_binary(start: &[u8]) -> bool {
    let control = start.iter().filter(|&&byte| byte < 0x20 && !matches!(byte, b'\n' | b'\r' | b'\t' | 0x0C | 0x1B)).count();
    start.contains(&0) || control * 10 > start.len()
}
