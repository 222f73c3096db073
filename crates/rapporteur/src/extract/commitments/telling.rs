//! Whose words a word of a report stands in, and whether they are told as meant.

use super::scene::{STEPS, Scene};
use crate::extract::clauses::Found;
use crate::extract::sense::Sense;
use crate::extract::statement::{Form, Standing};

/// Whose words a word stands in.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Telling {
    /// The account; none where only the tree tells.
    pub(super) account: Option<usize>,
    /// The head of who tells it.
    pub(super) source: Option<usize>,
    /// Whom it is told.
    pub(super) addressee: Option<usize>,
    pub(super) sense: Option<Sense>,
    /// The verb of telling.
    pub(super) cue: Option<usize>,
    /// In words of one's own, in quotation marks or a turn.
    pub(super) direct: bool,
    pub(super) told: bool,
}

impl Scene<'_, '_> {
    /// Whose words a word stands in; `cue` is left out as a teller.
    pub(super) fn telling(&self, token: usize) -> Telling {
        let telling = self.told_by(token);
        match self.announcer(token).filter(|&announcer| telling.source != Some(announcer)) {
            Some(announcer) => Telling { account: None, source: Some(announcer), addressee: None, ..telling },
            None => telling,
        }
    }

    /// "He backed Orlen's announcement that he planned to leave": whose announcement it is.
    fn announcer(&self, token: usize) -> Option<usize> {
        let syntax = self.syntax;
        let joined = |&at: &usize| syntax.head[at].filter(|_| matches!(syntax.plain(at), "conj" | "xcomp"));
        let top = std::iter::successors(Some(token), joined).take(STEPS).last()?;
        let mark = syntax.children(top).find(|&mark| mark < top && syntax.plain(mark) == "mark" && self.lower(mark) == "that")?;
        // Whatever the tree makes of the clause: the noun stands right before it.
        let noun = mark.checked_sub(1).filter(|&noun| syntax.upos[noun] == "NOUN")?;
        let owned = |&owner: &usize| syntax.relation[owner] == "nmod:poss" && syntax.upos[owner] != "PRON" && self.is_actor(owner);
        syntax.children(noun).find(owned)
    }

    fn told_by(&self, token: usize) -> Telling {
        if let Some(at) = self.owner(token) {
            let (found, account) = (&self.found[at], &self.findings.accounts[at]);
            return Telling {
                account: Some(at),
                source: found.source.as_ref().map(|source| source.head),
                addressee: found.addressee,
                sense: Some(account.sense),
                cue: found.cue.first().copied(),
                direct: account.form == Form::Direct || self.syntax.quotation[token].is_some(),
                told: account.standing == Standing::Asserted || self.performs(found),
            };
        }
        let mut at = token;
        for _ in 0..STEPS {
            let Some(head) = self.syntax.head[at] else { break };
            match self.syntax.plain(at) {
                "conj" => {}
                "ccomp" | "parataxis" | "xcomp" | "iobj" | "obj"
                    if self.words.is("report", self.lemma(head)) && self.syntax.upos[at] != "NOUN" && self.to(at).is_none() =>
                {
                    let addressee = self.syntax.children(head).find(|&child| matches!(self.syntax.plain(child), "obj" | "iobj"));
                    let source = self.syntax.source(head).map(|source| source.head);
                    return Telling { source, addressee, cue: Some(head), told: true, ..Telling::default() };
                }
                // "gave its word that it would".
                "acl" | "ccomp" | "dep" if self.words.is("word", self.lemma(head)) && self.syntax.upos[head] == "NOUN" => {
                    let verb = self.syntax.head[head].filter(|&verb| self.syntax.upos[verb] == "VERB");
                    let source = verb.and_then(|verb| self.subject(verb));
                    if source.is_some() {
                        return Telling { source, cue: Some(head), sense: Some(Sense::Promises), told: true, ..Telling::default() };
                    }
                }
                // "let it be known that it would".
                "csubj" if self.lemma(head) == "know" => {}
                "xcomp" => {}
                _ => break,
            }
            at = head;
        }
        if let Some(source) = self.appended(token) {
            return Telling { source: Some(source), cue: Some(source), told: true, ..Telling::default() };
        }
        Telling { told: true, direct: self.syntax.quotation[token].is_some(), ..Telling::default() }
    }

    /// "I will stress that", "I would note that": it is said in being announced.
    fn performs(&self, found: &Found) -> bool {
        let first = found.source.as_ref().is_some_and(|source| self.is_first_person(source.head));
        first
            && found.cue.first().is_some_and(|&cue| {
                (self.words.is("report", self.lemma(cue)) || self.words.is("go-on", self.lemma(cue))) && !self.is_negated(cue)
            })
    }

    /// ", its ambassador told the assembly": who tells what stands before it, whatever the parser makes of it.
    fn appended(&self, token: usize) -> Option<usize> {
        let syntax = self.syntax;
        let tokens = syntax.analysis.sentences[syntax.sentence[token]].tokens.clone();
        let comma = (token..tokens.end).find(|&at| syntax.form(at) == "," && at + 1 < tokens.end && syntax.xpos[at + 1] == "PRP$")?;
        let verb = (comma + 2..tokens.end).find(|&at| !matches!(syntax.upos[at], "NOUN" | "ADJ" | "PROPN"))?;
        let said = matches!(syntax.xpos[verb], "VBD" | "VBZ" | "VBN") && self.words.is("report", self.lemma(verb));
        (said && verb > comma + 2).then_some(verb - 1)
    }

    /// Is a word told as asked, hoped, thought or denied, or not told at all?
    pub(super) fn is_unreal(&self, telling: &Telling) -> bool {
        // "I would like to ask the government to": in asking to ask, it is asked.
        if telling.account.is_some_and(|at| self.performs(&self.found[at])) {
            return false;
        }
        !telling.told || telling.sense.is_some_and(|sense| self.words.is("unreal", sense.label()))
    }
}
