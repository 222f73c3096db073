//! Web archives (WARC 1.0 and 1.1): responses and resources that hold pages, feeds or text.
//!
//! Own and small, bounded in every length that a record states. Requests, metadata and revisits hold no report and are
//! passed over; a response of another kind is refused by its media type.

use super::{Format, LONGEST, Piece, RefusalKind, Sink, refuse, sniff};
use rapporteur_store::Arrival;
use std::io::{BufRead, Read};
use std::ops::ControlFlow;

/// Header lines longer, or more, than this are no header.
const HEADER: usize = 64 << 10;
const HEADERS: usize = 512;

#[derive(Debug, Default)]
struct Header {
    fields: Vec<(String, String)>,
}

impl Header {
    fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(field, _)| field.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

pub(super) fn records(name: &str, mut stream: impl BufRead, sink: &mut Sink<'_>) -> ControlFlow<()> {
    for number in 1u64.. {
        let input = format!("{name}#{number}");
        let broken = |what: String, sink: &mut Sink<'_>| {
            refuse(&input, RefusalKind::Unreadable, format!("the web archive breaks off: {what}"), sink)
        };
        match version(&mut stream) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => return broken(error, sink),
        }
        let header = match header(&mut stream) {
            Ok(header) => header,
            Err(error) => return broken(error, sink),
        };
        let Some(length) = header.get("Content-Length").and_then(|length| length.parse::<u64>().ok()) else {
            return broken("a record without a length".to_owned(), sink);
        };
        let wanted = matches!(header.get("WARC-Type"), Some("response" | "resource" | "conversion"));
        if !wanted || length > LONGEST as u64 {
            match std::io::copy(&mut stream.by_ref().take(length), &mut std::io::sink()) {
                Ok(passed) if passed == length => {}
                _ => return broken("a record is shorter than it says".to_owned(), sink),
            }
            if wanted {
                refuse(&input, RefusalKind::TooLong, format!("a record of {} MiB", length >> 20), sink)?;
            }
            continue;
        }
        let mut block = Vec::new();
        match stream.by_ref().take(length).read_to_end(&mut block) {
            Ok(read) if read as u64 == length => record(&input, &header, &block, sink)?,
            _ => return broken("a record is shorter than it says".to_owned(), sink),
        }
    }
    ControlFlow::Continue(())
}

/// Passes over empty lines to the next record's version line; false at the end.
fn version(stream: &mut impl BufRead) -> Result<bool, String> {
    loop {
        match line(stream)? {
            None => return Ok(false),
            Some(line) if line.is_empty() => {}
            Some(line) if line.starts_with("WARC/") => return Ok(true),
            Some(_) => return Err("a record does not begin with its version".to_owned()),
        }
    }
}

fn header(stream: &mut impl BufRead) -> Result<Header, String> {
    let mut header = Header::default();
    for _ in 0..HEADERS {
        match line(stream)? {
            None => return Err("a header has no end".to_owned()),
            Some(line) if line.is_empty() => return Ok(header),
            Some(line) => match (line.split_once(':'), header.fields.last_mut()) {
                (None, Some((_, value))) | (Some(_), Some((_, value))) if line.starts_with([' ', '\t']) => value.push_str(line.trim_end()),
                (Some((name, value)), _) => header.fields.push((name.trim().to_owned(), value.trim().to_owned())),
                (None, _) => {}
            },
        }
    }
    Err("a header of too many lines".to_owned())
}

fn line(stream: &mut impl BufRead) -> Result<Option<String>, String> {
    let mut bytes = Vec::new();
    let read = stream.by_ref().take(HEADER as u64).read_until(b'\n', &mut bytes).map_err(|error| error.to_string())?;
    match read {
        0 => Ok(None),
        HEADER => Err("a header line without end".to_owned()),
        _ => Ok(Some(String::from_utf8_lossy(&bytes).trim_end_matches(['\r', '\n']).to_owned())),
    }
}

fn record(input: &str, record: &Header, block: &[u8], sink: &mut Sink<'_>) -> ControlFlow<()> {
    let url = record.get("WARC-Target-URI").map(|url| url.trim_matches(['<', '>']).to_owned());
    let input = url.as_ref().map_or_else(|| input.to_owned(), |url| format!("{input} {url}"));
    let is_http = record.get("Content-Type").is_some_and(|kind| kind.starts_with("application/http"));
    let (http, body) = if is_http {
        match response(block) {
            Ok(response) => response,
            Err(reason) => return refuse(&input, RefusalKind::Unreadable, reason, sink),
        }
    } else {
        (Header::default(), block.to_vec())
    };
    let kind =
        http.get("Content-Type").or(if is_http { None } else { record.get("Content-Type") }).unwrap_or_default().to_ascii_lowercase();
    let readable = kind.is_empty()
        || ["text/", "application/xhtml", "application/rss", "application/atom", "application/xml", "application/json", "application/feed"]
            .iter()
            .any(|start| kind.starts_with(start));
    let other = ["text/css", "text/javascript"].iter().any(|start| kind.starts_with(start));
    if !readable || other {
        return refuse(&input, RefusalKind::Binary, format!("a response of type {kind}"), sink);
    }
    match sniff(&body, url.as_deref().unwrap_or_default()) {
        format @ (Format::Text | Format::Html | Format::Feed | Format::Json | Format::JsonLines) => {
            let format = if kind.starts_with("text/html") { Format::Html } else { format };
            sink(Arrival::Piece(Piece { input, format, url, bytes: body }))
        }
        other => refuse(&input, RefusalKind::Binary, format!("{other} in a web archive"), sink),
    }
}

/// The header and body of an HTTP response that succeeded, transfer and content coding undone.
fn response(block: &[u8]) -> Result<(Header, Vec<u8>), String> {
    let mut stream = block;
    let status = line(&mut stream)?.unwrap_or_default();
    let code = status.split(' ').nth(1).unwrap_or_default();
    if !code.starts_with('2') {
        return Err(format!("the server answered {}", if code.is_empty() { "nothing" } else { code }));
    }
    let header = header(&mut stream)?;
    let mut body = stream.to_vec();
    if header.get("Transfer-Encoding").is_some_and(|coding| coding.eq_ignore_ascii_case("chunked")) {
        // Some archives state the coding of a body that they have already joined.
        body = joined(&body).unwrap_or(body);
    }
    if header.get("Content-Encoding").is_some_and(|coding| coding.eq_ignore_ascii_case("gzip")) && body.starts_with(&[0x1F, 0x8B]) {
        body = super::hold(flate2::read::MultiGzDecoder::new(body.as_slice()), LONGEST).map_err(|refusal| refusal.reason)?;
    }
    Ok((header, body))
}

/// The chunks of a chunked body, joined; none where it is not chunked.
fn joined(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::with_capacity(body.len());
    loop {
        let end = body.iter().take(20).position(|&byte| byte == b'\n')?;
        let size = std::str::from_utf8(&body[..end]).ok()?.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        body = &body[end + 1..];
        if size == 0 {
            return Some(whole);
        }
        whole.extend_from_slice(body.get(..size)?);
        body = body.get(size..)?.strip_prefix(b"\r\n").or_else(|| body.get(size..)?.strip_prefix(b"\n"))?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn archive(pages: &[String]) -> Vec<u8> {
        let record = |page: &String| {
            let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}");
            let head = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: <https://outlet.example/1>\r\nContent-Type: application/http; msgtype=response";
            format!("{head}\r\nContent-Length: {}\r\n\r\n{http}\r\n\r\n", http.len())
        };
        pages.iter().map(record).collect::<String>().into_bytes()
    }

    fn read(bytes: &[u8]) -> Vec<Arrival> {
        let mut arrivals = Vec::new();
        _ = records("crawl.warc", bytes, &mut |arrival| {
            arrivals.push(arrival);
            ControlFlow::Continue(())
        });
        arrivals
    }

    proptest! {
        #[test]
        fn every_page_of_a_sound_archive_arrives(pages in prop::collection::vec("<p>[a-z \r\n]{0,80}</p>", 0..6)) {
            let arrivals = read(&archive(&pages));
            prop_assert_eq!(arrivals.len(), pages.len());
            for (arrival, page) in arrivals.iter().zip(&pages) {
                let Arrival::Piece(piece) = arrival else { return Err(TestCaseError::fail("a sound page was refused")) };
                prop_assert_eq!(&piece.bytes, page.as_bytes());
                prop_assert_eq!(piece.url.as_deref(), Some("https://outlet.example/1"));
            }
        }

        /// Damage anywhere ends in pieces and refusals, never in a panic or a loop.
        #[test]
        fn a_damaged_archive_ends(pages in prop::collection::vec("<p>[a-z]{0,40}</p>", 1..4), damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12), cut in any::<prop::sample::Index>()) {
            let mut bytes = archive(&pages);
            for (at, byte) in damage {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            let length = cut.index(bytes.len() + 1);
            read(&bytes[..length]);
            prop_assert!(joined(&bytes).is_none_or(|whole| whole.len() <= bytes.len()));
        }
    }
}
