//! Bringing the derived tier up to date: pairs decided once and kept, sets written where they changed.

use crate::record::put_sketch;
use crate::told::write_told;
use crate::{Error, Record, Result};
use rapporteur::EDITION;
use rapporteur::extract::Languages;
use rapporteur::link::Pair;
use rapporteur::link::reprint::{Carrier, Decision, Verdict, copytext, decide};
use rapporteur::link::story::{Sketch, Term};
use rapporteur::record::Published;
use rapporteur::record::derive::{self, Stories, Summary};
use rapporteur::resources::Resources;
use rapporteur::text::{Span, fold};
use rayon::prelude::*;
use rusqlite::{Transaction, TransactionBehavior, params};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::AtomicBool;

/// The derived tier of one state of the record.
pub(crate) struct Derived {
    /// Row numbers of the reports, likeliest origin first.
    pub(crate) ids: Vec<i64>,
    pub(crate) carriers: Vec<Carrier>,
    pub(crate) shares: Vec<u16>,
    pub(crate) stories: Stories,
}

impl Record {
    /// True when reports were added, or the engine or its resources changed, since the sets were derived.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn is_stale(&self, resources: &Resources) -> Result<bool> {
        Ok(self.meta("derived")?.as_deref() != Some(&self.state(resources)?))
    }

    fn state(&self, resources: &Resources) -> Result<String> {
        let reports: i64 = self.connection.query_row("SELECT count(*) FROM report", [], |row| row.get(0))?;
        Ok(format!("{reports} reports, {}", header(resources)))
    }

    /// Reads what reports tell, and derives origins, stories, actors and statements. Does nothing where they are up to date; a run that was
    /// killed is completed by the next. False when `stop` was set before it was done.
    ///
    /// `tell` is called with what is being done, and how many of how many are.
    ///
    /// # Errors
    /// When the file cannot be read or written; the sets are then as before.
    pub fn derive(
        &mut self,
        resources: &Resources,
        languages: &Languages,
        stop: &AtomicBool,
        tell: &(dyn Fn(&str, usize, usize) + Sync),
    ) -> Result<bool> {
        if !self.is_stale(resources)? {
            return Ok(true);
        }
        self.adopt(resources)?;
        // Named before anything is read: what another process adds meanwhile leaves the sets behind, and they say so.
        let state = self.state(resources)?;
        let ranked = self.ranked(resources)?;
        let decided = self.decide_pairs(&ranked, &|done, all| tell("compare", done, all))?;
        let derived = self.assemble(ranked, &decided)?;
        if !self.extract(resources, languages, stop, tell)? {
            return Ok(false);
        }
        let worded = self.tell(resources, &derived)?;
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        write(&transaction, &derived)?;
        write_told(&transaction, &derived, &worded)?;
        transaction.execute("INSERT OR REPLACE INTO meta VALUES ('derived', ?1)", [state])?;
        transaction.commit()?;
        Ok(true)
    }

    /// Makes the record one of this engine and these resources: where it was another's, every report is sketched again.
    pub(crate) fn adopt(&mut self, resources: &Resources) -> Result<()> {
        let (kept, header) = (self.meta("header")?, header(resources));
        if kept.as_deref() == Some(&header) {
            return Ok(());
        }
        if kept.is_some() {
            let ids: Vec<i64> = self
                .connection
                .prepare("SELECT id FROM report ORDER BY id")?
                .query_map([], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            for ids in ids.chunks(512) {
                let reports = ids.iter().map(|&id| self.report_by_row(id)).collect::<Result<Vec<_>>>()?;
                let summaries: Vec<Summary> = reports.par_iter().map(|report| Summary::of(resources, report)).collect();
                let transaction = self.connection.transaction()?;
                for (&id, summary) in ids.iter().zip(&summaries) {
                    put_sketch(&transaction, id, summary)?;
                }
                transaction.commit()?;
            }
            self.connection.execute_batch(
                "BEGIN IMMEDIATE; DELETE FROM copy_link; DELETE FROM wording; DELETE FROM statement; DELETE FROM actor_referent; DELETE FROM actor;
                 DELETE FROM account; DELETE FROM referent; DELETE FROM extracted; COMMIT;",
            )?;
        }
        self.connection.execute("INSERT OR REPLACE INTO meta VALUES ('header', ?1)", [header])?;
        Ok(())
    }

    /// The summaries of all reports, ranked, sketches left out, and their row numbers.
    fn ranked(&self, resources: &Resources) -> Result<Ranked> {
        let mut statement = self.connection.prepare(
            "SELECT report.id, key, outlet, credit, published, title, words, reprint_keys FROM report JOIN sketch ON sketch.report = report.id",
        )?;
        let mut rows = statement.query([])?;
        let (mut ids, mut summaries) = (BTreeMap::new(), Vec::new());
        while let Some(row) = rows.next()? {
            let published = read_published(row.get(4)?)?;
            let keys: Vec<u8> = row.get(7)?;
            let summary = Summary {
                key: row.get(1)?,
                outlet: row.get(2)?,
                credit: row.get(3)?,
                seconds: published.map(|time| time.seconds()),
                days: published.map(|time| time.days()),
                headline: fold(row.get::<_, Option<String>>(5)?.unwrap_or_default().trim()),
                words: row.get(6)?,
                reprint_keys: keys.as_chunks::<8>().0.iter().map(|bytes| u64::from_le_bytes(*bytes)).collect(),
                sketch: Sketch::default(),
            };
            ids.insert(summary.key.clone(), row.get::<_, i64>(0)?);
            summaries.push(summary);
        }
        derive::rank(&resources.lexicon, &mut summaries);
        let ids = summaries.iter().map(|summary| ids[&summary.key]).collect();
        Ok(Ranked { ids, summaries })
    }

    /// Decides the candidates that are not decided yet, keeps the decisions, and drops those that nothing asks for now.
    fn decide_pairs(&mut self, ranked: &Ranked, tell: &(dyn Fn(usize, usize) + Sync)) -> Result<Vec<(Pair, Decision)>> {
        let pairs = derive::copy_candidates(&ranked.summaries);
        let mut wanted: BTreeMap<(i64, i64), Pair> = BTreeMap::new();
        for pair in pairs {
            wanted.insert(ranked.in_key_order(pair), pair);
        }
        let known: BTreeSet<(i64, i64)> = self
            .connection
            .prepare("SELECT first, second FROM copy_link")?
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        let obsolete: Vec<_> = known.iter().filter(|rows| !wanted.contains_key(rows)).copied().collect();
        let missing: Vec<(i64, i64)> = wanted.keys().filter(|rows| !known.contains(rows)).copied().collect();
        let mut done = 0;
        for chunk in missing.chunks(4096) {
            let texts = self.copytexts(chunk.iter().flat_map(|&(first, second)| [first, second]))?;
            let decisions: Vec<Decision> = chunk.par_iter().map(|(first, second)| decide(&texts[first], &texts[second])).collect();
            let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            for (rows, decision) in chunk.iter().zip(&decisions) {
                put_link(&transaction, *rows, decision)?;
            }
            transaction.commit()?;
            done += chunk.len();
            tell(done, missing.len());
        }
        if !obsolete.is_empty() {
            let transaction = self.connection.transaction()?;
            for (first, second) in obsolete {
                transaction.execute("DELETE FROM copy_link WHERE first = ?1 AND second = ?2", [first, second])?;
            }
            transaction.commit()?;
        }
        self.copies(&wanted, ranked)
    }

    fn copytexts(&self, ids: impl Iterator<Item = i64>) -> Result<BTreeMap<i64, rapporteur::link::reprint::Copytext>> {
        let ids: BTreeSet<i64> = ids.collect();
        let mut text = self.connection.prepare_cached("SELECT text FROM report WHERE id = ?1")?;
        let mut gone = self.connection.prepare_cached("SELECT start, \"end\" FROM removed WHERE report = ?1 ORDER BY start")?;
        let mut texts = Vec::with_capacity(ids.len());
        for id in ids {
            let removed =
                gone.query_map([id], |row| Ok(Span { start: row.get(0)?, end: row.get(1)? }))?.collect::<rusqlite::Result<Vec<_>>>()?;
            texts.push((id, text.query_row([id], |row| row.get::<_, String>(0))?, removed));
        }
        Ok(texts.into_par_iter().map(|(id, text, removed)| (id, copytext(&text, &removed))).collect())
    }

    /// The kept decisions that call a copy a copy.
    fn copies(&self, wanted: &BTreeMap<(i64, i64), Pair>, ranked: &Ranked) -> Result<Vec<(Pair, Decision)>> {
        let mut statement = self.connection.prepare("SELECT first, second, copied, quoted, share_of_first, share_of_second, passages FROM copy_link WHERE verdict = ?1 ORDER BY first, second")?;
        let mut rows = statement.query([Verdict::Copy.code()])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let key = (row.get(0)?, row.get(1)?);
            let decision = Decision {
                verdict: Verdict::Copy,
                copied: row.get(2)?,
                quoted: row.get(3)?,
                share_of_first: row.get(4)?,
                share_of_second: row.get(5)?,
                passages: read_passages(&row.get::<_, String>(6)?)?,
            };
            let pair = wanted[&key];
            found.push((pair, if ranked.ids[pair.first as usize] == key.0 { decision } else { decision.exchanged() }));
        }
        found.sort_by_key(|(pair, _)| *pair);
        Ok(found)
    }

    /// Groups what is decided; sketches are read for origins only.
    fn assemble(&self, ranked: Ranked, decided: &[(Pair, Decision)]) -> Result<Derived> {
        let Ranked { ids, mut summaries } = ranked;
        let carriers = derive::carriers(&summaries, decided);
        let copies: Vec<&(Pair, Decision)> = decided.iter().filter(|(_, decision)| decision.verdict == Verdict::Copy).collect();
        let share = |at: usize, carrier: &Carrier| {
            carrier.link.map_or(0, |link| {
                if copies[link].0.first as usize == at { copies[link].1.share_of_first } else { copies[link].1.share_of_second }
            })
        };
        let shares = carriers.iter().enumerate().map(|(at, carrier)| share(at, carrier)).collect();
        let mut statement = self.connection.prepare_cached("SELECT terms, leading FROM sketch WHERE report = ?1")?;
        for (at, summary) in summaries.iter_mut().enumerate() {
            summary.reprint_keys = Vec::new();
            if carriers[at].origin as usize == at {
                summary.sketch =
                    statement.query_row([ids[at]], |row| Ok(read_sketch(&row.get::<_, Vec<u8>>(0)?, &row.get::<_, String>(1)?)))?;
            }
        }
        let stories = derive::stories(&summaries, &carriers);
        Ok(Derived { ids, carriers, shares, stories })
    }

    /// The derived tier as it would be made now from the reports alone, nothing kept being trusted.
    pub(crate) fn derive_again(&self, resources: &Resources) -> Result<Derived> {
        let mut ids: Vec<i64> =
            self.connection.prepare("SELECT id FROM report")?.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        ids.sort_unstable();
        let mut by_key = BTreeMap::new();
        let mut summaries = Vec::new();
        for ids in ids.chunks(512) {
            let reports = ids.iter().map(|&id| self.report_by_row(id)).collect::<Result<Vec<_>>>()?;
            by_key.extend(reports.iter().zip(ids).map(|(report, &id)| (report.key.clone(), id)));
            summaries.par_extend(reports.par_iter().map(|report| Summary::of(resources, report)));
        }
        derive::rank(&resources.lexicon, &mut summaries);
        let ids: Vec<i64> = summaries.iter().map(|summary| by_key[&summary.key]).collect();
        let ranked = Ranked { ids, summaries };
        let pairs = derive::copy_candidates(&ranked.summaries);
        let mut decided = Vec::with_capacity(pairs.len());
        for pairs in pairs.chunks(4096) {
            let rows: Vec<(i64, i64)> = pairs.iter().map(|&pair| ranked.in_key_order(pair)).collect();
            let texts = self.copytexts(rows.iter().flat_map(|&(first, second)| [first, second]))?;
            decided.par_extend(pairs.par_iter().zip(&rows).map(|(&pair, rows)| {
                let decision = decide(&texts[&rows.0], &texts[&rows.1]);
                (pair, if ranked.ids[pair.first as usize] == rows.0 { decision } else { decision.exchanged() })
            }));
        }
        self.assemble(ranked, &decided)
    }
}

/// What the sketches and decisions of a record were made with.
fn header(resources: &Resources) -> String {
    format!("edition {EDITION}, resources {}", resources.digest)
}

struct Ranked {
    ids: Vec<i64>,
    summaries: Vec<Summary>,
}

impl Ranked {
    /// The rows of a pair, lesser key first: the order in which pairs are decided and kept.
    fn in_key_order(&self, pair: Pair) -> (i64, i64) {
        let (first, second) = (pair.first as usize, pair.second as usize);
        if self.summaries[first].key < self.summaries[second].key {
            (self.ids[first], self.ids[second])
        } else {
            (self.ids[second], self.ids[first])
        }
    }
}

fn put_link(transaction: &Transaction<'_>, rows: (i64, i64), decision: &Decision) -> Result<()> {
    let passages = if decision.verdict == Verdict::Slight { &[][..] } else { &decision.passages };
    let passages: Vec<String> = passages.iter().map(|(a, b)| format!("[{},{},{},{}]", a.start, a.end, b.start, b.end)).collect();
    transaction.prepare_cached("INSERT OR REPLACE INTO copy_link VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?.execute(params![
        rows.0,
        rows.1,
        decision.verdict.code(),
        decision.copied,
        decision.quoted,
        decision.share_of_first,
        decision.share_of_second,
        format!("[{}]", passages.join(","))
    ])?;
    Ok(())
}

pub(crate) fn read_passages(json: &str) -> Result<Vec<(Span, Span)>> {
    let rows: Vec<[u32; 4]> = serde_json::from_str(json).map_err(|error| Error::damaged(format!("passages cannot be read: {error}")))?;
    Ok(rows.into_iter().map(|[a, b, c, d]| (Span { start: a, end: b }, Span { start: c, end: d })).collect())
}

pub(crate) fn read_published(written: Option<String>) -> Result<Option<Published>> {
    written.map(|written| Published::read(&written).map_err(|error| Error::damaged(error.to_string()))).transpose()
}

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

/// Writes the sets; rows that did not change are left alone.
fn write(transaction: &Transaction<'_>, derived: &Derived) -> Result<()> {
    let mut carrier = transaction.prepare(
        "INSERT INTO carrier VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (report) DO UPDATE SET origin = excluded.origin, copied_from = excluded.copied_from, share = excluded.share, rank = excluded.rank
         WHERE origin IS NOT excluded.origin OR copied_from IS NOT excluded.copied_from OR share IS NOT excluded.share OR rank IS NOT excluded.rank",
    )?;
    let mut member = transaction.prepare("INSERT INTO story_member VALUES (?1, ?2) ON CONFLICT (report) DO UPDATE SET story = excluded.story WHERE story IS NOT excluded.story")?;
    for (rank, &id) in derived.ids.iter().enumerate() {
        let place = &derived.carriers[rank];
        let row = |at: u32| derived.ids[at as usize];
        carrier.execute(params![id, row(place.origin), place.from.map(row), derived.shares[rank], rank as i64])?;
        member.execute(params![id, row(derived.stories.story_of[rank])])?;
    }
    transaction.execute("DELETE FROM story_tie", [])?;
    let mut tie = transaction.prepare("INSERT INTO story_tie VALUES (?1, ?2, ?3, ?4)")?;
    for one in &derived.stories.ties {
        tie.execute(params![derived.ids[one.pair.first as usize], derived.ids[one.pair.second as usize], one.score, one.terms.join("\t")])?;
    }
    Ok(())
}
