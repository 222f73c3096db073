//! `rapporteur statements` and `rapporteur statement`: who said what, and every wording of it.

use super::{Setting, times};
use crate::arguments;
use crate::console::{Listed, pages, safe, width, wrapped};
use crate::problem::{Outcome, Verdict};
use rapporteur::extract;
use rapporteur_desk::statements::{Asked, is_sure, speaker};
use rapporteur_desk::wording::{alarms, laid, marked};
use rapporteur_desk::{Calendar, interchange, short};
use rapporteur_store::{StatementView, WordingRow};
use std::io::Write;

pub(super) fn list(setting: &Setting, wanted: &arguments::Statements) -> Outcome {
    let desk = setting.desk()?;
    let asked = Asked {
        by: wanted.by.clone(),
        to: wanted.to.clone(),
        state: wanted.state.clone(),
        story: wanted.story.clone(),
        manner: wanted.manner.one(),
        on: wanted.on.as_deref().map(|on| setting.range(on)).transpose()?,
        about: wanted.about.clone(),
        form: wanted.form.map(extract::Form::from),
        shared: wanted.shared,
        unsure: wanted.all_rows,
    };
    let (mut out, mut listed) = (pages(), Listed::of(wanted.rows.most()));
    desk.statements(&asked, |statement| {
        listed.show(|| {
            if setting.json { writeln!(out, "{}", interchange::statement(&statement, &desk.calendar)) } else { line(&mut out, &statement) }
        })
    })?;
    listed.end(&mut out, setting.json, || Ok(desk.statements_len(&asked)?))?;
    out.flush()?;
    Ok(Verdict::Good)
}

/// The words for the time, and its value where they have one.
fn when(calendar: &Calendar, wording: &WordingRow) -> String {
    let Some(words) = wording.account.when.and_then(|span| span.checked_of(&wording.report.text)) else { return String::new() };
    match calendar.said(&wording.report, &wording.account) {
        Some(time) => format!("when: {words} ({}, {})", time.value, time.rule),
        None => format!("when: {words}"),
    }
}

fn line(out: &mut impl Write, statement: &StatementView) -> std::io::Result<()> {
    let full = statement.fullest();
    let day = full.report.published.map(|time| time.to_string());
    let day = day.as_deref().map_or("day not known", |day| day.get(..10).unwrap_or(day));
    let times = times(statement.wordings.len(), statement.origins());
    let outlet = full.report.outlet.as_deref().unwrap_or("outlet not known");
    writeln!(out, "{} {} · {} · {} · {}{times}", short(&statement.id), safe(&speaker(statement)), day, safe(outlet), how(full))?;
    write!(out, "{}", wrapped(&safe(&quoted(full)), width(), "    "))
}

/// Form, sense and standing in words; what is usual is left out.
fn how(wording: &WordingRow) -> String {
    let account = &wording.account;
    let mut words = account.form.label().to_owned();
    if account.sense != extract::Sense::Says {
        words += &format!(", {}", account.sense.label());
    }
    if account.standing != extract::Standing::Asserted {
        words += &format!(", {}", account.standing.label());
    }
    if !is_sure(wording) {
        words += ", unsure";
    }
    words
}

/// The cue and the words; these in quotation marks where the report has them so.
fn quoted(wording: &WordingRow) -> String {
    let cue = wording.account.cue_words(&wording.report.text).map(|cue| format!("{cue}: ")).unwrap_or_default();
    if wording.account.form == extract::Form::Direct {
        format!("{cue}“{}”", wording.words())
    } else {
        format!("{cue}{}", wording.words())
    }
}

pub(super) fn show(setting: &Setting, name: &str) -> Outcome {
    let desk = setting.desk()?;
    let (statement, calendar) = (desk.record.statement(name)?, &desk.calendar);
    let mut out = pages();
    if setting.json {
        let mut value = interchange::statement(&statement, calendar);
        value["also_said"] = desk.also_said(&statement)?.iter().map(|other| other.id.as_str()).collect();
        writeln!(out, "{value}")?;
        out.flush()?;
        return Ok(Verdict::Good);
    }
    writeln!(out, "{:10} {}", "statement", statement.id)?;
    let identifier = statement.actor.as_ref().map(|(id, _)| format!(" ({id})")).unwrap_or_default();
    writeln!(out, "{:10} {}{}", "speaker", safe(&speaker(&statement)), safe(&identifier))?;
    if let Some((id, name)) = &statement.addressee {
        writeln!(out, "{:10} {} ({})", "to", safe(name), safe(id))?;
    }
    writeln!(out, "{:10} {}", "story", short(&statement.story))?;
    let origins = statement.origins();
    writeln!(
        out,
        "{:10} {} in {origins} independent {}",
        "wordings",
        statement.wordings.len(),
        if origins == 1 { "origin" } else { "origins" }
    )?;
    for other in desk.also_said(&statement)? {
        let full = other.fullest();
        let words = [when(calendar, full), full.report.outlet.clone().unwrap_or_default()];
        let day = full.report.published.map(|time| time.to_string().chars().take(DAY).collect::<String>());
        let parts = day.iter().chain(&words).map(String::as_str).filter(|part| !part.is_empty()).collect::<Vec<_>>();
        writeln!(out, "{:10} {} · {}", "also said", short(&other.id), safe(&parts.join(" · ")))?;
    }
    let full = statement.fullest();
    for (at, wording) in statement.wordings.iter().enumerate() {
        let report = &wording.report;
        let place = wording.account.content.first().map_or(0, |span| span.start);
        let day = report.published.map_or_else(|| "day not known".to_owned(), |time| time.to_string());
        let outlet = report.outlet.as_deref().unwrap_or("outlet not known");
        let page = report.page(place).map(|page| format!(" · page {page}")).unwrap_or_default();
        let first = if at == 0 && report.published.is_some() && statement.wordings.len() > 1 { " · first" } else { "" };
        let copy = if wording.origin == report.key { String::new() } else { format!(" · carries {}", short(&wording.origin)) };
        let (variant, under) = laid(calendar, full, wording);
        let stands = if wording.fullest { "fullest" } else { variant.label() };
        writeln!(
            out,
            "\n{stands:10} {} · {} · {}:{place}{page} · {}, {}{first}{copy}",
            safe(outlet),
            safe(&day),
            short(&report.key),
            how(wording),
            wording.account.rule.code()
        )?;
        let about = |what: &str, span: Option<rapporteur::text::Span>| {
            span.map(|span| format!("{what} {}", span.of(&report.text))).unwrap_or_default()
        };
        let circumstances: Vec<String> = [
            format!("source: {}", wording.source()),
            about("through:", wording.account.medium),
            when(calendar, wording),
            about("where:", wording.account.place),
        ]
        .into_iter()
        .filter(|part| !part.is_empty() && part != "source: ")
        .collect();
        writeln!(out, "{:10} {}", "", safe(&circumstances.join("; ")))?;
        let words = if wording.fullest { quoted(wording) } else { marked(&under) };
        write!(out, "{}", wrapped(&safe(&words), width(), "    "))?;
        for (touch, alarm) in alarms(&under) {
            writeln!(out, "    CHANGES THE SENSE ({}): {}", touch.label(), safe(&alarm))?;
        }
    }
    out.flush()?;
    Ok(Verdict::Good)
}

/// Letters of a day: 2031-03-03.
const DAY: usize = 10;
