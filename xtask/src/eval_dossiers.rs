//! Scores where commitments stand by the rules of the independent scorer: statuses right, and closes that the reports do not bear out.

use crate::bench_data::{Outcome, field, rows};
use crate::eval::{Figure, ceiling, floor};
use crate::eval_statements::languages;
use rapporteur::extract::Languages;
use rapporteur::ingest::{TextKeeping, finish};
use rapporteur::link::commitment::{Later, Pledge, Status, Stems, signals, standing};
use rapporteur::record::{Draft, Published, Report};
use rapporteur::resources::Resources;
use rapporteur::text::Span;
use rayon::prelude::*;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

pub(crate) fn run(resources: &Resources, bench: &Path) -> Outcome<Vec<Figure>> {
    let languages = languages()?;
    let rows = rows(&bench.join("commitments/dossiers.jsonl.gz"))?;
    let answered = rows.par_iter().map(|row| answers(resources, &languages, row)).collect::<Result<Vec<_>, String>>()?;
    let (mut asked, mut right, mut closed) = (0, 0, 0);
    let named = rows.iter().zip(answered).flat_map(|(row, answers)| answers.into_iter().map(move |answer| (field(row, "id"), answer)));
    for (name, (status, settled, gold)) in named {
        let wanted = Status::of(field(&gold, "status")).ok_or("a status is not known")?;
        if status != wanted {
            println!("     commitments: {name} on {}, {} where {} is wanted", field(&gold, "day"), status.label(), wanted.label());
        }
        asked += 1;
        right += usize::from(status == wanted);
        closed += usize::from(is_closed(status) && (!is_closed(wanted) || settled.is_none()));
    }
    Ok(vec![
        floor("commitments: status right, %", 100.0 * right as f64 / f64::from(asked).max(1.0), STATUS),
        ceiling("commitments: closed that is open, due or unclear", closed as f64, 0.0),
    ])
}

const STATUS: f64 = 77.0;

fn is_closed(status: Status) -> bool {
    matches!(status, Status::Kept | Status::Broken | Status::Overtaken)
}

/// Status and settling report as of each day that is asked, with the gold.
type Answer = (Status, Option<String>, Value);

/// What the engine says of a dossier.
pub(crate) fn answers(resources: &Resources, languages: &Languages, row: &Value) -> Result<Vec<Answer>, String> {
    let list = |name: &str| row[name].as_array().cloned().unwrap_or_default();
    let some = |value: &Value, name: &str| value[name].as_str().map(str::to_owned);
    let read = |value: &Value| {
        let draft = Draft {
            own_id: some(value, "id"),
            title: some(value, "title"),
            outlet: some(value, "outlet"),
            published: some(value, "published"),
            text: field(value, "text").to_owned(),
            ..Draft::default()
        };
        finish(resources, draft, TextKeeping::AsIs).map_err(|refusal| refusal.to_string())
    };
    let reports = list("reports").iter().map(read).collect::<Result<Vec<Report>, String>>()?;
    let commitment = &row["commitment"];
    let own = |report: &Report| report.own_id.clone().unwrap_or_default();
    let source = reports.iter().find(|report| own(report) == field(commitment, "report")).ok_or("a dossier has no first report")?;
    let byte = |place: &Value| {
        let place = place.as_u64().unwrap_or_default() as usize;
        source.text.char_indices().nth(place).map_or(source.text.len(), |(at, _)| at)
    };
    let content: Vec<Span> = commitment["content"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default()
        .iter()
        .map(|pair| Span::new(byte(&pair[0]), byte(&pair[1])))
        .collect();
    let due =
        some(commitment, "due").map(|day| Published::read(&day).map(|time| time.days())).transpose().map_err(|error| error.to_string())?;
    let told = source.published.as_ref().map(Published::days);
    let pledge = Pledge::of_words(&resources.frequencies, &source.text, &content, due)
        .named(some(commitment, "by").as_deref(), None, told)
        .amid(&resources.frequencies, &source.text);
    let reader = languages.of(source.language.as_deref());
    let analysis = reader.analyze(source);
    let inside = |span: Span| content.iter().any(|content| content.overlaps(span));
    let verbs: BTreeSet<String> = analysis
        .tokens
        .iter()
        .filter(|token| inside(token.span) && analysis.upos(token) == "VERB")
        .map(|token| analysis.lemma(token))
        .collect();
    let mut heard = Vec::new();
    for report in reports.iter().filter(|report| own(report) != own(source)) {
        let deeds = reader.findings(&resources.actors, report).deeds;
        let stems = Stems::of(report.title.as_deref(), deeds.len());
        let later = Later { text: &report.text, published: report.published, deeds: &deeds, stems: &stems };
        let days = report.published.as_ref().map(Published::days);
        if days.is_some_and(|(first, _)| pledge.is_over(first)) {
            continue;
        }
        heard.extend(signals(&reader.extractor.commitments, &pledge, &verbs, &later).into_iter().map(|signal| (days, own(report), signal)));
    }
    let answer = |gold: &Value| -> Result<Answer, String> {
        let day = Published::read(field(gold, "day")).map_err(|error| error.to_string())?.days().1;
        let out = |days: &Option<(i64, i64)>| days.is_some_and(|(first, _)| first <= day);
        let told: Vec<_> = heard.iter().filter(|(days, ..)| out(days)).map(|(_, id, signal)| (id.clone(), signal.clone())).collect();
        let standing = standing(due, &told, day);
        Ok((standing.status, standing.settled_by.map(|(id, _)| id), gold.clone()))
    };
    list("asked").iter().map(answer).collect()
}
