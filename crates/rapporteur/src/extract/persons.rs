//! Names of persons: which two can mean one.

use crate::text::fold;

pub(super) fn is_honorific(word: &str) -> bool {
    matches!(
        word.trim_end_matches('.'),
        "Mr" | "Mrs" | "Ms" | "Miss" | "Dr" | "Prof" | "Sir" | "Lord" | "Lady" | "Sen" | "Rep" | "Gov" | "Gen" | "President" | "Jr" | "Sr"
    )
}

/// Do two names of persons mean one: the same last name, and given names of which one shortens the other? A single name may be a last
/// name or a given one.
pub(super) fn same_person(known: &[&str], new: &[&str]) -> bool {
    let folded = |words: &[&str]| {
        words
            .iter()
            .filter(|word| !is_honorific(word))
            .map(|word| fold(word.trim_end_matches("'s").trim_end_matches("’s")))
            .collect::<Vec<_>>()
    };
    let (known, new) = (folded(known), folded(new));
    let (Some(last), Some(other)) = (known.last(), new.last()) else { return false };
    match (known.len(), new.len()) {
        (1, 1) => last == other,
        (_, 1) => known.contains(other),
        (1, _) => new.contains(last),
        _ => {
            let shortens = |a: &str, b: &str| {
                let (a, b) = (a.trim_end_matches('.'), b.trim_end_matches('.'));
                a == b || (a.chars().count() == 1 && b.starts_with(a)) || (b.chars().count() == 1 && a.starts_with(b))
            };
            last == other && shortens(&known[0], &new[0])
        }
    }
}

/// Can two names be one's: equal but for letters' case and marks, or as one person's names in full and in short?
pub fn names_agree(one: &str, other: &str) -> bool {
    fold(one) == fold(other) || same_person(&one.split(' ').collect::<Vec<_>>(), &other.split(' ').collect::<Vec<_>>())
}
