//! Scores the comparing of two official accounts by the rules of the independent scorer: points found on both sides, their labels, what one side alone
//! tells.

use crate::bench_data::{Outcome, field, rows};
use crate::eval::{Figure, ceiling, floor};
use crate::eval_statements::languages;
use rapporteur::ingest::{TextKeeping, finish};
use rapporteur::judge::readouts::{Compared, Label, Reading, compare};
use rapporteur::record::{Draft, Report};
use rapporteur::resources::Resources;
use rapporteur::text::Span;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Stretches of a text in code points, in order, none touching another.
type Stretches = Vec<(u32, u32)>;

/// A point, of the labels or of ours.
struct Point {
    sides: [Stretches; 2],
    label: String,
}

/// Right, told by us, told by the labels.
#[derive(Clone, Copy, Default)]
struct Count {
    right: usize,
    ours: usize,
    theirs: usize,
}

impl Count {
    fn f1(self) -> f64 {
        200.0 * self.right as f64 / (self.ours + self.theirs).max(1) as f64
    }
}

/// What is counted over records.
#[derive(Default)]
struct Counts {
    strict: Count,
    relaxed: Count,
    labelled: Count,
    contrary: Count,
    only: [Count; 2],
    invented: usize,
}

pub(crate) fn run(resources: &Resources, bench: &Path) -> Outcome<Vec<Figure>> {
    let languages = languages()?;
    let gold = rows(&bench.join("readouts/readouts.jsonl.gz"))?;
    let mut halves = [Counts::default(), Counts::default()];
    for (number, row) in gold.iter().enumerate() {
        let read = |of: &Value| -> Outcome<(Report, Reading)> {
            let published = row["published"].as_str().map(str::to_owned);
            let draft = Draft { text: field(of, "text").to_owned(), published, ..Draft::default() };
            let report = finish(resources, draft, TextKeeping::AsIs).map_err(|refusal| refusal.to_string())?;
            let reading = Reading::of(&resources.actors, languages.of(Some("en")), &report);
            Ok((report, reading))
        };
        let third = row["text"].is_string();
        let (reports, readings) = if third {
            let (report, reading) = read(row)?;
            let names = [field(&row["sides"], "a"), field(&row["sides"], "b")];
            let readings = reading.parted(&resources.actors, languages.of(Some("en")), &report.text, names);
            ([report.clone(), report], readings)
        } else {
            let ((one, first), (other, second)) = (read(&row["a"])?, read(&row["b"])?);
            ([one, other], [first, second])
        };
        let [a, b] = [0, 1].map(|side| readings[side].readout(&reports[side].text));
        let compared = compare(resources, languages.of(Some("en")), &a, &b);
        let ours: Vec<Point> = compared
            .iter()
            .map(|point: &Compared| {
                let spans = point.spans(&a, &b);
                Point { sides: [0, 1].map(|side| in_points(&reports[side].text, &spans[side])), label: point.label.label().to_owned() }
            })
            .collect();
        let theirs: Vec<Point> = row["points"].as_array().into_iter().flatten().map(labelled).collect();
        let lengths = [0, 1].map(|side: usize| reports[side].text.chars().count() as u32);
        count(&mut halves[number % 2], &theirs, ours, lengths, third);
    }
    // The first half was read while this was made; the second was counted before four of its seven were read.
    let mut figures = Vec::new();
    for (name, half) in ["first", "second"].iter().zip(&halves) {
        println!(
            "     readouts, {name} half: strict {:.1}, relaxed {:.1}, labels {} of {}, contradictions {} of {} ({} told), only {:.1} / {:.1}",
            half.strict.f1(),
            half.relaxed.f1(),
            half.labelled.right,
            half.strict.right,
            half.contrary.right,
            half.contrary.theirs,
            half.contrary.ours,
            half.only[0].f1(),
            half.only[1].f1()
        );
    }
    let [mut all, other] = halves;
    add(&mut all, &other);
    let share = |part: usize, of: usize| 100.0 * part as f64 / of.max(1) as f64;
    figures.push(floor("readouts: aligned points, F1", all.strict.f1(), STRICT));
    figures.push(floor("readouts: the same, relaxed", all.relaxed.f1(), RELAXED));
    figures.push(floor("readouts: labels right of aligned, %", share(all.labelled.right, all.strict.right), LABELS));
    figures.push(floor("readouts: contradictions found, %", share(all.contrary.right, all.contrary.theirs), FOUND));
    figures.push(floor("readouts: contradictions told rightly, %", share(all.contrary.right, all.contrary.ours), RIGHTLY));
    figures.push(floor("readouts: told by the first alone, F1", all.only[0].f1(), ONLY_A));
    figures.push(floor("readouts: told by the second alone, F1", all.only[1].f1(), ONLY_B));
    figures.push(ceiling("readouts: invented points", all.invented as f64, 0.0));
    Ok(figures)
}

/// Floors, a point or two below the figures.
const STRICT: f64 = 62.0;
const RELAXED: f64 = 76.0;
const LABELS: f64 = 80.0;
const FOUND: f64 = 50.0;
const RIGHTLY: f64 = 80.0;
const ONLY_A: f64 = 68.0;
const ONLY_B: f64 = 67.0;

fn add(all: &mut Counts, other: &Counts) {
    let sum = |one: &mut Count, other: Count| {
        one.right += other.right;
        one.ours += other.ours;
        one.theirs += other.theirs;
    };
    sum(&mut all.strict, other.strict);
    sum(&mut all.relaxed, other.relaxed);
    sum(&mut all.labelled, other.labelled);
    sum(&mut all.contrary, other.contrary);
    sum(&mut all.only[0], other.only[0]);
    sum(&mut all.only[1], other.only[1]);
    all.invented += other.invented;
}

fn labelled(row: &Value) -> Point {
    let side = |side: &str| -> Stretches {
        let number = |value: &Value| value.as_u64().and_then(|number| u32::try_from(number).ok()).unwrap_or(0);
        union(row[side].as_array().into_iter().flatten().map(|span| (number(&span[0]), number(&span[1]))).collect())
    };
    Point { sides: [side("a"), side("b")], label: field(row, "label").to_owned() }
}

fn in_points(text: &str, spans: &[Span]) -> Stretches {
    let before = |byte: u32| text[..byte as usize].chars().count() as u32;
    union(spans.iter().map(|span| (before(span.start), before(span.end))).collect())
}

fn union(mut stretches: Stretches) -> Stretches {
    stretches.sort_unstable();
    let mut found: Stretches = Vec::new();
    for (start, end) in stretches {
        match found.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => found.push((start, end)),
        }
    }
    found
}

fn size(stretches: &Stretches) -> f64 {
    stretches.iter().map(|(start, end)| f64::from(end - start)).sum()
}

fn shared(one: &Stretches, other: &Stretches) -> f64 {
    let pairs = one.iter().flat_map(|first| other.iter().map(move |second| (first, second)));
    pairs.map(|(first, second)| f64::from(first.1.min(second.1).saturating_sub(first.0.max(second.0)))).sum()
}

fn over_union(one: &Stretches, other: &Stretches) -> f64 {
    let shared = shared(one, other);
    if shared > 0.0 { shared / (size(one) + size(other) - shared) } else { 0.0 }
}

fn of_shorter(one: &Stretches, other: &Stretches) -> f64 {
    let shared = shared(one, other);
    if shared > 0.0 { shared / size(one).min(size(other)) } else { 0.0 }
}

fn count(counts: &mut Counts, theirs: &[Point], mut ours: Vec<Point>, lengths: [u32; 2], third: bool) {
    let has = |point: &Point, side: usize| !point.sides[side].is_empty();
    counts.invented += ours.iter().filter(|point| !is_sound(point, lengths)).count();
    if !third {
        // What one side alone tells counts only where the labels have a point of that side at all.
        let told = [0, 1].map(|side: usize| union(theirs.iter().flat_map(|point| point.sides[side].iter().copied()).collect()));
        ours.retain(|point| {
            let side = usize::from(!has(point, 0));
            has(point, 0) && has(point, 1) || shared(&point.sides[side], &told[side]) > 0.2 * size(&point.sides[side])
        });
    }
    let both = |points: &[Point]| -> Vec<usize> { (0..points.len()).filter(|&at| has(&points[at], 0) && has(&points[at], 1)).collect() };
    let (gold, found) = (both(theirs), both(&ours));
    let pairs = |like: fn(&Stretches, &Stretches) -> f64| {
        matched(gold.len(), found.len(), &|one, other| {
            let (one, other) = (&theirs[gold[one]], &ours[found[other]]);
            like(&one.sides[0], &other.sides[0]).min(like(&one.sides[1], &other.sides[1]))
        })
    };
    let strict = pairs(over_union);
    let right = strict.iter().filter(|&&(one, other)| theirs[gold[one]].label == ours[found[other]].label);
    let contrary = Label::Contradicts.label();
    counts.labelled.right += right.clone().count();
    counts.contrary.right += right.filter(|&&(one, _)| theirs[gold[one]].label == contrary).count();
    counts.contrary.ours += found.iter().filter(|&&at| ours[at].label == contrary).count();
    counts.contrary.theirs += gold.iter().filter(|&&at| theirs[at].label == contrary).count();
    for (count, right) in [(&mut counts.strict, strict.len()), (&mut counts.relaxed, pairs(of_shorter).len())] {
        count.right += right;
        count.ours += found.len();
        count.theirs += gold.len();
    }
    for side in [0, 1] {
        let alone = |points: &[Point]| -> Vec<usize> {
            (0..points.len()).filter(|&at| has(&points[at], side) && !has(&points[at], 1 - side)).collect()
        };
        let (gold, found) = (alone(theirs), alone(&ours));
        let right =
            matched(gold.len(), found.len(), &|one, other| over_union(&theirs[gold[one]].sides[side], &ours[found[other]].sides[side]));
        counts.only[side].right += right.len();
        counts.only[side].ours += found.len();
        counts.only[side].theirs += gold.len();
    }
}

/// Does every stretch stand in its text, and does the label fit the sides?
fn is_sound(point: &Point, lengths: [u32; 2]) -> bool {
    let labels: BTreeMap<(bool, bool), BTreeSet<&str>> = BTreeMap::from([
        ((true, true), BTreeSet::from(["both", "stronger_a", "stronger_b", "contradicts"])),
        ((true, false), BTreeSet::from(["only_a"])),
        ((false, true), BTreeSet::from(["only_b"])),
    ]);
    let inside = (0..2).all(|side: usize| point.sides[side].iter().all(|&(start, end)| start < end && end <= lengths[side]));
    let sides = (!point.sides[0].is_empty(), !point.sides[1].is_empty());
    inside && labels.get(&sides).is_some_and(|labels| labels.contains(point.label.as_str()))
}

/// Pairs one to one, best first, each at least half alike.
fn matched(one: usize, other: usize, like: &dyn Fn(usize, usize) -> f64) -> Vec<(usize, usize)> {
    let mut all: Vec<(f64, usize, usize)> =
        (0..one).flat_map(|a| (0..other).map(move |b| (a, b))).map(|(a, b)| (like(a, b), a, b)).collect();
    all.retain(|pair| pair.0 >= 0.5);
    all.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut used, mut found) = ((BTreeSet::new(), BTreeSet::new()), Vec::new());
    for (_, a, b) in all {
        if !used.0.contains(&a) && !used.1.contains(&b) {
            used.0.insert(a);
            used.1.insert(b);
            found.push((a, b));
        }
    }
    found
}
