//! `rapporteur brief`: stories chosen, composed, written as Markdown, HTML, JSON or a document, or what they cite as BibTeX or RIS.

use super::Setting;
use crate::arguments::{self, BriefFormat, BriefLanguage};
use crate::paper::Paper;
use crate::problem::{Outcome, Problem, Verdict};
use crate::render::docx;
use rapporteur_desk::Desk;
use rapporteur_desk::brief::{Asked, Format, Language, References};
use rapporteur_store::News;
use std::io::{IsTerminal, Write};

/// What `--since` names where it names no day: since this brief was last kept as read.
const LAST: &str = "last";

pub(super) fn run(setting: &Setting, brief: &arguments::Brief) -> Outcome {
    let desk = setting.desk()?;
    let news = news(setting, &desk, brief)?;
    let stories = match news {
        _ if !brief.story.is_empty() => brief.story.iter().map(|story| desk.story(story)).collect::<rapporteur_desk::Result<_>>()?,
        Some(news) => desk.of_the_day(news, brief.limit)?,
        None => desk.best(None, brief.limit)?,
    };
    let compared = if brief.mark { Some(compared(&desk)?) } else { None };
    let language = match brief.language {
        BriefLanguage::En => Language::En,
        BriefLanguage::Fr => Language::Fr,
        BriefLanguage::Es => Language::Es,
    };
    let asked = |format| Asked { title: &brief.title, format, annex: brief.annex, news, language };
    let format = if setting.json { BriefFormat::Json } else { brief.format };
    if format == BriefFormat::Docx && brief.written.output.is_none() && std::io::stdout().is_terminal() {
        return Err(Problem::advised("a document is nothing to read on a terminal", "write it to a file with -o FILE"));
    }
    let text = match format {
        BriefFormat::Md => desk.brief(&asked(Format::Md), &stories)?,
        BriefFormat::Html => desk.brief(&asked(Format::Html), &stories)?,
        BriefFormat::Json => desk.brief(&asked(Format::Json), &stories)?,
        BriefFormat::Docx => desk.brief(&asked(Format::Md), &stories)?,
        BriefFormat::Bibtex => desk.references(&stories, References::Bibtex)?,
        BriefFormat::Ris => desk.references(&stories, References::Ris)?,
    };
    let (mut out, bytes) = if format == BriefFormat::Docx {
        let document = docx::of_markdown(&text).map_err(|error| Problem::other(format!("the document cannot be written: {error}")))?;
        (Paper::of_bytes(brief.written.output.as_deref())?, document)
    } else {
        (brief.written.paper()?, text.into_bytes())
    };
    out.write_all(&bytes)?;
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
        return Err(Problem::advised(
            "what is to be kept as read was made with another version or other word lists",
            "first `rapporteur derive`",
        ));
    }
    Ok(desk.record.compared()?)
}
