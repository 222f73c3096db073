//! What a line is: a request, something that wants no answer, or nothing that can be read (JSON-RPC 2.0, as the protocol narrows it).
//!
//! Batches are none of it: the protocol took them back in 2025-06-18.

use serde_json::{Map, Value, json};

/// The line is no JSON.
pub(crate) const NO_JSON: i64 = -32700;
/// It is JSON, and no message.
pub(crate) const NO_MESSAGE: i64 = -32600;
/// There is no such method.
pub(crate) const NO_METHOD: i64 = -32601;
/// The method cannot be asked so.
pub(crate) const NO_PARAMETERS: i64 = -32602;
/// The answer could not be worked out.
pub(crate) const BROKEN: i64 = -32603;
/// What the head of a message over HTTP says of it is not so.
pub(crate) const OTHER_HEAD: i64 = -32020;
/// The revision of the protocol is not spoken here.
pub(crate) const NO_REVISION: i64 = -32022;

/// Why a request gets no result.
#[derive(Debug)]
pub(crate) struct Fault {
    code: i64,
    message: String,
    data: Option<Value>,
}

impl Fault {
    pub(crate) fn new(code: i64, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), data: None }
    }

    pub(crate) fn with(self, data: Value) -> Self {
        Self { data: Some(data), ..self }
    }

    /// Which it is.
    pub(crate) fn code(&self) -> i64 {
        self.code
    }

    /// The answer to the request of an identifier; without one where it could not be read.
    pub(crate) fn answer(self, id: Option<Value>) -> String {
        let mut error = json!({"code": self.code, "message": self.message});
        if let Some(data) = self.data {
            error["data"] = data;
        }
        let mut answer = json!({"jsonrpc": "2.0"});
        if let Some(id) = id {
            answer["id"] = id;
        }
        answer["error"] = error;
        answer.to_string()
    }
}

/// A request.
#[derive(Debug)]
pub(crate) struct Request {
    pub(crate) id: Value,
    pub(crate) method: String,
    pub(crate) parameters: Map<String, Value>,
}

/// Reads a line; none where it wants no answer.
///
/// # Errors
/// What is answered to one that is no message.
pub(crate) fn read(line: &[u8]) -> Result<Option<Request>, String> {
    if line.iter().all(u8::is_ascii_whitespace) {
        return Ok(None);
    }
    let message: Value =
        serde_json::from_slice(line).map_err(|error| Fault::new(NO_JSON, format!("this line is no JSON: {error}")).answer(None))?;
    let Value::Object(mut message) = message else {
        return Err(Fault::new(NO_MESSAGE, "a message is one JSON object a line; there are no batches").answer(None));
    };
    let given = message.remove("id");
    let id = given.clone().filter(|id| id.is_string() || id.is_i64() || id.is_u64());
    let wrong = |why: &str| Err(Fault::new(NO_MESSAGE, why).answer(id.clone()));
    if message.get("jsonrpc").and_then(Value::as_str) != Some("2.0") {
        return wrong("`jsonrpc` must be \"2.0\"");
    }
    let method = match message.remove("method") {
        Some(Value::String(method)) => method,
        // Nothing is ever asked of the client, so an answer of it answers nothing; it is not answered either.
        None if message.contains_key("result") || message.contains_key("error") => return Ok(None),
        _ => return wrong("`method` must be a text"),
    };
    match (given, id) {
        (None, _) => Ok(None),
        (Some(_), None) => Err(Fault::new(NO_MESSAGE, "`id` must be a text or a whole number").answer(None)),
        (Some(_), Some(id)) => match message.remove("params") {
            None => Ok(Some(Request { id, method, parameters: Map::new() })),
            Some(Value::Object(parameters)) => Ok(Some(Request { id, method, parameters })),
            Some(_) => Err(Fault::new(NO_PARAMETERS, "`params` must be an object").answer(Some(id))),
        },
    }
}
