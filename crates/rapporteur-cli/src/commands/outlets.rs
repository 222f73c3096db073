//! `rapporteur outlets`: who only carries copy, whose, and how late.

use super::Setting;
use crate::arguments;
use crate::console::{more, pages, safe};
use crate::problem::{Outcome, Verdict};
use comfy_table::{ContentArrangement, Table, presets};
use rapporteur::record::outlets::{Outlet, outlets};
use rapporteur_desk::interchange;
use std::io::Write;

pub(super) fn list(setting: &Setting, wanted: &arguments::Outlets) -> Outcome {
    let desk = setting.desk()?;
    let printings = desk.record.printings()?;
    let found = outlets(&printings);
    let fitting: Vec<&Outlet> = found.iter().filter(|outlet| !wanted.carriers || outlet.only_carries()).collect();
    let left = fitting.len().saturating_sub(wanted.rows.most());
    let shown = fitting.into_iter().take(wanted.rows.most());
    let unknown = printings.iter().filter(|printing| printing.outlet.is_none()).count();
    let mut out = pages();
    if setting.json {
        for outlet in shown {
            writeln!(out, "{}", interchange::outlet(outlet))?;
        }
        more(&mut out, left, true)?;
        out.flush()?;
        return Ok(Verdict::Good);
    }
    let mut table = Table::new();
    table.load_preset(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic).set_width(crate::console::table_width());
    table.set_header(["outlet", "reports", "carry copy", "of", "late"]);
    for outlet in shown {
        let whose: Vec<String> = outlet.whose.iter().map(|(name, reports)| format!("{} ({reports})", safe(name))).collect();
        table.add_row([safe(&outlet.name), outlet.reports.to_string(), carried(outlet), whose.join(", "), late(outlet.minutes_late)]);
    }
    for line in table.lines() {
        writeln!(out, "{}", line.trim_end())?;
    }
    more(&mut out, left, false)?;
    if unknown > 0 {
        writeln!(out, "\noutlets of {unknown} report{} not known", if unknown == 1 { "" } else { "s" })?;
    }
    out.flush()?;
    Ok(Verdict::Good)
}

fn carried(outlet: &Outlet) -> String {
    match outlet.carried {
        0 => "none".to_owned(),
        all if all == outlet.reports => "all".to_owned(),
        some => some.to_string(),
    }
}

/// A length of time in the unit that says it in few digits.
fn late(minutes: Option<i64>) -> String {
    match minutes {
        None => String::new(),
        Some(minutes) if minutes.abs() < 120 => format!("{minutes} min"),
        Some(minutes) if minutes.abs() < 2 * 24 * 60 => format!("{} h", minutes / 60),
        Some(minutes) => format!("{} days", minutes / (24 * 60)),
    }
}
