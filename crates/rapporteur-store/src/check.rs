//! Does the record hold? Every span still slices its text, and deriving again gives the same rows.

use crate::derive::{Derived, read_passages};
use crate::{Record, Result};
use rapporteur::extract::Languages;
use rapporteur::record::Draft;
use rapporteur::resources::Resources;
use rusqlite::Row;

/// One thing that was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What was checked, in words.
    pub what: &'static str,
    /// How many were looked at.
    pub checked: usize,
    /// Those that do not hold, each in words.
    pub broken: Vec<String>,
}

/// Checks the whole record.
///
/// # Errors
/// When the file cannot be read.
pub fn check(record: &Record, resources: &Resources, languages: &Languages) -> Result<Vec<Finding>> {
    let mut findings = vec![file(record)?, reports(record)?, spans(record)?, passages(record)?];
    let again = record.derive_again(resources)?;
    findings.push(derivation(record, &again)?);
    findings.push(extraction(record, resources, languages)?);
    findings.push(statements(record, resources, &again)?);
    Ok(findings)
}

fn file(record: &Record) -> Result<Finding> {
    let mut broken: Vec<String> = Vec::new();
    record.sql("PRAGMA integrity_check(20)", |_| {}, |row| broken.extend(row.into_iter().filter_map(text).filter(|line| line != "ok")))?;
    record.sql(
        "PRAGMA foreign_key_check",
        |_| {},
        |row| broken.push(format!("a row of {} points to nothing", row.into_iter().next().and_then(text).unwrap_or_default())),
    )?;
    Ok(Finding { what: "the file and its links", checked: 2, broken })
}

fn text(value: rusqlite::types::Value) -> Option<String> {
    match value {
        rusqlite::types::Value::Text(text) => Some(text),
        _ => None,
    }
}

/// Each report's key is still the hash of what it holds.
fn reports(record: &Record) -> Result<Finding> {
    let keys = record.keys()?;
    let mut broken = Vec::new();
    for key in &keys {
        let report = record.report(key)?;
        let draft = Draft { own_id: report.own_id, url: report.url, title: report.title, outlet: report.outlet, ..Draft::default() };
        if draft.key(report.published.as_ref(), &report.text) != *key {
            broken.push(format!("{key} was changed after it was added"));
        }
    }
    Ok(Finding { what: "reports against their keys", checked: keys.len(), broken })
}

fn spans(record: &Record) -> Result<Finding> {
    let (mut checked, mut broken) = (0, Vec::new());
    for key in record.keys()? {
        let report = record.report(&key)?;
        let mut end = 0;
        for removal in &report.removed {
            checked += 1;
            if removal.span.checked_of(&report.text).is_none() || removal.span.start < end {
                broken.push(format!("{key}:{}-{} ({})", removal.span.start, removal.span.end, removal.why.code()));
            }
            end = removal.span.end;
        }
    }
    Ok(Finding { what: "removed spans", checked, broken })
}

fn passages(record: &Record) -> Result<Finding> {
    let (mut checked, mut broken) = (0, Vec::new());
    let query = "SELECT one.key, one.text, two.key, two.text, passages FROM copy_link JOIN report AS one ON one.id = first JOIN report AS two ON two.id = second ORDER BY one.key, two.key";
    let mut statement = record.connection.prepare(query)?;
    let row = |row: &Row<'_>| {
        Ok((
            row.get::<_, String>(0)?,
            row.get::<_, String>(1)?,
            row.get::<_, String>(2)?,
            row.get::<_, String>(3)?,
            row.get::<_, String>(4)?,
        ))
    };
    for row in statement.query_map([], row)? {
        let (one, one_text, two, two_text, json) = row?;
        for (a, b) in read_passages(&json)? {
            checked += 1;
            if a.checked_of(&one_text).is_none() || b.checked_of(&two_text).is_none() {
                broken.push(format!("{one}:{}-{} and {two}:{}-{}", a.start, a.end, b.start, b.end));
            }
        }
    }
    Ok(Finding { what: "shared passages", checked, broken })
}

fn derivation(record: &Record, again: &Derived) -> Result<Finding> {
    let row = |at: u32| again.ids[at as usize];
    let mut broken = Vec::new();
    let mut statement = record.connection.prepare("SELECT origin, copied_from, share, story FROM carrier JOIN story_member ON story_member.report = carrier.report WHERE carrier.report = ?1")?;
    for (at, &id) in again.ids.iter().enumerate() {
        let carrier = &again.carriers[at];
        let now = (row(carrier.origin), carrier.from.map(row), again.shares[at], row(again.stories.story_of[at]));
        let kept = statement.query_map([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?.next().transpose()?;
        if kept != Some(now) {
            broken.push(format!("{}: origin or story differ when derived again", record.report_by_row(id)?.key));
        }
    }
    let ties: i64 = record.connection.query_row("SELECT count(*) FROM story_tie", [], |row| row.get(0))?;
    if ties as usize != again.stories.ties.len() {
        broken.push(format!("{ties} ties inside stories are kept, {} derived", again.stories.ties.len()));
    }
    Ok(Finding { what: "origins and stories, derived again", checked: again.ids.len(), broken })
}

/// Every span of what is told slices its report's text, and reading the report again finds the same.
fn extraction(record: &Record, resources: &Resources, languages: &Languages) -> Result<Finding> {
    let ids: Vec<i64> = record
        .connection
        .prepare("SELECT id FROM report ORDER BY id")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let (mut checked, mut broken) = (0, Vec::new());
    for ids in ids.chunks(256) {
        for (&id, again) in ids.iter().zip(record.findings_again(resources, languages, ids)?) {
            let (report, kept) = (record.report_by_row(id)?, record.findings(id)?);
            checked += kept.accounts.len() + kept.referents.len();
            let spans = kept.accounts.iter().flat_map(|account| {
                [&account.content, &account.quoted, &account.cue, &account.source]
                    .into_iter()
                    .flatten()
                    .chain(&account.addressee)
                    .chain(&account.medium)
                    .chain(&account.when)
                    .chain(&account.place)
                    .copied()
            });
            let spans = spans.chain(kept.referents.iter().flat_map(|referent| referent.mentions.iter().map(|mention| mention.span)));
            if let Some(span) = spans.into_iter().find(|span| span.checked_of(&report.text).is_none()) {
                broken.push(format!("{}:{}-{} lies outside the text", report.key, span.start, span.end));
            } else if kept != again {
                broken.push(format!("{}: what it tells differs when it is read again", report.key));
            }
        }
    }
    Ok(Finding { what: "what reports tell, read again", checked, broken })
}

/// Actors and statements derived again are those that are kept.
fn statements(record: &Record, resources: &Resources, again: &Derived) -> Result<Finding> {
    let worded = record.tell(resources, again)?;
    let mut broken = Vec::new();
    let mut query = record.connection.prepare("SELECT statement, variant, fullest FROM wording WHERE report = ?1 AND account = ?2")?;
    for (statement, (fullest, variants)) in worded.told.statements.iter().zip(&worded.variants) {
        for (at, (&(report, number), variant)) in statement.accounts.iter().zip(variants).enumerate() {
            let now = (statement.id.clone(), variant.label().to_owned(), at == *fullest);
            let kept = query
                .query_map((again.ids[report as usize], number), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
                .next()
                .transpose()?;
            if kept.as_ref() != Some(&now) {
                broken.push(format!("{}: its wordings differ when derived again", statement.id));
                break;
            }
        }
    }
    let count = |query: &str| record.connection.query_row(query, [], |row| row.get::<_, i64>(0)).map(|count| count as usize);
    for (what, kept, made) in [
        ("statements", count("SELECT count(*) FROM statement")?, worded.told.statements.len()),
        ("actors", count("SELECT count(*) FROM actor")?, worded.told.actors.len()),
    ] {
        if kept != made {
            broken.push(format!("{kept} {what} are kept, {made} derived"));
        }
    }
    Ok(Finding { what: "statements and actors, derived again", checked: worded.told.statements.len(), broken })
}
