//! HTML to lines: one block a line, as a reader sees them. Which part of a page is the article is decided elsewhere.
//!
//! What a browser adds or sets apart is kept in the text: the marks of `q`, the source under a `blockquote`, the cells of a row
//! beside each other, the lines of preformatted text.

use super::{Refusal, RefusalKind, wrapped};
use trafilatura::dom::{Document, NodeId};

/// Elements inside elements beyond which a page is not one that people read; parsers take the square of the depth in time.
/// Of 181 news pages the deepest has 257, most of them tags that were never closed.
const DEEPEST: usize = 600;
/// Attributes of one tag beyond which the same holds. The most seen is 60, or thousands of words behind a mark that was never
/// closed; at ten thousand a parser takes half a second.
const MOST_ATTRIBUTES: usize = 8000;

/// Refuses HTML that is nested deeper, or a tag that has more attributes, than people write.
///
/// # Errors
/// When it is.
pub(super) fn check(html: &str) -> Result<(), Refusal> {
    let (depth, attributes) = extent(html);
    if depth > DEEPEST {
        return Err(Refusal::new(RefusalKind::Unreadable, format!("the page nests its elements {depth} deep")));
    }
    if attributes > MOST_ATTRIBUTES {
        return Err(Refusal::new(RefusalKind::Unreadable, format!("the page has a tag of {attributes} attributes")));
    }
    Ok(())
}

/// Elements that end by themselves, so that their start tags alone say nothing of depth.
const ENDING: [&str; 34] = [
    "area", "base", "body", "br", "col", "colgroup", "dd", "dt", "embed", "frame", "head", "hr", "html", "img", "input", "keygen", "li",
    "link", "meta", "optgroup", "option", "p", "param", "rp", "rt", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr",
];

/// How deep elements that must be closed are nested, and how many attributes a tag has at most, by the tags alone.
fn extent(html: &str) -> (usize, usize) {
    let bytes = html.as_bytes();
    let (mut depth, mut deepest, mut attributes, mut at) = (0usize, 0, 0, 0);
    while let Some(open) = bytes[at..].iter().position(|&byte| byte == b'<').map(|found| at + found) {
        at = open + 1;
        let closes = bytes.get(at) == Some(&b'/');
        let name = &bytes[at + usize::from(closes)..];
        let end = name.iter().take(40).position(|byte| !byte.is_ascii_alphanumeric() && *byte != b'-').unwrap_or(0);
        if end == 0 || !name[0].is_ascii_alphabetic() {
            continue;
        }
        let name = &name[..end];
        // To the end of the tag: words outside quotation marks are attributes.
        let mut quote = None;
        let (mut words, mut between) = (0, false);
        at += usize::from(closes) + end;
        while let Some(&byte) = bytes.get(at) {
            match (quote, byte) {
                (Some(mark), _) if byte == mark => quote = None,
                (Some(_), _) => {}
                (None, b'"' | b'\'') => quote = Some(byte),
                (None, b'>' | b'<') => break,
                (None, _) if byte.is_ascii_whitespace() => between = true,
                (None, b'/') => {}
                (None, _) => {
                    words += usize::from(std::mem::take(&mut between));
                }
            }
            at += 1;
        }
        attributes = attributes.max(words);
        // In a script, less-than signs compare.
        if !closes && (name.eq_ignore_ascii_case(b"script") || name.eq_ignore_ascii_case(b"style")) {
            let end: &[u8] = if name.eq_ignore_ascii_case(b"script") { b"</script" } else { b"</style" };
            at = bytes[at..].windows(end.len()).position(|window| window.eq_ignore_ascii_case(end)).map_or(bytes.len(), |found| at + found);
            continue;
        }
        if ENDING.iter().any(|tag| name.eq_ignore_ascii_case(tag.as_bytes())) || bytes.get(at.wrapping_sub(1)) == Some(&b'/') {
            continue;
        }
        depth = if closes { depth.saturating_sub(1) } else { depth + 1 };
        deepest = deepest.max(depth);
    }
    (deepest, attributes)
}

/// HTML in which the marks that a browser sets around `q` stand as characters.
pub(super) fn with_marks(html: &str) -> String {
    let (mut marked, mut kept, mut depth) = (String::with_capacity(html.len()), 0, 0usize);
    let mut skipped: Vec<bool> = Vec::new();
    for (at, _) in html.match_indices('<') {
        let rest = &html[at..];
        let closes = rest.get(1..2) == Some("/");
        let name_at = 1 + usize::from(closes);
        let is_q = rest.as_bytes().get(name_at).is_some_and(|byte| byte.eq_ignore_ascii_case(&b'q'))
            && rest.as_bytes().get(name_at + 1).is_some_and(|byte| *byte == b'>' || byte.is_ascii_whitespace());
        // A tag that has no end is no tag; a quotation's has few attributes.
        let Some(end) = is_q.then(|| rest.as_bytes().iter().take(400).position(|&byte| byte == b'>')).flatten() else { continue };
        if at < kept {
            continue;
        }
        let (open, close) = if depth % 2 == usize::from(closes) { ("“", "”") } else { ("‘", "’") };
        marked.push_str(&html[kept..at]);
        if !closes {
            // Some print the marks besides.
            let printed = html[at + end + 1..].trim_start().starts_with(['“', '"', '«', '„', '‘', '\''])
                || (depth == 0 && html[kept..at].ends_with(['“', '«', '„']));
            skipped.push(printed);
            depth += 1;
            if !printed {
                marked.push_str(open);
            }
        } else if let Some(printed) = skipped.pop() {
            depth -= 1;
            if !printed {
                marked.push_str(close);
            }
        }
        kept = at + end + 1;
    }
    marked.push_str(&html[kept..]);
    marked
}

/// Words of the longest source under a quotation.
const SOURCE_WORDS: usize = 30;
/// Words of a source that a dash leads: in a paragraph of its own, more is prose.
const LED_WORDS: usize = 15;

/// Sets the source of a block quotation behind it, in the same paragraph: `“…” — Ana Hale, harbour master`. The source is
/// marked as one inside or beside the block, or a dash leads it in the last paragraph or the next. A block that a paragraph
/// ending in a colon announces ("Hale wrote to the crews:") has its marks, and its source is named before it.
pub(super) fn attribute_quotations(document: &mut Document) {
    let root = document.root();
    for quotation in document.iter_descendants(root, &["blockquote"]) {
        // Of quotations in quotations, the inner ones have their sources.
        if !document.iter_descendants(quotation, &["blockquote"]).is_empty() {
            continue;
        }
        let inside = document.iter_descendants(quotation, &["footer", "cite", "figcaption"]);
        // Under a figure, the source stands beside the quotation.
        let figure = document.parent(quotation).filter(|&figure| document.tag_name(figure) == "figure");
        let beside = figure.map(|figure| document.iter_descendants(figure, &["figcaption", "cite"])).unwrap_or_default();
        // The title of what is quoted stands within the line of its source: "Ana Hale in <cite>The Courier</cite>".
        let wider = |named: NodeId| {
            let parent = document.parent(named).filter(|&parent| parent != quotation);
            let is_line = |parent: &NodeId| document.tag_name(*parent) == "small" || document.class_name(*parent).contains("footer");
            parent.filter(is_line).unwrap_or(named)
        };
        let marked = inside.first().or(beside.first()).copied().map(wider);
        let mut source = marked.and_then(|named| source(&document.text_content(named)));
        if let Some(named) = marked.filter(|_| source.is_some()) {
            document.remove(named, false);
        }
        // Extractors take figures for pictures.
        if let Some(figure) = figure {
            document.set_tag_name(figure, "div");
        }
        let text = lines_of(document, quotation);
        let mut lines: Vec<&str> =
            text.lines().map(|line| line.trim_end_matches(['—', '–', ' '])).filter(|line| !line.is_empty()).collect();
        if source.is_none() {
            let under = document.next_element_sibling(quotation).filter(|&next| document.tag_name(next) == "p");
            let under = under.filter(|_| marked.is_none()).and_then(|next| Some((next, led(&document.text_content(next))?)));
            if lines.len() > 1
                && let Some(last) = lines.last().and_then(|line| led(line))
            {
                source = Some(last);
                lines.pop();
            } else if marked.is_none()
                && let Some(last) = signed(&lines)
            {
                source = Some(last);
                lines.pop();
            } else if let Some((next, named)) = under {
                source = Some(named);
                document.remove(next, false);
            }
        }
        let announced = document
            .prev_element_sibling(quotation)
            .is_some_and(|before| document.tag_name(before) == "p" && one_line(&document.text_content(before)).ends_with(':'));
        if lines.is_empty() || (source.is_none() && !announced) {
            continue;
        }
        // A block that holds marks anywhere is printed with its own.
        let printed = match source {
            Some(_) => lines[0].starts_with(['“', '"', '«', '„', '‘']),
            None => text.contains(['“', '"', '«', '„']) || text.starts_with('‘'),
        };
        // A short quotation is one paragraph with its source, so that all of it is the source's.
        let whole = lines.join(" ");
        let lines = if source.is_some() && whole.split_whitespace().count() <= ONE_PARAGRAPH { vec![whole.as_str()] } else { lines };
        let last = lines.len() - 1;
        let mut html = String::new();
        for (at, line) in lines.iter().enumerate() {
            let (open, close) = if printed { ("", "") } else { ("“", if at == last { "”" } else { "" }) };
            let behind = source.as_ref().filter(|_| at == last).map_or_else(String::new, |source| format!(" — {source}"));
            html +=
                &format!("<p>{open}{}{close}{}</p>", quick_xml::escape::partial_escape(*line), quick_xml::escape::partial_escape(&behind));
        }
        document.set_inner_html(quotation, &html);
    }
}

/// The last line of a block whose other lines have their marks, if it is a name or two and no sentence: "Piet Hale, shipowner".
fn signed(lines: &[&str]) -> Option<String> {
    let (last, words) = lines.split_last()?;
    let marked = words.first()?.starts_with(['“', '"', '«', '„', '‘']) && words.last()?.ends_with(['”', '"', '»', '“', '’']);
    let named = last.starts_with(char::is_uppercase) && !last.ends_with(['.', '!', '?', ':']) && !last.contains(['“', '"', '«']);
    (marked && named && last.split_whitespace().count() <= LED_WORDS).then(|| (*last).to_owned())
}

/// Words of a quotation of several paragraphs up to which it is set as one.
const ONE_PARAGRAPH: usize = 80;

const DASHES: [char; 5] = ['—', '–', '-', '―', '~'];

/// A source without the dash before it; none where there are no words, or too many.
fn source(text: &str) -> Option<String> {
    let bare = one_line(text).trim_start_matches(DASHES).trim_start().to_owned();
    (!bare.is_empty() && bare.split_whitespace().count() <= SOURCE_WORDS).then_some(bare)
}

/// "– Ines Rademaker, governor": a line that a dash and a name open, and no sentence ends.
fn led(line: &str) -> Option<String> {
    let line = one_line(line);
    let bare = line.trim_start_matches(DASHES);
    let named = bare.len() < line.len()
        && bare.trim_start().starts_with(char::is_uppercase)
        && bare.split_whitespace().count() <= LED_WORDS
        && !bare.ends_with(['.', '!', '?', ':', '”', '"']);
    named.then(|| source(bare)).flatten()
}

/// Words of the longest caption of a table that is kept as a line.
const CAPTION_WORDS: usize = 40;

/// Tables of a page whose captions are kept.
const MOST_CAPTIONS: usize = 50;

/// Sets the captions of tables above them as paragraphs, since extractors drop them.
pub(super) fn show_captions(document: &mut Document) {
    let root = document.root();
    for caption in document.iter_descendants(root, &["caption"]).into_iter().take(MOST_CAPTIONS) {
        let words = one_line(&document.text_content(caption));
        let table = document.parent(caption).filter(|&table| document.tag_name(table) == "table");
        // A table that holds tables lays out a page.
        let table = table.filter(|&table| document.iter_descendants(table, &["table"]).is_empty());
        let Some(table) = table.filter(|_| (1..=CAPTION_WORDS).contains(&words.split_whitespace().count())) else { continue };
        document.remove(caption, true);
        let whole = format!("<p>{}</p><table>{}</table>", quick_xml::escape::partial_escape(&words), document.inner_html(table));
        document.set_tag_name(table, "div");
        document.set_inner_html(table, &whole);
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text of a piece of HTML, one block a line.
pub(super) fn lines(html: &str) -> String {
    let mut document = Document::parse(&with_marks(html));
    attribute_quotations(&mut document);
    let body = document.body().unwrap_or_else(|| document.root());
    lines_of(&document, body)
}

/// The text below an element, one block a line.
pub(super) fn lines_of(document: &Document, element: NodeId) -> String {
    let mut text = String::new();
    let mut open = vec![(element, false)];
    // Walked with a list of its own: pages nest deeper than a thread's stack.
    while let Some((node, leaving)) = open.pop() {
        if document.is_text(node) {
            append(&mut text, &document.text_content(node));
            continue;
        }
        let tag = document.tag_name(node);
        let block = document.is_element(node) && is_block(tag);
        if block && !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        if leaving || matches!(tag, "script" | "style" | "noscript" | "template") {
            continue;
        }
        match tag {
            "tr" if let Some(row) = row(document, node) => {
                text.push_str(&row);
                text.push('\n');
                continue;
            }
            "pre" if document.iter_descendants(node, &[]).len() < 50 => {
                text.push_str(&wrapped::unwrapped(&document.text_content(node)));
                text.push('\n');
                continue;
            }
            _ => {}
        }
        if block {
            open.push((node, true));
        }
        open.extend(document.child_nodes(node).into_iter().rev().map(|child| (child, false)));
    }
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// Words of a cell of several paragraphs beyond which it is a part of the page.
const CELL_WORDS: usize = 40;

/// The cells of a row beside each other; none for a row that only lays out a page.
fn row(document: &Document, row: NodeId) -> Option<String> {
    let cells: Vec<NodeId> = document.children(row).into_iter().filter(|&cell| matches!(document.tag_name(cell), "td" | "th")).collect();
    let blocks = ["p", "div", "ul", "ol", "table", "h1", "h2", "h3", "h4", "blockquote", "article", "section"];
    let lays_out = |cell: &NodeId| {
        let inside = document.iter_descendants(*cell, &blocks);
        // Paragraphs in a cell are how some programs write a cell; of many words they are a page's.
        inside.iter().any(|&block| !matches!(document.tag_name(block), "p" | "div" | "ul"))
            || (inside.len() > 1 && lines_of(document, *cell).split_whitespace().count() > CELL_WORDS)
    };
    if cells.len() < 2 || cells.iter().any(lays_out) {
        return None;
    }
    let words: Vec<String> = cells.iter().map(|&cell| one_line(&lines_of(document, cell).replace('\n', " "))).collect();
    words.iter().any(|cell| !cell.is_empty()).then(|| words.join(" | "))
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

/// Elements that begin and end a line.
const BLOCKS: [&str; 36] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "td",
    "th",
    "tr",
];

pub(super) fn is_block(tag: &str) -> bool {
    matches!(tag, "ul" | "caption" | "hgroup" | "time-stamp") || BLOCKS.contains(&tag)
}

/// Tags by which a text shows that it is HTML.
const TELLING: [&str; 22] = [
    "p",
    "br",
    "div",
    "a",
    "b",
    "i",
    "em",
    "strong",
    "span",
    "ul",
    "ol",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "blockquote",
    "table",
    "img",
    "figure",
    "q",
    "article",
];

/// Does a text hold tags of HTML?
fn has_tags(text: &str) -> bool {
    text.match_indices('<').any(|(at, _)| {
        let rest = &text.as_bytes()[at + 1..];
        let rest = rest.strip_prefix(b"/").unwrap_or(rest);
        let end = rest.iter().take(12).position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(0);
        TELLING.iter().any(|tag| rest[..end].eq_ignore_ascii_case(tag.as_bytes()))
            && rest.get(end).is_some_and(|&byte| byte == b'>' || byte == b'/' || byte.is_ascii_whitespace())
            && rest.iter().take(2000).any(|&byte| byte == b'>')
    })
}

/// How often a text can have been escaped.
const ESCAPED: usize = 4;

/// A text that may be HTML, escaped once or more, as lines; a text that is none stays as it is.
pub(super) fn unmarked(text: String) -> String {
    let mut text = text;
    for _ in 0..ESCAPED {
        if has_tags(&text) && check(&text).is_ok() {
            text = lines(&text);
        } else if let Some(plain) = without_entities(&text) {
            text = plain;
        } else {
            break;
        }
    }
    text
}

/// The text with its entities written out; none where it has none.
fn without_entities(text: &str) -> Option<String> {
    let (mut plain, mut kept) = (String::new(), 0);
    for (at, _) in text.match_indices('&') {
        let Some(end) = text.as_bytes()[at..].iter().take(12).position(|&byte| byte == b';').map(|end| at + end) else { continue };
        let name = &text[at + 1..end];
        let character = match name.strip_prefix('#') {
            Some(number) => {
                let code = match number.strip_prefix(['x', 'X']) {
                    Some(hex) => u32::from_str_radix(hex, 16).ok(),
                    None => number.parse().ok(),
                };
                code.and_then(char::from_u32).filter(|c| !c.is_control()).map(String::from)
            }
            None => quick_xml::escape::resolve_html5_entity(name).map(str::to_owned),
        };
        if let Some(character) = character {
            plain.push_str(&text[kept..at]);
            plain.push_str(&character);
            kept = end + 1;
        }
    }
    plain.push_str(&text[kept..]);
    (kept > 0).then_some(plain)
}
