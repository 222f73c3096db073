//! Where the benchmark data lies, and how its files are read.

use serde_json::Value;
use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

pub(crate) type Outcome<T> = Result<T, Box<dyn Error>>;

/// The folder of benchmark data: `RAPPORTEUR_BENCH`, or `shared/bench` beside the checkout; none where there is none.
pub(crate) fn folder() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/bench");
    let folder = std::env::var_os("RAPPORTEUR_BENCH").map_or(beside, PathBuf::from);
    folder.is_dir().then_some(folder)
}

/// The text of a gzipped file.
pub(crate) fn text(path: &Path) -> Outcome<String> {
    let mut text = String::new();
    flate2::read::MultiGzDecoder::new(BufReader::new(File::open(path)?)).read_to_string(&mut text)?;
    Ok(text)
}

/// The objects of a gzipped JSON Lines file.
pub(crate) fn rows(path: &Path) -> Outcome<Vec<Value>> {
    let file = BufReader::new(flate2::read::MultiGzDecoder::new(BufReader::new(File::open(path)?)));
    file.lines().map(|line| Ok(serde_json::from_str(&line?)?)).collect()
}

/// A text field of a row, empty where it is missing.
pub(crate) fn field<'a>(row: &'a Value, name: &str) -> &'a str {
    row[name].as_str().unwrap_or_default()
}

/// Hex digest (BLAKE3, 16 bytes) of files, in the order given: what a model was trained on.
pub(crate) fn fingerprint(files: &[PathBuf]) -> Outcome<String> {
    let mut hasher = blake3::Hasher::new();
    for file in files {
        let bytes = std::fs::read(file)?;
        hasher.update(&(bytes.len() as u64).to_le_bytes()).update(&bytes);
    }
    Ok(hasher.finalize().to_hex()[..32].to_owned())
}
