//! `rapporteur story split` and `join`, `actor same` and `different`, `statement not`, `report edit` and `remove`, `corrections`, `undo`: what the user
//! holds against what was derived or said, kept with why, by whom and when, and followed at once.

use super::Setting;
use crate::arguments::Correct;
use crate::console::{output, pages, safe, width, wrapped};
use crate::problem::{Outcome, Verdict};
use rapporteur_desk::{corrections::told, interchange};
use rapporteur_store::{Correction, Stated};
use std::io::Write;
use std::sync::atomic::AtomicBool;

pub(super) fn correct(setting: &Setting, correct: &Correct) -> Outcome {
    let desk = setting.desk()?;
    let (stated, why, by) = match correct {
        Correct::Split { story, reports, because } => (desk.split(story, reports)?, because.why.as_str(), because.by.as_deref()),
        Correct::Join { story, other, because } => (desk.join(story, other)?, because.why.as_str(), because.by.as_deref()),
        Correct::Same { actor, other, because } => (desk.same(actor, other)?, because.why.as_str(), because.by.as_deref()),
        Correct::Different { actor, reports, because } => (desk.different(actor, reports)?, because.why.as_str(), because.by.as_deref()),
        Correct::Not { statement, because } => (desk.unsaid(statement)?, because.why.as_str(), because.by.as_deref()),
        Correct::Edit { report, fields, why, by } => (desk.edited(report, fields)?, *why, *by),
        Correct::Remove { report, because } => (desk.removed(report)?, because.why.as_str(), because.by.as_deref()),
    };
    let made = setting.now()?;
    // The record is let go of before it is written.
    drop(desk);
    let kept = setting.open()?.correct(&stated, why, by, &made)?;
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
    match &correction.stated {
        Stated::Remove { .. } if correction.undone.is_some() => {
            crate::console::note!("its text was forgotten and is not brought back; from now on it may be added again");
        }
        Stated::Remove { .. } if record.is_forgetting()? => {
            crate::console::note!(
                "another program holds the record: until it has ended and `rapporteur derive` was run, bytes of the text may stand in free space of its files"
            );
        }
        _ => {}
    }
    Ok(Verdict::Good)
}

pub(super) fn list(setting: &Setting, all: bool) -> Outcome {
    let desk = setting.desk()?;
    let corrections = desk.record.corrections(all)?;
    let mut out = pages();
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
