//! The Model Context Protocol over HTTP ("streamable HTTP", of which only single answers are needed): each message is a POST to `/mcp`, behind the same
//! guard as the pages. What is answered is worked out by `rapporteur-mcp`; one question is answered after the other, as on standard input.

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use rapporteur::resources::Resources;
use rapporteur_mcp::{Head, Server};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

/// Who answers.
type Answering = Arc<Mutex<Server>>;

pub(crate) fn routes(record: PathBuf, resources: Arc<Resources>) -> Router {
    let server: Answering = Arc::new(Mutex::new(Server::new(record, resources)));
    let missing = async || (StatusCode::NOT_FOUND, "assistants ask at /mcp; pages are `rapporteur serve`\n");
    Router::new().route("/mcp", post(answer)).fallback(missing).with_state(server)
}

async fn answer(State(server): State<Answering>, headers: HeaderMap, body: Bytes) -> Response {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    // A form of a page cannot send JSON unasked: this is one wall more against pages of other sites.
    let kind = text(header::CONTENT_TYPE.as_str()).unwrap_or_default();
    if !kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json")) {
        return (StatusCode::UNSUPPORTED_MEDIA_TYPE, "a message is application/json\n").into_response();
    }
    let (revision, method, name) = (text("mcp-protocol-version"), text("mcp-method"), text("mcp-name"));
    let asked = tokio::task::spawn_blocking(move || {
        let head = Head { revision: revision.as_deref(), method: method.as_deref(), name: name.as_deref() };
        server.lock().unwrap_or_else(PoisonError::into_inner).posted(&head, &body)
    });
    let Ok(reply) = asked.await else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    let status = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    match reply.body {
        Some(body) => (status, [(header::CONTENT_TYPE, "application/json")], body).into_response(),
        None => status.into_response(),
    }
}
