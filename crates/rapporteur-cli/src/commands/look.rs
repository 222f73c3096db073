//! `rapporteur report`: one report with all that the record has about it.

use super::Setting;
use crate::console::{pages, safe, width, wrapped};
use crate::problem::{Outcome, Verdict};
use owo_colors::OwoColorize;
use rapporteur::record::Report;
use rapporteur::text::Span;
use rapporteur_desk::{corrections::told, interchange, short};
use rapporteur_store::CopyRow;
use std::io::Write;

pub(super) fn report(setting: &Setting, name: &str) -> Outcome {
    let desk = setting.desk()?;
    let view = desk.report(name)?;
    let (report, copy) = (&view.report, view.copy.as_ref());
    let mut out = pages();
    if setting.json {
        writeln!(out, "{}", interchange::report_view(&view))?;
    } else {
        head(&mut out, report, &view.inputs, &view.versions, view.story.as_deref())?;
        carried(&mut out, copy)?;
        for correction in &view.corrections {
            write!(out, "{}", wrapped(&safe(&told(correction)), width(), "  ").trim_start())?;
        }
        body(&mut out, report, copy)?;
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
