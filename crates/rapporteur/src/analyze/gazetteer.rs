//! Names known beforehand: places, nations and groups, organisations, names of persons. A match is a hint for the model, not a verdict.

use super::linear::lower;
use crate::resources::ResourceError;
use std::collections::HashMap;
use xxhash_rust::xxh3::xxh3_64;

/// The longest known name, in tokens.
const LONGEST: usize = 6;

/// What a known name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// A state, or a part of the world.
    Country,
    /// A city.
    City,
    /// People of a nation, faith or party, or the adjective of one.
    Nation,
    /// An organisation, company or party.
    Organisation,
    /// Capitals that stand for a part of a state: `TX`.
    Code,
}

/// What is known of one token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hint {
    /// What the known name that it belongs to names.
    pub known: Option<Known>,
    /// Does it begin that name?
    pub first: bool,
    /// Is it a given name of persons?
    pub given: bool,
    /// Is it a family name?
    pub family: bool,
    /// Is it printed in small letters, where names have capitals?
    pub small: bool,
}

#[derive(Clone, Copy, Debug, Default)]
struct Entry {
    known: Option<Known>,
    given: bool,
    family: bool,
    /// How many tokens a known name has at most that begins with this one.
    longest: u8,
}

/// The known names of a language.
#[derive(Debug, Default)]
pub struct Gazetteer {
    names: HashMap<u64, Entry, foldhash::fast::FixedState>,
}

impl Gazetteer {
    /// Reads the names: lines `city|country|nation|organisation|code|given|family<TAB>name`. Of two kinds of place or body with one name the
    /// first line of the first source holds.
    ///
    /// # Errors
    /// When a line has another form.
    pub fn read(sources: &[&str]) -> Result<Self, ResourceError> {
        // Nearly every line is a name of its own.
        let lines = sources.iter().map(|source| source.bytes().filter(|&byte| byte == b'\n').count()).sum();
        let mut gazetteer = Self { names: HashMap::with_capacity_and_hasher(lines, foldhash::fast::FixedState::default()) };
        let mut folded = String::new();
        let bad = |at: usize| ResourceError {
            resource: "names",
            line: at + 1,
            problem: "expected city, country, nation, organisation, code, given or family, then a name, separated by a tab".to_owned(),
        };
        let lines = sources.iter().flat_map(|source| source.lines().enumerate());
        for (at, line) in lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
            let (kind, name) = line.split_once('\t').ok_or_else(|| bad(at))?;
            let entry = gazetteer.entry(name, &mut folded);
            match kind {
                "given" => entry.given = true,
                "family" => entry.family = true,
                _ => {
                    let known = match kind {
                        "country" => Known::Country,
                        "city" => Known::City,
                        "nation" => Known::Nation,
                        "organisation" => Known::Organisation,
                        "code" => Known::Code,
                        _ => return Err(bad(at)),
                    };
                    entry.known.get_or_insert(known);
                }
            }
            // How far a name that begins so may reach: its words, and the marks that are tokens of their own.
            let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
            let marks = name.chars().filter(|c| !c.is_alphanumeric() && !c.is_whitespace()).count();
            let longest = u8::try_from(words.clone().count() + marks).unwrap_or(u8::MAX);
            // A first word with marks in it may be one token (U.N.) or several (Al-Qaeda).
            if longest > 1 {
                let whole = name.split(char::is_whitespace).next();
                for first in whole.into_iter().chain(words.take(1).filter(|&first| Some(first) != whole)) {
                    let entry = gazetteer.entry(first, &mut folded);
                    entry.longest = entry.longest.max(longest);
                }
            }
        }
        Ok(gazetteer)
    }

    /// The entry of a name; `folded` is room for its letters.
    fn entry(&mut self, name: &str, folded: &mut String) -> &mut Entry {
        folded.clear();
        fold(name, folded);
        self.names.entry(key(folded)).or_default()
    }

    /// What is known of each token: of the names of places and bodies the longest from the left holds.
    pub fn matches(&self, forms: &[&str]) -> Vec<Hint> {
        let mut hints = vec![Hint::default(); forms.len()];
        let (mut free, mut joined) = (0, String::new());
        for at in 0..forms.len() {
            joined.clear();
            fold(forms[at], &mut joined);
            if joined.is_empty() {
                continue;
            }
            let Some(&alone) = self.names.get(&key(&joined)) else { continue };
            let small = forms[at].starts_with(char::is_lowercase);
            (hints[at].given, hints[at].family) = (alone.given, alone.family);
            if at < free {
                continue;
            }
            hints[at].small = small;
            let capitals = !forms[at].contains(char::is_lowercase);
            let mut best = alone.known.filter(|&known| known != Known::Code || capitals).map(|known| (known, 1));
            let reach = LONGEST.min(usize::from(alone.longest)).min(forms.len() - at);
            for length in 2..=reach {
                let before = joined.len();
                fold(forms[at + length - 1], &mut joined);
                if joined.len() == before {
                    // No name ends with a mark.
                    continue;
                }
                if let Some(known) = self.names.get(&key(&joined)).and_then(|entry| entry.known).filter(|&known| known != Known::Code) {
                    best = Some((known, length));
                }
            }
            let Some((known, length)) = best else { continue };
            for (offset, hint) in hints[at..at + length].iter_mut().enumerate() {
                (hint.known, hint.first, hint.small) = (Some(known), offset == 0, small);
            }
            free = at + length;
        }
        hints
    }
}

/// Adds the letters and digits of a name, in small letters.
fn fold(name: &str, to: &mut String) {
    if name.is_ascii() {
        to.extend(name.bytes().filter(u8::is_ascii_alphanumeric).map(|byte| char::from(byte.to_ascii_lowercase())));
    } else {
        to.extend(name.chars().map(lower).filter(|c| c.is_alphanumeric()));
    }
}

fn key(folded: &str) -> u64 {
    xxh3_64(folded.as_bytes())
}
