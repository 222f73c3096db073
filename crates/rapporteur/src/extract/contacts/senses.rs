//! Other senses of "call" than the call that is a contact.

use super::find::Finder;

impl Finder<'_, '_> {
    /// "Called on", "called for", "called him a hero", "what they are calling a campaign", "calling witnesses": no call.
    pub(super) fn is_naming_or_summons(&self, verb: usize, subject: Option<usize>, parties: &[usize]) -> bool {
        let syntax = self.syntax;
        if syntax.lemma[verb] != "call" {
            return false;
        }
        let named = subject.is_some_and(|subject| {
            let first = syntax.below(subject, &[]).first().copied().unwrap_or(subject);
            first.checked_sub(1).is_some_and(|before| syntax.low(before) == "what" && subject < verb)
        });
        let is_event = |to: usize| self.extractor.contacts.noun(&syntax.lemma[to]).is_some();
        let told_of_object = |object: usize| {
            // "Called the army": for help, or in.
            self.is("summoned", object) && syntax.upos[object] == "NOUN"
                // "Calls him \"an asset\"", "called it a disgrace", "calling Orlen our foe"
                || self.is_named_so(object)
                || self.under(object, "to").any(is_event)
        };
        let told_by = |child: usize| match syntax.plain(child) {
            "obj" => told_of_object(child),
            // "Called back a witness"
            "advmod" => syntax.low(child) == "back",
            relation => matches!(relation, "xcomp" | "ccomp" | "compound" | "advcl"),
        };
        // "The reef, as Orlen calls the shoal": by what name.
        let as_named = syntax.children(verb).any(|child| syntax.plain(child) == "mark" && self.is("as", child));
        // "Calling witnesses", "called them liars": many who are there.
        let many = parties.iter().any(|&head| head > verb && syntax.xpos[head] == "NNS");
        named
            || as_named
            || many
            || syntax.xpos[verb] == "VBG"
            || syntax.children(verb).any(told_by)
            || self.under(verb, "for").chain(self.under(verb, "on")).next().is_some()
            // "Will call the firms to a meeting"
            || self.under(verb, "to").any(is_event)
    }

    /// A call to do something is an appeal and no call, unless a telephone is told.
    pub(super) fn is_appeal(&self, noun: usize, carrier: Option<usize>) -> bool {
        let syntax = self.syntax;
        let aim = |child: usize| {
            child > noun && syntax.xpos[child] == "VB" && syntax.children(child).any(|mark| mark < child && syntax.lemma[mark] == "to")
        };
        // "Dismissed calls from Orlen to refrain": the parser hangs it under the verb.
        let above = || carrier.is_some_and(|verb| !self.is("carries", verb) && syntax.children(verb).any(aim));
        let told = || syntax.children(noun).any(|child| syntax.plain(child) == "acl") || self.under(noun, "for").next().is_some();
        syntax.lemma[noun] == "call"
            && (told() || above())
            && super::circumstances::medium(syntax, &self.extractor.contacts, noun, None).is_none()
    }

    /// Does what one is called stand right behind: a quotation, or a noun with an article?
    fn is_named_so(&self, object: usize) -> bool {
        let syntax = self.syntax;
        let last = syntax.phrase(object).tokens.last().copied().unwrap_or(object).max(object);
        let next = (last + 1 < syntax.len() && syntax.sentence[last + 1] == syntax.sentence[object]).then_some(last + 1);
        next.is_some_and(|next| {
            matches!(syntax.form(next), "\"" | "“" | "‘") || matches!(syntax.low(next), "a" | "an" | "the") || syntax.xpos[next] == "PRP$"
        })
    }
}
