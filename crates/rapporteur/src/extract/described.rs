//! Content that is an object with what is said of it: "described it as a mistake", "called him a hero", "accused it of breaking the truce".
//!
//! It reads the constructions; which of them a cue takes stands in `cues.tsv`.

use super::clauses::Content;
use super::cues::Cue;
use super::phrases::{is_infinitive, led_by};
use super::rules::Rule;
use super::syntax::Syntax;

/// "described it as a mistake", "called him a hero", "called it unworthy".
pub(super) fn predicate(syntax: &Syntax<'_>, cue: &Cue, verb: usize) -> Option<Content> {
    if !cue.frames.predicate {
        return None;
    }
    let after = || syntax.children(verb).filter(|&child| child > verb);
    let is_object = |child: &usize| matches!(syntax.plain(*child), "obj" | "iobj");
    let is_said = |child: &usize| match syntax.plain(*child) {
        // "called on Norland to leave" calls nobody anything.
        "xcomp" => after().any(|child| is_object(&child)) || !is_infinitive(syntax, *child),
        "advcl" if led_by(syntax, *child, &["as"]) => !is_meanwhile(syntax, *child),
        "obl" | "nmod" if led_by(syntax, *child, &["as"]) => true,
        // What it is called, taken for an adverbial; a day, and what a preposition leads, are adverbials.
        "obl" | "nmod" => syntax.relation[*child].ends_with(":unmarked") && syntax.quotation[*child].is_some(),
        // A small clause is one without a finite verb: "called the plan unworthy".
        "ccomp" => {
            !syntax.children(*child).any(|part| matches!(syntax.plain(part), "aux" | "cop" | "mark")) && syntax.upos[*child] != "VERB"
        }
        _ => false,
    };
    // "called the report “outrageous”": what it is called, taken for another name of it.
    let beside = after().filter(is_object).flat_map(|object| syntax.below(object, &[verb])).filter(|&token| {
        let head = syntax.head[token].filter(|&head| head < token && syntax.quotation[head].is_none());
        head.is_some()
            && matches!((syntax.upos[token], syntax.plain(token)), ("ADJ", "appos" | "amod") | ("NOUN", "appos"))
            && syntax.quotation[token].is_some()
    });
    // "branded the tax “a disgrace”": what it is called, taken for a second object.
    let mut objects = after().filter(|&child| matches!(syntax.plain(child), "obj" | "iobj"));
    let second = match (objects.next(), objects.next()) {
        (Some(first), Some(second)) if syntax.quotation[first].is_none() && syntax.quotation[second].is_some() => Some(second),
        _ => None,
    };
    let beside = beside.last().or(second);
    let said = after().filter(is_said).last().or(beside);
    // "branded the toll “daylight robbery”": what it is called, taken for the noun that "toll" describes.
    if said.is_none()
        && let Some(object) = after().find(is_object).filter(|&object| is_labelled(syntax, object))
    {
        return Some(Content::new(syntax.below(object, &[verb]), Rule::Predicate));
    }
    let said = said?;
    if is_naming(syntax, said) {
        return None;
    }
    let mut tokens: Vec<usize> = after()
        .filter(|child| *child <= said && (is_object(child) || is_said(child)))
        .flat_map(|child| syntax.below(child, &[verb]))
        .collect();
    // What the parser hangs from the sentence: "called it a mistake", the object after what it is called.
    tokens.extend(after().filter(|child| *child > said && is_object(child)).flat_map(|child| syntax.below(child, &[verb])));
    tokens.sort_unstable();
    tokens.dedup();
    Some(Content::new(tokens, Rule::Predicate))
}

/// "criticised the toll as ferrymen met": a clause of its own with a subject tells when, but for "as if", "as though".
fn is_meanwhile(syntax: &Syntax<'_>, clause: usize) -> bool {
    let marks = syntax.children(clause).filter(|&child| child < clause && syntax.plain(child) == "mark").count();
    marks == 1 && syntax.children(clause).any(|child| syntax.plain(child) == "nsubj")
}

/// Does an object hold, before the quoted words that it ends in, an article and a noun of its own?
fn is_labelled(syntax: &Syntax<'_>, object: usize) -> bool {
    let words: Vec<usize> = syntax.below(object, &[]).into_iter().filter(|&token| !syntax.is_mark(token)).collect();
    let own = words.iter().take_while(|&&token| syntax.quotation[token].is_none()).count();
    let rest = &words[own..];
    let noun = own > 1 && matches!(syntax.upos[words[own - 1]], "NOUN" | "PROPN");
    let led = noun && matches!(syntax.upos[words[0]], "DET" | "PRON");
    led && rest.len() > 1
        && rest.iter().all(|&token| syntax.quotation[token].is_some() && syntax.quotation[token] == syntax.quotation[object])
}

/// Is what something is called no more than its name? "called the ship Aurora" says nothing of the ship.
fn is_naming(syntax: &Syntax<'_>, said: usize) -> bool {
    let words: Vec<usize> = syntax.below(said, &[]).into_iter().filter(|&token| !syntax.is_mark(token)).collect();
    let led = syntax.children(said).any(|child| syntax.lemma[child] == "as");
    let proper =
        |token: usize| syntax.upos[token] == "PROPN" || syntax.upos[token] == "DET" || syntax.form(token).starts_with(char::is_uppercase);
    !led && words.iter().all(|&token| syntax.quotation[token].is_none() && proper(token))
}

/// "accused it of breaking the truce".
pub(super) fn object_of(syntax: &Syntax<'_>, cue: &Cue, verb: usize) -> Option<Content> {
    if !cue.frames.object_of {
        return None;
    }
    let of = |head: usize| syntax.children(head).filter(|&child| child > verb && led_by(syntax, child, &["of"])).last();
    // "accused the rebels of breaking it": the parser hangs the charge from who is accused as often.
    let accused = || syntax.children(verb).find(|&child| syntax.plain(child) == "obj" && child > verb);
    let charge = of(verb).or_else(|| accused().and_then(of))?;
    let mut tokens = syntax.below(charge, &[verb]);
    if let Some(object) = syntax.children(verb).find(|&child| syntax.plain(child) == "obj" && child > verb) {
        tokens.extend(syntax.below(object, &[verb]));
        tokens.sort_unstable();
        tokens.dedup();
    }
    Some(Content::new(tokens, Rule::Predicate))
}
