//! What could be one event, whether it is, and what a set of tellings of one holds.

use crate::extract::{Event, EventType, Status};
use crate::link::days::{day_of, shared_days, weekday};
use crate::link::{Attending, Sides, Telling as Tells};
use crate::resources::Frequencies;
use crate::text::{Span, fold, stem, words};
use std::collections::BTreeSet;
use xxhash_rust::xxh3::xxh3_64;

/// One telling of an event, as linking sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Telling {
    /// Its type.
    pub kind: EventType,
    /// The type of the act that is agreed to, asked for, threatened or refused.
    pub of: Option<EventType>,
    /// What became of it.
    pub status: Status,
    /// Who did it, as far as the report makes them known; in order.
    pub actors: Vec<Attending>,
    /// To whom.
    pub recipients: Vec<Attending>,
    /// First and last day that the report's words for when may mean, counted from 1970.
    pub told: Option<(i64, i64)>,
    /// Is it told as of another time than the report's, on no day that is known?
    pub open: bool,
    /// How many of what it was done to, as hashes of number and noun, and of the number alone.
    pub counted: BTreeSet<(u64, u64)>,
    /// The weekday that the report names without a date, where it does.
    pub weekday: Option<i64>,
    /// First and last day of the report's publication.
    pub published: Option<(i64, i64)>,
    /// Hash of the place, where one is told.
    pub place: Option<u64>,
    /// Hash of the stem of the word that tells it.
    pub word: u64,
    /// Hash of what ties tellings before their parties are asked: of deeds the rule, since one arrest is told by many words; of words the word.
    pub sort: u64,
    /// Hashes of the telling stems of its sentence, parties left out.
    pub matter: BTreeSet<u64>,
}

/// Days before a report's last within which what it tells in the past without a day lies, and after its first for what is to come. Guesses.
const BEFORE: i64 = 2;
const AFTER: i64 = 10;
/// Days of a stretch beyond which it pairs with nothing. A month and a day.
const WIDE: i64 = 32;
/// Parties of a side of which keys are made.
const PARTIES: usize = 4;
/// Likeness, in thousandths, from which two tellings are of one event.
const ENOUGH: u16 = 650;
/// Stems that what was said, asked or refused must share, and what was done where neither day nor place ties it.
const MATTER: usize = 2;
/// From how many on a number of persons or things tells one act from another. A guess.
const MANY: u64 = 10;
/// Rarity, in thousandths of a nat, from which a stem tells of one matter: it stands in one text of a dozen at most.
const RARE: u32 = 2500;

impl Telling {
    /// Of an event that a report tells; who its parties are and when it was published is for the caller to say.
    pub fn of(frequencies: &Frequencies, text: &str, event: &Event) -> Self {
        let stem_of = |span: Span| stem(&fold(span.of(text)));
        let parties: Vec<Span> = event.actors.iter().chain(&event.recipients).map(|party| party.span).chain(event.place).collect();
        let sentence = event.sentence.of(text);
        let inside = words(sentence)
            .into_iter()
            .map(|word| Span { start: event.sentence.start + word.span.start, end: event.sentence.start + word.span.end });
        let own = inside.filter(|span| *span != event.trigger && !parties.iter().any(|party| party.contains(*span)));
        let matter = own.map(stem_of).filter(|stem| stem.len() > 3 && frequencies.rarity(stem) >= RARE);
        Self {
            kind: event.kind,
            of: event.of,
            status: event.status,
            actors: Vec::new(),
            recipients: Vec::new(),
            told: event.when.as_ref().and_then(|when| when.days).map(|(first, last)| (i64::from(first), i64::from(last))),
            open: event.when.as_ref().is_some_and(|when| when.days.is_none() && is_open(&when.value)),
            counted: event.recipients.iter().filter_map(|party| counted(party.span.of(text))).collect(),
            weekday: event.when.as_ref().and_then(|when| weekday(&when.value)),
            published: None,
            place: event.place.map(|place| xxh3_64(fold(place.of(text)).as_bytes())),
            word: xxh3_64(stem_of(event.trigger).as_bytes()),
            sort: xxh3_64(if is_in_words(event.kind) { stem_of(event.trigger) } else { event.rule.clone() }.as_bytes()),
            matter: matter.map(|stem| xxh3_64(stem.as_bytes())).collect(),
        }
    }

    /// The days on which it can have been: what is told, else near the publication.
    pub fn stretch(&self) -> Option<(i64, i64)> {
        self.told.or_else(|| {
            if self.open {
                return None;
            }
            let (first, last) = self.published?;
            if let Some(day) = self.weekday.and_then(|weekday| day_of(weekday, (first, last), self.is_to_come())) {
                return Some((day, day));
            }
            Some(if self.is_to_come() { (first, last + AFTER) } else { (last - BEFORE, last) })
        })
    }

    /// Does it lie ahead of the report? What is asked for or threatened may, but the asking and the threat do not.
    fn is_to_come(&self) -> bool {
        matches!(self.status, Status::Planned | Status::Hypothetical)
    }

    /// The one day it was on, where the report tells one.
    fn day(&self) -> Option<i64> {
        self.stretch().filter(|(first, last)| first == last && (self.told.is_some() || self.weekday.is_some())).map(|(first, _)| first)
    }
}

/// Is an act of this type done in words, so that only its words tell one from another?
fn is_in_words(kind: EventType) -> bool {
    use EventType::{Accuse, Agree, Concede, Reject, Request, Support, Threaten};
    matches!(kind, Agree | Support | Concede | Request | Accuse | Reject | Threaten)
}

/// Some time before, or a day of a year that is not told, as TIMEX3 values.
fn is_open(value: &str) -> bool {
    value == "PAST_REF" || value.starts_with("XXXX-") && weekday(value).is_none()
}

/// A number of several and what it counts: "23 Somali pirates". Small numbers tell of no one act.
fn counted(party: &str) -> Option<(u64, u64)> {
    let all = words(party);
    let numbers: Vec<&str> =
        all.iter().map(|word| word.span.of(party)).filter(|word| word.bytes().all(|byte| byte.is_ascii_digit())).collect();
    let [number] = numbers[..] else { return None };
    let last = all.last().map(|word| word.span.of(party)).filter(|last| *last != number);
    let noun = last.map_or(0, |noun| xxh3_64(stem(&fold(noun)).as_bytes()));
    number.parse::<u64>().ok().filter(|&number| number >= MANY).map(|number| (number, noun))
}

/// How the parties of two tellings meet: roles that both know and fill alike, and persons that both name; nothing where they speak against
/// each other.
fn meet(one: [&Sides; 2], other: [&Sides; 2]) -> Option<(usize, usize)> {
    let (mut roles, mut persons) = (0, 0);
    for (mine, theirs) in one.into_iter().zip(other) {
        if mine.is_empty() || theirs.is_empty() {
            continue;
        }
        let (sides, same) = mine.shared(theirs)?;
        if sides < mine.len().min(theirs.len()) {
            return None;
        }
        (roles, persons) = (roles + 1, persons + same);
    }
    Some((roles, persons))
}

/// What the tellings of one event hold together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Its type.
    pub kind: EventType,
    /// The type of the act that is agreed to, asked for, threatened or refused, where one telling has it.
    pub of: Option<EventType>,
    /// The days it can have been on, by all its tellings; counted from 1970.
    pub days: Option<(i64, i64)>,
    actors: Sides,
    recipients: Sides,
    place: Option<u64>,
}

impl Tells for Telling {
    type Set = Held;

    const LETTER: char = 'e';
    const SEED: &'static str = "event";
    const SHARED_KEYS: usize = 1;
    const NEAR: usize = 16;

    /// Type and day with both parties; with its sort and one party, or its sort and the place, where that is all that is known.
    fn keys(&self) -> Vec<u64> {
        let Some((first, last)) = self.stretch().filter(|(first, last)| (0..WIDE).contains(&(last - first))) else { return Vec::new() };
        let sides = |parties: &[Attending]| parties.iter().take(PARTIES).map(|party| party.side.clone()).collect::<BTreeSet<String>>();
        let (actors, recipients) = (sides(&self.actors), sides(&self.recipients));
        let mut what: BTreeSet<String> = BTreeSet::new();
        for actor in &actors {
            what.extend(recipients.iter().map(|recipient| format!("{actor}\u{1f}{recipient}")));
            what.insert(format!("{}\u{1f}a\u{1f}{actor}", self.sort));
        }
        what.extend(recipients.iter().map(|recipient| format!("{}\u{1f}r\u{1f}{recipient}", self.sort)));
        what.extend(self.place.map(|place| format!("{}\u{1f}p\u{1f}{place}", self.sort)));
        what.extend(self.counted.iter().map(|(number, _)| format!("n\u{1f}{number}")));
        let kind = self.kind.label();
        let keys = what.iter().flat_map(|what| (first..=last).map(move |day| format!("{kind}\u{1f}{what}\u{1f}{day}")));
        keys.map(|key| xxh3_64(key.as_bytes())).collect::<BTreeSet<u64>>().into_iter().collect()
    }

    /// Refused: other types, days that do not meet, other parties in a role, places that differ, and what shares neither matter, day nor place.
    fn decide(&self, other: &Self) -> Option<u16> {
        let ((first, last), (start, end)) = (self.stretch()?, other.stretch()?);
        if self.kind != other.kind || self.of.zip(other.of).is_some_and(|(one, two)| one != two) || last < start || end < first {
            return None;
        }
        let same_place = self.place.zip(other.place).map(|(one, two)| one == two);
        if same_place == Some(false) {
            return None;
        }
        let side = Sides::of;
        let (roles, persons) = meet([&side(&self.actors), &side(&self.recipients)], [&side(&other.actors), &side(&other.recipients)])?;
        let matter = self.matter.intersection(&other.matter).count();
        let same_day = self.day().is_some() && self.day() == other.day();
        let tied = matter >= MATTER || !is_in_words(self.kind) && (same_day || same_place == Some(true));
        let alike = |one: &(u64, u64), two: &(u64, u64)| one.0 == two.0 && (one.1 == two.1 || one.1 == 0 || two.1 == 0);
        let counted = matter >= MATTER && self.counted.iter().any(|one| other.counted.iter().any(|two| alike(one, two)));
        if !tied || roles == 0 && same_place != Some(true) && !counted {
            return None;
        }
        let mut likeness = 200 + 150 * roles as u16 + 50 * persons.min(2) as u16;
        likeness += if counted { 250 } else { 0 };
        likeness += if same_day { 150 } else { 0 };
        likeness += if same_place == Some(true) { 150 } else { 0 };
        likeness += if self.word == other.word { 100 } else { 0 };
        likeness += 50 * matter.min(5) as u16;
        (likeness >= ENOUGH).then_some(likeness.min(1000))
    }

    fn alone(&self) -> Held {
        Held {
            kind: self.kind,
            of: self.of,
            days: self.stretch(),
            actors: Sides::of(&self.actors),
            recipients: Sides::of(&self.recipients),
            place: self.place,
        }
    }

    /// No set holds two days, two places, or parties that speak against each other.
    fn join(one: &Held, other: &Held) -> Option<Held> {
        let fits = |one: Option<u64>, two: Option<u64>| one.zip(two).is_none_or(|(one, two)| one == two);
        if !fits(one.place, other.place) || one.of.zip(other.of).is_some_and(|(one, two)| one != two) {
            return None;
        }
        meet([&one.actors, &one.recipients], [&other.actors, &other.recipients])?;
        Some(Held {
            kind: one.kind,
            of: one.of.or(other.of),
            days: shared_days(one.days, other.days).ok()?,
            actors: one.actors.with(&other.actors),
            recipients: one.recipients.with(&other.recipients),
            place: one.place.or(other.place),
        })
    }
}
