//! How one word hangs from another, and what the word above makes of it by `statuses.tsv`.

use super::super::syntax::Syntax;
use super::words::{Class, Construction, Effect, Part, Statuses};

/// A tree with the words of its language.
pub(super) struct Tree<'a, 's> {
    pub(super) syntax: &'s Syntax<'a>,
    pub(super) statuses: &'s Statuses,
}

impl Tree<'_, '_> {
    pub(super) fn is(&self, class: Class, token: usize) -> bool {
        self.statuses.is(class, &self.syntax.lemma[token]) || self.statuses.is(class, self.syntax.low(token))
    }

    /// The children with one of these relations that are of a class.
    pub(super) fn has(&self, token: usize, relations: &[&str], class: Class) -> bool {
        self.syntax.children(token).any(|child| relations.contains(&self.syntax.plain(child)) && self.is(class, child))
    }

    /// Is it a verb, or what a copula or subject makes a clause of?
    pub(super) fn is_clause(&self, token: usize) -> bool {
        matches!(self.syntax.upos[token], "VERB" | "AUX") || self.syntax.child(token, &["cop", "nsubj", "aux"]).is_some()
    }

    /// How a token hangs from the one above it.
    pub(super) fn construction(&self, token: usize) -> Construction {
        let syntax = self.syntax;
        let relation = syntax.plain(token);
        match (relation, syntax.relation[token]) {
            ("obj" | "iobj", _) | (_, "nsubj:pass" | "csubj:pass") => return Construction::Object,
            ("nsubj", _) => return Construction::Subject,
            _ => {}
        }
        let marks = || syntax.children(token).filter(|&child| matches!(syntax.plain(child), "mark" | "case"));
        let first = || marks().next().map(|mark| Construction::With(syntax.lemma[mark].clone()));
        let helped = || syntax.child(token, &["aux"]).is_some();
        if matches!(syntax.upos[token], "VERB" | "AUX" | "ADJ") || syntax.child(token, &["cop", "nsubj"]).is_some() {
            let base = |token: usize| syntax.xpos[token] == "VB";
            let infinitive = base(token) || syntax.children(token).any(|child| matches!(syntax.plain(child), "aux" | "cop") && base(child));
            if infinitive && marks().any(|mark| self.is(Class::To, mark)) {
                return Construction::Infinitive;
            }
            if syntax.xpos[token] == "VBG" && !helped() {
                return first().unwrap_or(Construction::Gerund);
            }
            match relation {
                "xcomp" if base(token) => return Construction::Infinitive,
                "xcomp" => return Construction::Small,
                "acl" if syntax.relation[token] == "acl:relcl" && self.is_under_which(token) => return Construction::Under,
                "acl" if marks().any(|mark| self.is(Class::That, mark)) => return Construction::Clause,
                "acl" => return Construction::Other,
                "advcl" => return first().unwrap_or(Construction::Other),
                "ccomp" | "csubj" => return Construction::Clause,
                _ => {}
            }
        }
        first().unwrap_or(match relation {
            "compound" => Construction::Compound,
            "xcomp" => Construction::Predicate,
            _ => Construction::Other,
        })
    }

    fn is_under_which(&self, token: usize) -> bool {
        let which = |child: &usize| self.syntax.plain(*child) == "obl" && self.is(Class::Which, *child);
        self.syntax.children(token).filter(which).any(|which| self.has(which, &["case"], Class::Under))
    }

    /// The word that governs a token: the one it hangs from, but that of "kept the crowd from entering" and "accused the side of mining" is the
    /// verb, where the parser gives what they kept from or accused of to the object.
    pub(super) fn governor(&self, token: usize, construction: &Construction) -> Option<usize> {
        let syntax = self.syntax;
        let above = syntax.head[token]?;
        let verb = syntax.head[above].filter(|_| {
            matches!(construction, Construction::With(_))
                && syntax.plain(token) == "acl"
                && self.construction(above) == Construction::Object
        });
        let governs = |verb: &usize| self.effect(above, construction).is_none() && self.effect(*verb, construction).is_some();
        Some(verb.filter(governs).unwrap_or(above))
    }

    /// What a word makes of a token that hangs from it so.
    pub(super) fn effect(&self, word: usize, construction: &Construction) -> Option<Effect> {
        let syntax = self.syntax;
        if *construction == Construction::Infinitive && matches!(syntax.upos[word], "VERB" | "AUX") {
            if syntax.xpos[word] == "VBG" && self.is(Class::Go, word) {
                return Some(Effect::Plans);
            }
            if self.is(Class::Have, word) {
                let yet = self.has(word, &["advmod"], Class::Yet) || word + 1 < syntax.len() && self.is(Class::Yet, word + 1);
                return Some(if yet { Effect::Fails } else { Effect::Opens });
            }
        }
        let parts: &[Part] = match syntax.upos[word] {
            "VERB" | "AUX" if matches!(syntax.xpos[word], "VBN" | "VBG") => &[Part::Verb, Part::Adjective],
            "VERB" | "AUX" => &[Part::Verb],
            "NOUN" | "PROPN" => &[Part::Noun],
            "ADJ" => &[Part::Adjective],
            _ => &[],
        };
        let lemma = syntax.lemma[word].as_str();
        let particle = syntax.children(word).find(|&child| syntax.relation[child] == "compound:prt");
        let phrasal = particle.map(|particle| format!("{lemma}-{}", syntax.lemma[particle]));
        let form = syntax.low(word);
        // "rejected a motion to suspend": what is rejected is not done.
        let rejected = || {
            let above = syntax.head[word].filter(|_| syntax.upos[word] == "NOUN" && self.construction(word) == Construction::Object);
            let effect = above.and_then(|above| self.effect(above, &Construction::Object));
            matches!(effect, Some(Effect::Rejects | Effect::Denies))
        };
        let words = phrasal.as_deref().into_iter().chain([lemma, form]);
        let effect = words
            .flat_map(|word| parts.iter().map(move |&part| (part, word)))
            .find_map(|(part, word)| self.statuses.effect(part, word, construction));
        // "wants the state to pay": what is wanted of another is asked for.
        let wanted = || self.is(Class::Wants, word) && syntax.child(word, &["obj"]).is_some();
        effect.map(|effect| match effect {
            Effect::Asks | Effect::Proposes | Effect::Plans | Effect::Promises | Effect::Opens if rejected() => Effect::Fails,
            Effect::Says if rejected() => Effect::Denies,
            Effect::Opens if wanted() => Effect::Asks,
            effect => effect,
        })
    }

    /// Is a noun phrase one that denies: nobody, no side, neither of them?
    fn is_no(&self, token: usize) -> bool {
        self.is(Class::Nobody, token)
            || self.syntax.children(token).any(|child| {
                matches!(self.syntax.plain(child), "det" | "advmod" | "cc" | "nummod")
                    && self.statuses.is(Class::No, &self.syntax.lemma[child])
            })
    }

    /// Is a predicate negated, by words that hang from it?
    pub(super) fn is_negated(&self, token: usize) -> bool {
        let syntax = self.syntax;
        let negations = syntax.children(token).filter(|&child| match syntax.plain(child) {
            // "no longer" has its "no" below.
            "advmod" | "cc" => {
                let only = child + 1 < syntax.len() && self.is(Class::Only, child + 1);
                self.is(Class::Not, child) && !only || syntax.plain(child) == "advmod" && self.is_no(child)
            }
            "nsubj" | "obj" => self.is_no(child),
            "obl" => self.is_no(child) && syntax.child(child, &["case"]).is_some(),
            _ => false,
        });
        negations.count() % 2 == 1
    }

    /// A noun with a determiner that denies, or under "without".
    pub(super) fn is_denied(&self, token: usize) -> bool {
        let no = |child: usize| self.syntax.plain(child) == "det" && self.statuses.is(Class::No, &self.syntax.lemma[child]);
        self.syntax.children(token).any(no) || self.has(token, &["case"], Class::Without)
    }
}
