//! A server over a small record, and a plain client.

use rapporteur::ingest::{Format, Stated};
use rapporteur_store::{Arrival, Piece, Record};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::sync::{Arc, mpsc};

const REPORTS: [(&str, &str); 3] = [
    (
        "ferry.txt",
        "Ferry to sail again\n\nHarbour Post\n2031-03-02\n\nMira Oruc, the harbour master, said the ferry would sail again on Monday. \"We have mended the gate,\" Oruc said.\n",
    ),
    (
        "ferry2.txt",
        "Ferry back\n\nIsland Mail\n2031-03-03\n\nThe ferry would sail again on Monday, harbour master Mira Oruc said at the quay.\n",
    ),
    (
        "crane.txt",
        "<script>alert(1)</script> Crane <img src=x onerror=alert(1)>\n\n2031-03-04\n\nA crane fell, \"javascript:alert(1)\" said Tam <b>Vell</b>.\n",
    ),
];

pub(crate) struct Served {
    address: std::net::SocketAddr,
    record: PathBuf,
    _folder: tempfile::TempDir,
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<String> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone())
    }

    /// The first link of the page that begins so.
    pub(crate) fn link(&self, begins: &str) -> String {
        let at = self.body.find(&format!("href=\"{begins}")).unwrap_or_else(|| panic!("no link {begins} in {}", self.body));
        self.body[at + 6..].split('"').next().unwrap_or_default().to_owned()
    }
}

impl Served {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let record = folder.path().join("record.db");
        for (name, text) in REPORTS {
            add(&record, name, text);
        }
        let resources = Arc::new(rapporteur_desk::resources("", "").expect("shipped resources"));
        let options = rapporteur_serve::Options { port: 0, record: record.clone(), resources };
        let (tell, told) = mpsc::channel();
        std::thread::spawn(move || rapporteur_serve::serve(options, |address| tell.send(address).expect("somebody waits")));
        let address = told.recv().expect("the server is ready");
        Self { address, record, _folder: folder }
    }

    pub(crate) fn port(&self) -> u16 {
        self.address.port()
    }

    pub(crate) fn host(&self) -> String {
        self.address.to_string()
    }

    pub(crate) fn add(&self, name: &str, text: &str) {
        add(&self.record, name, text);
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[("host", &self.host())], "")
    }

    /// The identifier of the first row of a list.
    pub(crate) fn first(&self, list: &str) -> String {
        let (list, name) = match list {
            "/reports" => ("/search?q=ferry", "report"),
            "/stories" => (list, "story"),
            list => (list, "id"),
        };
        let rows: serde_json::Value = serde_json::from_str(&self.get(&format!("/api/v1{list}")).body).expect("it is JSON");
        rows["rows"][0][name].as_str().expect("a row has an identifier").to_owned()
    }

    pub(crate) fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let mut stream = TcpStream::connect(self.address).expect("it listens");
        let mut request = format!("{method} {path} HTTP/1.1\r\nconnection: close\r\n");
        for (name, value) in headers {
            request += &format!("{name}: {value}\r\n");
        }
        if method == "POST" {
            request += &format!("content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n", body.len());
        }
        stream.write_all(format!("{request}\r\n{}", if method == "POST" { body } else { "" }).as_bytes()).expect("it reads");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("it answers");
        let answer = String::from_utf8(answer).expect("answers are UTF-8");
        let (head, body) = answer.split_once("\r\n\r\n").expect("an answer has a head");
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|code| code.parse().ok()).expect("a status");
        let headers = lines.filter_map(|line| line.split_once(": ")).map(|(name, value)| (name.to_lowercase(), value.to_owned())).collect();
        let body = body.to_owned();
        Answer { status, headers, body }
    }
}

/// One text into a record, read closely and compared.
fn add(record: &std::path::Path, name: &str, text: &str) {
    let resources = rapporteur_desk::resources("", "").expect("shipped resources");
    let languages = rapporteur_desk::languages().expect("shipped languages");
    let mut record = Record::open(record).expect("a record");
    let piece = Piece { input: name.to_owned(), format: Format::Text, bytes: text.as_bytes().to_vec(), stated: Stated::default() };
    let stop = std::sync::atomic::AtomicBool::new(false);
    rapporteur_store::add(&mut record, &resources, [Arrival::Piece(piece)].into_iter(), &stop, |_| {}).expect("it is added");
    record.derive(&resources, &languages, &stop, &|_, _, _| {}).expect("it is derived");
}
