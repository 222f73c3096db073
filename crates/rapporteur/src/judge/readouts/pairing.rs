//! Which point of one account is which of the other: one to one by best total likeness, and a neighbour with it where both are told in one.

use super::likeness::Likeness;
use crate::extract::{Act, Point};

/// Likeness, in thousandths, below which two points are not paired. Tried on pairs that were read: 140 to 400, all much alike from 180 to 260.
const LEAST: u32 = 240;

/// How much alike a neighbour must be to the other side's point, in thousandths, to be told in it too.
const JOINED: u32 = 450;

/// Points of an account beyond which pairs are taken greedily: the best total takes the cube of their number.
const MANY: usize = 300;

/// Points of two accounts that tell one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) a: Vec<usize>,
    pub(super) b: Vec<usize>,
    pub(super) likeness: u32,
}

/// The pairs, in the order of the first account.
pub(super) fn pairs(likeness: &Likeness, first: &[Point], second: &[Point]) -> Vec<Pair> {
    let (a, b) = (first.len(), second.len());
    // What is left of equal likeness is decided by place, the same from both sides.
    let gain = |one: usize, other: usize| -> i64 {
        let over = i64::from(likeness.at(one, other)) - i64::from(LEAST);
        if over <= 0 { 0 } else { (over << 24) - (one.abs_diff(other).pow(2) as i64) * 16 - (one + other) as i64 }
    };
    let chosen = if a.max(b) <= MANY { best(a, b, &gain) } else { greedy(a, b, &gain) };
    let mut pairs: Vec<Pair> = chosen
        .into_iter()
        .filter(|&(one, other)| gain(one, other) > 0)
        .map(|(one, other)| Pair { a: vec![one], b: vec![other], likeness: likeness.at(one, other) })
        .collect();
    pairs.sort_by_key(|pair| pair.a[0]);
    join(likeness, first, second, &mut pairs);
    pairs
}

/// A point without a partner that stands right beside one of a pair, and is as much alike to its partner, is told in it.
fn join(likeness: &Likeness, first: &[Point], second: &[Point], pairs: &mut [Pair]) {
    let free = |pairs: &[Pair], side: fn(&Pair) -> &Vec<usize>, at: usize| !pairs.iter().any(|pair| side(pair).contains(&at));
    let mut joins: Vec<(usize, bool, usize)> = Vec::new();
    for (number, pair) in pairs.iter().enumerate() {
        let (one, other) = (pair.a[0], pair.b[0]);
        for near in beside(first, one) {
            if free(pairs, |pair| &pair.a, near) && likeness.at(near, other) >= JOINED {
                joins.push((number, true, near));
            }
        }
        for near in beside(second, other) {
            if free(pairs, |pair| &pair.b, near) && likeness.at(one, near) >= JOINED {
                joins.push((number, false, near));
            }
        }
    }
    // What two pairs want goes to the one it is more alike to, the earlier of equals; where even that does not part them, to neither.
    let firsts: Vec<(usize, usize)> = pairs.iter().map(|pair| (pair.a[0], pair.b[0])).collect();
    for &(number, first, near) in &joins {
        let rank = |number: usize| {
            let (one, other) = firsts[number];
            let like = if first { likeness.at(near, other) } else { likeness.at(one, near) };
            (like, std::cmp::Reverse((one + other, one.abs_diff(other))))
        };
        let better = joins.iter().any(|&(rival, side, at)| rival != number && side == first && at == near && rank(rival) >= rank(number));
        if !better {
            let side = if first { &mut pairs[number].a } else { &mut pairs[number].b };
            side.push(near);
        }
    }
    for pair in pairs {
        pair.a.sort_unstable();
        pair.b.sort_unstable();
    }
}

/// The points right beside one that may be told in one with it: of its sentence, or a sentence that goes on with it without an act of its own.
fn beside(points: &[Point], at: usize) -> impl Iterator<Item = usize> {
    let of_it = |first: usize, second: usize| {
        let (one, other) = (&points[first], &points[second]);
        one.sentence == other.sentence || other.act == Act::None && other.actor.is_none() && one.act != Act::Contact
    };
    let before = at.checked_sub(1).filter(|&before| of_it(before, at));
    let after = Some(at + 1).filter(|&after| after < points.len() && of_it(at, after));
    before.into_iter().chain(after)
}

fn greedy(a: usize, b: usize, gain: &dyn Fn(usize, usize) -> i64) -> Vec<(usize, usize)> {
    let mut all: Vec<(i64, usize, usize)> = Vec::new();
    for one in 0..a {
        all.extend((0..b).map(|other| (gain(one, other), one, other)).filter(|&(gain, ..)| gain > 0));
    }
    all.sort_unstable_by_key(|&(gain, one, other)| (std::cmp::Reverse(gain), one + other, one.abs_diff(other), one.min(other)));
    let (mut used_a, mut used_b, mut chosen) = (vec![false; a], vec![false; b], Vec::new());
    for (_, one, other) in all {
        if !used_a[one] && !used_b[other] {
            (used_a[one], used_b[other]) = (true, true);
            chosen.push((one, other));
        }
    }
    chosen
}

/// The assignment of greatest total gain (Kuhn 1955, in the form with potentials by rows); pairs without gain may be among them.
fn best(a: usize, b: usize, gain: &dyn Fn(usize, usize) -> i64) -> Vec<(usize, usize)> {
    if a > b {
        return best(b, a, &|one, other| gain(other, one)).into_iter().map(|(one, other)| (other, one)).collect();
    }
    let cost = |row: usize, column: usize| -gain(row, column);
    // Rows and columns are counted from one; the zeroth column holds the row that seeks a place.
    let (mut of_row, mut of_column) = (vec![0_i64; a + 1], vec![0_i64; b + 1]);
    let (mut holder, mut way) = (vec![0_usize; b + 1], vec![0_usize; b + 1]);
    for row in 1..=a {
        holder[0] = row;
        let (mut least, mut seen, mut column) = (vec![i64::MAX; b + 1], vec![false; b + 1], 0);
        loop {
            seen[column] = true;
            let (at, mut step, mut next) = (holder[column], i64::MAX, 0);
            for to in (1..=b).filter(|&to| !seen[to]) {
                let reduced = cost(at - 1, to - 1) - of_row[at] - of_column[to];
                if reduced < least[to] {
                    (least[to], way[to]) = (reduced, column);
                }
                if least[to] < step {
                    (step, next) = (least[to], to);
                }
            }
            for to in 0..=b {
                if seen[to] {
                    of_row[holder[to]] += step;
                    of_column[to] -= step;
                } else if least[to] != i64::MAX {
                    least[to] -= step;
                }
            }
            column = next;
            if holder[column] == 0 {
                break;
            }
        }
        while column != 0 {
            let before = way[column];
            holder[column] = holder[before];
            column = before;
        }
    }
    (1..=b).filter(|&column| holder[column] > 0).map(|column| (holder[column] - 1, column - 1)).collect()
}
