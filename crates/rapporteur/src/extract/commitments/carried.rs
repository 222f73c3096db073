//! Nouns and adjectives that bind, with what carries them: expressed readiness to help, its promise to pay, ready to talk.

use super::cue::{draft, harmful, infinitive, is_blocked, is_passive, is_past, kind_of};
use super::scene::Scene;
use super::telling::Telling;
use super::words::Cue;
use super::{CommitmentKind, CommitmentRule, Draft};

/// A noun that binds, carried by a verb or owned: "expressed readiness to help", "its promise to pay", "reached an agreement to meet".
pub(super) fn noun(scene: &Scene<'_, '_>, cue: &Cue, token: usize, telling: &Telling) -> Option<Draft> {
    let syntax = scene.syntax;
    let done = syntax
        .children(token)
        .find(|&child| child > token && scene.to(child).is_some() && matches!(syntax.plain(child), "acl" | "xcomp" | "advcl"));
    let verb = syntax.head[token].filter(|&head| matches!(syntax.plain(token), "obj" | "nsubj") && syntax.upos[head] == "VERB");
    let accepts = |verb: usize| scene.words.is("accept", scene.lemma(verb));
    if syntax.is_none(token) {
        return None;
    }
    let carries = |verb: usize| scene.words.is("light", scene.lemma(verb)) || scene.words.is("carry", scene.lemma(verb));
    let invited = scene.words.is("invitation", scene.lemma(token));
    let carried = verb
        .filter(|&verb| if invited { accepts(verb) && matches!(syntax.xpos[verb], "VBD" | "VBZ" | "VBN" | "VBP") } else { carries(verb) });
    let verb = carried.filter(|&verb| scene.lemma(token) != "right" || scene.lemma(verb) == "reserve")?;
    let on = || {
        scene
            .phrase_under(token, &["on"])
            .or_else(|| scene.phrase_under(verb, &["on"]))
            .filter(|&thing| scene.words.is("meeting", scene.lemma(thing)))
    };
    let done = match done.or_else(|| infinitive(scene, verb, None)) {
        Some(done) => done,
        None if cue.kind == CommitmentKind::Agreement => on()?,
        None => return None,
    };
    if is_blocked(scene, verb) || is_past(scene, verb) {
        return None;
    }
    let passive = is_passive(scene, verb);
    let by = if passive { syntax.agent(verb) } else { scene.subject(verb).or_else(|| syntax.source(verb).map(|source| source.head)) };
    let by = by.map(|by| scene.bound(by, telling));
    // "The envoy underlined the commitment of Thale to": who is named as bound is.
    let named =
        |&owner: &usize| matches!(syntax.upos[owner], "PROPN" | "NOUN") && scene.is_actor(owner) && cue.kind != CommitmentKind::Demand;
    // "The decision shows their intention to dodge the charge," the nurses said: what others read into it.
    if scene.words.is("shows", scene.lemma(verb)) && telling.source.is_some() && by.is_some_and(|by| !scene.is_own(by, telling)) {
        return None;
    }
    let owner = syntax.children(token).find(|&child| child < token && syntax.relation[child] == "nmod:poss");
    let by = owner.or_else(|| scene.phrase_under(token, &["of"])).filter(named).or(by);
    if cue.kind == CommitmentKind::Agreement {
        let parties = by.filter(|&by| scene.is_actor(by));
        return draft(scene, cue.kind, CommitmentRule::Agreement, (parties, None), token, done);
    }
    let by = by.filter(|&by| scene.is_actor(by) && (scene.words.is("light", scene.lemma(verb)) || accepts(verb)))?;
    if cue.kind == CommitmentKind::Demand {
        let to = scene.phrase_under(token, &["to", "for", "on", "that"]).or_else(|| scene.phrase_under(verb, &["to"]));
        let given = || syntax.children(verb).find(|&child| child > verb && child != token && matches!(syntax.plain(child), "iobj" | "obj"));
        let to = to.or_else(|| given().filter(|&to| scene.is_actor(to)));
        return draft(scene, cue.kind, CommitmentRule::Demand, (Some(by), to), token, done);
    }
    let (kind, rule) = harmful(scene, kind_of(scene, cue, by), done);
    // "Its intention to halt the talks if the mill is shut".
    let bars = || scene.words.is("bar", scene.lemma(done)) && scene.condition(done, false).is_some_and(|condition| !condition.is_empty());
    let kind = if kind == CommitmentKind::Promise && bars() { CommitmentKind::Threat } else { kind };
    draft(scene, kind, rule, (Some(by), None), token, done)
}

/// "is ready to talk": of oneself, or of what is one's own.
pub(super) fn adjective(scene: &Scene<'_, '_>, cue: &Cue, token: usize, telling: &Telling) -> Option<Draft> {
    let syntax = scene.syntax;
    // "Has prepared a list of goods to tax": what is prepared is the list.
    if syntax.upos[token] == "VERB" && syntax.children(token).any(|child| child > token && syntax.plain(child) == "obj") {
        return None;
    }
    // "I prepared to break the seal": what one did.
    if syntax.xpos[token] == "VBD" {
        return None;
    }
    let done = infinitive(scene, token, None).filter(|_| cue.frames.own);
    let words: Vec<&str> = cue.frames.prepositions.iter().map(String::as_str).collect();
    let done = done.or_else(|| {
        scene.phrase_under(token, &words).filter(|&thing| scene.words.is("meeting", scene.lemma(thing)) && !words.is_empty())
    })?;
    let subject = scene.subject(token)?;
    if telling.source.is_some_and(|source| scene.is_onlooker(source)) {
        return None;
    }
    // "Nobody knows what we are willing to give up."
    let first = syntax.below(subject, &[]).first().copied().unwrap_or(subject);
    if first.checked_sub(1).is_some_and(|before| matches!(scene.lower(before), "what" | "how" | "whatever")) {
        return None;
    }
    // "Is ready for Pell to sue him": what another is to do.
    let of_another = syntax.children(done).any(|child| child < done && syntax.plain(child) == "nsubj");
    if of_another || scene.phrase_under(token, &["for"]).is_some_and(|other| other < done && scene.is_actor(other)) {
        return None;
    }
    let attached = syntax.children(token).any(|child| matches!(syntax.plain(child), "cop" | "aux"))
        || syntax.head[token].is_some_and(|head| matches!(scene.lemma(head), "remain" | "stand" | "declare" | "say"));
    // "He was willing to help," she said: that he once was.
    let past = (telling.source.is_none() || syntax.quotation[token].is_some())
        && syntax.children(token).any(|child| matches!(scene.lower(child), "was" | "were" | "had"));
    if !attached || past || !scene.is_actor(subject) || telling.source.is_some() && !scene.is_own(subject, telling) {
        return None;
    }
    let (kind, rule) = harmful(scene, (cue.kind, CommitmentRule::Word), done);
    draft(scene, kind, rule, (Some(scene.bound(subject, telling)), None), token, done)
}
