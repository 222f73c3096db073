//! Sentences as vectors that lie close when they mean alike: sums of word-piece vectors, rare pieces weighing more.
//!
//! Method: Model2Vec (Tulkens and van Dongen 2024) on all-MiniLM-L6-v2. It is a second signal beside shared words, not a judge.

use super::model::{Model, ModelError};

/// Checksum of how vectors are summed: raise it whenever that changes.
pub const FEATURES: &str = "vectors-1";

/// Dimensions of a vector.
pub const WIDTH: usize = 128;

/// The vectors of word pieces.
#[derive(Debug)]
pub struct Vectors {
    rows: Vec<i8>,
}

impl Vectors {
    /// Reads the table: one tensor `rows`, signed bytes with one scale for all.
    ///
    /// # Errors
    /// When the tensor is missing or has another shape.
    pub fn read(model: &Model<'_>) -> Result<Self, ModelError> {
        let bytes = model.bytes("rows")?;
        if !bytes.len().is_multiple_of(WIDTH) {
            return Err(model.problem("the rows do not have the width of a vector"));
        }
        Ok(Self { rows: bytes.iter().map(|&b| b.cast_signed()).collect() })
    }

    /// The vector of a sentence from the pieces of its words, as signed bytes whose length is about 127; zeros for no words.
    pub fn of(&self, pieces: impl Iterator<Item = u32>) -> [i8; WIDTH] {
        let mut sum = [0_i64; WIDTH];
        for piece in pieces {
            let start = piece as usize * WIDTH;
            for (sum, value) in sum.iter_mut().zip(self.rows.get(start..start + WIDTH).unwrap_or_default()) {
                *sum += i64::from(*value);
            }
        }
        let square: i64 = sum.iter().map(|value| value * value).sum();
        let length = square.isqrt().max(1);
        sum.map(|value| i8::try_from((value * 127 / length).clamp(-127, 127)).unwrap_or(0))
    }
}

/// Cosine of two vectors, in thousandths.
pub fn cosine(a: &[i8; WIDTH], b: &[i8; WIDTH]) -> i32 {
    let product = |a: &[i8; WIDTH], b: &[i8; WIDTH]| a.iter().zip(b).map(|(a, b)| i64::from(*a) * i64::from(*b)).sum::<i64>();
    let length = (product(a, a) * product(b, b)).isqrt();
    if length == 0 { 0 } else { i32::try_from(product(a, b) * 1000 / length).unwrap_or(0) }
}
