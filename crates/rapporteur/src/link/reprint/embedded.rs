//! Posts of others that a report shows: what two reports share of one they quote, and carry no copy of each other.

use crate::text::{Span, paragraphs};

/// Bytes before its signature that a post may take up within a paragraph. Posts had at most 280 characters for most of their time; longer
/// ones are cut where they are shown.
const POST: usize = 700;

/// The posts of a text: the words before a signature such as "— Tomas Reyl (@reyl) May 25, 2031", back to the end of the sentence before a
/// blank or the paragraph's beginning; where the signature stands on its own line, the paragraph before it.
pub(super) fn posts(text: &str) -> Vec<Span> {
    if !text.contains("(@") {
        return Vec::new();
    }
    let lines = paragraphs(text);
    let mut found: Vec<Span> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let words = line.of(text);
        let mut from = 0;
        for (handle, _) in words.match_indices("(@") {
            let Some(close) = words[handle..].find(')').map(|close| handle + close + 1) else { continue };
            let signed = words[close..].trim_start().starts_with(|c: char| c.is_ascii_uppercase())
                && words[close..].chars().take(24).any(|c| c.is_ascii_digit());
            let dash = words[from..handle].rfind(['—', '–']).or_else(|| words[from..handle].rfind(" - ")).map(|dash| from + dash);
            let (Some(dash), true) = (dash, signed) else { continue };
            let start = words[..dash].char_indices().map(|(at, _)| at).find(|&at| at >= from && at + POST >= dash).unwrap_or(dash);
            let base = line.start as usize;
            let post = match words[start..dash].trim().is_empty() {
                true => at.checked_sub(1).map(|before| lines[before]),
                false => Some(Span::new(base + start, base + dash).trimmed(text)),
            };
            found.extend(post.filter(|post| !post.is_empty()));
            from = close;
        }
    }
    found
}
