//! Puts the tensors that the Python side wrote into a model file.

use crate::bench_data::Outcome;
use rapporteur::analyze::model::write;
use rapporteur::analyze::{features, vectors};
use serde_json::{Value, json};
use std::path::Path;

/// Packs the folder of tensors of a model (`network` or `vectors`) into the language's folder.
pub(crate) fn pack(model: &str, tensors: &Path, out: &Path) -> Outcome<()> {
    let mut files: Vec<_> = std::fs::read_dir(tensors)?.collect::<Result<_, _>>()?;
    files.sort_by_key(std::fs::DirEntry::file_name);
    let mut named = Vec::new();
    for file in files {
        named.push((file.file_name().to_string_lossy().into_owned(), std::fs::read(file.path())?));
    }
    let borrowed: Vec<(&str, &[u8])> = named.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let checksum = if model == "network" { features::FEATURES } else { vectors::FEATURES };
    let bytes = write(&format!("en/{model}"), checksum, &about(model), &borrowed);
    println!("{model}: {} bytes", bytes.len());
    Ok(std::fs::write(out.join(format!("{model}.model")), bytes)?)
}

fn about(model: &str) -> Value {
    let encoder = "all-MiniLM-L6-v2, Apache-2.0";
    if model == "vectors" {
        return json!({"data": [encoder], "licences": ["Apache-2.0"], "method": "Model2Vec, 128 principal components, smooth inverse frequency"});
    }
    json!({
        "data": [
            "UD English EWT train", "UD English GUM train (news, interview, bio, voyage, academic, court, speech, textbook, vlog, conversation)",
            "UNER English EWT train", "CrossNER politics train and dev", "Wikigold", "releases of the President of Russia 2021-22, labelled by a teacher", encoder
        ],
        "licences": ["CC BY-SA 4.0", "CC BY 4.0", "MIT", "Apache-2.0"],
        "method": "two layers of LSTM both ways, trained on gold and on a teacher's labels; see MODELS.md",
    })
}
