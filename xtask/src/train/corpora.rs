//! The treebanks as documents of paragraphs with gold sentences and tokens. Only genres whose texts have an open licence train.

use crate::bench_data::{Outcome, text};
use rapporteur::text::Span;
use std::path::{Path, PathBuf};

/// Genres of GUM whose texts may be used freely; the others are non-commercial.
pub(crate) const GUM_FREE: [&str; 10] =
    ["news", "interview", "bio", "voyage", "academic", "court", "speech", "textbook", "vlog", "conversation"];

/// One paragraph: its text, the spans of its sentences, and of the tokens of each.
#[derive(Debug, Default)]
pub(crate) struct Paragraph {
    pub(crate) text: String,
    pub(crate) sentences: Vec<Span>,
    pub(crate) tokens: Vec<Vec<Span>>,
}

/// The paragraphs of a treebank file; of GUM only the genres named (all, when none is).
pub(crate) fn paragraphs(bench: &Path, file: &str, genres: &[&str]) -> Outcome<Vec<Paragraph>> {
    let (mut found, mut here, mut wanted) = (vec![Paragraph::default()], Vec::<(String, bool)>::new(), true);
    let mut words: Vec<(u32, u32)> = Vec::new();
    for line in text(&bench.join("treebanks").join(file))?.lines() {
        if let Some(id) = line.strip_prefix("# newdoc id = ") {
            let genre = id.strip_prefix("GUM_").and_then(|rest| rest.split('_').next());
            wanted = genres.is_empty() || genre.is_none_or(|genre| genres.contains(&genre));
            found.push(Paragraph::default());
        } else if line.starts_with("# newpar") {
            found.push(Paragraph::default());
        } else if line.is_empty() {
            if wanted && !here.is_empty() {
                found.last_mut().expect("there is always a paragraph").push(&here);
            }
            here.clear();
            words.clear();
        } else if !line.starts_with('#') {
            let columns: Vec<&str> = line.split('\t').collect();
            let space = !columns[9].split('|').any(|field| field == "SpaceAfter=No");
            if let Some((first, last)) = columns[0].split_once('-') {
                words.push((first.parse()?, last.parse()?));
                // What follows the whole follows its last word.
                here.push((String::new(), space));
            } else if let Ok(id) = columns[0].parse::<u32>() {
                let inside = words.last().is_some_and(|&(_, last)| id < last);
                let ends = words.last().is_some_and(|&(_, last)| id == last);
                let space = if ends { here.iter().rev().find(|(form, _)| form.is_empty()).is_some_and(|&(_, space)| space) } else { space };
                here.push((columns[1].to_owned(), space && !inside));
            }
        }
    }
    found.retain(|paragraph| !paragraph.sentences.is_empty());
    Ok(found)
}

impl Paragraph {
    fn push(&mut self, words: &[(String, bool)]) {
        let (start, mut tokens) = (self.text.len(), Vec::new());
        for (form, space) in words.iter().filter(|(form, _)| !form.is_empty()) {
            let at = self.text.len();
            self.text.push_str(&form.replace(char::is_whitespace, "\u{a0}"));
            tokens.push(Span::new(at, self.text.len()));
            if *space {
                self.text.push(' ');
            }
        }
        self.sentences.push(Span::new(start, self.text.len()).trimmed(&self.text));
        self.tokens.push(tokens);
    }
}

/// The treebanks that the models learn from.
const TRAINING: [&str; 2] = ["ewt/en_ewt-ud-train.conllu.gz", "gum/en_gum-ud-train.conllu.gz"];

/// The name sets that the models learn from.
const NAMES: [&str; 4] = [
    "uner_ewt/en_ewt-ud-train.iob2.gz",
    "crossner_politics/train.txt.gz",
    "crossner_politics/dev.txt.gz",
    "wikigold/wikigold.conll.txt.gz",
];

/// The files of the treebanks that train, then those of the names.
pub(crate) fn files(bench: &Path) -> [Vec<PathBuf>; 2] {
    let file = |name: &str| bench.join("treebanks").join(name);
    [TRAINING.map(file).to_vec(), NAMES.map(file).to_vec()]
}

/// The development set of EWT, trees and names, which the network learns from when everything is chosen.
pub(crate) fn development(bench: &Path) -> Vec<PathBuf> {
    ["ewt/en_ewt-ud-dev.conllu.gz", "uner_ewt/en_ewt-ud-dev.iob2.gz"].map(|name| bench.join("treebanks").join(name)).to_vec()
}

/// The development sets that the splitter and the tokeniser learn from as well, now that all is chosen.
const DEVELOPMENT: [&str; 2] = ["ewt/en_ewt-ud-dev.conllu.gz", "gum/en_gum-ud-dev.conllu.gz"];

/// What the splitter and the tokeniser learn from: the files, and their paragraphs.
pub(crate) fn cutting(bench: &Path) -> Outcome<(Vec<PathBuf>, Vec<Paragraph>)> {
    let (mut files, mut all) = (Vec::new(), Vec::new());
    for [ewt, gum] in [TRAINING, DEVELOPMENT] {
        all.extend(paragraphs(bench, ewt, &[])?);
        all.extend(paragraphs(bench, gum, &GUM_FREE)?);
        files.extend([ewt, gum].map(|name| bench.join("treebanks").join(name)));
    }
    Ok((files, all))
}
