//! Tables with a header: each row is a report, its columns are fields under our names or those of other tools.

use super::{Foreign, Refusal, RefusalKind, decode::decode, fields, json};
use crate::record::Draft;
use crate::resources::Resources;
use serde_json::{Map, Value};

/// Rows beyond which a table is not read at once.
const MOST_ROWS: usize = 1_000_000;

/// The names in a header, by the mark that parts them; none where it is no header.
pub(super) fn columns(header: &str) -> Vec<String> {
    let mark = mark(header);
    let names: Vec<String> = header.split(mark).map(|name| name.trim().trim_matches('"').trim().to_owned()).collect();
    let named = names.iter().all(|name| !name.is_empty() && name.len() <= 60 && name.split_whitespace().count() <= 4);
    if named && names.len() > 1 { names } else { Vec::new() }
}

/// The mark that parts most.
fn mark(header: &str) -> char {
    let count = |mark: char| header.matches(mark).count();
    ['\t', ';', '|', ','].into_iter().rev().max_by_key(|&mark| count(mark)).unwrap_or(',')
}

pub(super) fn read(resources: &Resources, bytes: &[u8]) -> Vec<Result<Draft, Refusal>> {
    let text = match decode(bytes, None) {
        Ok(text) => text,
        Err(refusal) => return vec![Err(refusal)],
    };
    let text = text.trim_start_matches('\u{feff}');
    // Excel writes which mark it parts with in a line of its own.
    let (given, text) = match text.strip_prefix("sep=").and_then(|rest| rest.split_once('\n')) {
        Some((mark, rest)) => (mark.trim().chars().next(), rest),
        None => (None, text),
    };
    let header = text.lines().next().unwrap_or_default();
    let mark = given.unwrap_or_else(|| mark(header));
    let mut table = csv::ReaderBuilder::new().delimiter(u8::try_from(mark).unwrap_or(b',')).flexible(true).from_reader(text.as_bytes());
    let names: Vec<String> = match table.headers() {
        Ok(header) => header.iter().map(|name| name.trim().to_owned()).collect(),
        Err(error) => return vec![Err(Refusal::new(RefusalKind::Unreadable, format!("not a sound table: {error}")))],
    };
    if !names.iter().any(|name| fields::is_text(name)) {
        let found = names.iter().take(12).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        return vec![Err(Refusal::new(RefusalKind::Foreign(Foreign::Table), format!("a table without a column of texts; it has {found}")))];
    }
    let read = |record: Result<csv::StringRecord, csv::Error>| {
        let record = record.map_err(|error| Refusal::new(RefusalKind::Unreadable, format!("not a sound row: {error}")))?;
        if record.len() > names.len() {
            let reason = format!("a row of {} fields under a header of {}", record.len(), names.len());
            return Err(Refusal::new(RefusalKind::Unreadable, reason));
        }
        let cells: Map<String, Value> = names
            .iter()
            .zip(record.iter())
            .filter(|(_, cell)| !cell.trim().is_empty())
            .map(|(name, cell)| (name.clone(), Value::from(cell)))
            .collect();
        json::row(resources, &cells, None)
    };
    let found: Vec<Result<Draft, Refusal>> = table.records().take(MOST_ROWS).map(read).collect();
    if found.is_empty() { vec![Err(Refusal::new(RefusalKind::Empty, "the table has no rows"))] } else { found }
}
