//! Pages that go on as things happen: a report for each update, with its own time and heading.

use super::article;
use super::evidence::{Evidence, marks, one_line};
use super::linked::Update;
use crate::record::Published;
use std::collections::BTreeMap;
use trafilatura::dom::{Document, NodeId};

/// Updates beyond which a page is not cut.
const MOST: usize = 2000;

/// The updates of a live page; none where it is not one, or does not say when each was written.
pub(super) fn updates(document: &mut Document, evidence: &Evidence) -> Vec<Update> {
    if let Some(linked) = evidence.linked.as_ref().filter(|linked| linked.updates.len() > 1) {
        return linked.updates.clone();
    }
    let body = document.body().unwrap_or_else(|| document.root());
    let called = |node: NodeId| {
        let marks = marks(document, node);
        ["liveblog", "live-blog", "live_blog", "liveticker", "live-ticker", "live-feed", "livefeed", "live-updates"]
            .iter()
            .any(|word| marks.contains(word))
    };
    if !evidence.is_live && !document.iter_descendants(body, &["main", "article", "section", "div", "ol", "ul"]).into_iter().any(called) {
        return Vec::new();
    }
    let posts = posts(document, body);
    posts.into_iter().filter_map(|post| update(document, post, evidence.url.as_deref())).collect()
}

/// Elements that stand beside each other, each around one time.
fn posts(document: &Document, body: NodeId) -> Vec<NodeId> {
    let is_time = |node: NodeId| {
        document.get_attribute(node, "datetime").is_some_and(|time| Published::read(&time).is_ok_and(|read| read.date().is_some()))
    };
    let times: Vec<NodeId> = document.iter_descendants(body, &["time"]).into_iter().filter(|&node| is_time(node)).take(MOST).collect();
    let around = |time: NodeId| std::iter::successors(document.parent(time), |&node| document.parent(node));
    let mut held: BTreeMap<NodeId, usize> = BTreeMap::new();
    for &time in &times {
        for node in around(time) {
            *held.entry(node).or_default() += 1;
        }
    }
    let mut beside: BTreeMap<NodeId, Vec<NodeId>> = BTreeMap::new();
    for &time in &times {
        let Some(post) = around(time).take_while(|node| held[node] == 1).last() else { continue };
        let Some(parent) = document.parent(post) else { continue };
        if !document.iter_descendants(post, &["p"]).is_empty() {
            beside.entry(parent).or_default().push(post);
        }
    }
    beside.into_values().max_by_key(Vec::len).filter(|posts| posts.len() > 1).unwrap_or_default()
}

fn update(document: &mut Document, post: NodeId, url: Option<&str>) -> Option<Update> {
    let time = document.iter_descendants(post, &["time"]).into_iter().next()?;
    let published = document.get_attribute(time, "datetime");
    let heading = document.iter_descendants(post, &["h2", "h3", "h4", "h5"]).into_iter().next();
    let headline = heading.map(|heading| one_line(document, heading)).filter(|headline| !headline.is_empty());
    let anchor = document.id_attr(post);
    document.remove(time, true);
    if let Some(heading) = heading {
        document.remove(heading, true);
    }
    let text = article::lines_of(document, post);
    let url = url.map(|url| if anchor.is_empty() { url.to_owned() } else { format!("{}#{anchor}", url.split('#').next().unwrap_or(url)) });
    (!text.trim().is_empty()).then_some(Update { headline, published, text, url })
}
