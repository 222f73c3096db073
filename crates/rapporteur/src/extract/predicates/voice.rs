//! Whose word or act a predicate is: sources passed down the tree, the nearest first.

use super::construction::Tree;
use super::words::Construction;
use super::words::{Class, Effect, Part};

/// How far a source is sought up the tree.
const STEPS: usize = 6;

impl Tree<'_, '_> {
    /// The head of the phrase for whose word or act a verb or noun is: its subject, the agent of a passive; the owner of a noun, or the subject
    /// of a verb that carries it.
    pub(super) fn source(&self, mut word: usize) -> Option<usize> {
        let syntax = self.syntax;
        for _ in 0..STEPS {
            match syntax.upos[word] {
                "VERB" | "AUX" => {
                    if self.is_passive(word) {
                        return syntax.agent(word);
                    }
                    if let Some(subject) = syntax.child(word, &["nsubj"]) {
                        let relative = syntax.relation[word] == "acl:relcl" && self.is(Class::Impersonal, subject);
                        return if relative { syntax.head[word] } else { Some(subject) };
                    }
                    let shares = matches!(syntax.plain(word), "conj" | "xcomp" | "advcl");
                    word = syntax.head[word].filter(|&above| shares && syntax.upos[above] == "VERB")?;
                }
                "NOUN" | "PROPN" => {
                    let owner = syntax.children(word).find(|&child| {
                        syntax.relation[child] == "nmod:poss" || syntax.plain(child) == "nmod" && self.has(child, &["case"], Class::From)
                    });
                    let by = || {
                        let participles =
                            syntax.children(word).filter(|&child| syntax.plain(child) == "acl" && syntax.xpos[child] == "VBN");
                        participles.filter_map(|participle| syntax.agent(participle)).next()
                    };
                    if let Some(owner) = owner.or_else(by) {
                        return Some(owner);
                    }
                    word = syntax.head[word].filter(|&above| syntax.plain(word) == "obj" && self.is(Class::Carries, above))?;
                }
                _ => return None,
            }
        }
        None
    }

    fn is_passive(&self, verb: usize) -> bool {
        let syntax = self.syntax;
        let bare = syntax.xpos[verb] == "VBN"
            && matches!(syntax.plain(verb), "acl" | "advcl" | "amod")
            && syntax.relation[verb] != "acl:relcl"
            && syntax.child(verb, &["aux"]).is_none();
        bare || syntax.children(verb).any(|child| syntax.relation[child] == "aux:pass")
    }

    /// Who says the clause of a token, where that hangs from it: "…, the envoy said", "according to the envoy"; and whether he insists.
    pub(super) fn appended(&self, token: usize) -> Option<(usize, bool)> {
        let syntax = self.syntax;
        syntax.children(token).find_map(|child| match syntax.plain(child) {
            "parataxis" if syntax.child(child, &["ccomp"]).is_none() => {
                let effect = self.statuses.effect(Part::Verb, &syntax.lemma[child], &Construction::Clause);
                let says = matches!(effect, Some(Effect::Says | Effect::Insists | Effect::Warns));
                self.source(child).filter(|_| says).map(|source| (source, effect == Some(Effect::Insists)))
            }
            "obl" | "advmod" | "advcl" => {
                let according = self.is(Class::According, child) || self.has(child, &["case", "mark", "fixed"], Class::According);
                according.then_some((child, false))
            }
            _ => None,
        })
    }

    /// By whom a noun is said, asked for or announced, as a participle tells: "a truce demanded by eleven members".
    pub(super) fn told_by(&self, noun: usize) -> Option<(usize, Effect)> {
        let syntax = self.syntax;
        let participles = syntax.children(noun).filter(|&child| syntax.plain(child) == "acl" && syntax.xpos[child] == "VBN");
        participles
            .filter_map(|participle| {
                let effect = self.effect(participle, &Construction::Object)?;
                self.source(participle).map(|source| (source, effect))
            })
            .next()
    }

    /// Is the subject of a clause whoever tells it, as a pronoun or as the owner of the subject shows?
    pub(super) fn is_of_teller(&self, clause: usize) -> bool {
        let syntax = self.syntax;
        let personal = |token: usize| syntax.upos[token] == "PRON" && !self.is(Class::Impersonal, token);
        syntax.child(clause, &["nsubj"]).is_some_and(|subject| {
            personal(subject) || syntax.children(subject).any(|child| syntax.relation[child] == "nmod:poss" && personal(child))
        })
    }
}
