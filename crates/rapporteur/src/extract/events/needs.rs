//! Does what stands at a word fit what its frame asks for: the object, the infinitive, the clause, a phrase, what stands before a noun.

use super::lexicon::{Class, Need, Slot};
use super::paths::Ground;
use crate::analyze::NameKind;
use crate::text::fold;

impl Ground<'_, '_> {
    /// Does what stands in the slot fit?
    pub(super) fn fits(&self, trigger: usize, need: &Need) -> bool {
        let object = || self.object(trigger);
        let heads: Vec<usize> = match &need.slot {
            Slot::Object => object().into_iter().collect(),
            Slot::Infinitive => self
                .complement(trigger)
                .filter(|&verb| self.syntax.xpos[verb] == "VB" || self.syntax.xpos[verb] == "VBG")
                .filter(|&verb| !self.is_tensed(verb))
                .into_iter()
                .collect(),
            // "Should be under no illusion": of what a copula predicates, the copula.
            Slot::Clause => self
                .syntax
                .children(trigger)
                .filter(|&child| {
                    matches!(self.syntax.plain(child), "ccomp") || self.syntax.plain(child) == "acl" && self.syntax.xpos[child] != "VBG"
                })
                .map(|child| self.syntax.child(child, &["cop"]).unwrap_or(child))
                .collect(),
            Slot::Modal => {
                let clause = self.syntax.children(trigger).find(|&child| self.syntax.plain(child) == "ccomp");
                clause
                    .map(|clause| self.syntax.children(clause).filter(|&child| self.syntax.plain(child) == "aux").collect::<Vec<_>>())
                    // "Should have known better" asks nothing of anybody.
                    .filter(|helpers| helpers.iter().all(|&helper| self.syntax.lemma[helper] != "have"))
                    .unwrap_or_default()
            }
            Slot::Phrase(word) => {
                let mut heads = self.phrases(trigger, word);
                // "Came to deal with it": an infinitive is no thing that one comes to.
                heads.retain(|&head| word != "to" || self.syntax.xpos[head] != "VB");
                // "As well as this, Orlen attacked": what one is called stands behind the verb.
                heads.retain(|&head| word != "as" || head > trigger);
                if heads.is_empty() {
                    heads.extend(object().into_iter().flat_map(|object| self.phrases(object, word)));
                }
                if heads.is_empty() {
                    let below = self.syntax.children(trigger).chain(object().into_iter().flat_map(|object| self.syntax.children(object)));
                    heads.extend(below.filter(|&child| {
                        child > trigger && self.syntax.lemma[child] == *word && !matches!(self.syntax.plain(child), "case" | "mark")
                    }));
                }
                heads
            }
            Slot::ObjectPhrase(preposition) => object().map(|object| self.phrases(object, preposition)).unwrap_or_default(),
            Slot::Subject => self.subject(trigger).into_iter().collect(),
            Slot::Near => {
                let sentence = self.syntax.sentence[trigger];
                (0..self.syntax.len()).filter(|&token| self.syntax.sentence[token] == sentence).collect()
            }
            Slot::ObjectOwn => object().map(|object| self.before(object)).unwrap_or_default(),
            Slot::Own => self.before(trigger),
            Slot::Governor => self.syntax.head[trigger].filter(|&head| self.syntax.upos[head] == "VERB").into_iter().collect(),
        };
        let fits = need.classes.iter().any(|class| match class {
            Class::Nothing => heads.is_empty(),
            _ => heads.iter().flat_map(|&head| self.joined(head)).any(|head| self.is_of(head, class)),
        });
        fits != need.not
    }

    /// What stands before a noun and tells which.
    pub(super) fn before(&self, noun: usize) -> Vec<usize> {
        let syntax = self.syntax;
        syntax.children(noun).filter(|&child| child < noun && matches!(syntax.plain(child), "amod" | "compound" | "nmod")).collect()
    }

    /// Does a class hold a token's word? The lemma of a plural is now and then another word's: "bases" is one of "basis".
    pub(super) fn listed(&self, class: &str, token: usize) -> bool {
        let singular = || {
            let form = fold(self.syntax.form(token));
            matches!(self.syntax.xpos[token], "NNS" | "NNPS") && form.strip_suffix('s').is_some_and(|word| self.words.holds(class, word))
        };
        self.words.holds(class, &self.word(token)) || singular()
    }

    /// One person by name, he or she.
    fn is_single(&self, head: usize) -> bool {
        let named = self.syntax.analysis.name_at(head).is_some_and(|name| name.kind == NameKind::Person);
        named && self.syntax.xpos[head] != "NNPS" || matches!(self.syntax.low(head), "he" | "she")
    }

    fn is_of(&self, head: usize, class: &Class) -> bool {
        match class {
            Class::Any => true,
            Class::Nothing => false,
            Class::Person => {
                let named = self.syntax.analysis.name_at(head).is_some_and(|name| name.kind == NameKind::Person);
                let made = self.listed("craft", head);
                named || !made && self.is_person_word(head) || self.syntax.upos[head] == "PRON" && self.may_act(head)
            }
            Class::Named => self.is_named(head),
            Class::Speaker => {
                // One word alone may be a land or a band that is taken for a person.
                let person = self.syntax.analysis.name_at(head).is_some_and(|name| name.kind == NameKind::Person && name.tokens.len() > 1);
                person || self.listed("chief", head)
            }
            Class::Single => self.is_single(head),
            Class::Public => {
                let office = || {
                    !self.roles.classes(&self.word(head)).is_empty()
                        || ["guest", "envoy", "chief"].iter().any(|class| self.listed(class, head))
                };
                self.is_single(head) || self.syntax.low(head) == "they" || office()
            }
            Class::Actor => self.may_act(head) && self.syntax.lemma[head] != "it",
            Class::Listed(name) => {
                let listed = |token: usize| self.listed(name, token);
                // "a series of raids", "new rounds of talks": what they are of.
                listed(head) || self.words.holds("quantity", &self.word(head)) && self.phrases(head, "of").into_iter().any(listed)
            }
            Class::Word(word) => self.word(head) == *word || self.syntax.lemma[head] == *word,
        }
    }
}
