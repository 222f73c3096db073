//! Answers that are kept while the record stands as it does: who asks again, or reads what another read, waits for nothing. What is kept is a function of
//! the address and of the record's state, so no answer differs for it.

use crate::ahead::Ahead;
use crate::app::App;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use rapporteur_store::Record;
use std::collections::{BTreeMap, VecDeque};
use std::path::Path;
use std::time::{Duration, SystemTime};

/// Bytes of all answers that are kept, and of one.
const ALL: usize = 32 << 20;
const ONE: usize = 2 << 20;

/// What answers hang on besides their addresses: how often others wrote to the record, and the day, which "yesterday" is counted from.
pub(crate) type Standing = (i64, u64);

/// Answers by their addresses.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    /// Tells how often others wrote; opened when it is first asked.
    record: Option<Record>,
    state: Option<Standing>,
    answers: BTreeMap<String, (HeaderMap, Bytes)>,
    /// Their addresses, the one that was kept first before others.
    order: VecDeque<String>,
    bytes: usize,
}

impl Kept {
    /// The state of now; what was kept under another is let go.
    pub(crate) fn look(&mut self, path: &Path) -> Option<Standing> {
        if self.record.is_none() {
            let record = Record::open_to_read(path).ok()?;
            record.let_go().ok()?;
            self.record = Some(record);
        }
        let Some(version) = self.record.as_ref().and_then(|record| record.version().ok()) else {
            *self = Self::default();
            return None;
        };
        let day = SystemTime::UNIX_EPOCH.elapsed().as_ref().map(Duration::as_secs).unwrap_or_default() / 86_400;
        let state = (version, day);
        if self.state != Some(state) {
            (self.answers, self.order, self.bytes, self.state) = (BTreeMap::new(), VecDeque::new(), 0, Some(state));
        }
        Some(state)
    }

    pub(crate) fn find(&self, address: &str) -> Option<Response> {
        self.answers.get(address).map(|(headers, bytes)| (headers.clone(), bytes.clone()).into_response())
    }

    /// Keeps an answer that was worked out in a state, where it still stands so.
    pub(crate) fn keep(&mut self, state: Standing, address: String, headers: HeaderMap, bytes: Bytes) {
        let size = bytes.len() + address.len();
        if self.state != Some(state) || size > ONE || self.answers.contains_key(&address) {
            return;
        }
        while self.bytes + size > ALL {
            let Some(first) = self.order.pop_front() else { break };
            let gone = self.answers.remove(&first).map_or(0, |(_, bytes)| bytes.len() + first.len());
            self.bytes -= gone;
        }
        self.bytes += size;
        self.order.push_back(address.clone());
        self.answers.insert(address, (headers, bytes));
    }
}

/// Answers from what is kept, and keeps what is worked out.
pub(crate) async fn kept(State(app): State<App>, request: Request, next: Next) -> Response {
    if request.method() != Method::GET || !app.keeps() {
        return next.run(request).await;
    }
    if request.extensions().get::<Ahead>().is_none() {
        app.asked();
    }
    // Feeds name the host that they were asked of.
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let address = format!("{host} {}", request.uri());
    let Some(state) = app.standing().await else { return next.run(request).await };
    if let Some(answer) = app.kept(|kept| kept.find(&address)) {
        return answer;
    }
    let (parts, body) = next.run(request).await.into_parts();
    if parts.status != StatusCode::OK {
        return Response::from_parts(parts, body);
    }
    let Ok(bytes) = to_bytes(body, crate::guard::LARGEST).await else {
        return (StatusCode::INTERNAL_SERVER_ERROR, "the answer is too large\n").into_response();
    };
    app.kept(|kept| kept.keep(state, address, parts.headers.clone(), bytes.clone()));
    Response::from_parts(parts, Body::from(bytes))
}
