//! `rapporteur shard`: many reports in Parquet files, analysed, linked, grouped, and a record of some of them.

use super::Setting;
use super::add::{STOP, listen};
use crate::arguments::{Shard, ShardAnalyze, ShardRecord, Shards};
use crate::console::{output, progress};
use crate::problem::{Outcome, Problem, Verdict};
use rapporteur::ingest::TextKeeping;
use rapporteur_shard::analyze::{Engine, analyze_files};
use rapporteur_shard::{group, link, record};
use serde_json::json;
use std::io::Write;
use std::sync::atomic::Ordering;

pub(super) fn run(setting: &Setting, shard: &Shard) -> Outcome {
    let engine = Engine { resources: setting.resources()?, languages: rapporteur_desk::languages()? };
    match shard {
        Shard::Analyze(asked) => analyze(setting, &engine, asked),
        Shard::Link(shards) => linked(setting, &engine, shards),
        Shard::Group(shards) => grouped(setting, &engine, shards),
        Shard::Record(asked) => recorded(setting, &engine, asked),
    }
}

fn analyze(setting: &Setting, engine: &Engine, asked: &ShardAnalyze) -> Outcome {
    let keeping = if asked.as_is { TextKeeping::AsIs } else { TextKeeping::Cleaned };
    listen()?;
    let bar = progress("analysed");
    let done = analyze_files(engine, keeping, &asked.inputs, &asked.output, &mut |file, done, all| {
        bar.set_position(done as u64);
        bar.set_message(format!("of {all} rows of {}", file.display()));
        !STOP.load(Ordering::Relaxed)
    })?;
    bar.finish_and_clear();
    let done = done.ok_or_else(stopped)?;
    let told = format!("{} rows analysed, {} of them refused; {} files were there already", done.rows, done.refused, done.kept);
    say(setting, &told, &json!({"rows": done.rows, "refused": done.refused, "kept": done.kept}))?;
    Ok(if done.refused > 0 { Verdict::Findings } else { Verdict::Good })
}

fn linked(setting: &Setting, engine: &Engine, asked: &Shards) -> Outcome {
    listen()?;
    let done = link::link(engine, &asked.shards, asked.room(), &mut parts("linked"))?.ok_or_else(stopped)?;
    let told = format!("{} reports, {} pairs decided; {} parts were there already", done.reports, done.decided, done.kept);
    say(setting, &told, &json!({"reports": done.reports, "decided": done.decided, "kept": done.kept}))
}

fn grouped(setting: &Setting, engine: &Engine, asked: &Shards) -> Outcome {
    listen()?;
    let done = group::group(engine, &asked.shards, asked.room(), &mut parts("tied"))?.ok_or_else(stopped)?;
    let told = format!(
        "{} reports, {} origins, {} stories; links lead from one report to at most {}",
        done.reports, done.origins, done.stories, done.largest
    );
    say(setting, &told, &json!({"reports": done.reports, "origins": done.origins, "stories": done.stories, "largest": done.largest}))
}

fn recorded(setting: &Setting, engine: &Engine, asked: &ShardRecord) -> Outcome {
    let on = asked.on.as_deref().map(|on| setting.range(on)).transpose()?;
    let question = record::Asked { about: asked.about.clone(), actor: asked.actor.clone(), on };
    let bar = progress("done");
    let done = record::record(engine, &asked.shards, &question, &setting.path()?, &|what, done, all| {
        bar.set_position(done as u64);
        bar.set_message(format!("of {all} ({what})"));
    })?;
    bar.finish_and_clear();
    let told = format!("{} reports answer, {} are in the record with all that links lead to", done.asked, done.reports);
    say(setting, &told, &json!({"asked": done.asked, "reports": done.reports}))
}

/// Shows parts that are done; false when it is to stop.
fn parts(what: &'static str) -> impl FnMut(usize, usize) -> bool {
    let bar = progress(what);
    move |done, all| {
        bar.set_position(done as u64);
        bar.set_message(format!("of {all} parts"));
        if done == all {
            bar.finish_and_clear();
        }
        !STOP.load(Ordering::Relaxed)
    }
}

fn stopped() -> Problem {
    Problem::advised("stopped; what is finished is kept", "run the same command again to do the rest")
}

fn say(setting: &Setting, told: &str, row: &serde_json::Value) -> Outcome {
    let mut out = output();
    if setting.json {
        writeln!(out, "{row}")?
    } else {
        writeln!(out, "{told}")?
    }
    out.flush()?;
    Ok(Verdict::Good)
}
