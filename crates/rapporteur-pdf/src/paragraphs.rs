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
/// The usual distance of lines is not told from fewer rows; then it is this many sizes.
const FEW: usize = 4;
const USUAL: f64 = 1.4;

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
            last.text = joined(&last.text, &first.text, compounds);
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
    // Of the distances the lower half are those within paragraphs.
    let lead = leads.get(leads.len().saturating_sub(1) / 2).copied().filter(|_| block.rows.len() >= FEW);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    for (at, row) in block.rows.iter().enumerate() {
        let room = right_edge(block, at) - row.right();
        let above = at.checked_sub(1).map(|at| &block.rows[at]);
        match (above, paragraphs.last_mut()) {
            (Some(above), Some(open)) if !begins(block, at, above, &open.text, lead) => {
                open.text = joined(&open.text, &words(row), compounds);
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

/// Does this row begin a paragraph? `open` is the one above it.
fn begins(block: &Block, at: usize, above: &Row, open: &str, lead: Option<f64>) -> bool {
    let row = &block.rows[at];
    let first = row.words.first().map_or("", |word| word.text.as_str());
    if (row.size - above.size).abs() > OTHER_SIZE * above.size && !is_ended_by_hyphen(open) {
        return true;
    }
    if row.base - above.base > GAP * lead.unwrap_or(USUAL * row.size).max(row.size) {
        return true;
    }
    // Scripts that run to the left have their edges exchanged; they are parted by gaps alone.
    if first.contains(is_leftward) {
        return false;
    }
    if !is_ended_by_hyphen(open)
        && first.chars().count() <= 5
        && !first.starts_with(char::is_alphabetic)
        && is_mark(first)
        && row.words.len() > 1
        && (is_ended(open) || row.left() <= above.left() + 0.1 * row.size && right_edge(block, at) - above.right() > 2.0 * row.size)
    {
        return true;
    }
    let ended = is_ended(open);
    let indented = row.left() - above.left() > INDENT * row.size && above.left() - left_edge(block, at) < INDENT * row.size;
    // The first line of a list's item hangs out to the left; so does what follows a paragraph that is set in.
    let hangs = above.left() - row.left() > INDENT * row.size && ended;
    if (indented && (ended || right_edge(block, at) - above.right() > 1.5 * row.size))
        || hangs && above.words.len() > 3 && is_short(block, at, above, row)
    {
        return true;
    }
    ended && is_short(block, at, above, row)
}

/// Would the first word of the row have had room on the line above?
fn is_short(block: &Block, at: usize, above: &Row, row: &Row) -> bool {
    right_edge(block, at) - above.right() > first_width(row) + WORD_ROOM * row.size
}

fn first_width(row: &Row) -> f64 {
    row.words.first().map_or(0.0, |word| word.right - word.left)
}

fn is_ended_by_hyphen(text: &str) -> bool {
    text.ends_with(['-', '\u{ad}', '\u{2010}'])
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

/// Two lines as one: a hyphen at the end of the first goes where the word is written without it.
fn joined(text: &str, next: &str, compounds: &BTreeSet<String>) -> String {
    let letters = |letter: Option<char>| letter.is_some_and(char::is_alphabetic);
    if let Some(bare) = text.strip_suffix('\u{ad}') {
        return format!("{bare}{next}");
    }
    if let Some(bare) = text.strip_suffix(['-', '\u{2010}'])
        && (letters(bare.chars().next_back()) || bare.ends_with(|letter: char| letter.is_ascii_digit()))
        && next.starts_with(char::is_alphanumeric)
    {
        let begun = bare.rsplit(|letter: char| letter.is_whitespace()).next().unwrap_or_default();
        let ending: String = next.chars().take_while(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '\u{2010}')).collect();
        let whole = format!("{begun}-{ending}").to_lowercase();
        let whole = whole.trim_matches(|letter: char| !letter.is_alphanumeric());
        let is_broken = letters(bare.chars().next_back()) && next.starts_with(char::is_lowercase) && !compounds.contains(whole);
        return if is_broken { format!("{bare}{next}") } else { format!("{text}{next}") };
    }
    // Scripts without spaces are joined without one.
    let unspaced = |letter: Option<char>| {
        letter.is_some_and(|letter| matches!(letter, '\u{3000}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}'))
    };
    if unspaced(text.chars().next_back()) && unspaced(next.chars().next()) {
        return format!("{text}{next}");
    }
    format!("{text} {next}")
}
