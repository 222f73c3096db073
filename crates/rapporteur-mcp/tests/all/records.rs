//! Records of invented reports.

use rapporteur::ingest::{Format, Stated};
use rapporteur_mcp::Server;
use rapporteur_store::{Arrival, Piece, Record};
use serde_json::{Value, json};
use std::fmt::Write;
use std::sync::OnceLock;
use tempfile::TempDir;

/// A folder of its own with a record in it.
pub(crate) struct Kept {
    folder: TempDir,
}

impl Kept {
    /// Rows of JSON Lines, read closely and compared; no record where there is no row.
    pub(crate) fn of(rows: &str) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let kept = Self { folder };
        if !rows.is_empty() {
            kept.add(rows);
        }
        kept
    }

    /// Adds rows, reads them closely and compares them.
    pub(crate) fn add(&self, rows: &str) {
        let resources = rapporteur_desk::resources("", "").expect("shipped resources");
        let languages = rapporteur_desk::languages().expect("shipped languages");
        let mut record = Record::open(&self.folder.path().join("record.db")).expect("a record");
        let piece =
            Piece { input: "rows.jsonl".to_owned(), format: Format::JsonLines, bytes: rows.as_bytes().to_vec(), stated: Stated::default() };
        let stop = std::sync::atomic::AtomicBool::new(false);
        rapporteur_store::add(&mut record, &resources, [Arrival::Piece(piece)].into_iter(), &stop, |_| {}).expect("it is added");
        record.derive(&resources, &languages, &stop, &|_, _, _| {}).expect("it is derived");
    }

    /// A server over it.
    pub(crate) fn server(&self) -> Server {
        let resources = rapporteur_desk::resources("", "").expect("shipped resources");
        Server::new(self.folder.path().join("record.db"), resources.into())
    }

    /// Keeps a line of the record's own word lists; without one, takes all of them out again.
    pub(crate) fn keep(&self, line: Option<&str>) {
        let mut record = Record::open(&self.folder.path().join("record.db")).expect("a record");
        match line {
            Some(line) => {
                let lines = rapporteur_store::lexicon_lines(line).expect("a line of a list");
                record.add_lexicon("mine.tsv", &lines).expect("it is kept");
            }
            None => {
                let numbers: Vec<i64> = record.lexicon().expect("lines").iter().map(|line| line.number).collect();
                record.remove_lexicon(&numbers).expect("they are taken out");
            }
        }
    }

    /// The text of a report, by its key.
    pub(crate) fn text(&self, key: &str) -> String {
        let record = Record::open_to_read(&self.folder.path().join("record.db")).expect("a record");
        record.report(key).expect("a report").text
    }
}

/// What a request of the latest revision carries.
pub(crate) fn meta() -> Value {
    json!({"io.modelcontextprotocol/protocolVersion": "2026-07-28", "io.modelcontextprotocol/clientCapabilities": {}})
}

/// Calls a tool; the whole answer as it goes over the wire.
pub(crate) fn call(server: &Server, tool: &str, arguments: Value) -> String {
    let line =
        json!({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": tool, "arguments": arguments, "_meta": meta()}});
    server.answer(line.to_string().as_bytes()).expect("a request is answered")
}

/// A large record of an invented quarrel: long quotations, long names, marks that JSON escapes, and more of everything than a page holds.
pub(crate) fn large() -> &'static Kept {
    static LARGE: OnceLock<Kept> = OnceLock::new();
    LARGE.get_or_init(|| Kept::of(&rows()))
}

/// Reports of the large record.
pub(crate) const REPORTS: usize = 70;

const PLACES: [&str; 6] = ["Sarn", "Lyrne", "Halden", "Corvane", "Ostrel", "Torvale"];
const GOODS: [&str; 7] = ["herring", "grain", "timber", "cement", "copper", "salt", "wool"];
const STATES: [&str; 5] = ["Norway", "Chile", "Peru", "Kenya", "Finland"];

fn rows() -> String {
    let mut rows = String::new();
    for at in 0..REPORTS {
        let (place, goods, state) = (PLACES[at % 6], GOODS[at % 7], STATES[at % 5]);
        let other = STATES[(at + 2) % 5];
        let mut text = format!(
            "The harbour master of {place}, Mira Oruc, said the ferry with {goods} number {at} would sail again on Monday. \
             {state} supports the levy on {goods} of {place}. {other} opposes the levy on {goods} of {place}. \
             {state} will deliver {at} loads of {goods} to {place} by 20 May, its transport ministry said on Tuesday."
        );
        let mut speech = String::new();
        for part in 0..12 {
            write!(
                speech,
                "We have \\mended\\ gate {part} of {place} for the {goods} of winter {at}, and nobody needs to ask us \u{1f980} twice; "
            )
            .expect("strings take text");
        }
        write!(
            text,
            "\n\"{speech}that is all\", Oruc said.\n\"Let nobody say that lock {at} of {place} is shut\", said the envoy of {other}."
        )
        .expect("strings take text");
        for line in 0..24 {
            write!(text, "\nBarge {line} of convoy {at} lay \"\\\\\" off {place} with {} tons of {goods} for {other}.", line * 7 + at)
                .expect("strings take text");
        }
        let outlet = format!("{} of {place} {}", "Very Long Gazette ".repeat(30), at % 9);
        let row = json!({"id": format!("row-{at}"), "outlet": outlet, "published": format!("2031-03-{:02}", at % 28 + 1),
            "url": format!("https://gazette.example/{}/{at}", "a".repeat(200)), "title": format!("Ferry of {place} {at} {}", "and more ".repeat(60)), "text": text});
        writeln!(rows, "{row}").expect("strings take text");
    }
    rows
}
