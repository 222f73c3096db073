//! The join: from keys that are too many to hold at once to the pairs worth deciding on, by the engine's functions.
//!
//! Keys are spilled by ranges, so that all holders of a key come together; what a range brings is spilled by blocks of places, so that all that
//! was brought for a pair comes together. Pairs come out in an order that hangs on the reports alone, however they were cut into files.

use crate::{Error, Result};
use rapporteur::link::{Pair, neighbours, shared_by};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// Parts at most: so many files are open at once, and systems commonly allow twice as many.
const PARTS: usize = 512;

/// Bytes of a pair.
const PAIR: usize = 8;

/// How a layer joins: how many keys a pair shares at least, and with how many holders before it a key pairs each.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Join {
    pub(crate) shared: usize,
    pub(crate) near: usize,
    /// Bytes for the pairs that are held at once: at most, but for chance and where there would be too many parts.
    pub(crate) room: usize,
}

/// What is handed on to the next step, in files of fixed rows.
struct Spill {
    files: Vec<(PathBuf, BufWriter<File>)>,
}

impl Spill {
    fn create(folder: &Path, name: &str, parts: usize) -> Result<Self> {
        let file = |part| {
            let path = folder.join(format!("{name}-{part:04}"));
            let file = File::create(&path).map_err(Error::file("writing", &path))?;
            Ok((path, BufWriter::with_capacity(1 << 16, file)))
        };
        Ok(Self { files: (0..parts).map(file).collect::<Result<_>>()? })
    }

    fn put(&mut self, part: usize, row: &[u8]) -> Result<()> {
        let (path, file) = &mut self.files[part];
        file.write_all(row).map_err(Error::file("writing", path))
    }

    fn written(self) -> Result<Vec<PathBuf>> {
        let flushed = |(path, mut file): (PathBuf, BufWriter<File>)| {
            file.flush().map_err(Error::file("writing", &path))?;
            Ok(path)
        };
        self.files.into_iter().map(flushed).collect()
    }
}

/// The rows of a spilled file, which is not needed after.
fn take<const N: usize, T>(path: &Path, read: impl Fn(&[u8; N]) -> T) -> Result<Vec<T>> {
    let bytes = std::fs::read(path).map_err(Error::file("reading", path))?;
    std::fs::remove_file(path).map_err(Error::file("removing", path))?;
    Ok(bytes.as_chunks::<N>().0.iter().map(read).collect())
}

impl Join {
    /// Into how many parts `keys` keys are cut. It hangs on their number and the room alone.
    pub(crate) fn parts(self, keys: usize) -> usize {
        (keys * self.near * PAIR).div_ceil(self.room.max(1)).clamp(1, PARTS)
    }

    /// Joins the holders that `holders` gives one by one, `keys` of them, with places below `count`; `each` takes the pairs of each part, in
    /// order, and says false to stop. `folder` is for what is spilled.
    pub(crate) fn pairs(
        self,
        folder: &Path,
        (keys, count): (usize, usize),
        holders: impl FnOnce(&mut dyn FnMut(u64, u32) -> Result<()>) -> Result<()>,
        mut each: impl FnMut(usize, Vec<Pair>) -> Result<bool>,
    ) -> Result<bool> {
        let parts = self.parts(keys);
        std::fs::create_dir_all(folder).map_err(Error::file("making", folder))?;
        let mut spill = Spill::create(folder, "keys", parts)?;
        holders(&mut |key, place| {
            let mut row = [0; 12];
            row[..8].copy_from_slice(&key.to_le_bytes());
            row[8..].copy_from_slice(&place.to_le_bytes());
            spill.put(range(key, parts), &row)
        })?;
        let mut brought = Spill::create(folder, "pairs", parts)?;
        let block = count.div_ceil(parts).max(1);
        for path in spill.written()? {
            let read = |row: &[u8; 12]| {
                let (key, place) = row.split_at(8);
                let number = |bytes: &[u8]| bytes.iter().rev().fold(0, |sum, &byte| sum << 8 | u64::from(byte));
                (number(key), number(place) as u32)
            };
            let mut pairs = neighbours(take(&path, read)?, self.near);
            pairs.sort_unstable();
            // What a range brings beyond `shared` for one pair changes nothing.
            for same in pairs.chunk_by(|one, other| one == other) {
                for pair in same.iter().take(self.shared) {
                    let mut row = [0; PAIR];
                    row[..4].copy_from_slice(&pair.first.to_le_bytes());
                    row[4..].copy_from_slice(&pair.second.to_le_bytes());
                    brought.put(pair.second as usize / block, &row)?;
                }
            }
        }
        for (part, path) in brought.written()?.into_iter().enumerate() {
            let read = |&[a, b, c, d, e, f, g, h]: &[u8; PAIR]| Pair {
                first: u32::from_le_bytes([a, b, c, d]),
                second: u32::from_le_bytes([e, f, g, h]),
            };
            if !each(part, shared_by(take(&path, read)?, self.shared))? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// The range of a key. Keys are hashes, but not all use all their bits.
fn range(key: u64, parts: usize) -> usize {
    let mixed = key.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    ((u128::from(mixed) * parts as u128) >> 64) as usize
}
