//! Questions: which positions of one story are about the same thing, and what it is called.
//!
//! It compares what positions are about by rare words they share and knows nothing of who holds them. What only points at something
//! ("it", "this call") is named by the fuller mention before it in its report, and is no question where there is none.

use super::mentioned::{RARE, fuller, pointing};
use crate::extract::{About, Position};
use crate::resources::Frequencies;
use crate::text::{fold, stem, words};
use std::collections::{BTreeMap, BTreeSet};

/// What one position is about, as grouping sees it. Points stand in the order in which reports take their turns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// The key of its report.
    pub report: String,
    /// Its number in the report.
    pub number: u32,
    /// What it is.
    pub about: About,
    /// Is it about an end to a thing?
    pub undoes: bool,
    /// Its rare stems with their rarity, in thousandths of a nat, in the order of the stems.
    pub stems: Vec<(String, u32)>,
    /// Its numbers: "paragraph 2" is not "paragraph 3".
    pub numbers: BTreeSet<String>,
    /// Its words as printed; of a point that only points, those of the fuller mention before it.
    pub words: String,
}

/// A question of one story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Its identifier: `p` and hex digits.
    pub id: String,
    /// What it is called: the words of one of its points.
    pub name: String,
}

/// How much two points must share, in thousandths of a nat, and of the smaller and the larger of them in hundredths. A guess, held by the cases.
const SHARED: u32 = 4_000;
const OF_SMALLER: u32 = 60;
const OF_LARGER: u32 = 34;

/// Words of a name at most, and of one that is cut at the end of a phrase at least.
const LONGEST_NAME: usize = 12;
const SHORTEST_CUT: usize = 5;

/// Words before which a phrase ends.
const PHRASES: [&str; 26] = [
    "of", "to", "for", "on", "in", "at", "by", "with", "from", "against", "about", "over", "between", "and", "or", "but", "that", "which",
    "who", "whose", "where", "when", "while", "as", "if", "because",
];

impl Point {
    /// What a position of a report is about.
    pub fn of(frequencies: &Frequencies, report: &str, text: &str, number: u32, position: &Position) -> Self {
        let mut printed: Vec<&str> = position.point.iter().map(|span| span.of(text)).collect();
        let points = match (position.about, &position.point[..]) {
            (About::Matter, [span]) => pointing(span.of(text)).map(|pointing| (pointing, span.start)),
            _ => None,
        };
        let named = points.as_ref().and_then(|(pointing, at)| fuller(frequencies, text, *at, pointing));
        printed = named.map_or(printed, |span| vec![span.of(text)]);
        let mut stems: BTreeMap<String, u32> = BTreeMap::new();
        let mut numbers = BTreeSet::new();
        for part in &printed {
            for word in words(part) {
                let folded = fold(word.span.of(part));
                if folded.chars().all(|c| c.is_ascii_digit()) {
                    numbers.insert(folded);
                    continue;
                }
                let stem = stem(&folded);
                let rarity = frequencies.rarity(&stem);
                if rarity >= RARE {
                    stems.insert(stem, rarity);
                }
            }
        }
        // What could be joined to no other point tells nobody what it is: "the measure"; "the truce" does.
        let weight: u32 = stems.values().sum();
        let bare = named.is_none() && points.is_some_and(|(pointing, _)| pointing.near || weight < SHARED);
        Self {
            report: report.to_owned(),
            number,
            about: if bare { About::Nothing } else { position.about },
            undoes: position.undoes,
            stems: stems.into_iter().collect(),
            numbers,
            words: printed.join(" … "),
        }
    }

    fn weight(&self) -> u32 {
        self.stems.iter().map(|(_, rarity)| rarity).sum()
    }
}

/// How alike two points are, in thousandths; nothing where they are about two things.
pub fn decide(one: &Point, other: &Point) -> Option<u32> {
    match (one.about, other.about) {
        (About::Draft, About::Draft) => return Some(1000),
        (About::Matter, About::Matter) => {}
        _ => return None,
    }
    if one.undoes != other.undoes || !one.numbers.is_empty() && !other.numbers.is_empty() && one.numbers.is_disjoint(&other.numbers) {
        return None;
    }
    let theirs: BTreeMap<&str, u32> = other.stems.iter().map(|(stem, rarity)| (stem.as_str(), *rarity)).collect();
    let shared: u32 = one.stems.iter().filter(|(stem, _)| theirs.contains_key(stem.as_str())).map(|(_, rarity)| rarity).sum();
    let (smaller, larger) = (one.weight().min(other.weight()), one.weight().max(other.weight()));
    let like = shared >= SHARED && shared * 100 >= smaller * OF_SMALLER && shared * 100 >= larger * OF_LARGER;
    like.then(|| 1000 * shared / larger.max(1))
}

/// The question of each point of one story; none for what only points at something. A point joins the questions only where it is like most of
/// their points, so that one long point never joins two questions.
pub fn group(points: &[Point]) -> Vec<Option<Question>> {
    let mut pairs: Vec<(u32, usize, usize)> = Vec::new();
    let mut holders: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, point) in points.iter().enumerate() {
        let drafts = (point.about == About::Draft).then_some("");
        let mut met: BTreeSet<usize> = BTreeSet::new();
        for stem in point.stems.iter().map(|(stem, _)| stem.as_str()).filter(|_| drafts.is_none()).chain(drafts) {
            let held = holders.entry(stem).or_default();
            met.extend(held.iter().copied());
            held.push(at);
        }
        pairs.extend(met.into_iter().filter_map(|other| decide(&points[other], point).map(|likeness| (likeness, other, at))));
    }
    let like: BTreeSet<(usize, usize)> = pairs.iter().map(|&(_, one, other)| (one, other)).collect();
    pairs.sort_by(|one, other| other.0.cmp(&one.0).then((one.1, one.2).cmp(&(other.1, other.2))));
    let mut set_of: Vec<usize> = (0..points.len()).collect();
    let mut sets: Vec<Vec<usize>> = (0..points.len()).map(|at| vec![at]).collect();
    for (_, one, other) in pairs {
        let (into, from) = (set_of[one].min(set_of[other]), set_of[one].max(set_of[other]));
        if into == from {
            continue;
        }
        let alike = sets[into].iter().flat_map(|&one| sets[from].iter().map(move |&other| (one.min(other), one.max(other))));
        let count = alike.filter(|pair| like.contains(pair)).count();
        if 2 * count >= sets[into].len() * sets[from].len() {
            let moved = std::mem::take(&mut sets[from]);
            moved.iter().for_each(|&at| set_of[at] = into);
            sets[into].extend(moved);
        }
    }
    let mut found: Vec<Option<Question>> = vec![None; points.len()];
    for members in sets.iter().filter(|members| members.iter().any(|&at| points[at].about != About::Nothing)) {
        let first = members.iter().min().map_or(0, |&at| at);
        let question = Question { id: identifier(&points[first]), name: name(points, members, &like) };
        for &at in members {
            found[at] = Some(question.clone());
        }
    }
    found
}

fn identifier(first: &Point) -> String {
    let hash = blake3::hash(format!("question\n{}\n{}", first.report, first.number).as_bytes());
    format!("p{}", &hash.to_hex()[..16])
}

/// The words of the point that most others are like; of equals the shorter, then the earlier.
fn name(points: &[Point], members: &[usize], like: &BTreeSet<(usize, usize)>) -> String {
    let friends = |at: usize| members.iter().filter(|&&other| like.contains(&(at.min(other), at.max(other)))).count();
    let length = |at: usize| points[at].words.split_whitespace().count();
    let named =
        members.iter().filter(|&&at| length(at) > 0).max_by_key(|&&at| (friends(at), std::cmp::Reverse(length(at)), std::cmp::Reverse(at)));
    let Some(&at) = named else { return "the vote".to_owned() };
    let words: Vec<&str> = points[at].words.split_whitespace().collect();
    if words.len() <= LONGEST_NAME {
        return words.join(" ");
    }
    let ends = |end: usize| words[end - 1].ends_with([',', ';', ':', ')']) || PHRASES.contains(&fold(words[end]).as_str());
    let end = (SHORTEST_CUT..=LONGEST_NAME).rev().find(|&end| ends(end)).unwrap_or(LONGEST_NAME);
    // "the plan of …": no small word is left behind.
    let end = (SHORTEST_CUT..=end).rev().find(|&end| !PHRASES.contains(&fold(words[end - 1]).as_str())).unwrap_or(end);
    format!("{} …", words[..end].join(" ").trim_end_matches([',', ';', ':']))
}
