//! What could be one contact, whether it is, and what a set of tellings of one holds.

use crate::extract::{Contact, ContactKind, Status};
use crate::link::days::{day_of, shared_days, weekday};
use crate::link::{Attending, Sides, Telling as Tells};
use crate::text::{Span, fold, stem, words};
use std::collections::BTreeSet;
use xxhash_rust::xxh3::xxh3_64;

/// One telling of a contact, as linking sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Telling {
    /// What kind it is.
    pub kind: ContactKind,
    /// What became of it.
    pub status: Status,
    /// Who took part, as far as the report makes them known; in order.
    pub parties: Vec<Attending>,
    /// First and last day that the report's words for when may mean, counted from 1970.
    pub told: Option<(i32, i32)>,
    /// The weekday that the report names without a date, where it does.
    pub weekday: Option<i64>,
    /// First and last day of the report's publication.
    pub published: Option<(i64, i64)>,
    /// Hash of the place, where one is told.
    pub place: Option<u64>,
    /// Hashes of the stems of what was spoken of.
    pub topics: BTreeSet<u64>,
}

/// Days before a report's last within which what it tells in the past without a day lies, and after its first for what is to come. Guesses.
const BEFORE: i64 = 2;
const AFTER: i64 = 10;
/// Days of a stretch beyond which it pairs with nothing. A month and a day.
const WIDE: i64 = 32;
/// Parties of which pairs are made.
const PARTIES: usize = 6;
/// Likeness, in thousandths, from which two tellings are of one contact: the same parties by name, or the same sides on one told day.
const ENOUGH: u16 = 650;

impl Telling {
    /// Of a contact that a report tells; who its parties are and when it was published is for the caller to say.
    pub fn of(text: &str, contact: &Contact) -> Self {
        let hash = |span: Span| xxh3_64(fold(span.of(text)).as_bytes());
        let stems = |span: &Span| {
            let text = span.of(text);
            words(text).into_iter().map(|word| stem(&fold(word.span.of(text)))).filter(|stem| stem.len() > 3).collect::<Vec<_>>()
        };
        Self {
            kind: contact.kind,
            status: contact.status,
            parties: Vec::new(),
            told: contact.days,
            weekday: contact.value.as_deref().and_then(weekday),
            published: None,
            place: contact.place.map(hash),
            topics: contact.topics.iter().flat_map(stems).map(|stem| xxh3_64(stem.as_bytes())).collect(),
        }
    }

    /// The days on which it can have been: what is told, else near the publication.
    pub fn stretch(&self) -> Option<(i64, i64)> {
        if let Some((first, last)) = self.told {
            return Some(self.known((i64::from(first), i64::from(last))));
        }
        let (first, last) = self.published?;
        if let Some(day) = self.weekday.and_then(|weekday| day_of(weekday, (first, last), self.status.is_open())) {
            return Some((day, day));
        }
        Some(if self.status.is_open() { (first, last + AFTER) } else { (last - BEFORE, last) })
    }

    /// What was held by the time of the report was held by then; what is still to come, was not ("earlier this month", "this week").
    fn known(&self, (first, last): (i64, i64)) -> (i64, i64) {
        match self.published {
            Some((_, published)) if self.status == Status::Happened && first <= published => (first, last.min(published)),
            Some((published, _)) if self.status == Status::Planned && last >= published => (first.max(published), last),
            _ => (first, last),
        }
    }

    /// Does the report tell when it was?
    fn is_told(&self) -> bool {
        self.told.is_some() || self.weekday.is_some()
    }

    /// Does one tell that it was held, and the other that it was not, or is still to be, where nothing shows that it is the one that was held?
    fn contradicts(&self, other: &Self) -> bool {
        let same_day = || self.day().is_some() && self.day() == other.day();
        let of = |one: &Self, two: &Self| match (one.status, two.status) {
            (Status::Happened | Status::Ongoing, Status::Denied | Status::Failed) => !same_day(),
            // Planned in the words of a report that came no earlier than the one that tells of it as held.
            (Status::Happened, Status::Planned) => {
                one.published.zip(two.published).is_some_and(|((_, held), (plan, _))| held <= plan) && !same_day()
            }
            _ => false,
        };
        of(self, other) || of(other, self)
    }

    /// The one day it was on, where the report tells one.
    fn day(&self) -> Option<i64> {
        self.stretch().filter(|(first, last)| first == last && (self.told.is_some() || self.weekday.is_some())).map(|(first, _)| first)
    }
}

/// What kinds can be told of one contact: talks can be any, a summit is a meeting.
fn family(kind: ContactKind) -> u8 {
    match kind {
        ContactKind::Call | ContactKind::Meeting | ContactKind::Talks | ContactKind::Visit | ContactKind::Summit => 0,
        ContactKind::Letter => 1,
        ContactKind::Vote => 2,
        ContactKind::EmergencyMeeting => 3,
    }
}

/// Can two kinds be told of one contact?
fn fit(one: ContactKind, other: ContactKind) -> bool {
    let is_call = |kind| kind == ContactKind::Call;
    let either = one == ContactKind::Talks || other == ContactKind::Talks;
    family(one) == family(other) && (either || is_call(one) == is_call(other))
}

/// The pairs of sides of a telling; of one body, it with itself.
fn pairs(telling: &Telling) -> BTreeSet<(&str, &str)> {
    let sides: Vec<&str> = telling.parties.iter().take(PARTIES).map(|party| party.side.as_str()).collect();
    let alone = matches!(telling.kind, ContactKind::Vote | ContactKind::EmergencyMeeting);
    let mut pairs = BTreeSet::new();
    for (at, &one) in sides.iter().enumerate() {
        if alone {
            pairs.insert((one, one));
        }
        for &other in &sides[at + 1..] {
            pairs.insert((one.min(other), one.max(other)));
        }
    }
    pairs
}

/// What the tellings of one contact hold together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    kinds: Vec<ContactKind>,
    /// The days it can have been on, by all its tellings; counted from 1970. Where some tell when, by those.
    pub days: Option<(i64, i64)>,
    told: bool,
    /// Does a telling hold that it was held, that it was not?
    held: bool,
    not: bool,
    /// All who are told of, and those that the telling with the fewest has.
    all: Sides,
    least: Sides,
    place: Option<u64>,
}

impl Held {
    /// The most telling of the kinds: talks say least of what it was; of others the first in the list of kinds that came.
    pub fn kind(&self) -> ContactKind {
        self.kinds.iter().copied().min_by_key(|&kind| (kind == ContactKind::Talks, kind)).unwrap_or(ContactKind::Talks)
    }
}

/// Are the persons of one among those of the other, where all stand on one side? "The speaker wrote to the president" is no telling of "the judge wrote to
/// the president".
fn is_within(one: &Sides, other: &Sides) -> bool {
    one.len() != 1 || other.len() != 1 || one.is_nested(other)
}

/// Can they be the parties of one contact? Who called two called twice, and had talks with each: no telling of three holds two together.
fn meet(kind: ContactKind, one: &Sides, other: &Sides) -> bool {
    let Some((shared, _)) = one.shared(other) else { return false };
    let (fewer, more) = (one.len().min(other.len()), one.len().max(other.len()));
    match kind {
        ContactKind::Vote | ContactKind::EmergencyMeeting => true,
        _ if !is_within(one, other) => false,
        ContactKind::Call | ContactKind::Talks => shared == fewer && (fewer < 2 || fewer == more),
        _ => shared == fewer,
    }
}

impl Tells for Telling {
    type Set = Held;

    const LETTER: char = 'c';
    const SEED: &'static str = "contact";
    const SHARED_KEYS: usize = 1;
    const NEAR: usize = 16;

    /// Each pair of sides on each day it can have been; none where the days are not known or too many.
    fn keys(&self) -> Vec<u64> {
        let Some((first, last)) = self.stretch().filter(|(first, last)| (0..WIDE).contains(&(last - first))) else { return Vec::new() };
        let family = family(self.kind);
        let mut keys = BTreeSet::new();
        for (one, other) in pairs(self) {
            for day in first..=last {
                keys.insert(xxh3_64(format!("{family}\u{1f}{one}\u{1f}{other}\u{1f}{day}").as_bytes()));
            }
        }
        keys.into_iter().collect()
    }

    /// Refused: kinds that do not fit, days that do not meet, other persons for one side, other sides, places that differ.
    fn decide(&self, other: &Self) -> Option<u16> {
        let ((first, last), (start, end)) = (self.stretch()?, other.stretch()?);
        if !fit(self.kind, other.kind) || last < start || end < first || pairs(self).is_disjoint(&pairs(other)) {
            return None;
        }
        if self.place.zip(other.place).is_some_and(|(one, other)| one != other) || self.contradicts(other) {
            return None;
        }
        let (ones, others) = (Sides::of(&self.parties), Sides::of(&other.parties));
        if !meet(self.kind, &ones, &others) {
            return None;
        }
        let (_, persons) = ones.shared(&others)?;
        let mut likeness = 500;
        likeness += 100 * persons.min(2) as u16;
        likeness += if self.day().is_some() && self.day() == other.day() { 200 } else { 0 };
        likeness += if self.kind == other.kind { 50 } else { 0 };
        likeness += 25 * self.topics.intersection(&other.topics).count().min(4) as u16;
        (likeness >= ENOUGH).then_some(likeness.min(1000))
    }

    fn alone(&self) -> Held {
        let sides = Sides::of(&self.parties);
        Held {
            kinds: vec![self.kind],
            days: self.stretch(),
            told: self.is_told(),
            held: self.status.is_actual(),
            not: self.status.is_not(),
            least: sides.clone(),
            all: sides,
            place: self.place,
        }
    }

    /// No set holds two days, two kinds that do not fit, two places, or two persons for one side.
    fn join(one: &Held, other: &Held) -> Option<Held> {
        let kinds_fit = one.kinds.iter().all(|&kind| other.kinds.iter().all(|&two| fit(kind, two)));
        let places_fit = one.place.zip(other.place).is_none_or(|(one, two)| one == two);
        let shared = shared_days(one.days, other.days).ok()?;
        // A guess at the day makes a told stretch no finer.
        let days = match (one.told, other.told) {
            (true, false) => one.days,
            (false, true) => other.days,
            _ => shared,
        };
        // "Has not spoken to Pell about it" is of another talk than the one that was held, unless a day is told.
        if (one.held && other.not || one.not && other.held) && !(one.told && other.told) {
            return None;
        }
        let kind = one.kinds[0];
        if !kinds_fit || !places_fit || !meet(kind, &one.all, &other.all) || !meet(kind, &one.least, &other.least) {
            return None;
        }
        let mut kinds = one.kinds.clone();
        kinds.extend(&other.kinds);
        let least = if other.least.len() < one.least.len() { &other.least } else { &one.least };
        Some(Held {
            kinds,
            days,
            told: one.told || other.told,
            held: one.held || other.held,
            not: one.not || other.not,
            all: one.all.with(&other.all),
            least: least.clone(),
            place: one.place.or(other.place),
        })
    }
}
