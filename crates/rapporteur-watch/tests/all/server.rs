//! A server of the tests' own, on the loopback: what it is told to have, and the faults that servers have.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A server that lives as long as the test.
pub(crate) struct Server {
    port: u16,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    pages: Mutex<BTreeMap<String, Page>>,
    asked: Mutex<Vec<Asked>>,
    open: AtomicUsize,
    most: AtomicUsize,
}

#[derive(Clone, Default)]
struct Page {
    body: Vec<u8>,
    fields: String,
    status: Option<String>,
}

/// A request that was made.
#[derive(Clone, Debug, Default)]
pub(crate) struct Asked {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) fields: BTreeMap<String, String>,
    pub(crate) body: String,
}

impl Server {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("the loopback can be listened on");
        let port = listener.local_addr().expect("it has an address").port();
        let shared = Arc::new(Shared::default());
        let serving = shared.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let shared = serving.clone();
                std::thread::spawn(move || {
                    // Who asks may go away at any time.
                    _ = answer(&shared, stream);
                });
            }
        });
        Self { port, shared }
    }

    /// The address of a path.
    pub(crate) fn at(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// The same by another name of this machine.
    pub(crate) fn elsewhere(&self, path: &str) -> String {
        format!("http://localhost:{}{path}", self.port)
    }

    /// From now on there is a page. What it is called for conditional requests is made of its bytes.
    pub(crate) fn put(&self, path: &str, body: impl AsRef<[u8]>) {
        self.put_with(path, "", body);
    }

    /// The same with fields of a header, each with its end of line.
    pub(crate) fn put_with(&self, path: &str, fields: &str, body: impl AsRef<[u8]>) {
        let page = Page { body: body.as_ref().to_vec(), fields: fields.to_owned(), status: None };
        self.shared.pages.lock().expect("no thread died").insert(path.to_owned(), page);
    }

    /// From now on a path is answered so: `503 Busy`.
    pub(crate) fn answer(&self, path: &str, status: &str, fields: &str) {
        let page = Page { status: Some(status.to_owned()), fields: fields.to_owned(), body: Vec::new() };
        self.shared.pages.lock().expect("no thread died").insert(path.to_owned(), page);
    }

    /// What was asked since this was called last.
    pub(crate) fn asked(&self) -> Vec<Asked> {
        std::mem::take(&mut *self.shared.asked.lock().expect("no thread died"))
    }

    /// The paths that were asked for since this or the above was called last, but rules for programs.
    pub(crate) fn paths(&self) -> Vec<String> {
        let paths = self.asked().into_iter().map(|asked| asked.path).filter(|path| path != "/robots.txt");
        let mut paths: Vec<String> = paths.collect();
        paths.sort();
        paths
    }

    /// The most requests that were answered at one time.
    pub(crate) fn most(&self) -> usize {
        self.shared.most.load(Ordering::SeqCst)
    }
}

fn answer(shared: &Shared, mut stream: TcpStream) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let mut words = line.split_whitespace().map(str::to_owned);
    let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let mut asked = Asked { method, path: path.clone(), ..Asked::default() };
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 || line.trim().is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':') {
            asked.fields.insert(name.to_ascii_lowercase(), value.trim().to_owned());
        }
    }
    let length = asked.fields.get("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    std::io::Read::read_exact(&mut reader, &mut body)?;
    asked.body = String::from_utf8_lossy(&body).into_owned();
    let known = asked.fields.get("if-none-match").cloned();
    // Counted until the answer begins: whoever has it may ask again before this thread ends. The pause lets others come, if there are any.
    shared.most.fetch_max(shared.open.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
    std::thread::sleep(Duration::from_millis(2));
    shared.open.fetch_sub(1, Ordering::SeqCst);
    shared.asked.lock().expect("no thread died").push(asked);
    let page = shared.pages.lock().expect("no thread died").get(&path).cloned();
    match (path.as_str(), page) {
        (_, Some(Page { status: Some(status), fields, .. })) => {
            write!(stream, "HTTP/1.1 {status}\r\n{fields}Content-Length: 0\r\nConnection: close\r\n\r\n")
        }
        (_, Some(page)) => {
            let tag = format!("\"{:x}\"", page.body.iter().fold(7_u64, |sum, &byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte))));
            if known.as_deref() == Some(&tag) {
                return write!(stream, "HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n");
            }
            write!(
                stream,
                "HTTP/1.1 200 OK\r\nETag: {tag}\r\n{}Content-Length: {}\r\nConnection: close\r\n\r\n",
                page.fields,
                page.body.len()
            )?;
            stream.write_all(&page.body)
        }
        ("/slow", _) => {
            write!(stream, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n")?;
            loop {
                stream.write_all(b"<")?;
                stream.flush()?;
                std::thread::sleep(Duration::from_millis(20));
            }
        }
        ("/endless", _) => {
            write!(stream, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")?;
            loop {
                stream.write_all(&[b'a'; 8192])?;
            }
        }
        ("/endless-header", _) => {
            write!(stream, "HTTP/1.1 200 OK\r\n")?;
            loop {
                write!(stream, "X-Filler: {}\r\n", "a".repeat(1000))?;
            }
        }
        ("/short", _) => write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\nConnection: close\r\n\r\n<html>"),
        ("/silent", _) => Ok(()),
        ("/noise", _) => stream.write_all(&[0, 159, 146, 150, 10, 10, 10, 10]),
        _ => write!(stream, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"),
    }
}

/// A page of news that holds some words.
pub(crate) fn news(headline: &str, text: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><head><title>{headline}</title><meta property=\"article:published_time\" content=\"2031-03-03T10:00:00Z\">\
         <meta property=\"og:site_name\" content=\"Meridian Wire\"></head><body><article><h1>{headline}</h1><p>{text}</p>\
         <p>The talks in Halden went on into the evening, officials of both sides said, and no date was set for another round.</p></article></body></html>"
    )
}

/// A feed that names pages.
pub(crate) fn feed(addresses: &[String]) -> String {
    let items: String = addresses.iter().map(|address| format!("<item><title>T</title><link>{address}</link></item>")).collect();
    format!("<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Meridian Wire</title>{items}</channel></rss>")
}
