//! `rapporteur brief`: stories chosen, composed, written as Markdown, HTML or JSON.

use super::Setting;
use crate::arguments::{self, BriefFormat};
use crate::problem::{Outcome, Problem, Verdict};
use rapporteur_desk::Desk;
use rapporteur_store::News;
use std::io::Write;

/// What `--since` names where it names no day: since this brief was last kept as read.
const LAST: &str = "last";

pub(super) fn run(setting: &Setting, brief: &arguments::Brief) -> Outcome {
    let desk = setting.desk()?;
    let stories = if brief.story.is_empty() {
        desk.best(news(setting, &desk, brief)?, brief.limit)?
    } else {
        brief.story.iter().map(|story| desk.story(story)).collect::<rapporteur_desk::Result<_>>()?
    };
    let compared = if brief.mark { Some(compared(&desk)?) } else { None };
    let format = if setting.json { BriefFormat::Json } else { brief.format };
    let mut out = brief.written.paper()?;
    write!(out, "{}", desk.brief(&brief.title, &stories, format.into())?)?;
    out.finish()?;
    // Kept only when all of it has been printed; the record is let go of before it is written.
    drop(desk);
    if let Some(compared) = compared {
        setting.open()?.put_mark(&brief.title, compared)?;
    }
    Ok(Verdict::Good)
}

/// Which reports are asked for as news; nothing where all are.
fn news(setting: &Setting, desk: &Desk, brief: &arguments::Brief) -> Outcome<Option<News>> {
    if brief.period.since.as_deref() == Some(LAST) {
        let never = || {
            Problem::advised(
                format!("no brief with the title `{}` was kept as read", brief.title),
                "give a day, `--since yesterday`, and keep it with `--mark`; from then on `--since last` tells what came after it",
            )
        };
        return Ok(Some(News::After(desk.record.mark(&brief.title)?.ok_or_else(never)?)));
    }
    if brief.period.since.is_none() && brief.period.until.is_none() {
        return Ok(None);
    }
    let period = setting.period(&brief.period)?;
    Ok(Some(News::Days { since: period.since, until: period.until }))
}

/// How many reports a brief that is made now can tell of.
fn compared(desk: &Desk) -> Outcome<u64> {
    if desk.record.behind(&desk.resources)?.is_other {
        return Err(Problem::advised("what is to be kept as read was made with another version or other word lists", "first `rapporteur derive`"));
    }
    Ok(desk.record.compared()?)
}
