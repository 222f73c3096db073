//! `rapporteur serve`: the record on pages.

use super::Setting;
use crate::arguments::Serve;
use crate::console::output;
use crate::problem::{Outcome, Problem, Verdict};
use serde_json::json;
use std::io::Write;
use std::process::{Command, Stdio};

pub(super) fn run(setting: &Setting, wanted: &Serve) -> Outcome {
    let options =
        rapporteur_serve::Options { port: wanted.port, record: setting.path()?, resources: rapporteur_desk::resources("", "")?.into() };
    let ready = |address| {
        let page = format!("http://{address}/");
        let line = if setting.json { json!({"address": page}).to_string() } else { format!("{page}  (Ctrl-C ends it)") };
        let mut out = output();
        // Who closed our output does not want the address; the pages are there all the same.
        _ = writeln!(out, "{line}").and_then(|()| out.flush());
        if wanted.open {
            open(&page);
        }
    };
    rapporteur_serve::serve(options, ready).map_err(|error| Problem::advised(&error, "another port: --port 0 takes any that is free"))?;
    Ok(Verdict::Good)
}

/// Asks the system to show a page; where it cannot, the address stands on the terminal.
fn open(page: &str) {
    let (program, before): (&str, &[&str]) = match std::env::consts::OS {
        "macos" => ("open", &[]),
        "windows" => ("cmd", &["/C", "start", ""]),
        _ => ("xdg-open", &[]),
    };
    _ = Command::new(program).args(before).arg(page).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
}
