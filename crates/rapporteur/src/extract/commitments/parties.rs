//! Who can ask or be bound, and what is told to somebody without asking anything of him. What a word that binds takes is not read here.

use super::scene::Scene;
use crate::extract::voices::may_speak;

/// A demand is made by one who can ask; who is expected or told to do something by nobody is not asked for it.
pub(super) fn is_demand(scene: &Scene<'_, '_>, token: usize, passive: bool, by: Option<usize>) -> bool {
    let weak = matches!(
        scene.lemma(token),
        "expect" | "want" | "tell" | "warn" | "press" | "pressure" | "charge" | "advise" | "oblige" | "require"
    );
    match by {
        Some(by) => !scene.is_onlooker(by) || !matches!(scene.lemma(token), "expect" | "want"),
        // "Were invited" tells who came; "are invited" asks.
        None => {
            passive
                && !weak
                && !(scene.lemma(token) == "invite"
                    && scene.syntax.children(token).any(|child| matches!(scene.lower(child), "was" | "were")))
        }
    }
}

/// "Told the press that the list is to be drawn up", "told the paper it was wrong to say so": what is told is a clause of its own, and nothing that who is
/// told should do.
pub(super) fn is_reported(scene: &Scene<'_, '_>, token: usize, asked: Option<usize>, done: usize) -> bool {
    let syntax = scene.syntax;
    let Some(to) = scene.to(done) else { return false };
    if to > 0 && matches!(scene.lower(to - 1), "is" | "are" | "was" | "were") {
        return true;
    }
    let Some(asked) = asked.filter(|&asked| asked > token && asked < to) else { return false };
    let last = syntax.phrase(asked).tokens.last().copied().unwrap_or(asked).max(asked);
    matches!(scene.lemma(token), "tell" | "warn")
        && (last + 1..to).any(|between| matches!(syntax.xpos[between], "VBZ" | "VBP" | "VBD" | "MD"))
}

pub(super) fn reflexive(scene: &Scene<'_, '_>, object: Option<usize>) -> bool {
    object.is_some_and(|object| scene.lower(object).ends_with("self") || scene.lower(object).ends_with("selves"))
}

/// "A statement promising", "plans that offer": a paper binds itself to nothing.
pub(super) fn is_paper(scene: &Scene<'_, '_>, noun: usize) -> bool {
    let lemma = scene.lemma(noun);
    scene.syntax.upos[noun] == "NOUN" && (scene.words.is("paper", lemma) || scene.extractor.roles.is_document(lemma))
}

/// One who can act, or whom a pronoun or a bare word leaves open.
pub(super) fn may_act(scene: &Scene<'_, '_>, noun: usize) -> bool {
    scene.is_actor(noun)
        || may_speak(scene.syntax, scene.extractor, noun)
        || scene.is_missed_name(noun)
        || matches!(scene.syntax.upos[noun], "PRON" | "DET" | "NUM" | "ADJ" | "X")
            && !matches!(scene.lower(noun), "which" | "that" | "this")
}
