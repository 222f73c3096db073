//! The ledger for other programs: a calendar of what falls due, a table of all.

use super::{by, words};
use crate::{Error, Result, interchange};
use rapporteur::record::day_written;
use rapporteur_store::LedgerRow;
use serde_json::Value;

/// The rows as comma-separated values; lists as JSON.
///
/// # Errors
/// When the table cannot be written.
pub fn table(rows: &[LedgerRow]) -> Result<String> {
    let failed = |error: &dyn std::fmt::Display| Error::asked(format!("writing the table: {error}"));
    let mut csv = csv::Writer::from_writer(Vec::new());
    csv.write_record(interchange::LEDGER).map_err(|error| failed(&error))?;
    for row in rows {
        let value = interchange::ledger_row(row);
        let field = |name: &&str| match &value[*name] {
            Value::Null => String::new(),
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        csv.write_record(interchange::LEDGER.iter().map(field)).map_err(|error| failed(&error))?;
    }
    let bytes = csv.into_inner().map_err(|error| failed(&error))?;
    String::from_utf8(bytes).map_err(|error| failed(&error))
}

/// What has a due day, as iCalendar (RFC 5545): all-day events. No clock is asked: the stamp is the day of the first report.
pub fn calendar(rows: &[LedgerRow]) -> String {
    let mut lines: Vec<String> = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Rapporteur//ledger//EN"].map(str::to_owned).to_vec();
    for row in rows {
        let Some((from, last)) = row.standing.due else { continue };
        let first = row.of.first();
        let (by, words) = (by(&row.of).unwrap_or_default(), words(&row.of));
        let compact = |day: String| day.chars().filter(char::is_ascii_digit).take(8).collect::<String>();
        let stamp = first.report.published.map_or_else(|| "19700101".to_owned(), |time| compact(time.to_string()));
        lines.extend([
            "BEGIN:VEVENT".to_owned(),
            format!("UID:{}@rapporteur", row.of.id),
            format!("DTSTAMP:{stamp:0<8}T000000Z"),
            format!("DTSTART;VALUE=DATE:{}", compact(day_written(from))),
        ]);
        // Within some days, none of them named: all of them, up to the day before the one that is given.
        lines.extend((from < last).then(|| format!("DTEND;VALUE=DATE:{}", compact(day_written(last + 1)))));
        lines.extend([
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
