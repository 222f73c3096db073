//! `rapporteur events`, `rapporteur event` and `rapporteur timeline`: who did what to whom and when, by whose account.

use super::Setting;
use crate::arguments;
use crate::console::{Listed, pages, safe, width, wrapped};
use crate::problem::{Outcome, Verdict};
use rapporteur::extract::{EventType, Status};
use rapporteur_desk::events::{Asked, differences, named, told, when};
use rapporteur_desk::timeline::{Moment, svg};
use rapporteur_desk::{interchange, short, told as counted};
use rapporteur_store::{ActRow, EventView};
use std::io::Write;

pub(super) fn list(setting: &Setting, wanted: &arguments::Events) -> Outcome {
    let desk = setting.desk()?;
    let asked = Asked {
        kind: wanted.kind.as_deref().and_then(EventType::of),
        actor: wanted.actor.clone(),
        recipient: wanted.recipient.clone(),
        status: wanted.status.as_deref().and_then(Status::of),
        on: wanted.on.as_deref().map(|on| setting.range(on)).transpose()?,
        place: wanted.place.clone(),
        unsure: wanted.all_rows,
        latest: false,
    };
    let (mut out, mut listed) = (pages(), Listed::of(wanted.rows.most()));
    desk.events(&asked, |event| {
        listed.show(|| {
            if setting.json { writeln!(out, "{}", interchange::event_row(&event, &desk.places(&event))) } else { line(&mut out, &event) }
        })
    })?;
    listed.end(&mut out, setting.json, || Ok(desk.events_len(&asked)?))?;
    out.flush()?;
    Ok(Verdict::Good)
}

fn line(out: &mut impl Write, event: &EventView) -> std::io::Result<()> {
    let counted = counted(event.tellings.len(), event.origins()).map(|counted| format!(" · {counted}")).unwrap_or_default();
    let via = event.tellings.last().and_then(|telling| telling.via.as_ref()).map(|via| format!(" · via {via}")).unwrap_or_default();
    let head = format!("{} {} · {}, {}", short(&event.id), when(event), named(event), event.status().label());
    writeln!(out, "{head} · {}{}{counted}", safe(&told(event)), safe(&via))
}

pub(super) fn show(setting: &Setting, name: &str) -> Outcome {
    let desk = setting.desk()?;
    let event = desk.record.event(name)?;
    let mut out = pages();
    if setting.json {
        writeln!(out, "{}", interchange::event_row(&event, &desk.places(&event)))?;
        out.flush()?;
        return Ok(Verdict::Good);
    }
    let origins = event.origins();
    writeln!(out, "{:10} {}", "event", event.id)?;
    writeln!(out, "{:10} {}, {}", "type", named(&event), event.status().label())?;
    writeln!(out, "{:10} {}", "day", when(&event))?;
    for party in &event.parties {
        let role = if party.is_actor { "actor" } else { "recipient" };
        let known = party.actor.iter().chain(&party.state).cloned().collect::<Vec<_>>().join(", ");
        writeln!(out, "{role:10} {} ({})", safe(&party.name), safe(&known))?;
    }
    for place in desk.places(&event) {
        writeln!(out, "{:10} {} ({})", "place", safe(&place.words), place.known())?;
    }
    let independent = if origins == 1 { "origin" } else { "origins" };
    writeln!(out, "{:10} {} in {origins} independent {independent}", "accounts", event.tellings.len())?;
    for one in differences(&event) {
        let values: Vec<String> = one
            .values
            .iter()
            .map(|(value, reports)| format!("{value} ({})", reports.iter().map(|key| short(key)).collect::<Vec<_>>().join(", ")))
            .collect();
        write!(out, "{}", wrapped(&safe(&format!("they differ in {}: {}", one.what, values.join("; "))), width(), "    "))?;
    }
    for telling in &event.tellings {
        account(&mut out, telling)?;
    }
    out.flush()?;
    Ok(Verdict::Good)
}

/// One report's account of an event.
fn account(out: &mut impl Write, telling: &ActRow) -> std::io::Result<()> {
    let (report, told) = (&telling.report, &telling.event);
    let day = report.published.map_or_else(|| "day not known".to_owned(), |time| time.to_string());
    let outlet = report.outlet.as_deref().unwrap_or("outlet not known");
    let copy = if telling.origin == report.key { String::new() } else { format!(" · carries {}", short(&telling.origin)) };
    let head = format!("{} · {} · {}:{} · {}{copy}", safe(outlet), safe(&day), short(&report.key), told.trigger.start, told.rule);
    writeln!(out, "\n{:10} {head}", told.status.label())?;
    for (what, words) in rapporteur_desk::events::account(telling) {
        write!(out, "{}", wrapped(&safe(&format!("{what}: {words}")), width(), "    "))?;
    }
    Ok(())
}

pub(super) fn timeline(setting: &Setting, wanted: &arguments::Timeline) -> Outcome {
    let desk = setting.desk()?;
    let is_story = wanted.of.strip_prefix('s').is_some_and(|rest| rest.len() >= 3 && rest.chars().all(|c| c.is_ascii_hexdigit()));
    let timeline = if is_story { desk.story_timeline(&wanted.of)? } else { desk.actor_timeline(&wanted.of)? };
    let mut out = wanted.written.paper()?;
    if wanted.svg {
        write!(out, "{}", svg(&timeline))?;
    } else if setting.json {
        for one in &timeline.moments {
            writeln!(out, "{}", interchange::moment(one))?;
        }
    } else {
        write!(out, "{}", wrapped(&safe(&timeline.title), width(), ""))?;
        for one in &timeline.moments {
            moment(&mut out, one)?;
        }
        if timeline.moments.is_empty() {
            writeln!(out, "nothing found")?;
        }
    }
    out.finish()?;
    Ok(Verdict::Good)
}

/// Both lanes in two columns: the day it was on, the day it was first reported.
fn moment(out: &mut impl Write, moment: &Moment) -> std::io::Result<()> {
    let reported = moment.reported.map_or_else(|| "not dated".to_owned(), rapporteur::record::day_written);
    let counted = if moment.origins > 1 { format!(" · {} origins", moment.origins) } else { String::new() };
    writeln!(out, "{:24} reported {reported:10}  {}", moment.when(), short(&moment.id))?;
    let told = format!("{}, {}: {}{counted}", moment.what, moment.status.label(), moment.words);
    write!(out, "{}", wrapped(&safe(&told), width(), "    "))
}
