//! Mutated reports: cut, doubled, shuffled and salted texts through the analysis and the extraction. Nothing may crash, nothing be lost.

use crate::bench_data::{Outcome, field, folder, rows};
use crate::eval_statements::languages;
use rapporteur::extract::Languages;
use rapporteur::ingest::{TextKeeping, finish};
use rapporteur::record::Draft;
use rapporteur::resources::Resources;
use rayon::prelude::*;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What is strewn into a text.
const SALT: [&str; 24] = [
    "“",
    "”",
    "\"",
    "''",
    "‘",
    "’",
    "«",
    "»",
    "\n",
    "\n\n",
    ": ",
    ", he said, ",
    " said that ",
    "according to ",
    "\u{0}",
    "\u{200d}",
    "联合国",
    "(",
    "]",
    "…",
    "— ",
    "REYES: ",
    "told",
    "Mr. ",
];

/// Texts of the quotation sets and the releases, mutated until they have this many characters.
pub(crate) fn run(resources: &Resources, characters: usize) -> Outcome<()> {
    let bench = folder().ok_or("the benchmark data is not there; set RAPPORTEUR_BENCH to its folder")?;
    let mut texts = Vec::new();
    for file in ["quotes/political_news_dev.jsonl.gz", "quotes/gum_other_genres.jsonl.gz", "news/kremlin_releases.jsonl.gz"] {
        texts.extend(rows(&bench.join(file))?.iter().map(|row| field(row, "text").to_owned()));
    }
    let languages = languages()?;
    let (mut seed, mut done, mut reports, mut refused, mut statements, mut lost) = (1_u64, 0, 0, 0, 0, Vec::new());
    while done < characters {
        let batch: Vec<String> = (0..64).map(|at| mutated(&texts[(reports + at) % texts.len()], seed.wrapping_add(at as u64))).collect();
        seed += 64;
        let told: Vec<Result<Option<usize>, String>> = batch.par_iter().map(|text| tell(resources, &languages, text)).collect();
        for (text, told) in batch.iter().zip(told) {
            done += text.chars().count();
            reports += 1;
            match told {
                Ok(Some(count)) => statements += count,
                Ok(None) => refused += 1,
                Err(problem) => lost.push(problem),
            }
        }
    }
    println!(
        "{reports} mutated reports, {done} characters, {statements} statements, {refused} refused with a reason, {} crashes or losses",
        lost.len()
    );
    lost.first().map_or(Ok(()), |problem| Err(problem.clone().into()))
}

/// One report through it: how many statements, or nothing where it was refused with a reason.
fn tell(resources: &Resources, languages: &Languages, text: &str) -> Result<Option<usize>, String> {
    catch_unwind(AssertUnwindSafe(|| {
        let draft = Draft { text: text.to_owned(), ..Draft::default() };
        let Ok(report) = finish(resources, draft, TextKeeping::Cleaned) else { return Ok(None) };
        let findings = languages.of(Some("en")).findings(&resources.actors, &report);
        let spans = findings
            .accounts
            .iter()
            .flat_map(|account| account.content.iter().chain(&account.quoted).chain(&account.cue).chain(&account.source));
        let gone = report.removed_spans();
        for span in spans {
            if span.checked_of(&report.text).is_none() || gone.iter().any(|gone| gone.overlaps(*span)) {
                return Err(format!("a span does not slice its text, or crosses what was removed: {span:?}"));
            }
        }
        Ok(Some(findings.accounts.len()))
    }))
    .map_err(|_| "a report crashed it".to_owned())?
}

/// A text with stretches cut, doubled and exchanged, and salt; the same for the same seed.
pub(crate) fn mutated(text: &str, seed: u64) -> String {
    let mut draws = Draw::new(seed);
    let mut draw = |below: usize| draws.below(below);
    let mut chars: Vec<char> = text.chars().collect();
    for _ in 0..1 + draw(40) {
        let (at, length) = (draw(chars.len()), draw(60));
        let end = (at + length).min(chars.len());
        match draw(4) {
            0 => _ = chars.drain(at..end),
            1 => {
                let copy = chars[at..end].to_vec();
                let to = draw(chars.len());
                chars.splice(to..to, copy);
            }
            2 => _ = chars.splice(at..at, SALT[draw(SALT.len())].chars()),
            _ => chars[at..end].reverse(),
        }
    }
    chars.push('.');
    chars.into_iter().collect()
}

/// A stream of numbers, the same for the same seed.
pub(crate) struct Draw {
    state: u64,
}

impl Draw {
    pub(crate) fn new(seed: u64) -> Self {
        Self { state: seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1 }
    }

    /// A number below this; 0 where that is none.
    pub(crate) fn below(&mut self, below: usize) -> usize {
        self.state = self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.state >> 33) as usize % below.max(1)
    }
}
