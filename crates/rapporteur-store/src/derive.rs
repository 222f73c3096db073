//! Bringing the layers up to date: what is stale is found by edition and by report, and taken in slice by slice.

use crate::corrections::{asked_by, corrections};
use crate::layers::{Growth, LAYERS, Layer, SLICE, Touched};
use crate::record::put_sketch;
use crate::told::read_closely;
use crate::{Error, Record, Result};
use rapporteur::EDITION;
use rapporteur::extract::Languages;
use rapporteur::record::Report;
use rapporteur::record::derive::Summary;
use rapporteur::resources::Resources;
use rayon::prelude::*;
use rusqlite::{OptionalExtension, TransactionBehavior};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::sync_channel;

/// Reports that are read and committed together.
const TOGETHER: usize = 256;

/// The tables of what each report tells: a function of one report, the engine and the resources.
pub(crate) const FINDINGS: &[&str] =
    &["telling", "act", "position", "deed_key", "commitment", "deed", "utterance", "account", "account_speaker", "referent", "extracted"];

/// A part of the record that is a function of the parts before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// What it is called.
    pub name: &'static str,
    /// The edition of what makes it; it grows when the same input would give other rows.
    pub edition: u32,
    /// The parts it is made of, by name.
    pub inputs: &'static [&'static str],
    /// The tables it keeps.
    pub tables: &'static [&'static str],
}

/// All parts, each behind those that it is made of: reports as they are read, sketches and findings of one report each, and the layers.
pub fn parts() -> Vec<Part> {
    let engine = |name, inputs, tables| Part { name, edition: EDITION, inputs, tables };
    let mut parts = vec![
        engine("reports", &[], &["report", "removed"]),
        engine("sketches", &["reports"], &["sketch"]),
        engine("findings", &["reports"], FINDINGS),
    ];
    let of = |layer: &&Layer| Part { name: layer.name, edition: layer.edition, inputs: layer.inputs, tables: layer.tables };
    parts.extend(LAYERS.iter().map(of));
    parts
}

/// The layers that compare reports with each other.
const COMPARED: [&str; 2] = ["origins", "stories"];

/// How far the layers are behind the reports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Behind {
    /// Reports that were not yet read closely and compared.
    pub waiting: usize,
    /// Was the record made with another engine, with other word lists or other corrections?
    pub is_other: bool,
    /// Does a text that was taken out still stand in free space of the record's files?
    pub is_forgetting: bool,
}

impl Behind {
    /// Is nothing left to do?
    pub fn is_nothing(self) -> bool {
        self == Self::default()
    }
}

impl Record {
    /// How far the layers are behind the reports, the engine and the resources.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn behind(&self, resources: &Resources) -> Result<Behind> {
        let waiting: i64 = self.connection.query_row("SELECT count(*) FROM waiting", [], |row| row.get(0))?;
        let header = self.meta("header")?;
        // A layer that was never made is none of another edition: its reports wait.
        let made = LAYERS.iter().map(|layer| {
            let edition = self.edition(layer)?;
            Ok(self.meta(&name(layer))?.is_some_and(|kept| kept != edition))
        });
        let has_other_layers = made.collect::<Result<Vec<bool>>>()?.contains(&true);
        let is_other = header.is_some_and(|kept| kept != self::header(resources)) || has_other_layers;
        Ok(Behind { waiting: waiting as usize, is_other, is_forgetting: self.is_forgetting()? })
    }

    /// Reads what reports tell, takes them through the layers: origins, stories, actors and statements, and forgets what was taken out. Does nothing
    /// where all that is done; a run that was killed is completed by the next. None when `stop` was set before it was done; what is committed stays.
    ///
    /// `tell` is called with what is being done, and how many of how many are.
    ///
    /// # Errors
    /// When the file cannot be read or written; the layers are then as before a slice of reports or after it.
    pub fn derive(
        &mut self,
        resources: &Resources,
        languages: &Languages,
        stop: &AtomicBool,
        tell: &(dyn Fn(&str, usize, usize) + Sync),
    ) -> Result<Option<Touched>> {
        if self.behind(resources)?.is_nothing() {
            return Ok(Some(Touched::default()));
        }
        let touched = self.take_all_in(resources, languages, stop, tell)?;
        if touched.is_some() {
            self.forget()?;
        }
        Ok(touched)
    }

    /// Reads the reports that wait, and takes them through the layers.
    fn take_all_in(
        &mut self,
        resources: &Resources,
        languages: &Languages,
        stop: &AtomicBool,
        tell: &(dyn Fn(&str, usize, usize) + Sync),
    ) -> Result<Option<Touched>> {
        let mut touched = Touched::default();
        self.adopt(resources)?;
        self.sketch(resources, "SELECT report FROM waiting WHERE report NOT IN (SELECT report FROM sketch) ORDER BY report")?;
        self.renew_layers()?;
        loop {
            let unread = self.unread()?;
            let mut chunks = unread.chunks(TOGETHER).peekable();
            if !unread.is_empty() {
                tell("analyse", 0, unread.len());
            }
            let is_done = std::thread::scope(|scope| -> Result<bool> {
                // The next reports are read while what was read of those before is written and compared.
                let (give, taken) = sync_channel::<Vec<Report>>(1);
                let (put, read) = sync_channel(1);
                scope.spawn(move || taken.iter().try_for_each(|reports| put.send(read_closely(resources, languages, &reports))));
                let hand = |reports: &[i64], record: &Self| -> Result<()> {
                    give.send(record.reports_by_row(reports)?).map_err(|_| Error::damaged("reading reports ended unexpectedly"))
                };
                if let Some(first) = chunks.peek() {
                    hand(first, self)?;
                }
                let (mut done, mut slice) = (0, 0);
                while let Some(chunk) = chunks.next() {
                    if stop.load(Ordering::Relaxed) {
                        return Ok(false);
                    }
                    if let Some(next) = chunks.peek() {
                        hand(next, self)?;
                    }
                    let read = read.recv().map_err(|_| Error::damaged("reading reports ended unexpectedly"))?;
                    self.put_read(chunk, &read)?;
                    (done, slice) = (done + chunk.len(), slice + chunk.len());
                    tell("analyse", done, unread.len());
                    if slice >= SLICE {
                        slice = 0;
                        self.compare(resources, languages, &mut touched, tell)?;
                    }
                }
                Ok(true)
            })?;
            if !is_done {
                return Ok(None);
            }
            if !self.compare(resources, languages, &mut touched, tell)? {
                return Ok(Some(touched));
            }
            if stop.load(Ordering::Relaxed) && self.behind(resources)?.waiting > 0 {
                return Ok(None);
            }
        }
    }

    /// Takes one slice of reports that have been read through the layers; false where there is none.
    fn compare(
        &mut self,
        resources: &Resources,
        languages: &Languages,
        touched: &mut Touched,
        tell: &(dyn Fn(&str, usize, usize) + Sync),
    ) -> Result<bool> {
        let all = touched.reports + self.behind(resources)?.waiting;
        // Copies and stories are found by comparing reports; what the reports of a story tell is joined.
        let stage = |layer: &Layer| tell(if COMPARED.contains(&layer.name) { "compare" } else { "join" }, touched.reports, all);
        let Some(slice) = self.take_in(resources, languages, &stage)? else { return Ok(false) };
        touched.reports += slice.reports;
        touched.decided += slice.decided;
        touched.grouped += slice.grouped;
        tell("join", touched.reports, all);
        Ok(true)
    }

    /// Takes the next slice of waiting reports through all layers, in one transaction; none where none waits.
    fn take_in(&mut self, resources: &Resources, languages: &Languages, tell: &dyn Fn(&Layer)) -> Result<Option<Touched>> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let new: BTreeSet<i64> = transaction
            .prepare_cached("SELECT report FROM waiting JOIN extracted USING (report) ORDER BY report LIMIT ?1")?
            .query_map([SLICE as i64], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        if new.is_empty() {
            return Ok(None);
        }
        let mut growth = Growth::new(&transaction, resources, languages, corrections(&transaction)?, new.clone());
        growth.grow(tell)?;
        let touched = growth.touched;
        for report in new {
            transaction.prepare_cached("DELETE FROM waiting WHERE report = ?1")?.execute([report])?;
        }
        transaction.commit()?;
        Ok(Some(touched))
    }

    /// Makes the record one of this engine and these resources: where it was another's, every report is sketched again, and all layers are
    /// made anew.
    pub(crate) fn adopt(&mut self, resources: &Resources) -> Result<()> {
        let (kept, header) = (self.meta("header")?, header(resources));
        if kept.as_deref() == Some(&header) {
            return Ok(());
        }
        if kept.is_some() {
            self.sketch(resources, "SELECT id FROM report ORDER BY id")?;
        }
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if kept.is_some() {
            for table in FINDINGS {
                transaction.execute(&format!("DELETE FROM {table}"), [])?;
            }
            transaction.execute("INSERT INTO statement_search (statement_search) VALUES ('delete-all')", [])?;
            empty(&transaction, &LAYERS)?;
        }
        transaction.execute("INSERT OR REPLACE INTO meta VALUES ('header', ?1)", [header])?;
        transaction.commit()?;
        Ok(())
    }

    /// Sketches the reports of a query.
    fn sketch(&mut self, resources: &Resources, query: &str) -> Result<()> {
        let ids: Vec<i64> = self.connection.prepare(query)?.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        for ids in ids.chunks(512) {
            let reports = self.reports_by_row(ids)?;
            let summaries: Vec<Summary> = reports.par_iter().map(|report| Summary::of(resources, report)).collect();
            let transaction = self.connection.transaction()?;
            for (&id, summary) in ids.iter().zip(&summaries) {
                put_sketch(&transaction, id, summary)?;
            }
            transaction.commit()?;
        }
        Ok(())
    }

    /// Empties the layers whose edition is another, so that all reports go through them again.
    fn renew_layers(&mut self) -> Result<()> {
        let stale = self.stale_layers()?;
        if stale.is_empty() {
            return Ok(());
        }
        let editions = stale.iter().map(|layer| self.edition(layer)).collect::<Result<Vec<_>>>()?;
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        empty(&transaction, &stale)?;
        for (layer, edition) in stale.iter().zip(&editions) {
            transaction.execute("INSERT OR REPLACE INTO meta VALUES (?1, ?2)", [name(layer), edition.clone()])?;
        }
        transaction.commit()?;
        Ok(())
    }

    /// The edition of a layer in this record: the program's, and the corrections that the layer asks.
    fn edition(&self, layer: &Layer) -> Result<String> {
        Ok(format!("{}{}", layer.edition, asked_by(&self.connection, layer.name)?))
    }

    /// The layers of another edition than this program's, or made with other corrections, and all that read them.
    fn stale_layers(&self) -> Result<Vec<&'static Layer>> {
        let mut stale: Vec<&'static Layer> = Vec::new();
        for layer in LAYERS {
            let reads_stale = layer.inputs.iter().any(|input| stale.iter().any(|other| other.name == *input));
            let kept: Option<String> = self
                .connection
                .prepare_cached("SELECT value FROM meta WHERE name = ?1")?
                .query_row([name(layer)], |row| row.get(0))
                .optional()?;
            if reads_stale || kept != Some(self.edition(layer)?) {
                stale.push(layer);
            }
        }
        Ok(stale)
    }
}

fn name(layer: &Layer) -> String {
    format!("layer {}", layer.name)
}

/// Empties the tables of layers and lets all reports wait.
pub(crate) fn empty(transaction: &rusqlite::Transaction<'_>, layers: &[&Layer]) -> Result<()> {
    for table in layers.iter().flat_map(|layer| layer.tables) {
        transaction.execute(&format!("DELETE FROM {table}"), [])?;
    }
    // How much each actor says is counted by statements, and stands in the table of the cast, which may stay.
    if layers.iter().any(|layer| layer.name == "statements") {
        transaction.execute("UPDATE actor SET statements = 0", [])?;
    }
    transaction.execute("INSERT OR IGNORE INTO waiting SELECT id FROM report", [])?;
    Ok(())
}

/// What the sketches and findings of a record were made with.
fn header(resources: &Resources) -> String {
    format!("edition {EDITION}, resources {}", resources.digest)
}
