//! Where an act was, and which words of time and place belong to another act told beside it: "demanded an account of the killings in Lyrne".

use super::Candidate;
use super::event::EventType;
use super::lexicon::Pos;
use super::paths::Ground;
use crate::analyze::NameKind;
use crate::text::Span;

/// How far up from a word of time or place the act is sought.
const STEPS: usize = 6;

impl Ground<'_, '_> {
    /// Does a word of time stand under another noun than the one that tells the act: "unrest throughout 2020", "this year's election", "the Tuesday
    /// remarks"? A statement is made when what it says is.
    pub(super) fn is_of_another(&self, token: usize, candidate: &Candidate<'_>) -> bool {
        let syntax = self.syntax;
        let mut at = token;
        for _ in 0..STEPS {
            let Some(head) = syntax.head[at] else { return false };
            if head == candidate.trigger || head == candidate.predicate || syntax.upos[head] == "VERB" {
                return false;
            }
            // "On Sunday the chief of the army": the parser hangs the day under who stands behind it.
            let led = token > 0 && syntax.upos[token - 1] == "ADP";
            let before = !led && at < head && matches!(syntax.plain(at), "compound" | "amod") && !self.listed("utterance", head);
            if matches!(syntax.upos[head], "NOUN" | "PROPN") && !self.is_time(head) && (before || syntax.plain(at).starts_with("nmod")) {
                return true;
            }
            at = head;
        }
        false
    }

    /// "Pell's visit follows the killing of two envoys in Lyrne on Monday": what stands behind such a verb is of what went before.
    pub(super) fn is_of_what_was(&self, token: usize, candidate: &Candidate<'_>) -> bool {
        let syntax = self.syntax;
        let verb = candidate.predicate;
        let follows =
            verb != candidate.trigger && syntax.plain(candidate.trigger) == "nsubj" && self.words.holds("following", &syntax.lemma[verb]);
        follows && token > verb
    }

    /// Does a place stand under the name of another act, under a thing that is spoken of or within words that are quoted: "an account of the killings in
    /// Lyrne", "in the years before his arrest in Lyrne"?
    fn is_place_of_another(&self, place: usize, candidate: &Candidate<'_>) -> bool {
        let syntax = self.syntax;
        if self.is_of_what_was(place, candidate) || syntax.quotation[place] != syntax.quotation[candidate.trigger] {
            return true;
        }
        let up = std::iter::successors(syntax.head[place], |&at| syntax.head[at]).take(STEPS);
        let between = up.take_while(|&at| at != candidate.trigger && at != candidate.predicate);
        let of_act = |noun: usize| {
            syntax.upos[noun] == "NOUN"
                && !self.words.holds("quantity", &self.word(noun))
                // "A strike on Lyrne killed nine": of the same act.
                && !(candidate.frame.kind == EventType::Assault && self.listed("attack_noun", noun))
                && (!self.words.frames(Pos::Noun, &syntax.lemma[noun]).is_empty()
                    || self.listed("occasion", noun)
                    || self.listed("claim", noun)
                    || self.listed("other_act", noun))
        };
        between.into_iter().any(of_act)
    }

    /// Where it was: a place named in its clause that is no party.
    pub(super) fn place(&self, candidate: &Candidate<'_>) -> Option<Span> {
        let syntax = self.syntax;
        let party = |token: usize| candidate.who.iter().chain(&candidate.whom).any(|side| side.tokens.contains(&token));
        let is_named_place = |&head: &usize| {
            let led = syntax.children(head).any(|case| {
                case < head
                    && syntax.plain(case) == "case"
                    && matches!(syntax.lemma[case].as_str(), "in" | "at" | "near" | "outside" | "inside" | "on" | "off" | "across")
            });
            led && syntax.analysis.name_at(head).is_some_and(|name| name.kind == NameKind::Place)
        };
        let is_place = |head: &usize| is_named_place(head) && !party(*head) && !self.is_place_of_another(*head, candidate);
        // "14 sailors in Valparaiso": where they are told to be stands in the words for them.
        let inside = || {
            let sides = candidate
                .who
                .iter()
                .chain(&candidate.whom)
                .flat_map(|side| side.tokens.iter().copied().filter(|&token| token != side.head));
            sides.into_iter().find(|&token| is_named_place(&token))
        };
        let head = self.clause(candidate.predicate).into_iter().find(is_place).or_else(inside)?;
        let name = syntax.analysis.name_at(head)?;
        Some(name.span)
    }
}
