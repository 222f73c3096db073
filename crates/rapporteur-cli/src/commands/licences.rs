//! `rapporteur licences`: which data ship with the program, where they come from, under which licence.

use super::Setting;
use crate::console::output;
use crate::problem::{Outcome, Problem, Verdict};
use serde_json::json;
use std::io::Write;

/// One entry of the list of sources.
#[derive(Debug, Default)]
struct Source<'a> {
    files: Vec<&'a str>,
    content: &'a str,
    /// Where it comes from, and under which licence.
    from: Vec<(&'a str, &'a str)>,
}

pub(super) fn run(setting: &Setting, text: Option<&str>) -> Outcome {
    let mut out = output();
    if let Some(name) = text {
        let known = rapporteur_data::LICENCES.iter().find(|(licence, _)| licence.eq_ignore_ascii_case(name));
        let names: Vec<&str> = rapporteur_data::LICENCES.iter().map(|(licence, _)| *licence).collect();
        let (_, text) = known.ok_or_else(|| {
            Problem::advised(format!("no text of a licence `{name}` ships with the program"), format!("there are: {}", names.join("; ")))
        })?;
        write!(out, "{text}")?;
        out.flush()?;
        return Ok(Verdict::Good);
    }
    if !setting.json {
        writeln!(out, "the program\n  MIT OR Apache-2.0, as you like")?;
    }
    for source in sources(rapporteur_data::SOURCES) {
        if setting.json {
            let from: Vec<_> = source.from.iter().map(|(name, licence)| json!({"name": name, "licence": licence})).collect();
            writeln!(out, "{}", json!({"files": source.files, "content": source.content, "from": from}))?;
            continue;
        }
        writeln!(out, "{}\n  {}", source.files.join(", "), source.content)?;
        for (name, licence) in &source.from {
            writeln!(out, "  {licence} · {name}")?;
        }
    }
    out.flush()?;
    Ok(Verdict::Good)
}

/// The entries of the list of sources, which is written in a small part of TOML: texts in double quotes, lists of them, lists of `name` and `licence`.
fn sources(list: &str) -> Vec<Source<'_>> {
    let mut found: Vec<Source<'_>> = Vec::new();
    for line in list.lines().filter(|line| !line.starts_with('#')) {
        let texts: Vec<&str> = line.split('"').skip(1).step_by(2).collect();
        if line.starts_with('[') {
            found.push(Source::default());
        }
        let Some(source) = found.last_mut() else { continue };
        match line.split([' ', '=']).next().unwrap_or_default() {
            "file" | "files" => source.files = texts,
            "content" => source.content = texts.first().copied().unwrap_or_default(),
            "made-by" => {}
            _ => source.from.extend(texts.chunks_exact(2).map(|pair| (pair[0], pair[1]))),
        }
    }
    found
}
