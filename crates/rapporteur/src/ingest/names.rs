//! Names of authors and times in the lines that pages print around a headline: "By Jon Falk and Mara Lind, 4 December 2021".

use crate::record::Published;
use crate::resources::Lexicon;

/// Words of the longest name: "Maria del Carmen de la Cruz Ortega".
const LONGEST: usize = 6;

/// The people in a byline, joined by "; "; none where nothing in it is a name.
pub(super) fn people(lexicon: &Lexicon, text: &str) -> Option<String> {
    // What stands behind these words or marks is where, for whom and when, not who.
    for piece in text.split(['|', '•', '·', '/', '\n', '(', ')', '–', '—']) {
        let end =
            [" in ", " for ", " at ", " from ", " with ", " on "].iter().filter_map(|word| piece.find(word)).min().unwrap_or(piece.len());
        let listed =
            [" and ", " & ", " und ", " et ", " y ", ";"].iter().fold(piece[..end].to_owned(), |listed, joint| listed.replace(joint, ","));
        let mut found: Vec<String> = Vec::new();
        for part in listed.split(',') {
            let Some(name) = name(lexicon, part.trim()) else { if found.is_empty() { continue } else { break } };
            // One word behind a full name is a town.
            let is_town = !name.contains(' ') && found.first().is_some_and(|first| first.contains(' ') && first.is_ascii());
            if is_town {
                break;
            }
            if !found.contains(&name) {
                found.push(name);
            }
        }
        if !found.is_empty() {
            return Some(found.join("; "));
        }
    }
    None
}

/// A name: two to six words in capitals, or one that stands for all; no digit, no word of the page.
fn name(lexicon: &Lexicon, text: &str) -> Option<String> {
    let text = ["By ", "by ", "BY ", "Von ", "Par ", "Por "]
        .iter()
        .find_map(|by| text.strip_prefix(by))
        .unwrap_or(text)
        .trim()
        .trim_end_matches(['.', ':']);
    let words: Vec<&str> = text.split_whitespace().collect();
    let particle = |word: &str| {
        matches!(
            word,
            "de" | "del"
                | "della"
                | "van"
                | "von"
                | "der"
                | "den"
                | "la"
                | "le"
                | "al"
                | "el"
                | "bin"
                | "ibn"
                | "da"
                | "dos"
                | "di"
                | "du"
                | "of"
                | "the"
        )
    };
    let capital = |word: &str| {
        word.starts_with(char::is_uppercase)
            || !word.starts_with(char::is_alphabetic)
            || word.chars().any(|c| c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase())
    };
    let named = (1..=LONGEST).contains(&words.len())
        && text.len() <= 60
        && !text.chars().any(|c| c.is_ascii_digit() || matches!(c, '@' | '{' | '<' | ':' | '?' | '!'))
        && words.iter().all(|word| capital(word) || particle(word))
        && !words.iter().all(|word| particle(word))
        && !words.iter().any(|word| lexicon.pages.is_no_name(word))
        // A month alone is what is left of a day; June Kelly and Theresa May are people.
        && !(words.len() == 1 && Published::read(&format!("1 {text} 2000")).is_ok())
        && !lexicon.pages.is_no_name(text);
    named.then(|| text.to_owned())
}

/// Words of a line in which a time is looked for.
const WORDS: usize = 24;

/// The first time in a line that no word of change stands before; none where a part of it is not understood.
pub(super) fn time_in(lexicon: &Lexicon, text: &str) -> Option<String> {
    let words: Vec<&str> = text.split([' ', '|', '•', '·']).filter(|word| !word.is_empty()).take(WORDS).collect();
    let mut changed = false;
    for start in 0..words.len() {
        changed |= lexicon.pages.is_change(words[start]);
        let longest = (start + 1..=words.len()).rev().find_map(|end| {
            let time = words[start..end].join(" ");
            let time = time.trim_end_matches([',', '.', ';', ')', '-', '–', '—']).trim_start_matches(['(', '-', '–', '—']).trim();
            Published::read(time).ok().filter(|read| read.date().is_some()).map(|read| (end, read))
        });
        if let Some((_, read)) = longest {
            return (!changed).then(|| read.to_string());
        }
    }
    None
}
