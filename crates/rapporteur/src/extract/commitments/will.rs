//! What one says one will do, and what one says another must do.

use super::scene::Scene;
use super::telling::Telling;
use super::{CommitmentKind, CommitmentRule, Draft, schedule};
use crate::extract::sense::Sense;

/// Tokens before a verb in which "the better" leads its clause.
const MEASURED: usize = 12;

/// "I will answer the letter", "said that it would not sign".
pub(super) fn will(scene: &Scene<'_, '_>, verb: usize) -> Option<Draft> {
    let syntax = scene.syntax;
    if !matches!(syntax.upos[verb], "VERB" | "ADJ" | "NOUN") {
        return None;
    }
    let ahead = scene.modal(verb, "will");
    let modal = ahead.or_else(|| scene.modal(verb, "would"))?;
    let telling = scene.telling(verb);
    if scene.is_unreal(&telling)
        || scene.is_question(verb)
        || scene.is_subordinate(verb)
        || scene.is_opinion(verb)
        || scene.is_scarce(verb)
        || scene.takes_time(verb)
    {
        return None;
    }
    // "Would" is the future of what is told; in one's own words it is only supposed.
    if ahead.is_none() && (telling.source.is_none() || syntax.quotation[verb].is_some() || telling.direct) {
        return None;
    }
    // "They'd sooner vote for her", "which he would gladly wear": what one would like.
    let likes = |child: usize| syntax.plain(child) == "advmod" && scene.words.is("rather", scene.lower(child));
    if ahead.is_none() && syntax.children(verb).any(likes) {
        return None;
    }
    // "Their efforts are the guarantee that all will be done": what something is.
    let is_what = |noun: usize| syntax.upos[noun] == "NOUN" && syntax.children(noun).any(|child| syntax.plain(child) == "cop");
    if matches!(syntax.plain(verb), "acl" | "ccomp") && syntax.head[verb].is_some_and(is_what) {
        return None;
    }
    // "The rumour that the house will rise", "making sure that Orlen will always lead": told or wished of others.
    let claimed = |head: usize| {
        syntax.upos[head] == "NOUN" && scene.words.is("claim", scene.lemma(head))
            || scene.words.is("sees-to", scene.lower(head))
            || scene.words.is("sees-to", scene.lemma(head))
    };
    if matches!(syntax.plain(verb), "acl" | "ccomp") && syntax.head[verb].is_some_and(claimed) {
        return None;
    }
    // "It appears that Orlen will leave": what it looks like. "In towns where they will build": which towns.
    let seems = |head: usize| matches!(scene.lemma(head), "appear" | "seem");
    let where_to = |child: usize| syntax.plain(child) == "advmod" && scene.lower(child) == "where";
    if syntax.plain(verb) == "ccomp" && syntax.head[verb].is_some_and(seems)
        || syntax.relation[verb] == "acl:relcl" && syntax.children(verb).any(where_to)
    {
        return None;
    }
    // "I'll do what I believe is right": whatever that is.
    let whatever = |child: usize| syntax.below(child, &[]).first().is_some_and(|&first| matches!(scene.lower(first), "what" | "whatever"));
    if scene.lemma(verb) == "do" && syntax.children(verb).any(|child| child > verb && whatever(child)) {
        return None;
    }
    // "Reporters heard chants of “We will burn it”": who hears it does not say it.
    if telling.direct && telling.cue.is_some_and(|cue| scene.words.is("perceives", scene.lemma(cue))) {
        return None;
    }
    // "The more they pay, the better we will guard it": an argument.
    let measure =
        |at: usize| matches!(syntax.xpos[at], "RBR" | "JJR") && at > 0 && scene.lower(at - 1) == "the" && syntax.head[at] == Some(verb);
    if (verb.saturating_sub(MEASURED)..verb).any(measure) {
        return None;
    }
    let perfect = syntax.children(verb).any(|child| child < verb && scene.lower(child) == "have");
    let deed = effective(scene, verb);
    let subject = scene.subject(verb)?;
    if perfect || syntax.upos[verb] != "VERB" && syntax.upos[deed] != "VERB" {
        return None;
    }
    let passive = syntax.children(verb).any(|child| matches!(syntax.relation[child], "aux:pass" | "nsubj:pass"));
    let lemma = scene.lemma(deed);
    let negated = scene.is_negated(verb);
    if scene.is_first_person(subject) && telling.source.is_none() && syntax.quotation[verb].is_some() && scene.words.is("idle", lemma) {
        return None;
    }
    // "The crews would continue to be paid": by who says so.
    let inner = passive_below(scene, verb);
    if passive || inner.is_some() || !scene.acts(subject, &telling) {
        return schedule::thing(scene, verb, inner.unwrap_or(verb), subject, &telling, passive || inner.is_some());
    }
    if scene.is_first_person(subject)
        && scene.words.is("agenda", lemma)
        && syntax.children(verb).all(|child| child < verb || scene.lemma(child) != "with")
    {
        return None;
    }
    // "Said it would support the text": a position, and nothing undertaken.
    if ahead.is_none() && !negated && scene.words.is("position", lemma) {
        return None;
    }
    if scene.words.is("idle", lemma) && !(negated && lemma == "stand") {
        return None;
    }
    if telling.source.is_none_or(|source| scene.words.is("accord", scene.lemma(source)))
        && scene.is_several(subject)
        && scene.is_in_accord(verb, telling.source)
        && !negated
    {
        let condition = scene.condition(verb, false)?;
        let content = scene.matter(verb, modal + 1, &condition);
        let to = scene.recipient(deed, &content);
        let (kind, rule) = (CommitmentKind::Agreement, CommitmentRule::Agreement);
        return Some(Draft { kind, rule, by: Some(subject), to, head: verb, content, condition, cue: modal });
    }
    if !scene.is_own(subject, &telling) {
        return if telling.source.is_none() && telling.told { schedule::event(scene, verb, modal, subject, negated) } else { None };
    }
    let condition = scene.condition(verb, true)?;
    // "A president would be breaking the law if": anyone who does.
    let anyone =
        syntax.children(subject).any(|child| matches!(scene.lower(child), "a" | "an")) && syntax.analysis.name_at(subject).is_none();
    if anyone && !condition.is_empty() {
        return None;
    }
    let (kind, rule) = kind(scene, verb, deed, negated, &telling, &condition, subject);
    let condition = if kind == CommitmentKind::Threat { condition } else { scene.condition(verb, false)? };
    let mut content = scene.matter(verb, modal + 1, &condition);
    let not = syntax.children(verb).find(|&child| child < verb && matches!(scene.lemma(child), "not" | "never" | "n't" | "n’t"));
    // "Won't use it": what is no word of its own stands with its helper.
    if negated && not.is_some_and(|not| !content.contains(&not)) {
        content.splice(0..0, not);
    }
    let is_clitic = |not: usize| scene.lower(not).contains(['\'', '’']);
    if let Some(not) = not.filter(|&not| content.first() == Some(&not) && is_clitic(not) && not > 0) {
        content.insert(0, not - 1);
    }
    let by = scene.who_is(scene.bound(subject, &telling));
    let assured = telling.addressee.filter(|_| matches!(telling.sense, Some(Sense::Promises | Sense::Warns | Sense::Threatens)));
    // "We will let them through," she told the families.
    let told = telling.cue.filter(|_| telling.direct && scene.is_first_person(subject));
    let told =
        told.and_then(|cue| syntax.children(cue).find(|&child| matches!(syntax.plain(child), "obj" | "iobj") && scene.may_be_told(child)));
    let told = told.filter(|&to| !scene.is_outlet(to));
    let to = assured.or_else(|| scene.recipient(deed, &content)).or(told);
    Some(Draft { kind, rule, by: Some(by), to, head: verb, content, condition, cue: modal })
}

/// "Will not allow the duchy to tax them": who is not let wants to.
fn lets_another(scene: &Scene<'_, '_>, deed: usize) -> bool {
    let syntax = scene.syntax;
    let under = |child: usize| matches!(syntax.plain(child), "obj" | "iobj" | "nsubj");
    let other = |head: usize| syntax.children(head).any(|child| child > deed && under(child) && scene.is_actor(child));
    other(deed) || syntax.children(deed).any(|child| matches!(syntax.plain(child), "xcomp" | "ccomp") && other(child))
}

impl Scene<'_, '_> {
    /// Is what is done under a condition something that others can earn: "if Quell lifts the blockade", and not "if the bill fails", "if asked"?
    fn is_offered_for(&self, verb: usize, condition: &[usize]) -> bool {
        let syntax = self.syntax;
        let Some(&opener) = condition.first() else { return false };
        if self.lower(opener) != "if" {
            return true;
        }
        let Some(clause) = syntax.head[opener].filter(|&clause| condition.contains(&clause) && clause != verb) else { return false };
        let failed = self.is_negated(clause) || self.words.is("undone", self.lemma(clause));
        let passive = syntax.children(clause).any(|child| syntax.relation[child] == "nsubj:pass");
        let does = syntax.child(clause, &["nsubj"]).is_some_and(|subject| self.is_actor(subject) && !self.is_first_person(subject));
        !failed && (passive || does && syntax.upos[clause] == "VERB")
    }

    /// Does a verb tell harm, of itself or by what it takes: retaliate; launch a missile?
    pub(super) fn is_harm(&self, verb: usize) -> bool {
        let mut objects = self.objects(verb);
        self.words.is("harm", self.lemma(verb))
            || self.words.is("wields", self.lemma(verb)) && objects.any(|child| self.words.is("weapon", self.lemma(child)))
            || self.words.is("inflict", self.lemma(verb)) && self.objects(verb).any(|child| self.words.is("penalty", self.lemma(child)))
    }

    fn objects(&self, verb: usize) -> impl Iterator<Item = usize> {
        self.syntax.children(verb).filter(move |&child| child > verb && self.syntax.plain(child) == "obj")
    }

    /// "It would take time".
    fn takes_time(&self, verb: usize) -> bool {
        self.lemma(verb) == "take"
            && self.syntax.children(verb).any(|child| {
                child > verb
                    && self.syntax.plain(child) == "obj"
                    && (self.words.is("unit", self.lemma(child)) || self.lemma(child) == "time")
            })
    }
}

/// What is done under a verb of going on or beginning, in the passive: paid in "continue to be paid".
fn passive_below(scene: &Scene<'_, '_>, verb: usize) -> Option<usize> {
    let syntax = scene.syntax;
    let passive = |child: usize| syntax.children(child).any(|part| syntax.relation[part] == "aux:pass");
    let inner = syntax.children(verb).find(|&child| child > verb && syntax.plain(child) == "xcomp" && passive(child));
    inner.filter(|_| scene.words.is("onward", scene.lemma(verb)))
}

/// The verb that counts: of "continue to support" what is continued.
fn effective(scene: &Scene<'_, '_>, verb: usize) -> usize {
    let carries = matches!(scene.lemma(verb), "continue" | "keep" | "go" | "ready" | "prepared" | "willing");
    let inner = scene.syntax.children(verb).find(|&child| child > verb && scene.syntax.plain(child) == "xcomp");
    inner.filter(|_| carries).unwrap_or(verb)
}

fn kind(
    scene: &Scene<'_, '_>,
    verb: usize,
    deed: usize,
    negated: bool,
    telling: &Telling,
    condition: &[usize],
    subject: usize,
) -> (CommitmentKind, CommitmentRule) {
    let lemma = scene.lemma(deed);
    let harm = scene.is_harm(deed);
    // "If so, we will take steps": what is taken against who does it.
    let takes = || {
        let object = scene.syntax.children(deed).find(|&child| child > deed && scene.syntax.plain(child) == "obj");
        lemma == "take" && object.is_some_and(|object| scene.words.is("measure", scene.lemma(object)))
    };
    let bar = scene.words.is("bar", lemma) || takes();
    let bound = !condition.is_empty();
    let dated = super::due::is_ahead(scene, &scene.syntax.below(verb, &[]));
    // "would not hold up progress".
    let lifts = lemma == "hold" && scene.syntax.children(deed).any(|child| scene.lower(child) == "up");
    let or_else = scene.syntax.children(verb).any(|child| scene.syntax.plain(child) == "cc" && scene.lower(child) == "or");
    let opened = condition.first().map(|&first| scene.lower(first));
    // "Will hold the rite without guests" tells how; "will not sign without guarantees" on what condition.
    let against = opened.is_some_and(|word| matches!(word, "unless" | "failing"));
    match telling.sense {
        // "If the island is attacked, we will never surrender": a vow.
        _ if negated && scene.words.is("yield", lemma) => (CommitmentKind::Promise, CommitmentRule::Will),
        Some(Sense::Promises) if !negated && harm => (CommitmentKind::Threat, CommitmentRule::Harm),
        Some(Sense::Promises) => (CommitmentKind::Promise, CommitmentRule::Will),
        Some(Sense::Threatens | Sense::Warns) => (CommitmentKind::Threat, CommitmentRule::Harm),
        // "Will not sign the treaty": what others want is withheld. "Will not send its army": nobody is harmed by that.
        _ if negated
            && (bound && !(harm || bar || scene.words.is("hinder", lemma) || lifts) && opened != Some("if")
                || scene.words.is("withhold", lemma)
                || scene.words.is("allows", lemma) && lets_another(scene, deed)) =>
        {
            (CommitmentKind::Threat, CommitmentRule::Harm)
        }
        _ if !negated && (harm || or_else || against || bar && bound) => (CommitmentKind::Threat, CommitmentRule::Harm),
        Some(Sense::Offers) => (CommitmentKind::Offer, CommitmentRule::Will),
        Some(Sense::Agrees) if scene.is_several(subject) => (CommitmentKind::Agreement, CommitmentRule::Agreement),
        // "If they attack us, we will stand together": nobody is offered anything for harm.
        _ if bound
            && condition
                .iter()
                .any(|&token| scene.words.is("harm", scene.lemma(token)) || scene.words.is("harmed", scene.lemma(token))) =>
        {
            (CommitmentKind::Promise, CommitmentRule::Will)
        }
        _ if bound && opened != Some("without") && scene.is_offered_for(verb, condition) => (CommitmentKind::Offer, CommitmentRule::Will),
        _ if schedule::is_diary(scene, verb) && !negated && (dated || telling.source.is_none() && !scene.is_first_person(subject)) => {
            (CommitmentKind::Schedule, CommitmentRule::Event)
        }
        _ => (CommitmentKind::Promise, CommitmentRule::Will),
    }
}

/// "Thale must withdraw, the premier of Quell said".
pub(super) fn must(scene: &Scene<'_, '_>, verb: usize) -> Option<Draft> {
    let syntax = scene.syntax;
    let modal = scene.modal(verb, "must").filter(|_| syntax.upos[verb] == "VERB")?;
    let telling = scene.telling(verb);
    let subject = scene.subject(verb)?;
    let source = telling.source?;
    let passive = syntax.children(verb).any(|child| matches!(syntax.relation[child], "aux:pass" | "nsubj:pass"));
    let named = syntax.upos[subject] == "PROPN" || syntax.analysis.name_at(subject).is_some();
    let definite = syntax.children(subject).any(|child| scene.lower(child) == "the") && syntax.xpos[subject] == "NN";
    if scene.is_unreal(&telling)
        || passive
        || scene.is_negated(verb)
        || scene.is_question(verb)
        || scene.is_subordinate(verb)
        || !scene.is_actor(subject)
        || !(named || definite)
        || scene.words.is("general", scene.lower(subject))
        || scene.words.is("idle", scene.lemma(verb))
        || scene.is_onlooker(source)
        || subject == source
        || scene.are_of_one_state(subject, source)
    {
        return None;
    }
    let condition = scene.condition(verb, false)?;
    let content = scene.matter(verb, modal + 1, &condition);
    Some(Draft {
        kind: CommitmentKind::Demand,
        rule: CommitmentRule::Must,
        by: Some(source),
        to: Some(subject),
        head: verb,
        content,
        condition,
        cue: modal,
    })
}
