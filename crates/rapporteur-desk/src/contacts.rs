//! Who met, called or wrote to whom: contacts chosen by their parties, their day and their kind.

use crate::side::side;
use crate::{Desk, Period, Result, dated};
use rapporteur::extract::ContactKind;
use rapporteur::text::Span;
use rapporteur_store::{ContactView, Sift, TellingRow};

/// Which contacts are asked for; what is left out asks for all.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Who took part, each of them: a state, by code or name, with all who belong to it; else an actor, by identifier or name.
    pub between: Vec<String>,
    /// The day on which it can have been.
    pub on: Option<Period>,
    /// Its kind.
    pub kind: Option<ContactKind>,
    /// The last comes first.
    pub latest: bool,
}

impl Desk {
    /// The contacts that are asked for, earliest first; `each` says false to stop.
    ///
    /// # Errors
    /// When an actor is not known, or the record cannot be read.
    pub fn contacts(&self, asked: &Asked, each: impl FnMut(ContactView) -> bool) -> Result<()> {
        self.record.contacts(&self.sifted(asked)?, each).map_err(Into::into)
    }

    /// How many contacts are asked for.
    ///
    /// # Errors
    /// As for `contacts`.
    pub fn contacts_len(&self, asked: &Asked) -> Result<usize> {
        Ok(self.record.contacts_len(&self.sifted(asked)?)?)
    }

    fn sifted(&self, asked: &Asked) -> Result<Sift> {
        let sides = asked.between.iter().map(|name| side(self, name, None)).collect::<Result<Vec<_>>>()?;
        Ok(Sift { sides, on: asked.on.map(Period::days), kind: asked.kind.map(ContactKind::label), latest: asked.latest, least: 0 })
    }
}

/// The day or days of a contact, in words.
pub fn when(contact: &ContactView) -> String {
    dated(contact.days, contact.tells_day(), contact.reported())
}

/// Those who took part; where the record knows fewer than two, the words of the first report.
pub fn parties(contact: &ContactView) -> String {
    let names: Vec<String> = contact.parties.iter().map(|(_, name, _)| name.clone()).collect();
    let first = contact.tellings.first();
    let words =
        || first.map(|telling| telling.contact.parties.iter().map(|party| party.span.of(&telling.report.text).to_owned()).collect());
    if names.len() > 1 { names.join(", ") } else { words().unwrap_or(names).join(", ") }
}

/// What one report tells of a contact, in its words, each with what it is of the contact.
pub fn account(telling: &TellingRow) -> Vec<(&'static str, String)> {
    let (report, told) = (&telling.report, &telling.contact);
    let words = |span: Span| span.of(&report.text).to_owned();
    let value = told.value.as_deref().map(|value| format!(" ({value})")).unwrap_or_default();
    let initiator = told.initiator.and_then(|at| told.parties.get(at));
    let lines = [
        ("parties", Some(told.parties.iter().map(|party| words(party.span)).collect::<Vec<_>>().join(" · "))),
        ("word", Some(words(told.trigger))),
        ("turned to", initiator.map(|party| words(party.span))),
        ("through", told.medium.map(words)),
        ("when", told.when.map(|when| words(when) + &value)),
        ("where", told.place.map(words)),
        ("about", Some(told.topics.iter().map(|&topic| words(topic)).collect::<Vec<_>>().join("; ")).filter(|topics| !topics.is_empty())),
        ("via", told.via.as_ref().map(|via| words(via.span))),
    ];
    lines.into_iter().filter_map(|(what, words)| words.map(|words| (what, words))).collect()
}
