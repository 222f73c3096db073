//! What a cue makes of its content, and whether it was said at all: denied, perhaps, by nobody.
//!
//! It reads the words around the cue; the content itself is never weighed.

use super::Extractor;
use super::clauses::Found;
use super::phrases::is_infinitive;
use super::rules::Rule;
use super::sense::{CueKind, Polarity, Sense, Senses};
use super::statement::Standing;
use super::syntax::Syntax;

/// What the cue makes of the content. Of a verb that carries a noun ("rejected claims that", "expressed hope that") the noun counts, unless the
/// verb turns it down.
pub(super) fn sense(syntax: &Syntax<'_>, senses: &Senses, found: &Found) -> Sense {
    let known = |token: usize| sense_at(syntax, senses, token, found.rule);
    let lead = found.cue.first().and_then(|&token| known(token));
    let noun = found.cue.get(1).filter(|_| found.rule == Rule::Noun).filter(|&&token| syntax.upos[token] == "NOUN");
    let sense = match noun.and_then(|&token| known(token)) {
        Some(noun) if lead.is_none_or(|lead| lead.polarity() != Polarity::Denied) => Some(noun),
        _ => lead,
    };
    sense.unwrap_or_else(|| Sense::usual(found.manner))
}

/// The listed sense of one word as a cue, with its prepositions and particles.
fn sense_at(syntax: &Syntax<'_>, senses: &Senses, token: usize, rule: Rule) -> Option<Sense> {
    let mandate = || senses.of_mandate(&syntax.lemma[token]).filter(|_| rule == Rule::Clause && asks_for(syntax, token));
    let with: Vec<&str> = syntax
        .children(token)
        .filter(|&child| child > token)
        .flat_map(|child| {
            let case = syntax.children(child).find(|&case| case < child && syntax.plain(case) == "case");
            [Some(child).filter(|&child| syntax.relation[child] == "compound:prt"), case]
        })
        .flatten()
        .map(|token| syntax.lemma[token].as_str())
        .collect();
    let kind = match syntax.upos[token] {
        "NOUN" => CueKind::Noun,
        "ADJ" => CueKind::Adjective,
        _ => CueKind::Verb,
    };
    mandate().filter(|_| kind == CueKind::Verb).or_else(|| senses.of(kind, &syntax.lemma[token], &with, rule))
}

/// Does a verb take a clause of what is to be done, and none of fact: "suggested that the council sell the boats", "that they should", "that it be sold"?
fn asks_for(syntax: &Syntax<'_>, verb: usize) -> bool {
    let Some(clause) = syntax.children(verb).find(|&child| child > verb && syntax.plain(child) == "ccomp") else { return false };
    let helpers = || syntax.children(clause).filter(|&child| child < clause && matches!(syntax.plain(child), "aux" | "cop"));
    if helpers().any(|helper| syntax.lemma[helper] == "should") {
        return true;
    }
    // "that the guild include it": no third person under a single subject.
    let single = |child: usize| syntax.plain(child) == "nsubj" && matches!(syntax.xpos[child], "NN" | "NNP");
    let finite = |helper: usize| matches!(syntax.xpos[helper], "MD" | "VBD" | "VBZ" | "VBP");
    let base = syntax.xpos[clause] == "VB" || syntax.xpos[clause] == "VBP" && syntax.children(clause).any(single);
    let to = syntax.children(clause).any(|child| child < clause && syntax.lemma[child] == "to");
    !to && !helpers().any(finite) && (base || helpers().any(|helper| syntax.xpos[helper] == "VB"))
}

/// "At no point did the envoy say", "Not once has she claimed": words that deny lead the sentence, and an auxiliary stands before the subject.
fn is_inverted(syntax: &Syntax<'_>, cue: usize) -> bool {
    let child = |of: usize, relation: &str| syntax.children(of).find(|&child| child < cue && syntax.plain(child) == relation);
    let Some(auxiliary) = child(cue, "aux") else { return false };
    // Behind the auxiliary the subject is taken for its object as well.
    let Some(subject) = child(cue, "nsubj").or_else(|| child(auxiliary, "obj")) else { return false };
    let denies = |token: usize| matches!(syntax.low(token), "no" | "not" | "neither" | "never");
    let leads = |child: usize| {
        child < auxiliary && matches!(syntax.plain(child), "obl" | "advmod" | "nmod") && syntax.below(child, &[]).into_iter().any(denies)
    };
    auxiliary < subject && syntax.children(cue).any(leads)
}

/// Said, not said, or perhaps said: by what hangs from the cue, by what governs it, and by whether anyone is named who said it.
pub(super) fn standing(syntax: &Syntax<'_>, extractor: &Extractor, found: &Found) -> Standing {
    let Some(&cue) = found.cue.first() else { return Standing::Asserted };
    let limits = &extractor.limits;
    // "No one said", "few believe", "not one of the captains said".
    let first = found.source.as_ref().map(|source| source.tokens[0]);
    let lead = first.filter(|&first| first > 0 && syntax.lemma[first - 1] == "not" && syntax.sentence[first - 1] == syntax.sentence[first]);
    if first.is_some_and(|first| limits.is_negative(syntax.low(first))) || lead.is_some() {
        return Standing::Negated;
    }
    // "Offered no apology": what was not offered.
    let no = || found.rule == Rule::Object && syntax.child(cue, &["obj"]).is_some_and(|object| syntax.is_none(object));
    if is_inverted(syntax, cue) || no() {
        return Standing::Negated;
    }
    // "People who refuse to pay are fined": whoever does so, if anyone.
    let anyone = |source: &super::source::Source| {
        let noun = syntax.described(source.head).map_or(source.head, |(_, noun)| noun);
        let bare = !syntax.children(noun).any(|child| child < noun && matches!(syntax.plain(child), "det" | "nummod" | "amod" | "nmod"));
        matches!(syntax.low(noun), "people" | "persons" | "those" | "anyone" | "everyone" | "anybody") && bare && noun != source.head
    };
    if matches!(found.rule, Rule::Object | Rule::Infinitive) && found.source.as_ref().is_some_and(anyone) {
        return Standing::Hypothetical;
    }
    let is_negation = |token: usize| {
        matches!(syntax.low(token), "neither" | "nor") && syntax.relation[token] == "cc:preconj"
            || matches!(syntax.lemma[token].as_str(), "not" | "n't" | "n’t" | "never" | "nor" | "neither" | "nowhere" | "hardly" | "scarcely") && syntax.plain(token) == "advmod"
            // "without saying", "instead of saying"
            || matches!(syntax.plain(token), "mark" | "case") && matches!(syntax.lemma[token].as_str(), "without" | "instead")
            // "stopped short of saying"
            || matches!(syntax.plain(token), "mark" | "case") && token > 0 && syntax.lemma[token] == "of" && syntax.lemma[token - 1] == "short"
    };
    let is_modal = |token: usize| {
        syntax.xpos[token] == "MD" || (syntax.plain(token) == "mark" && matches!(syntax.lemma[token].as_str(), "if" | "unless"))
    };
    let (mut at, mut perhaps) = (cue, false);
    // "will underscore as well as emphasize", "did not confirm or deny": a base form shares the helpers of what it is joined to, and not what governs that.
    let helped = |at: usize| syntax.children(at).any(|child| matches!(syntax.plain(child), "aux" | "nsubj" | "mark"));
    let joined = syntax.head[cue].filter(|_| syntax.plain(cue) == "conj" && syntax.xpos[cue] == "VB" && !helped(cue));
    if let Some(joined) = joined.filter(|&joined| syntax.children(joined).any(|child| syntax.plain(child) == "aux")) {
        let shared = || syntax.children(joined).filter(|&child| child < joined);
        if shared().any(is_negation) {
            return Standing::Negated;
        }
        perhaps |= shared().any(is_modal);
    }
    for _ in 0..3 {
        let children: Vec<usize> = syntax.children(at).filter(|child| found.content.binary_search(child).is_err()).collect();
        // "has yet to say", "is yet to say"
        let to = syntax.children(cue).any(|child| syntax.lemma[child] == "to" && syntax.plain(child) == "mark");
        let yet = to && children.iter().any(|&child| syntax.lemma[child] == "yet" && child < cue);
        // "should not apologise" is what another is advised, and not what was not said.
        let advised = children.iter().any(|&child| matches!(syntax.low(child), "should" | "must" | "ought") && syntax.xpos[child] == "MD");
        if yet || !advised && children.iter().any(|&child| is_negation(child)) {
            return Standing::Negated;
        }
        perhaps |= children.iter().any(|&child| is_modal(child));
        // "is expected to say", "declined to say", "stopped short of saying"
        let governed = |head: &usize| {
            let lemma = syntax.lemma[*head].as_str();
            let listed = limits.is_unsaid(lemma) || limits.is_unsettled(lemma) && syntax.upos[*head] == "NOUN";
            // "Divers will go down to confirm it": not said yet.
            let ahead = || {
                let modal = |child: usize| child < *head && syntax.xpos[child] == "MD";
                syntax.plain(at) == "advcl"
                    && is_infinitive(syntax, at)
                    && !extractor.cues.verb(lemma).iter().any(|cue| cue.frames.infinitive)
                    && syntax.children(*head).any(modal)
            };
            syntax.plain(at) == "xcomp" || listed && matches!(syntax.plain(at), "advcl" | "acl" | "obj") || ahead()
        };
        let Some(head) = syntax.head[at].filter(governed) else { break };
        let denied =
            || sense_at(syntax, &extractor.senses, head, Rule::Infinitive).is_some_and(|sense| sense.polarity() == Polarity::Denied);
        if limits.is_unsaid(&syntax.lemma[head]) || denied() {
            return Standing::Negated;
        }
        perhaps |= limits.is_unsettled(&syntax.lemma[head]);
        at = head;
    }
    if perhaps { Standing::Hypothetical } else { Standing::Asserted }
}
