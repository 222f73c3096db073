//! Paragraphs that an extractor left out though they stand among an article's own.
//!
//! It drops a paragraph that is mostly one link as a list of links, and what stands in a second container built like the first. A
//! paragraph is put back where the page builds it as it builds those that were kept: the same element, in elements of the same names and
//! classes. What other parts of a page hold (teasers, comments, notices) is built in other ways, or stands in a part that says so.

use super::{article, evidence, furniture};
use crate::resources::Lexicon;
use std::collections::{BTreeMap, BTreeSet};
use trafilatura::dom::{Document, NodeId};

/// Paragraphs of a page that are looked at.
const MOST: usize = 3000;
/// Words of the shortest paragraph that is put back. A guess: what is shorter is a label more often than a sentence.
const WORDS: usize = 8;
/// Elements around a paragraph by which it is compared with others.
const AROUND: usize = 3;

/// How the page builds a paragraph: names and classes of it and of what it stands in, up to its article.
type Shape = Vec<String>;

struct Paragraph {
    node: NodeId,
    shape: Shape,
    text: String,
    letters: String,
    /// The line of the text that it is.
    place: Option<usize>,
}

/// Bytes of the longest text to which paragraphs are put back: each lost one is looked for in all of it.
const LONGEST: usize = 300_000;
/// A container with this part of the paragraphs that the best one holds, or more, is the article's; less may be a teaser that was taken for it.
const PART: usize = 4;

/// The article's text with the paragraphs that it lost.
pub(super) fn rejoined(lexicon: &Lexicon, document: &Document, text: String) -> String {
    if text.len() > LONGEST {
        return text;
    }
    let lines: Vec<&str> = text.lines().collect();
    let places: BTreeMap<String, usize> = lines.iter().enumerate().rev().map(|(at, line)| (letters(line), at)).collect();
    let whole = letters(&text);
    let body = document.body().unwrap_or_else(|| document.root());
    let found: Vec<Paragraph> = document
        .iter_descendants(body, &["p"])
        .into_iter()
        .take(MOST)
        .filter_map(|node| {
            let text = article::lines_of(document, node).replace('\n', " ");
            let letters = letters(&text);
            let place = places.get(&letters).copied();
            (!letters.is_empty()).then(|| Paragraph { node, shape: shape(document, node), text, letters, place })
        })
        .collect();
    let kept: Vec<&Paragraph> = found.iter().filter(|paragraph| paragraph.place.is_some()).collect();
    let shapes: BTreeSet<&[String]> = kept.iter().map(|paragraph| &paragraph.shape[..]).collect();
    // What holds a paragraph that was kept is no part apart, whatever it is called.
    let up = |node: NodeId| std::iter::successors(document.parent(node), |&node| document.parent(node));
    let own: BTreeSet<NodeId> = kept.iter().flat_map(|paragraph| up(paragraph.node)).collect();
    let mut containers: BTreeMap<&[String], usize> = BTreeMap::new();
    for paragraph in &kept {
        *containers.entry(&paragraph.shape[1..]).or_default() += 1;
    }
    let best = containers.values().copied().max().unwrap_or(0);
    let last = found.iter().rposition(|paragraph| paragraph.place.is_some()).unwrap_or(0);
    let others = other_articles(document, body);
    // Behind which line each is put back.
    let mut lost: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    let mut before = None;
    for (at, paragraph) in found.iter().enumerate() {
        before = before.max(paragraph.place);
        let named = paragraph.shape.iter().any(|element| element.contains('.') || element == "article");
        let Some(before) = before.filter(|_| paragraph.place.is_none() && (named || at < last)) else { continue };
        if shapes.contains(&paragraph.shape[..])
            && containers.get(&paragraph.shape[1..]).is_some_and(|&held| held * PART >= best)
            && is_prose(&paragraph.text)
            && furniture::furniture(lexicon, &paragraph.text).is_empty()
            && !is_apart(lexicon, document, paragraph.node, &own, &others)
            && !whole.contains(&paragraph.letters)
            && seen.insert(&paragraph.letters)
        {
            lost.entry(before).or_default().push(&paragraph.text);
        }
    }
    if lost.is_empty() {
        return text;
    }
    let mut joined: Vec<&str> = Vec::with_capacity(lines.len() + lost.len());
    for (at, line) in lines.iter().enumerate() {
        joined.push(line);
        joined.extend(lost.remove(&at).unwrap_or_default());
    }
    joined.join("\n")
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// A sentence or more, to its end.
fn is_prose(text: &str) -> bool {
    text.split_whitespace().count() >= WORDS && text.trim_end_matches(['”', '"', '’', '\'', ')', '»']).ends_with(['.', '!', '?', '…'])
}

/// "p.text", "div.body": an element with its classes, without the numbers by which pages tell places of advertisements apart.
fn named(document: &Document, node: NodeId) -> String {
    let mut classes: Vec<String> = document.class_name(node).split_whitespace().map(str::to_ascii_lowercase).collect();
    classes.sort_unstable();
    std::iter::once(document.tag_name(node).to_owned()).chain(classes).collect::<Vec<_>>().join(".")
}

fn shape(document: &Document, node: NodeId) -> Shape {
    let mut shape = vec![named(document, node)];
    for around in std::iter::successors(document.parent(node), |&node| document.parent(node)).take(AROUND) {
        shape.push(named(document, around));
        if matches!(document.tag_name(around), "article" | "main" | "body") {
            break;
        }
    }
    shape
}

/// Articles that have a headline of their own beside the first that has: the next one, or one that is shown for it.
fn other_articles(document: &Document, body: NodeId) -> BTreeSet<NodeId> {
    let articles = document.iter_descendants(body, &["article"]);
    articles.into_iter().skip(1).filter(|&node| !document.iter_descendants(node, &["h1", "h2", "h3", "time"]).is_empty()).collect()
}

/// Does it stand in a part that is no article's, or in another article? What holds the article is neither.
fn is_apart(lexicon: &Lexicon, document: &Document, node: NodeId, own: &BTreeSet<NodeId>, others: &BTreeSet<NodeId>) -> bool {
    let around = std::iter::successors(Some(node), |&node| document.parent(node)).take_while(|node| !own.contains(node));
    around.into_iter().any(|around| {
        matches!(
            document.tag_name(around),
            "aside" | "nav" | "footer" | "header" | "figure" | "figcaption" | "form" | "table" | "blockquote" | "li"
        ) || others.contains(&around)
            || lexicon.pages.is_aside(&evidence::marks(document, around))
    })
}
