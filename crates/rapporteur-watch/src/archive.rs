//! What servers answered, kept as it came: web archives (WARC 1.1), each record a gzip member of its own, a file a day.
//!
//! A file is never longer than what the state knows of: what a killed run wrote behind that is cut off before more is written, so that
//! nothing is lost that was told of and nothing stands there twice.

use crate::{Error, Result};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::fs::{File, OpenOptions};
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use xxhash_rust::xxh3::xxh3_128;

/// Where a record stands: in a file of the archive, from a byte on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The file.
    pub file: PathBuf,
    /// The first byte.
    pub start: u64,
    /// How many bytes.
    pub length: u64,
}

/// An archive file that is being written.
#[derive(Debug)]
pub(crate) struct Archive {
    path: PathBuf,
    file: File,
    length: u64,
}

impl Archive {
    /// Opens a file to go on behind its first `length` bytes; makes it where there is none.
    ///
    /// # Errors
    /// When it cannot be opened, or is shorter than that.
    pub(crate) fn open(path: &Path, length: u64) -> Result<Self> {
        let failed = |error| Error::file(format!("opening the archive {}", path.display()))(error);
        let mut file = OpenOptions::new().create(true).truncate(false).write(true).open(path).map_err(failed)?;
        let found = file.metadata().map_err(failed)?.len();
        if found < length {
            return Err(Error::asked(
                format!("the archive {} is shorter than it was: {found} bytes of {length}", path.display()),
                "bring the file back from a copy, or move the folder away to begin anew",
            ));
        }
        file.set_len(length).and_then(|()| file.seek(SeekFrom::Start(length))).map_err(failed)?;
        let mut archive = Self { path: path.to_owned(), file, length };
        if length == 0 {
            let fields = "software: rapporteur\r\nformat: WARC File Format 1.1\r\n";
            archive.put("warcinfo", None, &jiff::Timestamp::now().to_string(), "application/warc-fields", &[fields.as_bytes()])?;
        }
        Ok(archive)
    }

    /// The file, and how long it is.
    pub(crate) fn length(&self) -> (&Path, u64) {
        (&self.path, self.length)
    }

    /// Does it hold answers of a kind, by its name?
    pub(crate) fn is_of(&self, kind: &str) -> bool {
        self.path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(kind))
    }

    /// Puts an answer behind the others. It is safe once [`Archive::sync`] has returned.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(crate) fn answer(&mut self, address: &str, time: &str, head: &str, body: &[u8]) -> Result<Kept> {
        self.put("response", Some(address), time, "application/http; msgtype=response", &[head.as_bytes(), body])
    }

    /// Makes what was put safe from a loss of power.
    ///
    /// # Errors
    /// When the system cannot.
    pub(crate) fn sync(&self) -> Result<()> {
        self.file.sync_data().map_err(Error::file(format!("writing the archive {}", self.path.display())))
    }

    fn put(&mut self, kind: &str, address: Option<&str>, time: &str, media: &str, parts: &[&[u8]]) -> Result<Kept> {
        let length: usize = parts.iter().map(|part| part.len()).sum();
        let target = address.map(|address| format!("WARC-Target-URI: {address}\r\n")).unwrap_or_default();
        let named = format!("{kind} {target}{time} {} {}", self.path.display(), self.length);
        let head = format!(
            "WARC/1.1\r\nWARC-Type: {kind}\r\n{target}WARC-Date: {time}\r\nWARC-Record-ID: <urn:uuid:{}>\r\nContent-Type: {media}\r\nContent-Length: {length}\r\n\r\n",
            uuid(xxh3_128(named.as_bytes()))
        );
        let mut member = GzEncoder::new(Vec::with_capacity(length / 4 + 512), Compression::default());
        let pieces = std::iter::once(head.as_bytes()).chain(parts.iter().copied()).chain(std::iter::once(b"\r\n\r\n".as_slice()));
        let written = pieces.into_iter().try_for_each(|piece| member.write_all(piece)).and_then(|()| member.finish());
        let failed = |error| Error::file(format!("writing the archive {}", self.path.display()))(error);
        let member = written.and_then(|member| self.file.write_all(&member).map(|()| member.len() as u64)).map_err(failed)?;
        let kept = Kept { file: self.path.clone(), start: self.length, length: member };
        self.length += member;
        Ok(kept)
    }
}

/// An identifier of its form, of version 8: made by the program's own rule.
fn uuid(hash: u128) -> String {
    let hash = hash & !(0xf << 76) & !(0x3 << 62) | (0x8 << 76) | (0x2 << 62);
    let digits = format!("{hash:032x}");
    format!("{}-{}-{}-{}-{}", &digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..])
}
