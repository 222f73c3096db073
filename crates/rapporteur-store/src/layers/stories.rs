//! The layer of stories: which origins, with all who carry their copy, are about one development.
//!
//! Keys are the weightiest terms of an origin's sketch, links the ties between two, and a component what strong ties connect.

use super::keys::{Holder, Keys, Placed};
use super::{Growth, Layer, component, origins, read_published};
use crate::known::Known;
use crate::read::report_of;
use crate::{Error, Result};
use rapporteur::brief::head;
use rapporteur::link::reprint::Likely;
use rapporteur::link::story::{self, Sketch, Term, Tie, Unit};
use rapporteur::link::{Headlines, Pair};
use rapporteur::record::Report;
use rusqlite::{OptionalExtension, Transaction, params};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

pub(super) const LAYER: Layer = Layer {
    name: "stories",
    edition: 4,
    inputs: &["sketches", "origins"],
    tables: &["story", "story_member", "story_tie", "story_unit", "story_key"],
    grow,
};

const KEYS: Keys = Keys { table: "story_key", shared: story::SHARED_KEYS, near: story::NEAR };

fn grow(growth: &mut Growth<'_>) -> Result<()> {
    let transaction = growth.transaction;
    // What changed its carriers is grouped again; what became an origin, or is none any more, changes keys too.
    let mut seeds = BTreeSet::new();
    let mut stale: BTreeSet<Holder> = BTreeSet::new();
    let mut rows = Vec::new();
    for report in growth.units.clone() {
        let is_origin = transaction.prepare_cached("SELECT 1 FROM carrier WHERE report = ?1 AND origin = ?1")?.exists([report])?;
        let was_origin = transaction.prepare_cached("SELECT 1 FROM story_unit WHERE report = ?1")?.exists([report])?;
        if is_origin {
            seeds.insert(report);
        }
        let holder = (growth.turn(report)?, 0);
        match (was_origin, is_origin) {
            (false, true) => {
                transaction.prepare_cached("INSERT INTO story_unit VALUES (?1)")?.execute([report])?;
                rows.push((holder, keys(transaction, report)?));
            }
            (true, false) => {
                transaction.prepare_cached("DELETE FROM story_unit WHERE report = ?1")?.execute([report])?;
                stale.extend(KEYS.take(transaction, holder, &keys(transaction, report)?)?);
                seeds.extend(drop_ties(transaction, report)?);
            }
            _ => {}
        }
    }
    let mut placed = KEYS.put(transaction, &rows, |holder| {
        let report = growth.row(holder.0)?;
        ties(transaction, report)?.into_iter().map(|(other, _)| Ok((growth.turn(other)?, 0))).collect()
    })?;
    stale.extend(rows.iter().map(|(holder, _)| *holder));
    let mut sketches = Sketches(Known::up_to(HELD));
    let parted = placed.parted(transaction, &stale, |holder| Ok(story::keys(&sketches.of(transaction, growth.row(holder.0)?)?.0)))?;
    for (one, other) in parted {
        let (one, other) = (growth.row(one.0)?, growth.row(other.0)?);
        untie(transaction, (one, other))?;
        seeds.extend([one, other]);
    }
    for holder in stale {
        let report = growth.row(holder.0)?;
        // It may have moved nearer to another and then ceased to be an origin itself.
        if transaction.prepare_cached("SELECT 1 FROM story_unit WHERE report = ?1")?.exists([report])? {
            retie(growth, &mut placed, &mut sketches, (report, holder), &mut seeds)?;
        }
    }
    let bonds = Bonds::of(growth)?;
    while let Some(&seed) = seeds.first() {
        if !transaction.prepare_cached("SELECT 1 FROM story_unit WHERE report = ?1")?.exists([seed])? {
            seeds.remove(&seed);
            continue;
        }
        let members = component(seed, |report| Ok([strong(transaction, report)?, bonds.with(report)].concat()))?;
        members.iter().for_each(|member| {
            seeds.remove(member);
        });
        regroup(growth, &members, &bonds)?;
    }
    for story in growth.stories.clone() {
        if !describe(growth, story)? {
            growth.stories.remove(&story);
        }
    }
    Ok(())
}

fn untie(transaction: &Transaction<'_>, pair: Pair2) -> Result<()> {
    transaction.prepare_cached("DELETE FROM story_tie WHERE first = ?1 AND second = ?2")?.execute(params![pair.0, pair.1])?;
    Ok(())
}

/// Decides a unit with its candidates again; the ends of ties that come or go are seeds.
fn retie(
    growth: &mut Growth<'_>,
    placed: &mut Placed,
    sketches: &mut Sketches,
    (report, holder): (i64, Holder),
    seeds: &mut BTreeSet<i64>,
) -> Result<()> {
    let transaction = growth.transaction;
    let mine = sketches.of(transaction, report)?;
    let mut wanted: BTreeMap<i64, (u16, Pair2)> = BTreeMap::new();
    for (other, _) in placed.candidates(transaction, holder, || Ok(story::keys(&mine.0)))? {
        let other_row = growth.row(other)?;
        let theirs = sketches.of(transaction, other_row)?;
        growth.touched.decided += 1;
        let score = story::score((&mine.0, mine.1), (&theirs.0, theirs.1));
        if score >= story::FAINT {
            let pair = if (holder.0) < other { (report, other_row) } else { (other_row, report) };
            wanted.insert(other_row, (score, pair));
        }
    }
    for (other, pair) in ties(transaction, report)? {
        if wanted.remove(&other).is_none() {
            untie(transaction, pair)?;
            seeds.extend([report, other]);
        }
    }
    for (other, (score, (first, second))) in wanted {
        transaction.prepare_cached("INSERT INTO story_tie VALUES (?1, ?2, ?3)")?.execute(params![first, second, score])?;
        seeds.extend([report, other]);
    }
    Ok(())
}

type Pair2 = (i64, i64);

/// What corrections hold together, by the origins of the reports that they name.
struct Bonds {
    origins: BTreeMap<String, i64>,
    together: Vec<Pair2>,
}

impl Bonds {
    fn of(growth: &Growth<'_>) -> Result<Self> {
        let corrections = &growth.corrections;
        let mut origins = BTreeMap::new();
        for report in corrections.together.iter().chain(&corrections.apart).flat_map(|(one, other)| [one, other]) {
            let query = "SELECT origin FROM carrier JOIN report ON report.id = carrier.report WHERE key = ?1";
            let origin: Option<i64> = growth.transaction.prepare_cached(query)?.query_row([report], |row| row.get(0)).optional()?;
            origins.extend(origin.map(|origin| (report.clone(), origin)));
        }
        let pair = |(one, other): &(String, String)| Some((*origins.get(one)?, *origins.get(other)?));
        let together = corrections.together.iter().filter_map(pair).collect();
        Ok(Self { origins, together })
    }

    /// What is held together with an origin.
    fn with(&self, origin: i64) -> Vec<i64> {
        let other = |&(one, other): &Pair2| match origin {
            origin if origin == one => Some(other),
            origin if origin == other => Some(one),
            _ => None,
        };
        self.together.iter().filter_map(other).collect()
    }
}

/// Groups a component again and writes what differs.
fn regroup(growth: &mut Growth<'_>, members: &[i64], bonds: &Bonds) -> Result<()> {
    growth.touched.grouped += members.len();
    let transaction = growth.transaction;
    let places: BTreeMap<i64, u32> = members.iter().zip(0..).map(|(&member, place)| (member, place)).collect();
    let units = members.iter().map(|&member| unit(transaction, member)).collect::<Result<Vec<_>>>()?;
    let mut inside = Vec::new();
    for &member in members {
        let mut statement = transaction.prepare_cached("SELECT second, score FROM story_tie WHERE first = ?1")?;
        for row in statement.query_map([member], |row| Ok((row.get::<_, i64>(0)?, row.get(1)?)))? {
            let (other, score) = row?;
            if let Some(&second) = places.get(&other) {
                inside.push(Tie { pair: Pair { first: places[&member], second }, score });
            }
        }
    }
    let held = growth.corrections.held(|report| places.get(bonds.origins.get(report)?).copied());
    for (&member, home) in members.iter().zip(story::group(&units, &inside, &held)) {
        let now = members[home as usize];
        let kept: Option<i64> = transaction
            .prepare_cached("SELECT story FROM story_member WHERE report = ?1")?
            .query_row([member], |row| row.get(0))
            .optional()?;
        // Its carriers stand where it stands; they are looked at where it moves, and where they are others than before.
        if kept != Some(now) || growth.units.contains(&member) {
            growth.stories.insert(now);
            for report in carriers(transaction, member)? {
                place(growth, report, now)?;
            }
        }
    }
    Ok(())
}

/// Puts a report into a story.
fn place(growth: &mut Growth<'_>, report: i64, story: i64) -> Result<()> {
    let transaction = growth.transaction;
    let kept: Option<i64> =
        transaction.prepare_cached("SELECT story FROM story_member WHERE report = ?1")?.query_row([report], |row| row.get(0)).optional()?;
    if kept == Some(story) {
        return Ok(());
    }
    let written: Option<String> =
        transaction.prepare_cached("SELECT published FROM report WHERE id = ?1")?.query_row([report], |row| row.get(0))?;
    let days = read_published(written)?.map(|time| time.days());
    transaction.prepare_cached("INSERT OR REPLACE INTO story_member VALUES (?1, ?2, ?3, ?4)")?.execute(params![
        report,
        story,
        days.map(|days| days.0),
        days.map(|days| days.1)
    ])?;
    growth.moved.insert(report);
    growth.stories.extend(kept);
    Ok(())
}

/// Writes the row of a story that is listed; false where it has no reports any more.
fn describe(growth: &Growth<'_>, story: i64) -> Result<bool> {
    let transaction = growth.transaction;
    let mut statement = transaction.prepare_cached(
        "SELECT member.report, origin FROM story_member AS member JOIN carrier ON carrier.report = member.report WHERE story = ?1 ORDER BY rank",
    )?;
    let rows: Vec<(i64, i64)> = statement.query_map([story], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    if rows.is_empty() {
        transaction.prepare_cached("DELETE FROM story WHERE report = ?1")?.execute([story])?;
        return Ok(false);
    }
    let places: BTreeMap<i64, usize> = rows.iter().enumerate().map(|(place, &(report, _))| (report, place)).collect();
    let reports = rows.iter().map(|&(report, _)| report_of(transaction, report)).collect::<Result<Vec<Report>>>()?;
    let origins = rows
        .iter()
        .map(|(_, origin)| places.get(origin).copied().ok_or_else(|| Error::damaged("a carrier stands in another story than its origin")))
        .collect::<Result<Vec<usize>>>()?;
    let head = head(growth.resources, &reports.iter().collect::<Vec<_>>(), &origins);
    let published = || reports.iter().filter_map(|report| report.published).map(|time| time.to_string());
    transaction.prepare_cached("INSERT OR REPLACE INTO story VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?.execute(params![
        story,
        head.headline,
        head.counts.reports as i64,
        head.counts.outlets as i64,
        head.counts.origins as i64,
        head.first,
        head.last,
        published().max()
    ])?;
    Ok(true)
}

fn unit(transaction: &Transaction<'_>, origin: i64) -> Result<Unit> {
    let rank: Vec<u8> = transaction.prepare_cached("SELECT rank FROM carrier WHERE report = ?1")?.query_row([origin], |row| row.get(0))?;
    let likely = Likely::from_bytes(&rank).ok_or_else(|| Error::damaged("a rank cannot be read"))?;
    let mut headlines = Headlines::default();
    for report in carriers(transaction, origin)? {
        headlines.take_in(origins::imprint(transaction, report)?.headlines());
    }
    Ok(Unit { likely, headlines })
}

/// An origin and all who carry its copy.
fn carriers(transaction: &Transaction<'_>, origin: i64) -> Result<Vec<i64>> {
    let mut statement = transaction.prepare_cached("SELECT report FROM carrier WHERE origin = ?1")?;
    Ok(statement.query_map([origin], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

fn keys(transaction: &Transaction<'_>, report: i64) -> Result<Vec<u64>> {
    Ok(story::keys(&sketch(transaction, report)?.0))
}

/// The ties of a unit: the other end, and the pair as it is kept, the earlier turn first.
fn ties(transaction: &Transaction<'_>, report: i64) -> Result<Vec<(i64, Pair2)>> {
    let mut statement = transaction.prepare_cached(
        "SELECT second, first, second FROM story_tie WHERE first = ?1 UNION ALL SELECT first, first, second FROM story_tie WHERE second = ?1",
    )?;
    let rows = statement.query_map([report], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn strong(transaction: &Transaction<'_>, report: i64) -> Result<Vec<i64>> {
    let mut statement = transaction.prepare_cached(
        "SELECT second FROM story_tie WHERE first = ?1 AND score >= ?2 UNION ALL SELECT first FROM story_tie WHERE second = ?1 AND score >= ?2",
    )?;
    Ok(statement.query_map(params![report, story::STRONG], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// Drops the ties of what is no origin any more; gives their other ends.
fn drop_ties(transaction: &Transaction<'_>, report: i64) -> Result<Vec<i64>> {
    let others = ties(transaction, report)?;
    for &(_, (first, second)) in &others {
        transaction.prepare_cached("DELETE FROM story_tie WHERE first = ?1 AND second = ?2")?.execute([first, second])?;
    }
    Ok(others.into_iter().map(|(other, _)| other).collect())
}

/// A sketch, and the days of its report.
type Sketched = (Sketch, story::Days);

/// Sketches that were read in this slice.
struct Sketches(Known<i64, Sketched>);

/// Sketches that are held at most: 2 KB each.
const HELD: usize = 16_384;

impl Sketches {
    fn of(&mut self, transaction: &Transaction<'_>, report: i64) -> Result<Rc<Sketched>> {
        if let Some(found) = self.0.get(&report) {
            return Ok(found.clone());
        }
        Ok(self.0.keep(report, sketch(transaction, report)?))
    }
}

fn sketch(transaction: &Transaction<'_>, report: i64) -> Result<Sketched> {
    let mut statement = transaction
        .prepare_cached("SELECT terms, leading, published FROM sketch JOIN report ON report.id = sketch.report WHERE report.id = ?1")?;
    let mut rows = statement.query([report])?;
    let row = rows.next()?.ok_or_else(|| Error::damaged("a report has no sketch"))?;
    let days = read_published(row.get(2)?)?.map(|time| time.days());
    Ok((read_sketch(&row.get::<_, Vec<u8>>(0)?, &row.get::<_, String>(1)?), days))
}

/// A sketch as the record keeps it.
pub(crate) fn read_sketch(terms: &[u8], leading: &str) -> Sketch {
    let term = |bytes: &[u8; 6]| Term {
        hash: u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]),
        weight: u16::from_le_bytes([bytes[4], bytes[5]]),
    };
    Sketch {
        terms: terms.as_chunks::<6>().0.iter().map(term).collect(),
        leading: leading.split('\t').filter(|term| !term.is_empty()).map(str::to_owned).collect(),
    }
}
