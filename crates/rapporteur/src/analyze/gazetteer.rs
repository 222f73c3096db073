//! Names known beforehand: cities, countries, nations and groups, given names. A match is a hint for the model, not a verdict.

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
    /// A given name.
    Given,
}

/// The known names of a language.
#[derive(Debug, Default)]
pub struct Gazetteer {
    names: HashMap<u64, Known, foldhash::fast::FixedState>,
}

impl Gazetteer {
    /// Reads the names: lines `city|country|nation|given<TAB>name`.
    ///
    /// # Errors
    /// When a line has another form.
    pub fn read(source: &str) -> Result<Self, ResourceError> {
        let mut gazetteer = Self::default();
        for (at, line) in source.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
            let known = line.split_once('\t').and_then(|(kind, name)| {
                let kind = match kind {
                    "country" => Known::Country,
                    "city" => Known::City,
                    "nation" => Known::Nation,
                    "given" => Known::Given,
                    _ => return None,
                };
                Some((kind, name))
            });
            let (kind, name) = known.ok_or_else(|| ResourceError {
                resource: "names",
                line: at + 1,
                problem: "expected city, country, nation or given, then a name, separated by a tab".to_owned(),
            })?;
            // Later lines do not displace earlier ones: the file stands in the order of its kinds.
            gazetteer.names.entry(key(&folded(name))).or_insert(kind);
        }
        Ok(gazetteer)
    }

    /// For each token what known name it belongs to and whether it begins it: the longest match from the left wins.
    pub fn matches(&self, forms: &[&str]) -> Vec<Option<(Known, bool)>> {
        let mut found = vec![None; forms.len()];
        let (mut at, mut joined) = (0, String::new());
        while at < forms.len() {
            let mut best = None;
            if forms[at].starts_with(char::is_uppercase) {
                joined.clear();
                for (length, form) in forms[at..].iter().take(LONGEST).enumerate() {
                    joined.extend(form.chars().map(lower).filter(|c| c.is_alphanumeric()));
                    if let Some(&kind) = self.names.get(&key(&joined)) {
                        best = Some((kind, length + 1));
                    }
                }
            }
            let Some((kind, length)) = best else {
                at += 1;
                continue;
            };
            for (offset, slot) in found[at..at + length].iter_mut().enumerate() {
                *slot = Some((kind, offset == 0));
            }
            at += length;
        }
        found
    }
}

fn folded(name: &str) -> String {
    name.chars().map(lower).filter(|c| c.is_alphanumeric()).collect()
}

fn key(folded: &str) -> u64 {
    xxh3_64(folded.as_bytes())
}
