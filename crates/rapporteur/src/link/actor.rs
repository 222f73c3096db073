//! Who is meant, over the reports of one story: `keys` (which names could mean one), `decide` (do these two, and why), `group` (actors).
//!
//! What a name is counts: a state, a person, a body and a place are never one actor, and identifiers say which. A full name, and a key of
//! the gazetteer, mean one actor wherever they stand. A last name alone joins a full one only where its own copy or its own story
//! has one that it can mean; else it is an actor of its story alone. Nothing outside the story is looked at, so that no report
//! changes whom an unrelated one means.

use crate::extract::{MentionKind, Referent, ReferentKind, ends_in_father, given_and_last};
use crate::link::Corrections;
use crate::text::{self, fold, spelling};
use std::collections::{BTreeMap, BTreeSet};

/// By story and last name: given names and names of those who bear it.
type Bearers = BTreeMap<(Option<u32>, String), BTreeSet<(String, String)>>;

/// One report's referents, and whose copy it carries.
#[derive(Clone, Copy, Debug)]
pub struct Cast<'a> {
    /// The report's key.
    pub report: &'a str,
    /// Its referents.
    pub referents: &'a [Referent],
    /// Its origin, as any number that all carriers of one copy share.
    pub origin: u32,
}

/// One actor, as a story knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Its kind, a colon, and a state's code, a body's key, a person's Wikidata identifier, else the folded name with hyphens; behind
    /// a last name alone the story's key.
    pub id: String,
    /// What it is.
    pub kind: ReferentKind,
    /// The name it is printed under most often in the story, the fuller of equals.
    pub name: String,
    /// The state it belongs to, as a code, where its titles tell.
    pub state: Option<String>,
}

/// Why a referent is the actor that it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// The gazetteer knows it.
    Known,
    /// By its full name.
    Name,
    /// By another spelling of one name, for one state, in its story.
    Spelling,
    /// By a last name that one person of its copy bears.
    Copy,
    /// By a last name that one person of its story bears.
    Story,
    /// By a last name, and nobody in the story bears it in full, or several do.
    Alone,
    /// By a correction of the user.
    Stated,
}

impl Why {
    /// All of them.
    pub const ALL: [Self; 7] = [Self::Known, Self::Name, Self::Spelling, Self::Copy, Self::Story, Self::Alone, Self::Stated];

    /// The one of a stored word.
    pub fn of(label: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.label() == label)
    }

    /// The word that is stored and printed.
    pub fn label(self) -> &'static str {
        match self {
            Self::Known => "known",
            Self::Name => "name",
            Self::Spelling => "spelling",
            Self::Copy => "copy",
            Self::Story => "story",
            Self::Alone => "alone",
            Self::Stated => "stated",
        }
    }
}

/// A referent's actor, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Casting {
    /// The actor.
    pub actor: Actor,
    /// Why it is that one.
    pub why: Why,
}

/// An identifier: the kind counts.
pub fn identifier(kind: ReferentKind, own: &str) -> String {
    format!("{}:{own}", kind.label())
}

/// The part of an identifier behind its kind: the gazetteer's key where it knows the actor.
pub fn own_part(id: &str) -> &str {
    id.split_once(':').map_or(id, |(_, own)| own)
}

/// For each report of one story and each of its referents the actor; none for who has no name. `story` is the story's key. What was
/// corrected is so before names are chosen.
pub fn group(story: &str, casts: &[Cast<'_>], corrections: &Corrections) -> Vec<Vec<Option<Casting>>> {
    let persons = Persons::of(casts);
    let meant: Vec<Vec<Option<Meant>>> =
        casts.iter().map(|cast| cast.referents.iter().map(|referent| persons.decide(referent, cast.origin)).collect()).collect();
    let places = places(casts, &meant);
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    let mut ids: Vec<Vec<Option<(String, ReferentKind, Why)>>> = Vec::with_capacity(casts.len());
    for (cast, meant) in casts.iter().zip(meant) {
        let id = |(referent, meant): (&Referent, Option<Meant>)| -> Option<(String, ReferentKind, Why)> {
            let Meant { mut own, why } = meant?;
            let mut kind = referent.kind;
            if why == Why::Alone && !is_titled(referent) && places.contains(&fold(&referent.name)) {
                kind = ReferentKind::Place;
            } else if why == Why::Alone {
                own = format!("{own}.{}", story.get(1..).unwrap_or_default());
            }
            let id = identifier(kind, &own);
            Some(match corrections.actor(cast.report, &id) {
                Some(stated) => (stated, kind, Why::Stated),
                None => (id, kind, why),
            })
        };
        let row: Vec<_> = cast.referents.iter().zip(meant).map(id).collect();
        for (referent, id) in cast.referents.iter().zip(&row) {
            if let Some((id, ..)) = id {
                tallies.entry(id.clone()).or_default().take_in(referent);
            }
        }
        ids.push(row);
    }
    let casting = |(id, kind, why): (String, ReferentKind, Why)| {
        let (name, state) = tallies[&id].name_and_state();
        Casting { actor: Actor { id, kind, name, state: state.filter(|_| kind != ReferentKind::Place) }, why }
    };
    ids.into_iter().map(|row| row.into_iter().map(|id| id.map(casting)).collect()).collect()
}

/// A name of one word is that of a place where one report in this many shows it to be: most show nothing, and the name finder then
/// takes strange names for persons.
const PLACES: usize = 5;

/// One-word names, folded, that are rather places than persons here; nobody with a title counts.
fn places(casts: &[Cast<'_>], meant: &[Vec<Option<Meant>>]) -> BTreeSet<String> {
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let each = casts.iter().zip(meant).flat_map(|(cast, meant)| cast.referents.iter().zip(meant));
    for (referent, meant) in each.filter(|(referent, _)| !referent.name.contains(' ') && referent.key.is_none()) {
        let is_place = referent.kind == ReferentKind::Place;
        let is_open = meant.as_ref().is_some_and(|meant| meant.why == Why::Alone) && !is_titled(referent);
        if is_place || is_open {
            let count = counts.entry(fold(&referent.name)).or_default();
            *count = (count.0 + usize::from(is_place), count.1 + 1);
        }
    }
    counts.into_iter().filter(|(_, (places, all))| places * PLACES >= *all && *places > 0).map(|(name, _)| name).collect()
}

/// Does its report give it an office or a title? Places have none.
fn is_titled(referent: &Referent) -> bool {
    !referent.offices.is_empty() || referent.mentions.iter().any(|mention| mention.kind == MentionKind::Title)
}

/// How often an actor goes by what.
#[derive(Debug, Default)]
struct Tally {
    names: BTreeMap<String, usize>,
    states: BTreeMap<String, usize>,
}

impl Tally {
    fn take_in(&mut self, referent: &Referent) {
        *self.names.entry(referent.name.clone()).or_default() += 1;
        if let Some(state) = &referent.state {
            *self.states.entry(state.clone()).or_default() += 1;
        }
    }

    fn name_and_state(&self) -> (String, Option<String>) {
        let states = self.states.iter().max_by_key(|(word, count)| (**count, std::cmp::Reverse(*word)));
        (best_name(&self.names).unwrap_or_default(), states.map(|(word, _)| word.clone()))
    }
}

/// Of names and how often each is used the one to show: a full name before a short one, however often the short one is used.
pub fn best_name(names: &BTreeMap<String, usize>) -> Option<String> {
    let words = |name: &str| name.split(' ').count();
    let full = names.keys().any(|name| words(name) > 1);
    let fitting = names.iter().filter(|(name, _)| !full || words(name) > 1);
    fitting.max_by_key(|(name, count)| (**count, words(name), name.len(), std::cmp::Reverse(*name))).map(|(name, _)| name.clone())
}

/// A given name and a last name, folded.
type Full = (String, String);

/// The identifier of an actor without its kind and story, and why it is meant.
#[derive(Debug)]
struct Meant {
    own: String,
    why: Why,
}

/// The full names of a story.
struct Persons {
    /// Identifier of each full name, and whether another spelling gives it.
    ids: BTreeMap<Full, (String, bool)>,
    /// For each last name, of a copy or (without one) of the story, the given names before it and whom they make.
    by_last: Bearers,
}

impl Persons {
    fn of(casts: &[Cast<'_>]) -> Self {
        let mut keys: BTreeMap<Full, BTreeSet<String>> = BTreeMap::new();
        let mut states: BTreeMap<Full, BTreeSet<String>> = BTreeMap::new();
        let mut copies: BTreeSet<(u32, Full)> = BTreeSet::new();
        for cast in casts {
            for referent in cast.referents.iter().filter(|referent| referent.kind == ReferentKind::Person) {
                let Some(full) = full(&referent.name) else { continue };
                keys.entry(full.clone()).or_default().extend(referent.key.clone());
                states.entry(full.clone()).or_default().extend(referent.state.clone());
                // "Salman" is his father, and not "Mohammed bin Salman".
                if !ends_in_father(&referent.name) {
                    copies.insert((cast.origin, full));
                }
            }
        }
        let mut alike: BTreeMap<String, Vec<&Full>> = BTreeMap::new();
        for full in keys.keys() {
            alike.entry(spelling(&full.1)).or_default().push(full);
        }
        let (tails, initials) = (tails(casts), initials(casts));
        let mut ids = BTreeMap::new();
        for (full, own) in &keys {
            let same: Vec<&Full> = alike[&spelling(&full.1)]
                .iter()
                .copied()
                .filter(|other| *other == full || one_name(full, other, &states, &tails))
                .collect();
            // Of spellings of one name, the one that the gazetteer knows names all, else the first. Namesakes that it knows name nobody else.
            let all: BTreeSet<&String> =
                if own.is_empty() { same.iter().flat_map(|other| &keys[*other]).collect() } else { own.iter().collect() };
            // "S. Halvorsen", whom the gazetteer knows, is the one of the story with that last name and a given name in S.
            let by_initial = || {
                let begins = |full: &Full| spelling(&full.0).chars().next();
                let alone = alike[&spelling(&full.1)].iter().all(|other| begins(other) != begins(full) || same.contains(other));
                let keys = initials.get(&(begins(full)?, spelling(&full.1))).filter(|keys| alone && keys.len() == 1)?;
                keys.first().cloned()
            };
            let known = all.first().filter(|_| all.len() == 1).map(|key| (*key).clone());
            let known = known.or_else(|| if all.is_empty() { by_initial() } else { None });
            let first = if all.len() > 1 { full } else { same.first().copied().unwrap_or(full) };
            let other = own.is_empty() && (known.is_some() || first != full);
            ids.insert(full.clone(), (known.unwrap_or_else(|| unlisted(first)), other));
        }
        let mut by_last: Bearers = BTreeMap::new();
        for (copy, full) in copies {
            let named = (full.0.clone(), ids[&full].0.clone());
            let last = spelling(&full.1);
            by_last.entry((Some(copy), last.clone())).or_default().insert(named.clone());
            by_last.entry((None, last)).or_default().insert(named);
        }
        Self { ids, by_last }
    }

    /// Whom a referent of a report with that origin means; none for who has no name.
    fn decide(&self, referent: &Referent, origin: u32) -> Option<Meant> {
        if referent.kind == ReferentKind::Unnamed {
            return None;
        }
        if let Some(key) = &referent.key {
            return Some(Meant { own: key.clone(), why: Why::Known });
        }
        let (own, why) =
            if referent.kind == ReferentKind::Person { self.person(referent, origin) } else { (slug(&referent.name), Why::Name) };
        (!own.is_empty()).then_some(Meant { own, why })
    }

    fn person(&self, referent: &Referent, origin: u32) -> (String, Why) {
        if let Some((id, spelled)) = full(&referent.name).and_then(|full| self.ids.get(&full)) {
            return (id.clone(), if *spelled { Why::Spelling } else { Why::Name });
        }
        // An initial and a last name, or a last name alone: the one person it can mean, in its copy or in its story.
        let words: Vec<&str> = referent.name.split(' ').collect();
        let Some(last) = words.last().map(|last| spelling(without_article(&fold(last)))) else { return (String::new(), Why::Alone) };
        let initial = (words.len() > 1).then(|| fold(words[0].trim_end_matches('.')));
        let only = |copy: Option<u32>| -> Option<&String> {
            let fits = |named: &&(String, String)| initial.as_ref().is_none_or(|initial| named.0.starts_with(initial.as_str()));
            let mut fitting = self.by_last.get(&(copy, last.clone()))?.iter().filter(fits).map(|(_, id)| id);
            let first = fitting.next()?;
            fitting.all(|id| id == first).then_some(first)
        };
        match (only(Some(origin)), only(None)) {
            (Some(id), _) => (id.clone(), Why::Copy),
            (None, Some(id)) => (id.clone(), Why::Story),
            (None, None) => (slug(&referent.name), Why::Alone),
        }
    }
}

/// The identifier of a full name that the gazetteer does not know: of all its spellings one, in every story.
fn unlisted((given, last): &Full) -> String {
    let (given, last) = text::one_spelling(given, last);
    slug(&format!("{given} {last}"))
}

/// The given name and the last name of a full name, folded; none where there is only one, or an initial. The Arabic article, which some prints leave out, is
/// no part of the last name (Bashar al-Assad, Bashar Assad), and "Abdel Fattah" is one given name with or without its hyphen.
fn full(name: &str) -> Option<Full> {
    let (given, last) = given_and_last(name)?;
    let given = fold(given);
    let next = name.split(' ').nth(1).map(fold).unwrap_or_default();
    let joined = matches!(given.as_str(), "abdel" | "abdul" | "abd") && name.split(' ').count() > 2;
    let last = fold(&last);
    Some((if joined { format!("{given}-{next}") } else { given }, without_article(&last).to_owned()))
}

/// A folded last name without the Arabic article before it.
fn without_article(last: &str) -> &str {
    ["al-", "el-"].iter().find_map(|article| last.strip_prefix(article)).filter(|rest| rest.chars().count() > 2).unwrap_or(last)
}

/// Of each full name the names it is longer than in its story: "Tayyip Erdoğan" of "Recep Tayyip Erdoğan". As pairs, the shorter first.
fn tails(casts: &[Cast<'_>]) -> BTreeSet<(Full, Full)> {
    let mut found = BTreeSet::new();
    let persons = || casts.iter().flat_map(|cast| cast.referents).filter(|referent| referent.kind == ReferentKind::Person);
    let long: BTreeSet<&String> = persons().map(|referent| &referent.name).filter(|name| name.split(' ').count() > 2).collect();
    for name in long {
        let tail = name.split_once(' ').map(|(_, rest)| rest).unwrap_or_default();
        if let (Some(short), Some(long)) = (full(tail), full(name)) {
            found.insert((short, long));
        }
    }
    found
}

/// Keys of persons who are named with an initial, by it and the last name.
fn initials(casts: &[Cast<'_>]) -> BTreeMap<(char, String), BTreeSet<String>> {
    let mut found: BTreeMap<(char, String), BTreeSet<String>> = BTreeMap::new();
    for referent in casts.iter().flat_map(|cast| cast.referents).filter(|referent| referent.kind == ReferentKind::Person) {
        let (Some(key), Some((given, last))) = (&referent.key, referent.name.split_once(' ')) else { continue };
        if let (None, Some(initial), false) = (full(&referent.name), spelling(given).chars().next(), last.contains(' ')) {
            found.entry((initial, spelling(without_article(&fold(last))))).or_default().insert(key.clone());
        }
    }
    found
}

/// Given names that English prints for one, each pair with last names of one spelling: the short form, or the name as another language has it. Chosen by
/// hand.
const GIVEN: [(&str, &str); 20] = [
    ("aleksandr", "oleksandr"),
    ("alexander", "aleksandr"),
    ("alexander", "oleksandr"),
    ("anthony", "tony"),
    ("antony", "tony"),
    ("bill", "william"),
    ("bob", "robert"),
    ("charles", "chuck"),
    ("christopher", "chris"),
    ("daniel", "dan"),
    ("dmitry", "dmytro"),
    ("edward", "ed"),
    ("james", "jim"),
    ("joe", "joseph"),
    ("michael", "mike"),
    ("richard", "rick"),
    ("stephen", "steve"),
    ("steven", "steve"),
    ("thomas", "tom"),
    ("timothy", "tim"),
];

/// Do two full names with last names of one spelling mean one person: in another spelling, the short form of a given name, or the end of a longer name?
fn one_name(one: &Full, other: &Full, states: &BTreeMap<Full, BTreeSet<String>>, tails: &BTreeSet<(Full, Full)>) -> bool {
    let parted = !states[one].is_empty() && !states[other].is_empty() && states[one].is_disjoint(&states[other]);
    let paired = |a: &Full, b: &Full| tails.contains(&(a.clone(), b.clone())) || GIVEN.contains(&(a.0.as_str(), b.0.as_str()));
    let initial = |full: &Full| spelling(&full.0).chars().next();
    initial(one) == initial(other) && spelled_alike(one, other, states) || !parted && (paired(one, other) || paired(other, one))
}

/// One name in two spellings, with last names of one spelling: given names of the same consonants, of persons whom no state parts; or that begin alike
/// and differ in two letters at most, of persons of one state.
fn spelled_alike(one: &Full, other: &Full, states: &BTreeMap<Full, BTreeSet<String>>) -> bool {
    let (mine, theirs) = (&states[one], &states[other]);
    let shared = mine.intersection(theirs).next().is_some();
    let parted = !shared && !mine.is_empty() && !theirs.is_empty();
    (!parted && text::spelled_alike(&one.0, &other.0)) || (shared && text::distance(&one.0, &other.0) <= 2)
}

/// A name as an identifier: folded, words joined by hyphens.
pub fn slug(name: &str) -> String {
    let folded = fold(name);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty() && *word != "the").collect();
    words.join("-")
}
