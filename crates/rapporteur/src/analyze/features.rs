//! What the network reads of each token: rows of its tables of vectors. Training and use compute them here alike.

use super::chunk::{Class, class, shape_of};
use super::gazetteer::Gazetteer;
use super::linear::{Feature, lower};
use super::pieces::Pieces;

/// Checksum of the feature templates below: raise it whenever one changes.
pub const FEATURES: &str = "words-2";

/// Rows of the table of words and whole forms, as a power of two.
pub const WORD_BITS: u32 = 15;

/// Rows of the table of parts and shapes, as a power of two.
pub const PART_BITS: u32 = 13;

/// Rows a token has in the table of words, and in that of parts.
pub const WORDS: usize = 2;
/// See [`WORDS`].
pub const PARTS: usize = 8;

/// The rows of one token.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// Rows in the table of words: the word in small letters, the form as printed.
    pub words: [u16; WORDS],
    /// Rows in the table of parts: endings, beginnings, shape, neighbourhood, known name, known name of a person.
    pub parts: [u16; PARTS],
    /// Rows in the table of word pieces; their vectors are averaged.
    pub pieces: Vec<u32>,
}

/// The rows of the tokens of a sentence.
pub fn rows(pieces: &Pieces, gazetteer: &Gazetteer, forms: &[&str]) -> Vec<Rows> {
    let hints = gazetteer.matches(forms);
    let capitals = forms.iter().filter(|form| form.chars().any(char::is_alphabetic) && !form.chars().any(char::is_lowercase)).count();
    let shouting = capitals * 2 > forms.len();
    let mut chars = Vec::new();
    (forms.iter().zip(hints).enumerate())
        .map(|(at, (form, hint))| {
            chars.clear();
            chars.extend(form.chars().take(32));
            let small: Vec<char> = chars.iter().map(|&c| lower(c)).collect();
            let length = small.len();
            let mut row = Rows::default();
            pieces.of(form, &mut row.pieces);
            // Numbers are one word for each length: their digits say nothing.
            let number = small.iter().all(|&c| class(c) != Class::Letter) && small.iter().any(|&c| class(c) == Class::Digit);
            let plain: Vec<char> =
                if number { small.iter().map(|&c| if class(c) == Class::Digit { '9' } else { c }).collect() } else { small.clone() };
            let word = |feature: Feature| u16::try_from(feature.row(WORD_BITS)).expect("the table is small");
            let part = |feature: Feature| u16::try_from(feature.row(PART_BITS)).expect("the table is small");
            row.words = [
                word(Feature::new(1).with_folded(&plain)),
                word(chars.iter().fold(Feature::new(2), |feature, &c| feature.with_char(if class(c) == Class::Digit { '9' } else { c }))),
            ];
            let name = hint.known.map_or(0, |known| known as u64 + 1) << 1 | u64::from(hint.first);
            let person = u64::from(hint.given) << 1 | u64::from(hint.family);
            row.parts = [
                part(Feature::new(3).with_folded(&plain[length.saturating_sub(3)..])),
                part(Feature::new(4).with_folded(&plain[length.saturating_sub(2)..])),
                part(Feature::new(5).with_folded(&plain[length.saturating_sub(4)..])),
                part(Feature::new(6).with_folded(&plain[..length.min(3)])),
                part(shape_of(&chars).fold(Feature::new(7), Feature::with_char).with(length.min(4) as u64)),
                part(
                    Feature::new(8)
                        .with(u64::from(at == 0))
                        .with(u64::from(shouting))
                        .with(u64::from(chars.first().is_some_and(|c| c.is_uppercase()))),
                ),
                part(Feature::new(9).with(name).with(u64::from(hint.small))),
                part(Feature::new(10).with(person).with(u64::from(hint.small))),
            ];
            row
        })
        .collect()
}
