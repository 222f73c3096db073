//! `rapporteur report` and `rapporteur search`.

use super::Setting;
use super::stories::short;
use crate::arguments;
use crate::console::{output, safe, width, wrapped};
use crate::interchange::{self, Offsets, Positions};
use crate::problem::{Outcome, Verdict};
use owo_colors::OwoColorize;
use rapporteur::record::Report;
use rapporteur::text::Span;
use rapporteur_store::CopyRow;
use serde_json::json;
use std::io::Write;

pub(super) fn report(setting: &Setting, arguments: &arguments::ReportArguments) -> Outcome {
    let resources = setting.resources()?;
    let record = setting.open_to_read(&resources)?;
    let report = record.report(&arguments.report)?;
    let (copy, inputs, versions, story) =
        (record.copy_row(&report.key)?, record.inputs(&report.key)?, record.versions(&report.key)?, record.story_of(&report.key)?);
    let mut out = output();
    if setting.json {
        let mut value = interchange::report(&report, &Positions::new(&report.text, Offsets::Bytes));
        value["report"] = json!(report.key);
        value["id"] = json!(interchange::public_id(&report));
        value["inputs"] = json!(inputs);
        value["versions"] = json!(versions);
        value["story"] = json!(story);
        value["origin"] = json!(copy.as_ref().map(|copy| &copy.origin));
        value["copied_from"] = json!(copy.as_ref().and_then(|copy| copy.copied_from.as_ref()));
        value["share"] = copy.as_ref().map_or(serde_json::Value::Null, |copy| interchange::thousandths(copy.share));
        value["passages"] = copy.as_ref().map_or(json!([]), interchange::passages);
        writeln!(out, "{value}")?;
    } else {
        head(&mut out, &report, &inputs, &versions, story.as_deref())?;
        carried(&mut out, copy.as_ref())?;
        body(&mut out, &report, copy.as_ref())?;
    }
    out.flush()?;
    Ok(Verdict::Good)
}

fn head(out: &mut impl Write, report: &Report, inputs: &[String], versions: &[String], story: Option<&str>) -> std::io::Result<()> {
    writeln!(out, "{}", safe(report.title.as_deref().unwrap_or("(no headline)")).bold())?;
    let published = report.published.map(|time| time.to_string());
    let fields = [
        ("report", Some(report.key.as_str())),
        ("story", story),
        ("outlet", report.outlet.as_deref()),
        ("published", published.as_deref()),
        ("dateline", report.dateline.as_deref()),
        ("credit", report.credit.as_deref()),
        ("byline", report.byline.as_deref()),
        ("language", report.language.as_deref()),
        ("address", report.url.as_deref()),
    ];
    for (name, value) in fields {
        writeln!(out, "{name:10} {}", safe(value.unwrap_or("not known")))?;
    }
    for input in inputs {
        writeln!(out, "{:10} {}", "input", safe(input))?;
    }
    for version in versions {
        writeln!(out, "{:10} {version} (same address, another text)", "version")?;
    }
    Ok(())
}

fn carried(out: &mut impl Write, copy: Option<&CopyRow>) -> std::io::Result<()> {
    let Some(copy) = copy else { return writeln!(out, "{:10} not yet compared", "copied") };
    match &copy.copied_from {
        Some(from) => writeln!(
            out,
            "{:10} {} %, as in {}; passages shared: {}; origin {}",
            "copied",
            (copy.share + 5) / 10,
            short(from),
            copy.shared.first().map_or(0, |shared| shared.passages.len()),
            short(&copy.origin)
        ),
        None => writeln!(out, "{:10} nothing found that it copies", "copied"),
    }
}

/// The text, each paragraph behind its byte position; what was removed struck and named, what is shared underlined.
fn body(out: &mut impl Write, report: &Report, copy: Option<&CopyRow>) -> std::io::Result<()> {
    let shared: Vec<Span> =
        copy.iter().flat_map(|copy| &copy.shared).flat_map(|shared| shared.passages.iter().map(|passage| passage.0)).collect();
    for paragraph in rapporteur::text::paragraphs(&report.text) {
        writeln!(out)?;
        let mut cuts: Vec<u32> = vec![paragraph.start, paragraph.end];
        let spans = report.removed.iter().map(|removal| removal.span).chain(shared.iter().copied());
        cuts.extend(spans.flat_map(|span| [span.start, span.end]).filter(|at| (paragraph.start..paragraph.end).contains(at)));
        cuts.sort_unstable();
        cuts.dedup();
        write!(out, "{:>6} ", paragraph.start.dimmed())?;
        for cut in cuts.windows(2) {
            let piece = Span { start: cut[0], end: cut[1] };
            let words = safe(piece.of(&report.text));
            let removal = report.removed.iter().find(|removal| removal.span.contains(piece));
            match removal {
                Some(removal) => write!(out, "{}{}", words.strikethrough(), format!(" [{}] ", removal.why.code()).dimmed())?,
                None if shared.iter().any(|here| here.contains(piece)) => write!(out, "{}", words.underline())?,
                None => write!(out, "{words}")?,
            }
        }
        writeln!(out)?;
    }
    Ok(())
}

pub(super) fn search(setting: &Setting, search: &arguments::Search) -> Outcome {
    let resources = setting.resources()?;
    let record = setting.open_to_read(&resources)?;
    let hits = record.search(&search.words.join(" "), search.limit)?;
    let mut out = output();
    for hit in &hits {
        if setting.json {
            let snippet: String = hit.snippet.chars().filter(|c| !matches!(c, '\u{1}' | '\u{2}')).collect();
            writeln!(
                out,
                "{}",
                json!({"report": hit.report, "title": hit.title, "outlet": hit.outlet, "published": hit.published, "snippet": snippet})
            )?;
            continue;
        }
        let or = |field: &Option<String>, unknown: &str| safe(field.as_deref().unwrap_or(unknown));
        writeln!(
            out,
            "{} {} · {} · {}",
            short(&hit.report),
            or(&hit.published, "day not known"),
            or(&hit.outlet, "outlet not known"),
            or(&hit.title, "(no headline)").bold()
        )?;
        let marked = safe(&hit.snippet.replace('\n', " ").replace('\u{1}', "«").replace('\u{2}', "»"));
        write!(out, "{}", wrapped(&marked, width(), "    "))?;
    }
    if hits.is_empty() && !setting.json {
        writeln!(out, "nothing found")?;
    }
    out.flush()?;
    Ok(Verdict::Good)
}
