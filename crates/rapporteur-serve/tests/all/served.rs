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

/// Offices of two states that tell of one call, positions that change, a promise that is kept; words that would like to be a page's own.
const ROWS: &str = r#"{"id": "oslo", "outlet": "Foreign Ministry of Norway", "published": "2031-03-05", "title": "Telephone call with Chile", "text": "Ana Orlen, foreign minister of Norway, spoke by telephone with Roman Pell, foreign minister of Chile, on Tuesday. The ministers agreed to reopen the lock at Sarn in May. Ana Orlen demanded that the eleven detained sailors be released. Norway supports the ban on nets."}
{"id": "santiago", "outlet": "Foreign Ministry of Chile", "published": "2031-03-05", "title": "Call of the ministers", "text": "A telephone call between Ana Orlen of Norway and Roman Pell of Chile took place on 4 March. The reopening of the lock at Sarn was discussed. Roman Pell thanked Ana Orlen for 200 tents. Chile opposes the ban on nets."}
{"id": "gazette", "outlet": "<b>Gazette</b> <img src=x onerror=alert(1)>", "published": "2031-03-06", "title": "Two ministers speak", "text": "Ana Orlen, foreign minister of Norway, spoke by telephone with Roman Pell, foreign minister of Chile, on Tuesday, about the <script>alert(1)</script> strait. Norway supports the ban on nets."}
{"id": "pact", "outlet": "Meridian Wire", "published": "2031-05-06", "title": "Norway to free pilots", "text": "Norway will release the six captured pilots by 20 May, its defence ministry said on Tuesday. The union of Halden dockers threatened to block the <img src=x onerror=alert(1)> northern quay unless wages rise."}
{"id": "freed", "outlet": "<b>Gazette</b> <img src=x onerror=alert(1)>", "published": "2031-05-19", "title": "Pilots cross the bridge", "text": "Norway released the six captured pilots on Monday at the bridge of Sarn."}
{"id": "turn", "outlet": "Meridian Wire", "published": "2031-05-20", "title": "Norway turns", "text": "Norway opposes the ban on nets. Chile opposes the ban on nets."}
{"id": "levy", "outlet": "<b>Gazette</b> <img src=x onerror=alert(1)>", "published": "2031-03-05", "title": "Levy", "text": "Peru supports the <script>alert(1)</script> levy on grain. Bolivia opposes the levy on grain."}
"#;

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
        let texts = REPORTS.iter().map(|(name, text)| (*name, Format::Text, *text));
        add(&record, &texts.chain([("rows.jsonl", Format::JsonLines, ROWS)]).collect::<Vec<_>>());
        let resources = Arc::new(rapporteur_desk::resources("", "").expect("shipped resources"));
        let options = rapporteur_serve::Options { port: 0, record: record.clone(), resources, corrects: None };
        let address = started(move |ready| rapporteur_serve::serve(options, ready));
        Self { address, record, _folder: folder }
    }

    /// The same record for assistants, in place of pages.
    pub(crate) fn for_assistants(self) -> Self {
        let resources = Arc::new(rapporteur_desk::resources("", "").expect("shipped resources"));
        let options = rapporteur_serve::Options { port: 0, record: self.record.clone(), resources, corrects: None };
        Self { address: started(move |ready| rapporteur_serve::assist(options, ready)), ..self }
    }

    /// The same record where pages may correct, for whoever has the token.
    pub(crate) fn that_corrects(self, token: &str) -> Self {
        let resources = Arc::new(rapporteur_desk::resources("", "").expect("shipped resources"));
        let corrects = rapporteur_serve::Corrects { token: token.to_owned(), now: Arc::new(|| "2031-06-01".to_owned()) };
        let options = rapporteur_serve::Options { port: 0, record: self.record.clone(), resources, corrects: Some(corrects) };
        Self { address: started(move |ready| rapporteur_serve::serve(options, ready)), ..self }
    }

    /// Keeps a recorded vote on a draft.
    pub(crate) fn vote(&self) {
        use rapporteur::council::{Ballot, CouncilDraft, Move, Seats, Vote};
        let seats = Seats::read(rapporteur_data::COUNCIL).expect("the shipped table");
        let (opened, voted) = (jiff::civil::date(2022, 2, 24), jiff::civil::date(2022, 2, 25));
        let mut draft = CouncilDraft::circulated("S/2022/155", "Ukraine <b>draft</b>", "Ukraine", vec!["United States".to_owned()], opened);
        let cast = [("RU".to_owned(), Vote::No), ("CN".to_owned(), Vote::Abstain)];
        let ballot = Ballot::collect(&seats, voted, &cast, Some(Vote::Yes)).expect("members");
        draft.make(Move::PutToVote, voted, Vec::new(), "").expect("it can be");
        draft.make(Move::Veto, voted, Vec::new(), &ballot.line()).expect("it can be");
        Record::open(&self.record).expect("a record").open_draft(&draft).expect("it is kept");
    }

    /// Keeps a search.
    pub(crate) fn keep_search(&self, name: &str, words: &str, looked: u64) {
        Record::open(&self.record).expect("a record").keep_search(name, words, "2031-03-09", looked).expect("it is kept");
    }

    pub(crate) fn port(&self) -> u16 {
        self.address.port()
    }

    pub(crate) fn host(&self) -> String {
        self.address.to_string()
    }

    pub(crate) fn add(&self, name: &str, text: &str) {
        add(&self.record, &[(name, Format::Text, text)]);
    }

    /// Keeps a line of the record's own word lists.
    pub(crate) fn keep(&self, line: &str) {
        let lines = rapporteur_store::lexicon_lines(line).expect("a line of a list");
        Record::open(&self.record).expect("a record").add_lexicon("mine.tsv", &lines).expect("it is kept");
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[("host", &self.host())], "")
    }

    /// What an address answers, as JSON.
    pub(crate) fn rows(&self, path: &str) -> serde_json::Value {
        serde_json::from_str(&self.get(path).body).expect("it is JSON")
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

    /// Asks, with a form's body where it is a POST.
    pub(crate) fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        self.send(method, path, &[headers, &[("content-type", "application/x-www-form-urlencoded")]].concat(), body)
    }

    pub(crate) fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let mut stream = TcpStream::connect(self.address).expect("it listens");
        let mut request = format!("{method} {path} HTTP/1.1\r\nconnection: close\r\n");
        for (name, value) in headers {
            request += &format!("{name}: {value}\r\n");
        }
        if method == "POST" {
            request += &format!("content-length: {}\r\n", body.len());
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

/// The address of a server that is started on a thread of its own.
fn started<E: std::fmt::Debug>(
    serve: impl FnOnce(Box<dyn FnOnce(std::net::SocketAddr) + Send>) -> Result<(), E> + Send + 'static,
) -> std::net::SocketAddr {
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || {
        let served = serve(Box::new(move |address| tell.send(address).expect("somebody waits")));
        served.expect("it serves until the test ends");
    });
    told.recv().expect("the server is ready")
}

/// Texts into a record, read closely and compared.
fn add(record: &std::path::Path, texts: &[(&str, Format, &str)]) {
    let resources = rapporteur_desk::resources("", "").expect("shipped resources");
    let languages = rapporteur_desk::languages().expect("shipped languages");
    let mut record = Record::open(record).expect("a record");
    let piece = |(name, format, text): &(&str, Format, &str)| {
        Arrival::Piece(Piece { input: (*name).to_owned(), format: *format, bytes: text.as_bytes().to_vec(), stated: Stated::default() })
    };
    let stop = std::sync::atomic::AtomicBool::new(false);
    rapporteur_store::add(&mut record, &resources, texts.iter().map(piece), &stop, |_| {}).expect("it is added");
    record.derive(&resources, &languages, &stop, &|_, _, _| {}).expect("it is derived");
}
