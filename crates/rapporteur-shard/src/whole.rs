//! A file that is there whole or not at all: until it is finished it stands beside its place under another name.

use crate::{Error, Result};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// A file on its way.
#[derive(Debug)]
pub(crate) struct File {
    file: BufWriter<std::fs::File>,
    unfinished: PathBuf,
    path: PathBuf,
}

impl File {
    /// Begins a file; what an earlier run left unfinished is begun anew.
    pub(crate) fn create(path: &Path) -> Result<Self> {
        let mut name = std::ffi::OsString::from(".");
        name.push(path.file_name().unwrap_or_default());
        name.push(".unfinished");
        let unfinished = path.with_file_name(name);
        let file = std::fs::File::create(&unfinished).map_err(Error::file("writing", &unfinished))?;
        Ok(Self { file: BufWriter::new(file), unfinished, path: path.to_owned() })
    }

    /// Ends it: it takes its name, in the place of a file that had it.
    pub(crate) fn finish(mut self) -> Result<()> {
        let ended = self.file.flush().and_then(|()| self.file.get_ref().sync_all());
        ended.and_then(|()| std::fs::rename(&self.unfinished, &self.path)).map_err(Error::file("writing", &self.path))
    }
}

impl Drop for File {
    fn drop(&mut self) {
        // Where it was finished it has another name, and where it cannot be removed the next run begins it anew.
        _ = std::fs::remove_file(&self.unfinished);
    }
}

impl Write for File {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}
