//! Akoma Ntoso, the XML of parliaments and of the United Nations' resolutions: who enacted what and when, and its paragraphs with their numbers.
//!
//! Votes, keywords and the steps of a draft stand in its head and are not read.

use super::xml::{Element, Node};
use crate::record::Draft;

/// The one document of a file; nothing where it has no text.
pub(super) fn read(top: &Element) -> Option<Draft> {
    let mut lines = Lines::default();
    // "Adopted by … at its … meeting, on …" stands on the cover, and is told by nothing else.
    let titles = top.all("docTitle");
    let adopted = titles.iter().find(|title| title.attribute("refersTo") == Some("#adoption")).map(|title| title.text());
    lines.found.extend(adopted);
    let begun = lines.found.len();
    lines.walk(top);
    if lines.found.len() == begun {
        return None;
    }
    let date = |name: &str| {
        let dates = top.all("FRBRdate");
        dates.iter().find(|date| date.attribute("name") == Some(name)).and_then(|date| date.attribute("date")).map(str::to_owned)
    };
    let issued = top.all("docDate").into_iter().find_map(|date| date.attribute("date")).map(str::to_owned);
    let authority = |role: &str| {
        let found = top.all("docAuthority").into_iter().find(|authority| authority.attribute("refersTo") == Some(role));
        found.map(Element::text).filter(|name| !name.is_empty())
    };
    let first = |name: &str| top.find(name).map(Element::text).filter(|text| !text.is_empty());
    let language = top.find("FRBRlanguage").and_then(|language| language.attribute("language")).map(two_letters);
    Some(Draft {
        own_id: first("docNumber"),
        title: titles.first().map(|title| title.text()).filter(|title| !title.is_empty()),
        outlet: authority("#issuingBody").or_else(|| first("docAuthority")).or_else(|| first("docProponent")),
        published: date("publication").or(issued).or_else(|| date("adoption")),
        language,
        text: lines.found.join("\n\n"),
        ..Draft::default()
    })
}

/// The code of two letters for one of three, of the languages of the United Nations and some parliaments.
fn two_letters(code: &str) -> String {
    let known = [
        ("eng", "en"),
        ("fra", "fr"),
        ("fre", "fr"),
        ("spa", "es"),
        ("rus", "ru"),
        ("ara", "ar"),
        ("zho", "zh"),
        ("chi", "zh"),
        ("ita", "it"),
        ("deu", "de"),
        ("por", "pt"),
    ];
    known.into_iter().find(|(three, _)| *three == code).map_or(code, |(_, two)| two).to_owned()
}

/// What is no part of the text.
const BESIDE: [&str; 7] = ["meta", "coverPage", "preface", "authorialNote", "remark", "img", "attachments"];

/// Paragraphs as they are found, each behind its number or its speaker.
#[derive(Default)]
struct Lines {
    found: Vec<String>,
    before: String,
}

impl Lines {
    fn walk(&mut self, top: &Element) {
        let mut open: Vec<&Element> = vec![top];
        while let Some(element) = open.pop() {
            match element.name.as_str() {
                name if BESIDE.contains(&name) => {}
                "num" => self.before += &format!("{} ", element.text()),
                "from" => self.before += &format!("{}: ", element.text().trim_end_matches([':', ' '])),
                "p" | "heading" | "subheading" | "docTitle" => self.put(&words(element)),
                "tr" => {
                    let cells: Vec<String> = element.elements().map(words).filter(|cell| !cell.is_empty()).collect();
                    self.put(&cells.join(" | "));
                }
                _ => open.extend(element.elements().collect::<Vec<_>>().into_iter().rev()),
            }
        }
    }

    fn put(&mut self, words: &str) {
        if !words.is_empty() {
            self.found.push(std::mem::take(&mut self.before) + words);
        }
    }
}

/// The words of a paragraph without the notes in it.
fn words(paragraph: &Element) -> String {
    let mut text = String::new();
    let mut open: Vec<&Node> = paragraph.children.iter().rev().collect();
    while let Some(node) = open.pop() {
        match node {
            Node::Text(more) => text.push_str(more),
            Node::Element(element) if BESIDE.contains(&element.name.as_str()) => {}
            Node::Element(element) => {
                if matches!(element.name.as_str(), "eol" | "br" | "p") {
                    text.push(' ');
                }
                open.extend(element.children.iter().rev());
            }
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
