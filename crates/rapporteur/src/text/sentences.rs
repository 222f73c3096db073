//! Paragraphs and sentences by plain rules: enough to cite, to summarise and to mark furniture.
//!
//! It needs no model, so ingestion, stories and briefs use it; what is analysed is cut by the learned splitter of [`crate::analyze`].

use super::Span;

/// The non-empty lines of a text, white space trimmed.
pub fn paragraphs(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::new(start, start + line.len()).trimmed(text);
        if !span.is_empty() {
            found.push(span);
        }
        start += line.len();
    }
    found
}

/// The sentences of a text. A sentence never crosses a line end.
///
/// A full stop, question or exclamation mark ends a sentence when white space follows it (closing marks and brackets
/// may stand between) and the next word does not begin with a small letter; not after an initial or one of the
/// abbreviations that news text uses before names, dates and numbers.
///
/// # Example
/// ```
/// let text = "“We wait,” Mr. S. Ray said at 5 p.m. Tuesday. “Then we go.”";
/// assert_eq!(rapporteur::text::sentences(text).len(), 2);
/// ```
pub fn sentences(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    for paragraph in paragraphs(text) {
        split(text, paragraph, &mut found);
    }
    found
}

fn split(text: &str, paragraph: Span, found: &mut Vec<Span>) {
    let (base, words) = (paragraph.start as usize, paragraph.of(text));
    let mut start = 0;
    let mut chars = words.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !matches!(c, '.' | '!' | '?' | '…' | '。' | '？' | '！') {
            continue;
        }
        let mut end = at + c.len_utf8();
        while let Some(&(at, c)) = chars.peek() {
            if !matches!(c, '.' | '!' | '?' | '…' | '"' | '”' | '’' | '\'' | '»' | ')' | ']') {
                break;
            }
            end = at + c.len_utf8();
            chars.next();
        }
        let rest = &words[end..];
        let wide = matches!(c, '。' | '？' | '！');
        if rest.is_empty() || !(wide || rest.starts_with(char::is_whitespace)) {
            continue;
        }
        if !wide && (!begins_sentence(rest) || (c == '.' && end == at + 1 && abbreviates(&words[start..at]))) {
            continue;
        }
        found.push(Span::new(base + start, base + end).trimmed(text));
        start = end;
    }
    let rest = Span::new(base + start, base + words.len()).trimmed(text);
    if !rest.is_empty() {
        found.push(rest);
    }
}

fn begins_sentence(rest: &str) -> bool {
    let first = rest.trim_start().trim_start_matches(['"', '“', '‘', '\'', '«', '(', '[', '-', '–', '—', ' ']).chars().next();
    first.is_none_or(|c| !c.is_lowercase())
}

/// Titles and the like: a full stop after them belongs to them. Kept sorted.
const ABBREVIATIONS: &[&str] = &[
    "adm", "amb", "apr", "art", "aug", "brig", "capt", "cf", "cmdr", "co", "col", "corp", "dec", "dept", "dr", "est", "etc", "feb", "fig",
    "fr", "gen", "gov", "hon", "inc", "jan", "jr", "jul", "jun", "lt", "ltd", "maj", "mar", "messrs", "mr", "mrs", "ms", "mt", "no", "nos",
    "nov", "oct", "p", "para", "pp", "pres", "prof", "pvt", "rep", "res", "rev", "sen", "sept", "sgt", "sr", "st", "supt", "vol", "vs",
];

fn abbreviates(before: &str) -> bool {
    let last = before.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '“' | '"' | '‘' | '[')).next().unwrap_or_default();
    if last.chars().count() == 1 && last.chars().all(char::is_alphabetic) {
        return true; // an initial
    }
    let folded = last.to_lowercase();
    matches!(folded.as_str(), "p.m" | "a.m") || dotted_initials(last) || (ABBREVIATIONS.binary_search(&folded.as_str()).is_ok())
}

/// "U.S", "J.K": the whole keeps its stops, and a sentence seldom ends there before a capital.
fn dotted_initials(word: &str) -> bool {
    word.contains('.') && word.split('.').all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic))
}
