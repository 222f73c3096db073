//! Mentions in one report to referents: names and their short forms, titles, "the envoy", he and she, capitals for governments.
//!
//! One pass over the text in its order. A name joins the referent whose name it shortens or completes; a role joins the last
//! person whose office holds it; a pronoun the person who stands out most. What is not clear stays apart: an unnamed
//! source is never given a name.

use super::roles::{Gender, Roles};
use super::syntax::Syntax;
use crate::analyze::{Name, NameKind};
use crate::resources::Actors;
use crate::text::{Span, fold};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What a referent is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReferentKind {
    /// A person with a name.
    Person,
    /// A state; also its capital where it acts.
    State,
    /// An organisation or body with a name.
    Organisation,
    /// A place with a name that is no state.
    Place,
    /// A people or group with a name.
    Group,
    /// Someone without a name: "a senior official", "the ministry".
    Unnamed,
}

impl ReferentKind {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Person, Self::State, Self::Organisation, Self::Place, Self::Group, Self::Unnamed];

    /// The one of a word of the interchange.
    pub fn of(label: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.label() == label)
    }

    /// The word for it in the interchange.
    pub fn label(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::State => "state",
            Self::Organisation => "organisation",
            Self::Place => "place",
            Self::Group => "group",
            Self::Unnamed => "unnamed",
        }
    }
}

/// How a mention names its referent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MentionKind {
    /// By a name.
    Name,
    /// By a title or role.
    Title,
    /// By a pronoun.
    Pronoun,
}

impl MentionKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Name, Self::Title, Self::Pronoun];

    /// The one of a word of the interchange.
    pub fn of(label: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.label() == label)
    }

    /// The word for it in the interchange.
    pub fn label(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Title => "title",
            Self::Pronoun => "pronoun",
        }
    }
}

/// Words that mean a referent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where they stand.
    pub span: Span,
    /// How they name it.
    pub kind: MentionKind,
}

/// All mentions of one actor within one report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Referent {
    /// What it is.
    pub kind: ReferentKind,
    /// Its fullest name in the report; the gazetteer's where it knows it; the words for it where it has none.
    pub name: String,
    /// Code of a state, key of an organisation, Wikidata identifier of a person, where the gazetteer knows it.
    pub key: Option<String>,
    /// The offices and titles the report gives it, fullest first.
    pub offices: Vec<String>,
    /// The state it belongs to, as a code, where its titles tell.
    pub state: Option<String>,
    /// Where it is meant, in the order of the text.
    pub mentions: Vec<Mention>,
}

/// The referents of a report as they are found, and which token leads to which.
pub(super) struct Referents<'s, 'a> {
    syntax: &'s Syntax<'a>,
    roles: &'s Roles,
    actors: &'s Actors,
    pub(super) all: Vec<Referent>,
    details: Vec<Detail>,
    /// Referent of each token that a name or a resolved role stands on.
    of: BTreeMap<usize, usize>,
    /// Referent of each head of a phrase that was resolved.
    resolved: BTreeMap<usize, usize>,
    /// Folded names of one word that the report uses as those of places, whatever the name finder says; and last names of its persons.
    places: BTreeSet<String>,
    surnames: BTreeSet<String>,
    /// The last statement's speaker, for the pass in order.
    last_speaker: Option<usize>,
}

/// What matters for finding a referent again.
#[derive(Clone, Debug, Default)]
struct Detail {
    gender: Option<Gender>,
    /// Token of the last mention outside quotations, and whether it was a subject.
    last: Option<(usize, bool)>,
    plural: bool,
}

impl<'s, 'a> Referents<'s, 'a> {
    /// The referents that names give.
    pub(super) fn of(syntax: &'s Syntax<'a>, roles: &'s Roles, actors: &'s Actors) -> Self {
        let mut found = Self { syntax, roles, actors, all: Vec::new(), details: Vec::new(), of: BTreeMap::new(), resolved: BTreeMap::new(), places: places(syntax, roles), surnames: surnames(syntax), last_speaker: None };
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

    fn name(&mut self, at: usize) {
        let found = &self.syntax.analysis.names[at];
        let tokens = self.completed(found.tokens.clone(), found.kind);
        if self.of.contains_key(&tokens.start) {
            return;
        }
        let span = Span { start: self.syntax.span(tokens.start).start, end: self.syntax.span(tokens.end - 1).end };
        let name = Name { span, tokens, kind: found.kind };
        let text = name.span.of(self.syntax.text);
        let words = text.trim_end_matches("'s").trim_end_matches("’s");
        let head = self.head_of(name.tokens.clone());
        let referent = match name.kind {
            NameKind::Nation if self.syntax.upos[head] == "ADJ" => return,
            _ if self.actors.organisation(words).is_some() => {
                let known = self.actors.organisation(words).expect("it was just found");
                let (key, name, state) = (known.key.clone(), known.name.clone(), known.state.clone());
                let referent = self.keyed(ReferentKind::Organisation, key, name);
                self.all[referent].state = state;
                referent
            }
            NameKind::Place | NameKind::Organisation if self.actors.state_named(words).is_some() => {
                let state = self.actors.state_named(words).expect("it was just found");
                let (code, name) = (state.code.clone(), state.name.clone());
                let referent = self.keyed(ReferentKind::State, code.clone(), name);
                self.all[referent].state = Some(code);
                referent
            }
            // "Marsk" is who "Edda Marsk" is.
            NameKind::Place | NameKind::Organisation if name.tokens.len() == 1 && self.surnames.contains(&fold(words)) => {
                self.person(words, name.tokens.clone(), head)
            }
            NameKind::Nation => self.plain(ReferentKind::Group, words),
            NameKind::Place => self.plain(ReferentKind::Place, words),
            NameKind::Organisation => self.organisation(words),
            // A name unknown to every list that things happen in and that has a president is no person.
            NameKind::Person if name.tokens.len() == 1 && self.places.contains(&fold(words)) => self.plain(ReferentKind::Place, words),
            NameKind::Person => self.person(words, name.tokens.clone(), head),
        };
        let referent_kind = self.all[referent].kind;
        for token in name.tokens.clone() {
            self.of.insert(token, referent);
        }
        if referent_kind == ReferentKind::Person {
            self.titles(referent, name.tokens.clone(), head);
        }
        self.all[referent].mentions.push(Mention { span: name.span, kind: MentionKind::Name });
    }

    /// A name with the proper nouns beside it that the tree makes part of it, which the name finder missed.
    fn completed(&self, tokens: Range<usize>, kind: NameKind) -> Range<usize> {
        let syntax = self.syntax;
        let (mut start, mut end) = (tokens.start, tokens.end);
        let part = |token: usize, other: usize| {
            syntax.is_capital(token) && syntax.sentence[token] == syntax.sentence[other] && syntax.analysis.name_at(token).is_none()
        };
        // A given name that the finder left to the title before it; titles, peoples and states are none.
        let is_title = |token: usize| {
            let form = fold(syntax.form(token));
            is_honorific(syntax.form(token)) || self.roles.is_person(&form) || self.roles.is_body(&form) || self.roles.gender(&form).is_some() && form.len() < 4
        };
        let given = |token: usize, first: usize| {
            let form = fold(syntax.form(token));
            let related = syntax.head[token] == Some(first) || syntax.head[first] == Some(token);
            related && syntax.form(token).chars().all(char::is_alphabetic) && self.actors.people(&form).is_none() && self.actors.state_named(&form).is_none()
        };
        let flat = |token: usize, start: usize, end: usize| {
            let joined = |below: usize, above: usize| syntax.head[below] == Some(above) && (syntax.plain(below) == "flat" || (kind == NameKind::Organisation && syntax.plain(below) == "compound"));
            (start..end).any(|inside| joined(token, inside) || joined(inside, token))
        };
        if !matches!(kind, NameKind::Person | NameKind::Organisation) {
            return tokens;
        }
        // "Ned Price" with the given name as a compound of the other.
        let surname = |token: usize| {
            let known = self.roles.gender(&fold(syntax.form(token - 1))).is_some();
            kind == NameKind::Person && end - start == 1 && known && syntax.head[token - 1] == Some(token) && !is_title(token)
        };
        if end < syntax.len() && part(end, start) && surname(end) {
            end += 1;
        }
        while end < syntax.len() && part(end, start) && (flat(end, start, end) || (syntax.head[end] == syntax.head[start] && syntax.plain(end) == "flat")) {
            end += 1;
        }
        let capital_adjective = |token: usize| syntax.upos[token] == "ADJ" && token > 0 && syntax.sentence[token] == syntax.sentence[token - 1] && syntax.form(token).starts_with(char::is_uppercase);
        while start > 0 && kind == NameKind::Person && (part(start - 1, start) || (start == tokens.start && capital_adjective(start - 1))) && !is_title(start - 1) && (flat(start - 1, start, end) || (start == tokens.start && given(start - 1, start))) {
            start -= 1;
        }
        start..end
    }

    /// The token of a name from which the others hang.
    fn head_of(&self, tokens: Range<usize>) -> usize {
        tokens.clone().find(|&token| self.syntax.head[token].is_none_or(|head| !tokens.contains(&head))).unwrap_or(tokens.start)
    }

    fn add(&mut self, referent: Referent) -> usize {
        self.all.push(referent);
        self.details.push(Detail::default());
        self.all.len() - 1
    }

    fn new(&mut self, kind: ReferentKind, name: &str, key: Option<String>) -> usize {
        self.add(Referent { kind, name: name.to_owned(), key, offices: Vec::new(), state: None, mentions: Vec::new() })
    }

    fn keyed(&mut self, kind: ReferentKind, key: String, name: String) -> usize {
        let known = self.all.iter().position(|referent| referent.kind == kind && referent.key.as_ref() == Some(&key));
        known.unwrap_or_else(|| self.new(kind, &name, Some(key)))
    }

    fn plain(&mut self, kind: ReferentKind, name: &str) -> usize {
        let folded = fold(name);
        let known = self.all.iter().position(|referent| referent.kind == kind && fold(&referent.name) == folded);
        known.unwrap_or_else(|| self.new(kind, name, None))
    }

    /// An organisation without a key: the same name, its initials, or its last words.
    fn organisation(&mut self, name: &str) -> usize {
        let folded = fold(name);
        let initials = |name: &str| name.split(' ').filter_map(|word| word.chars().next()).filter(|c| c.is_uppercase()).collect::<String>();
        let same = |referent: &Referent| {
            let other = fold(&referent.name);
            other == folded || initials(&referent.name) == name || initials(name) == referent.name || (folded.contains(' ') && other.ends_with(&format!(" {folded}")))
        };
        let known = self.all.iter().rposition(|referent| referent.kind == ReferentKind::Organisation && same(referent));
        if let Some(known) = known {
            if self.all[known].key.is_none() && name.len() > self.all[known].name.len() {
                name.clone_into(&mut self.all[known].name);
            }
            return known;
        }
        self.new(ReferentKind::Organisation, name, None)
    }

    /// A person: the one whose name this shortens or completes, the latest first.
    fn person(&mut self, name: &str, tokens: Range<usize>, head: usize) -> usize {
        let words: Vec<&str> = name.split_whitespace().filter(|word| !is_honorific(word)).collect();
        let title = tokens.start.checked_sub(1).map(|before| fold(self.syntax.form(before))).filter(|_| head >= tokens.start);
        let gender = title.and_then(|title| self.roles.gender(&title)).or_else(|| name.split(' ').next().and_then(|word| self.roles.gender(&fold(word))));
        let known = (0..self.all.len()).rev().find(|&at| {
            let referent = &self.all[at];
            let compatible = gender.is_none() || self.details[at].gender.is_none() || self.details[at].gender == gender;
            referent.kind == ReferentKind::Person && compatible && same_person(&referent.name.split(' ').collect::<Vec<_>>(), &words)
        });
        let at = known.unwrap_or_else(|| self.new(ReferentKind::Person, &words.join(" "), None));
        if words.len() > self.all[at].name.split(' ').count() {
            self.all[at].name = words.join(" ");
        }
        self.details[at].gender = self.details[at].gender.or(gender);
        at
    }

    /// The titles around a person's name: "Foreign Secretary" before it, "the ministry's spokesman" beside it.
    fn titles(&mut self, referent: usize, tokens: Range<usize>, head: usize) {
        let syntax = self.syntax;
        let mut start = tokens.start;
        while let Some(before) = start.checked_sub(1) {
            let titles = matches!(syntax.upos[before], "PROPN" | "NOUN" | "ADJ")
                || matches!(syntax.form(before), "of" | "for" | "to" | "-" | "." | "’s" | "'s" | "and" | "d’" | "d'" | "’" | "'" | "&" | "the");
            let ours = syntax.is_below(before, head) || syntax.head[head].is_some_and(|up| syntax.plain(head) == "appos" && syntax.is_below(before, up));
            if !titles || !ours || syntax.sentence[before] != syntax.sentence[head] || syntax.quotation[before] != syntax.quotation[head] {
                break;
            }
            start = before;
        }
        while start < tokens.start && !matches!(syntax.upos[start], "PROPN" | "NOUN" | "ADJ") {
            start += 1;
        }
        let mut offices = Vec::new();
        if start < tokens.start && matches!(syntax.upos[tokens.start - 1], "PROPN" | "NOUN") || start + 1 < tokens.start && syntax.form(tokens.start - 1) == "." {
            offices.push(Span { start: syntax.span(start).start, end: syntax.span(tokens.start - 1).end });
        }
        for child in syntax.children(head).filter(|&child| syntax.plain(child) == "appos" && syntax.upos[child] == "NOUN") {
            if self.roles.is_person(&syntax.lemma[child]) {
                let phrase = syntax.phrase(child).tokens;
                let words: Vec<usize> = phrase.into_iter().skip_while(|&token| syntax.upos[token] == "DET").collect();
                offices.extend(syntax.spans(&words).first().copied());
            }
        }
        for office in offices {
            let words = office.of(syntax.text).to_owned();
            if words.len() > 2 && words.len() < 120 && !self.all[referent].offices.contains(&words) {
                if self.all[referent].state.is_none() {
                    self.all[referent].state = self.state_in(office);
                }
                self.all[referent].offices.push(words);
                self.all[referent].offices.sort_by_key(|office| std::cmp::Reverse(office.len()));
            }
        }
    }

    /// The first state that words name, by its adjective or by its name.
    fn state_in(&self, words: Span) -> Option<String> {
        let syntax = self.syntax;
        syntax.within(words).find_map(|token| {
            let form = syntax.form(token);
            let two = (token + 1 < syntax.len()).then(|| format!("{form} {}", syntax.form(token + 1)));
            let of = |name: &str| self.actors.people(name).or_else(|| self.actors.state_named(name)).map(|state| state.code.clone());
            if !form.starts_with(char::is_uppercase) {
                return None;
            }
            two.as_deref().and_then(of).or_else(|| of(form))
        })
    }

    /// Notes that a token's referent was mentioned, for what follows.
    fn seen(&mut self, referent: usize, token: usize) {
        let subject = self.syntax.plain(token) == "nsubj" || self.syntax.head[token].is_some_and(|head| self.syntax.plain(head) == "nsubj" && self.syntax.plain(token) != "nmod");
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
            let clause = syntax.head[head].and_then(|verb| std::iter::successors(Some(verb), |&at| syntax.head[at]).take(5).find(|&at| syntax.relation[at] == "acl:relcl"));
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

    fn mention(&mut self, referent: usize, mention: Mention, token: usize) {
        if !self.all[referent].mentions.contains(&mention) {
            self.all[referent].mentions.push(mention);
        }
        self.seen(referent, token);
    }

    fn resolve_noun(&mut self, head: usize, phrase: &[usize]) -> Option<usize> {
        let syntax = self.syntax;
        // A name that is the phrase's own: its head, a part of a title and name, or beside it; never one that only belongs to it.
        let own = |&token: &usize| {
            let mut at = token;
            while at != head {
                let up = match syntax.head[at] {
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
        let definite = syntax.children(head).any(|child| matches!(syntax.lemma[child].as_str(), "the" | "this" | "that") || syntax.relation[child] == "nmod:poss");
        let plural = matches!(syntax.xpos[head], "NNS" | "NNPS");
        if definite && !plural && self.roles.is_person(&lemma) {
            let state = self.state_in(span);
            if let Some(found) = self.by_role(&lemma, state.as_deref(), head) {
                self.mention(found, Mention { span, kind: MentionKind::Title }, head);
                return Some(found);
            }
        }
        Some(self.unnamed(head, span, plural))
    }

    /// A proper noun that the name finder missed: a person named before, else an organisation.
    fn missed(&mut self, head: usize, phrase: &[usize]) -> usize {
        let syntax = self.syntax;
        let at = phrase.iter().position(|&token| token == head).unwrap_or(0);
        let proper = |token: &&usize| syntax.is_capital(**token);
        let first = at - phrase[..at].iter().rev().take_while(proper).count();
        let last = at + phrase[at + 1..].iter().take_while(proper).count();
        let tokens = phrase[first]..phrase[last] + 1;
        let span = Span { start: syntax.span(tokens.start).start, end: syntax.span(tokens.end - 1).end };
        let words = span.of(syntax.text);
        let parts: Vec<&str> = words.split_whitespace().collect();
        let person = (0..self.all.len()).rev().find(|&at| self.all[at].kind == ReferentKind::Person && same_person(&self.all[at].name.split(' ').collect::<Vec<_>>(), &parts));
        let (organisation, state) = (self.actors.organisation(words).cloned(), self.actors.state_named(words).cloned());
        let found = match (person, organisation, state) {
            (Some(person), ..) => person,
            (_, Some(known), _) => {
                let at = self.keyed(ReferentKind::Organisation, known.key, known.name);
                self.all[at].state = known.state;
                at
            }
            (_, _, Some(state)) => self.keyed(ReferentKind::State, state.code, state.name),
            _ => self.organisation(words),
        };
        self.mention(found, Mention { span, kind: MentionKind::Name }, head);
        found
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
            (referent.kind == ReferentKind::Person && stands && of_state).then_some((exact, class, self.details[at].last.map(|(token, _)| token)))
        };
        let gender = self.roles.gender(noun);
        let mut found: Vec<((bool, bool, Option<usize>), usize)> = (0..self.all.len())
            .filter(|&at| gender.is_none() || self.details[at].gender.is_none() || self.details[at].gender == gender)
            .filter_map(|at| fits(at).map(|fit| (fit, at)))
            .filter(|((_, _, last), _)| last.is_none_or(|last| last < head))
            .collect();
        found.sort();
        // A word for anyone means only who was just spoken of.
        found.pop().filter(|((exact, class, last), _)| *exact || *class || last.is_some_and(|last| self.syntax.paragraph[head] - self.syntax.paragraph[last] <= 2)).map(|(_, at)| at)
    }

    fn unnamed(&mut self, head: usize, span: Span, plural: bool) -> usize {
        let words = span.of(self.syntax.text);
        let name = ["a ", "an ", "the ", "one ", "another ", "A ", "An ", "The ", "One ", "Another "].iter().find_map(|article| words.strip_prefix(article)).unwrap_or(words);
        let definite = words.len() != name.len() && words.to_lowercase().starts_with("the ");
        let known = definite.then(|| self.all.iter().rposition(|referent| referent.kind == ReferentKind::Unnamed && referent.name == name)).flatten();
        let at = known.unwrap_or_else(|| self.new(ReferentKind::Unnamed, name, None));
        let (body, role) = (self.roles.is_body(&self.syntax.lemma[head]), self.roles.is_person(&self.syntax.lemma[head]) || self.roles.is_source(&self.syntax.lemma[head]));
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
                "it" => matches!(referent.kind, ReferentKind::State | ReferentKind::Organisation) || (referent.kind == ReferentKind::Unnamed && !detail.plural && !person_like(referent, self.roles)),
                "they" | "them" => detail.plural || matches!(referent.kind, ReferentKind::Organisation | ReferentKind::Group),
                _ => false,
            }
        };
        let weigh = |at: usize| {
            let detail = &self.details[at];
            let (last, subject) = detail.last?;
            if last >= token || content.binary_search(&last).is_ok() {
                return None;
            }
            let distance = (sentence - syntax.sentence[last]).min(20) as i32;
            let known = detail.gender.is_some() && matches!(form, "he" | "him" | "she" | "her");
            let named = self.all[at].kind != ReferentKind::Unnamed;
            let apart = (syntax.paragraph[token] - syntax.paragraph[last]).min(4) as i32;
            let weight = -3 * distance - 4 * apart + 3 * i32::from(subject) + 4 * i32::from(self.last_speaker == Some(at)) + i32::from(known) + 2 * i32::from(named);
            (distance < 12).then_some((weight, last))
        };
        (0..self.all.len()).filter(|&at| fits(at)).filter_map(|at| weigh(at).map(|weight| (weight, at))).max().map(|(_, at)| at)
    }

    /// Notes who spoke last.
    pub(super) fn spoke(&mut self, referent: usize) {
        self.last_speaker = Some(referent);
    }

    /// The referents with a mention, mentions in order; and where each one of before is now.
    pub(super) fn finish(mut self) -> (Vec<Referent>, Vec<Option<usize>>) {
        for referent in &mut self.all {
            referent.mentions.sort_by_key(|mention| mention.span);
            referent.mentions.dedup();
            if referent.kind == ReferentKind::Person && referent.key.is_none() {
                let keys: BTreeSet<&str> = self.actors.tenures_of(&referent.name).map(|tenure| tenure.person.as_str()).filter(|key| !key.is_empty()).collect();
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

/// The last names of persons that are named in full.
fn surnames(syntax: &Syntax<'_>) -> BTreeSet<String> {
    let full = |name: &&Name| name.kind == NameKind::Person && name.tokens.len() > 1;
    syntax.analysis.names.iter().filter(full).map(|name| fold(syntax.form(name.tokens.end - 1))).collect()
}

/// Names of one word that stand for places somewhere: "in Veldania", "the president of Veldania", "across Veldania".
fn places(syntax: &Syntax<'_>, roles: &Roles) -> BTreeSet<String> {
    let is_place = |token: usize| {
        let case = syntax.children(token).find(|&child| child < token && syntax.plain(child) == "case").map(|case| syntax.lemma[case].as_str());
        let of = |head: usize| {
            let lemma = if syntax.upos[head] == "PROPN" { fold(syntax.form(head)) } else { syntax.lemma[head].clone() };
            let of_state = ["president", "premier", "minister", "diplomat", "monarch"];
            roles.classes(&lemma).iter().any(|class| of_state.contains(&class.as_str())) || matches!(lemma.as_str(), "government" | "parliament" | "republic" | "capital" | "coast" | "island" | "north" | "south" | "east" | "west")
        };
        match case {
            Some("in" | "across" | "inside" | "throughout" | "into" | "outside") => syntax.plain(token) != "flat",
            Some("of") => syntax.head[token].is_some_and(of),
            _ => false,
        }
    };
    let single = |name: &&Name| name.tokens.len() == 1 && is_place(name.tokens.start);
    let surnames = surnames(syntax);
    syntax.analysis.names.iter().filter(single).map(|name| fold(name.span.of(syntax.text))).filter(|name| !surnames.contains(name)).collect()
}

fn person_like(referent: &Referent, roles: &Roles) -> bool {
    referent.kind == ReferentKind::Person
        || (referent.kind == ReferentKind::Unnamed
            && referent.name.split(' ').any(|word| roles.is_person(&word.to_lowercase()) || roles.is_source(&word.to_lowercase())))
}

fn is_honorific(word: &str) -> bool {
    matches!(word.trim_end_matches('.'), "Mr" | "Mrs" | "Ms" | "Miss" | "Dr" | "Prof" | "Sir" | "Lord" | "Lady" | "Sen" | "Rep" | "Gov" | "Gen" | "President" | "Jr" | "Sr")
}

/// Do two names of persons mean one: the same last name, and given names of which one shortens the other? A single name may be a last
/// name or a given one.
pub(crate) fn same_person(known: &[&str], new: &[&str]) -> bool {
    let folded = |words: &[&str]| words.iter().filter(|word| !is_honorific(word)).map(|word| fold(word.trim_end_matches("'s").trim_end_matches("’s"))).collect::<Vec<_>>();
    let (known, new) = (folded(known), folded(new));
    let (Some(last), Some(other)) = (known.last(), new.last()) else { return false };
    match (known.len(), new.len()) {
        (1, 1) => last == other,
        (_, 1) => known.contains(other),
        (1, _) => new.contains(last),
        _ => {
            let shortens = |a: &str, b: &str| {
                let (a, b) = (a.trim_end_matches('.'), b.trim_end_matches('.'));
                a == b || (a.chars().count() == 1 && b.starts_with(a)) || (b.chars().count() == 1 && a.starts_with(b))
            };
            last == other && shortens(&known[0], &new[0])
        }
    }
}

/// Can two names be one's: equal but for letters' case and marks, or as one person's names in full and in short?
pub fn names_agree(one: &str, other: &str) -> bool {
    fold(one) == fold(other) || same_person(&one.split(' ').collect::<Vec<_>>(), &other.split(' ').collect::<Vec<_>>())
}
