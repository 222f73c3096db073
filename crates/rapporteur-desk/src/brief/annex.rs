//! The annex of a brief: the texts of the reports that it cites, with the cited spans marked, so that one file can be checked by eye. It is made from
//! the record like all of the brief, and so is checked with it.

use super::{Front, Sheet};
use crate::{Desk, Result};
use rapporteur::brief::Citation;
use rapporteur::record::Report;
use rapporteur::text::Span;
use std::collections::{BTreeMap, BTreeSet};

/// A cited report: its text cut where a citation or what was removed begins or ends.
#[derive(Clone, Debug)]
pub(super) struct Cited {
    /// The report.
    pub(super) report: Report,
    /// Its cited spans, in their order.
    pub(super) spans: Vec<Span>,
    /// Its lines, each of which holds something.
    pub(super) lines: Vec<Vec<Piece>>,
}

/// A stretch of a report's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// Marks of the citations that begin with it.
    pub(super) begin: Vec<String>,
    /// Its words.
    pub(super) words: String,
    /// Does the brief cite it?
    pub(super) is_cited: bool,
    /// Is it no part of the article?
    pub(super) is_removed: bool,
}

/// All that the stories of a brief cite, in the order in which the brief has it.
pub(super) fn citations<'a>(front: Option<&'a Front<'_>>, sheets: &'a [&Sheet<'_>]) -> impl Iterator<Item = &'a Citation> {
    let lines = front.into_iter().flat_map(Front::told).flat_map(|entry| &entry.lines).filter_map(|line| line.cited.as_ref());
    let stories = sheets.iter().flat_map(|sheet| {
        let story = sheet.story;
        let said = story.voices.iter().flat_map(|voice| &voice.said).map(|said| &said.citation);
        let numbers = story.numbers.iter().flat_map(|number| &number.readings).flat_map(|reading| &reading.sentences);
        let sections = sheet.sections.iter().flat_map(|section| &section.lines).flat_map(|line| &line.cited);
        story.summary.iter().chain(said).chain(numbers).chain(sections).chain(&sheet.own)
    });
    lines.chain(stories)
}

impl Desk {
    /// The reports that are cited, each once, in the order of their first citation.
    pub(super) fn cited<'a>(&self, citations: impl Iterator<Item = &'a Citation>) -> Result<Vec<Cited>> {
        let (mut order, mut spans): (Vec<&str>, BTreeMap<&str, BTreeSet<Span>>) = (Vec::new(), BTreeMap::new());
        for citation in citations {
            if !spans.contains_key(citation.report.as_str()) {
                order.push(&citation.report);
            }
            spans.entry(&citation.report).or_default().insert(citation.span);
        }
        let cited = |key: &&str| {
            let report = self.record.report(key)?;
            let spans: Vec<Span> = spans[key].iter().copied().collect();
            Ok(Cited { lines: lines(&report, &spans), spans, report })
        };
        order.iter().map(cited).collect()
    }
}

/// The lines of a report's text in pieces.
fn lines(report: &Report, spans: &[Span]) -> Vec<Vec<Piece>> {
    let text = report.text.as_str();
    let removed: Vec<Span> = report.removed.iter().map(|removal| removal.span).collect();
    let mut cuts: BTreeSet<usize> = spans.iter().chain(&removed).flat_map(|span| [span.start as usize, span.end as usize]).collect();
    cuts.extend([0, text.len()]);
    let (mut lines, mut waiting, mut start) = (Vec::new(), spans.iter().peekable(), 0);
    for line in text.split_inclusive('\n') {
        let end = start + line.trim_end_matches(['\n', '\r']).len();
        let inside = cuts.range(start + 1..end.max(start + 1)).copied();
        let bounds: Vec<usize> = std::iter::once(start).chain(inside).chain([end]).collect();
        let mut pieces = Vec::new();
        for bounds in bounds.windows(2).filter(|bounds| bounds[0] < bounds[1]) {
            let within = |span: &&Span| span.start as usize <= bounds[0] && bounds[1] <= span.end as usize;
            let mut begin = Vec::new();
            // What begins between two lines begins with the second.
            while let Some(span) = waiting.next_if(|span| span.start as usize <= bounds[0]) {
                begin.push(mark(report, *span));
            }
            pieces.push(Piece {
                begin,
                words: text[bounds[0]..bounds[1]].to_owned(),
                is_cited: spans.iter().any(|span| within(&span)),
                is_removed: removed.iter().any(|span| within(&span)),
            });
        }
        if pieces.iter().any(|piece| !piece.words.trim().is_empty()) {
            lines.push(pieces);
        }
        start += line.len();
    }
    lines
}

fn mark(report: &Report, span: Span) -> String {
    format!("{}:{}-{}", report.key, span.start, span.end)
}
