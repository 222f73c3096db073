//! XML as it is found: a tree of what can be read, with its breaks told, whatever is wrong with it.
//!
//! Names are kept without their prefixes. End tags that match nothing are passed over, elements that are not closed end where
//! the one around them does, entities that XML does not know are HTML's. It is not validated, nothing is fetched, and no
//! entity is defined by a document.

use quick_xml::Reader;
use quick_xml::escape::resolve_html5_entity;
use quick_xml::events::{BytesStart, Event};

/// An element, its attributes and what it holds, in order.
#[derive(Debug, Default)]
pub(super) struct Element {
    /// The name without its prefix.
    pub(super) name: String,
    /// Its prefix, as the document writes it.
    pub(super) prefix: String,
    /// Names with their prefixes, and values.
    attributes: Vec<(String, String)>,
    pub(super) children: Vec<Node>,
    /// Was it closed by its own end tag?
    pub(super) is_closed: bool,
}

#[derive(Debug)]
pub(super) enum Node {
    Element(Element),
    Text(String),
}

/// A document as far as it could be read.
#[derive(Debug)]
pub(super) struct Tree {
    /// Holds the root, and what else stands at the top.
    pub(super) top: Element,
    /// What is wrong with it, where something is.
    pub(super) broken: Option<String>,
}

/// Elements inside each other beyond this depth are read as if beside each other.
const DEEPEST: usize = 256;
/// Faults after which the rest is given up.
const FAULTS: usize = 50;

/// Reads a document.
pub(super) fn parse(text: &str) -> Tree {
    let mut building = Building { open: vec![Element::default()] };
    let (mut broken, mut start) = (None, 0);
    for _ in 0..FAULTS {
        let mut reader = Reader::from_str(&text[start..]);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        let fault = loop {
            match reader.read_event() {
                Ok(Event::Eof) => break None,
                Ok(event) => building.take(event),
                Err(error) => break Some((start + usize::try_from(reader.error_position()).unwrap_or(usize::MAX), error.to_string())),
            }
        };
        let Some((at, fault)) = fault else { break };
        broken.get_or_insert(fault);
        // Text that is marked as such and has no end is text to the end.
        let from = text.floor_char_boundary(at.max(start));
        if let Some(rest) = text[from..].strip_prefix("<![CDATA[") {
            building.text(rest);
            break;
        }
        // On at the next tag that begins like one.
        match text[from..].char_indices().skip(1).find(|&(_, c)| c == '<') {
            Some((further, _)) => start = from + further,
            None => break,
        }
    }
    let unclosed = building.open.len() > 1;
    building.close_to(1);
    if unclosed {
        broken.get_or_insert_with(|| "it ends before its last element is closed".to_owned());
    }
    Tree { top: building.open.pop().unwrap_or_default(), broken }
}

struct Building {
    open: Vec<Element>,
}

impl Building {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(start) => {
                if self.open.len() > DEEPEST {
                    self.close_to(DEEPEST);
                }
                self.open.push(element(&start));
            }
            Event::Empty(start) => {
                let element = Element { is_closed: true, ..element(&start) };
                self.add(Node::Element(element));
            }
            Event::End(end) => {
                let name = end.local_name();
                if let Some(at) = self.open.iter().rposition(|open| open.name == name.as_ref()).filter(|&at| at > 0) {
                    self.open[at].is_closed = true;
                    self.close_to(at);
                }
            }
            Event::Text(text) => self.text(&text),
            Event::CData(text) => self.text(&text),
            Event::GeneralRef(reference) => match reference.resolve_char_ref() {
                Ok(Some(c)) => self.text(c.encode_utf8(&mut [0; 4])),
                _ => match resolve_html5_entity(&reference) {
                    Some(known) => self.text(known),
                    None => self.text(&format!("&{};", &*reference)),
                },
            },
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) | Event::Eof => {}
        }
    }

    fn add(&mut self, node: Node) {
        if let Some(parent) = self.open.last_mut() {
            parent.children.push(node);
        }
    }

    fn text(&mut self, more: &str) {
        if let Some(Element { children, .. }) = self.open.last_mut() {
            match children.last_mut() {
                Some(Node::Text(text)) => text.push_str(more),
                _ => children.push(Node::Text(more.to_owned())),
            }
        }
    }

    /// Closes elements until so many are open.
    fn close_to(&mut self, length: usize) {
        while self.open.len() > length.max(1) {
            if let Some(closed) = self.open.pop() {
                self.add(Node::Element(closed));
            }
        }
    }
}

fn element(start: &BytesStart<'_>) -> Element {
    let name = start.name();
    let mut attributes = start.html_attributes();
    let attributes = attributes.with_checks(false).flatten().take(200);
    Element {
        name: name.local_name().as_ref().to_owned(),
        prefix: name.prefix().map(|prefix| prefix.as_ref().to_owned()).unwrap_or_default(),
        attributes: attributes
            .map(|attribute| {
                let value = quick_xml::escape::unescape_with(&attribute.value, resolve_html5_entity)
                    .map_or_else(|_| attribute.value.clone().into_owned(), std::borrow::Cow::into_owned);
                (attribute.key.as_ref().to_owned(), value)
            })
            .collect(),
        ..Element::default()
    }
}

impl Element {
    /// The elements right below.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|child| match child {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first element right below that is called so.
    pub(super) fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| element.name == name)
    }

    /// The element that is reached by these names, one below the other.
    pub(super) fn path(&self, names: &[&str]) -> Option<&Element> {
        names.iter().try_fold(self, |element, name| element.child(name))
    }

    /// An attribute by its name; with a prefix where the name has one.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// All elements below that are called so, in order, none inside another of them.
    pub(super) fn all<'a>(&'a self, name: &str) -> Vec<&'a Element> {
        let (mut found, mut open) = (Vec::new(), vec![self]);
        while let Some(element) = open.pop() {
            if element.name == name && !std::ptr::eq(element, self) {
                found.push(element);
            } else {
                open.extend(element.elements().collect::<Vec<_>>().into_iter().rev());
            }
        }
        found
    }

    /// The first element below that is called so.
    pub(super) fn find(&self, name: &str) -> Option<&Element> {
        self.all(name).into_iter().next()
    }

    /// All text in it, its white space as single spaces.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        self.walk(&mut |node| {
            if let Node::Text(more) = node {
                text.push_str(more);
            }
        });
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// What it holds as it stands, white space and all.
    pub(super) fn raw_text(&self) -> String {
        let mut text = String::new();
        self.walk(&mut |node| {
            if let Node::Text(more) = node {
                text.push_str(more);
            }
        });
        text
    }

    fn walk<'a>(&'a self, visit: &mut impl FnMut(&'a Node)) {
        let mut open: Vec<&Node> = self.children.iter().rev().collect();
        while let Some(node) = open.pop() {
            visit(node);
            if let Node::Element(element) = node {
                open.extend(element.children.iter().rev());
            }
        }
    }

    /// What it holds, as HTML.
    pub(super) fn html(&self) -> String {
        enum Step<'a> {
            Node(&'a Node),
            End(&'a str),
        }
        let mut html = String::new();
        let mut open: Vec<Step<'_>> = self.children.iter().rev().map(Step::Node).collect();
        while let Some(step) = open.pop() {
            match step {
                Step::Node(Node::Text(text)) => html.push_str(&quick_xml::escape::partial_escape(text.as_str())),
                Step::Node(Node::Element(element)) => {
                    html.push_str(&format!("<{}>", element.name));
                    open.push(Step::End(&element.name));
                    open.extend(element.children.iter().rev().map(Step::Node));
                }
                Step::End(name) => html.push_str(&format!("</{name}>")),
            }
        }
        html
    }
}

/// The encoding that an XML declaration states.
pub(super) fn encoding(bytes: &[u8]) -> Option<String> {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]);
    let declaration = start.trim_start_matches('\u{feff}').trim_start();
    let declaration = &declaration[..declaration.find("?>").filter(|_| declaration.starts_with("<?xml"))?];
    let rest = declaration[declaration.find("encoding")? + "encoding".len()..].trim_start().strip_prefix('=')?.trim_start();
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    rest[1..].split(quote).next().map(str::to_owned)
}
