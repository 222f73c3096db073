//! Posts of others that a report shows: what two reports share of one they quote, and carry no copy of each other.

use crate::text::{Span, paragraphs};

/// Bytes before its signature that a post may take up within a paragraph. Posts had at most 280 characters for most of their time; longer
/// ones are cut where they are shown.
const POST: usize = 700;

/// Characters after the handle within which the day of a post ends: "September 25, 2031" and a little more.
const DAY: usize = 24;

/// The posts of a text: what stands before a signature such as "— Tomas Reyl (@reyl) May 25, 2031", back to the paragraph's beginning or the post
/// before, and the signature; where that stands on its own line, the paragraph before it too.
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
            // The day of the post follows, and its signature is as shared as its words.
            let dated = words[close..].char_indices().take(DAY).filter(|(_, c)| c.is_ascii_digit()).last().map(|(at, _)| close + at + 1);
            let signed = words[close..].trim_start().starts_with(|c: char| c.is_ascii_uppercase());
            let Some(end) = dated.filter(|_| signed) else { continue };
            let dash = words[from..handle].rfind(['—', '–']).or_else(|| words[from..handle].rfind(" - ")).map(|dash| from + dash);
            let Some(dash) = dash else { continue };
            let start = words[..dash].char_indices().map(|(at, _)| at).find(|&at| at >= from && at + POST >= dash).unwrap_or(dash);
            let base = line.start as usize;
            // Where the signature stands on its own line, the post is the paragraph before.
            let first = if words[start..dash].trim().is_empty() {
                at.checked_sub(1).map_or(line.start, |before| lines[before].start)
            } else {
                line.start + start as u32
            };
            found.push(Span::new(first as usize, base + end));
            from = end;
        }
    }
    found
}
