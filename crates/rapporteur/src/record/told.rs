//! Who said what, over all reports at once: actors and statements as a function of what each report tells.
//!
//! A record that grows does not come here: it casts again the stories that changed and groups again what a new account touches, with
//! the same functions, and must come to the same rows. The check of a record asks this one.

use crate::extract::{Account, Commitment, Contact, Event, EventParty, Findings, Form, Meanings, Party, ReferentKind, Times};
use crate::link;
use crate::link::actor::{self, Actor, Cast, Casting};
use crate::link::reprint::Likely;
use crate::link::statement::{Member, NEAR, SHARED_KEYS, Speaker, Statement, Utterance, Variant, Wording, compare, decide, group, keys};
use crate::link::{Attending, Corrections, Days, Gathered, Link, Pair, Telling, candidates, days_of_story, decided, gather};
use crate::link::{commitment, contact, event};
use crate::record::Report;
use crate::resources::Frequencies;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What the derivation needs of one report; reports stand in the order in which keys pair their holders.
#[derive(Clone, Debug)]
pub struct Teller {
    /// The report's key.
    pub key: String,
    /// What speaks for it being an origin.
    pub likely: Likely,
    /// First and last day of its publication, counted from 1970.
    pub days: Option<(i64, i64)>,
    /// The key of its story.
    pub story: String,
    /// Its origin, as any number that all carriers of one copy share.
    pub origin: u32,
    /// What it tells.
    pub findings: Findings,
    /// What its accounts say, as linking sees it.
    pub utterances: Vec<Utterance>,
    /// What its contacts, events and commitments tell, as linking sees it; parties and publication are left open.
    pub tellings: Tellings,
}

impl Teller {
    fn cast(&self) -> Cast<'_> {
        Cast { report: &self.key, referents: &self.findings.referents, origin: self.origin }
    }
}

/// What one report tells of contacts, events and commitments, as linking sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tellings {
    /// Of contacts, in the order of the findings.
    pub contacts: Vec<contact::Telling>,
    /// Of events, in the order of the findings.
    pub events: Vec<event::Telling>,
    /// Of commitments, in the order of the findings.
    pub commitments: Vec<commitment::Pledge>,
}

/// One account: the place of its report in the list, and its number in the report.
pub type Place = (u32, u32);

/// Actors and statements of a record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// For each report and referent its actor.
    pub cast: Vec<Vec<Option<Casting>>>,
    /// All accounts, as statements count them.
    pub places: Vec<Place>,
    /// The statements, in the order of their first accounts.
    pub statements: Vec<Statement>,
    /// The contacts.
    pub contacts: Sets<contact::Held>,
    /// The events.
    pub events: Sets<event::Held>,
    /// The commitments.
    pub commitments: Sets<commitment::Held>,
}

/// What tellings of one kind were gathered to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sets<S> {
    /// All tellings, as the sets count them.
    pub places: Vec<Place>,
    /// The sets, in the order of their first tellings.
    pub sets: Vec<Gathered<S>>,
}

impl<S> Default for Sets<S> {
    fn default() -> Self {
        Self { places: Vec::new(), sets: Vec::new() }
    }
}

/// The utterances of a report's accounts.
pub fn utterances(frequencies: &Frequencies, times: &Times, report: &Report, findings: &Findings) -> Vec<Utterance> {
    findings.accounts.iter().map(|account| Utterance::of(frequencies, times, report, account, &findings.referents)).collect()
}

/// Who speaks, for deciding: `number` gives the same number for the same words.
pub fn speaker(has_speaker: bool, actor: Option<&Actor>, number: &mut impl FnMut(&str) -> u32) -> (Speaker, Option<u32>) {
    let speaker = match actor {
        Some(actor) => Speaker::Named { actor: number(&actor.id), is_state: actor.kind == ReferentKind::State },
        None if has_speaker => Speaker::Unnamed,
        None => Speaker::Open,
    };
    (speaker, actor.and_then(|actor| actor.state.as_deref()).map(number))
}

/// The person or state that is addressed, for deciding: what is told to two is said twice.
pub fn addressed(actor: Option<&Actor>, number: &mut impl FnMut(&str) -> u32) -> Option<(u32, Option<u32>)> {
    let actor = actor.filter(|actor| matches!(actor.kind, ReferentKind::Person | ReferentKind::State))?;
    Some((number(&actor.id), actor.state.as_deref().map(number)))
}

/// Does one of two accounts of one report stand within the other? Then they are two statements.
pub fn is_nested(accounts: &[Account], one: u32, other: u32) -> bool {
    accounts[one as usize].within == Some(other as usize) || accounts[other as usize].within == Some(one as usize)
}

/// Derives actors and statements, as corrections have them.
pub fn told(tellers: &[Teller], corrections: &Corrections) -> Told {
    let mut stories: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (report, teller) in tellers.iter().enumerate() {
        stories.entry(&teller.story).or_default().push(report);
    }
    let mut cast = vec![Vec::new(); tellers.len()];
    for (story, reports) in &stories {
        let casts: Vec<Cast<'_>> = reports.iter().map(|&report| &tellers[report]).map(Teller::cast).collect();
        for (&report, row) in reports.iter().zip(actor::group(story, &casts, corrections)) {
            cast[report] = row;
        }
    }
    let mut numbers: BTreeMap<String, u32> = BTreeMap::new();
    let mut number = |word: &str| {
        let next = numbers.len() as u32;
        *numbers.entry(word.to_owned()).or_insert(next)
    };
    let (mut places, mut utterances, mut members): (Vec<Place>, Vec<Utterance>, Vec<Member>) = (Vec::new(), Vec::new(), Vec::new());
    for (report, teller) in tellers.iter().enumerate() {
        let actor = |referent: Option<usize>| referent.and_then(|at| cast[report][at].as_ref()).map(|casting: &Casting| &casting.actor);
        for (at, (account, utterance)) in teller.findings.accounts.iter().zip(&teller.utterances).enumerate() {
            if corrections.is_unsaid(&teller.key, &account.content) {
                continue;
            }
            let (speaker, state) = speaker(account.speaker.is_some(), actor(account.speaker), &mut number);
            let story = number(&teller.story);
            places.push((report as u32, at as u32));
            let mut utterance = utterance.clone();
            (utterance.speaker, utterance.state, utterance.story, utterance.days) = (speaker, state, story, teller.days);
            utterance.addressed = addressed(actor(account.addressed), &mut number);
            let said = utterance.said;
            utterances.push(utterance);
            members.push(Member {
                likely: teller.likely.clone(),
                number: at as u32,
                start: account.content.first().map_or(0, |span| span.start),
                has_speaker: account.speaker.is_some(),
                speaker: actor(account.speaker).cloned(),
                addressed: actor(account.addressed).cloned(),
                said,
            });
        }
    }
    let keys: Vec<Vec<u64>> = utterances.iter().map(keys).collect();
    let slices: Vec<&[u64]> = keys.iter().map(Vec::as_slice).collect();
    let nested = |pair: &Pair| {
        let (one, other) = (places[pair.first as usize], places[pair.second as usize]);
        one.0 == other.0 && is_nested(&tellers[one.0 as usize].findings.accounts, one.1, other.1)
    };
    let links: Vec<Link> = candidates(&slices, SHARED_KEYS, NEAR)
        .into_iter()
        .filter(|pair| !nested(pair))
        .filter_map(|pair| {
            decide(&utterances[pair.first as usize], &utterances[pair.second as usize]).map(|likeness| Link { pair, likeness })
        })
        .collect();
    let statements = group(&members, &links);
    // What is not dated is as old as its story.
    let of_story = |reports: &[usize]| days_of_story(reports.iter().filter_map(|&report| tellers[report].days));
    let story_days: BTreeMap<&str, Days> = stories.iter().map(|(&story, reports)| (story, of_story(reports))).collect();
    let published = |teller: &Teller| teller.days.or_else(|| story_days[teller.story.as_str()]);
    let contacts = sets(tellers, &cast, |teller, actor| {
        let rows = teller.findings.contacts.iter().zip(&teller.tellings.contacts);
        rows.map(|(contact, telling)| (contact.trigger.start, of_contact(telling, contact, published(teller), actor))).collect()
    });
    let events = sets(tellers, &cast, |teller, actor| {
        let rows = teller.findings.events.iter().zip(&teller.tellings.events);
        rows.map(|(event, telling)| (event.trigger.start, of_event(telling, event, published(teller), actor))).collect()
    });
    let commitments = sets(tellers, &cast, |teller, actor| {
        let rows = teller.findings.commitments.iter().zip(&teller.tellings.commitments);
        let start = |commitment: &Commitment| commitment.content.first().map_or(0, |span| span.start);
        rows.map(|(one, pledge)| (start(one), of_commitment(pledge, one, published(teller), actor))).collect()
    });
    Told { cast, places, statements, contacts, events, commitments }
}

/// The tellings of a report's contacts, events and commitments.
pub fn tellings(frequencies: &Frequencies, text: &str, findings: &Findings) -> Tellings {
    Tellings {
        contacts: findings.contacts.iter().map(|contact| contact::Telling::of(text, contact)).collect(),
        events: findings.events.iter().map(|event| event::Telling::of(frequencies, text, event)).collect(),
        commitments: findings.commitments.iter().map(|one| commitment::Pledge::of(frequencies, text, one)).collect(),
    }
}

/// Gives the actor of a referent.
type Known<'k> = dyn Fn(usize) -> Option<&'k Actor> + 'k;

/// The parties as linking sees them, each once.
fn attending<'k>(referents: impl Iterator<Item = usize>, actor: &Known<'k>) -> Vec<Attending> {
    let all: BTreeSet<Attending> = referents.filter_map(actor).map(Attending::of).collect();
    all.into_iter().collect()
}

/// The telling of a contact with who its parties are and when its report was published.
pub fn of_contact(telling: &contact::Telling, contact: &Contact, published: Days, actor: &Known<'_>) -> contact::Telling {
    let parties = attending(contact.parties.iter().filter_map(|party| party.referent), actor);
    contact::Telling { parties, published, ..telling.clone() }
}

/// The telling of a commitment with the names of who is bound and to whom, and when its report was published.
pub fn of_commitment(pledge: &commitment::Pledge, commitment: &Commitment, published: Days, actor: &Known<'_>) -> commitment::Telling {
    let name = |party: Option<Party>| party.and_then(|party| party.referent).and_then(actor).map(|actor| actor.name.as_str());
    let pledge = Arc::new(pledge.clone().named(name(commitment.by), name(commitment.to), published));
    commitment::Telling { pledge, score: commitment.score }
}

/// The telling of an event with who its parties are and when its report was published. Of a party without a name its state counts.
pub fn of_event(telling: &event::Telling, event: &Event, published: Days, actor: &Known<'_>) -> event::Telling {
    let sides = |parties: &[EventParty]| {
        let nameless = parties.iter().filter(|party| party.referent.and_then(actor).is_none()).filter_map(|party| party.state.clone());
        let mut all = attending(parties.iter().filter_map(|party| party.referent), actor);
        all.extend(nameless.map(|side| Attending { side, own: None }));
        all.sort();
        all.dedup();
        all
    };
    event::Telling { actors: sides(&event.actors), recipients: sides(&event.recipients), published, ..telling.clone() }
}

/// Derives what the tellings of one kind tell of.
fn sets<T: Telling>(
    tellers: &[Teller],
    cast: &[Vec<Option<Casting>>],
    told: impl Fn(&Teller, &Known<'_>) -> Vec<(u32, T)>,
) -> Sets<T::Set> {
    let (mut places, mut members): (Vec<Place>, Vec<link::Member<T>>) = (Vec::new(), Vec::new());
    for (report, teller) in tellers.iter().enumerate() {
        let actor = |at: usize| cast[report][at].as_ref().map(|casting| &casting.actor);
        for (number, (start, telling)) in (0..).zip(told(teller, &actor)) {
            places.push((report as u32, number));
            members.push(link::Member { likely: teller.likely.clone(), number, start, telling });
        }
    }
    let sets = gather(&members, &decided(&members));
    Sets { places, sets }
}

/// The fullest of several wordings, and how each stands to it. Of those that quote nearly the most words, and among them have nearly
/// the most, the first is the fullest: one word more is rather an error than a fuller account. The small words are those of their language.
pub fn variants(meanings: &Meanings, wordings: &[(&str, &Account)]) -> (usize, Vec<Variant>) {
    let words: Vec<Wording> = wordings.iter().map(|(text, account)| Wording::of(text, &account.content)).collect();
    let quoted: Vec<usize> = wordings.iter().map(|(text, account)| Wording::of(text, &account.quoted).len()).collect();
    let nearly = |count: usize, most: usize| count * 10 >= most * 9;
    let most_quoted = quoted.iter().max().copied().unwrap_or_default();
    let quoting: Vec<usize> = (0..words.len()).filter(|&at| nearly(quoted[at], most_quoted)).collect();
    let most_words = quoting.iter().map(|&at| words[at].len()).max().unwrap_or_default();
    let Some(fullest) = quoting.into_iter().find(|&at| nearly(words[at].len(), most_words)) else { return (0, Vec::new()) };
    let variants = (0..wordings.len())
        .map(|at| {
            let direct = [at, fullest].iter().all(|&at| wordings[at].1.form == Form::Direct);
            compare(meanings, (wordings[fullest].0, &words[fullest]), (wordings[at].0, &words[at]), direct).0
        })
        .collect();
    (fullest, variants)
}
