//! ZIP and tar: members are read one by one, never unpacked to disk; names that climb out and archives inside are refused.
//!
//! Some files are ZIP archives by their make and one thing to their owner: documents of office programs, of which the part
//! with the text is read, and collections of a crawl (WACZ), of which the archives are.

use super::{HELD, Nesting, Piece, RefusalKind, Sink, hold, open, refuse};
use rapporteur::ingest::{Foreign, Format, LONGEST, Refusal, Stated};
use rapporteur_store::Arrival;
use std::fs::File;
use std::io::{Cursor, Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::path::{Component, Path};

/// An archive's members may hold this many bytes together. A guess: a hundred times the largest seen.
const UNPACKED: u64 = 64 << 30;
/// An archive may have this many members.
const MEMBERS: usize = 5_000_000;

/// Opens a file; a ZIP archive is read in place, since its table stands at its end.
pub(super) fn open_file(name: &str, mut file: File, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let mut magic = [0; 4];
    let is_zip = file.read(&mut magic).is_ok_and(|read| read == 4 && magic[..2] == *b"PK" && matches!(magic[2..], [3, 4] | [5, 6]));
    if let Err(error) = file.seek(SeekFrom::Start(0)) {
        // A pipe or a device cannot be wound back.
        return if is_zip {
            refuse(name, RefusalKind::Storage, format!("cannot be read twice: {error}"), sink)
        } else {
            open(name, magic.as_slice().chain(file), Nesting::default(), sink)
        };
    }
    if is_zip { zip(name, file, sink) } else { open(name, file, Nesting::default(), sink) }
}

pub(super) fn zip(name: &str, file: impl Read + Seek, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let mut archive = match zip::ZipArchive::new(file) {
        Ok(archive) if archive.len() <= MEMBERS => archive,
        Ok(archive) => return refuse(name, RefusalKind::Archive, format!("{} members", archive.len()), sink),
        Err(error) => return refuse(name, RefusalKind::Unreadable, format!("not a sound ZIP archive: {error}"), sink),
    };
    match make(&mut archive) {
        Make::Archive => {}
        Make::Document(format, member) => return text_part(name, archive, format, &member, Stated::default(), sink),
        Make::Foreign(foreign) => return sink(Arrival::Refused(name.to_owned(), Refusal::foreign(foreign))),
        Make::Collection => return collection(name, archive, sink),
    }
    let mut order: Vec<(String, usize)> =
        (0..archive.len()).filter_map(|at| archive.name_for_index(at).map(|member| (member.to_owned(), at))).collect();
    order.sort();
    let mut left = UNPACKED;
    for (member, at) in order {
        let input = format!("{name}/{member}");
        match archive.by_index(at) {
            Ok(file) if file.is_dir() => {}
            Ok(_) if climbs(&member) => refuse(&input, RefusalKind::Archive, "a member whose path leads out of the archive", sink)?,
            Ok(file) if file.encrypted() => refuse(&input, RefusalKind::Archive, "an encrypted member", sink)?,
            Ok(file) => match left.checked_sub(file.size()) {
                Some(rest) => {
                    left = rest;
                    member_of(&input, file, sink)?;
                }
                None => return refuse(&input, RefusalKind::Archive, "the archive unpacks to more than 64 GiB", sink),
            },
            Err(error) => refuse(&input, RefusalKind::Unreadable, format!("cannot be read: {error}"), sink)?,
        }
    }
    ControlFlow::Continue(())
}

/// A ZIP inside another archive or an answer of a server: a document is read, an archive is not.
pub(super) fn document(name: &str, bytes: Vec<u8>, stated: Stated, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let mut archive = match zip::ZipArchive::new(Cursor::new(bytes)) {
        Ok(archive) if archive.len() <= MEMBERS => archive,
        _ => return refuse(name, RefusalKind::Archive, "an archive inside an archive", sink),
    };
    match make(&mut archive) {
        Make::Document(format, member) => text_part(name, archive, format, &member, stated, sink),
        Make::Foreign(foreign) => sink(Arrival::Refused(name.to_owned(), Refusal::foreign(foreign))),
        Make::Archive | Make::Collection => refuse(name, RefusalKind::Archive, "an archive inside an archive", sink),
    }
}

/// What a ZIP archive is to its owner.
enum Make {
    Archive,
    /// A document, and the member that holds its text.
    Document(Format, String),
    /// A collection of a crawl.
    Collection,
    Foreign(Foreign),
}

/// How much of a member is read to tell what the archive is.
const KIND: u64 = 200;

fn make(archive: &mut zip::ZipArchive<impl Read + Seek>) -> Make {
    let has = |archive: &zip::ZipArchive<_>, name: &str| archive.index_for_name(name).is_some();
    if has(archive, "word/document.xml") {
        return Make::Document(Format::Word, "word/document.xml".to_owned());
    }
    let mut kind = String::new();
    if let Ok(member) = archive.by_name("mimetype") {
        _ = member.take(KIND).read_to_string(&mut kind);
    }
    match kind.trim() {
        kind if kind.starts_with("application/vnd.oasis.opendocument.text") => {
            return Make::Document(Format::OpenDocument, "content.xml".to_owned());
        }
        kind if kind.starts_with("application/vnd.oasis.opendocument") || kind.starts_with("application/epub") => {
            return Make::Foreign(Foreign::Office);
        }
        _ => {}
    }
    let office = ["xl/workbook.xml", "xl/workbook.bin", "ppt/presentation.xml", "visio/document.xml", "Index/Document.iwa"];
    if office.iter().any(|member| has(archive, member)) {
        return Make::Foreign(Foreign::Office);
    }
    let crawled = archive.file_names().any(|name| name.starts_with("archive/") && (name.ends_with(".warc.gz") || name.ends_with(".warc")));
    if crawled && has(archive, "datapackage.json") { Make::Collection } else { Make::Archive }
}

fn text_part(
    name: &str,
    mut archive: zip::ZipArchive<impl Read + Seek>,
    format: Format,
    member: &str,
    stated: Stated,
    sink: &mut Sink<'_>,
) -> ControlFlow<()> {
    let held = match archive.by_name(member) {
        Ok(member) => hold(member, LONGEST),
        Err(error) => return refuse(name, RefusalKind::Unreadable, format!("its text cannot be read: {error}"), sink),
    };
    match held {
        Ok(bytes) => sink(Arrival::Piece(Piece { input: name.to_owned(), format, stated, bytes })),
        Err(refusal) => sink(Arrival::Refused(name.to_owned(), refusal)),
    }
}

/// The archives of a collection; its index, its logs and its list of pages say nothing that they do not.
fn collection(name: &str, mut archive: zip::ZipArchive<impl Read + Seek>, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let mut members: Vec<String> = archive.file_names().map(str::to_owned).collect();
    members.sort();
    for member in members {
        let input = format!("{name}/{member}");
        if !member.starts_with("archive/") {
            if !member.ends_with('/') {
                let refusal = Refusal::new(RefusalKind::Foreign(Foreign::CrawlIndex), "a part of the collection beside its archives");
                sink(Arrival::PassedOver(input, refusal))?;
            }
            continue;
        }
        match archive.by_name(&member) {
            Ok(file) if file.is_dir() => {}
            Ok(file) if file.encrypted() => refuse(&input, RefusalKind::Archive, "an encrypted member", sink)?,
            Ok(file) if file.size() > UNPACKED => refuse(&input, RefusalKind::Archive, "a member of more than 64 GiB", sink)?,
            Ok(file) => member_of(&input, file, sink)?,
            Err(error) => refuse(&input, RefusalKind::Unreadable, format!("cannot be read: {error}"), sink)?,
        }
    }
    ControlFlow::Continue(())
}

/// A ZIP that is no file: held in memory to be read from its end.
pub(super) fn held_zip(name: &str, stream: impl Read, nesting: Nesting, sink: &mut Sink<'_>) -> ControlFlow<()> {
    match hold(stream, HELD) {
        Ok(bytes) if nesting.archive => document(name, bytes, Stated::default(), sink),
        Ok(bytes) => zip(name, Cursor::new(bytes), sink),
        Err(refusal) => sink(Arrival::Refused(name.to_owned(), refusal)),
    }
}

pub(super) fn tar(name: &str, stream: impl Read, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let mut archive = tar::Archive::new(stream);
    let entries = match archive.entries() {
        Ok(entries) => entries,
        Err(error) => return refuse(name, RefusalKind::Unreadable, format!("not a sound tar archive: {error}"), sink),
    };
    let mut left = UNPACKED;
    for entry in entries.take(MEMBERS) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => return refuse(name, RefusalKind::Unreadable, format!("the archive breaks off: {error}"), sink),
        };
        let member = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let input = format!("{name}/{member}");
        let kind = entry.header().entry_type();
        match left.checked_sub(entry.size()) {
            None => return refuse(&input, RefusalKind::Archive, "the archive unpacks to more than 64 GiB", sink),
            Some(rest) => left = rest,
        }
        match () {
            () if climbs(&member) => refuse(&input, RefusalKind::Archive, "a member whose path leads out of the archive", sink)?,
            () if kind.is_file() => member_of(&input, entry, sink)?,
            () if kind.is_dir() || kind.is_pax_global_extensions() => {}
            () => refuse(&input, RefusalKind::Archive, "a link or device, not a file", sink)?,
        }
    }
    ControlFlow::Continue(())
}

fn member_of(input: &str, stream: impl Read, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let hidden = Path::new(input).file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    if hidden {
        return ControlFlow::Continue(());
    }
    open(input, super::Boxed(Box::new(stream)), Nesting { archive: true, ..Nesting::default() }, sink)
}

/// Does a member's path lead anywhere but down?
fn climbs(member: &str) -> bool {
    member.contains('\\') || Path::new(member).components().any(|part| !matches!(part, Component::Normal(_) | Component::CurDir))
}
