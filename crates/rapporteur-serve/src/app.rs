//! Desks for the threads that answer: each holds a connection of its own, and goes back to the shelf when it has answered.

use crate::failure::Failure;
use rapporteur::extract::Languages;
use rapporteur::resources::Resources;
use rapporteur_desk::Desk;
use rapporteur_store::{LexiconLine, Record};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Desks that are kept for the next question; more are opened where more ask at once.
const KEPT: usize = 8;

/// What every handler asks.
#[derive(Clone, Debug)]
pub(crate) struct App(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    record: PathBuf,
    resources: Mutex<Shared>,
    languages: OnceLock<Languages>,
    shelf: Mutex<Vec<Desk>>,
}

/// The resources that desks share, and the record's own lines that they were read with.
#[derive(Debug)]
struct Shared {
    lines: Vec<LexiconLine>,
    resources: Arc<Resources>,
}

impl App {
    pub(crate) fn new(record: PathBuf, resources: Arc<Resources>) -> Self {
        let resources = Mutex::new(Shared { lines: Vec::new(), resources });
        Self(Arc::new(Inner { record, resources, languages: OnceLock::new(), shelf: Mutex::new(Vec::new()) }))
    }

    /// Asks on a thread that may wait.
    pub(crate) async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Desk) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let app = self.clone();
        let asked = tokio::task::spawn_blocking(move || {
            let desk = app.desk()?;
            let answer = question(&desk);
            app.put_back(desk);
            answer
        });
        asked.await.unwrap_or_else(|_| Err(Failure::broken("the answer could not be worked out")))
    }

    /// Asks with the models of the languages, which the first such question reads.
    pub(crate) async fn ask_reading<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Desk, &Languages) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let app = self.clone();
        self.ask(move |desk| question(desk, app.languages()?)).await
    }

    fn languages(&self) -> Result<&Languages, Failure> {
        if let Some(languages) = self.0.languages.get() {
            return Ok(languages);
        }
        let read = rapporteur_desk::languages()?;
        Ok(self.0.languages.get_or_init(|| read))
    }

    fn desk(&self) -> Result<Desk, Failure> {
        let kept = self.0.shelf.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut desk = match kept {
            Some(desk) => {
                desk.record.look_again()?;
                desk
            }
            None => {
                let resources = self.0.resources.lock().unwrap_or_else(PoisonError::into_inner).resources.clone();
                Desk::open(&self.0.record, resources)?
            }
        };
        desk.resources = self.resources(&desk.record)?;
        Ok(desk)
    }

    /// The resources of the record as it stands; read again where its own lines have changed.
    fn resources(&self, record: &Record) -> Result<Arc<Resources>, Failure> {
        let lines = record.lexicon()?;
        let mut shared = self.0.resources.lock().unwrap_or_else(PoisonError::into_inner);
        if shared.lines != lines {
            *shared = Shared { lines, resources: rapporteur_desk::resources_of(record)?.into() };
        }
        Ok(shared.resources.clone())
    }

    fn put_back(&self, desk: Desk) {
        // A desk that fails here is not kept.
        if desk.record.let_go().is_err() {
            return;
        }
        let mut shelf = self.0.shelf.lock().unwrap_or_else(PoisonError::into_inner);
        if shelf.len() < KEPT {
            shelf.push(desk);
        }
    }
}
