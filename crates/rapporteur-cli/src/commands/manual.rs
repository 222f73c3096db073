//! `rapporteur man`: manual pages, made from the commands' own help.

use crate::arguments::Arguments;
use crate::console::output;
use crate::problem::{Outcome, Problem, Verdict};
use clap::{Command, CommandFactory};
use std::path::Path;

/// Without the commands that only print the help of others.
fn without_help(command: Command) -> Command {
    command.disable_help_subcommand(true).mut_subcommands(without_help)
}

pub(super) fn run(words: &[String], into: Option<&Path>) -> Outcome {
    let mut command = without_help(Arguments::command());
    command.build();
    if let Some(folder) = into {
        let failed = || Problem::file(format!("writing the pages into {}", folder.display()));
        std::fs::create_dir_all(folder).map_err(failed())?;
        clap_mangen::generate_to(command, folder).map_err(failed())?;
        return Ok(Verdict::Good);
    }
    let mut page = &command;
    for word in words {
        let unknown = || Problem::advised(format!("there is no command `{}`", words.join(" ")), "`rapporteur --help` lists them");
        page = page.find_subcommand(word).ok_or_else(unknown)?;
    }
    clap_mangen::Man::new(page.clone()).render(&mut output())?;
    Ok(Verdict::Good)
}
