//! How good probabilities and decisions were: Brier and log score, macro-F1, balanced accuracy, calibration, vetoes.

use super::fit::{Example, Logistic, Shares};
use super::past::Choice;

/// One member's vote as foreseen and as it was.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    /// Probabilities of yes, no and abstain.
    pub shares: Shares,
    /// What was decided to say, were one answer asked for.
    pub decided: usize,
    /// What it did: 0 yes, 1 no, 2 abstain.
    pub actual: usize,
}

/// The scores of a method.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Scores {
    /// Votes of members.
    pub n: usize,
    /// Mean F1 over the three kinds.
    pub macro_f1: f64,
    /// Mean recall over the three kinds; one that did not occur counts nothing.
    pub balanced_accuracy: f64,
    /// Mean squared error over the three probabilities, summed.
    pub brier: f64,
    /// Mean negative logarithm of the probability of what was done.
    pub log_score: f64,
    /// Share of vetoes that were foreseen.
    pub veto_recall: f64,
    /// Share of foreseen vetoes that came.
    pub veto_precision: f64,
}

/// A bin of the calibration table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bin {
    /// Lower and upper bound of the probabilities in it.
    pub bounds: (f64, f64),
    /// Votes in it.
    pub count: usize,
    /// Their mean probability.
    pub foreseen: f64,
    /// The share that came.
    pub came: f64,
}

/// Bounds of the bins: narrow where most probabilities of dissent lie.
const BOUNDS: [f64; 9] = [0.0, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 1.0];

/// The least probability that the log score counts.
const LEAST: f64 = 1e-4;

#[allow(clippy::cast_precision_loss, reason = "counts are small")]
fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// Scores votes of members; `vetoes` holds for each draft whether a veto was foreseen and whether it came.
pub(super) fn scores(cases: &[Case], vetoes: &[(bool, bool)]) -> Scores {
    let count = |test: &dyn Fn(&Case) -> bool| cases.iter().filter(|case| test(case)).count();
    let (mut f1, mut recall, mut kinds) = (0.0, 0.0, 0.0);
    for kind in 0..3 {
        let (made, came) = (count(&|case| case.decided == kind), count(&|case| case.actual == kind));
        let right = count(&|case| case.decided == kind && case.actual == kind);
        f1 += share(2 * right, made + came) / 3.0;
        if came > 0 {
            recall += share(right, came);
            kinds += 1.0;
        }
    }
    let brier = |case: &Case| -> f64 { (0..3).map(|kind| (case.shares[kind] - f64::from(u8::from(case.actual == kind))).powi(2)).sum() };
    let log = |case: &Case| -case.shares[case.actual].max(LEAST).ln();
    #[allow(clippy::cast_precision_loss, reason = "counts are small")]
    let mean = |value: &dyn Fn(&Case) -> f64| cases.iter().map(value).sum::<f64>() / cases.len().max(1) as f64;
    let (foreseen, came) = (vetoes.iter().filter(|(foreseen, _)| *foreseen).count(), vetoes.iter().filter(|(_, came)| *came).count());
    let both = vetoes.iter().filter(|(foreseen, came)| *foreseen && *came).count();
    Scores {
        n: cases.len(),
        macro_f1: f1,
        balanced_accuracy: recall / f64::max(kinds, 1.0),
        brier: mean(&brier),
        log_score: mean(&log),
        veto_recall: share(both, came),
        veto_precision: share(both, foreseen),
    }
}

/// The calibration table of a kind of vote.
pub fn calibration(cases: &[Case], choice: Choice) -> Vec<Bin> {
    let kind = choice as usize;
    let bins = BOUNDS.windows(2).filter_map(|bounds| {
        let inside: Vec<&Case> =
            cases.iter().filter(|case| case.shares[kind] >= bounds[0] && (case.shares[kind] < bounds[1] || bounds[1] >= 1.0)).collect();
        #[allow(clippy::cast_precision_loss, reason = "counts are small")]
        let foreseen = inside.iter().map(|case| case.shares[kind]).sum::<f64>() / inside.len() as f64;
        let came = share(inside.iter().filter(|case| case.actual == kind).count(), inside.len());
        (!inside.is_empty()).then_some(Bin { bounds: (bounds[0], bounds[1]), count: inside.len(), foreseen, came })
    });
    bins.collect()
}

/// The slope of what came on the log-odds of what was foreseen: one is right, less is over-confident (Cox 1958).
pub fn slope(cases: &[Case], choice: Choice) -> f64 {
    let kind = choice as usize;
    let examples: Vec<Example<2>> = cases
        .iter()
        .map(|case| {
            let p = case.shares[kind].clamp(1e-6, 1.0 - 1e-6);
            Example { features: [1.0, (p / (1.0 - p)).ln()], choice: usize::from(case.actual == kind), weight: 1.0 }
        })
        .collect();
    let fitted = Logistic::fit(&examples, 0.0);
    fitted.weights[0][1] / fitted.spread[1]
}
