//! Time expressions as TIMEX3 values: what the words say, put on the calendar by publication day, tense and what was told before.
//!
//! The words of a language are its `times.tsv` alone. Nothing here knows other reports, and nothing is made finer than it is told.

mod calendar;
mod grammar;
mod matching;
mod meaning;
mod pattern;
mod rules;
mod words;

pub use rules::{TimeKind, TimeRule, Times};

use super::syntax::Syntax;
use crate::analyze::Analysis;
use crate::analyze::NameKind;
use crate::record::{Published, day_number};
use crate::text::Span;
use calendar::{Told, settle};
use grammar::{Grammar, Sense};
use matching::Match;
use meaning::{Anchor, Core, Direction, Meaning, Unit};
use std::cell::OnceCell;

/// Paragraphs over which "the same day" and "a year earlier" look back.
const NEAR: usize = 3;

/// One time expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeExpression {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: TimeKind,
    /// Its TIMEX3 value; what is not known stands as `X`.
    pub value: String,
    /// The zone of its hours, as the report names it: `+05:30`.
    pub zone: Option<String>,
    /// The first and last day, where it lies on the calendar.
    pub days: Option<(jiff::civil::Date, jiff::civil::Date)>,
    /// The code of the rule that found it.
    pub rule: String,
}

impl TimeExpression {
    /// The first and last day, counted from 1970.
    pub fn day_numbers(&self) -> Option<(i32, i32)> {
        self.days.map(|(first, last)| (day_number(first) as i32, day_number(last) as i32))
    }
}

/// The time expressions of one report, found when they are first asked for: many reports tell of nothing that needs one.
pub(super) struct Dates<'s, 'a> {
    times: &'s Times,
    syntax: &'s Syntax<'a>,
    pub(super) published: Option<Published>,
    found: OnceCell<Vec<TimeExpression>>,
}

impl<'s, 'a> Dates<'s, 'a> {
    pub(super) fn of(times: &'s Times, syntax: &'s Syntax<'a>, published: Option<Published>) -> Self {
        Self { times, syntax, published, found: OnceCell::new() }
    }

    /// All of them, in order.
    pub(super) fn all(&self) -> &[TimeExpression] {
        self.found.get_or_init(|| self.times.in_syntax(self.syntax, self.published.as_ref()))
    }
}

/// Those of some time expressions, in their order and none overlapping another, that share a byte with a span: found without looking at the others, of
/// which a long report has many.
pub(super) fn overlapping(times: &[TimeExpression], span: Span) -> &[TimeExpression] {
    let first = times.partition_point(|time| time.span.end <= span.start);
    let behind = times.partition_point(|time| time.span.start < span.end);
    &times[first..behind.max(first)]
}

impl Times {
    /// The time expressions of an analysed report, in order, none overlapping another. Total: any analysis gives a value.
    pub fn find(&self, analysis: &Analysis<'_>, published: Option<&Published>) -> Vec<TimeExpression> {
        self.in_syntax(&Syntax::of(analysis), published)
    }

    /// The same over trees that are at hand.
    fn in_syntax(&self, syntax: &Syntax<'_>, published: Option<&Published>) -> Vec<TimeExpression> {
        let mut found = self.read_in(&Grammar::of(self, syntax), syntax.text, &syntax.analysis.paragraphs, published);
        // "Theresa May visits Washington"
        found.retain(|time| {
            let tokens = syntax.within(time.span);
            let name = syntax.analysis.name_at(tokens.start).filter(|_| tokens.len() == 1);
            // "On a Thursday night in March": some Thursday.
            let some = |token: usize| {
                tokens.contains(&token)
                    && syntax
                        .children(token)
                        .any(|child| child < tokens.end && syntax.plain(child) == "det" && matches!(syntax.low(child), "a" | "an"))
            };
            let weekday = || tokens.clone().any(|token| syntax.upos[token] == "PROPN" && syntax.low(token).ends_with("day"));
            let any = matches!(time.kind, TimeKind::Date | TimeKind::Time) && weekday() && tokens.clone().any(some);
            !any && !name.is_some_and(|name| name.kind == NameKind::Person && name.tokens.len() > 1)
        });
        found
    }

    /// The first time expression of words that stand under a verb of the past, such as "on Thursday" after "said"; no tree is asked.
    pub fn of_past(&self, words: &str, published: Option<&Published>) -> Option<TimeExpression> {
        let grammar = Grammar::known(self, Sense::Past);
        self.read_in(&grammar, words, &[Span::new(0, words.len())], published).into_iter().next()
    }

    fn read_in(&self, grammar: &Grammar<'_>, text: &str, paragraphs: &[Span], published: Option<&Published>) -> Vec<TimeExpression> {
        let found: Vec<(Match, Meaning)> = matching::matches(self, grammar, text, paragraphs)
            .into_iter()
            .filter_map(|found| Meaning::read(&found.value).map(|meaning| (found, meaning)))
            .collect();
        let mut told = Told { published: published.and_then(calendar::published), ..Told::default() };
        let (mut sentence, mut last, mut period) = (usize::MAX, 0, 0);
        let mut expressions = Vec::with_capacity(found.len());
        for (at, (one, meaning)) in found.iter().enumerate() {
            let here = grammar.sentence(one.span);
            let stands = paragraphs.partition_point(|paragraph| paragraph.end <= one.span.start);
            if here != sentence {
                (sentence, told.year) = (here, None);
            }
            // What was told long before is not what is meant.
            if stands > last + NEAR {
                (told.last, told.day) = (None, None);
            }
            if stands > period + NEAR {
                told.period = None;
            }
            let rule = &self.rules[one.rule];
            let shared = self.shared_year(text, one, found.get(at + 1));
            let before = told.year;
            told.year = shared.or(before);
            let recurs = rule.kind == TimeKind::Set;
            let sense = if needs_sense(meaning) { grammar.sense(one.span) } else { Sense::Open };
            let nowhere = Told::default();
            let (value, stretch) = settle(meaning, if recurs { &nowhere } else { &told }, sense);
            told.year = before;
            if let Some(stretch) = stretch.as_ref().filter(|_| matches!(rule.kind, TimeKind::Date | TimeKind::Time)) {
                if matches!(meaning.core, Core::Plain(_)) && stretch.unit == Unit::Year {
                    told.year = Some(stretch.first.year());
                }
                // "a year earlier" does not become what a later "a year earlier" counts from.
                if stretch.unit == Unit::Quarter && !matches!(meaning.core, Core::Counted { from: Anchor::Period, .. }) {
                    (told.period, period) = (Some(stretch.clone()), stands);
                }
                if stretch.unit == Unit::Day {
                    told.day = Some(stretch.clone());
                }
                (told.last, last) = (Some(stretch.clone()), stands);
            }
            expressions.push(TimeExpression {
                span: one.span,
                kind: rule.kind,
                value,
                zone: meaning.zone.clone(),
                days: stretch.map(|stretch| (stretch.first, stretch.last)),
                rule: rule.code.clone(),
            });
        }
        expressions
    }

    /// "from 1 March to 6 April 2014": the year at the end is the year of both.
    fn shared_year(&self, text: &str, one: &Match, next: Option<&(Match, Meaning)>) -> Option<i16> {
        let (next, meaning) = next?;
        let between = text.get(one.span.end as usize..next.span.start as usize)?.trim();
        let Core::Plain(value) = &meaning.core else { return None };
        let joined = self.joins.iter().any(|join| join.eq_ignore_ascii_case(between));
        value.get(..4).filter(|_| joined)?.parse().ok()
    }
}

/// Does tense matter?
fn needs_sense(meaning: &Meaning) -> bool {
    match meaning.core {
        Core::Described { direction, .. } => matches!(direction, Direction::Open | Direction::Current),
        Core::Counted { .. } | Core::Plain(_) => false,
    }
}
