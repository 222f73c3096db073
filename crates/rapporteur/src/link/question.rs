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

/// Words of a name at most, and of one that is cut at the end of a phrase at least. With 12, three names in a hundred lost what is asked.
const LONGEST_NAME: usize = 18;
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
///
/// Points that say the same are one from the start; time grows with those that differ and are like each other.
pub fn group(points: &[Point]) -> Vec<Option<Question>> {
    let same = alike(points);
    let firsts: Vec<usize> = same.iter().map(|places| places[0]).collect();
    let mut pairs: Vec<(u32, usize, usize)> = Vec::new();
    let mut holders: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let spread = spread(points, &firsts);
    for (at, &first) in firsts.iter().enumerate() {
        let mut met: BTreeSet<usize> = BTreeSet::new();
        for stem in asked(&points[first], &spread) {
            let held = holders.entry(stem).or_default();
            met.extend(held.iter().copied());
            held.push(at);
        }
        let likeness = |other: usize| decide(&points[firsts[other]], &points[first]);
        pairs.extend(met.into_iter().filter_map(|other| likeness(other).map(|likeness| (likeness, other, at))));
    }
    let sets = joined(&same, pairs.clone());
    let mut like: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); same.len()];
    for (_, one, other) in pairs {
        like[one].insert(other);
        like[other].insert(one);
    }
    let mut found: Vec<Option<Question>> = vec![None; points.len()];
    for set in sets {
        let members = || set.iter().flat_map(|&one| &same[one]).copied();
        if members().all(|at| points[at].about == About::Nothing) {
            continue;
        }
        let first = members().min().map_or(0, |at| at);
        let question = Question { id: identifier(&points[first]), name: name(points, &same, &set, &like) };
        for at in members() {
            found[at] = Some(question.clone());
        }
    }
    found
}

/// The places of points that say the same, in the order of the first of each. What is too light to be like anything is like itself no more.
fn alike(points: &[Point]) -> Vec<Vec<usize>> {
    type Said<'p> = (bool, bool, &'p [(String, u32)], &'p BTreeSet<String>, &'p str);
    let mut set_of: BTreeMap<Said<'_>, usize> = BTreeMap::new();
    let mut sets: Vec<Vec<usize>> = Vec::new();
    for (at, point) in points.iter().enumerate() {
        let joins = decide(point, point).is_some();
        let said = (point.about == About::Draft, point.undoes, &point.stems[..], &point.numbers, point.words.as_str());
        match set_of.get(&said).filter(|_| joins) {
            Some(&set) => sets[set].push(at),
            None => {
                if joins {
                    set_of.insert(said, sets.len());
                }
                sets.push(vec![at]);
            }
        }
    }
    sets
}

/// In how many of some points each stem stands.
fn spread<'p>(points: &'p [Point], places: &[usize]) -> BTreeMap<&'p str, usize> {
    let mut spread: BTreeMap<&str, usize> = BTreeMap::new();
    for (stem, _) in places.iter().flat_map(|&at| &points[at].stems) {
        *spread.entry(stem).or_default() += 1;
    }
    spread
}

/// The stems by which a point meets those it may be like: the fewest have them, and who has none of them shares too little of its weight. All drafts meet.
fn asked<'p>(point: &'p Point, spread: &BTreeMap<&str, usize>) -> Vec<&'p str> {
    match point.about {
        About::Draft => return vec![""],
        About::Matter => {}
        About::Nothing => return Vec::new(),
    }
    let mut stems: Vec<(usize, &str, u32)> =
        point.stems.iter().map(|(stem, rarity)| (spread.get(stem.as_str()).copied().unwrap_or_default(), stem.as_str(), *rarity)).collect();
    stems.sort_unstable();
    let (whole, mut rest) = (point.weight(), point.weight());
    let enough = |rest: u32| rest >= SHARED && rest * 100 >= whole * OF_LARGER;
    let asked = stems.into_iter().take_while(|(.., rarity)| {
        let is_asked = enough(rest);
        rest -= rarity;
        is_asked
    });
    asked.map(|(_, stem, _)| stem).collect()
}

/// Sets of like points, each of which may stand for several: the likest join first, where at least half of all pairs between two sets are alike.
fn joined(same: &[Vec<usize>], mut pairs: Vec<(u32, usize, usize)>) -> Vec<Vec<usize>> {
    pairs.sort_by(|one, other| other.0.cmp(&one.0).then((one.1, one.2).cmp(&(other.1, other.2))));
    let mut set_of: Vec<usize> = (0..same.len()).collect();
    let mut sets: Vec<Vec<usize>> = (0..same.len()).map(|at| vec![at]).collect();
    let mut sizes: Vec<u64> = same.iter().map(|places| places.len() as u64).collect();
    // For each set the pairs of points that are alike between it and another.
    let mut between: Vec<BTreeMap<usize, u64>> = vec![BTreeMap::new(); same.len()];
    for &(_, one, other) in &pairs {
        between[one].insert(other, sizes[one] * sizes[other]);
        between[other].insert(one, sizes[one] * sizes[other]);
    }
    for (_, one, other) in pairs {
        let (into, from) = (set_of[one].min(set_of[other]), set_of[one].max(set_of[other]));
        let shared = between[into].get(&from).copied().unwrap_or_default();
        if into == from || 2 * shared < sizes[into] * sizes[from] {
            continue;
        }
        for (third, count) in std::mem::take(&mut between[from]) {
            between[third].remove(&from);
            if third != into {
                *between[into].entry(third).or_default() += count;
                *between[third].entry(into).or_default() += count;
            }
        }
        let moved = std::mem::take(&mut sets[from]);
        moved.iter().for_each(|&at| set_of[at] = into);
        sets[into].extend(moved);
        sizes[into] += sizes[from];
    }
    sets
}

fn identifier(first: &Point) -> String {
    let hash = blake3::hash(format!("question\n{}\n{}", first.report, first.number).as_bytes());
    format!("p{}", &hash.to_hex()[..16])
}

/// The words of the point that most others are like; of equals the shorter, then the earlier.
fn name(points: &[Point], same: &[Vec<usize>], set: &[usize], like: &[BTreeSet<usize>]) -> String {
    let inside: BTreeSet<usize> = set.iter().copied().collect();
    let length = |at: usize| points[at].words.split_whitespace().count();
    // Of those that say the same, each is like the others.
    let friends = |one: usize| same[one].len() - 1 + like[one].intersection(&inside).map(|&other| same[other].len()).sum::<usize>();
    let named = set
        .iter()
        .map(|&one| {
            let first = same[one][0];
            (tells(&points[first].words), friends(one), std::cmp::Reverse(length(first)), std::cmp::Reverse(first))
        })
        .filter(|(_, _, length, _)| length.0 > 0)
        .max();
    let Some((.., std::cmp::Reverse(at))) = named else { return "the vote".to_owned() };
    let words: Vec<&str> = points[at].words.split_whitespace().collect();
    if words.len() <= LONGEST_NAME {
        return closed(words.join(" "));
    }
    let ends = |end: usize| words[end - 1].ends_with([',', ';', ':', ')']) || PHRASES.contains(&fold(words[end]).as_str());
    let end = (SHORTEST_CUT..=LONGEST_NAME).rev().find(|&end| ends(end)).unwrap_or(LONGEST_NAME);
    // "the plan of …": no small word is left behind.
    let end = (SHORTEST_CUT..=end).rev().find(|&end| !PHRASES.contains(&fold(words[end - 1]).as_str())).unwrap_or(end);
    closed(format!("{} …", words[..end].join(" ").trim_end_matches([',', ';', ':'])))
}

/// Closes a quotation that a name only opens.
fn closed(name: String) -> String {
    let count = |mark: char| name.chars().filter(|&c| c == mark).count();
    match () {
        () if count('“') > count('”') => name + "”",
        () if count('"') % 2 == 1 => name + "\"",
        () => name,
    }
}

/// Do the words of a name tell by themselves what is asked: more than "the shooting", "such a plan", "them to choose"?
pub fn tells(name: &str) -> bool {
    let words: Vec<String> = name.split_whitespace().map(|word| fold(word.trim_matches(|c: char| !c.is_alphanumeric()))).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).filter(|word| !word.is_empty()).collect();
    let Some(&first) = words.first() else { return false };
    let content = words
        .iter()
        .filter(|word| !LED.contains(word) && !PHRASES.contains(word) && !POINTED.contains(word) && !ANYTHING.contains(word))
        .count();
    let named =
        name.split_whitespace().skip(1).any(|word| word.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(char::is_uppercase));
    let least = match () {
        () if PRONOUNS.contains(&first) => return false,
        () if POINTED[POSSESSIVES..].contains(&first) => return named && content > 2,
        () if POINTED.contains(&first) => 3,
        () if first == "the" => 2,
        () => 1,
    };
    content >= least || named && content > 0
}

/// Pronouns of which a name tells nothing.
const PRONOUNS: [&str; 14] = ["it", "them", "him", "they", "he", "she", "we", "you", "i", "me", "us", "one", "ones", "himself"];

/// Words before a noun that point at what was spoken of, or at whose it is.
const POINTED: [&str; 12] = ["this", "that", "these", "those", "such", "his", "her", "its", "their", "our", "my", "your"];

/// Where those begin that tell whose a thing is.
const POSSESSIVES: usize = 5;

/// Articles.
const LED: [&str; 3] = ["the", "a", "an"];

/// Nouns and adjectives of which anything could be meant.
const ANYTHING: [&str; 52] = [
    "deal",
    "deals",
    "plan",
    "plans",
    "proposal",
    "proposals",
    "idea",
    "move",
    "moves",
    "decision",
    "decisions",
    "measure",
    "measures",
    "step",
    "steps",
    "action",
    "actions",
    "response",
    "claim",
    "claims",
    "accusation",
    "accusations",
    "allegation",
    "allegations",
    "charge",
    "charges",
    "report",
    "reports",
    "result",
    "results",
    "remarks",
    "comments",
    "statement",
    "announcement",
    "help",
    "more",
    "latest",
    "new",
    "own",
    "same",
    "way",
    "thing",
    "things",
    "resolution",
    "draft",
    "vote",
    "text",
    "motion",
    "bill",
    "agreement",
    "accord",
    "delay",
];
