//! Words that bind, with what they take: pledged to go, offered a truce, urged them to stay, ready to talk, agreed to meet.

use super::carried::{adjective, noun};
use super::parties::{is_demand, is_paper, is_reported, may_act, reflexive};
use super::scene::{STEPS, Scene};
use super::telling::Telling;
use super::words::{Cue, Part};
use super::{CommitmentKind, CommitmentRule, Draft};
use crate::extract::phrases::is_infinitive;

/// What a verb, noun or adjective that binds makes of what it takes.
pub(super) fn word(scene: &Scene<'_, '_>, token: usize) -> Vec<Draft> {
    let syntax = scene.syntax;
    let found = match syntax.upos[token] {
        "VERB" | "AUX" => scene.words.cues(Part::Verb, scene.lemma(token)),
        "NOUN" => scene.words.cues(Part::Noun, scene.lemma(token)),
        _ => &[],
    };
    let form = scene.lower(token);
    let adjectives = if matches!(syntax.upos[token], "ADJ" | "VERB") { scene.words.cues(Part::Adjective, form) } else { &[] };
    if found.is_empty() && adjectives.is_empty() || is_blocked(scene, token) {
        return Vec::new();
    }
    let telling = scene.telling(token);
    if scene.is_unreal(&telling) {
        return Vec::new();
    }
    let verbs = found.iter().filter(|_| syntax.upos[token] != "NOUN").find_map(|cue| verb(scene, cue, token, &telling));
    let nouns = || found.iter().filter(|_| syntax.upos[token] == "NOUN").find_map(|cue| noun(scene, cue, token, &telling));
    let adjectives = || adjectives.iter().find_map(|cue| adjective(scene, cue, token, &telling));
    verbs.or_else(adjectives).or_else(nouns).into_iter().collect()
}

/// Is a cue not said, or only supposed, or told of what was before?
pub(super) fn is_blocked(scene: &Scene<'_, '_>, token: usize) -> bool {
    let syntax = scene.syntax;
    // "Wrongly decided to send them", "is increasingly willing to talk": what is judged, or is so in general.
    let judged = syntax.children(token).any(|child| syntax.plain(child) == "advmod" && scene.words.is("judged", scene.lower(child)));
    if scene.is_negated(token) || scene.is_question(token) || scene.is_scarce(token) || judged {
        return true;
    }
    // "Would let the towns decide what to do": who is let has not done it.
    let bare = syntax.xpos[token] == "VB" && scene.to(token).is_none() && !scene.has_modal(token);
    if bare && matches!(syntax.plain(token), "xcomp" | "ccomp") && scene.subject(token).is_some_and(|subject| subject < token) {
        let let_do = |head: usize| scene.words.is("lets", scene.lemma(head));
        if syntax.head[token].is_some_and(let_do) {
            return true;
        }
    }
    // "A moment where towns commit to it": which moment.
    let where_to = |child: usize| child < token && scene.lower(child) == "where" && matches!(syntax.plain(child), "advmod" | "mark");
    if syntax.plain(token) == "acl" && syntax.children(token).any(where_to) {
        return true;
    }
    // "Thanked Orlen for agreeing to come", "is accused of offering passports": told of another.
    let led = |child: usize| child < token && scene.words.is("aside", scene.lower(child)) && matches!(syntax.plain(child), "mark" | "case");
    if syntax.xpos[token] == "VBG" && syntax.children(token).any(led) {
        return true;
    }
    let governed = scene.to(token).is_some().then(|| syntax.head[token]).flatten();
    let goes_on = |head: usize| scene.words.is("go-on", scene.lemma(head)) && !scene.is_negated(head);
    if scene.to(token).is_some() && !governed.is_some_and(goes_on) {
        return true;
    }
    let bound = if governed.is_some() { governed.unwrap_or(token) } else { token };
    let wishes = matches!(scene.lemma(bound), "like" | "want" | "wish");
    if wishes && !scene.subject(bound).is_some_and(|subject| scene.is_first_person(subject)) {
        return true;
    }
    let modal = syntax.children(bound).find(|&child| syntax.xpos[child] == "MD" && child < bound);
    // "We must press them" asks nobody yet.
    let polite = !scene.words.is("pushes", scene.lemma(token))
        && modal.is_some_and(|modal| {
            wishes
                || scene.words.is("must", scene.lower(modal)) && scene.subject(bound).is_some_and(|subject| scene.is_first_person(subject))
        });
    if modal.is_some() && !polite {
        return true;
    }
    // "should take note and order them": the modal is that of the verb it is joined to.
    let first = std::iter::successors(Some(bound), |&at| syntax.head[at].filter(|_| syntax.plain(at) == "conj")).last().unwrap_or(bound);
    let own = syntax.children(bound).any(|child| child < bound && syntax.plain(child) == "nsubj");
    // "We can't sell it or agree to lend it": what the tagger takes for a present has no helper of its own either.
    let tensed = match syntax.xpos[bound] {
        "VBD" | "VBZ" => true,
        "VBP" => syntax.xpos[first] != "VB",
        _ => false,
    };
    // "Expects him to press them and demand that": the infinitive is that of the verb it is joined to.
    let infinite = syntax.xpos[bound] == "VB" && scene.to(first).is_some();
    let shared = first != bound && !own && !tensed && (scene.has_modal(first) || infinite);
    shared || scene.is_subordinate(token) || scene.is_opinion(token)
}

/// "had pledged": told of what was before.
pub(super) fn is_past(scene: &Scene<'_, '_>, token: usize) -> bool {
    scene
        .syntax
        .children(token)
        .any(|child| child < token && matches!(scene.lower(child), "had" | "'d" | "’d") && scene.syntax.plain(child) == "aux")
}

pub(super) fn is_passive(scene: &Scene<'_, '_>, token: usize) -> bool {
    scene.syntax.children(token).any(|child| matches!(scene.syntax.relation[child], "aux:pass" | "nsubj:pass"))
}

/// The infinitive that a word takes, from those that hang from it and from its object.
pub(super) fn infinitive(scene: &Scene<'_, '_>, token: usize, object: Option<usize>) -> Option<usize> {
    let syntax = scene.syntax;
    // "Deciding whether to run", "advised them on how to act": what is asked is whether and how.
    // "Decided on the change partly to avoid a quarrel": what for.
    let open = |done: usize| {
        scene.to(done).is_some_and(|to| {
            to == 0 || !scene.words.is("subordinate", scene.lower(to - 1)) && !scene.words.is("purpose", scene.lower(to - 1))
        })
    };
    let below = |head: usize| syntax.children(head).find(|&child| child > token && is_infinitive(syntax, child) && open(child));
    let own = syntax.children(token).find(|&child| child > token && syntax.plain(child) == "xcomp" && open(child));
    // "urged developed countries to meet": an adjective that the parser took for a verb.
    let inner = || syntax.children(token).find(|&child| child > token && syntax.plain(child) == "xcomp" && scene.to(child).is_none());
    own.or_else(|| below(token)).or_else(|| object.and_then(below)).or_else(|| inner().and_then(below))
}

/// Who is bound by a cue: the source of the account it makes, else the subject that the tree gives; for a pronoun, who is meant where that is told.
fn bound(scene: &Scene<'_, '_>, token: usize, telling: &Telling) -> Option<usize> {
    let of_account = scene.cued_by(token).and_then(|found| found.source.as_ref());
    let source = of_account.map(|source| source.head).or_else(|| scene.syntax.source(token).map(|source| source.head));
    let source = source.map(|source| above_passive(scene, token, source).unwrap_or(source));
    source.map(|source| scene.bound(scene.who_is(source), telling))
}

/// "Reacted to the news that envoys were shot at, calling for an answer": who is shot at calls for nothing; the subject of the clause around it does.
fn above_passive(scene: &Scene<'_, '_>, token: usize, source: usize) -> Option<usize> {
    let syntax = scene.syntax;
    let under =
        syntax.head[token].filter(|&under| syntax.xpos[token] == "VBG" && syntax.plain(token) == "advcl" && is_passive(scene, under))?;
    let below = syntax.children(under).any(|child| child == source && syntax.relation[child] == "nsubj:pass");
    let mut above = std::iter::successors(syntax.head[under].filter(|_| below), |&at| syntax.head[at]).take(STEPS);
    let verb = above.find(|&at| syntax.upos[at] == "VERB" && !is_passive(scene, at))?;
    scene.subject(verb).filter(|&subject| scene.is_actor(subject))
}

fn verb(scene: &Scene<'_, '_>, cue: &Cue, token: usize, telling: &Telling) -> Option<Draft> {
    let syntax = scene.syntax;
    let (frames, passive) = (&cue.frames, is_passive(scene, token));
    if is_past(scene, token) && !(cue.kind == CommitmentKind::Agreement && telling.cue.is_some()) {
        return None;
    }
    if cue.kind == CommitmentKind::Schedule {
        return super::schedule::planned(scene, token, telling);
    }
    let object = syntax.children(token).find(|&child| child > token && matches!(syntax.plain(child), "obj" | "iobj"));
    // "Offered no apology."
    if object.is_some_and(|object| syntax.is_none(object)) {
        return None;
    }
    let by = bound(scene, token, telling);
    // "By subscribing you agree to receive": to whom a page speaks binds himself to nothing here.
    if by.is_some_and(|by| scene.lower(by) == "you") {
        return None;
    }
    let advises = scene.words.is("advises", scene.lemma(token));
    if by.is_some_and(|by| !may_act(scene, by) || (cue.kind != CommitmentKind::Demand || advises) && is_paper(scene, by)) {
        return None;
    }
    // "A plan, which drivers say threatens to ruin them": the verb is of one, and they are several.
    if syntax.xpos[token] == "VBZ"
        && by.is_some_and(|by| matches!(syntax.xpos[by], "NNS") && by + 2 >= token && scene.words.is("report", scene.lemma(token - 1)))
    {
        return None;
    }
    if frames.other || frames.on.is_some() {
        let asked = match (&frames.on, passive) {
            (Some(on), _) => scene.phrase_under(token, &[on.as_str(), if on == "on" { "upon" } else { on.as_str() }]),
            (None, true) => scene.subject(token),
            (None, false) => object,
        };
        // "Asked the house for a loan to build it": what is asked for is the loan.
        let thing = scene.phrase_under(token, &["for"]).filter(|&thing| frames.on.is_none() && !passive && !scene.is_actor(thing));
        let close = |&done: &usize| {
            !is_reported(scene, token, asked, done) && !thing.is_some_and(|thing| asked.is_some_and(|asked| asked < thing) && thing < done)
        };
        if let Some(done) = infinitive(scene, token, asked.filter(|_| !passive)).filter(close) {
            // "want Thale to go": the doer hangs from what is done.
            let inner = syntax.children(done).find(|&child| child > token && child < done && syntax.plain(child) == "nsubj");
            let to = asked.filter(|&asked| asked < done).or(inner);
            let by = if passive { syntax.agent(token) } else { by };
            // "Expects them to attack": what others expect is no demand.
            let foreseen = scene.lemma(token) == "expect" && !by.is_some_and(|by| scene.is_first_person(by));
            if foreseen {
                return None;
            }
            // "Told them to expect delays": nothing is to be done.
            if scene.lemma(done) == "expect" {
                return None;
            }
            let vague = matches!(scene.lemma(token), "want" | "expect")
                && (scene.words.is("idle", scene.lemma(done))
                    || to.is_some_and(|to| matches!(scene.lower(to), "everyone" | "everybody" | "it" | "this" | "that")));
            if !vague && to.is_some_and(|to| may_act(scene, to) && !scene.is_when(to)) && is_demand(scene, token, passive, by) {
                return draft(scene, CommitmentKind::Demand, CommitmentRule::Demand, (by, to), token, done);
            }
            return None;
        }
    }
    if passive
        && scene.lemma(token) == "agree"
        && let Some(thing) = scene
            .subject(token)
            .filter(|&thing| scene.words.is("meeting", scene.lemma(thing)) || scene.words.is("result", scene.lemma(thing)))
    {
        let content = syntax.phrase(thing).tokens;
        let (kind, rule) = (CommitmentKind::Agreement, CommitmentRule::Agreement);
        return Some(Draft { kind, rule, by: syntax.agent(token), to: None, head: thing, content, condition: Vec::new(), cue: token });
    }
    let agreed = passive && cue.kind == CommitmentKind::Agreement;
    let expletive = || syntax.children(token).find(|&child| child < token && scene.lower(child) == "it");
    let by = by.or_else(|| if agreed { expletive() } else { None })?;
    // "Committed Thale to the accord": who is committed is bound.
    let committed = object.filter(|&object| scene.lemma(token) == "commit" && scene.is_actor(object) && !reflexive(scene, Some(object)));
    let by = committed.unwrap_or(by);
    if passive && !matches!(scene.lower(by), "it") && cue.kind != CommitmentKind::Agreement {
        return None;
    }
    // "Arranged the visit to show them the mill", "proposed a plan to end it": what the visit or the plan is for.
    let of_thing = cue.kind == CommitmentKind::Agreement || scene.lemma(token) == "propose";
    // "Undertook a mission to observe it": a body that is no one's to bind.
    let any = scene.words.is("undertakes", scene.lemma(token));
    let for_it = object.filter(|&object| of_thing && (any && !reflexive(scene, Some(object)) || !scene.is_actor(object)) && !passive);
    // "Decided on the latest change to spare them": what is decided is the change.
    let upon = || scene.phrase_under(token, &["on", "upon"]).filter(|&thing| !scene.is_when(thing));
    let for_it = for_it.or_else(|| if any { upon() } else { None });
    if frames.own
        && for_it.is_none()
        && let Some(done) =
            infinitive(scene, token, object).filter(|_| object.is_none() || reflexive(scene, object) || cue.kind != CommitmentKind::Demand)
    {
        let to = object.filter(|&object| scene.is_actor(object) && !reflexive(scene, Some(object)));
        let (kind, rule) = harmful(scene, kind_of(scene, cue, by), done);
        return draft(scene, kind, rule, (Some(by), to), token, done);
    }
    if frames.that
        && let Some(clause) = syntax.children(token).find(|&child| child > token && matches!(syntax.plain(child), "ccomp" | "csubj"))
    {
        return that(scene, cue, token, by, clause);
    }
    if frames.gerund
        && let Some(done) = syntax.children(token).find(|&child| {
            child > token
                && syntax.xpos[child] == "VBG"
                && matches!(syntax.plain(child), "xcomp" | "ccomp" | "advcl")
                && scene.words.is("event", scene.lemma(child))
        })
    {
        return draft(scene, cue.kind, CommitmentRule::Word, (Some(by), None), token, done);
    }
    taken(scene, cue, token, by, object)
}

/// A noun phrase under a cue: "offered a truce", "committed to a programme", "demanded the release".
fn taken(scene: &Scene<'_, '_>, cue: &Cue, token: usize, by: usize, object: Option<usize>) -> Option<Draft> {
    let syntax = scene.syntax;
    let demand = cue.kind == CommitmentKind::Demand;
    let words: Vec<&str> = cue.frames.prepositions.iter().map(String::as_str).collect();
    let passive = is_passive(scene, token);
    let under = || scene.phrase_under(token, &words).filter(|_| !words.is_empty() && !passive);
    let thing =
        if cue.frames.object { syntax.children(token).filter(|&child| child > token && syntax.plain(child) == "obj").last() } else { None };
    let thing = thing.or_else(under)?;
    let person = object.filter(|&object| object != thing);
    let set = |thing: usize| scene.words.is("meeting", scene.lemma(thing)) || scene.words.is("result", scene.lemma(thing));
    let matter = if cue.kind == CommitmentKind::Agreement {
        scene.is_several(by) && (set(thing) || scene.lemma(token) == "settle" && !scene.is_actor(thing))
    } else if cue.kind == CommitmentKind::Threat {
        scene.words.is("measure", scene.lemma(thing))
    } else if demand {
        scene.words.is("result", scene.lemma(thing))
    } else {
        !scene.words.is("ritual", scene.lemma(thing)) && !scene.is_person(thing)
    };
    if !matter || matches!(syntax.upos[thing], "PRON" | "DET") || passive || syntax.plain(token) == "amod" {
        return None;
    }
    // "Remains committed to concord": a value, and nothing to do.
    let done =
        |thing: usize| ["meeting", "result", "offered", "measure", "accord"].iter().any(|list| scene.words.is(list, scene.lemma(thing)));
    if scene.words.is("adheres", scene.lemma(token)) && syntax.upos[thing] == "NOUN" && !done(thing) {
        return None;
    }
    // "Offered a preview", "offer experience": nothing that anyone could take up or be held to.
    if scene.lemma(token) == "offer" && !scene.words.is("offered", scene.lemma(thing)) {
        return None;
    }
    let last = syntax.phrase(thing).tokens.last().copied().unwrap_or(thing).max(thing);
    if cue.kind == CommitmentKind::Promise && last + 1 < syntax.len() && scene.lower(last + 1) == "that" {
        return None;
    }
    // "Promised the crowd that it would pay": a clause that the parser hung under whom it was told.
    let led = |clause: usize| syntax.children(clause).any(|mark| syntax.plain(mark) == "mark" && scene.lower(mark) == "that");
    if cue.kind == CommitmentKind::Promise && syntax.below(thing, &[]).into_iter().any(|below| below > thing && led(below)) {
        return None;
    }
    let condition = scene.condition(thing, cue.kind == CommitmentKind::Threat)?;
    let mut content = syntax.phrase(thing).tokens;
    content.extend(syntax.below(thing, &[token]).into_iter().filter(|&below| below > thing));
    content.sort_unstable();
    content.dedup();
    content = scene.before_next_clause(thing, content);
    content.retain(|below| !condition.contains(below) && *below > token);
    let preposition = if demand { "from" } else { "to" };
    let led = || {
        scene
            .phrase_under(token, &[preposition])
            .or_else(|| scene.phrase_under(thing, &[preposition]))
            .filter(|&to| scene.is_actor(to) && to != thing)
    };
    let to = person.filter(|&person| scene.is_actor(person)).or_else(led);
    let rule = match cue.kind {
        CommitmentKind::Demand => CommitmentRule::Demand,
        CommitmentKind::Agreement => CommitmentRule::Agreement,
        _ => CommitmentRule::Word,
    };
    Some(Draft { kind: cue.kind, rule, by: Some(by), to, head: thing, content, condition, cue: token })
}

/// A clause under a cue of demand or agreement.
fn that(scene: &Scene<'_, '_>, cue: &Cue, token: usize, by: usize, clause: usize) -> Option<Draft> {
    let syntax = scene.syntax;
    // "asked residents not approach the dam": whom the parser gives to the asking.
    let given = || {
        let mut objects = syntax.children(token).filter(|&child| child > token && child < clause);
        objects.find(|&child| matches!(syntax.plain(child), "obj" | "iobj"))
    };
    let subject =
        scene.subject(clause).filter(|&subject| subject > token).or_else(|| given().filter(|_| cue.kind == CommitmentKind::Demand));
    let modal = syntax.children(clause).find(|&child| syntax.xpos[child] == "MD" && child < clause);
    let will = modal.is_some_and(|modal| scene.words.is("will", scene.lower(modal)) || scene.words.is("would", scene.lower(modal)));
    if cue.kind == CommitmentKind::Agreement {
        let doer = subject.filter(|&subject| scene.is_actor(subject) && !is_passive(scene, clause));
        let doable = syntax.upos[clause] == "VERB" && !syntax.children(clause).any(|child| syntax.plain(child) == "cop");
        if !will || !doable || scene.words.is("idle", scene.lemma(clause)) {
            return None;
        }
        // "Agreed that the dam will shape the vote": what a thing does by itself is thought, and settled by nobody.
        let thing = subject.is_some_and(|subject| !scene.is_actor(subject) && !is_passive(scene, clause));
        if thing && !scene.words.is("event", scene.lemma(clause)) && scene.lemma(clause) != "take" {
            return None;
        }
        let expletive = scene.lower(by) == "it";
        let condition = scene.condition(clause, false)?;
        // "Agreed that the chair will consult": what another is to do is told with him.
        let own = |doer: usize| {
            expletive || matches!(syntax.upos[doer], "PRON" | "DET") || scene.lemma(doer) == scene.lemma(by) || scene.is_several(doer)
        };
        let content = match doer.filter(|&doer| own(doer)) {
            Some(_) => scene.matter(clause, modal.map_or(clause, |modal| modal + 1), &condition),
            None => scene.clause(clause, &condition),
        };
        let by = if expletive { doer } else { Some(by) };
        let to = scene.recipient(clause, &content);
        return Some(Draft {
            kind: CommitmentKind::Agreement,
            rule: CommitmentRule::Agreement,
            by,
            to,
            head: clause,
            content,
            condition,
            cue: token,
        });
    }
    // "Asked whether they should go": what is asked is whether.
    if syntax.children(clause).any(|mark| mark < clause && syntax.plain(mark) == "mark" && matches!(scene.lower(mark), "whether" | "if")) {
        return None;
    }
    // "insisted that it does not mean": a helper that has a tense makes it a fact.
    let finite = syntax.children(clause).any(|child| child < clause && scene.lemma(child) == "do" && syntax.plain(child) == "aux");
    // "Insists that they stand to gain": the present of several is no subjunctive under it.
    let told = scene.lemma(token) == "insist" && syntax.xpos[clause] == "VBP" && subject.is_some_and(|subject| scene.is_several(subject));
    let bare = !finite && !told && matches!(syntax.xpos[clause], "VB" | "VBP")
        || syntax.children(clause).any(|child| scene.lower(child) == "be" && child < clause);
    let asks = modal.is_none_or(|modal| matches!(scene.lower(modal), "should" | "must" | "shall" | "be")) && (bare || modal.is_some());
    if !asks || will {
        return None;
    }
    let passive = is_passive(scene, clause);
    let doer = subject.filter(|&subject| scene.is_actor(subject) && !passive);
    // "Insisted that the report should not change opinions": of a thing that acts one says what one thinks.
    if doer.is_none() && !passive && scene.lemma(token) == "insist" {
        return None;
    }
    let condition = scene.condition(clause, false)?;
    let content = match doer {
        Some(doer) => {
            let after = modal.unwrap_or_else(|| syntax.phrase(doer).tokens.last().copied().unwrap_or(doer));
            scene.matter(clause, after + 1, &condition)
        }
        None => scene.clause(clause, &condition),
    };
    Some(Draft { kind: cue.kind, rule: CommitmentRule::Demand, by: Some(by), to: doer, head: clause, content, condition, cue: token })
}

/// "Vowed to strike the port", "is ready to launch its missiles": harm that is promised or offered is a threat.
pub(super) fn harmful(scene: &Scene<'_, '_>, kind: (CommitmentKind, CommitmentRule), done: usize) -> (CommitmentKind, CommitmentRule) {
    let promised = matches!(kind.0, CommitmentKind::Promise | CommitmentKind::Offer);
    if promised && !scene.is_negated(done) && scene.is_harm(done) { (CommitmentKind::Threat, kind.1) } else { kind }
}

/// Kind and rule by who is bound: what several agree to is an agreement, what one agrees to a promise.
pub(super) fn kind_of(scene: &Scene<'_, '_>, cue: &Cue, by: usize) -> (CommitmentKind, CommitmentRule) {
    match cue.kind {
        CommitmentKind::Agreement if scene.is_several(by) || scene.lower(by) == "it" => {
            (CommitmentKind::Agreement, CommitmentRule::Agreement)
        }
        CommitmentKind::Agreement => (CommitmentKind::Promise, CommitmentRule::Word),
        kind => (kind, CommitmentRule::Word),
    }
}

pub(super) fn draft(
    scene: &Scene<'_, '_>,
    kind: CommitmentKind,
    rule: CommitmentRule,
    (by, to): (Option<usize>, Option<usize>),
    cue: usize,
    done: usize,
) -> Option<Draft> {
    let from = scene.to(done).map_or(done, |to| to + 1);
    let condition = scene.condition(done, kind == CommitmentKind::Threat)?;
    let mut content = scene.matter(done, from, &condition);
    if scene.is_negated(done)
        && let Some(not) = scene.syntax.children(done).find(|&child| child < done && matches!(scene.lemma(child), "not" | "never"))
        && !content.contains(&not)
    {
        if scene.to(done) == Some(not + 1) {
            content.insert(0, not + 1);
        }
        content.insert(0, not);
    }
    let to = to.or_else(|| if kind == CommitmentKind::Demand { None } else { scene.recipient(done, &content) });
    let by = by.filter(|&by| scene.lower(by) != "it" || kind != CommitmentKind::Agreement);
    Some(Draft { kind, rule, by, to, head: done, content, condition, cue })
}
