//! A claim laid under the words of the record: the cheapest place for it, not the first.
//!
//! A semi-global alignment with affine gaps (Gotoh 1982): what the record has before and after the claim costs nothing, what it has in
//! between and the claim leaves out costs little, a word of the claim that is not the record's costs most.

use super::lexemes::{Lexeme, Piece};

/// One step of the alignment. Places are of the claim's pieces and of the record's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The same word.
    Same(usize, usize),
    /// Another word for one of the record's.
    Other(usize, usize),
    /// A word that the record has not.
    Extra(usize),
    /// A word of the record that the claim leaves out without saying so.
    Left(usize),
    /// A word of the record under an ellipsis or a bracket of the claim.
    Covered(usize, usize),
}

/// Costs, set by hand on invented pairs: two short gaps are dearer than a long one, and an exchanged word is cheaper than one left out and
/// one put in; at the edge of the claim, where nothing is left out, it costs what a word put in does, and is shown as exchanged.
const OTHER: u32 = 5;
const EXTRA: u32 = 5;
const OPEN: u32 = 3;
const LEFT: u32 = 1;
/// A word under a bracket: a bracket stands for few.
const COVERED: u32 = 1;
/// Words of the record that are looked at; no statement of people has more.
const LONGEST: usize = 4096;

const FAR: u32 = u32::MAX / 2;

/// Where a path comes from: the layer of the step before.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Layer {
    /// The last word of the record is used.
    Used,
    /// The last words of the record are left out.
    Leaving,
}

/// The cheapest alignment of a claim with words of the record; `same` says which words are one.
pub(super) fn lay(pieces: &[Piece], record: &[Lexeme], same: &dyn Fn(&Lexeme, &Lexeme) -> bool) -> Vec<Step> {
    let record = &record[..record.len().min(LONGEST)];
    let width = record.len() + 1;
    let at = |piece: usize, word: usize| piece * width + word;
    let mut used = vec![FAR; (pieces.len() + 1) * width];
    let mut leaving = used.clone();
    used[..width].fill(0);
    // The step into a cell of `used`, and whether it comes from `leaving`; the layer a cell of `leaving` comes from.
    let mut into: Vec<(Option<Step>, Layer)> = vec![(None, Layer::Used); used.len()];
    let mut left_from = vec![Layer::Used; used.len()];
    for piece in 1..=pieces.len() {
        for word in 0..width {
            let here = at(piece, word);
            let better = |cell: usize, used: &[u32], leaving: &[u32]| {
                if leaving[cell] < used[cell] { (leaving[cell], Layer::Leaving) } else { (used[cell], Layer::Used) }
            };
            let (above, above_layer) = better(at(piece - 1, word), &used, &leaving);
            match &pieces[piece - 1] {
                Piece::Word(lexeme) => {
                    let mut best = (above + EXTRA, Some(Step::Extra(piece - 1)), above_layer);
                    if word > 0 {
                        let (before, layer) = better(at(piece - 1, word - 1), &used, &leaving);
                        let is_same = same(lexeme, &record[word - 1]);
                        let (cost, step) = if is_same {
                            (before, Step::Same(piece - 1, word - 1))
                        } else {
                            (before + OTHER, Step::Other(piece - 1, word - 1))
                        };
                        if cost <= best.0 {
                            best = (cost, Some(step), layer);
                        }
                    }
                    used[here] = best.0;
                    into[here] = (best.1, best.2);
                }
                gap => {
                    used[here] = above;
                    into[here] = (None, above_layer);
                    let cost = if *gap == Piece::Gap { 0 } else { COVERED };
                    if word > 0 && used[here - 1] + cost < used[here] {
                        used[here] = used[here - 1] + cost;
                        into[here] = (Some(Step::Covered(piece - 1, word - 1)), Layer::Used);
                    }
                }
            }
            if word > 0 && piece < pieces.len() {
                let (opened, going) = (used[here - 1] + OPEN + LEFT, leaving[here - 1] + LEFT);
                (leaving[here], left_from[here]) = if going < opened { (going, Layer::Leaving) } else { (opened, Layer::Used) };
            }
        }
    }
    let last = pieces.len();
    let Some(end) = (0..width).min_by_key(|&word| used[at(last, word)]) else { return Vec::new() };
    let (mut piece, mut word, mut layer) = (last, end, Layer::Used);
    let mut steps = Vec::with_capacity(pieces.len());
    while piece > 0 {
        let here = at(piece, word);
        if layer == Layer::Leaving {
            steps.push(Step::Left(word - 1));
            layer = left_from[here];
            word -= 1;
            continue;
        }
        let (step, from) = into[here];
        steps.extend(step);
        match step {
            Some(Step::Same(..) | Step::Other(..)) => (piece, word, layer) = (piece - 1, word - 1, from),
            Some(Step::Covered(..)) => word -= 1,
            Some(Step::Extra(_)) | None => (piece, layer) = (piece - 1, from),
            Some(Step::Left(_)) => unreachable!("what is left out stands in its own layer"),
        }
    }
    steps.reverse();
    steps
}
