//! Who can speak: persons, bodies and texts, as against things and events.
//!
//! It reads the noun alone; who is meant by it is for `referents.rs`.

use super::Extractor;
use super::syntax::Syntax;
use crate::analyze::NameKind;

/// Endings of nouns for persons, longest uses first: "adviser", "senator", "economist", "librarian", "resident", "committee".
const PERSONAL: [&str; 14] = ["er", "or", "ist", "ian", "man", "men", "woman", "women", "ant", "ent", "ee", "people", "folk", "ive"];

/// Is this a name, a person, a body or a pronoun for one?
pub(super) fn can_speak(syntax: &Syntax<'_>, extractor: &Extractor, noun: usize) -> bool {
    let roles = &extractor.roles;
    let form = syntax.low(noun);
    let called = |noun: &str| roles.is_person(noun) || roles.is_body(noun) || roles.is_source(noun);
    syntax.upos[noun] == "PROPN"
        || syntax.analysis.name_at(noun).is_some()
        || matches!(form, "he" | "she" | "they" | "we" | "i" | "who")
        || called(form)
        || called(&syntax.lemma[noun])
}

/// May this be one who speaks, or a text that tells something? What is neither known to be a person, a body or a text nor looks like one may not.
pub(super) fn may_speak(syntax: &Syntax<'_>, extractor: &Extractor, noun: usize) -> bool {
    let lemma = syntax.lemma[noun].as_str();
    let text = || {
        extractor.limits.is_document(lemma)
            || extractor.limits.is_voice(lemma)
            || extractor.roles.is_medium(lemma)
            || !extractor.cues.noun(lemma).is_empty()
    };
    can_speak(syntax, extractor, noun)
        || matches!(syntax.upos[noun], "PRON" | "DET" | "ADJ" | "NUM" | "X")
            && !matches!(lemma, "nothing" | "something" | "anything" | "everything")
        || syntax.upos[noun] == "NOUN" && (text() || is_personal(lemma) && !extractor.limits.is_matter(lemma))
}

/// Is this somebody, as against a text that tells something: a name, a person, a body or people of a kind ("two pilots")?
pub(super) fn is_someone(syntax: &Syntax<'_>, extractor: &Extractor, noun: usize) -> bool {
    let lemma = syntax.lemma[noun].as_str();
    can_speak(syntax, extractor, noun)
        || syntax.upos[noun] == "NOUN" && (extractor.limits.is_voice(lemma) || is_personal(lemma) && !extractor.limits.is_matter(lemma))
}

/// Is this a person, as against a body or a text: he or she, nobody, a person's name or title?
pub(super) fn is_person(syntax: &Syntax<'_>, extractor: &Extractor, noun: usize) -> bool {
    matches!(syntax.low(noun), "he" | "she" | "they" | "we" | "i" | "who" | "one" | "nobody")
        || syntax.analysis.name_at(noun).is_some_and(|name| name.kind == NameKind::Person)
        || extractor.roles.is_person(&syntax.lemma[noun])
}

/// Does a noun end as those for persons do?
pub(super) fn is_personal(lemma: &str) -> bool {
    lemma.len() > 4 && PERSONAL.iter().any(|ending| lemma.ends_with(ending))
}
