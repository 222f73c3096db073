//! Mutated inputs of every format through the readers: none may crash, hang or be lost without a word.
//!
//! The seeds are the inputs of the literate cases, which hold every format that is read. PDFs go through their reader too: in the program it
//! works in a child process, so a panic of the libraries beneath costs one input there, and is counted here.

use crate::bench_data::Outcome;
use crate::fuzz::Draw;
use rapporteur::ingest::{Format, Stated, attachments, read_stated, sniff};
use rapporteur::resources::Resources;
use rayon::prelude::*;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What is strewn into bytes: what opens and closes things in the formats.
const SALT: [&[u8]; 28] = [
    b"<",
    b">",
    b"</",
    b"<![CDATA[",
    b"]]>",
    b"<!--",
    b"-->",
    b"&",
    b"&#",
    b"\"",
    b"'",
    b"{",
    b"}",
    b"[",
    b"]",
    b"\\u",
    b"\\",
    b"\x00",
    b"\xff",
    b"\xf0\x9f",
    b"\r\n\r\n",
    b"\n---\n",
    b"--> ",
    b"=\n",
    b"=?utf-8?Q?",
    b"\n\n",
    b";",
    b"From ",
];
/// No input may take longer, by the processor's time of its thread: on a shared machine the clock says how many share it.
const SLOWEST: f64 = 2.0;

/// Inputs of the cases, mutated until they have this many bytes.
pub(crate) fn run(resources: &Resources, bytes: usize) -> Outcome<()> {
    let seeds = seeds()?;
    // What crashes is told with its input.
    std::panic::set_hook(Box::new(|_| {}));
    let broken = AtomicUsize::new(0);
    let (mut seed, mut done, mut inputs, mut reports, mut refused, mut problems) = (1_u64, 0, 0, 0, 0, Vec::new());
    while done < bytes {
        let batch: Vec<(String, Vec<u8>)> = (0..64)
            .map(|at| {
                let (name, bytes) = &seeds[(inputs + at) % seeds.len()];
                (name.clone(), mutated(bytes, seed.wrapping_add(at as u64)))
            })
            .collect();
        seed += 64;
        let read: Vec<Result<(usize, usize), String>> =
            batch.par_iter().map(|(name, bytes)| tell(resources, name, bytes, &broken)).collect();
        for ((_, bytes), read) in batch.iter().zip(read) {
            done += bytes.len();
            inputs += 1;
            match read {
                Ok((kept, not)) => (reports, refused) = (reports + kept, refused + not),
                Err(problem) => problems.push(problem),
            }
        }
    }
    println!(
        "{inputs} mutated inputs of {} seeds, {done} bytes: {reports} reports, {refused} refusals, {} panics in PDFs, {} problems",
        seeds.len(),
        broken.into_inner(),
        problems.len()
    );
    problems.first().map_or(Ok(()), |problem| Err(problem.clone().into()))
}

/// Name and bytes of every input of the cases.
fn seeds() -> Outcome<Vec<(String, Vec<u8>)>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/rapporteur-cli/tests/cases");
    let mut files: Vec<_> = std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    files.sort();
    let mut seeds = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(file)?;
        let mut open: Option<(String, String)> = None;
        for line in text.lines() {
            match (&mut open, line.strip_prefix("```text ")) {
                (None, Some(name)) => open = Some((name.trim().to_owned(), String::new())),
                (Some(_), _) if line == "```" => seeds.extend(open.take().map(|(name, text)| (name, text.into_bytes()))),
                (Some((_, text)), _) => *text += &format!("{line}\n"),
                (None, None) => {}
            }
        }
    }
    Ok(seeds)
}

/// One input through its reader: how many reports, how many refusals; or what is wrong.
fn tell(resources: &Resources, name: &str, bytes: &[u8], broken: &AtomicUsize) -> Result<(usize, usize), String> {
    let started = thread_seconds();
    let format = sniff(&bytes[..bytes.len().min(4096)], name);
    let shown = || String::from_utf8_lossy(&bytes[..bytes.len().min(400)]).into_owned();
    let mut text = None;
    if format == Format::Pdf {
        match catch_unwind(|| rapporteur_pdf::read(bytes.to_vec())) {
            Ok(read) => text = read.ok().map(|document| document.text()),
            Err(_) => _ = broken.fetch_add(1, Ordering::Relaxed),
        }
    }
    if format == Format::Mail {
        catch_unwind(|| attachments(bytes)).map_err(|_| format!("the attachments of {name} crashed:\n{}", shown()))?;
    }
    let (format, bytes) = text.as_ref().map_or((format, bytes), |text| (Format::Text, text.as_bytes()));
    // What holds others is opened by the program, not by the engine.
    let read = catch_unwind(AssertUnwindSafe(|| read_stated(resources, format, bytes, &Stated::default())))
        .map_err(|_| format!("reading {name} as {format} crashed:\n{}", shown()))?;
    let took = thread_seconds() - started;
    if took > SLOWEST {
        return Err(format!("reading {name} as {format} took {took:.1} s:\n{}", shown()));
    }
    if read.is_empty() {
        return Err(format!("{name} as {format} gave neither a report nor a refusal:\n{}", shown()));
    }
    for report in read.iter().flatten() {
        let sliced = report.removed.iter().all(|removal| removal.span.checked_of(&report.text).is_some());
        if !sliced || report.text.trim().is_empty() {
            return Err(format!("a report of {name} has no text, or a span that does not slice it:\n{}", shown()));
        }
    }
    let kept = read.iter().filter(|report| report.is_ok()).count();
    Ok((kept, read.len() - kept))
}

/// Processor time of this thread so far, where the system tells it; else the clock's.
fn thread_seconds() -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/stat").ok().and_then(|stat| {
        let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
        Some((fields.get(11)?.parse::<f64>().ok()? + fields.get(12)?.parse::<f64>().ok()?) / 100.0)
    });
    told.unwrap_or_else(|| std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0.0, |since| since.as_secs_f64()))
}

/// Bytes with stretches cut, doubled and exchanged, and salt; the same for the same seed.
fn mutated(bytes: &[u8], seed: u64) -> Vec<u8> {
    let mut draw = Draw::new(seed);
    let mut bytes = bytes.to_vec();
    for _ in 0..1 + draw.below(12) {
        let at = draw.below(bytes.len());
        let end = (at + draw.below(80)).min(bytes.len());
        match draw.below(6) {
            0 => _ = bytes.drain(at..end),
            1 => {
                let copy = bytes[at..end].to_vec();
                let to = draw.below(bytes.len());
                bytes.splice(to..to, copy);
            }
            2 | 3 => _ = bytes.splice(at..at, SALT[draw.below(SALT.len())].iter().copied()),
            4 => bytes.truncate(at.max(1)),
            _ => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = u8::try_from(draw.below(256)).unwrap_or_default();
                }
            }
        }
        if bytes.is_empty() {
            bytes.push(b'.');
        }
    }
    bytes
}
