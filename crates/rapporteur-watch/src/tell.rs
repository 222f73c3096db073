//! Where alerts are told: on standard output, in a file, to a program, to an address of the web. What cannot be delivered is owed and tried again.
//!
//! Each alert is delivered once. Only a run that is killed between delivering one and noting it delivers that one again, with the same identifier;
//! in a file it is found to stand there, and is not written twice.

use crate::config::Tell;
use crate::fetch::Fetcher;
use crate::state::State;
use crate::watch::Around;
use crate::{Error, Result};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use url::Url;

/// How long a program may take for an alert.
const PATIENCE: Duration = Duration::from_secs(30);

/// The places where alerts go, by the names under which they are owed.
pub(crate) fn sinks(tell: &Tell) -> Vec<String> {
    let somewhere = tell.file.is_some() || tell.command.is_some() || tell.webhook.is_some();
    let places = [
        ("stdout", tell.stdout || !somewhere),
        ("file", tell.file.is_some()),
        ("command", tell.command.is_some()),
        ("webhook", tell.webhook.is_some()),
    ];
    places.iter().filter(|(_, is_wanted)| *is_wanted).map(|(name, _)| (*name).to_owned()).collect()
}

/// Delivers what is owed. A place that fails is noted, and keeps what it is owed.
///
/// # Errors
/// When standard output is closed, or the state cannot be written.
pub(crate) fn deliver(state: &State, tell: &Tell, fetcher: &Fetcher, around: &dyn Around) -> Result<()> {
    for sink in sinks(tell) {
        let owed = state.owed(&sink)?;
        if owed.is_empty() {
            continue;
        }
        let there = tell.file.as_deref().filter(|_| sink == "file").map(known).unwrap_or_default();
        for (number, id, line) in owed {
            let told = match sink.as_str() {
                "stdout" => {
                    let alert: Value = serde_json::from_str(&line).unwrap_or_default();
                    around.alert(&alert).map_err(Error::output)?;
                    Ok(())
                }
                "file" if there.contains(&id) => Ok(()),
                "file" => tell.file.as_deref().map_or(Ok(()), |file| append(file, &line)),
                "command" => tell.command.as_deref().map_or(Ok(()), |command| started(command, &line)),
                _ => match tell.webhook.as_deref().map(Url::parse) {
                    Some(Ok(address)) => fetcher.post(&address, &line),
                    _ => Ok(()),
                },
            };
            match told {
                Ok(()) => state.delivered(number, &sink)?,
                Err(why) => {
                    around.note(&sink, &format!("an alert was not taken, and is tried again: {why}"));
                    break;
                }
            }
        }
    }
    Ok(())
}

/// The alerts that a file has.
fn known(file: &Path) -> BTreeSet<String> {
    let lines = std::fs::read_to_string(file).unwrap_or_default();
    let rows = lines.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    rows.filter_map(|row| Some(row["alert"].as_str()?.to_owned())).collect()
}

fn append(file: &Path, line: &str) -> std::result::Result<(), String> {
    let opened = OpenOptions::new().create(true).append(true).open(file);
    let written = opened.and_then(|mut file| file.write_all(format!("{line}\n").as_bytes()).and_then(|()| file.sync_data()));
    written.map_err(|error| format!("{}: {error}", file.display()))
}

/// Starts a program, gives it the line, and waits for its end. No shell is asked: words of a report are never a part of a command.
fn started(command: &[String], line: &str) -> std::result::Result<(), String> {
    let Some((program, arguments)) = command.split_first() else { return Ok(()) };
    let failed = |error: std::io::Error| format!("{program}: {error}");
    let mut child =
        Command::new(program).args(arguments).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().map_err(failed)?;
    if let Some(mut input) = child.stdin.take() {
        // Who does not read it need not.
        _ = input.write_all(format!("{line}\n").as_bytes());
    }
    let began = Instant::now();
    loop {
        match child.try_wait().map_err(failed)? {
            Some(status) if status.success() => return Ok(()),
            Some(status) => return Err(format!("{program}: {status}")),
            None if began.elapsed() > PATIENCE => {
                _ = child.kill();
                _ = child.wait();
                return Err(format!("{program} did not end within {} seconds", PATIENCE.as_secs()));
            }
            None => std::thread::sleep(Duration::from_millis(20)),
        }
    }
}
