//! What is settled on the way through a report beside who speaks: whom the pronouns of acts and contacts mean, and who takes a stand. All of it goes
//! in the order of the text, so that who is meant is known before it is meant again.

use super::contacts::Attendance;
use super::positions::Stand;
use super::referents::Referents;
use std::collections::BTreeMap;

/// What waits to be settled, and what is.
pub(super) struct Beside<'s, 'a> {
    /// Pronouns that are parties of acts, in order, with the words for the other parties; and how many of them are settled.
    pronouns: Vec<(usize, Vec<usize>)>,
    pronoun: usize,
    stands: &'s [Stand],
    stand: usize,
    pub(super) attendance: Attendance<'s, 'a>,
    /// Whom pronouns of acts mean.
    pub(super) meant: BTreeMap<usize, usize>,
    /// Who takes each stand.
    pub(super) holders: Vec<Option<usize>>,
}

impl<'s, 'a> Beside<'s, 'a> {
    pub(super) fn of(pronouns: Vec<(usize, Vec<usize>)>, stands: &'s [Stand], attendance: Attendance<'s, 'a>) -> Self {
        Self { pronouns, pronoun: 0, stands, stand: 0, attendance, meant: BTreeMap::new(), holders: vec![None; stands.len()] }
    }

    /// Settles what stands before a token; gives the token up to which the text was taken in.
    pub(super) fn up_to(&mut self, referents: &mut Referents<'_, '_>, mut seen: usize, here: usize) -> usize {
        loop {
            let pronoun = self.pronouns.get(self.pronoun).map(|(at, _)| *at).filter(|&at| at < here);
            let stand = self.stands.get(self.stand).filter(|stand| stand.actor.end <= here);
            let next = pronoun.into_iter().chain(stand.map(|stand| stand.actor.start)).min();
            seen = self.attendance.pronouns(referents, seen, next.unwrap_or(here));
            let Some(next) = next else { return seen };
            match stand {
                Some(stand) if pronoun != Some(next) => {
                    self.holders[self.stand] = holder(referents, &mut seen, stand);
                    self.stand += 1;
                }
                _ => {
                    referents.advance(seen, next);
                    seen = next.max(seen);
                    let others = &self.pronouns[self.pronoun].1;
                    self.meant.extend(referents.party(next, others).map(|referent| (next, referent)));
                    self.pronoun += 1;
                }
            }
        }
    }
}

/// Whom the words of a party mean: its name, or he and she.
fn holder(referents: &mut Referents<'_, '_>, seen: &mut usize, stand: &Stand) -> Option<usize> {
    let syntax = referents.syntax;
    let actor = &stand.actor;
    referents.advance(*seen, actor.start);
    *seen = actor.start.max(*seen);
    let head = actor.clone().find(|&token| syntax.head[token].is_none_or(|head| !actor.contains(&head)))?;
    if let Some(&known) = referents.resolved.get(&head) {
        return Some(known);
    }
    if syntax.upos[head] == "PRON" {
        return referents.party(head, &stand.point);
    }
    // A name that is only part of the party's ("the Norland Group", "Chad, for the Lake States") is not the party.
    let words: Vec<usize> = actor.clone().filter(|&token| !matches!(syntax.upos[token], "DET" | "PUNCT")).collect();
    let named: Vec<Option<usize>> = words.iter().map(|token| referents.of.get(token).copied()).collect();
    match named[..] {
        [Some(first), ..] if named.iter().all(|one| *one == Some(first)) => Some(first),
        _ => named.last().copied().flatten().filter(|&at| referents.all[at].kind == super::referent::ReferentKind::Person),
    }
}
