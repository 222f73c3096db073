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
use serde_json::json;
use std::io::Write;
use std::path::{Path, PathBuf};

static EXAMPLE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../examples/crisis-week");

pub(super) fn run(setting: &Setting, demo: &arguments::Demo) -> Outcome {
    let folder = demo.into.clone().unwrap_or_else(own_folder);
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
    if !is_of(&record, &files)? {
        return Err(Problem::advised(
            format!("{} holds reports of your own, and the example would stand among them", path.display()),
            "leave out --record (also RAPPORTEUR_RECORD): the example has a record of its own",
        ));
    }
    if !setting.json {
        println_line(&format!("Reading {} files of an invented crisis week into {}", files.len(), path.display()))?;
    }
    let telling = if setting.json { Telling::Json } else { Telling::Refusals };
    bring(&mut record, &resources, reading::held(files), telling, Deriving::Now)?;
    drop(record);
    let setting = Setting { record: Some(path.clone()), lexicon: None, actors: None, json: setting.json, today: None };
    if !setting.json {
        println_line("")?;
    }
    let period = || arguments::Period { since: None, until: None };
    stories::list(&setting, &arguments::Stories { period: period(), rows: arguments::Rows::of(12) })?;
    let page = folder.join("brief.html");
    let desk = setting.desk()?;
    let found = desk.best(None, 12)?;
    std::fs::write(&page, desk.brief(&Asked::plain(TITLE, Format::Html), &found)?)
        .map_err(Problem::file(format!("writing {}", page.display())))?;
    if setting.json {
        println_line(&json!({"record": path, "brief": page}).to_string())?;
        return Ok(Verdict::Good);
    }
    println_line(&format!(
        "\nA brief of it, every sentence with its place: {page}\n\nGo on with\n  rapporteur --record {record} brief\n  rapporteur --record {record} story {story} --why\n  rapporteur --record {record} verify --title '{TITLE}' {page}\n  rapporteur --record {record} serve --open\n  rapporteur add YOUR-FOLDER",
        page = page.display(),
        record = path.display(),
        story = found.first().map(|story| rapporteur_desk::short(&story.story)).unwrap_or_default(),
    ))?;
    Ok(Verdict::Good)
}

/// Folders that are tried, where others of the machine have theirs.
const FOLDERS: usize = 100;

/// A folder among temporary files that is this user's, made or to be made.
fn own_folder() -> PathBuf {
    let among = std::env::temp_dir();
    let numbered = (2..FOLDERS).map(|number| among.join(format!("rapporteur-demo-{number}")));
    let first = among.join("rapporteur-demo");
    std::iter::once(first.clone()).chain(numbered).find(|folder| is_ours(folder)).unwrap_or(first)
}

/// Is there nothing, or a folder that this user made?
fn is_ours(folder: &Path) -> bool {
    match std::fs::symlink_metadata(folder) {
        Err(error) => error.kind() == std::io::ErrorKind::NotFound,
        #[cfg(unix)]
        Ok(there) => there.is_dir() && std::os::unix::fs::MetadataExt::uid(&there) == rustix::process::geteuid().as_raw(),
        #[cfg(not(unix))]
        Ok(there) => there.is_dir(),
    }
}

/// Does the record hold the example's reports alone, or none?
fn is_of(record: &Record, files: &[(String, &'static [u8])]) -> Outcome<bool> {
    let mut alone = true;
    let of_example = |input: &str| files.iter().any(|(name, _)| input.starts_with(name));
    record.sql(
        "SELECT DISTINCT input FROM sighting",
        |_| (),
        |row| {
            alone &= row.iter().all(|input| matches!(input, rapporteur_store::Value::Text(input) if of_example(input)));
        },
    )?;
    Ok(alone)
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
