//! The ledger: each commitment of the record once, with every report that tells it, and where it stands on a day.
//!
//! What is kept are the commitments and outcomes of single reports and the keys they share; which are one, and what settled them, follows from those
//! each time it is asked, so that neither the order of reports nor their batches matter.

use crate::bound::{COMMITMENT, deeds, read_commitment};
use crate::layers::read_published;
use crate::{Record, Result};
use rapporteur::extract::{Commitment, CommitmentWords};
use rapporteur::link::commitment::{Later, Pledge, Signal, Standing, Status, identifier, same, signals, signals_behind, standing};
use rapporteur::link::witnesses;
use rapporteur::record::{Published, Report};
use rapporteur::resources::Resources;
use rapporteur::text::Span;
use rusqlite::params;
use std::collections::{BTreeMap, BTreeSet};

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
    /// A commitment of which no telling has this score, in thousandths, is left out.
    pub least: u16,
    /// Only what has a day where it is told: what came of the others is not looked up, and so not whether a later report put one off to a day.
    pub dated: bool,
}

/// Gives the words of outcome of a language by its code.
pub type Words<'f, 'w> = &'f dyn Fn(Option<&str>) -> &'w CommitmentWords;

/// One report's telling of a commitment.
#[derive(Clone, Debug)]
pub struct Pledged {
    /// The report.
    pub report: Report,
    /// The report whose copy it carries; itself where it carries nobody's.
    pub origin: String,
    /// What it tells.
    pub commitment: Commitment,
}

/// One commitment of the record.
#[derive(Clone, Debug)]
pub struct LedgerRow {
    /// Its identifier.
    pub id: String,
    /// Who is bound: identifier and name of the actor.
    pub by: Option<(String, String)>,
    /// To whom.
    pub to: Option<(String, String)>,
    /// The tellings, earliest published first.
    pub tellings: Vec<Pledged>,
    /// Where it stands, and the report and sentence that settled it.
    pub standing: Standing<Box<Report>>,
    /// Reports of the record that were published after it fell due, up to the day.
    pub since: usize,
}

impl LedgerRow {
    /// The telling that is shown: the first.
    pub fn first(&self) -> &Pledged {
        &self.tellings[0]
    }

    /// How many independent origins tell it.
    pub fn origins(&self) -> usize {
        witnesses(self.tellings.iter().map(|telling| (telling.origin.as_str(), telling.report.outlet.as_deref())))
    }

    /// The TIMEX3 value of the day on which it falls due now.
    pub fn due(&self) -> Option<&str> {
        self.standing
            .moved
            .as_deref()
            .or_else(|| self.tellings.iter().find_map(|telling| telling.commitment.due.as_ref()).map(|due| due.value.as_str()))
    }
}

/// A telling with all that grouping asks.
struct Told {
    row: i64,
    pledged: Pledged,
    pledge: Pledge,
    verbs: BTreeSet<String>,
    by: Option<(String, String)>,
    to: Option<(String, String)>,
    keys: Vec<u64>,
}

impl Record {
    /// The commitments that are wanted, in the order of their first report.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn ledger<'w>(&self, resources: &Resources, words: Words<'_, 'w>, owed: &Owed) -> Result<Vec<LedgerRow>> {
        let days = self.days()?;
        let Some(as_of) = owed.as_of.or_else(|| days.iter().map(|&(_, last)| last).max()) else { return Ok(Vec::new()) };
        let told = self.told(resources, as_of, &owed.reports)?;
        let mut rows = Vec::new();
        for group in groups(&told) {
            // What became of a commitment is looked up in all later reports: not for what is left out whatever came of it.
            let is_sure = group.iter().any(|&at| told[at].pledged.commitment.score >= owed.least);
            if !is_sure || owed.dated && group.iter().all(|&at| told[at].pledge.due.is_none()) {
                continue;
            }
            let row = self.row(words, &told, &group, as_of, &days)?;
            if fits(owed, &row) {
                rows.push(row);
            }
        }
        Ok(rows)
    }

    /// First and last day of publication of each report that has one.
    fn days(&self) -> Result<Vec<(i64, i64)>> {
        let mut statement = self.connection.prepare_cached("SELECT published FROM report WHERE published IS NOT NULL ORDER BY id")?;
        let written: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        written
            .into_iter()
            .map(|written| Ok(read_published(Some(written))?.map(|time| time.days())))
            .filter_map(Result::transpose)
            .collect()
    }

    /// Every telling that was out by a day, earliest first; of those published at once, the one of the smaller key.
    fn told(&self, resources: &Resources, as_of: i64, of: &[String]) -> Result<Vec<Told>> {
        let actor = |which: &str| {
            format!(
                "LEFT JOIN actor_referent AS {which} ON {which}.report = commitment.report AND {which}.referent = commitment.{which}_referent"
            )
        };
        let query = format!(
            "SELECT commitment.report, origin.key, bound.actor, bound.name, given.actor, given.name, {COMMITMENT}
             FROM commitment JOIN carrier ON carrier.report = commitment.report JOIN report AS origin ON origin.id = carrier.origin
             {} {} {} ORDER BY commitment.report, commitment.number",
            actor("bound").replace("bound_referent", "by_referent"),
            actor("given").replace("given_referent", "to_referent"),
            if of.is_empty() {
                ""
            } else {
                "WHERE commitment.report IN (SELECT id FROM report WHERE key IN (SELECT value FROM json_each(?1)))"
            },
        );
        let mut statement = self.connection.prepare_cached(&query)?;
        let keys = serde_json::json!(of).to_string();
        let mut rows = if of.is_empty() { statement.query([])? } else { statement.query([&keys])? };
        let mut reports: BTreeMap<i64, Report> = BTreeMap::new();
        let mut told = Vec::new();
        while let Some(row) = rows.next()? {
            let report: i64 = row.get(0)?;
            let pair = |at: usize| -> Result<Option<(String, String)>> {
                Ok(row.get::<_, Option<String>>(at)?.zip(row.get::<_, Option<String>>(at + 1)?))
            };
            let (origin, by, to, commitment) = (row.get(1)?, pair(2)?, pair(4)?, read_commitment(row, 6)?);
            if let std::collections::btree_map::Entry::Vacant(entry) = reports.entry(report) {
                entry.insert(self.report_by_row(report)?);
            }
            let found = reports[&report].clone();
            let commitment = crate::damage::within(&found.text, &found.key, "of the ledger", commitment)?;
            // What is not dated was published on a day that nobody knows: it is told, and nothing later settles it.
            if found.published.is_some_and(|time| time.days().0 > as_of) {
                continue;
            }
            let name = |actor: &Option<(String, String)>| actor.as_ref().map(|(_, name)| name.clone());
            let days = found.published.as_ref().map(Published::days);
            let pledge = Pledge::of(&resources.frequencies, &found.text, &commitment, name(&by).as_deref(), name(&to).as_deref(), days);
            let verbs = commitment.verbs.iter().cloned().collect();
            let keys = pledge.keys();
            told.push(Told { row: report, pledged: Pledged { report: found, origin, commitment }, pledge, verbs, by, to, keys });
        }
        told.sort_by(|one, other| order(&one.pledged).cmp(&order(&other.pledged)));
        Ok(told)
    }

    fn row(&self, words: Words<'_, '_>, told: &[Told], group: &[usize], as_of: i64, days: &[(i64, i64)]) -> Result<LedgerRow> {
        let first = &told[group[0]];
        let heard = self.heard(words, told, group, as_of)?;
        let due = group.iter().find_map(|&at| told[at].pledge.due);
        let standing = standing(due, &heard, as_of);
        let over = standing.due.map(|(_, last)| last);
        let since = over.map_or(0, |over| days.iter().filter(|(first, _)| *first > over && *first <= as_of).count());
        let id = identifier(&first.pledged.report.key, first.pledged.commitment.content[0].start);
        let some = |side: fn(&Told) -> &Option<(String, String)>| group.iter().find_map(|&at| side(&told[at]).clone());
        Ok(LedgerRow {
            id,
            by: some(|one| &one.by),
            to: some(|one| &one.to),
            tellings: group.iter().map(|&at| told[at].pledged.clone()).collect(),
            standing,
            since,
        })
    }

    /// What the first report tells of the outcome behind the commitment, and later reports, in the order of their publication.
    fn heard(&self, words: Words<'_, '_>, told: &[Told], group: &[usize], as_of: i64) -> Result<Vec<(Box<Report>, Signal)>> {
        let first = &told[group[0]];
        let Some((_, made)) = first.pledged.report.published.map(|time| time.seconds()) else { return Ok(Vec::new()) };
        let telling: BTreeSet<i64> = group.iter().map(|&at| told[at].row).collect();
        let keys: Vec<i64> = first.keys.iter().map(|&key| key as i64).collect();
        let mut statement = self
            .connection
            .prepare_cached("SELECT DISTINCT deed_key.report, report.published FROM deed_key JOIN report ON report.id = deed_key.report WHERE deed_key.key IN (SELECT value FROM json_each(?1)) ORDER BY deed_key.report")?;
        let found: Vec<(i64, Option<String>)> = statement
            .query_map(params![serde_json::json!(keys).to_string()], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        let mut rows = Vec::new();
        for (row, written) in found {
            // A report is read only where its day lets it tell of the outcome.
            let may_tell = |published: &Published| {
                published.seconds().0 > made && published.days().0 <= as_of && !first.pledge.is_over(published.days().0)
            };
            if row == first.row || read_published(written)?.as_ref().is_some_and(may_tell) {
                rows.push(row);
            }
        }
        let mut later = Vec::new();
        if rows.contains(&first.row)
            && let Some(end) = first.pledged.commitment.content.last().map(|span| span.end)
        {
            let report = self.report_by_row(first.row)?;
            let deeds = deeds(&self.connection, first.row)?;
            let own = Later { text: &report.text, title: report.title.as_deref().unwrap_or_default(), deeds: &deeds };
            let found = signals_behind(words(report.language.as_deref()), &first.pledge, &first.verbs, &own, end);
            later.push((made, report.key.clone(), report, found));
        }
        for row in rows.into_iter().filter(|row| !telling.contains(row)) {
            let report = self.report_by_row(row)?;
            let Some(published) = report.published else { continue };
            let deeds = deeds(&self.connection, row)?;
            let words = words(report.language.as_deref());
            let told = Later { text: &report.text, title: report.title.as_deref().unwrap_or_default(), deeds: &deeds };
            let found = signals(words, &first.pledge, &first.verbs, &told);
            later.push((published.seconds().1, report.key.clone(), report, found));
        }
        later.sort_by(|one, other| (one.0, &one.1).cmp(&(other.0, &other.1)));
        Ok(later
            .into_iter()
            .flat_map(|(_, _, report, found)| found.into_iter().map(move |signal| (Box::new(report.clone()), signal)))
            .collect())
    }
}

fn order(pledged: &Pledged) -> (i64, &str, Span) {
    let time = pledged.report.published.map_or(i64::MAX, |time| time.seconds().1);
    (time, &pledged.report.key, pledged.commitment.content[0])
}

/// Tellings of one commitment, as numbers in their order: those that share a key and agree, and what they connect.
fn groups(told: &[Told]) -> Vec<Vec<usize>> {
    let mut holders: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    let mut group_of: Vec<usize> = (0..told.len()).collect();
    for (at, one) in told.iter().enumerate() {
        let near: BTreeSet<usize> = one.keys.iter().flat_map(|key| holders.get(key).into_iter().flatten().copied()).collect();
        // With the first of the commitments that it may be; no chain of likenesses joins two that are not alike.
        let firsts: BTreeSet<usize> = near.iter().map(|&other| group_of[other]).collect();
        if let Some(first) = firsts.into_iter().find(|&first| same(&told[first].pledge, &one.pledge)) {
            group_of[at] = first;
        }
        for &key in &one.keys {
            holders.entry(key).or_default().push(at);
        }
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, &first) in group_of.iter().enumerate() {
        groups.entry(first).or_default().push(at);
    }
    groups.into_values().collect()
}

fn fits(owed: &Owed, row: &LedgerRow) -> bool {
    let named = |wanted: &[String], actor: &Option<(String, String)>| {
        wanted.is_empty() || actor.as_ref().is_some_and(|(id, _)| wanted.contains(id))
    };
    let due = |(first, last): (i64, i64)| row.standing.due.is_some_and(|due| due.0 <= last && due.1 >= first);
    named(&owed.by, &row.by)
        && named(&owed.to, &row.to)
        && owed.status.is_none_or(|status| status == row.standing.status)
        && owed.due.is_none_or(due)
}
