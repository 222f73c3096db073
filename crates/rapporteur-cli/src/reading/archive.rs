//! ZIP and tar: members are read one by one, never unpacked to disk; names that climb out and archives inside are refused.

use super::{Nesting, RefusalKind, Sink, open, refuse};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
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
    open(input, super::Boxed(Box::new(stream)), Nesting { archive: true, gzip: false }, sink)
}

/// Does a member's path lead anywhere but down?
fn climbs(member: &str) -> bool {
    member.contains('\\') || Path::new(member).components().any(|part| !matches!(part, Component::Normal(_) | Component::CurDir))
}
