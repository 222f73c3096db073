//! Words in pictures: what timelines and strips of positions share as SVG.

/// Words from outside, so that they are words in the picture and nothing else.
pub(crate) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped += "&amp;",
            '<' => escaped += "&lt;",
            '>' => escaped += "&gt;",
            '"' => escaped += "&quot;",
            // What steers a terminal, or turns the words around it about.
            c if c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    escaped
}
