//! Lines that users add to the shipped lists, kept in the record: everything that is read and derived there rests on them.
//!
//! What a line means is the engine's matter; here it is told whether the line can be read, and to which list it belongs. That the layers are
//! behind the lines is told by the digest of the resources, as for every other change of the lists: see `derive`.

use crate::error::Kind;
use crate::{Record, Result};
use rapporteur::resources::{Actors, Lexicon};
use rusqlite::{TransactionBehavior, params};
use std::collections::BTreeSet;

/// A list that ships with the program and that a record adds to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum List {
    /// Agencies, furniture, words of pages, credits of pictures, places.
    Lexicon,
    /// States, organisations, titles, holders of offices.
    Actors,
}

impl List {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Lexicon, Self::Actors];

    /// The word that is stored and printed.
    pub fn label(self) -> &'static str {
        match self {
            Self::Lexicon => "lexicon",
            Self::Actors => "actors",
        }
    }

    fn of(label: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|list| list.label() == label)
    }

    /// What is wrong with a line, in words; nothing where the list can be read with it.
    fn problem(self, line: &str) -> Option<String> {
        let read = match self {
            Self::Lexicon => Lexicon::read(line).map(|_| ()),
            Self::Actors => Actors::read(line).map(|_| ()),
        };
        read.err().map(|error| error.problem)
    }
}

/// A line of a record's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LexiconLine {
    /// Its number in the record, by which it is removed.
    pub number: i64,
    /// The list it belongs to.
    pub list: List,
    /// The line itself, fields parted by tabs.
    pub line: String,
    /// The file it came from, as its owner named it.
    pub file: String,
}

/// A line that no list can be read with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadLine {
    /// Its number in its file, counted from one.
    pub number: usize,
    /// What is wrong with it.
    pub problem: String,
}

/// Reads a file of lines for either list; empty lines and lines that begin with `#` are comments and are left out.
///
/// # Errors
/// All lines that no list can be read with.
pub fn lexicon_lines(source: &str) -> std::result::Result<Vec<(List, String)>, Vec<BadLine>> {
    let (mut lines, mut bad) = (Vec::new(), Vec::new());
    for (at, line) in source.trim_start_matches('\u{feff}').lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        // The first words of the lists' lines are different; a line that is of neither is told of as the lexicon tells it.
        let problems = List::ALL.map(|list| (list, list.problem(line)));
        match &problems {
            [(list, None), _] | [_, (list, None)] => lines.push((*list, line.to_owned())),
            [(_, Some(problem)), _] => bad.push(BadLine { number: at + 1, problem: problem.clone() }),
        }
    }
    if bad.is_empty() { Ok(lines) } else { Err(bad) }
}

impl Record {
    /// The record's own lines, in the order in which they were added: of lines that contradict each other the later holds.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn lexicon(&self) -> Result<Vec<LexiconLine>> {
        let mut statement = self.connection.prepare_cached("SELECT number, list, line, file FROM lexicon_line ORDER BY number")?;
        let (mut rows, mut lines) = (statement.query([])?, Vec::new());
        while let Some(row) = rows.next()? {
            let list: String = row.get(1)?;
            let list = List::of(&list).ok_or_else(|| crate::Error::damaged(format!("a line of an unknown list `{list}`")))?;
            lines.push(LexiconLine { number: row.get(0)?, list, line: row.get(2)?, file: row.get(3)? });
        }
        Ok(lines)
    }

    /// Keeps lines of a file behind those that are there; a line that is there already is not kept again. All are kept, or none. How many are new.
    ///
    /// # Errors
    /// When the record cannot be written; it is then as before.
    pub fn add_lexicon(&mut self, file: &str, lines: &[(List, String)]) -> Result<usize> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut new = 0;
        for (list, line) in lines {
            new += transaction
                .prepare_cached("INSERT OR IGNORE INTO lexicon_line (list, line, file) VALUES (?1, ?2, ?3)")?
                .execute(params![list.label(), line, file])?;
        }
        transaction.commit()?;
        Ok(new)
    }

    /// Takes lines out by their numbers: all of them, or none where one is not there. How many are gone.
    ///
    /// # Errors
    /// When there is no such line, or the record cannot be written; it is then as before.
    pub fn remove_lexicon(&mut self, numbers: &[i64]) -> Result<usize> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let numbers: BTreeSet<&i64> = numbers.iter().collect();
        for number in &numbers {
            let gone = transaction.prepare_cached("DELETE FROM lexicon_line WHERE number = ?1")?.execute([**number])?;
            if gone == 0 {
                return Err(
                    Kind::Query(format!("there is no line {number}; `rapporteur lexicon list` numbers them; nothing was removed")).into()
                );
            }
        }
        transaction.commit()?;
        Ok(numbers.len())
    }
}
