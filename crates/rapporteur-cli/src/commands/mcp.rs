//! `rapporteur mcp`: the record for assistants, a message a line on standard input and output, or a message a POST.

use super::Setting;
use crate::console::output;
use crate::problem::{Outcome, Problem, Verdict};
use rapporteur_mcp::{Server, speak};
use serde_json::json;
use std::io::{IsTerminal, Write, stdin, stdout};

pub(super) fn run(setting: &Setting) -> Outcome {
    let server = Server::new(setting.path()?, setting.resources()?.into());
    if stdin().is_terminal() {
        crate::console::note!(
            "waiting for messages, one a line; an assistant's program starts this (see `rapporteur mcp --help`). Ctrl-D ends it"
        );
    }
    speak(&server, stdin().lock(), stdout().lock())?;
    Ok(Verdict::Good)
}

pub(super) fn listen(setting: &Setting, port: u16) -> Outcome {
    let options = rapporteur_serve::Options { port, record: setting.path()?, resources: setting.resources()?.into(), corrects: None };
    let ready = |address| {
        let door = format!("http://{address}/mcp");
        let line = if setting.json { json!({"address": door}).to_string() } else { format!("{door}  (Ctrl-C ends it)") };
        let mut out = output();
        // Who closed our output does not want the address; the door is open all the same.
        _ = writeln!(out, "{line}").and_then(|()| out.flush());
    };
    rapporteur_serve::assist(options, ready).map_err(|error| Problem::advised(&error, "another port: --port 0 takes any that is free"))?;
    Ok(Verdict::Good)
}
