//! What reports tell, in the file: reports that have not been read for it are, and what is kept of each comes back.

use crate::contacts::{TELLING, put_tellings, read_contact};
use crate::events::{ACT, put_acts, read_event};
use crate::guard::guarded;
use crate::{Error, Record, Result};
use crate::{bound, damage};
use rapporteur::extract::{
    About, Account, Findings, Form, Languages, Manner, Mention, MentionKind, Position, PositionRule, Referent, ReferentKind, Rule, Sense,
    Stance, Standing, Voice,
};
use rapporteur::link::statement::Utterance;
use rapporteur::record::Report;
use rapporteur::record::told::utterances;
use rapporteur::resources::Resources;
use rapporteur::text::{Span, fold, mark, stem, words};
use rayon::prelude::*;
use rusqlite::{Row, Transaction, TransactionBehavior, params};

/// The columns of an account, in the order in which `read_account` takes them.
pub(crate) const ACCOUNT: &str = "form, manner, standing, content, quoted, cue, source, speaker, account.addressee, addressed, medium, \"when\", account.place, within, rule, score, sense, (SELECT json_group_array(referent) FROM (SELECT referent FROM account_speaker WHERE account_speaker.report = account.report AND account_speaker.account = account.number ORDER BY referent))";

/// What is kept of one report: what it tells, its accounts as linking and searching see them, and the keys of its commitments and outcomes.
pub(crate) type Read = (Findings, (Vec<(Utterance, String)>, bound::Keys));

/// The columns of a referent, in the order in which `read_referent` takes them.
pub(crate) const REFERENT: &str = "referent.kind, referent.name, referent.key, referent.offices, referent.state, referent.mentions";

/// The columns of a position, in the order in which `read_position` takes them.
pub(crate) const POSITION: &str =
    "position.actor, position.referent, stance, point, position.cue, voice, about, undoes, position.rule, position.score";

/// Bits of a row of the search in statements that number an account; those above them are its report.
pub(crate) const PLACES: u32 = 20;

impl Record {
    /// The reports that wait and have not been read for what they tell, by row.
    pub(crate) fn unread(&self) -> Result<Vec<i64>> {
        // In the order of their turns, as far as the file knows it: what comes behind all others parts none of them, and nothing is to be untied.
        let query = "SELECT waiting.report FROM waiting JOIN report ON report.id = waiting.report
                     WHERE waiting.report NOT IN (SELECT report FROM extracted) ORDER BY report.published, waiting.report";
        Ok(self.connection.prepare(query)?.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
    }

    /// Keeps what some reports tell, in one transaction.
    pub(crate) fn put_read(&mut self, reports: &[i64], read: &[Read]) -> Result<()> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for (&id, (findings, (utterances, keys))) in reports.iter().zip(read) {
            put_findings(&transaction, id, findings)?;
            put_utterances(&transaction, id, utterances)?;
            bound::put(&transaction, id, findings, keys)?;
        }
        Ok(transaction.commit()?)
    }

    /// What reports tell as they would be read now.
    pub(crate) fn findings_again(&self, resources: &Resources, languages: &Languages, ids: &[i64]) -> Result<Vec<Read>> {
        Ok(read_closely(resources, languages, &self.reports_by_row(ids)?))
    }

    /// What a report tells, as kept.
    pub(crate) fn findings(&self, report: i64) -> Result<Findings> {
        let query = format!("SELECT {ACCOUNT} FROM account WHERE report = ?1 ORDER BY number");
        let mut accounts = self.connection.prepare_cached(&query)?;
        let mut rows = accounts.query([report])?;
        let mut findings = Findings::default();
        while let Some(row) = rows.next()? {
            findings.accounts.push(read_account(row)?);
        }
        let mut referents =
            self.connection.prepare_cached(&format!("SELECT {REFERENT} FROM referent WHERE report = ?1 ORDER BY number"))?;
        let mut rows = referents.query([report])?;
        while let Some(row) = rows.next()? {
            findings.referents.push(read_referent(row, 0)?);
        }
        let mut tellings = self.connection.prepare_cached(&format!("SELECT {TELLING} FROM telling WHERE report = ?1 ORDER BY number"))?;
        let mut rows = tellings.query([report])?;
        while let Some(row) = rows.next()? {
            findings.contacts.push(read_contact(row)?);
        }
        let mut acts = self.connection.prepare_cached(&format!("SELECT {ACT} FROM act WHERE report = ?1 ORDER BY number"))?;
        let mut rows = acts.query([report])?;
        while let Some(row) = rows.next()? {
            findings.events.push(read_event(row)?);
        }
        findings.commitments = bound::commitments(&self.connection, report)?;
        findings.deeds = bound::deeds(&self.connection, report)?;
        let query = format!("SELECT {POSITION} FROM position WHERE report = ?1 ORDER BY number");
        let mut positions = self.connection.prepare_cached(&query)?;
        let mut rows = positions.query([report])?;
        while let Some(row) = rows.next()? {
            findings.positions.push(read_position(row)?);
        }
        let query = "SELECT key, text FROM report WHERE id = ?1";
        let row = |row: &Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?));
        let (key, text) = self.connection.prepare_cached(query)?.query_row([report], row)?;
        damage::sound(&text, &key, findings)
    }
}

/// What reports tell, on all cores. A report that trips the reading costs itself alone: it tells nothing.
pub(crate) fn read_closely(resources: &Resources, languages: &Languages, reports: &[Report]) -> Vec<Read> {
    let read = |report: &Report| {
        let attempt = guarded(|| {
            let reader = languages.of(report.language.as_deref());
            let findings = reader.findings(&resources.actors, report);
            let utterances = utterances(&resources.frequencies, &reader.extractor.times, report, &findings).into_iter();
            let marks = findings.accounts.iter().map(|account| marks(&report.text, &account.content));
            let heard = utterances.zip(marks).collect();
            let keys = bound::keys(&resources.frequencies, report, &findings);
            (findings, (heard, keys))
        });
        attempt.unwrap_or_else(|| {
            let nothing = Findings::default();
            let keys = bound::keys(&resources.frequencies, report, &nothing);
            (nothing, (Vec::new(), keys))
        })
    };
    reports.par_iter().map(read).collect()
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
    let mut with = transaction.prepare_cached("INSERT OR REPLACE INTO account_speaker VALUES (?1, ?2, ?3)")?;
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
        for &other in &one.others {
            with.execute(params![report, at as i64, other as i64])?;
        }
    }
    put_tellings(transaction, report, &findings.contacts)?;
    put_acts(transaction, report, &findings.events)?;
    let mut position =
        transaction.prepare_cached("INSERT OR REPLACE INTO position VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)")?;
    for (at, one) in findings.positions.iter().enumerate() {
        position.execute(params![
            report,
            at as i64,
            spans(&[one.actor]),
            number(one.referent),
            one.stance.label(),
            spans(&one.point),
            spans(&[one.cue]),
            one.voice.label(),
            one.about.label(),
            one.undoes,
            one.rule.code(),
            one.score,
        ])?;
    }
    transaction.prepare_cached("INSERT OR IGNORE INTO extracted VALUES (?1)")?.execute([report])?;
    Ok(())
}

/// The stems of some words, as the search takes them.
pub(crate) fn marks(text: &str, content: &[Span]) -> String {
    let stems = content.iter().flat_map(|span| {
        let text = span.of(text);
        words(text).into_iter().map(|word| mark(&stem(&fold(word.span.of(text)))))
    });
    stems.collect::<Vec<_>>().join(" ")
}

fn put_utterances(transaction: &Transaction<'_>, report: i64, utterances: &[(Utterance, String)]) -> Result<()> {
    let mut utterance = transaction.prepare_cached("INSERT OR REPLACE INTO utterance VALUES (?1, ?2, ?3)")?;
    let mut search = transaction.prepare_cached("INSERT INTO statement_search (rowid, stems) VALUES (?1, ?2)")?;
    for (number, (one, marks)) in utterances.iter().enumerate() {
        utterance.execute(params![report, number as i64, one.to_bytes()])?;
        search.execute(params![report << PLACES | number as i64, marks])?;
    }
    Ok(())
}

pub(crate) fn spans(spans: &[Span]) -> String {
    let pairs: Vec<String> = spans.iter().map(|span| format!("[{},{}]", span.start, span.end)).collect();
    format!("[{}]", pairs.join(","))
}

/// Spans as the record keeps them.
pub(crate) fn read_spans(json: &str) -> Result<Vec<Span>> {
    let pairs: Vec<[u32; 2]> = serde_json::from_str(json).map_err(|error| Error::damaged(format!("spans cannot be read: {error}")))?;
    Ok(pairs.into_iter().map(|[start, end]| Span { start, end }).collect())
}

pub(crate) fn known<T>(found: Option<T>, word: &str) -> Result<T> {
    found.ok_or_else(|| Error::damaged(format!("`{word}` is not known")))
}

/// An account, from columns in the order in which the table has them, report and number left out.
pub(crate) fn read_account(row: &Row<'_>) -> Result<Account> {
    let text = |at: usize| row.get::<_, String>(at);
    let spans = |at: usize| read_spans(&row.get::<_, String>(at)?);
    let place = |at: usize| -> Result<Option<usize>> { Ok(row.get::<_, Option<i64>>(at)?.map(|place| place as usize)) };
    let (form, manner, standing, rule, sense) = (text(0)?, text(1)?, text(2)?, text(14)?, text(16)?);
    let others = serde_json::from_str(&text(17)?).map_err(|error| Error::damaged(format!("speakers cannot be read: {error}")))?;
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
        others,
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

/// A position, from columns in the order of `POSITION`.
pub(crate) fn read_position(row: &Row<'_>) -> Result<Position> {
    let text = |at: usize| row.get::<_, String>(at);
    let one = |at: usize| -> Result<Span> {
        read_spans(&row.get::<_, String>(at)?)?.first().copied().ok_or_else(|| Error::damaged("a position names nobody"))
    };
    let (stance, voice, about, rule) = (text(2)?, text(5)?, text(6)?, text(8)?);
    Ok(Position {
        actor: one(0)?,
        referent: row.get::<_, Option<i64>>(1)?.map(|place| place as usize),
        stance: known(Stance::of(&stance), &stance)?,
        point: read_spans(&text(3)?)?,
        cue: one(4)?,
        voice: known(Voice::of(&voice), &voice)?,
        about: known(About::of(&about), &about)?,
        undoes: row.get(7)?,
        rule: known(PositionRule::of(&rule), &rule)?,
        score: row.get(9)?,
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
