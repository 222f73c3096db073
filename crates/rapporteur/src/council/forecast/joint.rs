//! From the members' probabilities to the draft's: members do not vote alone, what moves one moves others.
//!
//! A draft has a hidden pull, standard normal, that makes every member's dissent likelier or less likely at once, by `sway` in the scores.
//! Given the pull members vote independently, so counts are summed exactly, and the pull is summed over by Gauss-Hermite quadrature.
//! Members' own probabilities stay as they were given.

use super::fit::{Shares, shares};

/// Nodes and weights of Gauss-Hermite quadrature for a standard normal, nine points (Abramowitz and Stegun 25.10, rescaled).
const NODES: [(f64, f64); 9] = [
    (-4.512_745_863_4, 0.000_022_345_844),
    (-3.205_429_002_9, 0.002_789_141_32),
    (-2.076_847_978_7, 0.049_916_406_77),
    (-1.023_255_663_8, 0.244_097_502_9),
    (0.0, 0.406_349_206_35),
    (1.023_255_663_8, 0.244_097_502_9),
    (2.076_847_978_7, 0.049_916_406_77),
    (3.205_429_002_9, 0.002_789_141_32),
    (4.512_745_863_4, 0.000_022_345_844),
];

/// A member going into a vote.
#[derive(Clone, Debug, PartialEq)]
pub struct Voter {
    /// Does it hold a permanent seat?
    pub permanent: bool,
    /// Probabilities of yes, no and abstain.
    pub shares: Shares,
    /// What it said it would do, as probabilities of saying so for each way it may vote.
    pub said: Option<Shares>,
}

/// What becomes of the draft.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Ends {
    /// Probability that it is adopted.
    pub adopted: f64,
    /// Probability that it has the votes and is vetoed.
    pub vetoed: f64,
    /// Probability that it has not the votes.
    pub failed: f64,
}

/// What is to be expected of a vote.
#[derive(Clone, Debug, PartialEq)]
pub struct Expected {
    /// The members' probabilities after all that was said.
    pub members: Vec<Shares>,
    /// The draft's.
    pub ends: Ends,
    /// Logarithm of the probability of what was said, under the model.
    pub evidence: f64,
}

/// What is to be expected where so many votes are needed. `sway` says how strongly members move together.
pub fn outcome(voters: &[Voter], needed: usize, sway: f64) -> Expected {
    let levels: Vec<f64> = voters.iter().map(|voter| level(&voter.shares, sway)).collect();
    let (mut total, mut ends) = (0.0, Ends::default());
    let mut members = vec![[0.0; 3]; voters.len()];
    for (node, weight) in NODES {
        // How likely is what was said under this pull, and how would each vote under it?
        let mut likely = weight;
        let mut given = Vec::with_capacity(voters.len());
        for (voter, level) in voters.iter().zip(&levels) {
            let mut p = pulled(&voter.shares, level + sway * node);
            if let Some(said) = voter.said {
                let joint: Shares = std::array::from_fn(|kind| p[kind] * said[kind]);
                let evidence: f64 = joint.iter().sum();
                likely *= evidence;
                p = joint.map(|part| part / evidence.max(1e-300));
            }
            given.push(p);
        }
        total += likely;
        for (member, p) in members.iter_mut().zip(&given) {
            for kind in 0..3 {
                member[kind] += likely * p[kind];
            }
        }
        let Ends { adopted, vetoed, failed } = count(voters, &given, needed);
        ends =
            Ends { adopted: ends.adopted + likely * adopted, vetoed: ends.vetoed + likely * vetoed, failed: ends.failed + likely * failed };
    }
    let total = total.max(1e-300);
    let ends = Ends { adopted: ends.adopted / total, vetoed: ends.vetoed / total, failed: ends.failed / total };
    Expected { members: members.into_iter().map(|member| member.map(|part| part / total)).collect(), ends, evidence: total.ln() }
}

/// A member's probabilities with its dissent made likelier by `by` in the scores.
fn pulled(p: &Shares, by: f64) -> Shares {
    let score = |kind: usize| (p[kind].max(1e-9) / p[0].max(1e-9)).ln() + by;
    shares([score(1), score(2)])
}

/// The level from which the pull gives the member its own probability of yes again on average.
fn level(p: &Shares, sway: f64) -> f64 {
    if sway == 0.0 {
        return 0.0;
    }
    let (mut low, mut high) = (-20.0, 20.0);
    for _ in 0..40 {
        let middle = f64::midpoint(low, high);
        let yes: f64 = NODES.iter().map(|(node, weight)| weight * pulled(p, middle + sway * node)[0]).sum();
        if yes > p[0] { low = middle } else { high = middle }
    }
    f64::midpoint(low, high)
}

/// The exact distribution over counts of votes in favour, with and without a permanent member against.
fn count(voters: &[Voter], given: &[Shares], needed: usize) -> Ends {
    // ways[stopped][yes]: probability so far.
    let mut ways = [[0.0; 16]; 2];
    ways[0][0] = 1.0;
    for (voter, p) in voters.iter().zip(given) {
        let mut next = [[0.0; 16]; 2];
        for stopped in 0..2 {
            for yes in 0..16 {
                let way = ways[stopped][yes];
                if way == 0.0 {
                    continue;
                }
                next[stopped][(yes + 1).min(15)] += way * p[0];
                next[if voter.permanent { 1 } else { stopped }][yes] += way * p[1];
                next[stopped][yes] += way * p[2];
            }
        }
        ways = next;
    }
    let enough = |stopped: usize| ways[stopped][needed.min(15)..].iter().sum::<f64>();
    let (adopted, vetoed) = (enough(0), enough(1));
    Ends { adopted, vetoed, failed: (1.0 - adopted - vetoed).max(0.0) }
}
