//! What opens a text: a day stamp, a line of credit, the place and agency of the dateline.

use crate::record::Published;
use crate::resources::Lexicon;
use crate::text::{Span, paragraphs};

/// A dateline: where it stands, what it prints for the place (and day), and the agency in brackets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Dateline {
    pub(super) span: Span,
    pub(super) place: String,
    pub(super) agency: Option<String>,
}

/// A dateline ends within this many bytes.
const LONGEST: usize = 90;

/// Marks that end a dateline, longest first.
const ENDS: [&str; 12] = [" — ", " – ", " -- ", " - ", " _ ", " | ", "— ", "– ", "—", "–", ".- ", ": "];

/// The dateline that opens `paragraph`, if one does.
///
/// Between the start and the mark stand only places, days and an agency in brackets. A place is one that the lexicon
/// names or one in capitals; other capitalised words count where an agency or a day stands beside them. Before a colon
/// capitals are not enough, since they may name who speaks: there a place is one of the lexicon, or has a day or a known
/// agency beside it, and what leads another line of the text too is none.
pub(super) fn dateline(lexicon: &Lexicon, text: &str, paragraph: Span) -> Option<Dateline> {
    let words = paragraph.of(text);
    let limit = words.char_indices().map(|(at, c)| at + c.len_utf8()).take_while(|&end| end <= LONGEST).last()?;
    if let Some(found) = without_mark(lexicon, &words[..limit]) {
        let start = paragraph.start as usize;
        return Some(Dateline { span: Span::new(start, start + found.0), place: found.1, agency: Some(found.2) });
    }
    let mut ends: Vec<(usize, &str)> = ENDS.iter().filter_map(|end| words[..limit].find(end).map(|at| (at, *end))).collect();
    ends.sort_by_key(|&(at, end)| (at, std::cmp::Reverse(end.len())));
    let start = paragraph.start as usize;
    let marked = ends.into_iter().find_map(|(at, end)| {
        let colon = end == ": ";
        let leads = words[..at].trim();
        if colon && comes_again(text, paragraph, leads) {
            return None;
        }
        let (place, agency) = head(lexicon, leads, colon)?;
        let behind = at + end.len();
        // "ROME - 5 March 2030 - ": some part place and day with the mark that ends both.
        let day =
            words[behind..limit].find(end).map(|more| words[behind..behind + more].trim()).filter(|day| is_day(day) && agency.is_none());
        let (at, place) = match day {
            Some(day) => (behind + words[behind..].find(end)?, format!("{place}{end}{day}")),
            None => (at, place),
        };
        Some(Dateline { span: Span::new(start, start + at + end.trim_end().len()), place, agency })
    });
    marked.or_else(|| tight(lexicon, &words[..limit], start)).or_else(|| dated(lexicon, &words[..limit], start))
}

/// "ALGIERS- The envoys", "AMMAN (Petra)--The envoys": hyphens that stand at the place, before a word that is no part of it.
fn tight(lexicon: &Lexicon, words: &str, start: usize) -> Option<Dateline> {
    let (at, mark) = words.find("- ").map(|at| (at, 2)).or_else(|| words.find(")--").map(|at| (at + 1, 2)))?;
    let mut rest = words[at + mark..].chars();
    let begins = rest.next().is_some_and(char::is_uppercase) && rest.next().is_some_and(|c| !c.is_uppercase());
    let (place, agency) = head(lexicon, words[..at].trim(), false).filter(|_| begins)?;
    Some(Dateline { span: Span::new(start, start + at + words[at..at + mark].trim_end().len()), place, agency })
}

/// "BAKU, Azerbaijan, March 5. The envoys": a place in capitals and a day that a full stop ends.
fn dated(lexicon: &Lexicon, words: &str, start: usize) -> Option<Dateline> {
    let (at, _) = words.match_indices(". ").find(|&(at, _)| {
        let day = words[..at].rsplit(", ").next().unwrap_or_default();
        (is_day(day) && day.contains(|c: char| c.is_ascii_digit()) && day.len() < at) || signed(&words[..at]).is_some()
    })?;
    let place = words[..at].split(',').next().unwrap_or_default();
    let capitals = place.len() > 2 && place.chars().any(char::is_alphabetic) && !place.chars().any(char::is_lowercase);
    let goes_on = words[at + 2..].starts_with(|c: char| c.is_uppercase() || matches!(c, '"' | '“' | '‘'));
    let (place, agency) = head(lexicon, &words[..at], false).filter(|_| capitals && goes_on)?;
    Some(Dateline { span: Span::new(start, start + at + 1), place, agency })
}

/// "SYDNEY, March 5 AAP", "Moscow. 5 March. INTERFAX", "Riyadh, March 5, 2030, SPA": an agency behind a day without brackets. What stands before it,
/// and the agency.
fn signed(words: &str) -> Option<(&str, &str)> {
    let (before, sign) = words.rsplit_once(' ')?;
    let before = before.trim_end_matches(['.', ',', ' ']);
    let last = before.rsplit([',']).next().unwrap_or_default().trim();
    let day = last.rsplit_once(". ").map_or(last, |(_, day)| day);
    let capitals = sign.chars().filter(|c| c.is_uppercase()).count();
    let is_sign = (2..=14).contains(&sign.len()) && capitals >= 2 && sign.chars().all(char::is_alphabetic);
    (is_sign && before.len() > day.len() && is_day(day) && day.contains(|c: char| c.is_ascii_digit())).then_some((before, sign))
}

/// Datelines that end with the agency itself, if it is a known one: "New Delhi, Feb 25 (PTI) India ...", "MOSCOW, February 24.
/// /TASS/. Russia ...". Its length, place and agency.
fn without_mark(lexicon: &Lexicon, words: &str) -> Option<(usize, String, String)> {
    let bracketed = || {
        let (open, close) = (words.find('(')?, words.find(") ")?);
        (open < close).then(|| (close + 1, words[..open].trim(), &words[open + 1..close]))
    };
    let slashed = || {
        let close = words.find("/. ").or_else(|| words.find("/ "))?;
        let open = words[..close].rfind('/')?;
        Some((
            close + 1 + usize::from(words[close + 1..].starts_with('.')),
            words[..open].trim().trim_end_matches('.'),
            &words[open + 1..close],
        ))
    };
    [bracketed(), slashed()].into_iter().flatten().find_map(|(end, before, name)| {
        // A mark behind it is the dateline's, and is read with it.
        let goes_on = words[end..].trim_start().starts_with(|c: char| c.is_alphanumeric() || matches!(c, '"' | '“' | '‘'));
        if !goes_on || before.len() <= 2 {
            return None;
        }
        let name = name.trim();
        let agency = match lexicon.agency(name) {
            Some(agency) => agency.name.clone(),
            // Of an agency that nobody knows the day says that this is a dateline.
            None => signed(&format!("{before} {name}")).map(|(_, sign)| sign.to_owned())?,
        };
        let (place, _) = head(lexicon, &format!("{before} ({name})"), false)?;
        Some((end, place, agency))
    })
}

/// Reads "NEW DELHI, Feb 25 (PTI)"; none where it is not a dateline.
fn head(lexicon: &Lexicon, words: &str, colon: bool) -> Option<(String, Option<String>)> {
    let (before, agency) = match words.strip_suffix(')').and_then(|open| open.rsplit_once('(')) {
        Some((before, agency)) => (before.trim(), Some(agency.trim())),
        None => match signed(words) {
            Some((before, agency)) => (before, Some(agency)),
            None => (words, None),
        },
    };
    // A day beside it says before a colon that a word in brackets is an agency.
    let colon = colon && !before.rsplit(',').next().is_some_and(|last| last.len() < before.len() && is_day(last.trim()));
    let signed = agency.is_some();
    // "GENEVA (7 December 2021)": offices put the day there.
    let day = agency.filter(|day| is_day(day));
    let agency = match agency.filter(|_| day.is_none()) {
        Some(name) if lexicon.agency(name).is_some() || (!colon && is_agency_like(name)) => {
            Some(lexicon.agency(name).map_or(name, |agency| &agency.name).to_owned())
        }
        // Wires sign with two to four small letters, which name nobody to a reader.
        Some(sign) if (2..=4).contains(&sign.len()) && sign.bytes().all(|byte| byte.is_ascii_lowercase()) => None,
        Some(_) => return None,
        None => None,
    };
    let parts = before.split([',', '/', ';']).flat_map(|part| match part.split_once(". ") {
        // "MOSCOW. Feb 24": some part place and day with a full stop.
        // "5. March" is a day by itself.
        Some((place, day)) if is_day(day.trim()) && !is_day(part.trim()) => vec![place, day],
        // "New Delhi: Jan 9 (ANI)": or with a colon.
        _ => match part.split_once(": ") {
            Some((place, day)) if is_day(day.trim()) => vec![place, day],
            _ => vec![part],
        },
    });
    let parts: Vec<&str> = parts.map(str::trim).filter(|part| !part.is_empty()).collect();
    let is_date = |part: &str| is_day(part);
    let places: Vec<&str> = parts.iter().copied().filter(|part| !is_date(part)).collect();
    let dated = places.len() < parts.len();
    let known = places.iter().any(|part| lexicon.is_place(part));
    let capitals =
        places.iter().any(|part| part.len() > 2 && part.chars().all(|c| !c.is_lowercase()) && part.chars().any(char::is_alphabetic));
    let namely = places.iter().all(|part| {
        part.split_whitespace().count() <= 4
            && part.chars().next().is_some_and(char::is_uppercase)
            && part
                .split_whitespace()
                .all(|word| word.starts_with(char::is_uppercase) || matches!(word, "of" | "the" | "de" | "la" | "el" | "al"))
    });
    // "(Reuters) - Freight rates rose": an agency without a place.
    if before.is_empty() && agency.as_deref().is_some_and(|agency| lexicon.agency(agency).is_some()) {
        return Some((String::new(), agency));
    }
    let signal = places.first().is_some_and(|place| lexicon.pages.is_signal(place) || place.starts_with("By "));
    let place = !places.is_empty() && !signal && namely && (known || (capitals && !colon) || signed || dated);
    let whole = if day.is_some() { words } else { before };
    place.then(|| (whole.trim_end_matches([',', ' ']).to_owned(), agency))
}

fn is_agency_like(name: &str) -> bool {
    name.len() <= 40
        && name.chars().next().is_some_and(char::is_uppercase)
        && name.split_whitespace().count() <= 4
        && !name.chars().any(|c| c.is_ascii_digit())
}

/// Do the words before a colon lead another line of the text too?
fn comes_again(text: &str, paragraph: Span, words: &str) -> bool {
    let leads = |line: &Span| line.of(text).strip_prefix(words).is_some_and(|rest| rest.trim_start().starts_with(':'));
    paragraphs(text).iter().filter(|line| !line.overlaps(paragraph)).any(leads)
}

/// "Feb 25", "25 February", "2022-02-25", "Friday".
fn is_day(part: &str) -> bool {
    const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let part = part.trim_end_matches('.');
    DAYS.contains(&part) || Published::read(part).is_ok() || Published::read(&format!("{part} 2000")).is_ok()
}

/// Whose copy a whole line credits.
pub(super) enum Credit {
    /// Copy of this agency.
    Copy(String),
    /// Help of others with a report that is its outlet's own.
    Help,
}

/// What stands before the names of others who helped.
const HELPED: [&str; 8] = [
    "with files from ",
    "with files by ",
    "with reports from ",
    "with a report from ",
    "with a file from ",
    "with additional reporting by ",
    "with additional reporting from ",
    "with contributions from ",
];

/// The agency that a whole line credits: "PTI", "(Reuters)", "— AFP", "(With inputs from PTI and agencies)". Files and reports of others go
/// into a report of its outlet's own; inputs are most of what stands above them. Whoever is no agency is no owner of copy.
pub(super) fn credit(lexicon: &Lexicon, line: &str) -> Option<Credit> {
    let bare = line.trim_matches(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']' | '—' | '–' | '-' | '.' | '*' | '_'));
    let name = |name: &str| lexicon.agency(name.trim()).map(|agency| agency.name.clone());
    if let Some(agency) =
        name(bare).or_else(|| name(bare.strip_prefix("By ").or(bare.strip_prefix("Source: ")).or(bare.strip_prefix("Courtesy: "))?))
    {
        return Some(Credit::Copy(agency));
    }
    if line.len() >= 120 {
        return None;
    }
    let lower = bare.to_lowercase();
    if HELPED.iter().any(|start| lower.starts_with(start)) {
        return Some(Credit::Help);
    }
    let rest = ["with inputs from ", "with input from ", "inputs from ", "with agency inputs", "with reporting by "]
        .iter()
        .find_map(|start| lower.strip_prefix(start).map(|rest| &bare[bare.len() - rest.len()..]));
    let inputs =
        rest.or_else(|| (lower.starts_with("with ") && lower.ends_with(" inputs") && lower.len() > 12).then(|| &bare[5..bare.len() - 7]))?;
    if inputs.is_empty() {
        return Some(Credit::Copy("Agencies".to_owned()));
    }
    if let Some(agency) = name(inputs) {
        return Some(Credit::Copy(agency));
    }
    // "PTI and Reuters": of several agencies; "PTI and Ana Holt": of the one that is an agency.
    let listed = inputs.replace(" and ", ",").replace(" & ", ",");
    let named: Vec<Option<String>> = listed.split(',').map(str::trim).filter(|part| !part.is_empty()).map(name).collect();
    let agencies: Vec<&String> = named.iter().flatten().collect();
    Some(match agencies[..] {
        [] => Credit::Help,
        [agency] => Credit::Copy(agency.clone()),
        _ => Credit::Copy("Agencies".to_owned()),
    })
}
