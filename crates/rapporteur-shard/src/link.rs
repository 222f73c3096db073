//! `shard link`: which reports share copy. Keys are joined by range, and each part of the pairs is decided and written before the next.

use crate::analyze::{Engine, note};
use crate::group::row;
use crate::join::Join;
use crate::shelf::{Pieces, Shelf, columns, whole, words};
use crate::whole::File;
use crate::{Error, Result, table};
use arrow::datatypes::DataType;
use parquet::arrow::ArrowWriter;
use rapporteur::link::Pair;
use rapporteur::link::reprint::{self, Copytext, Decision, Verdict, copytext, decide};
use rapporteur::text::Span;
use rapporteur_desk::export::Row;
use rayon::prelude::*;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Pairs whose texts are held at once.
const TOGETHER: usize = 1024;

/// The columns of a decided pair: the lesser key first, as the store decides it.
pub(crate) const LINK: [(&str, DataType); 9] = [
    ("first", DataType::Utf8),
    ("second", DataType::Utf8),
    ("verdict", DataType::Utf8),
    ("copied", DataType::Int64),
    ("quoted", DataType::Int64),
    ("share_of_first", DataType::Int64),
    ("share_of_second", DataType::Int64),
    ("passages", DataType::Utf8),
    ("apart", DataType::Utf8),
];

/// How a run ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Linked {
    /// Reports.
    pub reports: usize,
    /// Pairs that were decided, in parts that were not there yet.
    pub decided: usize,
    /// Parts that a run before this one had finished.
    pub kept: usize,
}

/// Decides which reports of `out/reports` share copy, into `out/links`. A part is there whole or not at all, and one that is there, made of
/// the same reports by the same engine, stays. `room` are the bytes for the pairs that are held at once. `tell` is told of parts done and all of them, and says false to stop; then none comes back.
///
/// # Errors
/// When a file cannot be read or written.
pub fn link(engine: &Engine, out: &Path, room: usize, tell: &mut dyn FnMut(usize, usize) -> bool) -> Result<Option<Linked>> {
    let shelf = Shelf::open(out)?;
    let (folder, work) = (out.join("links"), out.join("work"));
    std::fs::create_dir_all(&folder).map_err(Error::file("making", &folder))?;
    std::fs::create_dir_all(&work).map_err(Error::file("making", &work))?;
    let (mut keys, mut done) = (0, Linked { reports: shelf.len(), ..Linked::default() });
    shelf.keys("copy_keys", |_| true, &mut |_, _| {
        keys += 1;
        Ok(())
    })?;
    let join = Join { shared: reprint::SHARED_KEYS, near: reprint::NEAR, room };
    let (parts, mark) = (join.parts(keys), mark(engine, &shelf));
    let mut texts = texts(&shelf, &work)?;
    let holders = |put: &mut dyn FnMut(u64, u32) -> Result<()>| shelf.keys("copy_keys", |_| true, put);
    let ended = join.pairs(&work, (keys, shelf.len()), holders, |part, pairs| {
        let path = part_path(out, "copies", part);
        if note(&path).as_ref() == Some(&noted(&mark, parts)) {
            done.kept += 1;
        } else {
            done.decided += pairs.len();
            let schema = table::typed(&LINK);
            let mut writer = table::writer(File::create(&path)?, schema.clone(), &noted(&mark, parts))?;
            for pairs in pairs.chunks(TOGETHER) {
                writer.write(&table::batch(&schema, &decided(&shelf, &mut texts, pairs)?)?)?;
            }
            finish(writer)?;
        }
        Ok(tell(part + 1, parts))
    })?;
    Ok(ended.then_some(done))
}

pub(crate) fn part_path(out: &Path, what: &str, part: usize) -> PathBuf {
    out.join("links").join(format!("{what}-{part:04}.parquet"))
}

/// What links hang on: the engine, and which reports there are.
pub(crate) fn mark(engine: &Engine, shelf: &Shelf) -> String {
    format!("{}, {} reports, {}", engine.mark(), shelf.len(), shelf.digest())
}

pub(crate) fn noted(mark: &str, parts: usize) -> String {
    format!("{mark}, {parts} parts")
}

pub(crate) fn finish(writer: ArrowWriter<File>) -> Result<()> {
    writer.into_inner()?.finish()
}

/// The texts of all reports with what was removed from them, to be read in any order: how many spans, the spans, the text.
fn texts(shelf: &Shelf, work: &Path) -> Result<Pieces> {
    Pieces::write(work.join("texts"), shelf.len(), |put| {
        shelf.each(&["text", "removed"], |place, batch, at| {
            let removed = removed(words(batch, "removed", at)?.unwrap_or("[]"))?;
            let mut piece = (removed.len() as u32).to_le_bytes().to_vec();
            for span in removed {
                piece.extend([span.start.to_le_bytes(), span.end.to_le_bytes()].concat());
            }
            piece.extend(words(batch, "text", at)?.unwrap_or_default().as_bytes());
            put(place, &piece)
        })
    })
}

/// The spans that are not part of the article, as a shard has them.
pub(crate) fn removed(json: &str) -> Result<Vec<Span>> {
    let damaged = || Error::told("removed spans of a shard cannot be read");
    let rows: Vec<Value> = serde_json::from_str(json).map_err(|_| damaged())?;
    let number = |row: &Value, name: &str| row[name].as_u64().and_then(|number| u32::try_from(number).ok());
    rows.iter().map(|row| Some(Span { start: number(row, "start")?, end: number(row, "end")? })).collect::<Option<_>>().ok_or_else(damaged)
}

fn copytext_of(piece: &[u8]) -> Result<Copytext> {
    let damaged = || Error::told("the texts that were put aside were changed meanwhile");
    let number = |bytes: &[u8]| bytes.first_chunk::<4>().map(|bytes| u32::from_le_bytes(*bytes));
    let count = number(piece).ok_or_else(damaged)? as usize;
    let (spans, text) = piece[4..].split_at_checked(count * 8).ok_or_else(damaged)?;
    let spans = spans.as_chunks::<8>().0.iter();
    let spans: Option<Vec<Span>> = spans.map(|row| Some(Span { start: number(row)?, end: number(&row[4..])? })).collect();
    Ok(copytext(std::str::from_utf8(text).map_err(|_| damaged())?, &spans.ok_or_else(damaged)?))
}

/// Decides pairs, the lesser key first, so that one pair has one decision.
fn decided(shelf: &Shelf, texts: &mut Pieces, pairs: &[Pair]) -> Result<Vec<Row>> {
    let places: BTreeSet<u32> = pairs.iter().flat_map(|pair| [pair.first, pair.second]).collect();
    let read = places.into_iter().map(|place| Ok((place, texts.read(place)?))).collect::<Result<Vec<_>>>()?;
    let read = read.into_par_iter().map(|(place, piece)| Ok((place, copytext_of(&piece)?))).collect::<Result<BTreeMap<_, _>>>()?;
    let decided = |pair: &Pair| {
        let (one, other) = (shelf.key(pair.first), shelf.key(pair.second));
        let (first, second) = if one < other { (pair.first, pair.second) } else { (pair.second, pair.first) };
        let decision = decide(&read[&first], &read[&second]);
        link_row(&one.clone().min(other.clone()), &one.max(other), &decision)
    };
    Ok(pairs.par_iter().map(decided).collect())
}

pub(crate) fn link_row(first: &str, second: &str, decision: &Decision) -> Row {
    // What two share slightly is no copy, and is not kept in the record either.
    let kept = if decision.verdict == Verdict::Slight { &[][..] } else { &decision.passages };
    let passages: Vec<[u32; 4]> = kept.iter().map(|(a, b)| [a.start, a.end, b.start, b.end]).collect();
    row(json!({
        "first": first,
        "second": second,
        "verdict": decision.verdict.code(),
        "copied": decision.copied,
        "quoted": decision.quoted,
        "share_of_first": decision.share_of_first,
        "share_of_second": decision.share_of_second,
        "passages": passages,
        "apart": decision.apart,
    }))
}

/// The decision in a row of a copy.
pub(crate) fn copy(row: &Row) -> Option<Decision> {
    let number = |name: &str| row.get(name)?.as_u64();
    let word = |name: &str| row.get(name).and_then(Value::as_str);
    let passages: Vec<[u32; 4]> = serde_json::from_str(word("passages")?).ok()?;
    Some(Decision {
        verdict: Verdict::Copy,
        copied: number("copied")? as u32,
        quoted: number("quoted")? as u32,
        share_of_first: number("share_of_first")? as u16,
        share_of_second: number("share_of_second")? as u16,
        // Into room of its own size: what is parsed lies in four times as much, and there are millions of these.
        passages: passages.iter().map(|&[a, b, c, d]| (Span { start: a, end: b }, Span { start: c, end: d })).collect(),
        apart: word("apart") == Some("true"),
    })
}

/// The copies that a finished `link` found, by the places of their reports.
pub(crate) fn copies(engine: &Engine, out: &Path, shelf: &Shelf) -> Result<Vec<(Pair, Decision)>> {
    let undone =
        || Error::told(format!("not all links of {} are made of the reports that are there: run `shard link` first", out.display()));
    let (mark, mut found, mut part) = (mark(engine, shelf), Vec::new(), 0);
    loop {
        let path = part_path(out, "copies", part);
        let note = note(&path).ok_or_else(undone)?;
        let parts = note.strip_prefix(&mark).and_then(|rest| rest.strip_prefix(", ")?.strip_suffix(" parts")?.parse::<usize>().ok());
        let parts = parts.ok_or_else(undone)?;
        for batch in columns(&path, &LINK.map(|(name, _)| name))? {
            let batch = batch?;
            for at in 0..batch.num_rows() {
                if words(&batch, "verdict", at)? == Some(Verdict::Copy.code()) {
                    let place = |name: &str| shelf.place(words(&batch, name, at)?.unwrap_or_default());
                    let number = |name: &str| Ok::<_, Error>(json!(whole(&batch, name)?.value(at)));
                    let word = |name: &str| Ok::<_, Error>(json!(words(&batch, name, at)?));
                    let mut row = Row::new();
                    for (name, kind) in &LINK {
                        row.insert((*name).to_owned(), if *kind == DataType::Int64 { number(name)? } else { word(name)? });
                    }
                    let decision = copy(&row).ok_or_else(undone)?;
                    found.push((Pair { first: place("first")?, second: place("second")? }, decision));
                }
            }
        }
        part += 1;
        if part == parts {
            return Ok(found);
        }
    }
}
