//! The format of an input, told from its first bytes; its name only decides where the bytes leave it open.

/// The formats that are read.
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
    /// Web archive.
    Warc,
    /// Gzip, of any of these.
    Gzip,
    /// Zip archive.
    Zip,
    /// Tar archive.
    Tar,
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
            Format::Warc => "a web archive",
            Format::Gzip => "gzip",
            Format::Zip => "a ZIP archive",
            Format::Tar => "a tar archive",
            Format::Binary => "binary data",
        })
    }
}

/// How many bytes are looked at.
const SNIFFED: usize = 4096;

/// The format of an input that begins with `start` (up to 4096 bytes; fewer only at its end) and is called `name`.
pub fn sniff(start: &[u8], name: &str) -> Format {
    let start = &start[..start.len().min(SNIFFED)];
    match start {
        [0x1F, 0x8B, ..] => return Format::Gzip,
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => return Format::Zip,
        _ if start.get(257..262) == Some(b"ustar") => return Format::Tar,
        _ if start.starts_with(b"WARC/") => return Format::Warc,
        _ => {}
    }
    let wide = start.starts_with(&[0xFF, 0xFE]) || start.starts_with(&[0xFE, 0xFF]);
    if !wide && is_binary(start) {
        return Format::Binary;
    }
    let text: String = if wide {
        start.iter().filter(|&&byte| byte != 0).map(|&byte| char::from(byte)).collect()
    } else {
        String::from_utf8_lossy(start).into_owned()
    };
    let text = text.trim_start_matches(['\u{feff}', 'ÿ', 'þ']).trim_start();
    let lower = text.to_ascii_lowercase();
    let name = name.to_ascii_lowercase();
    match () {
        () if lower.starts_with('{') || lower.starts_with("[{") || lower.starts_with('[') && name.ends_with(".json") => {
            json(text, &lower, &name)
        }
        () if lower.starts_with('<') => markup(&lower, &name),
        () if name.ends_with(".html") || name.ends_with(".htm") || name.ends_with(".xhtml") => Format::Html,
        () => Format::Text,
    }
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
    if whole_line || name.ends_with(".jsonl") || name.ends_with(".ndjson") { Format::JsonLines } else { Format::Json }
}

fn markup(lower: &str, name: &str) -> Format {
    let feed = ["<rss", "<feed", "<rdf:rdf"].iter().any(|root| lower.contains(root));
    let page = ["<!doctype html", "<html", "<head", "<body", "<article", "<div", "<p>", "<p ", "<h1", "<section", "<main", "<meta"]
        .iter()
        .any(|tag| lower.contains(tag));
    match () {
        () if feed && !lower.contains("<html") => Format::Feed,
        () if page || name.ends_with(".html") || name.ends_with(".htm") => Format::Html,
        () => Format::Text,
    }
}

/// NUL bytes, or one byte in ten a control character.
fn is_binary(start: &[u8]) -> bool {
    let control = start.iter().filter(|&&byte| byte < 0x20 && !matches!(byte, b'\n' | b'\r' | b'\t' | 0x0C | 0x1B)).count();
    start.contains(&0) || start.starts_with(b"%PDF") || control * 10 > start.len()
}
