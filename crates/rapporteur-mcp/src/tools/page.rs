//! Rows a page at a time: as many as were asked for and as a result has room for, with what is left out and the cursor to it.
//!
//! A result is bounded whatever a report holds: texts from outside are cut in every field but `quote` and `url`, which the desk has
//! bounded already.

use super::{Arguments, Failure};
use crate::server::{signed, told};
use serde_json::{Map, Value, json};

/// Bytes of a whole result, data and text together. The protocol sets no bound; clients that were looked at begin to cut or refuse at
/// about four times this (2026-11).
pub(crate) const ROOM: usize = 19_000;

/// Characters of a text from outside that is no quotation, and of an error.
pub(crate) const LONGEST_WORDS: usize = 300;

/// Entries of a list within a row.
const LONGEST_LIST: usize = 20;

/// Rows of an answer where none are asked for, and at most.
const USUAL: usize = 10;
const MOST: usize = 50;

/// How many rows there are besides those at hand.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Total {
    /// So many in all.
    Counted(usize),
    /// Not counted; those at hand are followed by more, or are the last.
    Uncounted { more: bool },
}

/// Which rows are asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Page {
    /// Rows that are passed over.
    pub(crate) first: usize,
    /// Rows that are shown at most.
    pub(crate) limit: usize,
}

impl Page {
    /// Reads `limit` and `cursor`.
    pub(crate) fn read(arguments: &Arguments<'_>) -> Result<Self, Failure> {
        let limit = arguments.number("limit").unwrap_or(USUAL);
        if !(1..=MOST).contains(&limit) {
            return Err(Failure::new(format!("`limit` lies between 1 and {MOST}")));
        }
        Ok(Self { first: cursor(arguments)?, limit })
    }

    /// The rows of the page out of all.
    pub(crate) fn cut<T>(self, rows: impl Iterator<Item = T>) -> Vec<T> {
        rows.skip(self.first).take(self.limit).collect()
    }

    /// The answer: `head`, then the rows at hand under a name as far as there is room, then what is left out.
    pub(crate) fn of(self, head: Value, name: &str, rows: Vec<Value>, total: Total) -> Value {
        let mut answer = bounded(head);
        let at_hand = rows.len();
        answer[name] = json!([]);
        let left = |shown: usize| match total {
            Total::Counted(all) => {
                let left = all.saturating_sub(self.first + shown);
                (left > 0, json!(all), format!("{left} more"))
            }
            Total::Uncounted { more: false } if shown == at_hand => (false, json!(self.first + shown), String::new()),
            Total::Uncounted { .. } => (true, Value::Null, "more, not counted".to_owned()),
        };
        let close = |answer: &mut Value, shown: usize| {
            let (more, all, words) = left(shown);
            let next = self.first + shown;
            answer["total"] = all;
            answer["left_out"] = json!(if more { format!("{words}: ask again with cursor \"{next}\"") } else { "nothing".to_owned() });
            answer["next"] = if more { json!(next.to_string()) } else { Value::Null };
        };
        close(&mut answer, 0);
        // The closing words grow by a few digits at most.
        let mut used = size(&answer) + 64;
        let mut shown = 0;
        for row in rows {
            let mut row = bounded(row);
            if size(&row) + used > ROOM && shown == 0 {
                row = json!({"id": row["id"], "cite": row["cite"], "left_out": "this row has no room in a result: fetch it by its id or cite"});
            }
            let more = size(&row);
            if used + more > ROOM {
                break;
            }
            used += more;
            if let Some(list) = answer[name].as_array_mut() {
                list.push(row);
            }
            shown += 1;
        }
        close(&mut answer, shown);
        answer
    }
}

/// The place to go on from.
pub(crate) fn cursor(arguments: &Arguments<'_>) -> Result<usize, Failure> {
    let Some(cursor) = arguments.text("cursor") else { return Ok(0) };
    cursor
        .parse::<u32>()
        .map(|cursor| cursor as usize)
        .map_err(|_| Failure::new("`cursor` is the `next` of an earlier result, and nothing else"))
}

/// Bytes that a value takes in a result, as data and again as text.
pub(crate) fn size(value: &Value) -> usize {
    let text = value.to_string();
    // What a comma parts it from, in both.
    text.len() + json!(text).to_string().len()
}

/// Bytes of a whole result.
pub(crate) fn whole(value: &Value) -> usize {
    signed(told(value)).to_string().len()
}

/// A value with long texts and lists cut, but for quotations.
pub(crate) fn bounded(value: Value) -> Value {
    match value {
        Value::String(text) if text.chars().nth(LONGEST_WORDS).is_some() => {
            json!(text.chars().take(LONGEST_WORDS).chain(['…']).collect::<String>())
        }
        Value::Array(list) => list.into_iter().take(LONGEST_LIST).map(bounded).collect(),
        Value::Object(fields) => {
            let field = |(name, value): (String, Value)| {
                if matches!(name.as_str(), "quote" | "url") { (name, value) } else { (name, bounded(value)) }
            };
            Value::Object(fields.into_iter().map(field).collect::<Map<_, _>>())
        }
        other => other,
    }
}
