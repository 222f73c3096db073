//! Briefs as JSON: a story with every sentence's evidence, the front page of a day, the cited reports' texts.

use super::{counted, thousandths};
use crate::brief::{Band, Entry, Front, origin_name};
use rapporteur::brief::{Citation, Head, StoryBrief};
use rapporteur::record::Report;
use rapporteur::text::Span;
use serde_json::{Value, json};

fn cite(citation: &Citation) -> Value {
    let mut row = json!({"report": citation.report, "start": citation.span.start, "end": citation.span.end, "text": citation.words});
    if let Some(page) = citation.page {
        row["page"] = page.into();
    }
    row
}

/// A brief, with every sentence's evidence.
pub fn brief(brief: &StoryBrief) -> Value {
    let cites = |citations: &[Citation]| citations.iter().map(cite).collect::<Vec<_>>();
    let origins = brief.origins.iter().map(|origin| {
        let reports = origin.reports.iter().map(|report| {
            json!({"report": report.report, "outlet": report.outlet, "title": report.title, "url": report.url, "published": report.published,
                   "credit": report.credit, "copied_from": report.from, "share": thousandths(report.share)})
        });
        json!({"name": origin_name(origin), "reports": reports.collect::<Vec<_>>(), "only_here": cites(&origin.own)})
    });
    let voices = brief.voices.iter().map(|voice| {
        let said = voice.said.iter().map(|said| {
            let mut value = cite(&said.citation);
            value["statement"] = json!(said.statement);
            (value["cue"], value["sense"]) = (json!(said.cue), json!(said.sense.label()));
            value["told"] = json!({"reports": said.reports, "origins": said.origins, "disputed": said.disputed});
            value
        });
        json!({"name": voice.name, "said": said.collect::<Vec<_>>()})
    });
    let numbers = brief.numbers.iter().map(|number| {
        let readings = number.readings.iter().map(|reading| json!({"value": reading.words, "sentences": cites(&reading.sentences)}));
        json!({"quantity": number.quantity, "readings": readings.collect::<Vec<_>>()})
    });
    let threads = brief.threads.iter().map(|thread| {
        let Head { headline, counts, first, last } = &thread.head;
        json!({"headline": headline, "counts": counted(*counts), "first": first, "last": last, "report": thread.report})
    });
    json!({
        "story": brief.story,
        "headline": brief.headline,
        "counts": counted(brief.counts),
        "first": brief.first,
        "last": brief.last,
        "threads": threads.collect::<Vec<_>>(),
        "summary": cites(&brief.summary),
        "voices": voices.collect::<Vec<_>>(),
        "numbers": numbers.collect::<Vec<_>>(),
        "origins": origins.collect::<Vec<_>>(),
    })
}

/// A report that a brief cites, with its text and the cited bytes.
pub fn annexed(report: &Report, spans: &[Span]) -> Value {
    let cited = spans.iter().map(|span| json!({"start": span.start, "end": span.end})).collect::<Vec<_>>();
    json!({"report": report.key, "title": report.title, "outlet": report.outlet, "published": report.published.map(|time| time.to_string()),
           "url": report.url, "text": report.text, "cited": cited})
}

/// The front page of a day's brief.
pub fn front(front: &Front<'_>) -> Value {
    let entry = |entry: &Entry<'_>| {
        let lines =
            entry.lines.iter().map(|line| json!({"label": line.label, "words": line.words, "cited": line.cited.as_ref().map(cite)}));
        json!({"story": entry.story.story, "headline": entry.story.headline, "lines": lines.collect::<Vec<_>>()})
    };
    let bands = Band::ALL.into_iter().map(|band| (band.label().to_owned(), front.of(band).map(entry).collect::<Value>()));
    let undated = front.undated.0.iter().map(
        |(report, story)| json!({"report": report.key, "story": story, "title": report.title, "outlet": report.outlet, "url": report.url}),
    );
    json!({"bands": bands.collect::<serde_json::Map<_, _>>(), "left_out": front.left_out, "undated": undated.collect::<Vec<_>>(), "undated_in_all": front.undated.1})
}
