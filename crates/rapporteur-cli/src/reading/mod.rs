//! From paths to pieces: folders are walked, archives opened, lines and web-archive records cut, all without writing a
//! file, in a stable order, and never more than one piece in memory at a time.

mod answer;
mod arc;
mod archive;
mod limited;
mod mail;
mod pdf;
mod warc;

pub(crate) use pdf::{CHILD, PdfText, child};

use limited::Limited;
use rapporteur::ingest::{Format, LONGEST, Refusal, RefusalKind, Stated, sniff};
use rapporteur_store::{Arrival, Piece};
use rapporteur_watch::Kept;
use std::fs::File;
use std::io::{BufRead, BufReader, Cursor, Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, sync_channel};

/// Pieces that wait to be taken. With at most a few megabytes each in practice, and 64 MiB at worst.
const WAITING: usize = 16;
/// An archive that is not a file (a pipe, a member of another) is held in memory up to this many bytes.
const HELD: usize = 256 << 20;
/// How many bytes are looked at to tell a format.
const START: usize = 4096;

/// Reads `paths` (`-` is standard input) on a thread of its own; what is `stated` goes before what the inputs say, and PDFs are read `by` whom
/// the user asks for, several at a time.
pub(crate) fn arrivals(paths: Vec<PathBuf>, stated: Stated, by: PdfText) -> Receiver<Arrival> {
    let together = std::thread::available_parallelism().map_or(1, usize::from);
    let (sender, begun) = sync_channel(together);
    std::thread::spawn(move || {
        let send = |work| if sender.send(work).is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) };
        let sink: &mut Sink<'_> = &mut |arrival| match with_stated(arrival, &stated) {
            Arrival::Piece(piece) if piece.format == Format::Pdf => send(pdf::begin(piece, by)),
            arrival => send(pdf::Work::Done(arrival)),
        };
        _ = paths.iter().try_for_each(|path| match path.as_os_str() == "-" {
            true => open("standard input", std::io::stdin().lock(), Nesting::default(), sink),
            false => walk(path, None, sink),
        });
    });
    stream(move |sink| begun.into_iter().try_for_each(|work| sink(work.done())))
}

fn with_stated(arrival: Arrival, stated: &Stated) -> Arrival {
    match arrival {
        Arrival::Piece(piece) => {
            let together = stated.clone().or(&piece.stated);
            Arrival::Piece(Piece { stated: together, ..piece })
        }
        other => other,
    }
}

/// Reads bytes that are in memory already, under their names.
pub(crate) fn held(files: Vec<(String, &'static [u8])>) -> Receiver<Arrival> {
    stream(move |sink| {
        for (name, bytes) in files {
            open(&name, bytes, Nesting::default(), sink)?;
        }
        ControlFlow::Continue(())
    })
}

/// Reads what is kept of a crawl, then files, on a thread of its own.
pub(crate) fn watched(kept: Vec<Kept>, files: Vec<PathBuf>) -> Receiver<Arrival> {
    stream(move |sink| {
        for Kept { file, start, length } in kept {
            let name = format!("{}@{start}", file.display());
            let opened = File::open(&file).and_then(|mut file| file.seek(SeekFrom::Start(start)).map(|_| file.take(length)));
            match opened {
                Ok(record) => open(&name, record, Nesting::default(), sink)?,
                Err(error) => refuse(&name, RefusalKind::Storage, format!("cannot be read: {error}"), sink)?,
            }
        }
        files.iter().try_for_each(|path| walk(path, None, sink))
    })
}

/// Takes an arrival; breaks when nobody waits for more.
type Sink<'a> = dyn FnMut(Arrival) -> ControlFlow<()> + 'a;

fn stream(read: impl FnOnce(&mut Sink<'_>) -> ControlFlow<()> + Send + 'static) -> Receiver<Arrival> {
    let (sender, receiver) = sync_channel(WAITING);
    std::thread::spawn(move || {
        let mut sink = |arrival| if sender.send(arrival).is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) };
        _ = read(&mut sink);
    });
    receiver
}

fn refuse(input: &str, kind: RefusalKind, reason: impl Into<String>, sink: &mut Sink<'_>) -> ControlFlow<()> {
    sink(Arrival::Refused(input.to_owned(), Refusal::new(kind, reason)))
}

/// What a file beside another states of it is called so.
const STATED: &str = ".meta.json";

/// Files below a path in the order of their names; `top` is the folder that the user named, where this lies below one. Names
/// that begin with a dot are passed over there; links to folders are not followed, since they may lead in a circle, nor links
/// to files elsewhere; and what is no file is not opened, since a pipe may never end.
fn walk(path: &Path, top: Option<&Path>, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let name = path.to_string_lossy().into_owned();
    let failed = |error: std::io::Error, sink: &mut Sink<'_>| refuse(&name, RefusalKind::Storage, format!("cannot be read: {error}"), sink);
    let kind = match if top.is_none() { std::fs::metadata(path) } else { std::fs::symlink_metadata(path) } {
        Ok(kind) => kind,
        Err(error) => return failed(error, sink),
    };
    if kind.is_dir() {
        let entries = match std::fs::read_dir(path).and_then(Iterator::collect::<std::io::Result<Vec<_>>>) {
            Ok(entries) => entries,
            Err(error) => return failed(error, sink),
        };
        let mut inside: Vec<PathBuf> =
            entries.iter().filter(|entry| !entry.file_name().to_string_lossy().starts_with('.')).map(std::fs::DirEntry::path).collect();
        inside.sort();
        return inside.iter().filter(|path| !states_another(path)).try_for_each(|inside| walk(inside, Some(top.unwrap_or(path)), sink));
    }
    if let Some(top) = top {
        if kind.is_symlink() && path.is_dir() {
            return refuse(&name, RefusalKind::Storage, "a link to a folder; name the folder itself", sink);
        }
        let inside = |path: &Path| Some(path.canonicalize().ok()?.starts_with(top.canonicalize().ok()?));
        if kind.is_symlink() && inside(path) != Some(true) {
            return refuse(&name, RefusalKind::Storage, "a link to a file outside of the folder; name the file itself", sink);
        }
        if !path.is_file() {
            return refuse(&name, RefusalKind::Storage, "a pipe or device, not a file; name it itself", sink);
        }
    }
    match File::open(path) {
        Ok(file) => match stated_beside(path) {
            Ok(None) => archive::open_file(&name, file, sink),
            Ok(Some(stated)) => archive::open_file(&name, file, &mut |arrival| sink(with_stated(arrival, &stated))),
            Err(reason) => refuse(&name, RefusalKind::Field, format!("`{name}{STATED}` cannot be taken: {reason}"), sink),
        },
        Err(error) => failed(error, sink),
    }
}

/// Is this the file that states something of the one beside it?
fn states_another(path: &Path) -> bool {
    path.to_str().and_then(|name| name.strip_suffix(STATED)).is_some_and(|other| Path::new(other).exists())
}

/// What `FILE.meta.json` states of `FILE`, where it is there.
fn stated_beside(path: &Path) -> Result<Option<Stated>, String> {
    let mut name = path.as_os_str().to_owned();
    name.push(STATED);
    match std::fs::read_to_string(&name) {
        Ok(text) => Stated::read(&text).map(Some).map_err(|error| error.to_string()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.to_string()),
    }
}

/// How deep a piece lies inside containers.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Nesting {
    archive: bool,
    gzip: bool,
    /// Mails around it.
    mails: u8,
}

/// Opens a stream of any format.
fn open(name: &str, stream: impl Read, nesting: Nesting, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let mut stream = BufReader::with_capacity(64 << 10, stream);
    let mut start = Vec::with_capacity(START);
    if let Err(error) = stream.by_ref().take(START as u64).read_to_end(&mut start) {
        return refuse(name, RefusalKind::Unreadable, format!("cannot be read: {error}"), sink);
    }
    let plain_name = name.strip_suffix(".gz").unwrap_or(name);
    let format = sniff(&start, plain_name);
    let whole = Cursor::new(start).chain(stream);
    match format {
        Format::Binary => refuse(name, RefusalKind::Binary, "binary data", sink),
        Format::Foreign(foreign) => sink(Arrival::Refused(name.to_owned(), Refusal::foreign(foreign))),
        Format::Gzip if nesting.gzip => refuse(name, RefusalKind::Archive, "gzip inside gzip", sink),
        Format::Gzip => open(name, Boxed(Box::new(flate2::read::MultiGzDecoder::new(whole))), Nesting { gzip: true, ..nesting }, sink),
        Format::Tar if nesting.archive => refuse(name, RefusalKind::Archive, "an archive inside an archive", sink),
        Format::Zip => archive::held_zip(name, whole, nesting, sink),
        Format::Tar => archive::tar(name, whole, sink),
        Format::Warc => warc::records(name, BufReader::new(whole), sink),
        Format::Arc => arc::records(name, BufReader::new(whole), sink),
        Format::Mailbox => mail::mailbox(name, BufReader::with_capacity(256 << 10, whole), nesting, sink),
        Format::Mail => match hold(whole, LONGEST) {
            Ok(bytes) => mail::one(name, bytes, nesting, sink),
            Err(refusal) => sink(Arrival::Refused(name.to_owned(), refusal)),
        },
        Format::JsonLines => lines(name, BufReader::with_capacity(256 << 10, whole), sink),
        format => match hold(whole, LONGEST) {
            Ok(bytes) => sink(Arrival::Piece(Piece { input: name.to_owned(), format, stated: Stated::default(), bytes })),
            Err(refusal) => sink(Arrival::Refused(name.to_owned(), refusal)),
        },
    }
}

/// Hides a decoder's type, so that a stream inside a stream is not a type inside a type without end.
struct Boxed<'a>(Box<dyn Read + 'a>);

impl Read for Boxed<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.0.read(buffer)
    }
}

/// Reads all of a stream, up to a limit.
fn hold(stream: impl Read, limit: usize) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    match stream.take(limit as u64 + 1).read_to_end(&mut bytes) {
        Err(error) => Err(Refusal::new(RefusalKind::Unreadable, format!("cannot be read to its end: {error}"))),
        Ok(_) if bytes.len() > limit => Err(Refusal::new(RefusalKind::TooLong, format!("longer than {} MiB", limit >> 20))),
        Ok(_) => Ok(bytes),
    }
}

/// One piece a line. A line that is too long is passed over, and the lines after it are read.
fn lines(name: &str, mut stream: impl BufRead, sink: &mut Sink<'_>) -> ControlFlow<()> {
    for number in 1u64.. {
        let mut bytes = Vec::new();
        let input = format!("{name}:{number}");
        let mut limited = Limited::new(&mut stream, LONGEST);
        match limited.read_until(b'\n', &mut bytes) {
            Err(error) => return refuse(&input, RefusalKind::Unreadable, format!("cannot be read: {error}"), sink),
            Ok(0) => break,
            Ok(_) if limited.is_spent() && bytes.last() != Some(&b'\n') => {
                let skipped = limited::skip_line(&mut stream);
                refuse(&input, RefusalKind::TooLong, format!("a line longer than {} MiB", LONGEST >> 20), sink)?;
                if !matches!(skipped, Ok(true)) {
                    break;
                }
            }
            Ok(_) if bytes.iter().all(u8::is_ascii_whitespace) => {}
            Ok(_) => sink(Arrival::Piece(Piece { input, format: Format::JsonLines, stated: Stated::default(), bytes }))?,
        }
    }
    ControlFlow::Continue(())
}
