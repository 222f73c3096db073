//! Web archives (WARC 1.0 and 1.1): responses and resources that hold pages, feeds or text.
//!
//! Own and small, bounded in every length that a record states. Requests, metadata and revisits hold no report and are
//! passed over; what an answer holds is read elsewhere.

use super::answer::{self, Found};
use super::{LONGEST, RefusalKind, Sink, refuse};
use std::io::{BufRead, Read};
use std::ops::ControlFlow;

/// Header lines longer, or more, than this are no header.
const HEADER: usize = 64 << 10;
const HEADERS: usize = 512;

#[derive(Debug, Default)]
pub(super) struct Header {
    fields: Vec<(String, String)>,
}

impl Header {
    pub(super) fn get(&self, name: &str) -> Option<&str> {
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
            Ok(read) if read as u64 == length => record(&input, &header, block, sink)?,
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

pub(super) fn header(stream: &mut impl BufRead) -> Result<Header, String> {
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

pub(super) fn line(stream: &mut impl BufRead) -> Result<Option<String>, String> {
    let mut bytes = Vec::new();
    let read = stream.by_ref().take(HEADER as u64).read_until(b'\n', &mut bytes).map_err(|error| error.to_string())?;
    match read {
        0 => Ok(None),
        HEADER => Err("a header line without end".to_owned()),
        _ => Ok(Some(String::from_utf8_lossy(&bytes).trim_end_matches(['\r', '\n']).to_owned())),
    }
}

fn record(input: &str, record: &Header, block: Vec<u8>, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let url = record.get("WARC-Target-URI").map(|url| url.trim_matches(['<', '>']).to_owned());
    let input = url.as_ref().map_or_else(|| input.to_owned(), |url| format!("{input} {url}"));
    let kind = record.get("Content-Type").unwrap_or_default().to_ascii_lowercase();
    let found = if kind.starts_with("application/http") { Found::Answer(block) } else { Found::Body(kind, block) };
    answer::take(&input, url, found, sink)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rapporteur_store::Arrival;

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
                prop_assert_eq!(piece.stated.origin.as_deref(), Some("https://outlet.example/1"));
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
            prop_assert!(answer::joined(&bytes).is_none_or(|whole| whole.len() <= bytes.len()));
        }
    }
}
