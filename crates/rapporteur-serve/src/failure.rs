//! What could not be answered: a page for people, a problem document (RFC 9457) for machines.

use crate::pages::{Layout, page};
use askama::Template;
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;
use std::fmt::Display;

/// An answer that could not be given.
#[derive(Debug)]
pub(crate) struct Failure {
    status: StatusCode,
    what: String,
    for_machines: bool,
}

impl Failure {
    /// The question makes no sense as it stands.
    pub(crate) fn asked(what: impl Display) -> Self {
        Self { status: StatusCode::BAD_REQUEST, what: what.to_string(), for_machines: false }
    }

    /// Nothing the asker could do otherwise.
    pub(crate) fn broken(what: impl Display) -> Self {
        Self { status: StatusCode::INTERNAL_SERVER_ERROR, what: what.to_string(), for_machines: false }
    }

    /// There is no such thing.
    pub(crate) fn unknown(what: impl Display) -> Self {
        Self { status: StatusCode::NOT_FOUND, what: what.to_string(), for_machines: false }
    }

    /// Who asks may not.
    pub(crate) fn forbidden(what: impl Display) -> Self {
        Self { status: StatusCode::FORBIDDEN, what: what.to_string(), for_machines: false }
    }

    /// What it says.
    pub(crate) fn what(&self) -> &str {
        &self.what
    }

    /// As a problem document.
    pub(crate) fn for_machines(self) -> Self {
        Self { for_machines: true, ..self }
    }
}

impl From<rapporteur_desk::Error> for Failure {
    fn from(error: rapporteur_desk::Error) -> Self {
        let status = if error.is_question() { StatusCode::NOT_FOUND } else { StatusCode::INTERNAL_SERVER_ERROR };
        let what = error.advice().map_or_else(|| error.to_string(), |advice| format!("{error}; {advice}"));
        Self { status, what, for_machines: false }
    }
}

impl From<rapporteur_store::Error> for Failure {
    fn from(error: rapporteur_store::Error) -> Self {
        rapporteur_desk::Error::from(error).into()
    }
}

#[derive(Template)]
#[template(path = "failure.html")]
struct Page {
    layout: Layout,
    what: String,
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let title = self.status.canonical_reason().unwrap_or("Failed");
        if self.for_machines {
            let problem = json!({"type": "about:blank", "title": title, "status": self.status.as_u16(), "detail": self.what});
            return (self.status, [(header::CONTENT_TYPE, "application/problem+json")], problem.to_string()).into_response();
        }
        let page = page(&Page { layout: Layout::of(title), what: self.what });
        (self.status, page).into_response()
    }
}

/// What no route answers.
pub(crate) async fn missing(uri: Uri) -> Failure {
    let failure = Failure { status: StatusCode::NOT_FOUND, what: format!("there is no page {}", uri.path()), for_machines: false };
    if uri.path().starts_with("/api/") { failure.for_machines() } else { failure }
}
