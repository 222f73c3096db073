//! Corrections: what users assert against what was derived, and against what an input said of its report, kept with why, by whom and when. Layers ask
//! those of the first kind while they group (see `layers/`), and a layer whose corrections are others than when it was made is made anew, so that one at
//! a time is all at once with corrections too. Those of reports are followed when they are kept: see `edited` and `forgotten`.
//!
//! Nothing is taken out: what is undone stays with when it was. What is given as the time is kept as it is; there is no clock here.

use crate::edited::{self, Change};
use crate::error::Kind;
use crate::{Error, Record, Result, forgotten};
use rapporteur::link::Corrections;
use rapporteur::text::Span;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What is asserted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stated {
    /// These reports stand in another story than those others, with which they stood in one.
    Split {
        /// The story, by the key it had.
        story: String,
        /// Keys of the reports that stand apart.
        reports: Vec<String>,
        /// Keys of those that they stand apart from.
        others: Vec<String>,
    },
    /// Two stories are one.
    Join {
        /// The two, by the keys they had: each names its first report.
        stories: [String; 2],
    },
    /// Two actors are one.
    Same {
        /// The identifier of the one that both are.
        actor: String,
        /// The identifier of the other.
        other: String,
    },
    /// In these reports an actor is another of that name.
    Different {
        /// The identifier of the actor.
        actor: String,
        /// Keys of the reports.
        reports: Vec<String>,
    },
    /// What was taken for a statement is none.
    Not {
        /// The statement, by the identifier it had.
        statement: String,
        /// Its contents: the key of a report, where they begin and end.
        contents: Vec<(String, Span)>,
        /// Its words; none where a report that held them was taken out since.
        words: String,
    },
    /// What the input said of a report was wrong.
    Edit {
        /// The key of the report; it stays.
        report: String,
        /// What is otherwise; nothing where the report was taken out since.
        changes: Vec<Change>,
    },
    /// A report is taken out and its text forgotten; it is refused from then on.
    Remove {
        /// The key that the report had.
        report: String,
        /// Its outlet.
        outlet: Option<String>,
        /// Its published time as printed.
        published: Option<String>,
    },
}

/// One correction of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// Its number in the record, by which it is undone.
    pub number: i64,
    /// What is asserted.
    pub stated: Stated,
    /// Why.
    pub why: String,
    /// Who says so.
    pub by: Option<String>,
    /// When, as its maker gave it.
    pub made: String,
    /// When it was undone.
    pub undone: Option<String>,
}

impl Stated {
    /// The word for it.
    pub fn sort(&self) -> &'static str {
        match self {
            Self::Split { .. } => "split",
            Self::Join { .. } => "join",
            Self::Same { .. } => "same",
            Self::Different { .. } => "different",
            Self::Not { .. } => "not",
            Self::Edit { .. } => "edit",
            Self::Remove { .. } => "remove",
        }
    }

    /// What it is of, as the record keeps it and rows print it.
    pub fn what(&self) -> Value {
        match self {
            Self::Split { story, reports, others } => json!({"story": story, "reports": reports, "others": others}),
            Self::Join { stories } => json!({"stories": stories}),
            Self::Same { actor, other } => json!({"actor": actor, "other": other}),
            Self::Different { actor, reports } => json!({"actor": actor, "reports": reports}),
            Self::Not { statement, contents, words } => {
                let content = |(report, span): &(String, Span)| json!({"report": report, "start": span.start, "end": span.end});
                json!({"statement": statement, "contents": contents.iter().map(content).collect::<Vec<_>>(), "words": words})
            }
            Self::Edit { report, changes } => json!({"report": report, "changes": changes.iter().map(Change::row).collect::<Vec<_>>()}),
            Self::Remove { report, outlet, published } => json!({"report": report, "outlet": outlet, "published": published}),
        }
    }

    fn read(sort: &str, what: &Value) -> Option<Self> {
        let text = |name: &str| what[name].as_str().map(str::to_owned);
        let texts = |name: &str| what[name].as_array()?.iter().map(|one| one.as_str().map(str::to_owned)).collect::<Option<Vec<_>>>();
        Some(match sort {
            "split" => Self::Split { story: text("story")?, reports: texts("reports")?, others: texts("others")? },
            "join" => Self::Join { stories: texts("stories")?.try_into().ok()? },
            "same" => Self::Same { actor: text("actor")?, other: text("other")? },
            "different" => Self::Different { actor: text("actor")?, reports: texts("reports")? },
            "not" => {
                let at = |one: &Value, name: &str| one[name].as_u64().and_then(|at| u32::try_from(at).ok());
                let content = |one: &Value| {
                    let span = Span { start: at(one, "start")?, end: at(one, "end")? };
                    Some((one["report"].as_str()?.to_owned(), span))
                };
                let contents = what["contents"].as_array()?.iter().map(content).collect::<Option<Vec<_>>>()?;
                Self::Not { statement: text("statement")?, contents, words: text("words")? }
            }
            "edit" => {
                let changes = what["changes"].as_array()?.iter().map(Change::read).collect::<Option<Vec<_>>>()?;
                Self::Edit { report: text("report")?, changes }
            }
            "remove" => Self::Remove { report: text("report")?, outlet: text("outlet"), published: text("published") },
            _ => return None,
        })
    }

    /// The layer that asks it; none does where a report itself is corrected.
    fn layer(&self) -> Option<&'static str> {
        match self {
            Self::Split { .. } | Self::Join { .. } => Some("stories"),
            Self::Same { .. } | Self::Different { .. } => Some("cast"),
            Self::Not { .. } => Some("statements"),
            Self::Edit { .. } | Self::Remove { .. } => None,
        }
    }

    /// Takes it into what the layers ask.
    fn put_into(&self, corrections: &mut Corrections) {
        let report = |story: &String| format!("r{}", story.get(1..).unwrap_or_default());
        match self {
            Self::Split { reports, others, .. } => {
                let pairs = reports.iter().flat_map(|one| others.iter().map(move |other| (one.clone(), other.clone())));
                corrections.apart.extend(pairs);
            }
            Self::Join { stories: [one, other] } => {
                corrections.together.insert((report(one), report(other)));
            }
            Self::Same { actor, other } => {
                corrections.same.insert(other.clone(), actor.clone());
            }
            Self::Different { actor, reports } => {
                // The other of that name is called after the first of the reports that mean it.
                let first = reports.iter().min().map(|key| key.get(1..).unwrap_or_default()).unwrap_or_default();
                let now = format!("{actor}.{first}");
                corrections.other.extend(reports.iter().map(|report| ((report.clone(), actor.clone()), now.clone())));
            }
            Self::Not { contents, .. } => corrections.unsaid.extend(contents.iter().cloned()),
            Self::Edit { .. } | Self::Remove { .. } => {}
        }
    }
}

/// The corrections of a record in the order in which they were made; those that were undone among them where they are wanted.
pub(crate) fn rows(connection: &Connection, undone_too: bool) -> Result<Vec<Correction>> {
    let mut statement = connection
        .prepare_cached("SELECT number, sort, what, why, by, made, undone FROM correction WHERE undone IS NULL OR ?1 ORDER BY number")?;
    let (mut rows, mut found) = (statement.query([undone_too])?, Vec::new());
    while let Some(row) = rows.next()? {
        let (sort, what): (String, String) = (row.get(1)?, row.get(2)?);
        let stated = serde_json::from_str(&what).ok().and_then(|what: Value| Stated::read(&sort, &what));
        found.push(Correction {
            number: row.get(0)?,
            stated: stated.ok_or_else(|| Error::damaged(format!("a correction of the sort `{sort}` cannot be read")))?,
            why: row.get(3)?,
            by: row.get(4)?,
            made: row.get(5)?,
            undone: row.get(6)?,
        });
    }
    Ok(found)
}

/// What the layers ask.
pub(crate) fn corrections(connection: &Connection) -> Result<Corrections> {
    let mut all = Corrections::default();
    rows(connection, false)?.iter().for_each(|one| one.stated.put_into(&mut all));
    Ok(all)
}

/// The numbers of the corrections that a layer asks, as a mark of what it was made with; nothing where there are none.
pub(crate) fn asked_by(connection: &Connection, layer: &str) -> Result<String> {
    let numbers: BTreeSet<i64> =
        rows(connection, false)?.iter().filter(|one| one.stated.layer() == Some(layer)).map(|one| one.number).collect();
    let numbers: Vec<String> = numbers.iter().map(i64::to_string).collect();
    Ok(if numbers.is_empty() { String::new() } else { format!(", corrections {}", numbers.join(" ")) })
}

impl Record {
    /// The corrections in the order in which they were made; also those that were undone, where they are wanted.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn corrections(&self, undone_too: bool) -> Result<Vec<Correction>> {
        rows(&self.connection, undone_too)
    }

    /// Keeps a correction, and changes or takes out the report that it is of. The layers follow it when they are derived next.
    ///
    /// # Errors
    /// When a report that it is of is not there any more or was corrected meanwhile, or the file cannot be written; the record is then as before.
    pub fn correct(&mut self, stated: &Stated, why: &str, by: Option<&str>, made: &str) -> Result<Correction> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if let Stated::Edit { report, changes } = stated {
            edited::expect(&transaction, report, changes)?;
        }
        let insert = "INSERT INTO correction (sort, what, why, by, made) VALUES (?1, ?2, ?3, ?4, ?5)";
        transaction.execute(insert, params![stated.sort(), stated.what().to_string(), why, by, made])?;
        let number = transaction.last_insert_rowid();
        match stated {
            Stated::Edit { report, .. } => edited::apply(&transaction, report)?,
            Stated::Remove { report, .. } => forgotten::take_out(&transaction, report)?,
            _ => {}
        }
        transaction.commit()?;
        Ok(Correction {
            number,
            stated: stated.clone(),
            why: why.to_owned(),
            by: by.map(str::to_owned),
            made: made.to_owned(),
            undone: None,
        })
    }

    /// Undoes a correction: it stays, with when it was undone. A report that was taken out may be added again; its text is not brought back.
    ///
    /// # Errors
    /// When there is none of that number, or it was undone before, or the file cannot be written.
    pub fn undo(&mut self, number: i64, when: &str) -> Result<Correction> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let kept: Option<Option<String>> =
            transaction.query_row("SELECT undone FROM correction WHERE number = ?1", [number], |row| row.get(0)).optional()?;
        match kept {
            None => return Err(Kind::Query(format!("there is no correction {number}; `rapporteur corrections` lists them")).into()),
            Some(Some(undone)) => return Err(Kind::Query(format!("correction {number} was undone already, {undone}")).into()),
            Some(None) => {}
        }
        transaction.execute("UPDATE correction SET undone = ?2 WHERE number = ?1", params![number, when])?;
        let undone = rows(&transaction, true)?.into_iter().find(|one| one.number == number);
        let undone = undone.ok_or_else(|| Error::damaged("a correction is gone"))?;
        if let Stated::Edit { report, .. } = &undone.stated {
            edited::apply(&transaction, report)?;
        }
        transaction.commit()?;
        Ok(undone)
    }
}
