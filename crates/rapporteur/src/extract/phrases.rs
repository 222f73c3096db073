//! Content that is no clause of its own: infinitives, gerunds and what a preposition leads.
//!
//! It reads the constructions; which of them a cue takes stands in `cues.tsv`.

use super::Extractor;
use super::assemble::is_time;
use super::clauses::Content;
use super::cues::Cue;
use super::rules::Rule;
use super::syntax::Syntax;

/// "called on the parties to talk".
pub(super) fn on_infinitive(syntax: &Syntax<'_>, cue: &Cue, verb: usize) -> Option<Content> {
    if !cue.frames.on_infinitive {
        return None;
    }
    let asked = syntax.children(verb).find(|&child| syntax.plain(child) == "obl" && led_by(syntax, child, &["on", "upon", "to"]))?;
    let lead: Vec<usize> = syntax.children(asked).filter(|&child| syntax.plain(child) == "case").collect();
    let mut tokens = syntax.below(asked, &lead);
    let done = syntax.children(verb).find(|&child| child > asked && is_infinitive(syntax, child));
    if done.is_none() && !syntax.children(asked).any(|child| is_infinitive(syntax, child)) {
        return None;
    }
    tokens.extend(done.into_iter().flat_map(|done| syntax.below(done, &[verb])));
    tokens.sort_unstable();
    let more = lead.first().copied().into_iter().collect();
    Some(Content { tokens, more, addressee: Some(asked), rule: Rule::Infinitive })
}

pub(super) fn is_infinitive(syntax: &Syntax<'_>, token: usize) -> bool {
    matches!(syntax.plain(token), "xcomp" | "advcl" | "ccomp" | "acl")
        && syntax.children(token).any(|child| child < token && syntax.lemma[child] == "to")
}

pub(super) fn infinitive(syntax: &Syntax<'_>, cue: &Cue, verb: usize) -> Option<Content> {
    if !cue.frames.infinitive {
        return None;
    }
    // "agreed on Friday to sell it": behind a day and without an object, what the parser takes for a purpose is what they agreed to.
    let object = syntax.children(verb).any(|child| child > verb && matches!(syntax.plain(child), "obj" | "iobj"));
    let behind_day = |clause: usize| {
        let first = syntax.below(clause, &[])[0];
        let ends =
            |child: usize| child > verb && is_time(syntax, child) && syntax.below(child, &[]).last().is_some_and(|last| last + 1 == first);
        !object && syntax.children(verb).any(ends)
    };
    let meant = syntax
        .children(verb)
        .find(|&child| child > verb && (syntax.plain(child) != "advcl" || behind_day(child)) && is_infinitive(syntax, child))?;
    let mut found = Content::new(syntax.below(meant, &[verb]), Rule::Infinitive);
    // "asked for the vote to be put off": what is to be done stands between.
    let between = |child: usize| {
        child > verb && child < meant && syntax.plain(child) == "obl" && led_by(syntax, child, &["for"]) && !is_time(syntax, child)
    };
    if let Some(whom) = syntax
        .children(verb)
        .find(|&child| between(child) && syntax.below(child, &[]).last().is_some_and(|last| last + 1 == found.tokens[0]))
    {
        let lead: Vec<usize> = syntax.children(whom).filter(|&case| case < whom && syntax.plain(case) == "case").collect();
        found.tokens.extend(syntax.below(whom, &lead));
        found.tokens.sort_unstable();
        found.more = lead;
    }
    // "urged both sides to stop": who is to do it belongs to what is asked.
    if let Some(object) =
        syntax.children(verb).find(|&child| matches!(syntax.plain(child), "obj" | "iobj") && child > verb && child < meant)
    {
        found.tokens.extend(syntax.below(object, &[verb]));
        found.tokens.sort_unstable();
        if cue.frames.person {
            found.addressee = Some(object);
        }
    }
    Some(found)
}

pub(super) fn gerund(syntax: &Syntax<'_>, cue: &Cue, verb: usize) -> Option<Content> {
    if !cue.frames.gerund {
        return None;
    }
    let beside = |child: usize| child == verb + 1 || syntax.relation[child - 1] == "compound:prt" && syntax.head[child - 1] == Some(verb);
    let done = syntax.children(verb).find(|&child| {
        child > verb && syntax.xpos[child] == "VBG" && (syntax.plain(child) == "xcomp" || syntax.plain(child) == "advcl" && beside(child))
    })?;
    Some(Content::new(syntax.below(done, &[verb]), Rule::Infinitive))
}

pub(super) fn led_by(syntax: &Syntax<'_>, phrase: usize, words: &[&str]) -> bool {
    syntax
        .children(phrase)
        .any(|child| child < phrase && matches!(syntax.plain(child), "case" | "mark") && words.contains(&syntax.lemma[child].as_str()))
}

/// Digits of a year.
const YEAR: usize = 4;

/// "called for a truce", "warned against haste".
pub(super) fn preposition(syntax: &Syntax<'_>, extractor: &Extractor, cue: &Cue, verb: usize) -> Option<Content> {
    let words: Vec<&str> = cue.frames.prepositions.iter().map(String::as_str).collect();
    let about = syntax.children(verb).find(|&child| {
        child > verb && matches!(syntax.plain(child), "obl" | "advcl" | "nmod" | "acl" | "ccomp" | "xcomp") && led_by(syntax, child, &words)
    })?;
    // "plans a bridge for 2031": when it is to be.
    let dated = is_time(syntax, about) || syntax.upos[about] == "NUM" && syntax.form(about).len() == YEAR;
    // "agreed on Friday to sell it": when.
    let done =
        |child: usize| child > verb && (matches!(syntax.plain(child), "obj" | "iobj") || child > about && is_infinitive(syntax, child));
    if dated && syntax.children(verb).any(done) {
        return None;
    }
    // "insisted on Radio Lum": where it was said.
    if extractor.limits.is_aired(&syntax.lemma[verb]) && syntax.upos[about] == "PROPN" {
        return None;
    }
    // "called Norland for Pell"
    let named = |child: usize| verb < child && child < about && matches!(syntax.plain(child), "obj" | "iobj" | "xcomp");
    if cue.frames.predicate && syntax.children(verb).any(named) {
        return None;
    }
    let lead: Vec<usize> =
        syntax.children(about).filter(|&child| child < about && matches!(syntax.plain(child), "case" | "mark")).collect();
    let (mut tokens, mut more) = (syntax.below(about, &lead), lead.clone());
    // "called for its troops to leave": whoever is to do it stands between, whatever the parser hangs it from.
    if let Some(&first) = lead.first().filter(|_| lead.len() > 1 && syntax.upos[about] == "VERB") {
        tokens.extend(first + 1..about);
        more.truncate(1);
        tokens.sort_unstable();
        tokens.dedup();
    }
    // "called for the council to lower the toll": what they are to do stands right behind.
    let behind = tokens.last().map_or(about, |last| last + 1);
    let done = syntax.children(verb).find(|&child| child > about && is_infinitive(syntax, child)).map(|done| syntax.below(done, &[verb]));
    // "pushed for the keepers to leave": "for" leads whoever is to do it.
    let whose = || lead.first().is_some_and(|&case| syntax.lemma[case] == "for");
    if let Some(done) = done.filter(|done| (cue.frames.predicate || cue.frames.infinitive || whose()) && done[0] == behind) {
        tokens.extend(done);
    }
    // "objected to Norland opening an inquiry"
    let next = tokens.last().map_or(about, |last| last + 1);
    let doing = |child: &usize| {
        *child == next && syntax.xpos[*child] == "VBG" && syntax.plain(*child) == "advcl" && syntax.head[*child] == Some(verb)
    };
    if let Some(doing) = Some(next).filter(|next| *next < syntax.len()).filter(doing) {
        tokens.extend(syntax.below(doing, &[]).into_iter().filter(|token| *token >= next));
    }
    let mut found = Content::new(tokens, Rule::Phrase);
    found.more = more;
    Some(found)
}
