//! What came of all commitments by one day, looked up once for whoever asks often: a server, whose record stands still between its changes.

use super::{Owed, Words};
use crate::{Record, Result};
use rapporteur::link::commitment::{Signal, Status};
use rapporteur::resources::Resources;
use std::collections::BTreeMap;

/// What came of the commitments of a record by its last day. It holds for the record as it was read: after a change it is looked up anew.
#[derive(Debug)]
pub struct Outcomes {
    /// The day as of which they stand, counted from 1970.
    pub(super) as_of: i64,
    /// Identifiers by where they stand.
    by_status: BTreeMap<Status, Vec<String>>,
    /// What later reports tell, by identifier; most commitments have nothing.
    signals: BTreeMap<String, Vec<(i64, Signal)>>,
}

impl Outcomes {
    /// The commitments that stand so.
    pub(super) fn that_stand(&self, status: Status) -> &[String] {
        self.by_status.get(&status).map(Vec::as_slice).unwrap_or_default()
    }

    /// What later reports tell of the outcome of a commitment, in the order of their publication; reports by their rows.
    pub(super) fn of(&self, id: &str) -> Vec<(i64, Signal)> {
        self.signals.get(id).cloned().unwrap_or_default()
    }
}

impl Record {
    /// What came of all commitments by the last day on which a report was published; none where no report has a day.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn outcomes(&self, resources: &Resources, words: Words<'_, '_>) -> Result<Option<Outcomes>> {
        let Some(as_of) = self.newest_day()? else { return Ok(None) };
        let (mut by_status, mut signals) = (BTreeMap::<Status, Vec<String>>::new(), BTreeMap::new());
        self.undertakings(resources, words, &Owed { as_of: Some(as_of), ..Owed::default() }, |one| {
            let told = self.signals(&one.of, &one.sides, one.heard)?;
            by_status.entry(super::stands(&one.of, &told, as_of).status).or_default().push(one.of.id.clone());
            if !told.is_empty() {
                signals.insert(one.of.id, told);
            }
            Ok(true)
        })?;
        Ok(Some(Outcomes { as_of, by_status, signals }))
    }
}
