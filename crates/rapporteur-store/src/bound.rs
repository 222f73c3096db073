//! Commitments and outcomes of single reports, in the file: put, read back, and found by the keys they share.

use crate::told::read_spans;
use crate::{Error, Result};
use rapporteur::extract::{Commitment, CommitmentKind, CommitmentRule, Deed, Due, Findings, Outcome, Party};
use rapporteur::link::Turn;
use rapporteur::link::commitment::keys_told;
use rapporteur::record::Report;
use rapporteur::resources::Frequencies;
use rapporteur::text::Span;
use rusqlite::{Connection, Row, Transaction, params};

/// The columns of a commitment, in the order in which `read_commitment` takes them.
pub(crate) const COMMITMENT: &str = "kind, commitment.by, by_referent, commitment.\"to\", to_referent, commitment.content, due, due_value, due_first, due_last, condition, commitment.cue, account, verbs, commitment.rule, commitment.score";

/// The columns of an outcome.
const DEED: &str = "span, clause, outcome, verbs, subject, day, day_value, day_first, day_last";

/// The keys under which each outcome of a report is found, and where the report stands among those that hold one.
pub(crate) type Keys = (Turn, Vec<Vec<u64>>);

/// The keys of the outcomes that a report tells.
pub(crate) fn keys(frequencies: &Frequencies, report: &Report, findings: &Findings) -> Keys {
    let turn = Turn::of(&report.key, report.published.map(|time| time.seconds()));
    (turn, findings.deeds.iter().map(|deed| keys_told(frequencies, deed, &report.text)).collect())
}

/// Keeps what a report tells of commitments and outcomes, with the keys under which each outcome is found.
pub(crate) fn put(transaction: &Transaction<'_>, report: i64, findings: &Findings, (turn, keys): &Keys) -> Result<()> {
    let mut insert = transaction.prepare_cached(
        "INSERT OR REPLACE INTO commitment VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)",
    )?;
    let span = |span: Option<Span>| span.map(|span| format!("[{},{}]", span.start, span.end));
    let spans =
        |spans: &[Span]| format!("[{}]", spans.iter().map(|&one| span(Some(one)).unwrap_or_default()).collect::<Vec<_>>().join(","));
    let number = |party: &Option<Party>| party.and_then(|party| party.referent).map(|at| at as i64);
    for (at, one) in findings.commitments.iter().enumerate() {
        let due = one.due.as_ref();
        insert.execute(params![
            report,
            at as i64,
            one.kind.label(),
            span(one.by.map(|party| party.span)),
            number(&one.by),
            span(one.to.map(|party| party.span)),
            number(&one.to),
            spans(&one.content),
            span(due.map(|due| due.span)),
            due.map(|due| due.value.as_str()),
            due.map(|due| due.days.0.to_string()),
            due.map(|due| due.days.1.to_string()),
            span(one.condition),
            span(Some(one.cue)),
            one.account.map(|at| at as i64),
            one.verbs.join(" "),
            one.rule.code(),
            one.score,
        ])?;
    }
    let mut insert = transaction.prepare_cached("INSERT OR REPLACE INTO deed VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)")?;
    for (at, one) in findings.deeds.iter().enumerate() {
        let day = one.day.as_ref();
        insert.execute(params![
            report,
            at as i64,
            span(Some(one.span)),
            spans(&one.clause),
            one.outcome.label(),
            one.verbs.join(" "),
            span(one.subject),
            span(day.map(|day| day.span)),
            day.map(|day| day.value.as_str()),
            day.map(|day| day.days.0.to_string()),
            day.map(|day| day.days.1.to_string()),
        ])?;
    }
    let mut insert = transaction.prepare_cached("INSERT OR IGNORE INTO deed_key VALUES (?1, ?2, ?3, ?4, ?5)")?;
    for (at, keys) in keys.iter().enumerate() {
        for &key in keys {
            insert.execute(params![key as i64, turn.latest, turn.number, at as i64, report])?;
        }
    }
    Ok(())
}

pub(crate) fn one_span(json: Option<String>) -> Result<Option<Span>> {
    json.map(|json| read_spans(&format!("[{json}]"))).transpose().map(|spans| spans.and_then(|spans| spans.first().copied()))
}

fn due(span: Option<String>, value: Option<String>, first: Option<String>, last: Option<String>) -> Result<Option<Due>> {
    let (Some(span), Some(value), Some(first), Some(last)) = (one_span(span)?, value, first, last) else { return Ok(None) };
    let day = |day: String| day.parse().map_err(|_| Error::damaged(format!("`{day}` is no day")));
    Ok(Some(Due { span, value, days: (day(first)?, day(last)?) }))
}

fn verbs(joined: &str) -> Vec<String> {
    joined.split(' ').filter(|verb| !verb.is_empty()).map(str::to_owned).collect()
}

/// A commitment, from sixteen columns that begin at one.
pub(crate) fn read_commitment(row: &Row<'_>, first: usize) -> Result<Commitment> {
    let text = |at: usize| row.get::<_, Option<String>>(first + at);
    let place = |at: usize| -> Result<Option<usize>> { Ok(row.get::<_, Option<i64>>(first + at)?.map(|at| at as usize)) };
    let party = |span: Option<Span>, referent: Option<usize>| span.map(|span| Party { span, referent });
    let (kind, rule) = (text(0)?.unwrap_or_default(), text(14)?.unwrap_or_default());
    Ok(Commitment {
        kind: CommitmentKind::of(&kind).ok_or_else(|| Error::damaged(format!("`{kind}` is no kind of commitment")))?,
        by: party(one_span(text(1)?)?, place(2)?),
        to: party(one_span(text(3)?)?, place(4)?),
        content: read_spans(&text(5)?.unwrap_or_default())?,
        due: due(text(6)?, text(7)?, text(8)?, text(9)?)?,
        condition: one_span(text(10)?)?,
        cue: one_span(text(11)?)?.ok_or_else(|| Error::damaged("a commitment has no cue"))?,
        account: place(12)?,
        verbs: verbs(&text(13)?.unwrap_or_default()),
        rule: CommitmentRule::of(&rule).ok_or_else(|| Error::damaged(format!("`{rule}` is no rule of commitments")))?,
        score: row.get(first + 15)?,
    })
}

fn read_deed(row: &Row<'_>) -> Result<Deed> {
    let text = |at: usize| row.get::<_, Option<String>>(at);
    let outcome = text(2)?.unwrap_or_default();
    Ok(Deed {
        span: one_span(text(0)?)?.ok_or_else(|| Error::damaged("an outcome has no sentence"))?,
        clause: read_spans(&text(1)?.unwrap_or_default())?,
        outcome: Outcome::of(&outcome).ok_or_else(|| Error::damaged(format!("`{outcome}` is no outcome")))?,
        verbs: verbs(&text(3)?.unwrap_or_default()),
        subject: one_span(text(4)?)?,
        day: due(text(5)?, text(6)?, text(7)?, text(8)?)?,
    })
}

/// The commitments of a report, as kept.
pub(crate) fn commitments(connection: &Connection, report: i64) -> Result<Vec<Commitment>> {
    let mut statement = connection.prepare_cached(&format!("SELECT {COMMITMENT} FROM commitment WHERE report = ?1 ORDER BY number"))?;
    let mut rows = statement.query([report])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(read_commitment(row, 0)?);
    }
    Ok(found)
}

/// The outcomes that a report tells, as kept.
pub(crate) fn deeds(connection: &Connection, report: i64) -> Result<Vec<Deed>> {
    let mut statement = connection.prepare_cached(&format!("SELECT {DEED} FROM deed WHERE report = ?1 ORDER BY number"))?;
    let mut rows = statement.query([report])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(read_deed(row)?);
    }
    Ok(found)
}

/// One outcome of a report, by its place.
pub(crate) fn deed(connection: &Connection, report: i64, place: usize) -> Result<Option<Deed>> {
    let mut statement = connection.prepare_cached(&format!("SELECT {DEED} FROM deed WHERE report = ?1 AND number = ?2"))?;
    let mut rows = statement.query([report, place as i64])?;
    rows.next()?.map(read_deed).transpose()
}
