//! The reports of a folder of shards, each once, in the order of their turns: the order in which keys pair their holders.

use crate::{Error, Result};
use arrow::array::{Array, AsArray};
use arrow::datatypes::Int64Type;
use arrow::record_batch::RecordBatch;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use rapporteur::link::Turn;
use std::collections::HashMap;
use std::fs::File;
use std::io::{BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// Rows of a file that are read together.
const TOGETHER: usize = 1024;

/// The reports of a folder of shards.
pub(crate) struct Shelf {
    files: Vec<PathBuf>,
    turns: Vec<Turn>,
    /// Where each stands: file and row.
    found: Vec<(u32, u32)>,
    /// The place of each report by the number in its key.
    places: HashMap<i64, u32>,
}

impl Shelf {
    /// Looks through `out/reports`. Of a report that stands in several shards, or several times in one, the first counts.
    pub(crate) fn open(out: &Path) -> Result<Self> {
        let folder = out.join("reports");
        let entries = std::fs::read_dir(&folder).map_err(Error::file("reading", &folder))?;
        let paths = entries.map(|entry| entry.map(|entry| entry.path())).collect::<std::io::Result<Vec<_>>>();
        let mut files = paths.map_err(Error::file("reading", &folder))?;
        files.retain(|path| path.extension().is_some_and(|end| end == "parquet") && !is_hidden(path));
        files.sort_unstable();
        let mut all = Vec::new();
        for (number, file) in (0..).zip(&files) {
            let mut row = 0;
            for batch in columns(file, &["latest", "number"])? {
                let batch = batch?;
                let (latest, numbers) = (whole(&batch, "latest")?, whole(&batch, "number")?);
                for at in 0..batch.num_rows() {
                    if numbers.is_valid(at) {
                        all.push((Turn { latest: latest.value(at), number: numbers.value(at) }, (number, row)));
                    }
                    row += 1;
                }
            }
        }
        all.sort_unstable();
        all.dedup_by_key(|(turn, _)| *turn);
        let (turns, found): (Vec<Turn>, Vec<(u32, u32)>) = all.into_iter().unzip();
        let places = turns.iter().zip(0..).map(|(turn, place)| (turn.number, place)).collect();
        Ok(Self { files, turns, found, places })
    }

    /// How many reports there are.
    pub(crate) fn len(&self) -> usize {
        self.turns.len()
    }

    /// Which reports there are, in a number: a function of the reports alone, however they are cut into files.
    pub(crate) fn digest(&self) -> String {
        let sum = self.turns.iter().fold(0_u64, |sum, turn| (sum.rotate_left(5) ^ turn.number as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        format!("{sum:016x}")
    }

    /// The place of a report by its key.
    pub(crate) fn place(&self, key: &str) -> Result<u32> {
        let number = Turn::of(key, None).number;
        self.places.get(&number).copied().ok_or_else(|| Error::told(format!("{key} stands in no shard any more: link anew")))
    }

    /// The key of the report at a place.
    pub(crate) fn key(&self, place: u32) -> String {
        self.turns[place as usize].key()
    }

    /// The places in the order of the reports' keys.
    pub(crate) fn by_key(&self) -> Vec<u32> {
        let mut places: Vec<u32> = (0..self.len() as u32).collect();
        places.sort_unstable_by_key(|&place| self.turns[place as usize].number as u64);
        places
    }

    /// Some columns of all reports, in the order of the files; `each` takes the place of a report, a batch and its row there.
    pub(crate) fn each(&self, names: &[&str], mut each: impl FnMut(u32, &RecordBatch, usize) -> Result<()>) -> Result<()> {
        for (number, file) in (0..).zip(&self.files) {
            let mut row = 0;
            for batch in columns(file, &[names, &["number"]].concat())? {
                let batch = batch?;
                let numbers = whole(&batch, "number")?;
                for at in 0..batch.num_rows() {
                    let place = numbers.is_valid(at).then(|| self.places.get(&numbers.value(at))).flatten();
                    if let Some(&place) = place.filter(|&&place| self.found[place as usize] == (number, row)) {
                        each(place, &batch, at)?;
                    }
                    row += 1;
                }
            }
        }
        Ok(())
    }

    /// A column of keys of the reports that `wanted` says, each with its holder's place.
    pub(crate) fn keys(&self, name: &str, wanted: impl Fn(u32) -> bool, put: &mut dyn FnMut(u64, u32) -> Result<()>) -> Result<()> {
        self.each(&[name], |place, batch, at| {
            let lists = batch.column_by_name(name).and_then(|column| column.as_list_opt::<i32>());
            let keys = lists.ok_or_else(|| Error::told(format!("a shard has no column `{name}`")))?.value(at);
            let keys = keys.as_primitive_opt::<Int64Type>().ok_or_else(|| Error::told(format!("`{name}` holds no keys")))?;
            if wanted(place) { keys.values().iter().try_for_each(|&key| put(key as u64, place)) } else { Ok(()) }
        })
    }
}

/// Is it no file of ours, or one that was not finished?
pub(crate) fn is_hidden(path: &Path) -> bool {
    path.file_name().is_none_or(|name| name.to_string_lossy().starts_with('.'))
}

/// Some columns of a file, batch by batch.
pub(crate) fn columns(path: &Path, names: &[&str]) -> Result<ParquetRecordBatchReader> {
    let file = File::open(path).map_err(Error::file("reading", path))?;
    let builder = ParquetRecordBatchReaderBuilder::try_new(file)?;
    let mask = ProjectionMask::columns(builder.parquet_schema(), names.iter().copied());
    Ok(builder.with_projection(mask).with_batch_size(TOGETHER).build()?)
}

/// A column of whole numbers.
pub(crate) fn whole<'a>(batch: &'a RecordBatch, name: &str) -> Result<&'a arrow::array::Int64Array> {
    let column = batch.column_by_name(name).and_then(|column| column.as_primitive_opt::<Int64Type>());
    column.ok_or_else(|| Error::told(format!("a file has no column `{name}` of whole numbers")))
}

/// The words in a cell of a column of text; none where it is empty.
pub(crate) fn words<'a>(batch: &'a RecordBatch, name: &str, at: usize) -> Result<Option<&'a str>> {
    let column = batch.column_by_name(name).and_then(|column| column.as_string_opt::<i32>());
    let column = column.ok_or_else(|| Error::told(format!("a file has no column `{name}` of text")))?;
    Ok(column.is_valid(at).then(|| column.value(at)))
}

/// Pieces of bytes that are read in another order than they were written in.
pub(crate) struct Pieces {
    file: File,
    path: PathBuf,
    /// Where the piece of each place begins, and how long it is.
    found: Vec<(u64, u32)>,
}

impl Pieces {
    /// Writes a piece for each place below `count` that `pieces` gives.
    pub(crate) fn write(
        path: PathBuf,
        count: usize,
        pieces: impl FnOnce(&mut dyn FnMut(u32, &[u8]) -> Result<()>) -> Result<()>,
    ) -> Result<Self> {
        let file = File::options().read(true).write(true).create(true).truncate(true).open(&path).map_err(Error::file("writing", &path))?;
        let (mut out, mut found, mut end) = (BufWriter::new(file), vec![(0, 0); count], 0);
        pieces(&mut |place, bytes| {
            found[place as usize] = (end, bytes.len() as u32);
            end += bytes.len() as u64;
            out.write_all(bytes).map_err(Error::file("writing", &path))
        })?;
        let file = out.into_inner().map_err(|error| Error::file("writing", &path)(error.into_error()))?;
        Ok(Self { file, path, found })
    }

    /// The piece of a place.
    pub(crate) fn read(&mut self, place: u32) -> Result<Vec<u8>> {
        let (start, length) = self.found[place as usize];
        let mut bytes = vec![0; length as usize];
        let read = self.file.seek(SeekFrom::Start(start)).and_then(|_| self.file.read_exact(&mut bytes));
        read.map_err(Error::file("reading", &self.path))?;
        Ok(bytes)
    }
}

impl Drop for Pieces {
    fn drop(&mut self) {
        // Where it cannot be removed the next run writes it anew.
        _ = std::fs::remove_file(&self.path);
    }
}
