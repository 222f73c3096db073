//! What a point does, how much force that has, who does it and of what it tells.

use super::super::syntax::Syntax;
use super::super::times::TimeExpression;
use super::cut::{Piece, tells, verb_act};
use super::words::{Act, Force, MENTION, PointWords};
use super::{Point, Term, TermKind};
use crate::analyze::NameKind;
use crate::text::{Span, fold};

/// Steps down from the verb of an act at which words still say with which force it is done. Tried: 1 to 3.
const REACH: usize = 2;

/// The point of a piece; none where it has no word. `before` is the point before it.
pub(super) fn point(
    syntax: &Syntax<'_>,
    words: &PointWords,
    times: &[TimeExpression],
    piece: &Piece,
    before: Option<&Point>,
) -> Option<Point> {
    let tokens = piece.tokens.clone();
    let (first, last) = (tokens.start, tokens.end.checked_sub(1)?);
    let span = Span { start: syntax.span(first).start, end: syntax.span(last).end };
    let (verb, cleft) = cleft(syntax, words, piece.verb);
    let (act, own, leading) = verb.map_or((Act::None, MENTION, Vec::new()), |verb| act(syntax, words, verb));
    let sentence = syntax.sentence[first];
    let same = before.filter(|before| before.sentence == sentence);
    // "…, and that the other side must wait": the verb of the first "that" governs the second.
    let above = verb.filter(|_| act == Act::None && same.is_some()).and_then(|verb| governor(syntax, verb));
    let (act, own) = above.map_or((act, own), |above| {
        let (act, own, _) = self::act(syntax, words, above);
        (act, own)
    });
    let force = force(syntax, words, piece, verb, act, own);
    let subject = verb.and_then(|verb| subject(syntax, verb));
    let passive = verb.is_some_and(|verb| syntax.children(verb).any(|child| matches!(syntax.relation[child], "nsubj:pass" | "aux:pass")));
    // "The talks touched upon", "were on the agenda": what is spoken of, or where, does nothing.
    let does = |noun: usize| {
        let talk = words.noun(&syntax.lemma[noun].to_lowercase()).is_some_and(|(act, _)| act == Act::Contact);
        !(talk || act == Act::Discuss && verb.is_some_and(|verb| syntax.upos[verb] != "VERB"))
    };
    let who = cleft.or_else(|| subject.filter(|&noun| !passive && act != Act::None && above.is_none() && does(noun)));
    let words_for = |noun: usize| {
        let clauses: Vec<usize> = syntax
            .children(noun)
            .filter(|&child| {
                matches!(syntax.plain(child), "acl" | "cop" | "expl" | "parataxis" | "punct") || cleft == Some(noun) && child > noun
            })
            .collect();
        let below: Vec<usize> =
            syntax.below(noun, &clauses).into_iter().filter(|&at| !(syntax.plain(noun) == "conj" && at < noun)).collect();
        let (first, last) = (below.first().copied().unwrap_or(noun), below.last().copied().unwrap_or(noun));
        Span { start: syntax.span(first).start, end: syntax.span(last).end }
    };
    let joint = who != cleft
        && who.is_some_and(|who| {
            let lemma = syntax.lemma[who].to_lowercase();
            let lemma = if syntax.xpos[who] == "NNPS" { lemma.trim_end_matches('s').to_owned() } else { lemma };
            let plural = matches!(syntax.xpos[who], "NNS" | "NNPS" | "CD" | "DT") || matches!(lemma.as_str(), "they" | "both" | "two");
            plural && words.is_joint(&lemma) || syntax.children(who).any(|child| syntax.plain(child) == "conj")
        });
    let actor =
        who.map(words_for).or_else(|| same.filter(|_| (subject.is_none() || above.is_some()) && !passive).and_then(|before| before.actor));
    let joint = joint || who.is_none() && actor.is_some() && same.is_some_and(|before| before.joint);
    let negated = verb.is_some_and(|verb| syntax.children(verb).any(|child| is_negation(syntax, child)));
    let agreed = |token: usize| {
        let act = noun_act(syntax, words, token).or_else(|| verb_act(syntax, words, token).filter(|_| syntax.upos[token] == "VERB"));
        act.is_some_and(|(act, _)| act == Act::Agree)
    };
    let none = |token: usize| syntax.children(token).any(|child| is_negation(syntax, child));
    let unagreed = tokens.clone().any(|token| {
        agreed(token) && (none(token) || syntax.children(token).any(|child| matches!(syntax.plain(child), "nsubj" | "obj") && none(child)))
    });
    let request = tokens.clone().find(|&token| words.is_request(&syntax.lemma[token]) && is_circumstance(syntax, token));
    let request = request.and_then(|noun| {
        // "on his own initiative" is that of who acts.
        let own = syntax.children(noun).any(|child| syntax.lemma[child] == "own");
        let of = || syntax.children(noun).find(|&child| syntax.relation[child] == "nmod:poss" || syntax.plain(child) == "nmod");
        if own { actor } else { of().map(words_for) }
    });
    // Who asks for a talk, or begins one, is who calls; who receives a call is called.
    let asked = verb.filter(|_| act == Act::Ask).filter(|&verb| {
        let talk = |noun: usize| words.is_talk(&syntax.lemma[noun].to_lowercase());
        syntax
            .children(verb)
            .any(|child| matches!(syntax.plain(child), "obj" | "obl" | "nsubj") && talk(child) && (passive || child > verb))
    });
    // "A meeting is to be called": nobody is.
    let act = if act == Act::Contact && passive && asked.is_none() { Act::None } else { act };
    let begun = subject.is_some_and(|noun| words.is_talk(&syntax.lemma[noun].to_lowercase())) && request.is_some();
    let act = if asked.is_some() || begun { Act::Contact } else { act };
    let other = verb.filter(|_| act == Act::Contact).and_then(|verb| contacted(syntax, words, verb)).map(words_for);
    let agent = asked.filter(|_| passive).and_then(|verb| agent(syntax, verb)).map(words_for);
    let received = verb.is_some_and(|verb| act == Act::Contact && !passive && words.receives(&syntax.lemma[verb].to_lowercase()));
    let by_request = request.filter(|_| act == Act::Contact);
    let (actor, other) = match (agent, received, by_request) {
        (Some(agent), ..) => (Some(agent), None),
        (None, true, _) => (other, actor),
        (None, false, Some(request)) => (Some(request), None),
        (None, false, None) => (actor, other),
    };
    let joint = joint && agent.is_none() && !received && by_request.is_none();
    let continues = words.continues(&fold(syntax.form(first))) && same.is_none();
    let teller = subject.filter(|&noun| words.is_teller(&syntax.lemma[noun].to_lowercase())).map(words_for);
    // Who acts, and at whose request, is not of what is told.
    let aside = |token: usize| {
        [actor.filter(|_| act != Act::None), request, other, teller].into_iter().flatten().any(|span| span.contains(syntax.span(token)))
    };
    // "The text of the palace is shorter" tells nothing of the contact.
    let empty = |verb: usize| act == Act::None && (syntax.upos[verb] != "VERB" || words.is_light(&syntax.lemma[verb]));
    // Nor does "the visit goes unmentioned in the text", "has no word of it".
    let text = tokens.clone().any(|token| syntax.upos[token] != "PRON" && words.is_teller(&syntax.lemma[token].to_lowercase()));
    let silent = tokens.clone().any(|token| {
        let lemma = syntax.lemma[token].to_lowercase();
        words.is_silent(&lemma) || matches!(lemma.as_str(), "word" | "mention") && none(token)
    });
    let nothing = teller.is_some() && verb.is_some_and(empty) || text && silent;
    let tokens = if nothing { first..first } else { tokens };
    let terms = tokens
        .clone()
        .filter(|&token| !leading.contains(&token) && !aside(token) && tells(syntax, words, token))
        .map(|token| term(syntax, token));
    let told_by = (!piece.told_by.is_empty())
        .then(|| Span { start: syntax.span(piece.told_by.start).start, end: syntax.span(piece.told_by.end - 1).end })
        .or(teller);
    let day = |value: &str| {
        value.get(5..10).filter(|day| value.len() == 10 && day.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')).map(str::to_owned)
    };
    let days = times.iter().filter(|time| span.contains(time.span)).filter_map(|time| day(&time.value)).collect();
    let within = syntax.analysis.sentences[sentence].span;
    Some(Point {
        span,
        sentence,
        within,
        act,
        force,
        actor,
        joint,
        request,
        other,
        told_by,
        negated,
        unagreed,
        continues,
        terms: terms.collect(),
        days,
    })
}

/// "It was the envoy who rang": the verb that tells, and who does it.
fn cleft(syntax: &Syntax<'_>, words: &PointWords, verb: Option<usize>) -> (Option<usize>, Option<usize>) {
    let Some(noun) = verb.filter(|&noun| matches!(syntax.upos[noun], "NOUN" | "PROPN" | "PRON")) else { return (verb, None) };
    let expletive = syntax.children(noun).any(|child| child < noun && syntax.lemma[child] == "it");
    let clause = syntax
        .children(noun)
        .find(|&child| child > noun && syntax.relation[child] == "acl:relcl" && verb_act(syntax, words, child).is_some());
    match clause.filter(|_| expletive) {
        Some(clause) => (Some(clause), Some(noun)),
        None => (verb, None),
    }
}

/// The verb whose clause another clause is joined to: "said that …, and that …".
fn governor(syntax: &Syntax<'_>, verb: usize) -> Option<usize> {
    let first = std::iter::successors(Some(verb), |&at| syntax.head[at].filter(|_| syntax.plain(at) == "conj")).take(20).last()?;
    syntax.head[first].filter(|_| first != verb && matches!(syntax.plain(first), "ccomp" | "advcl"))
}

/// Does a noun stand in the sentence as "at his request", "on his own initiative"?
fn is_circumstance(syntax: &Syntax<'_>, noun: usize) -> bool {
    syntax.plain(noun) == "obl"
        && syntax.children(noun).any(|child| syntax.plain(child) == "case" && matches!(syntax.lemma[child].as_str(), "at" | "on" | "upon"))
}

fn subject(syntax: &Syntax<'_>, verb: usize) -> Option<usize> {
    syntax.children(verb).find(|&child| syntax.plain(child) == "nsubj").or_else(|| {
        let head = syntax.head[verb]?;
        (syntax.plain(verb) == "conj" && syntax.upos[head] == "VERB")
            .then(|| syntax.children(head).find(|&child| syntax.plain(child) == "nsubj"))?
    })
}

/// Who does what a passive tells: "asked for by Veldania".
fn agent(syntax: &Syntax<'_>, verb: usize) -> Option<usize> {
    let by = |token: usize| syntax.children(token).any(|child| syntax.plain(child) == "case" && syntax.lemma[child] == "by");
    syntax
        .children(verb)
        .find(|&child| child > verb && (syntax.plain(child) == "obl" && by(child) || matches!(syntax.upos[child], "PROPN") && by(child)))
}

/// With whom a verb of contact has one: "spoke with", "called", "received a call from".
fn contacted(syntax: &Syntax<'_>, words: &PointWords, verb: usize) -> Option<usize> {
    let person = |noun: usize| {
        matches!(syntax.upos[noun], "PROPN")
            || syntax.analysis.name_at(noun).is_some_and(|name| name.kind == NameKind::Person)
            || words.is_party(&syntax.lemma[noun].to_lowercase())
    };
    let below = syntax.below(verb, &[]);
    let tied = |token: usize| {
        let mut cases = syntax.children(token).filter(|&child| syntax.plain(child) == "case").peekable();
        cases.peek().is_none() && syntax.plain(token) == "obj"
            || cases.any(|case| matches!(syntax.lemma[case].as_str(), "with" | "to" | "from"))
    };
    below
        .into_iter()
        .find(|&token| token > verb && matches!(syntax.plain(token), "obl" | "obj" | "nmod" | "xcomp") && person(token) && tied(token))
}

fn is_negation(syntax: &Syntax<'_>, token: usize) -> bool {
    matches!(syntax.lemma[token].as_str(), "not" | "n't" | "n’t" | "no" | "never" | "neither" | "nor" | "without")
}

/// What a verb does, with which force of its own, and the tokens that say so.
fn act(syntax: &Syntax<'_>, words: &PointWords, verb: usize) -> (Act, Force, Vec<usize>) {
    let lemma = syntax.lemma[verb].to_lowercase();
    let near = syntax.children(verb).filter(|&child| {
        matches!(syntax.plain(child), "obj" | "obl" | "xcomp" | "compound" | "advmod") || syntax.relation[child] == "nsubj:pass"
    });
    let own = verb_act(syntax, words, verb);
    if words.is_light(&lemma)
        && let Some((act, force, noun)) =
            near.filter_map(|noun| noun_act(syntax, words, noun).map(|(act, force)| (act, force, noun))).next()
    {
        return (act, force, vec![verb, noun]);
    }
    // "were pleased with", "on the agenda".
    match own.or_else(|| words.noun(&lemma)) {
        Some((act, force)) => (act, force, vec![verb]),
        None => (Act::None, MENTION, Vec::new()),
    }
}

/// What a noun of doing does; its form goes before its lemma: "wishes" are no wish.
fn noun_act(syntax: &Syntax<'_>, words: &PointWords, noun: usize) -> Option<(Act, Force)> {
    words.noun(syntax.low(noun)).or_else(|| words.noun(&syntax.lemma[noun].to_lowercase()))
}

/// The force of a point: that of its act, raised by what is said to be due, meant or willed.
fn force(syntax: &Syntax<'_>, words: &PointWords, piece: &Piece, verb: Option<usize>, act: Act, own: Force) -> Force {
    let Some(verb) = verb else { return own };
    if matches!(act, Act::Hope | Act::Ask | Act::Thank | Act::Greet | Act::Refuse | Act::Blame | Act::Praise | Act::Contact) {
        return own;
    }
    let (mut zone, mut edge) = (vec![verb], vec![verb]);
    for _ in 0..REACH {
        edge = edge
            .iter()
            .flat_map(|&token| syntax.children(token))
            .filter(|&child| syntax.relation[child] != "acl:relcl" && syntax.plain(child) != "advcl")
            .collect();
        zone.extend(&edge);
    }
    // Auxiliaries of what is said.
    let helpers: Vec<usize> = zone.iter().flat_map(|&token| syntax.children(token)).filter(|&child| syntax.plain(child) == "aux").collect();
    zone.extend(helpers);
    let inside = |token: &&usize| piece.tokens.contains(token) || !piece.item && **token == verb;
    let hopes = piece.tokens.clone().any(|token| {
        token != verb && syntax.upos[token] == "VERB" && verb_act(syntax, words, token).is_some_and(|(act, _)| act == Act::Hope)
    });
    if hopes && act != Act::Agree && act != Act::Stress {
        return own.max(2);
    }
    let weight = |&token: &usize| {
        let lemma = syntax.lemma[token].to_lowercase();
        // "would" behind "said" is "will".
        let backshift = lemma == "would" && act == Act::Say;
        let due = matches!(lemma.as_str(), "be" | "have")
            && matches!(syntax.plain(token), "aux" | "cop")
            && token + 1 < syntax.len()
            && syntax.form(token + 1).eq_ignore_ascii_case("to");
        let bound = |token: usize| syntax.upos[token] == "VERB" || syntax.upos[token] == "AUX";
        let will = if backshift { Some(4) } else { None };
        will.or(due.then_some(if lemma == "be" { 4 } else { 3 }))
            .or_else(|| words.weight(&lemma).or_else(|| words.weight(syntax.low(token))).filter(|&force| force < 4 || bound(token)))
            .or_else(|| (lemma == "have" && syntax.children(token).any(|child| syntax.plain(child) == "xcomp")).then_some(3))
    };
    // "touched on the dam, on which it was stressed that …": what is told of the subject counts for it.
    let told = |&token: &usize| {
        let clause = matches!(syntax.relation[token], "acl:relcl") || matches!(syntax.plain(token), "ccomp" | "advcl");
        let act = verb_act(syntax, words, token).filter(|(act, _)| matches!(act, Act::Stress | Act::Agree | Act::Support | Act::Ask));
        act.filter(|_| clause).map(|(_, force)| force)
    };
    let told = piece.tokens.clone().filter(|_| act == Act::Discuss).filter_map(|token| told(&token)).max();
    zone.iter().filter(inside).filter_map(weight).chain(told).fold(own, Force::max)
}

fn term(syntax: &Syntax<'_>, token: usize) -> Term {
    let name = syntax.upos[token] == "PROPN" || syntax.analysis.name_at(token).is_some();
    let kind = if syntax.upos[token] == "NUM" {
        TermKind::Number
    } else if name {
        TermKind::Name
    } else {
        TermKind::Word
    };
    let head = syntax.head[token].filter(|&head| {
        matches!(syntax.plain(token), "nummod" | "amod" | "compound" | "nmod") && syntax.sentence[head] == syntax.sentence[token]
    });
    Term {
        span: syntax.span(token),
        lemma: fold(&syntax.lemma[token]),
        kind,
        negated: syntax.children(token).any(|child| is_negation(syntax, child)),
        of: head.map_or(String::new(), |head| fold(&syntax.lemma[head])),
    }
}
