//! Names of authors and times in the lines that pages print around a headline: "By Jon Falk and Mara Lind, 4 December 2021".

use crate::record::Published;
use crate::resources::Lexicon;
use crate::text::fold;

/// Words of the longest name: "Maria del Carmen de la Cruz Ortega".
const LONGEST: usize = 6;

/// What stands behind these words is where, for whom and when, not who.
const BEHIND: [&str; 6] = [" in ", " for ", " at ", " from ", " with ", " on "];

/// The people in a byline, joined by "; "; none where nothing in it is a name.
pub(super) fn people(lexicon: &Lexicon, text: &str) -> Option<String> {
    for piece in text.split(['|', '•', '·', '/', '\n', '(', ')', '–', '—']) {
        // "Top story - by Tom Hart": what stands before such words is no name.
        let by = |piece: &str| lexicon.pages.authored.iter().any(|by| fold(piece).starts_with(by.as_str()));
        let piece = piece.rsplit_once(" - ").map(|(_, rest)| rest).filter(|rest| by(rest)).unwrap_or(piece);
        let piece = unstamped(lexicon, piece);
        let listed =
            [" and ", " & ", " und ", " et ", " y ", ";"].iter().fold(piece.to_owned(), |listed, joint| listed.replace(joint, ","));
        let mut found: Vec<String> = Vec::new();
        let mut placed = false;
        for part in listed.split(',') {
            // "Tom Hart in Torven and Jo Mills in Adrel": each name has its own.
            let end = BEHIND.iter().filter_map(|word| part.find(word)).min();
            let Some(name) = name(lexicon, part[..end.unwrap_or(part.len())].trim()) else {
                if found.is_empty() { continue } else { break }
            };
            let name = without_agency(lexicon, name);
            // One word behind a full name is a town, and so is what stands behind a town.
            let full = found.first().is_some_and(|first| first.contains(' ') && first.is_ascii());
            let is_town = full && (!name.contains(' ') || (placed && lexicon.is_place(&name)));
            if is_town || (placed && lexicon.agency(&name).is_some()) {
                break;
            }
            placed |= end.is_some();
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

/// "Tom Hart" of "Tom Hart Associated Press", where a page sets the agency behind the name.
fn without_agency(lexicon: &Lexicon, name: String) -> String {
    let starts = name.match_indices(' ').map(|(at, _)| at).filter(|&at| name[..at].contains(' '));
    let cut = starts.into_iter().find(|&at| lexicon.agency(name[at + 1..].trim()).is_some());
    cut.map_or(name.clone(), |at| name[..at].to_owned())
}

/// "Tom Hart" of "Tom Hart Published: Tuesday, 9 January": what stands before the first word of a stamp, if anything does.
fn unstamped<'a>(lexicon: &Lexicon, piece: &'a str) -> &'a str {
    let bare = |word: &str| word.trim_end_matches([':', ',']).to_owned();
    let mut at = 0;
    for word in piece.split_inclusive(' ') {
        let plain = bare(word.trim());
        if at > 0
            && !piece[..at].trim().is_empty()
            && (lexicon.pages.is_stamp(&plain) || lexicon.pages.is_change(&plain) || opens_day(&piece[at..]))
        {
            return &piece[..at];
        }
        at += word.len();
    }
    piece
}

/// Does a day begin here: "April 21, 2022", "21 April"?
fn opens_day(text: &str) -> bool {
    // "28. April" is another language's, where other words stand before it.
    let words: Vec<&str> = text.split_whitespace().take(2).map(|word| word.trim_end_matches(',')).collect();
    let [one, other] = words[..] else { return false };
    let day = |word: &str| (1..=2).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
    (day(one) || day(other)) && Published::read(&format!("{one} {other} 2000")).is_ok()
}

/// A name: two to six words in capitals, or one that stands for all; no digit, no word of the page.
fn name(lexicon: &Lexicon, text: &str) -> Option<String> {
    let folded = fold(text);
    let by = lexicon.pages.authored.iter().filter(|by| folded.starts_with(by.as_str())).map(String::len).max().unwrap_or(0);
    let text = text.get(by..).unwrap_or(text).trim().trim_end_matches(['.', ':', '-', ' ']);
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
        && text.contains(char::is_alphabetic)
        && text.len() <= 60
        && !text.chars().any(|c| c.is_ascii_digit() || matches!(c, '@' | '{' | '<' | ':' | '?' | '!' | '"'))
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
