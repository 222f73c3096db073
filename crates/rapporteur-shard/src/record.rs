//! `shard record`: a small record of a question, with all reports that links lead to from those that answer it, so that what is told of them is
//! what all shards tell.

use crate::analyze::Engine;
use crate::shelf::{Shelf, columns, words};
use crate::{Error, Result};
use arrow::record_batch::RecordBatch;
use rapporteur::record::derive::Summary;
use rapporteur::record::{Published, Removal, Report, Why};
use rapporteur::text::{Span, fold, stem};
use rapporteur_desk::Period;
use rapporteur_store::Record;
use rayon::prelude::*;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::atomic::AtomicBool;

/// Which reports a record is made of; what is left out asks for all.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Words that the headline or the text holds, all of them, whatever their endings.
    pub about: Option<String>,
    /// The name of an actor, as a report has it in full.
    pub actor: Option<String>,
    /// The days on which it can have been published.
    pub on: Option<Period>,
}

/// What came of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Recorded {
    /// Reports that answer the question.
    pub asked: usize,
    /// Reports of the record: those, and all that links lead to from them.
    pub reports: usize,
}

/// Reports that are put into the record together.
const TOGETHER: usize = 256;

/// Makes the record of a question from `out`, which [`crate::group::group`] has grouped, and derives it. `tell` is called with what is done, and how
/// many of how many.
///
/// # Errors
/// When a file cannot be read or written, there is a record at `path` already, or nothing answers the question.
pub fn record(engine: &Engine, out: &Path, asked: &Asked, path: &Path, tell: &(dyn Fn(&str, usize, usize) + Sync)) -> Result<Recorded> {
    if path.exists() {
        return Err(Error::told(format!("{} is there already: a record of a question is made anew", path.display())));
    }
    let shelf = Shelf::open(out)?;
    let linked = linked(out, &shelf)?;
    let wanted = Wanted::of(asked);
    let (mut sets, mut done) = (BTreeSet::new(), Recorded::default());
    shelf.each(&["title", "text", "published", "actors"], |place, batch, at| {
        if wanted.fits(batch, at)? {
            sets.insert(linked[place as usize]);
            done.asked += 1;
        }
        Ok(())
    })?;
    if done.asked == 0 {
        return Err(Error::told("no report answers the question"));
    }
    done.reports = linked.iter().filter(|set| sets.contains(set)).count();
    let mut record = Record::open(path)?;
    let mut batch: Vec<(String, Report)> = Vec::with_capacity(TOGETHER);
    let mut commit = |batch: &mut Vec<(String, Report)>| -> Result<usize> {
        let summarised = |(input, report): (String, Report)| {
            let summary = Summary::of(&engine.resources, &report);
            (input, report, summary)
        };
        let rows: Vec<_> = std::mem::take(batch).into_par_iter().map(summarised).collect();
        record.commit(&rows)?;
        Ok(rows.len())
    };
    let mut added = 0;
    shelf.each(&REPORT, |place, columns, at| {
        if sets.contains(&linked[place as usize]) {
            batch.push((words(columns, "input", at)?.unwrap_or_default().to_owned(), report(columns, at)?));
            if batch.len() == TOGETHER {
                added += commit(&mut batch)?;
                tell("add", added, done.reports);
            }
        }
        Ok(())
    })?;
    commit(&mut batch)?;
    record.derive(&engine.resources, &engine.languages, &AtomicBool::new(false), tell)?;
    Ok(done)
}

/// For each report the set that links lead to from it, by the place of its first.
fn linked(out: &Path, shelf: &Shelf) -> Result<Vec<u32>> {
    let path = out.join("sets.parquet");
    if !path.exists() {
        return Err(Error::told(format!("{} is not grouped: run `shard group` first", out.display())));
    }
    let (mut sets, mut count) = (vec![0; shelf.len()], 0);
    for batch in columns(&path, &["key", "linked"])? {
        let batch = batch?;
        for at in 0..batch.num_rows() {
            let place = |name: &str| shelf.place(words(&batch, name, at)?.unwrap_or_default());
            sets[place("key")? as usize] = place("linked")?;
            count += 1;
        }
    }
    if count == shelf.len() {
        Ok(sets)
    } else {
        Err(Error::told("reports were added since the shards were grouped: run `shard group` again"))
    }
}

/// A question as reports are held against it.
struct Wanted {
    stems: BTreeSet<String>,
    actor: Option<String>,
    on: Option<Period>,
}

impl Wanted {
    fn of(asked: &Asked) -> Self {
        let about = asked.about.as_deref().unwrap_or_default();
        Self { stems: stems(about), actor: asked.actor.as_deref().map(fold), on: asked.on }
    }

    fn fits(&self, batch: &RecordBatch, at: usize) -> Result<bool> {
        let on = match self.on {
            None => true,
            Some(period) => published(batch, at)?.is_some_and(|time| period.meets(time.days())),
        };
        let named = |name: &str| {
            let actors: Value = serde_json::from_str(words(batch, "actors", at)?.unwrap_or("[]")).unwrap_or_default();
            let is_meant = |actor: &Value| actor["name"].as_str().is_some_and(|known| fold(known) == name);
            Ok::<_, Error>(actors.as_array().is_some_and(|actors| actors.iter().any(is_meant)))
        };
        if !on || !self.actor.as_deref().map_or(Ok(true), named)? {
            return Ok(false);
        }
        if self.stems.is_empty() {
            return Ok(true);
        }
        let all = [words(batch, "title", at)?, words(batch, "text", at)?].into_iter().flatten().map(stems);
        let held: BTreeSet<String> = all.flatten().collect();
        Ok(self.stems.is_subset(&held))
    }
}

fn stems(text: &str) -> BTreeSet<String> {
    rapporteur::text::words(text).into_iter().map(|word| stem(&fold(word.span.of(text)))).collect()
}

fn published(batch: &RecordBatch, at: usize) -> Result<Option<Published>> {
    let written = words(batch, "published", at)?.map(Published::read).transpose();
    written.map_err(|error| Error::told(format!("a published time of a shard cannot be read: {error}")))
}

/// The columns of a report as it was read.
const REPORT: [&str; 13] =
    ["key", "id", "input", "title", "outlet", "published", "dateline", "credit", "byline", "language", "url", "text", "removed"];

fn report(batch: &RecordBatch, at: usize) -> Result<Report> {
    let word = |name: &str| Ok::<_, Error>(words(batch, name, at)?.map(str::to_owned));
    let key = word("key")?.unwrap_or_default();
    let codes: Vec<BTreeMap<String, Value>> = serde_json::from_str(words(batch, "removed", at)?.unwrap_or("[]"))
        .map_err(|_| Error::told(format!("removed spans of {key} cannot be read")))?;
    let spans: Vec<Span> = crate::link::removed(words(batch, "removed", at)?.unwrap_or("[]"))?;
    let why = |row: &BTreeMap<String, Value>| Why::from_code(row.get("why").and_then(Value::as_str).unwrap_or_default());
    Ok(Report {
        own_id: word("id")?.filter(|id| *id != key),
        key,
        url: word("url")?,
        title: word("title")?,
        outlet: word("outlet")?,
        published: published(batch, at)?,
        dateline: word("dateline")?,
        credit: word("credit")?,
        byline: word("byline")?,
        language: word("language")?,
        text: word("text")?.unwrap_or_default(),
        removed: spans.into_iter().zip(&codes).map(|(span, row)| Removal { span, why: why(row) }).collect(),
        notices: Vec::new(),
    })
}
