//! Contacts that are told of and were none, or of which the words leave open whether they were.

use super::find::{Finder, Met};
use super::{ContactKind, ContactRule};
use crate::extract::predicates::{Reading, Status, StatusRule};

impl Finder<'_, '_> {
    /// Is the contact only supposed, within a condition, or awaited ("until the Council votes")?
    pub(super) fn is_supposed(&self, met: &Met, reading: &Reading<'_, '_>) -> bool {
        let syntax = self.syntax;
        let awaited = |token: usize| {
            !matches!(syntax.xpos[token], "VBD" | "VBN")
                && syntax.children(token).any(|child| syntax.plain(child) == "mark" && self.is("until", child))
        };
        let teller = met.carrier.unwrap_or(met.trigger);
        // "A vote in the Council could end it": no vote is told.
        let supposed = || {
            let noun = met.trigger;
            let verb =
                syntax.head[noun].filter(|_| syntax.upos[noun] == "NOUN" && syntax.plain(noun) == "nsubj" && syntax.upos[noun] != "VERB");
            let indefinite = syntax.children(noun).any(|child| matches!(syntax.low(child), "a" | "an" | "any" | "another"));
            // "No vote in the Council will change it"
            let none = syntax.is_none(noun) && verb.is_some_and(|verb| syntax.child(verb, &["obj"]).is_some());
            let open = |verb: usize| {
                syntax
                    .children(verb)
                    .any(|child| syntax.plain(child) == "aux" && matches!(syntax.low(child), "could" | "would" | "might" | "may" | "can"))
            };
            none || indefinite && verb.is_some_and(open)
        };
        // "Instead of talks with Orlen": none were held.
        let replaced = syntax.children(met.trigger).any(|case| syntax.plain(case) == "case" && self.is("instead", case));
        // "Went there without visiting Orlen": it was not held.
        let left_out = syntax.children(met.trigger).any(|mark| syntax.plain(mark) == "mark" && self.is("without", mark));
        // "It would overshadow Orlen's visit": that it is held or not, the words do not tell.
        let owned = || syntax.children(met.trigger).any(|child| syntax.relation[child] == "nmod:poss");
        let carried = || met.carrier.is_some_and(|verb| self.is("carries", verb));
        let untold = || {
            syntax.upos[met.trigger] == "NOUN"
                && reading.status(met.trigger) == Status::Hypothetical
                && owned()
                && !carried()
                && met.kind != ContactKind::Vote
        };
        left_out
            || untold()
            || self.is_open(met, reading)
            || supposed()
            || replaced
            || reading.rule(teller) == StatusRule::Condition
            || awaited(teller)
            || awaited(met.trigger)
    }

    /// Do the words leave open whether it was, is or will be held?
    fn is_open(&self, met: &Met, reading: &Reading<'_, '_>) -> bool {
        let syntax = self.syntax;
        let above = syntax.head[met.top];
        if syntax.upos[met.trigger] == "VERB" {
            return self.is_opinion(met.trigger) || self.is_former_plan(met.trigger, reading);
        }
        // "A delegation for talks between Orlen and Norland", "a deadline for talks": they are still to be; whom one thanks for them held them.
        let led = |preposition: &str| syntax.children(met.top).any(|case| syntax.plain(case) == "case" && syntax.low(case) == preposition);
        let sought = met.rule == ContactRule::Noun && led("for") && above.is_some_and(|above| !self.is("grateful", above));
        // "Orlen's visit to Norland is a reminder": that it was, the words do not tell.
        let copula = |above: usize| {
            syntax.plain(met.top) == "nsubj"
                && syntax.children(above).any(|child| syntax.plain(child) == "cop" && matches!(syntax.xpos[child], "VBZ" | "VBP"))
                && !syntax.children(above).any(|child| syntax.plain(child) == "aux")
        };
        let journey = matches!(met.kind, ContactKind::Visit | ContactKind::Meeting | ContactKind::Summit);
        let recent = || syntax.children(met.top).any(|child| self.is("recent", child));
        let named = met.rule == ContactRule::Noun && journey && above.is_some_and(copula) && !recent();
        // "Had a part in arranging the meeting between Orlen and Pell": the one that was held, or one that never was.
        let arranged = |verb: usize| {
            self.is("arranges", verb)
                && syntax.xpos[verb] == "VBG"
                && syntax.children(verb).all(|child| syntax.plain(child) != "aux")
                && syntax.children(met.top).any(|child| syntax.low(child) == "the")
        };
        // "Either Orlen held talks with Pell, or he lied": one of two.
        let either = |verb: usize| syntax.children(verb).any(|child| child < met.trigger && self.is("either", child));
        sought || named || above.is_some_and(arranged) || met.carrier.is_some_and(either)
    }

    /// "The idea that an envoy cannot visit Orlen", "Orlen cannot meet Pell": what is thought of it, and no contact.
    fn is_opinion(&self, verb: usize) -> bool {
        let syntax = self.syntax;
        let helper = |child: usize| syntax.plain(child) == "aux" && matches!(syntax.low(child), "can" | "ca" | "cannot");
        let denied = || syntax.children(verb).any(|child| matches!(syntax.lemma[child].as_str(), "not" | "n't" | "n’t"));
        let thought = syntax.plain(verb) == "acl" && syntax.head[verb].is_some_and(|noun| self.is("thought", noun));
        thought || syntax.children(verb).any(helper) && denied()
    }

    /// "Earlier Pell announced that he would visit Orlen": what was planned then may have come to be by now.
    fn is_former_plan(&self, verb: usize, reading: &Reading<'_, '_>) -> bool {
        let syntax = self.syntax;
        let would =
            || syntax.children(verb).any(|child| syntax.plain(child) == "aux" && matches!(syntax.low(child), "would" | "'d" | "’d"));
        let former = |teller: usize| {
            let had = syntax.children(teller).any(|child| syntax.plain(child) == "aux" && syntax.low(child) == "had");
            let earlier = || syntax.children(teller).any(|child| syntax.plain(child) == "advmod" && self.is("earlier", child));
            matches!(syntax.xpos[teller], "VBD" | "VBN") && (had || earlier())
        };
        let told = syntax.head[verb].filter(|_| syntax.plain(verb) == "ccomp");
        reading.status(verb) == Status::Planned && would() && told.is_some_and(former)
    }

    /// "How it means to meet them": what was pledged, asked or set before, and nobody.
    pub(super) fn is_met_need(&self, verb: usize, object: Option<usize>) -> bool {
        let syntax = self.syntax;
        let Some(object) = object.filter(|&object| syntax.lemma[verb] == "meet" && matches!(syntax.low(object), "them" | "it")) else {
            return false;
        };
        let before = syntax.sentence[verb].saturating_sub(1);
        let first = syntax.analysis.sentences[before].tokens.start;
        (first..object).any(|noun| syntax.upos[noun] == "NOUN" && self.is("needs", noun))
    }
}
