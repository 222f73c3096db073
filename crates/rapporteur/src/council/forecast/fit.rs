//! Multinomial logistic regression with a ridge, fitted by Newton's method. In favour is the reference.

/// Probabilities of yes, no and abstain.
pub type Shares = [f64; 3];

/// One observation: features, what was done, how much it counts.
#[derive(Clone, Debug)]
pub struct Example<const N: usize> {
    /// Features; the first is always one.
    pub features: [f64; N],
    /// Yes, no or abstain as 0, 1, 2.
    pub choice: usize,
    /// How much it counts.
    pub weight: f64,
}

/// A fitted model over features that are centred and scaled first.
#[derive(Clone, Debug, PartialEq)]
pub struct Logistic<const N: usize> {
    /// Mean of each feature.
    pub mean: [f64; N],
    /// Spread of each feature.
    pub spread: [f64; N],
    /// Weights for no and for abstain.
    pub weights: [[f64; N]; 2],
}

/// Newton steps; the fit stands still after about eight.
const STEPS: usize = 12;

impl<const N: usize> Logistic<N> {
    /// Fits the model. `ridge` draws all weights but the first towards zero.
    pub fn fit(examples: &[Example<N>], ridge: f64) -> Self {
        let (mean, spread) = moments(examples);
        let mut model = Self { mean, spread, weights: [[0.0; N]; 2] };
        let scaled: Vec<[f64; N]> = examples.iter().map(|example| model.scaled(&example.features)).collect();
        let size = 2 * N;
        for _ in 0..STEPS {
            let mut slope = vec![0.0; size];
            let mut bend = vec![0.0; size * size];
            for (example, x) in examples.iter().zip(&scaled) {
                let p = model.shares_of(x);
                let both = [0, 1].map(|kind| example.weight * (p[kind + 1] - f64::from(u8::from(example.choice == kind + 1))));
                let curve =
                    [[p[1] * (1.0 - p[1]), -p[1] * p[2]], [-p[1] * p[2], p[2] * (1.0 - p[2])]].map(|row| row.map(|c| c * example.weight));
                for i in 0..N {
                    for kind in 0..2 {
                        slope[kind * N + i] += both[kind] * x[i];
                    }
                    // The bend is symmetric: its lower half is filled afterwards.
                    for j in i..N {
                        let product = x[i] * x[j];
                        bend[i * size + j] += curve[0][0] * product;
                        bend[i * size + N + j] += curve[0][1] * product;
                        bend[(N + i) * size + N + j] += curve[1][1] * product;
                    }
                }
            }
            for i in 0..N {
                for j in 0..i {
                    bend[i * size + j] = bend[j * size + i];
                    bend[i * size + N + j] = bend[j * size + N + i];
                    bend[(N + i) * size + N + j] = bend[(N + j) * size + N + i];
                }
            }
            for i in 0..N {
                for j in 0..N {
                    bend[(N + i) * size + j] = bend[j * size + N + i];
                }
            }
            for kind in 0..2 {
                for i in 0..N {
                    let at = kind * N + i;
                    let draw = if i == 0 { 1e-6 } else { 2.0 * ridge };
                    slope[at] += draw * model.weights[kind][i];
                    bend[at * size + at] += draw;
                }
            }
            let step = solve(bend, slope, size);
            for kind in 0..2 {
                for i in 0..N {
                    model.weights[kind][i] -= step[kind * N + i];
                }
            }
            if step.iter().all(|step| step.abs() < 1e-7) {
                break;
            }
        }
        model
    }

    fn scaled(&self, features: &[f64; N]) -> [f64; N] {
        std::array::from_fn(|i| (features[i] - self.mean[i]) / self.spread[i])
    }

    fn shares_of(&self, x: &[f64; N]) -> Shares {
        let score = |kind: usize| x.iter().zip(&self.weights[kind]).map(|(x, w)| x * w).sum::<f64>();
        shares([score(0), score(1)])
    }

    /// The scores of no and abstain against yes.
    pub fn scores(&self, features: &[f64; N]) -> [f64; 2] {
        let x = self.scaled(features);
        [0, 1].map(|kind: usize| x.iter().zip(&self.weights[kind]).map(|(x, w)| x * w).sum())
    }

    /// Probabilities for these features.
    pub fn predict(&self, features: &[f64; N]) -> Shares {
        shares(self.scores(features))
    }

    /// What each feature adds to the score of a kind (0 no, 1 abstain) beyond that of an average vote.
    pub fn parts(&self, features: &[f64; N], kind: usize) -> [f64; N] {
        let x = self.scaled(features);
        std::array::from_fn(|i| if i == 0 { 0.0 } else { x[i] * self.weights[kind][i] })
    }
}

/// Probabilities from the scores of no and abstain against yes.
pub(super) fn shares([no, abstain]: [f64; 2]) -> Shares {
    let top = no.max(abstain).max(0.0);
    let raw = [(-top).exp(), (no - top).exp(), (abstain - top).exp()];
    let total: f64 = raw.iter().sum();
    raw.map(|part| part / total)
}

fn moments<const N: usize>(examples: &[Example<N>]) -> ([f64; N], [f64; N]) {
    #[allow(clippy::cast_precision_loss, reason = "counts are small")]
    let count = examples.len().max(1) as f64;
    let mut mean: [f64; N] = std::array::from_fn(|i| examples.iter().map(|example| example.features[i]).sum::<f64>() / count);
    let mut spread: [f64; N] = std::array::from_fn(|i| {
        (examples.iter().map(|example| (example.features[i] - mean[i]).powi(2)).sum::<f64>() / count).sqrt() + 1e-6
    });
    (mean[0], spread[0]) = (0.0, 1.0);
    (mean, spread)
}

/// Solves a symmetric positive definite system (Cholesky).
fn solve(mut a: Vec<f64>, mut b: Vec<f64>, size: usize) -> Vec<f64> {
    for j in 0..size {
        for k in 0..j {
            let factor = a[j * size + k];
            for i in j..size {
                a[i * size + j] -= a[i * size + k] * factor;
            }
        }
        let root = a[j * size + j].max(1e-12).sqrt();
        for i in j..size {
            a[i * size + j] /= root;
        }
    }
    for i in 0..size {
        for k in 0..i {
            b[i] -= a[i * size + k] * b[k];
        }
        b[i] /= a[i * size + i];
    }
    for i in (0..size).rev() {
        for k in i + 1..size {
            b[i] -= a[k * size + i] * b[k];
        }
        b[i] /= a[i * size + i];
    }
    b
}
