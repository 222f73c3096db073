//! Patterns over the words of a text: everything that matches, and of what overlaps the first and longest.
//!
//! A word leads at once to the rules that can begin with it; patterns have no loops, so that a rule looks at no more words than it is long.

use super::grammar::Grammar;
use super::pattern::{Element, Graph, Step, Test};
use super::rules::Times;
use super::words::{Shape, Word, cut};
use crate::text::Span;

/// One match: the span of the expression, the rule, the value before it is put on the calendar.
#[derive(Debug)]
pub(super) struct Match {
    pub(super) span: Span,
    pub(super) rule: usize,
    pub(super) value: String,
}

/// What a pattern has taken so far.
#[derive(Default)]
struct Taken {
    values: Vec<(u16, String)>,
    /// The first word of the expression, and the one after its last, where the pattern says so.
    open: Option<usize>,
    close: Option<usize>,
}

/// The expressions of a text, in order, none overlapping another.
pub(super) fn matches(times: &Times, grammar: &Grammar<'_>, text: &str, paragraphs: &[Span]) -> Vec<Match> {
    let words = cut(&times.names.vocabulary, text, paragraphs);
    let walk = Walk { times, grammar, words: &words };
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let rules: &[u16] = match (word.shape, word.id) {
            (Shape::Digits(..), _) => &times.by_digits,
            (_, Some(id)) => &times.by_word[id as usize],
            _ => continue,
        };
        let next = words.get(at + 1);
        for &rule in rules.iter().filter(|&&rule| times.second[rule as usize].allows(next)) {
            let of = &times.rules[rule as usize];
            walk.from(&of.graph, 0, at, &mut Taken::default(), &mut |end, taken| {
                let (first, last) = (taken.open.unwrap_or(at), taken.close.unwrap_or(end) - 1);
                let span = Span { start: words[first].span.start, end: words[last].span.end };
                found.push(Match { span, rule: rule as usize, value: of.template.fill(&taken.values) });
            });
        }
    }
    // The first wins, of those the longest, of those the rule that stands first in the file.
    found.sort_by_key(|one| (one.span.start, std::cmp::Reverse(one.span.end), one.rule));
    let mut reached = 0;
    found.retain(|one| {
        let free = one.span.start >= reached;
        reached = if free { one.span.end } else { reached };
        free
    });
    found
}

struct Walk<'w> {
    times: &'w Times,
    grammar: &'w Grammar<'w>,
    words: &'w [Word],
}

impl Walk<'_> {
    /// Calls `each` with the word after the last one, for every way in which the graph takes words from `at` on.
    fn from(&self, graph: &Graph, state: usize, at: usize, taken: &mut Taken, each: &mut dyn FnMut(usize, &Taken)) {
        if state == graph.accept {
            each(at, taken);
        }
        for (step, next) in &graph.steps[state] {
            match step {
                Step::Pass => self.from(graph, *next, at, taken, each),
                Step::Open => {
                    let before = taken.open.replace(at);
                    self.from(graph, *next, at, taken, each);
                    taken.open = before;
                }
                Step::Close => {
                    let before = taken.close.replace(at);
                    self.from(graph, *next, at, taken, each);
                    taken.close = before;
                }
                Step::Not(element) => {
                    let mut there = false;
                    self.take(element, at, &mut |_, _| there = true);
                    if !there {
                        self.from(graph, *next, at, taken, each);
                    }
                }
                Step::Take(element) => {
                    let mut ways: Vec<(usize, Option<String>)> = Vec::new();
                    self.take(element, at, &mut |end, value| ways.push((end, value)));
                    for (end, value) in ways {
                        let before = taken.values.len();
                        taken.values.extend(element.name.zip(value));
                        self.from(graph, *next, end, taken, each);
                        taken.values.truncate(before);
                    }
                }
            }
        }
    }

    /// Calls `each` with the word after the last one and the value, for every way in which an element takes words from `at` on.
    fn take(&self, element: &Element, at: usize, each: &mut dyn FnMut(usize, Option<String>)) {
        let Some(word) = self.words.get(at).filter(|word| word.shape != Shape::Break) else { return };
        if element.glued && word.spaced {
            return;
        }
        let tagged = |times: &Self| {
            element.tag.as_ref().is_none_or(|(wanted, tag)| times.grammar.tag(word.span).is_none_or(|found| (found == tag) == *wanted))
        };
        match &element.test {
            Test::Any => {
                if tagged(self) {
                    each(at + 1, None);
                }
            }
            Test::Words(words) => {
                let Some(id) = word.id else { return };
                if words.iter().any(|&(wanted, capital)| wanted == id && (word.capital || !capital)) && tagged(self) {
                    each(at + 1, None);
                }
            }
            Test::Class(class) => {
                let (Some(id), entries) = (word.id, &self.times.classes[*class]) else { return };
                let first = entries.partition_point(|entry| entry.0 < id);
                let fits = entries[first..].iter().take_while(|entry| entry.0 == id).find(|entry| word.capital || !entry.1);
                if let Some((_, _, value)) = fits.filter(|_| tagged(self)) {
                    each(at + 1, Some(value.clone()));
                }
            }
            Test::Number(low, high, width) => {
                if let Shape::Digits(digits, value) = word.shape
                    && (*low..=*high).contains(&value)
                    && width.is_none_or(|width| width == digits)
                {
                    each(at + 1, Some(value.to_string()));
                }
            }
            Test::Form(form) => {
                let first = &self.times.first[*form];
                let can = match (word.shape, word.id) {
                    (Shape::Digits(..), _) => first[first.len() - 1],
                    (_, Some(id)) => first[id as usize],
                    _ => false,
                };
                if can && tagged(self) {
                    for (graph, template) in &self.times.forms[*form] {
                        self.from(graph, 0, at, &mut Taken::default(), &mut |end, taken| each(end, Some(template.fill(&taken.values))));
                    }
                }
            }
        }
    }
}
