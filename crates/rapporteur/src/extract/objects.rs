//! The object of a cue as what is said: "welcomed the release of the crew", "condemned Veldania".
//!
//! Verbs that are done to persons and things as well as to what can be spoken of take only the latter: who welcomed the athletes or attacked the convoy said
//! nothing.

use super::Extractor;
use super::clauses::Content;
use super::cues::Cue;
use super::phrases::{is_infinitive, led_by};
use super::rules::Rule;
use super::syntax::Syntax;
use crate::analyze::NameKind;

/// What the object of a cue says, with all that belongs to it.
pub(super) fn object(syntax: &Syntax<'_>, extractor: &Extractor, cue: &Cue, verb: usize) -> Option<Content> {
    if !(cue.frames.object || cue.frames.matter) {
        return None;
    }
    let (object, addressee) = taken(syntax, cue, verb)?;
    let mut tokens = syntax.below(object, &[verb]);
    if let Some(name) = syntax.analysis.name_at(object).filter(|name| !name.tokens.contains(&verb)) {
        tokens.extend(name.tokens.clone());
        tokens.sort_unstable();
        tokens.dedup();
    }
    if object > verb {
        extend(syntax, extractor, cue, (verb, object), &mut tokens);
    } else if let Some(done) = syntax.children(verb).find(|&child| child > verb && is_infinitive(syntax, child)) {
        // "The envoy was recommended by the board to take over"
        tokens.extend(syntax.below(done, &[verb]));
    }
    if cue.frames.matter && !is_matter(syntax, extractor, object) {
        return None;
    }
    // One word is hardly what someone says ("it", "nothing", a number), but for a name.
    let bare = tokens.iter().filter(|&&token| !syntax.is_mark(token)).count() < 2;
    let name = syntax.upos[object] == "PROPN" && syntax.analysis.name_at(object).is_some() && !cue.frames.matter;
    // What is turned down, asked for or denied is told by one word: "ruled out talks", "urged restraint". "Declined comment" says nothing.
    let told = || {
        let turned = cue.frames.matter || extractor.limits.is_curt(&syntax.lemma[verb]);
        let unsaid = extractor.limits.is_unsaid(&syntax.lemma[verb]);
        turned && !unsaid && syntax.upos[object] == "NOUN" && extractor.limits.is_matter(&syntax.lemma[object])
    };
    if matches!(syntax.upos[object], "PRON" | "DET") || bare && !name && !told() {
        return None;
    }
    Some(Content { tokens, more: Vec::new(), addressee, rule: Rule::Object })
}

/// The object of an active verb, or the subject of a passive one whose agent is named; with the person addressed.
fn taken(syntax: &Syntax<'_>, cue: &Cue, verb: usize) -> Option<(usize, Option<usize>)> {
    let passive = |verb: usize| syntax.children(verb).any(|child| syntax.relation[child] == "aux:pass");
    // "was condemned by the one and welcomed by the other"
    let first = syntax.head[verb].filter(|&first| syntax.plain(verb) == "conj" && syntax.xpos[verb] == "VBN" && passive(first));
    if passive(verb) || first.is_some() {
        let of_passive = |verb: usize| syntax.children(verb).find(|&child| child < verb && syntax.relation[child] == "nsubj:pass");
        let subject = of_passive(verb).or_else(|| first.and_then(of_passive))?;
        return (!cue.frames.person && syntax.agent(verb).is_some()).then_some((subject, None));
    }
    let mut objects: Vec<usize> =
        syntax.children(verb).filter(|&child| matches!(syntax.plain(child), "obj" | "iobj") && child > verb).collect();
    // Words of one name are one object, however the parser parts them.
    let name = |token: usize| syntax.analysis.name_at(token).map(|name| name.tokens.start);
    objects.dedup_by(|later, first| name(*first).is_some() && name(*first) == name(*later));
    match objects[..] {
        [only] if !cue.frames.person => Some((only, None)),
        // "promised a “new dawn”, or a turn": nobody is told, where the first stands in marks.
        [first, ..] if syntax.quotation[first].is_some() && syntax.quotation[verb].is_none() => Some((first, None)),
        [person, thing, ..] => Some((thing, Some(person))),
        _ => None,
    }
}

/// Can a noun phrase be spoken of, as against a person or a thing that something is done to?
fn is_matter(syntax: &Syntax<'_>, extractor: &Extractor, noun: usize) -> bool {
    // "the Lyrne Protocol" is spoken of as any text is.
    let text = extractor.limits.is_document(syntax.low(noun)) || extractor.limits.is_matter(syntax.low(noun));
    let of_person = syntax.analysis.name_at(noun).is_some_and(|name| name.kind == NameKind::Person);
    let person = (syntax.analysis.name_at(noun).is_some() || syntax.upos[noun] == "PROPN") && (!text || of_person);
    let clause = syntax.children(noun).any(|child| child > noun && matches!(syntax.relation[child], "acl" | "ccomp"));
    !person && (clause || syntax.quotation[noun].is_some() || extractor.limits.is_matter(&syntax.lemma[noun]))
}

/// Prepositions that lead on from a noun: "an end to", "efforts by", "a ban on".
const ONWARD: [&str; 12] = ["to", "of", "for", "by", "against", "between", "toward", "towards", "over", "about", "from", "on"];

/// Adds to an object what goes on right behind it though the parser hangs it from the verb: "an end to the use of force", "efforts by the two to inject
/// momentum", "his call during the meeting for an inquiry".
fn extend(syntax: &Syntax<'_>, extractor: &Extractor, cue: &Cue, (verb, object): (usize, usize), tokens: &mut Vec<usize>) {
    let last = |tokens: &[usize]| tokens.iter().rev().copied().find(|&token| !syntax.is_mark(token)).unwrap_or(object);
    let after: Vec<usize> = syntax.children(verb).filter(|&child| child > object).collect();
    for (at, &child) in after.iter().enumerate() {
        let below = syntax.below(child, &[verb]);
        if below[0] != last(tokens) + 1 {
            break;
        }
        // "confirmed his name to several outlets": who is told, unless the noun takes them ("his condolences to the families").
        let form = syntax.low(child);
        let takes = |cue: &Cue| cue.frames.prepositions.iter().any(|preposition| preposition == "to");
        let told = cue.frames.clause
            && !extractor.cues.noun(&syntax.lemma[object]).iter().any(takes)
            && syntax.xpos[child] == "NNS"
            && led_by(syntax, child, &["to"])
            && (extractor.roles.is_source(form)
                || extractor.roles.is_publisher(&syntax.lemma[child])
                || extractor.limits.is_voice(&syntax.lemma[child]));
        let circumstance = told || super::assemble::is_time(syntax, child) || extractor.roles.is_medium(&syntax.lemma[child]);
        // "5 million in aid"
        let large = |token: usize| matches!(syntax.lemma[token].as_str(), "million" | "billion" | "trillion" | "$" | "€" | "£");
        let sum = large(object)
            || syntax.upos[object] == "SYM"
            || syntax.children(object).any(|part| syntax.plain(part) == "nummod" && large(part));
        let phrase = matches!(syntax.plain(child), "obl" | "nmod")
            && syntax.relation[child] != "obl:agent"
            && (led_by(syntax, child, &ONWARD)
                || is_taken(syntax, extractor, object, last(tokens), child)
                || sum && led_by(syntax, child, &["in"]))
            && !circumstance;
        let agent = syntax.relation[child] == "obl:agent";
        let infinitive = is_infinitive(syntax, child);
        if phrase || agent || infinitive {
            tokens.extend(below);
            continue;
        }
        // A circumstance between a noun and what it takes, which hangs from the circumstance or stands right behind it.
        let words: Vec<&str> =
            extractor.cues.noun(&syntax.lemma[object]).iter().flat_map(|cue| &cue.frames.prepositions).map(String::as_str).collect();
        let own = |noun: usize| syntax.children(noun).any(|part| part > noun && led_by(syntax, part, &words));
        let inside = syntax.children(child).find(|&late| late > child && syntax.plain(late) == "nmod" && led_by(syntax, late, &words));
        let behind = after.get(at + 1).copied().filter(|&next| {
            let adjacent = below.last().is_some_and(|&end| syntax.below(next, &[verb])[0] == end + 1);
            adjacent
                && matches!(syntax.plain(next), "obl" | "nmod")
                && led_by(syntax, next, &words)
                && !super::assemble::is_time(syntax, next)
        });
        if let Some(late) = inside.or(behind).filter(|_| !own(object) && matches!(syntax.plain(child), "obl" | "nmod")) {
            tokens.extend(syntax.below(late, &[]));
        }
        break;
    }
    tokens.sort_unstable();
    tokens.dedup();
}

/// Prepositions that tell where something is to be: "a patrol along the coast". They lead on from a noun unless they lead to a place by name, which may be
/// where it was said.
const WHERE: [&str; 7] = ["along", "across", "into", "under", "through", "around", "within"];

/// Does a phrase belong to the noun right before it, or to the object: by a preposition that the noun takes ("involvement in the blast"), or as where what
/// it tells is to be?
fn is_taken(syntax: &Syntax<'_>, extractor: &Extractor, object: usize, before: usize, phrase: usize) -> bool {
    let Some(case) = syntax.children(phrase).find(|&child| child < phrase && syntax.plain(child) == "case") else { return false };
    let lead = syntax.lemma[case].as_str();
    let takes = [before, object].into_iter().any(|noun| extractor.limits.takes(&syntax.lemma[noun], lead));
    let place = syntax.analysis.name_at(phrase).is_some();
    takes || WHERE.contains(&lead) && !place && extractor.limits.is_matter(&syntax.lemma[object])
}
