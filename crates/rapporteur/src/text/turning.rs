//! Characters that turn the direction of text or show nothing: in words from outside they can make a line read as what it does not say.

use std::borrow::Cow;

/// Does this character turn or hide what stands around it? Marks, embeddings, overrides and isolates of direction, and the tag characters,
/// which no font shows.
pub fn is_turning(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{e0000}'..='\u{e007f}')
}

/// The text with such characters, and those that steer a terminal, shown as replaced; line ends and tabs stay.
///
/// # Example
/// ```
/// # use rapporteur::text::upright;
/// assert_eq!(upright("paid \u{202e}001"), "paid \u{fffd}001");
/// ```
pub fn upright(text: &str) -> Cow<'_, str> {
    let steers = |c: char| is_turning(c) || (c.is_control() && !matches!(c, '\n' | '\r' | '\t'));
    if !text.contains(steers) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| if steers(c) { '\u{fffd}' } else { c }).collect())
}

/// JSON with such characters written as escapes: they stand in its strings alone, and mean the same.
///
/// # Example
/// ```
/// # use rapporteur::text::escaped_json;
/// assert_eq!(escaped_json("{\"a\":\"\u{202e}x\"}"), "{\"a\":\"\\u202ex\"}");
/// ```
pub fn escaped_json(json: &str) -> Cow<'_, str> {
    if !json.contains(is_turning) {
        return Cow::Borrowed(json);
    }
    let mut escaped = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if is_turning(c) {
            escaped.extend(c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")));
        } else {
            escaped.push(c);
        }
    }
    Cow::Owned(escaped)
}
