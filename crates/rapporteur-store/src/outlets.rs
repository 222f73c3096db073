//! Reading what each report says of its outlet, for the list of who carries whose copy.

use crate::layers::read_published;
use crate::{Error, Record, Result};
use rapporteur::record::outlets::Printing;
use std::collections::BTreeMap;

impl Record {
    /// What every report says of its outlet, likeliest origins first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn printings(&self) -> Result<Vec<Printing>> {
        let query = "SELECT report.id, outlet, credit, published, origin, share FROM carrier JOIN report ON report.id = carrier.report ORDER BY rank";
        let mut statement = self.connection.prepare(query)?;
        let mut rows = statement.query([])?;
        let (mut places, mut found, mut origins): (BTreeMap<i64, usize>, Vec<Printing>, Vec<i64>) = Default::default();
        while let Some(row) = rows.next()? {
            places.insert(row.get(0)?, found.len());
            origins.push(row.get(4)?);
            let seconds = read_published(row.get(3)?)?.map(|time| time.seconds());
            found.push(Printing { outlet: row.get(1)?, credit: row.get(2)?, seconds, origin: 0, share: row.get(5)? });
        }
        for (printing, origin) in found.iter_mut().zip(origins) {
            printing.origin = *places.get(&origin).ok_or_else(|| Error::damaged("an origin is missing"))?;
        }
        Ok(found)
    }
}
