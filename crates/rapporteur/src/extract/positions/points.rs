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
        while from < end && (matches!(self.low(from), "that" | ":") && syntax.upos[from] != "PRON" && syntax.upos[from] != "DET") {
            from += 1;
        }
        let stop = (from..end).find(|&at| self.cuts(cues, owner, from, at, bounded)).unwrap_or(end);
        // ", and the fallout will not": a clause of its own goes on.
        let apart = syntax.children(owner).filter(|&child| {
            child > from
                && matches!(syntax.plain(child), "conj" | "parataxis")
                && syntax.children(child).any(|subject| subject > from && syntax.plain(subject) == "nsubj")
        });
        // "Condemn these raids and commit to peace": a verb that the parser joins to the object goes on for who speaks.
        let goes_on = |child: usize| {
            child > from
                && matches!(syntax.xpos[child], "VBP" | "VBZ" | "VBD")
                && syntax.plain(child) == "conj"
                && syntax.head[child].is_some_and(|head| head >= from && syntax.plain(head) == "obj" && syntax.upos[head] == "NOUN")
        };
        let more = (from..end).find(|&child| goes_on(child)).map(|verb| syntax.below(verb, &[])[0]).filter(|&start| start > from);
        let stop = more.into_iter().fold(stop, usize::min);
        let stop = apart.map(|clause| syntax.below(clause, &[])[0]).filter(|&start| start > from).fold(stop, usize::min);
        let mut tokens: Vec<usize> = (from..stop).collect();
        if let Some(again) = self.resumed(from, stop, end) {
            tokens.extend(self.point(cues, owner, again, stance));
        }
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
        let trails = |last: usize| {
            syntax.is_mark(last)
                || matches!(self.low(last), "and" | "but" | "or")
                || last > from && self.words.holds("trails", self.low(last)) && syntax.upos[last - 1] != "ADP"
        };
        while tokens.last().is_some_and(|&last| trails(last)) {
            tokens.pop();
        }
        while tokens.first().is_some_and(|&first| syntax.is_mark(first)) {
            tokens.remove(0);
        }
        tokens
    }

    /// "only Ostrel, which few recognise, has the right": where the clause of a point goes on behind a relative clause between commas.
    fn resumed(&self, from: usize, stop: usize, end: usize) -> Option<usize> {
        let syntax = self.syntax;
        let opener = stop + 1;
        if stop <= from || opener >= end || !self.comma(stop) || !matches!(syntax.xpos[opener], "WDT" | "WP" | "WRB") {
            return None;
        }
        let relative = std::iter::successors(Some(opener), |&at| syntax.head[at]).take(4).find(|&at| syntax.relation[at] == "acl:relcl")?;
        let close = syntax.below(relative, &[]).into_iter().rfind(|&token| !syntax.is_mark(token))? + 1;
        let again = close + 1;
        if close <= opener || again >= end || !self.comma(close) || !matches!(syntax.xpos[again], "VBD" | "VBZ" | "VBP" | "MD") {
            return None;
        }
        let verb = if matches!(syntax.plain(again), "aux" | "cop") { syntax.head[again]? } else { again };
        let ours = syntax.children(verb).any(|child| syntax.plain(child) == "nsubj" && (from..stop).contains(&child));
        ours.then_some(again)
    }

    /// Do words begin here that tell what one calls the point, why, or where it was said: "as a disgrace", "as it would sink them", "via Twitter"?
    fn is_beside(&self, owner: usize, at: usize) -> bool {
        let (syntax, end) = (self.syntax, self.end(owner));
        let low = self.low(at);
        let next = at + 1;
        if next >= end {
            return false;
        }
        if low == "as" {
            let Some(head) = syntax.head[at].filter(|&head| head > at) else { return false };
            let why = syntax.plain(at) == "mark" && syntax.children(head).any(|child| child > at && syntax.plain(child) == "nsubj");
            let object = |word: usize| syntax.plain(word) == "obj" && syntax.head[word] == Some(owner);
            let quoted = syntax.is_mark(next) || syntax.upos[next] == "DET" && next + 1 < end && syntax.is_mark(next + 1);
            let led = matches!(self.low(next), "a" | "an") || syntax.upos[next] == "ADJ" || quoted;
            // "Hailed the accord between the two as “a gift”": what is called so in marks, wherever the parser hangs it.
            let marked = quoted || syntax.upos[next] == "ADJ";
            let called = led
                && self.words.holds("deems", &syntax.lemma[owner])
                && !matches!(self.low(at - 1), "such" | "same" | "well" | "far" | "long")
                && (marked || syntax.head[head].is_some_and(|above| above == owner || object(above)));
            return why && (syntax.head[head] == Some(owner) || self.comma(at - 1)) || called;
        }
        let led = matches!(low, "on" | "in" | "through") && !matches!(self.low(next), "the" | "this" | "that") || low == "via";
        let noun = (next..end.min(at + 5)).find(|&word| matches!(syntax.upos[word], "NOUN" | "PROPN"));
        led && noun.is_some_and(|noun| {
            (next..noun).all(|word| matches!(syntax.upos[word], "DET" | "ADJ" | "PRON"))
                && (noun..end.min(noun + 2)).any(|word| self.words.holds("medium", self.low(word)))
        })
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
        // What one says oneself ends with the quotation around it.
        let own = syntax.quotation[owner].is_some() && syntax.quotation[from] == syntax.quotation[owner];
        if at > from && !syntax.is_mark(at) && own && syntax.quotation[at] != syntax.quotation[owner] {
            return true;
        }
        if at > from && self.is_beside(owner, at) {
            return true;
        }
        let form = syntax.form(at);
        // "defended the levy, “As I said”": a sentence that is quoted begins.
        let opens = form == ","
            && at + 2 < self.end(owner)
            && syntax.quotation[from].is_none()
            && syntax.quotation[at].is_none()
            && syntax.quotation[at + 1].is_some()
            && syntax.form(at + 2).starts_with(char::is_uppercase);
        if opens {
            return true;
        }
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
        // By whose account, and when.
        let account = low == "according" && comma;
        // "The accord, including Reyes", "going on, namely": examples and reasons.
        let example = comma && bounded && at > from && self.words.holds("adds", low);
        // "Ties with Norland, their old ruler": behind the comma of a thing that is named and not listed stands what it is.
        let noun_led = matches!(syntax.upos[from], "DET" | "NOUN" | "PROPN" | "ADJ" | "NUM");
        let listed = (at..self.end(owner)).any(|token| syntax.upos[token] == "CCONJ");
        let called = form == "," && bounded && at > from && noun_led && !listed && syntax.quotation[at].is_none();
        // "opposed the accord saying"
        let saying =
            at > from && !comma && bounded && syntax.xpos[at] == "VBG" && cues.quotes(&syntax.lemma[at]) && syntax.upos[at - 1] != "ADP";
        let when = at > from
            && bounded
            && syntax.plain(next) == "mark"
            && self.words.holds("when", low)
            && syntax.head[next].is_some_and(|clause| syntax.children(clause).any(|child| syntax.plain(child) == "nsubj"));
        if account || when || example || called || saying {
            return true;
        }
        // Why, or what stands against it.
        if self.words.holds("ends", low) && (comma || syntax.plain(next) == "mark") && at > from {
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
        let joint = if comma && matches!(low, "and" | "but") { next } else { at };
        if matches!(self.low(joint), "and" | "but") && joint > from {
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
