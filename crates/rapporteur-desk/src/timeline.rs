//! What happened in a story, or with an actor, in the order of time: for each event and contact the day it was on and the day it was first
//! reported, as two lanes.

mod svg;

pub use svg::svg;

use crate::events::{SURE, told};
use crate::side::whose;
use crate::{Desk, Result, contacts, days_written};
use rapporteur::brief::Citation;
use rapporteur::extract::Status;
use rapporteur::record::Report;
use rapporteur::text::Span;
use rapporteur_store::{ContactView, EventView, Side, Sift, Whose};
use std::collections::BTreeSet;

/// The sentence of a report that a word stands in.
pub fn sentence(report: &Report, word: Span) -> Citation {
    let span = report.sentences().into_iter().find(|sentence| sentence.contains(word)).unwrap_or(word);
    Citation::of(report, span)
}

/// What a moment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// An event.
    Event,
    /// A contact.
    Contact,
}

impl Sort {
    /// The word for it in the interchange.
    pub fn label(self) -> &'static str {
        match self {
            Self::Event => "event",
            Self::Contact => "contact",
        }
    }
}

/// One event or contact of a timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Its identifier.
    pub id: String,
    /// Event or contact.
    pub sort: Sort,
    /// Its type or kind.
    pub what: &'static str,
    /// What became of it.
    pub status: Status,
    /// The days it can have been on, counted from 1970.
    pub days: Option<(i64, i64)>,
    /// Does a report tell when it was? Where none does, the days lie near those of publication.
    pub day_told: bool,
    /// The day it was first reported, counted from 1970.
    pub reported: Option<i64>,
    /// Who did what to whom, in the words of a report.
    pub words: String,
    /// How often it is told.
    pub accounts: usize,
    /// By how many independent origins.
    pub origins: usize,
    /// The sentences that tell it, one a report, earliest published first.
    pub cited: Vec<Citation>,
}

impl Moment {
    fn of_event(event: &EventView) -> Self {
        Self {
            id: event.id.clone(),
            sort: Sort::Event,
            what: event.kind.label(),
            status: event.status(),
            days: event.days,
            day_told: event.tells_day(),
            reported: event.reported(),
            words: told(event),
            accounts: event.tellings.len(),
            origins: event.origins(),
            cited: event.tellings.iter().map(|telling| sentence(&telling.report, telling.event.trigger)).collect(),
        }
    }

    fn of_contact(contact: &ContactView) -> Self {
        Self {
            id: contact.id.clone(),
            sort: Sort::Contact,
            what: contact.kind.label(),
            status: contact.status(),
            days: contact.days,
            day_told: contact.tells_day(),
            reported: contact.reported(),
            words: contacts::parties(contact),
            accounts: contact.tellings.len(),
            origins: contact.origins(),
            cited: contact.tellings.iter().map(|telling| sentence(&telling.report, telling.contact.trigger)).collect(),
        }
    }
}

impl Moment {
    /// The day or days it was on, in words, where a report tells them.
    pub fn when(&self) -> String {
        if self.day_told { days_written(self.days) } else { "day not told".to_owned() }
    }
}

/// A timeline with what it is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timeline {
    /// The headline of the story, or the name of the actor.
    pub title: String,
    /// Its moments, earliest first; those of unknown day last.
    pub moments: Vec<Moment>,
}

/// Puts events and contacts in the order of time. A contact is told as an event of type CONSULT too, by the same word: then it stands once, as the
/// contact.
fn merged(events: &[EventView], contacts: &[ContactView]) -> Vec<Moment> {
    let words: BTreeSet<(&str, u32)> = contacts
        .iter()
        .flat_map(|contact| &contact.tellings)
        .map(|telling| (telling.report.key.as_str(), telling.contact.trigger.start))
        .collect();
    let is_contact = |event: &&EventView| {
        event.tellings.iter().any(|telling| words.contains(&(telling.report.key.as_str(), telling.event.trigger.start)))
    };
    let sure = events.iter().filter(|event| event.score() >= SURE && !is_contact(event)).map(Moment::of_event);
    let mut moments: Vec<Moment> = sure.chain(contacts.iter().map(Moment::of_contact)).collect();
    moments.sort_by(|one, other| {
        let place = |moment: &Moment| (moment.days.is_none(), moment.days, moment.reported);
        place(one).cmp(&place(other)).then_with(|| one.id.cmp(&other.id))
    });
    moments
}

impl Desk {
    /// The timeline of a story: what its reports tell.
    ///
    /// # Errors
    /// When there is no such story, or the record cannot be read.
    pub fn story_timeline(&self, name: &str) -> Result<Timeline> {
        let story = self.story(name)?;
        Ok(Timeline { title: story.headline.clone(), moments: self.moments_in(&story.keys())? })
    }

    /// What some reports tell, in the order of time; reports by their keys.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn moments_in(&self, reports: &[&str]) -> Result<Vec<Moment>> {
        Ok(merged(&self.record.events_in(reports)?, &self.record.contacts_in(reports)?))
    }

    /// The timeline of a state, by code or name, with all who belong to it; else of an actor, by identifier or name.
    ///
    /// # Errors
    /// When nobody goes by it, or the record cannot be read.
    pub fn actor_timeline(&self, name: &str) -> Result<Timeline> {
        let whose = whose(self, name)?;
        let title = match &whose {
            Whose::State(code) => self.resources.actors.state(code).map(|state| state.name.clone()),
            Whose::Actors(ids) => ids.first().map(|id| self.record.actor(id)).transpose()?.flatten().map(|actor| actor.name),
        };
        let (mut events, mut contacts) = (Vec::new(), Vec::new());
        let sift = Sift { sides: vec![Side { role: None, whose }], ..Sift::default() };
        self.record.events(&sift, |event| {
            events.push(event);
            true
        })?;
        self.record.contacts(&sift, |contact| {
            contacts.push(contact);
            true
        })?;
        Ok(Timeline { title: title.unwrap_or_else(|| name.to_owned()), moments: merged(&events, &contacts) })
    }
}
