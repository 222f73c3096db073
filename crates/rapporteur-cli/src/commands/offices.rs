//! `rapporteur actors --offices`: for which states and years the holders of which offices are known, and what is missing.

use super::Setting;
use crate::console::pages;
use crate::problem::{Outcome, Verdict};
use rapporteur::resources::{Resources, State, Status, Tenure};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

/// Years that the lists are to cover.
const FIRST: i32 = 1990;
const LAST: i32 = 2026;

/// The offices that are asked of each state, with the first words of the offices of the lists that answer for them.
const ASKED: [(&str, &[&str]); 2] = [
    (
        "head of state or government",
        &[
            "President of",
            "Prime Minister of",
            "Premier of",
            "Chancellor of",
            "Taoiseach of",
            "King of",
            "Queen of",
            "Monarch of",
            "Emperor of",
            "Emir of",
            "Sultan of",
            "Supreme Leader of",
            "Sultan and Prime Minister of",
            "Prince of",
        ],
    ),
    ("foreign minister", &["Foreign Minister of"]),
];

pub(super) fn list(setting: &Setting, resources: &Resources, state: Option<&str>) -> Outcome {
    let mut by_state: BTreeMap<&str, Vec<&Tenure>> = BTreeMap::new();
    for tenure in resources.actors.tenures() {
        by_state.entry(&tenure.state).or_default().push(tenure);
    }
    let mut out = pages();
    for known in resources.actors.states().filter(|known| known.status == Status::State || state.is_some()) {
        if state.is_some_and(|state| state != known.code) {
            continue;
        }
        let tenures = by_state.get(known.code.as_str()).map(Vec::as_slice).unwrap_or_default();
        for line in lines(setting, known, tenures, state.is_some()) {
            writeln!(out, "{line}")?;
        }
    }
    out.flush()?;
    Ok(Verdict::Good)
}

/// One line an asked office; of one state also one an office of the lists.
fn lines(setting: &Setting, state: &State, tenures: &[&Tenure], all: bool) -> Vec<String> {
    let mut rows: Vec<(String, BTreeSet<i32>, bool)> = Vec::new();
    for (office, begins) in ASKED {
        let answers = tenures.iter().filter(|tenure| begins.iter().any(|begin| tenure.office.starts_with(begin)));
        rows.push((office.to_owned(), answers.flat_map(|tenure| years(tenure)).collect(), true));
    }
    if all {
        let mut offices: BTreeMap<&str, BTreeSet<i32>> = BTreeMap::new();
        for tenure in tenures {
            offices.entry(&tenure.office).or_default().extend(years(tenure));
        }
        rows.extend(offices.into_iter().map(|(office, years)| (office.to_owned(), years, false)));
    }
    let row = |(office, known, asked): (String, BTreeSet<i32>, bool)| {
        let missing: BTreeSet<i32> = (FIRST..=LAST).filter(|year| asked && !known.contains(year)).collect();
        let (known, missing) = (ranges(&known), ranges(&missing));
        if setting.json {
            return json!({"state": state.code, "name": state.name, "office": office, "known": known, "missing": missing}).to_string();
        }
        let known = if known.is_empty() { "nobody known".to_owned() } else { known.join(", ") };
        let missing = if missing.is_empty() { String::new() } else { format!(" · missing {}", missing.join(", ")) };
        format!("{} {} · {office} · {known}{missing}", state.code, state.name)
    };
    rows.into_iter().map(row).collect()
}

/// The years of which a tenure tells something.
fn years(tenure: &Tenure) -> std::ops::RangeInclusive<i32> {
    let year = |day: &str| day.get(..4).and_then(|year| year.parse::<i32>().ok());
    let last = year(&tenure.until).or_else(|| year(&tenure.as_of)).unwrap_or(LAST);
    let first = year(&tenure.from).unwrap_or(last);
    first.max(FIRST)..=last.min(LAST)
}

/// Years as ranges: 1990-1995, 1998.
fn ranges(years: &BTreeSet<i32>) -> Vec<String> {
    let mut found: Vec<(i32, i32)> = Vec::new();
    for &year in years {
        match found.last_mut() {
            Some((_, last)) if *last + 1 == year => *last = year,
            _ => found.push((year, year)),
        }
    }
    found.into_iter().map(|(first, last)| if first == last { first.to_string() } else { format!("{first}-{last}") }).collect()
}
