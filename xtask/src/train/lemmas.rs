//! Learns lemmas from the treebanks: endings by tag, which words are lemmas at all, and the words that neither gets right.

use super::corpora::GUM_FREE;
use crate::bench_data::{Outcome, text};
use rapporteur::analyze::lemma::{Edit, LONGEST, Lemmas, base};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A rule is kept when at least this many forms speak for it.
const SUPPORT: usize = 2;

/// Form, Penn tag and lemma of every word.
fn words(bench: &Path, file: &str, genres: &[&str]) -> Outcome<Vec<(String, String, String)>> {
    let (mut found, mut wanted) = (Vec::new(), true);
    for line in text(&bench.join("treebanks").join(file))?.lines() {
        if let Some(id) = line.strip_prefix("# newdoc id = GUM_") {
            wanted = genres.is_empty() || genres.contains(&id.split('_').next().unwrap_or_default());
        }
        let columns: Vec<&str> = line.split('\t').collect();
        if wanted && columns.len() == 10 && columns[0].bytes().all(|b| b.is_ascii_digit()) {
            found.push((columns[1].to_owned(), columns[4].to_owned(), columns[2].to_owned()));
        }
    }
    Ok(found)
}

pub(crate) fn train(bench: &Path, out: &Path) -> Outcome<()> {
    let mut seen = words(bench, "ewt/en_ewt-ud-train.conllu.gz", &[])?;
    seen.extend(words(bench, "gum/en_gum-ud-train.conllu.gz", &GUM_FREE)?);
    // The usual lemma of each form with a tag.
    let mut counts: BTreeMap<(String, String), BTreeMap<String, usize>> = BTreeMap::new();
    for (form, tag, lemma) in seen {
        *counts.entry((tag.clone(), base(&form, &tag))).or_default().entry(lemma).or_default() += 1;
    }
    let usual: BTreeMap<&(String, String), &String> =
        counts.iter().filter_map(|(key, lemmas)| Some((key, lemmas.iter().max_by_key(|(_, count)| **count)?.0))).collect();
    let mut edits: BTreeMap<(&str, String), BTreeMap<Edit, usize>> = BTreeMap::new();
    for ((tag, form), lemma) in &usual {
        // A lemma that keeps little of its form (a capital letter of its own, another word) teaches nothing about endings.
        if Edit::between(form, lemma).cut > LONGEST {
            continue;
        }
        let count = form.chars().count();
        for length in 0..=LONGEST.min(count) {
            let ending = form.chars().skip(count - length).collect();
            *edits.entry((tag, ending)).or_default().entry(Edit::between(form, lemma)).or_default() += 1;
        }
    }
    let mut rules: BTreeMap<(&str, String), Edit> = BTreeMap::new();
    let mut lines = "# Lemmas, learned from the treebanks by `cargo xtask train lemmas`.\n".to_owned();
    for ((tag, ending), ways) in &edits {
        let (edit, count) = ways.iter().max_by_key(|(_, count)| **count).expect("an ending was seen");
        // What a shorter ending says already need not be said again. (Endings come shortest first only by length.)
        let shorter = (1..=ending.chars().count()).find_map(|cut| rules.get(&(tag, ending.chars().skip(cut).collect::<String>())));
        let wanted = ending.is_empty() || *count >= SUPPORT && shorter != Some(edit);
        if wanted {
            rules.insert((tag, ending.clone()), edit.clone());
        }
    }
    for ((tag, ending), edit) in &rules {
        lines += &format!("rule\t{tag}\t{ending}\t{}\t{}\n", edit.cut, edit.put);
    }
    for (kind, words) in known(&usual)? {
        lines += &format!("base\t{kind}\t{}\n", words.into_iter().collect::<Vec<_>>().join(" "));
    }
    let learned = Lemmas::read(&lines)?;
    for ((tag, form), lemma) in &usual {
        if learned.of(form, tag) != **lemma && !form.contains('\t') {
            lines += &format!("word\t{tag}\t{form}\t{lemma}\n");
        }
    }
    std::fs::write(out.join("lemmas.tsv"), &lines)?;
    measure(bench, out)
}

/// Verbs and nouns that are known as lemmas: those of the treebanks, in small letters throughout, and the cues.
fn known(usual: &BTreeMap<&(String, String), &String>) -> Outcome<BTreeMap<&'static str, BTreeSet<String>>> {
    let mut words: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for ((tag, _), lemma) in usual {
        let kind = if tag.starts_with("VB") { "V" } else { "N" };
        if (kind == "V" || matches!(tag.as_str(), "NN" | "NNS")) && lemma.len() > 1 && lemma.chars().all(|c| c.is_ascii_lowercase()) {
            words.entry(kind).or_default().insert((*lemma).clone());
        }
    }
    let cues = rapporteur_data::language_file("en", "cues.tsv").unwrap_or_default();
    for line in std::str::from_utf8(cues)?.lines().filter(|line| !line.starts_with('#')) {
        let [_, kind, _, list, ..] = line.split('\t').collect::<Vec<_>>()[..] else { continue };
        let kind = match kind {
            "verb" => "V",
            "noun" => "N",
            _ => continue,
        };
        // A verb with its particle is known by the verb.
        words.entry(kind).or_default().extend(list.split(' ').map(|word| word.split('-').next().unwrap_or(word).to_owned()));
    }
    Ok(words)
}

/// Prints the share of right lemmas on gold tags.
fn measure(bench: &Path, folder: &Path) -> Outcome<()> {
    let lemmas = Lemmas::read(&std::fs::read_to_string(folder.join("lemmas.tsv"))?)?;
    for file in
        ["ewt/en_ewt-ud-dev.conllu.gz", "ewt/en_ewt-ud-test.conllu.gz", "gum/en_gum-ud-dev.conllu.gz", "gum/en_gum-ud-test.conllu.gz"]
    {
        let gold = words(bench, file, &[])?;
        let right = gold.iter().filter(|(form, tag, lemma)| lemmas.of(form, tag) == *lemma).count();
        #[allow(clippy::cast_precision_loss, reason = "counts are small")]
        let share = 100.0 * right as f64 / gold.len() as f64;
        println!("{file:32} lemmas {share:.2}");
    }
    Ok(())
}
