//! What a stance is about: the words after it up to where its clause ends.
//!
//! It cuts along the line of words and asks the tree only where the line leaves it open.

use super::super::cues::Cues;
use super::Stance;
use super::parties::Rows;

impl Rows<'_, '_> {
    /// The tokens from `from` to the end of what `owner` governs: up to its next predicate, a reason, a comment, an inserted party, a condition.
    pub(super) fn point(&self, cues: &Cues, owner: usize, from: usize, stance: Stance) -> Vec<usize> {
        // What is proposed may hold a condition of its own.
        let bounded = stance != Stance::Proposes;
        let syntax = self.syntax;
        let end = self.end(owner);
        let mut from = from;
        while from < end && (matches!(self.low(from).as_str(), "that" | ":") && syntax.upos[from] != "PRON" && syntax.upos[from] != "DET") {
            from += 1;
        }
        let stop = (from..end).find(|&at| self.cuts(cues, owner, from, at, bounded)).unwrap_or(end);
        // ", and the fallout will not": a clause of its own goes on.
        let apart = syntax.children(owner).filter(|&child| {
            child > from
                && matches!(syntax.plain(child), "conj" | "parataxis")
                && syntax.children(child).any(|subject| subject > from && syntax.plain(subject) == "nsubj")
        });
        let stop = apart.map(|clause| syntax.below(clause, &[])[0]).filter(|&start| start > from).fold(stop, usize::min);
        let mut tokens: Vec<usize> = (from..stop).collect();
        // "a proposal, supported by Norland, to end it": behind the insertion the point goes on.
        if stop < end
            && self.comma(stop)
            && let Some((_, start)) = self.opener_at(stop + 1, end)
        {
            let close = self.row(start, end).1;
            if close + 2 < end && self.comma(close) && self.low(close + 1) == "to" && syntax.xpos[close + 2] == "VB" {
                tokens.extend(self.point(cues, owner, close + 1, stance));
            }
        }
        while tokens.last().is_some_and(|&last| syntax.is_mark(last) || matches!(self.low(last).as_str(), "and" | "but" | "or")) {
            tokens.pop();
        }
        while tokens.first().is_some_and(|&first| syntax.is_mark(first)) {
            tokens.remove(0);
        }
        tokens
    }

    /// Does what is said end before this token?
    fn cuts(&self, cues: &Cues, owner: usize, from: usize, at: usize, bounded: bool) -> bool {
        let syntax = self.syntax;
        let quoted = syntax.quotation[at].is_some()
            && syntax.quotation[at] == syntax.quotation[from]
            && syntax.quotation[owner] != syntax.quotation[at];
        if quoted {
            return false;
        }
        let form = syntax.form(at);
        if form == ";" || at > from && bounded && self.phrase_at("condition", at).is_some() {
            return true;
        }
        if !syntax.is_below(at, owner) && !syntax.is_mark(at) && !self.is_loose(owner) {
            return true;
        }
        let comma = form == ",";
        // “all parties,” noting
        let quote = comma && at + 2 < self.end(owner) && self.syntax.is_mark(at + 1) && !self.comma(at + 1);
        let next = at + usize::from(comma) + usize::from(quote);
        if next >= self.end(owner) {
            return false;
        }
        let low = self.low(next);
        // Why, or what stands against it.
        if self.words.holds("ends", &low) && (comma || syntax.plain(next) == "mark") && at > from {
            return true;
        }
        if comma {
            let comments = syntax.xpos[next] == "VBG" && !cues.verb(&syntax.lemma[next]).is_empty();
            let relative = matches!(syntax.xpos[next], "WDT" | "WP" | "WRB");
            let inserted = self.opener_at(next, self.end(owner)).is_some()
                || self.low(next) == "and" && next + 1 < self.end(owner) && self.opener_at(next + 1, self.end(owner)).is_some();
            // "…, the envoy said": who speaks stands behind the comma.
            let attributed = (next..self.end(owner).min(next + 14))
                .find(|&verb| syntax.upos[verb] == "VERB" && syntax.plain(verb) != "amod")
                .is_some_and(|verb| {
                    matches!(syntax.xpos[verb], "VBD" | "VBZ")
                        && cues.quotes(&syntax.lemma[verb])
                        && syntax.children(verb).any(|child| child >= next && child < verb && syntax.plain(child) == "nsubj")
                });
            // "Norland, which opposes it, asked": the clause around goes on.
            let around = matches!(syntax.xpos[next], "VBD" | "VBZ" | "MD") && !syntax.is_below(owner, next)
                || syntax.is_below(owner, next) && next != owner;
            if around || comments || relative || inserted || attributed {
                return true;
            }
        }
        // "penalties and, with Ostrel, a fund"
        if self.and(at) && at > from && at + 2 < self.end(owner) && self.comma(at + 1) && self.opener_at(at + 2, self.end(owner)).is_some()
        {
            return true;
        }
        // "assistance, to which the envoy said"
        if at > from && syntax.upos[at] == "ADP" && at + 1 < self.end(owner) && matches!(syntax.xpos[at + 1], "WDT" | "WP") {
            return true;
        }
        // "and rejected", ", but called for": the next predicate of the same subject.
        let joint = if comma && matches!(low.as_str(), "and" | "but") { next } else { at };
        if matches!(self.low(joint).as_str(), "and" | "but") && joint > from {
            let mut verb = joint + 1;
            while verb < self.end(owner) && (syntax.upos[verb] == "ADV" || self.low(verb) == ",") {
                verb += 1;
            }
            // The past tense of a verb of stance is often taken for its participle.
            let told = |verb: usize| {
                let known = !cues.verb(&syntax.lemma[verb]).is_empty() || !self.words.of("verb", &syntax.lemma[verb]).is_empty();
                syntax.xpos[verb] == "VBN"
                    && syntax.xpos[owner] != "VB"
                    && known
                    && verb + 1 < self.end(owner)
                    && self.low(verb + 1) != "by"
            };
            let finite = verb < self.end(owner)
                && (told(verb)
                    || (matches!(syntax.xpos[verb], "VBD" | "VBZ")
                        || syntax.xpos[verb] == "MD"
                        || syntax.upos[verb] == "AUX" && matches!(syntax.xpos[owner], "VBD" | "VBZ"))
                        && (syntax.upos[verb] == "AUX" || syntax.xpos[verb] == syntax.xpos[owner] || syntax.xpos[owner] != "VB"));
            let own =
                verb < self.end(owner) && syntax.children(verb).any(|child| child > from && child < verb && syntax.plain(child) == "nsubj");
            if finite && !own {
                return true;
            }
        }
        false
    }

    /// Does the parser take a predicate for a word before a noun, so that the tree cannot tell what is below it?
    pub(super) fn is_loose(&self, owner: usize) -> bool {
        matches!(self.syntax.plain(owner), "amod" | "compound" | "flat" | "acl" | "case") || self.syntax.upos[owner] != "VERB"
    }
}
