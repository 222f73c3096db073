//! Bytes only: the lexicons and frozen statistics that Rapporteur ships. Where each comes from stands in `SOURCES.toml`.

/// Document frequencies of English word stems.
pub const FREQUENCIES: &str = include_str!("../data/frequencies.tsv");

/// Seats of the Security Council, 1946 to 2027, and other names of its members.
pub const COUNCIL: &str = include_str!("../data/council.tsv");

/// The fitted forecast of the Council's votes.
pub const COUNCIL_MODEL: &str = include_str!("../data/council_model.tsv");

/// Recorded votes of the Council, 1994 to 2018.
pub const COUNCIL_VOTES: &str = include_str!("../data/council_votes.tsv");

/// Agencies, page furniture, and places that datelines name.
pub const LEXICON: &str = concat!(include_str!("../data/lexicon.tsv"), include_str!("../data/places.tsv"));

/// What a language brings: see `SOURCES.toml` for the tables and `MODELS.md` for the models.
pub mod english {
    /// Abbreviations and clitics.
    pub const RULES: &str = include_str!("../languages/en/rules.tsv");
    /// Words that are several tokens.
    pub const SPLITS: &str = include_str!("../languages/en/splits.tsv");
    /// Countries, cities, nations and groups, given names.
    pub const NAMES: &str = include_str!("../languages/en/names.tsv");
    /// Lemmas.
    pub const LEMMAS: &str = include_str!("../languages/en/lemmas.tsv");
    /// Word pieces of all-MiniLM-L6-v2.
    pub const PIECES: &str = include_str!("../languages/en/pieces.txt");
    /// Model of the sentence splitter.
    pub const SPLITTER: &[u8] = include_bytes!("../languages/en/splitter.model");
    /// Model of the tokeniser.
    pub const TOKENISER: &[u8] = include_bytes!("../languages/en/tokeniser.model");
    /// Model of tags, trees and names.
    pub const NETWORK: &[u8] = include_bytes!("../languages/en/network.model");
    /// Vectors of word pieces.
    pub const VECTORS: &[u8] = include_bytes!("../languages/en/vectors.model");
}

/// German: sentences and tokens by written rules, no models yet.
pub mod german {
    /// Abbreviations and clitics.
    pub const RULES: &str = include_str!("../languages/de/rules.tsv");
}
