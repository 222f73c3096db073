//! One answer of a server as a web archive keeps it: its status, its codings undone, its kind told, and a piece of it.
//!
//! What belongs to a crawl and not to the news (rules for crawlers, names, redirects, pictures, scripts) is passed over.

use super::warc::{Header, header, line};
use super::{Format, LONGEST, Piece, RefusalKind, Sink, hold, refuse, sniff};
use rapporteur::ingest::{Foreign, Refusal, Stated};
use rapporteur_store::Arrival;
use std::io::Read;
use std::ops::ControlFlow;

/// What a record of an archive holds.
pub(super) enum Found {
    /// An answer of a server with its header.
    Answer(Vec<u8>),
    /// The bytes themselves, with their media type.
    Body(String, Vec<u8>),
}

/// Media types of what belongs to a page and is no text.
const FURNITURE: [&str; 13] = [
    "image/",
    "audio/",
    "video/",
    "font/",
    "text/css",
    "text/javascript",
    "application/javascript",
    "application/x-javascript",
    "application/font",
    "application/manifest",
    "application/wasm",
    "application/warc-fields",
    "application/vnd.ms-fontobject",
];
/// Media types of what can be a report.
const READABLE: [&str; 14] = [
    "text/",
    "application/xhtml",
    "application/rss",
    "application/atom",
    "application/xml",
    "application/json",
    "application/feed",
    "application/ld+json",
    "application/rdf",
    "application/rtf",
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml",
    "application/vnd.oasis.opendocument.text",
    "application/octet-stream",
];

/// Hands on what a record holds.
pub(super) fn take(input: &str, url: Option<String>, found: Found, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let pass = |foreign: Foreign, reason: String, sink: &mut Sink<'_>| {
        sink(Arrival::PassedOver(input.to_owned(), Refusal::new(RefusalKind::Foreign(foreign), reason)))
    };
    let address = url.clone().unwrap_or_default();
    let scheme = address.split(':').next().unwrap_or_default();
    if !matches!(scheme, "" | "http" | "https" | "ftp" | "file" | "urn") {
        return pass(Foreign::NameRecord, format!("a crawler's note ({scheme}:)"), sink);
    }
    let path = address.split(['?', '#']).next().unwrap_or_default();
    if path.ends_with("/robots.txt") {
        return pass(Foreign::Robots, Foreign::Robots.name().to_owned(), sink);
    }
    // "urn:pageinfo:…", "urn:fetch:…": what crawlers note of a page. Archives of texts are named by urn:uuid and the like.
    if scheme == "urn"
        && ["urn:pageinfo:", "urn:fetch:", "urn:view:", "urn:text:", "urn:thumbnail:", "urn:warcprox:"]
            .iter()
            .any(|note| address.starts_with(note))
    {
        return pass(Foreign::NameRecord, "a crawler's note of a page".to_owned(), sink);
    }
    let (kind, body) = match found {
        Found::Body(kind, body) => (kind, body),
        Found::Answer(block) => match response(&block) {
            Ok(Response::Body(kind, body)) => (kind, body),
            Ok(Response::None(status)) => return pass(Foreign::NoAnswer, format!("the server answered {status}"), sink),
            Err(reason) => return refuse(input, RefusalKind::Unreadable, reason, sink),
        },
    };
    if kind == "text/dns" || FURNITURE.iter().any(|start| kind.starts_with(start)) {
        return pass(Foreign::Script, format!("a part of a page or crawl, of type {kind}"), sink);
    }
    if !kind.is_empty() && !READABLE.iter().any(|start| kind.starts_with(start)) {
        return refuse(input, RefusalKind::Binary, format!("a response of type {kind}"), sink);
    }
    let stated = Stated { origin: url, ..Stated::default() };
    let format = match sniff(&body, path) {
        // A page without a tag at its start is one all the same, if the server says so.
        Format::Text if kind.starts_with("text/html") || kind.starts_with("application/xhtml") => Format::Html,
        format => format,
    };
    match format {
        Format::Foreign(
            foreign @ (Foreign::Sitemap
            | Foreign::Robots
            | Foreign::SiteFile
            | Foreign::NameRecord
            | Foreign::CrawlIndex
            | Foreign::FeedList
            | Foreign::Script
            | Foreign::Media),
        ) => pass(foreign, foreign.name().to_owned(), sink),
        Format::Foreign(_) => sink(Arrival::Refused(input.to_owned(), foreign_refusal(format))),
        Format::Zip => super::archive::document(input, body, stated, sink),
        Format::Gzip | Format::Tar | Format::Warc | Format::Arc | Format::Binary => {
            refuse(input, RefusalKind::Binary, format!("{format} in a web archive"), sink)
        }
        format => sink(Arrival::Piece(Piece { input: input.to_owned(), format, stated, bytes: body })),
    }
}

fn foreign_refusal(format: Format) -> Refusal {
    match format {
        Format::Foreign(foreign) => Refusal::foreign(foreign),
        other => Refusal::new(RefusalKind::Binary, other.to_string()),
    }
}

enum Response {
    /// Media type and body.
    Body(String, Vec<u8>),
    /// The status of an answer that holds nothing.
    None(String),
}

/// The body of an HTTP response that succeeded, transfer and content coding undone.
fn response(block: &[u8]) -> Result<Response, String> {
    let mut stream = block;
    let status = line(&mut stream)?.unwrap_or_default();
    let code = status.split(' ').nth(1).unwrap_or_default();
    if !code.starts_with('2') {
        return Ok(Response::None(if code.is_empty() { "nothing".to_owned() } else { code.to_owned() }));
    }
    let header: Header = header(&mut stream)?;
    let mut body = stream.to_vec();
    if header.get("Transfer-Encoding").is_some_and(|coding| coding.to_ascii_lowercase().contains("chunked")) {
        // Some archives state the coding of a body that they have already joined.
        body = joined(&body).unwrap_or(body);
    }
    let codings = header.get("Content-Encoding").unwrap_or_default().to_ascii_lowercase();
    // The last coding was done last, and is undone first.
    for coding in codings.split(',').map(str::trim).rev() {
        body = decoded(coding, body)?;
    }
    // Some servers compress and do not say so.
    if body.starts_with(&[0x1F, 0x8B]) {
        body = decoded("gzip", body)?;
    }
    let kind = header.get("Content-Type").unwrap_or_default().to_ascii_lowercase();
    Ok(Response::Body(kind, body))
}

/// A body with one coding undone. Archives state codings of bodies that are already plain: such a body stays as it is.
fn decoded(coding: &str, body: Vec<u8>) -> Result<Vec<u8>, String> {
    let held = |decoder: &mut dyn Read| hold(decoder, LONGEST).map_err(|refusal| format!("coded as {coding}: {}", refusal.reason));
    let undone = match coding {
        "" | "identity" => return Ok(body),
        "gzip" | "x-gzip" => match body.starts_with(&[0x1F, 0x8B]) {
            true => held(&mut flate2::read::MultiGzDecoder::new(body.as_slice())),
            false => return Ok(body),
        },
        // "deflate" is zlib by its standard and bare deflate in many servers.
        "deflate" | "x-deflate" => held(&mut flate2::read::ZlibDecoder::new(body.as_slice()))
            .or_else(|_| held(&mut flate2::read::DeflateDecoder::new(body.as_slice()))),
        "br" => held(&mut brotli_decompressor::Decompressor::new(body.as_slice(), 4096)),
        "zstd" => match zstd::stream::read::Decoder::new(body.as_slice()) {
            Ok(mut decoder) => held(&mut decoder),
            Err(error) => Err(error.to_string()),
        },
        other => return Err(format!("coded as {other}, which is not read")),
    };
    match undone {
        Err(_) if looks_plain(&body) => Ok(body),
        other => other,
    }
}

/// Is this text already?
fn looks_plain(body: &[u8]) -> bool {
    let start = &body[..body.len().min(512)];
    let start = start.trim_ascii_start();
    (start.starts_with(b"<") || start.starts_with(b"{")) && std::str::from_utf8(start).is_ok_and(|text| !text.contains('\0'))
        || start.starts_with(b"<!")
        || start.starts_with(b"<html")
}

/// The chunks of a chunked body, joined; none where it is not chunked.
pub(super) fn joined(mut body: &[u8]) -> Option<Vec<u8>> {
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
