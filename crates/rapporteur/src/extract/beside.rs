//! What is settled on the way through a report beside who speaks: whom the pronouns and titles of acts and contacts mean, and who takes a stand. All of it goes
//! in the order of the text, so that who is meant is known before it is meant again.

use super::contacts::Attendance;
use super::positions::Stand;
use super::referents::Referents;
use std::collections::BTreeMap;

/// What waits to be settled, and what is.
pub(super) struct Beside<'s, 'a> {
    /// Pronouns and titles that are parties of acts, in order, with the words for the other parties; and how many of them are settled.
    unnamed: Vec<(usize, Vec<usize>)>,
    settled: usize,
    stands: &'s [Stand],
    stand: usize,
    pub(super) attendance: Attendance<'s, 'a>,
    /// Whom pronouns and titles of acts mean.
    pub(super) meant: BTreeMap<usize, usize>,
    /// Who takes each stand.
    pub(super) holders: Vec<Option<usize>>,
}

impl<'s, 'a> Beside<'s, 'a> {
    pub(super) fn of(unnamed: Vec<(usize, Vec<usize>)>, stands: &'s [Stand], attendance: Attendance<'s, 'a>) -> Self {
        Self { unnamed, settled: 0, stands, stand: 0, attendance, meant: BTreeMap::new(), holders: vec![None; stands.len()] }
    }

    /// Settles what stands before a token; gives the token up to which the text was taken in.
    pub(super) fn up_to(&mut self, referents: &mut Referents<'_, '_>, mut seen: usize, here: usize) -> usize {
        loop {
            let party = self.unnamed.get(self.settled).map(|(at, _)| *at).filter(|&at| at < here);
            let stand = self.stands.get(self.stand).filter(|stand| stand.actor.end <= here);
            let next = party.into_iter().chain(stand.map(|stand| stand.actor.start)).min();
            seen = self.attendance.pronouns(referents, seen, next.unwrap_or(here));
            let Some(next) = next else { return seen };
            match stand {
                Some(stand) if party != Some(next) => {
                    self.holders[self.stand] = holder(referents, &mut seen, stand);
                    self.stand += 1;
                }
                _ => {
                    referents.advance(seen, next);
                    seen = next.max(seen);
                    let others = &self.unnamed[self.settled].1;
                    let meant = match referents.syntax.upos[next] {
                        "PRON" => referents.party(next, others),
                        _ => referents.attending(next, &referents.syntax.phrase(next).tokens),
                    };
                    self.meant.extend(meant.map(|referent| (next, referent)));
                    self.settled += 1;
                }
            }
        }
    }
}

/// Whom the words of a party mean: its name, its title, or he and she.
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
    if syntax.upos[head] == "NOUN"
        && actor.clone().all(|token| !referents.of.contains_key(&token))
        && let Some(known) = referents.attending(head, &actor.clone().collect::<Vec<_>>())
    {
        return Some(known);
    }
    // A name that is only part of the party's ("the Norland Group", "Chad, for the Lake States") is not the party.
    let words: Vec<usize> = actor.clone().filter(|&token| !matches!(syntax.upos[token], "DET" | "PUNCT")).collect();
    let named: Vec<Option<usize>> = words.iter().map(|token| referents.of.get(token).copied()).collect();
    match named[..] {
        [Some(first), ..] if named.iter().all(|one| *one == Some(first)) => Some(first),
        _ => named.last().copied().flatten().filter(|&at| referents.all[at].kind == super::referent::ReferentKind::Person),
    }
}
