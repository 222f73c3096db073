//! A text cut into words, digits and marks for the patterns: the same cut in every language, without a model.
//!
//! It knows only words that some pattern names; every other word is there to be passed over.

use crate::text::Span;
use std::collections::HashMap;

/// What a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Letters.
    Letters,
    /// Digits: how many, and their value where it fits.
    Digits(u8, u32),
    /// One other character.
    Mark,
    /// The end of a paragraph, which no pattern crosses.
    Break,
}

/// One word of a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    /// Where it stands.
    pub(super) span: Span,
    /// What it is.
    pub(super) shape: Shape,
    /// Its number in the vocabulary; none where no pattern names it.
    pub(super) id: Option<u32>,
    /// Does it begin with a capital letter?
    pub(super) capital: bool,
    /// Does white space stand before it?
    pub(super) spaced: bool,
}

/// The words that patterns name, in small letters, numbered in the order in which they came.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    numbers: HashMap<String, u32, foldhash::fast::FixedState>,
    longest: usize,
}

impl Vocabulary {
    /// The number of a word, which is added where it is new.
    pub(super) fn add(&mut self, word: &str) -> u32 {
        let folded = folded(word);
        self.longest = self.longest.max(folded.len());
        let next = self.len() as u32;
        *self.numbers.entry(folded).or_insert(next)
    }

    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.numbers.len()
    }

    fn find(&self, word: &str, buffer: &mut String) -> Option<u32> {
        if word.len() > self.longest {
            return None;
        }
        buffer.clear();
        buffer.extend(word.chars().flat_map(plain).flat_map(char::to_lowercase));
        self.numbers.get(buffer.as_str()).copied()
    }
}

/// The words of these paragraphs of a text, a break after each paragraph.
pub(super) fn cut(vocabulary: &Vocabulary, text: &str, paragraphs: &[Span]) -> Vec<Word> {
    let mut words = Vec::with_capacity(text.len() / 4);
    let mut buffer = String::new();
    for paragraph in paragraphs {
        let inside = paragraph.of(text);
        let mut chars = inside.char_indices().peekable();
        let mut spaced = true;
        while let Some((start, c)) = chars.next() {
            if c.is_whitespace() {
                spaced = true;
                continue;
            }
            let mut end = start + c.len_utf8();
            let shape = if c.is_ascii_digit() {
                while let Some(&(at, _)) = chars.peek().filter(|(_, next)| next.is_ascii_digit()) {
                    end = at + 1;
                    chars.next();
                }
                let digits = &inside[start..end];
                Shape::Digits(u8::try_from(digits.len()).unwrap_or(u8::MAX), digits.parse().unwrap_or(u32::MAX))
            } else if c.is_alphabetic() {
                while let Some(&(at, next)) = chars.peek().filter(|(_, next)| next.is_alphabetic()) {
                    end = at + next.len_utf8();
                    chars.next();
                }
                Shape::Letters
            } else {
                Shape::Mark
            };
            let id = match shape {
                Shape::Digits(..) => None,
                _ => vocabulary.find(&inside[start..end], &mut buffer),
            };
            let base = paragraph.start as usize;
            words.push(Word { span: Span::new(base + start, base + end), shape, id, capital: c.is_uppercase(), spaced });
            spaced = false;
        }
        words.push(Word {
            span: Span { start: paragraph.end, end: paragraph.end },
            shape: Shape::Break,
            id: None,
            capital: false,
            spaced: true,
        });
    }
    words
}

/// The words of a literal of a pattern, with whether each begins with a capital letter.
pub(super) fn literal(text: &str) -> Vec<(String, bool)> {
    let nothing = Vocabulary::default();
    let words = cut(&nothing, text, &[Span::new(0, text.len())]);
    words.iter().filter(|word| word.shape != Shape::Break).map(|word| (word.span.of(text).to_owned(), word.capital)).collect()
}

fn folded(word: &str) -> String {
    word.chars().flat_map(plain).flat_map(char::to_lowercase).collect()
}

/// Hyphens and apostrophes of print are those of the keyboard.
fn plain(c: char) -> Option<char> {
    Some(match c {
        '‐' | '‑' | '–' => '-',
        '’' | '‘' | '`' => '\'',
        _ => c,
    })
}
