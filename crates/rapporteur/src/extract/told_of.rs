//! Who is told of without a name and says nothing: "the court ordered", "the president met the mayor". Such a one stands out as a name does, so that a
//! pronoun behind it means it or nobody, and not whoever was named before.

use super::referent::ReferentKind;
use super::referents::Referents;

impl Referents<'_, '_> {
    /// Takes in a noun for a person or a body that is the subject of a clause.
    pub(super) fn told_of(&mut self, token: usize) {
        let syntax = self.syntax;
        let noun = syntax.lemma[token].as_str();
        let person = self.roles.is_person(noun) || self.roles.is_source(noun);
        if syntax.upos[token] != "NOUN" || !(person || self.roles.is_body(noun)) || self.resolved.contains_key(&token) {
            return;
        }
        let phrase = syntax.phrase(token).tokens;
        let Some(&span) = syntax.spans(&phrase).first() else { return };
        // Who is named stands out by the name.
        if phrase.iter().any(|at| self.of.get(at).is_some_and(|&at| self.all[at].kind == ReferentKind::Person)) {
            return;
        }
        let definite = syntax.is_definite(token);
        let plural = matches!(syntax.xpos[token], "NNS" | "NNPS");
        let holder =
            if definite && person && !plural && !self.roles.is_vague(noun) { self.by_role(token, &phrase, span, &[]) } else { None };
        let found = holder.unwrap_or_else(|| self.without_name(token, span, plural));
        if self.all[found].mentions.is_empty() {
            self.details[found].told = Some(span);
        }
        self.seen(found, token);
    }
}
