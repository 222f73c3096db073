//! JSON objects that hold reports: one a line, one alone, or an array of them.

use super::{Refusal, RefusalKind, html};
use crate::record::Draft;
use serde_json::Value;

pub(super) fn read(bytes: &[u8]) -> Vec<Result<Draft, Refusal>> {
    match rows(bytes) {
        found if found.is_empty() => vec![Err(Refusal::new(RefusalKind::Empty, "there is no object in it"))],
        found => found,
    }
}

fn rows(bytes: &[u8]) -> Vec<Result<Draft, Refusal>> {
    let text = match super::decode::decode(bytes, None) {
        Ok(text) => text,
        Err(refusal) => return vec![Err(refusal)],
    };
    let text = text.trim_start_matches('\u{feff}');
    if let Ok(value) = serde_json::from_str(text) {
        return match value {
            Value::Array(rows) => rows.into_iter().map(row).collect(),
            value => vec![row(value)],
        };
    }
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines
        .map(|line| {
            serde_json::from_str(line)
                .map_err(|error| Refusal::new(RefusalKind::Unreadable, format!("not a JSON object: {error}")))
                .and_then(row)
        })
        .collect()
}

fn row(value: Value) -> Result<Draft, Refusal> {
    let Value::Object(fields) = value else {
        return Err(Refusal::new(RefusalKind::Unreadable, "expected a JSON object with at least the field `text`"));
    };
    let text = |names: &[&str]| -> Result<Option<String>, Refusal> {
        for &name in names {
            match fields.get(name) {
                None | Some(Value::Null) => {}
                Some(Value::String(text)) if text.trim().is_empty() && name != "text" => {}
                Some(Value::String(text)) => return Ok(Some(text.clone())),
                Some(Value::Number(number)) if matches!(name, "id" | "published" | "date") => return Ok(Some(number.to_string())),
                Some(_) => return Err(Refusal::new(RefusalKind::Field, format!("the field `{name}` is not a text"))),
            }
        }
        Ok(None)
    };
    let mut draft = match text(&["text", "body", "content"])? {
        Some(text) => Draft { text, ..Draft::default() },
        None => match text(&["html"])? {
            Some(page) => html::read(page.as_bytes())?,
            None => return Err(Refusal::new(RefusalKind::Field, "the object has no field `text`")),
        },
    };
    let fill = |field: &mut Option<String>, value: Option<String>| {
        if value.is_some() {
            *field = value;
        }
    };
    fill(&mut draft.own_id, text(&["id"])?);
    fill(&mut draft.url, text(&["url", "link"])?);
    fill(&mut draft.title, text(&["title", "headline"])?);
    fill(&mut draft.outlet, text(&["outlet", "publisher"])?);
    fill(&mut draft.published, text(&["published", "date"])?);
    fill(&mut draft.byline, text(&["byline", "author"])?);
    fill(&mut draft.language, text(&["language", "lang"])?);
    Ok(draft)
}
