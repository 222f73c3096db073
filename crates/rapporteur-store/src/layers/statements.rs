//! The layer of statements: which accounts tell one utterance, who said it, and how each words it.
//!
//! Keys are rows of an account's words and the rare words of its speaker, links the decisions on pairs of accounts, and a component what
//! links connect.

use super::keys::{Holder, Keys, Placed};
use super::{Growth, Layer, cast, component, read_published};
use crate::told::{read_account, read_spans};
use crate::{Error, Result};
use rapporteur::extract::{Account, Form, Manner};
use rapporteur::link::reprint::Likely;
use rapporteur::link::statement::{self, Member, Statement, Utterance, Variant, decide};
use rapporteur::link::{Link, Pair};
use rapporteur::record::told::{addressed, speaker, variants};
use rusqlite::{OptionalExtension, Row, Transaction, params};
use std::collections::{BTreeMap, BTreeSet};

pub(super) const LAYER: Layer = Layer {
    name: "statements",
    edition: 2,
    inputs: &["findings", "origins", "stories", "cast"],
    tables: &["wording", "statement", "account_link", "statement_key"],
    grow,
};

const KEYS: Keys = Keys { table: "statement_key", shared: statement::SHARED_KEYS, near: statement::NEAR };

/// An account: the row of its report, and its number there.
type Place = (i64, u32);

fn grow(growth: &mut Growth<'_>) -> Result<()> {
    let transaction = growth.transaction;
    let mut heard = Heard::default();
    let mut rows = Vec::new();
    for report in growth.new.clone() {
        for number in accounts(growth, report)? {
            let keys = statement::keys(&heard.frozen(transaction, (report, number))?);
            rows.push(((growth.turn(report)?, number), keys));
        }
    }
    let mut stale: BTreeSet<Holder> = rows.iter().map(|(holder, _)| *holder).collect();
    let mut placed = KEYS.put(transaction, &rows, |holder| {
        let account = (growth.row(holder.0)?, holder.1);
        linked(transaction, account)?.into_iter().map(|(report, number)| Ok((growth.turn(report)?, number))).collect()
    })?;
    drop(rows);
    // Who speaks, and in which story, decides with the words: so these accounts are decided again.
    let mut seeds: BTreeSet<Place> = BTreeSet::new();
    let changed: BTreeSet<i64> = growth.moved.union(&growth.recast).copied().collect();
    for report in changed.difference(&growth.new).copied().collect::<Vec<_>>() {
        for number in accounts(growth, report)? {
            stale.insert((growth.turn(report)?, number));
        }
    }
    for report in growth.new.iter().chain(&changed).chain(&growth.carried).copied().collect::<BTreeSet<i64>>() {
        seeds.extend(accounts(growth, report)?.into_iter().map(|number| (report, number)));
    }
    let keys = |growth: &mut Growth<'_>, holder: Holder| heard.frozen(transaction, (growth.row(holder.0)?, holder.1));
    for (one, other) in placed.parted(transaction, &stale, |holder| Ok(statement::keys(&keys(growth, holder)?)))? {
        let (one, other) = ((growth.row(one.0)?, one.1), (growth.row(other.0)?, other.1));
        unlink(transaction, one, other, true)?;
        seeds.extend([one, other]);
    }
    for holder in stale {
        relink(growth, &mut placed, &mut heard, holder, &mut seeds)?;
    }
    let mut spoken: BTreeMap<String, i64> = BTreeMap::new();
    while let Some(&seed) = seeds.first() {
        let members = component(seed, |account| linked(transaction, account))?;
        members.iter().for_each(|member| {
            seeds.remove(member);
        });
        regroup(growth, &heard, &members, &mut spoken)?;
    }
    for (actor, more) in spoken.into_iter().filter(|(_, more)| *more != 0) {
        transaction.prepare_cached("UPDATE actor SET statements = statements + ?2 WHERE id = ?1")?.execute(params![actor, more])?;
    }
    Ok(())
}

fn unlink(transaction: &Transaction<'_>, account: Place, other: Place, is_first: bool) -> Result<()> {
    let (one, two) = if is_first { (account, other) } else { (other, account) };
    transaction
        .prepare_cached("DELETE FROM account_link WHERE report = ?1 AND account = ?2 AND other_report = ?3 AND other_account = ?4")?
        .execute(params![one.0, one.1, two.0, two.1])?;
    Ok(())
}

/// Decides an account with its candidates again; the ends of links that come or go are seeds.
fn relink(growth: &mut Growth<'_>, placed: &mut Placed, heard: &mut Heard, holder: Holder, seeds: &mut BTreeSet<Place>) -> Result<()> {
    let transaction = growth.transaction;
    let account = (growth.row(holder.0)?, holder.1);
    let mine = heard.of(transaction, account)?;
    let mut wanted: BTreeMap<Place, (u16, bool)> = BTreeMap::new();
    for other in placed.candidates(transaction, holder, || Ok(statement::keys(&mine)))? {
        let place = (growth.row(other.0)?, other.1);
        growth.touched.decided += 1;
        if place.0 == account.0 && is_nested(transaction, account, place)? {
            continue;
        }
        // The earlier turn first: so one pair has one decision.
        let theirs = heard.of(transaction, place)?;
        let likeness = if holder < other { decide(&mine, &theirs) } else { decide(&theirs, &mine) };
        if let Some(likeness) = likeness {
            wanted.insert(place, (likeness, holder < other));
        }
    }
    for (other, likeness, is_first) in links(transaction, account)? {
        if wanted.get(&other) == Some(&(likeness, is_first)) {
            wanted.remove(&other);
            continue;
        }
        unlink(transaction, account, other, is_first)?;
        seeds.extend([account, other]);
    }
    for (other, (likeness, is_first)) in wanted {
        let (one, two) = if is_first { (account, other) } else { (other, account) };
        transaction
            .prepare_cached("INSERT INTO account_link VALUES (?1, ?2, ?3, ?4, ?5)")?
            .execute(params![one.0, one.1, two.0, two.1, likeness])?;
        seeds.extend([account, other]);
    }
    Ok(())
}

/// A statement's row as it is listed.
type Listed = (Option<String>, Option<String>, Option<String>, Option<String>, Vec<u8>, String);

/// Groups a component again and writes what differs.
fn regroup(growth: &mut Growth<'_>, heard: &Heard, places: &[Place], spoken: &mut BTreeMap<String, i64>) -> Result<()> {
    growth.touched.grouped += places.len();
    let transaction = growth.transaction;
    let at: BTreeMap<Place, u32> = places.iter().zip(0..).map(|(&place, at)| (place, at)).collect();
    let mut members = Vec::with_capacity(places.len());
    let mut manners = Vec::with_capacity(places.len());
    let mut inside = Vec::new();
    for &place in places {
        let (member, manner) = member(transaction, place, heard.said(transaction, place)?)?;
        members.push(member);
        manners.push(manner);
        for (other, likeness, is_first) in links(transaction, place)? {
            if is_first {
                inside.push(Link { pair: Pair { first: at[&place], second: at[&other] }, likeness });
            }
        }
    }
    // Who the record has as the speaker of each statement that these accounts stand in, before.
    let mut before: BTreeMap<String, Option<String>> = BTreeMap::new();
    for &place in places {
        before.extend(statement_of(transaction, place)?);
    }
    for one in statement::group(&members, &inside) {
        let (fullest, variants) = worded(growth, places, &one)?;
        for (number, (&account, variant)) in one.accounts.iter().zip(&variants).enumerate() {
            put_wording(transaction, places[account as usize], &one.id, *variant, number == fullest)?;
        }
        let first = one.accounts[0] as usize;
        let place = [members[first].likely.to_bytes(), members[first].number.to_be_bytes().to_vec()].concat();
        let manner = std::mem::take(&mut manners[first]);
        let (actor, name) = one.actor.map(|actor| (actor.id, actor.name)).unzip();
        let (addressee, addressee_name) = one.addressee.map(|actor| (actor.id, actor.name)).unzip();
        let kept = before.remove(&one.id).flatten();
        count(spoken, kept.as_deref(), -1);
        count(spoken, actor.as_deref(), 1);
        put_statement(transaction, &one.id, (actor, name, addressee, addressee_name, place, manner))?;
    }
    for (id, actor) in before {
        // Another component's account may have come to it since: then it is that one's.
        if !transaction.prepare_cached("SELECT 1 FROM wording WHERE statement = ?1")?.exists([&id])? {
            transaction.prepare_cached("DELETE FROM statement WHERE id = ?1")?.execute([&id])?;
            count(spoken, actor.as_deref(), -1);
        }
    }
    Ok(())
}

fn count(spoken: &mut BTreeMap<String, i64>, actor: Option<&str>, more: i64) {
    if let Some(actor) = actor {
        *spoken.entry(actor.to_owned()).or_default() += more;
    }
}

/// The fullest wording of a statement, and how each stands to it.
fn worded(growth: &Growth<'_>, places: &[Place], one: &Statement) -> Result<(usize, Vec<Variant>)> {
    if one.accounts.len() == 1 {
        return Ok((0, vec![Variant::Identical]));
    }
    let places: Vec<Place> = one.accounts.iter().map(|&account| places[account as usize]).collect();
    let mut texts: BTreeMap<i64, (String, String)> = BTreeMap::new();
    let mut language: Option<String> = None;
    let mut told = Vec::with_capacity(places.len());
    for &place in &places {
        if let std::collections::btree_map::Entry::Vacant(entry) = texts.entry(place.0) {
            let mut query = growth.transaction.prepare_cached("SELECT key, text, language FROM report WHERE id = ?1")?;
            let (key, text, code) = query.query_row([place.0], |row| Ok((row.get(0)?, row.get(1)?, row.get::<_, Option<String>>(2)?)))?;
            language = language.or(code);
            entry.insert((key, text));
        }
        let (key, text) = &texts[&place.0];
        told.push(crate::damage::within(text, key, place.1, account(growth.transaction, place)?)?);
    }
    let wordings: Vec<(&str, &Account)> = places.iter().zip(&told).map(|(place, account)| (texts[&place.0].1.as_str(), account)).collect();
    Ok(variants(&growth.languages.of(language.as_deref()).meanings, &wordings))
}

fn put_wording(transaction: &Transaction<'_>, (report, account): Place, statement: &str, variant: Variant, fullest: bool) -> Result<()> {
    let now = (statement.to_owned(), variant.label().to_owned(), fullest);
    let kept = transaction
        .prepare_cached("SELECT statement, variant, fullest FROM wording WHERE report = ?1 AND account = ?2")?
        .query_row(params![report, account], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    if kept.as_ref() != Some(&now) {
        transaction
            .prepare_cached("INSERT OR REPLACE INTO wording VALUES (?1, ?2, ?3, ?4, ?5)")?
            .execute(params![report, account, now.0, now.1, now.2])?;
    }
    Ok(())
}

fn put_statement(transaction: &Transaction<'_>, id: &str, now: Listed) -> Result<()> {
    let row = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?));
    let kept: Option<Listed> = transaction
        .prepare_cached("SELECT actor, actor_name, addressee, addressee_name, place, manner FROM statement WHERE id = ?1")?
        .query_row([id], row)
        .optional()?;
    if kept.as_ref() != Some(&now) {
        transaction
            .prepare_cached("INSERT OR REPLACE INTO statement VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?
            .execute(params![id, now.0, now.1, now.2, now.3, now.4, now.5])?;
    }
    Ok(())
}

/// The statement that an account stands in, and its speaker.
fn statement_of(transaction: &Transaction<'_>, (report, account): Place) -> Result<Option<(String, Option<String>)>> {
    let query = "SELECT id, actor FROM wording JOIN statement ON statement.id = wording.statement WHERE report = ?1 AND account = ?2";
    let row = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
    Ok(transaction.prepare_cached(query)?.query_row(params![report, account], row).optional()?)
}

/// The accounts of a report, but for those that a correction takes for no statements.
fn accounts(growth: &Growth<'_>, report: i64) -> Result<Vec<u32>> {
    let transaction = growth.transaction;
    let mut statement = transaction.prepare_cached("SELECT number FROM account WHERE report = ?1 ORDER BY number")?;
    let mut found: Vec<u32> = statement.query_map([report], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    if !growth.corrections.unsaid.is_empty() {
        let key: String = transaction.prepare_cached("SELECT key FROM report WHERE id = ?1")?.query_row([report], |row| row.get(0))?;
        let mut said = Vec::with_capacity(found.len());
        for number in found {
            if !growth.corrections.is_unsaid(&key, &account(transaction, (report, number))?.content) {
                said.push(number);
            }
        }
        found = said;
    }
    Ok(found)
}

fn account(transaction: &Transaction<'_>, (report, number): Place) -> Result<Account> {
    let query = format!("SELECT {} FROM account WHERE report = ?1 AND number = ?2", crate::told::ACCOUNT);
    let mut statement = transaction.prepare_cached(&query)?;
    let mut rows = statement.query(params![report, number])?;
    read_account(rows.next()?.ok_or_else(|| Error::damaged("an account is missing"))?)
}

/// What grouping asks of an account, and its manner.
fn member(transaction: &Transaction<'_>, (report, number): Place, said: Option<(i64, i64)>) -> Result<(Member, String)> {
    let query = "SELECT rank, manner, content, speaker, addressed FROM account JOIN carrier ON carrier.report = account.report
         WHERE account.report = ?1 AND number = ?2";
    let row = |row: &Row<'_>| Ok((row.get::<_, Vec<u8>>(0)?, row.get(1)?, row.get::<_, String>(2)?, row.get(3)?, row.get(4)?));
    let (rank, manner, content, speaker, addressed): (_, String, _, Option<i64>, Option<i64>) =
        transaction.prepare_cached(query)?.query_row(params![report, number], row)?;
    let member = Member {
        likely: Likely::from_bytes(&rank).ok_or_else(|| Error::damaged("a rank cannot be read"))?,
        number,
        start: read_spans(&content)?.first().map_or(0, |span| span.start),
        has_speaker: speaker.is_some(),
        speaker: cast::actor(transaction, report, speaker)?,
        addressed: cast::actor(transaction, report, addressed)?,
        said,
    };
    Ok((member, manner))
}

/// Does one of two accounts of a report stand within the other?
fn is_nested(transaction: &Transaction<'_>, one: Place, other: Place) -> Result<bool> {
    let query = "SELECT 1 FROM account WHERE report = ?1 AND (number = ?2 AND within = ?3 OR number = ?3 AND within = ?2)";
    Ok(transaction.prepare_cached(query)?.exists(params![one.0, one.1, other.1])?)
}

/// The links of an account: the other end, the likeness, and whether this end stands first.
fn links(transaction: &Transaction<'_>, (report, account): Place) -> Result<Vec<(Place, u16, bool)>> {
    let mut statement = transaction.prepare_cached(
        "SELECT other_report, other_account, likeness, 1 FROM account_link WHERE report = ?1 AND account = ?2
         UNION ALL SELECT report, account, likeness, 0 FROM account_link WHERE other_report = ?1 AND other_account = ?2",
    )?;
    let row = |row: &Row<'_>| Ok(((row.get(0)?, row.get(1)?), row.get(2)?, row.get(3)?));
    Ok(statement.query_map(params![report, account], row)?.collect::<rusqlite::Result<_>>()?)
}

fn linked(transaction: &Transaction<'_>, account: Place) -> Result<Vec<Place>> {
    Ok(links(transaction, account)?.into_iter().map(|(other, ..)| other).collect())
}

/// Utterances that were read in this slice, and the numbers of actors, states and stories in them.
#[derive(Default)]
struct Heard {
    held: BTreeMap<Place, std::rc::Rc<Utterance>>,
    numbers: BTreeMap<String, u32>,
}

/// Utterances that are held at most: some hundred bytes each.
const HELD: usize = 65_536;

impl Heard {
    /// An account's words, as its report alone gives them.
    fn frozen(&self, transaction: &Transaction<'_>, (report, number): Place) -> Result<Utterance> {
        let query = "SELECT words, form, manner FROM utterance JOIN account ON account.report = utterance.report AND account.number = utterance.account
             WHERE utterance.report = ?1 AND utterance.account = ?2";
        let row = |row: &Row<'_>| Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?));
        let (words, form, manner) = transaction.prepare_cached(query)?.query_row(params![report, number], row)?;
        let (form, manner) = Form::of(&form).zip(Manner::of(&manner)).ok_or_else(|| Error::damaged("an account cannot be read"))?;
        Utterance::from_bytes(&words, form, manner).ok_or_else(|| Error::damaged("the words of an account cannot be read"))
    }

    /// The first and last day on which its report has it that it was said.
    fn said(&self, transaction: &Transaction<'_>, place: Place) -> Result<Option<(i64, i64)>> {
        self.held.get(&place).map_or_else(|| Ok(self.frozen(transaction, place)?.said), |held| Ok(held.said))
    }

    /// The same, with who speaks and where it stands.
    fn of(&mut self, transaction: &Transaction<'_>, place: Place) -> Result<std::rc::Rc<Utterance>> {
        if let Some(found) = self.held.get(&place) {
            return Ok(found.clone());
        }
        let mut utterance = self.frozen(transaction, place)?;
        let query = "SELECT story, published, speaker, account.addressed FROM account JOIN story_member ON story_member.report = account.report JOIN report ON report.id = account.report
             WHERE account.report = ?1 AND number = ?2";
        let row = |row: &Row<'_>| Ok((row.get::<_, i64>(0)?, row.get(1)?, row.get::<_, Option<i64>>(2)?, row.get::<_, Option<i64>>(3)?));
        let (story, published, referent, to) = transaction.prepare_cached(query)?.query_row(params![place.0, place.1], row)?;
        let (actor, to) = (cast::actor(transaction, place.0, referent)?, cast::actor(transaction, place.0, to)?);
        let mut number = |word: &str| {
            let next = self.numbers.len() as u32;
            *self.numbers.entry(word.to_owned()).or_insert(next)
        };
        (utterance.speaker, utterance.state) = speaker(referent.is_some(), actor.as_ref(), &mut number);
        utterance.addressed = addressed(to.as_ref(), &mut number);
        (utterance.story, utterance.days) = (story as u32, read_published(published)?.map(|time| time.days()));
        if self.held.len() >= HELD {
            self.held.clear();
        }
        let utterance = std::rc::Rc::new(utterance);
        self.held.insert(place, utterance.clone());
        Ok(utterance)
    }
}
