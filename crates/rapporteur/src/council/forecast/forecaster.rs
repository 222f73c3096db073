//! The shipped forecast: a fitted model, the votes it was fitted on, and how it did on them; and the forecast of one draft.

use super::fit::{Logistic, Shares};
use super::history::{FEATURES, History, PLAIN, WIDTH};
use super::joint::{Ends, Voter, outcome};
use super::past::{Choice, PastVote, Proposal};
use super::walk::{Blend, Choices, Foreseen, decided};
use crate::council::{Question, Seats, needed};
use crate::resources::ResourceError;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// How often a member does what it said it would: a guess, there is no record of such sayings to count. What it does not do is shared by
/// the other two kinds.
const KEPT: f64 = 0.9;

/// Drivers that are named for each member.
const DRIVERS: usize = 3;

/// How the model did on past drafts of one kind, walking forward.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Past {
    /// Drafts.
    pub drafts: u32,
    /// Votes of members.
    pub votes: u32,
    /// Brier score of the forecast, in ten-thousandths.
    pub brier: u32,
    /// Brier score of the members' rates, in ten-thousandths.
    pub rate_brier: u32,
    /// Drafts that were vetoed.
    pub vetoed: u32,
    /// Vetoes that were foreseen.
    pub foreseen: u32,
    /// Votes that were not in favour.
    pub dissent: u32,
}

/// A fitted model and the history it goes on from.
#[derive(Clone, Debug)]
pub struct Forecaster {
    model: Blend,
    choices: Choices,
    past: BTreeMap<String, Past>,
    votes: Vec<PastVote>,
}

/// What a member said it would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intention {
    /// The member, by ISO code of three letters.
    pub member: String,
    /// What it said.
    pub choice: Choice,
    /// The sentence that says so.
    pub evidence: String,
}

/// One member in a forecast.
#[derive(Clone, Debug)]
pub struct MemberForecast {
    /// Its name on the day.
    pub name: String,
    /// ISO code of three letters.
    pub iso3: String,
    /// Permanent?
    pub permanent: bool,
    /// Probabilities of yes, no and abstain.
    pub shares: Shares,
    /// The kind that is decided on, were one answer asked for.
    pub decided: Choice,
    /// What drives its dissent up or down most: name of the feature and what it adds to the log-odds of the likelier dissent.
    pub drivers: Vec<(&'static str, f64)>,
    /// Its votes on the item that are known.
    pub last: Option<Choice>,
    /// What it said, with the sentence.
    pub said: Option<Intention>,
}

/// A forecast of one draft.
#[derive(Clone, Debug)]
pub struct Forecast {
    /// The members, in the order of the Council's list.
    pub members: Vec<MemberForecast>,
    /// The draft's probabilities.
    pub ends: Ends,
    /// Votes that are needed.
    pub needed: usize,
    /// Shares of yes, no and abstain over all recent drafts.
    pub base: Shares,
    /// Votes on the item that are known.
    pub votes_on_item: u32,
    /// The kind of draft by which the past is told, and how the model did on it.
    pub kind: String,
    /// See `kind`.
    pub past: Past,
    /// The day of the last vote that is known.
    pub known_to: Option<Date>,
    /// Is a veto to be expected?
    pub veto_expected: bool,
}

impl Forecaster {
    /// A forecaster from a fitted model.
    pub fn new(model: Blend, choices: Choices, past: BTreeMap<String, Past>, votes: Vec<PastVote>) -> Self {
        Self { model, choices, past, votes }
    }

    /// The votes that forecasts go on from.
    pub fn votes(&self) -> &[PastVote] {
        &self.votes
    }

    /// The kind of a draft by which the past is told.
    pub fn kind(proposal: &Proposal) -> String {
        if proposal.thematic || proposal.region.is_empty() { "theme".to_owned() } else { proposal.region.clone() }
    }

    /// How the forecasts of a walk did, by kind of draft.
    pub fn past(votes: &[PastVote], foreseen: &[Foreseen], level: f64) -> BTreeMap<String, Past> {
        let mut sums: BTreeMap<String, (Past, f64, f64)> = BTreeMap::new();
        for one in foreseen {
            let (past, ours, rate) = sums.entry(Self::kind(&votes[one.at].proposal)).or_default();
            past.drafts += 1;
            let vetoed = votes[one.at].is_vetoed();
            past.vetoed += u32::from(vetoed);
            past.foreseen += u32::from(vetoed && one.veto >= level);
            for (shares, actual) in one.members.iter().zip(&one.actual) {
                past.votes += 1;
                past.dissent += u32::from(*actual != 0);
                let brier =
                    |shares: &Shares| -> f64 { (0..3).map(|kind| (shares[kind] - f64::from(u8::from(kind == *actual))).powi(2)).sum() };
                *ours += brier(&shares[0]);
                *rate += brier(&shares[3]);
            }
        }
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a Brier score lies between 0 and 2")]
        let told = |(mut past, ours, rate): (Past, f64, f64)| {
            let mean = |sum: f64| (sum / f64::from(past.votes.max(1)) * 10_000.0).round() as u32;
            (past.brier, past.rate_brier) = (mean(ours), mean(rate));
            past
        };
        sums.into_iter().map(|(kind, sums)| (kind, told(sums))).collect()
    }

    /// Reads a model and the votes it goes on from, in the form of [`Forecaster::table`] and [`PastVote::line`].
    ///
    /// # Errors
    /// When a line has another form, or the model was fitted on other features.
    pub fn read(model: &str, votes: &str) -> Result<Self, ResourceError> {
        let empty = Logistic { mean: [0.0; WIDTH], spread: [1.0; WIDTH], weights: [[0.0; WIDTH]; 2] };
        let mut plain = Logistic { mean: [0.0; PLAIN], spread: [1.0; PLAIN], weights: [[0.0; PLAIN]; 2] };
        let mut full = [empty.clone(), empty];
        let mut choices = Choices { weights: [1.0; 3], veto: 1.0, sway: 0.0 };
        let (mut past, mut features, mut plain_features) = (BTreeMap::new(), 0, 0);
        for (at, line) in model.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
            let bad = |problem: &str| ResourceError { resource: "council model", line: at + 1, problem: problem.to_owned() };
            let number = |text: &str| text.parse::<f64>().map_err(|_| bad("expected a number"));
            match line.split('\t').collect::<Vec<_>>()[..] {
                ["feature", name, mean, spread, ref weights @ ..] if weights.len() == 4 => {
                    if FEATURES.get(features) != Some(&name) {
                        return Err(bad("the model was fitted on other features; fit it anew with `cargo xtask train council`"));
                    }
                    for (model, weights) in full.iter_mut().zip(weights.chunks(2)) {
                        (model.mean[features], model.spread[features]) = (number(mean)?, number(spread)?);
                        (model.weights[0][features], model.weights[1][features]) = (number(weights[0])?, number(weights[1])?);
                    }
                    features += 1;
                }
                ["plain", mean, spread, no, abstain] if plain_features < PLAIN => {
                    (plain.mean[plain_features], plain.spread[plain_features]) = (number(mean)?, number(spread)?);
                    (plain.weights[0][plain_features], plain.weights[1][plain_features]) = (number(no)?, number(abstain)?);
                    plain_features += 1;
                }
                ["choices", no, abstain, veto, sway] => {
                    choices = Choices { weights: [1.0, number(no)?, number(abstain)?], veto: number(veto)?, sway: number(sway)? };
                }
                ["past", kind, ref counts @ ..] => {
                    let counts = counts.iter().map(|count| count.parse::<u32>()).collect::<Result<Vec<_>, _>>();
                    let Ok([drafts, votes, brier, rate_brier, vetoed, foreseen, dissent]) =
                        counts.as_deref().map(TryInto::<[u32; 7]>::try_into).map_err(|_| bad("expected counts"))?
                    else {
                        return Err(bad("expected seven counts"));
                    };
                    past.insert(kind.to_owned(), Past { drafts, votes, brier, rate_brier, vetoed, foreseen, dissent });
                }
                _ => return Err(bad("expected `feature`, `plain`, `choices` or `past`")),
            }
        }
        Ok(Self { model: Blend { full, plain }, choices, past, votes: PastVote::read_table(votes)? })
    }

    /// The model as a table.
    pub fn table(&self) -> String {
        let mut out = "# Fitted by `cargo xtask train council`. Feature, mean, spread, weights for no and abstain of the sharp and of the cautious fit.\n".to_owned();
        let Blend { full, plain } = &self.model;
        for (at, name) in FEATURES.iter().enumerate() {
            let weights: Vec<String> = full.iter().flat_map(|model| model.weights.iter().map(|kind| format!("{:.6}", kind[at]))).collect();
            out += &format!("feature\t{name}\t{:.6}\t{:.6}\t{}\n", full[0].mean[at], full[0].spread[at], weights.join("\t"));
        }
        for at in 0..PLAIN {
            out += &format!(
                "plain\t{:.6}\t{:.6}\t{:.6}\t{:.6}\n",
                plain.mean[at], plain.spread[at], plain.weights[0][at], plain.weights[1][at]
            );
        }
        let Choices { weights, veto, sway } = self.choices;
        out += &format!(
            "# What decisions of no and abstain are weighted by, the level of a veto, how strongly members move together.\nchoices\t{}\t{}\t{veto}\t{sway}\n",
            weights[1], weights[2]
        );
        out += "# How forecasts went, walking forward: kind, drafts, votes, Brier of the forecast and of the members' rates (ten-thousandths), vetoes, foreseen, dissent.\n";
        for (kind, past) in &self.past {
            let Past { drafts, votes, brier, rate_brier, vetoed, foreseen, dissent } = past;
            out += &format!("past\t{kind}\t{drafts}\t{votes}\t{brier}\t{rate_brier}\t{vetoed}\t{foreseen}\t{dissent}\n");
        }
        out
    }

    /// Forecasts the vote on a draft, from all votes before the day.
    pub fn forecast(&self, seats: &Seats, on: Date, proposal: &Proposal, intentions: &[Intention]) -> Forecast {
        let mut history = History::default();
        let mut known_to = None;
        for vote in self.votes.iter().filter(|vote| vote.on < on) {
            history.add(vote);
            known_to = Some(vote.on);
        }
        let sitting = seats.members(on);
        let features: Vec<[f64; WIDTH]> = sitting.iter().map(|member| history.features(proposal, on, &member.iso3)).collect();
        let said = |member: &str| intentions.iter().rfind(|intention| intention.member == member);
        let voters: Vec<Voter> = sitting
            .iter()
            .zip(&features)
            .map(|(member, features)| Voter {
                permanent: member.permanent,
                shares: self.model.predict(features, &history.plain_features(proposal, &member.iso3)),
                said: said(&member.iso3).map(|intention| likelihood(intention.choice)),
            })
            .collect();
        let needed = needed(&Question::Substantive, on);
        let expected = outcome(&voters, needed, self.choices.sway);
        let kind = Self::kind(proposal);
        let members = sitting.iter().zip(&features).zip(&expected.members).map(|((member, features), shares)| MemberForecast {
            name: member.name.clone(),
            iso3: member.iso3.clone(),
            permanent: member.permanent,
            shares: *shares,
            decided: Choice::ALL[decided(shares, &self.choices.weights)],
            drivers: self.drivers(features, shares),
            last: history.last_on_item(&member.iso3, &proposal.item),
            said: said(&member.iso3).cloned(),
        });
        Forecast {
            members: members.collect(),
            ends: expected.ends,
            needed,
            base: history.base(),
            votes_on_item: history.votes_on(&proposal.item),
            past: self.past.get(&kind).copied().unwrap_or_default(),
            kind,
            known_to,
            veto_expected: expected.ends.vetoed >= self.choices.veto,
        }
    }

    /// What moves a member's likelier dissent most.
    fn drivers(&self, features: &[f64; WIDTH], shares: &Shares) -> Vec<(&'static str, f64)> {
        let kind = usize::from(shares[2] > shares[1]);
        let [sharp, cautious] = [0, 1].map(|at: usize| self.model.full[at].parts(features, kind));
        let parts = sharp.into_iter().zip(cautious).map(|(a, b)| f64::midpoint(a, b));
        let mut drivers: Vec<(&'static str, f64)> = FEATURES.into_iter().zip(parts).collect();
        drivers.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
        drivers.truncate(DRIVERS);
        drivers
    }
}

/// How likely each way of voting makes it that the member said this.
pub fn likelihood(said: Choice) -> Shares {
    std::array::from_fn(|kind| if kind == said as usize { KEPT } else { (1.0 - KEPT) / 2.0 })
}
