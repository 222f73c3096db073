//! What stands in a text and is not part of the article: links to other pieces, share buttons, image credits, notices.
//!
//! Lines are judged whole; of the sentences inside a paragraph only the last few, where notices are appended. Nothing is
//! taken out of the text: the result is spans with reasons.

use crate::record::{Removal, Why};
use crate::resources::{Furniture, Lexicon, Standing};
use crate::text::{Span, fold, paragraphs, sentences};

/// Furniture has at most this many words; a longer line is prose that happens to begin like one. A guess.
const WORDS: usize = 28;
/// Sentences at the end of the text that may be notices.
const LAST_SENTENCES: usize = 3;

/// The furniture of a text, in order.
pub(super) fn furniture(lexicon: &Lexicon, text: &str) -> Vec<Removal> {
    let mut found: Vec<Removal> = paragraphs(text).into_iter().filter_map(|line| judge(lexicon, text, line, |_| true)).collect();
    let tail = sentences(text);
    for sentence in &tail[tail.len().saturating_sub(LAST_SENTENCES)..] {
        let whole_line = found.iter().any(|removal| removal.span.overlaps(*sentence));
        let notice = |furniture: &Furniture| {
            matches!(furniture.why.as_str(), "notice" | "subscription" | "share" | "copyright") && furniture.place != Standing::Whole
        };
        if !whole_line && let Some(removal) = judge(lexicon, text, *sentence, notice) {
            // What follows a notice inside its paragraph is the notice's.
            let end = paragraphs(text).into_iter().find(|line| line.contains(*sentence)).map_or(sentence.end, |line| line.end);
            let rest = Span { start: sentence.end, end };
            let span = if rest.of(text).split_whitespace().count() <= 6 {
                Span { start: sentence.start, end }.trimmed(text)
            } else {
                removal.span
            };
            found.push(Removal { span, ..removal });
        }
    }
    found.sort();
    found
}

fn judge(lexicon: &Lexicon, text: &str, line: Span, wanted: impl Fn(&Furniture) -> bool) -> Option<Removal> {
    let words = line.of(text);
    let because = |why| Some(Removal { span: line, why });
    if words.starts_with("http") && words.len() < 400 && !words.ends_with('.') {
        return because(Why::Address);
    }
    if is_day(words) {
        return because(Why::DateStamp);
    }
    if words.split_whitespace().count() > WORDS {
        return None;
    }
    if is_script_name(words) {
        return because(Why::Furniture("script".to_owned()));
    }
    let folded = fold(words);
    let bare = folded.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '(' | ')' | '©' | '.' | '|'));
    let hit = lexicon.furniture.iter().filter(|furniture| wanted(furniture)).find(|furniture| match furniture.place {
        Standing::Begins => bare
            .strip_prefix(furniture.phrase.as_str())
            .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric) || !furniture.phrase.ends_with(char::is_alphanumeric)),
        Standing::Whole => bare == furniture.phrase,
        Standing::Holds => bare.contains(furniture.phrase.as_str()),
    })?;
    because(Why::Furniture(hit.why.clone()))
}

/// One word with a capital inside it and a small letter before: the name of a script or a style, not of a thing.
fn is_script_name(line: &str) -> bool {
    let plain = line.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '$'));
    let humps = line.as_bytes().windows(2).filter(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase()).count();
    plain && line.starts_with(|c: char| c.is_ascii_lowercase()) && (humps > 0 || line.contains('_'))
}

/// A line that is nothing but a day, with or without a time or a word before it.
fn is_day(line: &str) -> bool {
    let bare = line.trim_start_matches("date ").trim_start_matches("Date: ").trim();
    line.len() < 40
        && line.chars().any(|c| c.is_ascii_digit())
        && crate::record::Published::read(bare).is_ok_and(|read| read.grain() >= crate::record::Grain::Day)
}
