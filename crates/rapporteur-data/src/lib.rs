//! Bytes only: the lexicons and frozen statistics that Rapporteur ships. Where each comes from stands in `SOURCES.toml`.

/// Document frequencies of English word stems.
pub const FREQUENCIES: &str = include_str!("../data/frequencies.tsv");

/// Seats of the Security Council, 1946 to 2027, and other names of its members.
pub const COUNCIL: &str = include_str!("../data/council.tsv");

/// Agencies, page furniture, and places that datelines name.
pub const LEXICON: &str = concat!(include_str!("../data/lexicon.tsv"), include_str!("../data/places.tsv"));
