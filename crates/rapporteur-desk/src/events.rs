//! What happened, will, might or did not happen: events chosen by type, parties, status, day and place, and put in words.

use crate::side::side;
use crate::{Desk, Period, Result, dated, state};
use rapporteur::extract::{EventParty, EventType, Status};
use rapporteur::resources::Whereabouts;
use rapporteur::text::{Span, fold};
use rapporteur_store::{ActRow, EventView, Sift};
use std::collections::BTreeSet;

/// Which events are asked for; what is left out asks for all.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Its type.
    pub kind: Option<EventType>,
    /// Who does it: a state, by code or name, with all who belong to it; else an actor, by identifier or name.
    pub actor: Option<String>,
    /// To whom, in the same way.
    pub recipient: Option<String>,
    /// What became of it.
    pub status: Option<Status>,
    /// The days on which it can have been.
    pub on: Option<Period>,
    /// Words of the place, or the state that it lies in.
    pub place: Option<String>,
    /// Also what is less sure than [`SURE`].
    pub unsure: bool,
    /// The last comes first.
    pub latest: bool,
}

/// The line from which on an event is shown without being asked for, in thousandths; chosen on the rows from which the points were learned. What is above
/// it on news that nobody had read stands in BENCHMARKS.
pub const SURE: u16 = 650;

impl Desk {
    /// The events that are asked for, by the first day they can have been on; `each` says false to stop.
    ///
    /// # Errors
    /// When an actor is not known, or the record cannot be read.
    pub fn events(&self, asked: &Asked, mut each: impl FnMut(EventView) -> bool) -> Result<()> {
        let place = asked.place.as_deref().map(|place| (fold(place), state(&self.resources, place).ok()));
        self.record.events(&self.sift(asked)?, |event| {
            let fits = asked.status.is_none_or(|status| event.status() == status)
                && place.as_ref().is_none_or(|(words, state)| self.is_at(&event, words, state.as_deref()));
            !fits || each(event)
        })?;
        Ok(())
    }

    /// How many events are asked for. Where a status or a place is asked, each must be looked at.
    ///
    /// # Errors
    /// As for `events`.
    pub fn events_len(&self, asked: &Asked) -> Result<usize> {
        if asked.status.is_none() && asked.place.is_none() {
            return Ok(self.record.events_len(&self.sift(asked)?)?);
        }
        let mut count = 0;
        self.events(asked, |_| {
            count += 1;
            true
        })?;
        Ok(count)
    }

    fn sift(&self, asked: &Asked) -> Result<Sift> {
        let asked_sides = [(&asked.actor, "actor"), (&asked.recipient, "recipient")].into_iter();
        let sides = asked_sides.filter_map(|(name, role)| Some(side(self, name.as_deref()?, Some(role)))).collect::<Result<Vec<_>>>()?;
        let least = if asked.unsure { 0 } else { SURE };
        Ok(Sift { sides, on: asked.on.map(Period::days), kind: asked.kind.map(EventType::label), latest: asked.latest, least })
    }

    fn is_at(&self, event: &EventView, words: &str, state: Option<&str>) -> bool {
        let of_words = |telling: &ActRow| telling.event.place.is_some_and(|span| fold(span.of(&telling.report.text)).contains(words));
        event.tellings.iter().any(of_words) || state.is_some() && self.places(event).iter().any(|place| place.state.as_deref() == state)
    }

    /// Where an event was, by the words of its reports, each place once.
    pub fn places(&self, event: &EventView) -> Vec<Located> {
        let mut places: Vec<Located> = Vec::new();
        for telling in &event.tellings {
            let Some(words) = telling.event.place.map(|span| span.of(&telling.report.text)) else { continue };
            if places.iter().all(|place| fold(&place.words) != fold(words)) {
                places.push(self.located(words, &telling.report.text));
            }
        }
        places
    }

    fn located(&self, words: &str, text: &str) -> Located {
        let actors = &self.resources.actors;
        let bare = Located { words: words.to_owned(), ..Located::default() };
        if let Some(state) = actors.state_named(words) {
            return Located { kind: Some("state".to_owned()), state: Some(state.code.clone()), ..bare };
        }
        match self.gazetteer.find(actors, words, text) {
            Whereabouts::Known(town) => Located {
                name: Some(town.name.clone()),
                kind: Some(town.kind.clone()),
                state: Some(town.state.clone()),
                coordinates: Some((town.latitude, town.longitude)),
                ..bare
            },
            Whereabouts::Open(towns) => {
                let states: BTreeSet<String> = towns.iter().map(|town| town.state.clone()).collect();
                Located { open: states.into_iter().collect(), ..bare }
            }
            Whereabouts::Unknown => bare,
        }
    }
}

/// Where something was.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Located {
    /// The words of a report.
    pub words: String,
    /// What the place is called, where it is known which it is.
    pub name: Option<String>,
    /// What it is: state, capital, regional capital, town.
    pub kind: Option<String>,
    /// The state that it lies in, or that it is.
    pub state: Option<String>,
    /// Degrees north and east.
    pub coordinates: Option<(f64, f64)>,
    /// States in which there is one of that name, where the report does not say which it means.
    pub open: Vec<String>,
}

impl Located {
    /// What is known of it, in words: its name where the report prints another, what it is, its state, or the states that it may lie in.
    pub fn known(&self) -> String {
        let known = [&self.name, &self.kind, &self.state].into_iter().flatten().cloned().collect::<Vec<_>>().join(", ");
        let open = if self.open.is_empty() { String::new() } else { format!("one of that name lies in {}", self.open.join(", ")) };
        let at = self.coordinates.map(|(north, east)| format!("; {north} N, {east} E")).unwrap_or_default();
        format!("{known}{open}{at}")
    }
}

/// The words of a telling for who did it and to whom; in what is done together, all stand in both.
pub fn sides(telling: &ActRow) -> (Vec<&str>, Vec<&str>) {
    let words = |parties: &[EventParty]| parties.iter().map(|party| party.span.of(&telling.report.text)).collect();
    (words(&telling.event.actors), words(&telling.event.recipients))
}

/// What one telling gives, each thing in the words of its report.
pub fn account(telling: &ActRow) -> Vec<(&'static str, String)> {
    let told = &telling.event;
    let words = |span: Span| span.of(&telling.report.text).to_owned();
    let (actors, recipients) = sides(telling);
    let joined = |words: Vec<&str>| Some(words.join(" · ")).filter(|words| !words.is_empty());
    let lines = [
        ("who", joined(actors)),
        ("to whom", joined(recipients)),
        ("when", told.when.as_ref().and_then(|when| when.words().map(|span| format!("{} ({})", words(span), when.value)))),
        ("where", told.place.map(words)),
        ("by word of", telling.via.clone()),
        ("sentence", Some(words(told.sentence))),
    ];
    lines.into_iter().filter_map(|(what, words)| words.map(|words| (what, words))).collect()
}

/// When it was, where a report tells; else when it was reported.
pub fn when(event: &EventView) -> String {
    dated(event.days, event.tells_day(), event.reported())
}

/// Who did what to whom, in the words of the telling that has most of them: `Orlen's navy > two trawlers [fired]`.
pub fn told(event: &EventView) -> String {
    let known = |telling: &&ActRow| (telling.event.actors.len().min(1) + telling.event.recipients.len().min(1), telling.event.score);
    let Some(best) = event.tellings.iter().rev().max_by_key(known) else { return String::new() };
    let (actors, recipients) = sides(best);
    let parties = match () {
        () if actors == recipients || recipients.is_empty() => actors.join(", "),
        () if actors.is_empty() => format!("somebody > {}", recipients.join(", ")),
        () => format!("{} > {}", actors.join(", "), recipients.join(", ")),
    };
    format!("{parties} [{}]", best.event.trigger.of(&best.report.text))
}

/// Its type, with that of the act that is agreed to, asked for, threatened or refused: "REQUEST of AID".
pub fn named(event: &EventView) -> String {
    let of = event.of.map(|of| format!(" of {}", of.label())).unwrap_or_default();
    format!("{}{of}", event.kind.label())
}

/// What its tellings give for one thing, where they do not all give the same: the thing, and each value with how many independent origins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What differs: status, day, place, actor, recipient.
    pub what: &'static str,
    /// The values, those of most origins first, with the keys of the reports that give each.
    pub values: Vec<(String, Vec<String>)>,
}

/// What one telling gives for a thing.
type Value<'v> = &'v dyn Fn(&ActRow) -> Option<String>;

/// Where the tellings of an event differ: in status, day, place, and in the numbers of those who act or are acted on.
pub fn differences(event: &EventView) -> Vec<Difference> {
    let words = |telling: &ActRow, parties: &[EventParty]| {
        let counted =
            parties.iter().map(|party| party.span.of(&telling.report.text)).find(|words| words.chars().any(|c| c.is_ascii_digit()));
        counted.map(str::to_owned)
    };
    let of: [(&'static str, Value<'_>); 5] = [
        ("status", &|telling| Some(telling.event.status.label().to_owned())),
        ("day", &|telling| telling.event.when.as_ref().map(|when| when.value.clone())),
        ("place", &|telling| telling.event.place.map(|place| place.of(&telling.report.text).to_owned())),
        ("number acting", &|telling| words(telling, &telling.event.actors)),
        ("number acted on", &|telling| words(telling, &telling.event.recipients)),
    ];
    of.into_iter().filter_map(|(what, value)| difference(event, what, value)).collect()
}

fn difference(event: &EventView, what: &'static str, value: Value<'_>) -> Option<Difference> {
    let mut values: Vec<(String, Vec<String>)> = Vec::new();
    for telling in &event.tellings {
        let Some(found) = value(telling) else { continue };
        match values.iter_mut().find(|(known, _)| fold(known) == fold(&found)) {
            Some((_, reports)) => reports.push(telling.report.key.clone()),
            None => values.push((found, vec![telling.report.key.clone()])),
        }
    }
    values.sort_by_key(|(_, reports)| std::cmp::Reverse(reports.len()));
    (values.len() > 1).then_some(Difference { what, values })
}
