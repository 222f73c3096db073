//! `rapporteur brief`: stories chosen, composed, written as Markdown, HTML or JSON.

use super::Setting;
use crate::arguments::{self, BriefFormat};
use crate::console::output;
use crate::problem::{Outcome, Verdict};
use rapporteur_desk::Period;
use std::io::Write;

pub(super) fn run(setting: &Setting, brief: &arguments::Brief) -> Outcome {
    let desk = setting.desk()?;
    let stories = if brief.story.is_empty() {
        desk.best(brief.period.read()?, brief.limit)?
    } else {
        brief.story.iter().map(|story| desk.story(story)).collect::<rapporteur_desk::Result<_>>()?
    };
    let format = if setting.json { BriefFormat::Json } else { brief.format };
    let mut out = output();
    write!(out, "{}", desk.brief(&brief.title, &stories, format.into())?)?;
    out.flush()?;
    Ok(Verdict::Good)
}

impl arguments::Period {
    /// The days that are asked for.
    pub(super) fn read(&self) -> Outcome<Period> {
        Ok(Period::read(self.since.as_deref(), self.until.as_deref())?)
    }
}
