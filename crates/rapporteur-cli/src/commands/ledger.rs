//! `rapporteur ledger`: what was promised, offered, threatened, demanded, set and agreed, and where each stands on a day.

use super::{Setting, times};
use crate::arguments::{Ledger, StatusOf};
use crate::console::{output, safe, width, wrapped};
use crate::problem::{Outcome, Problem, Verdict};
use rapporteur::link::commitment::Status;
use rapporteur::record::{Published, Report, day_written};
use rapporteur_desk::ledger::{self, Asked};
use rapporteur_desk::{Period, interchange, short};
use rapporteur_store::LedgerRow;
use std::io::Write;

pub(super) fn run(setting: &Setting, wanted: &Ledger) -> Outcome {
    let desk = setting.desk()?;
    let day = |written: &String| Published::read(written).map(|time| time.days().1).map_err(Problem::other);
    let asked = Asked {
        by: wanted.by.clone(),
        to: wanted.to.clone(),
        status: wanted.status.map(Status::from),
        due: wanted.due.as_deref().map(Period::read_range).transpose()?,
        as_of: wanted.as_of.as_ref().map(day).transpose()?,
        unsure: wanted.all_rows,
    };
    let mut rows = desk.ledger(&asked)?;
    rows.truncate(wanted.limit);
    let mut out = output();
    if wanted.ical {
        write!(out, "{}", calendar(&rows))?;
    } else if wanted.csv {
        table(&mut out, &rows)?;
    } else {
        for row in &rows {
            if setting.json { writeln!(out, "{}", interchange::ledger_row(row))? } else { line(&mut out, row)? }
        }
        if rows.is_empty() && !setting.json {
            writeln!(out, "nothing found")?;
        }
    }
    out.flush()?;
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

/// The rows as comma-separated values; lists as JSON.
fn table(out: &mut impl Write, rows: &[LedgerRow]) -> Outcome<()> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(interchange::LEDGER).map_err(Problem::other)?;
    for row in rows {
        let value = interchange::ledger_row(row);
        let field = |name: &&str| match &value[*name] {
            serde_json::Value::Null => String::new(),
            serde_json::Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        csv.write_record(interchange::LEDGER.iter().map(field)).map_err(Problem::other)?;
    }
    csv.flush()?;
    Ok(())
}

/// Outlet and day of a report.
fn printed(report: &Report) -> String {
    let day = report.published.map_or_else(|| "day not known".to_owned(), |time| time.to_string());
    format!("{} · {day}", report.outlet.as_deref().unwrap_or("outlet not known"))
}

fn line(out: &mut impl Write, row: &LedgerRow) -> std::io::Result<()> {
    let first = row.first();
    let one = &first.commitment;
    let by = ledger::by(row).unwrap_or_else(|| "(not said who)".to_owned());
    let to = ledger::to(row).map(|to| format!(" to {to}")).unwrap_or_default();
    let due = row.due().map(|due| format!(" · due {due}")).unwrap_or_default();
    let times = times(row.tellings.len(), row.origins());
    let (id, stands, kind) = (short(&row.id), ledger::stands(row), one.kind.label());
    writeln!(out, "{id} {stands} · {kind} · {}{}{due}{times}", safe(&by), safe(&to))?;
    let condition = one.condition.map(|span| format!(" [{}]", span.of(&first.report.text))).unwrap_or_default();
    write!(out, "{}", wrapped(&safe(&format!("{}{condition}", ledger::words(row))), width(), "    "))?;
    writeln!(out, "    {} · {}:{} {}", safe(&printed(&first.report)), short(&first.report.key), one.content[0].start, one.rule.code())?;
    if let Some((report, span)) = &row.standing.settled_by {
        let place = format!("{}:{}-{}", short(&report.key), span.start, span.end);
        let told = format!("{}: {} ({}, {place})", row.standing.status.label(), span.of(&report.text), printed(report));
        write!(out, "{}", wrapped(&safe(&told), width(), "    "))?;
    }
    Ok(())
}

/// What has a due day, as iCalendar (RFC 5545): all-day events. No clock is asked: the stamp is the day of the first report.
fn calendar(rows: &[LedgerRow]) -> String {
    let mut lines: Vec<String> = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Rapporteur//ledger//EN"].map(str::to_owned).to_vec();
    for row in rows {
        let Some((_, last)) = row.standing.due else { continue };
        let first = row.first();
        let (by, words) = (ledger::by(row).unwrap_or_default(), ledger::words(row));
        let compact = |day: String| day.chars().filter(char::is_ascii_digit).take(8).collect::<String>();
        let stamp = first.report.published.map_or_else(|| "19700101".to_owned(), |time| compact(time.to_string()));
        lines.extend([
            "BEGIN:VEVENT".to_owned(),
            format!("UID:{}@rapporteur", row.id),
            format!("DTSTAMP:{stamp:0<8}T000000Z"),
            format!("DTSTART;VALUE=DATE:{}", compact(day_written(last))),
            format!("SUMMARY:{}", escaped(&format!("{by}: {words}"))),
            format!(
                "DESCRIPTION:{}",
                escaped(&format!(
                    "{}, {}; {}:{}",
                    first.commitment.kind.label(),
                    row.standing.status.label(),
                    first.report.key,
                    first.commitment.content[0].start
                ))
            ),
            "END:VEVENT".to_owned(),
        ]);
    }
    lines.push("END:VCALENDAR".to_owned());
    lines.iter().map(|line| folded(line)).collect()
}

/// Text of a calendar's field: backslashes, semicolons and commas escaped, line ends as `\n`, control characters left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// A line of a calendar, broken before 75 bytes as the format asks.
fn folded(line: &str) -> String {
    let (mut out, mut length) = (String::new(), 0);
    for c in line.chars() {
        if length + c.len_utf8() > 74 {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(c);
        length += c.len_utf8();
    }
    out + "\r\n"
}
