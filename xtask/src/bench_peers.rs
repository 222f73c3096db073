//! Peers of the language layer and of quotation, trained on the same data and run beside ours.
//!
//! They need a Python with `spacy`, `textacy` and `spacy-lookups-data`: set `RAPPORTEUR_PYTHON` to it.

use crate::bench_data::{Outcome, field, rows};
use crate::{eval_language, eval_statements};
use rapporteur::analyze::Kernel;
use serde_json::Value;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Steps that spaCy's pipeline is trained for; its accuracy on the held-out trees had stopped growing by then.
const STEPS: &str = "15000";

fn python(script: &str) -> Command {
    let mut command = Command::new(std::env::var("RAPPORTEUR_PYTHON").unwrap_or_else(|_| "python3".to_owned()));
    command.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("peers").join(script)).env("OMP_NUM_THREADS", "1").stdin(Stdio::null());
    command
}

fn answer(command: &mut Command) -> Outcome<String> {
    let output = command.stderr(Stdio::inherit()).output()?;
    if output.status.success() {
        Ok(String::from_utf8(output.stdout)?)
    } else {
        Err(format!("{command:?} ended with {}", output.status).into())
    }
}

/// spaCy's trained pipeline; trained first where it is not there (over an hour on one core).
fn model(bench: &Path) -> Outcome<PathBuf> {
    let made = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/training/spacy");
    let model = std::env::var_os("RAPPORTEUR_SPACY_MODEL").map_or(made, PathBuf::from);
    if !model.join("model-last").exists() {
        std::fs::create_dir_all(&model)?;
        answer(python("spacy_pipeline.py").arg("train").arg(bench).arg(&model).arg(STEPS))?;
    }
    Ok(model)
}

/// Tags, trees, names and speed of spaCy's pipeline and of ours, in one run.
pub(crate) fn spacy(bench: &Path) -> Outcome<()> {
    let model = model(bench)?;
    let mut texts = String::new();
    for row in rows(&bench.join("news/kremlin_releases.jsonl.gz"))?.iter().take(100) {
        writeln!(texts, "{}", serde_json::json!({"text": field(row, "text")}))?;
    }
    let file = std::env::temp_dir().join("rapporteur-bench-texts.jsonl");
    std::fs::write(&file, texts)?;
    let told: Value = serde_json::from_str(&answer(python("spacy_pipeline.py").arg("measure").arg(bench).arg(&model).arg(&file))?)?;
    println!("spaCy {}: {told}", field(&told, "version"));
    let ours = eval_language::speed(&eval_language::english(Kernel::detect())?, bench)?;
    println!(
        "rapporteur: {ours:.0} words/s, {:.1} times as fast; `cargo xtask eval language` has the rest",
        ours / told["words_per_second"].as_f64().unwrap_or(f64::NAN)
    );
    Ok(())
}

/// Quotations of textacy over spaCy's pipeline, scored as ours are.
pub(crate) fn textacy(bench: &Path) -> Outcome<()> {
    let model = model(bench)?;
    for file in ["political_news_dev", "gum_news"] {
        let predictions = answer(python("textacy_quotes.py").arg(&model).arg(bench.join(format!("quotes/{file}.jsonl.gz"))))?;
        let (verbatim, all) = eval_statements::of_peer(bench, file, &predictions)?;
        println!("textacy, {file}: content and source F1, verbatim {verbatim:.1}, all {all:.1}");
    }
    Ok(())
}
