//! Glyphs to words, and words to rows: what stands on one line across a page or a column.
//!
//! A space is where the page shows one, whether or not the file has a glyph for it; letters moved together or apart (kerning) are no spaces.

use super::glyphs::Glyph;
use unicode_normalization::UnicodeNormalization;

/// Letters without a space between them.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Word {
    pub(crate) text: String,
    pub(crate) left: f64,
    pub(crate) right: f64,
}

/// Words on one line, from left to right.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Row {
    pub(crate) words: Vec<Word>,
    pub(crate) base: f64,
    pub(crate) size: f64,
}

/// Rows that are read one after the other.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Block {
    pub(crate) rows: Vec<Row>,
    /// Where the cells of its rows are parted, where it is a table; none where it is prose.
    pub(crate) partings: Vec<f64>,
    /// The direction of its lines, in degrees.
    pub(crate) turn: i32,
}

/// Glyphs whose lines lie within this share of their size of each other stand on one. A guess: rows of a page lie a whole size apart.
const SAME_LINE: f64 = 0.3;
/// Small glyphs (marks of notes) belong to the line from which they are raised by at most this share of its size.
const RAISED: f64 = 0.55;
/// Raised glyphs of a line, at most: they are marks and not a line of small print.
const MARKS: usize = 40;
/// What is smaller than this share of a line's size is small.
const SMALL: f64 = 0.8;
/// Glyphs farther apart than this share of their size have a space between them. Spaces are a quarter wide and shrink to a sixth
/// in tight lines; kerning moves by a tenth. Tried from 0.12 to 0.24 on the generated pages of the tests.
const SPACE: f64 = 0.16;

impl Row {
    /// The blanks between its words.
    pub(crate) fn gaps(&self) -> impl Iterator<Item = f64> {
        self.words.windows(2).map(|pair| pair[1].left - pair[0].right)
    }

    pub(crate) fn left(&self) -> f64 {
        self.words.first().map_or(0.0, |word| word.left)
    }

    pub(crate) fn right(&self) -> f64 {
        self.words.iter().map(|word| word.right).fold(f64::NEG_INFINITY, f64::max)
    }
}

impl Block {
    /// Words with a hyphen within, in small letters: they keep it where a line breaks there.
    pub(crate) fn compounds(&self) -> impl Iterator<Item = String> {
        let words = self.rows.iter().flat_map(|row| &row.words);
        let bare = words.map(|word| word.text.trim_matches(|letter: char| !letter.is_alphanumeric()));
        bare.filter(|word| word.contains(['-', '\u{2010}'])).map(|word| word.replace('\u{2010}', "-").to_lowercase())
    }
}

/// The rows of these glyphs, from top to bottom.
pub(crate) fn rows(glyphs: &[Glyph]) -> Vec<Row> {
    let mut order: Vec<&Glyph> = glyphs.iter().filter(|glyph| !glyph.is_space()).collect();
    order.sort_by(|one, two| one.base.total_cmp(&two.base).then(one.left.total_cmp(&two.left)));
    let mut lines: Vec<Line<'_>> = Vec::new();
    for glyph in order {
        let holds = |line: &&mut Line<'_>| {
            let (small, large) = (line.size.min(glyph.size), line.size.max(glyph.size));
            glyph.base - line.base <= SAME_LINE * large.min(2.0 * small)
        };
        match lines.last_mut().filter(holds) {
            Some(line) => {
                line.glyphs.push(glyph);
                line.size = line.size.max(glyph.size);
            }
            None => lines.push(Line { base: glyph.base, size: glyph.size, glyphs: vec![glyph] }),
        }
    }
    // Spaces fall to the line on which they stand.
    let mut spaces: Vec<&Glyph> = glyphs.iter().filter(|glyph| glyph.is_space()).collect();
    spaces.sort_by(|one, two| one.base.total_cmp(&two.base));
    let mut rows = Vec::with_capacity(lines.len());
    for Line { base, size, glyphs: mut line } in raised(lines) {
        let last = line.iter().map(|glyph| glyph.base).fold(base, f64::max);
        let from = spaces.partition_point(|space| space.base < base - SAME_LINE * size);
        line.extend(spaces[from..].iter().take_while(|space| space.base <= last + SAME_LINE * size));
        line.sort_by(|one, two| one.left.total_cmp(&two.left));
        let words = words(&line);
        if !words.is_empty() {
            rows.push(Row { words, base, size });
        }
    }
    rows
}

/// Glyphs on one line.
struct Line<'a> {
    base: f64,
    /// The largest size on it.
    size: f64,
    glyphs: Vec<&'a Glyph>,
}

impl Line<'_> {
    /// Do these small glyphs stand beside something of this line, raised or lowered?
    fn bears(&self, marks: &Line<'_>) -> bool {
        let beside = |one: &Glyph, other: &Glyph| (one.left - other.right).abs().min((one.right - other.left).abs()) < 1.5 * self.size;
        marks.size < SMALL * self.size
            && marks.glyphs.len() <= MARKS
            && (marks.base - self.base).abs() <= RAISED * self.size
            && marks.glyphs.iter().all(|mark| self.glyphs.iter().any(|glyph| beside(mark, glyph)))
    }
}

/// Lines of marks put to the line that bears them, the one below or the one above.
fn raised(lines: Vec<Line<'_>>) -> Vec<Line<'_>> {
    let mut whole: Vec<Line<'_>> = Vec::with_capacity(lines.len());
    for mut line in lines {
        if let Some(marks) = whole.pop_if(|above| line.bears(above)) {
            line.glyphs.extend(marks.glyphs);
        }
        match whole.last_mut() {
            Some(above) if above.bears(&line) => above.glyphs.extend(line.glyphs),
            _ => whole.push(line),
        }
    }
    whole
}

/// The words of a line whose glyphs stand in their order, spaces among them.
fn words(line: &[&Glyph]) -> Vec<Word> {
    let letters: Vec<&&Glyph> = line.iter().filter(|glyph| !glyph.is_space()).collect();
    let tracking = tracking(&letters);
    let mut words: Vec<Word> = Vec::new();
    let mut open = false;
    let mut before: Option<&Glyph> = None;
    for glyph in line {
        if glyph.is_space() {
            // A space glyph under the letters is none that is seen: some files write one and move back.
            open &= before.is_some_and(|before| glyph.right - before.right < tracking + 0.05 * before.size);
            continue;
        }
        match (before, words.last_mut()) {
            (Some(before), Some(_)) if is_printed_again(before, glyph) => continue,
            (Some(before), Some(word)) if open && glyph.left - before.right <= SPACE * before.size.max(glyph.size) + tracking => {
                word.text.push_str(&glyph.text);
                word.right = word.right.max(glyph.right);
            }
            _ => words.push(Word { text: glyph.text.clone(), left: glyph.left, right: glyph.right }),
        }
        open = true;
        before = Some(glyph);
    }
    for word in &mut words {
        word.text = logical(&composed(&word.text));
    }
    words
}

/// Letters set apart (`T H E   C O U N C I L`) are so far apart; 0 where they are not.
fn tracking(letters: &[&&Glyph]) -> f64 {
    let mut gaps: Vec<f64> = letters.windows(2).map(|pair| pair[1].left - pair[0].right).collect();
    if gaps.len() < 4 {
        return 0.0;
    }
    let middle = gaps.len() / 2;
    let (_, median, _) = gaps.select_nth_unstable_by(middle, f64::total_cmp);
    let size = letters.iter().map(|glyph| glyph.size).fold(0.0, f64::max);
    if (0.08 * size..size).contains(median) { *median } else { 0.0 }
}

/// The same letter nearly on the spot of the one before it: printed twice, to look bold or cast a shadow.
fn is_printed_again(before: &Glyph, glyph: &Glyph) -> bool {
    before.text == glyph.text && glyph.left - before.left < 0.3 * (before.right - before.left)
}

/// Accents that are drawn behind or before their letter as letters of their own, on it.
fn composed(word: &str) -> String {
    const ACCENTS: [(char, char); 7] =
        [('´', '\u{301}'), ('`', '\u{300}'), ('¨', '\u{308}'), ('ˆ', '\u{302}'), ('˜', '\u{303}'), ('ˇ', '\u{30C}'), ('¸', '\u{327}')];
    if word.is_ascii() {
        return word.to_owned();
    }
    let mut mended = String::with_capacity(word.len());
    let mut letters = word.chars().peekable();
    while let Some(letter) = letters.next() {
        match ACCENTS.iter().find(|(accent, _)| *accent == letter) {
            Some((_, mark)) if letters.peek().is_some_and(|next| next.is_alphabetic()) => {
                mended.extend(letters.next());
                mended.push(*mark);
            }
            _ => mended.push(letter),
        }
    }
    mended.nfc().collect()
}

/// A word of a script that runs to the left, in the order in which it is read: glyphs were ordered from the left.
fn logical(word: &str) -> String {
    if word.chars().any(is_leftward) && !word.chars().any(|letter| letter.is_ascii_alphanumeric()) {
        word.chars().rev().collect()
    } else {
        word.to_owned()
    }
}

/// A letter of Hebrew, Arabic, Syriac or Thaana.
pub(crate) fn is_leftward(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{7BF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}')
}
