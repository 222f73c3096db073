//! Mail, mailboxes, and pages that a browser saved as mail (MHTML): headline, sender, time and text of each.
//!
//! A mail's sender is its outlet. Of a page saved so, the time is when it was saved and is not taken. Files that are attached are inputs of their
//! own, for whoever reads archives; the mail's report names them.

use super::{Foreign, Refusal, RefusalKind, article, head, html};
use crate::record::{Draft, Notice};
use crate::resources::Resources;
use mail_parser::{HeaderName, Message, MessageParser, MimeHeaders, PartType};

/// Mails in mails beyond this are not looked into.
const DEEPEST: usize = 3;

/// One mail or saved page.
pub(super) fn read(resources: &Resources, bytes: &[u8]) -> Vec<Result<Draft, Refusal>> {
    match MessageParser::default().parse(bytes.trim_ascii_start()) {
        Some(message) => message_reports(resources, &message, 0),
        None => vec![Err(Refusal::new(RefusalKind::Unreadable, "the mail has no header that can be read"))],
    }
}

/// The mails of a mailbox, each by itself.
pub(super) fn read_mailbox(resources: &Resources, bytes: &[u8]) -> Vec<Result<Draft, Refusal>> {
    let mut starts = Vec::new();
    let (mut at, mut blank) = (0, true);
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        if blank && is_envelope(line) {
            starts.push((at, at + line.len()));
        }
        blank = line.trim_ascii_end().is_empty();
        at += line.len();
    }
    if starts.is_empty() {
        return vec![Err(Refusal::new(RefusalKind::Unreadable, "no line of the mailbox begins a mail as `From SENDER DAY` does"))];
    }
    let ends = starts.iter().skip(1).map(|&(start, _)| start).chain([bytes.len()]);
    starts.iter().zip(ends).flat_map(|(&(_, start), end)| read(resources, &as_sent(&bytes[start..end]))).collect()
}

/// Is this line of a mailbox, behind an empty one, where a mail begins: `From SENDER DAY`?
pub fn is_envelope(line: &[u8]) -> bool {
    line.starts_with(b"From ") && std::str::from_utf8(line.trim_ascii_end()).is_ok_and(head::is_envelope)
}

/// A mail of a mailbox as it was sent: lines that begin with "From " were given a ">" there, those with ">From " another.
pub fn as_sent(mail: &[u8]) -> Vec<u8> {
    let mut sent = Vec::with_capacity(mail.len());
    for line in mail.split_inclusive(|&byte| byte == b'\n') {
        let marks = line.iter().take_while(|&&byte| byte == b'>').count();
        sent.extend_from_slice(if marks > 0 && line[marks..].starts_with(b"From ") { &line[1..] } else { line });
    }
    sent
}

/// What a mail holds itself, attached files aside.
enum Own<'a> {
    /// A page that was saved so, and its address.
    Page(&'a str, Option<String>),
    /// Words.
    Words(String),
    /// A mail in it, sent on without a word.
    Inner(&'a Message<'a>),
    /// Nothing.
    Nothing,
}

fn own<'a>(message: &'a Message<'a>, depth: usize) -> Own<'a> {
    let location = header(message, "Snapshot-Content-Location");
    let html = message.parts.iter().find_map(|part| match &part.body {
        PartType::Html(html) => Some((html.as_ref(), part.content_location().map(str::to_owned))),
        _ => None,
    });
    let is_page =
        location.is_some() || html.as_ref().is_some_and(|(_, location)| location.as_ref().is_some_and(|location| location.contains("://")));
    if let (true, Some((page, place))) = (is_page, &html) {
        return Own::Page(page, location.or_else(|| place.clone()));
    }
    let plain: Vec<String> = message
        .text_bodies()
        .filter_map(|part| match &part.body {
            PartType::Text(text) if !text.trim().is_empty() => Some(match is_flowed(part) {
                true => flowed(text),
                false => text.to_string(),
            }),
            _ => None,
        })
        .collect();
    let plain = plain.join("\n\n");
    let bodies: Vec<&str> = message
        .html_bodies()
        .filter_map(|part| match &part.body {
            PartType::Html(html) => Some(html.as_ref()),
            _ => None,
        })
        .collect();
    let marked = bodies.first().filter(|html| article::check(html).is_ok()).map(|html| article::lines(html)).unwrap_or_default();
    // Some mails send a line of text that says to look at the other part.
    let text = if plain.len() * 3 >= marked.len() { plain } else { marked };
    if !text.trim().is_empty() {
        return Own::Words(text);
    }
    let inner = message.parts.iter().find_map(|part| match &part.body {
        PartType::Message(message) => Some(message),
        _ => None,
    });
    inner.filter(|_| depth < DEEPEST).map_or(Own::Nothing, Own::Inner)
}

/// A file that is attached to a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Its name, or its place among those of the mail.
    pub name: String,
    /// Its media type, small: `application/pdf`; empty where none is stated.
    pub kind: String,
    /// Its bytes, decoded.
    pub bytes: Vec<u8>,
}

/// The files that are attached to a mail, in its order; pictures that stand within its text are the text's. A page that was saved as a mail has
/// none: what it holds is the page's.
pub fn attachments(mail: &[u8]) -> Vec<Attachment> {
    let mut found = Vec::new();
    if let Some(message) = MessageParser::default().parse(mail.trim_ascii_start()) {
        attached(&message, 0, &mut found);
    }
    found
}

fn attached(message: &Message<'_>, depth: usize, found: &mut Vec<Attachment>) {
    let own = own(message, depth);
    if matches!(own, Own::Page(..)) {
        return;
    }
    for part in message.attachments() {
        match (&part.body, &own) {
            (PartType::InlineBinary(_), _) => {}
            // The mail that is read in the place of this one: what is attached to it comes with it.
            (PartType::Message(message), Own::Inner(inner)) if std::ptr::eq(message, *inner) => attached(message, depth + 1, found),
            _ => {
                let kind = part.content_type().map(|kind| match kind.subtype() {
                    Some(subtype) => format!("{}/{subtype}", kind.ctype()).to_ascii_lowercase(),
                    None => kind.ctype().to_ascii_lowercase(),
                });
                let name = part.attachment_name().map(|name| name.trim().replace(['/', '\\'], "_")).filter(|name| !name.is_empty());
                let name = name.unwrap_or_else(|| format!("attachment {}", found.len() + 1));
                found.push(Attachment { name, kind: kind.unwrap_or_default(), bytes: part.contents().to_vec() });
            }
        }
    }
}

fn message_reports(resources: &Resources, message: &Message<'_>, depth: usize) -> Vec<Result<Draft, Refusal>> {
    let mut files = Vec::new();
    attached(message, depth, &mut files);
    let text = match own(message, depth) {
        Own::Page(page, address) => {
            return html::read(resources, page.as_bytes())
                .into_iter()
                .map(|draft| draft.map(|draft| Draft { url: address.clone().or(draft.url), ..draft }))
                .collect();
        }
        Own::Inner(inner) => return message_reports(resources, inner, depth + 1),
        Own::Nothing if files.is_empty() => return vec![Err(Refusal::new(RefusalKind::Empty, "a mail without text"))],
        Own::Nothing => {
            let reason = "a mail without words of its own; what is attached to it is read by itself";
            return vec![Err(Refusal::new(RefusalKind::Foreign(Foreign::Wordless), reason))];
        }
        Own::Words(text) => text,
    };
    let mut notices = Vec::new();
    if !files.is_empty() {
        let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
        notices.push(Notice::new("attachments", format!("attached to it, and read by itself: {}", names.join(", "))));
    }
    let sender = message.from().and_then(|from| from.first());
    let outlet = sender.and_then(|sender| {
        let name = sender.name.as_deref().map(str::trim).filter(|name| !name.is_empty() && !name.contains('@'));
        name.map(str::to_owned)
            .or_else(|| sender.address.as_deref().and_then(|address| address.split_once('@')).map(|(_, site)| site.to_owned()))
    });
    vec![Ok(Draft {
        own_id: message.message_id().map(str::to_owned),
        title: message.subject().map(str::to_owned),
        outlet,
        published: message
            .header_raw(HeaderName::Date)
            .map(|date| without_comment(date.trim()).to_owned())
            // Mails that are kept as text have the head that a program shows.
            .or_else(|| header(message, "Sent")),
        text,
        notices,
        ..Draft::default()
    })]
}

fn header(message: &Message<'_>, name: &'static str) -> Option<String> {
    message.header_raw(HeaderName::Other(name.into())).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
}

fn is_flowed(part: &mail_parser::MessagePart<'_>) -> bool {
    part.content_type().and_then(|kind| kind.attribute("format")).is_some_and(|form| form.eq_ignore_ascii_case("flowed"))
}

/// Text whose lines go on where they end with a blank (RFC 3676), with its lines joined; what "-- " parts off stays apart.
fn flowed(text: &str) -> String {
    let (mut whole, mut open) = (String::with_capacity(text.len()), false);
    for line in text.lines() {
        // A blank is put before lines that a program could misread.
        let line = line.strip_prefix(' ').unwrap_or(line);
        if !open && !whole.is_empty() {
            whole.push('\n');
        }
        whole.push_str(line);
        open = line.ends_with(' ') && line != "-- " && !line.starts_with('>');
    }
    whole
}

/// "Sat, 4 Dec 2021 10:00:00 +0100 (CET)" without what stands in brackets.
fn without_comment(date: &str) -> &str {
    date.split_once('(').map_or(date, |(date, _)| date.trim_end())
}
