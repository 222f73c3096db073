//! Pages of "Export chat history" of Telegram: a report for each message, with its author and its time.
//!
//! What joined, left or was pinned is no report; nor is a picture without words.

use super::article;
use super::evidence::one_line;
use super::{Foreign, Refusal, RefusalKind};
use crate::record::{Draft, Notice};
use trafilatura::dom::{Document, NodeId};

/// Is this such a page?
pub(super) fn is_export(page: &str) -> bool {
    page.contains("class=\"page_wrap\"") && page.contains("class=\"history\"") && page.contains("class=\"message ")
}

pub(super) fn read(document: &mut Document) -> Vec<Result<Draft, Refusal>> {
    let top = document.root();
    let divisions = document.iter_descendants(top, &["div"]);
    let called = |document: &Document, node: NodeId, class: &str| document.class_name(node).split_whitespace().any(|name| name == class);
    let chat = divisions.iter().find(|&&node| called(document, node, "page_header"));
    let chat = chat.map(|&header| one_line(document, header)).filter(|name| !name.is_empty());
    let messages: Vec<NodeId> =
        divisions.into_iter().filter(|&node| called(document, node, "message") && called(document, node, "default")).collect();
    let mut author: Option<String> = None;
    let mut found = Vec::with_capacity(messages.len());
    for message in messages {
        let parts = document.iter_descendants(message, &["div", "span"]);
        let within = |document: &Document, node: NodeId, class: &str| {
            std::iter::successors(document.parent(node), |&node| document.parent(node))
                .take_while(|&node| node != message)
                .any(|node| called(document, node, class))
        };
        let time = parts.iter().find(|&&node| called(document, node, "date")).and_then(|&node| document.get_attribute(node, "title"));
        let names: Vec<NodeId> = parts.iter().copied().filter(|&node| called(document, node, "from_name")).collect();
        let forwarded = names.iter().copied().find(|&node| within(document, node, "forwarded"));
        // A message that follows one of the same author does not name him again.
        if let Some(&own) = names.iter().find(|&&node| !within(document, node, "forwarded")) {
            author = Some(one_line(document, own)).filter(|name| !name.is_empty());
        }
        let forwarded = forwarded.map(|name| {
            for time in document.iter_descendants(name, &["span"]) {
                document.remove(time, true);
            }
            one_line(document, name)
        });
        let texts: Vec<String> =
            parts.iter().filter(|&&node| called(document, node, "text")).map(|&node| article::lines_of(document, node)).collect();
        let text = texts.join("\n");
        if text.trim().is_empty() {
            found.push(Err(Refusal::foreign(Foreign::Wordless)));
            continue;
        }
        let mut notices = Vec::new();
        if let Some(from) = &forwarded {
            notices.push(Notice::new("forwarded", format!("forwarded from {from}")));
        }
        let byline = forwarded.or_else(|| author.clone()).filter(|name| Some(name) != chat.as_ref());
        found.push(Ok(Draft {
            own_id: document.id_attr(message).strip_prefix("message").map(str::to_owned),
            outlet: chat.clone(),
            published: time.as_deref().map(iso),
            byline,
            text,
            notices,
            ..Draft::default()
        }));
    }
    if found.is_empty() {
        found.push(Err(Refusal::new(RefusalKind::Empty, "a page of an export of Telegram without messages")));
    }
    found
}

/// "24.02.2022 10:15:00 UTC+01:00" as "2022-02-24T10:15:00+01:00"; as it stands where it is of another form.
fn iso(written: &str) -> String {
    let mut words = written.split_whitespace();
    let (Some(day), Some(clock)) = (words.next(), words.next()) else { return written.to_owned() };
    let parts: Vec<&str> = day.split('.').collect();
    let [day, month, year] = parts.as_slice() else { return written.to_owned() };
    let zone = words.next().and_then(|zone| zone.strip_prefix("UTC")).unwrap_or_default();
    format!("{year}-{month}-{day}T{clock}{zone}")
}
