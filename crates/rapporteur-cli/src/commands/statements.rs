//! `rapporteur statements` and `rapporteur statement`: who said what, and every wording of it.

use super::Setting;
use super::stories::short;
use crate::arguments::{self, Form, Manner};
use crate::console::{output, safe, width, wrapped};
use crate::interchange;
use crate::problem::{Outcome, Problem, Verdict};
use crate::render::wording::{alarms, laid, marked};
use crate::times::Calendar;
use rapporteur::extract;
use rapporteur::record::{Published, day_number};
use rapporteur::text::{fold, stem, words};
use rapporteur_store::{StatementView, Wanted, WordingRow};
use std::io::Write;

pub(super) fn list(setting: &Setting, wanted: &arguments::Statements) -> Outcome {
    let resources = setting.resources()?;
    let record = setting.open_to_read(&resources)?;
    let named = |name: &Option<String>| name.as_deref().map_or_else(|| Ok(Vec::new()), |name| record.actors_named(name));
    let query = Wanted {
        by: named(&wanted.by)?,
        to: named(&wanted.to)?,
        state: wanted.state.as_deref().map(|state| Setting::state(&resources, state)).transpose()?,
        story: wanted.story.as_deref().map(|story| Ok::<_, Problem>(record.story(story)?.key)).transpose()?,
        manner: manner(wanted.manner),
        // The day it was said counts, and is worked out from the words: reports of every day may tell it.
        days: None,
        about: stems(wanted.about.as_deref().unwrap_or_default()),
    };
    let calendar = Calendar::read()?;
    let days = wanted.on.as_deref().map(days).transpose()?;
    let about = &query.about;
    let form = wanted.form.map(|form| match form {
        Form::Direct => extract::Form::Direct,
        Form::Indirect => extract::Form::Indirect,
        Form::Mixed => extract::Form::Mixed,
    });
    let fits = |wording: &WordingRow| {
        let held = stems(&wording.words());
        form.is_none_or(|form| wording.account.form == form)
            && about.iter().all(|stem| held.contains(stem))
            && days.is_none_or(|(first, last)| said_on(&calendar, wording).is_some_and(|days| days.0 <= last && days.1 >= first))
    };
    let (mut out, mut shown, mut failed) = (output(), 0, Ok(()));
    record.statements(&query, |statement| {
        let sure = wanted.all_rows || statement.wordings.iter().any(is_sure);
        if sure && statement.wordings.iter().any(&fits) && (!wanted.shared || statement.origins() > 1) {
            failed =
                if setting.json { writeln!(out, "{}", interchange::statement(&statement, &calendar)) } else { line(&mut out, &statement) };
            shown += 1;
        }
        shown < wanted.limit && failed.is_ok()
    })?;
    failed?;
    if shown == 0 && !setting.json {
        writeln!(out, "nothing found")?;
    }
    out.flush()?;
    Ok(Verdict::Good)
}

/// Is a row of a statement likely enough to be shown without being asked for?
fn is_sure(wording: &WordingRow) -> bool {
    wording.account.score >= extract::CONFIDENT
}

fn manner(manner: Manner) -> Option<&'static str> {
    let manner = match manner {
        Manner::Speech => extract::Manner::Speech,
        Manner::Thought => extract::Manner::Thought,
        Manner::Intent => extract::Manner::Intent,
        Manner::Stance => extract::Manner::Stance,
        Manner::Evidence => extract::Manner::Evidence,
        Manner::All => return None,
    };
    Some(manner.label())
}

/// The first and last day on which it can have been said, counted from 1970: as the report tells it, else its publication day.
fn said_on(calendar: &Calendar, wording: &WordingRow) -> Option<(i64, i64)> {
    let told = calendar.said(&wording.report, &wording.account).and_then(|time| time.days);
    told.map(|(first, last)| (day_number(first), day_number(last))).or_else(|| wording.report.published.map(|time| time.days()))
}

/// The words for the time, and its value where they have one.
fn when(calendar: &Calendar, wording: &WordingRow) -> String {
    let Some(words) = wording.account.when.and_then(|span| span.checked_of(&wording.report.text)) else { return String::new() };
    match calendar.said(&wording.report, &wording.account) {
        Some(time) => format!("when: {words} ({}, {})", time.value, time.rule),
        None => format!("when: {words}"),
    }
}

/// First and last day of `DATE` or `DATE..DATE`, counted from 1970.
fn days(written: &str) -> Outcome<(i64, i64)> {
    let day = |written: &str| Published::read(written).map_err(Problem::other);
    Ok(match written.split_once("..") {
        Some((first, last)) => (day(first)?.days().0, day(last)?.days().1),
        None => day(written)?.days(),
    })
}

fn stems(text: &str) -> Vec<String> {
    words(text).iter().map(|word| stem(&fold(word.span.of(text)))).collect()
}

/// The name of who speaks: the actor's, else the words of the report; where these are one small word (it, officials), what it stands for.
pub(super) fn speaker(statement: &StatementView) -> String {
    let full = statement.fullest();
    let source = full.source();
    // A label of a transcript ("Q", "THE PRESIDENT") is shown as what it stands for.
    let pronoun = matches!(source.as_str(), "I" | "We" | "He" | "She" | "It" | "They");
    let small = pronoun || source.chars().all(char::is_lowercase) || full.account.rule == extract::Rule::Turn;
    match (&statement.actor, &full.referent) {
        (Some((_, name)), _) => name.clone(),
        (None, Some(called)) if small => called.name.clone(),
        (None, _) if source.is_empty() => "(not said who)".to_owned(),
        (None, _) => source,
    }
}

fn line(out: &mut impl Write, statement: &StatementView) -> std::io::Result<()> {
    let (full, count) = (statement.fullest(), statement.wordings.len());
    let day = full.report.published.map(|time| time.to_string());
    let day = day.as_deref().map_or("day not known", |day| day.get(..10).unwrap_or(day));
    let times = match (count, statement.origins()) {
        (1, _) => String::new(),
        (count, 1) => format!(" · told {count} times, one origin"),
        (count, origins) => format!(" · told {count} times, {origins} origins"),
    };
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
    let resources = setting.resources()?;
    let record = setting.open_to_read(&resources)?;
    let statement = record.statement(name)?;
    let (mut out, calendar) = (output(), Calendar::read()?);
    if setting.json {
        writeln!(out, "{}", interchange::statement(&statement, &calendar))?;
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
    let full = statement.fullest();
    for (at, wording) in statement.wordings.iter().enumerate() {
        let report = &wording.report;
        let place = wording.account.content.first().map_or(0, |span| span.start);
        let day = report.published.map_or_else(|| "day not known".to_owned(), |time| time.to_string());
        let outlet = report.outlet.as_deref().unwrap_or("outlet not known");
        let first = if at == 0 && report.published.is_some() && statement.wordings.len() > 1 { " · first" } else { "" };
        let copy = if wording.origin == report.key { String::new() } else { format!(" · carries {}", short(&wording.origin)) };
        let (variant, under) = laid(full, wording);
        let stands = if wording.fullest { "fullest" } else { variant.label() };
        writeln!(
            out,
            "\n{stands:10} {} · {} · {}:{place} · {}, {}{first}{copy}",
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
            when(&calendar, wording),
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
