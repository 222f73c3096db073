//! Scores the language layer: tags and trees on gold tokens, names, sentences and words from text, lemmas, and speed.

use crate::bench_data::{Outcome, field, rows, text};
use crate::eval::{Figure, ceiling, floor};
use crate::train::{corpora, cutting};
use rapporteur::analyze::{Kernel, Language, LanguageSources, conllu};
use rapporteur::text::Span;
use rapporteur_data::{LANGUAGES, language_file};
use std::collections::BTreeSet;
use std::path::Path;

/// Genres of GUM that read like the reports of our users.
const FORMAL: [&str; 3] = ["news", "speech", "interview"];

/// Verbs of speech, by whose clauses and parataxis ("..., he said") attribution is told.
const SPEECH: [&str; 16] = [
    "say", "tell", "add", "explain", "note", "ask", "write", "claim", "state", "think", "believe", "report", "announce", "argue",
    "suggest", "reply",
];

/// English as shipped.
pub(crate) fn english(kernel: Kernel) -> Outcome<Language> {
    let sources = LanguageSources::from_folder(|file| language_file("en", file))?;
    Ok(Language::read_for(&sources, kernel)?)
}

pub(crate) fn run(bench: &Path) -> Outcome<Vec<Figure>> {
    let mut figures = figures(&english(Kernel::detect())?, bench)?;
    figures.push(ceiling("language: shipped models, MB", megabytes(), 20.0));
    Ok(figures)
}

/// The figures of any language that has the models of English.
pub(crate) fn figures(language: &Language, bench: &Path) -> Outcome<Vec<Figure>> {
    let mut figures = Vec::new();
    let ewt = treebank(bench, "ewt/en_ewt-ud-test.conllu.gz", &[])?;
    let gum = treebank(bench, "gum/en_gum-ud-test.conllu.gz", &[])?;
    let formal = treebank(bench, "gum/en_gum-ud-dev.conllu.gz", &FORMAL)? + &treebank(bench, "gum/en_gum-ud-test.conllu.gz", &FORMAL)?;
    for (name, gold, floors) in
        [("ewt test", &ewt, [96.4, 87.5]), ("gum test", &gum, [97.0, 87.0]), ("formal prose", &formal, [97.0, 88.5])]
    {
        let trees = Trees::score(gold, &conllu::retag(language, gold));
        figures.push(floor(&format!("language: {name}, UPOS"), trees.upos(), floors[0]));
        figures.push(floor(&format!("language: {name}, UAS"), trees.uas(), 0.0));
        figures.push(floor(&format!("language: {name}, LAS"), trees.las(), floors[1]));
        figures.push(floor(&format!("language: {name}, lemmas"), trees.lemmas(), 95.0));
        for relation in ["nsubj", "obj", "ccomp", "parataxis"] {
            let least = if name == "formal prose" && relation == "ccomp" { 78.0 } else { 0.0 };
            figures.push(floor(&format!("language: {name}, {relation} F1"), trees.relation(relation), least));
        }
        figures.push(floor(&format!("language: {name}, parataxis of speech verbs F1"), trees.relation("said"), 0.0));
        figures.push(floor(&format!("language: {name}, clauses of speech verbs F1"), trees.spoken(), 0.0));
    }
    for (name, file, columns, least) in [
        ("UNER EWT test", "uner_ewt/en_ewt-ud-test.iob2.gz", (1, 2), 78.0),
        ("CrossNER politics test", "crossner_politics/test.txt.gz", (0, 1), 83.0),
        ("re3d test, no sentence of the BBC's", "re3d/re3d-test.conll.gz", (0, 1), 0.0),
    ] {
        figures.push(floor(&format!("language: names, {name}, F1"), names(language, bench, file, columns)?, least));
    }
    for (name, file, floors) in
        [("ewt test", "ewt/en_ewt-ud-test.conllu.gz", [88.0, 98.5]), ("gum test", "gum/en_gum-ud-test.conllu.gz", [96.5, 99.5])]
    {
        let (sentences, words) = cutting::shipped(language, &corpora::paragraphs(bench, file, &[])?);
        figures.push(floor(&format!("language: {name}, sentences F1"), sentences, floors[0]));
        figures.push(floor(&format!("language: {name}, words F1"), words, floors[1]));
    }
    Ok(figures)
}

/// Prints the speed on one core from raw text, for each set of instructions this machine has.
pub(crate) fn speeds(bench: &Path) -> Outcome<()> {
    for kernel in Kernel::all() {
        println!(
            "language, {kernel:?}: {:.0} words/s of processor time, one thread, everything together from raw text",
            speed(&english(kernel)?, bench)?
        );
    }
    Ok(())
}

/// The text of a treebank, of some genres.
fn treebank(bench: &Path, file: &str, genres: &[&str]) -> Outcome<String> {
    let whole = text(&bench.join("treebanks").join(file))?;
    let (mut out, mut wanted) = (String::with_capacity(whole.len()), true);
    for line in whole.lines() {
        if let Some(id) = line.strip_prefix("# newdoc id = GUM_") {
            wanted = genres.is_empty() || genres.contains(&id.split('_').next().unwrap_or_default());
        }
        if wanted {
            out += line;
            out.push('\n');
        }
    }
    Ok(out)
}

/// Counts over the words of a treebank.
#[derive(Default)]
struct Trees {
    words: u32,
    upos: u32,
    heads: u32,
    labelled: u32,
    lemmas: u32,
    relations: Vec<[String; 2]>,
    right: Vec<String>,
    /// Clauses of verbs of speech: in the gold, found, in both.
    spoken: [usize; 3],
}

/// What is said, by the place of its main word and of its verb of speech, whichever way the tree ties them: as `ccomp`, or as `parataxis` of
/// one under the other. Verbs are known by their gold lemmas.
fn spoken(words: &[Vec<String>], gold: &[Vec<String>]) -> BTreeSet<(usize, usize)> {
    let (mut ties, mut start) = (BTreeSet::new(), 0);
    for (at, word) in words.iter().enumerate() {
        if word[0] == "1" {
            start = at;
        }
        let Some(head) = word[6].parse::<usize>().ok().filter(|&head| head > 0).map(|head| start + head - 1) else { continue };
        let speaks = |at: usize| SPEECH.contains(&gold[at][2].as_str());
        match word[7].split(':').next() {
            Some("ccomp" | "parataxis") if speaks(head) => _ = ties.insert((at, head)),
            Some("parataxis") if speaks(at) => _ = ties.insert((head, at)),
            _ => {}
        }
    }
    ties
}

impl Trees {
    fn score(gold: &str, found: &str) -> Self {
        let words = |text: &str| -> Vec<Vec<String>> {
            let columns = text.lines().map(|line| line.split('\t').map(str::to_owned).collect::<Vec<_>>());
            columns.filter(|columns| columns.len() == 10 && columns[0].bytes().all(|b| b.is_ascii_digit())).collect()
        };
        let plain = |relation: &str| relation.split(':').next().unwrap_or_default().to_owned();
        let (gold, found) = (words(gold), words(found));
        let ties = [spoken(&gold, &gold), spoken(&found, &gold)];
        let both = ties[0].intersection(&ties[1]).count();
        let mut trees = Self { spoken: [ties[0].len(), ties[1].len(), both], ..Self::default() };
        for (gold, found) in gold.iter().zip(&found) {
            let relations = [plain(&gold[7]), plain(&found[7])];
            let head = gold[6] == found[6];
            if SPEECH.contains(&gold[2].as_str()) && relations.iter().any(|relation| relation == "parataxis") {
                trees.relations.push(relations.clone().map(|relation| if relation == "parataxis" { "said".to_owned() } else { relation }));
                if head && relations[0] == relations[1] {
                    trees.right.push("said".to_owned());
                }
            }
            trees.words += 1;
            trees.upos += u32::from(gold[3] == found[3]);
            trees.lemmas += u32::from(gold[2] == found[2]);
            trees.heads += u32::from(head);
            if head && relations[0] == relations[1] {
                trees.labelled += 1;
                trees.right.push(relations[0].clone());
            }
            trees.relations.push(relations);
        }
        trees
    }

    fn share(&self, count: u32) -> f64 {
        100.0 * f64::from(count) / f64::from(self.words.max(1))
    }

    fn upos(&self) -> f64 {
        self.share(self.upos)
    }

    fn uas(&self) -> f64 {
        self.share(self.heads)
    }

    fn las(&self) -> f64 {
        self.share(self.labelled)
    }

    fn lemmas(&self) -> f64 {
        self.share(self.lemmas)
    }

    #[allow(clippy::cast_precision_loss, reason = "counts are small")]
    fn spoken(&self) -> f64 {
        let [gold, found, both] = self.spoken;
        200.0 * both as f64 / (gold + found).max(1) as f64
    }

    #[allow(clippy::cast_precision_loss, reason = "counts are small")]
    fn relation(&self, name: &str) -> f64 {
        let count = |side: usize| self.relations.iter().filter(|pair| pair[side] == name).count();
        let right = self.right.iter().filter(|relation| *relation == name).count();
        200.0 * right as f64 / (count(0) + count(1)).max(1) as f64
    }
}

/// The kind of a label of any of the name sets, over persons, places and organisations.
fn kind(label: &str) -> Option<&'static str> {
    match label {
        "PER" | "person" | "politician" | "Person" => Some("PER"),
        "LOC" | "country" | "location" | "Location" => Some("LOC"),
        "ORG" | "organisation" | "politicalparty" | "Organisation" => Some("ORG"),
        _ => None,
    }
}

/// One token a line with its label, as the name sets have it.
type Labelled = Vec<(String, String)>;

/// F1 of exact spans. Where a set tells its documents, each is read whole, as reports are; else each sentence is a text of its own.
fn names(language: &Language, bench: &Path, file: &str, columns: (usize, usize)) -> Outcome<f64> {
    let (mut hit, mut wanted, mut made) = (0, 0, 0);
    for document in documents(&text(&bench.join("treebanks").join(file))?, columns) {
        let left_out = |sentence: &Labelled| file.starts_with("re3d") && sentence.iter().any(|(form, _)| form == "BBC");
        let sentences: Vec<Labelled> = document.into_iter().filter(|sentence| !left_out(sentence)).collect();
        for (sentence, found) in sentences.iter().zip(found_names(language, &sentences)) {
            let gold = gold_names(sentence);
            hit += gold.intersection(&found).count();
            wanted += gold.len();
            made += found.len();
        }
    }
    #[allow(clippy::cast_precision_loss, reason = "counts are small")]
    let f1 = 200.0 * hit as f64 / (wanted + made).max(1) as f64;
    Ok(f1)
}

fn documents(all: &str, (form, tag): (usize, usize)) -> Vec<Vec<Labelled>> {
    let (mut documents, mut sentence, mut told): (Vec<Vec<Labelled>>, Labelled, bool) = (vec![Vec::new()], Vec::new(), false);
    for line in all.lines().chain([""]) {
        let columns: Vec<&str> = if line.contains('\t') { line.split('\t').collect() } else { line.split(' ').collect() };
        let remark = line.starts_with('#') && !line.contains('\t');
        if remark && line.starts_with("# newdoc") {
            told = true;
            documents.push(Vec::new());
        } else if !remark && columns.len() > tag && !columns[form].trim().is_empty() {
            sentence.push((columns[form].to_owned(), columns[tag].trim().to_owned()));
        } else if !remark && !sentence.is_empty() {
            documents.last_mut().expect("there is always one").push(std::mem::take(&mut sentence));
            if !told {
                documents.push(Vec::new());
            }
        }
    }
    documents
}

fn gold_names(sentence: &[(String, String)]) -> BTreeSet<(usize, usize, &'static str)> {
    let mut found = BTreeSet::new();
    let mut open: Option<(usize, &'static str)> = None;
    for (at, (_, tag)) in sentence.iter().enumerate() {
        let (mark, label) = tag.split_once('-').unwrap_or((tag, ""));
        let here = kind(label);
        if let Some((start, kind)) = open.filter(|&(_, kind)| here != Some(kind) || mark == "B") {
            found.insert((start, at, kind));
            open = None;
        }
        if let (Some(kind), None) = (here, open) {
            open = Some((at, kind));
        }
    }
    found.extend(open.map(|(start, kind)| (start, sentence.len(), kind)));
    found
}

/// The names of each sentence of a text.
fn found_names(language: &Language, sentences: &[Labelled]) -> Vec<BTreeSet<(usize, usize, &'static str)>> {
    let (mut text, mut spans, mut tokens) = (String::new(), Vec::new(), Vec::new());
    for sentence in sentences {
        let start = text.len();
        let mut own = Vec::new();
        for (form, _) in sentence {
            let at = text.len();
            text += form;
            own.push(Span::new(at, text.len()));
            text.push(' ');
        }
        spans.push(Span::new(start, text.len()));
        tokens.push(own);
    }
    let analysis = language.read_tokens(&text, Vec::new(), spans, tokens);
    let mut found = vec![BTreeSet::new(); sentences.len()];
    for name in analysis.names.iter().filter(|name| name.kind.label() != "NAT") {
        let at = analysis.sentences.partition_point(|sentence| sentence.tokens.end <= name.tokens.start);
        let start = analysis.sentences[at].tokens.start;
        found[at].insert((name.tokens.start - start, name.tokens.end - start, name.kind.label()));
    }
    found
}

/// Words a second of processor time, one thread, whole releases from raw text.
pub(crate) fn speed(language: &Language, bench: &Path) -> Outcome<f64> {
    let texts: Vec<String> =
        rows(&bench.join("news/kremlin_releases.jsonl.gz"))?.iter().take(100).map(|row| field(row, "text").to_owned()).collect();
    let mut words = 0;
    let began = cpu_seconds()?;
    for text in &texts {
        words += language.analyze(text).tokens.len();
    }
    #[allow(clippy::cast_precision_loss, reason = "counts are small")]
    let rate = words as f64 / (cpu_seconds()? - began).max(1e-9);
    Ok(rate)
}

/// Processor time of this process so far, where the system tells it; else wall time.
pub(crate) fn cpu_seconds() -> Outcome<f64> {
    let told = std::fs::read_to_string("/proc/self/stat").ok().and_then(|stat| {
        let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
        Some((fields.get(11)?.parse::<f64>().ok()? + fields.get(12)?.parse::<f64>().ok()?) / 100.0)
    });
    Ok(told.unwrap_or(std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?.as_secs_f64()))
}

/// The size of every file of every language.
#[allow(clippy::cast_precision_loss, reason = "sizes are small")]
fn megabytes() -> f64 {
    let files = [
        "rules.tsv",
        "splits.tsv",
        "names.tsv",
        "gazetteer.tsv",
        "lemmas.tsv",
        "pieces.txt",
        "splitter.model",
        "tokeniser.model",
        "network.model",
        "vectors.model",
    ];
    let sizes = LANGUAGES.iter().flat_map(|code| files.iter().filter_map(|file| language_file(code, file)).map(<[u8]>::len));
    sizes.sum::<usize>() as f64 / 1e6
}
