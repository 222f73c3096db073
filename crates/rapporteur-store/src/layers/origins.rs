//! The layer of origins: who carries whose copy.
//!
//! Keys are those of the reprint pass, links the decisions on pairs of reports, and a component what copies connect.

use super::keys::{Holder, Keys};
use super::{Growth, Layer, component, read_published};
use crate::{Error, Result};
use rapporteur::link::Pair;
use rapporteur::link::reprint::{self, Copytext, Decision, Imprint, Verdict, copytext, decide};
use rapporteur::text::Span;
use rayon::prelude::*;
use rusqlite::{OptionalExtension, Row, Transaction, params};
use std::collections::{BTreeMap, BTreeSet};

pub(super) const LAYER: Layer =
    Layer { name: "origins", edition: 2, inputs: &["sketches"], tables: &["carrier", "copy_link", "copy_key"], grow };

const KEYS: Keys = Keys { table: "copy_key", shared: reprint::SHARED_KEYS, near: reprint::NEAR };

/// Pairs whose texts are held at once.
const TOGETHER: usize = 1024;

fn grow(growth: &mut Growth<'_>) -> Result<()> {
    let mut rows = Vec::with_capacity(growth.new.len());
    for report in growth.new.clone() {
        rows.push(((growth.turn(report)?, 0), keys(growth.transaction, report)?));
    }
    let stale: BTreeSet<Holder> = rows.iter().map(|(holder, _)| *holder).collect();
    let transaction = growth.transaction;
    let mut placed = KEYS.put(transaction, &rows, |holder| {
        let report = growth.row(holder.0)?;
        let other = |(first, second): (i64, i64)| if first == report { second } else { first };
        links(transaction, report)?.into_iter().map(|pair| Ok((growth.turn(other(pair))?, 0))).collect()
    })?;
    drop(rows);
    let mut seeds: BTreeSet<i64> = growth.new.clone();
    for (one, other) in placed.parted(transaction, &stale, |holder| keys(transaction, growth.row(holder.0)?))? {
        let pair = if (one.0.number as u64) < (other.0.number as u64) { (one, other) } else { (other, one) };
        let pair = (growth.row(pair.0.0)?, growth.row(pair.1.0)?);
        if unlink(transaction, pair)? {
            seeds.extend([pair.0, pair.1]);
        }
    }
    let mut missing: BTreeSet<(i64, i64)> = BTreeSet::new();
    for holder in stale {
        let report = growth.row(holder.0)?;
        let mut wanted = BTreeSet::new();
        for (other, _) in placed.candidates(growth.transaction, holder, || keys(growth.transaction, report))? {
            let other_row = growth.row(other)?;
            // The lesser key first: so one pair has one decision.
            let is_first = (holder.0.number as u64) < (other.number as u64);
            wanted.insert(if is_first { (report, other_row) } else { (other_row, report) });
        }
        for pair in links(growth.transaction, report)? {
            if !wanted.remove(&pair) && unlink(transaction, pair)? {
                seeds.extend([pair.0, pair.1]);
            }
        }
        missing.extend(wanted);
    }
    growth.touched.decided += missing.len();
    let missing: Vec<(i64, i64)> = missing.into_iter().collect();
    for pairs in missing.chunks(TOGETHER) {
        let texts = copytexts(growth.transaction, pairs.iter().flat_map(|&(first, second)| [first, second]))?;
        let decisions: Vec<Decision> = pairs.par_iter().map(|(first, second)| decide(&texts[first], &texts[second])).collect();
        for (&pair, decision) in pairs.iter().zip(&decisions) {
            put_link(growth.transaction, pair, decision)?;
            if decision.verdict == Verdict::Copy {
                seeds.extend([pair.0, pair.1]);
            }
        }
    }
    while let Some(&seed) = seeds.first() {
        let transaction = growth.transaction;
        let members = component(seed, |report| copies(transaction, report))?;
        members.iter().for_each(|member| {
            seeds.remove(member);
        });
        regroup(growth, &members)?;
    }
    Ok(())
}

/// Groups a component again and writes what differs.
fn regroup(growth: &mut Growth<'_>, members: &[i64]) -> Result<()> {
    growth.touched.grouped += members.len();
    let places: BTreeMap<i64, u32> = members.iter().zip(0..).map(|(&member, place)| (member, place)).collect();
    let imprints = members.iter().map(|&member| imprint(growth.transaction, member)).collect::<Result<Vec<_>>>()?;
    let mut decided = Vec::new();
    for &member in members {
        let mut statement = growth.transaction.prepare_cached(
            "SELECT second, copied, quoted, share_of_first, share_of_second, passages, apart FROM copy_link WHERE first = ?1 AND verdict = 'copy'",
        )?;
        let mut rows = statement.query([member])?;
        while let Some(row) = rows.next()? {
            let pair = Pair { first: places[&member], second: places[&row.get(0)?] };
            decided.push((pair, read_copy(row)?));
        }
    }
    let carriers = reprint::group(&growth.resources.lexicon, &imprints, &decided);
    for (&member, carrier) in members.iter().zip(carriers) {
        let (origin, from) = (members[carrier.origin as usize], carrier.from.map(|from| members[from as usize]));
        let now = (origin, from, carrier.share, carrier.likely.to_bytes());
        let row = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?));
        let kept = growth
            .transaction
            .prepare_cached("SELECT origin, copied_from, share, rank FROM carrier WHERE report = ?1")?
            .query_row([member], row)
            .optional()?;
        if growth.new.contains(&member) {
            growth.carried.insert(member);
            growth.units.insert(origin);
        }
        if kept.as_ref() == Some(&now) {
            continue;
        }
        growth
            .transaction
            .prepare_cached("INSERT OR REPLACE INTO carrier VALUES (?1, ?2, ?3, ?4, ?5)")?
            .execute(params![member, now.0, now.1, now.2, now.3])?;
        if kept.as_ref().is_none_or(|kept| (kept.0, &kept.3) != (now.0, &now.3)) {
            growth.carried.insert(member);
            growth.units.insert(origin);
            growth.units.extend(kept.map(|kept| kept.0));
        }
    }
    Ok(())
}

fn keys(transaction: &Transaction<'_>, report: i64) -> Result<Vec<u64>> {
    let bytes: Vec<u8> =
        transaction.prepare_cached("SELECT reprint_keys FROM sketch WHERE report = ?1")?.query_row([report], |row| row.get(0))?;
    Ok(bytes.as_chunks::<8>().0.iter().map(|bytes| u64::from_le_bytes(*bytes)).collect())
}

/// What a report says of itself.
pub(crate) fn imprint(transaction: &Transaction<'_>, report: i64) -> Result<Imprint> {
    let mut statement = transaction.prepare_cached(
        "SELECT key, outlet, credit, published, title, words FROM report JOIN sketch ON sketch.report = report.id WHERE report.id = ?1",
    )?;
    let mut rows = statement.query([report])?;
    let row = rows.next()?.ok_or_else(|| Error::damaged("a report has no sketch"))?;
    let published = read_published(row.get(3)?)?;
    Ok(Imprint {
        key: row.get(0)?,
        outlet: row.get(1)?,
        credit: row.get(2)?,
        seconds: published.map(|time| time.seconds()),
        days: published.map(|time| time.days()),
        headline: row.get::<_, Option<String>>(4)?.unwrap_or_default(),
        words: row.get(5)?,
    })
}

/// The decided pairs of a report.
fn links(transaction: &Transaction<'_>, report: i64) -> Result<Vec<(i64, i64)>> {
    let mut statement = transaction.prepare_cached(
        "SELECT first, second FROM copy_link WHERE first = ?1 UNION ALL SELECT first, second FROM copy_link WHERE second = ?1",
    )?;
    Ok(statement.query_map([report], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?)
}

/// Forgets a decision; true where it was that one is the other's copy.
fn unlink(transaction: &Transaction<'_>, (first, second): (i64, i64)) -> Result<bool> {
    let query = "DELETE FROM copy_link WHERE first = ?1 AND second = ?2 RETURNING verdict = 'copy'";
    Ok(transaction.prepare_cached(query)?.query_row([first, second], |row| row.get(0))?)
}

/// The reports that share a report's copy.
fn copies(transaction: &Transaction<'_>, report: i64) -> Result<Vec<i64>> {
    let mut statement = transaction.prepare_cached(
        "SELECT second FROM copy_link WHERE first = ?1 AND verdict = 'copy' UNION ALL SELECT first FROM copy_link WHERE second = ?1 AND verdict = 'copy'",
    )?;
    Ok(statement.query_map([report], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// The reading texts of some reports.
pub(crate) fn copytexts(transaction: &rusqlite::Connection, reports: impl Iterator<Item = i64>) -> Result<BTreeMap<i64, Copytext>> {
    let reports: BTreeSet<i64> = reports.collect();
    let mut text = transaction.prepare_cached("SELECT text FROM report WHERE id = ?1")?;
    let mut gone = transaction.prepare_cached("SELECT start, \"end\" FROM removed WHERE report = ?1 ORDER BY start")?;
    let mut texts = Vec::with_capacity(reports.len());
    for report in reports {
        let removed =
            gone.query_map([report], |row| Ok(Span { start: row.get(0)?, end: row.get(1)? }))?.collect::<rusqlite::Result<Vec<_>>>()?;
        texts.push((report, text.query_row([report], |row| row.get::<_, String>(0))?, removed));
    }
    Ok(texts.into_par_iter().map(|(report, text, removed)| (report, copytext(&text, &removed))).collect())
}

fn put_link(transaction: &Transaction<'_>, (first, second): (i64, i64), decision: &Decision) -> Result<()> {
    let passages = if decision.verdict == Verdict::Slight { &[][..] } else { &decision.passages };
    let passages: Vec<String> = passages.iter().map(|(a, b)| format!("[{},{},{},{}]", a.start, a.end, b.start, b.end)).collect();
    transaction.prepare_cached("INSERT OR REPLACE INTO copy_link VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")?.execute(params![
        first,
        second,
        decision.verdict.code(),
        decision.copied,
        decision.quoted,
        decision.share_of_first,
        decision.share_of_second,
        format!("[{}]", passages.join(",")),
        decision.apart
    ])?;
    Ok(())
}

fn read_copy(row: &Row<'_>) -> Result<Decision> {
    Ok(Decision {
        verdict: Verdict::Copy,
        copied: row.get(1)?,
        quoted: row.get(2)?,
        share_of_first: row.get(3)?,
        share_of_second: row.get(4)?,
        passages: read_passages(&row.get::<_, String>(5)?)?,
        apart: row.get(6)?,
    })
}

/// Shared passages as the record keeps them.
pub(crate) fn read_passages(json: &str) -> Result<Vec<(Span, Span)>> {
    let rows: Vec<[u32; 4]> = serde_json::from_str(json).map_err(|error| Error::damaged(format!("passages cannot be read: {error}")))?;
    Ok(rows.into_iter().map(|[a, b, c, d]| (Span { start: a, end: b }, Span { start: c, end: d })).collect())
}
