//! Who the parties of contacts are: pronouns in the order of the text, names and roles as far as the report makes them known.

use super::super::referent::{Mention, MentionKind, Referent, ReferentKind};
use super::super::referents::Referents;
use super::super::syntax::Syntax;
use super::words::ContactWords;
use super::{Contact, ContactKind, Met};
use crate::extract::party::Party;
use std::collections::BTreeSet;

/// How far up the tree a clause is sought that a possessive stands in.
const STEPS: usize = 12;

/// The contacts of a report while its referents are settled.
pub(in super::super) struct Attendance<'s, 'a> {
    syntax: &'s Syntax<'a>,
    words: &'s ContactWords,
    contacts: Vec<(Contact, Met)>,
    /// Pronouns that are parties, in order: token, contact, party.
    pronouns: Vec<(usize, usize, usize)>,
}

impl<'s, 'a> Attendance<'s, 'a> {
    pub(in super::super) fn of(syntax: &'s Syntax<'a>, words: &'s ContactWords, contacts: Vec<(Contact, Met)>) -> Self {
        let mut pronouns: Vec<(usize, usize, usize)> = Vec::new();
        for (at, (_, met)) in contacts.iter().enumerate() {
            let parties = met.parties.iter().enumerate().filter(|(_, head)| syntax.upos[**head] == "PRON");
            pronouns.extend(parties.map(|(party, &head)| (head, at, party)));
        }
        pronouns.sort_unstable();
        Self { syntax, words, contacts, pronouns }
    }

    /// Settles the pronouns between two tokens, by who stands out there; gives the token up to which the text was taken in.
    pub(in super::super) fn pronouns(&mut self, referents: &mut Referents<'_, '_>, from: usize, to: usize) -> usize {
        let mut seen = from;
        for &(token, contact, party) in self.pronouns.iter().filter(|(token, ..)| (from..to.max(from)).contains(token)) {
            referents.advance(seen, token);
            seen = token.max(seen);
            // Nobody meets himself.
            let others = self.contacts[contact].1.parties.iter().filter(|&&head| head != token);
            let mut others: Vec<usize> = others.flat_map(|&head| self.syntax.phrase(head).tokens).collect();
            others.sort_unstable();
            let meant = if self.syntax.xpos[token] == "PRP$" { referents.owner(token) } else { referents.pronoun(token, &others) };
            let meant = meant.filter(|&meant| !self.is_another(referents, token, meant));
            if let Some(meant) = meant {
                referents.taken_up(meant, self.syntax.span(token));
            }
            self.contacts[contact].0.parties[party].referent = meant;
        }
        seen
    }

    /// Does a pronoun mean another than who stands out: in one's own words "his" is not who speaks; "Pell said Brask kept notes of her talks" leaves open
    /// whose they are.
    fn is_another(&self, referents: &Referents<'_, '_>, token: usize, meant: usize) -> bool {
        let syntax = self.syntax;
        if syntax.quotation[token].is_some() && referents.last_speaker == Some(meant) {
            return true;
        }
        if syntax.xpos[token] != "PRP$" {
            return false;
        }
        let mut above = std::iter::successors(Some(token), |&at| syntax.head[at]).take(STEPS);
        let subject = above.find_map(|at| {
            let own = syntax.children(at).find(|&child| child < token && syntax.plain(child) == "nsubj");
            own.filter(|_| syntax.upos[at] == "VERB")
        });
        let Some(subject) = subject else { return false };
        let several = syntax.children(subject).any(|child| syntax.plain(child) == "conj");
        match syntax.low(token) {
            "their" => several && referents.of.get(&subject) != Some(&meant),
            _ => {
                let named = referents.of.get(&subject).filter(|&&at| referents.all[at].kind == ReferentKind::Person);
                !several && named.is_some_and(|&at| at != meant)
            }
        }
    }

    /// Settles names and roles, and gives the contacts. A party that is the same as another is left out, and so is a pronoun of whom nobody
    /// knows whom it means; a contact of fewer than two goes with them, but for those of one body.
    pub(in super::super) fn names(mut self, referents: &mut Referents<'_, '_>) -> Vec<Contact> {
        let syntax = self.syntax;
        let mut all = Vec::with_capacity(self.contacts.len());
        for (mut contact, met) in std::mem::take(&mut self.contacts) {
            for (party, &head) in contact.parties.iter_mut().zip(&met.parties) {
                if syntax.upos[head] != "PRON" {
                    party.referent = referents.attending(head, &syntax.phrase(head).tokens);
                    if let Some(referent) = party.referent {
                        let kind = if syntax.is_capital(head) { MentionKind::Name } else { MentionKind::Title };
                        referents.noted(referent, Mention { span: party.span, kind });
                    }
                }
            }
            if let Some((via, head)) = contact.via.as_mut().and_then(|via| syntax.within(via.span).next_back().map(|head| (via, head))) {
                via.referent = referents.attending(head, &syntax.within(via.span).collect::<Vec<_>>());
            }
            self.unseat(&mut contact, &met, referents);
            let known = |at: usize| syntax.upos[met.parties[at]] != "PRON" || contact.parties[at].referent.is_some();
            let first = |at: usize| {
                let same = |before: &usize| contact.parties[*before].referent == contact.parties[at].referent;
                contact.parties[at].referent.and_then(|_| (0..at).find(same)).unwrap_or(at)
            };
            let kept: Vec<usize> = (0..contact.parties.len()).filter(|&at| known(at) && first(at) == at).collect();
            // "He met Pell and Orlen", "his call with Pell and Orlen": where nobody knows who he is, the two did not meet each other.
            let lost = (0..contact.parties.len()).any(|at| !known(at));
            if lost && kept.len() > 1 && kept[1..].iter().all(|&at| is_joined(syntax, met.parties[kept[0]], met.parties[at])) {
                continue;
            }
            if self.is_private(&contact, &met, referents) || self.is_nameless(&contact, &met) {
                continue;
            }
            let initiator = contact.initiator.map(first);
            for row in apart(referents, &contact, &met, &kept) {
                let one = Contact {
                    parties: row.iter().map(|&at| contact.parties[at]).collect(),
                    initiator: initiator.and_then(|initiator| row.iter().position(|&at| at == initiator)),
                    ..contact.clone()
                };
                if one.parties.len() > 1 || one.kind.is_of_body() && !one.parties.is_empty() {
                    all.push(one);
                }
            }
        }
        all
    }
}

impl Attendance<'_, '_> {
    /// "Talks between Orlen and Brussels": a capital that is the seat of a league stands for that, and not for the state around it.
    fn unseat(&self, contact: &mut Contact, met: &Met, referents: &Referents<'_, '_>) {
        for (party, &head) in contact.parties.iter_mut().zip(&met.parties) {
            let state = party.referent.is_some_and(|at| referents.all[at].kind == ReferentKind::State);
            if state && self.words.is("seat", self.syntax.low(head)) && contact.kind != ContactKind::Visit {
                party.referent = None;
            }
        }
    }

    /// "The minister spoke to his counterpart", where nobody knows who either is.
    fn is_nameless(&self, contact: &Contact, met: &Met) -> bool {
        let counterpart = |&head: &usize| self.words.is("counterpart", &self.syntax.lemma[head]);
        contact.parties.iter().all(|party| party.referent.is_none()) && met.parties.iter().any(counterpart)
    }

    /// Are all who took part private persons: known by name alone, of no state and no office, and one of them told as such, by "Miss" or by an age
    /// ("Ana Marsk, 71,")?
    fn is_private(&self, contact: &Contact, met: &Met, referents: &Referents<'_, '_>) -> bool {
        let civil = |office: &String| self.words.is("civil", office.to_lowercase().trim_end_matches('.'));
        let private =
            |one: &Referent| one.kind == ReferentKind::Person && one.key.is_none() && one.state.is_none() && one.offices.iter().all(civil);
        let aged = |mention: &Mention| {
            let behind = self.syntax.text.get(mention.span.end as usize..).and_then(|rest| rest.strip_prefix(", ")).unwrap_or_default();
            let digits = behind.bytes().take_while(u8::is_ascii_digit).count();
            (1..=3).contains(&digits) && behind[digits..].starts_with(',')
        };
        let told = |one: &Referent| !one.offices.is_empty() || one.mentions.iter().any(aged);
        let persons: Vec<&Referent> = contact.parties.iter().filter_map(|party| party.referent).map(|at| &referents.all[at]).collect();
        let unknown = |(party, &head): (&Party, &usize)| party.referent.is_none() && self.syntax.upos[head] != "PRON";
        !contact.kind.is_of_body()
            && !contact.parties.iter().zip(&met.parties).any(unknown)
            && persons.iter().all(|&one| private(one))
            && persons.iter().any(|&one| told(one))
    }
}

/// Does a word hang from another through "and" alone?
fn is_joined(syntax: &Syntax<'_>, first: usize, other: usize) -> bool {
    let up = |&at: &usize| syntax.head[at].filter(|_| syntax.plain(at) == "conj");
    std::iter::successors(Some(other), up).take(8).any(|at| at == first)
}

/// The parties of each contact that is told: those who were called, where they are persons of different states, had each a call of their own.
fn apart(referents: &Referents<'_, '_>, contact: &Contact, met: &Met, kept: &[usize]) -> Vec<Vec<usize>> {
    let each: Vec<usize> = kept.iter().copied().filter(|&at| met.each.contains(&met.parties[at])).collect();
    let states: BTreeSet<&str> = each
        .iter()
        .filter_map(|&at| contact.parties[at].referent)
        .map(|referent| &referents.all[referent])
        .filter(|referent| referent.kind == ReferentKind::Person)
        .filter_map(|referent| referent.state.as_deref())
        .collect();
    if each.len() < 2 || states.len() < each.len() {
        return vec![kept.to_vec()];
    }
    each.iter().map(|own| kept.iter().copied().filter(|at| at == own || !each.contains(at)).collect()).collect()
}
