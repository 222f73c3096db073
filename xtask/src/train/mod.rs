//! Trains the shipped models from the benchmark's treebanks. `MODELS.md` says what each learned from and how well it does.

pub(crate) mod corpora;
pub(crate) mod council;
pub(crate) mod cutting;
mod export;
mod lemmas;
mod pack;
mod perceptron;
mod python;
mod scores;

pub(crate) use python::names;

use crate::bench_data::{Outcome, folder};
use std::path::{Path, PathBuf};

/// Where the models of English lie.
fn english() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../crates/rapporteur-data/languages/en")
}

/// Trains what is named, or everything that does not need the teacher.
pub(crate) fn run(what: &[&str]) -> Outcome<()> {
    let bench = folder().ok_or("training needs the benchmark data: set RAPPORTEUR_BENCH to its folder")?;
    match what {
        ["all"] => ["splitter", "lemmas", "network", "vectors", "council"].into_iter().try_for_each(|what| run(&[what])),
        ["splitter"] => cutting::train_both(&bench, &english()),
        ["lemmas"] => lemmas::train(&bench, &english()),
        ["scores"] => scores::train(&bench, &english()),
        ["commitments", file] => scores::commitments(Path::new(file)),
        ["events", file] => scores::events(Path::new(file)),
        ["rows", file] => scores::rows(Path::new(file)),
        ["teacher"] => python::teacher(&bench),
        ["network" | "tagger" | "parser" | "names"] => python::network(&bench),
        ["vectors"] => python::vectors(&bench),
        ["council"] => council::train(&bench),
        // What the Python side calls.
        ["features"] => export::features(&english()),
        ["pack", model, tensors] => pack::pack(&bench, model, Path::new(tensors), &english()),
        _ => Err(
            "train what? splitter (with the tokeniser), lemmas, scores, network (tagger, parser and names in one), vectors, council, all; teacher"
                .into(),
        ),
    }
}
