//! Names of persons: which two can mean one. It knows nothing of reports: who else bears a name is not asked here.

use crate::text::{fold, spelled_alike, spelling};

pub(super) fn is_honorific(word: &str) -> bool {
    matches!(
        word.trim_end_matches('.'),
        "Mr" | "Mrs"
            | "Ms"
            | "Miss"
            | "Dr"
            | "Prof"
            | "Sir"
            | "Lord"
            | "Lady"
            | "Sen"
            | "Sens"
            | "Rep"
            | "Reps"
            | "Gov"
            | "Govs"
            | "Gen"
            | "Gens"
            | "President"
            | "Sheikh"
            | "Ayatollah"
    )
}

/// Who of a family's generations: "Jr.", "the younger"; "Sr.", "the elder".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Generation {
    Younger,
    Elder,
}

/// Which generation a word of or before a name tells of.
pub(super) fn generation(word: &str) -> Option<Generation> {
    match word.trim_end_matches('.').to_ascii_lowercase().as_str() {
        "jr" | "junior" | "younger" | "ii" | "iii" => Some(Generation::Younger),
        "sr" | "senior" | "elder" | "older" => Some(Generation::Elder),
        _ => None,
    }
}

/// The parts of a name: its words as they are spelled, titles and articles left out, and the generation it tells of.
#[derive(Debug)]
pub(super) struct Parts {
    words: Vec<String>,
    generation: Option<Generation>,
}

impl Parts {
    pub(super) fn of(name: &[&str]) -> Self {
        let owner = |word: &&str| word.trim_end_matches("'s").trim_end_matches("’s").len();
        let plain: Vec<&str> = name.iter().filter(|word| !is_honorific(word)).map(|word| &word[..owner(word)]).collect();
        let generation = plain.last().filter(|_| plain.len() > 1).and_then(|word| generation(word));
        let names = &plain[..plain.len() - usize::from(generation.is_some())];
        let words = names.iter().map(|word| spelling(article(word))).filter(|word| !word.is_empty()).collect();
        Self { words, generation }
    }
}

/// A word without the Arabic article, which prints vary: al-Assad, Assad; alone it is nothing.
fn article(word: &str) -> &str {
    let lower = word.to_lowercase();
    if matches!(lower.as_str(), "al" | "el") {
        return "";
    }
    let led = ["al-", "el-", "al‑"].iter().any(|article| lower.starts_with(article));
    if led { word.split_once(['-', '‑']).map_or(word, |(_, rest)| rest) } else { word }
}

/// A word that says whose son one is: the name after it is the father's.
fn is_son(word: &str) -> bool {
    matches!(word, "bin" | "ibn" | "bint" | "ben")
}

/// Do two names of persons mean one? The same names in whatever spelling, family name first or last; a last name or several with it; a given name
/// alone; given names of which one shortens the other. A father is not his son: "Salman" is not "Mohammed bin Salman", nor is one with "Jr." one
/// without it.
pub(super) fn same_person(known: &[&str], new: &[&str]) -> bool {
    are_same(&Parts::of(known), &Parts::of(new))
}

/// The same of names that were taken apart before.
pub(super) fn are_same(known: &Parts, new: &Parts) -> bool {
    if known.words.is_empty()
        || new.words.is_empty()
        || known.generation != new.generation && (known.words.len() > 1 && new.words.len() > 1)
    {
        return false;
    }
    let (short, long) = if known.words.len() < new.words.len() { (&known.words, &new.words) } else { (&new.words, &known.words) };
    match short[..] {
        [ref one] => long.iter().enumerate().any(|(at, word)| word == one && !(at > 0 && is_son(&long[at - 1]))),
        _ => same_full(short, long),
    }
}

/// Two names of several words each, the shorter first.
fn same_full(short: &[String], long: &[String]) -> bool {
    let (first, last) = (&short[0], &short[short.len() - 1]);
    let (long_first, long_last) = (&long[0], &long[long.len() - 1]);
    let whole = |words: &[String]| words.concat();
    let shortens = |a: &str, b: &str| {
        a == b || (a.chars().count() == 1 && b.starts_with(a)) || (b.chars().count() == 1 && a.starts_with(b)) || spelled_alike(a, b)
    };
    // Initials between the names that differ are of two: "George W.", "George H. W.".
    let between = |words: &[String]| words.get(1).filter(|_| words.len() > 2).and_then(|word| word.chars().next());
    let middles = match (between(short), between(long)) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    };
    let turned = |words: &[String]| [whole(&words[1..]) + &words[0], words[words.len() - 1].clone() + &whole(&words[..words.len() - 1])];
    let ends = long.len() > short.len() && (long.ends_with(short) || long.starts_with(short) && !is_son(&long[short.len()]));
    (last == long_last && shortens(first, long_first) && middles)
        || ends
        || whole(short) == whole(long)
        || turned(short).contains(&whole(long))
}

/// Can two names be one's: equal but for letters' case, marks and transliteration, or as one person's names in full and in short?
pub fn names_agree(one: &str, other: &str) -> bool {
    fold(one) == fold(other) || same_person(&one.split(' ').collect::<Vec<_>>(), &other.split(' ').collect::<Vec<_>>())
}

/// Does a name end in that of the father, which alone is his: "Mohammed bin Salman"?
pub fn ends_in_father(name: &str) -> bool {
    let mut words = name.rsplit(' ').skip(1);
    words.next().is_some_and(|before| is_son(&before.to_lowercase()))
}

/// The given name and the last name of a full name as printed, with the generation that parts a father from his son ("Hale Jr."); none where there
/// is only one name, or only an initial before it.
pub fn given_and_last(name: &str) -> Option<(&str, String)> {
    let words: Vec<&str> = name.split(' ').filter(|word| !word.is_empty() && !is_honorific(word)).collect();
    let tail = words.last().filter(|word| words.len() > 1 && generation(word).is_some());
    let names = &words[..words.len() - usize::from(tail.is_some())];
    let (given, last) = (*names.first()?, *names.last()?);
    let last = tail.map_or_else(|| last.to_owned(), |tail| format!("{last} {tail}"));
    (names.len() > 1 && given.trim_end_matches('.').chars().count() > 1).then_some((given, last))
}
