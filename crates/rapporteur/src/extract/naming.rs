//! Names to referents: a name joins the one whose name it shortens or completes, and brings its titles.

use super::persons::{is_honorific, same_person};
use super::referent::{Mention, MentionKind, Referent, ReferentKind};
use super::referents::{Detail, Referents};
use super::roles::Roles;
use super::syntax::Syntax;
use crate::analyze::{Name, NameKind};
use crate::text::{Span, fold};
use std::collections::BTreeSet;
use std::ops::Range;

impl Referents<'_, '_> {
    pub(super) fn name(&mut self, at: usize) {
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
    pub(super) fn completed(&self, tokens: Range<usize>, kind: NameKind) -> Range<usize> {
        let syntax = self.syntax;
        let (mut start, mut end) = (tokens.start, tokens.end);
        let part = |token: usize, other: usize| {
            syntax.is_capital(token) && syntax.sentence[token] == syntax.sentence[other] && syntax.analysis.name_at(token).is_none()
        };
        // A given name that the finder left to the title before it; titles, peoples and states are none.
        let is_title = |token: usize| {
            let form = fold(syntax.form(token));
            is_honorific(syntax.form(token))
                || self.roles.is_person(&form)
                || self.roles.is_body(&form)
                || self.roles.gender(&form).is_some() && form.len() < 4
        };
        let given = |token: usize, first: usize| {
            let form = fold(syntax.form(token));
            let related = syntax.head[token] == Some(first) || syntax.head[first] == Some(token);
            related
                && syntax.form(token).chars().all(char::is_alphabetic)
                && self.actors.people(&form).is_none()
                && self.actors.state_named(&form).is_none()
        };
        let flat = |token: usize, start: usize, end: usize| {
            let joined = |below: usize, above: usize| {
                syntax.head[below] == Some(above)
                    && (syntax.plain(below) == "flat" || (kind == NameKind::Organisation && syntax.plain(below) == "compound"))
            };
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
        while end < syntax.len()
            && part(end, start)
            && (flat(end, start, end) || (syntax.head[end] == syntax.head[start] && syntax.plain(end) == "flat"))
        {
            end += 1;
        }
        let capital_adjective = |token: usize| {
            syntax.upos[token] == "ADJ"
                && token > 0
                && syntax.sentence[token] == syntax.sentence[token - 1]
                && syntax.form(token).starts_with(char::is_uppercase)
        };
        // "Chief of Mission Roman Pell": what closes a title begins no name.
        let closes_title = |token: usize| end - token > 2 && token > 0 && syntax.lemma[token - 1] == "of";
        while start > 0
            && kind == NameKind::Person
            && !closes_title(start - 1)
            && (part(start - 1, start) || (start == tokens.start && capital_adjective(start - 1)))
            && !is_title(start - 1)
            && (flat(start - 1, start, end) || (start == tokens.start && given(start - 1, start)))
        {
            start -= 1;
        }
        start..end
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
                || (folded.contains(' ') && other.ends_with(&format!(" {folded}")))
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

    /// A person: the one whose name this shortens or completes, the latest first.
    pub(super) fn person(&mut self, name: &str, tokens: Range<usize>, head: usize) -> usize {
        let words: Vec<&str> = name.split_whitespace().filter(|word| !is_honorific(word)).collect();
        let title = tokens.start.checked_sub(1).map(|before| fold(self.syntax.form(before))).filter(|_| head >= tokens.start);
        let gender = title
            .and_then(|title| self.roles.gender(&title))
            .or_else(|| name.split(' ').next().and_then(|word| self.roles.gender(&fold(word))));
        let known = self.recent().rev().find(|&at| {
            let referent = &self.all[at];
            let compatible = gender.is_none() || self.details[at].gender.is_none() || self.details[at].gender == gender;
            referent.kind == ReferentKind::Person && compatible && same_person(&referent.name.split(' ').collect::<Vec<_>>(), &words)
        });
        let at = known.unwrap_or_else(|| self.make(ReferentKind::Person, &words.join(" "), None));
        if words.len() > self.all[at].name.split(' ').count() {
            self.all[at].name = words.join(" ");
        }
        self.details[at].gender = self.details[at].gender.or(gender);
        at
    }

    /// The titles around a person's name: "Foreign Secretary" before it, "the ministry's spokesman" beside it.
    pub(super) fn titles(&mut self, referent: usize, tokens: Range<usize>, head: usize) {
        let syntax = self.syntax;
        let mut start = tokens.start;
        while let Some(before) = start.checked_sub(1) {
            let titles = matches!(syntax.upos[before], "PROPN" | "NOUN" | "ADJ")
                || matches!(
                    syntax.form(before),
                    "of" | "for" | "to" | "-" | "." | "’s" | "'s" | "and" | "d’" | "d'" | "’" | "'" | "&" | "the"
                );
            let ours = syntax.is_below(before, head)
                || syntax.head[head].is_some_and(|up| syntax.plain(head) == "appos" && syntax.is_below(before, up));
            if !titles || !ours || syntax.sentence[before] != syntax.sentence[head] || syntax.quotation[before] != syntax.quotation[head] {
                break;
            }
            start = before;
        }
        while start < tokens.start && !matches!(syntax.upos[start], "PROPN" | "NOUN" | "ADJ") {
            start += 1;
        }
        let mut offices = Vec::new();
        if start < tokens.start && matches!(syntax.upos[tokens.start - 1], "PROPN" | "NOUN")
            || start + 1 < tokens.start && syntax.form(tokens.start - 1) == "."
        {
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
            self.entitle(referent, office);
        }
    }

    /// Notes an office or title of a person, and the state that it names.
    pub(super) fn entitle(&mut self, referent: usize, office: Span) {
        let words = office.of(self.syntax.text).to_owned();
        if words.len() <= 2 || words.len() >= 120 || self.all[referent].offices.contains(&words) {
            return;
        }
        if self.all[referent].state.is_none() {
            self.all[referent].state = self.state_in(office);
        }
        self.all[referent].offices.push(words);
        self.all[referent].offices.sort_by_key(|office| std::cmp::Reverse(office.len()));
    }

    /// The first state that words name, by its adjective or by its name.
    pub(super) fn state_in(&self, words: Span) -> Option<String> {
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

    /// The latest person whose name these words shorten or complete.
    pub(super) fn person_named(&self, words: &[&str]) -> Option<usize> {
        let is = |at: &usize| {
            let known = &self.all[*at];
            known.kind == ReferentKind::Person && same_person(&known.name.split(' ').collect::<Vec<_>>(), words)
        };
        self.recent().rev().find(is)
    }

    /// A proper noun that the name finder missed: a person named before, else an organisation.
    pub(super) fn missed(&mut self, head: usize, phrase: &[usize]) -> usize {
        let syntax = self.syntax;
        let at = phrase.iter().position(|&token| token == head).unwrap_or(0);
        let proper = |token: &&usize| syntax.is_capital(**token);
        let first = at - phrase[..at].iter().rev().take_while(proper).count();
        let last = at + phrase[at + 1..].iter().take_while(proper).count();
        let tokens = phrase[first]..phrase[last] + 1;
        let span = Span { start: syntax.span(tokens.start).start, end: syntax.span(tokens.end - 1).end };
        let words = span.of(syntax.text);
        let parts: Vec<&str> = words.split_whitespace().collect();
        let person = self.person_named(&parts);
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
