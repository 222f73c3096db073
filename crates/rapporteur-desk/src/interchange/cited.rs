//! Short rows for whoever cites them: each carries words of a report as they stand there, the place, the outlet, the day and the address.
//!
//! `quote` is a stretch of the report's text, or stretches of it parted by an ellipsis; `cite` is the report's key and the bytes from the first to the
//! last of them. A long quotation is cut, says so, and its place ends where it ends.

use super::{some, thousandths};
use crate::actors::ActorView;
use crate::brief::origin_name;
use crate::claims::Judged;
use crate::search::Found;
use crate::standing::{Board, Evidence, Standing, Step};
use crate::statements::{is_sure, speaker};
use crate::wording::{alarms, laid};
use crate::{Calendar, ledger};
use rapporteur::brief::{Carried, Citation, StoryBrief};
use rapporteur::record::{Report, day_written};
use rapporteur::resources::{Held, Tenure};
use rapporteur::text::Span;
use rapporteur_store::{LedgerRow, StatementView, WordingRow};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Bytes of a quotation. Two sentences of most reports; a guess.
const QUOTED: usize = 600;

/// Reasons that hold a story together.
const WHY: usize = 3;

/// What a citation says of its report.
struct Source<'a> {
    outlet: Option<&'a str>,
    published: Option<String>,
    url: Option<&'a str>,
}

impl<'a> Source<'a> {
    fn of(report: &'a Report) -> Self {
        let published = report.published.map(|time| time.to_string());
        Self { outlet: report.outlet.as_deref(), published, url: report.url.as_deref() }
    }

    fn carried(report: &'a Carried) -> Self {
        Self { outlet: report.outlet.as_deref(), published: report.published.clone(), url: report.url.as_deref() }
    }
}

/// Bytes of an address that is given; a longer one would crowd out the words, and half an address is none.
const ADDRESS: usize = 1000;

/// An address that a browser asks for.
pub fn address(url: Option<&str>) -> Option<&str> {
    url.filter(|url| url.len() <= ADDRESS && (url.starts_with("https://") || url.starts_with("http://")))
}

/// The day of a published time.
pub fn day(published: Option<&str>) -> Option<&str> {
    published.map(|time| time.get(..10).unwrap_or(time))
}

/// Stretches of a report, with all that citing them takes.
pub fn place(report: &Report, spans: &[Span]) -> Value {
    let mut row = cited(&report.key, &report.text, spans, &Source::of(report));
    if let Some(page) = spans.first().and_then(|span| report.page(span.start)) {
        row["page"] = page.into();
    }
    row
}

fn cited(key: &str, text: &str, spans: &[Span], source: &Source<'_>) -> Value {
    let (mut quote, mut cut) = (String::new(), false);
    let start = spans.first().map_or(0, |span| span.start);
    let mut end = start;
    for &span in spans {
        let words = span.of(text);
        let room = QUOTED.saturating_sub(quote.len());
        cut = words.len() > room;
        let words = if cut { shortened(words, room) } else { words };
        if words.is_empty() {
            break;
        }
        quote += if quote.is_empty() { "" } else { " … " };
        quote += words;
        end = span.start + words.len() as u32;
        if cut {
            break;
        }
    }
    let mut row = json!({"quote": quote, "cite": format!("{key}:{start}-{end}")});
    if cut {
        row["cut"] = json!(true);
    }
    about(&mut row, source);
    row
}

fn about(row: &mut Value, source: &Source<'_>) {
    row["outlet"] = json!(source.outlet);
    row["day"] = json!(day(source.published.as_deref()));
    row["url"] = json!(address(source.url));
}

/// The beginning of some words, up to a space where there is one near.
fn shortened(words: &str, room: usize) -> &str {
    let end = (0..=room.min(words.len())).rev().find(|&at| words.is_char_boundary(at)).unwrap_or(0);
    let kept = &words[..end];
    kept.rfind(char::is_whitespace).filter(|&at| at > end / 2).map_or(kept, |at| kept[..at].trim_end())
}

/// One row out of two: the fields of the second behind those of the first.
fn joined(first: Value, second: Value) -> Value {
    let fields = |value: Value| if let Value::Object(fields) = value { fields } else { Map::new() };
    let mut row = fields(first);
    row.extend(fields(second));
    Value::Object(row)
}

/// A report that a search found. Its address is never empty: where none is known, it is the record's own name for the report.
pub fn found(found: &Found) -> Value {
    let report = &found.report;
    let own = json!({"id": report.key, "title": title(report), "story": found.story});
    let mut row = joined(own, place(report, &[found.span]));
    row["url"] = json!(locator(report));
    row
}

/// The headline of a report.
pub fn title(report: &Report) -> &str {
    report.title.as_deref().unwrap_or("(no headline)")
}

/// Where a report is to be found: its address, else its name in the record.
pub fn locator(report: &Report) -> String {
    address(report.url.as_deref()).map_or_else(|| format!("rapporteur://{}", report.key), str::to_owned)
}

/// A statement by its fullest wording.
pub fn statement(view: &StatementView, calendar: &Calendar) -> Value {
    let full = view.fullest();
    let account = &full.account;
    let differs = view.wordings.iter().any(|wording| !alarms(&laid(calendar, full, wording).1).is_empty());
    let own = json!({
        "id": view.id,
        "speaker": speaker(view),
        "speaker_id": view.actor.as_ref().map(|(id, _)| id),
        "to": view.addressee.as_ref().map(|(_, name)| name),
        "cue": account.cue_words(&full.report.text),
        "form": account.form.label(),
        "sense": account.sense.label(),
        "polarity": account.polarity().label(),
        "standing": account.standing.label(),
    });
    let mut row = joined(own, place(&full.report, &account.content));
    row["said"] = json!(view.wordings.iter().find_map(|wording| calendar.said(&wording.report, &wording.account)).map(|time| time.value));
    row["reports"] = json!(view.wordings.len());
    row["origins"] = json!(view.origins());
    row["wordings_differ"] = json!(differs);
    row["unsure"] = json!(!view.wordings.iter().any(is_sure));
    row["story"] = json!(view.story);
    row
}

/// A story as it is listed, with the first sentence of its brief.
pub fn listed(brief: &StoryBrief) -> Value {
    let own = head(brief);
    match brief.summary.first().or_else(|| brief.origins.iter().find_map(|origin| origin.own.first())) {
        Some(citation) => joined(own, citing(&carried(brief), citation)),
        None => own,
    }
}

/// What a story is called, and how many stand behind it.
pub fn head(brief: &StoryBrief) -> Value {
    json!({
        "story": brief.story,
        "headline": brief.headline,
        "reports": brief.counts.reports,
        "outlets": brief.counts.outlets,
        "outlets_not_known": brief.counts.unknown,
        "origins": brief.counts.origins,
        "first": brief.first,
        "last": brief.last,
    })
}

/// Why the origins of a story stand together.
pub fn why(ties: &[rapporteur_store::StoryTieRow]) -> Value {
    ties.iter().take(WHY).map(|tie| json!({"first": tie.first, "second": tie.second, "terms": tie.terms})).collect()
}

/// What a brief has, a row a sentence, each under its part: lead, said, differs, only here.
pub fn parts(brief: &StoryBrief) -> Vec<Value> {
    let carried = carried(brief);
    let row = |own: Value, citation: &Citation| joined(own, citing(&carried, citation));
    let mut rows: Vec<Value> = brief.summary.iter().map(|citation| row(json!({"part": "lead"}), citation)).collect();
    for number in &brief.numbers {
        for reading in &number.readings {
            let own = || json!({"part": "differs", "quantity": number.quantity, "value": reading.words});
            rows.extend(reading.sentences.iter().map(|citation| row(own(), citation)));
        }
    }
    for voice in &brief.voices {
        rows.extend(voice.said.iter().map(|said| {
            let own = json!({"part": "said", "speaker": voice.name, "cue": said.cue, "statement": said.statement, "reports": said.reports,
                             "origins": said.origins, "wordings_differ": said.disputed});
            row(own, &said.citation)
        }));
    }
    for origin in &brief.origins {
        let own = || json!({"part": "only here", "origin": origin_name(origin)});
        rows.extend(origin.own.iter().map(|citation| row(own(), citation)));
    }
    rows
}

fn carried(brief: &StoryBrief) -> BTreeMap<&str, &Carried> {
    brief.origins.iter().flat_map(|origin| &origin.reports).map(|report| (report.report.as_str(), report)).collect()
}

fn citing(carried: &BTreeMap<&str, &Carried>, citation: &Citation) -> Value {
    let unknown = Source { outlet: None, published: None, url: None };
    let source = carried.get(citation.report.as_str()).map_or(unknown, |report| Source::carried(report));
    // The words begin where the citation does: its place is counted from there.
    let words = Span::new(0, citation.words.len());
    let mut row = cited(&citation.report, &citation.words, &[words], &source);
    let kept = row["quote"].as_str().map_or(0, str::len) as u32;
    row["cite"] = json!(format!("{}:{}-{}", citation.report, citation.span.start, citation.span.start + kept));
    if let Some(page) = citation.page {
        row["page"] = page.into();
    }
    row
}

/// An actor, with the sentence that introduces it.
pub fn actor(view: &ActorView<'_>, introduced: Option<&(Report, Span)>) -> Value {
    let mut names: Vec<&str> = view.printed.iter().map(|print| print.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let tenure = |one: &&Tenure| json!({"office": one.office, "from": some(&one.from), "until": some(&one.until), "as_of": one.as_of});
    let own = json!({
        "id": view.row.id,
        "kind": view.row.kind.label(),
        "name": view.row.name,
        "state": view.row.state,
        "names": names,
        "titles": view.titles.keys().collect::<Vec<_>>(),
        "offices": view.tenures.iter().map(tenure).collect::<Vec<_>>(),
        "reports": view.row.reports,
        "statements": view.row.statements,
    });
    match introduced {
        Some((report, sentence)) => joined(own, place(report, &[*sentence])),
        None => own,
    }
}

/// Who held an office, by the dated lists and not by a report.
pub fn holder(tenure: &Tenure, held: Option<Held>) -> Value {
    let held = held.map(|answer| if answer == Held::Yes { "yes" } else { "unknown" });
    json!({"office": tenure.office, "name": tenure.name, "wikidata": some(&tenure.person), "from": some(&tenure.from), "until": some(&tenure.until),
           "held": held, "source": format!("the dated list of offices, as of {}", tenure.as_of)})
}

/// A claim of a text with its verdict, and the words of the record that decided.
pub fn claim(judged: &Judged, text: &str, decided_by: Option<&WordingRow>) -> Value {
    let own = json!({
        "claim": judged.span.of(text),
        "start": judged.span.start,
        "end": judged.span.end,
        "speaker": judged.speaker,
        "verdict": judged.judgement.grade.label(),
        "holds": judged.judgement.grade.holds(),
        "reason": judged.judgement.reason,
        "statement": judged.at.as_ref().map(|(id, _)| id),
    });
    match decided_by {
        Some(wording) => joined(own, place(&wording.report, &wording.account.content)),
        None => own,
    }
}

/// What shows where an actor stands now: the first report of its last stance.
pub fn shows(standing: &Standing) -> Option<&Evidence> {
    standing.last().and_then(|step| step.evidence.first())
}

/// Where an actor stands on a question, with the sentence that shows it, and where it stood before.
pub fn standing(board: &Board, standing: &Standing, report: Option<&Report>) -> Value {
    let (asked, party) = (&board.questions[&standing.question], &board.parties[&standing.actor]);
    let (last, shown) = (standing.last(), shows(standing));
    let since = |step: &Step| step.days.map(|days| day_written(days.0));
    let mark = |evidence: &Evidence| {
        evidence.place.map_or_else(|| evidence.report.clone(), |(start, end)| format!("{}:{start}-{end}", evidence.report))
    };
    let earlier = standing
        .steps
        .iter()
        .rev()
        .skip(1)
        .map(|step| json!({"stance": step.stance.label(), "since": since(step), "cite": step.evidence.first().map(mark)}));
    let own = json!({
        "question_id": standing.question,
        "question": asked.name,
        "actor_id": standing.actor,
        "actor": party.name,
        "state": party.state,
        "stance": last.map(|step| step.stance.label()),
        "since": last.and_then(since),
        "voiced_by": shown.and_then(|evidence| evidence.voiced_by.as_ref()),
        "point": shown.map(|evidence| evidence.point.as_str()),
        "origins": last.map_or(0, Step::origins),
        "silent_days": last.and_then(|step| board.silent_days(step)),
        "earlier": earlier.collect::<Vec<_>>(),
        "score": shown.map(|evidence| thousandths(evidence.score)),
    });
    match (report, shown.and_then(|evidence| evidence.place)) {
        (Some(report), Some((start, end))) => joined(own, place(report, &[Span { start, end }])),
        _ => joined(own, json!({"source": shown.map(|evidence| format!("the docket, {}", evidence.report))})),
    }
}

/// A commitment, where it stands, and the sentence that settled it.
pub fn commitment(row: &LedgerRow) -> Value {
    let first = row.of.first();
    let own = json!({
        "id": row.of.id,
        "kind": first.commitment.kind.label(),
        "status": row.standing.status.label(),
        "stands": ledger::stands(row),
        "by": ledger::by(&row.of),
        "by_id": row.of.by.as_ref().map(|(id, _)| id),
        "to": ledger::to(&row.of),
        "due": row.due(),
        "condition": first.commitment.condition.map(|span| span.of(&first.report.text)),
    });
    let mut value = joined(own, place(&first.report, &first.commitment.content));
    value["reports"] = json!(row.of.tellings.len());
    value["origins"] = json!(row.of.origins());
    value["settled"] = row.standing.settled_by.as_ref().map_or(Value::Null, |(report, span)| place(report, &[*span]));
    value
}
