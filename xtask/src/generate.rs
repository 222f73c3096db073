//! Generated reports with known copies, for load and recall: the same number gives the same bytes on every machine.

use crate::bench_data::Outcome;
use crate::generate_press::Press;
use serde_json::json;
use std::io::{BufWriter, Write};

/// A small generator of its own, so that no library's change moves the benchmark (SplitMix64, Steele and others, 2014).
pub(crate) struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below the limit.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }

    /// A place in a list of words whose frequencies fall like those of a language.
    fn zipf(&mut self, limit: usize) -> usize {
        let unit = (self.next() >> 11) as f64 / (1u64 << 53) as f64;
        ((limit as f64).powf(unit) - 1.0) as usize % limit
    }
}

const FUNCTION: [&str; 40] = [
    "the", "of", "and", "to", "in", "a", "that", "for", "on", "with", "as", "by", "at", "from", "his", "their", "it", "was", "were", "has",
    "had", "be", "will", "would", "not", "after", "before", "which", "who", "its", "an", "this", "over", "under", "about", "into",
    "against", "between", "during", "without",
];
const SYLLABLES: [&str; 48] = [
    "ba", "den", "kor", "mi", "ran", "tel", "vo", "sha", "lin", "per", "ga", "stor", "fel", "dra", "no", "wick", "hal", "mer", "tis", "po",
    "lar", "gen", "sto", "bri", "cal", "ven", "dor", "ma", "ril", "ques", "tan", "ure", "com", "pro", "sec", "ment", "ion", "ary", "est",
    "ing", "ers", "al", "ous", "ish", "ty", "ly", "er", "ed",
];
const WORDS: usize = 24_000;
const OUTLETS: usize = 180;

/// A report that others may copy.
pub(crate) struct Source {
    pub(crate) sentences: Vec<String>,
    pub(crate) title: String,
    pub(crate) day: usize,
}

/// What reports are made of.
pub(crate) enum Matter {
    /// Invented words in sentences without a grammar, which need no data: they say something of speed and nothing of reading.
    Words(Vec<String>),
    /// Sentences of open news under other names, and invented speech.
    Press(Press),
}

impl Matter {
    /// Invented words, the same on every machine.
    pub(crate) fn words() -> Self {
        let mut chance = Chance(20_220_224);
        Self::Words((0..WORDS).map(|_| (0..2 + chance.below(3)).map(|_| SYLLABLES[chance.below(SYLLABLES.len())]).collect()).collect())
    }

    fn original(&self, chance: &mut Chance, day: usize, length: usize) -> Source {
        match self {
            Self::Words(words) => original(chance, words, day, length),
            Self::Press(press) => press.original(chance, day, length),
        }
    }

    fn word<'a>(&'a self, chance: &mut Chance) -> &'a str {
        match self {
            Self::Words(words) => &words[chance.zipf(WORDS)],
            Self::Press(press) => press.word(chance),
        }
    }
}

/// Writes `count` reports of about `length` words as JSON Lines. Two in five carry an earlier report's copy: whole, trimmed, lightly edited, or
/// spliced with other matter; the field `cluster` names the copy.
pub(crate) fn write(matter: &Matter, count: usize, length: usize, out: impl Write) -> Outcome<()> {
    let mut out = BufWriter::new(out);
    let mut chance = Chance(20_220_225);
    let mut sources: Vec<Source> = Vec::new();
    for number in 0..count {
        let copies = number > 10 && chance.below(5) < 2;
        let (cluster, day, title, text) = if copies {
            // A copy follows its source closely, as wire copy does.
            let cluster = sources.len() - 1 - chance.below(sources.len().min(400));
            let edited = edit(&mut chance, matter, &sources[cluster], length);
            (cluster, sources[cluster].day + chance.below(2), sources[cluster].title.clone(), edited)
        } else {
            let source = matter.original(&mut chance, number * 60 / count.max(1), length);
            let text = lines(&source.sentences);
            let (day, title) = (source.day, source.title.clone());
            sources.push(source);
            (sources.len() - 1, day, title, text)
        };
        let published = format!("2022-{:02}-{:02}T{:02}:{:02}:00Z", 3 + day / 28, 1 + day % 28, chance.below(24), chance.below(60));
        let outlet = format!("Outlet {}", chance.below(OUTLETS));
        let row = json!({"id": format!("g{number:07}"), "outlet": outlet, "published": published, "title": title, "text": text, "cluster": cluster});
        writeln!(out, "{row}")?;
    }
    Ok(out.flush()?)
}

fn original(chance: &mut Chance, words: &[String], day: usize, limit: usize) -> Source {
    let names: Vec<String> = (0..6).map(|_| capital(&words[chance.below(WORDS)])).collect();
    let mut sentences = Vec::new();
    let mut length = 0;
    while length < limit {
        let sentence = sentence(chance, words, &names);
        length += sentence.split(' ').count();
        sentences.push(sentence);
    }
    let title = format!("{} {} {} {}", names[0], words[chance.zipf(WORDS)], names[1], words[chance.zipf(WORDS)]);
    Source { sentences, title, day }
}

fn sentence(chance: &mut Chance, words: &[String], names: &[String]) -> String {
    let mut sentence = Vec::new();
    for place in 0..14 + chance.below(16) {
        sentence.push(match chance.below(20) {
            0..=7 => FUNCTION[chance.zipf(FUNCTION.len())].to_owned(),
            8 | 9 => names[chance.below(names.len())].clone(),
            10 if place > 2 => (2 + chance.below(900)).to_string(),
            _ => words[chance.zipf(WORDS)].clone(),
        });
    }
    sentence[0] = capital(&sentence[0]);
    let sentence = sentence.join(" ");
    if chance.below(6) == 0 { format!("“{sentence},” {} said.", names[0]) } else { format!("{sentence}.") }
}

pub(crate) fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

fn lines(sentences: &[String]) -> String {
    sentences.chunks(2).map(|pair| pair.join(" ")).collect::<Vec<_>>().join("\n")
}

fn edit(chance: &mut Chance, matter: &Matter, source: &Source, length: usize) -> String {
    let sentences = &source.sentences;
    match chance.below(4) {
        0 => format!("CITY (Agencies) — {}\nThis story was published from a wire agency feed.", lines(sentences)),
        1 => lines(&sentences[..(sentences.len() * (40 + chance.below(50))).div_ceil(100)]),
        2 => {
            let swapped = |chance: &mut Chance, sentence: &String| {
                sentence
                    .split(' ')
                    .map(|word| if chance.below(18) == 0 { matter.word(chance).to_owned() } else { word.to_owned() })
                    .collect::<Vec<_>>()
                    .join(" ")
            };
            lines(&sentences.iter().map(|sentence| swapped(chance, sentence)).collect::<Vec<_>>())
        }
        _ => {
            let other = matter.original(chance, 0, length).sentences;
            let half = |sentences: &[String]| lines(&sentences[..sentences.len().div_ceil(2)]);
            format!("{}\n{}", half(sentences), half(&other))
        }
    }
}
