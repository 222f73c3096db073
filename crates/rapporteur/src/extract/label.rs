//! What leads a turn of a transcript: "QUESTION:", "Mr. Orlen (Veldania) (spoke in French):", "Ana Reyes, Harbour Minister:".
//!
//! It reads one line and the word lists, and says what its parts would be if it were a label. Whether a text is a transcript, and which
//! of its lines lead turns, is for [`super::transcript`] to say.

use super::roles::Roles;
use crate::resources::ResourceError;
use crate::text::fold;
use std::collections::BTreeSet;
use std::ops::Range;

/// Words by which transcripts of a language are read.
#[derive(Debug, Default)]
pub(super) struct LabelWords {
    questions: BTreeSet<String>,
    answers: BTreeSet<String>,
    offices: BTreeSet<String>,
    honorifics: BTreeSet<String>,
    stages: Vec<String>,
    asides: Vec<String>,
    ends: BTreeSet<String>,
    fields: BTreeSet<String>,
}

/// What a label names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LabelKind {
    /// Someone who asks and is not named.
    Question,
    /// Whoever answers the questions.
    Answer,
    /// An office or a part in the talk: "THE PRESIDENT", "Moderator".
    Office,
    /// A name.
    Name,
    /// A field of an advisory or an export: nobody.
    Field,
}

/// How far the form of a label alone can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Certainty {
    /// Prose may begin so.
    Likely,
    /// A state in brackets after a name, or capitals with an honorific or an office: only transcripts write so.
    Unmistakable,
}

/// The parts of a label, as bytes of the line that it leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Label {
    pub(super) kind: LabelKind,
    pub(super) certainty: Certainty,
    /// Everything but what tells how words were given.
    pub(super) whole: Range<usize>,
    /// The name, without honorific.
    pub(super) name: Range<usize>,
    /// Offices around the name, or the office that stands for it.
    pub(super) office: Option<Range<usize>>,
    /// State or body in brackets.
    pub(super) affiliation: Option<Range<usize>>,
    /// Does an honorific stand before the name?
    pub(super) honorific: bool,
    /// Where what is said begins.
    pub(super) end: usize,
}

/// A label is no longer than this many bytes. A guess: the longest seen, an office of several words with a state, has 100.
const LONGEST: usize = 140;

/// Words that a name with its offices before it may have.
const NAME_WORDS: usize = 9;

/// Small words that stand inside names and offices.
const PARTICLES: [&str; 24] = [
    "of", "the", "for", "and", "to", "de", "van", "von", "der", "den", "la", "le", "da", "do", "dos", "du", "di", "del", "al", "el", "bin",
    "ibn", "ben", "y",
];

impl LabelWords {
    /// Reads lines of `kind<TAB>phrases parted by semicolons`; kinds are `question`, `answer`, `office`, `honorific`, `stage`, `aside`, `end` and
    /// `field`. Empty lines and lines that begin with `#` are comments; a phrase may begin with `#`.
    ///
    /// # Errors
    /// When a line has another form; the error names it.
    pub(super) fn read(source: &str) -> Result<Self, ResourceError> {
        let mut words = Self::default();
        for (at, line) in source.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
            let wrong = || ResourceError { resource: "transcript", line: at + 1, problem: format!("cannot read `{line}`") };
            let (kind, phrases) = line.split_once('\t').ok_or_else(wrong)?;
            let phrases = phrases.split(';').map(str::to_owned);
            match kind {
                "question" => words.questions.extend(phrases),
                "answer" => words.answers.extend(phrases),
                "office" => words.offices.extend(phrases),
                "honorific" => words.honorifics.extend(phrases),
                "stage" => words.stages.extend(phrases),
                "aside" => words.asides.extend(phrases),
                "end" => words.ends.extend(phrases),
                "field" => words.fields.extend(phrases),
                _ => return Err(wrong()),
            }
        }
        Ok(words)
    }

    /// Does nobody say this paragraph: "(Laughter.)", "A vote was taken by show of hands."?
    pub(super) fn is_aside(&self, line: &str) -> bool {
        let line = line.trim_matches(['“', '”', '"']);
        let bracketed = [('(', ')'), ('[', ']')].iter().any(|&(open, close)| line.starts_with(open) && line.ends_with(close));
        bracketed || led_by(&self.asides, line)
    }

    /// Does the talk end before this paragraph?
    pub(super) fn is_end(&self, line: &str) -> bool {
        let folded = fold(line);
        let bare = folded.trim_matches(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']' | '.' | ':'));
        let first = line.split_whitespace().next().unwrap_or_default();
        self.ends.contains(bare) || (first == "END" && line.len() < 40) || (self.ends.contains(&folded) && !folded.is_empty())
    }

    /// Does a field of an advisory or an export go by this word?
    pub(super) fn is_field(&self, word: &str) -> bool {
        self.fields.contains(&fold(word.trim_end_matches(':')))
    }

    /// Is this word of a label an office, or a part of one?
    fn is_office(&self, roles: &Roles, word: &str) -> bool {
        let folded = fold(word.trim_end_matches('.'));
        let known = |word: &str| self.offices.contains(word) || roles.is_person(word);
        known(&folded) || (folded.contains('-') && folded.split('-').any(known))
    }

    fn is_honorific(&self, word: &str) -> bool {
        self.honorifics.contains(fold(word).trim_end_matches('.'))
    }
}

/// The label that leads a line, if one can.
pub(super) fn label(words: &LabelWords, roles: &Roles, line: &str) -> Option<Label> {
    letter(words, line).or_else(|| before_colon(words, roles, line))
}

/// The parts of a name that stands alone, as in "Mr. Hale (Ostrel)" where a record lists who presides.
pub(super) fn name_alone(words: &LabelWords, roles: &Roles, line: &str) -> Option<Label> {
    let read = parts(words, roles, line.trim_end().trim_end_matches(['.', '…']), line.len())?;
    (read.kind == LabelKind::Name && (read.honorific || read.affiliation.is_some())).then_some(read)
}

/// "Q    And the flour?", "Q. And the flour?", "A. There is flour."
fn letter(words: &LabelWords, line: &str) -> Option<Label> {
    let marker = line.chars().next().filter(char::is_ascii_uppercase)?;
    let folded = marker.to_ascii_lowercase().to_string();
    let kind = match () {
        () if words.questions.contains(&folded) => LabelKind::Question,
        () if words.answers.contains(&folded) => LabelKind::Answer,
        () => return None,
    };
    let digits = line[1..].chars().take_while(char::is_ascii_digit).count();
    let end = 1 + digits;
    let rest = &line[end..];
    let gap = rest.len() - rest.trim_start().len();
    let begins = rest.trim_start().starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '"' | '(' | '[' | '…' | '.'));
    let marked = [". ", ") ", ".) "].iter().find(|mark| rest.starts_with(**mark)).map(|mark| mark.len());
    // A single space after "Q" is enough, after "A" it is the article.
    let spaced = gap > 1 || (gap == 1 && kind == LabelKind::Question && begins);
    let end = match marked {
        Some(mark) if rest[mark..].trim_start().starts_with(char::is_uppercase) => end + mark,
        _ if spaced => end + gap,
        _ => return None,
    };
    Some(Label {
        kind,
        certainty: Certainty::Likely,
        whole: 0..1 + digits,
        name: 0..1 + digits,
        office: None,
        affiliation: None,
        honorific: false,
        end,
    })
}

fn before_colon(words: &LabelWords, roles: &Roles, line: &str) -> Option<Label> {
    let limit = line.char_indices().map(|(at, c)| at + c.len_utf8()).take_while(|&end| end <= LONGEST).last()?;
    let colon = line[..limit].find(':')?;
    let after = &line[colon + 1..];
    if !(after.is_empty() || after.starts_with(|c: char| c.is_whitespace() || matches!(c, '“' | '"' | '(' | '['))) {
        return None;
    }
    // "(Through an interpreter.)" after the colon tells how the words were given too.
    let mut end = colon + 1 + (after.len() - after.trim_start().len());
    if let Some((open, close)) = [('(', ')'), ('[', ']')].into_iter().find(|&(open, _)| line[end..].starts_with(open))
        && let Some(length) = line[end..].find(close).filter(|&length| is_stage(words, &line[end + open.len_utf8()..end + length]))
    {
        end += length + close.len_utf8();
    }
    parts(words, roles, &line[..colon], end)
}

/// Reads what stands before a colon; `end` is where speech begins.
fn parts(words: &LabelWords, roles: &Roles, head: &str, end: usize) -> Option<Label> {
    let first = head.find(|c: char| !c.is_whitespace())?;
    if head[first..].contains(['“', '”', '"', '?', '!', ';', '…', '@', '=', '/']) || head.contains("http") {
        return None;
    }
    let outside = head.find(['(', '[']).unwrap_or(head.len());
    let (affiliation, staged) = brackets(words, head, outside)?;
    let core_end = head[..outside].trim_end_matches([',', ' ', '\u{a0}']).len();
    let core = &head[..core_end];
    if core.trim().is_empty() {
        return None;
    }
    let whole = first..affiliation.as_ref().map_or(core_end, |inside| inside.end + 1);
    let make = |kind: LabelKind, name: Range<usize>, office: Option<Range<usize>>, honorific: bool, certainty: Certainty| Label {
        kind,
        certainty,
        whole: whole.clone(),
        name,
        office,
        affiliation: affiliation.clone(),
        honorific,
        end,
    };
    let folded = fold(core.trim());
    let bare = folded.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '.' | '#'));
    let (question, answer) = (words.questions.contains(bare), words.answers.contains(bare));
    if (question || answer) && core.starts_with(char::is_uppercase) {
        let kind = if question { LabelKind::Question } else { LabelKind::Answer };
        return Some(make(kind, first..core_end, None, false, Certainty::Likely));
    }
    if words.fields.contains(bare) {
        return Some(make(LabelKind::Field, first..core_end, None, false, Certainty::Likely));
    }
    let comma = core.find(", ");
    let (name_end, second) = comma.map_or((core_end, None), |comma| (comma, Some(comma + 2..core_end)));
    let (mut title, mut name, mut honorific) = split(words, roles, core, first..name_end)?;
    let mut office = second;
    // "Official Spokesperson, Mr. Orlen": the office stands first.
    if name.is_none()
        && let Some(after) = office.clone()
        && let Some((None, Some(found), polite)) = split(words, roles, core, after)
    {
        (office, name, honorific) = (title.take(), Some(found), polite);
    }
    if office.as_ref().is_some_and(|office| core[office.clone()].split_whitespace().count() > NAME_WORDS) {
        return None;
    }
    let office = title.or(office);
    let capitals = core[first..name_end].split_whitespace().filter(|word| !PARTICLES.contains(word)).all(|word| {
        // "The PRESIDENT", "Mr. ORLEN" as official records print it.
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        words.is_honorific(word)
            || word == "The"
            || (letters > 1 && !word.trim_start_matches("Mc").chars().any(char::is_lowercase))
            || letters == 1
    }) && core.chars().filter(|c| c.is_uppercase()).count() > 2;
    let polite = honorific || office.is_some();
    let certainty = match () {
        () if affiliation.is_some() && (polite || capitals || staged) => Certainty::Unmistakable,
        () if capitals && polite => Certainty::Unmistakable,
        () if staged => Certainty::Unmistakable,
        () => Certainty::Likely,
    };
    Some(match (name, office) {
        (Some(name), office) => make(LabelKind::Name, name, office, honorific, certainty),
        (None, Some(office)) => make(LabelKind::Office, office.clone(), Some(office), honorific, certainty),
        (None, None) => return None,
    })
}

/// What stands in brackets after a name: the state or body, and whether a bracket tells how words were given. None where other words stand there.
fn brackets(words: &LabelWords, head: &str, outside: usize) -> Option<(Option<Range<usize>>, bool)> {
    let (mut at, mut affiliation, mut staged) = (outside, None, false);
    while at < head.len() {
        let rest = &head[at..];
        let trimmed = rest.trim_start_matches([' ', ',', '\u{a0}']);
        if trimmed.is_empty() {
            break;
        }
        at += rest.len() - trimmed.len();
        let close = match trimmed.chars().next()? {
            '(' => ')',
            '[' => ']',
            _ => return None,
        };
        let inside = at + 1..at + trimmed.find(close)?;
        let said = &head[inside.clone()];
        at = inside.end + 1;
        if is_stage(words, said) || said.starts_with(|c: char| c.is_ascii_digit()) {
            staged |= !said.starts_with(|c: char| c.is_ascii_digit());
        } else if affiliation.is_none() && said.starts_with(char::is_uppercase) && said.split_whitespace().count() <= 8 {
            affiliation = Some(inside);
        } else {
            return None;
        }
    }
    Some((affiliation, staged))
}

/// The inside of the bracket that opens at a byte, where it is a state or body: a few words that begin with a capital.
pub(super) fn brackets_of(line: &str, open: usize) -> Option<Range<usize>> {
    let inside = open + 1..open + line[open..].find(')')?;
    let words = &line[inside.clone()];
    (words.starts_with(char::is_uppercase) && words.split_whitespace().count() <= NAME_WORDS).then_some(inside)
}

/// Bytes of words that are an office: a few, the first with a capital.
pub(super) fn office_words(words: &str) -> Option<usize> {
    (words.starts_with(char::is_uppercase) && words.split_whitespace().count() <= NAME_WORDS + 3).then_some(words.len())
}

fn is_stage(words: &LabelWords, inside: &str) -> bool {
    led_by(&words.stages, inside)
}

fn led_by(phrases: &[String], line: &str) -> bool {
    let folded = fold(line.trim());
    phrases.iter().any(|phrase| folded.strip_prefix(phrase.as_str()).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)))
}

/// An office, a name, and whether an honorific stands before the name.
type Split = (Option<Range<usize>>, Option<Range<usize>>, bool);

/// Parts words into the office that leads and the name; none where they have not the shape of either.
fn split(words: &LabelWords, roles: &Roles, core: &str, within: Range<usize>) -> Option<Split> {
    let spans = word_spans(core, within);
    if spans.is_empty() || spans.len() > NAME_WORDS {
        return None;
    }
    let form = |at: usize| &core[spans[at].clone()];
    for at in 0..spans.len() {
        let word = form(at);
        let stop = word.ends_with('.');
        let short = word.chars().filter(|c| c.is_alphabetic()).count() <= 4 || words.is_honorific(word);
        let shaped = word.starts_with(char::is_uppercase) || (at > 0 && (PARTICLES.contains(&word) || is_prefixed(word)));
        if !shaped || (stop && !short) || word.chars().any(|c| c.is_ascii_digit() || matches!(c, '%' | '$' | '€' | '&' | '+')) {
            return None;
        }
    }
    let last_office = (0..spans.len()).rev().find(|&at| words.is_office(roles, form(at)) && !words.is_honorific(form(at)));
    let article = fold(form(0)) == "the";
    let mut start = last_office.map_or(0, |at| at + 1);
    // "President of Veldania Tomas Reyl", "Minister for Foreign Affairs": the last two words are the name where more than two are left.
    if last_office.is_some() && start < spans.len() && matches!(form(start), "of" | "for" | "OF" | "FOR" | "to" | "TO" | "and" | "AND") {
        let left = spans.len() - start - 1;
        start = if left > 2 { spans.len() - 2 } else { spans.len() };
    }
    let mut honorific = false;
    let title_end = start;
    while start < spans.len() && words.is_honorific(form(start)) {
        (honorific, start) = (true, start + 1);
    }
    // "Madam President", "The Hon. Speaker": an honorific before an office is a part of it.
    let before = (0..title_end).any(|at| !words.is_honorific(form(at)) && fold(form(at)) != "the");
    honorific |= last_office.is_none() && start > 0;
    let title = (last_office.is_some() && before).then(|| spans[0].start..spans[title_end - 1].end);
    let name = (start < spans.len()).then(|| spans[start].start..spans[spans.len() - 1].end);
    match (&title, &name) {
        // "The Harbour": an article leads no name.
        (None, Some(_)) if article => None,
        (None, None) => None,
        _ => Some((title, name, honorific)),
    }
}

/// "al-Sahhaf", "d'Orlen": a name that begins small.
fn is_prefixed(word: &str) -> bool {
    ["al-", "el-", "d'", "d’", "ad-", "as-", "an-", "ash-", "ar-"]
        .iter()
        .any(|prefix| word.strip_prefix(prefix).is_some_and(|rest| rest.starts_with(char::is_uppercase)))
}

/// Words parted by white space, as bytes of the line.
fn word_spans(line: &str, within: Range<usize>) -> Vec<Range<usize>> {
    let (mut spans, mut start) = (Vec::new(), None);
    for (at, c) in line[within.clone()].char_indices().map(|(at, c)| (within.start + at, c)) {
        match (c.is_whitespace(), start) {
            (false, None) => start = Some(at),
            (true, Some(from)) => {
                spans.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    spans.extend(start.map(|from| from..within.end));
    spans
}
