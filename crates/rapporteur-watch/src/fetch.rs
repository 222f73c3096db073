//! One request and what came of it: the rules of the site asked, limits kept, the answer's kind told.
//!
//! A redirection is handed back and not followed: the next address is asked in its own host's turn, by its own host's rules. Nothing is kept here.

use crate::guard::{Guard, Private};
use crate::links::{Link, joined, links};
use crate::robots::{LONGEST as LONGEST_RULES, NAME, Robots};
use flate2::read::MultiGzDecoder;
use rapporteur::ingest::{Foreign, Format, sniff};
use std::collections::BTreeMap;
use std::io::Read;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use ureq::http::{HeaderMap, Response, header};
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Body};
use url::Url;

/// How long one answer may take, from the name to the last byte, and how long the connection alone. Guesses: slower servers are not read.
const TOGETHER: Duration = Duration::from_secs(60);
const CONNECTING: Duration = Duration::from_secs(15);

/// Redirections that are followed from one address.
pub(crate) const HOPS: u8 = 5;

/// The longest time for which a server may ask to be left alone.
const LEFT_ALONE: Duration = Duration::from_secs(7 * 86_400);

/// How servers are asked.
#[derive(Clone, Debug)]
pub(crate) struct Manners {
    /// Whom a server's owner can write to.
    pub(crate) contact: Option<String>,
    /// The most bytes of an answer, as sent and unpacked.
    pub(crate) largest: usize,
    /// Hosts that may lie in a private network.
    pub(crate) private: Vec<String>,
    /// How long an answer may take in all.
    pub(crate) patience: Duration,
}

impl Manners {
    /// Those that the user states, with the usual patience.
    pub(crate) fn new(contact: Option<String>, largest: usize, private: Vec<String>) -> Self {
        Self { contact, largest, private, patience: TOGETHER }
    }
}

/// What is asked for.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    /// The address that was listed, under which all is kept.
    pub(crate) listed: String,
    /// The address that is asked: another one behind a redirection.
    pub(crate) address: Url,
    /// Redirections up to here.
    pub(crate) hops: u8,
    /// What the server called the last answer, and when it said that this last changed.
    pub(crate) etag: Option<String>,
    /// See `etag`.
    pub(crate) modified: Option<String>,
    /// Are the pages that a feed names what is wanted, and not what the feed itself says?
    pub(crate) follow: bool,
}

/// What came of it.
#[derive(Debug)]
pub(crate) enum Fetched {
    /// Nothing changed.
    Unchanged,
    /// An answer.
    Answer(Box<Answer>),
    /// It is elsewhere.
    Moved(Url),
    /// It will not be had: by the site's rules, by our own, or because it is gone.
    Refused(String),
    /// It was not had this time.
    Failed {
        /// Why.
        why: String,
        /// How long the whole host asks to be left alone.
        rest: Option<Duration>,
    },
}

/// An answer that succeeded.
#[derive(Debug)]
pub(crate) struct Answer {
    /// Status line and header as the archive keeps them.
    pub(crate) head: String,
    /// The body as it was sent.
    pub(crate) body: Vec<u8>,
    /// What the body says, in a number.
    pub(crate) digest: i64,
    /// See [`Request::etag`].
    pub(crate) etag: Option<String>,
    /// See [`Request::modified`].
    pub(crate) modified: Option<String>,
    /// For how long the server says that it stays so.
    pub(crate) fresh: Option<Duration>,
    /// What it is.
    pub(crate) content: Content,
}

/// What an answer is.
#[derive(Debug)]
pub(crate) enum Content {
    /// A list of addresses.
    List(Vec<Link>),
    /// What is to be read.
    Page,
}

/// The rules of a site as they were last asked for: its text, and until when it counts, in seconds since 1970.
pub(crate) type Rules = (String, i64);

/// Asks servers, many threads at a time.
#[derive(Debug)]
pub(crate) struct Fetcher {
    agent: Agent,
    largest: usize,
    rules: Mutex<BTreeMap<String, (Arc<Robots>, i64)>>,
}

impl Fetcher {
    /// One with manners, that knows the rules of some sites.
    pub(crate) fn new(manners: &Manners, known: Vec<(String, Rules)>) -> Self {
        let contact = manners.contact.as_deref().map(|contact| format!(" (+{contact})")).unwrap_or_default();
        let config = Agent::config_builder()
            .user_agent(format!("{NAME}/{}{contact}", env!("CARGO_PKG_VERSION")))
            .accept("application/rss+xml, application/atom+xml, application/feed+json, text/html, application/xml;q=0.9, */*;q=0.5")
            .accept_encoding("gzip")
            .http_status_as_error(false)
            .max_redirects(0)
            // A proxy would look names up itself.
            .proxy(None)
            .timeout_global(Some(manners.patience))
            .timeout_connect(Some(CONNECTING.min(manners.patience)))
            .max_idle_connections(64)
            .max_idle_connections_per_host(1)
            .build();
        let agent = Agent::with_parts(config, DefaultConnector::default(), Guard::new(&manners.private));
        let rules = known.into_iter().map(|(site, (text, until))| (site, (Arc::new(Robots::read(&text)), until))).collect();
        Self { agent, largest: manners.largest, rules: Mutex::new(rules) }
    }

    /// Asks for an address, if the site's rules allow it; `asked` is given the rules where they had to be asked for.
    pub(crate) fn fetch(&self, request: &Request, now: i64, asked: &mut dyn FnMut(String, Rules)) -> Fetched {
        let robots = match self.robots(&request.address, now, asked) {
            Ok(robots) => robots,
            Err(private) => return Fetched::Refused(private),
        };
        let path = &request.address[url::Position::BeforePath..url::Position::AfterQuery];
        if !robots.allow(path) {
            return match robots.unknown {
                true => Fetched::Failed { why: "the site's robots.txt could not be had".to_owned(), rest: None },
                false => Fetched::Refused("the site's robots.txt asks programs not to read it".to_owned()),
            };
        }
        let mut call = self.agent.get(request.address.as_str());
        for (name, value) in [("If-None-Match", &request.etag), ("If-Modified-Since", &request.modified)] {
            call = value.iter().fold(call, |call, value| call.header(name, value));
        }
        match call.call() {
            Ok(response) => self.told(request, response),
            Err(error) => failed(error),
        }
    }

    /// The pause that a site asks for between two requests, where its rules are known.
    pub(crate) fn pause(&self, address: &Url) -> Option<Duration> {
        let rules = self.rules.lock().unwrap_or_else(PoisonError::into_inner);
        rules.get(&site(address)).and_then(|(robots, _)| robots.pause)
    }

    /// Sends a line to an address of the user's own choice: any answer that says it was taken is good.
    pub(crate) fn post(&self, address: &Url, line: &str) -> Result<(), String> {
        let sent = self.agent.post(address.as_str()).header("Content-Type", "application/json").send(line);
        let status = sent.map_err(|error| error.to_string())?.status();
        if status.is_success() { Ok(()) } else { Err(format!("it answered {status}")) }
    }

    fn robots(&self, address: &Url, now: i64, asked: &mut dyn FnMut(String, Rules)) -> Result<Arc<Robots>, String> {
        let site = site(address);
        if let Some((robots, until)) = self.rules.lock().unwrap_or_else(PoisonError::into_inner).get(&site)
            && *until > now
        {
            return Ok(robots.clone());
        }
        let (text, lasting) = self.ask_rules(address)?;
        let robots = Arc::new(Robots::read(&text));
        let until = now + lasting.as_secs().cast_signed();
        self.rules.lock().unwrap_or_else(PoisonError::into_inner).insert(site.clone(), (robots.clone(), until));
        asked(site, (text, until));
        Ok(robots)
    }

    /// The rules of a site, and how long they count. There are none where the site says that it has none; all is forbidden where it cannot say. Not
    /// asked, with the reason, is what lies in a private network.
    fn ask_rules(&self, address: &Url) -> Result<(String, Duration), String> {
        const DAY: Duration = Duration::from_secs(86_400);
        const CLOSED: Duration = Duration::from_secs(900);
        let mut next = address.join("/robots.txt").ok();
        for _ in 0..=HOPS {
            let Some(address) = next.take() else { break };
            let response = match self.agent.get(address.as_str()).call().map_err(failed) {
                Ok(response) => response,
                Err(Fetched::Refused(private)) => return Err(private),
                Err(_) => break,
            };
            let status = response.status();
            if status.is_redirection() {
                next = field(response.headers(), header::LOCATION).and_then(|to| joined(&address, &to));
                continue;
            }
            let gone = status.is_client_error() && status.as_u16() != 429;
            let Ok(body) = taken(response, LONGEST_RULES) else { break };
            if status.is_success() {
                let text = unpacked(&body, LONGEST_RULES).unwrap_or_default();
                return Ok((String::from_utf8_lossy(&text).into_owned(), DAY));
            }
            if gone {
                return Ok((String::new(), DAY));
            }
            break;
        }
        Ok((Robots::CLOSED.to_owned(), CLOSED))
    }

    fn told(&self, request: &Request, response: Response<Body>) -> Fetched {
        let (status, headers) = (response.status(), response.headers().clone());
        let fail = |why: String| Fetched::Failed { why, rest: None };
        match status.as_u16() {
            304 => return Fetched::Unchanged,
            301 | 302 | 303 | 307 | 308 => {
                let next = field(&headers, header::LOCATION).and_then(|to| joined(&request.address, &to));
                return match next {
                    Some(_) if request.hops >= HOPS => fail(format!("more than {HOPS} redirections")),
                    Some(next) => Fetched::Moved(next),
                    None => fail("a redirection to no address of the web".to_owned()),
                };
            }
            404 | 410 | 451 => return Fetched::Refused(format!("the server answered {status}")),
            _ if status.is_success() => {}
            code => {
                let rest = matches!(code, 429 | 503).then(|| retry_after(&headers).unwrap_or(Duration::from_secs(300)));
                return Fetched::Failed { why: format!("the server answered {status}"), rest };
            }
        }
        let kind = field(&headers, header::CONTENT_TYPE).unwrap_or_default().to_ascii_lowercase();
        if ["image/", "audio/", "video/", "font/"].iter().any(|start| kind.starts_with(start)) {
            return Fetched::Refused(format!("of type {kind}, which holds no text"));
        }
        let mut head = format!("HTTP/1.1 {status}\r\n");
        for (name, value) in &headers {
            // How it was parted on the way is undone, and its length stands below.
            if !matches!(*name, header::TRANSFER_ENCODING | header::CONTENT_LENGTH | header::CONNECTION | header::SET_COOKIE) {
                head += &format!("{name}: {}\r\n", String::from_utf8_lossy(value.as_bytes()));
            }
        }
        let body = match taken(response, self.largest) {
            Ok(body) => body,
            Err(why) => return fail(why),
        };
        head += &format!("content-length: {}\r\n\r\n", body.len());
        let Some(plain) = unpacked(&body, self.largest) else {
            return fail(format!("it unpacks to more than {} MiB, or not at all", self.largest >> 20));
        };
        let content = match sniff(&plain, request.address.path()) {
            Format::Feed if request.follow => Content::List(links(&request.address, &plain)),
            Format::Foreign(Foreign::Sitemap | Foreign::FeedList) => Content::List(links(&request.address, &plain)),
            Format::Foreign(foreign @ (Foreign::Media | Foreign::Script | Foreign::Compressed)) => {
                return Fetched::Refused(format!("{}, which holds no text", foreign.name()));
            }
            _ => Content::Page,
        };
        Fetched::Answer(Box::new(Answer {
            head,
            digest: xxhash_rust::xxh3::xxh3_64(&plain).cast_signed(),
            body,
            etag: field(&headers, header::ETAG),
            modified: field(&headers, header::LAST_MODIFIED),
            fresh: field(&headers, header::CACHE_CONTROL).as_deref().and_then(max_age),
            content,
        }))
    }
}

/// Scheme, host and port: what one file of rules is for.
fn site(address: &Url) -> String {
    address.origin().ascii_serialization()
}

fn field(headers: &HeaderMap, name: header::HeaderName) -> Option<String> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
}

fn failed(error: ureq::Error) -> Fetched {
    match error {
        ureq::Error::Other(inner) if inner.is::<Private>() => Fetched::Refused(inner.to_string()),
        error => Fetched::Failed { why: error.to_string(), rest: None },
    }
}

/// The body of an answer, if it ends within a limit.
fn taken(response: Response<Body>, limit: usize) -> Result<Vec<u8>, String> {
    let mut body = Vec::new();
    let read = response.into_body().into_reader().take(limit as u64 + 1).read_to_end(&mut body);
    read.map_err(|error| error.to_string())?;
    if body.len() > limit { Err(format!("longer than {} MiB", limit >> 20)) } else { Ok(body) }
}

/// A body without the gzip around it: once for the way, once for what is itself a file of that kind. None where it is longer than the limit.
fn unpacked(body: &[u8], limit: usize) -> Option<Vec<u8>> {
    let mut plain = body.to_vec();
    for _ in 0..2 {
        if !plain.starts_with(&[0x1f, 0x8b]) {
            break;
        }
        let mut inner = Vec::new();
        MultiGzDecoder::new(plain.as_slice()).take(limit as u64 + 1).read_to_end(&mut inner).ok()?;
        plain = inner;
    }
    (plain.len() <= limit).then_some(plain)
}

/// How long a server asks to be left alone: in seconds, or up to a time.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let written = field(headers, header::RETRY_AFTER)?;
    let wait = written.parse::<u64>().ok().map(Duration::from_secs).or_else(|| {
        let until = jiff::fmt::rfc2822::parse(&written).ok()?.timestamp().as_second();
        Some(Duration::from_secs(u64::try_from(until - jiff::Timestamp::now().as_second()).unwrap_or(0)))
    });
    wait.map(|wait| wait.min(LEFT_ALONE))
}

fn max_age(control: &str) -> Option<Duration> {
    let seconds = control.split(',').find_map(|part| part.trim().to_ascii_lowercase().strip_prefix("max-age=")?.parse().ok());
    seconds.map(Duration::from_secs)
}
