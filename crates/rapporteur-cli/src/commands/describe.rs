//! `rapporteur export --describe`: the data dictionary, from the schemas of the rows. No record is opened.

use super::Setting;
use crate::console::{width, wrapped};
use crate::paper::Paper;
use crate::problem::{Outcome, Verdict};
use rapporteur_desk::schemas::{SCHEMAS, Schema};
use std::io::Write;

/// Tells what the rows of a kind mean; of all kinds where none is named.
pub(super) fn run(setting: &Setting, mut out: Paper, name: Option<&str>) -> Outcome {
    for (at, schema) in SCHEMAS.iter().filter(|schema| name.is_none_or(|name| schema.name == name)).enumerate() {
        if setting.json {
            writeln!(out, "{}", schema.value())?;
            continue;
        }
        if at > 0 {
            writeln!(out)?;
        }
        describe(&mut out, schema)?;
    }
    out.finish()?;
    Ok(Verdict::Good)
}

fn describe(out: &mut impl Write, schema: &Schema) -> std::io::Result<()> {
    write!(out, "{}\n{}", schema.name, wrapped(&schema.meaning(), width(), ""))?;
    for field in schema.fields() {
        let head = format!("{} · {}", field.path, field.values);
        write!(out, "{}{}", wrapped(&head, width(), "  "), wrapped(&field.meaning, width(), "      "))?;
    }
    Ok(())
}
