//! Mail, mailboxes, and pages that a browser saved as mail (MHTML): headline, sender, time and text of each.
//!
//! A mail's sender is its outlet. Of a page saved so, the time is when it was saved and is not taken. Attachments are not read,
//! and that is said.

use super::{Refusal, RefusalKind, article, head, html};
use crate::record::{Draft, Notice};
use crate::resources::Resources;
use mail_parser::{HeaderName, Message, MessageParser, MimeHeaders, PartType};

/// Mails beyond which a mailbox is not read at once.
const MOST_MAILS: usize = 100_000;
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
        let words = line.trim_ascii_end();
        if blank && line.starts_with(b"From ") && std::str::from_utf8(words).is_ok_and(head::is_envelope) {
            starts.push((at, at + line.len()));
        }
        blank = words.is_empty();
        at += line.len();
    }
    if starts.is_empty() {
        return vec![Err(Refusal::new(RefusalKind::Unreadable, "no line of the mailbox begins a mail as `From SENDER DAY` does"))];
    }
    let ends = starts.iter().skip(1).map(|&(start, _)| start).chain([bytes.len()]);
    starts.iter().zip(ends).take(MOST_MAILS).flat_map(|(&(_, start), end)| read(resources, &unquoted(&bytes[start..end]))).collect()
}

/// A mail of a mailbox as it was sent: lines that begin with "From " were given a ">" there, those with ">From " another.
fn unquoted(mail: &[u8]) -> Vec<u8> {
    let mut sent = Vec::with_capacity(mail.len());
    for line in mail.split_inclusive(|&byte| byte == b'\n') {
        let marks = line.iter().take_while(|&&byte| byte == b'>').count();
        sent.extend_from_slice(if marks > 0 && line[marks..].starts_with(b"From ") { &line[1..] } else { line });
    }
    sent
}

fn message_reports(resources: &Resources, message: &Message<'_>, depth: usize) -> Vec<Result<Draft, Refusal>> {
    let location = header(message, "Snapshot-Content-Location");
    let html = message.parts.iter().find_map(|part| match &part.body {
        PartType::Html(html) => Some((html, part.content_location().map(str::to_owned))),
        _ => None,
    });
    let is_page =
        location.is_some() || html.as_ref().is_some_and(|(_, location)| location.as_ref().is_some_and(|location| location.contains("://")));
    if let (true, Some((page, place))) = (is_page, &html) {
        let address = location.or_else(|| place.clone());
        return html::read(resources, page.as_bytes())
            .into_iter()
            .map(|draft| draft.map(|draft| Draft { url: address.clone().or(draft.url), ..draft }))
            .collect();
    }
    let plain: Vec<&str> = message
        .text_bodies()
        .filter_map(|part| match &part.body {
            PartType::Text(text) if !text.trim().is_empty() => Some(text.as_ref()),
            _ => None,
        })
        .collect();
    let plain = plain.join("\n\n");
    let marked =
        html.map(|(html, _)| html).filter(|html| article::check(html).is_ok()).map(|html| article::lines(html)).unwrap_or_default();
    // Some mails send a line of text that says to look at the other part.
    let text = if plain.len() * 3 >= marked.len() { plain } else { marked };
    if text.trim().is_empty() {
        let inner = message.parts.iter().find_map(|part| match &part.body {
            PartType::Message(message) => Some(message),
            _ => None,
        });
        return match inner.filter(|_| depth < DEEPEST) {
            Some(inner) => message_reports(resources, inner, depth + 1),
            None => vec![Err(Refusal::new(RefusalKind::Empty, "a mail without text"))],
        };
    }
    let mut notices = Vec::new();
    let attached = message.attachments().filter(|part| !matches!(part.body, PartType::InlineBinary(_))).count();
    if attached > 0 {
        notices.push(Notice::new("attachments", format!("{attached} attachments were not read; save and add them by themselves")));
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
        published: message.header_raw(HeaderName::Date).map(|date| without_comment(date.trim()).to_owned()),
        text,
        notices,
        ..Draft::default()
    })]
}

fn header(message: &Message<'_>, name: &'static str) -> Option<String> {
    message.header_raw(HeaderName::Other(name.into())).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
}

/// "Sat, 4 Dec 2021 10:00:00 +0100 (CET)" without what stands in brackets.
fn without_comment(date: &str) -> &str {
    date.split_once('(').map_or(date, |(date, _)| date.trim_end())
}
