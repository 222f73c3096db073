//! Trains the shipped models from the benchmark's treebanks. `MODELS.md` says what each learned from and how well it does.

pub(crate) mod corpora;
pub(crate) mod council;
pub(crate) mod cutting;
mod export;
mod lemmas;
mod pack;
mod perceptron;

use crate::bench_data::{Outcome, folder};
use std::path::{Path, PathBuf};

/// Where the models of English lie.
fn english() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../crates/rapporteur-data/languages/en")
}

/// Trains what is named, or everything.
pub(crate) fn run(what: &[&str]) -> Outcome<()> {
    let bench = folder().ok_or("training needs the benchmark data: set RAPPORTEUR_BENCH to its folder")?;
    match what {
        ["splitter" | "tokeniser"] => cutting::train_both(&bench, &english()),
        ["council"] => council::train(&bench),
        ["lemmas"] => lemmas::train(&bench, &english()),
        ["pack", model, tensors] => pack::pack(model, Path::new(tensors), &english()),
        ["features"] => export::features(&english()),
        ["news"] => export::news(&bench, &english()),
        ["measure"] => cutting::measure(&bench, &english()),
        _ => Err("train what? splitter".into()),
    }
}
