//! Frozen document frequencies: in how many of a fixed set of texts each stem stands.
//!
//! Frozen, because statistics of the record itself would change with every report added, and with them old decisions.

use super::ResourceError;
use std::collections::HashMap;
use xxhash_rust::xxh3::xxh3_64;

/// How rare each stem is, in thousandths of a nat of information.
#[derive(Debug)]
pub struct Frequencies {
    rarity: HashMap<u64, u32, foldhash::fast::FixedState>,
    unknown: u32,
}

impl Frequencies {
    /// Reads the table: a line `documents<TAB>count`, then lines `stem<TAB>count<TAB>rarity`.
    ///
    /// The rarity is stored beside the count, so that no logarithm is taken at run time and every machine has the same.
    ///
    /// # Errors
    /// When a line does not have this form.
    pub fn read(source: &str) -> Result<Self, ResourceError> {
        let bad = |line: usize, problem: &str| ResourceError { resource: "frequencies", line: line + 1, problem: problem.to_owned() };
        let mut rarity = HashMap::with_capacity_and_hasher(source.len() / 16, foldhash::fast::FixedState::default());
        let mut unknown = None;
        for (at, line) in source.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
            let mut fields = line.split('\t');
            let (stem, value) = (fields.next().unwrap_or_default(), fields.nth(1).and_then(|value| value.parse().ok()));
            let value = value.ok_or_else(|| bad(at, "expected stem, count and rarity, separated by tabs"))?;
            if unknown.is_none() {
                if stem != "documents" {
                    return Err(bad(at, "the first line must be `documents`, their count and the rarity of an unknown stem"));
                }
                unknown = Some(value);
            } else {
                rarity.insert(xxh3_64(stem.as_bytes()), value);
            }
        }
        Ok(Self { rarity, unknown: unknown.ok_or_else(|| bad(0, "the table is empty"))? })
    }

    /// ln((documents + 1) / (documents with the stem + 1)), in thousandths.
    pub fn rarity(&self, stem: &str) -> u32 {
        self.rarity.get(&xxh3_64(stem.as_bytes())).copied().unwrap_or(self.unknown)
    }
}
