//! A record in a folder of its own, and what surrounds watching in the program: a small reader of the archive, and lists of what was said.

use flate2::read::MultiGzDecoder;
use rapporteur::ingest::{Stated, sniff};
use rapporteur_store::{Arrival, Piece, Record};
use rapporteur_watch::{Around, Config, Kept, Source, Tally, Until, Watch, folder};
use serde_json::Value;
use std::io::{Read, Seek, SeekFrom};
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;
use tempfile::TempDir;

pub(crate) struct Bench {
    pub(crate) folder: TempDir,
    pub(crate) config: Config,
}

/// What was said.
#[derive(Debug, Default)]
pub(crate) struct Said {
    pub(crate) notes: Mutex<Vec<String>>,
    pub(crate) alerts: Mutex<Vec<Value>>,
}

impl Said {
    /// The notes that hold words.
    pub(crate) fn notes(&self, words: &str) -> usize {
        self.notes.lock().expect("no thread died").iter().filter(|note| note.contains(words)).count()
    }

    pub(crate) fn alerts(&self) -> Vec<Value> {
        self.alerts.lock().expect("no thread died").clone()
    }
}

impl Bench {
    /// One that looks at addresses, of this machine too, whenever it is asked, without a pause.
    pub(crate) fn new(addresses: &[String]) -> Self {
        let source = |at: &String| Source { at: at.clone(), title: None, every: None, follow: true };
        let config = Config {
            every: Duration::ZERO,
            pause: Duration::ZERO,
            private: vec!["127.0.0.1".to_owned()],
            largest: 1,
            sources: addresses.iter().map(source).collect(),
            ..Config::default()
        };
        Self { folder: tempfile::tempdir().expect("a temporary folder can be made"), config }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn record(&self) -> Record {
        Record::open(&self.path("record.db")).expect("a record can be made")
    }

    pub(crate) fn watch(&self) -> Watch {
        let day = "2031-03-04".parse().expect("it is a day");
        let watch = Watch::open(self.record(), self.config.clone(), Some(day)).expect("it can be begun");
        watch.with_patience(Duration::from_millis(1500))
    }

    /// One round.
    pub(crate) fn once(&self) -> (Tally, Said) {
        let said = Said::default();
        let tally = self.watch().run(Until::Once, &said, &AtomicBool::new(false)).expect("a round is done");
        (tally, said)
    }

    /// What stands beside the record, by the beginning of its name.
    pub(crate) fn archive(&self, kind: &str) -> PathBuf {
        let folder = folder(&self.path("record.db"));
        let files = std::fs::read_dir(folder).expect("it is there").flatten().map(|entry| entry.path());
        files.into_iter().find(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(kind))).expect("there is one")
    }
}

impl Around for Said {
    fn read(&self, kept: Vec<Kept>, files: Vec<PathBuf>) -> Receiver<Arrival> {
        let (give, arrivals) = channel();
        for kept in kept {
            let mut file = std::fs::File::open(&kept.file).expect("the archive is there");
            file.seek(SeekFrom::Start(kept.start)).expect("it has the place");
            give.send(piece(&whole(file.take(kept.length)))).expect("somebody waits");
        }
        for path in files {
            let bytes = std::fs::read(&path).expect("the file is there");
            let input = path.to_string_lossy().into_owned();
            let format = sniff(&bytes, &input);
            give.send(Arrival::Piece(Piece { input, format, stated: Stated::default(), bytes })).expect("somebody waits");
        }
        arrivals
    }

    fn note(&self, at: &str, what: &str) {
        self.notes.lock().expect("no thread died").push(format!("{at}: {what}"));
    }

    fn progress(&self, _: &Tally, _: usize) {}

    fn alert(&self, alert: &Value) -> std::io::Result<()> {
        self.alerts.lock().expect("no thread died").push(alert.clone());
        Ok(())
    }
}

pub(crate) fn whole(stream: impl Read) -> String {
    let mut bytes = Vec::new();
    MultiGzDecoder::new(stream).read_to_end(&mut bytes).expect("the archive is sound");
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The answer within one record of the archive.
fn piece(record: &str) -> Arrival {
    let mut parts = record.splitn(3, "\r\n\r\n");
    let address = parts.next().and_then(|head| head.split("WARC-Target-URI: ").nth(1)?.split("\r\n").next()).expect("it has an address");
    let body = parts.nth(1).expect("an answer has a body").trim_end_matches("\r\n").as_bytes().to_vec();
    let stated = Stated { origin: Some(address.to_owned()), ..Stated::default() };
    Arrival::Piece(Piece { input: address.to_owned(), format: sniff(&body, address), stated, bytes: body })
}
