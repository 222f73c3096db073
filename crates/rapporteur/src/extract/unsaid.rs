//! What has the form of a statement and says nothing: deeds, habits, what another is asked to do.
//!
//! It looks at the verb that would be the cue. What is denied or only perhaps said is a statement all the same, and `standing.rs` weighs it.

use super::Extractor;
use super::clauses::Content;
use super::phrases::{is_infinitive, led_by};
use super::rules::Rule;
use super::syntax::Syntax;
use super::voices::{can_speak, is_someone};

/// How far up it is sought who is asked to do something.
const STEPS: usize = 4;

/// Is what a verb takes no words of anyone's?
pub(super) fn says_nothing(syntax: &Syntax<'_>, extractor: &Extractor, content: &Content, verb: usize) -> bool {
    is_done(syntax, extractor, verb)
        || is_anothers(syntax, extractor, verb)
        || is_occasion(syntax, extractor, content, verb)
        || is_purpose(syntax, extractor, verb)
        || is_prevented(syntax, extractor, verb)
        || is_sought(syntax, extractor, content, verb)
        || is_unspoken(syntax, extractor, content, verb)
        || is_meant_deed(syntax, extractor, content, verb)
        || is_talk(syntax, extractor, content, verb)
        || is_hard(syntax, extractor, verb)
        || is_portent(syntax, extractor, content, verb)
        || is_whoevers(syntax, extractor, verb)
        || is_sent(syntax, extractor, content, verb)
        || is_swayed(syntax, extractor, verb)
        || content.rule == Rule::Object && is_habit(syntax, extractor, verb)
}

/// "voted for the draft", "are allowed to vote for it": who did so or may said nothing, as against who "will vote for it" or "plans to".
fn is_done(syntax: &Syntax<'_>, extractor: &Extractor, verb: usize) -> bool {
    let will = |child: usize| {
        syntax.plain(child) == "aux"
            && matches!(syntax.lemma[child].as_str(), "will" | "would" | "'ll" | "’ll" | "wo" | "shall" | "'d" | "’d")
    };
    let means = |head: usize| extractor.limits.is_unsettled(&syntax.lemma[head]) || !extractor.cues.verb(&syntax.lemma[head]).is_empty();
    let meant = || syntax.plain(verb) == "xcomp" && syntax.head[verb].is_some_and(means);
    extractor.limits.is_deed(&syntax.lemma[verb]) && !(syntax.xpos[verb] == "VB" && (syntax.children(verb).any(will) || meant()))
}

/// "a draft aimed at condemning the raid": what something is meant to say is not said yet.
fn is_purpose(syntax: &Syntax<'_>, extractor: &Extractor, verb: usize) -> bool {
    let meant = |head: usize| extractor.limits.is_unsettled(&syntax.lemma[head]) && head < verb;
    syntax.xpos[verb] == "VBG" && led_by(syntax, verb, &["at", "on", "for", "of"]) && syntax.head[verb].is_some_and(meant)
}

/// "a bill that would keep the police from recommending charges": what another is kept from is not said.
fn is_prevented(syntax: &Syntax<'_>, extractor: &Extractor, verb: usize) -> bool {
    let kept = |head: usize| head < verb && syntax.upos[head] == "VERB" && syntax.children(head).any(|child| syntax.plain(child) == "obj");
    // "is accused of offering passports": what others say of him.
    let accused = |head: usize| {
        let passive =
            syntax.xpos[head] == "VBN" && syntax.children(head).any(|child| matches!(syntax.relation[child], "aux:pass" | "nsubj:pass"));
        head < verb && passive && !extractor.cues.verb(&syntax.lemma[head]).is_empty()
    };
    syntax.xpos[verb] == "VBG"
        && syntax.head[verb]
            .is_some_and(|head| led_by(syntax, verb, &["from"]) && kept(head) || led_by(syntax, verb, &["of"]) && accused(head))
}

/// "dived to confirm the position", "managed to find his way": what is to be found out is not told, but for "went on to show".
fn is_sought(syntax: &Syntax<'_>, extractor: &Extractor, content: &Content, verb: usize) -> bool {
    let told = |head: usize| {
        matches!(syntax.lemma[head].as_str(), "go" | "continue" | "seem" | "appear") || !extractor.cues.verb(&syntax.lemma[head]).is_empty()
    };
    let aim = matches!(syntax.plain(verb), "advcl" | "acl") || !syntax.head[verb].is_some_and(told);
    matches!(content.rule, Rule::Object | Rule::Clause)
        && extractor.limits.is_sought(&syntax.lemma[verb])
        && syntax.xpos[verb] == "VB"
        && is_infinitive(syntax, verb)
        && aim
}

/// "requested anonymity", "asked for anonymity for fear of losing her job".
fn is_unspoken(syntax: &Syntax<'_>, extractor: &Extractor, content: &Content, verb: usize) -> bool {
    matches!(content.rule, Rule::Object | Rule::Phrase)
        && syntax.children(verb).any(|child| {
            child > verb
                && syntax.xpos[child] == "NN"
                && extractor.limits.is_unspoken(&syntax.lemma[child])
                && content.tokens.contains(&child)
        })
}

/// "INS Marlin closed the ships and ordered them to stop": what a ship orders it does.
fn is_meant_deed(syntax: &Syntax<'_>, extractor: &Extractor, content: &Content, verb: usize) -> bool {
    let ship = |source: super::source::Source| {
        extractor.limits.is_vessel(&syntax.lemma[source.head])
            || source.tokens.iter().any(|&token| syntax.is_capital(token) && extractor.limits.is_vessel(syntax.low(token)))
    };
    content.rule == Rule::Infinitive && syntax.source(verb).is_some_and(ship)
}

/// "it is harder to predict how long it will last": nobody says what it is hard to say.
fn is_hard(syntax: &Syntax<'_>, extractor: &Extractor, verb: usize) -> bool {
    let hard = |head: usize| head < verb && extractor.limits.is_hard(&syntax.lemma[head]);
    syntax.xpos[verb] == "VB" && is_infinitive(syntax, verb) && syntax.head[verb].is_some_and(hard)
}

/// "the dispute threatens to spread": what can be spoken of and is no text says nothing with such a verb.
fn is_portent(syntax: &Syntax<'_>, extractor: &Extractor, content: &Content, verb: usize) -> bool {
    let thing = |source: super::source::Source| {
        let lemma = syntax.lemma[source.head].as_str();
        let text = extractor.limits.is_document(lemma) || extractor.roles.is_medium(lemma);
        let matter = syntax.upos[source.head] == "NOUN" && extractor.limits.is_matter(lemma);
        matter && !text && !is_someone(syntax, extractor, source.head)
    };
    content.rule == Rule::Infinitive && extractor.limits.is_portent(&syntax.lemma[verb]) && syntax.source(verb).is_some_and(thing)
}

/// "before one can say whether": what anyone may or must say is said by nobody.
fn is_whoevers(syntax: &Syntax<'_>, extractor: &Extractor, verb: usize) -> bool {
    let may = |child: usize| child < verb && syntax.plain(child) == "aux" && syntax.xpos[child] == "MD";
    let anyone = |child: usize| {
        syntax.plain(child) == "nsubj" && extractor.limits.is_whoever(syntax.low(child)) && syntax.children(child).next().is_none()
    };
    syntax.children(verb).any(may) && syntax.children(verb).any(anyone)
}

/// "is convinced that": what one holds, and nobody told him.
fn is_swayed(syntax: &Syntax<'_>, extractor: &Extractor, verb: usize) -> bool {
    let passive = syntax.xpos[verb] == "VBN"
        && !syntax
            .children(verb)
            .any(|child| syntax.plain(child) == "aux" && syntax.relation[child] == "aux" && syntax.lemma[child] == "have");
    extractor.limits.is_swayed(&syntax.lemma[verb]) && passive && syntax.agent(verb).is_none()
}

/// "referred the caller to the harbour office": where somebody is sent.
fn is_sent(syntax: &Syntax<'_>, extractor: &Extractor, content: &Content, verb: usize) -> bool {
    let object = |child: usize| child > verb && syntax.plain(child) == "obj" && content.tokens.first().is_some_and(|&first| child < first);
    content.rule == Rule::Phrase && extractor.limits.is_sent(&syntax.lemma[verb]) && syntax.children(verb).any(object)
}

/// "was speaking with her crew about the cost", "disagreed with earlier premiers": a talk that is told of, and with whom one is of another mind.
fn is_talk(syntax: &Syntax<'_>, extractor: &Extractor, content: &Content, verb: usize) -> bool {
    let with = |child: usize| child > verb && led_by(syntax, child, &["with"]) && can_speak(syntax, extractor, child);
    // "I do not agree with the speaker before me" says so.
    let own = |child: usize| syntax.plain(child) == "nsubj" && matches!(syntax.lemma[child].as_str(), "i" | "we");
    content.rule == Rule::Phrase && syntax.children(verb).any(with) && !syntax.children(verb).any(own)
}

/// "urged the envoys to press the premier to concede the vote": what another is asked to say or do is not said by who asks, nor yet by who is asked.
fn is_anothers(syntax: &Syntax<'_>, extractor: &Extractor, verb: usize) -> bool {
    let mut at = verb;
    for _ in 0..STEPS {
        let Some(head) = syntax.head[at].filter(|&head| head < at && syntax.upos[head] == "VERB") else { return false };
        let joined = syntax.plain(at) == "conj";
        if !joined && !is_infinitive(syntax, at) {
            return false;
        }
        let asked = || syntax.children(head).any(|child| head < child && child < at && matches!(syntax.plain(child), "obj" | "iobj"));
        let asks = || {
            let cues = extractor.cues.verb(&syntax.lemma[head]);
            cues.iter().any(|cue| cue.frames.person && cue.frames.infinitive && !cue.frames.object)
        };
        if !joined && asks() && asked() {
            return true;
        }
        at = head;
    }
    false
}

/// "Speaking about the toll, the mayor said": on what occasion it was said.
fn is_occasion(syntax: &Syntax<'_>, extractor: &Extractor, content: &Content, verb: usize) -> bool {
    let main = syntax.head[verb].filter(|&main| verb < main && syntax.plain(verb) == "advcl" && syntax.xpos[verb] == "VBG");
    let about = |&token: &usize| matches!(syntax.lemma[token].as_str(), "about" | "of" | "on");
    content.rule == Rule::Phrase && content.more.iter().any(about) && main.is_some_and(|main| extractor.cues.quotes(&syntax.lemma[main]))
}

/// "Both lines offer trips to the island."
fn is_habit(syntax: &Syntax<'_>, extractor: &Extractor, verb: usize) -> bool {
    // "offer flights", but not "offers three tugs".
    let counted = |noun: usize| syntax.children(noun).any(|part| matches!(syntax.relation[part], "det" | "nummod" | "nmod:poss"));
    let thing = |child: usize| {
        syntax.plain(child) == "obj"
            && syntax.xpos[child] == "NNS"
            && syntax.quotation[child].is_none()
            && !counted(child)
            && !extractor.limits.is_matter(&syntax.lemma[child])
    };
    extractor.limits.is_habit(&syntax.lemma[verb])
        && matches!(syntax.xpos[verb], "VBZ" | "VBP")
        && !syntax.children(verb).any(|child| syntax.plain(child) == "aux")
        && syntax.children(verb).any(thing)
}
