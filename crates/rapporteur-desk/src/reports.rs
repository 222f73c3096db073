//! One report with all that the record has about it.

use crate::{Desk, Result};
use rapporteur::record::Report;
use rapporteur_store::{CopyRow, Correction};

/// A report and where it stands in the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportView {
    /// The report.
    pub report: Report,
    /// Whose copy it carries; none where it was not yet compared.
    pub copy: Option<CopyRow>,
    /// The files and addresses it came from.
    pub inputs: Vec<String>,
    /// Reports of the same address with another text.
    pub versions: Vec<String>,
    /// The story it stands in.
    pub story: Option<String>,
    /// What was corrected of what its input said, and what of that was undone.
    pub corrections: Vec<Correction>,
}

impl Desk {
    /// The report of a key, of an unambiguous beginning of one, or of its input's own identifier.
    ///
    /// # Errors
    /// When there is none, or several.
    pub fn report(&self, name: &str) -> Result<ReportView> {
        let report = self.record.report(name)?;
        let key = &report.key;
        let (copy, inputs) = (self.record.copy_row(key)?, self.record.inputs(key)?);
        let (versions, story) = (self.record.versions(key)?, self.record.story_of(key)?);
        Ok(ReportView { corrections: self.edits(key)?, copy, inputs, versions, story, report })
    }
}
