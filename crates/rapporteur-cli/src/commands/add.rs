//! `rapporteur add`: inputs into the record, a line for each.

use super::reasons::Reasons;
use super::{Setting, preview};
use crate::arguments::Add;
use crate::console::{output, progress, safe};
use crate::problem::{Outcome, Problem, Verdict};
use crate::reading;
use rapporteur::ingest::Stated;
use rapporteur::resources::Resources;
use rapporteur_desk::interchange;
use rapporteur_store::{Arrival, Fate, Record, RunReport};
use serde_json::{Value, json};
use std::io::Write;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Receiver;

/// Set by Ctrl-C; looked at between batches.
pub(super) static STOP: AtomicBool = AtomicBool::new(false);

pub(super) fn run(setting: &Setting, add: Add) -> Outcome {
    let stated = stated(&add)?;
    add.pdf_text
        .check()
        .map_err(|_| Problem::advised("`pdftotext` cannot be started", "install it (it is part of Poppler), or leave out --pdf-text"))?;
    if add.dry_run {
        return preview::run(setting, &setting.lists()?, reading::arrivals(add.paths, stated, add.pdf_text));
    }
    let mut record = setting.open()?;
    let resources = rapporteur_desk::resources_of(&record)?;
    listen()?;
    let run = bring(
        &mut record,
        &resources,
        reading::arrivals(add.paths, stated, add.pdf_text),
        if setting.json {
            Telling::Json
        } else if add.quiet {
            Telling::Refusals
        } else {
            Telling::Lines
        },
        if add.later { Deriving::Later } else { Deriving::Now },
    )?;
    if run.stopped {
        return Err(Problem::advised("stopped; what was added is kept", "run the same command again to add the rest"));
    }
    Ok(if run.refused > 0 { Verdict::Findings } else { Verdict::Good })
}

/// What the user states of the inputs.
fn stated(add: &Add) -> Outcome<Stated> {
    let fields = &add.stated;
    let single = add.paths.len() == 1 && !add.paths[0].is_dir();
    if (fields.title.is_some() || fields.url.is_some()) && !single {
        return Err(Problem::advised("a headline or an address is that of one report", "name one file with --title and --url"));
    }
    let stated = Stated {
        outlet: fields.outlet.clone(),
        published: fields.published.clone(),
        title: fields.title.clone(),
        url: fields.url.clone(),
        language: fields.language.clone(),
        ..Stated::default()
    };
    stated.checked().map_err(|error| Problem::advised(error.to_string(), "write the time as 2022-02-25 or 2022-02-25T18:30:00+05:30"))
}

/// `rapporteur derive`: takes the reports that wait through the layers, and brings an older record up to date.
pub(super) fn derive(setting: &Setting) -> Outcome {
    let path = setting.path()?;
    // A record is made by adding to it: a path that is mistyped is said.
    if !path.exists() {
        Record::open_to_read(&path)?;
    }
    let mut record = Record::open(&path)?;
    let resources = rapporteur_desk::resources_of(&record)?;
    listen()?;
    if !super::derive(&mut record, &resources, &STOP)? {
        return Err(Problem::advised("stopped; what was done is kept", "run the same command again to do the rest"));
    }
    Ok(Verdict::Good)
}

/// How long a batch may take to its end after it was asked to stop.
const GRACE: std::time::Duration = std::time::Duration::from_secs(8);

/// Stops after the batch at hand at the first Ctrl-C, at once at the second.
pub(super) fn listen() -> Outcome<()> {
    let stop = || {
        if STOP.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
        crate::console::note!("stopping after this batch; press Ctrl-C again to stop at once (nothing committed is lost)");
        // One long report can take longer than whoever asked waits: the file takes back what is not committed, as after a kill.
        std::thread::spawn(|| {
            std::thread::sleep(GRACE);
            crate::console::note!("stopped within a batch; what was committed is kept: run the same command again to add the rest");
            std::process::exit(130);
        });
    };
    ctrlc::set_handler(stop).map_err(|error| Problem::other(format!("cannot listen for Ctrl-C: {error}")))
}

/// How much is printed of each input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Telling {
    Json,
    Lines,
    Refusals,
}

/// Are the new reports read closely and compared at once?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deriving {
    Now,
    Later,
}

/// Adds what arrives, derives, and prints a line an input and the totals.
pub(super) fn bring(
    record: &mut Record,
    resources: &Resources,
    arrivals: Receiver<Arrival>,
    telling: Telling,
    deriving: Deriving,
) -> Outcome<RunReport> {
    let bar = progress("read");
    let mut out = output();
    let mut written: std::io::Result<()> = Ok(());
    let mut reasons = Reasons::default();
    let run = rapporteur_store::add(record, resources, arrivals.into_iter(), &STOP, |batch| {
        for (input, fate) in batch {
            bar.inc(1);
            reasons.count(fate);
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
    if deriving == Deriving::Now {
        run.stopped |= !super::derive(record, resources, &STOP)?;
    }
    match telling {
        Telling::Json => writeln!(out, "{}", json!({"totals": totals(&run)}))?,
        Telling::Lines | Telling::Refusals => {
            let passed = if run.passed_over > 0 { format!(", {} passed over", run.passed_over) } else { String::new() };
            writeln!(
                out,
                "{} added, {} new versions, {} already there, {} refused{passed}",
                run.added, run.versions, run.known, run.refused
            )?;
            reasons.tell(&mut out)?;
        }
    }
    out.flush()?;
    Ok(run)
}

fn totals(run: &RunReport) -> Value {
    let mut totals = json!({"added": run.added, "new_versions": run.versions, "already_there": run.known, "refused": run.refused});
    if run.passed_over > 0 {
        totals["passed_over"] = Value::from(run.passed_over);
    }
    totals
}

fn tell(out: &mut impl Write, telling: Telling, input: &str, fate: &Fate) -> std::io::Result<()> {
    use rapporteur_store::Outcome;
    let (word, key) = match fate {
        Fate::Kept(Outcome::Added, key, _) => ("added", Some(key)),
        Fate::Kept(Outcome::NewVersion, key, _) => ("new version", Some(key)),
        Fate::Kept(Outcome::Known, key, _) => ("already there", Some(key)),
        Fate::Kept(Outcome::Removed(_), ..) | Fate::Refused(_) => ("refused", None),
        Fate::PassedOver(_) => ("passed over", None),
    };
    match (telling, fate) {
        (Telling::Json, _) => {
            let (code, reason, advice) = match fate {
                Fate::Refused(refusal) | Fate::PassedOver(refusal) => {
                    (Value::from(refusal.code()), Value::from(refusal.reason.as_str()), Value::from(refusal.advice()))
                }
                Fate::Kept(..) => (Value::Null, Value::Null, Value::Null),
            };
            let mut line = json!({"input": input, "fate": word, "report": key, "code": code, "reason": reason, "advice": advice});
            if let Fate::Kept(_, _, notices) = fate
                && !notices.is_empty()
            {
                line["notices"] = interchange::notices(notices);
            }
            writeln!(out, "{line}")
        }
        (_, Fate::Refused(refusal)) => writeln!(out, "{word:13} {}: {}", safe(input), safe(&refusal.to_string())),
        (Telling::Lines, Fate::PassedOver(refusal)) => writeln!(out, "{word:13} {}: {}", safe(input), safe(&refusal.reason)),
        (Telling::Lines, Fate::Kept(_, key, notices)) => {
            writeln!(out, "{word:13} {key} {}", safe(input))?;
            // How fields are called elsewhere is told before the first `add` of a source (`--dry-run`), not with each of its reports.
            let told = notices.iter().filter(|notice| notice.code != "mapping");
            told.into_iter().try_for_each(|notice| writeln!(out, "{:13} {}", "", safe(&notice.message)))
        }
        (Telling::Refusals, Fate::Kept(..) | Fate::PassedOver(_)) => Ok(()),
    }
}
