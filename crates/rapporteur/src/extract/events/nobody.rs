//! What stands where a party would and is none: who wrote the report, a row of clubs before a title, a second description of one person.

use super::Candidate;
use super::event::EventType;
use super::parties::Side;
use super::paths::Ground;
use crate::analyze::NameKind;

/// Tokens back from a name to "former" and the like that opens a title.
const TITLE: usize = 4;

impl Ground<'_, '_> {
    /// "By Ana Pell and Jon Brask Norland has closed its ports": who wrote it, run into the first sentence. No subject is led by "by", and no sentence
    /// begins with who did what is told in the passive.
    pub(super) fn is_byline(&self, head: usize) -> bool {
        let syntax = self.syntax;
        let up = |&at: &usize| syntax.head[at].filter(|_| matches!(syntax.plain(at), "conj" | "flat" | "appos" | "compound"));
        let first = syntax.analysis.sentences[syntax.sentence[head]].tokens.start;
        let named = |token: usize| syntax.analysis.name_at(token).is_some_and(|name| name.kind == NameKind::Person);
        let begins = |at: usize| at == first + 1 || syntax.analysis.name_at(at).is_some_and(|name| name.tokens.start == first + 1);
        syntax.form(first) == "By"
            && first + 1 < syntax.len()
            && named(first + 1)
            && std::iter::successors(Some(head), up).take(6).any(|at| begins(at) || syntax.children(at).any(|case| case == first))
    }

    /// "Former Orlen, Lyrne Town and Ostrel striker Jon Brask": of names that "former" leads and a name with a title ends, the last alone is who it is.
    pub(super) fn is_of_title(&self, joined: &[usize], at: usize) -> bool {
        let syntax = self.syntax;
        let (Some(&first), Some(&last)) = (joined.first(), joined.last()) else { return false };
        if at + 1 >= joined.len() || self.is_person_word(first) {
            return false;
        }
        let named = |token: usize| syntax.analysis.name_at(token).is_some_and(|name| name.kind == NameKind::Person);
        let start = syntax.phrase(first).tokens.first().copied().unwrap_or(first).min(first);
        let leads = (start.saturating_sub(1)..first)
            .rev()
            .take(TITLE)
            .any(|before| self.words.holds("once_title", syntax.low(before)) && syntax.sentence[before] == syntax.sentence[first]);
        let titled = named(last)
            || self.is_person_word(last)
                && syntax.children(last).any(|child| child > last && matches!(syntax.plain(child), "flat" | "appos") && named(child));
        leads && !named(first) && titled
    }

    /// "Jon Brask, who served as deputy and a former adviser to the premier": what the parser joins to a name behind a clause about it, and has an "a",
    /// tells of the same person again.
    pub(super) fn is_told_again(&self, head: usize, other: usize) -> bool {
        let syntax = self.syntax;
        let named = syntax.analysis.name_at(head).is_some_and(|name| name.kind == NameKind::Person);
        let clause = || syntax.children(head).any(|child| syntax.relation[child] == "acl:relcl" && head < child && child < other);
        let article = || syntax.children(other).any(|child| child < other && matches!(syntax.low(child), "a" | "an"));
        named
            && syntax.xpos[other] == "NN"
            && syntax.analysis.name_at(other).is_none_or(|name| name.kind != NameKind::Person)
            && self.is_person_word(other)
            && article()
            && clause()
    }

    /// "Then-premier Ana Pell promised": who is called by an office of another time is told of that time.
    pub(super) fn is_of_then(&self, token: usize) -> bool {
        let syntax = self.syntax;
        let first = syntax.phrase(token).tokens.first().copied().unwrap_or(token).min(token);
        let name = syntax.analysis.name_at(token).map_or(token, |name| name.tokens.start);
        let then = |at: usize| {
            let low = syntax.low(at);
            low.starts_with("then-") || low == "then" && at + 1 < syntax.len() && matches!(syntax.form(at + 1), "-" | "‑")
        };
        let from = first.min(name).saturating_sub(TITLE).max(syntax.analysis.sentences[syntax.sentence[token]].tokens.start);
        (from..token).any(then)
    }

    /// "Separate calls with", "met with both Pell and Sten", "each of": what was held with one after the other.
    pub(super) fn is_separate(&self, trigger: usize, governor: Option<usize>, whom: &[Side]) -> bool {
        let syntax = self.syntax;
        let apart = |token: usize| syntax.children(token).any(|child| self.words.holds("separate", syntax.low(child)));
        let both = |side: &Side| {
            let first = side.tokens.first().copied().unwrap_or(side.head).min(side.head);
            (first.saturating_sub(2)..first).any(|before| syntax.low(before) == "both" && before > trigger)
        };
        apart(trigger) || governor.is_some_and(apart) || whom.first().is_some_and(both)
    }

    /// "A car maker signed a contract with a dealer": what firms agree on among themselves is business.
    pub(super) fn is_trade(&self, kind: EventType, candidate: &Candidate<'_>) -> bool {
        let named = |token: usize| self.syntax.is_capital(token) && self.words.holds("trading_name", self.syntax.low(token));
        let firm = |side: &Side| side.tokens.iter().any(|&token| self.listed("trading_firm", token) || named(token));
        let (who, whom) = (&candidate.who, &candidate.whom);
        match kind {
            EventType::Agree | EventType::Support | EventType::Cooperate => who.iter().chain(whom).all(firm),
            // "Orlen Airlines cancelled its flights to Lyrne."
            EventType::Sanction => !who.is_empty() && who.iter().all(firm),
            _ => false,
        }
    }
}
