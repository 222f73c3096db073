//! The averaged perceptron (Collins 2002) over hashed features: what trains the splitter and the tokeniser.

use rapporteur::analyze::linear::{Feature, compress};

/// One place to decide: is it yes, and what speaks for and against it?
pub(crate) type Example = (bool, Vec<u32>);

/// The rows that features use in a table of 2^`bits` rows.
pub(crate) fn rows(features: &[Feature], bits: u32) -> Vec<u32> {
    features.iter().map(|feature| u32::try_from(feature.row(bits)).expect("tables have fewer than 2^32 rows")).collect()
}

/// Weights from examples, as the bytes of a model's tensor: the mean of as many trainings as `orders` says, each of which sees the examples in
/// another order of a fixed generator.
pub(crate) fn train(examples: &[Example], bits: u32, epochs: u32, margin: f64, orders: u32) -> Vec<u8> {
    let mut seed = 0x2545_F491_4F6C_DD1D_u64;
    let mut sums = vec![0.0_f64; 1 << bits];
    for _ in 0..orders {
        for (sum, weight) in sums.iter_mut().zip(once(examples, bits, epochs, margin, &mut seed)) {
            *sum += weight;
        }
    }
    compress(&sums)
}

fn once(examples: &[Example], bits: u32, epochs: u32, margin: f64, seed: &mut u64) -> Vec<f64> {
    let mut weights = vec![0.0_f64; 1 << bits];
    let mut totals = vec![0.0_f64; 1 << bits];
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut step = 1.0;
    for _ in 0..epochs {
        for at in (1..order.len()).rev() {
            *seed ^= *seed << 13;
            *seed ^= *seed >> 7;
            *seed ^= *seed << 17;
            order.swap(at, usize::try_from(*seed % (at as u64 + 1)).expect("an index fits"));
        }
        for &index in &order {
            let (yes, features) = &examples[index];
            let sign = if *yes { 1.0 } else { -1.0 };
            let score: f64 = features.iter().map(|&row| weights[row as usize]).sum();
            if score * sign <= margin {
                for &row in features {
                    weights[row as usize] += sign;
                    totals[row as usize] += sign * step;
                }
            }
            step += 1.0;
        }
    }
    weights.iter().zip(&totals).map(|(weight, total)| weight - total / step).collect()
}
