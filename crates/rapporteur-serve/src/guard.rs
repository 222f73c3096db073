//! What is refused before anything is looked at, and what every answer carries.
//!
//! A server on the loopback is reached by every page that a browser on this machine shows: by a form of another site, and by a name of
//! another site that was made to mean 127.0.0.1. So the host must be ours, the origin, where one is given, too, and a request that a
//! browser says comes from another site is refused unless somebody follows a link.

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use std::time::Duration;
use xxhash_rust::xxh3::xxh3_64;

/// Bytes that a request may bring.
const LIMIT: usize = 1 << 20;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// An answer larger than this gets no fingerprint.
pub(crate) const LARGEST: usize = 64 << 20;

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; \
     form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Routes behind the guard.
pub(crate) fn over<S: Clone + Send + Sync + 'static>(routes: Router<S>, port: u16) -> Router<S> {
    routes
        .layer(from_fn(fingerprint))
        .layer(DefaultBodyLimit::max(LIMIT))
        .layer(from_fn(in_time))
        .layer(from_fn_with_state(port, ours))
        .layer(from_fn(sealed))
}

/// Refuses what does not come from here.
async fn ours(State(port): State<u16>, request: Request, next: Next) -> Response {
    match judged(request.method(), request.headers(), port) {
        Ok(()) => next.run(request).await,
        Err((status, why)) => (status, why).into_response(),
    }
}

fn judged(method: &Method, headers: &HeaderMap, port: u16) -> Result<(), (StatusCode, &'static str)> {
    let text = |name: header::HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or("\u{fffd}"));
    let is_ours = |host: &str| ["127.0.0.1", "localhost", "[::1]"].iter().any(|name| host == format!("{name}:{port}"));
    if !text(header::HOST).is_some_and(is_ours) {
        return Err((StatusCode::MISDIRECTED_REQUEST, "this server answers to 127.0.0.1 and localhost only\n"));
    }
    if !text(header::ORIGIN).is_none_or(|origin| origin.strip_prefix("http://").is_some_and(is_ours)) {
        return Err((StatusCode::FORBIDDEN, "requests of other sites are refused\n"));
    }
    let site = headers.get("sec-fetch-site").map(|value| value.to_str().unwrap_or_default());
    let follows_link = method == Method::GET && headers.get("sec-fetch-mode").is_some_and(|mode| mode == "navigate");
    match site {
        None | Some("same-origin" | "none") => Ok(()),
        Some(_) if follows_link => Ok(()),
        Some(_) => Err((StatusCode::FORBIDDEN, "requests of other sites are refused\n")),
    }
}

async fn in_time(request: Request, next: Next) -> Response {
    let late = (StatusCode::SERVICE_UNAVAILABLE, "the answer took too long\n");
    tokio::time::timeout(PATIENCE, next.run(request)).await.unwrap_or_else(|_| late.into_response())
}

/// What every answer carries, refusals too.
async fn sealed(request: Request, next: Next) -> Response {
    let mut answer = next.run(request).await;
    let headers = answer.headers_mut();
    for (name, value) in [
        ("content-security-policy", POLICY),
        ("x-content-type-options", "nosniff"),
        // Not "no-referrer": a form of ours would then be sent with the origin "null", as another site's is.
        ("referrer-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    answer
}

/// Gives an answer the fingerprint of its bytes, and leaves out the bytes where the asker has them.
async fn fingerprint(request: Request, next: Next) -> Response {
    let known = request.headers().get(header::IF_NONE_MATCH).cloned();
    let is_get = request.method() == Method::GET || request.method() == Method::HEAD;
    let (mut parts, body) = next.run(request).await.into_parts();
    if !is_get || parts.status != StatusCode::OK {
        return Response::from_parts(parts, body);
    }
    let Ok(bytes): Result<Bytes, _> = to_bytes(body, LARGEST).await else {
        return (StatusCode::INTERNAL_SERVER_ERROR, "the answer is too large\n").into_response();
    };
    let tag = format!("\"{:016x}\"", xxh3_64(&bytes));
    if let Ok(value) = HeaderValue::from_str(&tag) {
        parts.headers.insert(header::ETAG, value);
    }
    parts.headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-cache"));
    if known.is_some_and(|known| known.to_str().is_ok_and(|known| known.split(',').any(|one| one.trim() == tag))) {
        parts.status = StatusCode::NOT_MODIFIED;
        parts.headers.remove(header::CONTENT_LENGTH);
        return Response::from_parts(parts, Body::empty());
    }
    Response::from_parts(parts, Body::from(bytes))
}
