//! Who said what, over all reports: actors and statements as a function of what each report tells.

use crate::extract::{Account, Findings, Form, ReferentKind};
use crate::link::actor::{Actor, Cast, actors};
use crate::link::statement::{CROWD, Link, SHARED_KEYS, Speaker, Utterance, Variant, Wording, compare, decide, group, keys};
use crate::link::{Pair, candidates};
use crate::resources::Frequencies;
use std::collections::BTreeMap;

/// What the derivation needs of one report, in the order of rank.
#[derive(Clone, Debug)]
pub struct Teller {
    /// The report's key.
    pub key: String,
    /// First and last day of its publication, counted from 1970.
    pub days: Option<(i64, i64)>,
    /// Its story, as any number that the story's reports share.
    pub story: u32,
    /// What it tells.
    pub findings: Findings,
    /// What its accounts say, as linking sees it.
    pub utterances: Vec<Utterance>,
}

impl Teller {
    /// Of a report's findings and text.
    pub fn new(frequencies: &Frequencies, key: String, text: &str, days: Option<(i64, i64)>, story: u32, findings: Findings) -> Self {
        let utterance = |account: &Account| Utterance::new(frequencies, text, &Wording::of(text, &account.content), account);
        let utterances = findings.accounts.iter().map(utterance).collect();
        Self { key, days, story, findings, utterances }
    }
}

/// One account: the place of its report in the ranked list, and its number in the report.
pub type Place = (u32, u32);

/// One statement: what was said once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// `q` and hex digits of its first account's report and place.
    pub id: String,
    /// Who said it; a place in the list of actors.
    pub actor: Option<usize>,
    /// Whom it was said to.
    pub addressee: Option<usize>,
    /// Its accounts, in rank and order of the text.
    pub accounts: Vec<Place>,
}

/// Actors and statements of a record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// The actors, by identifier.
    pub actors: Vec<Actor>,
    /// For each report and referent its actor.
    pub actor_of: Vec<Vec<Option<usize>>>,
    /// The statements, in the order of their first accounts.
    pub statements: Vec<Statement>,
}

/// Derives actors and statements. The utterances are taken out of the tellers, what they tell is left.
pub fn told(tellers: &mut [Teller]) -> Told {
    let casts: Vec<Cast<'_>> = tellers.iter().map(|teller| Cast { referents: &teller.findings.referents, story: teller.story }).collect();
    let (actors, actor_of) = actors(&casts);
    let mut places = Vec::new();
    let mut utterances = Vec::new();
    let mut states: BTreeMap<String, u32> = BTreeMap::new();
    for (report, teller) in tellers.iter_mut().enumerate() {
        for (number, mut utterance) in std::mem::take(&mut teller.utterances).into_iter().enumerate() {
            let referent = teller.findings.accounts[number].speaker;
            let actor = referent.and_then(|at| actor_of[report][at]);
            utterance.speaker = match (actor, referent) {
                (Some(actor), _) => Speaker::Named { actor: actor as u32, is_state: actors[actor].kind == ReferentKind::State },
                (None, Some(_)) => Speaker::Unnamed,
                (None, None) => Speaker::Open,
            };
            let next = states.len() as u32;
            utterance.state = actor.and_then(|actor| actors[actor].state.clone()).map(|state| *states.entry(state).or_insert(next));
            (utterance.story, utterance.days) = (teller.story, teller.days);
            places.push((report as u32, number as u32));
            utterances.push(utterance);
        }
    }
    let keys: Vec<Vec<u64>> = utterances.iter().map(keys).collect();
    let slices: Vec<&[u64]> = keys.iter().map(Vec::as_slice).collect();
    let within = |pair: &Pair| {
        // What stands within another account of its report, or around it, is another statement.
        let (one, other) = (places[pair.first as usize], places[pair.second as usize]);
        let accounts = &tellers[one.0 as usize].findings.accounts;
        one.0 == other.0
            && (accounts[one.1 as usize].within == Some(other.1 as usize) || accounts[other.1 as usize].within == Some(one.1 as usize))
    };
    let links: Vec<Link> = candidates(&slices, SHARED_KEYS, CROWD)
        .into_iter()
        .filter(|pair| !within(pair))
        .filter_map(|pair| {
            decide(&utterances[pair.first as usize], &utterances[pair.second as usize]).map(|likeness| Link { pair, likeness })
        })
        .collect();
    let mut sets: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (at, first) in group(&utterances, &links).into_iter().enumerate() {
        sets.entry(first).or_default().push(at);
    }
    let statements = sets.into_values().map(|set| {
        let accounts: Vec<Place> = set.iter().map(|&at| places[at]).collect();
        // A person or body that speaks for its state is the speaker.
        let speakers = set.iter().filter_map(|&at| match utterances[at].speaker {
            Speaker::Named { actor, is_state } => Some((is_state, actor as usize)),
            _ => None,
        });
        let (report, number) = accounts[0];
        let account = |&(report, number): &Place| &tellers[report as usize].findings.accounts[number as usize];
        let addressee = accounts.iter().find_map(|place| account(place).addressed.and_then(|at| actor_of[place.0 as usize][at]));
        let first = &tellers[report as usize];
        let start = first.findings.accounts[number as usize].content.first().map_or(0, |span| span.start);
        Statement { id: identifier(&first.key, start, number), actor: speakers.min().map(|(_, actor)| actor), addressee, accounts }
    });
    let statements = statements.collect();
    Told { actors, actor_of, statements }
}

fn identifier(report: &str, start: u32, number: u32) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(report.as_bytes()).update(&start.to_le_bytes()).update(&number.to_le_bytes());
    format!("q{}", &hasher.finalize().to_hex()[..12])
}

/// The fullest of several wordings, and how each stands to it. Of those that quote nearly the most words, and among them have nearly
/// the most, the first is the fullest: one word more is rather an error than a fuller account.
pub fn variants(wordings: &[(&str, &Account)]) -> (usize, Vec<Variant>) {
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
            compare((wordings[fullest].0, &words[fullest]), (wordings[at].0, &words[at]), direct).0
        })
        .collect();
    (fullest, variants)
}
