//! How alike two points of two accounts are: their telling words by rarity, what they do, who does it, where they stand.

use super::contrary::{by_others, parties};
use super::{Context, Readout, Weights};
use crate::analyze::vectors::{WIDTH, cosine};
use crate::extract::{Act, Point, Term, TermKind};
use crate::text::stem;
use std::collections::BTreeSet;

/// Thousandths that stand for the whole.
const WHOLE: u32 = 1000;

/// Likeness of two words that mean nearly the same in such texts, or name one state. Tried: 600 to 900.
const NEAR: u32 = 800;

/// Letters that two forms of one root share at least: north, northern.
const ROOT: usize = 5;

/// Cosine of two words, in thousandths, below which their vectors say nothing. Tried: 350 to 550.
const FAR: i32 = 450;

/// The rarest word counts as one of this many thousandths of a nat, so that one odd name does not outweigh a whole point.
const RAREST: u32 = 7000;

/// By how much less the name of one who meets counts: it stands in any point.
const PARTY: u32 = 4;

/// What is taken off where two points are told of two who act alone. Tried: 0 to 250.
const OTHERS: u32 = 150;

/// A number counts as a common word.
const NUMBER: u32 = 2000;

/// How alike every point of one account is to every point of the other.
pub(super) struct Likeness {
    width: usize,
    values: Vec<u32>,
}

impl Likeness {
    pub(super) fn of(context: &Context<'_>, weights: &Weights<'_>, a: &Readout<'_>, b: &Readout<'_>) -> Self {
        let parties: BTreeSet<String> =
            [a, b].iter().flat_map(|readout| parties(context, readout)).map(|code| format!("={code}")).collect();
        let (one, other) = (terms(context, weights, &parties, a, b), terms(context, weights, &parties, b, a));
        let mut values = Vec::with_capacity(one.len() * other.len());
        for (at, first) in one.iter().enumerate() {
            for (to, second) in other.iter().enumerate() {
                let place = |at: usize, of: usize| if of < 2 { 500 } else { at * 1000 / (of - 1) };
                let apart = place(at, one.len()).abs_diff(place(to, other.len())) as u32;
                let others = !is_marked(a.points[at].act) && by_others(context, weights, (a, &a.points[at]), (b, &b.points[to]));
                let off = apart / 10 + if others { OTHERS } else { 0 };
                values.push(alike(weights, (&a.points[at], first), (&b.points[to], second), off));
            }
        }
        Self { width: other.len(), values }
    }

    /// In thousandths.
    pub(super) fn at(&self, a: usize, b: usize) -> u32 {
        self.values[a * self.width + b]
    }
}

/// A point's words made ready.
struct Weighed<'p> {
    terms: Vec<(&'p Term, String, u32, [i8; WIDTH])>,
    all: u32,
    vector: [i8; WIDTH],
}

/// The terms of each point with their weights: how rare in print, and less where they stand in many points of the two accounts.
fn terms<'p>(
    context: &Context<'_>,
    weights: &Weights<'_>,
    parties: &BTreeSet<String>,
    own: &Readout<'p>,
    other: &Readout<'_>,
) -> Vec<Weighed<'p>> {
    let all: Vec<Vec<String>> =
        [own.points, other.points].into_iter().flatten().map(|point| point.terms.iter().map(|term| key(context, term)).collect()).collect();
    let holders = |key: &String| all.iter().filter(|keys| keys.contains(key)).count() as u32;
    own.points
        .iter()
        .map(|point| {
            let terms: Vec<_> = point
                .terms
                .iter()
                .map(|term| {
                    let key = key(context, term);
                    let most = if term.kind == TermKind::Number { NUMBER } else { RAREST };
                    let rare = weights.frequencies.rarity(&stem(&term.lemma)).min(most);
                    let party = if parties.contains(&key) { PARTY } else { 1 };
                    let weight = rare * 2 / (2 + holders(&key).saturating_sub(2)) / party;
                    (term, key, weight.max(1), context.language.vector(std::iter::once(term.lemma.as_str())))
                })
                .collect();
            let all = terms.iter().map(|term| term.2).sum();
            let vector = context.language.vector(point.terms.iter().map(|term| term.lemma.as_str()));
            Weighed { terms, all, vector }
        })
        .collect()
}

/// The key under which words for one state are one; else the stem.
fn key(context: &Context<'_>, term: &Term) -> String {
    let mut name = term.lemma.clone();
    if let Some(first) = name.get(..1) {
        name = first.to_uppercase() + &name[1..];
    }
    let actors = context.actors;
    let state = actors.people(&name).or_else(|| actors.state_named(&name)).or_else(|| actors.capital(&name));
    match state.filter(|_| term.kind == TermKind::Name) {
        Some(state) => format!("={}", state.code),
        None => stem(&term.lemma),
    }
}

/// How alike two words are, in thousandths.
fn same(weights: &Weights<'_>, one: &(&Term, String, u32, [i8; WIDTH]), other: &(&Term, String, u32, [i8; WIDTH])) -> u32 {
    if one.1 == other.1 {
        return WHOLE;
    }
    if one.0.kind == TermKind::Number || other.0.kind == TermKind::Number {
        // Another number of the same thing tells of that thing too.
        let counted = one.0.kind == other.0.kind && !one.0.of.is_empty() && stem(&one.0.of) == stem(&other.0.of);
        return if counted { NEAR } else { 0 };
    }
    let (first, second) = (&one.0.lemma, &other.0.lemma);
    let root = first.chars().zip(second.chars()).take_while(|(a, b)| a == b).count();
    if weights.words.are_alike(first, second) || root >= ROOT && root * 5 >= first.chars().count().max(second.chars().count()) * 3 {
        return NEAR;
    }
    if one.0.kind == TermKind::Name && other.0.kind == TermKind::Name {
        return 0;
    }
    let near = cosine(&one.3, &other.3).max(FAR) - FAR;
    near.cast_unsigned() * NEAR / (1000 - FAR).cast_unsigned()
}

/// Of the weight of one point's words, in thousandths, what the other has.
fn covered(weights: &Weights<'_>, one: &Weighed<'_>, other: &Weighed<'_>) -> u32 {
    let best = |term: &(&Term, String, u32, [i8; WIDTH])| other.terms.iter().map(|word| same(weights, term, word)).max().unwrap_or(0);
    let sum: u64 = one.terms.iter().map(|term| u64::from(best(term)) * u64::from(term.2)).sum();
    u32::try_from(sum / u64::from(one.all.max(1))).unwrap_or(0)
}

/// Acts that are few in an account, so that two of a kind are likely the same.
fn is_marked(act: Act) -> bool {
    matches!(act, Act::Thank | Act::Greet | Act::Contact)
}

fn alike(weights: &Weights<'_>, one: (&Point, &Weighed<'_>), other: (&Point, &Weighed<'_>), off: u32) -> u32 {
    let ((a, one), (b, other)) = (one, other);
    let (forth, back) = (covered(weights, one, other), covered(weights, other, one));
    let words = (forth + back) / 4 + forth.max(back) / 4 + forth.min(back) / 4;
    let sense = cosine(&one.vector, &other.vector).max(0).cast_unsigned().min(WHOLE);
    // Thanks are few, but may be given for two things.
    let acts = match a.act {
        _ if a.act != b.act => 0,
        Act::Greet | Act::Contact => 350,
        Act::Thank => 200,
        _ => 40,
    };
    // That they spoke is no other point, unless more is told with it.
    let bare = |point: &Point| point.act == Act::Contact && point.terms.iter().filter(|term| term.kind == TermKind::Word).count() < 2;
    if bare(a) != bare(b) {
        return 0;
    }
    (words * 7 / 10 + sense * 3 / 10 + acts).saturating_sub(off).min(WHOLE)
}
