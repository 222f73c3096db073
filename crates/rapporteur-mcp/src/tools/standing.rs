//! Where actors stand: on questions, and with what they undertook.

use super::page::{Page, Total};
use super::{Arguments, Asking, Failure};
use rapporteur::link::commitment::Status;
use rapporteur_desk::interchange::cited;
use rapporteur_desk::{Period, ledger, standing};
use serde_json::{Value, json};

/// Arguments that only one of the two kinds knows.
const OF_POSITIONS: &[&str] = &["on", "moved_since"];
const OF_COMMITMENTS: &[&str] = &["to", "status", "due", "as_of"];

/// Positions, or commitments.
pub(super) fn standing(asking: &Asking<'_>, arguments: &Arguments<'_>) -> Result<Value, Failure> {
    let of_positions = arguments.text("kind") == Some("position");
    arguments.apart("kind", if of_positions { OF_COMMITMENTS } else { OF_POSITIONS })?;
    if of_positions { positions(asking, arguments) } else { commitments(asking, arguments) }
}

fn positions(asking: &Asking<'_>, arguments: &Arguments<'_>) -> Result<Value, Failure> {
    let (desk, page) = (asking.desk, Page::read(arguments)?);
    let wanted = standing::Asked {
        on: arguments.own("on"),
        of: arguments.own("of"),
        moved_since: arguments.text("moved_since").map(standing::Asked::day).transpose()?,
        ..standing::Asked::default()
    };
    let board = desk.standings(&wanted)?;
    let row = |standing| {
        let shown = cited::shows(standing).filter(|evidence| evidence.place.is_some());
        let report = shown.map(|evidence| desk.record.report(&evidence.report)).transpose()?;
        Ok(cited::standing(&board, standing, report.as_ref()))
    };
    let rows = page.cut(board.standings.iter()).into_iter().map(row).collect::<Result<_, Failure>>()?;
    Ok(page.of(json!({}), "rows", rows, Total::Counted(board.standings.len())))
}

fn commitments(asking: &Asking<'_>, arguments: &Arguments<'_>) -> Result<Value, Failure> {
    let (desk, page) = (asking.desk, Page::read(arguments)?);
    let wanted = ledger::Asked {
        by: arguments.own("of"),
        to: arguments.own("to"),
        status: arguments.text("status").and_then(Status::of),
        due: arguments.text("due").map(Period::read_range).transpose()?,
        as_of: arguments.text("as_of").map(ledger::Asked::day).transpose()?,
        ..ledger::Asked::default()
    };
    let (found, _) = desk.first_of_ledger(&wanted, page.first + page.limit)?;
    let rows = page.cut(found.iter()).into_iter().map(cited::commitment).collect();
    Ok(page.of(json!({}), "rows", rows, Total::Counted(desk.ledger_len(&wanted)?)))
}
