//! Whom he, she, it and they mean, and we outside quotations. Sex, number and kind forbid; where two fit equally, nobody is meant.

use super::issuer::Issuer;
use super::referent::{Mention, MentionKind, Referent, ReferentKind};
use super::referents::{Referents, Standing};
use super::roles::{Gender, Roles};
use crate::text::Span;
use std::collections::BTreeSet;

/// How much more than any other one must stand out. Chosen so that the subject of a sentence does not win over its object by that alone, and who
/// spoke in the sentence before does.
const CLEARLY: i32 = 4;

/// How much more one stands out who is asked in the same sentence: enough to stand before who spoke last. A guess.
const ANSWERS: i32 = 11;

/// How little one may stand out who is the only one to fit: a speaker four sentences and three paragraphs ago. A guess.
const LEAST: i32 = -7;

/// The same for it and they, which mean what stands right before or nothing that has a name.
const LEAST_THING: i32 = 0;

/// How much less he or she stands out who was only told of. A guess.
const SILENT: i32 = 2;

/// Sentences back within which nobody else may be named who fits. A guess.
const NEAR: usize = 4;

impl Referents<'_, '_> {
    /// Whom a pronoun means: whom it was found to mean before, else of those that fit it who clearly stands out most.
    pub(super) fn pronoun(&self, token: usize, content: &[usize]) -> Option<usize> {
        if let Some(&known) = self.resolved.get(&token) {
            return Some(known);
        }
        self.meant(token, self.syntax.lemma[token].as_str(), content)
    }

    /// Whose something is by a possessive: "his call", "their talks".
    pub(super) fn owner(&self, token: usize) -> Option<usize> {
        let form = match self.syntax.low(token) {
            "his" => "he",
            "her" => "she",
            "its" => "it",
            "their" => "they",
            _ => return None,
        };
        self.meant(token, form, &[])
    }

    /// Whom a pronoun of an act or a stand means.
    pub(super) fn party(&mut self, token: usize, content: &[usize]) -> Option<usize> {
        let found = self.pronoun(token, content)?;
        self.taken_up(found, self.syntax.span(token));
        Some(found)
    }

    /// A word that means who issues the report, or one who was only told of, is a mention.
    pub(super) fn taken_up(&mut self, found: usize, span: Span) {
        if self.issuer == Some(found) || self.all[found].mentions.is_empty() {
            self.noted(found, Mention { span, kind: MentionKind::Pronoun });
        }
    }

    /// Takes in who issues the report. Where a person says "I" outside quotations, "we" is that person's; where several sign ("We, the ministers of
    /// Lum and Ostrel, …"), it is theirs.
    pub(super) fn issued_by(&mut self, issuer: Option<Issuer>) {
        let syntax = self.syntax;
        if let Some((head, span)) = (0..syntax.len()).find_map(|token| self.signatories(token)) {
            self.issuer = Some(self.unnamed(head, span, true));
            return;
        }
        let author = |token: usize| {
            syntax.quotation[token].is_none() && matches!(syntax.form(token), "I" | "my" | "My") && syntax.upos[token] == "PRON"
        };
        let Some(issuer) = issuer.filter(|_| !(0..syntax.len()).any(author)) else { return };
        let found = match issuer.key {
            Some(key) => self.keyed(issuer.kind, key, issuer.name),
            None => self.organisation(&issuer.name),
        };
        self.all[found].state = self.all[found].state.take().or(issuer.state);
        self.issuer = Some(found);
    }

    /// "We, the ministers of Lum and Ostrel, …": who signs, outside quotations, where a body's page says so.
    fn signatories(&self, we: usize) -> Option<(usize, Span)> {
        let syntax = self.syntax;
        let set_off = syntax.low(we) == "we"
            && syntax.quotation[we].is_none()
            && we + 2 < syntax.len()
            && syntax.form(we + 1) == ","
            && syntax.low(we + 2) == "the";
        let sentence = syntax.analysis.sentences[syntax.sentence[we]].tokens.clone();
        let close = (we + 3..sentence.end).find(|&at| matches!(syntax.low(at), "," | "of" | "and")).filter(|_| set_off)?;
        let head = (we + 3..close).rfind(|&at| matches!(syntax.xpos[at], "NNS" | "NNPS"))?;
        Some((head, Span { start: syntax.span(we + 2).start, end: syntax.span(close - 1).end }))
    }

    fn meant(&self, token: usize, form: &str, content: &[usize]) -> Option<usize> {
        let syntax = self.syntax;
        if matches!(form, "we" | "us" | "our") {
            return self.issuer.filter(|_| syntax.quotation[token].is_none());
        }
        let gender = match form {
            "he" | "him" => Some(Gender::He),
            "she" | "her" => Some(Gender::She),
            "it" | "they" | "them" => None,
            _ => return None,
        };
        let fits = |at: usize| {
            let (referent, detail) = (&self.all[at], &self.details[at]);
            let spoke = self.last_speaker == Some(at);
            match (gender, form) {
                (Some(gender), _) => {
                    person_like(referent, self.roles) && !detail.plural && detail.gender.is_none_or(|known| known == gender)
                }
                (None, "it") => match referent.kind {
                    ReferentKind::State => true,
                    ReferentKind::Organisation | ReferentKind::Place => spoke,
                    ReferentKind::Unnamed => !detail.plural && !person_like(referent, self.roles),
                    ReferentKind::Person | ReferentKind::Group => false,
                },
                _ => detail.plural || matches!(referent.kind, ReferentKind::Organisation | ReferentKind::Group),
            }
        };
        // Nobody is named in what a pronoun says of itself: "he said Pell would go" is no word of Pell's, nor is "Pell is a legend," he said.
        let named: BTreeSet<usize> = content
            .iter()
            .filter(|&&word| word > token || syntax.quotation[word].is_some())
            .filter_map(|word| self.of.get(word).copied())
            .filter(|&at| self.all[at].kind == ReferentKind::Person)
            .collect();
        // "since Pell's election, at which she swore": whose it is.
        let clause = syntax.head[token].filter(|&clause| gender.is_some() && syntax.relation[clause] == "acl:relcl");
        let thing = clause.and_then(|clause| syntax.head[clause]);
        let whose = thing.and_then(|thing| syntax.children(thing).find(|&child| syntax.relation[child] == "nmod:poss"));
        let whose = whose.filter(|&whose| whose < token).and_then(|whose| self.of.get(&whose).copied());
        if let Some(whose) = whose.filter(|&at| self.all[at].kind == ReferentKind::Person && fits(at) && !named.contains(&at)) {
            return Some(whose);
        }
        let weigh = |at: usize| {
            let detail = &self.details[at];
            let last = detail.last?;
            if last.token >= token || named.contains(&at) || content.binary_search(&last.token).is_ok() {
                return None;
            }
            let distance = syntax.sentence[token] - syntax.sentence[last.token];
            let apart = syntax.paragraph[token] - syntax.paragraph[last.token];
            let standing = match last.standing {
                Standing::Subject => 3,
                Standing::Object => 1,
                Standing::Aside => 0,
            };
            let speaker = if self.last_speaker == Some(at) { 5 } else { 0 };
            // One whose sex is known before one who may be a man or a woman.
            let known = if gender.is_some() && detail.gender.is_none() { 0 } else { 6 };
            // "Reporters asked Vos whether …; he said": who is asked answers.
            let asked = syntax.head[last.token].filter(|_| distance == 0 && matches!(syntax.plain(last.token), "obj" | "iobj"));
            let asked = asked.is_some_and(|verb| matches!(syntax.lemma[verb].as_str(), "ask" | "question" | "press"));
            let speaker = if asked { ANSWERS } else { speaker };
            let alone = standing + speaker > 0;
            // Who has no name and says nothing stands out less.
            let silent = if gender.is_some() && self.all[at].mentions.is_empty() { SILENT } else { 0 };
            (distance < 12).then_some((
                standing + speaker + known - silent - 2 * distance as i32 - 2 * apart.min(4) as i32,
                alone,
                at,
                distance,
            ))
        };
        let mut weighed: Vec<(i32, bool, usize, usize)> = self.recent().filter(|&at| fits(at)).filter_map(weigh).collect();
        weighed.sort_unstable_by(|one, other| other.cmp(one));
        let (weight, alone, found, distance) = *weighed.first()?;
        // "anger from Ana Reyes, a guild's head. She told": who is named in passing is meant where nobody else who fits was named near.
        let named = self.all[found].kind == ReferentKind::Person;
        let only = || gender.is_some() && named && distance == 1 && weighed[1..].iter().all(|(.., distance)| *distance > NEAR);
        let alone = alone || only();
        let least = if gender.is_some() { LEAST } else { LEAST_THING };
        let known = if gender.is_some() && self.details[found].gender.is_none() { 0 } else { 6 };
        let clearly = weighed.get(1).is_none_or(|(next, ..)| weight - next >= CLEARLY);
        (clearly && alone && weight - known >= least).then_some(found)
    }
}

/// Can he or she be said of it?
pub(super) fn person_like(referent: &Referent, roles: &Roles) -> bool {
    let word = |word: &str| {
        let word = word.to_lowercase();
        roles.is_person(&word) || roles.is_source(&word)
    };
    referent.kind == ReferentKind::Person || (referent.kind == ReferentKind::Unnamed && referent.name.split(' ').any(word))
}
