//! Trains the splitter and the tokeniser, and measures both.

use super::corpora::{self, Paragraph};
use super::perceptron::{Example, rows, train};
use crate::bench_data::{Outcome, fingerprint};
use rapporteur::analyze::linear::Linear;
use rapporteur::analyze::model::{Model, write};
use rapporteur::analyze::{Language, Rules, Splitter, Tokeniser, splitter, tokens};
use rapporteur::text::Span;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Rows of the tables: 2^17 lost nothing against 2^20 on the development sets.
const BITS: u32 = 17;

/// A word of letters that is cut in at least this share of its occurrences (in hundredths) is always cut.
const ALWAYS: usize = 60;

pub(crate) fn train_both(bench: &Path, out: &Path) -> Outcome<()> {
    let (files, paragraphs) = corpora::cutting(bench)?;
    std::fs::write(out.join("splits.tsv"), splits(&paragraphs))?;
    let rules = read_rules(out)?;
    let mut about = json!({
        "fingerprint": fingerprint(&files)?,
        "data": ["UD English EWT train and dev", "UD English GUM train and dev (news, interview, bio, voyage, academic, court, speech, textbook, vlog, conversation)"],
        "licences": ["CC BY-SA 4.0", "CC BY 4.0"],
        "method": "averaged perceptron",
    });
    let tokeniser = train(&token_examples(&rules, &paragraphs), BITS, 8, 0.0, 1);
    // Nine epochs with a margin of three: the best mean of both development sets over 4 to 30 epochs and margins of 0 to 10; twenty-four orders
    // take out most of what the order of examples does to the figures (up to half a point).
    let splitter = train(&sentence_examples(&rules, &paragraphs), BITS, 9, 3.0, 24);
    let save = |about: &Value| -> Outcome<()> {
        std::fs::write(out.join("tokeniser.model"), write("en/tokeniser", tokens::FEATURES, about, &[("weights", &tokeniser)]))?;
        Ok(std::fs::write(out.join("splitter.model"), write("en/splitter", splitter::FEATURES, about, &[("weights", &splitter)]))?)
    };
    save(&about)?;
    about["scores"] = measure(bench, out)?;
    save(&about)
}

/// A linear model from its file.
pub(crate) fn load(folder: &Path, name: &str, checksum: &str) -> Outcome<Linear> {
    let bytes = std::fs::read(folder.join(format!("{name}.model")))?;
    Ok(Linear::read(&Model::read(&format!("en/{name}"), checksum, &bytes)?)?)
}

pub(crate) fn read_rules(folder: &Path) -> Outcome<Rules> {
    let both = std::fs::read_to_string(folder.join("rules.tsv"))? + &std::fs::read_to_string(folder.join("splits.tsv"))?;
    Ok(Rules::read(&both)?)
}

/// Words of letters that the treebanks cut: `cannot`, `gonna`.
fn splits(paragraphs: &[Paragraph]) -> String {
    let mut seen: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    for paragraph in paragraphs {
        for tokens in &paragraph.tokens {
            let mut at = 0;
            while at < tokens.len() {
                let mut end = at + 1;
                while end < tokens.len() && tokens[end].start == tokens[end - 1].end {
                    end += 1;
                }
                let whole = Span { start: tokens[at].start, end: tokens[end - 1].end }.of(&paragraph.text);
                if whole.bytes().all(|b| b.is_ascii_alphabetic()) {
                    let parts: Vec<String> = tokens[at..end].iter().map(|t| t.of(&paragraph.text).to_lowercase()).collect();
                    *seen.entry(whole.to_lowercase()).or_default().entry(parts.join(" ")).or_default() += 1;
                }
                at = end;
            }
        }
    }
    let mut out = "# Words that are several tokens, learned from the treebanks by `cargo xtask train splitter`.\n".to_owned();
    for ways in seen.values() {
        let total: usize = ways.values().sum();
        for (way, count) in ways {
            if way.contains(' ') && *count >= 2 && count * 100 >= total * ALWAYS {
                out += &format!("split\t{way}\n");
            }
        }
    }
    out
}

fn token_examples(rules: &Rules, paragraphs: &[Paragraph]) -> Vec<Example> {
    let mut examples = Vec::new();
    for paragraph in paragraphs {
        for (sentence, tokens) in paragraph.sentences.iter().zip(&paragraph.tokens) {
            let starts: BTreeSet<u32> = tokens.iter().map(|token| token.start).collect();
            for candidate in Tokeniser::candidates(rules, &paragraph.text, *sentence) {
                let at = u32::try_from(candidate.at).expect("a paragraph is short");
                examples.push((starts.contains(&at), rows(&candidate.features, BITS)));
            }
        }
    }
    examples
}

fn sentence_examples(rules: &Rules, paragraphs: &[Paragraph]) -> Vec<Example> {
    let mut examples = Vec::new();
    for paragraph in paragraphs {
        let ends: BTreeSet<usize> = paragraph.sentences.iter().map(|s| s.end as usize).collect();
        let whole = Span::new(0, paragraph.text.len()).trimmed(&paragraph.text);
        let found = Splitter::candidates(rules, &paragraph.text, whole, |at| ends.contains(&at));
        examples.extend(found.into_iter().map(|(yes, features)| (yes, rows(&features, BITS))));
    }
    examples
}

/// Prints span F1 of sentences (paragraphs given) and of words (sentences as split), and gives those of the models.
fn measure(bench: &Path, folder: &Path) -> Outcome<Value> {
    let mut scores = json!({});
    let rules = read_rules(folder)?;
    let models = [
        (
            "model",
            Splitter::new(Some(load(folder, "splitter", splitter::FEATURES)?)),
            Tokeniser::new(Some(load(folder, "tokeniser", tokens::FEATURES)?)),
        ),
        ("rules", Splitter::new(None), Tokeniser::new(None)),
    ];
    for (by, splitter, tokeniser) in &models {
        for (name, file, genres) in [
            ("ewt dev", "ewt/en_ewt-ud-dev.conllu.gz", &[][..]),
            ("ewt test", "ewt/en_ewt-ud-test.conllu.gz", &[]),
            ("gum dev", "gum/en_gum-ud-dev.conllu.gz", &[]),
            ("gum test", "gum/en_gum-ud-test.conllu.gz", &[]),
            ("gum test news", "gum/en_gum-ud-test.conllu.gz", &["news"]),
        ] {
            let (sentences, words) = f1(&rules, splitter, tokeniser, &corpora::paragraphs(bench, file, genres)?);
            println!("{by:6} {name:14} sentences {sentences:5.1}  words {words:6.2}");
            if *by == "model" {
                scores[name] = json!({"sentences": format!("{sentences:.1}"), "words": format!("{words:.2}")});
            }
        }
    }
    Ok(scores)
}

/// Span F1 of sentences and of words, in hundredths.
pub(crate) fn f1(rules: &Rules, splitter: &Splitter, tokeniser: &Tokeniser, paragraphs: &[Paragraph]) -> (f64, f64) {
    let (mut sentences, mut words) = ([0; 3], [0; 3]);
    for paragraph in paragraphs {
        let found = splitter.sentences(rules, &paragraph.text, &rapporteur::text::paragraphs(&paragraph.text));
        let tokens: Vec<Span> = found.iter().flat_map(|&sentence| tokeniser.tokens(rules, &paragraph.text, sentence)).collect();
        count(&mut sentences, &paragraph.sentences, &found);
        count(&mut words, &paragraph.tokens.concat(), &tokens);
    }
    (share(sentences), share(words))
}

/// The same for a shipped language.
pub(crate) fn shipped(language: &Language, paragraphs: &[Paragraph]) -> (f64, f64) {
    let (mut sentences, mut words) = ([0; 3], [0; 3]);
    for paragraph in paragraphs {
        let (found, tokens) = language.cut(&paragraph.text);
        count(&mut sentences, &paragraph.sentences, &found);
        count(&mut words, &paragraph.tokens.concat(), &tokens.concat());
    }
    (share(sentences), share(words))
}

fn count(tally: &mut [usize; 3], gold: &[Span], found: &[Span]) {
    let wanted: BTreeSet<Span> = gold.iter().copied().collect();
    tally[0] += found.iter().filter(|span| wanted.contains(span)).count();
    tally[1] += found.len();
    tally[2] += gold.len();
}

#[allow(clippy::cast_precision_loss, reason = "counts are small")]
fn share([hit, found, gold]: [usize; 3]) -> f64 {
    200.0 * hit as f64 / (found + gold) as f64
}
