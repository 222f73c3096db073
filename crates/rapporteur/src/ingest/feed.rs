//! RSS, Atom and JSON Feed: each entry is a report of the feed's outlet.

use super::{Refusal, RefusalKind, html};
use crate::record::Draft;

pub(super) fn read(bytes: &[u8]) -> Vec<Result<Draft, Refusal>> {
    let feed = match feed_rs::parser::parse(bytes) {
        Ok(feed) => feed,
        Err(error) => return vec![Err(Refusal::new(RefusalKind::Unreadable, format!("the feed is not well formed: {error}")))],
    };
    let outlet = feed.title.map(|title| title.content);
    let language = feed.language;
    if feed.entries.is_empty() {
        return vec![Err(Refusal::new(RefusalKind::Empty, "the feed has no entries"))];
    }
    let draft = |entry: feed_rs::model::Entry| {
        let body = entry.content.and_then(|content| content.body).or(entry.summary.map(|summary| summary.content)).unwrap_or_default();
        html::check_depth(&body)?;
        let written = entry.published.or(entry.updated);
        Ok(Draft {
            own_id: None,
            url: entry.links.first().map(|link| link.href.clone()),
            title: entry.title.map(|title| html::fragment(&title.content).trim().replace('\n', " ")),
            outlet: outlet.clone(),
            published: written.map(|time| time.to_rfc3339()),
            byline: (!entry.authors.is_empty())
                .then(|| entry.authors.iter().filter_map(|author| author.name.as_deref()).collect::<Vec<_>>().join(", ")),
            language: entry.language.or_else(|| language.clone()),
            text: html::fragment(&body),
        })
    };
    feed.entries.into_iter().map(draft).collect()
}
