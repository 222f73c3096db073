//! Walking forward through time: fitted before each year on all that came before, scored on that year, beside four baselines.

use super::fit::{Example, Logistic, Shares};
use super::history::{History, PLAIN, WIDTH};
use super::joint::{Voter, outcome};
use super::past::{Choice, PastVote, is_permanent};
use super::scores::{Case, Scores, scores};

/// Ridges of the two fits that are averaged: a sharp one and a cautious one. Chosen on the years 2000 to 2008 from 2 to 160; alone, the
/// sharp one has the better Brier score there and the cautious one the better log score.
const RIDGES: [f64; 2] = [2.0, 40.0];

/// What a vote counts a year later: chosen on the same years, from .8 to 1.
const FADING: f64 = 0.92;

/// The share of the plain regression in the average: chosen on the same years, from 0 to .4.
const PLAIN_SHARE: f64 = 0.2;

/// The fitted model: an average of two regressions on all features and a plain one on few.
#[derive(Clone, Debug, PartialEq)]
pub struct Blend {
    /// The sharp and the cautious regression.
    pub full: [Logistic<WIDTH>; 2],
    /// The plain one.
    pub plain: Logistic<PLAIN>,
}

impl Blend {
    /// Probabilities from both kinds of features.
    pub fn predict(&self, features: &[f64; WIDTH], plain: &[f64; PLAIN]) -> Shares {
        let [sharp, cautious] = [0, 1].map(|at: usize| self.full[at].predict(features));
        let plain = self.plain.predict(plain);
        std::array::from_fn(|kind| (1.0 - PLAIN_SHARE) * f64::midpoint(sharp[kind], cautious[kind]) + PLAIN_SHARE * plain[kind])
    }
}

/// Years of votes before the first fit.
const FIRST: i16 = 6;

/// The methods that are scored, in the order of [`Foreseen::members`].
pub const METHODS: [&str; 5] = ["forecast", "all yes", "last vote on the item", "rate of the member", "plain logistic regression"];

/// The place of the second baseline among the methods.
const LAST: usize = 2;

/// One draft as foreseen and as it went.
#[derive(Clone, Debug)]
pub struct Foreseen {
    /// Its place in the votes.
    pub at: usize,
    /// Its year.
    pub year: i16,
    /// For each member its probabilities by each method.
    pub members: Vec<[Shares; 5]>,
    /// For each member its last vote on the item, or yes: what the second baseline decides on.
    pub last: Vec<usize>,
    /// What each member did.
    pub actual: Vec<usize>,
    /// Probability of a veto by the forecast.
    pub veto: f64,
}

/// What was chosen on the years before, and applied to a year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Choices {
    /// By what the probabilities of yes, no and abstain are multiplied before the largest is taken.
    pub weights: Shares,
    /// The probability from which on a veto is foreseen.
    pub veto: f64,
    /// How strongly members move together.
    pub sway: f64,
}

/// A vote with the features of its members, as they were before it.
#[derive(Debug)]
pub struct Described {
    features: Vec<[f64; WIDTH]>,
    plain: Vec<[f64; PLAIN]>,
    last: Vec<Option<Choice>>,
    rate: Vec<Shares>,
}

/// Describes all votes, each by what came before it.
pub fn describe(votes: &[PastVote]) -> Vec<Described> {
    let mut history = History::default();
    votes
        .iter()
        .map(|vote| {
            let proposal = &vote.proposal;
            let members = || vote.votes.iter().map(|(member, _)| member.as_str());
            let described = Described {
                features: members().map(|member| history.features(proposal, vote.on, member)).collect(),
                plain: members().map(|member| history.plain_features(proposal, member)).collect(),
                last: members().map(|member| history.last_on_item(member, &proposal.item)).collect(),
                rate: members().map(|member| history.member_rate(member)).collect(),
            };
            history.add(vote);
            described
        })
        .collect()
}

/// Fits the model on votes before a year.
pub fn fit(votes: &[PastVote], described: &[Described], before: i16) -> Blend {
    let full = examples(votes, before, FADING, |at| &described[at].features);
    let plain = examples(votes, before, 1.0, |at| &described[at].plain);
    Blend { full: RIDGES.map(|ridge| Logistic::fit(&full, ridge)), plain: Logistic::fit(&plain, 1.0) }
}

fn examples<'a, const N: usize>(
    votes: &[PastVote],
    before: i16,
    fading: f64,
    features: impl Fn(usize) -> &'a Vec<[f64; N]>,
) -> Vec<Example<N>> {
    let mut examples = Vec::new();
    for (at, vote) in votes.iter().enumerate().filter(|(_, vote)| vote.on.year() < before) {
        let weight = fading.powi(i32::from(before - vote.on.year()) - 1);
        for ((_, choice), features) in vote.votes.iter().zip(features(at)) {
            examples.push(Example { features: *features, choice: *choice as usize, weight });
        }
    }
    examples
}

/// Foresees every vote from the seventh year of the votes on. `told` hears of each year.
pub fn walk(votes: &[PastVote], told: &dyn Fn(i16)) -> Vec<Foreseen> {
    let described = describe(votes);
    let (Some(first), Some(last)) = (votes.first().map(|vote| vote.on.year()), votes.last().map(|vote| vote.on.year())) else {
        return Vec::new();
    };
    let mut foreseen: Vec<Foreseen> = Vec::new();
    for year in first + FIRST..=last {
        told(year);
        let model = fit(votes, &described, year);
        let held = held(votes, &described, year);
        for (at, (vote, described)) in votes.iter().zip(&described).enumerate().filter(|(_, (vote, _))| vote.on.year() == year) {
            let members = (0..vote.votes.len()).map(|member| {
                let last = described.last[member].map_or(0, |choice| choice as usize);
                [
                    model.predict(&described.features[member], &described.plain[member]),
                    [0.998, 0.001, 0.001],
                    held[last],
                    described.rate[member],
                    model.plain.predict(&described.plain[member]),
                ]
            });
            foreseen.push(Foreseen {
                at,
                year,
                members: members.collect(),
                last: described.last.iter().map(|last| last.map_or(0, |choice| choice as usize)).collect(),
                actual: vote.votes.iter().map(|(_, choice)| *choice as usize).collect(),
                veto: 0.0,
            });
        }
    }
    foreseen
}

/// How a member voted after each kind of last vote on the item, in the years before.
fn held(votes: &[PastVote], described: &[Described], before: i16) -> [Shares; 3] {
    let mut counts = [[0.5; 3]; 3];
    for (vote, described) in votes.iter().zip(described).filter(|(vote, _)| vote.on.year() < before) {
        for ((_, choice), last) in vote.votes.iter().zip(&described.last) {
            counts[last.map_or(0, |last| last as usize)][*choice as usize] += 1.0;
        }
    }
    counts.map(|counts| counts.map(|count| count / counts.iter().sum::<f64>()))
}

/// The voters of a foreseen draft.
fn voters(vote: &PastVote, foreseen: &Foreseen) -> Vec<Voter> {
    let members = vote.votes.iter().zip(&foreseen.members);
    members.map(|((member, _), shares)| Voter { permanent: is_permanent(member), shares: shares[0], said: None }).collect()
}

/// Chooses on these years how strongly members move together, the weights of decisions and the level of a veto.
pub fn choose(votes: &[PastVote], before: &mut [Foreseen]) -> Choices {
    let sure = |kind: usize| -> Shares { std::array::from_fn(|other| f64::from(u8::from(kind == other))) };
    let likelihood = |sway: f64| -> f64 {
        before
            .iter()
            .map(|foreseen| {
                let mut voters = voters(&votes[foreseen.at], foreseen);
                for (voter, actual) in voters.iter_mut().zip(&foreseen.actual) {
                    voter.said = Some(sure(*actual));
                }
                outcome(&voters, 9, sway).evidence
            })
            .sum()
    };
    let best = |scored: Vec<(f64, f64)>| scored.into_iter().reduce(|a, b| if b.1 > a.1 { b } else { a }).map_or(0.0, |(value, _)| value);
    let sway = best([0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0].into_iter().map(|sway| (sway, likelihood(sway))).collect());
    for foreseen in before.iter_mut() {
        foreseen.veto = outcome(&voters(&votes[foreseen.at], foreseen), 9, sway).ends.vetoed;
    }
    let level = |level: f64| {
        let judged: Vec<(bool, bool)> = before.iter().map(|foreseen| (foreseen.veto >= level, votes[foreseen.at].is_vetoed())).collect();
        let both = judged.iter().filter(|(a, b)| *a && *b).count();
        let either = judged.iter().map(|(a, b)| usize::from(*a) + usize::from(*b)).sum::<usize>();
        #[allow(clippy::cast_precision_loss, reason = "counts are small")]
        let f1 = 2.0 * both as f64 / either.max(1) as f64;
        f1
    };
    let veto = best([0.03, 0.05, 0.08, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5].into_iter().map(|at| (at, level(at))).collect());
    let mut weights = ([1.0; 3], f64::NEG_INFINITY);
    for no in [1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0] {
        for abstain in [1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0] {
            let tried = [1.0, no, abstain];
            let scored = scores(&cases(before.iter(), 0, &tried), &[]);
            let value = scored.macro_f1 + scored.balanced_accuracy;
            if value > weights.1 {
                weights = (tried, value);
            }
        }
    }
    Choices { weights: weights.0, veto, sway }
}

/// The votes of members by one method; the forecast's decisions are weighted.
pub(super) fn cases<'a>(foreseen: impl Iterator<Item = &'a Foreseen>, method: usize, weights: &Shares) -> Vec<Case> {
    let mut cases = Vec::new();
    for foreseen in foreseen {
        for ((shares, actual), last) in foreseen.members.iter().zip(&foreseen.actual).zip(&foreseen.last) {
            let shares = shares[method];
            let decided = match method {
                0 => decided(&shares, weights),
                LAST => *last,
                _ => decided(&shares, &[1.0; 3]),
            };
            cases.push(Case { shares, decided, actual: *actual });
        }
    }
    cases
}

/// The kind of vote with the largest weighted probability.
pub(super) fn decided(shares: &Shares, weights: &Shares) -> usize {
    (0..3).fold(0, |best, kind| if shares[kind] * weights[kind] > shares[best] * weights[best] { kind } else { best })
}

/// One year as every method judged it. Decisions rest on the years before it.
#[derive(Debug)]
pub struct Year {
    /// The year.
    pub year: i16,
    cases: [Vec<Case>; 5],
    vetoes: [Vec<(bool, bool)>; 5],
}

/// The scores of every method over some years, and the cases of the forecast.
#[derive(Debug)]
pub struct Walked {
    /// Scores by method, in the order of [`METHODS`].
    pub methods: Vec<Scores>,
    /// The forecast's cases.
    pub cases: Vec<Case>,
}

/// Judges each of the years from `first` to `last`.
pub fn judge(votes: &[PastVote], foreseen: &[Foreseen], first: i16, last: i16) -> Vec<Year> {
    (first..=last).map(|year| judge_year(votes, foreseen, year)).collect()
}

fn judge_year(votes: &[PastVote], foreseen: &[Foreseen], year: i16) -> Year {
    let mut before: Vec<Foreseen> = foreseen.iter().filter(|one| one.year < year).cloned().collect();
    let chosen = choose(votes, &mut before);
    let mut judged = Year { year, cases: Default::default(), vetoes: Default::default() };
    for foreseen in foreseen.iter().filter(|one| one.year == year) {
        let vote = &votes[foreseen.at];
        for (method, (all, vetoes)) in judged.cases.iter_mut().zip(&mut judged.vetoes).enumerate() {
            let cast = cases(std::iter::once(foreseen), method, &chosen.weights);
            let against = || vote.votes.iter().zip(&cast).any(|((member, _), case)| is_permanent(member) && case.decided == 1);
            let guess = if method == 0 { outcome(&voters(vote, foreseen), 9, chosen.sway).ends.vetoed >= chosen.veto } else { against() };
            vetoes.push((guess, vote.is_vetoed()));
            all.extend(cast);
        }
    }
    judged
}

/// The scores over judged years.
pub fn score<'a>(years: impl Iterator<Item = &'a Year> + Clone) -> Walked {
    let cases = |method: usize| years.clone().flat_map(|year| year.cases[method].iter().copied()).collect::<Vec<_>>();
    let vetoes = |method: usize| years.clone().flat_map(|year| year.vetoes[method].iter().copied()).collect::<Vec<_>>();
    Walked { methods: (0..METHODS.len()).map(|method| scores(&cases(method), &vetoes(method))).collect(), cases: cases(0) }
}
