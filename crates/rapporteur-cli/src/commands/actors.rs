//! `rapporteur actors` and `rapporteur actor`: who there is, under which names and titles, and who held which office when.

use super::Setting;
use crate::arguments;
use crate::console::{more, pages, safe, width, wrapped};
use crate::problem::{Outcome, Verdict};
use rapporteur::extract::ReferentKind;
use rapporteur::resources::{Held, Tenure};
use rapporteur_desk::actors::{ActorView, holders};
use rapporteur_desk::evidence::Evidence;
use rapporteur_desk::{interchange, short};
use std::io::Write;

pub(super) fn list(setting: &Setting, wanted: &arguments::Actors) -> Outcome {
    if let Some(office) = &wanted.office {
        return held(setting, office, wanted.on.as_deref());
    }
    if wanted.offices {
        let resources = setting.lists()?;
        let state = wanted.state.as_deref().map(|name| rapporteur_desk::state(&resources, name)).transpose()?;
        return super::offices::list(setting, &resources, state.as_deref());
    }
    let desk = setting.desk()?;
    let mut out = pages();
    let (kind, state) = (wanted.kind.map(ReferentKind::from), wanted.state.as_deref());
    let actors = desk.actors(kind, state, wanted.rows.most())?;
    for actor in &actors {
        if setting.json {
            writeln!(out, "{}", interchange::actor_row(actor))?;
        } else {
            let state =
                actor.state.as_deref().filter(|_| actor.kind != ReferentKind::State).map(|state| format!(", {state}")).unwrap_or_default();
            writeln!(
                out,
                "{} ({}) · {}{state} · {}, {}",
                safe(&actor.name),
                safe(&actor.id),
                actor.kind.label(),
                counted(actor.statements, "statement"),
                counted(actor.reports, "report")
            )?;
        }
    }
    let all = if actors.len() == wanted.rows.most() { desk.actors_len(kind, state)? } else { actors.len() };
    more(&mut out, all - actors.len(), setting.json)?;
    out.flush()?;
    Ok(Verdict::Good)
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// Who held an office; on a day where one is given.
fn held(setting: &Setting, office: &str, on: Option<&str>) -> Outcome {
    let resources = setting.lists()?;
    let found = holders(&resources, office, on.map(|on| setting.on_the_calendar(on)).transpose()?.as_deref())?;
    let mut out = pages();
    for (tenure, answer) in &found {
        if setting.json {
            writeln!(out, "{}", interchange::tenure(tenure, *answer))?;
        } else {
            let doubt = if *answer == Some(Held::Unknown) { " (not certain for that day)" } else { "" };
            writeln!(out, "{}{doubt}", told(tenure))?;
        }
    }
    if found.is_empty() && !setting.json {
        writeln!(out, "not known: the list has nobody in that office on that day")?;
    }
    out.flush()?;
    Ok(Verdict::Good)
}

fn told(tenure: &Tenure) -> String {
    let from = if tenure.from.is_empty() { "beginning not known".to_owned() } else { format!("from {}", tenure.from) };
    let until = if tenure.until.is_empty() {
        format!("still in office on {}, as far as the list goes", tenure.as_of)
    } else {
        format!("until {}", tenure.until)
    };
    format!("{} · {} · {from}, {until}", safe(&tenure.name), safe(&tenure.office))
}

/// How much is told of an actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Telling {
    /// Names, titles, offices and counts.
    Summary,
    /// These, and what its identity rests on.
    Evidence,
}

pub(super) fn show(setting: &Setting, name: &str, telling: Telling) -> Outcome {
    let desk = setting.desk()?;
    let mut out = pages();
    for actor in &desk.actor(name)? {
        let ActorView { row, printed, titles, tenures } = actor;
        let evidence = if telling == Telling::Evidence { desk.evidence(&row.id)? } else { Vec::new() };
        if setting.json {
            let mut value = interchange::actor_view(actor);
            if telling == Telling::Evidence {
                value["cast"] = evidence.iter().map(interchange::evidence).collect();
            }
            writeln!(out, "{value}")?;
            continue;
        }
        writeln!(out, "{} ({}) · {}", safe(&row.name), safe(&row.id), row.kind.label())?;
        let state = row.state.as_deref().and_then(|code| desk.resources.actors.state(code));
        if let Some(state) = state.filter(|_| row.kind != ReferentKind::State) {
            writeln!(out, "  state      {} ({})", state.name, state.code)?;
        }
        let mut forms: Vec<&str> = printed.iter().map(|print| print.name.as_str()).chain([row.name.as_str()]).collect();
        forms.sort_unstable();
        forms.dedup();
        writeln!(out, "  printed    {} in {}", safe(&forms.join(", ")), counted(row.reports, "report"))?;
        for (title, reports) in titles {
            writeln!(out, "  title      {} ({})", safe(title), reports.len())?;
        }
        for tenure in tenures {
            writeln!(out, "  office     {}", told(tenure))?;
        }
        writeln!(out, "  statements {}: rapporteur statements --by {}", row.statements, safe(&row.id))?;
        for one in &evidence {
            because(&mut out, one)?;
        }
    }
    out.flush()?;
    Ok(Verdict::Good)
}

/// Full names, with their reports, that are told for one referent.
const BORNE: usize = 2;

/// One report's words for an actor, and why they mean it.
fn because(out: &mut impl Write, evidence: &Evidence) -> std::io::Result<()> {
    let cast = &evidence.cast;
    let outlet = cast.outlet.as_deref().unwrap_or("outlet not known");
    let published = cast.published.as_deref().unwrap_or("day not known");
    let place = evidence.mention().map(|mention| format!(":{} · “{}”", mention.span.start, mention.span.of(&cast.text)));
    let more = cast.referent.mentions.len().saturating_sub(1);
    let more = if more > 0 { format!(" and {}", counted(more, "more mention")) } else { String::new() };
    let line = format!("{outlet} · {published} · {}{}{more}", short(&cast.report), place.unwrap_or_default());
    write!(out, "{}", wrapped(&safe(&line), width(), "  "))?;
    let borne: Vec<String> = evidence.borne.iter().take(BORNE).map(|(name, report)| format!("{name} in {}", short(report))).collect();
    let rest = evidence.borne.len().saturating_sub(BORNE);
    let rest = if rest > 0 { format!(" and {rest} more") } else { String::new() };
    let named = if borne.is_empty() { String::new() } else { format!(": {}{rest}", borne.join(", ")) };
    write!(out, "{}", wrapped(&safe(&format!("{}{named}", evidence.reason())), width(), "      "))
}
