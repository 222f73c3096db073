//! Where what is undertaken ends: what the tree hangs below it and the sentence says of the telling, of what was done, or of itself.

use super::scene::Scene;
use super::{CommitmentKind, Draft, due};
use crate::text::Span;

/// Words between two parts of what is undertaken that the tree left out, at most. A guess.
const GAP: usize = 10;

impl Scene<'_, '_> {
    /// A draft whose content goes as far as what is undertaken, and no further.
    pub(super) fn trimmed(&self, mut draft: Draft) -> Draft {
        self.fill(&mut draft);
        self.go_on_behind_dashes(&mut draft);
        for end in [self.manner(&draft), self.summary(&draft), self.next(&draft), self.day_behind(&draft)].into_iter().flatten() {
            draft.content.retain(|&token| token < end);
        }
        draft
    }

    /// "Ready to use “all means” at its disposal to answer": a few words that the tree gave to nobody belong to it.
    fn fill(&self, draft: &mut Draft) {
        let syntax = self.syntax;
        let words: Vec<usize> = draft.content.iter().copied().filter(|&token| !syntax.is_mark(token)).collect();
        let parts = |token: usize| {
            matches!(syntax.form(token), "," | ";" | ":" | "—" | "–" | "-" | "--" | "(" | ")")
                || matches!(syntax.xpos[token], "VBZ" | "VBD" | "VBP" | "MD")
        };
        let missing: Vec<usize> = words
            .windows(2)
            .filter(|pair| pair[0] >= draft.head && pair[1] - pair[0] <= GAP)
            .map(|pair| pair[0] + 1..pair[1])
            .filter(|gap| !gap.clone().any(|token| parts(token) || draft.condition.contains(&token)))
            .flatten()
            .collect();
        draft.content.extend(missing);
        draft.content.sort_unstable();
        draft.content.dedup();
    }

    /// "Offered to let the weavers – who are mostly from the north – settle there", "to settle": what one is let do, behind what is put in.
    fn go_on_behind_dashes(&self, draft: &mut Draft) {
        let syntax = self.syntax;
        let dash = |token: usize| matches!(syntax.form(token), "-" | "–" | "—" | "--");
        let Some(last) = draft.content.iter().copied().rfind(|&token| !syntax.is_mark(token)) else { return };
        let limit = syntax.analysis.sentences[syntax.sentence[last]].tokens.end;
        if last + 1 >= limit || !dash(last + 1) || !self.words.is("allows", self.lemma(draft.head)) {
            return;
        }
        let Some(close) = (last + 2..limit).find(|&token| dash(token)) else { return };
        if close + 2 >= limit || self.lower(close + 1) != "to" || syntax.xpos[close + 2] != "VB" {
            return;
        }
        let end = (close + 2..limit).find(|&token| syntax.is_mark(token) && syntax.form(token) != "-").unwrap_or(limit);
        draft.content.extend(last + 1..end);
    }

    /// "Told the guild to mend it in a letter on Monday": how it was told.
    fn manner(&self, draft: &Draft) -> Option<usize> {
        let syntax = self.syntax;
        if !matches!(draft.kind, CommitmentKind::Demand | CommitmentKind::Promise | CommitmentKind::Threat | CommitmentKind::Offer)
            || !matches!(syntax.xpos[draft.cue], "VBD" | "VBN" | "VBG")
        {
            return None;
        }
        let by = |noun: usize| self.case(noun).is_some_and(|case| matches!(self.lower(case), "in" | "via" | "through"));
        let told = |&&noun: &&usize| {
            noun > draft.head && self.words.is("told-in", self.lemma(noun)) && matches!(syntax.plain(noun), "obl" | "nmod") && by(noun)
        };
        let noun = *draft.content.iter().find(told)?;
        let own = syntax.children(noun).any(|child| syntax.relation[child] == "acl:relcl")
            || !syntax.children(noun).any(|child| child < noun && matches!(syntax.plain(child), "det" | "nmod"));
        syntax.below(noun, &[]).first().copied().filter(|&start| start > draft.head && !own)
    }

    /// ", a plan rejected by the weavers": what the report calls it.
    fn summary(&self, draft: &Draft) -> Option<usize> {
        let syntax = self.syntax;
        let comma = |at: usize| matches!(syntax.form(at), "," | "–" | "—" | "-" | "--");
        draft.content.iter().copied().find(|&at| {
            let noun = (at + 1..at + 5).find(|&token| token < syntax.len() && syntax.upos[token] == "NOUN");
            at > draft.head
                && comma(at)
                && at + 2 < syntax.len()
                && matches!(self.lower(at + 1), "a" | "an")
                && noun.is_some_and(|noun| {
                    self.words.is("sum-up", self.lemma(noun))
                        && syntax.children(noun).any(|child| child > noun && syntax.plain(child) == "acl")
                })
        })
    }

    /// ", and its fighters are going on": a sentence of its own behind a comma.
    fn next(&self, draft: &Draft) -> Option<usize> {
        let syntax = self.syntax;
        draft.content.iter().copied().find(|&comma| {
            let joint = comma + 1;
            if comma <= draft.head || syntax.form(comma) != "," || joint >= syntax.len() || syntax.upos[joint] != "CCONJ" {
                return false;
            }
            let verb = syntax.head[joint].filter(|&verb| verb > joint && syntax.plain(verb) == "conj");
            verb.is_some_and(|verb| {
                let finite = |token: usize| matches!(syntax.xpos[token], "VBZ" | "VBP" | "VBD" | "MD");
                let subject =
                    syntax.children(verb).any(|child| matches!(syntax.plain(child), "nsubj" | "expl") && child > joint && child < verb);
                let tense = finite(verb) || syntax.children(verb).any(|child| child > joint && child < verb && finite(child));
                let led = syntax.children(verb).any(|child| syntax.plain(child) == "mark");
                subject && tense && !led
            })
        })
    }

    /// "Signed a deal to buy ten ships on Friday", told on Sunday: a day that is behind is no day for what is to be done.
    fn day_behind(&self, draft: &Draft) -> Option<usize> {
        let syntax = self.syntax;
        let carried = syntax.head[draft.cue].filter(|_| syntax.upos[draft.cue] == "NOUN").unwrap_or(draft.cue);
        if !matches!(syntax.xpos[carried], "VBD" | "VBN") {
            return None;
        }
        let last = draft.content.iter().copied().rfind(|&token| !syntax.is_mark(token))?;
        let time = self.times_of(&[last]).into_iter().find(|time| due::is_before_today(self, time))?;
        let tokens = syntax.within(time.span);
        let case = tokens.start.checked_sub(1).filter(|&case| matches!(syntax.plain(case), "case"));
        let top = tokens.clone().find(|&token| syntax.head[token].is_none_or(|head| !tokens.contains(&head)))?;
        let hangs = matches!(syntax.plain(top), "obl" | "nmod")
            && syntax.head[top].is_none_or(|head| syntax.upos[head] != "VERB" || head == draft.head || head == draft.cue);
        let bare = case.is_none() || case.is_some_and(|case| self.lower(case) == "on");
        let start = case.unwrap_or(tokens.start);
        (hangs && bare && start > draft.head).then_some(start)
    }

    /// The mark that closes what is quoted within a content, where a stop stands before it.
    pub(super) fn closed_off(&self, mut span: Span) -> Span {
        let text = self.syntax.text;
        let (words, after) = (span.of(text), &text[span.end as usize..]);
        let count = |mark: char| words.matches(mark).count();
        for (open, close) in [('“', '”'), ('‘', '’'), ('"', '"'), ('\'', '\'')] {
            let lacks = if open == close {
                let opens = |at: usize| words[..at].ends_with([' ', '(']) || at == 0;
                let opened = words.match_indices(open).filter(|&(at, _)| opens(at)).count();
                let closes = |at: usize| !opens(at) && words[at + 1..].chars().next().is_none_or(|next| !next.is_alphanumeric());
                opened > words.match_indices(open).filter(|&(at, _)| closes(at)).count()
            } else {
                count(open) > count(close)
            };
            let next = after.strip_prefix([',', '.', '!', '?']).filter(|rest| rest.starts_with(close)).map_or(after, |rest| rest);
            if lacks && next.starts_with(close) {
                span.end += (after.len() - next.len() + close.len_utf8()) as u32;
                break;
            }
        }
        span
    }
}
