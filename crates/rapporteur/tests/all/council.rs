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
    Ballot { on, votes: members.into_iter().cloned().zip(votes.iter().copied().cycle()).collect(), assumed: 0 }
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

mod forecasts {
    use super::seats;
    use proptest::prelude::*;
    use rapporteur::council::forecast::{Choice, Forecaster, Intention, PastVote, Proposal, Shares, Voter, likelihood, outcome};

    fn forecaster() -> Forecaster {
        Forecaster::read(rapporteur_data::COUNCIL_MODEL, rapporteur_data::COUNCIL_VOTES).unwrap()
    }

    fn sums_to_one(shares: &[f64]) -> bool {
        (shares.iter().sum::<f64>() - 1.0).abs() < 1e-6 && shares.iter().all(|share| (0.0..=1.0 + 1e-9).contains(share))
    }

    fn any_voter() -> impl Strategy<Value = Voter> {
        (any::<bool>(), 0.01f64..10.0, 0.001f64..10.0, 0.001f64..10.0, prop::option::of(0usize..3)).prop_map(
            |(permanent, yes, no, abstain, said)| {
                let total = yes + no + abstain;
                Voter {
                    permanent,
                    shares: [yes / total, no / total, abstain / total],
                    said: said.map(|kind| likelihood(Choice::ALL[kind])),
                }
            },
        )
    }

    proptest! {
        #[test]
        fn probabilities_are_probabilities(voters in prop::collection::vec(any_voter(), 11..=15), sway in 0.0f64..3.0) {
            let expected = outcome(&voters, 9, sway);
            let ends = expected.ends;
            prop_assert!(sums_to_one(&[ends.adopted, ends.vetoed, ends.failed]));
            prop_assert!(expected.members.iter().all(|shares| sums_to_one(shares)));
        }

        #[test]
        fn moving_together_leaves_each_member_as_it_was(voters in prop::collection::vec(any_voter(), 15), sway in 0.1f64..3.0) {
            let silent: Vec<Voter> = voters.into_iter().map(|voter| Voter { said: None, ..voter }).collect();
            for (voter, shares) in silent.iter().zip(outcome(&silent, 9, sway).members) {
                prop_assert!((voter.shares[0] - shares[0]).abs() < 1e-3);
            }
        }

        #[test]
        fn without_sway_the_members_are_counted_as_if_alone(voters in prop::collection::vec(any_voter(), 9)) {
            let silent: Vec<Voter> = voters.into_iter().map(|voter| Voter { said: None, ..voter }).collect();
            let all_yes: f64 = silent.iter().map(|voter| voter.shares[0]).product();
            prop_assert!((outcome(&silent, 9, 0.0).ends.adopted - all_yes).abs() < 1e-9);
        }

        #[test]
        fn what_a_member_says_makes_it_likelier(voters in prop::collection::vec(any_voter(), 15), at in 0usize..15, kind in 0usize..3, sway in 0.0f64..3.0) {
            let mut before = voters;
            before[at].said = None;
            let mut after = before.clone();
            after[at].said = Some(likelihood(Choice::ALL[kind]));
            let share = |voters: &[Voter]| -> Shares { outcome(voters, 9, sway).members[at] };
            prop_assert!(share(&after)[kind] >= share(&before)[kind]);
        }
    }

    #[test]
    fn a_true_intention_of_half_the_members_improves_the_forecast() {
        let (forecaster, seats) = (forecaster(), seats());
        let votes = PastVote::read_table(rapporteur_data::COUNCIL_VOTES).unwrap();
        let (mut without, mut with, mut others_without, mut others_with) = (0.0, 0.0, 0.0, 0.0);
        for (number, vote) in votes.iter().enumerate().filter(|(_, vote)| vote.on.year() >= 2014 && vote.dissent() > 0.0).step_by(3) {
            let said: Vec<Intention> = vote
                .votes
                .iter()
                .skip(number % 2)
                .step_by(2)
                .map(|(member, choice)| Intention { member: member.clone(), choice: *choice, evidence: String::new() })
                .collect();
            let log = |said: &[Intention], told: bool| -> f64 {
                let forecast = forecaster.forecast(&seats, vote.on, &vote.proposal, said);
                let votes = vote.votes.iter().enumerate().filter(|(at, _)| told || at % 2 != number % 2);
                votes
                    .map(|(_, (member, choice))| {
                        forecast.members.iter().find(|found| found.iso3 == *member).map_or(0.0, |found| found.shares[*choice as usize].ln())
                    })
                    .sum()
            };
            without += log(&[], true);
            with += log(&said, true);
            others_without += log(&[], false);
            others_with += log(&said, false);
        }
        assert!(with > without, "{with} {without}");
        assert!(others_with > others_without, "what half say helps to foresee the other half: {others_with} {others_without}");
    }

    #[test]
    fn nothing_known_is_forecast_by_habit() {
        let forecast = forecaster().forecast(
            &seats(),
            "2024-05-01".parse().unwrap(),
            &Proposal { item: "never heard of".to_owned(), ..Proposal::default() },
            &[],
        );
        assert_eq!((forecast.votes_on_item, forecast.members.len()), (0, 15));
        assert!(forecast.members.iter().all(|member| sums_to_one(&member.shares)));
    }
}
