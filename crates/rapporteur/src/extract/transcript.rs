//! Transcripts: turns led by labels, each one statement of whom its label names.
//!
//! Briefings, interviews, verbatim records of meetings. A turn is everything up to the next label, over as many paragraphs as that takes. A label counts
//! where only transcripts write so or where labels come again; a single capitalised word before a colon stays what [`super::speech`] makes of
//! it. Nothing is guessed of who asks: questions belong to a reporter without a name.

use super::clauses::Found;
use super::cues::{Cues, Manner};
use super::label::{Certainty, Label, LabelKind, LabelWords, label, name_alone};
use super::lead::leads;
use super::roles::Roles;
use super::rules::Rule;
use super::source::Source;
use super::speech::SPEECH_WORDS;
use super::syntax::Syntax;
use crate::analyze::NameKind;
use crate::text::{Span, fold};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The turns of a text; where it is no transcript, the paragraphs that a name and a colon lead.
#[derive(Debug, Default)]
pub(super) struct Transcript {
    pub(super) turns: Vec<Turn>,
    /// Lines that say who holds an office in the talk: "President: Mr. Hale (Ostrel)".
    pub(super) holders: Vec<(Turn, Turn)>,
    /// Tokens before the first label.
    pub(super) preface: usize,
    /// Paragraphs that nobody says, in order: what a clerk notes of the meeting.
    pub(super) asides: Vec<usize>,
    /// Names in capitals that open the paragraphs of a release on a meeting; nothing is said under them.
    pub(super) leads: Vec<Turn>,
}

/// A label and what is said under it.
#[derive(Clone, Debug)]
pub(super) struct Turn {
    pub(super) kind: LabelKind,
    /// Tokens of the label that name who speaks, state in brackets included.
    pub(super) label: Range<usize>,
    /// The name, or the office that stands for it.
    pub(super) name: Span,
    pub(super) office: Option<Span>,
    pub(super) affiliation: Option<Span>,
    /// Does an honorific stand before the name?
    pub(super) honorific: bool,
    /// What is said, in order.
    pub(super) content: Vec<usize>,
    /// The colon.
    pub(super) cue: Option<usize>,
    pub(super) rule: Rule,
}

/// A line that may begin a turn.
struct Candidate {
    label: Label,
    /// Where the line begins in the text.
    start: u32,
    /// The first token of the line, and the first of what is said.
    tokens: Range<usize>,
    /// Does it begin a paragraph?
    leads: bool,
    /// What makes two labels the same: the last word of the name, or the office.
    key: String,
}

/// A text that has this many labels or fewer, the first of them late, only holds an excerpt of a transcript: a turn is then its own paragraph alone. A guess.
const EXCERPT: usize = 2;

/// The turns of a report.
pub(super) fn transcript(syntax: &Syntax<'_>, words: &LabelWords, roles: &Roles, cues: &Cues) -> Transcript {
    let mut candidates = candidates(syntax, words, roles);
    if !accept(syntax, &mut candidates) {
        return Transcript { turns: credits(syntax, &candidates), leads: leads(syntax, words), ..Transcript::default() };
    }
    let mut transcript = Transcript::default();
    let mut labels = Vec::new();
    for candidate in candidates {
        match definition(syntax, words, roles, &candidate) {
            Some(holder) => transcript.holders.push((turn(syntax, &candidate), holder)),
            None => labels.push(candidate),
        }
    }
    let speaking: Vec<&Candidate> = labels.iter().filter(|candidate| candidate.label.kind != LabelKind::Field).collect();
    let Some(first) = speaking.first() else { return Transcript::default() };
    transcript.preface = first.tokens.start;
    let noted = |&at: &usize| {
        let line = syntax.analysis.paragraphs[at].of(syntax.text);
        words.is_aside(line) || words.is_end(line)
    };
    transcript.asides = (0..syntax.analysis.paragraphs.len()).filter(noted).collect();
    let paragraphs = syntax.analysis.paragraphs.len();
    let late = syntax.paragraph[first.tokens.start] > 3 && 2 * syntax.paragraph[first.tokens.start] > paragraphs;
    let excerpt = speaking.len() <= EXCERPT && late;
    for (at, candidate) in labels.iter().enumerate().filter(|(_, candidate)| candidate.label.kind != LabelKind::Field) {
        let end = labels.get(at + 1).map_or(syntax.len(), |next| next.tokens.start);
        let mut turn = turn(syntax, candidate);
        turn.content = said(syntax, words, cues, &turn, candidate.tokens.end..end, excerpt);
        if turn.content.iter().any(|&token| !syntax.is_mark(token)) {
            transcript.turns.push(turn);
        }
    }
    transcript
}

impl Transcript {
    /// The turns as statements.
    pub(super) fn found(&self) -> Vec<Found> {
        let found = |turn: &Turn| Found {
            content: turn.content.clone(),
            cue: turn.cue.into_iter().collect(),
            source: Some(Source { head: turn.label.end - 1, tokens: turn.label.clone().collect() }),
            addressee: None,
            medium: None,
            manner: Manner::Speech,
            rule: turn.rule,
        };
        self.turns.iter().map(found).collect()
    }

    /// Is this no statement in a transcript: noted by a clerk, or said in a turn without a source, as in "Governor, were you told?"?
    pub(super) fn is_nobodys(&self, syntax: &Syntax<'_>, found: &Found) -> bool {
        let Some(&cue) = found.cue.first().filter(|_| found.rule != Rule::Turn) else { return false };
        self.asides.binary_search(&syntax.paragraph[cue]).is_ok() || (found.source.is_none() && self.turn_of(cue).is_some())
    }

    /// Is this the turn of someone who asks?
    pub(super) fn asks(&self, found: &Found) -> bool {
        let first = found.source.as_ref().and_then(|source| source.tokens.first());
        found.rule == Rule::Turn && self.turns.iter().any(|turn| turn.kind == LabelKind::Question && Some(&turn.label.start) == first)
    }

    /// Does a token stand in a label, its colon included?
    pub(super) fn is_label(&self, token: usize) -> bool {
        let at = self.turns.partition_point(|turn| turn.label.start <= token);
        at.checked_sub(1).is_some_and(|at| self.turns[at].label.contains(&token) || self.turns[at].cue == Some(token))
    }

    /// The turn that a token is said in.
    pub(super) fn turn_of(&self, token: usize) -> Option<usize> {
        let at = self.turns.partition_point(|turn| turn.label.start <= token).checked_sub(1)?;
        self.turns[at].content.binary_search(&token).is_ok().then_some(at)
    }
}

fn turn(syntax: &Syntax<'_>, candidate: &Candidate) -> Turn {
    let label = &candidate.label;
    let span = |part: &Range<usize>| Span { start: candidate.start + part.start as u32, end: candidate.start + part.end as u32 };
    let tokens = syntax.within(span(&label.whole));
    let start = if tokens.is_empty() { candidate.tokens.start..candidate.tokens.start + 1 } else { tokens };
    let cue = (start.end..candidate.tokens.end).find(|&token| syntax.form(token) == ":");
    Turn {
        kind: label.kind,
        label: start,
        name: span(&label.name),
        office: label.office.as_ref().map(span),
        affiliation: label.affiliation.as_ref().map(span),
        honorific: label.honorific,
        content: Vec::new(),
        cue,
        rule: Rule::Turn,
    }
}

/// Every line, and every sentence within one, that has the form of a label.
fn candidates(syntax: &Syntax<'_>, words: &LabelWords, roles: &Roles) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut before = usize::MAX;
    for sentence in &syntax.analysis.sentences {
        let Some(first) = Some(sentence.tokens.start).filter(|&first| first < sentence.tokens.end) else { continue };
        let paragraph = syntax.paragraph[first];
        let leads = paragraph != before;
        before = paragraph;
        // An article that prints a talk opens each paragraph of it with a quotation mark.
        let opens =
            syntax.text[sentence.span.start as usize..].chars().next().filter(|c| matches!(c, '“' | '"')).map_or(0, char::len_utf8) as u32;
        if syntax.quotation[first].is_some() && !(leads && opens > 0) {
            continue;
        }
        let line = syntax.analysis.paragraphs[paragraph];
        let start = sentence.span.start + opens;
        let Some(label) = label(words, roles, Span { start, end: line.end }.of(syntax.text)) else { continue };
        let said = start + label.end as u32;
        let end = (first..syntax.len()).find(|&token| syntax.span(token).start >= said).unwrap_or(syntax.len());
        if end == first {
            continue;
        }
        let key = key(&label, &syntax.text[start as usize..]);
        found.push(Candidate { label, start, tokens: first..end, leads, key });
    }
    found
}

fn key(label: &Label, line: &str) -> String {
    let words = &line[label.name.clone()];
    match label.kind {
        LabelKind::Question => "question".to_owned(),
        LabelKind::Answer => "answer".to_owned(),
        LabelKind::Name => fold(words.rsplit(' ').next().unwrap_or(words)),
        LabelKind::Office | LabelKind::Field => fold(words),
    }
}

/// Turns that a text has at least which is all talk, and of its paragraphs, in tenths, how many they lead. A guess.
const TALK: usize = 3;
const NEARLY: usize = 7;

/// Is this a transcript? If so, leaves the candidates that are labels, fields among them.
fn accept(syntax: &Syntax<'_>, candidates: &mut Vec<Candidate>) -> bool {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for candidate in candidates.iter().filter(|candidate| candidate.label.kind != LabelKind::Field) {
        *counts.entry(&candidate.key).or_default() += 1;
    }
    let common = common_words(syntax, candidates);
    let again = |candidate: &Candidate| counts.get(candidate.key.as_str()).is_some_and(|&count| count > 1);
    let is_common = |candidate: &Candidate| candidate.label.kind == LabelKind::Name && common.contains(&candidate.key);
    let sure = |candidate: &Candidate| candidate.label.certainty == Certainty::Unmistakable && candidate.leads && !is_common(candidate);
    let asks = |candidate: &Candidate| matches!(candidate.label.kind, LabelKind::Question | LabelKind::Answer);
    // A text in which a word in capitals and a colon lead nearly every paragraph, one of them more than once, is all talk.
    let loud = |candidate: &Candidate| {
        let name = &syntax.text[candidate.start as usize..][candidate.label.name.clone()];
        candidate.leads && candidate.label.kind == LabelKind::Name && !name.chars().any(char::is_lowercase) && !is_common(candidate)
    };
    let talk = candidates.iter().filter(|candidate| loud(candidate)).count();
    let talk = talk >= TALK
        && talk * 10 >= syntax.analysis.paragraphs.len() * NEARLY
        && candidates.iter().any(|candidate| loud(candidate) && again(candidate));
    // A name that is one by its form, by the name finder, or because it comes again.
    let named = |candidate: &Candidate| {
        let label = &candidate.label;
        let tokens = syntax.within(Span { start: candidate.start + label.name.start as u32, end: candidate.start + label.name.end as u32 });
        let person = tokens.clone().any(|token| syntax.analysis.name_at(token).is_some_and(|name| name.kind == NameKind::Person));
        let known = tokens.clone().any(|token| syntax.analysis.name_at(token).is_some());
        match label.kind {
            LabelKind::Name => {
                !is_common(candidate)
                    && (talk && loud(candidate) || again(candidate) || label.honorific || person || (known && label.office.is_some()))
            }
            LabelKind::Office => true,
            LabelKind::Question | LabelKind::Answer => true,
            LabelKind::Field => false,
        }
    };
    let leading = || candidates.iter().filter(|candidate| candidate.leads && candidate.label.kind != LabelKind::Field);
    let keys: BTreeSet<&str> = leading().filter(|candidate| named(candidate)).map(|candidate| candidate.key.as_str()).collect();
    let count = leading().filter(|candidate| named(candidate)).count();
    let questions = leading().filter(|candidate| asks(candidate)).count();
    let returns = leading().any(|candidate| again(candidate) && named(candidate));
    // In a text whose paragraphs were lost, names with more than a word lead sentences.
    let flat = candidates.iter().filter(|candidate| again(candidate) && flat_name(candidate) && named(candidate)).count();
    let is_transcript = leading().any(sure)
        || (questions > 0 && count > 1)
        || (returns && count > 2 && keys.len() > 1)
        || (leading().next().is_some_and(|first| first.tokens.start == 0 && named(first)) && flat > 0 && count > 0)
        || flat > 3
        || is_address(syntax, candidates, &named);
    if !is_transcript {
        return false;
    }
    let kept: Vec<bool> = candidates
        .iter()
        .map(|candidate| match candidate.label.kind {
            LabelKind::Field => candidate.leads,
            _ if candidate.leads => sure(candidate) || named(candidate),
            // Within a paragraph only a name that leads elsewhere too, or comes again in full.
            LabelKind::Name => {
                named(candidate)
                    && (again(candidate) || candidate.label.office.is_some())
                    && (flat_name(candidate) || keys.contains(candidate.key.as_str()))
            }
            LabelKind::Office | LabelKind::Question | LabelKind::Answer => {
                again(candidate) && keys.contains(candidate.key.as_str()) && candidate.label.end > 2
            }
        })
        .collect();
    let mut kept = kept.into_iter();
    candidates.retain(|_| kept.next().unwrap_or(false));
    true
}

/// Words that what one speaker says has at least, and how often he says "I" or "we" in it. A guess.
const ADDRESS: (usize, usize) = (40, 3);

/// Is the one label of a text, at its head, that of who holds an office and goes on to speak of himself: "President of Norland Ada Brik: Citizens, …"?
fn is_address(syntax: &Syntax<'_>, candidates: &[Candidate], named: &impl Fn(&Candidate) -> bool) -> bool {
    let mut labels = candidates.iter().filter(|candidate| candidate.label.kind != LabelKind::Field);
    let (Some(one), None) = (labels.next(), labels.next()) else { return false };
    let opens = one.leads && syntax.paragraph[one.tokens.start] < OPENING;
    let (words, times) = ADDRESS;
    let own = |token: &usize| syntax.quotation[*token].is_none() && matches!(syntax.low(*token), "i" | "we" | "our" | "my" | "us" | "me");
    let said = one.tokens.end..syntax.len();
    opens
        && one.label.kind == LabelKind::Name
        && one.label.office.is_some()
        && named(one)
        && said.len() >= words
        && said.filter(own).count() >= times
}

/// Paragraphs at the head of a text among which its one label may stand: behind a title and a day.
const OPENING: usize = 4;

/// In a text that is no transcript, paragraphs that a name and a colon lead, as in "REYES: We will wait." A name in capitals must be one that the
/// name finder or the rest of the text knows, or have an office; the headline's may be any name.
fn credits(syntax: &Syntax<'_>, candidates: &[Candidate]) -> Vec<Turn> {
    let common = common_words(syntax, candidates);
    let surnames = super::naming::surnames(syntax);
    let credit = |candidate: &Candidate| {
        let label = &candidate.label;
        let mut turn = turn(syntax, candidate);
        let said = candidate.tokens.end
            ..(candidate.tokens.end..syntax.len())
                .find(|&token| syntax.paragraph[token] != syntax.paragraph[candidate.tokens.start])
                .unwrap_or(syntax.len());
        let is_named = |token: usize| syntax.analysis.name_at(token).is_some();
        let capitals = !turn.name.of(syntax.text).chars().any(char::is_lowercase);
        let known = surnames.contains(&candidate.key) || turn.label.clone().any(is_named) || label.office.is_some() || label.honorific;
        // "Veldania: what is known" is about a place and by nobody.
        let speaks = |token: usize| syntax.analysis.name_at(token).is_some_and(|name| name.kind != NameKind::Place);
        let headline = syntax.paragraph[candidate.tokens.start] == 0 && turn.label.clone().all(speaks);
        let enough = said.clone().filter(|&token| !syntax.is_mark(token)).count() >= SPEECH_WORDS;
        let named = label.kind == LabelKind::Name && !common.contains(&candidate.key) && (capitals && known || headline);
        turn.rule = Rule::Credit;
        turn.content = said.collect();
        (candidate.leads && enough && named && turn.cue.is_some()).then_some(turn)
    };
    candidates.iter().filter_map(credit).collect()
}

fn flat_name(candidate: &Candidate) -> bool {
    candidate.label.kind == LabelKind::Name && candidate.label.whole.len() > candidate.key.len() + 1
}

/// Of the keys of names, those that the text also writes small: words and not names.
fn common_words(syntax: &Syntax<'_>, candidates: &[Candidate]) -> BTreeSet<String> {
    let keys: BTreeSet<&str> =
        candidates.iter().filter(|candidate| candidate.label.kind == LabelKind::Name).map(|candidate| candidate.key.as_str()).collect();
    if keys.is_empty() {
        return BTreeSet::new();
    }
    (0..syntax.len()).map(|token| syntax.form(token)).filter(|form| keys.contains(form)).map(str::to_owned).collect()
}

/// "President: Mr. Hale (Ostrel)": nobody speaks, it is told who presides.
fn definition(syntax: &Syntax<'_>, words: &LabelWords, roles: &Roles, candidate: &Candidate) -> Option<Turn> {
    let last = *syntax.analysis.paragraphs.get(syntax.paragraph[candidate.tokens.start])?;
    let start = candidate.start + candidate.label.end as u32;
    if candidate.label.kind != LabelKind::Office || !candidate.leads || start >= last.end {
        return None;
    }
    let line = Span { start, end: last.end };
    let label = name_alone(words, roles, line.of(syntax.text))?;
    let tokens = syntax.within(line);
    Some(turn(syntax, &Candidate { label, start, tokens, leads: false, key: String::new() }))
}

/// What is said under a label: the tokens of the turn without asides, up to where a paragraph is no longer the speaker's.
fn said(syntax: &Syntax<'_>, words: &LabelWords, cues: &Cues, turn: &Turn, within: Range<usize>, excerpt: bool) -> Vec<usize> {
    let mut content = Vec::new();
    let home = within.start.checked_sub(1).map(|label| syntax.paragraph[label]);
    let mut start = within.start;
    while start < within.end {
        let paragraph = syntax.paragraph[start];
        let end = (start..within.end).find(|&token| syntax.paragraph[token] != paragraph).unwrap_or(within.end);
        let line = syntax.analysis.paragraphs[paragraph].of(syntax.text);
        let tokens = start..end;
        start = end;
        if Some(paragraph) != home {
            if words.is_end(line) || (excerpt && !content.is_empty()) || tells_of(syntax, cues, turn, tokens.clone()) {
                break;
            }
            if words.is_aside(line) {
                continue;
            }
        }
        content.extend(tokens);
    }
    content
}

/// Does a paragraph tell what the speaker says, as an article around a transcript does: "Orlen said", "said Orlen"?
fn tells_of(syntax: &Syntax<'_>, cues: &Cues, turn: &Turn, paragraph: Range<usize>) -> bool {
    if turn.kind != LabelKind::Name {
        return false;
    }
    let surname = turn.name.of(syntax.text).rsplit(' ').next().map(fold).unwrap_or_default();
    let says = |token: usize| {
        paragraph.contains(&token)
            && syntax.quotation[token].is_none()
            && matches!(syntax.xpos[token], "VBD" | "VBZ")
            && cues.quotes(&syntax.lemma[token])
    };
    paragraph.clone().any(|token| {
        syntax.quotation[token].is_none()
            && fold(syntax.form(token)) == surname
            && (says(token + 1) || token.checked_sub(1).is_some_and(says))
    })
}
