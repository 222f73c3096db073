//! The same answers over HTTP: what the head of a POST must say of the message it brings, and the status of what comes back.
//!
//! Nothing is listened to here: whoever does hands over the head and the body of each POST. Nothing is remembered between two: a client of a revision
//! that opens with a handshake names it in the head of whatever it asks after that, and gets no session.

use crate::message::{Fault, NO_METHOD, OTHER_HEAD, Request, read};
use crate::server::{Era, REVISION, Server, answered, era_of, named, shown, unnamed};
use serde_json::Value;

/// What the head of a POST says of its message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Head<'a> {
    /// `MCP-Protocol-Version`: the revision.
    pub revision: Option<&'a str>,
    /// `Mcp-Method`: the method.
    pub method: Option<&'a str>,
    /// `Mcp-Name`: the tool.
    pub name: Option<&'a str>,
}

/// What comes back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The status of HTTP.
    pub status: u16,
    /// A message; none where the one that was brought wants none.
    pub body: Option<String>,
}

impl Reply {
    fn of(status: u16, body: String) -> Self {
        Self { status, body: Some(body) }
    }
}

impl Server {
    /// The answer to a POST.
    pub fn posted(&self, head: &Head<'_>, body: &[u8]) -> Reply {
        let request = match read(body) {
            Ok(Some(request)) => request,
            Ok(None) if body.iter().all(u8::is_ascii_whitespace) => return Reply { status: 400, body: None },
            Ok(None) => return Reply { status: 202, body: None },
            Err(answer) => return Reply::of(400, answer),
        };
        let id = request.id.clone();
        let era = match era(head, &request) {
            Ok(era) => era,
            Err(fault) => return Reply::of(400, fault.answer(Some(id))),
        };
        match self.result(request, era) {
            Ok(result) => Reply::of(200, answered(&id, &result)),
            Err(fault) => {
                let status = if era == Era::Stateless && fault.code() == NO_METHOD { 404 } else { 200 };
                Reply::of(status, fault.answer(Some(id)))
            }
        }
    }
}

/// As which revision a request is answered: the head and the message must name the same.
fn era(head: &Head<'_>, request: &Request) -> Result<Era, Fault> {
    let other = |what: &str, said: Option<&str>| {
        let said = said.map_or_else(|| "is missing".to_owned(), |said| format!("`{}` is not what the message says", shown(said)));
        Fault::new(OTHER_HEAD, format!("Header mismatch: {what} {said}"))
    };
    let inside = request.parameters.get("_meta").and_then(|meta| meta.get(REVISION)).and_then(Value::as_str);
    match (inside, head.revision) {
        (Some(inside), said) if said != Some(inside) => return Err(other("MCP-Protocol-Version", said)),
        // The first message of a handshake asks for a revision, and names none in its head.
        (None, None) if request.method == "initialize" => return Ok(Era::Opened),
        (None, None) => return Err(other("MCP-Protocol-Version", None)),
        (None, Some(said)) => return if era_of(said)? == Era::Opened { Ok(Era::Opened) } else { Err(unnamed()) },
        (Some(_), _) => {}
    }
    let era = named(request)?.ok_or_else(unnamed)?;
    if era == Era::Stateless {
        if head.method != Some(request.method.as_str()) {
            return Err(other("Mcp-Method", head.method));
        }
        let tool = request.parameters.get("name").and_then(Value::as_str);
        if request.method == "tools/call" && tool.is_some() && head.name.map(decoded).as_deref() != tool {
            return Err(other("Mcp-Name", head.name));
        }
    }
    Ok(era)
}

/// A value of the head as it was before it was written in letters that a head can hold; what cannot be read so is left as it stands.
fn decoded(said: &str) -> String {
    let inside = said.strip_prefix("=?base64?").and_then(|rest| rest.strip_suffix("?="));
    inside.and_then(bytes).and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_else(|| said.to_owned())
}

/// The bytes of a text in Base64 (RFC 4648); nothing where it is none.
fn bytes(written: &str) -> Option<Vec<u8>> {
    let (mut bytes, mut held, mut bits) = (Vec::new(), 0u32, 0);
    for letter in written.trim_end_matches('=').bytes() {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        held = held << 6 | u32::from(value);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits & 0xff) as u8);
        }
    }
    Some(bytes)
}
