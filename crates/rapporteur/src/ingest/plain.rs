//! Plain text: a headline on its own line above the article, if there is one, and the article.

use crate::record::Draft;
use crate::text::paragraphs;

/// A headline is no longer than this many characters. A guess: the longest in the example data has 130.
const HEADLINE: usize = 160;

pub(super) fn read(text: &str) -> Draft {
    Draft { title: headline(text), text: text.to_owned(), ..Draft::default() }
}

/// The first line, where it stands alone above an empty line and does not end like a sentence.
fn headline(text: &str) -> Option<String> {
    let lines = paragraphs(text);
    let (first, next) = (*lines.first()?, lines.get(1)?);
    let words = first.of(text);
    let alone = text[first.end as usize..next.start as usize].matches('\n').count() > 1;
    let fits = words.chars().count() <= HEADLINE && words.split_whitespace().count() >= 3;
    let ends = words.ends_with(['.', ',', ';', ':']) && !words.ends_with("...");
    (alone && fits && !ends && next.len() > first.len()).then(|| words.to_owned())
}
