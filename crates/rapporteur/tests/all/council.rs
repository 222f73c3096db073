//! Laws of the Council's rules over any ballot.

use proptest::prelude::*;
use rapporteur::council::{Ballot, CouncilDraft, Move, Outcome, Question, Reading, Seats, Vote, decide, decide_by};

fn seats() -> Seats {
    Seats::read(rapporteur_data::COUNCIL).unwrap()
}

fn any_vote() -> impl Strategy<Value = Vote> {
    prop::sample::select(Vote::ALL.to_vec())
}

fn any_question() -> impl Strategy<Value = Question> {
    use Question::{Admission, EmergencySession, Judge, Preliminary, Procedural, SecretaryGeneral, Substantive};
    prop::sample::select(vec![Substantive, Procedural, Preliminary, Admission, SecretaryGeneral, Judge, EmergencySession])
}

/// A day of the Council and the votes of its members.
fn ballot(year: i16, month: i8, votes: &[Vote]) -> Ballot {
    let (seats, on) = (seats(), jiff::civil::date(year, month, 20));
    let members = seats.members(on);
    Ballot { on, votes: members.into_iter().cloned().zip(votes.iter().copied().cycle()).collect() }
}

fn rank(outcome: &Outcome) -> u8 {
    u8::from(*outcome == Outcome::Adopted)
}

proptest! {
    #[test]
    fn a_draft_ends_once_and_keeps_its_history(moves in prop::collection::vec((prop::sample::select(Move::ALL.to_vec()), 0i64..40), 0..30)) {
        let first = jiff::civil::date(2021, 3, 1);
        let mut draft = CouncilDraft::circulated("S/1", "", "", vec!["France".to_owned()], first);
        for (step, days) in moves {
            let before = draft.clone();
            let by = if step == Move::Withdraw { draft.sponsors.clone() } else { vec![format!("Member {days}")] };
            match draft.make(step, first + jiff::Span::new().days(days), by, "") {
                Ok(()) => {
                    prop_assert!(before.stage().is_open() || step == Move::TakeOver, "{:?} after {:?}", step, before.stage());
                    prop_assert_eq!(&draft.history[..before.history.len()], &before.history[..]);
                }
                Err(_) => prop_assert_eq!(&draft, &before),
            }
            prop_assert!(draft.history.is_sorted_by_key(|step| step.on));
        }
    }

    #[test]
    fn a_stricter_reading_adopts_nothing_that_practice_does_not(year in 1966i16..2028, month in 2i8..13, votes in prop::collection::vec(any_vote(), 15)) {
        let ballot = ballot(year, month, &votes);
        for reading in [Reading::StrictConcurrence, Reading::AbsenceBlocks] {
            let (strict, practice) = (decide_by(reading, &Question::Substantive, &ballot).unwrap(), decide(&Question::Substantive, &ballot).unwrap());
            prop_assert!(rank(&strict.outcome) <= rank(&practice.outcome));
        }
    }

    #[test]
    fn turning_a_yes_into_a_no_never_helps(year in 1946i16..2028, month in 2i8..13, votes in prop::collection::vec(any_vote(), 15), question in any_question(), at in 0usize..15) {
        let before = ballot(year, month, &votes);
        let mut after = before.clone();
        let at = at % after.votes.len();
        if after.votes[at].1 == Vote::Yes {
            after.votes[at].1 = Vote::No;
        }
        prop_assert!(rank(&decide(&question, &after).unwrap().outcome) <= rank(&decide(&question, &before).unwrap().outcome));
    }

    #[test]
    fn who_among_the_elected_votes_how_changes_nothing(year in 1946i16..2028, month in 2i8..13, votes in prop::collection::vec(any_vote(), 15), question in any_question(), turn in 0usize..15) {
        let before = ballot(year, month, &votes);
        let mut after = before.clone();
        let mut elected: Vec<Vote> = before.votes.iter().filter(|(member, _)| !member.permanent).map(|(_, vote)| *vote).collect();
        let middle = turn % elected.len();
        elected.rotate_left(middle);
        let mut elected = elected.into_iter();
        for (_, vote) in after.votes.iter_mut().filter(|(member, _)| !member.permanent) {
            *vote = elected.next().unwrap();
        }
        let (before, after) = (decide(&question, &before).unwrap(), decide(&question, &after).unwrap());
        prop_assert_eq!((before.outcome, before.yes, before.reason), (after.outcome, after.yes, after.reason));
    }

    #[test]
    fn a_permanent_member_that_does_not_vote_against_never_vetoes(year in 1946i16..2028, month in 2i8..13, votes in prop::collection::vec(any_vote(), 15), question in any_question()) {
        let mut ballot = ballot(year, month, &votes);
        for (_, vote) in ballot.votes.iter_mut().filter(|(member, vote)| member.permanent && *vote == Vote::No) {
            *vote = Vote::Abstain;
        }
        prop_assert_ne!(decide(&question, &ballot).unwrap().outcome, Outcome::Vetoed);
    }

    #[test]
    fn the_table_has_every_seat_filled(year in 1946i16..2028, month in 2i8..13) {
        let (seats, on) = (seats(), jiff::civil::date(year, month, 20));
        let members = seats.members(on);
        prop_assert_eq!(members.len(), if year < 1966 { 11 } else { 15 });
        prop_assert_eq!(members.iter().filter(|member| member.permanent).count(), 5);
        for member in &members {
            prop_assert_eq!(seats.find(&member.name, &members), vec![*member]);
        }
    }
}
