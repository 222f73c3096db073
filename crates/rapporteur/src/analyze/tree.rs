//! The best tree over scores of arcs: exactly one word hangs from the root, and there is no cycle.

/// Roots that are tried when the words' favourite heads leave none or several.
const ROOTS: usize = 3;

/// Heads of the words of a sentence: 0 is the root, i the i-th word.
///
/// `scores` holds for each of `words` words the scores of `words + 1` heads. Method: Chu and Liu 1965, Edmonds 1967; the best of
/// the likeliest roots is kept.
pub(super) fn best(scores: &[f32], words: usize) -> Vec<usize> {
    if words == 0 {
        return Vec::new();
    }
    let side = words + 1;
    let mut full = vec![f32::NEG_INFINITY; side * side];
    for word in 0..words {
        full[(word + 1) * side..(word + 2) * side].copy_from_slice(&scores[word * side..(word + 1) * side]);
        full[(word + 1) * side + word + 1] = f32::NEG_INFINITY;
    }
    let greedy: Vec<usize> = (1..side).map(|word| argmax(&full[word * side..(word + 1) * side])).collect();
    let mut roots: Vec<usize> = (1..side).filter(|&word| greedy[word - 1] == 0).collect();
    if roots.len() == 1 && !cyclic(&greedy) {
        return greedy;
    }
    if roots.len() != 1 {
        roots = (1..side).collect();
        roots.sort_by(|&a, &b| full[b * side].total_cmp(&full[a * side]));
        roots.truncate(ROOTS);
    }
    let mut found: Option<(f32, Vec<usize>)> = None;
    for root in roots {
        let mut rooted = full.clone();
        for word in 1..side {
            rooted[word * side] = f32::NEG_INFINITY;
        }
        rooted[root * side..(root + 1) * side].fill(f32::NEG_INFINITY);
        rooted[root * side] = 0.0;
        let heads = edmonds(&rooted, side);
        let total = (1..side).map(|word| full[word * side + heads[word]]).sum();
        if found.as_ref().is_none_or(|&(best, _)| total > best) {
            found = Some((total, heads));
        }
    }
    found.map_or(greedy, |(_, heads)| heads[1..].to_vec())
}

fn argmax(scores: &[f32]) -> usize {
    let mut best = 0;
    for (at, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = at;
        }
    }
    best
}

fn cyclic(heads: &[usize]) -> bool {
    // 0: not seen, otherwise the word from which it was reached.
    let mut seen = vec![0; heads.len() + 1];
    for start in 1..=heads.len() {
        let mut at = start;
        while at != 0 && seen[at] == 0 {
            seen[at] = start;
            at = heads[at - 1];
        }
        if at != 0 && seen[at] == start {
            return true;
        }
    }
    false
}

/// Heads for scores `[dependent * side + head]`; node 0 takes none. Each round contracts one cycle.
fn edmonds(scores: &[f32], side: usize) -> Vec<usize> {
    let mut heads: Vec<usize> = std::iter::once(0).chain((1..side).map(|word| argmax(&scores[word * side..(word + 1) * side]))).collect();
    let Some(ring) = ring(&heads) else { return heads };
    let inside = |node: usize| ring.contains(&node);
    let rest: Vec<usize> = (0..side).filter(|&node| !inside(node)).collect();
    let small = rest.len() + 1;
    let whole = rest.len();
    let mut contracted = vec![f32::NEG_INFINITY; small * small];
    let (mut leaves, mut enters) = (vec![0; small], vec![0; small]);
    let total: f32 = ring.iter().map(|&v| scores[v * side + heads[v]]).sum();
    for (j, &node) in rest.iter().enumerate() {
        for (i, &other) in rest.iter().enumerate() {
            contracted[j * small + i] = scores[node * side + other];
        }
        if j > 0 {
            let from = ring.iter().copied().reduce(|a, b| if scores[node * side + b] > scores[node * side + a] { b } else { a });
            leaves[j] = from.unwrap_or(0);
            contracted[j * small + whole] = scores[node * side + leaves[j]];
        }
        let change = |v: usize| scores[v * side + node] - scores[v * side + heads[v]];
        let into = ring.iter().copied().reduce(|a, b| if change(b) > change(a) { b } else { a });
        enters[j] = into.unwrap_or(0);
        contracted[whole * small + j] = total + change(enters[j]);
    }
    contracted[whole * small + whole] = f32::NEG_INFINITY;
    let inner = edmonds(&contracted, small);
    for j in 1..whole {
        heads[rest[j]] = if inner[j] == whole { leaves[j] } else { rest[inner[j]] };
    }
    let entry = inner[whole].min(whole - 1);
    heads[enters[entry]] = rest[entry];
    heads
}

/// One cycle among the heads, if there is any.
fn ring(heads: &[usize]) -> Option<Vec<usize>> {
    let mut seen = vec![0; heads.len()];
    for start in 1..heads.len() {
        let mut at = start;
        while at != 0 && seen[at] == 0 {
            seen[at] = start;
            at = heads[at];
        }
        if at != 0 && seen[at] == start {
            let (first, mut found) = (at, vec![at]);
            at = heads[at];
            while at != first {
                found.push(at);
                at = heads[at];
            }
            return Some(found);
        }
    }
    None
}
