//! Benchmarks: the whole program over generated reports, and the reprint step beside a peer in the same run. Measures
//! only; nothing here fails a build.

use crate::bench_data::{Outcome, field};
use crate::generate;
use crate::score::Groups;
use rapporteur::link::reprint::{self, Decision, Imprint, copytext, decide};
use rapporteur::link::{Pair, candidates};
use serde_json::Value;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// `add` over 5,000 and 50,000 generated reports, then the reprint step over 20,000 of them beside rensa.
pub(crate) fn run() -> Outcome<()> {
    let folder = std::env::temp_dir().join("rapporteur-bench");
    std::fs::create_dir_all(&folder)?;
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/release/rapporteur");
    let built = Command::new("cargo").args(["build", "--release", "--package", "rapporteur-cli"]).status()?;
    if !built.success() {
        return Err("the program does not build".into());
    }
    let mut each = Vec::new();
    for count in [5_000, 50_000] {
        let input = folder.join(format!("{count}.jsonl"));
        generate::write(&generate::Matter::words(), count, 400, File::create(&input)?)?;
        each.push(add(&program, &folder, &input, count)?);
    }
    println!("time a report, 50,000 against 5,000: {:.2} times", each[1] / each[0]);
    beside_rensa(&folder.join("50000.jsonl"), 20_000)
}

/// Adds a file to a fresh record; seconds a report.
fn add(program: &Path, folder: &Path, input: &Path, count: usize) -> Outcome<f64> {
    let record = folder.join("bench.db");
    for end in ["", "-wal", "-shm"] {
        _ = std::fs::remove_file(format!("{}{end}", record.display()));
    }
    let started = Instant::now();
    let mut child = Command::new(program).args(["add", "--quiet"]).arg(input).arg("--record").arg(&record).stdout(Stdio::null()).spawn()?;
    let status = PathBuf::from(format!("/proc/{}/status", child.id()));
    let mut peak = 0u64;
    while child.try_wait()?.is_none() {
        let now = std::fs::read_to_string(&status).unwrap_or_default();
        let high = now.lines().find_map(|line| line.strip_prefix("VmHWM:")).and_then(|rest| rest.split_whitespace().next()?.parse().ok());
        peak = peak.max(high.unwrap_or(0));
        std::thread::sleep(Duration::from_millis(10));
    }
    let seconds = started.elapsed().as_secs_f64();
    println!("add of {count} reports: {seconds:.1} s, {:.0} reports/s, peak memory {} MB", count as f64 / seconds, peak / 1024);
    Ok(seconds / count as f64)
}

/// The reprint step (words, keys, candidates, decisions, groups) on one core beside rensa's MinHash LSH on the same texts.
fn beside_rensa(input: &Path, count: usize) -> Outcome<()> {
    let rows: Vec<Value> =
        BufReader::new(File::open(input)?).lines().take(count).map(|line| Ok(serde_json::from_str(&line?)?)).collect::<Outcome<_>>()?;
    let texts: Vec<&str> = rows.iter().map(|row| field(row, "text")).collect();
    let started = Instant::now();
    let words: Vec<_> = texts.iter().map(|text| copytext(text, &[])).collect();
    let keys: Vec<Vec<u64>> = words.iter().map(reprint::keys).collect();
    let slices: Vec<&[u64]> = keys.iter().map(Vec::as_slice).collect();
    let decide = |pair: Pair| (pair, decide(&words[pair.first as usize], &words[pair.second as usize]));
    let decided: Vec<(Pair, Decision)> = candidates(&slices, reprint::SHARED_KEYS, reprint::NEAR).into_iter().map(decide).collect();
    let imprint = |at: usize| Imprint {
        key: format!("r{at:016x}"),
        outlet: None,
        credit: None,
        seconds: None,
        days: None,
        headline: String::new(),
        words: words[at].words.len() as u32,
    };
    let imprints: Vec<Imprint> = (0..texts.len()).map(imprint).collect();
    let carriers = reprint::group(&crate::eval::resources()?.lexicon, &imprints, &decided);
    let ours = started.elapsed().as_secs_f64();
    let groups = Groups::new(rows.iter().zip(&carriers).map(|(row, carrier)| (row["cluster"].to_string(), carrier.origin.to_string())));
    println!("reprint step, {count} texts, one core: rapporteur {:.0} texts/s, pair F1 {:.1}", count as f64 / ours, groups.pair_f1());
    let python = std::env::var("RAPPORTEUR_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let peer = Path::new(env!("CARGO_MANIFEST_DIR")).join("peers/rensa_lsh.py");
    for threshold in ["0.5", "0.3"] {
        let output = Command::new(&python).arg(&peer).arg(input).arg(count.to_string()).arg(threshold).output()?;
        if !output.status.success() {
            println!("rensa: skipped (pip install rensa, and set RAPPORTEUR_PYTHON to that python)");
            return Ok(());
        }
        let told: Value = serde_json::from_slice(&output.stdout)?;
        let labels = told["labels"].as_array().ok_or("the peer printed no labels")?;
        let groups = Groups::new(rows.iter().zip(labels).map(|(row, label)| (row["cluster"].to_string(), label.to_string())));
        let speed = count as f64 / told["seconds"].as_f64().unwrap_or(f64::NAN);
        println!(
            "  rensa {threshold}: {speed:.0} texts/s, pair F1 {:.1}; we take {:.2} of its time",
            groups.pair_f1(),
            ours / (count as f64 / speed)
        );
    }
    Ok(())
}
