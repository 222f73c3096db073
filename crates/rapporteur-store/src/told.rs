//! What reports tell, in the file: extraction of reports that have none yet, and the derived actors and statements.

use crate::derive::Derived;
use crate::{Error, Record, Result};
use rapporteur::extract::{
    Account, Findings, Form, Languages, Manner, Mention, MentionKind, Referent, ReferentKind, Rule, Sense, Standing,
};
use rapporteur::link::statement::Variant;
use rapporteur::record::told::{Place, Teller, Told, told, variants};
use rapporteur::resources::Resources;
use rapporteur::text::Span;
use rayon::prelude::*;
use rusqlite::{Row, Transaction, TransactionBehavior, params};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::atomic::{AtomicBool, Ordering};

/// Reports that are extracted and committed together.
const TOGETHER: usize = 256;

/// Actors and statements with how each account words its statement.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Worded {
    pub(crate) told: Told,
    /// For each statement, the place of its fullest account and the variant of each.
    pub(crate) variants: Vec<(usize, Vec<Variant>)>,
}

impl Record {
    /// Extracts what is told by the reports that have not been read for it; true when none is left. `tell` is called with how many of how
    /// many are done. What is committed stays when this is stopped.
    pub(crate) fn extract(
        &mut self,
        resources: &Resources,
        languages: &Languages,
        stop: &AtomicBool,
        tell: &(dyn Fn(&str, usize, usize) + Sync),
    ) -> Result<bool> {
        let query = "SELECT id FROM report WHERE id NOT IN (SELECT report FROM extracted) ORDER BY id";
        let ids: Vec<i64> = self.connection.prepare(query)?.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        for (done, chunk) in ids.chunks(TOGETHER).enumerate() {
            if stop.load(Ordering::Relaxed) {
                return Ok(false);
            }
            let findings = self.findings_again(resources, languages, chunk)?;
            let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            for (&id, findings) in chunk.iter().zip(&findings) {
                put_findings(&transaction, id, findings)?;
            }
            transaction.commit()?;
            tell("read", (done * TOGETHER + chunk.len()).min(ids.len()), ids.len());
        }
        Ok(true)
    }

    /// The findings of reports as they would be now.
    pub(crate) fn findings_again(&self, resources: &Resources, languages: &Languages, ids: &[i64]) -> Result<Vec<Findings>> {
        let reports = ids.iter().map(|&id| self.report_by_row(id)).collect::<Result<Vec<_>>>()?;
        Ok(reports.par_iter().map(|report| languages.of(report.language.as_deref()).findings(&resources.actors, report)).collect())
    }

    /// Derives actors and statements from what is kept of each report.
    pub(crate) fn tell(&self, resources: &Resources, derived: &Derived) -> Result<Worded> {
        let mut tellers = Vec::with_capacity(derived.ids.len());
        for (rank, &id) in derived.ids.iter().enumerate() {
            let report = self.report_by_row(id)?;
            let days = report.published.map(|time| time.days());
            let story = derived.stories.story_of[rank];
            tellers.push(Teller::new(&resources.frequencies, report.key, &report.text, days, story, self.findings(id)?));
        }
        let told = told(&mut tellers);
        let variants =
            told.statements.iter().map(|statement| self.variants(derived, &tellers, &statement.accounts)).collect::<Result<_>>()?;
        Ok(Worded { told, variants })
    }

    fn variants(&self, derived: &Derived, tellers: &[Teller], places: &[Place]) -> Result<(usize, Vec<Variant>)> {
        if places.len() == 1 {
            return Ok((0, vec![Variant::Identical]));
        }
        let mut texts: BTreeMap<u32, String> = BTreeMap::new();
        for &(report, _) in places {
            if let Entry::Vacant(entry) = texts.entry(report) {
                let mut text = self.connection.prepare_cached("SELECT text FROM report WHERE id = ?1")?;
                entry.insert(text.query_row([derived.ids[report as usize]], |row| row.get(0))?);
            }
        }
        let wordings: Vec<(&str, &Account)> = places
            .iter()
            .map(|&(report, number)| (texts[&report].as_str(), &tellers[report as usize].findings.accounts[number as usize]))
            .collect();
        Ok(variants(&wordings))
    }

    /// What a report tells, as kept.
    pub(crate) fn findings(&self, report: i64) -> Result<Findings> {
        let mut accounts = self.connection.prepare_cached(
            "SELECT form, manner, standing, content, quoted, cue, source, speaker, addressee, addressed, medium, \"when\", place, within, rule, score, sense FROM account WHERE report = ?1 ORDER BY number",
        )?;
        let mut rows = accounts.query([report])?;
        let mut findings = Findings::default();
        while let Some(row) = rows.next()? {
            findings.accounts.push(read_account(row)?);
        }
        let mut referents = self
            .connection
            .prepare_cached("SELECT kind, name, key, offices, state, mentions FROM referent WHERE report = ?1 ORDER BY number")?;
        let mut rows = referents.query([report])?;
        while let Some(row) = rows.next()? {
            findings.referents.push(read_referent(row, 0)?);
        }
        Ok(findings)
    }
}

fn put_findings(transaction: &Transaction<'_>, report: i64, findings: &Findings) -> Result<()> {
    let mut referent = transaction.prepare_cached("INSERT OR REPLACE INTO referent VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?;
    for (number, one) in findings.referents.iter().enumerate() {
        let mentions: Vec<(u32, u32, &str)> =
            one.mentions.iter().map(|mention| (mention.span.start, mention.span.end, mention.kind.label())).collect();
        referent.execute(params![
            report,
            number as i64,
            one.kind.label(),
            one.name,
            one.key,
            serde_json::json!(one.offices).to_string(),
            one.state,
            serde_json::json!(mentions).to_string()
        ])?;
    }
    let mut account = transaction.prepare_cached(
        "INSERT OR REPLACE INTO account VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)",
    )?;
    let number = |place: Option<usize>| place.map(|place| place as i64);
    for (at, one) in findings.accounts.iter().enumerate() {
        account.execute(params![
            report,
            at as i64,
            one.form.label(),
            one.manner.label(),
            one.standing.label(),
            spans(&one.content),
            spans(&one.quoted),
            spans(&one.cue),
            spans(&one.source),
            number(one.speaker),
            spans(one.addressee.as_slice()),
            number(one.addressed),
            spans(one.medium.as_slice()),
            spans(one.when.as_slice()),
            spans(one.place.as_slice()),
            number(one.within),
            one.rule.code(),
            one.score,
            one.sense.label(),
        ])?;
    }
    transaction.prepare_cached("INSERT OR IGNORE INTO extracted VALUES (?1)")?.execute([report])?;
    Ok(())
}

/// Writes the derived tables anew.
pub(crate) fn write_told(transaction: &Transaction<'_>, derived: &Derived, worded: &Worded) -> Result<()> {
    transaction.execute_batch("DELETE FROM wording; DELETE FROM statement; DELETE FROM actor_referent; DELETE FROM actor;")?;
    let told = &worded.told;
    let mut actor = transaction.prepare_cached("INSERT INTO actor VALUES (?1, ?2, ?3, ?4)")?;
    for one in &told.actors {
        actor.execute(params![one.id, one.kind.label(), one.name, one.state])?;
    }
    let mut referent = transaction.prepare_cached("INSERT INTO actor_referent VALUES (?1, ?2, ?3)")?;
    for (rank, row) in told.actor_of.iter().enumerate() {
        for (number, place) in row.iter().enumerate().filter_map(|(number, place)| place.map(|place| (number, place))) {
            referent.execute(params![derived.ids[rank], number as i64, told.actors[place].id])?;
        }
    }
    let mut statement = transaction.prepare_cached("INSERT INTO statement VALUES (?1, ?2, ?3)")?;
    let mut wording = transaction.prepare_cached("INSERT INTO wording VALUES (?1, ?2, ?3, ?4, ?5)")?;
    for (one, (fullest, variants)) in told.statements.iter().zip(&worded.variants) {
        let id = |place: Option<usize>| place.map(|place| told.actors[place].id.as_str());
        statement.execute(params![one.id, id(one.actor), id(one.addressee)])?;
        for (at, (&(report, number), variant)) in one.accounts.iter().zip(variants).enumerate() {
            wording.execute(params![derived.ids[report as usize], number, one.id, variant.label(), at == *fullest])?;
        }
    }
    Ok(())
}

fn spans(spans: &[Span]) -> String {
    let pairs: Vec<String> = spans.iter().map(|span| format!("[{},{}]", span.start, span.end)).collect();
    format!("[{}]", pairs.join(","))
}

/// Spans as the record keeps them.
pub(crate) fn read_spans(json: &str) -> Result<Vec<Span>> {
    let pairs: Vec<[u32; 2]> = serde_json::from_str(json).map_err(|error| Error::damaged(format!("spans cannot be read: {error}")))?;
    Ok(pairs.into_iter().map(|[start, end]| Span { start, end }).collect())
}

fn known<T>(found: Option<T>, word: &str) -> Result<T> {
    found.ok_or_else(|| Error::damaged(format!("`{word}` is not known")))
}

/// An account, from columns in the order in which the table has them, report and number left out.
pub(crate) fn read_account(row: &Row<'_>) -> Result<Account> {
    let text = |at: usize| row.get::<_, String>(at);
    let spans = |at: usize| read_spans(&row.get::<_, String>(at)?);
    let place = |at: usize| -> Result<Option<usize>> { Ok(row.get::<_, Option<i64>>(at)?.map(|place| place as usize)) };
    let (form, manner, standing, rule, sense) = (text(0)?, text(1)?, text(2)?, text(14)?, text(16)?);
    Ok(Account {
        form: known(Form::of(&form), &form)?,
        manner: known(Manner::of(&manner), &manner)?,
        sense: known(Sense::of(&sense), &sense)?,
        standing: known(Standing::of(&standing), &standing)?,
        content: spans(3)?,
        quoted: spans(4)?,
        cue: spans(5)?,
        source: spans(6)?,
        speaker: place(7)?,
        addressee: spans(8)?.first().copied(),
        addressed: place(9)?,
        medium: spans(10)?.first().copied(),
        when: spans(11)?.first().copied(),
        place: spans(12)?.first().copied(),
        within: place(13)?,
        rule: known(Rule::of(&rule), &rule)?,
        score: row.get(15)?,
    })
}

/// A referent, from six columns in the order in which the table has them.
pub(crate) fn read_referent(row: &Row<'_>, first: usize) -> Result<Referent> {
    let kind: String = row.get(first)?;
    let (offices, mentions): (String, String) = (row.get(first + 3)?, row.get(first + 5)?);
    let damaged = |error: serde_json::Error| Error::damaged(error.to_string());
    let mentions: Vec<(u32, u32, String)> = serde_json::from_str(&mentions).map_err(damaged)?;
    let mention =
        |(start, end, kind): (u32, u32, String)| Ok(Mention { span: Span { start, end }, kind: known(MentionKind::of(&kind), &kind)? });
    Ok(Referent {
        kind: known(ReferentKind::of(&kind), &kind)?,
        name: row.get(first + 1)?,
        key: row.get(first + 2)?,
        offices: serde_json::from_str(&offices).map_err(damaged)?,
        state: row.get(first + 4)?,
        mentions: mentions.into_iter().map(mention).collect::<Result<_>>()?,
    })
}
