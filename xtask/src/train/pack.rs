//! Puts the tensors that the Python side wrote into a model file.

use super::corpora;
use crate::bench_data::{Outcome, fingerprint};
use crate::eval_language;
use rapporteur::analyze::model::write;
use rapporteur::analyze::{Language, LanguageSources, features, vectors};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Packs the folder of tensors of a model (`network` or `vectors`) into the language's folder, and says in its header how it does.
pub(crate) fn pack(bench: &Path, model: &str, tensors: &Path, out: &Path) -> Outcome<()> {
    let mut files: Vec<_> = std::fs::read_dir(tensors)?.collect::<Result<_, _>>()?;
    files.sort_by_key(std::fs::DirEntry::file_name);
    let mut named = Vec::new();
    for file in files {
        named.push((file.file_name().to_string_lossy().into_owned(), std::fs::read(file.path())?));
    }
    let borrowed: Vec<(&str, &[u8])> = named.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let checksum = if model == "network" { features::FEATURES } else { vectors::FEATURES };
    let mut about = about(model);
    about["fingerprint"] = fingerprint(&learned_from(bench, model, out))?.into();
    let bytes = |about: &Value| write(&format!("en/{model}"), checksum, about, &borrowed);
    if model == "network" {
        about["scores"] = scores(bench, out, &bytes(&about))?;
    }
    let bytes = bytes(&about);
    println!("{model}: {} bytes", bytes.len());
    Ok(std::fs::write(out.join(format!("{model}.model")), bytes)?)
}

/// Every file that a model is a function of, but for the program that trains it.
fn learned_from(bench: &Path, model: &str, out: &Path) -> Vec<PathBuf> {
    let [treebanks, names] = corpora::files(bench);
    let [cuts, labels, views] = super::python::kept();
    let news = vec![bench.join("news/kremlin_releases.jsonl.gz"), cuts];
    match model {
        "vectors" => [treebanks, news].concat(),
        _ => [treebanks, names, corpora::development(bench), news, vec![labels, views, out.join("names.tsv"), out.join("gazetteer.tsv")]]
            .concat(),
    }
}

/// The figures of `cargo xtask eval language` for a network that is not shipped yet.
fn scores(bench: &Path, folder: &Path, network: &[u8]) -> Outcome<Value> {
    let mut files = BTreeMap::new();
    for file in std::fs::read_dir(folder)? {
        let file = file?;
        files.insert(file.file_name().to_string_lossy().into_owned(), std::fs::read(file.path())?);
    }
    files.insert("network.model".to_owned(), network.to_vec());
    let sources = LanguageSources::from_folder(|name| files.get(name).map(Vec::as_slice))?;
    let figures = eval_language::figures(&Language::read(&sources)?, bench)?;
    let told = figures.into_iter().map(|figure| (figure.name.replace("language: ", ""), Value::from(format!("{:.1}", figure.value))));
    Ok(Value::Object(told.collect()))
}

fn about(model: &str) -> Value {
    let encoder = "all-MiniLM-L6-v2, Apache-2.0";
    if model == "vectors" {
        return json!({"data": [encoder], "licences": ["Apache-2.0"], "method": "Model2Vec, 128 principal components, smooth inverse frequency"});
    }
    json!({
        "data": [
            "UD English EWT train and dev", "UD English GUM train (news, interview, bio, voyage, academic, court, speech, textbook, vlog, conversation)",
            "UNER English EWT train and dev", "CrossNER politics train and dev", "Wikigold", "releases of the President of Russia 2021-22, labelled by a teacher",
            "known names of GeoNames, the United States census and Wikidata", encoder
        ],
        "licences": ["CC BY-SA 4.0", "CC BY 4.0", "MIT", "Apache-2.0", "CC0 1.0", "public domain"],
        "method": "two layers of LSTM both ways, trained on gold and on a teacher's labels; see MODELS.md",
    })
}
