//! Content that nouns and adjectives take: "his warning that …", "voiced concern about …", "worried that …".

use super::Extractor;
use super::clauses::{Content, Found};
use super::cues::Cue;
use super::phrases::{is_infinitive, led_by, preposition};
use super::rules::Rule;
use super::syntax::Syntax;

/// "his warning that …", "voiced concern about …", "the ministry's call for …".
pub(super) fn noun(syntax: &Syntax<'_>, extractor: &Extractor, noun: usize) -> Option<Found> {
    let cues = &extractor.cues;
    let known = cues.noun(&syntax.lemma[noun]);
    let owner = syntax.children(noun).find(|&child| syntax.relation[child] == "nmod:poss");
    let light = syntax.head[noun].filter(|&verb| {
        matches!(syntax.plain(noun), "obj" | "nsubj" | "conj")
            && (cues.is_light(&syntax.lemma[verb]))
            && (syntax.plain(noun) != "nsubj" || syntax.relation[noun] == "nsubj:pass")
    });
    let (cue, content) = known.iter().find_map(|cue| noun_content(syntax, cue, noun).map(|content| (cue, content)))?;
    let source = match (owner, light) {
        (Some(owner), _) => syntax.phrase(owner),
        (None, Some(verb)) => syntax.source(verb)?,
        (None, None) => return None,
    };
    // "the Herald's request for comment", "its request to comment"
    if content.tokens.iter().all(|&token| syntax.upos[token] == "PART" || extractor.limits.is_unspoken(&syntax.lemma[token])) {
        return None;
    }
    let mut cue_tokens = vec![noun];
    if let (None, Some(verb)) = (owner, light) {
        cue_tokens.insert(0, verb);
    }
    cue_tokens.extend(content.more);
    Some(Found {
        content: content.tokens,
        cue: cue_tokens,
        source: Some(source),
        addressee: None,
        medium: None,
        manner: cue.manner,
        rule: Rule::Noun,
    })
}

fn noun_content(syntax: &Syntax<'_>, cue: &Cue, noun: usize) -> Option<Content> {
    let frames = &cue.frames;
    for child in syntax.children(noun).filter(|&child| child > noun) {
        let relation = syntax.plain(child);
        let that = syntax
            .children(child)
            .any(|mark| mark < child && syntax.plain(mark) == "mark" && matches!(syntax.lemma[mark].as_str(), "that" | "whether" | "if"));
        let clause = frames.clause && (relation == "ccomp" || (relation == "acl" && that && syntax.relation[child] != "acl:relcl"));
        let infinitive = frames.infinitive && matches!(relation, "acl" | "ccomp" | "xcomp") && is_infinitive(syntax, child);
        if clause || infinitive {
            return Some(Content::new(syntax.below(child, &[]), Rule::Noun));
        }
        let words: Vec<&str> = frames.prepositions.iter().map(String::as_str).collect();
        if matches!(relation, "nmod" | "acl" | "obl") && led_by(syntax, child, &words) {
            let lead: Vec<usize> =
                syntax.children(child).filter(|&mark| mark < child && matches!(syntax.plain(mark), "case" | "mark")).collect();
            let mut tokens = syntax.below(child, &lead);
            // "its call for the keepers to leave": what they are to do stands right behind.
            let behind = tokens.last().map_or(child, |last| last + 1);
            let whose = lead.first().is_some_and(|&case| syntax.lemma[case] == "for");
            let done = |&next: &usize| next > child && is_infinitive(syntax, next);
            if let Some(done) = syntax.children(noun).find(done).filter(|_| whose).map(|done| syntax.below(done, &[]))
                && done[0] == behind
            {
                tokens.extend(done);
            }
            return Some(Content { more: lead, ..Content::new(tokens, Rule::Noun) });
        }
    }
    None
}

/// "worried that", "confident of", "made clear that".
pub(super) fn adjective(syntax: &Syntax<'_>, extractor: &Extractor, adjective: usize) -> Option<Found> {
    let cues = &extractor.cues;
    let known = cues.adjective(syntax.low(adjective));
    let predicative = syntax.plain(adjective) != "amod"
        && (syntax.child(adjective, &["cop", "aux"]).is_some() || matches!(syntax.plain(adjective), "xcomp" | "conj" | "acl" | "advcl"));
    // "make sure that the lamps are lit": what is done.
    let made = syntax.plain(adjective) == "xcomp" && syntax.head[adjective].is_some_and(|verb| syntax.lemma[verb] == "make");
    if known.is_empty() || !predicative || made && extractor.limits.is_ensured(syntax.low(adjective)) {
        return None;
    }
    let (cue, content) = known.iter().find_map(|cue| {
        let frames = &cue.frames;
        let content = syntax.children(adjective).filter(|&child| child > adjective).find(|&child| {
            (frames.clause && syntax.plain(child) == "ccomp")
                || (frames.clause && syntax.plain(child) == "advcl" && led_by(syntax, child, &["that"]))
                || (frames.infinitive && is_infinitive(syntax, child))
        });
        content
            .map(|child| Content::new(syntax.below(child, &[adjective]), Rule::Adjective))
            .or_else(|| preposition(syntax, extractor, cue, adjective).map(|content| Content { rule: Rule::Adjective, ..content }))
            .map(|content| (cue, content))
    })?;
    let mut source = syntax.children(adjective).find(|&child| syntax.plain(child) == "nsubj").map(|head| syntax.phrase(head));
    source = source.or_else(|| syntax.source(adjective));
    if source.as_ref().is_none_or(|source| syntax.lemma[source.head] == "it") {
        return None;
    }
    let mut cue_tokens = vec![adjective];
    cue_tokens.extend(content.more);
    Some(Found {
        content: content.tokens,
        cue: cue_tokens,
        source,
        addressee: None,
        medium: None,
        manner: cue.manner,
        rule: Rule::Adjective,
    })
}
