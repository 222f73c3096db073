//! Names to referents: a name joins the one whose name it shortens or completes, and brings its titles.

use super::persons::{self, Generation, Parts, are_same, generation, is_honorific, same_person};
use super::referent::{Mention, MentionKind, Referent, ReferentKind};
use super::referents::{Detail, Referents};
use super::roles::{Gender, Roles};
use super::syntax::Syntax;
use crate::analyze::{Name, NameKind};
use crate::resources::{State, Status};
use crate::text::{Span, fold};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

impl Referents<'_, '_> {
    pub(super) fn name(&mut self, at: usize) {
        let found = &self.syntax.analysis.names[at];
        let mut kind = match found.kind {
            _ if self.is_person(found) || self.is_addressed(found) => NameKind::Person,
            _ if self.is_agency(found) => NameKind::Organisation,
            kind => kind,
        };
        // "Special Envoy for Ostrel" is a title, whatever the name finder takes it for.
        if kind == NameKind::Organisation && self.is_envoy(found) {
            return;
        }
        let mut tokens = self.completed(found.tokens.clone(), kind);
        // "President Ada Voss Sunday said": the day is the verb's.
        while tokens.len() > 1 && self.is_day_of_verb(&tokens) {
            tokens.end -= 1;
        }
        // "The Organisation for Security and Co-operation" with what the finder left of its name: "in Europe".
        if kind == NameKind::Organisation {
            tokens.end = self.known_longer(&tokens);
        }
        if let Some(end) = self.joined_body(&tokens).filter(|_| matches!(kind, NameKind::Organisation | NameKind::Place)) {
            (tokens.end, kind) = (end, NameKind::Organisation);
        }
        if self.is_masthead(&tokens, kind) {
            tokens.end += 1;
            kind = NameKind::Organisation;
        }
        if kind == NameKind::Person {
            tokens = self.without_title(tokens);
        }
        // "On 13 March Lord Orsini", "Pavel Dunov (@dunov": a month belongs to its day, and what a bracket opens is no name's.
        while tokens.len() > 1 && self.is_month_of_day(tokens.start) {
            tokens.start += 1;
        }
        if let Some(open) = tokens.clone().find(|&token| token > tokens.start && self.syntax.form(token).starts_with(['(', '['])) {
            let closes = (open..tokens.end).any(|token| self.syntax.form(token).ends_with([')', ']']));
            tokens.end = if closes { tokens.end } else { open };
        }
        // "GETTY Ana Reyes": who is credited with a picture stands before its words.
        while tokens.len() > 2 && self.is_credit(tokens.start) {
            tokens.start += 1;
        }
        // A dash before a credit, the block of a map's legend.
        while tokens.len() > 1 && self.syntax.is_mark(tokens.start) {
            tokens.start += 1;
        }
        if self.of.contains_key(&tokens.start) || self.is_time(tokens.clone(), kind) || self.is_pair(&tokens, kind) {
            return;
        }
        let span = Span { start: self.syntax.span(tokens.start).start, end: self.syntax.span(tokens.end - 1).end };
        let name = Name { span, tokens, kind };
        let text = name.span.of(self.syntax.text);
        let words = text.trim_end_matches("'s").trim_end_matches("’s").trim();
        // "[President Roman] Pell": the brackets are an editor's.
        let unbracketed = words.replace(['[', ']'], "");
        let words = unbracketed.as_str();
        // An owner's mark behind a picture names nobody, nor does a title alone.
        if words.split_whitespace().all(is_honorific) {
            return;
        }
        let head = self.head_of(name.tokens.clone());
        if name.kind == NameKind::Nation && self.syntax.upos[head] == "ADJ" {
            return;
        }
        let referent = match self.known(words, &name, head) {
            Some(known) => known,
            None => self.unknown(words, &name, head),
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

    /// "the North": of the states whose names begin so the one that the report names; where it names none or several, nobody.
    fn half_of(&mut self, words: &str, name: &Name) -> Option<usize> {
        let syntax = self.syntax;
        let (before, after) = (name.tokens.start.checked_sub(1)?, name.tokens.end);
        let bare = after >= syntax.len() || !matches!(syntax.upos[after], "NOUN" | "PROPN" | "ADJ");
        if !matches!(words, "North" | "South") || syntax.low(before) != "the" || !bare {
            return None;
        }
        let begins = |name: &&Name| name.span.of(syntax.text).strip_prefix(words).is_some_and(|rest| rest.starts_with(' '));
        let states: BTreeMap<&str, &State> = syntax
            .analysis
            .names
            .iter()
            .filter(begins)
            .filter_map(|name| self.actors.state_named(name.span.of(syntax.text)))
            .map(|state| (state.code.as_str(), state))
            .collect();
        match states.into_values().collect::<Vec<_>>()[..] {
            [state] => Some(self.state(state)),
            _ => Some(self.nobody(words)),
        }
    }

    /// What the gazetteer has under a name: an organisation, a state, a territory, or a capital, which is its state where it acts and a place
    /// elsewhere. A name that the name finder takes for a person's is a state's only where no person of the report bears it.
    fn known(&mut self, words: &str, name: &Name, head: usize) -> Option<usize> {
        let actors = self.actors;
        if let Some(half) = self.half_of(words, name) {
            return Some(half);
        }
        if let Some(known) = actors.organisation(words).filter(|known| !self.is_of_another(words, &known.name, name, head)) {
            let referent = self.keyed(ReferentKind::Organisation, known.key.clone(), known.name.clone());
            self.all[referent].state.clone_from(&known.state);
            return Some(referent);
        }
        let borne = || name.tokens.len() == 1 && self.bearers.contains(&fold(words));
        if name.kind == NameKind::Nation || (name.kind == NameKind::Person && (borne() || self.is_addressed(name))) {
            return None;
        }
        if let Some(state) = actors.state_named(words) {
            return Some(self.state(state));
        }
        let capital = actors.capital(words).filter(|_| name.kind != NameKind::Person)?;
        Some(if self.acts(head) { self.state(capital) } else { self.plain(ReferentKind::Place, words) })
    }

    /// "The General Assembly" of a state, a church, a league: a body known by the last words of its name, where the report names another whose name
    /// ends so, or tells whose it is.
    fn is_of_another(&self, words: &str, full: &str, name: &Name, head: usize) -> bool {
        let syntax = self.syntax;
        let tail = format!(" {}", fold(words));
        if !fold(full).ends_with(&tail) {
            return false;
        }
        let other = |other: &Name| {
            let words = other.span.of(syntax.text);
            fold(words).ends_with(&tail) && self.actors.organisation(words).is_none()
        };
        let owner = |child: usize| {
            let known = || syntax.analysis.name_at(child).is_some_and(|name| self.actors.organisation(name.span.of(syntax.text)).is_some());
            let before = child < name.tokens.start;
            before
                && (syntax.relation[child] == "nmod:poss" && !known() || syntax.plain(child) == "compound" && syntax.upos[child] == "NOUN")
        };
        syntax.analysis.names.iter().any(other) || syntax.children(head).any(owner)
    }

    /// The referent of a state; a territory is a place.
    pub(super) fn state(&mut self, state: &State) -> usize {
        let kind = if state.status == Status::State { ReferentKind::State } else { ReferentKind::Place };
        let referent = self.keyed(kind, state.code.clone(), state.name.clone());
        self.all[referent].state = Some(state.code.clone());
        referent
    }

    /// The referent of a name that the gazetteer does not have.
    fn unknown(&mut self, words: &str, name: &Name, head: usize) -> usize {
        let single = name.tokens.len() == 1;
        match name.kind {
            // "Marsk" is who "Edda Marsk" is.
            NameKind::Place | NameKind::Organisation if single && (self.surnames.contains(&fold(words)) || self.is_last_name(words)) => {
                self.person(words, name.tokens.clone(), head)
            }
            // "Edda" is who "Edda Marsk" is, where the report has no place of that name.
            NameKind::Place if single && self.bearers.contains(&fold(words)) && !self.places.contains(&fold(words)) && self.acts(head) => {
                self.person(words, name.tokens.clone(), head)
            }
            NameKind::Nation => {
                let group = self.plain(ReferentKind::Group, words);
                self.all[group].state = self.actors.people(words).map(|state| state.code.clone());
                group
            }
            // "The Senate" alone is that of many states.
            NameKind::Place | NameKind::Organisation if single && self.roles.is_body(&fold(words)) => self.nobody(words),
            NameKind::Place if single && self.is_cited(name.tokens.start) => self.body(words, name.span),
            NameKind::Place if !single && self.is_house(words, name.tokens.clone(), head) => self.body(words, name.span),
            NameKind::Place => self.plain(ReferentKind::Place, words),
            NameKind::Organisation => self.body(words, name.span),
            // Whom one cites by a single name that the report has given to no person is more often a body than a person.
            NameKind::Person if single && self.is_cited(name.tokens.start) && self.persons_named(&[words]).is_empty() => {
                self.body(words, name.span)
            }
            // A name unknown to every list that things happen in and that has a president is no person.
            NameKind::Person if single && self.places.contains(&fold(words)) => self.plain(ReferentKind::Place, words),
            NameKind::Person if self.is_firm(name.tokens.clone()) => self.body(words, name.span),
            NameKind::Person => self.person(words, name.tokens.clone(), head),
        }
    }

    /// Does a capital act here: is it the subject of what governments do or say, or whom something is according to?
    fn acts(&self, head: usize) -> bool {
        let syntax = self.syntax;
        let top = std::iter::successors(Some(head), |&at| syntax.head[at].filter(|_| syntax.plain(at) == "conj")).take(4).last();
        let Some(top) = top else { return false };
        let Some(verb) = syntax.head[top] else { return false };
        let does = |verb: usize| {
            syntax.upos[verb] == "VERB" && (self.roles.is_act(&syntax.lemma[verb]) || !self.cues.verb(&syntax.lemma[verb]).is_empty())
        };
        let led = |case: &str| syntax.children(top).any(|child| syntax.plain(child) == "case" && syntax.lemma[child] == case);
        match syntax.relation[top] {
            "nsubj" => does(verb),
            "obl:agent" => does(verb),
            // "warned Ankara", "accused Moscow of lying": who is told or blamed; "talks with Tokyo".
            "obj" | "iobj" => self.cues.verb(&syntax.lemma[verb]).iter().any(|cue| cue.frames.person || cue.frames.object_of),
            "nmod" => self.roles.is_tie(&syntax.lemma[verb]) && (led("with") || led("between")) || led("according"),
            _ => led("according"),
        }
    }

    /// Does what the name finder took for a place's name end as names of bodies do, and act here or elsewhere in the report?
    fn is_house(&self, words: &str, tokens: Range<usize>, head: usize) -> bool {
        let last = fold(self.syntax.form(tokens.end - 1));
        let known = || self.recent().any(|at| self.all[at].kind == ReferentKind::Organisation && fold(&self.all[at].name) == fold(words));
        (self.roles.is_body(&last) || self.roles.is_firm(&last)) && (self.acts(head) || known())
    }

    /// Is a word the last name of a person whom the report named in full before?
    fn is_last_name(&self, word: &str) -> bool {
        let last = |name: &str| name.rsplit_once(' ').is_some_and(|(_, last)| fold(last) == fold(word));
        self.recent().any(|at| self.all[at].kind == ReferentKind::Person && last(&self.all[at].name))
    }

    /// "according to" right before a name.
    fn is_cited(&self, start: usize) -> bool {
        let before = start.checked_sub(2).filter(|&first| self.syntax.sentence[first] == self.syntax.sentence[start]);
        before.is_some_and(|first| self.syntax.form(first).eq_ignore_ascii_case("according"))
    }

    /// The token of a name from which the others hang.
    pub(super) fn head_of(&self, tokens: Range<usize>) -> usize {
        tokens.clone().find(|&token| self.syntax.head[token].is_none_or(|head| !tokens.contains(&head))).unwrap_or(tokens.start)
    }

    pub(super) fn add(&mut self, referent: Referent) -> usize {
        self.all.push(referent);
        self.details.push(Detail::default());
        self.all.len() - 1
    }

    pub(super) fn make(&mut self, kind: ReferentKind, name: &str, key: Option<String>) -> usize {
        self.add(Referent { kind, name: name.to_owned(), key, offices: Vec::new(), state: None, mentions: Vec::new() })
    }

    pub(super) fn keyed(&mut self, kind: ReferentKind, key: String, name: String) -> usize {
        let known = self.recent().find(|&at| self.all[at].kind == kind && self.all[at].key.as_ref() == Some(&key));
        known.unwrap_or_else(|| self.make(kind, &name, Some(key)))
    }

    pub(super) fn plain(&mut self, kind: ReferentKind, name: &str) -> usize {
        let folded = fold(name);
        let known = self.recent().find(|&at| self.all[at].kind == kind && fold(&self.all[at].name) == folded);
        known.unwrap_or_else(|| self.make(kind, name, None))
    }

    /// An organisation without a key: the same name, its initials, or its last words.
    pub(super) fn organisation(&mut self, name: &str) -> usize {
        let folded = fold(name);
        let initials = |name: &str| name.split(' ').filter_map(|word| word.chars().next()).filter(|c| c.is_uppercase()).collect::<String>();
        let same = |referent: &Referent| {
            let other = fold(&referent.name);
            other == folded
                || initials(&referent.name) == name
                || initials(name) == referent.name
                || folded.contains(' ') && (other.ends_with(&format!(" {folded}")) || other.starts_with(&format!("{folded} of ")))
        };
        let known = self.recent().rev().find(|&at| self.all[at].kind == ReferentKind::Organisation && same(&self.all[at]));
        if let Some(known) = known {
            if self.all[known].key.is_none() && name.len() > self.all[known].name.len() {
                name.clone_into(&mut self.all[known].name);
            }
            return known;
        }
        self.make(ReferentKind::Organisation, name, None)
    }

    /// A person: the one whose name this shortens or completes. Of several whom a short name can mean, the one of the title before it, else the one
    /// whom the report calls so; where that is not one, nobody.
    pub(super) fn person(&mut self, name: &str, tokens: Range<usize>, head: usize) -> usize {
        let words: Vec<&str> = name.split_whitespace().filter(|word| !is_honorific(word)).collect();
        let before = tokens.start.checked_sub(1).filter(|_| head >= tokens.start);
        let title = before.map(|before| fold(self.syntax.form(before)).trim_end_matches('.').to_owned());
        let named_so = words.last().filter(|_| words.len() > 1).and_then(|word| generation(word));
        let generation = named_so.or_else(|| before.and_then(|before| generation(self.syntax.form(before))));
        let gender = title
            .as_deref()
            .and_then(|title| self.roles.gender(title))
            .or_else(|| self.gender_of_kin(tokens.start, head))
            .or_else(|| words.first().filter(|_| words.len() > 1).and_then(|word| self.roles.gender(&fold(word))));
        let short = words.len() - usize::from(words.len() > 1 && persons::generation(words[words.len() - 1]).is_some()) == 1;
        let parts = Parts::of(&words);
        let mut fitting: Vec<usize> = self
            .recent()
            .rev()
            .filter(|&at| {
                let detail = &self.details[at];
                self.all[at].kind == ReferentKind::Person
                    && (gender.is_none() || detail.gender.is_none() || detail.gender == gender)
                    && are_same(&self.parts(at), &parts)
                    && !self.is_other_office(at, title.as_deref())
            })
            .collect();
        if short {
            self.narrow(&mut fitting, title.as_deref(), generation, &fold(words[0]));
        } else {
            // "President Holt" of that day, whom the list of holders knows by another given name, is not "Mina Holt", nor is "first lady Mina Holt".
            let relative = title.as_deref().is_some_and(|title| self.roles.is_kin(title));
            fitting.retain(|&at| {
                let of_office = || relative && self.office_nouns(at).next().is_some();
                self.all[at].name.contains(' ') || !(self.is_another(at, &words) || of_office())
            });
            // Names in full before a short one that they would complete.
            fitting.sort_by_key(|&at| !self.all[at].name.contains(' '));
            fitting.truncate(1);
        }
        if fitting.len() > 1 {
            return self.nobody(name);
        }
        let at = fitting.first().copied().unwrap_or_else(|| self.make(ReferentKind::Person, &words.join(" "), None));
        if words.len() > self.all[at].name.split(' ').count() {
            self.all[at].name = words.join(" ");
        }
        let detail = &mut self.details[at];
        detail.gender = detail.gender.or(gender);
        detail.named_so = detail.named_so.or(named_so);
        if short {
            detail.called.insert(fold(words[0]));
        }
        at
    }

    /// Does a person, named by an office and a last name, hold it under a full name that is not this one?
    fn is_another(&self, at: usize, words: &[&str]) -> bool {
        let known = self.holder(&self.all[at]);
        known.is_some_and(|known| known.name.contains(' ') && !same_person(&known.name.split(' ').collect::<Vec<_>>(), words))
    }

    /// Of persons whom a short name can mean, those that its title, its generation or the report's use tell.
    fn narrow(&self, fitting: &mut Vec<usize>, title: Option<&str>, generation: Option<Generation>, word: &str) {
        let keep = |fitting: &mut Vec<usize>, fits: &dyn Fn(usize) -> bool| {
            if fitting.len() > 1 && fitting.iter().any(|&at| fits(at)) {
                fitting.retain(|&at| fits(at));
            }
        };
        if let Some(generation) = generation {
            // The son is told by his "Jr." or the father by his "Sr.": the other has a name without either.
            keep(fitting, &|at| self.details[at].named_so == Some(generation));
            keep(fitting, &|at| self.details[at].named_so.is_none());
        }
        if let Some(title) = title.filter(|title| self.roles.is_person(title)) {
            keep(fitting, &|at| self.office_nouns(at).any(|noun| noun == title));
        }
        keep(fitting, &|at| self.details[at].called.contains(word));
    }

    /// Does a person hold an office that nobody holds together with that of a title, and not that one?
    fn is_other_office(&self, at: usize, title: Option<&str>) -> bool {
        let Some(title) = title.filter(|title| !self.roles.classes(title).is_empty()) else { return false };
        let monarch = |noun: &str| self.roles.classes(noun).iter().any(|class| class == "monarch");
        monarch(title)
            && self.office_nouns(at).any(|noun| self.roles.are_other_offices(title, &noun))
            && self.office_nouns(at).all(|noun| noun != title)
    }

    /// The nouns for holders of offices in the offices of a person.
    pub(super) fn office_nouns(&self, at: usize) -> impl Iterator<Item = String> {
        let words = self.all[at].offices.iter().flat_map(|office| office.split(|c: char| !c.is_alphanumeric()));
        words.map(fold).filter(|word| !self.roles.classes(word).is_empty())
    }

    /// What a word for a relative right before or above a name tells: "his wife, Mary".
    fn gender_of_kin(&self, start: usize, head: usize) -> Option<Gender> {
        let syntax = self.syntax;
        let above = syntax.head[head].filter(|_| matches!(syntax.plain(head), "appos" | "flat"));
        let comma = start.checked_sub(1).filter(|&before| syntax.form(before) == ",").and_then(|comma| comma.checked_sub(1));
        let kin = |token: usize| syntax.upos[token] == "NOUN" && self.roles.is_vague(&syntax.lemma[token]);
        above.into_iter().chain(comma).filter(|&token| kin(token)).find_map(|token| self.roles.gender(&syntax.lemma[token]))
    }

    /// A name that could be that of several: it names nobody, and the same name later does no more.
    fn nobody(&mut self, name: &str) -> usize {
        self.plain(ReferentKind::Unnamed, name)
    }

    /// The persons whose name these words shorten or complete; of several whom a single name can mean, the one whom the report calls so.
    pub(super) fn persons_named(&self, words: &[&str]) -> Vec<usize> {
        let parts = Parts::of(words);
        let is = |at: &usize| self.all[*at].kind == ReferentKind::Person && are_same(&self.parts(*at), &parts);
        let mut fitting: Vec<usize> = self.recent().rev().filter(is).collect();
        match words {
            [word] => self.narrow(&mut fitting, None, None, &fold(word)),
            _ => fitting.truncate(1),
        }
        fitting
    }

    /// A proper noun that the name finder missed: a person named before, else an organisation.
    pub(super) fn missed(&mut self, head: usize, phrase: &[usize]) -> usize {
        let syntax = self.syntax;
        let at = phrase.iter().position(|&token| token == head).unwrap_or(0);
        let proper = |token: &&usize| syntax.is_capital(**token) && !syntax.is_mark(**token);
        let first = at - phrase[..at].iter().rev().take_while(proper).count();
        let last = at + phrase[at + 1..].iter().take_while(proper).count();
        let tokens = phrase[first]..phrase[last] + 1;
        let span = Span { start: syntax.span(tokens.start).start, end: syntax.span(tokens.end - 1).end };
        let words = span.of(syntax.text);
        let parts: Vec<&str> = words.split_whitespace().collect();
        let persons = self.persons_named(&parts);
        let name = Name { span, tokens, kind: NameKind::Organisation };
        let found = match persons[..] {
            [person] => person,
            // "23-year-old Pell"
            [] if is_aged(syntax, name.tokens.start) => self.plain(ReferentKind::Person, words),
            [] => self.known(words, &name, head).unwrap_or_else(|| self.body(words, span)),
            _ => self.nobody(words),
        };
        self.mention(found, Mention { span, kind: MentionKind::Name }, head);
        found
    }
}

/// Does a name stand behind an age: "23-year-old Pell"?
fn is_aged(syntax: &Syntax<'_>, start: usize) -> bool {
    start > 1 && syntax.form(start - 1) == "old" && matches!(syntax.form(start - 2), "-" | "‑")
}

/// The words of the names of persons that are named in full.
pub(super) fn bearers(syntax: &Syntax<'_>) -> BTreeSet<String> {
    let full = |name: &&Name| name.kind == NameKind::Person && name.tokens.len() > 1;
    syntax.analysis.names.iter().filter(full).flat_map(|name| name.tokens.clone()).map(|token| fold(syntax.form(token))).collect()
}

/// The last names of persons that are named in full, or with a Mr. before them.
pub(super) fn surnames(syntax: &Syntax<'_>) -> BTreeSet<String> {
    let led = |name: &Name| name.tokens.start.checked_sub(1).is_some_and(|before| is_honorific(syntax.form(before)));
    let full = |name: &&Name| name.kind == NameKind::Person && (name.tokens.len() > 1 || led(name));
    syntax.analysis.names.iter().filter(full).map(|name| fold(syntax.form(name.tokens.end - 1))).collect()
}

/// Names of one word that stand for places somewhere: "in Veldania", "the president of Veldania", "across Veldania".
pub(super) fn places(syntax: &Syntax<'_>, roles: &Roles) -> BTreeSet<String> {
    let is_place = |token: usize| {
        let case =
            syntax.children(token).find(|&child| child < token && syntax.plain(child) == "case").map(|case| syntax.lemma[case].as_str());
        let of = |head: usize| {
            let lemma = if syntax.upos[head] == "PROPN" { fold(syntax.form(head)) } else { syntax.lemma[head].clone() };
            let of_state = ["president", "premier", "minister", "diplomat", "monarch"];
            roles.classes(&lemma).iter().any(|class| of_state.contains(&class.as_str()))
                || matches!(
                    lemma.as_str(),
                    "government" | "parliament" | "republic" | "capital" | "coast" | "island" | "north" | "south" | "east" | "west"
                )
        };
        match case {
            Some("in" | "across" | "inside" | "throughout" | "into" | "outside") => syntax.plain(token) != "flat",
            Some("of") => syntax.head[token].is_some_and(of),
            _ => false,
        }
    };
    let single = |name: &&Name| name.tokens.len() == 1 && is_place(name.tokens.start);
    let surnames = surnames(syntax);
    syntax
        .analysis
        .names
        .iter()
        .filter(single)
        .map(|name| fold(name.span.of(syntax.text)))
        .filter(|name| !surnames.contains(name))
        .collect()
}
