//! `rapporteur demo`: the bundled crisis week into a record of its own, and what comes of it.

use super::add::{Deriving, Telling, bring};
use super::{Setting, stories};
use crate::arguments;
use crate::console::output;
use crate::problem::{Outcome, Problem, Verdict};
use crate::reading;
use include_dir::{Dir, include_dir};
use rapporteur_desk::brief::{Asked, Format};
use rapporteur_store::Record;
use std::io::Write;

static EXAMPLE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../examples/crisis-week");

pub(super) fn run(setting: &Setting, demo: &arguments::Demo) -> Outcome {
    let folder = demo.into.clone().unwrap_or_else(|| std::env::temp_dir().join("rapporteur-demo"));
    std::fs::create_dir_all(&folder).map_err(Problem::file(format!("making the folder {}", folder.display())))?;
    if setting.names_lists() {
        setting.path()?;
    }
    let path = setting.record.clone().unwrap_or_else(|| folder.join("record.db"));
    let mut files: Vec<(String, &'static [u8])> = Vec::new();
    collect(&EXAMPLE, &mut files);
    files.sort();
    let mut record = Record::open(&path)?;
    let resources = rapporteur_desk::resources_of(&record)?;
    let mut out = output();
    writeln!(out, "Reading {} files of an invented crisis week into {}", files.len(), path.display())?;
    out.flush()?;
    drop(out);
    bring(&mut record, &resources, reading::held(files), Telling::Refusals, Deriving::Now)?;
    drop(record);
    let setting = Setting { record: Some(path.clone()), lexicon: None, actors: None, json: setting.json, today: None };
    println_line("")?;
    let period = || arguments::Period { since: None, until: None };
    stories::list(&setting, &arguments::Stories { period: period(), limit: 12 })?;
    let page = folder.join("brief.html");
    let desk = setting.desk()?;
    let found = desk.best(None, 12)?;
    std::fs::write(&page, desk.brief(&Asked::plain(TITLE, Format::Html), &found)?)
        .map_err(Problem::file(format!("writing {}", page.display())))?;
    println_line(&format!(
        "\nA brief of it, every sentence with its place: {page}\n\nGo on with\n  rapporteur --record {record} brief\n  rapporteur --record {record} story {story} --why\n  rapporteur --record {record} verify --title '{TITLE}' {page}\n  rapporteur --record {record} serve --open\n  rapporteur add YOUR-FOLDER",
        page = page.display(),
        record = path.display(),
        story = found.first().map(|story| rapporteur_desk::short(&story.story)).unwrap_or_default(),
    ))?;
    Ok(Verdict::Good)
}

/// Of the brief that it writes.
const TITLE: &str = "The Halden Strait, a week in March";

fn println_line(line: &str) -> std::io::Result<()> {
    let mut out = output();
    writeln!(out, "{line}")?;
    out.flush()
}

fn collect(folder: &'static Dir<'static>, files: &mut Vec<(String, &'static [u8])>) {
    files.extend(folder.files().map(|file| (file.path().to_string_lossy().into_owned(), file.contents())));
    for inside in folder.dirs() {
        collect(inside, files);
    }
}
