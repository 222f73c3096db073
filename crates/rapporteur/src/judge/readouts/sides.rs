//! Whose account a stretch of one report gives, where the report carries the accounts of both sides of a contact.
//!
//! It reads the words that put a sentence to a teller: "according to the presidency", "the readout said", "it added". A sentence without such words goes on
//! with the account before it in its paragraph. What the reporter tells himself is nobody's account.

use super::Readout;
use crate::extract::{PointWords, Referent, ReferentKind};
use crate::resources::Actors;
use crate::text::{Span, fold, words};
use std::collections::BTreeSet;

/// Letters that a name and the word for its people share at least: Veldania, Veldanian.
const ROOT: usize = 4;

/// Words between the name of a side and a word for what tells its account: "the text issued by the Kessian government". A guess.
const BESIDE: usize = 4;

/// Words between the name of a side and that of a person whom it introduces. A guess.
const INTRODUCED: usize = 6;

/// Who gives an account.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Teller {
    /// A state, by its code.
    State(String),
    /// A name that is not known, folded.
    Name(String),
    /// Whoever told last: "it said", "the statement added".
    Same,
}

/// The two sides whose accounts a report carries, by the names it uses for them, the more often told first; fewer where it carries fewer.
pub fn parties(actors: &Actors, readout: &Readout<'_>) -> Vec<String> {
    let mut found: Vec<(Teller, usize)> = Vec::new();
    for told_by in readout.points.iter().filter_map(|point| point.told_by) {
        let teller = teller(actors, readout, told_by.of(readout.text), Some(told_by));
        if teller == Teller::Same {
            continue;
        }
        match found.iter_mut().find(|(known, _)| are_one(known, &teller)) {
            Some((_, count)) => *count += 1,
            None => found.push((teller, 1)),
        }
    }
    found.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let name = |teller: Teller| match teller {
        Teller::State(code) => actors.state(&code).map_or(code.clone(), |state| state.name.clone()),
        // As it is written, so that it can be found again.
        Teller::Name(name) => {
            name.chars().enumerate().flat_map(|(at, c)| if at == 0 { c.to_uppercase().collect() } else { vec![c] }).collect()
        }
        Teller::Same => String::new(),
    };
    found.into_iter().take(2).map(|(teller, _)| name(teller)).collect()
}

/// Which of two sides, by name, tells each point; none where neither does. A teller that is neither by name is the side that no other teller is, where he
/// is the only such one. Total.
pub fn sides(actors: &Actors, vocabulary: &PointWords, readout: &Readout<'_>, names: [&str; 2]) -> Vec<Option<usize>> {
    let named = names.map(|name| teller(actors, readout, name, None));
    let told: Vec<Vec<Teller>> = told(actors, vocabulary, readout, &named);
    let told: Vec<Vec<Teller>> =
        told.into_iter().map(|tellers| tellers.into_iter().map(|teller| of_side(actors, readout, &named, teller)).collect()).collect();
    let mut sides = named.map(|name| vec![name]);
    let is = |sides: &[Vec<Teller>; 2], teller: &Teller| sides.iter().position(|names| names.iter().any(|name| are_one(name, teller)));
    let silent: Vec<usize> = (0..2).filter(|&side| !told.iter().flatten().any(|teller| is(&sides, teller) == Some(side))).collect();
    if let [side] = silent[..] {
        let mut others: Vec<&Teller> = Vec::new();
        for teller in told.iter().flatten().filter(|teller| **teller != Teller::Same && is(&sides, teller).is_none()) {
            if !others.iter().any(|other| are_one(other, teller)) {
                others.push(teller);
            }
        }
        if let [other] = others[..] {
            sides[side].push(other.clone());
        }
    }
    let points = readout.points;
    let mut found = vec![None; points.len()];
    let (mut current, mut last): (Option<usize>, Option<usize>) = (None, None);
    for (at, tellers) in told.iter().enumerate() {
        let begins = at == 0 || points[at - 1].sentence != points[at].sentence;
        if begins {
            let parted = at > 0 && readout.text[points[at - 1].span.end as usize..points[at].span.start as usize].contains('\n');
            current = current.filter(|_| !parted);
            for teller in tellers {
                current = match teller {
                    Teller::Same => current.or(last),
                    teller => is(&sides, teller),
                };
            }
            last = current.or(last);
        }
        found[at] = current;
    }
    found
}

/// A person whom a side's name introduces ("Veldania's minister, Ana Reyes") tells for that side.
fn of_side(actors: &Actors, readout: &Readout<'_>, named: &[Teller; 2], teller: Teller) -> Teller {
    let Teller::Name(name) = &teller else { return teller };
    if named.iter().any(|side| are_one(side, &teller)) {
        return teller;
    }
    let all: Vec<&str> = words(readout.text).into_iter().map(|word| word.span.of(readout.text)).collect();
    let first = all.iter().position(|word| fold(word.trim_end_matches("'s").trim_end_matches("’s")) == *name);
    let before = first.map(|first| &all[first.saturating_sub(INTRODUCED)..first]).unwrap_or_default();
    let side = before.iter().rev().filter(|word| word.starts_with(char::is_uppercase)).find_map(|word| {
        let meant = meant(actors, readout, word, None);
        named.iter().find(|name| are_one(name, &meant)).cloned()
    });
    side.unwrap_or(teller)
}

/// Who tells the sentence of each point, in order; nobody where no words say so.
fn told(actors: &Actors, vocabulary: &PointWords, readout: &Readout<'_>, named: &[Teller; 2]) -> Vec<Vec<Teller>> {
    let points = readout.points;
    let mut found: Vec<Vec<Teller>> = Vec::with_capacity(points.len());
    for (at, point) in points.iter().enumerate() {
        if at > 0 && points[at - 1].sentence == point.sentence {
            let same = found[at - 1].clone();
            found.push(same);
            continue;
        }
        let mut spans: Vec<Span> =
            points[at..].iter().take_while(|other| other.sentence == point.sentence).filter_map(|point| point.told_by).collect();
        spans.dedup();
        let near = || told_near(actors, vocabulary, readout, point.within.of(readout.text), named).map(|side| named[side].clone());
        let mut tellers: Vec<Teller> = spans.iter().map(|&span| teller(actors, readout, span.of(readout.text), Some(span))).collect();
        // "The text issued by the government of …": the words nearby say who that is.
        if tellers.iter().all(|teller| *teller == Teller::Same)
            && let Some(near) = near()
        {
            tellers.push(near);
        }
        found.push(tellers);
    }
    found
}

/// The one side that a sentence names right beside words for a text or office that tells, or before a verb of telling: "officials in Kess", "Kess tells".
fn told_near(actors: &Actors, vocabulary: &PointWords, readout: &Readout<'_>, sentence: &str, named: &[Teller; 2]) -> Option<usize> {
    let all: Vec<&str> = words(sentence).into_iter().map(|word| word.span.of(sentence)).collect();
    let bare = |word: &str| fold(word.trim_end_matches("'s").trim_end_matches("’s"));
    let mut found = BTreeSet::new();
    for (at, word) in all.iter().enumerate().filter(|(_, word)| word.starts_with(char::is_uppercase)) {
        let meant = meant(actors, readout, word, None);
        let Some(side) = named.iter().position(|name| are_one(name, &meant)) else { continue };
        let near = &all[at.saturating_sub(BESIDE)..(at + BESIDE + 1).min(all.len())];
        let text = near.iter().any(|word| vocabulary.is_teller(&bare(word)) && !matches!(bare(word).as_str(), "it" | "note"));
        let tells = at == 0 && all.iter().skip(1).take(2).any(|word| vocabulary.tells(&bare(word)));
        if text || tells {
            found.insert(side);
        }
    }
    found.pop_first().filter(|_| found.is_empty())
}

/// Who is meant by words for a teller, as they stand.
fn meant(actors: &Actors, readout: &Readout<'_>, told_by: &str, span: Option<Span>) -> Teller {
    let all: Vec<&str> = words(told_by).into_iter().map(|word| word.span.of(told_by)).collect();
    let capital = |word: &&&str| word.starts_with(char::is_uppercase);
    let bare = |word: &str| word.trim_end_matches("'s").trim_end_matches("’s").to_owned();
    for word in all.iter().filter(capital) {
        let word = bare(word);
        let state =
            actors.people(&word).or_else(|| actors.state_named(&word)).or_else(|| actors.capital(&word)).map(|state| state.code.clone());
        if let Some(code) = state.or_else(|| actors.organisation(&word).and_then(|body| body.state.clone())) {
            return Teller::State(code);
        }
    }
    if let Some(state) = actors.state_named(told_by) {
        return Teller::State(state.code.clone());
    }
    let of_office = |referent: &&Referent| {
        let office = |office: &String| {
            let title: Vec<String> =
                words(office).into_iter().map(|word| fold(word.span.of(office))).filter(|word| word.len() > 2 && word != "the").collect();
            let told: Vec<String> = all.iter().map(|word| fold(&bare(word))).collect();
            !title.is_empty() && title.iter().take(2).all(|word| told.contains(word))
        };
        referent.kind == ReferentKind::Person && referent.state.is_some() && referent.offices.iter().any(office)
    };
    let mut states: Vec<&String> =
        readout.findings.referents.iter().filter(of_office).filter_map(|referent| referent.state.as_ref()).collect();
    states.dedup();
    if let [state] = states[..] {
        return Teller::State(state.clone());
    }
    let mentioned = readout.findings.referents.iter().find(|referent| {
        span.is_some_and(|span| referent.mentions.iter().any(|mention| span.contains(mention.span))) && referent.state.is_some()
    });
    if let Some(state) = mentioned.and_then(|referent| referent.state.clone()) {
        return Teller::State(state);
    }
    // A sentence begins with a capital whatever its first word is; of a name that is given ("Kingdom of Veldania") the last word tells most.
    let own = |word: &&&str| word.ends_with("'s") || word.ends_with("’s");
    let name: Box<dyn Iterator<Item = &&str>> = match span {
        Some(_) => Box::new(all.iter().skip(1).chain(all.iter().take(1).filter(own))),
        None => Box::new(all.iter().rev()),
    };
    let short = |word: &str| word.len() > 1 && word.chars().all(char::is_uppercase);
    match name.filter(capital).find(|word| word.chars().count() >= ROOT || short(word)) {
        Some(name) => Teller::Name(fold(&bare(name))),
        None => Teller::Same,
    }
}

/// The same; initials stand for what stands before them elsewhere: "the Prime Minister's Office (PMO)".
fn teller(actors: &Actors, readout: &Readout<'_>, told_by: &str, span: Option<Span>) -> Teller {
    let found = meant(actors, readout, told_by, span);
    let Teller::Name(name) = &found else { return found };
    let spelt = |other: &&str| other.len() > told_by.len() && words(other).into_iter().any(|word| fold(word.span.of(other)) == *name);
    let others = readout.points.iter().filter_map(|point| point.told_by).map(|span| span.of(readout.text));
    let stated = others.filter(spelt).map(|other| meant(actors, readout, other, None)).find(|teller| matches!(teller, Teller::State(_)));
    stated.unwrap_or(found)
}

fn are_one(one: &Teller, other: &Teller) -> bool {
    match (one, other) {
        (Teller::Name(one), Teller::Name(other)) => {
            let shared = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
            shared >= ROOT && shared + 3 >= one.chars().count().min(other.chars().count())
        }
        _ => one == other && *one != Teller::Same,
    }
}
