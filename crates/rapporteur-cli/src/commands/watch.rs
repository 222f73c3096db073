//! `rapporteur watch`: what is new at its sources into the record, and alerts on standard output.

use super::{Setting, add};
use crate::arguments::Watch;
use crate::console::{output, progress, safe, width, wrapped};
use crate::problem::{Outcome, Verdict};
use crate::reading;
use indicatif::ProgressBar;
use rapporteur::text::escaped_json;
use rapporteur_desk::days;
use rapporteur_store::Arrival;
use rapporteur_watch::{Around, Config, Kept, Tally, Until, folder};
use serde_json::Value;
use std::io::Write;
use std::path::PathBuf;
use std::sync::mpsc::Receiver;

pub(super) fn run(setting: &Setting, wanted: &Watch) -> Outcome {
    let config = Config::of(&wanted.sources, &wanted.private)?;
    if wanted.opml {
        output().write_all(config.opml().as_bytes())?;
        return Ok(Verdict::Good);
    }
    let today = setting.today.as_deref().map(days::one).transpose()?;
    let record = setting.open()?;
    let kept = folder(record.path());
    add::listen()?;
    let until = if wanted.once { Until::Once } else { Until::Stopped };
    let console = Console { json: setting.json, bar: progress("watch") };
    let ended = rapporteur_watch::Watch::open(record, config, today).and_then(|mut watch| watch.run(until, &console, &add::STOP));
    console.bar.finish_and_clear();
    let tally = ended?;
    crate::console::note!("{}", told(&tally));
    if tally.stopped {
        crate::console::note!(
            "stopped; all of that is kept, what servers answered in {}: the same command goes on from here",
            kept.display()
        );
    }
    Ok(if tally.failed + tally.refused + tally.run.refused > 0 { Verdict::Findings } else { Verdict::Good })
}

fn told(tally: &Tally) -> String {
    let Tally { had, unchanged, failed, refused, run, alerts, .. } = tally;
    let asked = match had + failed + refused {
        0 => String::new(),
        _ => format!("addresses: {had} had, {unchanged} of them unchanged, {failed} failed, {refused} refused\n"),
    };
    format!(
        "{asked}reports: {} added, {} new versions, {} already there, {} refused; alerts: {alerts}",
        run.added, run.versions, run.known, run.refused
    )
}

/// The console: alerts on standard output, what goes on on standard error.
struct Console {
    json: bool,
    bar: ProgressBar,
}

impl Around for Console {
    fn read(&self, kept: Vec<Kept>, files: Vec<PathBuf>) -> Receiver<Arrival> {
        reading::watched(kept, files)
    }

    fn note(&self, at: &str, what: &str) {
        self.bar.suspend(|| crate::console::note!("{}: {}", safe(at), safe(what)));
    }

    fn progress(&self, tally: &Tally, open: usize) {
        self.bar.set_position(tally.had as u64);
        self.bar.set_message(format!("addresses had, {open} to be asked, {} reports added", tally.run.added));
    }

    fn alert(&self, alert: &Value) -> std::io::Result<()> {
        self.bar.suspend(|| self.print(alert))
    }
}

impl Console {
    fn print(&self, alert: &Value) -> std::io::Result<()> {
        let mut out = output();
        if self.json {
            writeln!(out, "{}", escaped_json(&alert.to_string()))?;
            return out.flush();
        }
        let word = |field: &str| safe(alert[field].as_str().unwrap_or_default());
        let known = [word("outlet"), word("day"), word("cite"), word("url")];
        let known: Vec<&str> = known.iter().map(String::as_str).filter(|word| !word.is_empty()).collect();
        write!(out, "{}", wrapped(&format!("{}: {}", word("name"), word("what")), width(), ""))?;
        write!(out, "{}", wrapped(&format!("“{}”", word("quote")), width(), "    "))?;
        writeln!(out, "    {}", known.join(" · "))?;
        out.flush()
    }
}
