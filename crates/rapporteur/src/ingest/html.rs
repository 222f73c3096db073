//! Web pages: the article by trafilatura's method, and what the page says of itself.

use super::{Refusal, RefusalKind, decode::decode};
use crate::record::Draft;
use trafilatura::dom::Document;

/// Reads one page.
///
/// # Errors
/// When the page holds no article text.
pub(super) fn read(bytes: &[u8]) -> Result<Draft, Refusal> {
    let page = decode(bytes, charset(bytes).as_deref())?;
    check_depth(&page)?;
    let empty = || Refusal::new(RefusalKind::Empty, "no article text in the page");
    let mut options = trafilatura::Options::default().with_fallback(true);
    options.exclude_comments = true;
    options.max_tree_size = Some(MOST_ELEMENTS);
    let found = trafilatura::extract(&page, &options).map_err(|error| match error {
        trafilatura::TrafilaturaError::TreeTooLarge(elements) => {
            Refusal::new(RefusalKind::TooLong, format!("a page of {elements} elements"))
        }
        _ => empty(),
    })?;
    let text = fragment(&found.content_html);
    let text = if text.trim().is_empty() { found.content_text } else { text };
    if text.trim().is_empty() {
        return Err(empty());
    }
    let said = found.metadata;
    let some = |text: String| (!text.trim().is_empty()).then(|| text.trim().to_owned());
    let times = [
        "article:published_time",
        "datePublished",
        "og:article:published_time",
        "pubdate",
        "publish-date",
        "parsely-pub-date",
        "dc.date.issued",
        "date",
    ];
    let exact = times.iter().find_map(|name| meta(&page, name)).or_else(|| linked_data(&page, "datePublished"));
    let published = exact.filter(|time| crate::record::Published::read(time).is_ok()).or_else(|| said.date.map(|date| date.to_string()));
    Ok(Draft {
        own_id: None,
        url: some(said.url),
        title: some(said.title),
        outlet: some(said.sitename).or_else(|| some(said.hostname)),
        published,
        byline: some(said.author),
        language: page.find("<html").and_then(|at| attribute(&page, at, "lang")),
        text,
    })
}

/// Elements inside elements beyond which a page is not one that people read; parsers take the square of the depth in time.
/// Of 181 news pages the deepest has 257, most of them tags that were never closed.
const DEEPEST: usize = 600;
/// Elements beyond which a page is not read, for the same reason.
const MOST_ELEMENTS: usize = 200_000;

/// Refuses HTML that is nested deeper than people nest it.
///
/// # Errors
/// When it is.
pub(super) fn check_depth(html: &str) -> Result<(), Refusal> {
    match depth(html) {
        deep if deep > DEEPEST => Err(Refusal::new(RefusalKind::Unreadable, format!("the page nests its elements {deep} deep"))),
        _ => Ok(()),
    }
}

/// How deep elements that must be closed are nested, by their tags alone.
fn depth(page: &str) -> usize {
    const NESTING: [&str; 22] = [
        "a",
        "article",
        "b",
        "blockquote",
        "button",
        "center",
        "div",
        "em",
        "font",
        "form",
        "i",
        "main",
        "nav",
        "ol",
        "section",
        "small",
        "span",
        "strong",
        "table",
        "u",
        "ul",
        "svg",
    ];
    let (mut depth, mut deepest) = (0usize, 0);
    for (at, _) in page.match_indices('<') {
        let rest = &page.as_bytes()[at + 1..];
        let closes = rest.first() == Some(&b'/');
        let name = &rest[usize::from(closes)..];
        let end = name.iter().take(12).position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or_default();
        if NESTING.iter().any(|tag| name[..end].eq_ignore_ascii_case(tag.as_bytes())) {
            depth = if closes { depth.saturating_sub(1) } else { depth + 1 };
            deepest = deepest.max(depth);
        }
    }
    deepest
}

/// The text of a piece of HTML, one block a line.
pub(super) fn fragment(html: &str) -> String {
    let document = Document::parse(html);
    let mut text = String::with_capacity(html.len());
    let mut open = vec![(document.body().unwrap_or_else(|| document.root()), false)];
    // Walked with a list of its own: pages nest deeper than a thread's stack.
    while let Some((node, leaving)) = open.pop() {
        let block = document.is_element(node) && is_block(document.tag_name(node));
        if document.is_text(node) {
            append(&mut text, &document.text_content(node));
        } else if block && !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        if !leaving && !document.is_text(node) && !matches!(document.tag_name(node), "script" | "style" | "noscript" | "template") {
            if block {
                open.push((node, true));
            }
            open.extend(document.child_nodes(node).into_iter().rev().map(|child| (child, false)));
        }
    }
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// Adds text with its white space collapsed, as a browser shows it.
fn append(text: &mut String, more: &str) {
    for c in more.chars() {
        if c.is_whitespace() && c != '\u{a0}' {
            if !text.is_empty() && !text.ends_with([' ', '\n']) {
                text.push(' ');
            }
        } else {
            text.push(if c == '\u{a0}' { ' ' } else { c });
        }
    }
}

fn is_block(tag: &str) -> bool {
    matches!(
        tag,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "br"
            | "dd"
            | "div"
            | "dl"
            | "dt"
            | "figcaption"
            | "figure"
            | "footer"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hr"
            | "li"
            | "main"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "table"
            | "td"
            | "th"
            | "tr"
            | "ul"
    )
}

/// The encoding that the page states in its first two kilobytes.
fn charset(bytes: &[u8]) -> Option<String> {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_ascii_lowercase();
    let at = start.find("charset=")? + "charset=".len();
    let label: String = start[at..]
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        .collect();
    (!label.is_empty()).then_some(label)
}

/// The content of the `meta` tag whose `name`, `property` or `itemprop` is this.
fn meta(page: &str, name: &str) -> Option<String> {
    page.match_indices("<meta").find_map(|(at, _)| {
        let named = ["property", "name", "itemprop"]
            .iter()
            .any(|key| attribute(page, at, key).is_some_and(|value| value.eq_ignore_ascii_case(name)));
        if named { attribute(page, at, "content").filter(|content| !content.trim().is_empty()) } else { None }
    })
}

/// An attribute of the tag that begins at `at`.
fn attribute(page: &str, at: usize, name: &str) -> Option<String> {
    let tag = &page[at..at + page[at..].find('>')?];
    tag.match_indices(name).find_map(|(place, _)| {
        let rest = tag[place + name.len()..].trim_start().strip_prefix('=')?.trim_start();
        let free = tag[..place].ends_with(|c: char| c.is_whitespace());
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let value = &rest[1..1 + rest[1..].find(quote)?];
        free.then(|| value.to_owned())
    })
}

/// A text field of the page's linked data, found without reading all of it.
fn linked_data(page: &str, name: &str) -> Option<String> {
    let field = format!("\"{name}\"");
    let rest = page[page.find(&field)? + field.len()..].trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
    Some(rest[..rest.find('"')?].to_owned())
}
