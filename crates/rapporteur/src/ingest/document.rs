//! The text parts of Word documents and OpenDocument texts, and rich text: paragraphs, headings, tables and notes.
//!
//! What was deleted while changes were tracked, the codes of fields and the comments are not the text's.

use super::xml::{self, Element, Node};
use super::{Refusal, RefusalKind, decode::decode};

/// `word/document.xml` of a Word document.
pub(super) fn read_word(bytes: &[u8]) -> Result<String, Refusal> {
    read(bytes, &["p"], &["tr"], &["tc"])
}

/// `content.xml` of an OpenDocument text.
pub(super) fn read_open(bytes: &[u8]) -> Result<String, Refusal> {
    read(bytes, &["p", "h"], &["table-row"], &["table-cell"])
}

fn read(bytes: &[u8], paragraphs: &[&str], rows: &[&str], cells: &[&str]) -> Result<String, Refusal> {
    let text = decode(bytes, xml::encoding(bytes).as_deref())?;
    let tree = xml::parse(&text);
    let mut lines = Vec::new();
    let mut open: Vec<&Element> = vec![&tree.top];
    while let Some(element) = open.pop() {
        let name = element.name.as_str();
        if passed_over(name) {
            continue;
        }
        if paragraphs.contains(&name) {
            lines.push(line(element));
        } else if rows.contains(&name) {
            let found: Vec<&Element> = element.elements().filter(|cell| cells.contains(&cell.name.as_str())).collect();
            lines
                .push(found.iter().map(|cell| line(cell).split_whitespace().collect::<Vec<_>>().join(" ")).collect::<Vec<_>>().join(" | "));
        } else {
            open.extend(element.elements().collect::<Vec<_>>().into_iter().rev());
        }
    }
    // A blank line between paragraphs keeps each for itself, however short.
    let text = lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n\n");
    if text.is_empty() {
        return Err(Refusal::new(RefusalKind::Empty, "a document without text"));
    }
    Ok(text)
}

fn passed_over(name: &str) -> bool {
    matches!(
        name,
        "del"
            | "delText"
            | "instrText"
            | "tracked-changes"
            | "annotation"
            | "sectPr"
            | "pPr"
            | "rPr"
            | "styles"
            | "settings"
            | "meta"
            | "scripts"
            | "Fallback"
    )
}

/// The words of a paragraph; breaks and tabs as white space.
fn line(paragraph: &Element) -> String {
    let mut words = String::new();
    let mut open: Vec<&Node> = paragraph.children.iter().rev().collect();
    while let Some(node) = open.pop() {
        match node {
            // White space between elements is the layout of the file.
            Node::Text(text) => {
                words.push_str(&if text.contains('\n') && text.trim().is_empty() { String::new() } else { text.replace('\n', " ") })
            }
            Node::Element(element) => match element.name.as_str() {
                name if passed_over(name) => {}
                "tab" | "s" => words.push(' '),
                "br" | "cr" | "line-break" => words.push('\n'),
                "noBreakHyphen" => words.push('-'),
                "p" | "h" => {
                    words.push(' ');
                    open.extend(element.children.iter().rev());
                }
                _ => open.extend(element.children.iter().rev()),
            },
        }
    }
    words
}

/// Groups of rich text that hold no words of the text.
const SILENT: [&str; 14] = [
    "fonttbl",
    "colortbl",
    "stylesheet",
    "info",
    "pict",
    "object",
    "header",
    "footer",
    "headerl",
    "headerr",
    "footerl",
    "footerr",
    "listtable",
    "themedata",
];
/// Groups inside groups beyond which rich text is not read.
const DEEPEST: usize = 1000;

/// Rich text (RTF).
pub(super) fn read_rich(bytes: &[u8]) -> Result<String, Refusal> {
    let mut text = String::new();
    // For each open group: is it silent, and how many bytes stand for a character that is told by its number.
    let mut groups: Vec<(bool, usize)> = vec![(false, 1)];
    let (mut at, mut passed) = (0, 0usize);
    let mut high: Option<u16> = None;
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        let (silent, stand_ins) = groups.last().copied().unwrap_or((false, 1));
        let put = |piece: &str, text: &mut String| {
            if !silent {
                text.push_str(piece);
            }
        };
        match byte {
            b'{' if groups.len() >= DEEPEST => {
                return Err(Refusal::new(RefusalKind::Unreadable, "rich text nested deeper than people write it"));
            }
            b'{' => groups.push((silent, stand_ins)),
            b'}' => _ = (groups.len() > 1).then(|| groups.pop()),
            b'\\' => {
                let rest = &bytes[at..];
                let letters = rest.iter().take(40).take_while(|byte| byte.is_ascii_alphabetic()).count();
                if letters == 0 {
                    let Some(&symbol) = rest.first() else { break };
                    at += 1;
                    match symbol {
                        b'\'' => {
                            let code = bytes
                                .get(at..at + 2)
                                .and_then(|hex| std::str::from_utf8(hex).ok())
                                .and_then(|hex| u8::from_str_radix(hex, 16).ok());
                            at = (at + 2).min(bytes.len());
                            match (code, passed) {
                                (Some(code), 0) => put(&encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[code]).0, &mut text),
                                _ => passed = passed.saturating_sub(1),
                            }
                        }
                        b'*' => set_silent(&mut groups),
                        b'~' => put(" ", &mut text),
                        b'_' => put("-", &mut text),
                        b'\n' | b'\r' => put("\n", &mut text),
                        b'{' | b'}' | b'\\' => put(&char::from(symbol).to_string(), &mut text),
                        _ => {}
                    }
                    continue;
                }
                let word = std::str::from_utf8(&rest[..letters]).unwrap_or_default();
                let digits = rest[letters..].iter().take(11).take_while(|byte| byte.is_ascii_digit() || **byte == b'-').count();
                let number: Option<i32> = std::str::from_utf8(&rest[letters..letters + digits]).ok().and_then(|digits| digits.parse().ok());
                at += letters + digits;
                at += usize::from(bytes.get(at) == Some(&b' '));
                match word {
                    "par" | "line" | "sect" | "page" | "row" => put("\n", &mut text),
                    "cell" => put(" | ", &mut text),
                    "tab" => put(" ", &mut text),
                    "emdash" => put("—", &mut text),
                    "endash" => put("–", &mut text),
                    "lquote" => put("‘", &mut text),
                    "rquote" => put("’", &mut text),
                    "ldblquote" => put("“", &mut text),
                    "rdblquote" => put("”", &mut text),
                    "bullet" => put("•", &mut text),
                    "uc" => _ = groups.last_mut().map(|group| group.1 = usize::try_from(number.unwrap_or(1)).unwrap_or(1)),
                    "u" => {
                        // Numbers above 32,767 are written as negative ones.
                        #[expect(
                            clippy::cast_possible_truncation,
                            clippy::cast_sign_loss,
                            reason = "the format's numbers are 16 bits, signed"
                        )]
                        let unit = number.unwrap_or(0) as u16;
                        let decoded = match high.take() {
                            Some(high) => String::from_utf16_lossy(&[high, unit]),
                            None if (0xD800..0xDC00).contains(&unit) => {
                                high = Some(unit);
                                String::new()
                            }
                            None => String::from_utf16_lossy(&[unit]),
                        };
                        put(&decoded, &mut text);
                        passed = stand_ins;
                    }
                    "bin" => at = at.saturating_add(usize::try_from(number.unwrap_or(0)).unwrap_or(0)),
                    _ if SILENT.contains(&word) => set_silent(&mut groups),
                    _ => {}
                }
            }
            b'\n' | b'\r' => {}
            _ if passed > 0 => passed -= 1,
            _ => put(&encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[byte]).0, &mut text),
        }
    }
    let text = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n\n");
    if text.is_empty() {
        return Err(Refusal::new(RefusalKind::Empty, "rich text without words"));
    }
    Ok(text)
}

fn set_silent(groups: &mut [(bool, usize)]) {
    if let Some(group) = groups.last_mut() {
        group.0 = true;
    }
}
