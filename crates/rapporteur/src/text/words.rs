//! Words for matching: what two printings of one sentence have in common whatever their marks, case and dashes.
//!
//! This is not the tokeniser of the language layer: no clitics are split and nothing is tagged.

use super::Span;
use unicode_normalization::UnicodeNormalization;
use xxhash_rust::xxh3::xxh3_64;

/// What a word looks like, as far as matching cares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WordKind {
    /// Begins with a lower-case letter, or the script has no case.
    Plain,
    /// Begins with a capital letter.
    Capital,
    /// Holds a digit.
    Number,
}

/// One word of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Where it stands.
    pub span: Span,
    /// Hash of its folded form: equal hashes are equal words for matching.
    pub hash: u64,
    /// What it looks like.
    pub kind: WordKind,
}

/// The folded form by which words are compared: lower case, compatibility-normalised, straight apostrophes.
pub fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    word.nfkc().flat_map(char::to_lowercase).map(|c| if c == '’' || c == 'ʼ' { '\'' } else { c }).collect()
}

/// The words of `text`, in order. Total: any text gives a value.
///
/// A word is a run of letters and digits, with apostrophes between letters and with full stops and commas between
/// digits. Characters of scripts without spaces (Han, kana, Thai) are words one by one.
///
/// # Example
/// ```
/// let text = "India’s 1,400 well-known ports";
/// let words: Vec<_> = rapporteur::text::words(text).iter().map(|w| w.span.of(text)).collect();
/// assert_eq!(words, ["India’s", "1,400", "well", "known", "ports"]);
/// ```
pub fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::with_capacity(text.len() / 6 + 1);
    let mut scratch = String::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, first)) = chars.next() {
        if !first.is_alphanumeric() {
            continue;
        }
        let mut end = start + first.len_utf8();
        let (mut last, mut digit) = (first, first.is_numeric());
        if !stands_alone(first) {
            while let Some(&(at, c)) = chars.peek() {
                if c.is_alphanumeric() && !stands_alone(c) {
                    digit |= c.is_numeric();
                } else if !joins(text, at, c, last) {
                    break;
                }
                last = c;
                end = at + c.len_utf8();
                chars.next();
            }
        }
        let span = Span::new(start, end);
        let kind = match () {
            () if digit => WordKind::Number,
            () if first.is_uppercase() => WordKind::Capital,
            () => WordKind::Plain,
        };
        found.push(Word { span, hash: folded_hash(span.of(text), &mut scratch), kind });
    }
    found
}

fn folded_hash(word: &str, scratch: &mut String) -> u64 {
    scratch.clear();
    if word.is_ascii() {
        scratch.extend(word.bytes().map(|b| char::from(b.to_ascii_lowercase())));
    } else {
        scratch.push_str(&fold(word));
    }
    xxh3_64(scratch.as_bytes())
}

/// Does this mark, standing after `before`, join what follows to the word?
fn joins(text: &str, at: usize, mark: char, before: char) -> bool {
    let after = text[at + mark.len_utf8()..].chars().next();
    match mark {
        '\'' | '’' | 'ʼ' => before.is_alphabetic() && after.is_some_and(char::is_alphabetic),
        '.' | ',' => before.is_ascii_digit() && after.is_some_and(|c| c.is_ascii_digit()),
        _ => false,
    }
}

/// Characters of scripts that write no spaces between words.
fn stands_alone(c: char) -> bool {
    matches!(u32::from(c), 0x0E00..=0x0EFF | 0x3040..=0x30FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x2FA1F)
}
