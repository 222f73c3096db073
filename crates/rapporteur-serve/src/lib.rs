//! A record as pages, an API and feeds, or for assistants over HTTP, served to this machine alone.
//!
//! Nothing is worked out here: every answer comes from the desk, as the command line's does. Reading opens the record read-only; `writing` alone
//! writes, and only where [`Options::corrects`] says so. Read in this order: [`serve`], [`assist`], `guard` (what is refused before anything is looked
//! at), `app` (desks for the threads), `kept` (answers that were worked out before), `ahead` (those that are worked out before anybody asks), `pages`, `api` and `written`, `feeds`, `writing`, `assistants`.

mod ahead;
mod api;
mod app;
mod assistants;
mod failure;
mod feeds;
mod guard;
mod kept;
mod pages;
mod writing;
mod written;

use axum::Router;
use axum::middleware::from_fn_with_state;
use rapporteur::resources::Resources;
use rapporteur_desk::Desk;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use tokio::net::TcpListener;

/// What is served, and where.
#[derive(Debug)]
pub struct Options {
    /// The port on 127.0.0.1; 0 takes any that is free.
    pub port: u16,
    /// The file of the record.
    pub record: PathBuf,
    /// Word lists, offices, frequencies; a record that keeps lines of its own has them besides.
    pub resources: Arc<Resources>,
    /// What is needed to correct and to keep searches on pages; none where the server only reads.
    pub corrects: Option<Corrects>,
}

/// What is needed to correct on pages.
#[derive(Clone)]
pub struct Corrects {
    /// Who has it may write: 16 letters and digits at least, told to the user alone.
    pub token: String,
    /// The time at which something is corrected, in words.
    pub now: Arc<dyn Fn() -> String + Send + Sync>,
}

impl std::fmt::Debug for Corrects {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Nobody reads the token in a log.
        f.debug_struct("Corrects").finish_non_exhaustive()
    }
}

/// A server that could not be started, or broke off.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct Error(#[from] Kind);

#[derive(Debug, thiserror::Error)]
enum Kind {
    #[error(transparent)]
    Desk(rapporteur_desk::Error),
    #[error("port {port} of this machine cannot be listened on: {source}")]
    Port { port: u16, source: std::io::Error },
    #[error("serving: {0}")]
    Serving(std::io::Error),
}

/// Serves a record until the process is interrupted. `ready` is told the address as soon as pages can be asked for.
///
/// # Errors
/// When there is no such record, or the port is taken.
pub fn serve(options: Options, ready: impl FnOnce(SocketAddr)) -> Result<(), Error> {
    // A record that cannot be opened is told of now and not on the first page.
    Desk::open(&options.record, options.resources.clone()).map_err(Kind::Desk)?;
    let app = app::App::new(options.record, options.resources, options.corrects);
    let pages = Router::new().merge(pages::routes()).merge(writing::routes());
    let routes = pages.merge(api::routes()).merge(feeds::routes()).fallback(failure::missing);
    let routes = routes.layer(from_fn_with_state(app.clone(), kept::kept));
    let pages = |port| {
        let router = guard::over(routes, port).with_state(app.clone());
        tokio::spawn(ahead::ahead(app, router.clone(), port));
        router
    };
    listen(options.port, pages, ready)
}

/// Answers assistants at `/mcp` until the process is interrupted, and serves nothing else. `ready` is told the address as soon as it can be asked.
///
/// # Errors
/// When the port is taken. The record need not be there yet.
pub fn assist(options: Options, ready: impl FnOnce(SocketAddr)) -> Result<(), Error> {
    let routes = assistants::routes(options.record, options.resources);
    listen(options.port, |port| guard::over(routes, port), ready)
}

fn listen(port: u16, router: impl FnOnce(u16) -> Router, ready: impl FnOnce(SocketAddr)) -> Result<(), Error> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(Kind::Serving)?;
    runtime.block_on(async {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.map_err(|source| Kind::Port { port, source })?;
        let address = listener.local_addr().map_err(Kind::Serving)?;
        ready(address);
        let stop = async {
            // Without a way to hear of an interruption the process is simply ended by it.
            _ = tokio::signal::ctrl_c().await;
        };
        axum::serve(listener, router(address.port())).with_graceful_shutdown(stop).await.map_err(Kind::Serving)
    })?;
    Ok(())
}
