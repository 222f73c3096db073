//! Does the record hold? Every span still slices its text, and deriving again gives the same rows.

use crate::edited::{Field, as_added};
use crate::layers::{copytexts, read_passages, read_published};
use crate::read::story_key;
use crate::{Record, Result};
use rapporteur::extract::{Account, Languages};
use rapporteur::link::actor::{Actor, Casting};
use rapporteur::link::question::{self, Point, Question};
use rapporteur::link::reprint::{Carrier, decide};
use rapporteur::link::statement::{Statement, Variant};
use rapporteur::record::Draft;
use rapporteur::record::derive::{self, Stories, Summary};
use rapporteur::record::told::{Sets, Teller, Told, tellings, told, utterances, variants};
use rapporteur::resources::Resources;
use rayon::prelude::*;
use rusqlite::Row;
use std::collections::{BTreeMap, BTreeSet};

/// One thing that was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What was checked, in words.
    pub what: &'static str,
    /// How many were looked at.
    pub checked: usize,
    /// Those that do not hold, each in words.
    pub broken: Vec<String>,
}

/// Checks the whole record: every span still slices its text, and the engine's derivation of the whole at once, from the reports alone,
/// gives the rows that the layers grew. Reports that no layer has taken in yet are left out.
///
/// # Errors
/// When the file cannot be read.
pub fn check(record: &Record, resources: &Resources, languages: &Languages) -> Result<Vec<Finding>> {
    // What points outside its text cannot be derived again: it is told, and nothing else is looked at.
    let damages = record.damages()?;
    if !damages.is_empty() {
        return Ok(vec![file(record)?, Finding { what: "rows against their texts", checked: record.len()?, broken: damages }]);
    }
    let mut findings = vec![file(record)?, reports(record)?, spans(record)?, passages(record)?];
    findings.push(extraction(record, resources, languages)?);
    let again = Again::of(record, resources, languages)?;
    findings.push(sets(record, &again)?);
    findings.push(statements(record, &again)?);
    findings.push(gathered(record, &again, &again.told.contacts, &CONTACTS, |set| (set.kind().label(), set.days))?);
    findings.push(gathered(record, &again, &again.told.events, &EVENTS, |set| (set.kind.label(), set.days))?);
    findings.push(gathered(record, &again, &again.told.commitments, &LEDGER, |set| (set.kind().label(), set.due))?);
    findings.push(positions(record, &again)?);
    Ok(findings)
}

fn file(record: &Record) -> Result<Finding> {
    let mut broken: Vec<String> = Vec::new();
    record.sql("PRAGMA integrity_check(20)", |_| {}, |row| broken.extend(row.into_iter().filter_map(text).filter(|line| line != "ok")))?;
    record.sql(
        "PRAGMA foreign_key_check",
        |_| {},
        |row| broken.push(format!("a row of {} points to nothing", row.into_iter().next().and_then(text).unwrap_or_default())),
    )?;
    broken.extend(record.cut()?);
    Ok(Finding { what: "the file and its links", checked: 2, broken })
}

fn text(value: rusqlite::types::Value) -> Option<String> {
    match value {
        rusqlite::types::Value::Text(text) => Some(text),
        _ => None,
    }
}

/// Each report's key is still the hash of what it holds, or held before it was corrected.
fn reports(record: &Record) -> Result<Finding> {
    let keys = record.keys()?;
    let added = as_added(&record.connection)?;
    let mut broken = Vec::new();
    for key in &keys {
        let report = record.report(key)?;
        let added = |field: Field, now: Option<String>| added.get(key).and_then(|fields| fields.get(&field)).cloned().unwrap_or(now);
        let published = read_published(added(Field::Published, report.published.map(|time| time.to_string())))?;
        let draft = Draft {
            own_id: report.own_id,
            url: added(Field::Url, report.url),
            title: added(Field::Title, report.title),
            outlet: added(Field::Outlet, report.outlet),
            ..Draft::default()
        };
        if draft.key(published.as_ref(), &report.text) != *key {
            broken.push(format!("{key} was changed after it was added"));
        }
    }
    Ok(Finding { what: "reports against their keys", checked: keys.len(), broken })
}

fn spans(record: &Record) -> Result<Finding> {
    let (mut checked, mut broken) = (0, Vec::new());
    for key in record.keys()? {
        let report = record.report(&key)?;
        let mut end = 0;
        for removal in &report.removed {
            checked += 1;
            if removal.span.checked_of(&report.text).is_none() || removal.span.start < end {
                broken.push(format!("{key}:{}-{} ({})", removal.span.start, removal.span.end, removal.why.code()));
            }
            end = removal.span.end;
        }
    }
    Ok(Finding { what: "removed spans", checked, broken })
}

fn passages(record: &Record) -> Result<Finding> {
    let (mut checked, mut broken) = (0, Vec::new());
    let query = "SELECT one.key, one.text, two.key, two.text, passages FROM copy_link JOIN report AS one ON one.id = first JOIN report AS two ON two.id = second ORDER BY one.key, two.key";
    let mut statement = record.connection.prepare(query)?;
    let row = |row: &Row<'_>| {
        Ok((
            row.get::<_, String>(0)?,
            row.get::<_, String>(1)?,
            row.get::<_, String>(2)?,
            row.get::<_, String>(3)?,
            row.get::<_, String>(4)?,
        ))
    };
    for row in statement.query_map([], row)? {
        let (one, one_text, two, two_text, json) = row?;
        for (a, b) in read_passages(&json)? {
            checked += 1;
            if a.checked_of(&one_text).is_none() || b.checked_of(&two_text).is_none() {
                broken.push(format!("{one}:{}-{} and {two}:{}-{}", a.start, a.end, b.start, b.end));
            }
        }
    }
    Ok(Finding { what: "shared passages", checked, broken })
}

/// The layers as the engine derives them of the whole at once.
struct Again {
    /// Rows of the reports, in the order of their turns.
    ids: Vec<i64>,
    carriers: Vec<Carrier>,
    stories: Stories,
    told: Told,
    /// For each report and position its question.
    questions: BTreeMap<(i64, u32), Question>,
    /// For each statement, the place of its fullest account and the variant of each.
    variants: Vec<(usize, Vec<Variant>)>,
}

impl Again {
    fn of(record: &Record, resources: &Resources, languages: &Languages) -> Result<Self> {
        let query = "SELECT id FROM report WHERE id NOT IN (SELECT report FROM waiting)";
        let ids: Vec<i64> = record.connection.prepare(query)?.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        let (mut by_key, mut summaries) = (BTreeMap::new(), Vec::with_capacity(ids.len()));
        for ids in ids.chunks(TOGETHER) {
            let reports = ids.iter().map(|&id| record.report_by_row(id)).collect::<Result<Vec<_>>>()?;
            by_key.extend(reports.iter().zip(ids).map(|(report, &id)| (report.key.clone(), id)));
            summaries.par_extend(reports.par_iter().map(|report| Summary::of(resources, report)));
        }
        derive::order(&mut summaries);
        let ids: Vec<i64> = summaries.iter().map(|summary| by_key[&summary.imprint.key]).collect();
        let pairs = derive::copy_candidates(&summaries);
        let mut decided = Vec::with_capacity(pairs.len());
        for pairs in pairs.chunks(TOGETHER) {
            let rows = pairs.iter().flat_map(|pair| [ids[pair.first as usize], ids[pair.second as usize]]);
            let texts = copytexts(&record.connection, rows)?;
            decided.par_extend(pairs.par_iter().map(|&pair| {
                let (one, other) = (&texts[&ids[pair.first as usize]], &texts[&ids[pair.second as usize]]);
                let in_order = summaries[pair.first as usize].imprint.key < summaries[pair.second as usize].imprint.key;
                (pair, if in_order { decide(one, other) } else { decide(other, one).exchanged() })
            }));
        }
        let carriers = derive::carriers(&resources.lexicon, &summaries, &decided);
        let corrections = crate::corrections::corrections(&record.connection)?;
        let stories = derive::stories(&summaries, &carriers, &corrections);
        let tellers = ids
            .iter()
            .enumerate()
            .map(|(at, &id)| {
                let (findings, report) = (record.findings(id)?, record.report_by_row(id)?);
                let times = &languages.of(report.language.as_deref()).extractor.times;
                Ok(Teller {
                    key: report.key.clone(),
                    likely: carriers[at].likely.clone(),
                    days: summaries[at].imprint.days,
                    story: story_key(&summaries[stories.story_of[at] as usize].imprint.key),
                    origin: carriers[at].origin,
                    utterances: utterances(&resources.frequencies, times, &report, &findings),
                    tellings: tellings(&resources.frequencies, &report.text, &findings),
                    findings,
                })
            })
            .collect::<Result<Vec<_>>>()?;
        let mut points: BTreeMap<&str, Vec<(i64, Point)>> = BTreeMap::new();
        for ((teller, &id), summary) in tellers.iter().zip(&ids).zip(&summaries) {
            let text = if teller.findings.positions.is_empty() { String::new() } else { record.report_by_row(id)?.text };
            for (position, number) in teller.findings.positions.iter().zip(0..) {
                let point = Point::of(&resources.frequencies, &summary.imprint.key, &text, number, position);
                points.entry(teller.story.as_str()).or_default().push((id, point));
            }
        }
        let mut questions = BTreeMap::new();
        for (places, points) in points.into_values().map(|points| points.into_iter().unzip::<i64, Point, Vec<_>, Vec<_>>()) {
            for ((id, point), question) in places.into_iter().zip(&points).zip(question::group(&points)) {
                questions.extend(question.map(|question| ((id, point.number), question)));
            }
        }
        let told = told(&tellers, &corrections);
        let variants =
            told.statements.iter().map(|one| Self::worded(record, languages, &ids, &tellers, &told, one)).collect::<Result<_>>()?;
        Ok(Self { ids, carriers, stories, told, questions, variants })
    }

    fn worded(
        record: &Record,
        languages: &Languages,
        ids: &[i64],
        tellers: &[Teller],
        told: &Told,
        one: &Statement,
    ) -> Result<(usize, Vec<Variant>)> {
        let places = one.accounts.iter().map(|&account| told.places[account as usize]);
        let reports = places.clone().map(|(report, _)| record.report_by_row(ids[report as usize])).collect::<Result<Vec<_>>>()?;
        let language = reports.iter().find_map(|report| report.language.as_deref());
        let account = |(report, number): (u32, u32)| &tellers[report as usize].findings.accounts[number as usize];
        let wordings: Vec<(&str, &Account)> = reports.iter().map(|report| report.text.as_str()).zip(places.map(account)).collect();
        Ok(if wordings.len() == 1 { (0, vec![Variant::Identical]) } else { variants(&languages.of(language).meanings, &wordings) })
    }
}

/// Reports or pairs whose texts are held at once.
const TOGETHER: usize = 512;

/// Origins, stories and their ties, derived again.
fn sets(record: &Record, again: &Again) -> Result<Finding> {
    let row = |at: u32| again.ids[at as usize];
    let mut broken = Vec::new();
    let mut statement = record.connection.prepare(
        "SELECT origin, copied_from, share, rank, story FROM carrier JOIN story_member ON story_member.report = carrier.report WHERE carrier.report = ?1",
    )?;
    for (at, &id) in again.ids.iter().enumerate() {
        let carrier = &again.carriers[at];
        let now = (row(carrier.origin), carrier.from.map(row), carrier.share, carrier.likely.to_bytes(), row(again.stories.story_of[at]));
        let kept =
            statement.query_map([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)))?.next().transpose()?;
        if kept != Some(now) {
            broken.push(format!("{}: origin or story differ when derived again", record.report_by_row(id)?.key));
        }
    }
    let derived: BTreeSet<(i64, i64, u16)> =
        again.stories.ties.iter().map(|tie| (row(tie.pair.first), row(tie.pair.second), tie.score)).collect();
    let mut statement = record.connection.prepare("SELECT first, second, score FROM story_tie")?;
    let kept: BTreeSet<(i64, i64, u16)> =
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?.collect::<rusqlite::Result<_>>()?;
    let (missing, more) = (derived.difference(&kept).count(), kept.difference(&derived).count());
    if missing + more > 0 {
        broken.push(format!("{missing} ties between reports are missing, {more} are too many"));
    }
    let listed = "SELECT count(*) FROM story WHERE reports <> (SELECT count(*) FROM story_member WHERE story = story.report)
         OR origins <> (SELECT count(DISTINCT origin) FROM story_member JOIN carrier USING (report) WHERE story = story.report)";
    let wrong: i64 = record.connection.query_row(listed, [], |row| row.get(0))?;
    let stories: BTreeSet<u32> = again.stories.story_of.iter().copied().collect();
    let count: i64 = record.connection.query_row("SELECT count(*) FROM story", [], |row| row.get(0))?;
    if wrong > 0 || count as usize != stories.len() {
        broken.push(format!("{count} stories are listed, {wrong} of them with other counts than they have; {} derived", stories.len()));
    }
    Ok(Finding { what: "origins and stories, derived again", checked: again.ids.len(), broken })
}

/// Every span of what is told slices its report's text, and reading the report again finds the same.
fn extraction(record: &Record, resources: &Resources, languages: &Languages) -> Result<Finding> {
    let ids: Vec<i64> = record
        .connection
        .prepare("SELECT report FROM extracted ORDER BY report")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let (mut checked, mut broken) = (0, Vec::new());
    for ids in ids.chunks(256) {
        for (&id, (again, _)) in ids.iter().zip(record.findings_again(resources, languages, ids)?) {
            let (report, kept) = (record.report_by_row(id)?, record.findings(id)?);
            checked += kept.accounts.len() + kept.referents.len() + kept.contacts.len() + kept.events.len();
            checked += kept.commitments.len() + kept.positions.len();
            let spans = kept.accounts.iter().flat_map(|account| {
                [&account.content, &account.quoted, &account.cue, &account.source]
                    .into_iter()
                    .flatten()
                    .chain(&account.addressee)
                    .chain(&account.medium)
                    .chain(&account.when)
                    .chain(&account.place)
                    .copied()
            });
            let contacts = kept.contacts.iter().flat_map(|contact| {
                let parties = contact.parties.iter().chain(&contact.via).map(|party| party.span);
                let words = [Some(contact.trigger), contact.medium, contact.when, contact.place].into_iter().flatten();
                parties.chain(words).chain(contact.topics.iter().copied())
            });
            let mentions = kept.referents.iter().flat_map(|referent| referent.mentions.iter().map(|mention| mention.span));
            let events = kept.events.iter().flat_map(|event| {
                let parties = event.actors.iter().chain(&event.recipients).map(|party| party.span);
                let when = event.when.as_ref().map(|when| when.span);
                parties.chain([event.trigger, event.sentence]).chain(event.place).chain(when)
            });
            let spans = spans.chain(contacts).chain(events).chain(mentions);
            let bound = kept.commitments.iter().flat_map(|one| {
                let parties = one.by.iter().chain(&one.to).map(|party| party.span);
                one.content.iter().copied().chain(parties).chain(one.condition).chain([one.cue]).chain(one.due.as_ref().map(|due| due.span))
            });
            let spans = spans.chain(bound).chain(kept.deeds.iter().map(|deed| deed.span));
            let spans = spans
                .chain(kept.positions.iter().flat_map(|position| position.point.iter().chain([&position.actor, &position.cue]).copied()));
            if let Some(span) = spans.into_iter().find(|span| span.checked_of(&report.text).is_none()) {
                broken.push(format!("{}:{}-{} lies outside the text", report.key, span.start, span.end));
            } else if kept != again {
                broken.push(format!("{}: what it tells differs when it is read again", report.key));
            }
        }
    }
    Ok(Finding { what: "what reports tell, read again", checked, broken })
}

/// The cast and the statements derived again are those that are kept, and actors are counted as they are used.
fn statements(record: &Record, again: &Again) -> Result<Finding> {
    let mut broken = Vec::new();
    let mut cast =
        record.connection.prepare("SELECT referent, actor, name, state, why FROM actor_referent WHERE report = ?1 ORDER BY referent")?;
    type Played = (u32, String, String, Option<String>, String);
    for (&id, row) in again.ids.iter().zip(&again.told.cast) {
        let now: Vec<Played> = (0..)
            .zip(row)
            .filter_map(|(number, casting)| {
                let Casting { actor, why } = casting.clone()?;
                Some((number, actor.id, actor.name, actor.state, why.label().to_owned()))
            })
            .collect();
        let kept: Vec<Played> = cast
            .query_map([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)))?
            .collect::<rusqlite::Result<_>>()?;
        if kept != now {
            broken.push(format!("{}: whom it means differs when derived again", record.report_by_row(id)?.key));
        }
    }
    let mut wording = record.connection.prepare("SELECT statement, variant, fullest FROM wording WHERE report = ?1 AND account = ?2")?;
    let mut statement = record.connection.prepare("SELECT actor, actor_name, addressee, addressee_name FROM statement WHERE id = ?1")?;
    for (one, (fullest, variants)) in again.told.statements.iter().zip(&again.variants) {
        let mut holds = true;
        for (at, (&account, variant)) in one.accounts.iter().zip(variants).enumerate() {
            let (report, number) = again.told.places[account as usize];
            let now = (one.id.clone(), variant.label().to_owned(), at == *fullest);
            let kept = wording
                .query_map((again.ids[report as usize], number), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
                .next()
                .transpose()?;
            holds &= kept.as_ref() == Some(&now);
        }
        let named = |actor: &Option<Actor>| actor.clone().map(|actor| (actor.id, actor.name)).unzip();
        let ((actor, name), (addressee, addressed)) = (named(&one.actor), named(&one.addressee));
        let kept = statement.query_map([&one.id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?.next().transpose()?;
        if !holds || kept.as_ref() != Some(&(actor, name, addressee, addressed)) {
            broken.push(format!("{}: its wordings or speakers differ when derived again", one.id));
        }
    }
    let count = |query: &str| record.connection.query_row(query, [], |row| row.get::<_, i64>(0)).map(|count| count as usize);
    let kept = count("SELECT count(*) FROM statement")?;
    if kept != again.told.statements.len() {
        broken.push(format!("{kept} statements are kept, {} derived", again.told.statements.len()));
    }
    let wrong = count(
        "SELECT count(*) FROM actor WHERE reports <> (SELECT count(DISTINCT report) FROM actor_referent WHERE actor = actor.id)
         OR statements <> (SELECT count(*) FROM statement WHERE actor = actor.id)",
    )?;
    let (kept, used) = (count("SELECT count(*) FROM actor")?, count("SELECT count(DISTINCT actor) FROM actor_referent")?);
    if wrong > 0 || kept != used {
        broken.push(format!("{kept} actors are kept, {used} meant; {wrong} are counted wrongly"));
    }
    let misnamed = crate::layers::misnamed(&record.connection)?;
    broken.extend(misnamed.iter().map(|id| format!("actor {id}: its kind, name or state differs when derived again")));
    Ok(Finding { what: "statements and actors, derived again", checked: again.told.statements.len(), broken })
}

/// What tellings are gathered to: the words for it, the table of sets, and that of their tellings.
struct Gathering {
    what: &'static str,
    set: &'static str,
    member: &'static str,
}

const CONTACTS: Gathering = Gathering { what: "contacts, derived again", set: "contact", member: "contact_telling" };
const LEDGER: Gathering = Gathering { what: "commitments, derived again", set: "owed", member: "owed_commitment" };
const EVENTS: Gathering = Gathering { what: "events, derived again", set: "event", member: "event_act" };

/// Contacts or events derived again are those that are kept.
fn gathered<S>(
    record: &Record,
    again: &Again,
    derived: &Sets<S>,
    Gathering { what, set, member }: &Gathering,
    row: impl Fn(&S) -> (&'static str, Option<(i64, i64)>),
) -> Result<Finding> {
    let mut broken = Vec::new();
    let mut telling = record.connection.prepare(&format!("SELECT {set} FROM {member} WHERE report = ?1 AND telling = ?2"))?;
    let mut kept_set = record.connection.prepare(&format!("SELECT kind, first, last FROM {set} WHERE id = ?1"))?;
    for one in &derived.sets {
        let mut holds = true;
        for &at in &one.tellings {
            let (report, number) = derived.places[at as usize];
            let kept: Option<String> = telling.query_map((again.ids[report as usize], number), |row| row.get(0))?.next().transpose()?;
            holds &= kept.as_deref() == Some(&one.id);
        }
        let (kind, days) = row(&one.set);
        let (first, last) = days.unzip();
        let now = (kind.to_owned(), first, last);
        let kept = kept_set.query_map([&one.id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?.next().transpose()?;
        if !holds || kept.as_ref() != Some(&now) {
            broken.push(format!("{}: its tellings or days differ when derived again", one.id));
        }
    }
    let kept: i64 = record.connection.query_row(&format!("SELECT count(*) FROM {set}"), [], |row| row.get(0))?;
    if kept as usize != derived.sets.len() {
        broken.push(format!("{kept} of {set} are kept, {} derived", derived.sets.len()));
    }
    Ok(Finding { what, checked: derived.sets.len(), broken })
}

/// The questions derived again are those that are kept.
fn positions(record: &Record, again: &Again) -> Result<Finding> {
    let mut statement = record.connection.prepare("SELECT report, number, question, name FROM question_position")?;
    let kept: BTreeSet<(i64, u32, String, String)> =
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?.collect::<rusqlite::Result<_>>()?;
    let derived: BTreeSet<(i64, u32, String, String)> =
        again.questions.iter().map(|(&(id, number), question)| (id, number, question.id.clone(), question.name.clone())).collect();
    let (missing, more) = (derived.difference(&kept).count(), kept.difference(&derived).count());
    let broken =
        if missing + more > 0 { vec![format!("questions of {missing} positions are missing, of {more} too many")] } else { Vec::new() };
    Ok(Finding { what: "questions of positions, derived again", checked: derived.len(), broken })
}
