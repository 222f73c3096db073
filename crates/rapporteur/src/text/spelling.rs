//! One key for the spellings of a name: without marks on letters, and alike where transliterations of one script differ.
//!
//! It compares letters only. Whether two names that are spelled alike mean one person is not decided here.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The key of a word or name: Zelensky, Zelenskyy and Zelenskiy have one, so have Sergei and Sergey, Erdoğan and Erdogan, Jong-un and Jong Un.
/// Spaces, hyphens, stops and apostrophes are left out. Of Cyrillic y, iy, yy and ye, kh, zh; of Arabic q, gh, dh, ou, ee; ck, ph, w and x are as
/// their like; doubled letters count once. Chosen by hand, on names of holders of offices.
///
/// # Example
/// ```
/// use rapporteur::text::spelling;
/// assert_eq!(spelling("Volodymyr Zelenskyy"), spelling("Volodymyr Zelenskiy"));
/// assert_eq!(spelling("Recep Tayyip Erdoğan"), spelling("Recep Tayyip Erdogan"));
/// assert_ne!(spelling("Ana"), spelling("Anna Maria"));
/// ```
pub fn spelling(name: &str) -> String {
    let letters: Vec<char> = if name.is_ascii() {
        name.chars().filter_map(letter).collect()
    } else {
        name.nfkd().flat_map(unmarked).filter_map(letter).collect()
    };
    let mut key = String::with_capacity(letters.len());
    let mut at = 0;
    while let Some(&c) = letters.get(at) {
        let next = letters.get(at + 1).copied();
        // What is written for a letter, and how many letters that takes.
        let (written, taken) = match (c, next) {
            ('i', Some('e')) => ('e', 2),
            ('o', Some('u' | 'o')) => ('u', 2),
            ('e', Some('e')) => ('i', 2),
            ('k', Some('h')) => ('h', 2),
            ('p', Some('h')) => ('f', 2),
            ('g' | 'd' | 'z', Some('h')) => (c, 2),
            ('c', Some('k')) => ('k', 2),
            ('s', Some('c')) if letters.get(at + 2) == Some(&'h') => ('s', 2),
            ('q', _) => ('k', 1),
            ('w', _) => ('v', 1),
            ('x', _) => ('k', 1),
            _ => (c, 1),
        };
        if !key.ends_with(written) {
            key.push(written);
        }
        if c == 'x' {
            key.push('s');
        }
        at += taken;
    }
    key
}

/// A letter or digit in lower case; y and j are i.
fn letter(c: char) -> Option<char> {
    let c = c.to_lowercase().next().filter(|c| c.is_alphanumeric())?;
    Some(if matches!(c, 'y' | 'j') { 'i' } else { c })
}

/// A letter without its marks, as English prints it.
fn unmarked(c: char) -> impl Iterator<Item = char> {
    let (first, second) = match c {
        c if is_combining_mark(c) => (None, None),
        'ł' | 'Ł' => (Some('l'), None),
        'ø' | 'Ø' => (Some('o'), None),
        'đ' | 'ð' | 'Đ' | 'Ð' => (Some('d'), None),
        'þ' | 'Þ' => (Some('t'), Some('h')),
        'æ' | 'Æ' => (Some('a'), Some('e')),
        'œ' | 'Œ' => (Some('o'), Some('e')),
        'ß' => (Some('s'), None),
        'ı' | 'İ' => (Some('i'), None),
        'ə' | 'Ə' => (Some('e'), None),
        c => (Some(c), None),
    };
    first.into_iter().chain(second)
}

/// Are two words spelled nearly alike: of one key, or with the same consonants and other vowels in the same places, as given names of other
/// scripts are (Mohammed, Muhammad)? A last vowel counts, because it can tell a woman's name from a man's.
///
/// # Example
/// ```
/// use rapporteur::text::spelled_alike;
/// assert!(spelled_alike("Mohammed", "Muhamad") && spelled_alike("Yasser", "Yasir"));
/// assert!(!spelled_alike("Martin", "Martina") && !spelled_alike("Jan", "Jon"));
/// ```
pub fn spelled_alike(one: &str, other: &str) -> bool {
    let (one, other) = (soft(&spelling(one)), soft(&spelling(other)));
    let pattern = |word: &str| -> String { word.chars().map(|c| if matches!(c, 'a' | 'e' | 'i' | 'o' | 'u') { 'a' } else { c }).collect() };
    let long = one.chars().count().min(other.chars().count()) >= LONG;
    one == other || (long && one.chars().last() == other.chars().last() && pattern(&one) == pattern(&other))
}

/// A key with the Egyptian g before i and e as the j that others write (Nagib, Najib), where it stands within the word.
fn soft(key: &str) -> String {
    let letters: Vec<char> = key.chars().collect();
    let is_soft = |at: usize| at > 1 && letters[at] == 'g' && letters.get(at + 1).is_some_and(|next| matches!(next, 'i' | 'e'));
    let mut soft = String::with_capacity(key.len());
    for (at, &letter) in letters.iter().enumerate() {
        let letter = if is_soft(at) { 'i' } else { letter };
        if !soft.ends_with(letter) {
            soft.push(letter);
        }
    }
    soft
}

/// Letters that a word has at least whose vowels are not looked at: shorter ones are too often names of their own (Jan, Jon). A guess.
const LONG: usize = 5;

/// Endings of Slavic last names as English prints them, and the one that stands for all; and last names that tell that a name is of that kind.
const LAST: [(&str, &str); 14] = [
    ("skyy", "sky"),
    ("skiy", "sky"),
    ("skij", "sky"),
    ("skii", "sky"),
    ("skyi", "sky"),
    ("ski", "sky"),
    ("nyy", "ny"),
    ("nyi", "ny"),
    ("niy", "ny"),
    ("nii", "ny"),
    ("enka", "enko"),
    ("tsya", "tsa"),
    ("tsia", "tsa"),
    ("tsja", "tsa"),
];
const KIND: [&str; 7] = ["sky", "ov", "ev", "enko", "chuk", "ich", "ych"];
/// Endings of given names beside such a last name.
const GIVEN: [(&str, &str); 8] = [("ey", "ei"), ("ej", "ei"), ("iy", "i"), ("ii", "i"), ("ij", "i"), ("yi", "i"), ("yy", "i"), ("y", "i")];
/// Given names beside such a last name that are one in print, whichever of the neighbours' languages they come through; the first stands for all.
const PRINTED: [&[&str]; 22] = [
    &["alexander", "aleksandr", "alexandr", "oleksandr", "olexandr", "alyaksandr", "aliaksandr"],
    &["alexei", "aleksei", "oleksi", "olexi"],
    &["anatoli", "anatol"],
    &["andrei", "andri"],
    &["dmitri", "dmytro", "dzmitri"],
    &["ekaterina", "yekaterina", "kateryna"],
    &["elena", "yelena", "olena"],
    &["evgeni", "yevgeni", "yevhen"],
    &["igor", "ihor"],
    &["konstantin", "kostyantyn"],
    &["maria", "mariya", "mariia"],
    &["mikhail", "mykhailo"],
    &["natalia", "natalya", "nataliya", "nataliia"],
    &["nikolai", "mykola", "mikalai"],
    &["oleg", "oleh"],
    &["olga", "olha"],
    &["pavel", "pavlo"],
    &["pyotr", "petro", "petr"],
    &["sergei", "serhi", "sergi", "siarhei"],
    &["vasili", "vasyl"],
    &["vladimir", "volodymyr", "uladzimir"],
    &["yulia", "yuliya", "yuliia", "iuliia"],
];

/// A folded given and last name in the one spelling that stands for all that English prints for a Slavic name, so that an identifier made of it is one
/// wherever it is printed: Andrey Lisovskiy, Andrii Lisovskyy; Yuliya Tymoshenka, Yulia Timoshenko. Other names stay as they are. Chosen by hand, on names
/// of holders of offices.
pub(crate) fn one_spelling(given: &str, last: &str) -> (String, String) {
    let ended = |word: &str, endings: &[(&str, &str)]| {
        let found =
            endings.iter().find_map(|(ending, one)| word.strip_suffix(ending).filter(|stem| stem.len() > 1).map(|stem| (stem, one)));
        found.map_or_else(|| word.to_owned(), |(stem, one)| format!("{stem}{one}"))
    };
    let one = ended(last, &LAST);
    let slavic = one.len() >= LONG && (one != last || KIND.iter().any(|ending| one.ends_with(ending)));
    if !slavic {
        return (given.to_owned(), last.to_owned());
    }
    let given = ended(given, &GIVEN);
    let printed = PRINTED.iter().find(|names| names.contains(&given.as_str())).map_or(given.as_str(), |names| names[0]);
    // Within the name "y" is written for one letter and "i" for its like: Tymchuk, Timchuk.
    let (last, end) = one.strip_suffix('y').map_or((one.as_str(), ""), |stem| (stem, "y"));
    (printed.to_owned(), format!("{}{end}", last.replace('y', "i")))
}

/// Edits between two short words (Levenshtein 1966).
pub(crate) fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, c) in one.chars().enumerate() {
        let mut before = at;
        row[0] = at + 1;
        for (place, &d) in other.iter().enumerate() {
            let cost = (before + usize::from(c != d)).min(row[place] + 1).min(row[place + 1] + 1);
            before = std::mem::replace(&mut row[place + 1], cost);
        }
    }
    row[other.len()]
}
