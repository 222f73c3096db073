//! Is a stance held: by what governs its word, by what denies it, by what it hangs on.
//!
//! It decides from the tree alone and abstains where a governing word is not known to let the stance stand.

use super::Stance;
use super::parties::Rows;
use std::ops::Range;

/// What governs a word of stance makes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Held {
    pub(super) stance: Stance,
    /// It was denied or refused.
    pub(super) turned: bool,
    /// It is under would, could or the like.
    pub(super) modal: bool,
    /// Not known: "has not said whether".
    pub(super) open: bool,
    /// The verb under whose clause it stands, whose subject holds what a pronoun in the clause holds.
    pub(super) under: Option<usize>,
}

/// Steps up the tree.
const STEPS: usize = 5;

impl Rows<'_, '_> {
    pub(super) fn is_negation(&self, token: usize) -> bool {
        matches!(self.low(token), "not" | "never" | "neither" | "nor") && self.syntax.plain(token) != "conj"
    }

    /// What a stance becomes under all that governs its word; nothing where nobody holds it now. What stands among its own words is not counted.
    pub(super) fn held(&self, word: usize, stance: Stance, own: &Range<usize>) -> Option<Held> {
        let syntax = self.syntax;
        let mut held = Held { stance, turned: false, modal: false, open: false, under: None };
        let mut at = word;
        for step in 0..STEPS {
            let before = || syntax.children(at).filter(|&child| child < at.max(word) && !own.contains(&child));
            let denied = before().filter(|&child| self.is_negation(child)).count();
            let mut own_modal = false;
            for child in before() {
                let low = self.low(child);
                if self.words.holds("unsettled", low) && syntax.upos[child] == "AUX" {
                    return None;
                }
                own_modal |= syntax.xpos[child] == "MD";
                // "had opposed it": before.
                if self.words.holds("earlier", low) && syntax.plain(child) == "aux" {
                    return None;
                }
                // "only once before", "initially": no longer, as far as is told.
                if self.words.holds("former", low) && syntax.plain(child) == "advmod" {
                    return None;
                }
                if syntax.plain(child) == "mark" && self.words.holds("open", low) {
                    return self.opened(at, held, denied);
                }
                // "until Norland agrees": not yet.
                if matches!(syntax.plain(child), "mark" | "case" | "advmod") && self.words.holds("awaits", low) {
                    return None;
                }
            }
            held.modal |= own_modal;
            if denied % 2 == 1 {
                if held.open {
                    return Some(held);
                }
                // "has not endorsed it": so far, and not that it is against it.
                let so_far = before().any(|child| self.words.holds("sofar", self.low(child)) && syntax.plain(child) == "aux");
                if so_far && held.stance == Stance::Support {
                    return None;
                }
                held.stance = held.stance.denied()?;
                held.turned = true;
            }
            let passive = syntax.children(at).any(|child| matches!(syntax.relation[child], "aux:pass" | "nsubj:pass"));
            if passive && step > 0 {
                return None;
            }
            let Some(head) = syntax.head[at] else { return Some(held) };
            let own = syntax.children(at).any(|child| syntax.plain(child) == "nsubj");
            let infinitive = syntax.children(at).any(|child| self.low(child) == "to" && matches!(syntax.plain(child), "mark" | "aux"));
            match syntax.plain(at) {
                "conj" | "parataxis" if own => return (!self.is_supposed(self.first_of(at))).then_some(held),
                "conj" => {
                    // The first of several stands for what governs them all.
                    let first = self.first_of(at);
                    // "Rejected the finding that Norland meddled and called for an end": who calls is not clear.
                    let told_of_noun = matches!(syntax.plain(first), "acl" | "ccomp")
                        && syntax.relation[first] != "acl:relcl"
                        && syntax.head[first].is_some_and(|noun| syntax.upos[noun] == "NOUN");
                    if self.is_supposed(first) || self.is_instead(at) || told_of_noun {
                        return None;
                    }
                    if syntax.head[first].is_none()
                        || !matches!(syntax.plain(first), "xcomp" | "ccomp")
                        || syntax.xpos[at] == "VBD" && syntax.xpos[first] != "VBD"
                    {
                        return Some(held);
                    }
                    at = first;
                    if let Some(up) = self.governed(at, head, &mut held) {
                        at = up?;
                        continue;
                    }
                    return Some(held);
                }
                "advcl" if infinitive && !own => return None,
                // "Rather than vetoing it"
                "advcl" | "acl" if !own && self.is_instead(at) => return None,
                // "without endorsing"; ", opposing it," is held by who does the rest.
                "advcl" if syntax.xpos[at] == "VBG" && !own && !self.is_parted(at) => return None,
                // "was the only state to vote no"
                // "was under pressure to push for it": not yet.
                "acl" if infinitive && syntax.children(head).any(|child| syntax.plain(child) == "cop") => {
                    return syntax.children(head).all(|child| syntax.plain(child) != "case").then_some(held);
                }
                "acl" if syntax.relation[at] != "acl:relcl" => return None,
                "csubj" | "compound" | "nmod" | "obl" | "case" | "advmod" => return None,
                "xcomp" | "ccomp" => match self.governed(at, head, &mut held) {
                    Some(Some(up)) => at = up,
                    Some(None) => return None,
                    None => return Some(held),
                },
                _ => return Some(held),
            }
        }
        Some(held)
    }

    /// The first of several that "and" joins; itself where nothing is joined.
    fn first_of(&self, at: usize) -> usize {
        let syntax = self.syntax;
        let up = |&at: &usize| syntax.head[at].filter(|_| matches!(syntax.plain(at), "conj" | "parataxis"));
        std::iter::successors(Some(at), up).take(STEPS).last().unwrap_or(at)
    }

    /// Is it what was not done: "rather than vetoing it", "instead of backing it"?
    fn is_instead(&self, clause: usize) -> bool {
        let first = self.syntax.below(clause, &[])[0].min(clause);
        (first.saturating_sub(2)..clause).any(|at| {
            at >= self.start(clause) && self.phrase_at("instead", at).is_some_and(|words| at + words <= clause && clause < at + words + 3)
        })
    }

    /// Does a clause stand under "if" or "until": "if prices rise or the two disagree"?
    fn is_supposed(&self, clause: usize) -> bool {
        self.syntax.children(clause).any(|child| {
            child < clause
                && self.syntax.plain(child) == "mark"
                && (self.words.holds("open", self.low(child)) || self.words.holds("awaits", self.low(child)))
        })
    }

    /// Does a comma stand before a clause, which stands behind what it hangs from, or does it lead the sentence?
    fn is_parted(&self, clause: usize) -> bool {
        let start = self.syntax.below(clause, &[])[0];
        start == clause && start > 0 && self.syntax.is_mark(start - 1)
    }

    /// What the verb that governs a clause makes of a stance in it: the verb to go on with, nothing to go on with, or nobody's.
    fn governed(&self, at: usize, head: usize, held: &mut Held) -> Option<Option<usize>> {
        let syntax = self.syntax;
        let head = syntax.head[at].unwrap_or(head);
        let lemma = syntax.lemma[head].as_str();
        let asked = syntax.children(head).any(|child| matches!(syntax.plain(child), "obj" | "iobj") && child < at);
        if self.words.holds("refuses", lemma) {
            match held.stance.denied() {
                Some(stance) => (held.stance, held.turned) = (stance, true),
                None => return Some(None),
            }
            return Some(Some(head));
        }
        let willing = self.words.holds("willing", self.low(head));
        if !self.words.holds("settled", lemma) && !willing {
            return Some(None);
        }
        if syntax.plain(at) == "ccomp" {
            let denied = syntax.children(head).any(|child| child < head && self.is_negation(child));
            let unsettled = syntax
                .children(head)
                .any(|child| child < head && (syntax.xpos[child] == "MD" || matches!(syntax.relation[child], "aux:pass")));
            if denied || unsettled {
                return Some(None);
            }
            held.under = Some(head);
            return None;
        }
        if asked && !willing {
            return Some(None);
        }
        Some(Some(head))
    }

    /// "has not said whether it will": undecided, where what governs it is not said or not decided; else nobody's.
    fn opened(&self, at: usize, mut held: Held, denied: usize) -> Option<Held> {
        let syntax = self.syntax;
        let head = syntax.head[at].filter(|_| denied == 0 && matches!(syntax.plain(at), "ccomp" | "advcl" | "xcomp" | "acl"))?;
        let not = (self.start(head)..at).any(|token| {
            (self.is_negation(token) || matches!(self.low(token), "yet" | "still"))
                && (syntax.is_below(token, head) || syntax.head[head] == syntax.head[token])
        });
        let says = self.words.holds("settled", &syntax.lemma[head]);
        let refused = syntax.head[head].is_some_and(|up| syntax.plain(head) == "xcomp" && self.words.holds("refuses", &syntax.lemma[up]));
        ((not || refused) && says).then(|| {
            (held.stance, held.open, held.under) = (Stance::Undecided, true, Some(head));
            held
        })
    }
}
