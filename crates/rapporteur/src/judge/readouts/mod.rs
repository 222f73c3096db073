//! Two accounts of one contact, laid side by side: what both tell, what one alone tells, where one is stronger, where they cannot both be so.
//!
//! It compares points that stand in the texts and makes none. It never says which account is true. A contradiction is told only on a sign that is named:
//! who called, who asked, who thanked, a number, a day, an agreement, an event.

mod contrary;
mod likeness;
mod pairing;
pub mod sides;

pub use contrary::Contrary;

use super::Context;
use crate::extract::{Act, Findings, Imprint, Point, PointWords, Reader};
use crate::record::Report;
use crate::resources::{Actors, Frequencies, Resources};
use crate::rule::Rule;
use crate::text::Span;
use likeness::Likeness;

/// A text read for the accounts it gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// What it tells, and whom its words mean.
    pub findings: Findings,
    /// Its points, in order.
    pub points: Vec<Point>,
}

impl Reading {
    /// Reads a report. Total: any report gives a value.
    pub fn of(actors: &Actors, reader: &Reader, report: &Report) -> Self {
        let analysis = reader.analyze(report);
        let findings = reader.extractor.extract(actors, &analysis, Imprint::of(report));
        Self { findings, points: reader.extractor.points(&analysis, report.published) }
    }

    /// The same of one of two sides alone, each by a name that the text uses for it: what the reporter tells himself is left out.
    pub fn parted(&self, actors: &Actors, reader: &Reader, text: &str, names: [&str; 2]) -> [Self; 2] {
        let sides = sides::sides(actors, &reader.extractor.points, &self.readout(text), names);
        [0, 1].map(|side| {
            let own = self.points.iter().zip(&sides).filter(|(_, told)| **told == Some(side)).map(|(point, _)| point.clone());
            Self { findings: self.findings.clone(), points: own.collect() }
        })
    }

    /// It as an account of this text, which it was read from.
    pub fn readout<'r>(&'r self, text: &'r str) -> Readout<'r> {
        Readout { text, findings: &self.findings, points: &self.points }
    }
}

/// One account: a text, whom its words mean, and its points.
#[derive(Clone, Copy, Debug)]
pub struct Readout<'a> {
    /// The text.
    pub text: &'a str,
    /// Whom its names and titles mean.
    pub findings: &'a Findings,
    /// Its points, in order.
    pub points: &'a [Point],
}

/// How two accounts stand to a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Label {
    /// Both tell it, with the same force.
    Both,
    /// The first alone tells it.
    OnlyA,
    /// The second alone tells it.
    OnlyB,
    /// Both tell it, the first with more force.
    StrongerA,
    /// Both tell it, the second with more force.
    StrongerB,
    /// Both tell it, and both cannot be so.
    Contradicts,
}

macro_rules! labels {
    ($($label:ident $word:literal $code:literal $title:literal $page:literal)*) => {
        /// The pages of all labels, by code.
        pub const RULES: [Rule; [$($code),*].len()] = [$(Rule { code: $code, title: $title, page: $page }),*];

        impl Label {
            /// All of them.
            pub const ALL: [Self; RULES.len()] = [$(Self::$label),*];

            /// The word for it in the interchange.
            pub fn label(self) -> &'static str {
                match self { $(Self::$label => $word),* }
            }

            /// The code of its page.
            pub fn code(self) -> &'static str {
                match self { $(Self::$label => $code),* }
            }
        }
    };
}

labels! {
    Both "both" "RO01" "Both accounts tell it"
"Reads: points of two official accounts of one contact, paired one to one by best total likeness: telling words by how rare they are in print, names and
peoples of one state, words that mean nearly the same in such texts (`alike` in points.tsv), word vectors, like acts (thanks, greetings), order.
Example: \"the leaders discussed the dam at Orrin\" and \"views were exchanged on the Orrin dam\".
Not: two mentions of one country with other matter (\"elections in Veldania\", \"grain from Veldania\").
Known misses: a point told in words that share nothing with the other's; one told in two places of a text is paired with the better one and, where it stands
beside it, with both."
    OnlyA "only_a" "RO02" "The first account alone tells it"
"Reads: a point of the first account with which no point of the second is paired.
Not: headings, \"X spoke with Y today\", and generalities (\"topical issues were discussed\"): these are no points.
Known misses: what RO01 misses is told twice, once for each side. An empty cell says that nothing like it was found, not that it was not said."
    OnlyB "only_b" "RO03" "The second account alone tells it"
"The same as RO02 with the sides exchanged."
    StrongerA "stronger_a" "RO04" "The first account gives it more force"
"Reads: a pair of points of which the first has more force by the ladder of points.tsv: 1 a mention (discussed, noted), 2 a hope, a question, a concern, 3 a
stated aim or an appeal (stressed the importance, urged, must), 4 an agreement, a promise, a demand, a condemnation (agreed, will, demanded).
Example: \"agreed to reopen the crossing\" against \"discussed the crossing\".
Not: more detail alone.
Known misses: force that no word of the list carries; the cut between 1 and 2 is the least sure."
    StrongerB "stronger_b" "RO05" "The second account gives it more force"
"The same as RO04 with the sides exchanged."
    Contradicts "contradicts" "RO06" "The two accounts cannot both be so"
"Reads: a pair of points with one of these signs, which is named with it: who called or asked for the contact; who asked for a thing, at whose request; who
thanked; another number of the same thing; another day for the same thing; agreed against refused; told as so against told as not so, or contrary words of one
thing (open, closed).
Example: \"at the Prime Minister's request\" against \"the President asked to present it\".
Not: one account that is silent, or weaker.
Known misses: contradictions that only knowledge of the matter shows. Precision goes first: a false contradiction between two governments is the worst mistake."
}

/// A point of the comparison: points of one or both accounts, and how the accounts stand to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// The points of the first account, by number, in order; empty where it does not tell it.
    pub a: Vec<usize>,
    /// The points of the second account.
    pub b: Vec<usize>,
    /// How the accounts stand to it.
    pub label: Label,
    /// Why they cannot both be so.
    pub contrary: Option<Contrary>,
    /// How alike the two are, in thousandths; zero for a point of one side.
    pub likeness: u32,
}

/// What comparing needs besides the small words of the language.
#[derive(Clone, Copy, Debug)]
struct Weights<'a> {
    /// How common words are in print.
    frequencies: &'a Frequencies,
    /// Acts, force, words that mean nearly the same.
    words: &'a PointWords,
}

/// Lays two accounts side by side, in the order of the first and then of the second. Total; exchanging the sides exchanges the labels and nothing else.
pub fn compare(resources: &Resources, reader: &Reader, a: &Readout<'_>, b: &Readout<'_>) -> Vec<Compared> {
    let context = &Context { meanings: &reader.meanings, actors: &resources.actors, language: &reader.language };
    let weights = &Weights { frequencies: &resources.frequencies, words: &reader.extractor.points };
    let likeness = Likeness::of(context, weights, a, b);
    let pairs = pairing::pairs(&likeness, a.points, b.points);
    let mut compared: Vec<Compared> = Vec::new();
    for pair in pairs {
        let contrary = contrary::contrary(context, weights, a, b, &pair);
        // That they spoke at all is no point, unless who called is told in two ways.
        let spoke = |readout: &Readout<'_>, points: &[usize]| points.iter().all(|&at| readout.points[at].act == Act::Contact);
        if contrary.is_none() && spoke(a, &pair.a) && spoke(b, &pair.b) {
            continue;
        }
        let force = |readout: &Readout<'_>, points: &[usize]| points.iter().map(|&at| readout.points[at].force).max().unwrap_or(0);
        let (one, other) = (force(a, &pair.a), force(b, &pair.b));
        let label = match () {
            () if contrary.is_some() => Label::Contradicts,
            () if one > other => Label::StrongerA,
            () if other > one => Label::StrongerB,
            () => Label::Both,
        };
        compared.push(Compared { a: pair.a, b: pair.b, label, contrary, likeness: pair.likeness });
    }
    let used = |side: fn(&Compared) -> &Vec<usize>, at: usize| compared.iter().any(|compared| side(compared).contains(&at));
    let alone = |point: &Point| point.act != Act::Contact && !point.terms.is_empty();
    let mut rest: Vec<Compared> = Vec::new();
    for (at, _) in a.points.iter().enumerate().filter(|&(at, point)| alone(point) && !used(|compared| &compared.a, at)) {
        rest.push(Compared { a: vec![at], b: Vec::new(), label: Label::OnlyA, contrary: None, likeness: 0 });
    }
    for (at, _) in b.points.iter().enumerate().filter(|&(at, point)| alone(point) && !used(|compared| &compared.b, at)) {
        rest.push(Compared { a: Vec::new(), b: vec![at], label: Label::OnlyB, contrary: None, likeness: 0 });
    }
    compared.extend(rest);
    go_on(a.points, &mut compared, |compared| &mut compared.a);
    go_on(b.points, &mut compared, |compared| &mut compared.b);
    compared.retain(|compared| !compared.a.is_empty() || !compared.b.is_empty());
    compared.sort_by_key(|compared| (compared.a.is_empty(), compared.a.first().copied(), compared.b.first().copied()));
    compared
}

/// A sentence that goes on with the point before it ("Thus, …") is told with it where it has no partner of its own.
fn go_on(points: &[Point], compared: &mut [Compared], side: fn(&mut Compared) -> &mut Vec<usize>) {
    for at in (1..points.len()).filter(|&at| points[at].continues) {
        let of = |compared: &mut [Compared], wanted: usize| compared.iter_mut().position(|compared| side(compared).contains(&wanted));
        let (Some(own), Some(before)) = (of(compared, at), of(compared, at - 1)) else { continue };
        if compared[own].a.len() + compared[own].b.len() == 1 {
            side(&mut compared[own]).clear();
            side(&mut compared[before]).push(at);
            side(&mut compared[before]).sort_unstable();
        }
    }
}

impl Compared {
    /// The words of both sides, as spans of their texts, in order; none of a side that does not tell it.
    pub fn spans(&self, a: &Readout<'_>, b: &Readout<'_>) -> [Vec<Span>; 2] {
        let spans = |readout: &Readout<'_>, of: &[usize]| of.iter().map(|&at| readout.points[at].span).collect();
        [spans(a, &self.a), spans(b, &self.b)]
    }
}
