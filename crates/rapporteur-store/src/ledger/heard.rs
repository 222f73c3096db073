//! What reports tell of the outcome of a commitment: those that were out by a day, and whose outcomes share enough of its words.

use super::{Pledged, Words};
use crate::bound::deeds;
use crate::layers::read_published;
use crate::{Record, Result};
use rapporteur::extract::Deed;
use rapporteur::link::commitment::{Later, Pledge, Signal, Stems, signals, signals_behind};
use rapporteur::record::Report;
use rapporteur::resources::Frequencies;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Reports that tell outcomes, read once for all commitments that are asked about.
pub(super) struct Heard<'r, 'w> {
    record: &'r Record,
    words: Words<'r, 'w>,
    pub(super) frequencies: &'r Frequencies,
    pub(super) as_of: i64,
    read: BTreeMap<i64, Rc<Telling>>,
}

/// A report that tells outcomes.
struct Telling {
    report: Report,
    deeds: Vec<Deed>,
    stems: Stems,
}

/// Reports that are held at most: some kilobytes each.
const HELD: usize = 4_096;

/// Thousandths of the weight of what was undertaken that the keys of a sentence must hold before its report is read; no rule that settles anything asks
/// for less than twice as much. Of generated reports, which repeat their words, it leaves one in twenty.
const ENOUGH: u64 = 75;

impl<'r, 'w> Heard<'r, 'w> {
    /// Of a record, up to a day.
    pub(super) fn new(record: &'r Record, frequencies: &'r Frequencies, words: Words<'r, 'w>, as_of: i64) -> Self {
        Self { record, words, frequencies, as_of, read: BTreeMap::new() }
    }

    /// What the first report tells of the outcome behind the commitment, and later reports, in the order of their publication; reports by their rows.
    /// `telling` are the reports that tell the commitment, the first one first.
    pub(super) fn of(&mut self, pledge: &Pledge, first: &Pledged, telling: &[i64]) -> Result<Vec<(i64, Signal)>> {
        let Some((_, made)) = first.report.published.map(|time| time.seconds()) else { return Ok(Vec::new()) };
        let verbs: BTreeSet<String> = first.commitment.verbs.iter().cloned().collect();
        let mut later = Vec::new();
        for row in self.sharing(pledge)? {
            let of_first = telling.first() == Some(&row);
            if telling.contains(&row) && !of_first {
                continue;
            }
            // A report is read only where its day lets it tell of the outcome.
            if !of_first && !self.may_tell(pledge, made, row)? {
                continue;
            }
            let told = self.telling(row)?;
            let Some(published) = told.report.published else { continue };
            let words = (self.words)(told.report.language.as_deref());
            let other = Later { text: &told.report.text, deeds: &told.deeds, stems: &told.stems };
            if of_first {
                let end = first.commitment.content.last().map_or(0, |span| span.end);
                later.push((made, told.report.key.clone(), row, signals_behind(words, pledge, &verbs, &other, end)));
            } else {
                let found = signals(words, pledge, &verbs, &other);
                later.push((published.seconds().1, told.report.key.clone(), row, found));
            }
        }
        later.sort_by(|one, other| (one.0, &one.1).cmp(&(other.0, &other.1)));
        Ok(later.into_iter().flat_map(|(_, _, row, found)| found.into_iter().map(move |signal| (row, signal))).collect())
    }

    /// Reports of which an outcome holds enough of the keys of a commitment.
    fn sharing(&self, pledge: &Pledge) -> Result<BTreeSet<i64>> {
        let mut statement = self.record.connection.prepare_cached("SELECT report, number FROM deed_key WHERE key = ?1")?;
        let total: u64 = pledge.content.values().map(|&rarity| u64::from(rarity)).sum();
        let mut held: BTreeMap<(i64, i64), u64> = BTreeMap::new();
        let mut found = BTreeSet::new();
        for (key, weight) in pledge.weighed_keys() {
            let mut rows = statement.query([key as i64])?;
            while let Some(row) = rows.next()? {
                let report: i64 = row.get(0)?;
                let shared = held.entry((report, row.get(1)?)).or_default();
                *shared += weight;
                if *shared * 1000 >= total * ENOUGH {
                    found.insert(report);
                }
            }
        }
        Ok(found)
    }

    fn may_tell(&self, pledge: &Pledge, made: i64, row: i64) -> Result<bool> {
        let mut statement = self.record.connection.prepare_cached("SELECT published FROM report WHERE id = ?1")?;
        let published = read_published(statement.query_row([row], |row| row.get(0))?)?;
        Ok(published.is_some_and(|time| time.seconds().0 > made && time.days().0 <= self.as_of && !pledge.is_over(time.days().0)))
    }

    fn telling(&mut self, row: i64) -> Result<Rc<Telling>> {
        if let Some(found) = self.read.get(&row) {
            return Ok(found.clone());
        }
        if self.read.len() >= HELD {
            self.read.clear();
        }
        let (report, deeds) = (self.record.report_by_row(row)?, deeds(&self.record.connection, row)?);
        let stems = Stems::of(&report.text, report.title.as_deref(), &deeds);
        let told = Rc::new(Telling { report, deeds, stems });
        self.read.insert(row, told.clone());
        Ok(told)
    }
}
