//! In which order the parts of a page are read: columns from top to bottom, what runs across them before and behind.
//!
//! A gutter is a stretch that no word enters over several rows, with prose on both sides. What stands in short cells on both sides is a table and
//! is read by its rows. Nothing is known of lines that are drawn.

use super::glyphs::Glyph;
use super::rows::{Block, Row, is_leftward, rows};

/// A gutter is at least this wide, in sizes of the text beside it. Spaces of lines set to both edges reach two thirds; columns lie one apart.
const GUTTER: f64 = 0.7;
/// And this many of the usual spaces in its rows: loose lines have rivers.
const SPACES: f64 = 1.6;
/// Rows on each side of a gutter between columns, at least.
const ROWS: usize = 5;
/// And where it is as wide as between the cells of a table.
const FEW_ROWS: usize = 3;
/// Words of a row of a column, on average, at least: what has fewer is a table. A guess: narrow columns of papers hold four to six.
const WORDS: f64 = 2.6;
/// Rows with something on both sides, for a table, and how many sizes its cells are apart.
const TABLE_ROWS: usize = 3;
const CELLS: f64 = 1.4;
/// Columns inside columns beyond which a page is read as it stands.
const DEEPEST: usize = 12;
/// Edges within so many points of each other are one.
const NOISE: f64 = 0.1;
/// Stretches that are followed at a time, and blanks of a row that are looked at: pages of people have a dozen.
const FOLLOWED: usize = 100;
const BLANKS: usize = 60;

/// The blocks of a page in reading order; lines in other directions than most stand behind.
pub(crate) fn blocks(glyphs: Vec<Glyph>) -> Vec<Block> {
    let mut turns: Vec<(i32, usize)> = Vec::new();
    for glyph in glyphs.iter().filter(|glyph| !glyph.is_space()) {
        match turns.iter_mut().find(|(turn, _)| *turn == glyph.turn) {
            Some((_, count)) => *count += 1,
            None => turns.push((glyph.turn, 1)),
        }
    }
    turns.sort_by_key(|&(turn, count)| (std::cmp::Reverse(count), turn));
    let mut blocks = Vec::new();
    for (turn, _) in turns {
        let along: Vec<Glyph> = glyphs.iter().filter(|glyph| glyph.turn == turn).cloned().collect();
        let begun = blocks.len();
        edges(along, &mut blocks);
        blocks[begun..].iter_mut().for_each(|block| block.turn = turn);
    }
    blocks.iter_mut().flat_map(|block| &mut block.rows).for_each(turn_leftward);
    blocks
}

/// Puts the words of a line that runs to the left into the order in which they are read; numbers in it run to the right, and the mark behind one
/// stands before it.
fn turn_leftward(row: &mut Row) {
    let leftward = row.words.iter().filter(|word| word.text.contains(is_leftward)).count();
    if leftward * 2 <= row.words.len() {
        return;
    }
    row.words.reverse();
    for word in row.words.iter_mut().filter(|word| !word.text.contains(is_leftward)) {
        let bare = word.text.trim_start_matches(['.', ',', ':', ';', '!', '\u{60C}', '\u{61B}', '\u{61F}']);
        word.text = format!("{bare}{}", &word.text[..word.text.len() - bare.len()]);
    }
}

/// The share of a page's height from its edges in which running heads and page numbers stand.
const EDGE: f64 = 0.12;
/// Rows so many sizes apart are not of one paragraph. A guess: lines lie 1.15 to 1.5 apart.
const APART: f64 = 1.7;

/// What stands apart at the head and foot of a page is read first and last, whatever columns lie between.
fn edges(glyphs: Vec<Glyph>, blocks: &mut Vec<Block>) {
    let all = rows(&glyphs);
    let (Some(first), Some(last)) = (all.first(), all.last()) else { return };
    let height = last.base - first.base;
    let mut leads: Vec<f64> = all.windows(2).map(|pair| pair[1].base - pair[0].base).filter(|lead| *lead > 0.5).collect();
    leads.sort_by(f64::total_cmp);
    let lead = leads.get(leads.len() / 2).copied().unwrap_or(0.0);
    let apart = |at: &usize| all[at + 1].base - all[*at].base > APART * lead.max(all[*at].size);
    let (mut top, mut foot) = (f64::NEG_INFINITY, f64::INFINITY);
    if all.len() > 4 && height > 0.0 {
        let head = (0..all.len() - 1).take_while(|&at| all[at].base - first.base < EDGE * height).filter(apart).last();
        top = head.map_or(top, |at| (all[at].base + all[at + 1].base) / 2.0);
        let tail = (0..all.len() - 1).rev().take_while(|&at| last.base - all[at + 1].base < EDGE * height).filter(apart).last();
        foot = tail.map_or(foot, |at| (all[at].base + all[at + 1].base) / 2.0);
    }
    let (head, rest): (Vec<Glyph>, Vec<Glyph>) = glyphs.into_iter().partition(|glyph| glyph.base < top);
    let (tail, body): (Vec<Glyph>, Vec<Glyph>) = rest.into_iter().partition(|glyph| glyph.base > foot);
    for part in [head, body, tail] {
        order(part, 0, blocks);
    }
}

/// Reads a region: across its best gutter if it has one, else as it stands.
fn order(glyphs: Vec<Glyph>, depth: usize, blocks: &mut Vec<Block>) {
    let rows = rows(&glyphs);
    if rows.is_empty() {
        return;
    }
    let gutters = gutters(&rows);
    let columns = gutters.iter().find(|gutter| gutter.is_between_columns());
    let Some(gutter) = columns.filter(|_| depth < DEEPEST) else {
        tables(rows, &gutters, blocks);
        return;
    };
    let middle = gutter.middle();
    // Between the rows, so that marks of notes go with theirs.
    let top = if gutter.first == 0 { f64::NEG_INFINITY } else { between(&rows[gutter.first - 1], &rows[gutter.first]) };
    let foot = rows.get(gutter.last + 1).map_or(f64::INFINITY, |below| between(&rows[gutter.last], below));
    let mut parts: [Vec<Glyph>; 4] = Default::default();
    for glyph in glyphs {
        let part = match () {
            () if glyph.base < top => 0,
            () if glyph.base >= foot => 3,
            () if glyph.left + glyph.right < 2.0 * middle => 1,
            () => 2,
        };
        parts[part].push(glyph);
    }
    let leftward = |part: &[Glyph]| part.iter().filter(|glyph| glyph.text.contains(is_leftward)).count() * 2 > part.len();
    if leftward(&parts[1]) && leftward(&parts[2]) {
        parts.swap(1, 2);
    }
    for part in parts {
        order(part, depth + 1, blocks);
    }
}

fn between(above: &Row, below: &Row) -> f64 {
    // Letters reach farther above their line than below it.
    above.base + (below.base - above.base) * 0.4
}

/// Rows without columns: stretches with gutters of a table are tables, the rest prose.
fn tables(rows: Vec<Row>, gutters: &[Gutter], blocks: &mut Vec<Block>) {
    let begun = blocks.len();
    for (at, row) in rows.into_iter().enumerate() {
        let across = gutters.iter().filter(|gutter| gutter.is_within_table() && (gutter.first..=gutter.last).contains(&at));
        let mut partings: Vec<f64> = across.map(Gutter::middle).collect();
        partings.sort_by(f64::total_cmp);
        let goes_on = |block: &&mut Block| block.partings.is_empty() == partings.is_empty();
        match blocks[begun..].last_mut().filter(goes_on) {
            Some(block) => {
                block.partings.extend(partings);
                block.rows.push(row);
            }
            None => blocks.push(Block { rows: vec![row], partings, turn: 0 }),
        }
    }
    for block in &mut blocks[begun..] {
        block.partings.sort_by(f64::total_cmp);
        block.partings.dedup_by(|one, two| *one - *two < 1.0);
    }
}

/// A stretch that no word enters from one row to another.
#[derive(Clone, Debug)]
struct Gutter {
    left: f64,
    right: f64,
    first: usize,
    last: usize,
    /// Rows and words on its left and on its right, and rows with both.
    rows: [usize; 2],
    words: [usize; 2],
    both: usize,
    /// Rows whose left side is the mark of an item: a number, a letter, a bullet.
    marks: usize,
    size: f64,
    /// The usual space between the words of all rows.
    space: f64,
}

impl Gutter {
    fn middle(&self) -> f64 {
        f64::midpoint(self.left, self.right)
    }

    /// Rows on the side with fewer.
    fn least(&self) -> usize {
        self.rows[0].min(self.rows[1])
    }

    #[expect(clippy::cast_precision_loss, reason = "counts of a page")]
    fn is_between_columns(&self) -> bool {
        let full = |side: usize| self.words[side] as f64 >= WORDS * self.rows[side] as f64;
        let wide = self.right - self.left;
        let clear = self.least() >= ROWS || self.least() >= FEW_ROWS && wide > CELLS * self.size;
        clear && wide > SPACES * self.space && full(0) && full(1)
    }

    fn is_within_table(&self) -> bool {
        let rows = self.last - self.first + 1;
        self.both >= TABLE_ROWS && self.both * 5 >= rows * 3 && self.marks * 2 < self.both && self.right - self.left > CELLS * self.size
    }
}

/// The stretches that no word enters over several rows and that part columns or the cells of a table, those of most rows first.
fn gutters(rows: &[Row]) -> Vec<Gutter> {
    let mut followed: Vec<Gutter> = Vec::new();
    let mut found: Vec<Gutter> = Vec::new();
    let (left, right) =
        rows.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(left, right), row| (row.left().min(left), row.right().max(right)));
    for (at, row) in rows.iter().enumerate() {
        let mut blanks: Vec<(f64, f64)> = Vec::new();
        let mut edge = left;
        for word in &row.words {
            if word.left - edge >= GUTTER * row.size {
                blanks.push((edge, word.left));
            }
            edge = edge.max(word.right);
        }
        if right - edge >= GUTTER * row.size {
            blanks.push((edge, right));
        }
        if blanks.len() > BLANKS {
            blanks.sort_by(|one, two| (two.1 - two.0).total_cmp(&(one.1 - one.0)));
            blanks.truncate(BLANKS);
        }
        let mut next: Vec<Gutter> = Vec::new();
        for gutter in followed.drain(..) {
            let mut ended = true;
            for &(from, to) in &blanks {
                let (from, to) = (from.max(gutter.left), to.min(gutter.right));
                if to - from >= GUTTER * row.size.min(gutter.size) {
                    ended = false;
                    let mut gutter = Gutter { left: from, right: to, last: at, ..gutter.clone() };
                    gutter.pass(row);
                    next.push(gutter);
                }
            }
            if ended {
                found.push(gutter);
            }
        }
        for (from, to) in blanks {
            if !next.iter().any(|gutter| gutter.left <= from + NOISE && to <= gutter.right + NOISE) {
                let (size, space) = (row.size, 0.0);
                let mut gutter =
                    Gutter { left: from, right: to, first: at, last: at, rows: [0; 2], words: [0; 2], both: 0, marks: 0, size, space };
                gutter.pass(row);
                next.push(gutter);
            }
        }
        // Of those of one stretch the longest is followed.
        next.sort_by(|one, two| one.left.total_cmp(&two.left).then(one.right.total_cmp(&two.right)).then(one.first.cmp(&two.first)));
        next.dedup_by(|later, earlier| {
            let same = later.left - earlier.left < NOISE && (later.right - earlier.right).abs() < NOISE;
            if same && later.first < earlier.first {
                std::mem::swap(later, earlier);
            }
            same
        });
        if next.len() > FOLLOWED {
            next.sort_by_key(|gutter| gutter.first);
            next.truncate(FOLLOWED);
        }
        followed = next;
    }
    found.extend(followed);
    let mut spaces: Vec<f64> = rows.iter().flat_map(Row::gaps).collect();
    spaces.sort_by(f64::total_cmp);
    let space = spaces.get(spaces.len() / 2).copied().unwrap_or(0.0);
    for gutter in &mut found {
        gutter.space = space;
        gutter.trim(rows);
    }
    found.retain(|gutter| gutter.is_within_table() || gutter.is_between_columns());
    found.sort_by(|one, two| two.least().cmp(&one.least()).then((two.right - two.left).total_cmp(&(one.right - one.left))));
    found
}

impl Gutter {
    /// Counts what a row has on both sides.
    fn pass(&mut self, row: &Row) {
        let middle = self.middle();
        let before = row.words.iter().filter(|word| word.right <= middle).count();
        let behind = row.words.len() - before;
        for (side, count) in [before, behind].into_iter().enumerate() {
            self.rows[side] += usize::from(count > 0);
            self.words[side] += count;
        }
        if before > 0 && behind > 0 {
            self.both += 1;
            self.marks += usize::from(before == 1 && is_mark(&row.words[0].text));
        }
        self.size = self.size.min(row.size);
    }

    /// Without what stands alone on the right above the left side, apart from it: a date, an address.
    fn trim(&mut self, rows: &[Row]) {
        let middle = self.middle();
        let is_right = |row: &Row| row.left() > middle;
        let before = self.first;
        while self.first < self.last
            && is_right(&rows[self.first])
            && rows[self.first + 1].base - rows[self.first].base > APART * rows[self.first].size
        {
            self.first += 1;
        }
        if self.first > before {
            *self = Self { rows: [0; 2], words: [0; 2], both: 0, marks: 0, ..self.clone() };
            for row in &rows[self.first..=self.last] {
                self.pass(row);
            }
        }
    }
}

/// A number, a letter or a sign that marks an item of a list.
pub(crate) fn is_mark(word: &str) -> bool {
    let bare = word.trim_matches(['(', ')', '.', ':', '[', ']']);
    match bare.chars().count() {
        0 => true,
        1 => bare != "I" && bare != "A" || bare != word,
        2..=5 => {
            bare != word && bare.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, '.' | 'i' | 'v' | 'x'))
                || bare.len() < 4 && bare.bytes().all(|byte| byte.is_ascii_digit())
        }
        _ => false,
    }
}
