//! What is set for a day, and what an actor has before it.

use super::scene::Scene;
use super::telling::Telling;
use super::{CommitmentKind, CommitmentRule, Draft, due};
use crate::extract::sense::Sense;

/// Is this one for the diary: a visit, talks, a session?
pub(super) fn is_diary(scene: &Scene<'_, '_>, verb: usize) -> bool {
    scene.words.is("diary", scene.lemma(verb))
        || matches!(scene.lemma(verb), "hold" | "have" | "conduct" | "take")
            && scene.syntax.children(verb).any(|child| scene.syntax.plain(child) == "obj" && scene.words.is("meeting", scene.lemma(child)))
}

/// What the report itself says an actor will have: an event, with its day or not; other deeds with their day alone; and harm.
pub(super) fn event(scene: &Scene<'_, '_>, verb: usize, modal: usize, subject: usize, negated: bool) -> Option<Draft> {
    let lemma = scene.lemma(verb);
    if negated || matches!(scene.syntax.upos[subject], "PRON" | "DET") && scene.lower(subject) != "they" || scene.is_onlooker(subject) {
        return None;
    }
    let condition = scene.condition(verb, false)?;
    let content = scene.matter(verb, modal + 1, &condition);
    let dated = due::is_ahead(scene, &scene.syntax.below(verb, &[]));
    let diary = is_diary(scene, verb);
    let named = scene.syntax.upos[subject] == "PROPN";
    let gives = named
        && scene.words.is("give", lemma)
        && scene.syntax.children(verb).any(|child| child > verb && scene.syntax.plain(child) == "obj");
    if !(diary || gives || scene.words.is("event", lemma) && dated) || !condition.is_empty() {
        return None;
    }
    let to = scene.recipient(verb, &content).filter(|_| gives);
    // "On Tuesday the king will deliver the speech": a programme, told with nobody who gets anything.
    let gives = gives && !(dated && to.is_none());
    let (kind, rule) =
        if gives { (CommitmentKind::Promise, CommitmentRule::Will) } else { (CommitmentKind::Schedule, CommitmentRule::Event) };
    Some(Draft { kind, rule, by: Some(subject), to, head: verb, content, condition, cue: modal })
}

/// What will be done to, or happen to, what cannot act: "the instructions will be given", "the talks will resume on Friday". What is done is the
/// verb, or stands below it: "will continue to be given".
pub(super) fn thing(scene: &Scene<'_, '_>, verb: usize, done: usize, subject: usize, telling: &Telling, passive: bool) -> Option<Draft> {
    let syntax = scene.syntax;
    if scene.is_negated(verb) || matches!(syntax.upos[subject], "PRON" | "DET") {
        return None;
    }
    // "Said such help would be considered a gift": what it is taken for.
    let taken_for = |child: usize| {
        child > done && matches!(syntax.plain(child), "xcomp" | "obj") && matches!(syntax.upos[child], "NOUN" | "ADJ" | "PROPN")
    };
    if passive && scene.lemma(done) == "consider" && syntax.children(done).any(taken_for) {
        return None;
    }
    let condition = scene.condition(verb, false)?;
    let content = scene.clause(verb, &condition);
    let dated = due::is_ahead(scene, &content);
    let takes_place = scene.lemma(verb) == "take" && syntax.children(verb).any(|child| scene.lemma(child) == "place");
    let event = passive && scene.lemma(done) == "hold" || !passive && (takes_place || scene.words.is("diary", scene.lemma(verb)));
    let modal = scene.modal(verb, "will").or_else(|| scene.modal(verb, "would"))?;
    let make = |kind, rule, by| {
        Some(Draft { kind, rule, by, to: None, head: verb, content: content.clone(), condition: condition.clone(), cue: modal })
    };
    let agent = syntax.agent(done).filter(|&agent| passive && scene.is_actor(agent));
    let deed = passive && scene.words.is("deed", scene.lemma(done));
    let opened = deed && dated && scene.words.is("event", scene.lemma(done));
    match telling.source {
        Some(source) if scene.is_onlooker(source) => None,
        // "Said that the talks would resume on Friday".
        Some(source) if (event || opened) && dated => make(CommitmentKind::Schedule, CommitmentRule::Event, Some(source)),
        Some(source) if deed && !event && scene.is_actor(source) => {
            make(CommitmentKind::Promise, CommitmentRule::Passive, Some(agent.unwrap_or(source)))
        }
        None if telling.told && dated && (event || deed) => make(CommitmentKind::Schedule, CommitmentRule::Event, agent),
        _ => None,
    }
}

/// "is due to open", "is scheduled for 9 June", "plans to visit".
pub(super) fn planned(scene: &Scene<'_, '_>, cue: usize, telling: &Telling) -> Option<Draft> {
    let syntax = scene.syntax;
    let given = given(scene, cue);
    // "are due out in May": the parser makes the head of what follows.
    let own = given.is_some() || scene.subject(cue).is_some();
    let top = if own { cue } else { syntax.head[cue].filter(|_| syntax.plain(cue) != "acl")? };
    let subject = given.or_else(|| scene.subject(top))?;
    let plans = matches!(scene.lemma(cue), "plan" | "intend");
    let passive = syntax.children(cue).any(|child| matches!(syntax.relation[child], "aux:pass" | "nsubj:pass"));
    // "was set to": what had been planned; where it is told, it is planned still.
    let past = syntax.children(top).any(|child| child < cue && matches!(scene.lower(child), "was" | "were" | "had" | "been"));
    let transitive = !plans && syntax.children(cue).any(|child| child > cue && syntax.plain(child) == "obj");
    if past && telling.source.is_none() || plans && passive || transitive {
        return None;
    }
    let done = syntax.children(cue).find(|&child| child > cue && scene.to(child).is_some());
    let done = done.or_else(|| Some(top).filter(|&top| scene.to(top).is_some_and(|to| to > cue)));
    let actor = scene.is_actor(subject);
    let own = telling.source.is_none() || scene.is_own(subject, telling) || !actor;
    let onlooker = telling.source.is_some_and(|source| scene.is_onlooker(source)) || scene.is_onlooker(subject);
    // "The weather is set to turn", "the project plans to sell it": nobody who could set or plan it.
    let weather = scene.words.is("weather", scene.lemma(subject));
    if !own || onlooker || weather || plans && !actor {
        return None;
    }
    let head = done.unwrap_or(top);
    // "Thursday is set to be a dry day": what something is.
    if !actor && done.is_some_and(|done| syntax.children(done).any(|child| syntax.plain(child) == "cop")) {
        return None;
    }
    let condition = scene.condition(head, false)?;
    let of_done = |done: usize| scene.matter(done, scene.to(done).map_or(done, |to| to + 1), &condition);
    let content = match done {
        Some(done) if actor => of_done(done),
        _ => scene.clause(top, &condition),
    };
    let dated = due::is_ahead(scene, &content) || due::is_ahead(scene, &syntax.below(top, &[]));
    let doable = done.is_some_and(|done| !scene.words.is("idle", scene.lemma(done)));
    if !(dated || done.is_some_and(|done| is_diary(scene, done)) || plans && doable && actor) {
        return None;
    }
    if plans && (!doable || telling.source.is_none() && !dated) {
        return None;
    }
    let by = if actor { Some(scene.bound(subject, telling)) } else { telling.source };
    let to = scene.recipient(head, &content);
    let meant = scene.lemma(cue) == "intend" || plans && !dated && !done.is_some_and(|done| is_diary(scene, done));
    let (kind, rule) =
        if meant { (CommitmentKind::Promise, CommitmentRule::Word) } else { (CommitmentKind::Schedule, CommitmentRule::Due) };
    Some(Draft { kind, rule, by, to, head, content, condition, cue })
}

/// "announced Orlen intended to appeal": who stands right before the cue, whom the parser gives to the verb of telling.
fn given(scene: &Scene<'_, '_>, cue: usize) -> Option<usize> {
    let syntax = scene.syntax;
    let verb = syntax.head[cue].filter(|&verb| syntax.plain(cue) == "ccomp" && scene.words.is("report", scene.lemma(verb)))?;
    let own = syntax.children(cue).any(|child| matches!(syntax.plain(child), "nsubj" | "aux" | "mark"));
    let object = syntax.children(verb).find(|&child| child > verb && child < cue && syntax.plain(child) == "obj")?;
    let beside = syntax.phrase(object).tokens.last().is_some_and(|last| last + 1 == cue);
    (beside && !own && matches!(syntax.xpos[cue], "VBD" | "VBN" | "VBZ" | "VBP")).then_some(object)
}

/// "is due out in May", "is to visit Quell", "opens on Monday".
pub(super) fn ahead(scene: &Scene<'_, '_>, token: usize) -> Option<Draft> {
    let telling = scene.telling(token);
    if scene.is_unreal(&telling)
        || scene.is_negated(token)
        || scene.is_question(token)
        || scene.is_subordinate(token)
        || scene.has_modal(token)
    {
        return None;
    }
    let form = scene.lower(token);
    let is = (token.saturating_sub(2)..token).any(|at| matches!(scene.lower(at), "is" | "are" | "was" | "were" | "be" | "been"));
    if scene.words.is("ahead", form) && is {
        return planned(scene, token, &telling);
    }
    opens(scene, token, &telling).or_else(|| is_to(scene, token, &telling))
}

/// "The fair opens on Monday": the present of an event that lies ahead.
fn opens(scene: &Scene<'_, '_>, verb: usize, telling: &Telling) -> Option<Draft> {
    let syntax = scene.syntax;
    if telling.sense.is_some_and(|sense| !matches!(sense, Sense::Says | Sense::Confirms)) {
        return None;
    }
    let present = matches!(syntax.xpos[verb], "VBZ" | "VBP")
        || syntax.xpos[verb] == "VBG" && syntax.children(verb).any(|child| matches!(scene.lower(child), "is" | "are" | "am"));
    if !present || syntax.upos[verb] != "VERB" || !(scene.words.is("diary", scene.lemma(verb)) || is_diary(scene, verb)) {
        return None;
    }
    let subject = scene.subject(verb).filter(|&subject| !scene.words.is("weather", scene.lemma(subject)))?;
    let condition = scene.condition(verb, false)?;
    let actor = scene.is_actor(subject) && scene.is_own(subject, telling) || telling.source.is_none() && scene.is_actor(subject);
    let first = syntax.phrase(subject).tokens.last().copied().unwrap_or(subject) + 1;
    let content = if actor { scene.matter(verb, first.min(verb), &condition) } else { scene.clause(verb, &condition) };
    if !due::is_after_today(scene, &content) || telling.source.is_some_and(|source| scene.is_onlooker(source)) || !condition.is_empty() {
        return None;
    }
    if matches!(syntax.upos[subject], "PRON" | "DET") && !scene.is_own(subject, telling) {
        return None;
    }
    let by = if actor { Some(scene.bound(subject, telling)) } else { telling.source };
    let to = scene.recipient(verb, &content);
    let (kind, rule) = (CommitmentKind::Schedule, CommitmentRule::Event);
    Some(Draft { kind, rule, by, to, head: verb, content, condition, cue: verb })
}

/// "The president is to visit Quell".
fn is_to(scene: &Scene<'_, '_>, verb: usize, telling: &Telling) -> Option<Draft> {
    let syntax = scene.syntax;
    let to = scene.to(verb).filter(|&to| syntax.upos[verb] == "VERB" && syntax.xpos[verb] == "VB" && to > 0)?;
    let is = to - 1;
    if !matches!(scene.lower(is), "is" | "are") || syntax.sentence[is] != syntax.sentence[verb] {
        return None;
    }
    let subject = scene.subject(verb).or_else(|| scene.subject(is)).or_else(|| syntax.head[is].and_then(|head| scene.subject(head)))?;
    if subject > is || scene.words.is("idle", scene.lemma(verb)) && !is_diary(scene, verb) {
        return None;
    }
    let actor = scene.is_actor(subject);
    let own = telling.source.is_none() || scene.is_own(subject, telling);
    let condition = scene.condition(verb, false)?;
    let content = scene.matter(verb, to + 1, &condition);
    let dated = due::is_ahead(scene, &content);
    if !actor || !own || !(dated || is_diary(scene, verb)) || matches!(syntax.upos[subject], "PRON" | "DET") && telling.source.is_none() {
        return None;
    }
    let by = Some(scene.bound(subject, telling));
    let to = scene.recipient(verb, &content);
    let agreed = scene.is_several(subject) && (scene.is_in_accord(verb, telling.source) || scene.is_in_accord(is, None));
    let (kind, rule) =
        if agreed { (CommitmentKind::Agreement, CommitmentRule::Agreement) } else { (CommitmentKind::Schedule, CommitmentRule::Due) };
    Some(Draft { kind, rule, by, to, head: verb, content, condition, cue: is })
}
