//! `rapporteur story split` and `join`, `actor same` and `different`, `statement not`, `corrections`, `undo`: what the user holds against what was
//! derived, kept with why, by whom and when, and followed at once.

use super::Setting;
use crate::arguments::{Because, Correct};
use crate::console::{output, safe, width, wrapped};
use crate::problem::{Outcome, Verdict};
use rapporteur_desk::{Desk, corrections::told, interchange};
use rapporteur_store::{Correction, Stated};
use std::io::Write;
use std::sync::atomic::AtomicBool;

pub(super) fn correct(setting: &Setting, correct: &Correct) -> Outcome {
    let desk = setting.desk()?;
    let (stated, because) = match correct {
        Correct::Split { story, reports, because } => (desk.split(story, reports)?, because),
        Correct::Join { story, other, because } => (desk.join(story, other)?, because),
        Correct::Same { actor, other, because } => (desk.same(actor, other)?, because),
        Correct::Different { actor, reports, because } => (desk.different(actor, reports)?, because),
        Correct::Not { statement, because } => (desk.unsaid(statement)?, because),
    };
    keep(setting, desk, &stated, because)
}

fn keep(setting: &Setting, desk: Desk, stated: &Stated, because: &Because) -> Outcome {
    let made = setting.now()?;
    // The record is let go of before it is written.
    drop(desk);
    let kept = setting.open()?.correct(stated, &because.why, because.by.as_deref(), &made)?;
    followed(setting, &kept)
}

pub(super) fn undo(setting: &Setting, number: i64) -> Outcome {
    // Only what is there can be undone: a path that is mistyped is said.
    drop(setting.desk()?);
    let undone = setting.open()?.undo(number, &setting.now()?)?;
    followed(setting, &undone)
}

/// Derives what hangs on a correction, and says it.
fn followed(setting: &Setting, correction: &Correction) -> Outcome {
    let mut record = setting.open()?;
    let resources = rapporteur_desk::resources_of(&record)?;
    super::derive(&mut record, &resources, &AtomicBool::new(false))?;
    print(setting, &mut output(), correction)?;
    Ok(Verdict::Good)
}

pub(super) fn list(setting: &Setting, all: bool) -> Outcome {
    let desk = setting.desk()?;
    let corrections = desk.record.corrections(all)?;
    let mut out = output();
    for correction in &corrections {
        print(setting, &mut out, correction)?;
    }
    if corrections.is_empty() && !setting.json {
        writeln!(out, "nothing is corrected")?;
    }
    out.flush()?;
    Ok(Verdict::Good)
}

fn print(setting: &Setting, out: &mut impl Write, correction: &Correction) -> Outcome<()> {
    if setting.json {
        writeln!(out, "{}", interchange::correction(correction))?;
    } else {
        write!(out, "{}", wrapped(&safe(&told(correction)), width(), "  ").trim_start())?;
    }
    Ok(out.flush()?)
}
