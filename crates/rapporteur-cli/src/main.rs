//! The program `rapporteur`: reads what the press and the parties publish, and keeps a record that can be checked.

mod arguments;
mod commands;
mod console;
mod pager;
mod paper;
mod problem;
mod reading;
mod render;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    if std::env::args_os().nth(1).is_some_and(|first| first == reading::CHILD) {
        return reading::child();
    }
    rapporteur_store::silence_guarded_panics();
    // A command or a path that is advised can be copied whole: terminals wrap by themselves.
    _ = miette::set_hook(Box::new(|_| Box::new(miette::MietteHandlerOpts::new().wrap_lines(false).build())));
    // Pages nest deeply; parsers recurse with them.
    let started = rayon::ThreadPoolBuilder::new().stack_size(32 << 20).build_global();
    let arguments = arguments::Arguments::parse();
    let ended = started.map_err(|error| problem::Problem::other(format!("cannot start: {error}"))).and_then(|()| commands::run(arguments));
    match ended {
        Ok(verdict) => verdict.into(),
        Err(problem) if problem.is_broken_pipe() => ExitCode::SUCCESS,
        Err(problem) => {
            anstream::eprintln!("{:?}", miette::Report::new(problem));
            ExitCode::from(2)
        }
    }
}
