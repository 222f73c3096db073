//! How likely a row is right in content and source: points by rule and circumstance, as log-odds, from the table `scores.tsv` of a language's folder.
//!
//! It judges rows that were found and finds none. The points are learned by `xtask train scores`; MODELS.md says from what.

use super::referent::{MentionKind, Referent};
use super::rules::Rule;
use super::statement::{Account, Form, Standing};
use crate::resources::ResourceError;
use crate::text::Span;
use std::collections::{BTreeMap, BTreeSet};

/// The line from which on a row is shown without being asked for, in thousandths. Of the rows below it on which the points were learned, each scored by a table
/// that did not see it, one in four is right; of those above it nine in ten. Chosen among 300 to 600 in steps of 50.
pub const CONFIDENT: u16 = 500;

/// Points of a language.
#[derive(Debug, Default)]
pub struct Scores {
    /// Hundredths of log-odds, by the label of a rule or circumstance; `base` counts for every row.
    points: BTreeMap<String, i32>,
    usual: BTreeSet<String>,
}

impl Scores {
    /// Reads lines `points<TAB>label<TAB>hundredths of log-odds` and `usual<TAB>forms of the commonest cues`; lines that are empty or begin with `#` are
    /// comments.
    ///
    /// # Errors
    /// When a line has another form; the error names it.
    pub fn read(source: &str) -> Result<Self, ResourceError> {
        let mut scores = Self::default();
        for (at, line) in source.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
            match line.split('\t').collect::<Vec<_>>()[..] {
                ["points", label, points] if points.parse::<i32>().is_ok() => {
                    scores.points.insert(label.to_owned(), points.parse().unwrap_or(0));
                }
                ["usual", words] => scores.usual.extend(words.split(' ').map(str::to_owned)),
                _ => return Err(ResourceError { resource: "scores", line: at + 1, problem: format!("cannot read `{line}`") }),
            }
        }
        Ok(scores)
    }

    /// The score of a row, in thousandths; by its rule alone where the table has no points for it: rules whose rows no annotated set holds.
    pub fn of(&self, text: &str, account: &Account, speaker: Option<&Referent>) -> u16 {
        if !self.points.contains_key(account.rule.code()) {
            return account.rule.score();
        }
        let labels = self.circumstances(text, account, speaker);
        likelihood(labels.iter().filter_map(|label| self.points.get(*label)).sum())
    }

    /// Has the language points?
    pub(super) fn has_points(&self) -> bool {
        !self.points.is_empty()
    }

    /// The score of what these labels hold for; nothing where the language has no points.
    pub(super) fn of_labels(&self, labels: &[String]) -> Option<u16> {
        let sum = || labels.iter().filter_map(|label| self.points.get(label)).sum();
        self.has_points().then(|| likelihood(sum()))
    }

    /// What of a row counts, as labels of the table.
    pub fn circumstances(&self, text: &str, account: &Account, speaker: Option<&Referent>) -> Vec<&'static str> {
        let words = |spans: &[Span]| spans.iter().map(|span| span.of(text).split_whitespace().count()).sum::<usize>();
        let said = words(&account.content);
        let mut labels = vec!["base", account.rule.code()];
        let mut add = |holds: bool, label: &'static str| labels.extend(holds.then_some(label));
        // Mentions stand in the order of the text, and one begins near where a source does that it meets: of a speaker with very many, few are looked at.
        let near = |source: &Span| {
            let mentions = speaker.map_or(&[][..], |speaker| &speaker.mentions);
            let behind = mentions.partition_point(|mention| mention.span.start < source.end);
            let first = mentions.partition_point(|mention| mention.span.start + LONGEST < source.start).min(behind);
            &mentions[first..behind]
        };
        let named = |kind: MentionKind| {
            let meets = |source: &Span| near(source).iter().any(|mention| mention.kind == kind && mention.span.end > source.start);
            account.source.iter().any(meets)
        };
        add(account.source.is_empty(), "unsourced");
        add(named(MentionKind::Name), "named");
        add(named(MentionKind::Pronoun) && !named(MentionKind::Name), "pronoun");
        // Speech that is set off is in marks and in parts by its nature, and so is the sentence around a cue in parts.
        let set_off = matches!(account.rule, Rule::Quote | Rule::Continued | Rule::Credit | Rule::Turn);
        add(account.form == Form::Direct && !set_off, "direct");
        // What something is called is a word or two, and often in marks.
        let called = account.rule == Rule::Predicate;
        add(account.form == Form::Mixed && !called, "mixed");
        add(said < 4 && !called, "short");
        add(said > 40, "long");
        add(account.content.len() > 1 && !set_off && account.rule != Rule::Around, "parted");
        add(account.within.is_some(), "nested");
        add(account.standing != Standing::Asserted, "unsettled");
        add(words(&account.source) > 8, "described");
        if let (Some(cue), Some(first), Some(last)) = (account.cue.first(), account.content.first(), account.content.last()) {
            let usual = self.usual.contains(&cue.of(text).to_lowercase());
            add(usual && account.rule != Rule::According, "usual");
            let gap = if cue.start < first.start {
                Span { start: cue.end.min(first.start), end: first.start }
            } else {
                Span { start: last.end.min(cue.start), end: cue.start }
            };
            add(words(&[gap]) > 8, "far");
        }
        labels
    }
}

/// Bytes of a mention at most.
const LONGEST: u32 = 4_096;

/// Thousandths for log-odds of 0, 0.25, ... 4.
const LOGISTIC: [i32; 17] = [500, 562, 622, 679, 731, 777, 818, 852, 881, 905, 924, 940, 953, 963, 971, 977, 982];

/// Hundredths of log-odds to thousandths, straight between the steps of the table, so that every machine gives the same.
fn likelihood(points: i32) -> u16 {
    let size = points.abs().min(399);
    let (step, rest) = ((size / 25) as usize, size % 25);
    let above = LOGISTIC[step] + (LOGISTIC[step + 1] - LOGISTIC[step]) * rest / 25;
    u16::try_from(if points < 0 { 1000 - above } else { above }).unwrap_or(0)
}
