//! `rapporteur search` and `rapporteur searches`: reports that hold words, and searches that are kept under a name.

use super::Setting;
use crate::arguments::{OfSearches, Search, Searches};
use crate::console::{more, output, pages, safe, width, wrapped};
use crate::problem::{Outcome, Verdict};
use owo_colors::OwoColorize;
use rapporteur_desk::searches::{Kept, named};
use rapporteur_desk::{interchange, short};
use rapporteur_store::Hit;
use std::io::Write;

pub(super) fn search(setting: &Setting, search: &Search) -> Outcome {
    let name = search.save.as_deref().map(named).transpose()?;
    let desk = setting.desk()?;
    let words = search.words.join(" ");
    let hits = desk.record.search(&words, search.rows.most())?;
    let added = desk.record.added()?;
    let mut out = pages();
    for hit in &hits {
        match setting.json {
            true => writeln!(out, "{}", interchange::hit(hit))?,
            false => print(&mut out, hit)?,
        }
    }
    if hits.is_empty() && !setting.json {
        writeln!(out, "nothing found")?;
    }
    let left = if hits.len() < search.rows.most() { 0 } else { desk.record.count_holding(&words, 0)?.saturating_sub(hits.len()) };
    more(&mut out, left, setting.json)?;
    out.flush()?;
    if let Some(name) = name {
        let now = setting.now()?;
        // The record is let go of before it is written.
        drop(desk);
        setting.open()?.keep_search(name, &words, &now, added)?;
        crate::console::note!("kept: `rapporteur searches {}`", if name.contains(' ') { format!("'{name}'") } else { name.to_owned() });
    }
    Ok(Verdict::Good)
}

pub(super) fn run(setting: &Setting, wanted: &Searches) -> Outcome {
    // Only what is there can be looked through: a path that is mistyped is said.
    let desk = setting.desk()?;
    if let Some(OfSearches::Remove { name }) = &wanted.change {
        drop(desk);
        setting.open()?.drop_search(name)?;
        writeln!(output(), "no longer kept: {}", safe(name))?;
        return Ok(Verdict::Good);
    }
    let searches = match &wanted.name {
        Some(name) => vec![desk.kept_search(name)?],
        None => desk.kept_searches()?,
    };
    let added = desk.record.added()?;
    let mut out = pages();
    for one in &searches {
        if wanted.name.is_none() && !wanted.new {
            list(setting, &mut out, one)?;
            continue;
        }
        let hits = desk.record.holding(&one.search.words, if wanted.new { one.search.looked } else { 0 }, wanted.rows.most())?;
        let found = if wanted.new { one.new } else { one.found };
        if !setting.json && found > 0 {
            writeln!(out, "{}", line(one).bold())?;
        }
        for (hit, number) in &hits {
            match setting.json {
                true => writeln!(out, "{}", interchange::kept_hit(&one.search, hit, *number))?,
                false => print(&mut out, hit)?,
            }
        }
        if !setting.json && found > hits.len() {
            writeln!(out, "and {} more: --all shows them", found - hits.len())?;
        }
    }
    if searches.is_empty() && !setting.json && !wanted.new {
        writeln!(out, "no search is kept; keep one by `rapporteur search --save NAME WORDS`")?;
    }
    out.flush()?;
    drop(desk);
    if wanted.mark && !searches.is_empty() {
        let mut record = setting.open()?;
        searches.iter().try_for_each(|one| record.look_through(&one.search.name, added))?;
    }
    Ok(Verdict::Good)
}

fn list(setting: &Setting, out: &mut impl Write, one: &Kept) -> Outcome<()> {
    match setting.json {
        true => writeln!(out, "{}", interchange::kept_search(one))?,
        false => write!(out, "{}", wrapped(&line(one), width(), "    ").trim_start())?,
    }
    Ok(())
}

fn line(one: &Kept) -> String {
    let reports = if one.found == 1 { "report" } else { "reports" };
    format!("{}: {} {reports}, {} new · {}", safe(&one.search.name), one.found, one.new, safe(&one.search.words))
}

fn print(out: &mut impl Write, hit: &Hit) -> std::io::Result<()> {
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
    write!(out, "{}", wrapped(&marked, width(), "    "))
}
