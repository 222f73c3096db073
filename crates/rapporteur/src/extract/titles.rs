//! The titles of a person: around the name, above it, beside it; the state that a title or the name of a body tells; and whom a phrase means that holds
//! more than a name.

use super::referent::ReferentKind;
use super::referents::Referents;
use super::voices::is_personal;
use crate::text::{Span, fold};
use std::ops::Range;

impl Referents<'_, '_> {
    /// The titles around a person's name: "Foreign Secretary" before it, "the ministry's spokesman" beside it.
    pub(super) fn titles(&mut self, referent: usize, tokens: Range<usize>, head: usize) {
        let syntax = self.syntax;
        let mut start = tokens.start;
        while let Some(before) = start.checked_sub(1) {
            let titles = matches!(syntax.upos[before], "PROPN" | "NOUN" | "ADJ")
                || syntax.is_capital(before)
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
        // "Representative for Special Affairs at the Council, Clara Whitcombe, said": where a comma closes the name as well, a title may tell where.
        let closed =
            syntax.analysis.name_at(start).is_some_and(|name| name.tokens.end < syntax.len() && syntax.form(name.tokens.end) == ",");
        // "United" of "the United Nations" is tagged a verb.
        let within = |token: usize| {
            syntax.sentence[token] == syntax.sentence[start]
                && (matches!(syntax.upos[token], "PROPN" | "NOUN" | "ADJ" | "PART")
                    || syntax.xpos[token].starts_with("NNP")
                    || closed && matches!(syntax.form(token), "at" | "in" | "on" | "&" | "and")
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
        let told =
            syntax.upos[first] != "VERB" || matches!(syntax.form(first), "Acting" | "Outgoing") || syntax.xpos[first].starts_with("NNP");
        (first < comma && led && told && (first..comma).any(office))
            .then(|| Span { start: syntax.span(first).start, end: syntax.span(comma - 1).end })
    }

    /// Notes an office or title of a person, and the state that it names.
    pub(super) fn entitle(&mut self, referent: usize, office: Span) {
        let office = self.title_alone(office);
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

    /// What of some words is a title: "President", where the parser hangs before the name what the sentence did with other words ("and contradict
    /// statements President Pell made"); whole where a verb stands only in what describes its holder ("the minister who left").
    fn title_alone(&self, office: Span) -> Span {
        let syntax = self.syntax;
        let tokens = syntax.within(office);
        let tensed = |&token: &usize| syntax.upos[token] == "VERB" && matches!(syntax.xpos[token], "VB" | "VBP" | "VBD" | "VBZ");
        let Some(verb) = tokens.clone().find(tensed) else { return office };
        if (tokens.start..verb).any(|token| self.roles.is_person(&syntax.lemma[token])) {
            return office;
        }
        let small = |token: usize| !syntax.form(token).starts_with(char::is_uppercase);
        let start = tokens.clone().rev().find(|&token| small(token)).map_or(tokens.start, |last| last + 1);
        if start < tokens.end { Span { start: syntax.span(start).start, end: office.end } } else { Span::new(0, 0) }
    }

    /// An organisation, of the state that its name tells where it is a body of one: "the Ukrainian Navy", "the Lumite Ministry of Foreign Affairs", "the
    /// Ministry of Defence of Lum".
    pub(super) fn body(&mut self, words: &str, span: Span) -> usize {
        if let Some(organ) = self.organ(words, span) {
            return organ;
        }
        let referent = self.organisation(words);
        if self.all[referent].state.is_none() {
            let last = words.rsplit(' ').next().map(fold).unwrap_or_default();
            let whole = || if self.roles.is_body(&last) { self.state_in(span) } else { None };
            self.all[referent].state = self.state_before_of(span).or_else(whole);
        }
        referent
    }

    /// The state of a body whose noun stands before "of" or "for": by what stands before that noun, or, of a body that is a state's own, by the state
    /// that its name ends in.
    fn state_before_of(&self, name: Span) -> Option<String> {
        let syntax = self.syntax;
        let tokens = syntax.within(name);
        let joint = tokens.clone().skip(1).find(|&token| matches!(syntax.form(token), "of" | "for"))?;
        let noun = fold(syntax.form(joint - 1));
        if !self.roles.is_body(&noun) {
            return None;
        }
        let before = Span { start: name.start, end: syntax.span(joint - 1).end };
        self.state_in(before).or_else(|| {
            let of = tokens.clone().rfind(|&token| syntax.form(token) == "of").filter(|_| self.roles.is_organ(&noun))?;
            let first = (of + 1..tokens.end).find(|&token| syntax.upos[token] != "DET")?;
            let state = Span { start: syntax.span(first).start, end: name.end };
            self.actors.state_named(state.of(syntax.text)).map(|state| state.code.clone())
        })
    }

    /// The person whose name ends a phrase that is nothing but titles and bodies before it: "Tide Party leader and Prime Minister Roman Pell", "Lyrne Center
    /// for Lake Safety geologist Ana Reyes". With it comes the title.
    pub(super) fn titled_name(&self, head: usize, phrase: &[usize]) -> Option<(usize, Span)> {
        let syntax = self.syntax;
        let person = |token: &usize| self.of.get(token).copied().filter(|&at| self.all[at].kind == ReferentKind::Person);
        let referent = person(phrase.last()?)?;
        let at = phrase.iter().position(|token| person(token) == Some(referent)).filter(|&at| at > 0)?;
        let before = &phrase[..at];
        let title = *before.last()?;
        let noun = |token: usize| if syntax.upos[token] == "PROPN" { fold(syntax.form(token)) } else { syntax.lemma[token].clone() };
        let holds = |token: usize| {
            let plain = syntax.upos[token] == "NOUN" && syntax.xpos[token] == "NN" && is_personal(&syntax.lemma[token]);
            (self.roles.is_person(&noun(token)) || plain) && !self.roles.is_body(&noun(token))
        };
        // "leader and Prime Minister Roman Pell" is one person where no article parts them, "police and Prime Minister Roman Pell" are two.
        let and = before.iter().any(|&token| syntax.lemma[token] == "and" && syntax.analysis.name_at(token).is_none());
        let two =
            and && (!holds(head) || matches!(syntax.xpos[head], "NNS" | "NNPS") || before.iter().any(|&token| syntax.upos[token] == "DET"));
        let parts = |token: usize| {
            let joint = matches!(syntax.upos[token], "ADP" | "CCONJ" | "PUNCT" | "PART" | "SCONJ") && syntax.lemma[token] != "and";
            let hyphen =
                token > 0 && syntax.is_mark(token) && syntax.span(token - 1).end == syntax.span(token).start && syntax.form(token) == "-";
            person(&token).is_some() || joint && !hyphen && syntax.analysis.name_at(token).is_none()
        };
        if !holds(title) || two || before.iter().any(|&token| parts(token)) {
            return None;
        }
        Some((referent, Span { start: syntax.span(phrase[0]).start, end: syntax.span(title).end }))
    }

    /// Who "one of the crews, the Lake Rowers," is: what stands beside it.
    pub(super) fn one_of(&mut self, head: usize) -> Option<usize> {
        let syntax = self.syntax;
        if syntax.lemma[head] != "one" {
            return None;
        }
        let group = syntax.children(head).find(|&child| child > head && syntax.children(child).any(|case| syntax.lemma[case] == "of"))?;
        let beside = |above: usize| syntax.children(above).find(|&child| child > group && syntax.plain(child) == "appos");
        let name = beside(head).or_else(|| beside(group)).filter(|&name| syntax.is_capital(name))?;
        let start = syntax.below(name, &[])[0];
        if start == 0 || !(syntax.form(start) == "," || syntax.form(start - 1) == ",") {
            return None;
        }
        match self.of.get(&name) {
            Some(&known) => Some(known),
            None => {
                let phrase = syntax.phrase(name).tokens;
                Some(self.missed(name, &phrase))
            }
        }
    }

    /// Is a body or group only whose member is meant: "a Selby Liberal"?
    pub(super) fn is_one_of(&self, named: usize, head: usize) -> bool {
        let syntax = self.syntax;
        let one = |child: usize| child < head && matches!(syntax.lemma[child].as_str(), "a" | "an" | "one" | "another");
        matches!(self.all[named].kind, ReferentKind::Organisation | ReferentKind::Group)
            && !matches!(syntax.xpos[head], "NNS" | "NNPS")
            && !self.roles.is_body(&fold(syntax.form(head)))
            && !self.roles.is_firm(&fold(syntax.form(head)))
            && syntax.children(head).any(|child| one(child) && matches!(syntax.plain(child), "det" | "nummod"))
    }

    /// Is a name the end of a longer one that a state or place begins: "the Norland Geological Survey"?
    pub(super) fn is_longer(&self, head: usize, phrase: &[usize]) -> bool {
        let syntax = self.syntax;
        let word = fold(syntax.form(head));
        let begins = |token: usize| {
            let known = self.of.get(&token).map(|&at| self.all[at].kind);
            matches!(known, Some(ReferentKind::State | ReferentKind::Place | ReferentKind::Group))
        };
        let capital = |&token: &usize| syntax.form(token).starts_with(char::is_uppercase) && syntax.upos[token] != "DET";
        let run = || phrase.iter().rev().copied().skip_while(|&token| token >= head).take_while(capital);
        syntax.upos[head] == "PROPN"
            && syntax.is_capital(head)
            && self.of.get(&head).is_none_or(|&at| self.all[at].kind == ReferentKind::Organisation && self.all[at].key.is_none())
            && !self.roles.is_person(&word)
            && !self.roles.is_body(&word)
            && run().last().is_some_and(begins)
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
            // "Now under full Lumite control"
            let under = token > tokens.start + 1 && syntax.low(token - 2) == "under";
            under
                || before.is_some_and(|before| match syntax.form(before) {
                    "to" | "in" | "at" | "on" | "with" | "against" | "near" | "toward" | "towards" | "under" => true,
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
            // "New Jersey" is not Jersey, nor "New Mexico" Mexico.
            let new = token > 0 && syntax.form(token - 1) == "New" && syntax.sentence[token - 1] == syntax.sentence[token];
            if let Some(state) = state.filter(|_| !target(token) && !next(token, &["-"]) && !new) {
                return Some(state.code.clone());
            }
        }
        None
    }
}
