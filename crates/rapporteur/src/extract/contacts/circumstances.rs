//! When, where, through what and about what: the words around a contact.

use super::super::Extractor;
use super::super::party::Party;
use super::super::predicates::Reading;
use super::super::syntax::Syntax;
use super::super::times::{Dates, TimeExpression, TimeKind};
use super::Contact;
use super::find::Met;
use super::words::ContactWords;
use crate::analyze::NameKind;
use crate::text::Span;

/// How far up the tree it is sought what words belong to.
const STEPS: usize = 6;

/// The word for the telephone or the screen that a contact was held by.
pub(super) fn medium(syntax: &Syntax<'_>, words: &ContactWords, trigger: usize, carrier: Option<usize>) -> Option<usize> {
    let below = |word: usize| {
        syntax.children(word).find(|&child| {
            matches!(syntax.plain(child), "obl" | "nmod" | "amod" | "compound" | "advmod")
                && words.is("phone", &syntax.form(child).to_lowercase())
        })
    };
    below(trigger).or_else(|| carrier.and_then(below))
}

/// A contact with its circumstances; parties are without referents yet.
pub(in super::super) fn contact(
    syntax: &Syntax<'_>,
    extractor: &Extractor,
    reading: &Reading<'_, '_>,
    dates: &Dates<'_, '_>,
    met: &Met,
) -> Contact {
    let words = &extractor.contacts;
    let party = |head: usize| Party { span: named(syntax, head), referent: None };
    let time =
        dates.all().iter().filter(|time| matches!(time.kind, TimeKind::Date | TimeKind::Time)).find(|time| belongs(syntax, met, time.span));
    let carried = met.carrier.filter(|_| reading.status(met.trigger).is_actual());
    let teller = carried.unwrap_or(met.trigger);
    let requested = asked(syntax, words, met);
    Contact {
        kind: met.kind,
        trigger: syntax.span(met.trigger),
        parties: met.parties.iter().map(|&head| party(head)).collect(),
        initiator: requested.or(met.initiator).and_then(|head| met.parties.iter().position(|&party| party == head)),
        medium: medium(syntax, words, met.trigger, met.carrier).map(|word| syntax.span(word)),
        when: time.map(|time| time.span),
        value: time.map(|time| time.value.clone()),
        days: time.and_then(TimeExpression::day_numbers),
        place: place(syntax, words, met),
        topics: topics(syntax, words, met),
        status: reading.status(teller),
        via: reading.via(teller).filter(|head| !met.parties.contains(head)).map(party),
        rule: met.rule,
    }
}

/// The words of a phrase that names somebody.
fn named(syntax: &Syntax<'_>, head: usize) -> Span {
    let tokens = syntax.phrase(head).tokens;
    let own: Vec<usize> = tokens.into_iter().filter(|&token| !joined(syntax, token, head)).collect();
    syntax.spans(&own).into_iter().find(|span| span.contains(syntax.span(head))).unwrap_or(syntax.span(head))
}

/// Does a token hang from the phrase's head through "and", or as a clause on it?
fn joined(syntax: &Syntax<'_>, token: usize, head: usize) -> bool {
    std::iter::successors(Some(token).filter(|&at| at != head), |&at| syntax.head[at].filter(|&up| up != head))
        .take(STEPS)
        .any(|at| syntax.plain(at) == "conj" || syntax.relation[at] == "acl:relcl")
}

/// Does a phrase belong to the contact: does it hang from its words before it hangs from another verb?
fn belongs(syntax: &Syntax<'_>, met: &Met, span: Span) -> bool {
    let tokens = syntax.within(span);
    let Some(top) = tokens.clone().find(|&token| syntax.head[token].is_none_or(|head| !tokens.contains(&head))) else { return false };
    let own = |token: usize| token == met.trigger || met.carrier == Some(token);
    let mut at = top;
    for _ in 0..STEPS {
        if own(at) {
            return true;
        }
        match syntax.head[at] {
            Some(head) if own(at) || syntax.upos[at] != "VERB" => at = head,
            _ => return false,
        }
    }
    false
}

/// The party at whose request or initiative it was held.
fn asked(syntax: &Syntax<'_>, words: &ContactWords, met: &Met) -> Option<usize> {
    let below = |word: usize| {
        syntax
            .children(word)
            .filter(|&child| syntax.plain(child) == "obl" && words.is("request", &syntax.lemma[child]))
            .flat_map(|request| syntax.children(request))
            .find(|owner| met.parties.contains(owner))
    };
    below(met.trigger).or_else(|| met.carrier.and_then(below))
}

/// Where it was: a place under "in" or "at", or "on the sidelines of".
fn place(syntax: &Syntax<'_>, words: &ContactWords, met: &Met) -> Option<Span> {
    let below = |word: usize| {
        syntax.children(word).find(|&child| {
            let aside = words.is("aside", &syntax.lemma[child]);
            let at = || syntax.children(child).any(|case| syntax.plain(case) == "case" && words.is("at", &syntax.lemma[case]));
            let name = syntax.analysis.name_at(child).is_some_and(|name| name.kind == NameKind::Place);
            matches!(syntax.plain(child), "obl" | "nmod") && !met.parties.contains(&child) && (aside || name && at())
        })
    };
    let head = below(met.trigger).or_else(|| met.carrier.and_then(below))?;
    syntax.spans(&syntax.phrase(head).tokens).first().copied()
}

/// What was spoken of: the object of "discuss", what stands under "about", "on", "regarding".
fn topics(syntax: &Syntax<'_>, words: &ContactWords, met: &Met) -> Vec<Span> {
    let mut heads: Vec<usize> = met.topic.into_iter().collect();
    let about = |word: usize| {
        syntax.children(word).filter(|&child| {
            matches!(syntax.plain(child), "obl" | "nmod")
                && !met.parties.contains(&child)
                && !words.is("aside", &syntax.lemma[child])
                && !words.is("phone", &syntax.lemma[child])
                && syntax.analysis.name_at(child).is_none_or(|name| name.kind != NameKind::Place)
                && syntax.children(child).any(|case| syntax.plain(case) == "case" && words.is("about", &syntax.lemma[case]))
        })
    };
    let is_time = |head: usize| syntax.upos[head] == "NUM" || syntax.form(head).ends_with("day") && syntax.upos[head] == "PROPN";
    let words_of: Vec<usize> = std::iter::once(met.trigger).chain(met.carrier).collect();
    for &word in &words_of {
        heads.extend(about(word).filter(|&head| !is_time(head)));
        // "met to discuss", "held talks, discussing", "spoke and discussed"
        let clauses = syntax.children(word).filter(|&child| matches!(syntax.plain(child), "advcl" | "xcomp" | "acl" | "conj"));
        let discussed = clauses.filter(|&clause| words.is("discuss", &syntax.lemma[clause]));
        heads.extend(discussed.filter_map(|clause| syntax.child(clause, &["obj"])));
    }
    heads.sort_unstable();
    heads.dedup();
    heads.into_iter().filter_map(|head| syntax.spans(&syntax.below(head, &[])).first().copied()).collect()
}
