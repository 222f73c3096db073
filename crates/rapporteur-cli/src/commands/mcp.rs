//! `rapporteur mcp`: the record for assistants, a message a line on standard input and output.

use super::Setting;
use crate::problem::{Outcome, Verdict};
use rapporteur_mcp::{Server, speak};
use std::io::{IsTerminal, stdin, stdout};

pub(super) fn run(setting: &Setting) -> Outcome {
    let server = Server::new(setting.path()?, setting.resources()?.into());
    if stdin().is_terminal() {
        eprintln!("waiting for messages, one a line; an assistant's program starts this (see `rapporteur mcp --help`). Ctrl-D ends it");
    }
    speak(&server, stdin().lock(), stdout().lock())?;
    Ok(Verdict::Good)
}
