//! `rapporteur analyze`: reports in, one JSON object each out, no record touched.

use super::Setting;
use crate::arguments::{AnalysisFormat, Analyze};
use crate::console::{safe, width, wrapped};
use crate::problem::{Outcome, Verdict};
use crate::reading;
use crate::render::analysis::tree;
use rapporteur::analyze::{Analysis, conllu};
use rapporteur::extract::{Event, EventParty, Findings, Imprint, Party, Predicate, ReferentKind, TimeExpression};
use rapporteur::ingest::{Refusal, RefusalKind, Stated, TextKeeping, drafts, finish};
use rapporteur::record::Report;
use rapporteur::resources::Resources;
use rapporteur::text::Span;
use rapporteur_desk::interchange::{self, Offsets};
use rapporteur_store::{Arrival, guarded};
use rayon::prelude::*;
use serde_json::json;
use std::io::Write;

/// Arrivals that are analysed together.
const TOGETHER: usize = 256;

pub(super) fn run(setting: &Setting, mut analyze: Analyze) -> Outcome {
    let (resources, languages) = (setting.resources()?, rapporteur_desk::languages()?);
    let keeping = if analyze.as_is { TextKeeping::AsIs } else { TextKeeping::Cleaned };
    let arrivals = reading::arrivals(std::mem::take(&mut analyze.paths), Stated::default(), reading::PdfText::default());
    let (mut out, mut verdict) = (analyze.written.paper()?, Verdict::Good);
    loop {
        let together: Vec<Arrival> = arrivals.iter().take(TOGETHER).collect();
        if together.is_empty() {
            break;
        }
        let print = |report: &Report| {
            let reader = languages.of(report.language.as_deref());
            let analysis = reader.analyze(report);
            let id = interchange::public_id(report);
            match (analyze.conllu, analyze.format) {
                (true, _) => conllu::write(&analysis, id),
                (false, AnalysisFormat::Pretty) => {
                    let times = reader.extractor.times.find(&analysis, report.published.as_ref());
                    let findings = reader.extractor.extract(&resources.actors, &analysis, Imprint::of(report));
                    let predicates = if analyze.predicates { reader.extractor.predicates(&analysis, &findings) } else { Vec::new() };
                    pretty(report, &analysis, &findings, &times) + &predicates_for_people(report, &predicates)
                }
                (false, AnalysisFormat::Jsonl) => {
                    let findings = reader.extractor.extract(&resources.actors, &analysis, Imprint::of(report));
                    let mut value =
                        interchange::analysis(report, &analysis, &findings, &reader.extractor.times, id, analyze.offsets.into());
                    if analyze.predicates {
                        let predicates = reader.extractor.predicates(&analysis, &findings);
                        let positions = interchange::Positions::new(&report.text, analyze.offsets.into());
                        value["predicates"] = interchange::predicates(&predicates, &positions);
                    }
                    value.to_string() + "\n"
                }
            }
        };
        let lines: Vec<(bool, String)> = together
            .into_par_iter()
            .flat_map_iter(|arrival| match given_tokens(&arrival, analyze.conllu) {
                Some(given) => vec![(true, conllu::retag(&languages.of(None).language, given))],
                None => reports(&resources, arrival, keeping)
                    .into_iter()
                    .map(|(input, report)| match report {
                        Ok(report) => (true, print(&report)),
                        Err(refusal) => (false, refused(&input, &refusal, &analyze)),
                    })
                    .collect(),
            })
            .collect();
        for (good, lines) in lines {
            if !good {
                verdict = Verdict::Findings;
            }
            write!(out, "{lines}")?;
        }
    }
    out.finish()?;
    Ok(verdict)
}

/// The text of an input that is CoNLL-U, where that is asked for.
fn given_tokens(arrival: &Arrival, wanted: bool) -> Option<&str> {
    let Arrival::Piece(piece) = arrival else { return None };
    std::str::from_utf8(&piece.bytes).ok().filter(|text| wanted && conllu::is_conllu(text))
}

fn reports(resources: &Resources, arrival: Arrival, keeping: TextKeeping) -> Vec<(String, Result<Report, Refusal>)> {
    match arrival {
        Arrival::Refused(input, refusal) | Arrival::PassedOver(input, refusal) => vec![(input, Err(refusal))],
        Arrival::Piece(piece) => {
            let drafts = guarded(|| drafts(resources, piece.format, &piece.bytes))
                .unwrap_or_else(|| vec![Err(Refusal::new(RefusalKind::Unreadable, "the parser failed on it"))]);
            let finished = |draft| finish(resources, piece.stated.over(piece.format, draft), keeping);
            drafts.into_iter().map(|draft| (piece.input.clone(), draft.and_then(finished))).collect()
        }
    }
}

/// A refused input keeps its place in the output, with a notice.
fn refused(input: &str, refusal: &Refusal, analyze: &Analyze) -> String {
    let told = format!("{}: refused: {}", safe(input), safe(&refusal.to_string()));
    match analyze.format {
        _ if analyze.conllu => format!("# {told}\n"),
        AnalysisFormat::Jsonl => {
            json!({"id": input, "notices": [{"code": refusal.code(), "message": refusal.to_string()}]}).to_string() + "\n"
        }
        AnalysisFormat::Pretty => told + "\n\n",
    }
}

/// A report for people: what was read off it, its sentences with their places and trees, and what it tells.
fn pretty(report: &Report, analysis: &Analysis<'_>, findings: &Findings, times: &[TimeExpression]) -> String {
    let value = interchange::report(report, &interchange::Positions::new(&report.text, Offsets::Bytes));
    let mut page = format!("{}\n", report.key);
    for name in ["title", "outlet", "published", "dateline", "credit", "byline", "language"] {
        page += &format!("  {name:10} {}\n", safe(value[name].as_str().unwrap_or("not known")));
    }
    for removal in &report.removed {
        page += &format!(
            "  {:10} {}-{} {}: {}\n",
            "removed",
            removal.span.start,
            removal.span.end,
            removal.why.code(),
            safe(removal.span.of(&report.text))
        );
    }
    for sentence in &analysis.sentences {
        let words = wrapped(&safe(sentence.span.of(&report.text)), width(), "    ");
        page += &format!("\n  {}-{}\n{words}{}", sentence.span.start, sentence.span.end, tree(analysis, sentence));
    }
    if !times.is_empty() {
        page.push('\n');
    }
    for time in times {
        let zone = time.zone.as_deref().map(|zone| format!(" {zone}")).unwrap_or_default();
        page += &format!("  {} {} {}{zone}: {}\n", time.rule, time.kind.label(), time.value, safe(time.span.of(&report.text)));
    }
    for contact in &findings.contacts {
        let words = |span: Span| span.of(&report.text);
        let parties: Vec<&str> = contact.parties.iter().map(|party| words(party.span)).collect();
        let circumstances = [("when", contact.when), ("where", contact.place), ("through", contact.medium)].into_iter();
        let more = circumstances.chain(contact.topics.iter().map(|&topic| ("about", Some(topic))));
        let more: String = more.filter_map(|(what, span)| span.map(|span| format!("; {what} {}", words(span)))).collect();
        let told = format!("{} ({}){more}", parties.join(" · "), words(contact.trigger));
        page += &format!("  {} {}, {}: {}\n", contact.rule.code(), contact.kind.label(), contact.status.label(), safe(&told));
    }
    for account in &findings.accounts {
        let words = |spans: &[Span]| spans.iter().map(|span| span.of(&report.text)).collect::<Vec<_>>().join(" … ");
        let speaker = account.speaker.map(|at| &findings.referents[at]);
        let named = speaker.filter(|speaker| speaker.kind != ReferentKind::Unnamed).map(|speaker| format!(" = {}", speaker.name));
        let within = if account.within.is_some() { ", within another" } else { "" };
        let (rule, form, standing) = (account.rule.code(), account.form.label(), account.standing.label());
        page += &format!("\n  {rule} {form} {}, {standing}{within}\n", account.manner.label());
        for (what, words) in [
            ("source", words(&account.source) + &named.unwrap_or_default()),
            ("cue", words(&account.cue)),
            ("content", words(&account.content)),
        ] {
            if !words.is_empty() {
                page += &wrapped(&safe(&format!("{what:8} {words}")), width(), "    ");
            }
        }
    }
    if !findings.events.is_empty() {
        page.push('\n');
    }
    for event in &findings.events {
        page += &wrapped(&safe(&told_event(&report.text, event)), width(), "  ");
    }
    for one in &findings.commitments {
        let named = |party: Option<Party>| {
            let name = |at: usize| Some(&findings.referents[at]).filter(|referent| referent.kind != ReferentKind::Unnamed);
            let words = party.map_or_else(String::new, |party| party.span.of(&report.text).to_owned());
            match party.and_then(|party| party.referent).and_then(name).filter(|referent| referent.name != words) {
                Some(referent) => format!("{words} = {}", referent.name),
                None => words,
            }
        };
        page += &format!("\n  {} {}\n", one.rule.code(), one.kind.label());
        let content = one.content.iter().map(|span| span.of(&report.text)).collect::<Vec<_>>().join(" … ");
        let due = one.due.as_ref().map_or_else(String::new, |due| due.value.clone());
        let condition = one.condition.map_or_else(String::new, |span| span.of(&report.text).to_owned());
        for (what, words) in [("by", named(one.by)), ("to", named(one.to)), ("content", content), ("due", due), ("if", condition)] {
            if !words.is_empty() {
                page += &wrapped(&safe(&format!("{what:8} {words}")), width(), "    ");
            }
        }
    }
    if !findings.positions.is_empty() {
        page.push('\n');
    }
    for position in &findings.positions {
        let point: Vec<&str> = position.point.iter().map(|span| span.of(&report.text)).collect();
        let (rule, stance) = (position.rule.code(), position.stance.label());
        page += &format!("  {rule} {stance}: {} | {}\n", safe(position.actor.of(&report.text)), safe(&point.join(" … ")));
    }
    page + "\n"
}

/// A line for each predicate: its rule, its status, its word, by whose word it is.
fn predicates_for_people(report: &Report, predicates: &[Predicate]) -> String {
    let line = |predicate: &Predicate| {
        let via = predicate.via.map(|via| format!(", via {}", via.of(&report.text))).unwrap_or_default();
        let told = format!("{}{via}", predicate.span.of(&report.text));
        format!("  {} {}: {}\n", predicate.rule.code(), predicate.status.label(), safe(&told))
    };
    let lines: String = predicates.iter().map(line).collect();
    if lines.is_empty() { lines } else { lines + "\n" }
}

/// One event in a line: rule, type, the act within it, status, who to whom, when, where.
fn told_event(text: &str, event: &Event) -> String {
    let words = |parties: &[EventParty]| parties.iter().map(|party| party.span.of(text)).collect::<Vec<_>>().join("; ");
    let of = event.of.map(|of| format!(" of {}", of.label())).unwrap_or_default();
    let when = event.when.as_ref().map(|when| format!(", {}", when.value)).unwrap_or_default();
    let place = event.place.map(|place| format!(", {}", place.of(text))).unwrap_or_default();
    let (actors, recipients) = (words(&event.actors), words(&event.recipients));
    let parties = match () {
        () if actors == recipients => actors,
        () if recipients.is_empty() => actors,
        () => format!("{actors} > {recipients}"),
    };
    format!("{} {}{of} {}: {parties} [{}]{when}{place}", event.rule, event.kind.label(), event.status.label(), event.trigger.of(text))
}
