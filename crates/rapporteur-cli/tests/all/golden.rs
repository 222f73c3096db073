//! Golden digests: the rows that the bundled example comes to, part by part of the record, held to the editions of what makes them.
//!
//! A record is made anew where an edition grew, and only there. So rows that change under one edition would leave records behind that no
//! `derive` ever mends. It stands here and not with the store because only the program reads the example's archives.

use crate::hands::Bench;
use rapporteur_store::{Part, Record, Value, parts};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// What is kept in the repository.
const KEPT: &str = "tests/golden.txt";

const HEAD: &str = "# The bundled example, as each part of the record has it: the edition of what makes the part, and the digest of its rows. Above them the
# digests of what goes in: the example's files, and the word lists and models. `UPDATE=1` at the test `golden` renews this file where an
# edition grew or what goes in changed; `UPDATE=unshipped` also where an edition changes that no record was made with yet.
";

/// What goes in and has no edition; where it changes, everything may.
const GIVEN: [&str; 2] = ["example", "resources"];

/// A part's edition and digest.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Digest {
    edition: u32,
    digest: String,
}

type Digests = BTreeMap<String, Digest>;

#[test]
fn rows_change_only_with_their_editions() {
    let bench = Bench::new();
    bench.good(&["demo", "--into", "demo"]);
    let record = Record::open_to_read(&bench.path("record.db")).expect("the demo made a record");
    let now = digests(&record);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(KEPT);
    let kept = read(&std::fs::read_to_string(&path).unwrap_or_default());
    let (owed, update) = (owed(&kept, &now, &parts()), std::env::var("UPDATE").unwrap_or_default());
    assert!(owed.is_empty() || update == "unshipped", "{}", owed.join("\n"));
    if update.is_empty() {
        let stale: Vec<&String> = now.keys().chain(kept.keys()).filter(|name| now.get(*name) != kept.get(*name)).collect();
        assert!(
            stale.is_empty(),
            "{KEPT} is behind with {stale:?}. Read what changed in the cases, then: UPDATE=1 cargo test -p rapporteur-cli golden"
        );
    } else {
        std::fs::write(&path, written(&now)).expect("the file of digests can be written");
    }
}

/// Parts whose rows changed while neither their edition nor anything they are made of did.
fn owed(kept: &Digests, now: &Digests, parts: &[Part]) -> Vec<String> {
    let changed = |name: &str| kept.get(name) != now.get(name);
    let mut owed = Vec::new();
    for part in parts {
        let (Some(before), Some(after)) = (kept.get(part.name), now.get(part.name)) else { continue };
        if after.edition < before.edition {
            owed.push(format!("the edition of {} fell from {} to {}: editions only grow", part.name, before.edition, after.edition));
        } else if before.digest != after.digest
            && before.edition == after.edition
            && !GIVEN.iter().chain(part.inputs).any(|name| changed(name))
        {
            owed.push(format!(
                "{} has other rows than its edition {} gave before: raise it ({}), then renew {KEPT} with UPDATE=1",
                part.name,
                after.edition,
                if matches!(part.name, "reports" | "sketches" | "findings") { "EDITION in the engine" } else { "`edition` of the layer" }
            ));
        }
    }
    owed
}

fn digests(record: &Record) -> Digests {
    let mut digests: Digests =
        parts().iter().map(|part| (part.name.to_owned(), Digest { edition: part.edition, digest: rows(record, part.tables) })).collect();
    let mut resources = String::new();
    ask(record, "SELECT value FROM meta WHERE name = 'header'", |row| {
        let [Value::Text(header)] = &row[..] else { panic!("the record has a header") };
        resources = header.rsplit(' ').next().unwrap_or_default().to_owned();
    });
    digests.insert("resources".to_owned(), Digest { edition: 0, digest: resources });
    digests.insert("example".to_owned(), Digest { edition: 0, digest: example() });
    digests
}

/// The rows of tables, in the order of their keys.
fn rows(record: &Record, tables: &[&str]) -> String {
    let mut hasher = blake3::Hasher::new();
    for table in tables {
        let mut key: Vec<String> = Vec::new();
        ask(record, &format!("SELECT name FROM pragma_table_info('{table}') WHERE pk > 0 ORDER BY pk"), |row| {
            let [Value::Text(name)] = &row[..] else { panic!("a column has a name") };
            key.push(format!("\"{name}\""));
        });
        assert!(!key.is_empty(), "{table} has a key");
        hasher.update(table.as_bytes()).update(b"\n");
        ask(record, &format!("SELECT * FROM {table} ORDER BY {}", key.join(", ")), |row| {
            row.iter().for_each(|value| take_in(&mut hasher, value));
        });
    }
    short(&hasher)
}

/// A value with its kind and its length, so that no two rows give the same bytes.
fn take_in(hasher: &mut blake3::Hasher, value: &Value) {
    let (kind, bytes): (&[u8], Vec<u8>) = match value {
        Value::Null => (b"n", Vec::new()),
        Value::Integer(number) => (b"i", number.to_le_bytes().to_vec()),
        Value::Text(text) => (b"t", text.clone().into_bytes()),
        Value::Blob(bytes) => (b"b", bytes.clone()),
        Value::Real(_) => panic!("no float is stored"),
    };
    hasher.update(kind).update(&(bytes.len() as u64).to_le_bytes()).update(&bytes);
}

fn ask(record: &Record, query: &str, each: impl FnMut(Vec<Value>)) {
    record.sql(query, |_| {}, each).expect("the record can be asked");
}

/// The example's files with their names, in the order of these.
fn example() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/crisis-week");
    let (mut files, mut folders): (Vec<PathBuf>, Vec<PathBuf>) = (Vec::new(), vec![root.clone()]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("the example can be listed") {
            let path = entry.expect("the example can be listed").path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    let mut hasher = blake3::Hasher::new();
    for file in files {
        let name = file.strip_prefix(&root).expect("it lies there").to_string_lossy().replace('\\', "/");
        let bytes = std::fs::read(&file).expect("the example can be read");
        hasher.update(name.as_bytes()).update(b"\n").update(&(bytes.len() as u64).to_le_bytes()).update(&bytes);
    }
    short(&hasher)
}

fn short(hasher: &blake3::Hasher) -> String {
    hasher.finalize().to_hex()[..32].to_owned()
}

fn read(source: &str) -> Digests {
    let line = |line: &str| -> Option<(String, Digest)> {
        let mut fields = line.split_whitespace();
        let (name, edition, digest) = (fields.next()?, fields.next()?, fields.next()?);
        Some((name.to_owned(), Digest { edition: edition.parse().unwrap_or_default(), digest: digest.to_owned() }))
    };
    source.lines().filter(|line| !line.starts_with('#')).filter_map(line).collect()
}

fn written(digests: &Digests) -> String {
    let mut written = HEAD.to_owned();
    for name in GIVEN.into_iter().chain(parts().iter().map(|part| part.name)) {
        let Digest { edition, digest } = &digests[name];
        let edition = if GIVEN.contains(&name) { "-".to_owned() } else { edition.to_string() };
        writeln!(written, "{name:10} {edition:>3} {digest}").expect("strings take text");
    }
    written
}

#[test]
fn an_edition_is_owed_only_where_nothing_else_explains_the_change() {
    let part = |name, inputs| Part { name, edition: 1, inputs, tables: &[] };
    let parts = [part("findings", &[]), part("cast", &["findings"])];
    let digests = |findings: (u32, &str), cast: (u32, &str), resources: &str| -> Digests {
        let one = |(edition, digest): (u32, &str)| Digest { edition, digest: digest.to_owned() };
        [("findings", one(findings)), ("cast", one(cast)), ("resources", one((0, resources)))]
            .into_iter()
            .map(|(name, digest)| (name.to_owned(), digest))
            .collect()
    };
    let kept = digests((1, "a"), (1, "b"), "r");
    let owed = |now: Digests| owed(&kept, &now, &parts).len();
    assert_eq!(owed(kept.clone()), 0);
    assert_eq!(owed(digests((1, "a"), (1, "c"), "r")), 1, "other rows, no edition");
    assert_eq!(owed(digests((1, "a"), (2, "c"), "r")), 0, "the edition grew");
    assert_eq!(owed(digests((2, "a"), (1, "c"), "r")), 0, "what it is made of has another edition");
    assert_eq!(owed(digests((1, "x"), (1, "c"), "r")), 1, "only what changed first is told of");
    assert_eq!(owed(digests((1, "x"), (1, "c"), "s")), 0, "other word lists");
    assert_eq!(owed(digests((1, "a"), (0, "b"), "r")), 1, "an edition fell");
    assert_eq!(read(&written_of(&kept)), kept);
}

/// As [`written`], of any names.
fn written_of(digests: &Digests) -> String {
    digests.iter().map(|(name, one)| format!("{name} {} {}\n", one.edition, one.digest)).collect()
}
