//! What is answered to each method, in the revision of the protocol that the request is of.
//!
//! Since 2026-07-28 every request names its revision and nothing is remembered between two. Before, a client opened with `initialize`; one
//! that does is answered as its revision has it. That, and a desk that is kept for the next question, is all that is remembered.

use crate::message::{BROKEN, Fault, NO_JSON, NO_METHOD, NO_PARAMETERS, NO_REVISION, Request, read};
use crate::tools::{Asking, Failure, Tools};
use rapporteur::extract::Languages;
use rapporteur::resources::Resources;
use rapporteur_desk::Desk;
use rapporteur_store::{LexiconLine, guarded};
use serde_json::{Map, Value, json};
use std::cell::{Cell, OnceCell, RefCell};
use std::path::PathBuf;
use std::sync::Arc;

/// The revision without a handshake.
const STATELESS: &str = "2026-07-28";
/// Those with one, the latest first.
const OPENED: [&str; 2] = ["2025-11-25", "2025-06-18"];

/// How long a client may keep what never changes while the program runs, in milliseconds.
const KEPT: u64 = 3_600_000;

pub(crate) const REVISION: &str = "io.modelcontextprotocol/protocolVersion";
const CAPABILITIES: &str = "io.modelcontextprotocol/clientCapabilities";
const SELF: &str = "io.modelcontextprotocol/serverInfo";

/// What an assistant should know before it asks; a test holds it under 1.5 kB.
const INSTRUCTIONS: &str = include_str!("../static/instructions.txt");

/// As which revision a request is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Era {
    Stateless,
    Opened,
}

/// Answers lines about one record. It opens the record when it is first asked, for reading, and sees it as it stands then.
#[derive(Debug)]
pub struct Server {
    record: PathBuf,
    resources: Arc<Resources>,
    tools: Tools,
    languages: OnceCell<Languages>,
    desk: RefCell<Option<Desk>>,
    /// The record's own lines of word lists, with which the desk that is kept was made.
    lines: RefCell<Vec<LexiconLine>>,
    opened: Cell<bool>,
}

impl Server {
    /// Over a record, which need not be there yet.
    pub fn new(record: PathBuf, resources: Arc<Resources>) -> Self {
        let tools = Tools::read();
        Self {
            record,
            resources,
            tools,
            languages: OnceCell::new(),
            desk: RefCell::new(None),
            lines: RefCell::new(Vec::new()),
            opened: Cell::new(false),
        }
    }

    /// The answer to a line, itself one line without its end; none where the line wants none.
    pub fn answer(&self, line: &[u8]) -> Option<String> {
        let request = match read(line) {
            Ok(request) => request?,
            Err(answer) => return Some(answer),
        };
        let id = request.id.clone();
        let result = self.era(&request).and_then(|era| self.result(request, era));
        Some(result.map_or_else(|fault| fault.answer(Some(id.clone())), |result| answered(&id, &result)))
    }

    /// The answer to a line that was longer than any that is read.
    pub(crate) fn too_long(&self) -> String {
        Fault::new(NO_JSON, format!("this line is longer than {} bytes and was not read", crate::LONGEST)).answer(None)
    }

    /// What is answered to a request.
    pub(crate) fn result(&self, request: Request, era: Era) -> Result<Value, Fault> {
        let none = |parameters: &Map<String, Value>| match parameters.get("cursor") {
            None | Some(Value::Null) => Ok(()),
            Some(_) => Err(Fault::new(NO_PARAMETERS, "there is one page of tools, and no cursor to another")),
        };
        let result = match (request.method.as_str(), era) {
            ("server/discover", Era::Stateless) => json!({
                "supportedVersions": revisions(),
                "capabilities": {"tools": {}},
                "instructions": INSTRUCTIONS.trim_end(),
                "ttlMs": KEPT,
                "cacheScope": "public",
            }),
            ("initialize", Era::Opened) => self.open(&request.parameters)?,
            ("ping", Era::Opened) => json!({}),
            ("tools/list", _) => {
                none(&request.parameters)?;
                let mut list = json!({"tools": self.tools.list()});
                if era == Era::Stateless {
                    (list["ttlMs"], list["cacheScope"]) = (json!(KEPT), json!("public"));
                }
                list
            }
            ("tools/call", _) => self.call(&request.parameters)?,
            (method, _) => return Err(Fault::new(NO_METHOD, format!("there is no method `{}`", shown(method)))),
        };
        Ok(if era == Era::Stateless { signed(result) } else { result })
    }

    /// As which revision a request is answered: the one it names; without a name, as one that was opened with a handshake.
    fn era(&self, request: &Request) -> Result<Era, Fault> {
        match named(request)? {
            Some(era) => Ok(era),
            None if self.opened.get() || matches!(request.method.as_str(), "initialize" | "ping") => Ok(Era::Opened),
            None => Err(unnamed()),
        }
    }

    fn open(&self, parameters: &Map<String, Value>) -> Result<Value, Fault> {
        let asked = parameters.get("protocolVersion").and_then(Value::as_str);
        let asked = asked.ok_or_else(|| Fault::new(NO_PARAMETERS, "`protocolVersion` must be a text"))?;
        let revision = OPENED.into_iter().find(|known| *known == asked).unwrap_or(OPENED[0]);
        self.opened.set(true);
        Ok(json!({
            "protocolVersion": revision,
            "capabilities": {"tools": {}},
            "serverInfo": own_name(),
            "instructions": INSTRUCTIONS.trim_end(),
        }))
    }

    fn call(&self, parameters: &Map<String, Value>) -> Result<Value, Fault> {
        let name = parameters.get("name").and_then(Value::as_str);
        let name = name.ok_or_else(|| Fault::new(NO_PARAMETERS, "`name` must be the name of a tool"))?;
        let tool = self.tools.named(name).ok_or_else(|| Fault::new(NO_PARAMETERS, format!("Unknown tool: {}", shown(name))))?;
        let nothing = Map::new();
        let arguments = match parameters.get("arguments") {
            None | Some(Value::Null) => &nothing,
            Some(Value::Object(arguments)) => arguments,
            Some(_) => return Err(Fault::new(NO_PARAMETERS, "`arguments` must be an object")),
        };
        let answered = guarded(|| {
            let desk = self.desk()?;
            let answer = tool.call(&Asking { desk: &desk, languages: &|| self.languages() }, arguments);
            // A desk that fails here is not kept.
            if desk.record.let_go().is_ok() {
                self.desk.replace(Some(desk));
            }
            answer
        });
        match answered {
            Some(Ok(value)) => Ok(told(&value)),
            Some(Err(failure)) => Ok(json!({"content": [{"type": "text", "text": failure.to_string()}], "isError": true})),
            None => Err(Fault::new(BROKEN, "the answer could not be worked out")),
        }
    }

    fn desk(&self) -> Result<Desk, Failure> {
        let mut desk = match self.desk.take() {
            Some(desk) => {
                desk.record.look_again().map_err(rapporteur_desk::Error::from)?;
                desk
            }
            None => {
                self.lines.take();
                Desk::open(&self.record, self.resources.clone())?
            }
        };
        // A record may keep word lists of its own, and they may change while it is asked.
        let lines = desk.record.lexicon()?;
        if *self.lines.borrow() != lines {
            desk.resources = if lines.is_empty() { self.resources.clone() } else { rapporteur_desk::resources_of(&desk.record)?.into() };
            self.lines.replace(lines);
        }
        Ok(desk)
    }

    fn languages(&self) -> Result<&Languages, Failure> {
        if let Some(languages) = self.languages.get() {
            return Ok(languages);
        }
        let read = rapporteur_desk::languages()?;
        Ok(self.languages.get_or_init(|| read))
    }
}

/// As which revision a request wants to be answered, where it names one.
pub(crate) fn named(request: &Request) -> Result<Option<Era>, Fault> {
    let meta = request.parameters.get("_meta").and_then(Value::as_object);
    let Some(revision) = meta.and_then(|meta| meta.get(REVISION)) else { return Ok(None) };
    let revision = revision.as_str().ok_or_else(|| Fault::new(NO_PARAMETERS, format!("`{REVISION}` must be a text")))?;
    let era = era_of(revision)?;
    if era == Era::Stateless && !meta.and_then(|meta| meta.get(CAPABILITIES)).is_some_and(Value::is_object) {
        return Err(Fault::new(NO_PARAMETERS, format!("`params._meta` must carry `{CAPABILITIES}`, an object")));
    }
    Ok(Some(era))
}

/// The era of a revision.
pub(crate) fn era_of(revision: &str) -> Result<Era, Fault> {
    match revision {
        STATELESS => Ok(Era::Stateless),
        known if OPENED.contains(&known) => Ok(Era::Opened),
        other => {
            let data = json!({"supported": revisions(), "requested": shown(other)});
            Err(Fault::new(NO_REVISION, "Unsupported protocol version").with(data))
        }
    }
}

/// A request names no revision where it must.
pub(crate) fn unnamed() -> Fault {
    Fault::new(NO_PARAMETERS, format!("`params._meta` must name the revision as `{REVISION}`, or begin with `initialize`"))
}

/// A result as it is sent.
pub(crate) fn answered(id: &Value, result: &Value) -> String {
    json!({"jsonrpc": "2.0", "id": id, "result": result}).to_string()
}

/// The result of a tool: the rows as data and, for clients that know only that, as text; the same rows, and no summary of them.
pub(crate) fn told(value: &Value) -> Value {
    json!({"content": [{"type": "text", "text": value.to_string()}], "structuredContent": value, "isError": false})
}

/// A result as the revision without a handshake has it.
pub(crate) fn signed(mut result: Value) -> Value {
    result["resultType"] = json!("complete");
    result["_meta"] = json!({SELF: own_name()});
    result
}

fn own_name() -> Value {
    json!({"name": "rapporteur", "title": "Rapporteur", "version": env!("CARGO_PKG_VERSION")})
}

/// The beginning of a word from outside, for a message.
pub(crate) fn shown(word: &str) -> String {
    word.chars().take(80).collect()
}

/// The revisions that are spoken here, the latest first.
fn revisions() -> Vec<&'static str> {
    [STATELESS].into_iter().chain(OPENED).collect()
}
