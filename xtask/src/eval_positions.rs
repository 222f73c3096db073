//! Scores positions by the rules of the independent scorer: party and stance, the same with the point, sides exchanged, false positions.
//!
//! `BENCHMARKS.md` says which passages were looked at while the rules were written.

use crate::bench_data::{Outcome, field, rows};
use crate::eval::{Figure, ceiling, floor};
use crate::eval_statements::languages;
use rapporteur::extract::Languages;
use rapporteur::ingest::{TextKeeping, finish};
use rapporteur::record::Draft;
use rapporteur::resources::Resources;
use rayon::prelude::*;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

/// Code points, half open.
type Reach = (usize, usize);

/// One position, found or given.
#[derive(Clone, Debug, Default)]
struct Told {
    actors: Vec<Reach>,
    stances: Vec<String>,
    points: Vec<BTreeSet<usize>>,
    optional: bool,
}

/// Counts over passages.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    found: usize,
    wanted: usize,
    right: usize,
    pointed: usize,
    sided: usize,
    swapped: usize,
    empty: usize,
    false_in_empty: usize,
}

impl Count {
    fn plus(self, other: Self) -> Self {
        Self {
            found: self.found + other.found,
            wanted: self.wanted + other.wanted,
            right: self.right + other.right,
            pointed: self.pointed + other.pointed,
            sided: self.sided + other.sided,
            swapped: self.swapped + other.swapped,
            empty: self.empty + other.empty,
            false_in_empty: self.false_in_empty + other.false_in_empty,
        }
    }
}

pub(crate) fn run(resources: &Resources, bench: &Path) -> Outcome<Vec<Figure>> {
    let languages = languages()?;
    let rows = rows(&bench.join("positions/positions.jsonl.gz"))?;
    let scored = rows.par_iter().map(|row| score(resources, &languages, row)).collect::<Result<Vec<_>, String>>()?;
    let all = scored.into_iter().fold(Count::default(), Count::plus);
    let f1 = |right: usize| 200.0 * right as f64 / (all.found + all.wanted).max(1) as f64;
    let share = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
    Ok(vec![
        floor("positions: party and stance F1", f1(all.right), STANCE),
        floor("positions: with the point F1", f1(all.pointed), POINT),
        ceiling("positions: sides exchanged, %", share(all.swapped, all.sided), SWAPPED),
        ceiling("positions: false in 100 passages without any", share(all.false_in_empty, all.empty), FALSE),
    ])
}

const STANCE: f64 = 90.0;
const POINT: f64 = 80.0;
const SWAPPED: f64 = 1.0;
const FALSE: f64 = 5.0;

fn score(resources: &Resources, languages: &Languages, row: &Value) -> Result<Count, String> {
    let text = field(row, "text");
    let draft = Draft { published: row["published"].as_str().map(str::to_owned), text: text.to_owned(), ..Draft::default() };
    let report = finish(resources, draft, TextKeeping::AsIs).map_err(|refusal| refusal.to_string())?;
    let findings = languages.of(report.language.as_deref()).findings(&resources.actors, &report);
    let chars = |byte: u32| text[..byte as usize].chars().count();
    let found: Vec<Told> = findings
        .positions
        .iter()
        .map(|position| Told {
            actors: vec![(chars(position.actor.start), chars(position.actor.end))],
            stances: vec![position.stance.label().to_owned()],
            points: vec![position.point.iter().flat_map(|span| chars(span.start)..chars(span.end)).collect()],
            optional: false,
        })
        .collect();
    let letters: Vec<char> = text.chars().collect();
    let (optional, wanted): (Vec<Told>, Vec<Told>) =
        row["positions"].as_array().into_iter().flatten().map(given).partition(|given| given.optional);
    Ok(count(&letters, &found, &wanted, &optional))
}

fn given(value: &Value) -> Told {
    let reach = |value: &Value| {
        let at = |index: usize| value[index].as_u64().unwrap_or_default() as usize;
        (at(0), at(1))
    };
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let point = |value: &Value| -> BTreeSet<usize> { list(value).iter().map(reach).flat_map(|(start, end)| start..end).collect() };
    let words = |value: &Value| value.as_str().map(str::to_owned).or_else(|| value["stance"].as_str().map(str::to_owned));
    Told {
        actors: std::iter::once(&value["actor"]).map(reach).chain(list(&value["actor_also"]).iter().map(reach)).collect(),
        stances: words(&value["stance"]).into_iter().chain(list(&value["stance_also"]).iter().filter_map(words)).collect(),
        points: std::iter::once(point(&value["point"])).chain(list(&value["point_also"]).iter().map(point)).collect(),
        optional: value["optional"].as_bool().unwrap_or(false),
    }
}

fn side(stance: &str) -> &str {
    match stance {
        "support" | "proposes" => "for",
        "oppose" => "against",
        other => other,
    }
}

fn on(given: &Told, found: &Told) -> bool {
    given.actors.iter().any(|actor| actor.0 < found.actors[0].1 && found.actors[0].0 < actor.1)
}

/// Share of the points that both have, the best of those given.
fn overlap(given: &Told, found: &Told) -> f64 {
    if given.points[0].is_empty() {
        return 1.0;
    }
    let of =
        |point: &BTreeSet<usize>| point.intersection(&found.points[0]).count() as f64 / point.union(&found.points[0]).count().max(1) as f64;
    given.points.iter().map(of).fold(0.0, f64::max)
}

/// Pairs of given and found, each used once, the best point first.
fn assigned(wanted: &[Told], found: &[Told], same: impl Fn(&Told, &Told) -> bool) -> Vec<(usize, usize, f64)> {
    let mut pairs: Vec<(f64, usize, usize, usize)> = Vec::new();
    for (i, given) in wanted.iter().enumerate() {
        for (j, one) in found.iter().enumerate().filter(|(_, one)| on(given, one) && same(given, one)) {
            pairs.push((overlap(given, one), given.actors[0].0.abs_diff(one.actors[0].0), i, j));
        }
    }
    pairs.sort_by(|one, other| other.0.total_cmp(&one.0).then((one.1, one.2, one.3).cmp(&(other.1, other.2, other.3))));
    let (mut given, mut used, mut taken) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
    for (share, _, i, j) in pairs {
        if !given.contains(&i) && !used.contains(&j) {
            given.insert(i);
            used.insert(j);
            taken.push((i, j, share));
        }
    }
    taken
}

/// Words of groups without a name, which count neither way.
const CROWDS: [&str; 38] = [
    "a",
    "an",
    "the",
    "one",
    "two",
    "three",
    "some",
    "many",
    "several",
    "most",
    "all",
    "both",
    "other",
    "others",
    "various",
    "certain",
    "few",
    "number",
    "of",
    "and",
    "who",
    "they",
    "those",
    "these",
    "developing",
    "individual",
    "party",
    "parties",
    "delegates",
    "delegations",
    "countries",
    "participants",
    "members",
    "states",
    "experts",
    "observers",
    "analysts",
    "diplomats",
];

fn count(letters: &[char], found: &[Told], wanted: &[Told], optional: &[Told]) -> Count {
    let matched = assigned(wanted, found, |given, one| given.stances.contains(&one.stances[0]));
    let sided = assigned(wanted, found, |given, one| given.stances.iter().any(|stance| side(stance) == side(&one.stances[0])));
    let opposite = |given: &Told, one: &Told| {
        let all = |wanted: &str| given.stances.iter().all(|stance| side(stance) == wanted);
        all("for") && side(&one.stances[0]) == "against" || all("against") && side(&one.stances[0]) == "for"
    };
    let passed = |one: &Told| {
        let (start, end) = one.actors[0];
        let words: String = letters[start..end].iter().collect::<String>().to_lowercase();
        let crowd = words.split_whitespace().all(|word| CROWDS.contains(&word));
        let beside = optional.iter().any(|given| on(given, one) && !opposite(given, one));
        let piece = matched.iter().any(|&(i, _, _)| {
            let given = &wanted[i];
            let inside = given.points.iter().map(|point| point.intersection(&one.points[0]).count()).max().unwrap_or(0);
            on(given, one) && given.stances.contains(&one.stances[0]) && !one.points[0].is_empty() && 2 * inside >= one.points[0].len()
        });
        crowd || beside || piece
    };
    let hit = |j: usize| matched.iter().any(|&(_, other, _)| other == j);
    let wrong = (0..found.len()).filter(|&j| !hit(j) && !passed(&found[j])).count();
    let mut counted = Count {
        found: matched.len() + wrong,
        wanted: wanted.len(),
        right: matched.len(),
        pointed: matched.iter().filter(|(_, _, share)| *share >= 0.5).count(),
        ..Count::default()
    };
    let mut left: Vec<usize> = (0..found.len()).filter(|&j| !sided.iter().any(|&(_, other, _)| other == j)).collect();
    for (i, given) in wanted.iter().enumerate() {
        let sides: BTreeSet<&str> = given.stances.iter().map(|stance| side(stance)).collect();
        if sides.len() > 1 || !matches!(side(&given.stances[0]), "for" | "against") {
            continue;
        }
        if sided.iter().any(|&(other, _, _)| other == i) {
            counted.sided += 1;
        } else if let Some(at) = left.iter().position(|&j| on(given, &found[j]) && opposite(given, &found[j])) {
            left.remove(at);
            counted.sided += 1;
            counted.swapped += 1;
        }
    }
    if wanted.is_empty() {
        counted.empty = 1;
        counted.false_in_empty = wrong;
    }
    counted
}
