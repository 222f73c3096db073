//! Mentions in one report to referents: names and their short forms, titles, "the envoy", he and she, capitals for governments.
//!
//! One pass over the text in its order. A name joins the referent whose name it shortens or completes; a role joins the last
//! person whose office holds it; a pronoun the person who stands out most. What is not clear stays apart: an unnamed
//! source is never given a name.

use super::naming::{places, surnames};
use super::persons::is_honorific;
use super::referent::{Mention, MentionKind, Referent, ReferentKind};
use super::roles::{Gender, Roles};
use super::syntax::Syntax;
use crate::resources::Actors;
use crate::text::{Span, fold};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The referents of a report as they are found, and which token leads to which.
pub(super) struct Referents<'s, 'a> {
    pub(super) syntax: &'s Syntax<'a>,
    pub(super) roles: &'s Roles,
    pub(super) actors: &'s Actors,
    pub(super) all: Vec<Referent>,
    pub(super) details: Vec<Detail>,
    /// Referent of each token that a name or a resolved role stands on.
    pub(super) of: BTreeMap<usize, usize>,
    /// Referent of each head of a phrase that was resolved.
    pub(super) resolved: BTreeMap<usize, usize>,
    /// Folded names of one word that the report uses as those of places, whatever the name finder says; and last names of its persons.
    pub(super) places: BTreeSet<String>,
    pub(super) surnames: BTreeSet<String>,
    /// The last statement's speaker, for the pass in order.
    pub(super) last_speaker: Option<usize>,
}

/// What matters for finding a referent again.
#[derive(Clone, Debug, Default)]
pub(super) struct Detail {
    pub(super) gender: Option<Gender>,
    /// Token of the last mention outside quotations, and whether it was a subject.
    pub(super) last: Option<(usize, bool)>,
    pub(super) plural: bool,
}

/// Referents that are looked through for one that is meant.
const RECENT: usize = 1000;

/// How a role fits a person: the noun stands in an office, a noun of its class does, and where the person was mentioned last.
type Fit = (bool, bool, Option<usize>);

impl<'s, 'a> Referents<'s, 'a> {
    /// The referents that names give.
    pub(super) fn of(syntax: &'s Syntax<'a>, roles: &'s Roles, actors: &'s Actors) -> Self {
        let mut found = Self {
            syntax,
            roles,
            actors,
            all: Vec::new(),
            details: Vec::new(),
            of: BTreeMap::new(),
            resolved: BTreeMap::new(),
            places: places(syntax, roles),
            surnames: surnames(syntax),
            last_speaker: None,
        };
        for at in 0..syntax.analysis.names.len() {
            found.name(at);
        }
        for (referent, detail) in found.all.iter_mut().zip(&mut found.details) {
            if referent.kind == ReferentKind::Person {
                let gender = |word: &str| roles.gender(&fold(word));
                let titles = referent.offices.iter().flat_map(|office| office.split(' ')).find_map(gender);
                detail.gender = detail.gender.or(titles).or_else(|| referent.name.split(' ').next().and_then(gender));
            }
            // Where nothing was said yet, nobody stands out: salience is built by the pass over statements.
            detail.last = None;
        }
        found
    }

    /// Notes that a token's referent was mentioned, for what follows.
    fn seen(&mut self, referent: usize, token: usize) {
        let subject = self.syntax.plain(token) == "nsubj"
            || self.syntax.head[token].is_some_and(|head| self.syntax.plain(head) == "nsubj" && self.syntax.plain(token) != "nmod");
        self.details[referent].last = Some((token, subject));
    }

    /// Takes in the names up to a token, in the order of the text; what is quoted does not stand out.
    pub(super) fn advance(&mut self, from: usize, to: usize) {
        let names: Vec<(usize, usize)> = self.of.range(from..to.max(from)).map(|(&token, &referent)| (token, referent)).collect();
        for (token, referent) in names {
            if self.syntax.quotation[token].is_none() && self.syntax.relation[token] != "nmod:poss" {
                self.seen(referent, token);
            }
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
            let clause = syntax.head[head].and_then(|verb| {
                std::iter::successors(Some(verb), |&at| syntax.head[at]).take(5).find(|&at| syntax.relation[at] == "acl:relcl")
            });
            let noun = clause.and_then(|clause| syntax.head[clause])?;
            let phrase = syntax.phrase(noun).tokens;
            return self.resolve(noun, &phrase, content);
        }
        if syntax.upos[head] == "PRON" {
            let found = self.pronoun(head, content)?;
            let mention = Mention { span: syntax.span(head), kind: MentionKind::Pronoun };
            self.mention(found, mention, head);
            return Some(found);
        }
        self.resolve_noun(head, phrase)
    }

    pub(super) fn mention(&mut self, referent: usize, mention: Mention, token: usize) {
        self.all[referent].mentions.push(mention);
        self.seen(referent, token);
    }

    fn resolve_noun(&mut self, head: usize, phrase: &[usize]) -> Option<usize> {
        let syntax = self.syntax;
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
        if named.is_empty() {
            named.extend(self.closing_name(head, phrase).map(|(referent, title)| {
                self.entitle(referent, title);
                referent
            }));
        }
        let person = named.iter().copied().find(|&at| self.all[at].kind == ReferentKind::Person);
        let lemma = syntax.lemma[head].clone();
        // "the Russian Foreign Ministry spokesman" is a person, though it holds the name of a body.
        let role = syntax.upos[head] == "NOUN" && !self.of.contains_key(&head);
        if let Some(found) = person.or_else(|| named.first().copied().filter(|_| !role)) {
            self.seen(found, head);
            return Some(found);
        }
        let span = syntax.spans(phrase).first().copied().unwrap_or(syntax.span(head));
        let lemma = if syntax.upos[head] == "PROPN" { fold(syntax.form(head)) } else { lemma };
        let is_role = self.roles.is_person(&lemma) || self.roles.is_body(&lemma) || self.roles.is_source(&lemma);
        if syntax.is_capital(head) && !is_role {
            return Some(self.missed(head, phrase));
        }
        let definite = syntax
            .children(head)
            .any(|child| matches!(syntax.lemma[child].as_str(), "the" | "this" | "that") || syntax.relation[child] == "nmod:poss");
        // "The spokesman of the premier, Jory Pell,": the name is that of whom the phrase is about.
        if definite && role && is_role {
            let last = phrase.last().and_then(|last| self.of.get(last).copied()).filter(|&at| self.all[at].kind == ReferentKind::Person);
            let start = last.and_then(|found| phrase.iter().copied().find(|token| self.of.get(token) == Some(&found)));
            if let (Some(found), Some(start)) = (last, start)
                && start > head
                && syntax.form(start - 1) == ","
            {
                self.seen(found, head);
                return Some(found);
            }
        }
        let plural = matches!(syntax.xpos[head], "NNS" | "NNPS");
        if definite && !plural && self.roles.is_person(&lemma) {
            let state = self.state_in(span);
            if let Some(found) = self.by_role(&lemma, state.as_deref(), head) {
                self.mention(found, Mention { span, kind: MentionKind::Title }, head);
                return Some(found);
            }
        }
        // "PELL:" in a transcript, which the tagger takes for any word.
        if !definite && !is_role && span.of(syntax.text).starts_with(char::is_uppercase) {
            let words: Vec<&str> = span.of(syntax.text).split_whitespace().collect();
            if let Some(found) = self.person_named(&words) {
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
        let start = phrase.iter().copied().find(|token| self.of.get(token) == Some(&referent)).filter(|&start| start > head)?;
        let before = fold(self.syntax.form(start - 1));
        let closes_title = matches!(self.syntax.upos[start - 1], "NOUN" | "PROPN")
            && !self.roles.is_person(&before)
            && !is_honorific(self.syntax.form(start - 1));
        let title = Span { start: self.syntax.span(phrase[0]).start, end: self.syntax.span(start - 1).end };
        (start - 1 == head || closes_title).then_some((referent, title))
    }

    /// The last person whose office holds a noun, or a noun of its class, and who is of that state.
    fn by_role(&self, noun: &str, state: Option<&str>, head: usize) -> Option<usize> {
        let classes = self.roles.classes(noun);
        let fits = |at: usize| {
            let referent = &self.all[at];
            let words = |office: &String| fold(office).split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect::<Vec<_>>();
            let words: Vec<String> = referent.offices.iter().flat_map(words).collect();
            let exact = words.iter().any(|word| word == noun);
            let class = words.iter().any(|word| self.roles.classes(word).iter().any(|class| classes.contains(class)));
            let stands = exact || class || (self.roles.is_any(noun) && self.details[at].last.is_some());
            let of_state = match (state, referent.state.as_deref()) {
                (Some(wanted), Some(known)) => wanted == known,
                (Some(_), None) => exact || class,
                _ => true,
            };
            (referent.kind == ReferentKind::Person && stands && of_state).then_some((
                exact,
                class,
                self.details[at].last.map(|(token, _)| token),
            ))
        };
        let gender = self.roles.gender(noun);
        let mut found: Vec<(Fit, usize)> = self
            .recent()
            .filter(|&at| gender.is_none() || self.details[at].gender.is_none() || self.details[at].gender == gender)
            .filter_map(|at| fits(at).map(|fit| (fit, at)))
            .filter(|((_, _, last), _)| last.is_none_or(|last| last < head))
            .collect();
        found.sort();
        // A word for anyone means only who was just spoken of.
        found
            .pop()
            .filter(|((exact, class, last), _)| {
                *exact || *class || last.is_some_and(|last| self.syntax.paragraph[head] - self.syntax.paragraph[last] <= 2)
            })
            .map(|(_, at)| at)
    }

    fn unnamed(&mut self, head: usize, span: Span, plural: bool) -> usize {
        let words = span.of(self.syntax.text);
        let name = ["a ", "an ", "the ", "one ", "another ", "A ", "An ", "The ", "One ", "Another "]
            .iter()
            .find_map(|article| words.strip_prefix(article))
            .unwrap_or(words);
        let definite = words.len() != name.len() && words.to_lowercase().starts_with("the ");
        let known = definite
            .then(|| self.recent().rev().find(|&at| self.all[at].kind == ReferentKind::Unnamed && self.all[at].name == name))
            .flatten();
        let at = known.unwrap_or_else(|| self.make(ReferentKind::Unnamed, name, None));
        let (body, role) = (
            self.roles.is_body(&self.syntax.lemma[head]),
            self.roles.is_person(&self.syntax.lemma[head]) || self.roles.is_source(&self.syntax.lemma[head]),
        );
        self.details[at].plural = plural;
        if self.all[at].state.is_none() && (body || role) {
            self.all[at].state = self.state_in(span);
        }
        self.mention(at, Mention { span, kind: MentionKind::Title }, head);
        at
    }

    /// Whom a pronoun means: of those that fit it, who stands out most.
    fn pronoun(&mut self, token: usize, content: &[usize]) -> Option<usize> {
        let syntax = self.syntax;
        let form = syntax.lemma[token].as_str();
        let sentence = syntax.sentence[token];
        let fits = |at: usize| {
            let (referent, detail) = (&self.all[at], &self.details[at]);
            match form {
                "he" | "him" => person_like(referent, self.roles) && !detail.plural && detail.gender != Some(Gender::She),
                "she" | "her" => person_like(referent, self.roles) && !detail.plural && detail.gender != Some(Gender::He),
                "it" => {
                    matches!(referent.kind, ReferentKind::State | ReferentKind::Organisation)
                        || (referent.kind == ReferentKind::Unnamed && !detail.plural && !person_like(referent, self.roles))
                }
                "they" | "them" => detail.plural || matches!(referent.kind, ReferentKind::Organisation | ReferentKind::Group),
                _ => false,
            }
        };
        // Nobody is named in what a pronoun says of itself: "he said Pell would go" is no word of Pell's, nor is "Pell is a legend," he said.
        let named: BTreeSet<usize> = content
            .iter()
            .filter(|&&word| word > token || syntax.quotation[word].is_some())
            .filter_map(|word| self.of.get(word).copied())
            .filter(|&at| self.all[at].kind == ReferentKind::Person)
            .collect();
        let weigh = |at: usize| {
            let detail = &self.details[at];
            let (last, subject) = detail.last?;
            if last >= token || named.contains(&at) || content.binary_search(&last).is_ok() {
                return None;
            }
            let distance = (sentence - syntax.sentence[last]).min(20) as i32;
            let known = detail.gender.is_some() && matches!(form, "he" | "him" | "she" | "her");
            let named = self.all[at].kind != ReferentKind::Unnamed;
            let apart = (syntax.paragraph[token] - syntax.paragraph[last]).min(4) as i32;
            let weight = -3 * distance - 4 * apart
                + 3 * i32::from(subject)
                + 4 * i32::from(self.last_speaker == Some(at))
                + i32::from(known)
                + 2 * i32::from(named);
            (distance < 12).then_some((weight, last))
        };
        self.recent().filter(|&at| fits(at)).filter_map(|at| weigh(at).map(|weight| (weight, at))).max().map(|(_, at)| at)
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
            if referent.kind == ReferentKind::Person && referent.key.is_none() {
                let keys: BTreeSet<&str> =
                    self.actors.tenures_of(&referent.name).map(|tenure| tenure.person.as_str()).filter(|key| !key.is_empty()).collect();
                if let [key] = keys.into_iter().collect::<Vec<_>>()[..] {
                    referent.key = Some(key.to_owned());
                }
            }
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

fn person_like(referent: &Referent, roles: &Roles) -> bool {
    referent.kind == ReferentKind::Person
        || (referent.kind == ReferentKind::Unnamed
            && referent.name.split(' ').any(|word| roles.is_person(&word.to_lowercase()) || roles.is_source(&word.to_lowercase())))
}
