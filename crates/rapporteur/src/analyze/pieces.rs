//! Word pieces: every word as pieces of a fixed vocabulary, longest first (WordPiece, Schuster and Nakajima 2012).
//!
//! The vocabulary is that of all-MiniLM-L6-v2, whose vectors of pieces the models build on.

use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use xxhash_rust::xxh3::xxh3_64;

/// Pieces of one word that are looked at.
pub(super) const MOST: usize = 8;

/// The longest piece, in bytes.
const LONGEST: usize = 24;

/// The vocabulary.
#[derive(Debug)]
pub struct Pieces {
    starts: HashMap<u64, u32, foldhash::fast::FixedState>,
    inners: HashMap<u64, u32, foldhash::fast::FixedState>,
}

impl Pieces {
    /// Reads a vocabulary: one piece a line, its number is that of its line from zero, `##` before those inside a word.
    pub fn read(source: &str) -> Self {
        let mut pieces = Self { starts: HashMap::default(), inners: HashMap::default() };
        for (id, piece) in (0_u32..).zip(source.lines()) {
            match piece.strip_prefix("##") {
                Some(inner) if !inner.is_empty() => pieces.inners.insert(xxh3_64(inner.as_bytes()), id),
                _ => pieces.starts.insert(xxh3_64(piece.as_bytes()), id),
            };
        }
        pieces
    }

    /// The pieces of a word, at most eight; none for what the vocabulary cannot spell.
    pub fn of(&self, form: &str, out: &mut Vec<u32>) {
        out.clear();
        if form.bytes().all(|b| b.is_ascii_alphanumeric()) {
            let mut small = [0_u8; 64];
            let length = form.len().min(small.len());
            small[..length].copy_from_slice(&form.as_bytes()[..length]);
            small[..length].make_ascii_lowercase();
            self.longest(std::str::from_utf8(&small[..length]).unwrap_or_default(), out);
        } else {
            let folded: String = form.chars().take(64).flat_map(char::to_lowercase).nfd().filter(|&c| !is_combining_mark(c)).collect();
            let mut rest = folded.as_str();
            while let Some(first) = rest.chars().next() {
                let end = match first.is_alphanumeric() {
                    true => rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len()),
                    false => first.len_utf8(),
                };
                self.longest(&rest[..end], out);
                rest = &rest[end..];
            }
        }
        out.truncate(MOST);
    }

    fn longest(&self, run: &str, out: &mut Vec<u32>) {
        let (mut start, before) = (0, out.len());
        while start < run.len() && out.len() < MOST {
            let table = if start == 0 { &self.starts } else { &self.inners };
            let most = run.len().min(start + LONGEST);
            let found = (start + 1..=most)
                .rev()
                .filter(|&end| run.is_char_boundary(end))
                .find_map(|end| table.get(&xxh3_64(&run.as_bytes()[start..end])).map(|&id| (id, end)));
            let Some((id, end)) = found else {
                out.truncate(before);
                return;
            };
            out.push(id);
            start = end;
        }
    }
}
