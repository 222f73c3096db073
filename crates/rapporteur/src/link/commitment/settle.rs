//! Whether a later report tells the outcome of a commitment, and which.

use super::same::{Pledge, Rooted, akin, holds, names, stems_of};
use crate::extract::{CommitmentKind, CommitmentWords, Deed, Outcome};
use crate::record::day_number;
use crate::text::{Span, fold};
use std::cell::OnceCell;
use std::collections::BTreeSet;

/// What one later report tells.
#[derive(Clone, Copy, Debug)]
pub struct Later<'r> {
    /// Its text.
    pub text: &'r str,
    /// The outcomes it tells.
    pub deeds: &'r [Deed],
    /// Their stems.
    pub stems: &'r Stems,
}

/// The stems of a report that tells outcomes: what is asked of it for many commitments is worked out once, and only when it is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stems {
    /// Of its title and text.
    whole: OnceCell<Rooted>,
    title: String,
    /// Of the sentence of each outcome.
    deeds: Vec<Rooted>,
}

impl Stems {
    /// Of a report's text, its title, and the outcomes it tells.
    pub fn of(text: &str, title: Option<&str>, deeds: &[Deed]) -> Self {
        let deeds = deeds.iter().map(|deed| Rooted::of(stems_of(deed.span.of(text)))).collect();
        Self { whole: OnceCell::new(), title: title.unwrap_or_default().to_owned(), deeds }
    }

    fn whole(&self, text: &str) -> &Rooted {
        self.whole.get_or_init(|| Rooted::of(stems_of(text).into_iter().chain(stems_of(&self.title)).collect()))
    }
}

/// A sentence that tells the outcome of a commitment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signal {
    /// How it came out.
    pub outcome: Outcome,
    /// The sentence.
    pub span: Span,
    /// First and last day, counted from 1970, to which it was put off, and its TIMEX3 value.
    pub until: Option<(i64, i64, String)>,
}

/// Thousandths of the weight of what was undertaken that a sentence must name: told with who is bound; told without; and of the report around it.
/// Set on half of the dossiers so that nothing is closed that is open.
const WITH_NAME: u64 = 400;
const ALONE: u64 = 600;

/// The least of these that any rule asks for, but for one of what was put off.
const LEAST: u64 = 150;

/// One in this many rare stems of the report around a commitment stands in a report on the same matter. A guess.
const MATTER: usize = 5;

/// The same of a sentence of the report that tells the commitment, which may as well tell of an earlier deed of the kind. A guess.
const BEHIND: u64 = 800;

/// The sentences of the report that tells a commitment, behind its words, that say outright that it was done: who is bound, what, and that it
/// happened. What is told there of other outcomes is most often of before.
pub fn signals_behind(words_of: &CommitmentWords, pledge: &Pledge, verbs: &BTreeSet<String>, own: &Later<'_>, end: u32) -> Vec<Signal> {
    let total: u64 = pledge.content.values().map(|&rarity| u64::from(rarity)).sum();
    let outright = |signal: &Signal| {
        let words = stems_of(signal.span.of(own.text));
        let shared: u64 = pledge.content.iter().filter(|(stem, _)| holds(&words, stem)).map(|(_, &rarity)| u64::from(rarity)).sum();
        signal.outcome == Outcome::Done
            && signal.span.start >= end
            && shared * 1000 >= total * BEHIND
            && pledge.by.iter().any(|name| holds(&words, name))
    };
    signals(words_of, pledge, verbs, own).into_iter().filter(outright).collect()
}

/// May a sentence settle a commitment to do what verbs say, whatever else it tells? What is told as done must be what was to be done.
pub fn may_settle(words_of: &CommitmentWords, verbs: &BTreeSet<String>, deed: &Deed) -> bool {
    deed.outcome != Outcome::Done || verbs.iter().any(|verb| deed.verbs.iter().any(|told| words_of.fulfils(verb, told)))
}

/// Every sentence of a later report that tells the outcome of a commitment, in the order of the text.
pub fn signals(words_of: &CommitmentWords, pledge: &Pledge, verbs: &BTreeSet<String>, later: &Later<'_>) -> Vec<Signal> {
    let total: u64 = pledge.content.values().map(|&rarity| u64::from(rarity)).sum();
    if total == 0 {
        return Vec::new();
    }
    let weigh = |stems: &Rooted| -> u64 {
        let shared = pledge.content.iter().filter(|(stem, _)| stems.holds(stem));
        shared.map(|(_, &rarity)| u64::from(rarity)).sum::<u64>() * 1000 / total
    };
    // What else the report tells is looked at only where a sentence of it may settle anything.
    let weighs = |(deed, words): (&Deed, &Rooted)| deed.outcome == Outcome::Moved || weigh(words) >= LEAST;
    if !later.deeds.iter().zip(&later.stems.deeds).any(weighs) {
        return Vec::new();
    }
    let whole = later.stems.whole(later.text);
    let here = weigh(whole);
    let around = pledge.around.iter().filter(|stem| whole.contains(stem)).count();
    let on_matter = around * MATTER >= pledge.around.len();
    let mut found = Vec::new();
    for (deed, words) in later.deeds.iter().zip(&later.stems.deeds) {
        let share = weigh(words);
        let bound = pledge.by.iter().any(|name| words.holds(name));
        let near = pledge.by.iter().any(|name| whole.holds(name));
        let given =
            pledge.to.iter().any(|name| words.holds(name)) || pledge.to.is_empty() && pledge.content.keys().any(|stem| words.holds(stem));
        let fulfils = may_settle(words_of, verbs, deed);
        let told = share >= WITH_NAME && (bound || near) || share >= ALONE;
        let known = bound && given && around >= 2 && share >= 200;
        // Kept or broken is only what is named: its things, and with them a party; where nobody is named as bound or addressed, the words alone.
        let thing = pledge.things.iter().any(|thing| words.holds(thing)) || pledge.things.is_empty() && bound;
        let nobody = pledge.by.is_empty() && pledge.to.is_empty();
        let party = bound || pledge.to.iter().any(|name| words.holds(name)) || nobody || near && share >= ALONE;
        // The sentence is about who is bound, or about what was to be done.
        let subject = deed.subject.map(|span| span.of(later.text)).unwrap_or_default();
        let pronoun = matches!(fold(subject).as_str(), "it" | "they" | "he" | "she" | "we");
        let subject = stems_of(subject);
        // What is demanded is for the other to do.
        let doers = if pledge.kind == CommitmentKind::Demand && !pledge.to.is_empty() { &pledge.to } else { &pledge.by };
        let about = subject.is_empty() && bound
            || pronoun && near
            || doers.iter().any(|name| holds(&subject, name))
            || pledge.things.iter().any(|thing| holds(&subject, thing));
        let settles = match deed.outcome {
            Outcome::Done => fulfils && (told || known) && thing && party && (about || on_matter) && !is_left_out(pledge, deed, later.text),
            // Who did not do it must be who was bound.
            Outcome::Undone => bound && thing && share >= WITH_NAME,
            Outcome::Off => told && (about || on_matter) || bound && about && share >= 250,
            Outcome::Denied => about && bound && (share >= 150 && on_matter || told && thing),
            Outcome::Partly => {
                thing && (about || on_matter) && (bound || (near || nobody) && on_matter) && (told || here >= WITH_NAME && share >= 200)
            }
            Outcome::Moved => told || near && here >= WITH_NAME,
        };
        if settles && !is_anothers(pledge, deed, later.text) {
            let until = deed.until.as_ref().map(|due| (day_number(due.days.0), day_number(due.days.1), due.value.clone()));
            found.push(Signal { outcome: deed.outcome, span: deed.span, until });
        }
    }
    found
}

/// Words of a sentence beyond which it is no sentence, but what a page has in a row.
const LONGEST: usize = 60;

/// Is a sentence too long for one, or does it say that a thing of the commitment was left out: "fired, not toward the island"?
fn is_left_out(pledge: &Pledge, deed: &Deed, text: &str) -> bool {
    let words: Vec<String> = deed.span.of(text).split_whitespace().map(fold).collect();
    let denied = |at: usize| words[at.saturating_sub(3)..at].iter().any(|word| matches!(word.as_str(), "not" | "never" | "without"));
    let named = |word: &str| stems_of(word).iter().any(|stem| pledge.things.contains(stem));
    words.len() > LONGEST || (1..words.len()).any(|at| denied(at) && named(&words[at]))
}

/// Is who the sentence is about another actor, by a name that is neither bound nor addressed nor named in what was undertaken?
fn is_anothers(pledge: &Pledge, deed: &Deed, text: &str) -> bool {
    let Some(subject) = deed.subject.map(|span| span.of(text)) else { return false };
    let capital = subject.split(' ').any(|word| {
        word.starts_with(char::is_uppercase)
            && !matches!(word, "The" | "A" | "An" | "All" | "Every" | "Some" | "It" | "He" | "She" | "They")
    });
    let first = deed.span.start == deed.subject.map_or(0, |span| span.start);
    let names = names(subject);
    let own = |name: &String| {
        pledge.by.iter().chain(&pledge.to).chain(pledge.content.keys()).chain(&pledge.around).any(|known| akin(known, name))
    };
    // A word that opens a sentence has a capital, name or not.
    let alone =
        first && subject.split(' ').filter(|word| word.starts_with(char::is_uppercase)).count() < 2 && subject.split(' ').count() > 1;
    capital && !alone && !names.iter().any(own)
}
