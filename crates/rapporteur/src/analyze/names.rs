//! Names of persons, places and organisations from the network's scores, and of nations and groups from the word list.

use super::analysis::Analysis;
use super::gazetteer::{Hint, Known};
use super::network::NAMES;
use crate::text::Span;
use std::collections::BTreeMap;
use std::ops::Range;

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameKind {
    /// A person.
    Person,
    /// A place, state or city.
    Place,
    /// An organisation, party, company, institution.
    Organisation,
    /// A nation or group of people, or its adjective.
    Nation,
}

impl NameKind {
    /// The label used in name sets (`PER`, `LOC`, `ORG`, `NAT`).
    pub fn label(self) -> &'static str {
        match self {
            Self::Person => "PER",
            Self::Place => "LOC",
            Self::Organisation => "ORG",
            Self::Nation => "NAT",
        }
    }
}

/// One name in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Where it stands.
    pub span: Span,
    /// Its tokens, counted over the analysis.
    pub tokens: Range<usize>,
    /// What it names.
    pub kind: NameKind,
}

/// Outside, and begin and inside of the three kinds, in the order of the network's outputs.
const KINDS: [NameKind; 3] = [NameKind::Person, NameKind::Place, NameKind::Organisation];

/// The names of an analysis from the scores of its tokens, and of one name tag following another.
pub(super) fn names(analysis: &Analysis<'_>, scores: &[[f32; NAMES]], steps: &[[f32; NAMES]; NAMES]) -> Vec<Name> {
    let mut found = Vec::new();
    for sentence in &analysis.sentences {
        let tokens = sentence.tokens.clone();
        let tags = likeliest(&scores[tokens.clone()], steps);
        let forms: Vec<&str> = analysis.tokens[tokens.clone()].iter().map(|token| analysis.form(token)).collect();
        let known = analysis.language().gazetteer.matches(&forms);
        let mut at = 0;
        while at < tags.len() {
            let start = at;
            at += 1;
            let kind = match tags[start] {
                0 if is_nation(&known[start]) => NameKind::Nation,
                0 => continue,
                tag => KINDS[(tag - 1) / 2],
            };
            if kind == NameKind::Nation {
                while at < tags.len() && tags[at] == 0 && is_nation(&known[at]) && !known[at].first {
                    at += 1;
                }
            } else {
                let inside = (tags[start] - 1) / 2 * 2 + 2;
                while at < tags.len() && tags[at] == inside {
                    at += 1;
                }
            }
            if at - start == 1 && is_address(forms[start]) {
                continue;
            }
            let is_place = matches!(known[start].known, Some(Known::Country | Known::City));
            let titled = kind == NameKind::Person || (kind == NameKind::Place && is_place);
            let cut = if titled { title_words(&forms, &known, start..at) } else { 0 };
            let kind = if cut > 0 { NameKind::Person } else { kind };
            let place = (cut > 0 && is_place).then_some((start..start + cut, NameKind::Place));
            // "The centre-right Harbour Alliance": the end of a word of several parts.
            let part = kind == NameKind::Organisation
                && at - start > 1
                && forms[start].starts_with(char::is_lowercase)
                && start.checked_sub(1).is_some_and(|before| forms[before] == "-");
            let cut = if part { 1 } else { cut };
            let end = if kind == NameKind::Person { person_end(&forms, start + cut..at) } else { at };
            // "It must have been Tom Hale Sr. Ana Reyes: No.": behind the generation, or the title of another, another name begins.
            let titled = kind == NameKind::Person && end < at && is_title(forms[end]);
            let begins = end + usize::from(titled);
            let next = (kind == NameKind::Person && begins < at && (titled || is_generation(forms[end - 1])))
                .then(|| (begins..person_end(&forms, begins..at), kind));
            // "The CDU/CSU alliance" is one.
            let start = if kind == NameKind::Organisation { start - joined_before(analysis, &forms, tokens.start, start) } else { start };
            let before = tokens.start + start;
            while found.last().is_some_and(|name: &Name| name.tokens.end > before) {
                found.pop();
            }
            for (words, kind) in place.into_iter().chain([(start + cut..end, kind)]).chain(next) {
                let (first, last) = (tokens.start + words.start, tokens.start + words.end - 1);
                let span = Span { start: analysis.tokens[first].span.start, end: analysis.tokens[last].span.end };
                found.push(Name { span, tokens: first..last + 1, kind });
            }
        }
    }
    agree(analysis.text(), &mut found);
    found
}

/// How many words at the beginning of what was taken for one name are the end of a title: "Chief of [Mission Roman Pell]", "Ambassador to the [United
/// States Roman Pell]". They stand after a preposition that a word with a capital leads, and before a known given name.
fn title_words(forms: &[&str], known: &[Hint], name: Range<usize>) -> usize {
    let before = |back: usize| name.start.checked_sub(back).map_or("", |at| forms[at]);
    let article = usize::from(before(1) == "the");
    // "President [of Orlen Roman Pell]": what an editor put in.
    let bracket = usize::from(before(2 + article) == "[");
    let led = matches!(before(1 + article), "of" | "to" | "for") && before(2 + article + bracket).starts_with(char::is_uppercase);
    let given = (name.start..name.end - 1).find(|&at| known[at].given);
    // A country before two words more is of the title, whether the given name is known or not.
    let further = |at: &usize| known[*at].known == Some(Known::Country) && !known[*at].first;
    let country = 1 + (name.start + 1..name.end).take_while(further).count();
    let titled = known[name.start].known == Some(Known::Country) && name.len() > country + 1 && !known[name.start].given;
    match given.filter(|_| led) {
        Some(given) if !known[name.start].family => given - name.start,
        None if led && titled => country,
        _ => 0,
    }
}

/// How many tokens before a name of capitals belong to it: a name of capitals and a stroke, with no blank between.
fn joined_before(analysis: &Analysis<'_>, forms: &[&str], first: usize, start: usize) -> usize {
    let capitals = |form: &str| form.len() > 1 && form.chars().all(char::is_uppercase);
    let glued = |at: usize| analysis.tokens[first + at - 1].span.end == analysis.tokens[first + at].span.start;
    let joined =
        start >= 2 && forms[start - 1] == "/" && capitals(forms[start]) && capitals(forms[start - 2]) && glued(start) && glued(start - 1);
    if joined { 2 } else { 0 }
}

/// Where a person's name ends: behind the generation, before the title of another, and a name with capitals has no last word without one
/// ("Reyes fumed").
fn person_end(forms: &[&str], name: Range<usize>) -> usize {
    let small = |at: usize| forms[at].starts_with(char::is_lowercase);
    let generation = (name.start + 1..name.end).find(|&at| is_generation(forms[at]));
    let title = (name.start + 2..name.end).find(|&at| is_title(forms[at]) && at + 1 < name.end);
    let mut end = generation.map_or(name.end, |at| at + 1).min(title.unwrap_or(name.end));
    while end > name.start + 1 && small(end - 1) && !small(name.start) {
        end -= 1;
    }
    end
}

fn is_generation(form: &str) -> bool {
    matches!(form, "Jr." | "Sr." | "Jr" | "Sr")
}

/// What stands before a person's name and in none.
fn is_title(form: &str) -> bool {
    matches!(form, "Mr." | "Mrs." | "Ms." | "Dr." | "Mr" | "Mrs" | "Ms" | "Dr" | "Prof." | "Professor")
}

/// Of mail or of a page: it may hold a name and is none.
fn is_address(form: &str) -> bool {
    form.contains('@') && form.contains('.') || form.contains("://") || form.starts_with("www.")
}

/// Nations and groups have capitals.
fn is_nation(hint: &Hint) -> bool {
    hint.known == Some(Known::Nation) && !hint.small
}

/// A name that stands for one kind nearly everywhere in a text stands for it everywhere: at least three times, and three times as often as
/// for all others. The last word of a person's name counts for the person.
fn agree(text: &str, names: &mut [Name]) {
    let mut counts: BTreeMap<&str, [u32; 3]> = BTreeMap::new();
    for name in names.iter() {
        let Some(kind) = KINDS.iter().position(|kind| *kind == name.kind) else { continue };
        let words = name.span.of(text);
        counts.entry(words).or_default()[kind] += 1;
        if let (NameKind::Person, Some((_, last))) = (name.kind, words.rsplit_once(' ')) {
            counts.entry(last).or_default()[kind] += 1;
        }
    }
    for name in names.iter_mut().filter(|name| name.kind != NameKind::Nation) {
        let Some(counts) = counts.get(name.span.of(text)) else { continue };
        let (total, most) = (counts.iter().sum::<u32>(), counts.iter().max().copied().unwrap_or(0));
        let usual = counts.iter().position(|&count| count == most);
        if let Some(usual) = usual.filter(|_| most >= 3 && most >= 3 * (total - most)) {
            name.kind = KINDS[usual];
        }
    }
}

/// The best sequence of tags in which the inside of a kind follows only that kind (Viterbi 1967).
fn likeliest(scores: &[[f32; NAMES]], steps: &[[f32; NAMES]; NAMES]) -> Vec<usize> {
    let allowed = |from: usize, to: usize| to == 0 || to % 2 == 1 || from == to || from + 1 == to;
    // Before the first token stands the outside.
    let mut best = [f32::NEG_INFINITY; NAMES];
    best[0] = 0.0;
    let mut back: Vec<[usize; NAMES]> = Vec::with_capacity(scores.len());
    for scores in scores {
        let (mut next, mut from) = ([f32::NEG_INFINITY; NAMES], [0; NAMES]);
        for to in 0..NAMES {
            for (before, so_far) in best.into_iter().enumerate() {
                let score = so_far + steps[before][to] + scores[to];
                if allowed(before, to) && score > next[to] {
                    (next[to], from[to]) = (score, before);
                }
            }
        }
        best = next;
        back.push(from);
    }
    let mut tag = (0..NAMES).fold(0, |best_tag, tag| if best[tag] > best[best_tag] { tag } else { best_tag });
    let mut tags = vec![0; scores.len()];
    for at in (0..scores.len()).rev() {
        tags[at] = tag;
        tag = back[at][tag];
    }
    tags
}
