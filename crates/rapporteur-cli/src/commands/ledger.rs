//! `rapporteur ledger`: what was promised, offered, threatened, demanded, set and agreed, and where each stands on a day.

use super::{Setting, times};
use crate::arguments::{Ledger, StatusOf};
use crate::console::{more, safe, width, wrapped};
use crate::problem::{Outcome, Verdict};
use rapporteur::link::commitment::Status;
use rapporteur::record::Report;
use rapporteur_desk::ledger::{self, Asked};
use rapporteur_desk::{interchange, short};
use rapporteur_store::{LedgerRow, OwedOrder};
use std::io::Write;

pub(super) fn run(setting: &Setting, wanted: &Ledger) -> Outcome {
    let desk = setting.desk()?;
    let asked = Asked {
        reports: Vec::new(),
        by: wanted.by.clone(),
        to: wanted.to.clone(),
        status: wanted.status.map(Status::from),
        due: wanted.due.as_deref().map(|due| setting.range(due)).transpose()?,
        as_of: wanted.as_of.as_deref().map(|day| setting.on_the_calendar(day)).transpose()?.as_deref().map(Asked::day).transpose()?,
        unsure: wanted.all_rows,
        order: OwedOrder::Told,
    };
    let (rows, is_more) = desk.first_of_ledger(&asked, wanted.rows.most())?;
    let left = if is_more { desk.ledger_len(&asked)? - rows.len() } else { 0 };
    let mut out = wanted.written.paper()?;
    if wanted.ical {
        write!(out, "{}", ledger::calendar(&rows))?;
    } else if wanted.csv {
        write!(out, "{}", ledger::table(&rows)?)?;
    } else {
        for row in &rows {
            if setting.json { writeln!(out, "{}", interchange::ledger_row(row))? } else { line(&mut out, row)? }
        }
        if rows.is_empty() && !setting.json {
            writeln!(out, "nothing found")?;
        }
    }
    // A calendar or a table holds rows and nothing else.
    more(&mut out, left, setting.json || wanted.ical || wanted.csv || wanted.written.output.is_some())?;
    out.finish()?;
    Ok(Verdict::Good)
}

impl From<StatusOf> for Status {
    fn from(status: StatusOf) -> Self {
        match status {
            StatusOf::Open => Self::Open,
            StatusOf::Due => Self::Due,
            StatusOf::Kept => Self::Kept,
            StatusOf::Broken => Self::Broken,
            StatusOf::Overtaken => Self::Overtaken,
            StatusOf::Unclear => Self::Unclear,
        }
    }
}

/// Outlet and day of a report.
fn printed(report: &Report) -> String {
    let day = report.published.map_or_else(|| "day not known".to_owned(), |time| time.to_string());
    format!("{} · {day}", report.outlet.as_deref().unwrap_or("outlet not known"))
}

fn line(out: &mut impl Write, row: &LedgerRow) -> std::io::Result<()> {
    let first = row.of.first();
    let one = &first.commitment;
    let by = ledger::by(&row.of).unwrap_or_else(|| "(not said who)".to_owned());
    let to = ledger::to(&row.of).map(|to| format!(" to {to}")).unwrap_or_default();
    let due = row.due().map(|due| format!(" · due {due}")).unwrap_or_default();
    let times = times(row.of.tellings.len(), row.of.origins());
    let (id, stands, kind) = (short(&row.of.id), ledger::stands(row), one.kind.label());
    writeln!(out, "{id} {stands} · {kind} · {}{}{due}{times}", safe(&by), safe(&to))?;
    let condition = one.condition.map(|span| format!(" [{}]", span.of(&first.report.text))).unwrap_or_default();
    write!(out, "{}", wrapped(&safe(&format!("{}{condition}", ledger::words(&row.of))), width(), "    "))?;
    writeln!(out, "    {} · {}:{} {}", safe(&printed(&first.report)), short(&first.report.key), one.content[0].start, one.rule.code())?;
    if let Some((report, span)) = &row.standing.settled_by {
        let place = format!("{}:{}-{}", short(&report.key), span.start, span.end);
        let told = format!("{}: {} ({}, {place})", row.standing.status.label(), span.of(&report.text), printed(report));
        write!(out, "{}", wrapped(&safe(&told), width(), "    "))?;
    }
    Ok(())
}
