//! The text of a PDF in the order in which people read it: glyphs to words, lines, columns and paragraphs, a page at a time.
//!
//! No file is opened and nothing is drawn. Which paragraphs are running heads, and what a report is, is not decided here. The libraries beneath
//! may panic or take long on hostile input: callers that take input from anyone run this in a process of its own. Read in this order: `glyphs`
//! (what stands where), `rows` (glyphs to words and rows), `columns` (in which order), `paragraphs`.

mod columns;
mod glyphs;
mod paragraphs;
mod rows;

use std::collections::BTreeSet;

/// What was read off a PDF.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The title that the file states, as it states it; often that of a template.
    pub title: Option<String>,
    /// Its pages, in order; a page without text is there and empty.
    pub pages: Vec<Page>,
}

/// One page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Its paragraphs in reading order, each on one line; the cells of a row of a table stand between bars.
    pub paragraphs: Vec<String>,
}

impl Document {
    /// Its text: a blank line between paragraphs, a form feed behind each page, as other readers of PDFs write it.
    pub fn text(&self) -> String {
        self.pages.iter().map(|page| page.paragraphs.join("\n\n") + "\n\u{c}").collect()
    }
}

/// Why nothing was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// It asks for a password, or is encrypted in a way that is not read.
    #[error("a PDF that is locked with a password")]
    Locked,
    /// It is no PDF, or one that breaks off.
    #[error("not a sound PDF")]
    Damaged,
    /// Its pages show pictures and no letters.
    #[error("a PDF of pictures, without text")]
    NoText,
    /// Its fonts do not say which letters their glyphs are.
    #[error("a PDF whose fonts do not say which letters they show")]
    NoLetters,
    /// More glyphs than are read.
    #[error("a PDF of more than {} million letters", MOST_GLYPHS / 1_000_000)]
    TooLong,
}

/// Glyphs of a document beyond which it is not read: four times the longest novel.
pub const MOST_GLYPHS: usize = 16_000_000;
/// A document of which more than one glyph in so many has no letter is not read. A guess: a few symbols never have one.
const UNKNOWN: usize = 8;

/// Reads a PDF.
///
/// # Errors
/// When it is locked, damaged or too long, or holds no letters.
pub fn read(bytes: Vec<u8>) -> Result<Document, Error> {
    let shown = glyphs::shown(bytes)?;
    let (all, unknown) = shown.pages.iter().fold((0, 0), |(all, unknown), page| {
        (all + page.len(), unknown + page.iter().filter(|glyph| glyph.text.contains(char::REPLACEMENT_CHARACTER)).count())
    });
    if all == 0 {
        return Err(Error::NoText);
    }
    if unknown * UNKNOWN > all {
        return Err(Error::NoLetters);
    }
    let pages: Vec<Vec<rows::Block>> = shown.pages.into_iter().map(columns::blocks).collect();
    let compounds: BTreeSet<String> = pages.iter().flatten().flat_map(rows::Block::compounds).collect();
    let pages: Vec<Page> = pages.iter().map(|blocks| Page { paragraphs: paragraphs::paragraphs(blocks, &compounds) }).collect();
    if pages.iter().all(|page| page.paragraphs.is_empty()) {
        return Err(Error::NoText);
    }
    Ok(Document { title: shown.title, pages })
}
