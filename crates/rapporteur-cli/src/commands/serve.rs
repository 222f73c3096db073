//! `rapporteur serve`: the record on pages.

use super::Setting;
use crate::arguments::Serve;
use crate::console::output;
use crate::problem::{Outcome, Problem, Verdict};
use rapporteur_serve::Corrects;
use serde_json::json;
use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::Arc;

pub(super) fn run(setting: &Setting, wanted: &Serve) -> Outcome {
    let corrects = if wanted.correct { Some(corrects(setting)?) } else { None };
    let door = corrects.as_ref().map(|corrects| format!("enter/{}", corrects.token)).unwrap_or_default();
    let resources = rapporteur_desk::resources("", "")?.into();
    let options = rapporteur_serve::Options { port: wanted.port, record: setting.path()?, resources, corrects };
    let ready = |address| {
        let page = format!("http://{address}/{door}");
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

/// A token that nobody guesses, and the time of corrections.
fn corrects(setting: &Setting) -> Outcome<Corrects> {
    let mut bytes = [0u8; 16];
    getrandom::fill(&mut bytes).map_err(Problem::other)?;
    let token = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    // A day that is stated is read now, so that one that is none is said at once.
    let stated = setting.states_today().then(|| setting.now()).transpose()?;
    let now = move || stated.clone().unwrap_or_else(super::days::moment);
    Ok(Corrects { token, now: Arc::new(now) })
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
