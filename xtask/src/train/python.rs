//! The Python side of training: a virtual environment of its own, the scripts of `xtask/training`, their results packed.
//!
//! Python trains; what runs for the user is Rust alone.

use super::{english, export, pack};
use crate::bench_data::{Outcome, folder};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Epochs of the shipped network.
const EPOCHS: &str = "24";

/// What is kept of the teacher: where the sentences of the news lie, its labels, and what it makes of each word piece. They belong together.
const KEPT: [&str; 3] = ["news.bin.xz", "labels.bin.xz", "views.bin.xz"];

pub(super) fn kept() -> [PathBuf; 3] {
    KEPT.map(|file| scripts().join(file))
}

fn scripts() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("training")
}

/// Where the environment and what is in between lie.
fn work() -> Outcome<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../target/training");
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// The interpreter: `RAPPORTEUR_PYTHON`, or one in an environment that is made and filled once.
fn interpreter() -> Outcome<PathBuf> {
    if let Some(given) = std::env::var_os("RAPPORTEUR_PYTHON") {
        return Ok(given.into());
    }
    let environment = work()?.join("python");
    let python = environment.join("bin/python");
    if !python.exists() {
        run(Command::new("python3").args(["-m", "venv"]).arg(&environment))?;
        run(Command::new(&python)
            .args(["-m", "pip", "install", "--quiet", "--no-deps", "--requirement"])
            .arg(scripts().join("requirements.txt")))?;
    }
    Ok(python)
}

fn run(command: &mut Command) -> Outcome<()> {
    let status = command.stdin(Stdio::null()).status()?;
    if status.success() { Ok(()) } else { Err(format!("{command:?} ended with {status}").into()) }
}

fn script(name: &str) -> Outcome<Command> {
    let mut command = Command::new(interpreter()?);
    command.arg(scripts().join(name));
    Ok(command)
}

/// Cuts open news into sentences and tokens, fine-tunes the teacher, labels the news and the training sentences. The cuts and the labels are
/// kept in the project: they belong together, and the models that learn from them do not change when the splitter does.
pub(crate) fn teacher(bench: &Path) -> Outcome<()> {
    let work = work()?;
    let cuts = work.join("cuts.jsonl");
    let made = KEPT.map(|file| work.join(file));
    let [news, labels, views] = &made;
    export::news(bench, &english(), &mut File::create(&cuts)?)?;
    run(script("news.py")?.arg(&cuts).arg(news))?;
    let (model, program) = (work.join("teacher.npz"), std::env::current_exe()?);
    run(script("teacher.py")?.arg(bench).arg(&program).arg(&model))?;
    run(script("labels.py")?.arg(bench).arg(&program).arg(&model).arg(news).arg(labels).arg(views))?;
    for (made, kept) in made.iter().zip(kept()) {
        std::fs::copy(made, kept)?;
    }
    Ok(())
}

/// Trains the network on gold and on the kept labels, and packs it.
pub(crate) fn network(bench: &Path) -> Outcome<()> {
    let ([news, labels, views], work) = (kept(), work()?);
    let (student, tensors) = (work.join("student.npz"), work.join("network"));
    let program = std::env::current_exe()?;
    run(script("student.py")?.arg(bench).arg(news).arg(labels).arg(views).arg(program).arg(&student).arg(EPOCHS))?;
    run(script("export.py")?.arg(&student).arg(&tensors))?;
    pack::pack(bench, "network", &tensors, &english())
}

/// Makes the long list of known names.
pub(crate) fn names() -> Outcome<()> {
    let bench = folder().ok_or("the benchmark data is not there: set RAPPORTEUR_BENCH to its folder")?;
    let actors = english().join("../../data/holders_wikidata.tsv");
    run(script("gazetteer.py")?.arg(bench).arg(actors).arg(english().join("gazetteer.tsv")))
}

/// Makes the vectors of word pieces, and packs them.
pub(crate) fn vectors(bench: &Path) -> Outcome<()> {
    let ([news, ..], tensors) = (kept(), work()?.join("vectors"));
    run(script("vectors.py")?.arg(bench).arg(&news).arg(&tensors))?;
    pack::pack(bench, "vectors", &tensors, &english())
}
