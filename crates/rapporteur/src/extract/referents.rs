//! Mentions in one report to referents: names and their short forms, titles, "the envoy", he and she, capitals for governments.
//!
//! One pass over the text in its order. A name joins the referent whose name it shortens or completes; a role joins the last
//! person whose office holds it; a pronoun the person who stands out most. What is not clear stays apart: an unnamed
//! source is never given a name.

use super::cues::Cues;
use super::naming::{bearers, places, surnames};
use super::persons::{Generation, Parts, is_honorific};
use super::referent::{Mention, MentionKind, Referent, ReferentKind};
use super::roles::{Gender, Roles};
use super::syntax::Syntax;
use crate::resources::Actors;
use crate::text::{Span, fold};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::rc::Rc;

/// The referents of a report as they are found, and which token leads to which.
pub(super) struct Referents<'s, 'a> {
    pub(super) syntax: &'s Syntax<'a>,
    pub(super) roles: &'s Roles,
    pub(super) cues: &'s Cues,
    pub(super) actors: &'s Actors,
    /// The day of the report, where it is known.
    pub(super) day: Option<String>,
    pub(super) all: Vec<Referent>,
    pub(super) details: Vec<Detail>,
    /// Referent of each token that a name or a resolved role stands on.
    pub(super) of: BTreeMap<usize, usize>,
    /// Referent of each head of a phrase that was resolved.
    pub(super) resolved: BTreeMap<usize, usize>,
    /// Folded names of one word that the report uses as those of places, whatever the name finder says; and last names of its persons.
    pub(super) places: BTreeSet<String>,
    pub(super) surnames: BTreeSet<String>,
    /// All names of its persons who are named in full.
    pub(super) bearers: BTreeSet<String>,
    /// The last statement's speaker, for the pass in order.
    pub(super) last_speaker: Option<usize>,
    /// Who issues the report, where that is a body or state.
    pub(super) issuer: Option<usize>,
    /// Names of persons, taken apart.
    parts: RefCell<BTreeMap<String, Rc<Parts>>>,
}

/// What matters for finding a referent again.
#[derive(Clone, Debug, Default)]
pub(super) struct Detail {
    pub(super) gender: Option<Gender>,
    /// The generation that the name itself tells: "Jr.".
    pub(super) named_so: Option<Generation>,
    /// Single names by which the report calls this person.
    pub(super) called: BTreeSet<String>,
    /// The last mention outside quotations.
    pub(super) last: Option<Seen>,
    pub(super) plural: bool,
    /// The noun of who has no name.
    pub(super) noun: String,
    /// The words for one who has no name and was only told of, until a pronoun or title takes them up.
    pub(super) told: Option<Span>,
}

/// A mention that stands out: its token and how much.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen {
    pub(super) token: usize,
    pub(super) standing: Standing,
}

/// What a mention is in its clause, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Standing {
    Aside,
    Object,
    Subject,
}

/// Letters of "she", "him": a word with more that begins with a capital may be a name.
const PRONOUN: usize = 4;

/// Referents that are looked through for one that is meant.
const RECENT: usize = 1000;

impl<'s, 'a> Referents<'s, 'a> {
    /// The referents that names give.
    pub(super) fn of(syntax: &'s Syntax<'a>, roles: &'s Roles, cues: &'s Cues, actors: &'s Actors, day: Option<String>) -> Self {
        let mut found = Self {
            syntax,
            roles,
            cues,
            actors,
            day,
            all: Vec::new(),
            details: Vec::new(),
            of: BTreeMap::new(),
            resolved: BTreeMap::new(),
            places: places(syntax, roles),
            surnames: surnames(syntax),
            bearers: bearers(syntax),
            last_speaker: None,
            issuer: None,
            parts: RefCell::default(),
        };
        for at in 0..syntax.analysis.names.len() {
            found.name(at);
        }
        for at in 0..found.all.len() {
            if found.all[at].kind == ReferentKind::Person {
                found.learn(at);
            }
            // Where nothing was said yet, nobody stands out: salience is built by the pass over statements.
            found.details[at].last = None;
        }
        found
    }

    /// What the titles and the given name of a person tell of the sex, and the list of holders of the state and the key.
    fn learn(&mut self, at: usize) {
        let gender = |word: &str| self.roles.gender(&fold(word));
        let referent = &self.all[at];
        let titles = referent.offices.iter().flat_map(|office| office.split(' ')).filter(|word| {
            let word = fold(word);
            self.roles.is_person(word.trim_end_matches('.')) || is_honorific(word.trim_end_matches('.'))
        });
        let given = || referent.name.split_once(' ').and_then(|(given, _)| gender(given));
        let told = titles.filter_map(gender).next();
        self.details[at].gender = self.details[at].gender.or(told).or_else(given);
        let of_no_state = self.all[at].offices.iter().any(|office| {
            let words: Vec<&str> = office.split(' ').collect();
            let body = |words: &[&str]| self.actors.organisation(&words.join(" ")).is_some_and(|body| body.state.is_none());
            (1..=words.len().min(3)).any(|count| body(&words[..count]))
        });
        if let Some(known) = self.holder(&self.all[at]) {
            let referent = &mut self.all[at];
            referent.key = referent.key.take().or(known.key);
            if !referent.name.contains(' ') {
                referent.name = known.name;
            }
            // Who holds an office of a body of no state acts for that: "NATO Secretary General", once a premier.
            if !of_no_state {
                referent.state = known.state.or(referent.state.take());
            }
        }
    }

    /// Notes that a token's referent was mentioned, for what follows.
    pub(super) fn seen(&mut self, referent: usize, token: usize) {
        let syntax = self.syntax;
        let part =
            |at: usize| matches!(syntax.plain(at), "flat" | "conj" | "appos") || matches!(syntax.relation[at], "nmod:desc" | "compound");
        let top = std::iter::successors(Some(token), |&at| syntax.head[at].filter(|_| part(at))).take(4).last().unwrap_or(token);
        // What stands before the verb and is no subject is what the sentence is about: "For Ana Reyes, Pell was a hero".
        // "Across Lum, the army struck" is about no land.
        let land = matches!(self.all[referent].kind, ReferentKind::State | ReferentKind::Place);
        let fronted = || syntax.head[top].is_some_and(|verb| top < verb) && !land;
        let standing = match syntax.plain(top) {
            "nsubj" => Standing::Subject,
            "obj" | "iobj" => Standing::Object,
            "obl" if fronted() => Standing::Object,
            // "The candidate is Ana Reyes."
            "root" | "ccomp" if syntax.children(top).any(|child| syntax.plain(child) == "cop") => Standing::Object,
            _ => Standing::Aside,
        };
        let before = self.details[referent].last.filter(|last| syntax.sentence[last.token] == syntax.sentence[token]);
        let standing = before.map_or(standing, |before| before.standing.max(standing));
        self.details[referent].last = Some(Seen { token, standing });
    }

    /// Takes in the names up to a token, in the order of the text; what is quoted does not stand out.
    pub(super) fn advance(&mut self, from: usize, to: usize) {
        for token in from..to.max(from) {
            if self.syntax.quotation[token].is_some() {
                continue;
            }
            if self.syntax.relation[token] == "nmod:poss" {
                self.owning(token);
                continue;
            }
            if let Some(&referent) = self.of.get(&token) {
                self.seen(referent, token);
            } else if self.syntax.plain(token) == "nsubj" {
                match self.syntax.lemma[token].as_str() {
                    // Who goes on being told of stands out, whoever was named beside.
                    "he" | "she" => {
                        if let Some(referent) = self.pronoun(token, &[]) {
                            self.seen(referent, token);
                        }
                    }
                    _ => self.told_of(token),
                }
            }
        }
    }

    /// "Mr Brown's letter angered the board. He": whose thing is the subject of a sentence stands out as an object does.
    fn owning(&mut self, token: usize) {
        let syntax = self.syntax;
        let Some(&referent) = self.of.get(&token).filter(|&&at| self.all[at].kind == ReferentKind::Person) else { return };
        let thing = syntax.head[token].filter(|&thing| syntax.plain(thing) == "nsubj" && token < thing);
        let main = thing.and_then(|thing| syntax.head[thing]).is_some_and(|verb| syntax.head[verb].is_none());
        let before = self.details[referent].last.filter(|last| syntax.sentence[last.token] == syntax.sentence[token]);
        if main && before.is_none() {
            self.details[referent].last = Some(Seen { token, standing: Standing::Object });
        }
    }

    /// The referent of a phrase, found or made; `content` are the tokens of what it says.
    pub(super) fn resolve(&mut self, head: usize, phrase: &[usize], content: &[usize]) -> Option<usize> {
        if let Some(&found) = self.resolved.get(&head) {
            return Some(found);
        }
        let found = self.resolve_new(head, phrase, content)?;
        self.resolved.insert(head, found);
        Some(found)
    }

    fn resolve_new(&mut self, head: usize, phrase: &[usize], content: &[usize]) -> Option<usize> {
        let syntax = self.syntax;
        if matches!(syntax.xpos[head], "WP" | "WDT") || (syntax.lemma[head] == "that" && syntax.upos[head] == "PRON") {
            let (_, noun) = syntax.described(head)?;
            let phrase = syntax.phrase(noun).tokens;
            return self.resolve(noun, &phrase, content);
        }
        if syntax.upos[head] == "PRON" {
            // A rare name at the head of a sentence is taken for a pronoun.
            let form = syntax.form(head);
            let named = if form.len() > PRONOUN && form.starts_with(char::is_uppercase) { self.persons_named(&[form]) } else { Vec::new() };
            let (found, kind) = match named[..] {
                [person] => (person, MentionKind::Name),
                _ => (self.pronoun(head, content)?, MentionKind::Pronoun),
            };
            self.mention(found, Mention { span: syntax.span(head), kind }, head);
            return Some(found);
        }
        self.resolve_noun(head, phrase, content)
    }

    /// The referent of a phrase as far as the report names it or tells its role; none is made for who has no name.
    pub(super) fn attending(&mut self, head: usize, phrase: &[usize]) -> Option<usize> {
        let syntax = self.syntax;
        if let Some(&found) = self.of.get(&head).or(self.resolved.get(&head)) {
            return Some(found);
        }
        let own = |token: usize| {
            let part = |at: usize| matches!(syntax.relation[at], "flat" | "appos" | "compound" | "nmod:desc" | "flat:name");
            std::iter::successors(Some(token), |&at| syntax.head[at].filter(|_| part(at))).take(4).any(|at| at == head)
        };
        let named: Vec<usize> = phrase.iter().filter(|&&token| own(token)).filter_map(|token| self.of.get(token).copied()).collect();
        let person = named.iter().copied().find(|&at| self.all[at].kind == ReferentKind::Person);
        let role = syntax.upos[head] == "NOUN";
        // "South Korean President Moon Jae-in", where no finder knows the name: a people before a name is not who bears it.
        let people = |at: usize| matches!(self.all[at].kind, ReferentKind::Group | ReferentKind::State);
        let unknown = syntax.upos[head] == "PROPN" && person.is_none() && named.first().is_some_and(|&at| people(at));
        if unknown {
            let flat = |&token: &usize| token == head || syntax.head[token] == Some(head) && syntax.plain(token) == "flat";
            let words: Vec<&str> = phrase.iter().filter(|token| flat(token)).map(|&token| syntax.form(token)).collect();
            return match self.persons_named(&words)[..] {
                [found] => Some(found),
                _ => None,
            };
        }
        if let Some(found) = person.or(named.first().copied().filter(|_| !role)) {
            return Some(found);
        }
        let definite = syntax.is_definite(head);
        let lemma = syntax.lemma[head].clone();
        let singular = !matches!(syntax.xpos[head], "NNS" | "NNPS");
        if !definite || !singular || !self.roles.is_person(&lemma) || self.roles.is_vague(&lemma) {
            return None;
        }
        let span = syntax.spans(phrase).first().copied().unwrap_or(syntax.span(head));
        self.by_role(head, phrase, span, &[])
    }

    /// Keeps a mention that no salience follows from, where the span is not one already.
    pub(super) fn noted(&mut self, referent: usize, mention: Mention) {
        self.take_up(referent, mention.span);
        let mentions = &mut self.all[referent].mentions;
        if !mentions.iter().any(|known| known.span.overlaps(mention.span)) {
            mentions.push(mention);
        }
    }

    /// Where one who was only told of is meant again, the words for him are his first mention.
    fn take_up(&mut self, referent: usize, again: Span) {
        if let Some(span) = self.details[referent].told.take().filter(|span| !span.overlaps(again)) {
            self.all[referent].mentions.push(Mention { span, kind: MentionKind::Title });
        }
    }

    pub(super) fn mention(&mut self, referent: usize, mention: Mention, token: usize) {
        self.take_up(referent, mention.span);
        self.all[referent].mentions.push(mention);
        self.seen(referent, token);
    }

    fn resolve_noun(&mut self, head: usize, phrase: &[usize], content: &[usize]) -> Option<usize> {
        let syntax = self.syntax;
        if let Some(found) = self.one_of(head) {
            self.seen(found, head);
            return Some(found);
        }
        // A name that is the phrase's own: its head, a part of a title and name, or beside it; never one that only belongs to it.
        let own = |&token: &usize| {
            let mut at = token;
            while at != head {
                let up = match syntax.head[at] {
                    // "The Harbour Board (HB)" is named by its own words.
                    Some(up) if syntax.relation[at] == "appos" && at > 0 && syntax.form(at - 1) == "(" && syntax.is_capital(up) => {
                        return false;
                    }
                    Some(up) if matches!(syntax.relation[at], "flat" | "appos" | "compound" | "nmod:desc" | "flat:name") => up,
                    _ => return false,
                };
                at = up;
            }
            true
        };
        let mut named: Vec<usize> = phrase.iter().filter(|token| own(token)).filter_map(|token| self.of.get(token).copied()).collect();
        if named.is_empty() {
            named.extend(self.of.get(&head));
        }
        // "U.S. Secretary of State Ana Reyes": a state before the title is not who holds it.
        if !named.iter().any(|&at| self.all[at].kind == ReferentKind::Person) {
            named.extend(self.closing_name(head, phrase).map(|(referent, title)| {
                self.entitle(referent, title);
                referent
            }));
        }
        // Of two names, the one that the phrase ends in: "the Orlen campaign's spokesman Jory Pell", and no name in "the Orlen spokesman".
        let is_person = |at: usize| self.all[at].kind == ReferentKind::Person;
        let own_name = self.of.get(&head).copied().filter(|&at| is_person(at));
        let after = || {
            phrase
                .iter()
                .filter(|&&token| token > head && own(&token))
                .filter_map(|token| self.of.get(token).copied())
                .find(|&at| is_person(at))
        };
        let closing = || {
            named
                .iter()
                .copied()
                .filter(|_| !phrase.iter().any(|token| self.of.contains_key(token) && own(token)))
                .find(|&at| is_person(at))
        };
        let person = own_name.or_else(after).or_else(closing).or_else(|| {
            let (referent, title) = self.titled_name(head, phrase)?;
            self.entitle(referent, title);
            Some(referent)
        });
        let lemma = syntax.lemma[head].clone();
        // "the Russian Foreign Ministry spokesman" is a person, though it holds the name of a body.
        let titled = syntax.upos[head] == "NOUN" || self.roles.is_person(&fold(syntax.form(head)));
        // "Yonhap news agency", "the Selby Post newspaper": the name right before it is what it is called, where it is known whole.
        let beside = head.checked_sub(1).filter(|&before| phrase.contains(&before));
        let (publisher, last) = match beside {
            Some(before) if syntax.lemma[before] == "news" => (format!("news-{lemma}"), before.checked_sub(1)),
            _ => (lemma.clone(), beside),
        };
        let published = last.filter(|last| phrase.contains(last) && self.roles.is_publisher(&publisher)).and_then(|last| {
            let name = syntax.analysis.name_at(last)?;
            let opens = name.tokens.start.checked_sub(1).is_none_or(|before| !syntax.is_capital(before) || !phrase.contains(&before));
            self.of.get(&last).copied().filter(|&at| opens && self.all[at].kind == ReferentKind::Organisation)
        });
        if let Some(found) = published {
            self.seen(found, head);
            return Some(found);
        }
        // "Tide magazine", whose name no finder knows.
        if let Some(last) =
            last.filter(|&last| phrase.contains(&last) && self.roles.is_publisher(&publisher) && !self.of.contains_key(&last))
            && syntax.upos[last] == "PROPN"
            && syntax.is_capital(last)
            && self.actors.people(syntax.form(last)).is_none()
        {
            return Some(self.missed(last, phrase));
        }
        // "the broadcaster Tidewave": the name right behind it that no finder knows.
        let named_so = Some(head + 1).filter(|&next| named.is_empty() && phrase.contains(&next) && syntax.upos[next] == "PROPN");
        let named_so = named_so
            .filter(|&next| syntax.is_capital(next) && matches!(syntax.plain(next), "appos" | "flat") && syntax.head[next] == Some(head));
        if let Some(next) = named_so.filter(|_| self.roles.is_publisher(&lemma) && syntax.xpos[head] == "NN") {
            return Some(self.missed(next, phrase));
        }
        let role = titled && !self.of.contains_key(&head);
        let span = syntax.spans(phrase).first().copied().unwrap_or(syntax.span(head));
        // "A Selby Liberal said": one of them, and not all.
        if person.is_none() && named.first().is_some_and(|&at| self.is_one_of(at, head)) {
            return Some(self.unnamed(head, span, false));
        }
        // "The Norland Geological Survey": what a state's name stands before is not the state.
        if person.is_none() && self.is_longer(head, phrase) {
            return Some(self.missed(head, phrase));
        }
        if let Some(found) = person.or_else(|| named.first().copied().filter(|_| !role)) {
            self.seen(found, head);
            return Some(found);
        }
        if self.roles.is_time(&lemma) && !self.surnames.contains(&lemma) {
            return None;
        }
        if let Some(found) = self.document(head) {
            self.mention(found, Mention { span, kind: MentionKind::Title }, head);
            return Some(found);
        }
        let lemma = if syntax.upos[head] == "PROPN" { fold(syntax.form(head)) } else { lemma };
        let is_role =
            self.roles.is_person(&lemma) || self.roles.is_body(&lemma) || self.roles.is_source(&lemma) || self.roles.is_document(&lemma);
        // A state at the beginning of a sentence, which the tagger takes for any word: "Guinea said".
        let bare_state = || {
            phrase.len() == 1 && syntax.form(head).starts_with(char::is_uppercase) && self.actors.state_named(syntax.form(head)).is_some()
        };
        if (syntax.is_capital(head) || bare_state()) && !is_role {
            return Some(self.missed(head, phrase));
        }
        let definite = syntax.is_definite(head);
        // "The spokesman of the premier, Jory Pell,": the name is that of whom the phrase is about.
        if role && is_role {
            let last = phrase.last().and_then(|last| self.of.get(last).copied()).filter(|&at| self.all[at].kind == ReferentKind::Person);
            let start = last.and_then(|found| phrase.iter().copied().find(|token| self.of.get(token) == Some(&found)));
            if let (Some(found), Some(start)) = (last, start)
                && start > head
                && syntax.form(start - 1) == ","
                && (definite || self.title_before_comma(start).is_some())
            {
                self.seen(found, head);
                return Some(found);
            }
        }
        let plural = matches!(syntax.xpos[head], "NNS" | "NNPS");
        if definite
            && !plural
            && self.roles.is_person(&lemma)
            && !self.roles.is_vague(&lemma)
            && let Some(found) = self.by_role(head, phrase, span, content)
        {
            self.mention(found, Mention { span, kind: MentionKind::Title }, head);
            return Some(found);
        }
        // "PELL:" in a transcript, which the tagger takes for any word.
        if !definite && !is_role && span.of(syntax.text).starts_with(char::is_uppercase) {
            let words: Vec<&str> = span.of(syntax.text).split_whitespace().collect();
            let whole = span.of(syntax.text);
            let body = |&at: &usize| self.all[at].kind == ReferentKind::Organisation && self.all[at].name == whole;
            let body = self.recent().find(body);
            if let Some(found) = body {
                self.mention(found, Mention { span, kind: MentionKind::Name }, head);
                return Some(found);
            }
            if let [found] = self.persons_named(&words)[..] {
                self.mention(found, Mention { span, kind: MentionKind::Name }, head);
                return Some(found);
            }
        }
        Some(self.unnamed(head, span, plural))
    }

    /// The person whose name closes a phrase, where what stands before the name is the phrase's head or a word of the title that is no other
    /// person's: "chargé d’affaires Roman Pell", "Deputy Chief of Mission Roman Pell", but not "spokesman for President Pell". With it comes the title.
    fn closing_name(&self, head: usize, phrase: &[usize]) -> Option<(usize, Span)> {
        let referent = self.of.get(phrase.last()?).copied().filter(|&at| self.all[at].kind == ReferentKind::Person)?;
        let first = phrase.iter().copied().find(|token| self.of.get(token) == Some(&referent)).filter(|&start| start > head)?;
        // "Representative of Norland to the Council, Ambassador Jon Reed,"
        let titled = |token: usize| !self.roles.classes(&fold(self.syntax.form(token))).is_empty() || is_honorific(self.syntax.form(token));
        let led = first.checked_sub(2).filter(|&comma| comma > head + 1 && self.syntax.form(comma) == "," && titled(first - 1));
        let start = led.map_or(first, |comma| comma + 1);
        let before = fold(self.syntax.form(start - 1));
        let closes_title = matches!(self.syntax.upos[start - 1], "NOUN" | "PROPN")
            && !self.roles.is_person(&before)
            && !is_honorific(self.syntax.form(start - 1));
        // "Acting Representative of Norland to the Council, Jon Reed,"
        let set_off = before == "," && start > head + 1 && self.roles.is_person(&fold(self.syntax.form(head)));
        let last = if set_off { start - 2 } else { start - 1 };
        let title = Span { start: self.syntax.span(phrase[0]).start, end: self.syntax.span(last).end };
        (start - 1 == head || closes_title || set_off).then_some((referent, title))
    }

    /// The parts of the name of one who is known, worked out once: each new name is held against those of many.
    pub(super) fn parts(&self, at: usize) -> Rc<Parts> {
        let (name, mut known) = (&self.all[at].name, self.parts.borrow_mut());
        if let Some(parts) = known.get(name) {
            return parts.clone();
        }
        let parts = Rc::new(Parts::of(&name.split(' ').collect::<Vec<_>>()));
        known.insert(name.clone(), parts.clone());
        parts
    }

    /// The referents that a mention may still mean: the latest of them, more than any report of people has.
    pub(super) fn recent(&self) -> Range<usize> {
        self.all.len().saturating_sub(RECENT)..self.all.len()
    }

    /// Notes who spoke last.
    pub(super) fn spoke(&mut self, referent: usize) {
        self.last_speaker = Some(referent);
    }

    /// The referents with a mention, mentions in order; and where each one of before is now.
    pub(super) fn finish(mut self) -> (Vec<Referent>, Vec<Option<usize>>) {
        for referent in &mut self.all {
            referent.mentions.sort_by_key(|mention| (mention.span, mention.kind));
            referent.mentions.dedup();
        }
        let mut kept = Vec::with_capacity(self.all.len());
        let mut places = Vec::with_capacity(self.all.len());
        for referent in self.all {
            places.push((!referent.mentions.is_empty()).then_some(kept.len()));
            if !referent.mentions.is_empty() {
                kept.push(referent);
            }
        }
        (kept, places)
    }
}
