//! Shared passages of two texts: runs of the same words in the same order, small edits inside allowed.

use super::{Copytext, mix};

/// One shared passage: word ranges on both sides, and the pairs of words that are equal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Places of equal words, first text then second, both rising.
    pub equal: Vec<(u32, u32)>,
}

impl Passage {
    /// First and one past the last word, in the first text.
    pub fn in_first(&self) -> (usize, usize) {
        (self.equal[0].0 as usize, self.equal[self.equal.len() - 1].0 as usize + 1)
    }

    /// First and one past the last word, in the second text.
    pub fn in_second(&self) -> (usize, usize) {
        (self.equal[0].1 as usize, self.equal[self.equal.len() - 1].1 as usize + 1)
    }
}

/// Words in a seed: a match starts where this many words agree.
const SEED: usize = 4;

/// An edit may replace, add or leave out up to this many words before a passage ends.
const GAP: usize = 4;

/// After an edit this many words must agree again.
const RESUME: usize = 2;

/// Equal words that a passage needs: shorter ones are stock phrases. 6 to 14 tried on the reprint set (2026-11).
const LEAST: usize = 8;

/// A seed that stands more often than this in the first text is a formula; its first places are enough.
const PLACES: usize = 8;

/// The shared passages, in the order of the second text.
pub fn passages(first: &Copytext, second: &Copytext) -> Vec<Passage> {
    let mut seeds: Vec<(u64, u32)> = first.words.windows(SEED).enumerate().map(|(at, run)| (hash(run), at as u32)).collect();
    seeds.sort_unstable();
    let mut found = Vec::new();
    let mut at = 0;
    while at + SEED <= second.words.len() {
        let seed = hash(&second.words[at..at + SEED]);
        let from = seeds.partition_point(|&(other, _)| other < seed);
        let places = seeds[from..].iter().take_while(|&&(other, _)| other == seed).take(PLACES);
        let best = places
            .map(|&(_, place)| follow(first, second, place as usize, at))
            .max_by_key(|passage| (passage.equal.len(), std::cmp::Reverse(passage.equal[0].0)));
        match best {
            Some(passage) if passage.equal.len() >= LEAST => {
                at = passage.in_second().1;
                found.push(passage);
            }
            _ => at += 1,
        }
    }
    found
}

fn hash(run: &[crate::text::Word]) -> u64 {
    run.iter().fold(0, |sum, word| mix(sum, word.hash))
}

/// Follows a match forward from a seed, over small edits.
fn follow(first: &Copytext, second: &Copytext, mut a: usize, mut b: usize) -> Passage {
    let mut equal = Vec::new();
    loop {
        while a < first.words.len() && b < second.words.len() && first.words[a].hash == second.words[b].hash {
            equal.push((a as u32, b as u32));
            a += 1;
            b += 1;
        }
        match resume(first, second, a, b) {
            Some(next) => (a, b) = next,
            None => return Passage { equal },
        }
    }
}

/// The nearest places after `a` and `b` where the texts agree again.
fn resume(first: &Copytext, second: &Copytext, a: usize, b: usize) -> Option<(usize, usize)> {
    for total in 1..=2 * GAP {
        for skip in total.saturating_sub(GAP)..=total.min(GAP) {
            let (x, y) = (a + skip, b + total - skip);
            let agree = |n: usize| first.words.get(x + n).zip(second.words.get(y + n)).is_some_and(|(p, q)| p.hash == q.hash);
            if (0..RESUME).all(agree) {
                return Some((x, y));
            }
        }
    }
    None
}
