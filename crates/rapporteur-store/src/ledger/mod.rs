//! The ledger: each commitment of the record once, with every report that tells it, and where it stands on a day.
//!
//! Which tellings are of one commitment is a layer (`layers/ledger.rs`). What became of it hangs on the day that is asked, and is looked up for the rows
//! that are wanted alone: later reports whose outcomes share enough of its words.

mod heard;
mod outcomes;

pub use outcomes::Outcomes;

use crate::bound::{COMMITMENT, one_span, read_commitment};
use crate::{Record, Result};
use heard::Heard;
use rapporteur::extract::{Commitment, CommitmentKind, CommitmentWords};
use rapporteur::link::commitment::{Pledge, Signal, Standing, Status, keys_of, standing};
use rapporteur::link::witnesses;
use rapporteur::record::{Report, day_number};
use rapporteur::resources::{Frequencies, Resources};
use rapporteur::text::Span;
use rusqlite::types::Value;
use rusqlite::{ToSql, params};
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

/// Which commitments are wanted.
#[derive(Clone, Debug, Default)]
pub struct Owed {
    /// Actors that are bound; empty for all.
    pub by: Vec<String>,
    /// Actors to whom; empty for all.
    pub to: Vec<String>,
    /// Where they stand; none for all.
    pub status: Option<Status>,
    /// First and last day, counted from 1970, between which they fall due; none for all.
    pub due: Option<(i64, i64)>,
    /// Keys of the reports that tell them; empty for all.
    pub reports: Vec<String>,
    /// The day as of which they stand; none for the last day on which a report of the record was published.
    pub as_of: Option<i64>,
    /// What came of all of them, where it was looked up and the record has not changed since; it serves where they are asked for as of its day.
    pub known: Option<Arc<Outcomes>>,
    /// A commitment of which no telling has this score, in thousandths, is left out.
    pub least: u16,
    /// Which come first.
    pub order: OwedOrder,
}

/// Which commitments come first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OwedOrder {
    /// Those told first; those of no known day last.
    #[default]
    Told,
    /// Those told last.
    Latest,
    /// Those that fall due first, where they are told.
    Due,
}

impl Owed {
    fn order(&self) -> &'static str {
        match self.order {
            OwedOrder::Told => "told IS NULL, told, place, id",
            OwedOrder::Latest => "told DESC, place, id",
            OwedOrder::Due => "first IS NULL, first, last, told IS NULL, told, place, id",
        }
    }

    /// What came of all of them by a day, where that is known.
    fn known_by(&self, as_of: i64) -> Option<&Outcomes> {
        self.known.as_deref().filter(|known| known.as_of == as_of)
    }

    /// The commitments that can be wanted by a day, and the values of the parameters. Only what is asked for stands there: a condition that may also hold for
    /// all has every row looked at. `moved` are those that may have been put off to the days that are asked for.
    fn wanted(&self, as_of: i64, moved: &BTreeSet<String>) -> (String, Vec<(&'static str, Value)>) {
        let mut wanted = "FROM owed WHERE (told IS NULL OR told <= :as_of) AND score >= :least".to_owned();
        let mut values = vec![(":as_of", Value::from(as_of)), (":least", Value::from(i64::from(self.least)))];
        for (names, parameter, condition) in [
            (&self.by, ":by", "SELECT owed FROM owed_party WHERE role = 'by' AND actor IN (SELECT value FROM json_each(:by))"),
            (&self.to, ":to", "SELECT owed FROM owed_party WHERE role = 'to' AND actor IN (SELECT value FROM json_each(:to))"),
            (
                &self.reports,
                ":reports",
                "SELECT owed FROM owed_commitment JOIN report ON id = report WHERE key IN (SELECT value FROM json_each(:reports))",
            ),
        ] {
            if !names.is_empty() {
                wanted = format!("{wanted} AND id IN ({condition})");
                values.push((parameter, serde_json::json!(names).to_string().into()));
            }
        }
        if let Some((status, known)) = self.status.zip(self.known_by(as_of)) {
            wanted += " AND id IN (SELECT value FROM json_each(:standing))";
            values.push((":standing", serde_json::json!(known.that_stand(status)).to_string().into()));
        }
        // What falls due within days does so where it is told, or was put off to them.
        if let Some((since, until)) = self.due {
            wanted += " AND (first <= :until AND last >= :since OR id IN (SELECT value FROM json_each(:moved)))";
            values.extend([(":since", since.into()), (":until", until.into()), (":moved", serde_json::json!(moved).to_string().into())]);
        }
        (wanted, values)
    }
}

/// Values as parameters of a statement.
fn bound<'v>(values: &'v [(&'static str, Value)]) -> Vec<(&'static str, &'v dyn ToSql)> {
    values.iter().map(|(name, value)| (*name, value as &dyn ToSql)).collect()
}

/// Gives the words of outcome of a language by its code.
pub type Words<'f, 'w> = &'f dyn Fn(Option<&str>) -> &'w CommitmentWords;

/// One report's telling of a commitment.
#[derive(Clone, Debug)]
pub struct Pledged {
    /// The report.
    pub report: Rc<Report>,
    /// The report whose copy it carries; itself where it carries nobody's.
    pub origin: String,
    /// What it tells.
    pub commitment: Commitment,
}

/// One commitment of the record, as it is told.
#[derive(Clone, Debug)]
pub struct Undertaking {
    /// Its identifier.
    pub id: String,
    /// Who is bound: identifier and name of the actor.
    pub by: Option<(String, String)>,
    /// To whom.
    pub to: Option<(String, String)>,
    /// The tellings, earliest published first.
    pub tellings: Vec<Pledged>,
}

/// One commitment of the record, and where it stands on a day.
#[derive(Clone, Debug)]
pub struct LedgerRow {
    /// The commitment.
    pub of: Undertaking,
    /// Where it stands, and the report and sentence that settled it.
    pub standing: Standing<Rc<Report>>,
    /// Reports of the record that were published after it fell due, up to the day.
    pub since: usize,
}

impl Undertaking {
    /// The telling that is shown: the first.
    pub fn first(&self) -> &Pledged {
        &self.tellings[0]
    }

    /// How many independent origins tell it.
    pub fn origins(&self) -> usize {
        witnesses(self.tellings.iter().map(|telling| (telling.origin.as_str(), telling.report.outlet.as_deref())))
    }

    /// The TIMEX3 value of the day on which it falls due where it is told.
    pub fn due(&self) -> Option<&str> {
        self.tellings.iter().find_map(|telling| telling.commitment.due.as_ref()).map(|due| due.value.as_str())
    }
}

impl LedgerRow {
    /// The TIMEX3 value of the day on which it falls due now.
    pub fn due(&self) -> Option<&str> {
        self.standing.moved.as_deref().or_else(|| self.of.due())
    }
}

/// One commitment as it is told, which may be wanted.
pub struct Told<'h, 'r, 'w> {
    /// The commitment.
    pub of: Undertaking,
    sides: Vec<Sides>,
    owed: &'h Owed,
    heard: &'h mut Heard<'r, 'w>,
}

impl Told<'_, '_, '_> {
    /// Looks up where it stands; none where that, or the day on which it falls due now, is not what is wanted.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn stands(self) -> Result<Option<LedgerRow>> {
        let row = self.heard.record.row(self.of, &self.sides, self.owed.known_by(self.heard.as_of), self.heard)?;
        let due = |(first, last): (i64, i64)| row.standing.due.is_some_and(|due| due.0 <= last && due.1 >= first);
        let wanted = self.owed.status.is_none_or(|status| status == row.standing.status) && self.owed.due.is_none_or(due);
        Ok(wanted.then_some(row))
    }
}

/// What the file has of a telling besides it: the row of its report, who is bound and to whom.
struct Sides {
    row: i64,
    by: Option<(String, String)>,
    to: Option<(String, String)>,
}

impl Record {
    /// The commitments that are wanted, in their order; `each` says false to stop.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn ledger(&self, resources: &Resources, words: Words<'_, '_>, owed: &Owed, mut each: impl FnMut(LedgerRow) -> bool) -> Result<()> {
        self.undertakings(resources, words, owed, |one| Ok(one.stands()?.is_none_or(&mut each)))
    }

    /// The commitments that may be wanted, in their order, as they are told; where one stands is looked up when it is asked, which is what takes time.
    /// `each` says false to stop.
    ///
    /// # Errors
    /// When the file cannot be read, or as `each` says.
    pub fn undertakings(
        &self,
        resources: &Resources,
        words: Words<'_, '_>,
        owed: &Owed,
        mut each: impl FnMut(Told<'_, '_, '_>) -> Result<bool>,
    ) -> Result<()> {
        let Some(as_of) = self.day_of(owed)? else { return Ok(()) };
        let moved = owed.due.map_or_else(|| Ok(BTreeSet::new()), |days| self.put_off_to(&resources.frequencies, days))?;
        let (wanted, values) = owed.wanted(as_of, &moved);
        let mut statement = self.connection.prepare_cached(&format!("SELECT id {wanted} ORDER BY {}", owed.order()))?;
        let mut ids = statement.query(&*bound(&values))?;
        let mut heard = Heard::new(self, &resources.frequencies, words, as_of);
        while let Some(row) = ids.next()? {
            let (of, sides) = self.told(row.get(0)?, as_of)?;
            if !each(Told { of, sides, owed, heard: &mut heard })? {
                break;
            }
        }
        Ok(())
    }

    /// How many commitments are wanted.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn ledger_len(&self, resources: &Resources, words: Words<'_, '_>, owed: &Owed) -> Result<usize> {
        let Some(as_of) = self.day_of(owed)? else { return Ok(0) };
        let mut count = 0;
        if owed.status.is_some() || owed.due.is_some() {
            self.ledger(resources, words, owed, |_| {
                count += 1;
                true
            })?;
        } else {
            let (wanted, values) = owed.wanted(as_of, &BTreeSet::new());
            let mut statement = self.connection.prepare_cached(&format!("SELECT count(*) {wanted}"))?;
            count = statement.query_row(&*bound(&values), |row| row.get::<_, i64>(0))? as usize;
        }
        Ok(count)
    }

    /// The last day before some days, and the first day behind them, on which something that is wanted falls due where it is told.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn due_beside(&self, owed: &Owed, (first, last): (i64, i64)) -> Result<[Option<i64>; 2]> {
        let Some(as_of) = self.day_of(owed)? else { return Ok([None; 2]) };
        let (wanted, values) = owed.wanted(as_of, &BTreeSet::new());
        let beside = |of: &str, where_it_is: &str| -> Result<Option<i64>> {
            let mut statement = self.connection.prepare_cached(&format!("SELECT {of} {wanted} AND {where_it_is}"))?;
            Ok(statement.query_row(&*bound(&values), |row| row.get(0))?)
        };
        Ok([beside("max(last)", &format!("last < {first}"))?, beside("min(first)", &format!("first > {last}"))?])
    }

    /// The day as of which commitments stand; none where the record has no dated report.
    fn day_of(&self, owed: &Owed) -> Result<Option<i64>> {
        owed.as_of.map_or_else(|| self.newest_day(), |day| Ok(Some(day)))
    }

    /// The commitment of an identifier, or of an unambiguous beginning of one, as it stands on the last day of the record.
    ///
    /// # Errors
    /// When there is none, or several, or the file cannot be read.
    pub fn commitment(&self, resources: &Resources, words: Words<'_, '_>, name: &str) -> Result<LedgerRow> {
        let id = self.only_of(("owed", "commitment", "ledger"), name)?;
        let as_of = self.newest_day()?.unwrap_or(i64::MAX);
        let (undertaking, sides) = self.told(id, as_of)?;
        self.row(undertaking, &sides, None, &mut Heard::new(self, &resources.frequencies, words, as_of))
    }

    /// A commitment with the tellings of it that were out by a day, earliest first, and what the file has of each; of those published at once, the one of
    /// the smaller key. What is not dated was published on a day that nobody knows: it is told, and nothing later settles it.
    fn told(&self, id: String, as_of: i64) -> Result<(Undertaking, Vec<Sides>)> {
        let query = format!(
            "SELECT commitment.report, origin.key, bound.actor, bound.name, given.actor, given.name, {COMMITMENT}
             FROM owed_commitment JOIN commitment ON commitment.report = owed_commitment.report AND commitment.number = owed_commitment.telling
             JOIN carrier ON carrier.report = commitment.report JOIN report AS origin ON origin.id = carrier.origin
             LEFT JOIN actor_referent AS bound ON bound.report = commitment.report AND bound.referent = commitment.by_referent
             LEFT JOIN actor_referent AS given ON given.report = commitment.report AND given.referent = commitment.to_referent
             WHERE owed = ?1 ORDER BY commitment.report, commitment.number"
        );
        let mut statement = self.connection.prepare_cached(&query)?;
        let (mut rows, mut told) = (statement.query([&id])?, Vec::new());
        while let Some(row) = rows.next()? {
            let pair = |at: usize| -> Result<Option<(String, String)>> {
                Ok(row.get::<_, Option<String>>(at)?.zip(row.get::<_, Option<String>>(at + 1)?))
            };
            let (number, origin, by, to, commitment) = (row.get(0)?, row.get(1)?, pair(2)?, pair(4)?, read_commitment(row, 6)?);
            let report = self.report_by_row(number)?;
            let commitment = crate::damage::within(&report.text, &report.key, "of the ledger", commitment)?;
            if report.published.is_none_or(|time| time.days().0 <= as_of) {
                told.push((Pledged { report: Rc::new(report), origin, commitment }, Sides { row: number, by, to }));
            }
        }
        told.sort_by(|one, other| order(&one.0).cmp(&order(&other.0)));
        let (tellings, sides): (Vec<Pledged>, Vec<Sides>) = told.into_iter().unzip();
        if tellings.is_empty() {
            return Err(crate::Error::damaged(format!("no report tells the commitment {id}")));
        }
        let some = |side: fn(&Sides) -> &Option<(String, String)>| sides.iter().find_map(|one| side(one).clone());
        Ok((Undertaking { id, by: some(|one| &one.by), to: some(|one| &one.to), tellings }, sides))
    }

    /// The commitments that may have been put off to days: a sentence that puts something off to them shares a key with it.
    fn put_off_to(&self, frequencies: &Frequencies, (since, until): (i64, i64)) -> Result<BTreeSet<String>> {
        let mut deeds = self.connection.prepare_cached(
            "SELECT report, span FROM deed
             WHERE outcome = 'moved' AND day_first <= date(?2 * 86400, 'unixepoch') AND day_last >= date(?1 * 86400, 'unixepoch')",
        )?;
        let mut sharing = self.connection.prepare_cached(
            "SELECT owed FROM commitment_key JOIN report ON report.key = printf('r%016x', commitment_key.number)
             JOIN owed_commitment ON owed_commitment.report = report.id AND owed_commitment.telling = commitment_key.place
             WHERE commitment_key.key = ?1",
        )?;
        let (mut rows, mut found) = (deeds.query([since, until])?, BTreeSet::new());
        while let Some(row) = rows.next()? {
            let report = self.report_by_row(row.get(0)?)?;
            let span = one_span(row.get(1)?)?.filter(|span| report.text.get(span.start as usize..span.end as usize).is_some());
            let span = span.ok_or_else(|| crate::Error::damaged(format!("an outcome of {} has no sentence", report.key)))?;
            for key in keys_of(frequencies, &[span], &report.text) {
                let shared = sharing.query_map([key as i64], |row| row.get(0))?;
                found.extend(shared.collect::<rusqlite::Result<Vec<String>>>()?);
            }
        }
        Ok(found)
    }

    fn row(&self, of: Undertaking, sides: &[Sides], known: Option<&Outcomes>, heard: &mut Heard<'_, '_>) -> Result<LedgerRow> {
        let told = known.map_or_else(|| self.signals(&of, sides, heard), |known| Ok(known.of(&of.id)))?;
        let Standing { status, settled_by, due, moved } = stands(&of, &told, heard.as_of);
        let settled_by = settled_by.map(|(row, span)| Ok::<_, crate::Error>((Rc::new(self.report_by_row(row)?), span))).transpose()?;
        let since = due.map_or(Ok(0), |(_, last)| heard.published_since(last))?;
        Ok(LedgerRow { of, standing: Standing { status, settled_by, due, moved }, since })
    }

    /// What later reports tell of the outcome of a commitment, in the order of their publication; reports by their rows.
    fn signals(&self, of: &Undertaking, sides: &[Sides], heard: &mut Heard<'_, '_>) -> Result<Vec<(i64, Signal)>> {
        let (first, side) = (of.first(), &sides[0]);
        let (report, commitment) = (&first.report, &first.commitment);
        let name = |actor: &Option<(String, String)>| actor.as_ref().map(|(_, name)| name.clone());
        let pledge = Pledge::of(heard.frequencies, &report.text, commitment).named(
            name(&side.by).as_deref(),
            name(&side.to).as_deref(),
            report.published.map(|time| time.days()),
        );
        let telling: Vec<i64> = sides.iter().map(|one| one.row).collect();
        // What is demanded is for the other to do.
        let doer = match &side.to {
            Some(to) if commitment.kind == CommitmentKind::Demand => Some(to),
            _ => side.by.as_ref(),
        };
        heard.of(pledge, first, doer.map(|(actor, _)| actor.as_str()), &telling)
    }

    /// Reports that were published after a day, and up to another.
    fn published_between(&self, after: i64, until: i64) -> Result<usize> {
        let query = "SELECT count(*) FROM story_member WHERE first_day > ?1 AND first_day <= ?2";
        Ok(self.connection.prepare_cached(query)?.query_row(params![after, until], |row| row.get::<_, i64>(0))? as usize)
    }
}

/// Where a commitment stands on a day, by what was heard of it.
fn stands(of: &Undertaking, told: &[(i64, Signal)], as_of: i64) -> Standing<i64> {
    let due = of.tellings.iter().find_map(|one| one.commitment.due.as_ref());
    standing(due.map(|due| (day_number(due.days.0), day_number(due.days.1))), told, as_of)
}

fn order(pledged: &Pledged) -> (i64, &str, Span) {
    let time = pledged.report.published.map_or(i64::MAX, |time| time.seconds().1);
    (time, &pledged.report.key, pledged.commitment.content[0])
}
