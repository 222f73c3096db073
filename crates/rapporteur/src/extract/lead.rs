//! Records that tell of each speaker in a paragraph: "ANA ORLEN (Veldania) said that ..." and what follows it as the speaker's, without a cue.
//!
//! Press releases on meetings are written so: a name in capitals with its state or office opens a paragraph, and all of the paragraph is
//! what the speaker said. Nothing is taken as told freely where no such name opens a paragraph of the text, nor in a paragraph that does not begin
//! with a statement.

use super::clauses::Found;
use super::cues::Manner;
use super::label::{LabelKind, LabelWords, brackets_of, office_words};
use super::rules::Rule;
use super::source::Source;
use super::syntax::Syntax;
use super::transcript::Turn;
use crate::text::Span;
use std::ops::Range;

/// Words of a name in capitals, at least and at most.
const NAME_WORDS: (usize, usize) = (2, 6);

/// The names in capitals that open paragraphs, each with its state in brackets or its office after a comma.
pub(super) fn leads(syntax: &Syntax<'_>, words: &LabelWords) -> Vec<Turn> {
    let mut found = Vec::new();
    for &paragraph in &syntax.analysis.paragraphs {
        found.extend(lead(syntax, words, paragraph));
    }
    found
}

fn lead(syntax: &Syntax<'_>, words: &LabelWords, paragraph: Span) -> Option<Turn> {
    let line = paragraph.of(syntax.text);
    let name = capitals(words, line)?;
    let rest = &line[name.end..];
    let span = |part: Range<usize>| Span { start: paragraph.start + part.start as u32, end: paragraph.start + part.end as u32 };
    let (affiliation, office, end) = if rest.starts_with(" (") {
        let inside = brackets_of(rest, 1)?;
        let after = rest[inside.end + 1..].trim_start();
        // "NEW DELHI (Agency) — ..." is a dateline and nobody's name.
        if !after.starts_with(|c: char| c.is_lowercase() || c == ',') {
            return None;
        }
        let inside = name.end + inside.start..name.end + inside.end;
        (Some(span(inside.clone())), None, inside.end + 1)
    } else if let Some(after) = rest.strip_prefix(", ") {
        let length = after.find(',')?;
        let office = office_words(&after[..length])?;
        let start = name.end + 2;
        (None, Some(span(start..start + office)), start + office)
    } else {
        return None;
    };
    let label = syntax.within(span(0..end));
    (!label.is_empty()).then(|| Turn {
        kind: LabelKind::Name,
        label,
        name: span(name),
        office,
        affiliation,
        honorific: false,
        content: Vec::new(),
        cue: None,
        rule: Rule::Free,
    })
}

/// The name in capitals that opens a line, as its bytes.
fn capitals(words: &LabelWords, line: &str) -> Option<Range<usize>> {
    let (mut end, mut count) = (0, 0);
    for word in line.split(' ').take(NAME_WORDS.1 + 1) {
        let bare = word.trim_end_matches(',');
        let letters = bare.chars().filter(|c| c.is_alphabetic()).count();
        let shaped = bare.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '’' | '\'' | '.'))
            && !bare.trim_start_matches("Mc").chars().any(char::is_lowercase)
            && (letters > 1 || bare.ends_with('.'));
        if !shaped || letters == 0 {
            break;
        }
        count += 1;
        end += usize::from(end > 0) + bare.len();
        if bare.len() < word.len() {
            break;
        }
    }
    let first = line[..end].split(' ').next().unwrap_or_default();
    (count >= NAME_WORDS.0 && count <= NAME_WORDS.1 && !words.is_field(first)).then_some(0..end)
}

/// What is told without a cue in the paragraphs of such a record: each sentence after the first that nothing else was found in.
pub(super) fn free(syntax: &Syntax<'_>, leads: &[Turn], all: &[Found]) -> Vec<Found> {
    if leads.is_empty() {
        return Vec::new();
    }
    // For each sentence whether something stands in it, and for each paragraph who opens it by saying something.
    let mut touched = vec![false; syntax.analysis.sentences.len()];
    let mut opened: std::collections::BTreeMap<usize, &Source> = std::collections::BTreeMap::new();
    for found in all {
        for &token in found.cue.iter().chain(&found.content) {
            touched[syntax.sentence[token]] = true;
        }
        let Some(source) = &found.source else { continue };
        let paragraph = syntax.paragraph[source.head];
        let first = syntax.analysis.paragraphs[paragraph].start;
        let opens = source.tokens.first().is_some_and(|&token| syntax.span(token).start == first);
        if opens && found.manner == Manner::Speech && !matches!(found.rule, Rule::Turn | Rule::Free) {
            opened.entry(paragraph).or_insert(source);
        }
    }
    let mut free = Vec::new();
    for (at, sentence) in syntax.analysis.sentences.iter().enumerate() {
        let Some(&first) = sentence.tokens.clone().collect::<Vec<_>>().first() else { continue };
        let Some(source) = opened.get(&syntax.paragraph[first]) else { continue };
        if touched[at]
            || syntax.sentence[source.head] == at
            || !sentence.tokens.clone().any(|token| matches!(syntax.upos[token], "VERB" | "AUX"))
        {
            continue;
        }
        free.push(Found {
            content: sentence.tokens.clone().collect(),
            cue: Vec::new(),
            source: Some((*source).clone()),
            addressee: None,
            medium: None,
            manner: Manner::Speech,
            rule: Rule::Free,
        });
    }
    free
}
