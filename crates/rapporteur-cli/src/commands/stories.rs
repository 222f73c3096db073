//! `rapporteur stories` and `rapporteur story`: what the reports are about, and which stand behind each.

use super::Setting;
use crate::arguments;
use crate::console::{more, pages, safe, table_width, width, wrapped};
use crate::problem::{Outcome, Verdict};
use comfy_table::{ContentArrangement, Table, presets};
use rapporteur::brief::{Carried, Counts, StoryBrief, Thread};
use rapporteur_desk::brief::{origin_name, thread_days};
use rapporteur_desk::corrections::told;
use rapporteur_desk::{interchange, short};
use rapporteur_store::{StoryOrder, StoryRow};
use std::io::Write;

/// Columns that a table needs; a narrower terminal gets a list.
const TABLE: usize = 80;

pub(super) fn list(setting: &Setting, stories: &arguments::Stories) -> Outcome {
    let desk = setting.desk()?;
    let period = setting.period(&stories.period)?;
    let found = desk.record.stories(period.since, period.until, StoryOrder::Newest, stories.rows.most())?;
    let left = if found.len() < stories.rows.most() {
        0
    } else {
        desk.record.count_stories(period.since, period.until)?.saturating_sub(found.len())
    };
    let mut out = pages();
    if setting.json {
        for story in &found {
            writeln!(out, "{}", interchange::story_row(story))?;
        }
        more(&mut out, left, true)?;
        out.flush()?;
        return Ok(Verdict::Good);
    }
    let day = |story: &StoryRow| {
        story.last.as_deref().map_or_else(|| "day not known".to_owned(), |last| last.get(..10).unwrap_or(last).to_owned())
    };
    if width() < TABLE {
        for story in &found {
            writeln!(out, "{} · {} · {}", short(&story.key), story.counts, day(story))?;
            write!(out, "{}", wrapped(&safe(&story.headline), width(), "  "))?;
        }
    } else {
        let mut table = Table::new();
        table.load_preset(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic).set_width(table_width());
        table.set_header(["story", "reports", "outlets", "origins", "last", "headline"]);
        for story in &found {
            let count = |count: usize| count.to_string();
            let counts = story.counts;
            table.add_row([
                short(&story.key),
                count(counts.reports),
                known(counts),
                count(counts.origins),
                day(story),
                safe(&story.headline),
            ]);
        }
        for line in table.lines() {
            writeln!(out, "{}", line.trim_end())?;
        }
    }
    more(&mut out, left, false)?;
    out.flush()?;
    Ok(Verdict::Good)
}

/// The known outlets, and of how many reports none is known.
fn known(counts: Counts) -> String {
    match (counts.outlets, counts.unknown) {
        (0, _) => "not known".to_owned(),
        (outlets, 0) => outlets.to_string(),
        (outlets, unknown) => format!("{outlets}, {unknown} not known"),
    }
}

pub(super) fn show(setting: &Setting, story: &arguments::Story) -> Outcome {
    let desk = setting.desk()?;
    let brief = desk.story(story.story.as_deref().unwrap_or_default())?;
    let keys: Vec<&str> = brief.origins.iter().flat_map(|origin| &origin.reports).map(|report| report.report.as_str()).collect();
    let corrected = desk.corrected(&keys)?;
    let ties = if story.why { desk.record.story_ties(&brief.story)? } else { Vec::new() };
    let mut out = pages();
    if setting.json {
        let mut value = interchange::brief(&brief);
        if story.why {
            value["why"] = ties.iter().map(interchange::tie).collect();
        }
        if !corrected.is_empty() {
            value["corrections"] = corrected.iter().map(interchange::correction).collect();
        }
        writeln!(out, "{value}")?;
        out.flush()?;
        return Ok(Verdict::Good);
    }
    print(&mut out, &brief)?;
    if !corrected.is_empty() {
        writeln!(out, "\nCorrected")?;
    }
    for correction in &corrected {
        write!(out, "{}", wrapped(&safe(&told(correction)), width(), "  "))?;
    }
    if story.why {
        writeln!(out, "\nWhy they stand together")?;
        for tie in &ties {
            writeln!(
                out,
                "  {} and {}  {:.2}  {}",
                short(&tie.first),
                short(&tie.second),
                f64::from(tie.score) / 1000.0,
                safe(&tie.terms.join(", "))
            )?;
        }
        if ties.is_empty() {
            writeln!(out, "  one origin: its carriers share its words")?;
        }
    }
    out.flush()?;
    Ok(Verdict::Good)
}

fn print(out: &mut impl Write, brief: &StoryBrief) -> std::io::Result<()> {
    let width = width();
    write!(out, "{}", wrapped(&safe(&brief.headline), width, ""))?;
    write!(out, "{} · {}", brief.story, brief.counts)?;
    match (&brief.first, &brief.last) {
        (Some(first), Some(last)) if first != last => writeln!(out, " · {first} to {last}")?,
        (Some(first), _) => writeln!(out, " · {first}")?,
        _ => writeln!(out, " · published time not known")?,
    }
    if !brief.threads.is_empty() {
        writeln!(out, "\nIts parts in time")?;
    }
    for Thread { head, .. } in &brief.threads {
        write!(out, "{}", wrapped(&format!("{} · {} · {}", thread_days(head), head.counts, safe(&head.headline)), width, "  "))?;
    }
    for (number, origin) in brief.origins.iter().enumerate() {
        writeln!(out, "\nOrigin {}: {}", number + 1, safe(origin_name(origin)))?;
        for report in &origin.reports {
            write!(out, "{}", wrapped(&line(report), width, if report.from.is_some() { "    " } else { "  " }))?;
        }
    }
    Ok(())
}

fn line(report: &Carried) -> String {
    let or = |field: &Option<String>, unknown: &str| safe(field.as_deref().unwrap_or(unknown));
    let from = report.from.as_ref().map(|from| format!(" · {} % copied, as in {}", (report.share + 5) / 10, short(from)));
    let credit = report.credit.as_ref().map(|credit| format!(" · credits {}", safe(credit)));
    format!(
        "{} {} · {} · {}{}{}",
        short(&report.report),
        or(&report.outlet, "outlet not known"),
        or(&report.published, "day not known"),
        or(&report.title, "(no headline)"),
        credit.unwrap_or_default(),
        from.unwrap_or_default()
    )
}
