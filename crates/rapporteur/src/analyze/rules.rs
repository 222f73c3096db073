//! What a language's `rules.tsv` says: abbreviations, clitics, words that are two. Adding a language means adding such a file.

use crate::resources::ResourceError;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// The written rules of one language.
#[derive(Debug, Default)]
pub struct Rules {
    /// ISO 639-1 code.
    pub code: String,
    /// Words after which a full stop belongs to the word, in small letters, without their last stop.
    abbreviations: BTreeSet<String>,
    /// Times of day after which a day's name goes on with the sentence, and such names.
    hours: BTreeSet<String>,
    days: BTreeSet<String>,
    /// Titles before a name, after which no sentence ends: `rep`, without their stop.
    titles: BTreeSet<String>,
    /// What is followed by its number, and no sentence ends between: `art`, `no`, without their stop.
    numbered: BTreeSet<String>,
    /// Words that begin a sentence after initials such as `U.N.`
    starters: BTreeSet<String>,
    /// Parts of given names that a hyphen joins, in small letters: `jae`, `in` of Jae-in. Such a name is one token.
    given: BTreeSet<String>,
    /// Words that lead urgent news, in small letters, and are a sentence of their own before a colon: `breaking`.
    signals: BTreeSet<String>,
    /// Endings that are tokens of their own (`'s`, `n't`), longest first.
    endings: Vec<Vec<char>>,
    /// Beginnings that are tokens of their own (`l'`), longest first.
    beginnings: Vec<Vec<char>>,
    /// Words that are several tokens: where they are cut, in characters.
    splits: BTreeMap<String, Vec<usize>>,
    /// A number with a full stop is an ordinal, and no sentence ends after it.
    pub ordinals: bool,
    /// Are all nouns written with a capital? Then a capital makes no name.
    pub capitals: bool,
    /// A hyphen between letters is a token (as UD cuts English).
    pub hyphens: bool,
}

impl Rules {
    /// Reads the rules: lines `kind<TAB>value`, `#` for remarks.
    ///
    /// Kinds: `language` code, `abbreviation` word, `hour` word, `day` word, `starter` word, `title` word, `numbered` word, `given` parts with a space between, `signal` word, `ending` characters, `beginning` characters, `split` parts with a
    /// space between, `ordinals` yes, `capitals` nouns, `hyphens` yes.
    ///
    /// # Errors
    /// When a line has another kind or no value, or no line names the language.
    pub fn read(source: &str) -> Result<Self, ResourceError> {
        let mut rules = Self::default();
        let bad = |line: usize, problem: &str| ResourceError { resource: "language rules", line: line + 1, problem: problem.to_owned() };
        for (at, line) in source.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
            let (kind, value) = line.split_once('\t').ok_or_else(|| bad(at, "expected a kind and a value, separated by a tab"))?;
            match kind {
                "language" => value.clone_into(&mut rules.code),
                "abbreviation" => _ = rules.abbreviations.insert(value.to_owned()),
                "hour" => _ = rules.hours.insert(value.to_owned()),
                "day" => _ = rules.days.insert(value.to_owned()),
                "title" => _ = rules.titles.insert(value.to_owned()),
                "numbered" => _ = rules.numbered.insert(value.to_owned()),
                "given" => rules.given.extend(value.split(' ').map(str::to_owned)),
                "signal" => _ = rules.signals.insert(value.to_owned()),
                "starter" => _ = rules.starters.insert(value.to_owned()),
                "ending" => rules.endings.push(value.chars().collect()),
                "beginning" => rules.beginnings.push(value.chars().collect()),
                "split" => {
                    let mut cuts: Vec<usize> = value
                        .split(' ')
                        .scan(0, |at, part| {
                            *at += part.chars().count();
                            Some(*at)
                        })
                        .collect();
                    cuts.pop();
                    rules.splits.insert(value.replace(' ', ""), cuts);
                }
                "ordinals" => rules.ordinals = value == "yes",
                "capitals" => rules.capitals = value == "nouns",
                "hyphens" => rules.hyphens = value == "yes",
                _ => return Err(bad(at, "unknown kind of rule")),
            }
        }
        for list in [&mut rules.endings, &mut rules.beginnings] {
            list.sort_by_key(|entry| std::cmp::Reverse(entry.len()));
        }
        if rules.code.is_empty() { Err(bad(0, "no line `language<TAB>code`")) } else { Ok(rules) }
    }

    /// Does a full stop after this word belong to it? The word comes in small letters, without that stop.
    pub fn abbreviates(&self, word: &[char]) -> bool {
        match word {
            [] => false,
            _ if self.ordinals && word.len() <= 2 && word.iter().all(char::is_ascii_digit) => true,
            [one] => one.is_alphabetic(),
            _ => initials(word) || self.abbreviations.contains(&word.iter().collect::<String>()),
        }
    }

    /// What the words on both sides of a full stop settle for themselves: that a sentence ends there, or that none does. Both come in small
    /// letters without marks.
    pub fn settled(&self, before: &[char], after: &[char]) -> Option<bool> {
        let held = |set: &BTreeSet<String>, word: &[char]| word.len() <= 12 && set.contains(&word.iter().collect::<String>());
        if after.first().is_some_and(char::is_ascii_digit) {
            return held(&self.numbered, before).then_some(false);
        }
        if held(&self.titles, before) || (held(&self.hours, before) && held(&self.days, after)) {
            return Some(false);
        }
        (before.len() > 1 && initials(before) && !held(&self.hours, before) && held(&self.starters, after)).then_some(true)
    }

    /// Are two words around a hyphen, in small letters, the parts of a given name?
    pub fn joins(&self, left: &[char], right: &[char]) -> bool {
        let known = |part: &[char]| (1..=6).contains(&part.len()) && self.given.contains(&part.iter().collect::<String>());
        known(left) && known(right)
    }

    /// Does a word, in small letters, lead urgent news where a colon stands behind it?
    pub fn signals(&self, word: &[char]) -> bool {
        word.len() <= 12 && self.signals.contains(&word.iter().collect::<String>())
    }

    /// Where an ending of its own begins in these characters (small letters), if they have one and more before it.
    pub fn ending(&self, word: &[char]) -> Option<usize> {
        self.endings.iter().find(|ending| word.len() > ending.len() && word.ends_with(ending)).map(|ending| word.len() - ending.len())
    }

    /// Where a beginning of its own ends in these characters (small letters), if they have one and more after it.
    pub fn beginning(&self, word: &[char]) -> Option<usize> {
        self.beginnings.iter().find(|start| word.len() > start.len() && word.starts_with(start)).map(Vec::len)
    }

    /// Where a word that is several tokens is cut.
    pub fn splits(&self, word: &[char]) -> &[usize] {
        if word.len() > 16 || self.splits.is_empty() {
            return &[];
        }
        self.splits.get(&word.iter().collect::<String>()).map_or(&[], Vec::as_slice)
    }
}

/// Single letters with stops between them: `u.n`, `s`.
fn initials(word: &[char]) -> bool {
    word.split(|&c| c == '.').all(|part| part.len() == 1 && part[0].is_alphabetic())
}
