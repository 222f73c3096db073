//! `rapporteur actors` and `rapporteur actor`: who there is, under which names and titles, and who held which office when.

use super::Setting;
use crate::arguments::{self, Kind};
use crate::console::{output, safe};
use crate::interchange;
use crate::problem::{Outcome, Problem, Verdict};
use rapporteur::extract::ReferentKind;
use rapporteur::link::actor::own_part;
use rapporteur::record::Published;
use rapporteur::resources::{Held, Resources, Tenure};
use rapporteur_store::ActorRow;
use serde_json::json;
use std::collections::BTreeMap;
use std::io::Write;

pub(super) fn list(setting: &Setting, wanted: &arguments::Actors) -> Outcome {
    let resources = setting.resources()?;
    if let Some(office) = &wanted.office {
        return held(setting, &resources, office, wanted.on.as_deref());
    }
    let state = wanted.state.as_deref().map(|state| Setting::state(&resources, state)).transpose()?;
    if wanted.offices {
        return super::offices::list(setting, &resources, state.as_deref());
    }
    let record = setting.open_to_read(&resources)?;
    let kind = wanted.kind.map(|kind| match kind {
        Kind::Person => ReferentKind::Person,
        Kind::State => ReferentKind::State,
        Kind::Organisation => ReferentKind::Organisation,
        Kind::Place => ReferentKind::Place,
        Kind::Group => ReferentKind::Group,
    });
    let fits = |actor: &ActorRow| {
        let of_state = |state: &str| actor.state.as_deref() == Some(state) || own_part(&actor.id) == state;
        state.as_deref().is_none_or(of_state)
    };
    let mut out = output();
    // Of one state few speak: all are looked through for them.
    let most = if state.is_some() { usize::MAX } else { wanted.limit };
    for actor in record.actors(kind, most)?.iter().filter(|actor| fits(actor)).take(wanted.limit) {
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
    out.flush()?;
    Ok(Verdict::Good)
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// Who held an office; on a day where one is given.
fn held(setting: &Setting, resources: &Resources, office: &str, on: Option<&str>) -> Outcome {
    let day = on.map(|on| Published::read(on).map_err(Problem::other)).transpose()?.map(|time| time.to_string());
    if day.as_ref().is_some_and(|day| day.len() < 10) {
        return Err(Problem::advised("who held an office is asked of one day", "write the day as 2022-02-24"));
    }
    let tenures: Vec<&Tenure> = resources.actors.office(office).collect();
    if tenures.is_empty() {
        return Err(Problem::advised(
            format!("the list knows no office `{office}`"),
            "offices are named like `Foreign Minister of India` or `President of France`; add your own with --actors FILE",
        ));
    }
    let mut out = output();
    let mut found = 0;
    for tenure in tenures {
        let answer = day.as_deref().map(|day| tenure.on(day.get(..10).unwrap_or(day)));
        if answer == Some(Held::No) {
            continue;
        }
        found += 1;
        if setting.json {
            let held = answer.map(|answer| if answer == Held::Yes { "yes" } else { "unknown" });
            writeln!(
                out,
                "{}",
                json!({"office": tenure.office, "name": tenure.name, "wikidata": tenure.person, "from": tenure.from, "until": tenure.until, "as_of": tenure.as_of, "held": held})
            )?;
        } else {
            let doubt = if answer == Some(Held::Unknown) { " (not certain for that day)" } else { "" };
            writeln!(out, "{}{doubt}", told(tenure))?;
        }
    }
    if found == 0 && !setting.json {
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

pub(super) fn show(setting: &Setting, name: &str) -> Outcome {
    let resources = setting.resources()?;
    let record = setting.open_to_read(&resources)?;
    let ids = record.actors_named(name)?;
    let mut found = ids.iter().filter_map(|id| record.actor(id).transpose()).collect::<rapporteur_store::Result<Vec<_>>>()?;
    found.sort_by(|a, b| (b.statements, b.reports, &a.id).cmp(&(a.statements, a.reports, &b.id)));
    let mut out = output();
    for actor in &found {
        let printed = record.printed(&actor.id)?;
        let names: Vec<&str> = printed.iter().map(|print| print.name.as_str()).chain([actor.name.as_str()]).collect();
        let mut tenures: Vec<&Tenure> = names
            .iter()
            .flat_map(|name| resources.actors.tenures_of(name))
            .filter(|tenure| tenure.person.is_empty() || actor.kind == ReferentKind::Person)
            .collect();
        tenures.sort_by(|a, b| (&a.from, &a.office).cmp(&(&b.from, &b.office)));
        tenures.dedup();
        let mut titles: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for print in &printed {
            for office in &print.offices {
                titles.entry(office).or_default().push(&print.report);
            }
        }
        if setting.json {
            let tenures: Vec<_> = tenures
                .iter()
                .map(|tenure| json!({"office": tenure.office, "from": tenure.from, "until": tenure.until, "as_of": tenure.as_of}))
                .collect();
            let mut value = interchange::actor_row(actor);
            value["titles"] = json!(titles);
            value["offices"] = json!(tenures);
            value["printed"] = printed.iter().map(|print| json!({"report": print.report, "outlet": print.outlet, "published": print.published, "name": print.name, "offices": print.offices})).collect();
            writeln!(out, "{value}")?;
            continue;
        }
        writeln!(out, "{} ({}) · {}", safe(&actor.name), safe(&actor.id), actor.kind.label())?;
        let state = actor.state.as_deref().and_then(|code| resources.actors.state(code));
        if let Some(state) = state.filter(|_| actor.kind != ReferentKind::State) {
            writeln!(out, "  state      {} ({})", state.name, state.code)?;
        }
        let mut forms: Vec<&str> = names.clone();
        forms.sort_unstable();
        forms.dedup();
        writeln!(out, "  printed    {} in {}", safe(&forms.join(", ")), counted(actor.reports, "report"))?;
        for (title, reports) in &titles {
            writeln!(out, "  title      {} ({})", safe(title), reports.len())?;
        }
        for tenure in tenures {
            writeln!(out, "  office     {}", told(tenure))?;
        }
        writeln!(out, "  statements {}: rapporteur statements --by {}", actor.statements, safe(&actor.id))?;
    }
    out.flush()?;
    Ok(Verdict::Good)
}
