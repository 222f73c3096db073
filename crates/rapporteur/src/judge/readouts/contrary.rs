//! When two accounts of one point cannot both be so, and by which sign.

use super::pairing::Pair;
use super::{Context, Readout, Weights};
use crate::extract::{Act, Mention, Point, Referent, ReferentKind, TermKind};
use crate::text::{Span, fold, stem, words};
use std::collections::BTreeSet;

/// The sign by which two accounts of a point are seen to be contrary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Contrary {
    /// Who called whom.
    Caller,
    /// Who asked for it.
    Asker,
    /// Who thanked.
    Thanks,
    /// A number of the same thing.
    Number,
    /// A day of the same thing.
    Day,
    /// Agreed against refused.
    Agreement,
    /// So against not so.
    Event,
}

impl Contrary {
    /// All of them.
    pub const ALL: [Self; 7] = [Self::Caller, Self::Asker, Self::Thanks, Self::Number, Self::Day, Self::Agreement, Self::Event];

    /// The word for it in the interchange.
    pub fn label(self) -> &'static str {
        match self {
            Self::Caller => "who called",
            Self::Asker => "who asked",
            Self::Thanks => "who thanked",
            Self::Number => "number",
            Self::Day => "day",
            Self::Agreement => "whether agreed",
            Self::Event => "whether it is so",
        }
    }
}

/// Likeness, in thousandths, from which two points are surely of one thing. A guess.
const SURE: u32 = 600;

/// Likeness, in thousandths, from which two thanks are for one thing. A guess.
const SAME: u32 = 400;

/// The first sign that two sides of a pair are contrary; the sides may be exchanged.
pub(super) fn contrary(context: &Context<'_>, weights: &Weights<'_>, a: &Readout<'_>, b: &Readout<'_>, pair: &Pair) -> Option<Contrary> {
    let found = pair.a.iter().flat_map(|&one| pair.b.iter().map(move |&other| (one, other)));
    found.filter_map(|(one, other)| sign(context, weights, pair.likeness, (a, &a.points[one]), (b, &b.points[other]))).min()
}

pub(super) type Told<'r> = (&'r Readout<'r>, &'r Point);

fn sign(context: &Context<'_>, weights: &Weights<'_>, likeness: u32, one: Told<'_>, other: Told<'_>) -> Option<Contrary> {
    let (a, b) = (one.1, other.1);
    let differ = |first: Option<Span>, second: Option<Span>| {
        first.zip(second).is_some_and(|(first, second)| {
            are_two(weights, &who(context, [one.0, other.0], first), &who(context, [other.0, one.0], second))
        })
    };
    let meant = |readout: &Readout<'_>, span: Span| who(context, [readout, readout], span);
    let single = |point: &Point| point.actor.filter(|_| !point.joint);
    if a.act == Act::Contact && b.act == Act::Contact {
        // Who called in one account is called in the other; or two are told to have called.
        let one_called = |first: Told<'_>, second: Told<'_>| {
            let pair = single(first.1).zip(second.1.other);
            pair.is_some_and(|(caller, called)| are_one(&meant(first.0, caller), &meant(second.0, called)))
        };
        return (differ(single(a), single(b)) || one_called(one, other) || one_called(other, one)).then_some(Contrary::Caller);
    }
    if a.act == Act::Thank && b.act == Act::Thank {
        return (likeness >= SAME && differ(single(a), single(b))).then_some(Contrary::Thanks);
    }
    // Of one thing that is surely the same, one says that this one put it forward or asked for it, the other that the other did.
    let puts = |act: Act| matches!(act, Act::Propose | Act::Support) || act == Act::Ask && likeness >= SURE;
    if a.act == b.act && puts(a.act) && differ(single(a), single(b)) {
        return Some(Contrary::Asker);
    }
    let asks = |point: &Point| point.request.or_else(|| single(point).filter(|_| point.act == Act::Ask));
    if (a.request.is_some() || b.request.is_some()) && differ(asks(a), asks(b)) {
        return Some(Contrary::Asker);
    }
    if numbers(a, b) || numbers(b, a) {
        return Some(Contrary::Number);
    }
    if let ([one], [other]) = (&a.days[..], &b.days[..])
        && one != other
    {
        return Some(Contrary::Day);
    }
    let agrees = |point: &Point| match point.act {
        _ if point.unagreed => Some(false),
        Act::Agree => Some(!point.negated),
        Act::Refuse => Some(point.negated),
        _ => None,
    };
    if agrees(a).zip(agrees(b)).is_some_and(|(one, other)| one != other) {
        return Some(Contrary::Agreement);
    }
    let done = a.act == b.act && a.act != Act::None && a.negated != b.negated;
    (done || so(weights, a, b)).then_some(Contrary::Event)
}

/// Are the single actors of two points surely two?
pub(super) fn by_others(context: &Context<'_>, weights: &Weights<'_>, one: Told<'_>, other: Told<'_>) -> bool {
    let single = |point: &Point| point.actor.filter(|_| !point.joint);
    let pair = single(one.1).zip(single(other.1));
    pair.is_some_and(|(first, second)| are_two(weights, &who(context, [one.0, other.0], first), &who(context, [other.0, one.0], second)))
}

/// The codes of the states for which someone acts in an account.
pub(super) fn parties(context: &Context<'_>, readout: &Readout<'_>) -> BTreeSet<String> {
    readout
        .points
        .iter()
        .filter(|point| point.act != Act::None)
        .filter_map(|point| point.actor)
        .flat_map(|actor| who(context, [readout, readout], actor).states)
        .collect()
}

/// Letters by which the words for a people and its state are one: Veldania, Veldanian.
const PEOPLE: usize = 5;

/// Whom words mean: states, names, words of office.
#[derive(Debug, Default)]
struct Meant {
    names: BTreeSet<String>,
    states: BTreeSet<String>,
    offices: BTreeSet<String>,
    /// Words with a capital inside the words for him that are none of these: a people that is not known.
    peoples: BTreeSet<String>,
}

/// Whom the words for an actor mean in the first of two texts: the referents they mention, with what either text calls them, and what they say themselves.
fn who(context: &Context<'_>, [readout, other]: [&Readout<'_>; 2], span: Span) -> Meant {
    let mut meant = Meant::default();
    let within = |mention: &Mention| span.contains(mention.span) || mention.span.contains(span);
    let named: Vec<&Referent> = readout.findings.referents.iter().filter(|referent| referent.mentions.iter().any(within)).collect();
    let person = named.iter().any(|referent| referent.kind == ReferentKind::Person);
    let last = |referent: &Referent| referent.name.split(' ').next_back().map(fold);
    for referent in &named {
        if referent.kind == ReferentKind::Person {
            meant.names.extend(last(referent));
            for called in readout.findings.referents.iter().chain(&other.findings.referents) {
                if called.kind == ReferentKind::Person && last(called) == last(referent) {
                    // "Prime Minister's request" is no office.
                    meant
                        .offices
                        .extend(called.offices.iter().filter(|office| !office.contains(['\'', '’'])).flat_map(|office| folded(office)));
                    meant.states.extend(called.state.clone());
                }
            }
        } else if named.len() == 1 {
            meant.states.extend(referent.state.clone());
        }
        if referent.kind == ReferentKind::State && !person {
            meant.states.extend(referent.key.clone());
        }
    }
    for word in words(span.of(readout.text)) {
        let printed = word.span.of(span.of(readout.text));
        let state =
            context.actors.people(printed).or_else(|| context.actors.state_named(printed)).or_else(|| context.actors.capital(printed));
        if let Some(state) = state.filter(|_| printed.starts_with(char::is_uppercase)) {
            meant.states.insert(state.code.clone());
        } else if printed.starts_with(char::is_uppercase) || meant.names.is_empty() {
            meant.offices.insert(fold(printed.trim_end_matches("'s").trim_end_matches("’s")));
            if word.span.start > 0 && printed.starts_with(char::is_uppercase) && printed.chars().count() > PEOPLE {
                meant.peoples.insert(fold(printed).chars().take(PEOPLE).collect());
            }
        }
    }
    meant
}

fn folded(words_of: &str) -> Vec<String> {
    words(words_of).into_iter().map(|word| fold(word.span.of(words_of))).collect()
}

/// Are two surely two, and not one called by other words? By state, by name, else by office.
fn are_two(weights: &Weights<'_>, one: &Meant, other: &Meant) -> bool {
    let apart = |first: &BTreeSet<String>, second: &BTreeSet<String>| !first.is_empty() && !second.is_empty() && first.is_disjoint(second);
    if !one.states.is_empty() && !other.states.is_empty() {
        return one.states.is_disjoint(&other.states);
    }
    if !one.names.is_empty() && !other.names.is_empty() {
        return apart(&one.names, &other.names) && one.offices.is_disjoint(&other.names) && one.names.is_disjoint(&other.offices);
    }
    // "the Prime Minister" and "President Ostrel"; who has no office may be either.
    let office = |meant: &Meant| -> BTreeSet<String> {
        meant.offices.iter().filter(|word| weights.words.is_party(word) && !weights.words.is_anyone(word)).cloned().collect()
    };
    apart(&office(one), &office(other))
}

/// Are two surely one?
fn are_one(one: &Meant, other: &Meant) -> bool {
    let shared = |first: &BTreeSet<String>, second: &BTreeSet<String>| !first.is_disjoint(second);
    shared(&one.states, &other.states) || shared(&one.names, &other.names) || shared(&one.peoples, &other.peoples)
}

/// Does one name another number of what the other counts too?
fn numbers(a: &Point, b: &Point) -> bool {
    let counts = |point: &Point| -> Vec<(String, String)> {
        point
            .terms
            .iter()
            .filter(|term| term.kind == TermKind::Number && !term.of.is_empty())
            .map(|term| (stem(&term.of), term.lemma.clone()))
            .collect()
    };
    let (one, other) = (counts(a), counts(b));
    one.iter().any(|(of, number)| {
        let same: Vec<&(String, String)> = other.iter().filter(|(counted, _)| counted == of).collect();
        !same.is_empty()
            && same.iter().all(|(_, other)| other != number)
            && !one.iter().any(|(counted, own)| counted == of && same.iter().any(|(_, other)| other == own))
    })
}

/// Is a thing told as so by one and as not so by the other?
fn so(weights: &Weights<'_>, a: &Point, b: &Point) -> bool {
    let near = |one: &str, other: &str| stem(one) == stem(other) || weights.words.are_alike(one, other);
    let negated = a.terms.iter().any(|one| b.terms.iter().any(|other| one.negated != other.negated && near(&one.lemma, &other.lemma)));
    let turned = a
        .terms
        .iter()
        .any(|one| b.terms.iter().any(|other| one.negated == other.negated && weights.words.are_opposite(&one.lemma, &other.lemma)));
    negated || turned
}
