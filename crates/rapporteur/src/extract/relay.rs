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
    let relays = |verb: usize| cues.verb(&syntax.lemma[verb]).iter().any(|cue| cue.frames.relay);
    // "as saying", "as having said"; and "quoted a pilot saying", right behind who is quoted.
    let is_saying = |token: usize| {
        let having = || syntax.children(token).any(|child| syntax.plain(child) == "aux" && syntax.xpos[child] == "VBG");
        let led = || led_by(syntax, token, &["as"]) || is_bare(syntax, cues, token);
        (syntax.xpos[token] == "VBG" || syntax.xpos[token] == "VBN" && having()) && led()
    };
    let (quoting, said) = if is_saying(verb) {
        let head = syntax.head[verb]?;
        let quoting = if syntax.upos[head] == "VERB" { head } else { syntax.head[head]? };
        (quoting, Some(verb))
    } else {
        let below = |token: usize| syntax.children(token).find(|&child| child > verb && is_saying(child));
        (verb, below(verb).or_else(|| syntax.children(verb).find_map(below)))
    };
    if syntax.upos[quoting] != "VERB" || !relays(quoting) {
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

/// "quoted a pilot saying": a participle of a verb of speech right behind the object of a verb of passing on.
fn is_bare(syntax: &Syntax<'_>, cues: &Cues, participle: usize) -> bool {
    let above = syntax.head[participle]
        .filter(|&above| above < participle && matches!(syntax.plain(participle), "acl" | "advcl" | "xcomp" | "ccomp"));
    let Some(above) = above.filter(|_| syntax.xpos[participle] == "VBG" && cues.quotes(&syntax.lemma[participle])) else { return false };
    let quoting = if syntax.upos[above] == "VERB" { Some(above) } else { syntax.head[above].filter(|&verb| syntax.upos[verb] == "VERB") };
    let Some(quoting) = quoting.filter(|&verb| cues.verb(&syntax.lemma[verb]).iter().any(|cue| cue.frames.relay)) else { return false };
    let ends = |object: usize| syntax.below(object, &[participle]).last() == Some(&(participle - 1));
    syntax.children(quoting).any(|child| child > quoting && child < participle && syntax.plain(child) == "obj" && ends(child))
}
