//! Rows to paragraphs: what a line break is, what a hyphen at a line's end is, and where a paragraph goes on in the next column.

use super::columns::is_mark;
use super::rows::{Block, Row, is_leftward};
use std::collections::BTreeSet;

/// Lines farther apart than this share of the usual distance begin a paragraph. A guess: a half-empty line between paragraphs is 1.5.
const GAP: f64 = 1.3;
/// Sizes that differ by more than this share are not of one paragraph.
const OTHER_SIZE: f64 = 0.12;
/// A line that begins so many sizes further in than the one before begins a paragraph.
const INDENT: f64 = 0.7;
/// A line that had room for the next word and so many sizes more ends a paragraph.
const WORD_ROOM: f64 = 1.2;
/// A line that leaves so much of its column empty ends a paragraph, where the next begins with no small letter.
const HALF: f64 = 0.5;
/// The usual distance of lines is not told from fewer rows; then it is this many sizes.
const FEW: usize = 4;
const USUAL: f64 = 1.4;
/// Rows nearer than this are one line with what is raised in it.
const LEAST: f64 = 0.8;
/// One distance in so many may be odd.
const ODD: usize = 8;
/// Lines that lie farther apart than so many sizes may stand alone each, as in the head of a sheet.
const SPACED: f64 = 1.7;
/// Lines of which most lie so many sizes apart stand alone each. Double spacing is 2.3.
const WIDEST: f64 = 2.5;

/// A paragraph, and what tells whether it goes on.
struct Paragraph {
    text: String,
    size: f64,
    /// How far its last line stays behind the edge of its column.
    room: f64,
    /// How wide its first word is.
    first: f64,
    is_table: bool,
}

/// The paragraphs of a page. Words of `compounds` keep their hyphen where a line breaks at it.
pub(crate) fn paragraphs(blocks: &[Block], compounds: &BTreeSet<String>) -> Vec<String> {
    let mut all: Vec<Paragraph> = Vec::new();
    let mut before: Option<&Block> = None;
    for block in blocks {
        let mut found = of_block(block, compounds);
        // A paragraph goes on at the head of the next column.
        if before.is_some_and(|before| is_next_column(before, block))
            && let (Some(last), Some(first)) = (all.last_mut(), found.first_mut())
            && goes_on(last, first)
        {
            join(&mut last.text, &first.text, compounds);
            last.room = first.room;
            found.remove(0);
        }
        all.extend(found);
        before = Some(block);
    }
    all.into_iter().map(|paragraph| paragraph.text).filter(|text| !text.trim().is_empty()).collect()
}

/// Does the second block begin above the end of the first?
fn is_next_column(before: &Block, block: &Block) -> bool {
    let (Some(last), Some(first)) = (before.rows.last(), block.rows.first()) else { return false };
    before.turn == block.turn && first.base < last.base
}

fn goes_on(last: &Paragraph, first: &Paragraph) -> bool {
    let alike = !last.is_table && !first.is_table && (last.size - first.size).abs() <= OTHER_SIZE * last.size;
    let begins_small = first.text.starts_with(char::is_lowercase);
    alike && !is_ended(&last.text) && (begins_small || last.room < first.first + WORD_ROOM * last.size && !begins_item(&first.text))
}

fn begins_item(text: &str) -> bool {
    text.split_whitespace().next().is_some_and(is_mark)
}

/// Does a text end as a sentence does?
fn is_ended(text: &str) -> bool {
    let bare = text.trim_end_matches(|letter: char| matches!(letter, '"' | '”' | '’' | '\'' | ')' | ']' | '»') || letter.is_ascii_digit());
    bare.ends_with(['.', '!', '?', ':', ';', '…', '。', '！', '？', '؟'])
}

fn of_block(block: &Block, compounds: &BTreeSet<String>) -> Vec<Paragraph> {
    if !block.partings.is_empty() {
        let row = |row: &Row| Paragraph { text: cells(row, &block.partings), size: row.size, room: 0.0, first: 0.0, is_table: true };
        return block.rows.iter().map(row).collect();
    }
    let mut leads: Vec<f64> = block.rows.windows(2).map(|pair| pair[1].base - pair[0].base).collect();
    leads.sort_by(f64::total_cmp);
    leads.retain(|lead| *lead > LEAST * block.rows[0].size);
    // The smallest distances are those within paragraphs, however few they are; a few odd ones tell nothing.
    let lead = leads.get(leads.len() / ODD).copied().filter(|lead| block.rows.len() >= FEW && *lead < WIDEST * block.rows[0].size);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    for (at, row) in block.rows.iter().enumerate() {
        let room = right_edge(block, at) - row.right();
        let above = at.checked_sub(1).map(|at| &block.rows[at]);
        match (above, paragraphs.last_mut()) {
            (Some(above), Some(open)) if !begins(block, at, above, &open.text, lead) => {
                join(&mut open.text, &words(row), compounds);
                open.room = room;
                open.size = open.size.max(row.size).min(open.size * (1.0 + OTHER_SIZE));
            }
            _ => paragraphs.push(Paragraph { text: words(row), size: row.size, room, first: first_width(row), is_table: false }),
        }
    }
    paragraphs
}

/// Rows above and below that tell where a column ends.
const AROUND: usize = 12;

/// The right edge of the rows about this one.
fn right_edge(block: &Block, at: usize) -> f64 {
    around(block, at).iter().map(Row::right).fold(f64::NEG_INFINITY, f64::max)
}

fn left_edge(block: &Block, at: usize) -> f64 {
    around(block, at).iter().map(Row::left).fold(f64::INFINITY, f64::min)
}

fn around(block: &Block, at: usize) -> &[Row] {
    &block.rows[at.saturating_sub(AROUND)..(at + AROUND).min(block.rows.len())]
}

/// Does this row begin a paragraph? `open` is the text of the one above it.
fn begins(block: &Block, at: usize, above: &Row, open: &str, lead: Option<f64>) -> bool {
    let row = &block.rows[at];
    let is_set_off = open.rsplit(' ').next().is_some_and(|word| word.starts_with('-'));
    let goes_over = open.ends_with(['-', '\u{ad}', '\u{2010}']) && !is_set_off;
    let is_other_size = (row.size - above.size).abs() > OTHER_SIZE * above.size;
    if row.base - above.base > GAP * lead.unwrap_or(USUAL * row.size).max(row.size) || is_other_size && !goes_over {
        return true;
    }
    let first = row.words.first().map_or("", |word| word.text.as_str());
    // Scripts that run to the left have their edges exchanged; they are parted by gaps alone.
    if goes_over || first.contains(is_leftward) {
        return false;
    }
    let ended = is_ended(open);
    let room = right_edge(block, at) - above.right();
    let is_item = row.words.len() > 1 && !first.starts_with(char::is_alphabetic) && is_mark(first);
    let is_flush = row.left() <= above.left() + 0.1 * row.size;
    let is_set_in = row.left() - above.left() > INDENT * row.size && above.left() - left_edge(block, at) < INDENT * row.size;
    is_item && (ended || is_flush && room > 2.0 * row.size)
        || is_set_in && (ended || room > 1.5 * row.size)
        // The first word would have had room on the line above.
        || ended && room > first_width(row) + WORD_ROOM * row.size
        || room > first_width(row) + WORD_ROOM * row.size
            && row.base - above.base > SPACED * row.size
            && !first.starts_with(char::is_lowercase)
        // A line that ends before the middle of its column was ended.
        || room > HALF * (right_edge(block, at) - left_edge(block, at)) && !first.starts_with(char::is_lowercase)
}

fn first_width(row: &Row) -> f64 {
    row.words.first().map_or(0.0, |word| word.right - word.left)
}

fn words(row: &Row) -> String {
    row.words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// A row of a table, its cells between bars.
fn cells(row: &Row, partings: &[f64]) -> String {
    let mut cells: Vec<Vec<&str>> = vec![Vec::new(); partings.len() + 1];
    for word in &row.words {
        cells[partings.iter().filter(|parting| word.left > **parting).count()].push(&word.text);
    }
    let cells: Vec<String> = cells.iter().filter(|cell| !cell.is_empty()).map(|cell| cell.join(" ")).collect();
    cells.join(" | ")
}

/// Puts a line to the one before it: a hyphen at its end goes where the word is written without it.
fn join(text: &mut String, next: &str, compounds: &BTreeSet<String>) {
    let is_unspaced = |letter: char| matches!(letter, '\u{3000}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}');
    match text.strip_suffix(['-', '\u{ad}', '\u{2010}']).filter(|begun| begun.ends_with(char::is_alphanumeric)) {
        Some(begun) if text.ends_with('\u{ad}') || is_broken(begun, next, compounds) => text.truncate(begun.len()),
        Some(_) if next.starts_with(char::is_alphanumeric) => {}
        // Scripts without spaces are joined without one.
        _ if text.ends_with(is_unspaced) && next.starts_with(is_unspaced) => {}
        _ => text.push(' '),
    }
    text.push_str(next);
}

/// Is the hyphen between these two that of the line and not of the word?
fn is_broken(begun: &str, next: &str, compounds: &BTreeSet<String>) -> bool {
    let begun = begun.rsplit(char::is_whitespace).next().unwrap_or_default();
    let ending: String = next.chars().take_while(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '\u{2010}')).collect();
    let whole = format!("{begun}-{ending}").to_lowercase();
    let whole = whole.trim_matches(|letter: char| !letter.is_alphanumeric());
    begun.ends_with(char::is_alphabetic) && next.starts_with(char::is_lowercase) && !compounds.contains(whole)
}
