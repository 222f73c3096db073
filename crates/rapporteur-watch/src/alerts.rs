//! What of the new reports is told: searches that find some, positions that moved, what falls due, denials; each with the words of a report.
//!
//! An alert is a row as other rows are, with an identifier made of what it is about: what is found again is known by it and not told twice. Copies of
//! one text are one.

use crate::config::Rule;
use crate::{Error, Result};
use rapporteur::extract::Sense;
use rapporteur::link::commitment::Status;
use rapporteur::record::Report;
use rapporteur::text::{Span, escaped_json};
use rapporteur_desk::interchange::cited;
use rapporteur_desk::{Desk, Period, ledger, standing, statements};
use rapporteur_store::News;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::time::Duration;
use xxhash_rust::xxh3::xxh3_64;

/// What an alert is made of.
struct Alert<'a> {
    rule: &'a Rule,
    kind: &'static str,
    /// By what it is known.
    about: String,
    /// What it says, in a line.
    what: String,
    /// The identifier of what it is about.
    of: String,
}

impl Alert<'_> {
    /// The row: identifier, and the line of JSON.
    fn row(self, report: &Report, spans: &[Span]) -> (String, String) {
        let Self { rule, kind, about, what, of } = self;
        let id = format!("a{:016x}", xxh3_64(format!("{}\0{kind}\0{about}", rule.name).as_bytes()));
        let mut row = json!({"alert": id, "name": rule.name, "kind": kind, "what": what, "of": of});
        if let (Value::Object(row), Value::Object(place)) = (&mut row, cited::place(report, spans)) {
            row.extend(place);
        }
        (id, escaped_json(&row.to_string()).into_owned())
    }
}

/// The alerts of the reports behind the first `after`, and of what falls due as of a day, counted from 1970.
///
/// # Errors
/// When a search is none, an actor is not known, or the record cannot be read.
pub(crate) fn alerts(desk: &Desk, rules: &[Rule], after: u64, today: i64) -> Result<Vec<(String, String)>> {
    let fresh: BTreeSet<String> = desk.record.added_after(after)?.into_iter().collect();
    let mut found = Vec::new();
    for rule in rules {
        if let Some(within) = rule.due {
            due(desk, rule, within, today, &mut found)?;
        }
        if fresh.is_empty() {
            continue;
        }
        if let Some(words) = &rule.search {
            searched(desk, rule, words, "", after, &fresh, &mut found)?;
        }
        if let Some(name) = &rule.kept {
            // One that is kept no longer finds nothing.
            for kept in desk.record.searches()?.iter().filter(|kept| name == "any" || *name == kept.name) {
                searched(desk, rule, &kept.words, &kept.name, after, &fresh, &mut found)?;
            }
        }
        if let Some(on) = &rule.moved {
            moved(desk, rule, on, &fresh, &mut found)?;
        }
        if let Some(by) = &rule.denied {
            denied(desk, rule, by, after, &fresh, &mut found)?;
        }
    }
    Ok(found)
}

/// Looks whether the searches are such, and whether those are kept that are named.
///
/// # Errors
/// When one is not.
pub(crate) fn check(desk: &Desk, rules: &[Rule]) -> Result<()> {
    for rule in rules {
        if let Some(words) = &rule.search
            && let Err(error) = desk.record.search(words, 1)
        {
            return Err(if error.is_query() {
                Error::asked(format!("the alert `{}`: {error}", rule.name), "try it with `rapporteur search`")
            } else {
                error.into()
            });
        }
        if let Some(name) = rule.kept.as_deref().filter(|name| *name != "any")
            && let Err(error) = desk.record.kept_search(name)
        {
            return Err(if error.is_query() {
                Error::asked(format!("the alert `{}`: {error}", rule.name), "keep it first: `rapporteur search --save NAME WORDS`")
            } else {
                error.into()
            });
        }
    }
    Ok(())
}

type Rows = Vec<(String, String)>;

/// New reports that hold words; of a search that is kept, under its name.
fn searched(desk: &Desk, rule: &Rule, words: &str, kept: &str, after: u64, fresh: &BTreeSet<String>, found: &mut Rows) -> Result<()> {
    // What is not compared yet is told of when it is.
    for hit in desk.found_after(words, after)?.iter().filter(|hit| fresh.contains(&hit.report.key)) {
        let key = &hit.report.key;
        // A copy is told of where its origin was not.
        let origin = desk.record.copy_row(key)?.map_or_else(|| key.clone(), |copy| copy.origin);
        let title = cited::title(&hit.report);
        let (about, what) = match kept {
            "" => (origin, title.to_owned()),
            kept => (format!("{kept}\0{origin}"), format!("{kept}: {title}")),
        };
        let alert = Alert { rule, kind: "search", about, what, of: key.clone() };
        found.push(alert.row(&hit.report, &[hit.span]));
    }
    Ok(())
}

/// Stances that began with the new reports, behind another one.
fn moved(desk: &Desk, rule: &Rule, on: &str, fresh: &BTreeSet<String>, found: &mut Rows) -> Result<()> {
    let board = desk.standings(&standing::Asked { on: (on != "any").then(|| on.to_owned()), ..standing::Asked::default() })?;
    for one in &board.standings {
        let [.., before, last] = one.steps.as_slice() else { continue };
        if !last.evidence.iter().all(|evidence| fresh.contains(&evidence.report)) {
            continue;
        }
        let Some((evidence, (start, end))) = last.evidence.iter().find_map(|evidence| Some((evidence, evidence.place?))) else { continue };
        let (stance, earlier) = (last.stance.label(), before.stance.label());
        let (party, question) = (&board.parties[&one.actor].name, &board.questions[&one.question].name);
        let alert = Alert {
            rule,
            kind: "moved",
            about: format!("{} {stance} {}", one.actor, evidence.report),
            what: format!("{party} on {question}: {stance}, before {earlier}"),
            of: one.question.clone(),
        };
        found.push(alert.row(&desk.record.report(&evidence.report)?, &[Span { start, end }]));
    }
    Ok(())
}

/// What falls due within a time before or after today, and has not come about.
fn due(desk: &Desk, rule: &Rule, within: Duration, today: i64, found: &mut Rows) -> Result<()> {
    let days = i64::try_from(within.as_secs() / 86_400).unwrap_or(i64::MAX / 2);
    let period = Period { since: Some(today.saturating_sub(days)), until: Some(today.saturating_add(days)) };
    let asked = ledger::Asked { due: Some(period), as_of: Some(today), ..ledger::Asked::default() };
    let rows = desk.first_of_ledger(&asked, usize::MAX)?.0;
    for row in rows.iter().filter(|row| matches!(row.standing.status, Status::Open | Status::Due)) {
        let (first, when) = (row.of.first(), row.due().unwrap_or_default());
        let by = ledger::by(&row.of).unwrap_or_else(|| "somebody".to_owned());
        let alert = Alert {
            rule,
            kind: "due",
            about: format!("{} {when} {}", row.of.id, row.standing.status.label()),
            what: format!("{} of {by}, due {when}: {}", first.commitment.kind.label(), ledger::stands(row)),
            of: row.of.id.clone(),
        };
        found.push(alert.row(&first.report, &first.commitment.content));
    }
    Ok(())
}

/// Denials that only the new reports tell.
fn denied(desk: &Desk, rule: &Rule, by: &str, after: u64, fresh: &BTreeSet<String>, found: &mut Rows) -> Result<()> {
    let by = (by != "any").then(|| by.to_owned());
    for story in desk.record.stories_with(News::After(after), usize::MAX >> 1)?.0 {
        let asked = statements::Asked { by: by.clone(), story: Some(story.key), ..statements::Asked::default() };
        let asked = desk.statements(&asked, |view| {
            let mut denials =
                view.wordings.iter().filter(|wording| wording.account.sense == Sense::Denies && statements::is_sure(wording)).peekable();
            if denials.peek().is_some()
                && view.wordings.iter().all(|wording| fresh.contains(&wording.report.key))
                && let Some(wording) = denials.next()
            {
                let what = format!("{} denies", statements::speaker(&view));
                let alert = Alert { rule, kind: "denied", about: view.id.clone(), what, of: view.id.clone() };
                found.push(alert.row(&wording.report, &wording.account.content));
            }
            true
        });
        match asked {
            // Who has not spoken yet may yet do so.
            Err(error) if error.is_question() => {}
            other => other?,
        }
    }
    Ok(())
}
