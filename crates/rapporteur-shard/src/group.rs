//! `shard group`: from links to sets. Copies come to origins; origins are tied by their sketches, part by part, and come to stories.
//!
//! The sets of all reports are held at once, but not their texts and sketches: some 600 bytes a report.

use crate::analyze::{Engine, note};
use crate::join::Join;
use crate::link::{copies, finish, mark, noted, part_path};
use crate::shelf::{Pieces, Shelf, columns, whole, words};
use crate::whole::File;
use crate::{Error, Result, table};
use arrow::array::AsArray;
use arrow::datatypes::{DataType, UInt32Type};
use rapporteur::link::reprint::{self, Carrier, Decision, Imprint};
use rapporteur::link::story::{self, Sketch, Term, Tie, Unit};
use rapporteur::link::{Headlines, Held, Pair, components};
use rapporteur::record::Published;
use rapporteur::text::Span;
use rapporteur_desk::export::{self, Row, What};
use rayon::prelude::*;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Pairs whose sketches are held at once.
const TOGETHER: usize = 8192;

/// The columns of a tie between two origins.
const TIE: [(&str, DataType); 3] = [("first", DataType::Utf8), ("second", DataType::Utf8), ("tie", DataType::Int64)];

/// The columns of where a report stands: its origin, its story, and the first report of all that links lead to from it.
pub(crate) const SET: [&str; 4] = ["key", "origin", "story", "linked"];

/// How a run ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Grouped {
    /// Reports.
    pub reports: usize,
    /// Those that carry nobody's copy.
    pub origins: usize,
    /// Stories.
    pub stories: usize,
    /// The most reports that links lead to from one.
    pub largest: usize,
}

/// Groups what `link` decided: writes `reprints.parquet` and `stories.parquet`, the bytes that `rapporteur export` writes of a record of the same
/// reports, and `sets.parquet`, which `record` reads. Ties are kept in parts, as links
/// are; `room` are the bytes for the pairs that are held at once. `tell` is told of parts done and all of them.
///
/// # Errors
/// When a file cannot be read or written, or links are missing.
pub fn group(engine: &Engine, out: &Path, room: usize, tell: &mut dyn FnMut(usize, usize) -> bool) -> Result<Option<Grouped>> {
    let shelf = Shelf::open(out)?;
    let (imprints, ids) = imprints(&shelf)?;
    let copies = copies(engine, out, &shelf)?;
    let carriers = reprint::group(&engine.resources.lexicon, &imprints, &copies);
    let is_origin = |place: u32| carriers[place as usize].origin == place;
    let Some(ties) = ties(engine, (out, room), &shelf, &imprints, &is_origin, tell)? else { return Ok(None) };
    let story_of = stories(&imprints, &carriers, &ties);
    let linked = linked(&carriers, &copies, &ties);
    // A record of a million reports has tens of millions of links: what is not asked again makes room for the places of each report's own.
    drop((imprints, ties));
    let links = u32::try_from(copies.len()).map_err(|_| Error::told("there are more links than can be numbered: group fewer shards"))?;
    let mut sharing: Vec<(u32, u32)> = Vec::with_capacity(copies.len() * 2);
    sharing.extend((0..links).zip(&copies).flat_map(|(at, (pair, _))| [(pair.first, at), (pair.second, at)]));
    sharing.sort_unstable();
    let order = shelf.by_key();
    write(&out.join("reprints.parquet"), What::Reprints.columns(), &order, |place| {
        let begins = sharing.partition_point(|&(other, _)| other < place);
        let with = sharing[begins..].iter().take_while(|&&(other, _)| other == place).map(|&(_, at)| &copies[at as usize]);
        copied(place, &carriers[place as usize], with, |place| {
            let key = shelf.key(place);
            (ids.of(place, &key).to_owned(), key)
        })
    })?;
    let story = |place: u32| format!("s{}", &shelf.key(story_of[place as usize])[1..]);
    write(&out.join("stories.parquet"), What::Stories.columns(), &order, |place| {
        What::Stories.named(ids.of(place, &shelf.key(place)), &shelf.key(place), json!({"story": story(place)}))
    })?;
    write(&out.join("sets.parquet"), &SET, &order, |place| {
        let origin = shelf.key(carriers[place as usize].origin);
        row(json!({"key": shelf.key(place), "origin": origin, "story": story(place), "linked": shelf.key(linked[place as usize])}))
    })?;
    let (mut of_story, mut of_linked) = (story_of.clone(), linked.clone());
    of_story.sort_unstable();
    of_story.dedup();
    of_linked.sort_unstable();
    Ok(Some(Grouped {
        reports: shelf.len(),
        origins: (0..shelf.len() as u32).filter(|&place| is_origin(place)).count(),
        stories: of_story.len(),
        largest: of_linked.chunk_by(|one, other| one == other).map(<[u32]>::len).max().unwrap_or_default(),
    }))
}

/// Identifiers of reports that have one of their own; the others are called by their keys.
struct Own(BTreeMap<u32, String>);

impl Own {
    fn of<'a>(&'a self, place: u32, key: &'a str) -> &'a str {
        self.0.get(&place).map_or(key, String::as_str)
    }
}

/// What all reports say of themselves.
fn imprints(shelf: &Shelf) -> Result<(Vec<Imprint>, Own)> {
    let (mut found, mut own) = (vec![None; shelf.len()], Own(BTreeMap::new()));
    shelf.each(&["id", "outlet", "credit", "published", "title", "words"], |place, batch, at| {
        let key = shelf.key(place);
        let word = |name: &str| Ok::<_, Error>(words(batch, name, at)?.map(str::to_owned));
        let count = batch.column_by_name("words").and_then(|column| column.as_primitive_opt::<UInt32Type>());
        let count = count.ok_or_else(|| Error::told("a shard has no column `words`"))?.value(at);
        let published = word("published")?.map(|written| Published::read(&written)).transpose();
        let published = published.map_err(|error| Error::told(format!("{key}: {error}")))?;
        if let Some(id) = word("id")?.filter(|id| *id != key) {
            own.0.insert(place, id);
        }
        found[place as usize] = Some(Imprint {
            key,
            outlet: word("outlet")?,
            credit: word("credit")?,
            seconds: published.map(|time| time.seconds()),
            days: published.map(|time| time.days()),
            headline: word("title")?.unwrap_or_default(),
            words: count,
        });
        Ok(())
    })?;
    let all: Option<Vec<Imprint>> = found.into_iter().collect();
    Ok((all.ok_or_else(|| Error::told("shards were changed while they were read"))?, own))
}

/// What ties two origins, by their places.
fn ties(
    engine: &Engine,
    (out, room): (&Path, usize),
    shelf: &Shelf,
    imprints: &[Imprint],
    is_origin: &impl Fn(u32) -> bool,
    tell: &mut dyn FnMut(usize, usize) -> bool,
) -> Result<Option<Vec<Tie>>> {
    let (work, mut keys) = (out.join("work"), 0);
    shelf.keys("story_keys", is_origin, &mut |_, _| {
        keys += 1;
        Ok(())
    })?;
    let join = Join { shared: story::SHARED_KEYS, near: story::NEAR, room };
    let (parts, mark) = (join.parts(keys), mark(engine, shelf));
    let mut sketches = Pieces::write(work.join("sketches"), shelf.len(), |put| {
        shelf.each(&["sketch"], |place, batch, at| {
            let column = batch.column_by_name("sketch").and_then(|column| column.as_binary_opt::<i32>());
            put(place, column.ok_or_else(|| Error::told("a shard has no column `sketch`"))?.value(at))
        })
    })?;
    let mut all = Vec::new();
    let holders = |put: &mut dyn FnMut(u64, u32) -> Result<()>| shelf.keys("story_keys", is_origin, put);
    let ended = join.pairs(&work, (keys, shelf.len()), holders, |part, pairs| {
        let path = part_path(out, "ties", part);
        if note(&path).as_ref() == Some(&noted(&mark, parts)) {
            read_ties(&path, shelf, &mut all)?;
        } else {
            let schema = table::typed(&TIE);
            let mut writer = table::writer(File::create(&path)?, schema.clone(), &noted(&mark, parts))?;
            for pairs in pairs.chunks(TOGETHER) {
                let tied = scored(&mut sketches, imprints, pairs)?;
                writer.write(&table::batch(&schema, &tied.iter().map(|tie| tie_row(shelf, tie)).collect::<Vec<_>>())?)?;
                all.extend(tied);
            }
            finish(writer)?;
        }
        Ok(tell(part + 1, parts))
    })?;
    Ok(ended.then_some(all))
}

fn tie_row(shelf: &Shelf, tie: &Tie) -> Row {
    row(json!({"first": shelf.key(tie.pair.first), "second": shelf.key(tie.pair.second), "tie": tie.score}))
}

/// The pairs that are tied, with how much.
fn scored(sketches: &mut Pieces, imprints: &[Imprint], pairs: &[Pair]) -> Result<Vec<Tie>> {
    let places: BTreeSet<u32> = pairs.iter().flat_map(|pair| [pair.first, pair.second]).collect();
    let read = places.into_iter().map(|place| Ok((place, sketch(&sketches.read(place)?)))).collect::<Result<BTreeMap<_, _>>>()?;
    let side = |place: u32| (&read[&place], imprints[place as usize].days);
    let scores = pairs.par_iter().map(|&pair| Tie { pair, score: story::score(side(pair.first), side(pair.second)) });
    Ok(scores.filter(|tie| tie.score >= story::FAINT).collect())
}

/// A sketch as a shard has it; the words of its terms, which deciding does not ask, are left out.
pub(crate) fn sketch(bytes: &[u8]) -> Sketch {
    let term = |&[a, b, c, d, e, f]: &[u8; 6]| Term { hash: u32::from_le_bytes([a, b, c, d]), weight: u16::from_le_bytes([e, f]) };
    Sketch { terms: bytes.as_chunks::<6>().0.iter().map(term).collect(), leading: Vec::new() }
}

fn read_ties(path: &Path, shelf: &Shelf, into: &mut Vec<Tie>) -> Result<()> {
    for batch in columns(path, &TIE.map(|(name, _)| name))? {
        let batch = batch?;
        for at in 0..batch.num_rows() {
            let place = |name: &str| shelf.place(words(&batch, name, at)?.unwrap_or_default());
            into.push(Tie {
                pair: Pair { first: place("first")?, second: place("second")? },
                score: whole(&batch, "tie")?.value(at) as u16,
            });
        }
    }
    Ok(())
}

/// For each report the first of its story; carriers stand where their origin stands.
pub(crate) fn stories(imprints: &[Imprint], carriers: &[Carrier], ties: &[Tie]) -> Vec<u32> {
    let origins: Vec<u32> = (0..carriers.len() as u32).filter(|&place| carriers[place as usize].origin == place).collect();
    let mut unit_of = vec![0; carriers.len()];
    origins.iter().zip(0..).for_each(|(&place, unit)| unit_of[place as usize] = unit);
    let of = |place: u32| unit_of[carriers[place as usize].origin as usize];
    let mut units: Vec<Unit> =
        origins.iter().map(|&place| Unit { likely: carriers[place as usize].likely.clone(), headlines: Headlines::default() }).collect();
    for (place, imprint) in (0..).zip(imprints) {
        units[of(place) as usize].headlines.take_in(imprint.headlines());
    }
    let unit = |tie: &Tie| Tie { pair: Pair { first: of(tie.pair.first), second: of(tie.pair.second) }, score: tie.score };
    let groups = story::group(&units, &ties.iter().map(unit).collect::<Vec<_>>(), &Held::default());
    (0..carriers.len() as u32).map(|place| origins[groups[of(place) as usize] as usize]).collect()
}

/// For each report the first of all that copies and strong ties lead to: what lies outside changes nothing that is told of it.
fn linked(carriers: &[Carrier], copies: &[(Pair, Decision)], ties: &[Tie]) -> Vec<u32> {
    let copied = copies.iter().map(|(pair, _)| *pair);
    let tied = ties.iter().filter(|tie| tie.score >= story::STRONG).map(|tie| tie.pair);
    let mut first = vec![0; carriers.len()];
    for set in components(carriers.len(), copied.chain(tied)) {
        set.iter().for_each(|&place| first[place as usize] = set[0]);
    }
    first
}

/// The row of reprints of a report: whose copy it carries, and the passages that it shares as copy, first those with the report that it has the
/// copy from, then by key. `name` gives the identifier and the key of a place.
pub(crate) fn copied<'a>(
    place: u32,
    carrier: &Carrier,
    with: impl Iterator<Item = &'a (Pair, Decision)>,
    name: impl Fn(u32) -> (String, String),
) -> Row {
    let is_here = |pair: &Pair| pair.first == place;
    let mut with: Vec<(u32, &Pair, &Decision)> =
        with.map(|(pair, decision)| (if is_here(pair) { pair.second } else { pair.first }, pair, decision)).collect();
    with.sort_by_cached_key(|(other, ..)| (carrier.from != Some(*other), name(*other).1));
    let ends = |span: Span| (span.start, span.end);
    let mut passages = Vec::new();
    for (other, pair, decision) in with {
        let (id, _) = name(other);
        for &(first, second) in &decision.passages {
            let (here, there) = if is_here(pair) { (first, second) } else { (second, first) };
            passages.push(export::passage(ends(here), &id, ends(there)));
        }
    }
    let (from, origin) = (carrier.from.map(|from| name(from).0), name(carrier.origin).1);
    let (id, key) = name(place);
    What::Reprints.named(&id, &key, export::reprint(&origin, from.as_deref(), carrier.share, passages))
}

/// Writes a row for each report, in order.
fn write(path: &Path, names: &[&str], order: &[u32], row: impl Fn(u32) -> Row) -> Result<()> {
    let schema = table::schema(names);
    let mut writer = table::writer(File::create(path)?, schema.clone(), "")?;
    for places in order.chunks(export::TOGETHER) {
        writer.write(&table::batch(&schema, &places.iter().map(|&place| row(place)).collect::<Vec<_>>())?)?;
    }
    finish(writer)
}

pub(crate) fn row(value: Value) -> Row {
    match value {
        Value::Object(row) => row,
        _ => Row::new(),
    }
}
