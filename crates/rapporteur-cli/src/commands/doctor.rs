//! `rapporteur doctor`: is everything in its place?

use super::Setting;
use crate::console::{output, safe};
use crate::problem::{Outcome, Verdict};
use rapporteur_store::{FORMAT, List, Record};
use serde_json::json;
use std::io::Write;

/// What was looked at, what was found, and what to do where it is not well.
struct Look {
    name: &'static str,
    found: String,
    advice: Option<&'static str>,
}

pub(super) fn run(setting: &Setting) -> Outcome {
    let looks = looks(setting)?;
    let mut out = output();
    for look in &looks {
        if setting.json {
            writeln!(out, "{}", json!({"name": look.name, "found": look.found, "well": look.advice.is_none(), "advice": look.advice}))?;
            continue;
        }
        writeln!(out, "{} {:10} {}", if look.advice.is_none() { "ok  " } else { "BAD " }, look.name, safe(&look.found))?;
        if let Some(advice) = look.advice {
            writeln!(out, "     {advice}")?;
        }
    }
    out.flush()?;
    Ok(if looks.iter().all(|look| look.advice.is_none()) { Verdict::Good } else { Verdict::Findings })
}

fn looks(setting: &Setting) -> Outcome<Vec<Look>> {
    let look = |name, found: String, advice| Look { name, found, advice };
    let mut looks = vec![look(
        "program",
        format!("version {}, record format {FORMAT}, engine edition {}", env!("CARGO_PKG_VERSION"), rapporteur::EDITION),
        None,
    )];
    if setting.names_lists() {
        let found = "--lexicon or --actors, or their variables, name files that the record does not know".to_owned();
        looks.push(look("lists", found, Some("`rapporteur lexicon add FILE` keeps their lines in the record; then leave them out")));
    }
    let path = setting.file()?;
    looks.push(look("record", path.display().to_string(), None));
    let record = match Record::open_to_read(&path) {
        Ok(record) => record,
        Err(error) => {
            looks.push(look("opening", error.to_string(), Some("see above; a record is made by `rapporteur add`")));
            return Ok(looks);
        }
    };
    if let Some(damage) = damage(&record)? {
        looks.push(damage);
        return Ok(looks);
    }
    let lines = record.lexicon()?;
    let counted = |list: List| lines.iter().filter(|line| line.list == list).count();
    let own = List::ALL.map(|list| format!("{} of {}", counted(list), list.label())).join(", ");
    looks.push(look("lexicon", format!("lines of the record's own: {own}"), None));
    let resources = match rapporteur_desk::resources_of(&record) {
        Ok(resources) => resources,
        Err(error) => {
            looks.push(look(
                "resources",
                error.to_string(),
                Some("`rapporteur lexicon list` numbers the record's lines, `lexicon remove` takes one out"),
            ));
            return Ok(looks);
        }
    };
    looks.push(look("resources", format!("digest {}", resources.digest), None));
    looks.push(look("reports", record.len()?.to_string(), None));
    let behind = super::told(record.behind(&resources)?);
    let advice = behind.as_ref().map(|_| "`rapporteur derive` brings them up to date");
    looks.push(look("layers", behind.unwrap_or_else(|| "up to date".to_owned()), advice));
    let mut lines = Vec::new();
    record.sql("PRAGMA quick_check(5)", |_| {}, |row| lines.extend(row.into_iter().map(|value| format!("{value:?}"))))?;
    let sound = lines.len() == 1 && lines[0].contains("ok");
    looks.push(look(
        "file",
        if sound { "sound".to_owned() } else { lines.join("; ") },
        (!sound).then_some("the file is damaged: restore a copy, or add the reports again to a new record"),
    ));
    Ok(looks)
}

/// What does not fit together in the file: it is told before anything is read that would trip over it.
fn damage(record: &Record) -> Outcome<Option<Look>> {
    let damages = match record.damages() {
        Ok(damages) if damages.is_empty() => return Ok(None),
        Ok(damages) => damages,
        Err(error) => vec![error.to_string()],
    };
    let more = if damages.len() > SHOWN { format!("; and {} more", damages.len() - SHOWN) } else { String::new() };
    Ok(Some(Look {
        name: "rows",
        found: format!("{}{more}", damages.iter().take(SHOWN).cloned().collect::<Vec<_>>().join("; ")),
        advice: Some(
            "the file is damaged, or was changed by another program: restore a copy, or add the reports again to a new record (--record FILE)",
        ),
    }))
}

/// Damages that are shown.
const SHOWN: usize = 20;
