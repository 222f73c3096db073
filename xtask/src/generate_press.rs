//! Generated reports that read like a paper's: sentences of open news in the benchmark data (CC BY: releases of the President of Russia, Wikinews)
//! under other names, places and numbers, three in four of their rarer words changed for others of the same ending, with invented speech between them. So
//! sentences have a grammar, statements and names occur as often as in print, and no two sources share a name or a sentence by more than chance. What is
//! told means nothing.

use crate::bench_data::Outcome;
use crate::eval_language::english;
use crate::generate::{Chance, Source, capital};
use crate::open_news::News;
use rapporteur::analyze::{Analysis, Kernel, NameKind};
use std::collections::BTreeMap;
use std::path::Path;

/// A stretch of a sentence.
enum Piece {
    Words(String),
    Person(String),
    Place(String),
    Number(usize),
}

type Sentence = Vec<Piece>;

/// Sentences and the names that are put into them.
pub(crate) struct Press {
    open: Vec<Sentence>,
    given: Vec<&'static str>,
    family: Vec<&'static str>,
    states: Vec<&'static str>,
    cities: Vec<&'static str>,
    words: Vec<String>,
    /// Words that are changed for one another, by their last letters.
    endings: BTreeMap<String, Vec<String>>,
}

/// Words that stay: so many of the commonest, in which a sentence has its grammar, and those by which invented speech is speech.
const COMMONEST: usize = 400;
const KEPT: [&str; 12] =
    ["told", "denied", "according", "warned", "called", "promised", "rejected", "discussed", "agreed", "reporters", "statement", "foreign"];

/// Words of a sentence at most.
const LONGEST: usize = 24;

/// One in so many words of a sentence at the least can be changed: where fewer can, it would be a copy in every report that has it.
const CHANGED: usize = 3;

/// Who says what in the speech that is put between them: invented.
const SPEECH: [&str; 12] = [
    "“We will not sign a paper that leaves NUMBER families without a roof,” SPEAKER said.",
    "SPEAKER said that PLACE would send NUMBER observers to the border by the end of the month.",
    "“Nobody in PLACE asked for this,” SPEAKER told reporters on Tuesday. “We asked for talks, and talks are what we still want.”",
    "SPEAKER denied that PLACE had closed the crossing to NUMBER lorries.",
    "According to SPEAKER, NUMBER people were injured when a shell hit a market in PLACE.",
    "SPEAKER warned that sanctions on PLACE would cost NUMBER jobs.",
    "“The bridge was open, and it is open now,” said SPEAKER, who called the reports from PLACE “inventions”.",
    "SPEAKER promised that the government would release NUMBER prisoners before the summit in PLACE.",
    "SPEAKER met the foreign minister of PLACE on Wednesday and discussed a draft of NUMBER articles.",
    "SPEAKER rejected the demand of PLACE as “an ultimatum that no parliament could accept”.",
    "SPEAKER called on PLACE to withdraw its NUMBER soldiers from the valley.",
    "PLACE had agreed to a cease-fire of NUMBER days, SPEAKER said in a statement.",
];

impl Press {
    /// Reads the open news and cuts it at names and numbers.
    pub(crate) fn read(bench: &Path) -> Outcome<Self> {
        let language = english(Kernel::detect())?;
        let news = News::read(bench)?;
        let texts: Vec<&str> = news.open().filter_map(|report| report["text"].as_str()).collect();
        let mut open: Vec<Sentence> = texts.iter().flat_map(|text| sentences(&language.analyze(text))).collect();
        let mut count: BTreeMap<&str, usize> = BTreeMap::new();
        for word in texts.iter().flat_map(|text| text.split(|at: char| !at.is_alphabetic())).filter(|word| word.len() > 3) {
            if word.chars().all(char::is_lowercase) {
                *count.entry(word).or_default() += 1;
            }
        }
        let mut common: Vec<(&str, usize)> = count.iter().map(|(word, count)| (*word, *count)).collect();
        common.sort_by_key(|&(word, count)| (std::cmp::Reverse(count), word));
        for word in common.iter().map(|&(word, _)| word).take(COMMONEST).chain(KEPT) {
            count.remove(word);
        }
        let words: Vec<String> = count.into_keys().map(str::to_owned).collect();
        let mut endings: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for word in &words {
            endings.entry(ending(word)).or_default().push(word.clone());
        }
        let can_change = |word: &str| words.binary_search_by(|other| other.as_str().cmp(word)).is_ok();
        open.retain(|sentence| is_free(sentence, can_change));
        let listed = |file: &str, kind: &str| -> Outcome<Vec<&'static str>> {
            let bytes = rapporteur_data::language_file("en", file).ok_or("a list of names is missing")?;
            let kind = format!("{kind}\t");
            Ok(std::str::from_utf8(bytes)?
                .lines()
                .filter_map(|line| line.strip_prefix(kind.as_str()))
                .filter(|name| !name.contains('\''))
                .collect())
        };
        Ok(Self {
            open,
            given: listed("names.tsv", "given")?,
            family: listed("gazetteer.tsv", "family")?,
            states: listed("names.tsv", "country")?,
            cities: listed("gazetteer.tsv", "city")?,
            endings,
            words,
        })
    }

    /// A report of about so many words.
    pub(crate) fn original(&self, chance: &mut Chance, day: usize, length: usize) -> Source {
        let mut cast = Cast { press: self, people: Vec::new(), places: Vec::new(), renamed: BTreeMap::new() };
        cast.people = (0..3).map(|_| cast.person(chance)).collect();
        cast.places = (0..3).map(|_| cast.place(chance)).collect();
        let (mut sentences, mut words) = (Vec::new(), 0);
        while words < length {
            let speech = SPEECH[chance.below(SPEECH.len())];
            let open = &self.open[chance.below(self.open.len())];
            let mut next = vec![cast.sentence(chance, open)];
            if chance.below(3) == 0 {
                next.push(cast.speech(chance, speech));
            }
            for sentence in next {
                words += sentence.split(' ').count();
                sentences.push(sentence);
            }
        }
        let title = format!("{} {} {} in {}", cast.people[0], self.word(chance), self.word(chance), cast.places[0]);
        Source { sentences, title, day }
    }

    /// The words with three in four of the rarer ones changed for others of the same ending.
    fn reworded(&self, chance: &mut Chance, words: &str) -> String {
        let other = |chance: &mut Chance, word: &str| {
            let bare = word.trim_matches(|at: char| !at.is_alphabetic());
            let alike = self.endings.get(&ending(bare)).filter(|alike| alike.binary_search_by(|other| other.as_str().cmp(bare)).is_ok())?;
            (chance.below(4) > 0).then(|| word.replacen(bare, &alike[chance.below(alike.len())], 1))
        };
        words.split_inclusive(' ').map(|word| other(chance, word).unwrap_or_else(|| word.to_owned())).collect()
    }

    /// A word of open news.
    pub(crate) fn word(&self, chance: &mut Chance) -> &str {
        &self.words[chance.below(self.words.len())]
    }
}

/// The last letters of a word, three of a long one and two of another.
fn ending(word: &str) -> String {
    let letters: Vec<char> = word.chars().collect();
    letters[letters.len().saturating_sub(if letters.len() < 6 { 2 } else { 3 })..].iter().collect()
}

/// Can enough words of a sentence be changed?
fn is_free(sentence: &[Piece], can_change: impl Fn(&str) -> bool) -> bool {
    let words = |piece: &Piece| match piece {
        Piece::Words(words) => words.split_whitespace().map(|word| word.trim_matches(|at: char| !at.is_alphabetic()).to_owned()).collect(),
        Piece::Person(_) | Piece::Place(_) | Piece::Number(_) => Vec::new(),
    };
    let all: Vec<String> = sentence.iter().flat_map(words).filter(|word| !word.is_empty()).collect();
    (4..=LONGEST).contains(&all.len()) && all.iter().filter(|word| can_change(word)).count() * CHANGED >= all.len()
}

/// The names of one report.
struct Cast<'a> {
    press: &'a Press,
    people: Vec<String>,
    places: Vec<String>,
    renamed: BTreeMap<String, String>,
}

impl Cast<'_> {
    fn person(&self, chance: &mut Chance) -> String {
        let (given, family) = (&self.press.given, &self.press.family);
        format!("{} {}", given[chance.below(given.len())], family[chance.below(family.len())])
    }

    fn place(&self, chance: &mut Chance) -> String {
        let list = if chance.below(3) == 0 { &self.press.cities } else { &self.press.states };
        list[chance.below(list.len())].to_owned()
    }

    /// The sentence under the names of this report: one name is always the same other name, and the last word of a person's is that of the whole.
    fn sentence(&mut self, chance: &mut Chance, sentence: &[Piece]) -> String {
        let mut told = String::new();
        for piece in sentence {
            match piece {
                Piece::Words(words) => told.push_str(&self.press.reworded(chance, words)),
                Piece::Number(digits) => {
                    told.push_str(&(10_usize.pow(*digits as u32 - 1) + chance.below(9 * 10_usize.pow(*digits as u32 - 1))).to_string())
                }
                Piece::Place(name) => {
                    let fresh = self.place(chance);
                    told.push_str(self.renamed.entry(name.clone()).or_insert(fresh));
                }
                Piece::Person(name) => {
                    let last = name.rsplit(' ').next().unwrap_or_default().to_owned();
                    let fresh = self.person(chance);
                    let whole = self.renamed.entry(last.clone()).or_insert(fresh);
                    told.push_str(if *name == last { whole.rsplit(' ').next().unwrap_or_default() } else { whole });
                }
            }
        }
        told
    }

    fn speech(&self, chance: &mut Chance, form: &str) -> String {
        let said = self
            .press
            .reworded(chance, form)
            .replace("SPEAKER", &self.people[chance.below(self.people.len())])
            .replace("PLACE", &self.places[chance.below(self.places.len())])
            .replace("NUMBER", &(2 + chance.below(900)).to_string());
        capital(&said)
    }
}

/// The sentences of a text, cut at names and numbers. Each is taken for itself, and none that is long: where more words stayed in their order, reports of
/// different sources were alike enough to be copies.
fn sentences(analysis: &Analysis<'_>) -> Vec<Sentence> {
    analysis.sentences.iter().map(|sentence| pieces(analysis, sentence.span)).collect()
}

fn pieces(analysis: &Analysis<'_>, sentence: rapporteur::text::Span) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut at = sentence.start;
    let text = analysis.text();
    for name in analysis.names.iter().filter(|name| sentence.start <= name.span.start && name.span.end <= sentence.end) {
        let words = text[name.span.start as usize..name.span.end as usize].to_owned();
        let piece = match name.kind {
            NameKind::Person => Piece::Person(words),
            NameKind::Place => Piece::Place(words),
            NameKind::Organisation | NameKind::Nation => continue,
        };
        numbered(&text[at as usize..name.span.start as usize], &mut found);
        found.push(piece);
        at = name.span.end;
    }
    numbered(&text[at as usize..sentence.end as usize], &mut found);
    found
}

/// The words between names, cut at numbers of up to three digits.
fn numbered(words: &str, found: &mut Vec<Piece>) {
    let mut rest = words;
    while let Some(start) = rest.find(|at: char| at.is_ascii_digit()) {
        let digits = rest[start..].bytes().take_while(u8::is_ascii_digit).count();
        let (before, after) = rest.split_at(start);
        found.push(Piece::Words(before.to_owned()));
        found.push(if digits < 4 { Piece::Number(digits) } else { Piece::Words(after[..digits].to_owned()) });
        rest = &after[digits..];
    }
    found.push(Piece::Words(rest.to_owned()));
}
