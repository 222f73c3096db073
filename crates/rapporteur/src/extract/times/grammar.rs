//! What the tree says of a time: the part of speech of a word, and whether what happened then lies behind or ahead.
//!
//! It reads tense off the verb that governs the time. Without a tree nothing is known of either.

use super::rules::Times;
use crate::extract::syntax::Syntax;
use crate::text::Span;

/// Where a time lies, by tense and sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sense {
    Past,
    Future,
    /// Behind or ahead, whichever is nearer.
    Near,
    Open,
}

/// Tokens between a time and its verb, at most.
const FAR: usize = 12;

/// The trees of a text, where there are any.
pub(super) struct Grammar<'a> {
    times: &'a Times,
    syntax: Option<&'a Syntax<'a>>,
    /// What is taken where there is no tree.
    otherwise: Sense,
}

impl<'a> Grammar<'a> {
    pub(super) fn of(times: &'a Times, syntax: &'a Syntax<'a>) -> Self {
        Self { times, syntax: Some(syntax), otherwise: Sense::Open }
    }

    /// No tree, but the sense is known.
    pub(super) fn known(times: &'a Times, sense: Sense) -> Self {
        Self { times, syntax: None, otherwise: sense }
    }

    /// The part of speech of the word that begins here; none where nobody knows.
    pub(super) fn tag(&self, word: Span) -> Option<&str> {
        let syntax = self.syntax?;
        let token = syntax.analysis.tokens.partition_point(|token| token.span.end <= word.start);
        syntax.upos.get(token).copied().filter(|&tag| tag != "X" && syntax.span(token).overlaps(word))
    }

    /// The sentence that a place of the text stands in, by number.
    pub(super) fn sentence(&self, span: Span) -> usize {
        self.syntax.map_or(0, |syntax| syntax.analysis.sentences.partition_point(|sentence| sentence.span.end <= span.start))
    }

    /// Does what happened at this time lie behind or ahead?
    pub(super) fn sense(&self, span: Span) -> Sense {
        let Some(syntax) = self.syntax else { return self.otherwise };
        let first = syntax.analysis.tokens.partition_point(|token| token.span.end <= span.start);
        let inside = |token: usize| syntax.analysis.tokens[token].span.overlaps(span);
        let tokens = (first..syntax.len()).take_while(|&token| inside(token));
        let Some(mut at) = tokens.clone().find(|&token| syntax.head[token].is_none_or(|head| !inside(head))) else { return self.otherwise };
        // "Wednesday's ruling" was made, whatever comes of it.
        let after = tokens.clone().last().map_or(first, |last| last + 1);
        if syntax.relation[at] == "nmod:poss" || syntax.xpos.get(after) == Some(&"POS") {
            return self.otherwise;
        }
        let mut noun = None;
        let until = syntax.children(at).any(|child| syntax.plain(child) == "case" && self.times.until.contains(&syntax.lemma[child]));
        for _ in 0..FAR {
            if !inside(at)
                && let Some(sense) = self.tense(syntax, at)
            {
                let before = syntax.children(at).any(|child| syntax.plain(child) == "aux" && syntax.lemma[child] == "have");
                let sense = if until && !before { Sense::Future } else { sense };
                return noun.filter(|_| self.is_plain(syntax, at)).map_or(sense, |noun| self.beside(syntax, noun, sense));
            }
            if !inside(at) && noun.is_none() && syntax.upos[at] == "NOUN" {
                noun = Some(at);
            }
            let Some(head) = syntax.head[at] else { break };
            at = head;
        }
        self.otherwise
    }

    /// Is it a verb of the plain present, which tells of what lies behind as of what is to come ("the call on Sunday marks a change")?
    fn is_plain(&self, syntax: &Syntax<'_>, at: usize) -> bool {
        let helpers = || syntax.children(at).filter(|&child| matches!(syntax.plain(child), "aux" | "cop"));
        let present = |token: usize| matches!(syntax.xpos[token], "VBZ" | "VBP");
        let plain = if syntax.upos[at] == "VERB" { present(at) && helpers().next().is_none() } else { helpers().all(present) };
        let ahead = self.times.future.contains(&syntax.lemma[at]);
        let infinitive = syntax.children(at).any(|child| syntax.xpos[child] == "TO" && syntax.plain(child) == "mark");
        plain && !ahead && !infinitive
    }

    /// What a noun with a time of its own says under such a verb: behind "after" it was held.
    fn beside(&self, syntax: &Syntax<'_>, noun: usize, sense: Sense) -> Sense {
        let case =
            |words: &[String]| syntax.children(noun).any(|child| syntax.plain(child) == "case" && words.contains(&syntax.lemma[child]));
        if case(&self.times.after) {
            return Sense::Past;
        }
        let subject = syntax.plain(noun) == "nsubj";
        if subject && sense == Sense::Future && !case(&self.times.until) { Sense::Near } else { sense }
    }

    /// What a word says of the time that hangs from it; none where what governs it is to be asked.
    fn tense(&self, syntax: &Syntax<'_>, at: usize) -> Option<Sense> {
        let lemma = syntax.lemma[at].as_str();
        let ahead = self.times.future.iter().any(|word| word == lemma);
        let behind = self.times.past.iter().any(|word| word == lemma);
        let helpers: Vec<usize> = syntax.children(at).filter(|&child| matches!(syntax.plain(child), "aux" | "cop")).collect();
        let verbal = matches!(syntax.upos[at], "VERB" | "AUX");
        if !verbal && helpers.is_empty() {
            return match (ahead, behind) {
                (true, _) => Some(Sense::Future),
                (_, true) => Some(Sense::Past),
                _ => None,
            };
        }
        let have = helpers.iter().any(|&helper| syntax.lemma[helper] == "have");
        let had = helpers.iter().any(|&helper| syntax.lemma[helper] == "have" && syntax.xpos[helper] == "VBD");
        if ahead && !had {
            return Some(Sense::Future);
        }
        if helpers.iter().any(|&helper| syntax.xpos[helper] == "MD") {
            return Some(if have { Sense::Past } else { Sense::Future });
        }
        let infinitive = syntax.children(at).any(|child| syntax.xpos[child] == "TO" && syntax.plain(child) == "mark");
        if infinitive {
            let governed_past = syntax.head[at].is_some_and(|head| self.times.past.contains(&syntax.lemma[head]));
            return Some(if have || governed_past { Sense::Past } else { Sense::Future });
        }
        let is = |wanted: &[&str]| helpers.iter().any(|&helper| wanted.contains(&syntax.xpos[helper]));
        if have || behind {
            return Some(Sense::Past);
        }
        if is(&["VBD"]) {
            return Some(Sense::Past);
        }
        match syntax.xpos[at] {
            "VBD" => Some(Sense::Past),
            "VBN" if is(&["VBZ", "VBP"]) => Some(Sense::Open),
            "VBN" => Some(Sense::Past),
            "VBG" if is(&["VBZ", "VBP"]) => Some(Sense::Future),
            "VBG" | "VB" => None,
            "VBZ" | "VBP" => Some(Sense::Future),
            _ if is(&["VBZ", "VBP"]) => Some(Sense::Future),
            _ => None,
        }
    }
}
