//! Who is bound and to whom: the words that name a party, and whom the report means by them.

use super::super::party::Party;
use super::scene::Scene;
use super::{Commitment, CommitmentKind, Draft};
use crate::analyze::NameKind;
use crate::extract::referent::MentionKind;
use crate::extract::{Referent, ReferentKind};
use crate::text::{Span, fold};

impl Scene<'_, '_> {
    /// A party by the word that heads its phrase.
    pub(super) fn party(&self, head: usize) -> Option<Party> {
        let own = self.sourced_by(head);
        let pronoun = self.is_pronoun(head);
        let speaker = || self.speaker(head).filter(|_| self.is_first_person(head));
        let referent = own
            .and_then(|at| self.findings.accounts[at].speaker)
            .or_else(speaker)
            .or_else(|| self.referent(head).filter(|_| !pronoun || own.is_none()));
        let whose = self.whose(head).or_else(|| self.in_office(head, referent));
        let referent = whose.or(referent).filter(|&at| !self.is_another(head, at));
        let span = self.syntax.spans(&self.bare_phrase(head)).first().copied()?;
        // "We will rebuild it," the mayor said: who has no name is told by what the source is called.
        let source =
            || self.owner(head).filter(|_| self.is_first_person(head)).and_then(|at| self.findings.accounts[at].source.first().copied());
        let is_open = referent.is_none_or(|at| self.findings.referents[at].kind == ReferentKind::Unnamed);
        let called = source()
            .filter(|source| is_open && !self.syntax.within(*source).all(|token| self.syntax.upos[token] == "PRON"))
            .or_else(|| referent.filter(|_| is_open && pronoun).and_then(|at| title(&self.findings.referents[at])));
        Some(Party { span: called.unwrap_or(span), referent })
    }

    /// Can a word not mean a referent: "the judges" one person, "he" or "the senator" a town?
    fn is_another(&self, head: usize, at: usize) -> bool {
        let syntax = self.syntax;
        let kind = self.findings.referents[at].kind;
        let many = syntax.xpos[head] == "NNS" && kind == ReferentKind::Person;
        let person = matches!(self.lower(head), "he" | "she" | "him" | "her");
        many || person && matches!(kind, ReferentKind::Place | ReferentKind::State)
    }

    /// Is somebody told as an outlet is: a name of a body that is no state's, and of nobody known?
    pub(super) fn is_outlet(&self, head: usize) -> bool {
        let body = self.syntax.analysis.name_at(head).is_some_and(|name| name.kind == NameKind::Organisation);
        body && self.referent(head).is_none_or(|at| {
            let one = &self.findings.referents[at];
            one.key.is_none() && one.state.is_none()
        })
    }

    /// Who is meant by a word for who is bound: whose paper a statement is, and of whom it is said that he is one ("Pell was a friend of the town,
    /// demanding that").
    pub(super) fn who_is(&self, head: usize) -> usize {
        let syntax = self.syntax;
        if self.is_document(head) {
            let of = self.phrase_under(head, &["by", "from", "of"]).filter(|&of| self.is_actor(of));
            // "Quell ended the statement by saying": who issues it.
            let verb = syntax.head[head].filter(|_| syntax.plain(head) == "obj");
            let issuer = verb.and_then(|verb| self.subject(verb)).filter(|&issuer| issuer < head && self.is_actor(issuer));
            return of.or(issuer).unwrap_or(head);
        }
        let named = |head: usize| syntax.child(head, &["nsubj"]).filter(|&subject| subject < head && self.is_actor(subject));
        syntax.child(head, &["cop"]).and_then(|_| named(head)).unwrap_or(head)
    }

    /// A noun for a paper that speaks: a statement, a letter, a post.
    pub(super) fn is_document(&self, head: usize) -> bool {
        self.syntax.upos[head] == "NOUN" && (self.words.is("paper", self.lemma(head)) || self.extractor.roles.is_document(self.lemma(head)))
    }

    /// Does a report tell in passing what somebody settled one day that it does not name: "the chancellor decided to stay"? A body's decision binds.
    pub(super) fn is_narrated(&self, draft: &Draft) -> bool {
        let cue = draft.cue;
        let told = self.words.is("settled", self.lemma(cue)) && self.syntax.xpos[cue] == "VBD" && self.telling(cue).source.is_none();
        let body = |head: usize| self.words.is("body", self.lower(head)) || self.extractor.roles.is_body(self.lemma(head));
        told && !draft.by.is_some_and(body) && self.times_of(&self.syntax.below(cue, &[draft.head])).is_empty()
    }

    /// A phrase without the clause that a comma appends: "the council, which has said that".
    fn bare_phrase(&self, head: usize) -> Vec<usize> {
        let syntax = self.syntax;
        let mut tokens = syntax.phrase(head).tokens;
        let clause = tokens.iter().position(|&token| {
            token > head
                && matches!(syntax.xpos[token], "WDT" | "WP" | "WP$")
                && tokens.contains(&(token - 1))
                && syntax.form(token - 1) == ","
        });
        if let Some(at) = clause {
            tokens.truncate(at);
        }
        tokens
    }

    fn is_pronoun(&self, token: usize) -> bool {
        self.is_first_person(token) || matches!(self.lower(token), "he" | "she" | "it" | "they" | "him" | "her" | "them")
    }

    /// Who speaks the words that a word stands in.
    fn speaker(&self, token: usize) -> Option<usize> {
        self.owner(token).and_then(|at| self.findings.accounts[at].speaker)
    }

    /// "Our government", "his country": the state of whose it is, else, of an administration, himself.
    fn whose(&self, head: usize) -> Option<usize> {
        let syntax = self.syntax;
        let of_state = self.words.is("realm", self.lemma(head));
        if !of_state && !self.words.is("office", self.lemma(head)) {
            return None;
        }
        let owner = syntax.children(head).find(|&child| child < head && matches!(syntax.xpos[child], "PRP$"))?;
        let who = if matches!(self.lower(owner), "our" | "my") {
            self.speaker(head)
        } else {
            self.telling(head).source.and_then(|source| self.party(source)?.referent).or_else(|| self.referent(owner))
        }?;
        let one = &self.findings.referents[who];
        if one.kind == ReferentKind::State {
            return Some(who);
        }
        let code = one.state.as_deref();
        let is_state = |other: &Referent| other.kind == ReferentKind::State && other.key.is_some() && other.key.as_deref() == code;
        let state = self.findings.referents.iter().position(is_state);
        state.or_else(|| (!of_state && one.kind == ReferentKind::Person).then_some(who))
    }

    /// "The chancellor": the one person of the report who is called so, where nothing else tells who it is.
    fn in_office(&self, head: usize, known: Option<usize>) -> Option<usize> {
        let syntax = self.syntax;
        if known.is_some_and(|at| self.findings.referents[at].kind != ReferentKind::Unnamed)
            || syntax.upos[head] != "NOUN"
            || !self.extractor.roles.is_person(self.lemma(head))
        {
            return None;
        }
        let phrase = syntax.phrase(head).tokens;
        let words: Vec<&str> = phrase.iter().map(|&token| self.lower(token)).filter(|word| *word != "the").collect();
        if words.len() + 1 != phrase.len() {
            return None;
        }
        let office = words.join(" ");
        let holds = |one: &Referent| one.kind == ReferentKind::Person && one.offices.iter().any(|held| fold(held) == office);
        let mut holders = self.findings.referents.iter().enumerate().filter(|(_, one)| holds(one)).map(|(at, _)| at);
        let first = holders.next();
        first.filter(|_| holders.next().is_none())
    }

    /// Is this a pronoun of which nothing tells whom it means?
    pub(super) fn is_left_open(&self, party: Party) -> bool {
        let named = party.referent.is_some_and(|at| self.findings.referents[at].kind != ReferentKind::Unnamed);
        !named && self.syntax.within(party.span).all(|token| self.syntax.upos[token] == "PRON")
    }

    /// Do two words mean people of one state, or the state itself?
    pub(super) fn are_of_one_state(&self, one: usize, other: usize) -> bool {
        let state = |token: usize| {
            let referent = &self.findings.referents[self.referent(token)?];
            referent.state.as_deref().or_else(|| referent.key.as_deref().filter(|_| referent.kind == ReferentKind::State))
        };
        state(one).is_some_and(|state_of| state(other) == Some(state_of))
    }

    /// Does a word for who is bound name nobody: everyone, a pronoun left open, a thing, "our side" of nobody known?
    pub(super) fn is_nobody(&self, head: usize, one: &Commitment) -> bool {
        let syntax = self.syntax;
        let Some(party) = &one.by else { return false };
        if self.words.is("nobody", self.lower(head)) || syntax.is_none(head) {
            return true;
        }
        let named = party.referent.is_some_and(|at| self.findings.referents[at].kind != ReferentKind::Unnamed);
        let open = self.is_left_open(*party);
        // "OSTWICK – The towns will": whence it is reported.
        let place = party.referent.is_some_and(|at| self.findings.referents[at].kind == ReferentKind::Place);
        let words = party.span.of(syntax.text);
        if place && words.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase) {
            return true;
        }
        let owned = syntax.children(head).any(|child| child < head && syntax.xpos[child] == "PRP$");
        // "We will burn it", read off a banner; "it also urged", where "it" is a notice of the page.
        let top = |token: &usize| syntax.head[*token].is_none_or(|above| !syntax.within(party.span).contains(&above));
        let called = syntax.within(party.span).find(top).filter(|&called| called != head && syntax.upos[called] == "NOUN");
        let papers = called.is_some_and(|called| {
            self.is_document(called) && one.kind != CommitmentKind::Demand
                || !self.is_document(called) && !self.is_first_person(head) && !self.is_actor(called)
        });
        open || !named && (owned || papers) || syntax.upos[head] == "NOUN" && (self.is_document(head) || !self.is_actor(head) && !named)
    }
}

/// The words that first call a referent by more than a pronoun.
fn title(one: &Referent) -> Option<Span> {
    one.mentions.iter().find(|mention| mention.kind != MentionKind::Pronoun).map(|mention| mention.span)
}
