//! Searches that are kept under a name: how many reports they find, and how many of those were added since they were last looked through.

use crate::{Desk, Error, Result};
use rapporteur_store::{Hit, KeptSearch};

/// A search that is kept, and what it finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The search.
    pub search: KeptSearch,
    /// Reports that hold its words.
    pub found: usize,
    /// Those of them that were added since it was last looked through.
    pub new: usize,
}

/// Characters of a name at most: it stands in addresses and in a line of a list.
const LONGEST: usize = 60;

/// A name as it can be kept: it stands in addresses, and the names of what is done with searches are taken.
///
/// # Errors
/// When it begins with no letter or digit, holds another mark than a blank, `-`, `_` or `.`, or is too long.
pub fn named(name: &str) -> Result<&str> {
    let name = name.trim();
    let fits = |c: char| c.is_alphanumeric() || [' ', '-', '_', '.'].contains(&c);
    let is_name = name.starts_with(char::is_alphanumeric) && name.chars().all(fits) && name.chars().count() <= LONGEST;
    if !is_name || ["remove", "help"].contains(&name) {
        return Err(Error::advised(
            format!("`{name}` cannot be the name of a search"),
            format!("begin with a letter or digit, use letters, digits, blanks, `-`, `_` and `.`, {LONGEST} at most"),
        ));
    }
    Ok(name)
}

/// What a search finds, as comma-separated values: each report, and whether it is new.
///
/// # Errors
/// When the table cannot be written.
pub fn table(search: &KeptSearch, found: &[(Hit, u64)]) -> Result<String> {
    let failed = |error: &dyn std::fmt::Display| Error::asked(format!("writing the table: {error}"));
    let mut csv = csv::Writer::from_writer(Vec::new());
    csv.write_record(["report", "title", "outlet", "published", "new"]).map_err(|error| failed(&error))?;
    for (hit, number) in found {
        let known = |field: &Option<String>| field.clone().unwrap_or_default();
        let new = (*number > search.looked).to_string();
        csv.write_record([&hit.report, &known(&hit.title), &known(&hit.outlet), &known(&hit.published), &new])
            .map_err(|error| failed(&error))?;
    }
    String::from_utf8(csv.into_inner().map_err(|error| failed(&error))?).map_err(|error| failed(&error))
}

impl Desk {
    /// The searches that are kept, by name.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn kept_searches(&self) -> Result<Vec<Kept>> {
        self.record.searches()?.into_iter().map(|search| self.counted(search)).collect()
    }

    /// The search that is kept under a name.
    ///
    /// # Errors
    /// When there is none, or the record cannot be read.
    pub fn kept_search(&self, name: &str) -> Result<Kept> {
        self.counted(self.record.kept_search(name)?)
    }

    fn counted(&self, search: KeptSearch) -> Result<Kept> {
        let (found, new) = (self.record.count_holding(&search.words, 0)?, self.record.count_holding(&search.words, search.looked)?);
        Ok(Kept { search, found, new })
    }
}
