//! The measures of the independent scorer: pairs, B-cubed (Bagga and Baldwin, 1998), and shingles of four words.

use std::collections::BTreeMap;

/// Two groupings of the same things.
pub(crate) struct Groups {
    labels: Vec<(usize, usize)>,
    gold: BTreeMap<usize, usize>,
    found: BTreeMap<usize, usize>,
    both: BTreeMap<(usize, usize), usize>,
}

impl Groups {
    /// From the gold label and the found label of each thing.
    pub(crate) fn new(labels: impl Iterator<Item = (String, String)>) -> Self {
        let (mut golds, mut founds) = (BTreeMap::new(), BTreeMap::new());
        let number = |names: &mut BTreeMap<String, usize>, name: String| {
            let next = names.len();
            *names.entry(name).or_insert(next)
        };
        let labels: Vec<(usize, usize)> = labels.map(|(gold, found)| (number(&mut golds, gold), number(&mut founds, found))).collect();
        let mut groups = Self { gold: BTreeMap::new(), found: BTreeMap::new(), both: BTreeMap::new(), labels };
        for &(gold, found) in &groups.labels {
            *groups.gold.entry(gold).or_default() += 1;
            *groups.found.entry(found).or_default() += 1;
            *groups.both.entry((gold, found)).or_default() += 1;
        }
        groups
    }

    /// F1 of the pairs that stand together, in percent.
    pub(crate) fn pair_f1(&self) -> f64 {
        let pairs = |sizes: &mut dyn Iterator<Item = &usize>| sizes.map(|&size| (size * (size - 1) / 2) as f64).sum::<f64>();
        let (gold, found, both) = (pairs(&mut self.gold.values()), pairs(&mut self.found.values()), pairs(&mut self.both.values()));
        200.0 * both / (gold + found)
    }

    /// B-cubed F1, in percent.
    pub(crate) fn b_cubed_f1(&self) -> f64 {
        let mean = |sizes: &BTreeMap<usize, usize>, of: fn(&(usize, usize)) -> usize| {
            self.labels.iter().map(|pair| self.both[pair] as f64 / sizes[&of(pair)] as f64).sum::<f64>() / self.labels.len() as f64
        };
        let (precision, recall) = (mean(&self.found, |pair| pair.1), mean(&self.gold, |pair| pair.0));
        200.0 * precision * recall / (precision + recall)
    }
}

/// F1 of mean precision and mean recall of four-word shingles, in percent, over pairs of gold and found text.
pub(crate) fn html_f1<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> f64 {
    let (mut precision, mut recall) = ((0.0, 0.0), (0.0, 0.0));
    for (gold, found) in pairs {
        let (gold, found) = (shingles(gold), shingles(found));
        let both: usize = gold.iter().map(|(shingle, count)| *count.min(found.get(shingle).unwrap_or(&0))).sum();
        let (in_gold, in_found): (usize, usize) = (gold.values().sum(), found.values().sum());
        if in_found > 0 {
            precision = (precision.0 + both as f64 / in_found as f64, precision.1 + 1.0);
        }
        if in_gold > 0 {
            recall = (recall.0 + both as f64 / in_gold as f64, recall.1 + 1.0);
        }
    }
    let (precision, recall) = (precision.0 / precision.1, recall.0 / recall.1);
    200.0 * precision * recall / (precision + recall)
}

fn shingles(text: &str) -> BTreeMap<Vec<&str>, usize> {
    let words: Vec<&str> = text.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty()).collect();
    let mut counts = BTreeMap::new();
    if words.is_empty() {
        return counts;
    }
    for at in 0..words.len().saturating_sub(3).max(1) {
        *counts.entry(words[at..(at + 4).min(words.len())].to_vec()).or_default() += 1;
    }
    counts
}
