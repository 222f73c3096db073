//! Laws of questions: what grouping saves itself changes nothing.

use proptest::prelude::*;
use rapporteur::extract::About;
use rapporteur::link::question::{Point, decide, group};
use std::collections::{BTreeMap, BTreeSet};

const STEMS: [(&str, u32); 7] =
    [("harbour", 2_600), ("treaty", 3_100), ("strait", 4_200), ("lock", 3_800), ("levy", 4_900), ("pilot", 4_400), ("ferry", 5_200)];

fn points() -> impl Strategy<Value = Vec<Point>> {
    let point = (prop::collection::btree_set(0..STEMS.len(), 0..5), 0..8u8, 0..6u8, any::<bool>());
    prop::collection::vec(point, 0..24).prop_map(|drawn| drawn.into_iter().enumerate().map(made).collect())
}

fn made((at, (stems, about, number, undoes)): (usize, (BTreeSet<usize>, u8, u8, bool))) -> Point {
    let stems: Vec<(String, u32)> =
        STEMS.iter().enumerate().filter(|(at, _)| stems.contains(at)).map(|(_, (stem, rarity))| ((*stem).to_owned(), *rarity)).collect();
    let mut stems = stems;
    stems.sort();
    Point {
        report: format!("r{at:016x}"),
        number: 0,
        about: [About::Nothing, About::Draft].get(usize::from(about)).copied().unwrap_or(About::Matter),
        undoes: undoes && about == 3,
        numbers: (number < 3).then(|| number.to_string()).into_iter().collect(),
        words: stems.iter().map(|(stem, _)| stem.as_str()).collect::<Vec<_>>().join(" "),
        stems,
    }
}

/// The rule as it is told, with every pair looked at: what says the same is one; then the likest join, where half of all pairs between two sets are alike.
fn told(points: &[Point]) -> Vec<usize> {
    let mut set_of: Vec<usize> = (0..points.len()).collect();
    let said = |point: &Point| (point.about == About::Draft, point.undoes, point.stems.clone(), point.numbers.clone(), point.words.clone());
    let mut first_of = BTreeMap::new();
    for (at, point) in points.iter().enumerate().filter(|(_, point)| decide(point, point).is_some()) {
        set_of[at] = *first_of.entry(said(point)).or_insert(at);
    }
    let firsts: Vec<usize> = (0..points.len()).filter(|&at| set_of[at] == at).collect();
    let mut pairs: Vec<(std::cmp::Reverse<u32>, usize, usize)> = Vec::new();
    for (at, &one) in firsts.iter().enumerate() {
        let others = firsts[at + 1..].iter();
        pairs.extend(others.filter_map(|&other| decide(&points[one], &points[other]).map(|like| (std::cmp::Reverse(like), one, other))));
    }
    pairs.sort_unstable();
    for (_, one, other) in pairs {
        let members = |set: usize, set_of: &[usize]| (0..points.len()).filter(|&at| set_of[at] == set).collect::<Vec<_>>();
        let (into, from) = (set_of[one].min(set_of[other]), set_of[one].max(set_of[other]));
        let (ours, theirs) = (members(into, &set_of), members(from, &set_of));
        let alike = ours.iter().flat_map(|&one| theirs.iter().map(move |&other| (one, other)));
        let count = alike.filter(|&(one, other)| decide(&points[one], &points[other]).is_some()).count();
        if into != from && 2 * count >= ours.len() * theirs.len() {
            theirs.into_iter().for_each(|at| set_of[at] = into);
        }
    }
    set_of
}

proptest! {
    #[test]
    fn grouping_is_as_it_is_told(points in points()) {
        let found = group(&points);
        let told = told(&points);
        for one in 0..points.len() {
            for other in one + 1..points.len() {
                let together = found[one].is_some() && found[one].as_ref().map(|one| &one.id) == found[other].as_ref().map(|other| &other.id);
                prop_assert_eq!(together, told[one] == told[other] && found[one].is_some());
            }
        }
    }
}
