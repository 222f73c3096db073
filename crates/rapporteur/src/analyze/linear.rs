//! A linear yes-or-no classifier over hashed features, with integer weights: the model of the splitter and the tokeniser.
//!
//! It learns nothing here: `xtask train` makes the weights (averaged perceptron, Collins 2002).

use super::model::{Model, ModelError};

/// A feature as it is being put together: a template number, then whatever it reads.
#[derive(Clone, Copy, Debug)]
pub struct Feature(u64);

impl Feature {
    /// Begins a feature of a template. The number must be unlike that of every other template of the model.
    pub fn new(template: u64) -> Self {
        Self(template.wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    /// Adds a number.
    pub fn with(self, value: u64) -> Self {
        Self((self.0.rotate_left(23) ^ value).wrapping_mul(0xD6E8_FEB8_6659_FD93))
    }

    /// Adds a character.
    pub fn with_char(self, value: char) -> Self {
        self.with(u64::from(u32::from(value)))
    }

    /// Adds words, case folded.
    pub fn with_folded(self, value: &[char]) -> Self {
        value.iter().fold(self.with(0xFFFF_FFFF), |feature, &c| feature.with_char(lower(c)))
    }

    /// The row of a table of 2^`bits` rows that this feature uses.
    pub fn row(self, bits: u32) -> usize {
        let mixed = (self.0 ^ (self.0 >> 32)).wrapping_mul(0x9FB2_1C65_1E98_DF25);
        usize::try_from(mixed >> (64 - bits)).expect("a table has fewer rows than memory has addresses")
    }
}

/// The small form of a character where that is one character, with curly marks made straight.
pub(super) fn lower(c: char) -> char {
    match c {
        _ if c.is_ascii() => c.to_ascii_lowercase(),
        '’' | '‘' | 'ʼ' => '\'',
        '“' | '”' | '„' => '"',
        _ => {
            let mut small = c.to_lowercase();
            if small.len() == 1 { small.next().unwrap_or(c) } else { c }
        }
    }
}

/// The weights.
#[derive(Debug)]
pub struct Linear {
    weights: Vec<i16>,
    bits: u32,
}

impl Linear {
    /// Reads the weights of a model: one tensor `weights` of 2^n signed bytes q, each standing for the weight q·|q|.
    ///
    /// Weights span three orders of size, and a plain byte would clip the large ones or lose the small.
    ///
    /// # Errors
    /// When the tensor is missing or has another size.
    pub fn read(model: &Model<'_>) -> Result<Self, ModelError> {
        let weights = model.bytes("weights")?;
        if !weights.len().is_power_of_two() || weights.len() < 2 {
            return Err(model.problem("the tensor `weights` must have a power of two as its length"));
        }
        Ok(Self { weights: weights.iter().map(|&b| expand(b.cast_signed())).collect(), bits: weights.len().trailing_zeros() })
    }

    /// The sum of the weights of the features: positive for yes.
    pub fn score(&self, features: &[Feature]) -> i32 {
        features.iter().map(|feature| i32::from(self.weights[feature.row(self.bits)])).sum()
    }
}

fn expand(q: i8) -> i16 {
    i16::from(q) * i16::from(q.unsigned_abs().min(127).cast_signed())
}

/// The bytes of a table of weights, for a model file.
pub fn compress(weights: &[f64]) -> Vec<u8> {
    let top = weights.iter().fold(0.0_f64, |top, w| top.max(w.abs())).max(f64::MIN_POSITIVE);
    #[allow(clippy::cast_possible_truncation, reason = "the value lies between -127 and 127")]
    weights.iter().map(|w| (w.signum() * (w.abs() / top).sqrt() * 127.0).round() as i8).map(i8::cast_unsigned).collect()
}
