//! Bytes only: the lexicons and frozen statistics that Rapporteur ships. Where each comes from stands in `SOURCES.toml`.

/// Document frequencies of English word stems.
pub const FREQUENCIES: &str = include_str!("../data/frequencies.tsv");

/// Seats of the Security Council, 1946 to 2027, and other names of its members.
pub const COUNCIL: &str = include_str!("../data/council.tsv");

/// The fitted forecast of the Council's votes.
pub const COUNCIL_MODEL: &str = include_str!("../data/council_model.tsv");

/// Recorded votes of the Council, 1994 to 2018.
pub const COUNCIL_VOTES: &str = include_str!("../data/council_votes.tsv");

/// Agencies, page furniture, what figures count, and places that datelines name.
pub const LEXICON: &str =
    concat!(include_str!("../data/lexicon.tsv"), include_str!("../languages/en/counts.tsv"), include_str!("../data/places.tsv"));

/// States, holders of offices with their days, organisations: the gazetteer of actors, a file for each licence.
pub const ACTORS: &str = concat!(
    include_str!("../data/states.tsv"),
    include_str!("../data/actors.tsv"),
    include_str!("../data/holders.tsv"),
    include_str!("../data/holders_wikidata.tsv"),
    include_str!("../data/holders_2026.tsv"),
);

/// Towns of the world with their coordinates.
pub const GAZETTEER: &str = include_str!("../data/gazetteer.tsv");

/// Where each file comes from, and under which licence.
pub const SOURCES: &str = include_str!("../SOURCES.toml");

/// The texts of the licences of data that are not the program's own, by the name that `SOURCES.toml` gives them.
pub const LICENCES: [(&str, &str); 4] = [
    ("CC BY 4.0", include_str!("../licences/CC-BY-4.0.txt")),
    ("CC BY-SA 4.0", include_str!("../licences/CC-BY-SA-4.0.txt")),
    ("CC0 1.0", include_str!("../licences/CC0-1.0.txt")),
    ("PDDL 1.0", include_str!("../licences/PDDL-1.0.txt")),
];

/// The languages that ship, by ISO 639-1 code: a folder each under `languages`.
pub const LANGUAGES: [&str; 2] = ["de", "en"];

/// A file of a language's folder. See `SOURCES.toml` for the tables and `MODELS.md` for the models.
pub fn language_file(code: &str, file: &str) -> Option<&'static [u8]> {
    Some(match (code, file) {
        ("de", "rules.tsv") => include_bytes!("../languages/de/rules.tsv"),
        ("de", "times.tsv") => include_bytes!("../languages/de/times.tsv"),
        ("de", "lists.tsv") => include_bytes!("../languages/de/lists.tsv"),
        ("de", "cues.tsv") => include_bytes!("../languages/de/cues.tsv"),
        ("de", "senses.tsv") => include_bytes!("../languages/de/senses.tsv"),
        ("de", "lemmas.tsv") => include_bytes!("../languages/de/lemmas.tsv"),
        ("de", "names.tsv") => include_bytes!("../languages/de/names.tsv"),
        ("de", "roles.tsv") => include_bytes!("../languages/de/roles.tsv"),
        // Given and family names are of no language.
        ("de" | "en", "gazetteer.tsv") => include_bytes!("../languages/en/gazetteer.tsv"),
        ("en", "rules.tsv") => include_bytes!("../languages/en/rules.tsv"),
        ("en", "cues.tsv") => include_bytes!("../languages/en/cues.tsv"),
        ("en", "commitments.tsv") => include_bytes!("../languages/en/commitments.tsv"),
        ("en", "limits.tsv") => include_bytes!("../languages/en/limits.tsv"),
        ("en", "meanings.tsv") => include_bytes!("../languages/en/meanings.tsv"),
        ("en", "senses.tsv") => include_bytes!("../languages/en/senses.tsv"),
        ("en", "contacts.tsv") => include_bytes!("../languages/en/contacts.tsv"),
        ("en", "statuses.tsv") => include_bytes!("../languages/en/statuses.tsv"),
        ("en", "stances.tsv") => include_bytes!("../languages/en/stances.tsv"),
        ("en", "times.tsv") => include_bytes!("../languages/en/times.tsv"),
        ("en", "positions.tsv") => include_bytes!("../languages/en/positions.tsv"),
        ("en", "scores.tsv") => include_bytes!("../languages/en/scores.tsv"),
        ("en", "commitments/scores.tsv") => include_bytes!("../languages/en/commitments/scores.tsv"),
        ("en", "events/scores.tsv") => include_bytes!("../languages/en/events/scores.tsv"),
        ("en", "events/classes.tsv") => include_bytes!("../languages/en/events/classes.tsv"),
        ("en", "events/AGREE.tsv") => include_bytes!("../languages/en/events/AGREE.tsv"),
        ("en", "events/CONSULT.tsv") => include_bytes!("../languages/en/events/CONSULT.tsv"),
        ("en", "events/SUPPORT.tsv") => include_bytes!("../languages/en/events/SUPPORT.tsv"),
        ("en", "events/CONCEDE.tsv") => include_bytes!("../languages/en/events/CONCEDE.tsv"),
        ("en", "events/COOPERATE.tsv") => include_bytes!("../languages/en/events/COOPERATE.tsv"),
        ("en", "events/AID.tsv") => include_bytes!("../languages/en/events/AID.tsv"),
        ("en", "events/RETREAT.tsv") => include_bytes!("../languages/en/events/RETREAT.tsv"),
        ("en", "events/REQUEST.tsv") => include_bytes!("../languages/en/events/REQUEST.tsv"),
        ("en", "events/ACCUSE.tsv") => include_bytes!("../languages/en/events/ACCUSE.tsv"),
        ("en", "events/REJECT.tsv") => include_bytes!("../languages/en/events/REJECT.tsv"),
        ("en", "events/THREATEN.tsv") => include_bytes!("../languages/en/events/THREATEN.tsv"),
        ("en", "events/PROTEST.tsv") => include_bytes!("../languages/en/events/PROTEST.tsv"),
        ("en", "events/SANCTION.tsv") => include_bytes!("../languages/en/events/SANCTION.tsv"),
        ("en", "events/MOBILIZE.tsv") => include_bytes!("../languages/en/events/MOBILIZE.tsv"),
        ("en", "events/COERCE.tsv") => include_bytes!("../languages/en/events/COERCE.tsv"),
        ("en", "events/ASSAULT.tsv") => include_bytes!("../languages/en/events/ASSAULT.tsv"),
        ("en", "roles.tsv") => include_bytes!("../languages/en/roles.tsv"),
        ("en", "transcript.tsv") => include_bytes!("../languages/en/transcript.tsv"),
        ("en", "points.tsv") => include_bytes!("../languages/en/points.tsv"),
        ("en", "splits.tsv") => include_bytes!("../languages/en/splits.tsv"),
        ("en", "names.tsv") => include_bytes!("../languages/en/names.tsv"),
        ("en", "lemmas.tsv") => include_bytes!("../languages/en/lemmas.tsv"),
        ("en", "pieces.txt") => include_bytes!("../languages/en/pieces.txt"),
        ("en", "splitter.model") => include_bytes!("../languages/en/splitter.model"),
        ("en", "tokeniser.model") => include_bytes!("../languages/en/tokeniser.model"),
        ("en", "network.model") => include_bytes!("../languages/en/network.model"),
        ("en", "vectors.model") => include_bytes!("../languages/en/vectors.model"),
        _ => return None,
    })
}
