//! Builds the shipped tables from openly licensed data.

use crate::bench_data::{Outcome, field, folder, rows, text};
use rapporteur::text::{fold, stem, words};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;

/// Genres of GUM whose texts are free for any use.
const FREE_GENRES: [&str; 8] = ["news", "interview", "bio", "voyage", "academic", "court", "speech", "textbook"];

/// In how many texts each stem stands: web reviews, mail and blogs (EWT), free genres of GUM, official releases, news in
/// Wikinews and articles of Wikigold. Written to the data crate.
pub(crate) fn frequencies() -> Outcome<()> {
    let bench = folder().ok_or("the benchmark data is not there; set RAPPORTEUR_BENCH to its folder")?;
    let mut documents: Vec<String> = Vec::new();
    conllu(&text(&bench.join("treebanks/ewt/en_ewt-ud-train.conllu.gz"))?, |_| true, &mut documents);
    conllu(
        &text(&bench.join("treebanks/gum/en_gum-ud-train.conllu.gz"))?,
        |name| FREE_GENRES.iter().any(|genre| name.contains(&format!("_{genre}_"))),
        &mut documents,
    );
    documents.extend(
        text(&bench.join("treebanks/wikigold/wikigold.conll.txt.gz"))?
            .split("-DOCSTART-")
            .map(|document| document.lines().filter_map(|line| line.split(' ').next()).collect::<Vec<_>>().join(" ")),
    );
    documents.extend(rows(&bench.join("news/kremlin_releases.jsonl.gz"))?.iter().map(|row| field(row, "text").to_owned()));
    documents.extend(wikinews(&bench.join("quotes/gum_news.jsonl.gz"))?);
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    for document in &documents {
        let stems: BTreeSet<String> = words(document).iter().map(|word| stem(&fold(word.span.of(document)))).collect();
        for stem in stems {
            *counts.entry(stem).or_default() += 1;
        }
    }
    let rarity = |count: u32| ((documents.len() as f64 + 1.0) / (f64::from(count) + 1.0)).ln() * 1000.0;
    let mut table = format!("documents\t{}\t{:.0}\n", documents.len(), rarity(0));
    for (stem, count) in counts.iter().filter(|(_, count)| **count > 1) {
        writeln!(table, "{stem}\t{count}\t{:.0}", rarity(*count))?;
    }
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/rapporteur-data/data/frequencies.tsv");
    std::fs::write(&target, &table)?;
    println!("{} documents, {} stems, {} bytes", documents.len(), table.lines().count() - 1, table.len());
    Ok(())
}

fn conllu(source: &str, wanted: impl Fn(&str) -> bool, documents: &mut Vec<String>) {
    for document in source.split("# newdoc id = ").skip(1) {
        if wanted(document.lines().next().unwrap_or_default()) {
            let forms = document.lines().filter_map(|line| line.split_once('\t')).filter(|(id, _)| id.bytes().all(|b| b.is_ascii_digit()));
            documents.push(forms.filter_map(|(_, rest)| rest.split('\t').next()).collect::<Vec<_>>().join(" "));
        }
    }
}

fn wikinews(path: &Path) -> Outcome<Vec<String>> {
    Ok(rows(path)?.iter().map(|row| field(row, "text").to_owned()).collect())
}
