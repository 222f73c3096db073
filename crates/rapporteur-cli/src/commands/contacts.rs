//! `rapporteur contacts` and `rapporteur contact`: who met, called or wrote to whom, and every account of it.

use super::{Setting, readouts, times};
use crate::arguments;
use crate::console::{Listed, pages, safe, width, wrapped};
use crate::problem::{Outcome, Verdict};
use rapporteur::extract::ContactKind;
use rapporteur_desk::contacts::{self, Asked, parties, when};
use rapporteur_desk::{interchange, short};
use rapporteur_store::{ContactView, TellingRow};
use std::io::Write;

pub(super) fn list(setting: &Setting, wanted: &arguments::Contacts) -> Outcome {
    let desk = setting.desk()?;
    let asked = Asked {
        between: wanted.between.clone(),
        on: wanted.on.as_deref().map(|on| setting.range(on)).transpose()?,
        kind: wanted.kind.as_deref().and_then(ContactKind::of),
        latest: false,
    };
    let (mut out, mut listed) = (pages(), Listed::of(wanted.rows.most()));
    desk.contacts(&asked, |contact| {
        listed.show(|| if setting.json { writeln!(out, "{}", interchange::contact(&contact)) } else { line(&mut out, &contact) })
    })?;
    listed.end(&mut out, setting.json, || Ok(desk.contacts_len(&asked)?))?;
    out.flush()?;
    Ok(Verdict::Good)
}

fn line(out: &mut impl Write, contact: &ContactView) -> std::io::Result<()> {
    let told = times(contact.tellings.len(), contact.origins());
    let (kind, status) = (contact.kind.label(), contact.status().label());
    writeln!(out, "{} {} · {kind}, {status} · {}{told}", short(&contact.id), when(contact), safe(&parties(contact)))
}

pub(super) fn show(setting: &Setting, name: &str) -> Outcome {
    let desk = setting.desk()?;
    let contact = desk.record.contact(name)?;
    let mut out = pages();
    if setting.json {
        writeln!(out, "{}", interchange::contact(&contact))?;
        out.flush()?;
        return Ok(Verdict::Good);
    }
    let origins = contact.origins();
    writeln!(out, "{:10} {}", "contact", contact.id)?;
    writeln!(out, "{:10} {}, {}", "kind", contact.kind.label(), contact.status().label())?;
    writeln!(out, "{:10} {}", "day", when(&contact))?;
    for (id, name, state) in &contact.parties {
        let state = state.as_deref().map(|state| format!(", {state}")).unwrap_or_default();
        writeln!(out, "{:10} {} ({}{})", "party", safe(name), safe(id), safe(&state))?;
    }
    let independent = if origins == 1 { "origin" } else { "origins" };
    writeln!(out, "{:10} {} in {origins} independent {independent}", "accounts", contact.tellings.len())?;
    for telling in &contact.tellings {
        account(&mut out, telling)?;
    }
    if let Some(compared) = readouts::of_contact(&desk, &rapporteur_desk::languages()?, &contact) {
        write!(out, "\nthe sides' own accounts\n{compared}")?;
    }
    out.flush()?;
    Ok(Verdict::Good)
}

/// One report's account of a contact.
fn account(out: &mut impl Write, telling: &TellingRow) -> std::io::Result<()> {
    let (report, told) = (&telling.report, &telling.contact);
    let day = report.published.map_or_else(|| "day not known".to_owned(), |time| time.to_string());
    let outlet = report.outlet.as_deref().unwrap_or("outlet not known");
    let copy = if telling.origin == report.key { String::new() } else { format!(" · carries {}", short(&telling.origin)) };
    let head = format!("{} · {} · {}:{} · {}{copy}", safe(outlet), safe(&day), short(&report.key), told.trigger.start, told.rule.code());
    writeln!(out, "\n{:10} {head}", told.status.label())?;
    for (what, words) in contacts::account(telling) {
        write!(out, "{}", wrapped(&safe(&format!("{what}: {words}")), width(), "    "))?;
    }
    Ok(())
}
