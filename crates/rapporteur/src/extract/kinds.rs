//! What a name is, where the name finder is known to be wrong: a person, an agency, a firm, an envoy's office, a day.
//!
//! It looks at the name and the words beside it. Who is meant by it is for `naming.rs`.

use super::persons::is_honorific;
use super::referents::Referents;
use crate::analyze::{Name, NameKind};
use crate::text::fold;
use std::ops::Range;

impl Referents<'_, '_> {
    /// Is a name nothing but days, months and numbers? What the name finder takes for a person's is one only where it ends in "day": there are people
    /// called May.
    pub(super) fn is_time(&self, mut tokens: Range<usize>, kind: NameKind) -> bool {
        let first = fold(self.syntax.form(tokens.start));
        let number = |token: usize| self.syntax.form(token).bytes().all(|byte| byte.is_ascii_digit());
        let time = |token: usize| number(token) || self.roles.is_time(&fold(self.syntax.form(token)));
        self.roles.is_time(&first) && tokens.all(time) && (kind != NameKind::Person || first.ends_with("day"))
    }

    /// Is a name a person's, whatever the name finder takes it for: of a known given name, after or beside a title of persons?
    pub(super) fn is_person(&self, name: &Name) -> bool {
        let syntax = self.syntax;
        let word = |token: usize| fold(syntax.form(token));
        let tokens = &name.tokens;
        let role = |token: usize| self.roles.is_person(&word(token)) && !self.roles.is_body(&word(token));
        let beside = || {
            let head = self.head_of(tokens.clone());
            syntax.plain(head) == "appos" && syntax.head[head].is_some_and(|above| self.roles.is_person(&syntax.lemma[above]))
        };
        // "Special Envoy for Ostrel, Gerd Pahlsson, said": between commas behind a title, two capitals are a person of whatever name.
        let enclosed = || {
            let comma = |token: usize| token < syntax.len() && syntax.form(token) == ",";
            let capitals =
                tokens.clone().all(|token| syntax.xpos[token] == "NNP" && syntax.form(token).chars().skip(1).any(char::is_lowercase));
            tokens.len() == 2
                && capitals
                && comma(tokens.end)
                && !self.roles.is_body(&word(tokens.end - 1))
                && self.title_before_comma(tokens.start).is_some()
        };
        // "Olan Pell" where the report has a Ms. Pell.
        let surnamed = || {
            tokens.len() == 2
                && self.surnames.contains(&word(tokens.end - 1))
                && !self.roles.is_body(&word(tokens.start))
                && self.actors.organisation(name.span.of(syntax.text)).is_none()
        };
        // "founder Roman Pell": a common noun for a person right before two names.
        let founded = || {
            let title =
                tokens.start.checked_sub(1).filter(|&title| syntax.upos[title] == "NOUN" && syntax.xpos[title] == "NN" && role(title));
            title.is_some() && tokens.len() == 2 && tokens.clone().all(|token| syntax.form(token).chars().skip(1).any(char::is_lowercase))
        };
        let named = || {
            let known = self.roles.gender(&word(tokens.start)).is_some() || is_initial(syntax.form(tokens.start));
            known || enclosed() || founded() || surnamed()
        };
        // "Pilar Bernal, the delegate, went": a known given name, described as a person.
        let described = || {
            let head = self.head_of(tokens.clone());
            let person = |child: usize| {
                child > head && syntax.plain(child) == "appos" && syntax.upos[child] == "NOUN" && self.roles.is_person(&syntax.lemma[child])
            };
            matches!(tokens.len(), 2..=3) && self.roles.gender(&word(tokens.start)).is_some() && syntax.children(head).any(person)
        };
        // "Edda Marsk" taken for a place, where the report goes on with what Marsk says.
        let told_of = || {
            let last = tokens.end - 1;
            let says = |token: usize| {
                let verb = syntax.head[token].filter(|_| syntax.plain(token) == "nsubj");
                verb.is_some_and(|verb| !self.cues.verb(&syntax.lemma[verb]).is_empty())
            };
            let alone = |other: &Name| other.tokens.len() == 1 && word(other.tokens.start) == word(last) && says(other.tokens.start);
            let unknown = || {
                let words = name.span.of(syntax.text);
                self.actors.state_named(words).is_none() && self.actors.organisation(words).is_none()
            };
            let full = tokens.len() == 2 && syntax.plain(last) == "flat" && syntax.head[last] == Some(tokens.start);
            full && !self.roles.is_body(&word(last))
                && !self.roles.is_firm(&word(last))
                && unknown()
                && syntax.analysis.names.iter().any(alone)
        };
        matches!(name.kind, NameKind::Place | NameKind::Organisation) && told_of()
            || name.kind == NameKind::Place && described()
            || name.kind == NameKind::Organisation
                && matches!(tokens.len(), 2..=4)
                && named()
                && !self.roles.is_firm(&word(tokens.end - 1))
                && !self.roles.is_body(&word(tokens.end - 1))
                && (tokens.start.checked_sub(1).is_some_and(role)
                    || beside()
                    || self.title_before_comma(tokens.start).is_some()
                    || surnamed())
    }

    /// "Ms Orlen": a name behind a title by which one is addressed is a person's, whatever else is called so.
    pub(super) fn is_addressed(&self, name: &Name) -> bool {
        let syntax = self.syntax;
        let before = name.tokens.start.checked_sub(1).filter(|&before| syntax.sentence[before] == syntax.sentence[name.tokens.start]);
        let title = |before: usize| {
            is_honorific(syntax.form(before)) && self.roles.gender(&fold(syntax.form(before).trim_end_matches('.'))).is_some()
        };
        name.tokens.len() == 1 && before.is_some_and(title)
    }

    /// Is a name that of a news agency, which the name finder takes for a person or a place: "Isna", "the Tasnim agency"?
    pub(super) fn is_agency(&self, name: &Name) -> bool {
        let syntax = self.syntax;
        let (start, next) = (name.tokens.start, name.tokens.end);
        let agency = next < syntax.len() && matches!(syntax.lemma[next].as_str(), "agency" | "news");
        name.tokens.len() == 1
            && self.roles.is_agency(syntax.low(start))
            && (agency || name.kind == NameKind::Person && !self.bearers.contains(&fold(syntax.form(start))))
    }

    /// Is a name that of an office of envoys: does an envoy head it?
    pub(super) fn is_envoy(&self, name: &Name) -> bool {
        let head = fold(self.syntax.form(self.head_of(name.tokens.clone())));
        name.tokens.len() > 1 && self.roles.classes(&head).iter().any(|class| class == "diplomat")
    }

    /// Is the last word of a name a day that hangs from a verb beside it?
    pub(super) fn is_day_of_verb(&self, tokens: &Range<usize>) -> bool {
        let (syntax, last) = (self.syntax, tokens.end - 1);
        let verb = syntax.head[last].filter(|head| !tokens.contains(head));
        // "Thursday night": the day hangs from the part of it.
        let verb = verb.and_then(|head| if syntax.plain(head) == "obl" { syntax.head[head] } else { Some(head) });
        self.roles.is_time(&fold(syntax.form(last)))
            && matches!(syntax.plain(last), "obl" | "compound")
            && verb.is_some_and(|verb| syntax.upos[verb] == "VERB" && verb > last)
    }

    /// Does what the name finder took for a person end as names of firms do, and begin with no given name?
    pub(super) fn is_firm(&self, tokens: Range<usize>) -> bool {
        let word = |token: usize| fold(self.syntax.form(token));
        tokens.len() > 1 && self.roles.is_firm(&word(tokens.end - 1)) && self.roles.gender(&word(tokens.start)).is_none()
    }
}

/// Is a word the initial of a given name: "T."?
fn is_initial(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next() == Some('.') && chars.next().is_none()
}
