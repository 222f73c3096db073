//! Which stretches of a text stand in quotation marks: double, single, angle, straight and curly, balanced or not.
//!
//! It says where marks open and close, not whether anyone is speaking: titles and scare quotes are found too.

use super::{Span, paragraphs};

/// The stretches inside quotation marks, marks left out, in order, none overlapping another.
///
/// Direction is read from what stands before and after a straight mark. A mark that opens while another is open closes
/// that one. A quotation that is never closed ends with its paragraph, unless the next paragraph opens with a mark of
/// the same kind: then it goes on, as newspapers print speech over several paragraphs.
///
/// # Example
/// ```
/// let text = "He said: “We wait.” She called it 'a start'.";
/// let quoted: Vec<_> = rapporteur::text::quotations(text).iter().map(|s| s.of(text)).collect();
/// assert_eq!(quoted, ["We wait.", "a start"]);
/// ```
pub fn quotations(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    for paragraph in paragraphs(text) {
        scan(text, paragraph, &mut found);
    }
    found
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Family {
    Double,
    Single,
    Angle,
}

fn scan(text: &str, paragraph: Span, found: &mut Vec<Span>) {
    let (base, words) = (paragraph.start as usize, paragraph.of(text));
    let mut open: Option<(Family, usize)> = None;
    let mut before: Option<char> = None;
    let mut chars = words.char_indices().peekable();
    while let Some((at, mark)) = chars.next() {
        let after = chars.peek().map(|&(_, c)| c);
        let turn = turn(mark, before, after, open.map(|(family, _)| family));
        match (turn, open) {
            (Some((family, true)), Some((current, _))) if family == Family::Single && current != Family::Single => {}
            (Some((family, true)), _) => {
                // A single mark must close within its paragraph, or it is an apostrophe.
                let inside = at + mark.len_utf8();
                if family != Family::Single || closes(&words[inside..]) {
                    if let Some((_, start)) = open {
                        push(text, base + start, base + at, found);
                    }
                    open = Some((family, inside));
                }
            }
            (Some((family, false)), Some((current, start))) if family == current => {
                push(text, base + start, base + at, found);
                open = None;
            }
            _ => {}
        }
        before = Some(mark);
    }
    if let Some((_, start)) = open {
        push(text, base + start, paragraph.end as usize, found);
    }
}

fn push(text: &str, start: usize, end: usize, found: &mut Vec<Span>) {
    let span = Span::new(start, end).trimmed(text);
    if !span.is_empty() {
        found.push(span);
    }
}

/// What a character does here: opens (true) or closes (false) a quotation of a family, or nothing.
fn turn(mark: char, before: Option<char>, after: Option<char>, open: Option<Family>) -> Option<(Family, bool)> {
    let free_before = before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–' | '-' | ':' | '/'));
    let free_after = after.is_none_or(|c| !c.is_alphanumeric());
    match mark {
        '“' | '„' | '‟' => Some((Family::Double, true)),
        '”' => Some((Family::Double, false)),
        '«' => Some((Family::Angle, true)),
        '»' => Some((Family::Angle, false)),
        '"' | '＂' => {
            let opens = free_before && after.is_some_and(|c| !c.is_whitespace());
            let closes = before.is_some_and(|c| !c.is_whitespace()) && free_after;
            Some((Family::Double, if opens == closes { open != Some(Family::Double) } else { opens }))
        }
        '‘' => Some((Family::Single, true)),
        '’' | '\'' if open == Some(Family::Single) && free_after && before.is_some_and(|c| !c.is_whitespace()) => {
            Some((Family::Single, false))
        }
        '\'' if free_before && after.is_some_and(char::is_alphanumeric) => Some((Family::Single, true)),
        _ => None,
    }
}

/// Is there a closing single mark ahead in this paragraph?
fn closes(rest: &str) -> bool {
    let mut before = ' ';
    let mut chars = rest.chars().peekable();
    while let Some(c) = chars.next() {
        if matches!(c, '’' | '\'') && !before.is_whitespace() && chars.peek().is_none_or(|n| !n.is_alphanumeric()) {
            return true;
        }
        before = c;
    }
    false
}
