//! The name of an outlet out of what a page states: names, slogans behind names, addresses in place of names.

use crate::text::fold;

/// Words of the longest name at the end of a page's title.
const WORDS: usize = 6;

/// The outlet's name. What is stated first counts, without the slogans behind it; where that is an address, or in other letters than a
/// page in English, a name that the page's address spells is better: "CBS News" for "cbsnews.com". No other name is known to be the
/// same outlet's.
pub(super) fn name(stated: &[Option<String>], title: Option<&str>, host: Option<&str>, language: Option<&str>) -> Option<String> {
    let label = host.map(label).unwrap_or_default();
    let names: Vec<String> = stated.iter().flatten().map(|name| without_slogans(name, &label)).filter(|name| !name.is_empty()).collect();
    let english = language.is_some_and(|code| code.to_ascii_lowercase().starts_with("en"));
    let plain = |name: &&String| !is_address(name, &label) && (!english || name.contains(|c: char| c.is_ascii_alphabetic()));
    let first = names.first();
    if let Some(first) = first.filter(plain) {
        return Some(first.clone());
    }
    let behind = title.map(separated).filter(|parts| parts.len() > 1).and_then(|parts| parts.last().map(|last| (*last).to_owned()));
    let behind = behind.filter(|name| name.split_whitespace().count() <= WORDS);
    let better = names.iter().chain(&behind).filter(plain).find(|name| spells(name, &label));
    better.or(first).cloned()
}

/// "ticotimes" of "www.ticotimes.net", "bbc" of "news.bbc.co.uk".
fn label(host: &str) -> String {
    let parts: Vec<&str> = host.split('.').filter(|part| *part != "www").collect();
    let end = parts.len().saturating_sub(1);
    let known = &parts[..end];
    // Of "co.uk" and "com.au", the part before them.
    let second =
        |part: &&&str| known.len() == 1 || !matches!(**part, "co" | "com" | "org" | "net" | "gov" | "ac" | "gob" | "gouv" | "or" | "ne");
    known.iter().rev().find(second).map(|part| letters(part)).unwrap_or_default()
}

fn letters(name: &str) -> String {
    fold(name).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Does an address spell a name: with or without its article, or by its first letters?
fn spells(name: &str, label: &str) -> bool {
    let whole = letters(name);
    let bare = whole.strip_prefix("the").unwrap_or(&whole).to_owned();
    let initials: String = fold(name).split(|c: char| !c.is_alphanumeric()).filter_map(|word| word.chars().next()).collect();
    label.len() > 1
        && !bare.is_empty()
        && (whole == label
            || bare == label
            || label.strip_prefix("the") == Some(&bare)
            || (initials.len() > 2 && initials == label)
            || (bare.len() > 3 && label.contains(&bare))
            || (label.len() > 3 && whole.contains(label)))
}

/// Is a name an address, or what an address has in its place: "cbsnews.com", "nationalpost"?
fn is_address(name: &str, label: &str) -> bool {
    let one = !name.contains(char::is_whitespace);
    let ending =
        name.rsplit_once('.').is_some_and(|(_, end)| (2..=8).contains(&end.len()) && end.bytes().all(|byte| byte.is_ascii_lowercase()));
    one && (ending || (name == label && name.len() > 4))
}

/// The parts of a line between bars and dashes.
fn separated(line: &str) -> Vec<&str> {
    let mut parts = vec![line];
    for mark in [" | ", " - ", " – ", " — ", " :: ", " · ", " • ", " » "] {
        parts = parts.into_iter().flat_map(|part| part.split(mark)).collect();
    }
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// "The Tico Times" of "The Tico Times | Costa Rica News | Travel": the part that the address spells, else what stands before the first bar.
fn without_slogans(name: &str, label: &str) -> String {
    let name = name.trim();
    let parts = separated(name);
    let spelt = parts.iter().find(|part| spells(part, label)).copied();
    let whole = parts.len() < 2 || label.is_empty();
    match spelt {
        _ if whole => name.to_owned(),
        Some(part) => part.to_owned(),
        None => name.split(" | ").next().unwrap_or(name).trim().to_owned(),
    }
}
