//! What lies in folders: files, and the mails of a mailbox in which each mail is a file (maildir).

use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// What a file beside another states of it is called so; it is read with that one.
const STATED: &str = ".meta.json";

/// Folders within folders are looked into so deep.
const DEPTH: usize = 32;

/// A file of a folder: where it is, what it is known by, and what changes when it does.
pub(crate) type Found = (PathBuf, String, String);

/// The files below a folder, in the order of their names. Names that begin with a dot are passed over, links are not followed, and of a mailbox the
/// mails are taken that were delivered: one that is read or flagged is moved and renamed, and stays the same mail.
pub(crate) fn files(folder: &Path) -> Vec<Found> {
    let mut found = Vec::new();
    if is_mailbox(folder) {
        ["new", "cur"].iter().for_each(|part| below(&folder.join(part), Some(folder), DEPTH, &mut found));
    } else {
        below(folder, None, DEPTH, &mut found);
    }
    found
}

fn is_mailbox(folder: &Path) -> bool {
    ["cur", "new", "tmp"].iter().all(|part| folder.join(part).is_dir())
}

fn below(folder: &Path, mailbox: Option<&Path>, depth: usize, found: &mut Vec<Found>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let mut entries: Vec<_> = entries.flatten().filter(|entry| !entry.file_name().to_string_lossy().starts_with('.')).collect();
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        match (entry.metadata(), mailbox) {
            (Ok(kind), None) if kind.is_dir() && depth > 0 => match is_mailbox(&path) {
                true => found.extend(files(&path)),
                false => below(&path, None, depth - 1, found),
            },
            (Ok(kind), Some(mailbox)) if kind.is_file() => {
                let name = entry.file_name().to_string_lossy().into_owned();
                let own = name.split(":2,").next().unwrap_or_default();
                found.push((path, mailbox.join(own).to_string_lossy().into_owned(), kind.len().to_string()));
            }
            (Ok(kind), None) if kind.is_file() => {
                if path.to_str().and_then(|name| name.strip_suffix(STATED)).is_some_and(|other| Path::new(other).exists()) {
                    continue;
                }
                let time = kind.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok()).unwrap_or_default();
                found.push((path.clone(), path.to_string_lossy().into_owned(), format!("{} {}", kind.len(), time.as_nanos())));
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_that_was_read_stays_the_same() {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let at = |name: &str| folder.path().join("box").join(name);
        ["new", "cur", "tmp"].iter().for_each(|part| std::fs::create_dir_all(at(part)).expect("folders can be made"));
        std::fs::write(at("tmp/half"), "From").expect("it can be written");
        std::fs::write(at("new/17.a.host"), "From: a@b.example\n\nText").expect("it can be written");
        let known = |found: Vec<Found>| found.into_iter().map(|(_, name, mark)| (name, mark)).collect::<Vec<_>>();
        let first = known(files(folder.path()));
        std::fs::rename(at("new/17.a.host"), at("cur/17.a.host:2,S")).expect("it can be moved");
        assert_eq!(first, known(files(folder.path())));
        assert_eq!(first.len(), 1);
    }
}
