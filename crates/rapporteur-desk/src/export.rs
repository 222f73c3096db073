//! Rows of a record for other tools, in the order of their keys: what `export` prints, and what other languages read.
//!
//! How rows are written is the caller's business.

use crate::interchange::{self, Offsets, Positions};
use crate::{Desk, Result, votes};
use rapporteur::record::Report;
use rapporteur_store::{Owed, Sift, Wanted};
use serde_json::{Map, Value, json};

/// One row: its fields by name, in the order of its columns.
pub type Row = Map<String, Value>;

/// Rows that are handed on together, so that a file of them is the same bytes whoever writes it.
pub const TOGETHER: usize = 2048;

macro_rules! exports {
    ($($what:ident $label:literal $about:literal)*) => {
        /// What can be exported.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum What {
            $(#[doc = concat!($about, ".")] $what,)*
        }

        impl What {
            /// All that can be exported.
            pub const ALL: [Self; [$($label),*].len()] = [$(Self::$what),*];

            /// What it is called.
            pub fn label(self) -> &'static str {
                match self { $(Self::$what => $label),* }
            }

            /// What it is, in a line without its stop.
            pub fn about(self) -> &'static str {
                match self { $(Self::$what => $about),* }
            }
        }
    };
}

exports! {
    Reports "reports" "Reports with all their fields"
    Reprints "reprints" "Who carries whose copy"
    Stories "stories" "Which report stands in which story"
    Drafts "drafts" "Draft resolutions with their histories"
    Actors "actors" "Actors, with how often they are meant and speak"
    Statements "statements" "Statements with all their wordings"
    Contacts "contacts" "Contacts with all their accounts"
    Events "events" "Events with all their accounts"
    Polecat "polecat" "Events in the columns of the POLECAT files, one row a pair of actor and recipient"
    Commitments "commitments" "Commitments, and where each stands on the last day of the record"
    Positions "positions" "Where each party stands, as each report tells it"
}

impl What {
    /// What is called so; none where nothing is.
    pub fn of(label: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|what| what.label() == label)
    }

    /// The names of the columns, in order; what each holds is said by the schemas.
    pub fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Reports => &[
                "id",
                "key",
                "input",
                "title",
                "outlet",
                "published",
                "dateline",
                "credit",
                "byline",
                "language",
                "url",
                "text",
                "removed",
            ],
            Self::Reprints => &["id", "key", "origin", "copied_from", "share", "passages"],
            Self::Stories => &["id", "key", "story"],
            Self::Drafts => &["id", "title", "item", "sponsors", "stage", "history"],
            Self::Actors => &["id", "kind", "name", "state", "wikidata", "reports", "statements"],
            Self::Contacts => &["id", "kind", "status", "first", "last", "day_told", "parties", "origins", "accounts"],
            Self::Events => interchange::EVENT,
            Self::Polecat => interchange::POLECAT,
            Self::Commitments => interchange::LEDGER,
            Self::Positions => &[
                "report",
                "actor",
                "actor_id",
                "state",
                "voice",
                "office",
                "stance",
                "question",
                "question_name",
                "story",
                "point",
                "sentence",
                "published",
                "outlet",
                "origin",
                "rule",
                "score",
            ],
            Self::Statements => &[
                "id",
                "speaker",
                "speaker_id",
                "speakers",
                "addressee",
                "addressee_id",
                "when",
                "when_value",
                "story",
                "origins",
                "wordings",
            ],
        }
    }

    /// A row of a report: its identifier and key before the fields of `row`; fields that are not there are null.
    pub fn named(self, id: &str, key: &str, mut row: Value) -> Row {
        row["id"] = json!(id);
        row["key"] = json!(key);
        self.columns().iter().map(|name| ((*name).to_owned(), row[*name].take())).collect()
    }
}

/// A passage that a report shares with another as copy: where it stands here, and where in `with`.
pub fn passage(here: (u32, u32), with: &str, there: (u32, u32)) -> Value {
    json!({"start": here.0, "end": here.1, "with": with, "with_start": there.0, "with_end": there.1})
}

/// The fields of a report's row of reprints: its origin by key, from whom it has the copy, and how many thousandths of it.
pub fn reprint(origin: &str, copied_from: Option<&str>, share: u16, passages: Vec<Value>) -> Value {
    json!({"origin": origin, "copied_from": copied_from, "share": interchange::thousandths(share), "passages": passages})
}

/// Rows on their way to whoever writes them, [`TOGETHER`] at a time.
struct Batches<'a> {
    rows: Vec<Row>,
    each: &'a mut dyn FnMut(&[Row]) -> bool,
    goes_on: bool,
}

impl Batches<'_> {
    /// Takes a row; false when no more are wanted.
    fn put(&mut self, row: Row) -> bool {
        self.rows.push(row);
        if self.rows.len() == TOGETHER {
            self.hand_on();
        }
        self.goes_on
    }

    fn put_all(&mut self, rows: impl Iterator<Item = Value>) {
        for row in rows {
            if !self.put(object(row)) {
                break;
            }
        }
    }

    fn hand_on(&mut self) {
        if self.goes_on && !self.rows.is_empty() {
            self.goes_on = (self.each)(&self.rows);
        }
        self.rows.clear();
    }
}

fn object(value: Value) -> Row {
    match value {
        Value::Object(row) => row,
        _ => Row::new(),
    }
}

impl Desk {
    /// The rows of the record, in the order of their keys; positions in reports' own texts are in `offsets`. `each` says false to stop.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn export(&self, what: What, offsets: Offsets, each: &mut dyn FnMut(&[Row]) -> bool) -> Result<()> {
        let Self { record, calendar, resources, .. } = self;
        let mut rows = Batches { rows: Vec::with_capacity(TOGETHER), each, goes_on: true };
        match what {
            What::Drafts => rows.put_all(record.drafts()?.iter().map(votes::row)),
            What::Actors => rows.put_all(record.actors(None, usize::MAX)?.iter().map(interchange::actor_row)),
            What::Commitments => {
                let words = |language: Option<&str>| calendar.commitments(language);
                record.ledger(resources, &words, &Owed::default(), |row| rows.put(object(interchange::ledger_row(&row))))?;
            }
            What::Positions => rows.put_all(record.positions()?.iter().map(interchange::position_row)),
            What::Statements => {
                record.statements(&Wanted::default(), |statement| rows.put(object(interchange::statement(&statement, calendar))))?
            }
            What::Contacts => record.contacts(&Sift::default(), |contact| rows.put(object(interchange::contact(&contact))))?,
            What::Events => {
                record.events(&Sift::default(), |event| rows.put(object(interchange::event_row(&event, &self.places(&event)))))?
            }
            What::Polecat => {
                let version = concat!("rapporteur ", env!("CARGO_PKG_VERSION"));
                record.events(&Sift::default(), |event| {
                    rows.put_all(interchange::polecat_rows(&event, &self.places(&event), version).into_iter());
                    rows.goes_on
                })?;
            }
            What::Reports | What::Reprints | What::Stories => {
                for key in record.keys()? {
                    if !rows.put(self.of_report(what, offsets, &key)?) {
                        break;
                    }
                }
            }
        }
        rows.hand_on();
        Ok(())
    }

    /// The rows of some reports, by their keys: [`What::Reports`], [`What::Reprints`] or [`What::Stories`].
    ///
    /// # Errors
    /// When there is no such report, or the record cannot be read.
    pub fn rows_of(&self, what: What, offsets: Offsets, keys: &[String]) -> Result<Vec<Row>> {
        keys.iter().map(|key| self.of_report(what, offsets, key)).collect()
    }

    /// One row of a report: what it says, whose copy it carries, or its story. What was not yet compared is null.
    fn of_report(&self, what: What, offsets: Offsets, key: &str) -> Result<Row> {
        let record = &self.record;
        let report = record.report(key)?;
        let row = match what {
            What::Reprints => self.copied(&report, offsets)?,
            What::Stories => json!({"story": record.story_of(key)?}),
            _ => {
                let mut row = interchange::report(&report, &Positions::new(&report.text, offsets));
                row["input"] = json!(record.inputs(key)?.into_iter().next());
                row
            }
        };
        Ok(what.named(interchange::public_id(&report), key, row))
    }

    fn copied(&self, report: &Report, offsets: Offsets) -> Result<Value> {
        let Some(copy) = self.record.copy_row(&report.key)? else { return Ok(json!({})) };
        let here = Positions::new(&report.text, offsets);
        let (mut source, mut passages) = (None, Vec::new());
        for shared in &copy.shared {
            let other = self.record.report(&shared.other)?;
            let (there, id) = (Positions::new(&other.text, offsets), interchange::public_id(&other));
            let of = |(a, b): &(_, _)| passage(here.ends(*a), id, there.ends(*b));
            passages.extend(shared.passages.iter().map(of));
            if copy.copied_from.as_ref() == Some(&shared.other) {
                source = Some(id.to_owned());
            }
        }
        if let (None, Some(from)) = (&source, &copy.copied_from) {
            source = Some(interchange::public_id(&self.record.report(from)?).to_owned());
        }
        Ok(reprint(&copy.origin, source.as_deref(), copy.share, passages))
    }
}
