//! `rapporteur add`: inputs into the record, a line for each.

use super::{Setting, derive};
use crate::arguments::Add;
use crate::console::{output, progress, safe};
use crate::problem::{Outcome, Problem, Verdict};
use crate::reading;
use rapporteur::resources::Resources;
use rapporteur_store::{Arrival, Fate, Record, RunReport};
use serde_json::{Value, json};
use std::io::Write;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Receiver;

/// Set by Ctrl-C; looked at between batches.
static STOP: AtomicBool = AtomicBool::new(false);

pub(super) fn run(setting: &Setting, add: Add) -> Outcome {
    let resources = setting.resources()?;
    let mut record = setting.open()?;
    let stop = || {
        if STOP.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
        eprintln!("stopping after this batch; press Ctrl-C again to stop at once (nothing committed is lost)");
    };
    ctrlc::set_handler(stop).map_err(|error| Problem::other(format!("cannot listen for Ctrl-C: {error}")))?;
    let run = bring(
        &mut record,
        &resources,
        reading::arrivals(add.paths),
        if setting.json {
            Telling::Json
        } else if add.quiet {
            Telling::Refusals
        } else {
            Telling::Lines
        },
    )?;
    if run.stopped {
        return Err(Problem::advised("stopped; what was added is kept", "run the same command again to add the rest"));
    }
    Ok(if run.refused > 0 { Verdict::Findings } else { Verdict::Good })
}

/// How much is printed of each input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Telling {
    Json,
    Lines,
    Refusals,
}

/// Adds what arrives, derives, and prints a line an input and the totals.
pub(super) fn bring(record: &mut Record, resources: &Resources, arrivals: Receiver<Arrival>, telling: Telling) -> Outcome<RunReport> {
    let bar = progress("read");
    let mut out = output();
    let mut written: std::io::Result<()> = Ok(());
    let run = rapporteur_store::add(record, resources, arrivals.into_iter(), &STOP, |batch| {
        for (input, fate) in batch {
            bar.inc(1);
            if written.is_ok() {
                written = tell(&mut out, telling, input, fate);
            }
        }
        bar.set_message("reports");
        // Lines stand above the bar, and in a pipe at once.
        written = std::mem::replace(&mut written, Ok(())).and_then(|()| bar.suspend(|| out.flush()));
        if written.is_err() {
            STOP.store(true, Ordering::Relaxed);
        }
    })?;
    bar.finish_and_clear();
    written?;
    let mut run = run;
    run.stopped |= !derive(record, resources, &STOP)?;
    match telling {
        Telling::Json => writeln!(
            out,
            "{}",
            json!({"totals": {"added": run.added, "new_versions": run.versions, "already_there": run.known, "refused": run.refused}})
        )?,
        Telling::Lines | Telling::Refusals => {
            writeln!(out, "{} added, {} new versions, {} already there, {} refused", run.added, run.versions, run.known, run.refused)?
        }
    }
    out.flush()?;
    Ok(run)
}

fn tell(out: &mut impl Write, telling: Telling, input: &str, fate: &Fate) -> std::io::Result<()> {
    use rapporteur_store::Outcome;
    let (word, key) = match fate {
        Fate::Kept(Outcome::Added, key) => ("added", Some(key)),
        Fate::Kept(Outcome::NewVersion, key) => ("new version", Some(key)),
        Fate::Kept(Outcome::Known, key) => ("already there", Some(key)),
        Fate::Refused(_) => ("refused", None),
    };
    match (telling, fate) {
        (Telling::Json, _) => {
            let (code, reason, advice) = match fate {
                Fate::Refused(refusal) => {
                    (Value::from(refusal.code()), Value::from(refusal.reason.as_str()), Value::from(refusal.advice()))
                }
                Fate::Kept(..) => (Value::Null, Value::Null, Value::Null),
            };
            writeln!(out, "{}", json!({"input": input, "fate": word, "report": key, "code": code, "reason": reason, "advice": advice}))
        }
        (_, Fate::Refused(refusal)) => writeln!(out, "{word:13} {}: {}", safe(input), safe(&refusal.to_string())),
        (Telling::Lines, Fate::Kept(_, key)) => writeln!(out, "{word:13} {key} {}", safe(input)),
        (Telling::Refusals, Fate::Kept(..)) => Ok(()),
    }
}
