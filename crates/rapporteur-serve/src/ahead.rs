//! The main pages, worked out before anybody asks: when the server starts, and again when the record has changed and somebody reads. Over a hundred
//! thousand reports a list of positions takes seconds, and what came of all commitments half a minute, which nobody need wait for.

use crate::app::App;
use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::header;
use std::time::Duration;
use tower_service::Service;

/// The pages that the head of every page leads to, the first one first.
const MAIN: [&str; 10] = ["/", "/statements", "/events", "/contacts", "/positions", "/ledger", "/docket", "/actors", "/outlets", "/method"];

/// How often it is looked whether the record has changed.
const PAUSE: Duration = Duration::from_secs(1);

/// Marks a request that nobody made.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ahead;

/// Asks for the main pages as the address that readers are told of, as long as the server runs.
pub(crate) async fn ahead(app: App, mut router: Router, port: u16) {
    let mut known = None;
    while app.keeps() {
        let state = app.standing().await;
        if state != known && app.was_asked() {
            for page in MAIN {
                let request = Request::get(page).header(header::HOST, format!("127.0.0.1:{port}")).extension(Ahead).body(Body::empty());
                if let Ok(request) = request {
                    _ = router.call(request).await;
                }
            }
            // What came of each commitment, which every list of them hangs on, takes longest.
            if let Some(standing) = state {
                app.look_up_outcomes(standing).await;
            }
            known = state;
        }
        tokio::time::sleep(PAUSE).await;
    }
}
