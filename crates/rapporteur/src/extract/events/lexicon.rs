//! The lexicon of events: one file for each type in the folder of a language, and the classes of words that all of them use.
//!
//! A line of a type's file, fields parted by tabs, is one of
//! - `rule`, code, title, page: what the rule reads and what it leaves;
//! - `example`, code, sentence, `actors > recipients` (several parted by `;`): the rule must find it so;
//! - `counter`, code, sentence: the rule must not find anything in it;
//! - `miss`, code, sentence: what it should find and does not;
//! - `frame`, code, `verb|noun|adj`, words, pattern, mode, context.
//!
//! Words of a frame are lemmas; `carry+out` has a particle. Items of a pattern are parted by blanks:
//! - `obj=CLASSES`, `subj=`, `to=`, `that=`, `in=` (any preposition, or any word right below), `own=` (what stands before a noun), `modal=` (the helper of the clause), `near=` (any word of the sentence), `obj.own=` (what stands before the object), `gov=` (the verb over a noun), `obj.on=`: what the object, the infinitive, the clause, a phrase with that
//!   preposition at the word, or one at its object must be; `!=` what it must not be. Classes are parted by `|`: `any`, `none`, `actor`, `person`,
//!   `named` (what has a name), `speaker` (a person by a full name, or a leader), `single` (one person by name, he, she), `public` (the same, and who
//!   holds an office or comes as a guest), `@name` of a class, or a lemma.
//! - `who=PATHS`, `whom=PATHS`: where the parties stand; the first path that leads to one is taken. Steps of a path are parted by `.`: `subj`, `obj`,
//!   `iobj`, `comp` (the infinitive or clause), `own` (possessor or adjective of a people), `gov` (the verb over a noun), `deep` (any name below), `if` (who acts in
//!   the condition), `aim` (a participle that tells whom a blow was meant for), or a preposition. Where `whom` is not given it is the object.
//! - `both`: every party is actor and recipient. `mutual`: so are several actors where there is no recipient. `self`: what is announced so stays of
//!   its type.
//! - `pair`: without two parties it is nothing. `whom`: without a recipient it is nothing. `lone`: it needs no party.
//!   `agent`: it needs an actor in the passive too. `active`: in the passive it is nothing. `past`: in the present tense it is an opinion, and nothing.

use super::event::EventType;
use crate::extract::Scores;
use crate::resources::ResourceError;
use std::collections::{BTreeMap, BTreeSet};

/// Part of speech of a frame's word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Pos {
    Verb,
    Noun,
    Adjective,
}

/// Where a need of a frame is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    Object,
    Infinitive,
    Clause,
    Phrase(String),
    ObjectPhrase(String),
    Own,
    Modal,
    Subject,
    Near,
    ObjectOwn,
    Governor,
}

/// What may stand there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Any,
    Nothing,
    Actor,
    Person,
    Named,
    Speaker,
    Public,
    Single,
    Listed(String),
    Word(String),
}

/// One condition.
#[derive(Clone, Debug)]
pub(super) struct Need {
    pub(super) slot: Slot,
    pub(super) classes: Vec<Class>,
    pub(super) not: bool,
}

/// One step of a path from a word to a party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Subject,
    Object,
    Indirect,
    Complement,
    Own,
    Governor,
    Deep,
    Condition,
    Aiming,
    Phrase(String),
}

/// One frame.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    pub(super) kind: EventType,
    pub(super) rule: String,
    pub(super) particle: Option<String>,
    pub(super) needs: Vec<Need>,
    pub(super) who: Vec<Vec<Step>>,
    pub(super) whom: Vec<Vec<Step>>,
    pub(super) both: bool,
    pub(super) mutual: bool,
    pub(super) on_self: bool,
    pub(super) pair: bool,
    pub(super) needs_whom: bool,
    pub(super) lone: bool,
    pub(super) agent: bool,
    pub(super) active: bool,
    pub(super) past: bool,
    pub(super) mode: String,
    pub(super) context: String,
}

/// The page of one rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventRule {
    /// Its code.
    pub code: String,
    /// The type it finds.
    pub kind: String,
    /// What it is called.
    pub title: String,
    /// What it reads and what it leaves.
    pub page: String,
    /// Sentences in which it finds something, with `actors > recipients`.
    pub examples: Vec<(String, String)>,
    /// Sentences in which it must find nothing.
    pub counters: Vec<String>,
    /// What it should find and does not.
    pub misses: Vec<String>,
}

/// The lexicon of events of a language.
#[derive(Debug, Default)]
pub struct EventWords {
    frames: BTreeMap<(Pos, String), Vec<Frame>>,
    classes: BTreeMap<String, BTreeSet<String>>,
    /// The pages, in the order of the files.
    pub rules: Vec<EventRule>,
    /// Points of rules and circumstances.
    pub(super) scores: Scores,
}

impl EventWords {
    /// Reads the files `events/…` of a language's folder; one that is not there is empty.
    ///
    /// # Errors
    /// When a list is not in its format; the error names the line.
    pub fn from_folder<'b>(file: impl Fn(&str) -> Option<&'b [u8]>) -> Result<Self, ResourceError> {
        let text = |name: &'static str| {
            let bytes = file(name).unwrap_or_default();
            std::str::from_utf8(bytes).map_err(|_| ResourceError { resource: name, line: 1, problem: "it is not UTF-8".to_owned() })
        };
        let types = EventType::ALL.into_iter().map(|kind| text(kind.file()).map(|source| (kind, source))).collect::<Result<Vec<_>, _>>()?;
        Ok(Self { scores: Scores::read(text("events/scores.tsv")?)?, ..Self::read(text("events/classes.tsv")?, &types)? })
    }

    /// Reads the files of types, and the classes.
    ///
    /// # Errors
    /// When a line has another form; the error names it.
    pub fn read(classes: &str, types: &[(EventType, &str)]) -> Result<Self, ResourceError> {
        let mut words = Self::default();
        for (at, line) in lines(classes) {
            let Some((name, list)) = line.split_once('\t') else { return Err(wrong("events/classes", at, line)) };
            words.classes.entry(name.to_owned()).or_default().extend(list.split(' ').filter(|word| !word.is_empty()).map(str::to_owned));
        }
        for &(kind, source) in types {
            for (at, line) in lines(source) {
                words.line(kind, line).ok_or_else(|| wrong(kind.label(), at, line))?;
            }
        }
        for frames in words.frames.values_mut() {
            // The narrower frame comes first; among equals the order of the files stands.
            frames.sort_by_key(|frame| std::cmp::Reverse(frame.needs.len() + usize::from(frame.particle.is_some())));
        }
        Ok(words)
    }

    fn line(&mut self, kind: EventType, line: &str) -> Option<()> {
        let fields: Vec<&str> = line.split('\t').collect();
        if let ["rule", code, title, page] = fields[..] {
            let rule = EventRule {
                code: code.to_owned(),
                kind: kind.label().to_owned(),
                title: title.to_owned(),
                page: page.to_owned(),
                ..EventRule::default()
            };
            self.rules.push(rule);
            return Some(());
        }
        let rule = self.rules.iter_mut().find(|rule| Some(&rule.code.as_str()) == fields.get(1))?;
        match fields[..] {
            ["example", _, sentence, parties] => rule.examples.push((sentence.to_owned(), parties.to_owned())),
            ["counter", _, sentence] => rule.counters.push(sentence.to_owned()),
            ["miss", _, sentence] => rule.misses.push(sentence.to_owned()),
            ["frame", code, pos, list, pattern, mode, context] => {
                let pos = match pos {
                    "verb" => Pos::Verb,
                    "noun" => Pos::Noun,
                    "adj" => Pos::Adjective,
                    _ => return None,
                };
                let plain = frame(kind, code, pos, pattern, mode, context)?;
                for word in list.split(' ').filter(|word| !word.is_empty()) {
                    let (word, particle) = word.split_once('+').map_or((word, None), |(word, particle)| (word, Some(particle.to_owned())));
                    self.frames.entry((pos, word.to_owned())).or_default().push(Frame { particle, ..plain.clone() });
                }
            }
            _ => return None,
        }
        Some(())
    }

    pub(super) fn frames(&self, pos: Pos, lemma: &str) -> &[Frame] {
        self.frames.get(&(pos, lemma.to_owned())).map_or(&[], Vec::as_slice)
    }

    /// Does a class hold a word?
    pub(super) fn holds(&self, class: &str, word: &str) -> bool {
        self.classes.get(class).is_some_and(|words| words.contains(word))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.frames.is_empty()
    }
}

fn lines(source: &str) -> impl Iterator<Item = (usize, &str)> {
    source.lines().enumerate().filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
}

fn wrong(resource: &'static str, at: usize, line: &str) -> ResourceError {
    ResourceError { resource, line: at + 1, problem: format!("cannot read `{line}`") }
}

fn frame(kind: EventType, rule: &str, pos: Pos, pattern: &str, mode: &str, context: &str) -> Option<Frame> {
    let mut frame = Frame {
        kind,
        rule: rule.to_owned(),
        particle: None,
        needs: Vec::new(),
        who: Vec::new(),
        whom: Vec::new(),
        both: false,
        mutual: false,
        on_self: false,
        pair: false,
        needs_whom: false,
        lone: false,
        agent: false,
        active: false,
        past: false,
        mode: mode.to_owned(),
        context: context.to_owned(),
    };
    for item in pattern.split(' ').filter(|item| !item.is_empty() && *item != "-") {
        match item {
            "both" => frame.both = true,
            "mutual" => frame.mutual = true,
            "self" => frame.on_self = true,
            "pair" => frame.pair = true,
            "whom" => frame.needs_whom = true,
            "lone" => frame.lone = true,
            "agent" => frame.agent = true,
            "active" => frame.active = true,
            "past" => frame.past = true,
            _ => {
                let (name, value) = item.split_once('=')?;
                match name {
                    "who" => frame.who = paths(value),
                    "whom" => frame.whom = paths(value),
                    _ => {
                        let (name, not) = name.strip_suffix('!').map_or((name, false), |name| (name, true));
                        frame.needs.push(Need { slot: slot(name), classes: value.split('|').map(class).collect(), not });
                    }
                }
            }
        }
    }
    if frame.who.is_empty() {
        frame.who = match pos {
            Pos::Verb | Pos::Adjective => vec![vec![Step::Subject]],
            Pos::Noun => paths("gov.subj,own,by,of"),
        };
    }
    if frame.whom.is_empty() {
        frame.whom = match pos {
            Pos::Verb => vec![vec![Step::Object]],
            Pos::Noun | Pos::Adjective => Vec::new(),
        };
    }
    Some(frame)
}

fn slot(name: &str) -> Slot {
    match name {
        "obj" => Slot::Object,
        "to" => Slot::Infinitive,
        "that" => Slot::Clause,
        "own" => Slot::Own,
        "gov" => Slot::Governor,
        "modal" => Slot::Modal,
        "subj" => Slot::Subject,
        "near" => Slot::Near,
        "obj.own" => Slot::ObjectOwn,
        _ => match name.strip_prefix("obj.") {
            Some(preposition) => Slot::ObjectPhrase(preposition.to_owned()),
            None => Slot::Phrase(name.trim_end_matches('_').to_owned()),
        },
    }
}

fn class(name: &str) -> Class {
    match name {
        "any" => Class::Any,
        "none" => Class::Nothing,
        "actor" => Class::Actor,
        "person" => Class::Person,
        "named" => Class::Named,
        "speaker" => Class::Speaker,
        "public" => Class::Public,
        "single" => Class::Single,
        _ => match name.strip_prefix('@') {
            Some(listed) => Class::Listed(listed.to_owned()),
            None => Class::Word(name.to_owned()),
        },
    }
}

fn paths(list: &str) -> Vec<Vec<Step>> {
    let step = |name: &str| match name {
        "subj" => Step::Subject,
        "obj" => Step::Object,
        "iobj" => Step::Indirect,
        "comp" => Step::Complement,
        "own" => Step::Own,
        "gov" => Step::Governor,
        "deep" => Step::Deep,
        "if" => Step::Condition,
        "aim" => Step::Aiming,
        _ => Step::Phrase(name.trim_end_matches('_').to_owned()),
    };
    list.split(',').filter(|path| *path != "none").map(|path| path.split('.').map(step).collect()).collect()
}
