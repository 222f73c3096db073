//! What is found and yet not shown at once: what does not tell by itself what is undertaken, who is bound by it, or in what matter.

use super::scene::Scene;
use super::{Commitment, CommitmentKind, CommitmentRule, Draft, due};

impl Scene<'_, '_> {
    /// "Promised to do that", "agreed to the following": what it is stands in another sentence.
    pub(super) fn is_told_elsewhere(&self, draft: &Draft) -> bool {
        let syntax = self.syntax;
        let points = |token: usize| matches!(syntax.upos[token], "PRON" | "DET" | "PART") || self.words.is("empty", self.lemma(token));
        draft.content.iter().all(|&token| syntax.is_mark(token) || points(token))
    }

    /// Is it told of a day long past: "in 1963 the states agreed to"?
    pub(super) fn is_old(&self, draft: &Draft) -> bool {
        matches!(self.syntax.xpos[draft.cue], "VBD" | "VBN") && due::is_behind(self, &self.syntax.below(draft.cue, &[draft.head]))
    }

    /// Does it tell what was settled long before: "in 2018 the town decided to leave", "I decided to go in late"?
    pub(super) fn is_history(&self, draft: &Draft) -> bool {
        if !self.words.is("settled", self.lemma(draft.cue)) || !matches!(self.syntax.xpos[draft.cue], "VBD" | "VBN") {
            return false;
        }
        let own = draft.by.is_some_and(|head| self.lower(head) == "i");
        let beside = self.syntax.below(draft.cue, &[draft.head]);
        // "It was decided to launch it": nobody is bound that anyone could name.
        own || draft.by.is_none() && self.syntax.xpos[draft.cue] == "VBN" || due::is_behind(self, &beside)
    }

    /// Is what is undertaken not to be known from its own words: told by a pronoun, cut off, empty, or of private life?
    pub(super) fn is_hollow(&self, draft: &Draft, one: &Commitment) -> bool {
        self.is_pointed_at(draft, one)
            || self.is_idle(draft)
            || self.is_cut(draft, one)
            || self.is_pastime(draft)
            || self.is_general(draft)
            || self.is_narrated_readiness(draft)
            || self.is_by_another(draft, one)
    }

    /// "Find them", "make such choices", "not stand by as this happens": what is meant stands elsewhere, and is neither who is bound nor to whom.
    fn is_pointed_at(&self, draft: &Draft, one: &Commitment) -> bool {
        let syntax = self.syntax;
        let first = draft.content.first().copied().unwrap_or(draft.head);
        let thing = |&&token: &&usize| {
            matches!(syntax.upos[token], "NOUN" | "PROPN") && !self.is_when(token) && !self.words.is("share", self.lemma(token))
        };
        let told = draft.condition.iter().any(|&token| token < first && matches!(syntax.upos[token], "NOUN" | "PROPN"));
        let party = |token: usize| {
            let of = |party: Option<crate::extract::Party>| {
                party.and_then(|party| party.referent).is_some_and(|at| self.referent(token) == Some(at))
            };
            of(one.by) || of(one.to) && one.to.is_some_and(|to| !self.is_left_open(to))
        };
        let points = |token: usize| {
            let pronoun = syntax.upos[token] == "PRON" && self.words.is("elsewhere", self.lower(token));
            let taken = matches!(syntax.plain(token), "obj" | "iobj" | "obl" | "nmod")
                || matches!(self.lower(token), "this" | "that" | "these" | "those") && syntax.plain(token) == "nsubj";
            let before = draft.content.iter().find(thing).is_some_and(|&noun| noun < token);
            pronoun && taken && syntax.xpos[token] != "WDT" && !before && !told && !party(token)
        };
        // "Take that talk forward", "make such choices": where no other thing is named.
        let things: Vec<usize> = draft.content.iter().filter(thing).copied().collect();
        let such = |noun: usize| {
            syntax
                .children(noun)
                .any(|child| child < noun && self.words.is("such", self.lower(child)) && matches!(syntax.plain(child), "det" | "amod"))
        };
        draft.content.iter().any(|&token| points(token)) || !told && !things.is_empty() && things.iter().all(|&noun| such(noun))
    }

    /// "Do its part", "act firmly", "work all night": nothing that anybody could see done.
    fn is_idle(&self, draft: &Draft) -> bool {
        let syntax = self.syntax;
        let head = draft.head;
        let further = draft.content.iter().any(|&token| token != head && syntax.upos[token] == "VERB");
        let thing = |&&token: &&usize| {
            let named = matches!(syntax.upos[token], "NOUN" | "PROPN" | "NUM");
            named && !self.is_when(token) && !self.extractor.roles.is_time(self.lemma(token))
        };
        let things = || draft.content.iter().filter(thing);
        let share = |&token: &usize| self.words.is("share", self.lemma(token));
        !further
            && draft.condition.is_empty()
            && (self.words.is("filler", self.lemma(head)) && things().all(share)
                || matches!(syntax.upos[head], "VERB") && things().next().is_some() && things().all(share))
    }

    /// Is it cut off: a gap that is no condition, a preposition or article without its noun, one word of whom nobody is told, a person who is let without
    /// what he is let do?
    fn is_cut(&self, draft: &Draft, one: &Commitment) -> bool {
        let syntax = self.syntax;
        let words: Vec<usize> = draft.content.iter().copied().filter(|&token| !syntax.is_mark(token)).collect();
        let between = |pair: &[usize]| (pair[0] + 1..pair[1]).any(|token| !syntax.is_mark(token) && !draft.condition.contains(&token));
        if one.content.len() > 1 && words.windows(2).any(between) {
            return true;
        }
        let Some(&last) = words.last() else { return true };
        let ends = last + 1 >= syntax.len()
            || syntax.is_mark(last + 1) && syntax.quotation[last + 1].is_none()
            || syntax.sentence[last + 1] != syntax.sentence[last];
        let leads = matches!(syntax.plain(last), "case" | "det" | "mark" | "cc") && syntax.head[last].is_none_or(|noun| noun > last);
        let hangs = syntax.plain(last) == "case" || matches!(syntax.xpos[last], "IN" | "TO") && syntax.plain(last) != "compound";
        if leads || hangs && !ends {
            return true;
        }
        if words.len() == 1 && (one.by.is_none() || draft.kind == CommitmentKind::Demand && one.to.is_none()) {
            return true;
        }
        let whom =
            syntax.child(draft.head, &["obj"]).filter(|&whom| self.words.is("allows", self.lemma(draft.head)) && self.is_actor(whom));
        whom.is_some_and(|whom| {
            words.iter().all(|&token| syntax.upos[token] != "VERB" || token == draft.head || token < whom)
                && syntax.child(draft.head, &["obl"]).is_none()
        })
    }

    /// Sport and shows: "play a friendly", "take the championship".
    fn is_pastime(&self, draft: &Draft) -> bool {
        let syntax = self.syntax;
        let plays = self.words.is("plays", self.lemma(draft.head))
            && !syntax
                .children(draft.head)
                .any(|child| child > draft.head && syntax.plain(child) == "obj" && !self.words.is("pastime", self.lemma(child)));
        plays || draft.content.iter().any(|&token| syntax.upos[token] == "NOUN" && self.words.is("pastime", self.lemma(token)))
    }

    /// "Towns commit to saving water", "firms offer tours": what they do in general.
    fn is_general(&self, draft: &Draft) -> bool {
        let syntax = self.syntax;
        let Some(by) = draft.by.filter(|_| matches!(draft.kind, CommitmentKind::Promise | CommitmentKind::Offer)) else { return false };
        let bare = syntax.xpos[by] == "NNS"
            && syntax.children(by).all(|child| child > by || syntax.is_mark(child) || matches!(syntax.plain(child), "advmod" | "mark"));
        bare && draft.rule == CommitmentRule::Word && syntax.xpos[draft.cue] == "VBP" && self.telling(draft.cue).source.is_none()
    }

    /// "Orlen stands ready to talk", told by the report itself: what its writer thinks of another.
    fn is_narrated_readiness(&self, draft: &Draft) -> bool {
        let syntax = self.syntax;
        let cue = draft.cue;
        let ready = draft.rule == CommitmentRule::Word && syntax.upos[cue] != "NOUN" && self.words.is_adjective(self.lower(cue));
        let own = draft.by.is_some_and(|by| self.is_first_person(by));
        ready && !own && self.telling(cue).source.is_none()
    }

    /// What will be done, told by one who is no state's, and of whom nothing says that it is for him to do.
    fn is_by_another(&self, draft: &Draft, one: &Commitment) -> bool {
        let state = |at: usize| {
            let by = &self.findings.referents[at];
            by.state.is_some() || by.kind == crate::extract::ReferentKind::State
        };
        let person = self.subject(draft.head).is_some_and(|subject| self.is_person(subject) || self.syntax.xpos[subject] == "NNPS");
        draft.rule == CommitmentRule::Passive
            && (person && !self.words.is("give", self.lemma(draft.head))
                || one.due.is_none() && !one.by.and_then(|by| by.referent).is_some_and(state))
    }
}
