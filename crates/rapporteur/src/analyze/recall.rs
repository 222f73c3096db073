//! Sentences that were read before: copies are half of what agencies send, and what a sentence is does not hang on where it stands.
//!
//! It changes no result: a sentence is found again by its words alone, and only they are read. How much is kept is bounded.

use super::network::Reading;
use super::vectors::WIDTH;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Sentences of one half of what is kept; of 25 tokens, a thousand take a megabyte.
const HALF: usize = 16_384;

/// What was read of one sentence.
#[derive(Debug)]
pub(super) struct Remembered {
    /// Its vector.
    pub(super) vector: [i8; WIDTH],
    /// Tags, tree and name scores, for each stretch that is read as one.
    pub(super) readings: Vec<Reading>,
}

type Half = HashMap<u128, Arc<Remembered>, foldhash::fast::FixedState>;

/// The sentences that were read last. One serves any number of threads, and one language.
#[derive(Debug, Default)]
pub struct Recall {
    /// What came last, and what came before it: the older half goes when the newer is full.
    halves: Mutex<(Half, Half)>,
}

impl Recall {
    /// What is known of sentences.
    pub(super) fn find(&self, keys: &[u128]) -> Vec<Option<Arc<Remembered>>> {
        // A thread that died has left whole entries: each is put in one step.
        let halves = self.halves.lock().unwrap_or_else(PoisonError::into_inner);
        keys.iter().map(|key| halves.0.get(key).or_else(|| halves.1.get(key)).cloned()).collect()
    }

    /// Keeps what was read.
    pub(super) fn keep(&self, read: impl Iterator<Item = (u128, Arc<Remembered>)>) {
        let mut halves = self.halves.lock().unwrap_or_else(PoisonError::into_inner);
        for (key, remembered) in read {
            if halves.0.len() >= HALF {
                halves.1 = std::mem::take(&mut halves.0);
            }
            halves.0.insert(key, remembered);
        }
    }
}

/// What a sentence is found by: its words as they are cut.
pub(super) fn key(forms: &[&str]) -> u128 {
    let mut hasher = blake3::Hasher::new();
    for form in forms {
        hasher.update(&(form.len() as u32).to_le_bytes()).update(form.as_bytes());
    }
    u128::from_le_bytes(*hasher.finalize().as_bytes().first_chunk().expect("a digest has 32 bytes"))
}
