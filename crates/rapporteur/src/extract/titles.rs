//! The titles of a person: around the name, above it, beside it; and the state that a title tells.

use super::referents::Referents;
use crate::text::{Span, fold};
use std::ops::Range;

impl Referents<'_, '_> {
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
                || syntax.head[head].is_some_and(|up| matches!(syntax.plain(head), "appos" | "flat") && syntax.is_below(before, up));
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
        offices.extend(self.title_above(head, tokens.start).or_else(|| self.title_before_comma(tokens.start)));
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

    /// The title that a name stands beside or under: "The Lumite premier, Ana Reyes", "Ana Reyes is the premier of Lum".
    fn title_above(&self, head: usize, start: usize) -> Option<Span> {
        let syntax = self.syntax;
        let above =
            syntax.head[head].filter(|&above| self.roles.is_person(&syntax.lemma[above]) && !self.roles.is_vague(&syntax.lemma[above]))?;
        let copula = || syntax.children(above).any(|child| syntax.plain(child) == "cop" && syntax.xpos[child] != "MD");
        let denied = || syntax.children(above).any(|child| matches!(syntax.lemma[child].as_str(), "not" | "n't" | "n’t" | "never"));
        let phrase = match syntax.plain(head) {
            "appos" if above < start => syntax.phrase(above).tokens.into_iter().filter(|&token| token < start).collect(),
            "nsubj" if above > start && syntax.upos[above] == "NOUN" && copula() && !denied() => syntax.phrase(above).tokens,
            _ => return None,
        };
        let words: Vec<usize> =
            phrase.into_iter().filter(|&token| token != head).skip_while(|&token| syntax.upos[token] == "DET").collect();
        syntax.spans(&words).into_iter().find(|span| syntax.within(*span).contains(&above))
    }

    /// The title that ends in a comma before a name, whatever the parser makes of it: "Acting Ambassador to the Council, Clara Whitcombe,".
    pub(super) fn title_before_comma(&self, start: usize) -> Option<Span> {
        let syntax = self.syntax;
        let comma = start.checked_sub(1).filter(|&comma| syntax.form(comma) == "," && syntax.sentence[comma] == syntax.sentence[start])?;
        let within = |token: usize| {
            syntax.sentence[token] == syntax.sentence[start]
                && (matches!(syntax.upos[token], "PROPN" | "NOUN" | "ADJ" | "PART")
                    || matches!(syntax.form(token), "of" | "for" | "to" | "the" | "Acting" | "Outgoing"))
        };
        let mut first = comma;
        while first > 0 && within(first - 1) {
            first -= 1;
        }
        while first < comma && !matches!(syntax.upos[first], "PROPN" | "NOUN" | "ADJ" | "VERB") {
            first += 1;
        }
        let office = |token: usize| !self.roles.classes(&fold(syntax.form(token))).is_empty() && !self.of.contains_key(&token);
        let led = first == 0
            || syntax.sentence[first - 1] != syntax.sentence[first]
            || !syntax.is_mark(first - 1)
            || syntax.form(first - 1) != ",";
        (first < comma && led && (first..comma).any(office))
            .then(|| Span { start: syntax.span(first).start, end: syntax.span(comma - 1).end })
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

    /// The state that words belong to: the first that they name by its adjective, its name or a body of it, unless a body of no state comes first
    /// or it is only where to or about what something is: "Ambassador to Lum", "the UN's envoy for Lum".
    pub(super) fn state_in(&self, words: Span) -> Option<String> {
        let (syntax, actors) = (self.syntax, self.actors);
        let tokens = syntax.within(words);
        let envoy = |before: usize| {
            (tokens.start..before).any(|token| self.roles.classes(&fold(syntax.form(token))).iter().any(|class| class == "diplomat"))
        };
        let target = |token: usize| {
            let before = (tokens.start..token).rev().find(|&before| syntax.upos[before] != "DET");
            before.is_some_and(|before| match syntax.form(before) {
                "to" | "in" | "at" | "on" | "with" | "against" | "near" | "toward" | "towards" => true,
                "for" => envoy(before),
                _ => false,
            })
        };
        let next = |token: usize, forms: &[&str]| token + 1 < syntax.len() && forms.contains(&syntax.form(token + 1));
        for token in tokens.clone() {
            let form = syntax.form(token);
            if !form.starts_with(char::is_uppercase) {
                continue;
            }
            let two = (token + 1 < syntax.len()).then(|| format!("{form} {}", syntax.form(token + 1)));
            let names = || two.as_deref().into_iter().chain([form]);
            if let Some(body) = names().find_map(|name| actors.organisation(name)) {
                return body.state.clone();
            }
            let owner = || actors.capital(form).filter(|_| next(token, &["'s", "’s"]));
            let state = names().find_map(|name| actors.people(name).or_else(|| actors.state_named(name))).or_else(owner);
            if let Some(state) = state.filter(|_| !target(token) && !next(token, &["-"])) {
                return Some(state.code.clone());
            }
        }
        None
    }
}
