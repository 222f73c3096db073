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
        // A line in capitals has its small words in capitals, too.
        let loud = !piece.trim()[signature(lexicon, piece.trim())..].chars().any(char::is_lowercase);
        let lowered = |word: &str| if loud { word.to_uppercase() } else { word.to_owned() };
        let joints = [" and ", " & ", " und ", " et ", " y ", ";"].map(lowered);
        let listed = joints.iter().fold(piece.to_owned(), |listed, joint| listed.replace(joint.as_str(), ","));
        let behind = BEHIND.map(lowered);
        let mut found: Vec<String> = Vec::new();
        let mut placed = false;
        for part in listed.split(',') {
            // "Tom Hart in Torven and Jo Mills in Adrel": each name has its own.
            let end = behind.iter().filter_map(|word| part.find(word.as_str())).min();
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

/// Does a day begin here: "April 21, 2022", "21 April", "Tue., April 21"?
fn opens_day(text: &str) -> bool {
    // "28. April" is another language's, where other words stand before it.
    let words: Vec<&str> = text.split_whitespace().take(3).map(|word| word.trim_end_matches(',')).collect();
    let day = |word: &str| (1..=2).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
    let opens = |words: &[&str]| words.iter().any(|word| day(word)) && Published::read(&format!("{} 2000", words.join(" "))).is_ok();
    match words[..] {
        [one, other] => opens(&[one, other]),
        // A day of the week stands before it.
        [one, other, third] => {
            opens(&[one, other]) || (one.len() > 2 && !day(one) && opens(&[one, other, third]) && opens(&[other, third]))
        }
        _ => false,
    }
}

/// The name in "Tom Hart Share this", "Username Tom Hart View profile", "Tom Hart tom@outlet.example": what stands between words of the page, if
/// it is a full name. A job behind a name is cut off where "By" stands before it: "Gazette Reporter" is nobody.
fn between<'a>(lexicon: &Lexicon, text: &'a str, signed: bool) -> &'a str {
    let pages = &lexicon.pages;
    let starts = text.char_indices().filter(|&(at, c)| !c.is_whitespace() && (at == 0 || text[..at].ends_with(char::is_whitespace)));
    let words: Vec<(usize, &str)> = starts.map(|(at, _)| (at, text[at..].split_whitespace().next().unwrap_or_default())).collect();
    let is_page = |word: &str| (pages.is_no_name(word) && !pages.is_role(word)) || word.contains('@');
    let first = words.iter().position(|(_, word)| !is_page(word)).unwrap_or(words.len());
    let last = (first..words.len())
        .find(|&at| is_page(words[at].1) || (signed && at + 1 < words.len() && pages.is_role(words[at].1)))
        .unwrap_or(words.len());
    let nobody = words.iter().any(|(_, word)| pages.is_nobody(word));
    if nobody || last - first < 2 || (first == 0 && last == words.len()) {
        return text;
    }
    let end = words.get(last).map_or(text.len(), |&(at, _)| at);
    text[words[first].0..end].trim_end()
}

/// The bytes of "By " at the head of a line.
fn signature(lexicon: &Lexicon, text: &str) -> usize {
    let folded = fold(text);
    let by = lexicon.pages.authored.iter().filter(|by| folded.starts_with(by.as_str())).map(String::len).max().unwrap_or(0);
    if text.is_char_boundary(by) { by } else { 0 }
}

/// A name: two to six words in capitals, or one that stands for all; no digit, no word of the page.
fn name(lexicon: &Lexicon, text: &str) -> Option<String> {
    let by = signature(lexicon, text);
    let text = between(lexicon, text[by..].trim(), by > 0);
    let junior = ["Jr.", "Sr."].iter().any(|end| text.ends_with(end));
    let text = if junior { text } else { text.trim_end_matches(['.', ':', '-', ' ']) };
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
        // "By Harbour Gazette Reporter" is nobody.
        && !(by > 0 && words.last().is_some_and(|word| lexicon.pages.is_role(word)))
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
