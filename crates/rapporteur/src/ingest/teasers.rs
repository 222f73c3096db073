//! Teasers: headlines of a page that lead elsewhere, with the line or two that stand under each.
//!
//! A front page is made of them and is no article; under a short article they stand as "more of this" and are none of its text.

use super::{article, evidence};
use crate::text::fold;
use std::collections::{BTreeMap, BTreeSet};
use trafilatura::dom::{Document, NodeId};

/// A teaser has no more words. A guess; the longest seen has 45.
const TEASER: usize = 50;
/// Teasers in a text that make it a list of them; one fewer where the page says that it is a list.
const ENOUGH: usize = 4;
/// Words of a line that can be a sentence of an article rather than a label: "Most read", "By Jon Falk".
const SENTENCE: usize = 8;
/// Words of an article's own above the first teaser that make the page an article: a flash has one sentence. Of a page that says
/// that it is a list, and of words that stand between or behind teasers, more are asked: fronts greet their readers, too.
const FLASH: usize = 12;
const LISTED: usize = 20;
const ARTICLE: usize = 40;
/// Teasers at the end of an article's text that are taken off it. One or two may be the article's own list of links.
const TRAILING: usize = 3;
/// Words that may stand beside a headline on its line: a day, a section.
const LABEL: usize = 4;
/// Words of the shortest headline between paragraphs that is taken for a link.
const LEADING: usize = 4;
/// Of a text with fewer than this many paragraphs to a headline that leads elsewhere, the headlines are the matter.
const LISTS: usize = 3;
/// Links and elements around a link that are looked at.
const MOST_LINKS: usize = 4000;
const HIGHEST: usize = 12;

/// The teasers of a page.
pub(super) struct Teasers {
    /// For each, its folded lines: the linked headline, and what one element holds with it.
    found: Vec<BTreeSet<String>>,
    /// Lines that only stand behind such a headline, and may be an article's that goes on behind a link.
    behind: BTreeSet<String>,
    /// Headlines that lead elsewhere and have their element for themselves.
    headlines: BTreeSet<String>,
}

impl Teasers {
    /// Finds the headlines of several words that lead elsewhere, each with what stands around it and holds no other.
    pub(super) fn of(document: &Document) -> Self {
        let body = document.body().unwrap_or_else(|| document.root());
        let mut links: Vec<(NodeId, String, String)> = Vec::new();
        let mut seen: BTreeSet<String> = BTreeSet::new();
        let mut cards: BTreeMap<NodeId, Vec<String>> = BTreeMap::new();
        for link in document.iter_descendants(body, &["a"]).into_iter().take(MOST_LINKS) {
            let Some(href) = document.get_attribute(link, "href").filter(|href| !href.starts_with('#')) else { continue };
            let words = evidence::one_line(document, link);
            // Of a picture, a headline and "Read more" that lead to one place, the first words are the headline.
            if (2..=TEASER).contains(&words.split_whitespace().count()) && seen.insert(href.clone()) {
                // A link around a whole card: its first line is the headline, the others are the card's.
                let card = article::lines_of(document, link);
                let lines: Vec<String> = card.lines().map(fold).filter(|line| !line.is_empty()).collect();
                let headline = lines.iter().find(|line| line.split_whitespace().count() > 1).filter(|_| lines.len() > 1);
                let headline = headline.cloned().unwrap_or_else(|| fold(&words));
                cards.entry(link).or_insert(lines);
                links.push((link, href, headline));
            }
        }
        // For each element around links: the one address that they all have, or none.
        let mut around: BTreeMap<NodeId, Option<&str>> = BTreeMap::new();
        for (link, href, _) in &links {
            for node in std::iter::successors(document.parent(*link), |&node| document.parent(node)) {
                around.entry(node).and_modify(|one| *one = one.filter(|one| one == href)).or_insert(Some(href));
            }
        }
        let mut behind = BTreeSet::new();
        // A block that holds nothing but the link: a paragraph, an item of a list, a heading with one.
        let mut holds: BTreeMap<NodeId, usize> = BTreeMap::new();
        let mut has_block = |link: NodeId| {
            let mut filled = |node: NodeId| {
                let full = |&child: &NodeId| !document.text_content(child).trim().is_empty();
                *holds.entry(node).or_insert_with(|| document.child_nodes(node).iter().filter(|&child| full(child)).take(2).count())
            };
            let mut around = std::iter::successors(document.parent(link), |&node| document.parent(node)).take(HIGHEST);
            let block = around.find(|&node| filled(node) != 1 || article::is_block(document.tag_name(node)));
            block.is_some_and(|node| filled(node) == 1)
        };
        let headlines = links.iter().filter(|(link, ..)| has_block(*link)).map(|(_, _, words)| words.clone()).collect();
        let found: Vec<BTreeSet<String>> = links
            .iter()
            .filter_map(|(link, _, words)| {
                let alone = |node: &NodeId| *node != body && around.get(node).is_some_and(Option::is_some);
                let mut lines = BTreeSet::from([words.clone()]);
                lines.extend(cards.get(link).into_iter().flatten().cloned());
                let mut highest = *link;
                for node in std::iter::successors(document.parent(*link), |&node| document.parent(node)).take_while(alone).take(HIGHEST) {
                    let text = article::lines_of(document, node);
                    if text.split_whitespace().count() > TEASER {
                        break;
                    }
                    let text: Vec<String> = text.lines().map(fold).collect();
                    // An article's paragraph holds links, too: a teaser begins with its headline, or has it on a line of its own.
                    let count = |words: &str| words.split_whitespace().count();
                    let nearly = |line: &String| line.contains(words.as_str()) && count(line) <= count(words) + LABEL;
                    if !text.iter().any(nearly) && !text.first().is_some_and(|line| line.starts_with(words.as_str())) {
                        return None;
                    }
                    lines.extend(text);
                    highest = node;
                }
                // Where headlines and paragraphs stand beside each other, the paragraph behind a headline is its own.
                if lines.len() == 1
                    && matches!(document.tag_name(highest), "h2" | "h3" | "h4" | "dt")
                    && let Some(next) = document.next_element_sibling(highest)
                    && matches!(document.tag_name(next), "p" | "dd" | "div")
                    && !around.contains_key(&next)
                {
                    let text = article::lines_of(document, next);
                    if text.split_whitespace().count() <= TEASER {
                        behind.extend(text.lines().map(fold));
                    }
                }
                Some(lines)
            })
            .collect();
        Self { found, behind, headlines }
    }

    /// Which lines of a text are teasers'; `guessed`: those, too, that only stand behind or between linked headlines.
    fn in_text(&self, lines: &[&str], guessed: bool) -> Vec<bool> {
        let folded: Vec<String> = lines.iter().map(|line| fold(line)).collect();
        let all: BTreeSet<&str> = self.found.iter().flatten().map(String::as_str).collect();
        let mut teased: Vec<bool> = folded.iter().map(|line| all.contains(line.as_str())).collect();
        if !guessed {
            return teased;
        }
        for (at, line) in folded.iter().enumerate() {
            teased[at] |= self.behind.contains(line);
        }
        // A short line between two headlines that lead elsewhere belongs to the first, however the page sets them.
        for at in 1..teased.len().saturating_sub(1) {
            let short = lines[at].split_whitespace().count() <= TEASER;
            teased[at] |= short && teased[at - 1] && all.contains(folded[at + 1].as_str());
        }
        teased
    }

    /// Is this text made of teasers, with no article above them?
    pub(super) fn make(&self, text: &str, says_list: bool) -> bool {
        let lines: Vec<&str> = text.lines().collect();
        let teased = self.in_text(&lines, true);
        let shown: BTreeSet<String> = lines.iter().map(|line| fold(line)).collect();
        let held = self.found.iter().filter(|teaser| teaser.iter().any(|line| shown.contains(line))).count();
        if held < ENOUGH - usize::from(says_list) {
            return false;
        }
        let words = |range: &mut dyn Iterator<Item = usize>| -> usize {
            let count = |at: usize| lines[at].split_whitespace().count();
            range.filter(|&at| !teased[at] && count(at) >= SENTENCE).map(count).sum()
        };
        let first = teased.iter().position(|&teased| teased).unwrap_or(lines.len());
        let above = words(&mut (0..first));
        let all = words(&mut (0..lines.len()));
        above < if says_list { LISTED } else { FLASH } && all < ARTICLE
    }

    /// Lines of a text that are nothing but a headline that leads elsewhere, set between paragraphs: no sentences of the article. A list of
    /// such lines is what its page is about.
    pub(super) fn within(&self, text: &str, title: &str) -> Vec<String> {
        let lines: Vec<&str> = text.lines().collect();
        let ends = |line: &str| line.trim_end_matches(['”', '"', '’', '\'', ')']).ends_with(['.', '!', '…', ':', ';', ',']);
        let words = |line: &str| line.split_whitespace().count();
        let title = fold(title);
        let alone = |line: &&&str| {
            let folded = fold(line);
            words(line) >= LEADING
                && !ends(line)
                && self.headlines.contains(&folded)
                && !title.contains(&folded)
                && !folded.contains(&title)
        };
        let found: Vec<String> = lines.iter().filter(alone).map(|line| (*line).to_owned()).collect();
        let prose = lines.iter().filter(|line| words(line) >= SENTENCE && ends(line)).count();
        if found.len() * LISTS > prose { Vec::new() } else { found }
    }

    /// The text without the teasers that stand under it, and without the label above them. An article may go on behind a link to another: only what
    /// is surely a teaser's is taken off.
    pub(super) fn without(&self, text: String) -> String {
        let lines: Vec<&str> = text.lines().collect();
        let teased = self.in_text(&lines, false);
        let mut end = teased.iter().rposition(|&teased| !teased).map_or(0, |last| last + 1);
        if end == 0 || lines.len() - end < TRAILING {
            return text;
        }
        if end > 1 && lines[end - 1].split_whitespace().count() <= 4 && !lines[end - 1].ends_with(['.', '!', '?', '”', '"', '’']) {
            end -= 1;
        }
        lines[..end].join("\n")
    }
}
