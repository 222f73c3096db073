//! Who relays and who speaks: "the agency quoted the envoy as saying that …".

use super::cues::Cues;
use super::phrases::led_by;
use super::source::Source;
use super::syntax::Syntax;

/// Speech that one passes on from another.
pub(super) struct Relay {
    /// The verb of passing on.
    pub(super) verb: usize,
    /// "as saying", where it stands there.
    pub(super) said: Option<usize>,
    /// Who is quoted.
    pub(super) speaker: Source,
    /// The head of the phrase for who quotes.
    pub(super) medium: Option<usize>,
}

/// The relay that a verb belongs to, as the verb of quoting or as that of "as saying".
pub(super) fn relay(syntax: &Syntax<'_>, cues: &Cues, verb: usize) -> Option<Relay> {
    // "as saying", "as having said"
    let is_saying = |token: usize| {
        let having = || syntax.children(token).any(|child| syntax.plain(child) == "aux" && syntax.xpos[child] == "VBG");
        (syntax.xpos[token] == "VBG" || syntax.xpos[token] == "VBN" && having()) && led_by(syntax, token, &["as"])
    };
    let (quoting, said) = if is_saying(verb) {
        let head = syntax.head[verb]?;
        let quoting = if syntax.upos[head] == "VERB" { head } else { syntax.head[head]? };
        (quoting, Some(verb))
    } else {
        let below = |token: usize| syntax.children(token).find(|&child| child > verb && is_saying(child));
        (verb, below(verb).or_else(|| syntax.children(verb).find_map(below)))
    };
    if syntax.upos[quoting] != "VERB" || !cues.verb(&syntax.lemma[quoting]).iter().any(|cue| cue.frames.relay) {
        return None;
    }
    said?;
    let child = |relations: &[&str]| syntax.children(quoting).find(|&child| relations.contains(&syntax.relation[child]));
    let passive = child(&["aux:pass", "nsubj:pass"]).is_some();
    // "officials quoted by the agency as saying"
    let described = syntax.head[quoting].filter(|_| syntax.plain(quoting) == "acl" && syntax.xpos[quoting] == "VBN");
    let (speaker, medium) = if passive {
        // "were quoted as saying by the agency": the agent hangs from either verb.
        (child(&["nsubj:pass", "nsubj"])?, syntax.agent(quoting).or_else(|| said.and_then(|said| syntax.agent(said))))
    } else if let Some(noun) = described {
        (noun, syntax.agent(quoting))
    } else {
        let object = syntax.children(quoting).find(|&child| child > quoting && matches!(syntax.plain(child), "obj" | "iobj"))?;
        (object, syntax.source(quoting).map(|source| source.head))
    };
    Some(Relay { verb: quoting, said, speaker: syntax.phrase(speaker), medium })
}
