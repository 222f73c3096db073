//! Pages that go on as things happen: a report for each hour in which something was added, with the time and heading of each update.
//!
//! A report for each update would let one page of four hundred updates outweigh all other outlets; one for the whole page would lose when
//! each thing was said, and would be another report each time the page is asked again. An hour that is over stays as it is. The
//! only update of its hour is a report of its own, under its own heading and address.

use super::article;
use super::evidence::{Evidence, marks, one_line};
use super::linked::Update;
use crate::record::{Draft, Grain, Published};
use crate::resources::Lexicon;
use std::collections::BTreeMap;
use trafilatura::dom::{Document, NodeId};

/// Updates beyond which a page is not cut.
const MOST: usize = 2000;

/// The updates of a live page; none where it is not one, or does not say when each was written.
pub(super) fn updates(lexicon: &Lexicon, document: &mut Document, evidence: &Evidence) -> Vec<Update> {
    if let Some(linked) = evidence.linked.as_ref().filter(|linked| linked.updates.len() > 1) {
        return linked.updates.clone();
    }
    let body = document.body().unwrap_or_else(|| document.root());
    let called = |node: NodeId| {
        let marks = marks(document, node);
        ["liveblog", "live-blog", "live_blog", "liveticker", "live-ticker", "live-feed", "livefeed", "live-updates", "as-it-happened"]
            .iter()
            .any(|word| marks.contains(word))
    };
    // Some pages only say so in their headline.
    let titled = evidence.title.as_deref().is_some_and(|title| lexicon.pages.is_live(title));
    if !evidence.is_live
        && !titled
        && !document.iter_descendants(body, &["main", "article", "section", "div", "ol", "ul"]).into_iter().any(called)
    {
        return Vec::new();
    }
    let posts = posts(document, body);
    posts.into_iter().filter_map(|post| update(document, post, evidence.url.as_deref())).collect()
}

/// Why the time above an update is no part of it.
const TIME: &str = "time";

/// The reports of a live page, the oldest first; `page` is what the page says of itself.
pub(super) fn reports(updates: Vec<Update>, page: &Draft) -> Vec<Draft> {
    let mut hours: BTreeMap<Option<String>, Vec<(Option<Published>, Update)>> = BTreeMap::new();
    for update in updates {
        let time = update.published.as_deref().and_then(|time| Published::read(time).ok());
        hours.entry(time.as_ref().map(hour)).or_default().push((time, update));
    }
    let mut reports: Vec<Draft> = hours.into_values().map(|updates| report(updates, page)).collect();
    let since = |report: &Draft| report.published.as_deref().and_then(|time| Published::read(time).ok()).map(|time| time.seconds());
    reports.sort_by_key(since);
    reports
}

/// "2031-06-20T09" of "2031-06-20T09:40:00Z"; a day of a day.
fn hour(time: &Published) -> String {
    let written = time.to_string();
    let end = if time.grain() > Grain::Day { written.find(':') } else { None };
    written[..end.unwrap_or(written.len())].to_owned()
}

/// The updates of one hour in the order in which they were written.
fn report(mut updates: Vec<(Option<Published>, Update)>, page: &Draft) -> Draft {
    // Pages print the last first.
    updates.reverse();
    updates.sort_by_key(|(time, _)| time.as_ref().map(Published::seconds));
    let first = updates[0].1.clone();
    let mut report =
        Draft { published: first.published.clone().or(page.published.clone()), url: first.url.or(page.url.clone()), ..page.clone() };
    if let [(_, only)] = &updates[..] {
        report.title = only.headline.clone().or(page.title.clone());
        report.text = only.text.clone();
        return report;
    }
    let mut lines: Vec<String> = Vec::new();
    for (time, update) in updates {
        let stated = time.filter(|time| time.grain() > Grain::Day).map(|time| time.to_string());
        if let Some(clock) = stated.as_deref().and_then(|time| time.split_once('T')).and_then(|(_, clock)| clock.get(..5)) {
            report.frame.push((clock.to_owned(), TIME));
            lines.push(clock.to_owned());
        }
        lines.extend(update.headline);
        lines.push(update.text);
    }
    report.text = lines.join("\n");
    report
}

/// Attributes in which pages keep the time of an update, beside that of `time`.
const TIMES: [&str; 6] = ["datetime", "data-block-time", "data-timestamp", "data-time", "data-published", "data-datetime"];

/// The time that an element states, as text or as seconds or thousandths since 1970.
fn stated(document: &Document, node: NodeId) -> Option<String> {
    TIMES.iter().filter_map(|name| document.get_attribute(node, name)).find_map(|written| {
        let number: Option<i64> = written.parse().ok().filter(|_| written.len() >= 10);
        let second = number.map(|number| if number.abs() > 100_000_000_000 { number / 1000 } else { number });
        let read = second.and_then(Published::at_epoch_second).or_else(|| Published::read(&written).ok());
        read.filter(|read| read.date().is_some()).map(|read| read.to_string())
    })
}

/// Elements that stand beside each other, each around one time, or with one of their own.
fn posts(document: &Document, body: NodeId) -> Vec<NodeId> {
    let timed = |tags: &[&str]| -> Vec<NodeId> {
        document.iter_descendants(body, tags).into_iter().filter(|&node| stated(document, node).is_some()).take(MOST).collect()
    };
    let times = timed(&["time"]);
    let times = if times.len() > 1 { times } else { timed(&["article", "section", "div", "li", "span", "p"]) };
    let around = |time: NodeId| std::iter::successors(Some(time), |&node| document.parent(node));
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
    let time = document.iter_descendants(post, &["time"]).into_iter().find(|&time| stated(document, time).is_some());
    let inner = || document.iter_descendants(post, &[]).into_iter().find_map(|node| stated(document, node));
    let published = time.and_then(|time| stated(document, time)).or_else(|| stated(document, post)).or_else(inner)?;
    let heading = document.iter_descendants(post, &["h2", "h3", "h4", "h5"]).into_iter().next();
    let headline = heading.map(|heading| one_line(document, heading)).filter(|headline| !headline.is_empty());
    let anchor = document.id_attr(post);
    if let Some(time) = time {
        document.remove(time, true);
    }
    if let Some(heading) = heading {
        document.remove(heading, true);
    }
    let text = article::lines_of(document, post);
    let url = url.map(|url| if anchor.is_empty() { url.to_owned() } else { format!("{}#{anchor}", url.split('#').next().unwrap_or(url)) });
    (!text.trim().is_empty()).then_some(Update { headline, published: Some(published), text, url })
}
