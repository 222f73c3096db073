//! Who speaks in the turns of a transcript: labels to referents, and "I", "we", "my delegation" to the turn's speaker.

use super::clauses::Found;
use super::label::LabelKind;
use super::persons::same_person;
use super::referent::{Mention, MentionKind, ReferentKind};
use super::referents::Referents;
use super::rules::Rule;
use super::transcript::{Transcript, Turn};
use crate::text::{Span, fold};
use std::collections::{BTreeMap, BTreeSet};

/// For each turn who speaks, as a referent.
pub(super) struct Speakers {
    of_turn: Vec<Option<usize>>,
}

impl Speakers {
    /// Settles who speaks in each turn; the labels' names become those of the speakers, whatever the name finder took them for.
    pub(super) fn of(referents: &mut Referents<'_, '_>, transcript: &Transcript) -> Self {
        let mut offices: BTreeMap<String, usize> = BTreeMap::new();
        let council = transcript.turns.iter().any(|turn| turn.affiliation.is_some());
        for lead in &transcript.leads {
            referents.named(lead);
        }
        for (office, holder) in &transcript.holders {
            let person = referents.named(holder);
            referents.entitle(person, office.name);
            offices.insert(office_key(referents, office), person);
        }
        let names: Vec<Option<usize>> =
            transcript.turns.iter().map(|turn| (turn.kind == LabelKind::Name).then(|| referents.named(turn))).collect();
        let of_turn = transcript
            .turns
            .iter()
            .zip(names)
            .map(|(turn, name)| match turn.kind {
                LabelKind::Name => name,
                LabelKind::Field => None,
                LabelKind::Question => Some(referents.part(&mut offices, "reporter", turn, None)),
                LabelKind::Answer => {
                    let told = referents.only_person_before(transcript.preface);
                    Some(referents.part(&mut offices, "interviewee", turn, told))
                }
                LabelKind::Office => {
                    let key = office_key(referents, turn);
                    // In a council "the President" is whoever presides and not the president of whom the record speaks.
                    let told = if council { None } else { referents.only_holder_before(&key, transcript.preface) };
                    Some(referents.part(&mut offices, &key, turn, told))
                }
            })
            .collect();
        Self { of_turn }
    }

    /// Who says what was found, where it is a turn or something that the turn's speaker says of himself.
    pub(super) fn speaker(&self, referents: &mut Referents<'_, '_>, transcript: &Transcript, found: &Found) -> Option<usize> {
        let source = found.source.as_ref()?;
        if matches!(found.rule, Rule::Turn | Rule::Credit)
            && let Some(at) = transcript.turns.iter().position(|turn| turn.label.start == source.tokens[0])
        {
            return self.of_turn[at];
        }
        let syntax = referents.syntax;
        let turn = transcript.turn_of(source.head).filter(|_| syntax.quotation[source.head].is_none())?;
        let speaker = self.of_turn[turn]?;
        let first = |token: usize| matches!(syntax.lemma[token].as_str(), "i" | "we");
        let own = || {
            let body = referents.roles.is_body(&syntax.lemma[source.head]) || syntax.lemma[source.head] == "delegation";
            body && syntax.children(source.head).any(|child| matches!(syntax.lemma[child].as_str(), "my" | "our"))
        };
        if first(source.head) || own() {
            let kind = if first(source.head) { MentionKind::Pronoun } else { MentionKind::Title };
            let span = syntax.spans(&source.tokens).first().copied().unwrap_or(syntax.span(source.head));
            referents.all[speaker].mentions.push(Mention { span, kind });
            return Some(speaker);
        }
        // Who speaks is not "he" in what he says.
        referents.details[speaker].last = None;
        None
    }
}

/// What an office in a label is called: its words without the article, folded.
fn office_key(referents: &Referents<'_, '_>, turn: &Turn) -> String {
    let folded = fold(turn.name.of(referents.syntax.text));
    folded.strip_prefix("the ").unwrap_or(&folded).to_owned()
}

impl Referents<'_, '_> {
    /// The person that a label names.
    fn named(&mut self, turn: &Turn) -> usize {
        let syntax = self.syntax;
        let printed = turn.name.of(syntax.text);
        let tokens = syntax.within(turn.name);
        let polite = turn.honorific || turn.office.is_some() || turn.affiliation.is_some();
        // "RUSSIA:", "Reuters:": who is known as a state or a body is one.
        if !polite && self.persons_named(&printed.split_whitespace().collect::<Vec<_>>()).is_empty() {
            let known = self.actors.organisation(printed).map(|known| (ReferentKind::Organisation, known.key.clone(), known.name.clone()));
            let state = self.actors.state_named(printed).map(|state| (ReferentKind::State, state.code.clone(), state.name.clone()));
            let body = tokens.clone().find_map(|token| self.of.get(&token).copied());
            let body =
                body.filter(|&at| !matches!(self.all[at].kind, ReferentKind::Person | ReferentKind::Unnamed) && !is_capitals(printed));
            if let Some((kind, key, name)) = known.or(state) {
                let found = self.keyed(kind, key, name);
                return self.claim(found, turn);
            }
            if let Some(body) = body {
                return self.claim(body, turn);
            }
        }
        let name = spelled(printed);
        let words: Vec<&str> = name.split_whitespace().collect();
        let state = turn.affiliation.and_then(|inside| self.state_of(inside));
        let gender = syntax.within(Span { start: syntax.span(turn.label.start).start, end: turn.name.start });
        let gender = gender
            .filter_map(|token| self.roles.gender(&fold(syntax.form(token))))
            .next()
            .or_else(|| words.first().filter(|_| words.len() > 1).and_then(|word| self.roles.gender(&fold(word))));
        let fits = |at: &usize| {
            let (referent, detail) = (&self.all[*at], &self.details[*at]);
            let same_state = referent.state.is_none() || state.is_none() || referent.state == state;
            let same_gender = gender.is_none() || detail.gender.is_none() || detail.gender == gender;
            referent.kind == ReferentKind::Person
                && same_state
                && same_gender
                && same_person(&referent.name.split(' ').collect::<Vec<_>>(), &words)
        };
        let known = self.recent().rev().find(fits);
        let person = known.unwrap_or_else(|| self.make(ReferentKind::Person, &name, None));
        // "Odo Terrell" is fuller than "O. Terrell".
        let fullness = |name: &str| (name.split(' ').count(), name.len());
        if fullness(&name) > fullness(&self.all[person].name) && !self.all[person].name.contains(&name) {
            self.all[person].name.clone_from(&name);
        }
        if is_capitals(&self.all[person].name) {
            self.all[person].name = spelled(&self.all[person].name);
        }
        self.details[person].gender = self.details[person].gender.or(gender);
        if self.all[person].state.is_none() {
            self.all[person].state = state;
        }
        if let Some(office) = turn.office {
            self.entitle(person, office);
        }
        if let Some(inside) = turn.affiliation.filter(|&inside| self.state_of(inside).is_none()) {
            self.entitle(person, inside);
        }
        self.claim(person, turn)
    }

    /// The state that words in brackets name as a whole.
    fn state_of(&self, inside: Span) -> Option<String> {
        let words = inside.of(self.syntax.text);
        let whole = self.actors.state_named(words).or_else(|| self.actors.people(words)).map(|state| state.code.clone());
        whole.or_else(|| self.state_in(inside))
    }

    /// The words of a label are a referent's, whatever the name finder took them for.
    fn claim(&mut self, referent: usize, turn: &Turn) -> usize {
        let label = self.syntax.spans(&turn.label.clone().collect::<Vec<_>>());
        let within =
            |span: Span| label.iter().any(|label| label.overlaps(span)) && !turn.affiliation.is_some_and(|inside| inside.contains(span));
        let mentioned: BTreeSet<usize> = turn.label.clone().filter_map(|token| self.of.get(&token).copied()).collect();
        for other in mentioned {
            self.all[other].mentions.retain(|mention| !within(mention.span));
        }
        let affiliated = turn.affiliation.map(|inside| self.syntax.within(inside)).unwrap_or_default();
        // What stands in the brackets is nobody, whatever the name finder says of a state that no list knows.
        if let (Some(inside), Some(&person)) = (turn.affiliation, self.of.get(&affiliated.start))
            && self.all[person].kind == ReferentKind::Person
        {
            self.all[person].mentions.retain(|mention| !inside.overlaps(mention.span));
            let place = self.plain(ReferentKind::Place, inside.of(self.syntax.text));
            self.all[place].mentions.push(Mention { span: inside, kind: MentionKind::Name });
            for token in affiliated.clone() {
                self.of.insert(token, place);
            }
        }
        for token in turn.label.clone().filter(|token| !affiliated.contains(token)) {
            self.of.insert(token, referent);
        }
        self.resolved.insert(turn.label.end - 1, referent);
        self.all[referent].mentions.push(Mention { span: turn.name, kind: MentionKind::Name });
        referent
    }

    /// Who has a part in the talk without a name of its own: whoever the report tells, else someone unnamed, the same in every turn.
    fn part(&mut self, parts: &mut BTreeMap<String, usize>, key: &str, turn: &Turn, told: Option<usize>) -> usize {
        let state =
            turn.affiliation.and_then(|inside| self.state_of(inside)).or_else(|| turn.office.and_then(|office| self.state_in(office)));
        let name = if turn.kind == LabelKind::Office { spelled(key) } else { key.to_owned() };
        let known = parts.get(key).copied();
        let referent = known.or(told).unwrap_or_else(|| self.make(ReferentKind::Unnamed, &name, None));
        parts.insert(key.to_owned(), referent);
        if self.all[referent].kind == ReferentKind::Unnamed && self.all[referent].state.is_none() {
            self.all[referent].state = state;
        }
        self.resolved.insert(turn.label.end - 1, referent);
        self.all[referent].mentions.push(Mention { span: turn.name, kind: MentionKind::Title });
        referent
    }

    /// The one person that is named before a token, where it is one only.
    fn only_person_before(&self, token: usize) -> Option<usize> {
        let named: BTreeSet<usize> =
            self.of.range(..token).map(|(_, &at)| at).filter(|&at| self.all[at].kind == ReferentKind::Person).collect();
        let mut named = named.into_iter();
        named.next().filter(|_| named.next().is_none())
    }

    /// The one person of the report whose office holds these words, where it is one only and is named before a token.
    fn only_holder_before(&self, office: &str, token: usize) -> Option<usize> {
        let holds =
            |at: &usize| self.all[*at].kind == ReferentKind::Person && self.all[*at].offices.iter().any(|held| fold(held).contains(office));
        let mut holders = (0..self.all.len()).filter(holds);
        let found = holders.next().filter(|_| holders.next().is_none())?;
        self.of.range(..token).any(|(_, &at)| at == found).then_some(found)
    }
}

fn is_capitals(words: &str) -> bool {
    !words.chars().any(char::is_lowercase)
}

/// A name in capitals as it is spelled in running text: "ANA ORLEN-REYL" is Ana Orlen-Reyl; what has small letters stays.
pub(super) fn spelled(words: &str) -> String {
    let capitals = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count() > 1 && is_capitals(word);
    let small = |words: &str| !words.chars().any(char::is_uppercase);
    let whole = small(words);
    words
        .split(' ')
        .enumerate()
        .map(|(at, word)| {
            if !(capitals(word) || (whole && at == 0)) {
                return word.to_owned();
            }
            let mut begins = true;
            word.chars()
                .flat_map(|c| {
                    let spelled: Vec<char> = if begins { c.to_uppercase().collect() } else { c.to_lowercase().collect() };
                    begins = !c.is_alphabetic();
                    spelled
                })
                .collect()
        })
        .collect::<Vec<String>>()
        .join(" ")
}
