//! Where a name begins and ends: what the name finder cut off it or put into it.
//!
//! It asks the words beside the name and the tree; whom the name means is for `naming.rs`.

use super::persons::{generation, is_honorific};
use super::referents::Referents;
use crate::analyze::NameKind;
use crate::text::{Span, fold};
use std::ops::Range;

/// Small words that begin the name of a family.
const PARTICLES: [&str; 16] = ["de", "del", "della", "di", "da", "dos", "du", "la", "le", "van", "von", "der", "den", "bin", "ibn", "al"];

/// Letters of a word in capitals that is none of a name beside words that are not.
const LOUD: usize = 4;

/// Words that the name finder leaves of the name of a known organisation, at most.
const REST: usize = 3;

impl Referents<'_, '_> {
    /// Where the longest name of a known organisation ends that begins with these words.
    pub(super) fn known_longer(&self, tokens: &Range<usize>) -> usize {
        let syntax = self.syntax;
        let sentence = syntax.analysis.sentences[syntax.sentence[tokens.start]].tokens.end;
        let text = |end: usize| Span { start: syntax.span(tokens.start).start, end: syntax.span(end - 1).end }.of(syntax.text);
        let known = |end: &usize| self.actors.organisation(text(*end)).is_some();
        (tokens.end + 1..=(tokens.end + REST).min(sentence)).rev().find(known).unwrap_or(tokens.end)
    }

    /// Where the name of a body ends that the finder cut at "and": "the Central Election and Referendum Commission".
    pub(super) fn joined_body(&self, tokens: &Range<usize>) -> Option<usize> {
        let (syntax, end) = (self.syntax, tokens.end);
        let own = |token: usize| token < syntax.len() && syntax.sentence[token] == syntax.sentence[tokens.start];
        let capitals =
            (end + 1..syntax.len()).take_while(|&token| own(token) && syntax.is_capital(token) && !syntax.is_mark(token)).count();
        let article = |token: usize| syntax.low(token) == "the";
        let led = article(tokens.start) || tokens.start.checked_sub(1).is_some_and(article);
        let word = |token: usize| fold(syntax.form(token));
        let whole =
            |token: usize| self.roles.is_body(&word(token)) || self.roles.is_masthead(&word(token)) || self.roles.is_firm(&word(token));
        let joins = led && tokens.len() > 1 && own(end) && syntax.low(end) == "and" && (2..=4).contains(&capitals) && !whole(end - 1);
        (joins && self.roles.is_body(&word(end + capitals))).then_some(end + 1 + capitals)
    }

    /// "The Orlin-Voss talks": two who met, and no one with a double name.
    pub(super) fn is_pair(&self, tokens: &Range<usize>, kind: NameKind) -> bool {
        let joined = tokens.clone().any(|token| self.syntax.form(token).contains(['-', '–', '‑']));
        let next = tokens.end;
        kind == NameKind::Person
            && joined
            && next < self.syntax.len()
            && self.syntax.head.get(tokens.end - 1).copied().flatten() == Some(next)
            && self.roles.is_tie(&self.syntax.lemma[next])
    }

    /// Does a word that may be a month stand behind the number of a day?
    pub(super) fn is_month_of_day(&self, token: usize) -> bool {
        let day = |before: usize| self.syntax.form(before).parse::<u8>().is_ok_and(|day| (1..=31).contains(&day));
        self.roles.is_time(self.syntax.low(token)) && token.checked_sub(1).is_some_and(day)
    }

    /// Is a word in capitals that of an agency, before one that is not?
    pub(super) fn is_credit(&self, token: usize) -> bool {
        let loud = |token: usize| self.syntax.form(token).chars().all(|c| c.is_uppercase()) && self.syntax.form(token).len() > 2;
        loud(token) && !loud(token + 1) && self.roles.is_agency(self.syntax.low(token))
    }

    /// Does the word right behind the name of a place make it that of a paper: "the Lyrne Herald"?
    pub(super) fn is_masthead(&self, tokens: &Range<usize>, kind: NameKind) -> bool {
        let (syntax, next) = (self.syntax, tokens.end);
        let own = |token: usize| {
            token < syntax.len()
                && syntax.is_capital(token)
                && syntax.sentence[token] == syntax.sentence[tokens.start]
                && !syntax.is_mark(token)
        };
        kind == NameKind::Place
            && own(next)
            && syntax.analysis.name_at(next).is_none()
            && self.roles.is_masthead(&fold(syntax.form(next)))
            && !own(next + 1)
    }

    /// A person's name without the titles that the name finder made part of it, before it and, in capitals, behind: "Ana Reyes MP".
    pub(super) fn without_title(&self, mut tokens: Range<usize>) -> Range<usize> {
        let is_title = |token: usize| {
            let form = self.syntax.form(token);
            is_honorific(form) || !self.roles.classes(&fold(form)).is_empty()
        };
        while tokens.len() > 1 && is_title(tokens.start) && generation(self.syntax.form(tokens.start + 1)).is_none() {
            tokens.start += 1;
        }
        // "Tory frontbencher Roman Pell": a title in small letters within.
        let within = |token: &usize| self.syntax.form(*token).starts_with(char::is_lowercase) && is_title(*token);
        if let Some(title) = (tokens.start..tokens.end - 1).rev().find(within) {
            tokens.start = title + 1;
        }
        // "shock jock Roman Pell", "peer Tebbit": a small letter begins no name but that of a family's particle.
        let small = |token: usize| {
            let form = self.syntax.form(token);
            form.starts_with(char::is_lowercase) && !PARTICLES.contains(&form) && !form.contains(['-', '\'', '’'])
        };
        while tokens.len() > 1 && small(tokens.start) {
            tokens.start += 1;
        }
        // "TRIUMPHANT PELL Roman Pell": the end of a headline before it.
        let loud = |token: usize| {
            let form = self.syntax.form(token);
            form.chars().count() >= LOUD && form.chars().all(char::is_uppercase)
        };
        while tokens.len() > 2 && loud(tokens.start) && !loud(tokens.end - 1) {
            tokens.start += 1;
        }
        let letters = |token: usize| {
            let form = self.syntax.form(token);
            form.len() < 4 && form.bytes().all(|byte| byte.is_ascii_uppercase()) && !self.roles.classes(&fold(form)).is_empty()
        };
        while tokens.len() > 1 && letters(tokens.end - 1) {
            tokens.end -= 1;
        }
        tokens
    }

    /// A name with the proper nouns beside it that the tree makes part of it, which the name finder missed.
    pub(super) fn completed(&self, tokens: Range<usize>, kind: NameKind) -> Range<usize> {
        let syntax = self.syntax;
        let (mut start, mut end) = (tokens.start, self.hyphenated(tokens.end, kind));
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
        while kind == NameKind::Person && self.is_double(start) {
            start -= 2;
        }
        start..end
    }

    /// Does a name go on before a hyphen that the name finder cut it at: "Marsk-Hale"?
    fn is_double(&self, start: usize) -> bool {
        let syntax = self.syntax;
        let Some(first) = start.checked_sub(2) else { return false };
        let touches = |token: usize| syntax.span(token).end == syntax.span(token + 1).start;
        matches!(syntax.form(start - 1), "-" | "‑")
            && touches(first)
            && touches(start - 1)
            && syntax.sentence[first] == syntax.sentence[start]
            && syntax.form(first).chars().next().is_some_and(char::is_uppercase)
            && syntax.form(first).chars().all(char::is_alphabetic)
            && syntax.form(first).chars().count() > 3
            && syntax.analysis.name_at(first).is_none()
            && self.actors.people(syntax.form(first)).is_none()
            && self.actors.state_named(syntax.form(first)).is_none()
    }

    /// Where a person's name ends that has a hyphened given name last, which the name finder cut or missed because a part of it looks like a word:
    /// "Moon Jae-in", "Lee In-young".
    fn hyphenated(&self, mut end: usize, kind: NameKind) -> usize {
        let syntax = self.syntax;
        let touches = |token: usize| token < syntax.len() && syntax.span(token).start == syntax.span(token - 1).end;
        let is_hyphen = |token: usize| token < syntax.len() && matches!(syntax.form(token), "-" | "‑");
        let letters = |token: usize| token < syntax.len() && syntax.form(token).chars().all(char::is_alphabetic);
        let joined = |hyphen: usize| is_hyphen(hyphen) && touches(hyphen) && touches(hyphen + 1) && letters(hyphen + 1);
        if kind != NameKind::Person {
            return end;
        }
        let small = |token: usize| token < syntax.len() && syntax.form(token).starts_with(char::is_lowercase);
        // "In-young" after a name: a capital, a hyphen, a small letter.
        let begins =
            end < syntax.len() && syntax.sentence[end] == syntax.sentence[end - 1] && syntax.form(end).starts_with(char::is_uppercase);
        if begins
            && letters(end)
            && joined(end + 1)
            && small(end + 2)
            && syntax.form(end).chars().count() < 6
            && syntax.analysis.name_at(end).is_none()
        {
            end += 1;
        }
        while joined(end) {
            end += 2;
        }
        end
    }
}
