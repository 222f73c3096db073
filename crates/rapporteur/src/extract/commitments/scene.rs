//! What the readers of commitments ask of a report: whose words a word stands in, who acts, what is denied or only supposed.

use super::telling::Telling;
use super::words::CommitmentWords;
use super::{Commitment, CommitmentKind, CommitmentRule, Draft, due};
use crate::analyze::NameKind;
use crate::extract::clauses::Found;
use crate::extract::score::CONFIDENT;
use crate::extract::syntax::Syntax;
use crate::extract::times::{Dates, TimeExpression, overlapping};
use crate::extract::voices::can_speak;
use crate::extract::{Extractor, Findings, Referent};
use crate::text::{Span, stem};
use std::collections::BTreeMap;

/// One report under reading.
pub(super) struct Scene<'s, 'a> {
    pub(super) syntax: &'s Syntax<'a>,
    pub(super) extractor: &'s Extractor,
    pub(super) words: &'s CommitmentWords,
    pub(super) found: &'s [Found],
    pub(super) findings: &'s Findings,
    pub(super) dates: &'s Dates<'s, 'a>,
    /// The narrowest account in whose content each token stands.
    owner: Vec<Option<usize>>,
    /// The first account with this word at the head of its cue, and the first with this head of its source.
    cued: BTreeMap<usize, usize>,
    sourced: BTreeMap<usize, usize>,
}

/// How far a governing verb is sought up the tree.
pub(super) const STEPS: usize = 4;

impl<'s, 'a> Scene<'s, 'a> {
    pub(super) fn of(
        syntax: &'s Syntax<'a>,
        extractor: &'s Extractor,
        found: &'s [Found],
        findings: &'s Findings,
        dates: &'s Dates<'s, 'a>,
    ) -> Self {
        let mut owner = vec![None; syntax.len()];
        let mut order: Vec<usize> = (0..found.len()).collect();
        order.sort_by_key(|&at| std::cmp::Reverse(found[at].content.len()));
        for at in order {
            for &token in &found[at].content {
                owner[token] = Some(at);
            }
        }
        let (mut cued, mut sourced) = (BTreeMap::new(), BTreeMap::new());
        for (at, account) in found.iter().enumerate() {
            if let Some(&cue) = account.cue.first() {
                cued.entry(cue).or_insert(at);
            }
            if let Some(source) = &account.source {
                sourced.entry(source.head).or_insert(at);
            }
        }
        Self { syntax, extractor, words: &extractor.commitments, found, findings, dates, owner, cued, sourced }
    }

    /// The first account whose cue begins with a word.
    pub(super) fn cued_by(&self, token: usize) -> Option<&Found> {
        self.cued.get(&token).map(|&at| &self.found[at])
    }

    /// The first account of a source with this head.
    pub(super) fn sourced_by(&self, head: usize) -> Option<usize> {
        self.sourced.get(&head).copied()
    }

    /// The narrowest account in whose content a word stands.
    pub(super) fn owner(&self, token: usize) -> Option<usize> {
        self.owner[token]
    }

    /// The time expressions of the report.
    pub(super) fn times(&self) -> &[TimeExpression] {
        self.dates.all()
    }

    /// The time expressions that share a word with some words.
    pub(super) fn times_of(&self, tokens: &[usize]) -> Vec<&TimeExpression> {
        let ends = tokens.iter().min().zip(tokens.iter().max());
        let span = ends.map_or(Span { start: 0, end: 0 }, |(&first, &last)| Span {
            start: self.syntax.span(first).start,
            end: self.syntax.span(last).end,
        });
        let held = |time: &&TimeExpression| self.syntax.within(time.span).any(|token| tokens.contains(&token));
        overlapping(self.dates.all(), span).iter().filter(held).collect()
    }

    pub(super) fn lemma(&self, token: usize) -> &str {
        &self.syntax.lemma[token]
    }

    pub(super) fn lower(&self, token: usize) -> &'s str {
        self.syntax.low(token)
    }

    pub(super) fn is_negated(&self, token: usize) -> bool {
        let only = |not: usize| not + 1 < self.syntax.len() && matches!(self.lemma(not + 1), "just" | "only" | "merely");
        self.syntax.children(token).any(|child| {
            matches!(self.lemma(child), "not" | "n't" | "n’t" | "never" | "nor") && !only(child)
                || self.lemma(child) == "longer" && child > 0 && self.lower(child - 1) == "no"
        })
    }

    /// The auxiliary of a list that a verb or predicate has.
    pub(super) fn modal(&self, token: usize, list: &str) -> Option<usize> {
        let syntax = self.syntax;
        // "She'd donned a mask": had.
        let had = |child: usize| matches!(self.lower(child), "'d" | "’d") && matches!(syntax.xpos[token], "VBN" | "VBD");
        syntax.children(token).find(|&child| {
            child < token && matches!(syntax.plain(child), "aux" | "advmod") && self.words.is(list, self.lower(child)) && !had(child)
        })
    }

    pub(super) fn has_modal(&self, token: usize) -> bool {
        self.syntax.children(token).any(|child| self.syntax.xpos[child] == "MD" && child < token)
    }

    /// The infinitive mark right before what a verb heads.
    pub(super) fn to(&self, token: usize) -> Option<usize> {
        self.syntax.children(token).find(|&child| child < token && self.lemma(child) == "to" && self.syntax.plain(child) == "mark")
    }

    /// Does a sentence ask?
    pub(super) fn is_question(&self, token: usize) -> bool {
        let tokens = self.syntax.analysis.sentences[self.syntax.sentence[token]].tokens.clone();
        tokens.rev().take(3).any(|last| self.syntax.form(last) == "?")
            && self.syntax.quotation[token].is_none_or(|at| self.syntax.quotations[at].inner.of(self.syntax.text).trim_end().ends_with('?'))
    }

    /// Does a word stand in a clause under if, unless, whether and their like, or in one that a relative pronoun leads?
    pub(super) fn is_subordinate(&self, token: usize) -> bool {
        // "That is what we will continue to send": led by what is sent.
        let inner = std::iter::successors(Some(token), |&at| {
            self.syntax.children(at).find(|&child| child > at && self.syntax.plain(child) == "xcomp")
        });
        let asked = |at: usize| {
            self.syntax
                .children(at)
                .any(|child| child < token && self.syntax.plain(child) == "obj" && matches!(self.syntax.xpos[child], "WP" | "WDT"))
        };
        if inner.skip(1).take(STEPS).any(asked) {
            return true;
        }
        let mut at = token;
        for _ in 0..STEPS {
            let led = self.syntax.children(at).any(|child| {
                child < at
                    && matches!(self.syntax.plain(child), "mark" | "advmod" | "nsubj" | "obj" | "obl")
                    && (self.words.is("subordinate", self.lower(child)) && self.syntax.xpos[child] != "RB"
                        || matches!(self.syntax.xpos[child], "WP" | "WDT"))
                    || child < at && matches!(self.syntax.plain(child), "obj" | "obl") && self.is_asked_for(child)
            });
            if led {
                return true;
            }
            match (self.syntax.head[at], self.syntax.plain(at)) {
                (Some(head), "xcomp" | "conj") => at = head,
                _ => return false,
            }
        }
        false
    }

    /// "What conditions they are ready to accept": a phrase that asks which.
    fn is_asked_for(&self, noun: usize) -> bool {
        let asks = |token: usize| matches!(self.lower(token), "what" | "which") && matches!(self.syntax.plain(token), "det" | "nmod");
        self.syntax.below(noun, &[]).first().is_some_and(|&first| first != noun && asks(first))
    }

    /// Does a verb stand under if, unless, whether or their like?
    pub(super) fn is_subordinate_to_if(&self, verb: usize) -> bool {
        self.syntax.children(verb).any(|child| {
            child < verb
                && self.syntax.plain(child) == "mark"
                && matches!(self.lower(child), "if" | "unless" | "whether" | "until" | "before")
        })
    }

    /// Does a clause hang from a word of opinion, hope or likelihood, or is it marked as not sure: "I hope that", "unlikely that", "hopefully"?
    pub(super) fn is_opinion(&self, verb: usize) -> bool {
        let syntax = self.syntax;
        let unsure = |at: usize| syntax.children(at).any(|child| self.words.is("unsure", self.lower(child)));
        let mut at = verb;
        for _ in 0..STEPS {
            if unsure(at) {
                return true;
            }
            match (syntax.head[at], syntax.plain(at)) {
                (Some(head), "ccomp" | "csubj" | "advcl" | "acl")
                    if self.words.is("opinion", self.lemma(head)) && syntax.plain(at).starts_with('c')
                        || self.words.is("likelihood", self.lower(head)) =>
                {
                    return true;
                }
                (Some(head), "conj" | "xcomp") => at = head,
                _ => return false,
            }
        }
        false
    }

    /// The subject of a verb: its own, or of the verb that it is joined to.
    pub(super) fn subject(&self, verb: usize) -> Option<usize> {
        let mut at = verb;
        for _ in 0..STEPS {
            let own = self.syntax.children(at).filter(|&child| child < at && self.syntax.plain(child) == "nsubj").last();
            if own.is_some() {
                return own;
            }
            match (self.syntax.head[at], self.syntax.plain(at)) {
                (Some(head), "conj" | "xcomp" | "aux" | "cop") => at = head,
                _ => return None,
            }
        }
        None
    }

    pub(super) fn is_first_person(&self, token: usize) -> bool {
        // "The US will": the state, and no pronoun.
        matches!(self.lower(token), "i" | "we" | "us" | "me") && self.syntax.form(token) != "US"
    }

    pub(super) fn is_third_person(&self, token: usize) -> bool {
        matches!(self.lower(token), "he" | "she" | "it" | "they")
    }

    /// Does a word stand in a time expression?
    pub(super) fn is_when(&self, token: usize) -> bool {
        let span = self.syntax.span(token);
        !overlapping(self.times(), span).is_empty()
    }

    /// Does a clause stand under a noun or verb of which there is none: "no sign that they will", or under what is hardly so?
    pub(super) fn is_scarce(&self, token: usize) -> bool {
        let under = self.syntax.head[token].filter(|_| matches!(self.syntax.plain(token), "acl" | "ccomp"));
        under.is_some_and(|head| self.syntax.is_none(head))
            || self.syntax.children(token).any(|child| child < token && self.words.is("scarce", self.lower(child)))
    }

    /// Can a noun act: a person, a body, a state, a pronoun for one?
    pub(super) fn is_actor(&self, noun: usize) -> bool {
        let syntax = self.syntax;
        let lemma = self.lemma(noun);
        if matches!(syntax.xpos[noun], "WP" | "WDT" | "EX") || matches!(lemma, "it" | "this" | "that" | "which" | "there") && lemma != "it"
        {
            return false;
        }
        if self.extractor.roles.is_time(lemma) {
            return false;
        }
        // "Called her counterpart on Tuesday to discuss it": a day asks for nothing.
        if self.is_when(noun) {
            return false;
        }
        let known = |word: &str| self.words.is("actor", word) || self.extractor.limits.is_voice(word);
        let form = self.lower(noun);
        // "The Olympiad", "the Pact": a name that is no actor's is told from the name finder's kinds alone.
        lemma == "it" && syntax.relation[noun] == "nsubj" || can_speak(syntax, self.extractor, noun) || known(lemma) || known(form)
    }

    /// Can a subject act, or is it a name that the tagger missed, whose own people tell of it: "Thale will …, its envoy said"?
    pub(super) fn acts(&self, subject: usize, telling: &Telling) -> bool {
        let owned = |source: usize| self.syntax.children(source).any(|child| self.syntax.xpos[child] == "PRP$");
        let capital = self.syntax.form(subject).starts_with(char::is_uppercase) && self.syntax.upos[subject] != "PRON";
        self.is_actor(subject) || capital && telling.source.is_some_and(owned)
    }

    /// "Under the accord, the sides will withdraw", "the declaration says that the sides will".
    pub(super) fn is_in_accord(&self, verb: usize, source: Option<usize>) -> bool {
        let accord = |noun: usize| self.words.is("accord", self.lemma(noun));
        let led = |noun: usize| self.case(noun).is_some_and(|case| matches!(self.lemma(case), "under" | "in" | "by"));
        source.is_some_and(accord)
            || self.syntax.children(verb).any(|child| child < verb && self.syntax.plain(child) == "obl" && accord(child) && led(child))
    }

    pub(super) fn may_be_told(&self, noun: usize) -> bool {
        self.is_actor(noun) || self.syntax.upos[noun] == "NOUN"
    }

    /// A word that opens a sentence alone, which the tagger takes for a common noun: most likely a name.
    pub(super) fn is_missed_name(&self, noun: usize) -> bool {
        let first = self.syntax.analysis.sentences[self.syntax.sentence[noun]].tokens.start == noun;
        let alone = self.syntax.children(noun).all(|child| self.syntax.is_mark(child));
        first && alone && self.syntax.xpos[noun] == "NN"
    }

    /// A person by name or calling, or a state: nothing that is given.
    pub(super) fn is_person(&self, noun: usize) -> bool {
        let name = self.syntax.analysis.name_at(noun).is_some_and(|name| name.kind != NameKind::Organisation);
        name || self.extractor.roles.is_person(self.lemma(noun)) || self.syntax.upos[noun] == "PRON"
    }

    pub(super) fn is_onlooker(&self, noun: usize) -> bool {
        self.words.is("onlooker", self.lemma(noun)) || self.words.is("onlooker", self.lower(noun))
    }

    /// Are these several, or a body of several?
    pub(super) fn is_several(&self, noun: usize) -> bool {
        let syntax = self.syntax;
        let joined = syntax.children(noun).any(|child| syntax.plain(child) == "conj");
        let plural = matches!(syntax.xpos[noun], "NNS" | "NNPS") || matches!(self.lower(noun), "they" | "we" | "both" | "all");
        let body = self.words.is("body", self.lower(noun)) || self.words.is("body", self.lemma(noun));
        joined || plural || body
    }

    /// The referent that a word means.
    pub(super) fn referent(&self, token: usize) -> Option<usize> {
        let span = self.syntax.span(token);
        let holds = |referent: &Referent| referent.mentions.iter().any(|mention| mention.span.overlaps(span));
        let short = |at: &usize| {
            let spans = self.findings.referents[*at].mentions.iter().filter(|mention| mention.span.overlaps(span));
            spans.map(|mention| mention.span.end - mention.span.start).min()
        };
        (0..self.findings.referents.len()).filter(|&at| holds(&self.findings.referents[at])).min_by_key(short)
    }

    /// A verb's lemma, and its form where that is of another stem: "met" names no thing of its own.
    fn verb_words(&self, token: usize) -> Vec<String> {
        let (lemma, form) = (self.lemma(token).to_owned(), self.lower(token).to_owned());
        if stem(&form) == stem(&lemma) { vec![lemma] } else { vec![lemma, form] }
    }

    /// A draft as spans; none where nothing is left of it.
    pub(super) fn commitment(&self, draft: Draft) -> Option<Commitment> {
        let whole = draft.clone();
        let draft = Some(self.trimmed(draft))
            .filter(|one| one.content.iter().filter(|&&token| !self.syntax.is_mark(token)).count() > 1)
            .unwrap_or(whole);
        let content: Vec<Span> = self.syntax.spans(&draft.content).into_iter().map(|span| self.closed_off(span)).collect();
        let long = draft.content.iter().filter(|&&token| !self.syntax.is_mark(token)).count() > 1;
        if content.is_empty() || !long && !self.words.is("harm", self.lemma(draft.head)) && !self.words.is("bar", self.lemma(draft.head)) {
            return None;
        }
        // "Offered an emphatic 'yes'": what is left without the quotation is nothing to do.
        let is_thing = |&token: &usize| matches!(self.syntax.upos[token], "NOUN" | "PROPN" | "VERB" | "NUM" | "PRON" | "AUX" | "X" | "SYM");
        if !draft.content.iter().any(is_thing) || self.is_history(&draft) {
            return None;
        }
        let by = draft.by.and_then(|head| self.party(head));
        let to = draft.to.filter(|_| draft.kind != CommitmentKind::Schedule).and_then(|head| self.party(head));
        // Nobody binds himself to himself.
        let other = to.filter(|to| to.referent.is_none() || by.is_none_or(|by| by.referent != to.referent));
        // Who is asked by himself, and "them" who are nobody known.
        let lost =
            draft.kind == CommitmentKind::Demand && (to.is_some() != other.is_some() || other.is_some_and(|to| self.is_left_open(to)));
        let to = other;
        let condition = self.syntax.spans(&draft.condition);
        let condition = condition.first().zip(condition.last()).map(|(first, last)| Span { start: first.start, end: last.end });
        let condition = condition.map(|condition| self.closed_off(condition));
        let mut one = Commitment {
            kind: draft.kind,
            by,
            to,
            due: due::due(self, &draft),
            content,
            condition,
            cue: self.syntax.span(draft.cue),
            account: self.owner[draft.head],
            verbs: self.undertaken(&draft),
            rule: draft.rule,
            score: draft.rule.score(),
        };
        let likely = self.extractor.likely_commitment(self.syntax, &one, self.findings);
        // Who is bound by a word that names nobody is not known.
        let unaddressed = draft.rule == CommitmentRule::Command && draft.to.is_none();
        let unknown = lost
            || self.is_told_elsewhere(&draft)
            || self.is_hollow(&draft, &one)
            || unaddressed
            || self.is_narrated(&draft)
            || draft.by.is_some_and(|head| self.is_nobody(head, &one))
            || self.is_old(&draft);
        one.score = if unknown { likely.min(CONFIDENT - 1) } else { likely };
        Some(one)
    }

    /// Lemmas of the verbs of what is to be done, in the order of the text; none of what is not to be done, since nothing that is told as done settles it.
    fn undertaken(&self, draft: &Draft) -> Vec<String> {
        let own = |token: usize| match self.syntax.plain(token) {
            "conj" | "xcomp" => true,
            "acl" | "advcl" => self.to(token).is_some(),
            _ => token == draft.head,
        };
        let verb = |token: &&usize| self.syntax.upos[**token] == "VERB" && own(**token);
        let verbs = draft.content.iter().filter(verb).filter(|_| !self.is_negated(draft.head));
        verbs.flat_map(|&token| self.verb_words(token)).collect()
    }
}
