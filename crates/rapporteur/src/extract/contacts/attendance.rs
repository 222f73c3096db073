//! Who the parties of contacts are: pronouns in the order of the text, names and roles as far as the report makes them known.

use super::super::referent::{Mention, MentionKind};
use super::super::referents::Referents;
use super::super::syntax::Syntax;
use super::{Contact, Met};

/// The contacts of a report while its referents are settled.
pub(in super::super) struct Attendance<'s, 'a> {
    syntax: &'s Syntax<'a>,
    contacts: Vec<(Contact, Met)>,
    /// Pronouns that are parties, in order: token, contact, party.
    pronouns: Vec<(usize, usize, usize)>,
}

impl<'s, 'a> Attendance<'s, 'a> {
    pub(in super::super) fn of(syntax: &'s Syntax<'a>, contacts: Vec<(Contact, Met)>) -> Self {
        let mut pronouns: Vec<(usize, usize, usize)> = Vec::new();
        for (at, (_, met)) in contacts.iter().enumerate() {
            let parties = met.parties.iter().enumerate().filter(|(_, head)| syntax.upos[**head] == "PRON");
            pronouns.extend(parties.map(|(party, &head)| (head, at, party)));
        }
        pronouns.sort_unstable();
        Self { syntax, contacts, pronouns }
    }

    /// Settles the pronouns between two tokens, by who stands out there; gives the token up to which the text was taken in.
    pub(in super::super) fn pronouns(&mut self, referents: &mut Referents<'_, '_>, from: usize, to: usize) -> usize {
        let mut seen = from;
        for &(token, contact, party) in self.pronouns.iter().filter(|(token, ..)| (from..to.max(from)).contains(token)) {
            referents.advance(seen, token);
            seen = token.max(seen);
            self.contacts[contact].0.parties[party].referent = referents.pronoun(token, &[]);
        }
        seen
    }

    /// Settles names and roles, and gives the contacts. A party that is the same as another is left out, and a contact of fewer than two
    /// with it, but for those of one body.
    pub(in super::super) fn names(self, referents: &mut Referents<'_, '_>) -> Vec<Contact> {
        let syntax = self.syntax;
        let mut all = Vec::with_capacity(self.contacts.len());
        for (mut contact, met) in self.contacts {
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
            let same = contact.parties.iter().enumerate().any(|(at, party)| {
                party.referent.is_some() && contact.parties[..at].iter().any(|before| before.referent == party.referent)
            });
            if !same || contact.parties.len() > 2 {
                all.push(contact);
            }
        }
        all
    }
}
