//! Events in the file: what each report tells of them, and each event with its tellings.

use crate::contacts::status_of;
use crate::sift::Sift;
use crate::told::{known, read_spans, spans};
use crate::{Error, Record, Result};
use rapporteur::extract::{Event, EventParty, EventTime, EventType, Status};
use rapporteur::link::witnesses;
use rapporteur::record::Report;
use rapporteur::text::Span;
use rusqlite::{Row, Transaction, params};

/// The columns of an act, in the order in which `read_event` takes them.
pub(crate) const ACT: &str = "act.kind, act.\"of\", mode, context, status, word, sentence, actors, recipients, act.place, \"when\", value, act.first, act.last, via, rule, score";

/// One report's telling of an event.
#[derive(Clone, Debug)]
pub struct ActRow {
    /// The report.
    pub report: Report,
    /// The report whose copy it carries; itself where it carries nobody's.
    pub origin: String,
    /// What it tells.
    pub event: Event,
    /// By whose word, where not the report's own: the name of the source.
    pub via: Option<String>,
}

/// Somebody who takes part in an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taking {
    /// Does it act, or is it acted on?
    pub is_actor: bool,
    /// Its identifier; none where it has no name and only its state is known.
    pub actor: Option<String>,
    /// Its name, or the words for it.
    pub name: String,
    /// Its state.
    pub state: Option<String>,
}

/// One event with all its tellings.
#[derive(Clone, Debug)]
pub struct EventView {
    /// Its identifier.
    pub id: String,
    /// Its type.
    pub kind: EventType,
    /// The type of the act that is agreed to, asked for, threatened or refused.
    pub of: Option<EventType>,
    /// The days it can have been on, by all its tellings; counted from 1970.
    pub days: Option<(i64, i64)>,
    /// Who takes part, as far as the record knows them.
    pub parties: Vec<Taking>,
    /// Its tellings, earliest published first.
    pub tellings: Vec<ActRow>,
}

impl EventView {
    /// How many independent origins tell it: copies of one text count once, and so does one outlet.
    pub fn origins(&self) -> usize {
        witnesses(self.tellings.iter().map(|telling| (telling.origin.as_str(), telling.report.outlet.as_deref())))
    }

    /// Does any report tell when it was? Where none does, its days lie near those of publication.
    pub fn tells_day(&self) -> bool {
        // What is told of a whole month tells no day where other reports make it a few days of it.
        let inside = |told: (i32, i32)| self.days.is_some_and(|(first, last)| first <= i64::from(told.0) && i64::from(told.1) <= last);
        let tells = |when: &EventTime| when.tells_day() && when.days.is_none_or(inside);
        self.tellings.iter().any(|telling| telling.event.when.as_ref().is_some_and(tells))
    }

    /// The first day on which it was reported, counted from 1970.
    pub fn reported(&self) -> Option<i64> {
        self.tellings.iter().filter_map(|telling| telling.report.published).map(|time| time.days().0).min()
    }

    /// What became of it, by the last of its tellings that says.
    pub fn status(&self) -> Status {
        status_of(self.tellings.iter().map(|telling| telling.event.status))
    }

    /// The score of its surest telling, in thousandths.
    pub fn score(&self) -> u16 {
        self.tellings.iter().map(|telling| telling.event.score).max().unwrap_or_default()
    }
}

impl Record {
    /// The events that are listed; `each` says false to stop.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn events(&self, sift: &Sift, mut each: impl FnMut(EventView) -> bool) -> Result<()> {
        self.sifted("event", sift, |id| Ok(each(self.event_of(id)?)))
    }

    /// How many events are listed.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn events_len(&self, sift: &Sift) -> Result<usize> {
        self.sifted_len("event", sift)
    }

    /// The events that some reports tell, by the first day they can have been on; reports by their keys.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn events_in(&self, reports: &[&str]) -> Result<Vec<EventView>> {
        let query = "SELECT DISTINCT event.id FROM report JOIN event_act ON event_act.report = report.id JOIN event ON event.id = event_act.event
             WHERE report.key IN (SELECT value FROM json_each(?1)) ORDER BY event.first IS NULL, event.first, event.last, event.place, event.id";
        let mut statement = self.connection.prepare_cached(query)?;
        let ids = statement.query_map([serde_json::json!(reports).to_string()], |row| row.get(0))?;
        ids.map(|id: rusqlite::Result<String>| self.event_of(&id?)).collect()
    }

    /// The event of an identifier, or of an unambiguous beginning of one.
    ///
    /// # Errors
    /// When there is none, or several.
    pub fn event(&self, name: &str) -> Result<EventView> {
        self.event_of(&self.only_id("event", name)?)
    }

    fn event_of(&self, id: &str) -> Result<EventView> {
        let row = |row: &Row<'_>| {
            let days = row.get::<_, Option<i64>>(2)?.zip(row.get(3)?);
            Ok((row.get::<_, String>(0)?, row.get::<_, Option<String>>(1)?, days))
        };
        let mut statement = self.connection.prepare_cached("SELECT kind, \"of\", first, last FROM event WHERE id = ?1")?;
        let (kind, of, days) = statement.query_row([id], row)?;
        let taking = |row: &Row<'_>| {
            let (role, actor): (String, String) = (row.get(0)?, row.get(1)?);
            let is_named = row.get(4)?;
            Ok(Taking { is_actor: role == "actor", actor: Some(actor).filter(|_| is_named), name: row.get(2)?, state: row.get(3)? })
        };
        let query = "SELECT role, event_party.actor, event_party.name, event_party.state, actor.id IS NOT NULL FROM event_party
             LEFT JOIN actor ON actor.id = event_party.actor WHERE event = ?1 ORDER BY role, event_party.state, event_party.actor";
        let parties = self.connection.prepare_cached(query)?.query_map([id], taking)?.collect::<rusqlite::Result<_>>()?;
        let sql = format!(
            "SELECT {ACT}, act.report AS at, origin.key AS origin, actor_referent.name AS source FROM event_act
             JOIN act ON act.report = event_act.report AND act.number = event_act.telling
             JOIN carrier ON carrier.report = act.report JOIN report AS origin ON origin.id = carrier.origin
             LEFT JOIN actor_referent ON actor_referent.report = act.report AND actor_referent.referent = act.via
             WHERE event = ?1 ORDER BY rank, number"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let (mut rows, mut tellings) = (statement.query([id])?, Vec::new());
        while let Some(row) = rows.next()? {
            let report = self.report_by_row(row.get("at")?)?;
            tellings.push(ActRow {
                event: crate::damage::within(&report.text, &report.key, format!("of {id}"), read_event(row)?)?,
                report,
                origin: row.get("origin")?,
                via: row.get("source")?,
            });
        }
        tellings.sort_by_key(|telling: &ActRow| telling.report.published.map_or(i64::MAX, |time| time.seconds().1));
        let of = of.map(|of| known(EventType::of(&of), &of)).transpose()?;
        Ok(EventView { id: id.to_owned(), kind: known(EventType::of(&kind), &kind)?, of, days, parties, tellings })
    }
}

/// Writes what a report tells of events.
pub(crate) fn put_acts(transaction: &Transaction<'_>, report: i64, events: &[Event]) -> Result<()> {
    let mut insert = transaction.prepare_cached(
        "INSERT OR REPLACE INTO act VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)",
    )?;
    let parties = |parties: &[EventParty]| {
        let party = |party: &EventParty| serde_json::json!([party.span.start, party.span.end, party.referent, party.state]);
        serde_json::json!(parties.iter().map(party).collect::<Vec<_>>()).to_string()
    };
    for (number, one) in events.iter().enumerate() {
        let (first, last) = one.when.as_ref().and_then(|when| when.days).unzip();
        insert.execute(params![
            report,
            number as i64,
            one.kind.label(),
            one.of.map(EventType::label),
            one.mode,
            one.context,
            one.status.label(),
            spans(&[one.trigger]),
            spans(&[one.sentence]),
            parties(&one.actors),
            parties(&one.recipients),
            spans(one.place.as_slice()),
            spans(&one.when.iter().map(|when| when.span).collect::<Vec<_>>()),
            one.when.as_ref().map(|when| when.value.as_str()),
            first,
            last,
            one.via.map(|via| via as i64),
            one.rule,
            one.score,
        ])?;
    }
    Ok(())
}

/// An act, from columns in the order of `ACT`.
pub(crate) fn read_event(row: &Row<'_>) -> Result<Event> {
    let text = |at: usize| row.get::<_, String>(at);
    let spans = |at: usize| read_spans(&row.get::<_, String>(at)?);
    let word = |at: usize| spans(at)?.first().copied().ok_or_else(|| Error::damaged("an event has no word"));
    let (kind, of, status) = (text(0)?, row.get::<_, Option<String>>(1)?, text(4)?);
    let value: Option<String> = row.get(11)?;
    let days = row.get::<_, Option<i32>>(12)?.zip(row.get(13)?);
    Ok(Event {
        kind: known(EventType::of(&kind), &kind)?,
        of: of.map(|of| known(EventType::of(&of), &of)).transpose()?,
        mode: text(2)?,
        context: text(3)?,
        status: known(Status::of(&status), &status)?,
        trigger: word(5)?,
        sentence: word(6)?,
        actors: read_parties(&text(7)?)?,
        recipients: read_parties(&text(8)?)?,
        place: spans(9)?.first().copied(),
        when: spans(10)?.first().zip(value).map(|(&span, value)| EventTime { span, value, days }),
        via: row.get::<_, Option<i64>>(14)?.map(|via| via as usize),
        rule: text(15)?,
        score: row.get(16)?,
    })
}

fn read_parties(json: &str) -> Result<Vec<EventParty>> {
    let read: Vec<(u32, u32, Option<usize>, Option<String>)> =
        serde_json::from_str(json).map_err(|error| Error::damaged(error.to_string()))?;
    Ok(read.into_iter().map(|(start, end, referent, state)| EventParty { span: Span { start, end }, referent, state }).collect())
}
