//! Whether a later report tells the outcome of a commitment, and which.

use super::same::{LEAST, Pledge, Rooted, akin, holds, names, stems_in, stems_of};
use crate::extract::{CommitmentKind, CommitmentWords, Deed, Outcome};
use crate::record::{Published, day_number};
use crate::text::{Span, fold};
use std::cell::OnceCell;
use std::collections::BTreeSet;

/// What one later report tells.
#[derive(Clone, Copy, Debug)]
pub struct Later<'r> {
    /// Its text.
    pub text: &'r str,
    /// When it was published.
    pub published: Option<Published>,
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
    /// Of the clause of each outcome.
    deeds: Vec<OnceCell<Rooted>>,
}

impl Stems {
    /// Of a report with this title that tells so many outcomes.
    pub fn of(title: Option<&str>, deeds: usize) -> Self {
        Self { whole: OnceCell::new(), title: title.unwrap_or_default().to_owned(), deeds: vec![OnceCell::new(); deeds] }
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
    /// The words for who did it or did not; none where the clause is about what was to be done.
    pub who: Option<Span>,
    /// Are these words a pronoun?
    pub pronoun: bool,
    /// First and last day, counted from 1970, to which it was put off, and its TIMEX3 value.
    pub until: Option<(i64, i64, String)>,
}

/// Thousandths of the weight of what was undertaken that a clause must hold where nobody who is bound or addressed stands in it.
const ALONE: u64 = 600;

/// The same of what it is about, where that is what was to be done and not who was to do it.
const ABOUT: u64 = 250;

/// One in this many rare stems of the report around a commitment stands in a report on the same matter. A guess.
const MATTER: usize = 5;

/// The same where little else tells that it is of one matter.
const STRONG: usize = 3;

/// Thousandths of the weight that a sentence of the report that tells the commitment must hold: it may as well tell of an earlier deed of the kind. A guess.
const BEHIND: u64 = 800;

/// Days behind a due day or week on which a report still tells of it; told later, it is of another time. A guess.
const LATE: i64 = 30;

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

/// May a clause settle a commitment to do what verbs say, whatever else it tells? What is told as done, or as not done, must be what was to be done, and
/// not before it was undertaken.
pub fn may_settle(words_of: &CommitmentWords, pledge: &Pledge, verbs: &BTreeSet<String>, deed: &Deed) -> bool {
    // "refused to resume": what was not done is the other verb's; where there is none, the clause must be about the thing.
    let told: Vec<&String> = deed.verbs.iter().filter(|told| deed.outcome != Outcome::Undone || !words_of.undoes(told)).collect();
    let fulfils = || verbs.iter().any(|verb| told.iter().any(|told| words_of.fulfils(verb, told)));
    let before = || deed.day.as_ref().zip(pledge.told).is_some_and(|(day, told)| day_number(day.days.1) < told.0);
    match deed.outcome {
        Outcome::Done | Outcome::Partly => fulfils() && !before(),
        Outcome::Undone => (fulfils() || told.is_empty()) && !before(),
        Outcome::Off | Outcome::Denied | Outcome::Moved => true,
    }
}

/// Is a clause told near enough to the day or week on which the commitment falls due?
fn is_timely(pledge: &Pledge, deed: &Deed, published: Option<Published>) -> bool {
    let Some((first, last)) = pledge.due.filter(|(first, last)| last - first < 7) else { return true };
    let told = published.map(|time| time.days().0);
    // What is set for a day is not done before it.
    if pledge.kind == CommitmentKind::Schedule && deed.outcome == Outcome::Done && published.is_some_and(|time| time.days().1 < first) {
        return false;
    }
    let day = deed.day.as_ref().map(|day| (day_number(day.days.0), day_number(day.days.1)));
    day.is_none_or(|day| day.0 <= last + LATE && day.1 >= first - LATE) && told.is_none_or(|told| told <= last + LATE)
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
    let matter = OnceCell::new();
    let on_matter = |part: usize| {
        let whole = || later.stems.whole(later.text);
        let held = *matter.get_or_init(|| pledge.around.iter().filter(|stem| whole().contains(stem)).count());
        held * part >= pledge.around.len()
    };
    // What is demanded is for the other to do.
    let doers = if pledge.kind == CommitmentKind::Demand && !pledge.to.is_empty() { &pledge.to } else { &pledge.by };
    // "pass a bill", "condemn the attack": there is many a one, and the next is this one.
    let general = pledge.things.len() < 2;
    let mut found: Vec<Signal> = Vec::new();
    for (deed, words) in later.deeds.iter().zip(&later.stems.deeds) {
        let again = found.last().is_some_and(|last| (last.outcome, last.span) == (deed.outcome, deed.span));
        if again || !may_settle(words_of, pledge, verbs, deed) || is_anothers(pledge, deed, later.text) {
            continue;
        }
        let words = words.get_or_init(|| Rooted::of(stems_in(&deed.clause, later.text)));
        let share = weigh(words);
        let who = deed.subject.map(|span| span.of(later.text)).unwrap_or_default();
        let pronoun = matches!(fold(who).as_str(), "it" | "they" | "he" | "she" | "we");
        let settles = || -> Option<Option<Span>> {
            let held = pledge.things.iter().filter(|thing| words.holds(thing)).count();
            let near = || doers.is_empty() || doers.iter().any(|name| later.stems.whole(later.text).holds(name));
            if deed.outcome == Outcome::Moved {
                let by_name = !doers.is_empty() && doers.iter().all(|name| words.holds(name));
                return (on_matter(MATTER) && (by_name || share >= LEAST && near())).then_some(None);
            }
            if deed.outcome == Outcome::Off && share >= ALONE && held >= 2 {
                return on_matter(MATTER).then_some(None);
            }
            let party = pledge.by.iter().chain(&pledge.to).any(|name| words.holds(name));
            let (subject, common) = (Rooted::of(stems_of(who)), Rooted::of(common_stems(who)));
            let acts = doers.iter().any(|name| subject.holds(name)) || pronoun && share >= ALONE && near();
            let done_to = weigh(&subject) >= ABOUT && pledge.things.iter().any(|thing| common.holds(thing));
            // "Every one of the prisoners is home": that all of it is over is said of the thing alone.
            let ended = deed.is_whole();
            let known = match deed.outcome {
                Outcome::Denied => acts && !pronoun && share >= ALONE,
                Outcome::Partly => acts && share >= ALONE || done_to && (party || near()),
                _ => acts || done_to && (party || near() || ended),
            };
            let soon = || is_near(pledge, later.published);
            let matter = match general {
                true => on_matter(STRONG) && soon(),
                false => on_matter(MATTER) || ended || pledge.due.is_some() && held >= 2 && near() && soon(),
            };
            let left_out = || is_left_out(pledge, deed, later.text);
            let settles = share >= LEAST && held > 0 && known && matter && !left_out() && is_timely(pledge, deed, later.published);
            settles.then_some(deed.subject.filter(|_| acts && !done_to))
        };
        if let Some(who) = settles() {
            let until = deed.day.as_ref().filter(|_| deed.outcome == Outcome::Moved);
            let until = until.map(|day| (day_number(day.days.0), day_number(day.days.1), day.value.clone()));
            found.push(Signal { outcome: deed.outcome, span: deed.span, who, pronoun, until });
        }
    }
    found
}

/// Stems of the words without a capital: what is named acts, and is not what something is done to.
fn common_stems(words: &str) -> BTreeSet<String> {
    words.split_whitespace().filter(|word| !word.starts_with(char::is_uppercase)).flat_map(stems_of).collect()
}

/// Is a report out within a month of what it may settle, or of the day on which that falls due?
fn is_near(pledge: &Pledge, published: Option<Published>) -> bool {
    let last = pledge.due.map(|(_, last)| last).into_iter().chain(pledge.told.map(|(_, last)| last)).max();
    published.zip(last).is_none_or(|(time, last)| time.days().0 <= last + LATE)
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
