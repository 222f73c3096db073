//! One module a command. Each takes its arguments and the setting, prints, and says how it ended.

mod actors;
mod add;
mod analyze;
mod brief;
mod contacts;
mod corrections;
mod council;
mod days;
mod demo;
mod describe;
pub(crate) mod docket;
mod doctor;
mod events;
mod export;
mod forecast;
mod ledger;
mod lexicon;
mod licences;
mod look;
mod manual;
mod mcp;
mod offices;
mod outlets;
mod positions;
mod preview;
mod readouts;
mod reasons;
mod searches;
mod serve;
mod shard;
mod sql;
mod statements;
mod stories;
mod verify;
mod watch;

use crate::arguments::{self, Arguments, Command};
use crate::problem::{Outcome, Problem, Verdict};
use actors::Telling;
use clap::CommandFactory;
use rapporteur::resources::Resources;
use rapporteur_desk::Desk;
use rapporteur_store::{Behind, Record};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

/// What every command needs to know.
pub(crate) struct Setting {
    pub(crate) record: Option<PathBuf>,
    pub(crate) lexicon: Option<PathBuf>,
    pub(crate) actors: Option<PathBuf>,
    pub(crate) json: bool,
    /// The day from which days are counted; none for the one of this machine.
    pub(crate) today: Option<String>,
}

pub(crate) fn run(arguments: Arguments) -> Outcome {
    let Arguments { record, lexicon, actors, json, today, command } = arguments;
    let setting = Setting { record, lexicon, actors, json, today };
    match command {
        Command::Demo(demo) => demo::run(&setting, &demo),
        Command::Add(add) => add::run(&setting, add),
        Command::Derive => add::derive(&setting),
        Command::Lexicon(lexicon) => lexicon::run(&setting, &lexicon),
        Command::Stories(stories) => stories::list(&setting, &stories),
        Command::Story(arguments::Story { corrected: Some(of), .. }) => corrections::correct(&setting, &(&of).into()),
        Command::Story(story) => stories::show(&setting, &story),
        Command::Brief(brief) => brief::run(&setting, &brief),
        Command::Statements(statements) => statements::list(&setting, &statements),
        Command::Statement { corrected: Some(of), .. } => corrections::correct(&setting, &(&of).into()),
        Command::Statement { statement, .. } => statements::show(&setting, &statement.unwrap_or_default()),
        Command::Contacts(contacts) => contacts::list(&setting, &contacts),
        Command::Contact { contact } => contacts::show(&setting, &contact),
        Command::Events(events) => events::list(&setting, &events),
        Command::Event { event } => events::show(&setting, &event),
        Command::Timeline(wanted) => events::timeline(&setting, &wanted),
        Command::Ledger(wanted) => ledger::run(&setting, &wanted),
        Command::Actors(actors) => actors::list(&setting, &actors),
        Command::Actor { corrected: Some(of), .. } => corrections::correct(&setting, &(&of).into()),
        Command::Corrections { all } => corrections::list(&setting, all),
        Command::Undo { number } => corrections::undo(&setting, number),
        Command::Actor { actor, why, .. } => {
            actors::show(&setting, &actor.unwrap_or_default(), if why { Telling::Evidence } else { Telling::Summary })
        }
        Command::Positions(wanted) => positions::run(&setting, &wanted),
        Command::Outlets(wanted) => outlets::list(&setting, &wanted),
        Command::Report { corrected: Some(of), .. } => corrections::correct(&setting, &(&of).into()),
        Command::Report { report, .. } => look::report(&setting, &report.unwrap_or_default()),
        Command::Search(search) => searches::search(&setting, &search),
        Command::Searches(wanted) => searches::run(&setting, &wanted),
        Command::Watch(watch) => watch::run(&setting, &watch),
        Command::Serve(serve) => serve::run(&setting, &serve),
        Command::Mcp { http: true, port } => mcp::listen(&setting, port),
        Command::Mcp { .. } => mcp::run(&setting),
        Command::Verify(verify) => verify::run(&setting, &verify),
        Command::Export(export) => export::run(&setting, &export),
        Command::Readouts(readouts) => readouts::run(&setting, &readouts),
        Command::Analyze(analyze) => analyze::run(&setting, analyze),
        Command::Council(council) => council::run(&setting, &council),
        Command::Rule { code } => council::rule(&setting, code.as_deref()),
        Command::Shard(shard) => shard::run(&setting, &shard),
        Command::Sql(sql) => sql::run(&setting, &sql),
        Command::Licences { text } => licences::run(&setting, text.as_deref()),
        Command::Doctor => doctor::run(&setting),
        Command::Completions { shell } => {
            clap_complete::generate(shell, &mut Arguments::command(), "rapporteur", &mut crate::console::output());
            Ok(Verdict::Good)
        }
        Command::Man { command, into } => manual::run(&command, into.as_deref()),
    }
}

impl Setting {
    /// The file of the record, for a command that opens it. Its word lists are in it: lists named for one command alone would make it another
    /// record with each command.
    pub(crate) fn path(&self) -> Outcome<PathBuf> {
        if self.names_lists() {
            return Err(Problem::advised(
                "a record keeps its own word lists; --lexicon and --actors are for commands without one",
                "keep the lines in the record, `rapporteur lexicon add FILE`, and leave out --lexicon and --actors (also RAPPORTEUR_LEXICON and RAPPORTEUR_ACTORS)",
            ));
        }
        self.file()
    }

    /// Are lists named for this command?
    pub(crate) fn names_lists(&self) -> bool {
        self.lexicon.is_some() || self.actors.is_some()
    }

    /// Where the record is, or would be.
    pub(crate) fn file(&self) -> Outcome<PathBuf> {
        if let Some(path) = &self.record {
            return Ok(path.clone());
        }
        let folders = directories::ProjectDirs::from("", "", "rapporteur")
            .ok_or_else(|| Problem::advised("your data folder cannot be found", "name a record with --record FILE"))?;
        Ok(folders.data_dir().join("record.db"))
    }

    /// The record, for writing; made where there is none.
    pub(crate) fn open(&self) -> Outcome<Record> {
        let path = self.path()?;
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(Problem::file(format!("making the folder {}", folder.display())))?;
        }
        Ok(Record::open(&path)?)
    }

    /// The record opened to be asked, as it stands; what it is behind with is said on standard error.
    pub(crate) fn desk(&self) -> Outcome<Desk> {
        let desk = Desk::at(&self.path()?)?;
        if let Some(behind) = told(desk.record.behind(&desk.resources)?) {
            crate::console::note!("{behind}");
        }
        Ok(desk)
    }

    /// The resources of a question that needs no report: those named for this command, else those of the record, where there is one.
    pub(crate) fn lists(&self) -> Outcome<Resources> {
        if self.names_lists() {
            return self.resources();
        }
        let file = self.file()?;
        if file.exists() { Ok(rapporteur_desk::resources_of(&Record::open_to_read(&file)?)?) } else { self.resources() }
    }

    /// The resources of a command without a record: the shipped ones, with the files that are named for it.
    pub(crate) fn resources(&self) -> Outcome<Resources> {
        let more = |path: &Option<PathBuf>| path.as_deref().map_or_else(|| Ok(String::new()), read_file);
        Ok(rapporteur_desk::resources(&more(&self.lexicon)?, &more(&self.actors)?)?)
    }
}

/// How far a record is behind, in words; nothing where it is not.
pub(crate) fn told(behind: Behind) -> Option<String> {
    match behind {
        Behind { is_forgetting: true, .. } => {
            Some("what was taken out may still stand in free space of the file: `rapporteur derive`".to_owned())
        }
        Behind { is_other: true, .. } => Some("made with another version or other word lists: `rapporteur derive`".to_owned()),
        Behind { waiting: 0, .. } => None,
        Behind { waiting: 1, .. } => Some("1 report not yet compared: `rapporteur derive`".to_owned()),
        Behind { waiting, .. } => Some(format!("{waiting} reports not yet compared: `rapporteur derive`")),
    }
}

/// How often a thing is told, behind what stands before it on its line.
fn times(times: usize, origins: usize) -> String {
    rapporteur_desk::told(times, origins).map(|told| format!(" · {told}")).unwrap_or_default()
}

fn read_file(path: &Path) -> Outcome<String> {
    std::fs::read_to_string(path).map_err(Problem::file(format!("reading {}", path.display())))
}

/// Reads what is told and derives the sets, with progress; false when it was stopped.
fn derive(record: &mut Record, resources: &Resources, stop: &AtomicBool) -> Outcome<bool> {
    if record.behind(resources)?.is_nothing() {
        return Ok(true);
    }
    let languages = rapporteur_desk::languages()?;
    let progress = crate::console::progress("analyse");
    let done = record.derive(resources, &languages, stop, &|what, done, all| {
        crate::console::stage(&progress, what, done, all);
    })?;
    progress.finish_and_clear();
    Ok(done.is_some())
}
