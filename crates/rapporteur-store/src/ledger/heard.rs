//! What reports tell of the outcome of a commitment: those that were out by a day, and whose outcomes share enough of its words.

use super::{Pledged, Words};
use crate::bound::deeds;
use crate::layers::read_published;
use crate::{Record, Result};
use rapporteur::extract::{Deed, Outcome};
use rapporteur::link::commitment::{Later, Pledge, Signal, Stems, may_settle, signals, signals_behind};
use rapporteur::record::{Published, Report};
use rapporteur::resources::Frequencies;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Reports that tell outcomes, read once for all commitments that are asked about.
pub(super) struct Heard<'r, 'w> {
    record: &'r Record,
    words: Words<'r, 'w>,
    pub(super) frequencies: &'r Frequencies,
    pub(super) as_of: i64,
    told: BTreeMap<i64, Rc<Told>>,
    read: BTreeMap<i64, Rc<Read>>,
}

/// What a report tells of outcomes, without its text.
struct Told {
    published: Option<Published>,
    language: Option<String>,
    deeds: Vec<Deed>,
}

/// The text of a report that tells outcomes.
struct Read {
    report: Report,
    stems: Stems,
}

/// Reports whose texts are held at most: some kilobytes each.
const READ: usize = 4_096;
/// Reports whose outcomes are held at most: some hundred bytes each.
const TOLD: usize = 65_536;

/// Thousandths of the weight of what was undertaken that the keys of a sentence must hold before its report is looked at.
const ENOUGH: u64 = 75;

/// The same before its report is read: three quarters of the least share of all words that the rules of an outcome ask for, since keys leave the commoner
/// words of a long sentence out. What was put off is told in other words as often.
fn enough(outcome: Outcome) -> u64 {
    match outcome {
        Outcome::Done | Outcome::Partly => 150,
        Outcome::Undone => 300,
        Outcome::Off => 188,
        Outcome::Denied => 112,
        Outcome::Moved => 0,
    }
}

impl<'r, 'w> Heard<'r, 'w> {
    /// Of a record, up to a day.
    pub(super) fn new(record: &'r Record, frequencies: &'r Frequencies, words: Words<'r, 'w>, as_of: i64) -> Self {
        Self { record, words, frequencies, as_of, told: BTreeMap::new(), read: BTreeMap::new() }
    }

    /// What the first report tells of the outcome behind the commitment, and later reports, in the order of their publication; reports by their rows.
    /// `telling` are the reports that tell the commitment, the first one first.
    pub(super) fn of(&mut self, pledge: &Pledge, first: &Pledged, telling: &[i64]) -> Result<Vec<(i64, Signal)>> {
        let Some((_, made)) = first.report.published.map(|time| time.seconds()) else { return Ok(Vec::new()) };
        let verbs: BTreeSet<String> = first.commitment.verbs.iter().cloned().collect();
        let mut later = Vec::new();
        for (row, sharing) in self.sharing(pledge)? {
            let of_first = telling.first() == Some(&row);
            if telling.contains(&row) && !of_first {
                continue;
            }
            // A report is read only where its day and its verbs let it tell of the outcome.
            let told = self.told(row)?;
            let words = (self.words)(told.language.as_deref());
            let may_tell = || {
                let published = told.published.filter(|time| time.seconds().0 > made && time.days().0 <= self.as_of);
                let share = |at: usize| sharing.get(&at).copied().unwrap_or_default();
                let mut deeds = told.deeds.iter().enumerate().filter(|(at, deed)| share(*at) >= enough(deed.outcome));
                published.is_some_and(|time| !pledge.is_over(time.days().0)) && deeds.any(|(_, deed)| may_settle(words, &verbs, deed))
            };
            if !of_first && !may_tell() {
                continue;
            }
            let Some(published) = told.published else { continue };
            let read = self.read(row, &told.deeds)?;
            let other = Later { text: &read.report.text, deeds: &told.deeds, stems: &read.stems };
            if of_first {
                let end = first.commitment.content.last().map_or(0, |span| span.end);
                later.push((made, read.report.key.clone(), row, signals_behind(words, pledge, &verbs, &other, end)));
            } else {
                let found = signals(words, pledge, &verbs, &other);
                later.push((published.seconds().1, read.report.key.clone(), row, found));
            }
        }
        later.sort_by(|one, other| (one.0, &one.1).cmp(&(other.0, &other.1)));
        Ok(later.into_iter().flat_map(|(_, _, row, found)| found.into_iter().map(move |signal| (row, signal))).collect())
    }

    /// Reports of which an outcome holds enough of the keys of a commitment, and of each of its outcomes, by place, how much of their weight in thousandths.
    fn sharing(&self, pledge: &Pledge) -> Result<BTreeMap<i64, BTreeMap<usize, u64>>> {
        let mut statement = self.record.connection.prepare_cached("SELECT report, number FROM deed_key WHERE key = ?1")?;
        let total: u64 = pledge.content.values().map(|&rarity| u64::from(rarity)).sum();
        let mut held: BTreeMap<(i64, i64), u64> = BTreeMap::new();
        for (key, weight) in pledge.weighed_keys() {
            let mut rows = statement.query([key as i64])?;
            while let Some(row) = rows.next()? {
                *held.entry((row.get(0)?, row.get(1)?)).or_default() += weight;
            }
        }
        let mut found: BTreeMap<i64, BTreeMap<usize, u64>> = BTreeMap::new();
        for ((report, number), shared) in held {
            let share = (shared * 1000).checked_div(total).unwrap_or_default();
            if let Some(number) = usize::try_from(number).ok().filter(|_| share >= ENOUGH) {
                found.entry(report).or_default().insert(number, share);
            }
        }
        Ok(found)
    }

    fn told(&mut self, row: i64) -> Result<Rc<Told>> {
        if let Some(found) = self.told.get(&row) {
            return Ok(found.clone());
        }
        if self.told.len() >= TOLD {
            self.told.clear();
        }
        let mut statement = self.record.connection.prepare_cached("SELECT published, language FROM report WHERE id = ?1")?;
        let (published, language) = statement.query_row([row], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let told = Told { published: read_published(published)?, language, deeds: deeds(&self.record.connection, row)? };
        Ok(self.told.entry(row).insert_entry(Rc::new(told)).get().clone())
    }

    fn read(&mut self, row: i64, deeds: &[Deed]) -> Result<Rc<Read>> {
        if let Some(found) = self.read.get(&row) {
            return Ok(found.clone());
        }
        if self.read.len() >= READ {
            self.read.clear();
        }
        let report = self.record.report_by_row(row)?;
        let stems = Stems::of(&report.text, report.title.as_deref(), deeds);
        Ok(self.read.entry(row).insert_entry(Rc::new(Read { report, stems })).get().clone())
    }
}
