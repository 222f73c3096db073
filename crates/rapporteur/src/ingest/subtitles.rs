//! Subtitles (SRT, WebVTT): what was said, without numbers and times. Lines that roll on and repeat are read once.

use super::{Refusal, RefusalKind, decode::decode};
use crate::record::Draft;

/// A paragraph ends with the first sentence that ends behind this many characters. A guess.
const PARAGRAPH: usize = 400;

pub(super) fn read(bytes: &[u8]) -> Result<Draft, Refusal> {
    let text = decode(bytes, None)?.replace("\r\n", "\n").replace('\r', "\n");
    let mut said: Vec<String> = Vec::new();
    let mut in_cue = false;
    for line in text.lines().map(str::trim) {
        if line.contains("-->") {
            in_cue = true;
        } else if line.is_empty() {
            in_cue = false;
        } else if in_cue {
            let words = spoken(line);
            // Of a rolling line, what went before stands again above it.
            let again = |before: &String| *before == words || before.split_once(": ").is_some_and(|(_, said)| said == words);
            if !words.is_empty() && !said.iter().rev().take(2).any(again) {
                said.push(words);
            }
        }
    }
    let mut paragraphs = String::new();
    let mut length = 0;
    for words in said {
        let turns = words.starts_with(">>") || words.starts_with("- ") || speaker_named(&words);
        let ended = paragraphs.ends_with(['.', '!', '?', '”', '"']);
        if !paragraphs.is_empty() {
            let breaks = turns || (ended && length > PARAGRAPH);
            paragraphs.push(if breaks { '\n' } else { ' ' });
            length = if breaks { 0 } else { length };
        }
        length += words.len();
        paragraphs.push_str(words.trim_start_matches([' ', '>']));
    }
    if paragraphs.trim().is_empty() {
        return Err(Refusal::new(RefusalKind::Empty, "subtitles without words"));
    }
    Ok(Draft { text: paragraphs, ..Draft::default() })
}

/// A cue's line without its marks; the voice that WebVTT names stands before its words.
fn spoken(line: &str) -> String {
    let (mut words, mut rest) = (String::new(), line);
    while let Some(open) = rest.find(['<', '{']) {
        let close = if rest[open..].starts_with('<') { '>' } else { '}' };
        let Some(end) = rest[open..].find(close).map(|at| open + at) else { break };
        words.push_str(&rest[..open]);
        if let Some(name) = rest[open + 1..end]
            .strip_prefix("v ")
            .or_else(|| rest[open + 1..end].strip_prefix("v.").and_then(|voice| voice.split_once(' ')).map(|(_, name)| name))
        {
            words.push_str(name.trim());
            words.push_str(": ");
        }
        rest = &rest[end + 1..];
    }
    words.push_str(rest);
    let words = words.replace("&nbsp;", " ").replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">");
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// "REYES: We will not …" begins a turn.
fn speaker_named(words: &str) -> bool {
    words.split_once(':').is_some_and(|(name, _)| {
        (2..=40).contains(&name.len()) && name.chars().all(|c| c.is_uppercase() || matches!(c, ' ' | '.' | '-' | '\''))
    })
}
