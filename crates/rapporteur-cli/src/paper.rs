//! What a command writes on: standard output, or a file that is there whole or not at all.

use crate::pager::{Pages, pages};
use crate::problem::{Outcome, Problem};
use std::fs::File;
use std::io::{BufWriter, Stdout, Write};
use std::path::{Path, PathBuf};

/// Standard output or a file. What is written to a file stands beside it under another name until all of it is there.
pub(crate) struct Paper {
    to: To,
}

enum To {
    /// Words; colours go only to a terminal that shows them.
    Words(BufWriter<Pages>),
    /// Bytes that are nobody's words.
    Bytes(BufWriter<Stdout>),
    /// A pipe or a device, which is written on and never replaced.
    Device(BufWriter<File>),
    File {
        file: BufWriter<File>,
        unfinished: PathBuf,
        path: PathBuf,
    },
}

impl Paper {
    /// For words.
    pub(crate) fn of(path: Option<&Path>) -> Outcome<Self> {
        Self::file_or(path, || To::Words(pages()))
    }

    /// For a format that is not text.
    pub(crate) fn of_bytes(path: Option<&Path>) -> Outcome<Self> {
        Self::file_or(path, || To::Bytes(BufWriter::new(std::io::stdout())))
    }

    fn file_or(path: Option<&Path>, printed: impl FnOnce() -> To) -> Outcome<Self> {
        let Some(path) = path else { return Ok(Self { to: printed() }) };
        let failed = || Problem::file(format!("writing {}", path.display()));
        if path.is_dir() {
            return Err(Problem::advised(format!("{} is a folder", path.display()), "name a file in it"));
        }
        if std::fs::metadata(path).is_ok_and(|found| !found.is_file()) {
            let device = File::options().write(true).open(path).map_err(failed())?;
            return Ok(Self { to: To::Device(BufWriter::new(device)) });
        }
        // A link is followed to what it names, so that it stays a link.
        let path = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let mut name = std::ffi::OsString::from(".");
        name.push(path.file_name().unwrap_or_default());
        name.push(format!(".{}.unfinished", std::process::id()));
        let unfinished = path.with_file_name(name);
        let file = BufWriter::new(File::create_new(&unfinished).map_err(failed())?);
        Ok(Self { to: To::File { file, unfinished, path } })
    }

    /// Ends it: everything is written, and a file takes its name, in the place of the one that had it.
    pub(crate) fn finish(mut self) -> Outcome<()> {
        self.flush()?;
        if let To::File { file, unfinished, path } = &self.to {
            let done = file.get_ref().sync_all().and_then(|()| std::fs::rename(unfinished, path));
            done.map_err(Problem::file(format!("writing {}", path.display())))?;
        }
        Ok(())
    }
}

impl Drop for Paper {
    /// What was not finished leaves nothing behind.
    fn drop(&mut self) {
        if let To::File { unfinished, .. } = &self.to {
            // Where it was finished it has another name; where it cannot be removed there is nothing to be done about it here.
            _ = std::fs::remove_file(unfinished);
        }
    }
}

impl Write for Paper {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match &mut self.to {
            To::Words(out) => out.write(bytes),
            To::Bytes(out) => out.write(bytes),
            To::Device(file) | To::File { file, .. } => file.write(bytes),
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        match &mut self.to {
            To::Words(out) => out.flush(),
            To::Bytes(out) => out.flush(),
            To::Device(file) | To::File { file, .. } => file.flush(),
        }
    }
}
